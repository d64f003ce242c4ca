//! Blocking people (M-11): who is blocked is not heard any more; who is blocked by everybody cannot write.

use chrono::{DateTime, Utc};
use kernel::{Actor, UserId};
use platform::{Result, Tx};

use crate::error::MessagingError;
use crate::model::{Place, Silence};
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
            self.blocks_changed(&mut tx, actor, user, blocked).await?;
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
            self.blocks_changed(&mut tx, actor, user, blocked).await?;
        }
        tx.commit().await
    }

    /// Lets processes forget what they know of the conversations that a block is about: those of both, and what the
    /// blocked one writes to the blocker's business, whoever answers there. No clock runs for a customer of whom the team
    /// hears nothing.
    async fn blocks_changed(&self, tx: &mut Tx, actor: &Actor, user: UserId, blocked: UserId) -> Result<()> {
        for id in store::conversations::shared(tx, user, blocked).await? {
            self.hall_changed(tx, id).await?;
        }
        let Some(business) = actor.business_id() else { return Ok(()) };
        match store::conversations::of_customer(tx, business, blocked).await? {
            Some(inbox) => self.closed_or_opened(tx, &[inbox]).await,
            None => Ok(()),
        }
    }

    /// Of whom the actor hears nothing.
    pub(crate) async fn silence(&self, tx: &mut Tx, actor: &Actor) -> Result<Silence> {
        match actor.user_id() {
            Some(user) => store::safety::silence(tx, user, actor.business_id()).await,
            None => Ok(Silence::default()),
        }
    }

    /// Up to `limit` of those whom the actor has blocked, with their names, the last one first.
    ///
    /// # Errors
    /// 503.
    pub(crate) async fn blocked(
        &self,
        actor: &Actor,
        after: Option<Place>,
        limit: i64,
    ) -> Result<Vec<(UserId, String, DateTime<Utc>)>> {
        let user = actor.user_id().ok_or(MessagingError::NotFound)?;
        let mut tx = self.db.begin(actor).await?;
        let blocked = store::safety::blocked_by(&mut tx, user, after, limit).await?;
        tx.rollback().await?;
        let ids: Vec<UserId> = blocked.iter().map(|(id, _)| *id).collect();
        let people = self.ports.people.people(&ids).await?;
        let name = |id: &UserId| people.get(id).map(|person| person.name.clone()).unwrap_or_default();
        Ok(blocked.into_iter().map(|(id, at)| (id, name(&id), at)).collect())
    }
}
