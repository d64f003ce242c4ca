//! What other domains may ask of notifications.

use async_trait::async_trait;
use contracts::PortError;
use contracts::notifications::NotificationsPort;
use kernel::UserId;
use platform::Error;

use crate::Notifications;

fn failed(error: Error) -> PortError {
    PortError { domain: "notifications", reason: error.to_string() }
}

#[async_trait]
impl NotificationsPort for Notifications {
    async fn unread(&self, user: UserId) -> Result<i64, PortError> {
        self.unread_of(user).await.map_err(failed)
    }

    async fn settle(&self, user: UserId, subject: &str) -> Result<(), PortError> {
        Notifications::settle(self, user, subject).await.map_err(failed)
    }
}
