//! Inboxes that close and open by themselves: when a business is gone or back, when the last of its team is suspended or
//! the first reinstated, and when a customer joins or leaves a business that is at odds with it (M-10, M-11).

use kernel::{BusinessId, ConversationId, UserId};
use platform::sockets::Room;
use platform::{Error, Result, Tx};
use uuid::Uuid;

use crate::api::bodies::ConversationUpdatedBody;
use crate::inbox;
use crate::live::CONVERSATION_UPDATED;
use crate::state::Messaging;
use crate::store::closing::{self, Inbox};

/// Conversations of one transaction.
const SOME: i64 = 500;
/// How often one conversation is looked at again that changes at the same moment.
const TRIES: usize = 5;

impl Messaging {
    /// Lets processes forget what they know of conversations that were closed or opened, and time leave their customers
    /// alone or see to them again.
    pub(crate) async fn closed_or_opened(&self, tx: &mut Tx, ids: &[ConversationId]) -> Result<()> {
        inbox::store::rest_or_go_on(tx, ids, self.now()).await?;
        for id in ids {
            self.hall_changed(tx, *id).await?;
        }
        Ok(())
    }

    /// Tells those who look at one of these conversations that it is not what it was.
    fn tell_onlookers(&self, ids: &[ConversationId], reason: &'static str) {
        for id in ids {
            let body = ConversationUpdatedBody { conversation_id: id.0, reason };
            self.platform.sockets.emit(Room::Conversation(*id), CONVERSATION_UPDATED, &body);
        }
    }

    /// Closes the inbox of a business that is gone, or opens it again; asked once more, it changes nothing.
    ///
    /// # Errors
    /// 503.
    pub(crate) async fn follow_business(&self, business: BusinessId, is_gone: bool) -> Result<()> {
        loop {
            let mut tx = self.db.begin_system().await?;
            let (changed, reason) = if is_gone {
                (closing::close_inbox(&mut tx, business, SOME, self.now()).await?, "CLOSED")
            } else {
                (closing::open_inboxes(&mut tx, business.0, SOME).await?, "OPENED")
            };
            self.closed_or_opened(&mut tx, &changed).await?;
            tx.commit().await?;
            self.tell_onlookers(&changed, reason);
            if changed.is_empty() {
                return Ok(());
            }
        }
    }

    /// Closes the inbox of the business for which somebody acts, if nobody is left who could answer, and opens it once
    /// somebody is.
    ///
    /// # Errors
    /// 503.
    pub(crate) async fn follow_team_of(&self, user: UserId) -> Result<()> {
        let card = self.ports.people.people(&[user]).await?.remove(&user);
        match card.and_then(|card| card.business_id) {
            Some(business) => self.follow_team(business).await,
            None => Ok(()),
        }
    }

    /// The same for a business; asked as it is now, so that it does not matter in which order news come.
    ///
    /// # Errors
    /// 503.
    pub(crate) async fn follow_team(&self, business: BusinessId) -> Result<()> {
        let is_there = self.ports.businesses.businesses(&[business]).await?.contains_key(&business)
            && self.has_team(business).await?;
        self.follow_business(business, !is_there).await
    }

    /// Whether anybody acts for a business.
    pub(crate) async fn has_team(&self, business: BusinessId) -> Result<bool> {
        let teams = self.ports.people.teams(&[business]).await?;
        Ok(teams.get(&business).is_some_and(|team| !team.is_empty()))
    }

    /// Somebody joined a business or left one: what they write to inboxes for themselves is closed where a block lies
    /// between the two businesses, and open where none does any more.
    ///
    /// # Errors
    /// 503, also when their conversations go on changing meanwhile; the job tries again.
    pub(crate) async fn follow_person(&self, user: UserId) -> Result<()> {
        for _ in 0..TRIES {
            // Read before the others are asked: whoever changes it after that was right later than they.
            let mut tx = self.db.begin_system().await?;
            let inboxes = closing::inboxes_of(&mut tx, user).await?;
            tx.rollback().await?;
            if inboxes.is_empty() {
                return Ok(());
            }
            let wanted = self.reasons(user, &inboxes).await?;
            let mut missed = false;
            for (inbox, reasons) in inboxes.iter().zip(&wanted) {
                if *reasons == inbox.closed_for {
                    continue;
                }
                let mut tx = self.db.begin_system().await?;
                if closing::set_reasons(&mut tx, inbox, reasons, self.now()).await? {
                    self.closed_or_opened(&mut tx, &[inbox.id]).await?;
                    tx.commit().await?;
                    self.tell_onlookers(&[inbox.id], if reasons.is_empty() { "OPENED" } else { "CLOSED" });
                } else {
                    tx.rollback().await?;
                    missed = true;
                }
            }
            if !missed {
                return Ok(());
            }
        }
        Err(Error::unavailable("the conversations of somebody go on changing"))
    }

    /// Why each of these conversations of a customer has to be closed.
    async fn reasons(&self, user: UserId, inboxes: &[Inbox]) -> Result<Vec<Vec<Uuid>>> {
        let own = self.ports.people.people(&[user]).await?.remove(&user).and_then(|card| card.business_id);
        let others: Vec<BusinessId> = inboxes.iter().map(|inbox| inbox.business).collect();
        let blocked = match own {
            Some(own) => self.ports.connections.blocked_between(own, &others).await?,
            None => Vec::new(),
        };
        let reasons = |inbox: &Inbox| -> Vec<Uuid> {
            // That the business itself is gone has nothing to do with them.
            let gone = inbox.closed_for.iter().copied().filter(|reason| *reason == inbox.business.0);
            let between = blocked.iter().filter(|connection| connection.sides().contains(&inbox.business));
            let mut reasons: Vec<Uuid> = gone.chain(between.map(|connection| connection.id.0)).collect();
            // In the order in which they stand already, so that nothing is written that is the same.
            let place = |reason: &Uuid| {
                inbox.closed_for.iter().position(|known| known == reason).unwrap_or(usize::MAX)
            };
            reasons.sort_by_key(|reason| (place(reason), *reason));
            reasons
        };
        Ok(inboxes.iter().map(reasons).collect())
    }
}
