//! What is known of conversations, in memory.

use std::collections::HashSet;
use std::sync::Arc;

use contracts::accounts::PeoplePort;
use kernel::{ConversationId, UserId};
use platform::cache::{Cache, Warmth};
use platform::{Db, Result};

use crate::model::Hall;
use crate::store;

/// Memory for halls, in bytes.
const ROOM: u64 = 32 * 1024 * 1024;

/// The halls of this process. Cheap to clone.
#[derive(Clone)]
pub(crate) struct Halls {
    db: Db,
    people: Arc<dyn PeoplePort>,
    known: Cache<ConversationId, Option<Arc<Hall>>>,
}

impl Halls {
    /// None known yet.
    pub(crate) fn new(db: &Db, people: &Arc<dyn PeoplePort>) -> Self {
        let weigh =
            |_: &ConversationId, hall: &Option<Arc<Hall>>| hall.as_ref().map_or(64, |hall| hall.weight());
        let known = Cache::new("messaging.halls", ROOM, Warmth::Hot, weigh);
        Self { db: db.clone(), people: people.clone(), known }
    }

    /// What is known of a conversation, without asking who wants to know.
    pub(crate) async fn of(&self, id: ConversationId) -> Result<Option<Arc<Hall>>> {
        self.known.get_or_load(id, || self.load(id)).await
    }

    /// It changed.
    pub(crate) fn forget(&self, id: &ConversationId) {
        self.known.forget(id);
    }

    /// All may have changed.
    pub(crate) fn clear(&self) {
        self.known.clear();
    }

    async fn load(&self, id: ConversationId) -> Result<Option<Arc<Hall>>> {
        let mut tx = self.db.begin_system().await?;
        let hall = store::conversations::hall(&mut tx, id).await?;
        tx.rollback().await?;
        let Some(mut hall) = hall else { return Ok(None) };
        let users: Vec<UserId> = hall.members.iter().map(|member| member.user).collect();
        let people = self.people.people(&users).await?;
        hall.members.retain_mut(|member| match people.get(&member.user) {
            // Whoever speaks for a team they have left is out, whatever the row says.
            Some(card) if member.business.is_none() || member.business == card.business_id => {
                member.name.clone_from(&card.name);
                true
            }
            _ => false,
        });
        let inside: HashSet<UserId> = hall.members.iter().map(|member| member.user).collect();
        hall.blocks.retain(|(by, of)| inside.contains(by) && inside.contains(of));
        Ok(Some(Arc::new(hall)))
    }
}
