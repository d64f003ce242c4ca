//! What other domains ask of this one.

use std::collections::HashMap;

use async_trait::async_trait;
use contracts::PortError;
use contracts::messaging::MessagingPort;
use kernel::{ConversationId, UserId};
use platform::Error;

use crate::state::Messaging;
use crate::store;

fn failed(error: Error) -> PortError {
    PortError { domain: "messaging", reason: error.to_string() }
}

#[async_trait]
impl MessagingPort for Messaging {
    async fn to_wake(&self, conversation: ConversationId, seq: i64) -> Result<Vec<UserId>, PortError> {
        let now = self.now();
        let found = async {
            let hall = self.hall_of(conversation).await?;
            let mut tx = self.db.begin_system().await?;
            let mut users = store::marks::to_wake(&mut tx, conversation, seq, now).await?;
            tx.rollback().await?;
            // Whoever left the team they spoke for is not woken.
            users.retain(|user| hall.as_ref().is_some_and(|hall| hall.member(*user).is_some()));
            Ok(users)
        };
        found.await.map_err(failed)
    }

    async fn unread(&self, users: &[UserId]) -> Result<HashMap<UserId, i64>, PortError> {
        let found = async {
            let mut tx = self.db.begin_system().await?;
            let unread = store::marks::unread(&mut tx, users).await?;
            tx.rollback().await?;
            let mut counts: HashMap<UserId, i64> = users.iter().map(|user| (*user, 0)).collect();
            counts.extend(unread);
            Ok(counts)
        };
        found.await.map_err(failed)
    }
}
