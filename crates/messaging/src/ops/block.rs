//! Blocking people (M-11): who is blocked is not heard any more; who is blocked by everybody cannot write.

use chrono::{DateTime, Utc};
use kernel::{Actor, UserId};
use platform::Result;

use crate::error::MessagingError;
use crate::state::Messaging;
use crate::store;

impl Messaging {
    /// Hears nothing of somebody any more; twice is once.
    ///
    /// # Errors
    /// 404 for nobody, and for oneself.
    pub(crate) async fn block(&self, actor: &Actor, blocked: UserId) -> Result<()> {
        let user = actor.user_id().filter(|user| *user != blocked).ok_or(MessagingError::NotFound)?;
        if !self.ports.people.people(&[blocked]).await?.contains_key(&blocked) {
            return Err(MessagingError::NotFound.into());
        }
        let mut tx = self.db.begin_system().await?;
        if store::safety::block(&mut tx, user, actor.business_id(), blocked, self.now()).await? {
            for id in store::conversations::shared(&mut tx, user, blocked).await? {
                self.hall_changed(&mut tx, id).await?;
            }
        }
        tx.commit().await
    }

    /// Hears somebody again; also one who was not blocked.
    ///
    /// # Errors
    /// 503.
    pub(crate) async fn unblock(&self, actor: &Actor, blocked: UserId) -> Result<()> {
        let user = actor.user_id().ok_or(MessagingError::NotFound)?;
        let mut tx = self.db.begin_system().await?;
        if store::safety::unblock(&mut tx, user, blocked).await? {
            for id in store::conversations::shared(&mut tx, user, blocked).await? {
                self.hall_changed(&mut tx, id).await?;
            }
        }
        tx.commit().await
    }

    /// Whom the actor has blocked, with their names.
    ///
    /// # Errors
    /// 503.
    pub(crate) async fn blocked(&self, actor: &Actor) -> Result<Vec<(UserId, String, DateTime<Utc>)>> {
        let user = actor.user_id().ok_or(MessagingError::NotFound)?;
        let mut tx = self.db.begin(actor).await?;
        let blocked = store::safety::blocked_by(&mut tx, user).await?;
        tx.rollback().await?;
        let ids: Vec<UserId> = blocked.iter().map(|(id, _)| *id).collect();
        let people = self.ports.people.people(&ids).await?;
        let name = |id: &UserId| people.get(id).map(|person| person.name.clone()).unwrap_or_default();
        Ok(blocked.into_iter().map(|(id, at)| (id, name(&id), at)).collect())
    }
}
