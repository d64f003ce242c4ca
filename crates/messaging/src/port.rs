//! What other domains ask of this one.

use std::collections::HashMap;

use async_trait::async_trait;
use contracts::PortError;
use contracts::accounts::PersonCard;
use contracts::messaging::MessagingPort;
use kernel::{ConversationId, UserId};
use platform::Error;

use crate::state::Messaging;
use crate::store;
use crate::store::marks::Waiting;

fn failed(error: Error) -> PortError {
    PortError { domain: "messaging", reason: error.to_string() }
}

#[async_trait]
impl MessagingPort for Messaging {
    async fn to_wake(
        &self,
        places: &[(ConversationId, i64)],
    ) -> Result<HashMap<ConversationId, Vec<UserId>>, PortError> {
        let now = self.now();
        let found = async {
            let mut tx = self.db.begin_system().await?;
            let waiting = store::marks::to_wake(&mut tx, places, now).await?;
            tx.rollback().await?;
            let mut users: Vec<UserId> = waiting.iter().map(|one| one.user).collect();
            users.sort_unstable();
            users.dedup();
            let people = self.ports.people.people(&users).await?;
            let mut by_conversation: HashMap<ConversationId, Vec<UserId>> = HashMap::new();
            for Waiting { conversation, user, business } in waiting {
                // Whoever left the team they spoke for is not woken.
                let is_inside = |card: &PersonCard| business.is_none() || business == card.business_id;
                if people.get(&user).is_some_and(is_inside) {
                    by_conversation.entry(conversation).or_default().push(user);
                }
            }
            Ok(by_conversation)
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
