//! What people are told: what other domains may ask of `notifications`.

use async_trait::async_trait;
use kernel::UserId;

use crate::PortError;

/// What other domains may ask of `notifications`.
#[async_trait]
pub trait NotificationsPort: Send + Sync {
    /// How many notifications this person has not read. Asked for every page, so the answer comes from memory as a rule.
    async fn unread(&self, user: UserId) -> Result<i64, PortError>;

    /// This person has seen elsewhere what their notifications about `subject` tell of: they count as read, and those
    /// that wait are not sent any more. `conversation:<id>` when a conversation was read. What is over for everybody, such
    /// as a connection request that was answered, is heard from its event.
    async fn settle(&self, user: UserId, subject: &str) -> Result<(), PortError>;
}
