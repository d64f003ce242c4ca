//! What happens to customers by themselves: their messages are heard, they are handed out, and time is watched.

use async_trait::async_trait;
use contracts::messaging::{MessagingEvent, SentMessage};
use kernel::{Actor, BusinessId, ConversationId, UserId};
use platform::jobs::{Job, RemoteWork, TxWork};
use platform::{Error, Lock, Result, Tx};

use super::store;
use crate::inbox::pick::pick;
use crate::inbox::ticket::Status;
use crate::model::ConversationKind;
use crate::state::Messaging;
use crate::store::{conversations, post};

/// Hears what was said in inboxes.
pub(crate) const HEAR: &str = "messaging.hear_inbox";
/// Hands out the queue of one business.
pub(crate) const HAND_OUT: &str = "messaging.hand_out";
/// Watches the time.
pub(crate) const WATCH: &str = "messaging.watch_inboxes";

/// Customers that one run hands out for one business.
const MOST: i64 = 200;
/// Tickets that one run looks at.
const MOST_DUE: i64 = 5000;

/// Sets tickets to what was said.
pub(crate) struct Hear(pub Messaging);

#[async_trait]
impl TxWork for Hear {
    async fn run(&self, tx: &mut Tx, job: &Job) -> Result<()> {
        let event = job.event.as_ref().ok_or_else(|| Error::internal("a delivery without its event"))?;
        let MessagingEvent::Sent { conversation_id, messages } = event.decode().map_err(Error::internal)?
        else {
            return Ok(());
        };
        let hall = self.0.hall_of(conversation_id).await?;
        if hall.is_none_or(|hall| hall.kind != ConversationKind::Inbox) {
            return Ok(());
        }
        self.0.hear(tx, conversation_id, &messages).await
    }
}

/// Hands out one queue.
pub(crate) struct HandOut(pub Messaging);

#[async_trait]
impl RemoteWork for HandOut {
    async fn run(&self, job: &Job) -> Result<()> {
        let business: BusinessId = serde_json::from_value(job.payload.clone()).map_err(Error::internal)?;
        self.0.hand_out(business).await
    }
}

/// Wakes what was snoozed, tells of those who wait, takes customers from silent agents, and hands out every queue.
pub(crate) struct Watch(pub Messaging);

#[async_trait]
impl RemoteWork for Watch {
    async fn run(&self, _: &Job) -> Result<()> {
        self.0.watch_inboxes().await
    }
}

impl Messaging {
    async fn hear(&self, tx: &mut Tx, id: ConversationId, messages: &[SentMessage]) -> Result<()> {
        let Some(mut ticket) = store::hold(tx, id).await? else { return Ok(()) };
        ticket.hear(messages);
        store::update(tx, &ticket).await?;
        if ticket.queued_at.is_some() {
            self.hand_out_soon(tx, ticket.business).await?;
        }
        Ok(())
    }

    /// Gives the customers in the queue of a business to its agents, as many as they can take, the longest waiting
    /// first; nobody while it is closed.
    pub(crate) async fn hand_out(&self, business: BusinessId) -> Result<()> {
        let team = self.ports.people.teams(&[business]).await?.remove(&business).unwrap_or_default();
        let team: Vec<UserId> = team.iter().map(|person| person.id).collect();
        let now = self.now();
        let mut tx = self.db.begin_system().await?;
        // Two processes that hand out at once would both fill the same agents.
        tx.hold(Lock::new("messaging.hand_out", business.0)).await?;
        let desk = store::desk(&mut tx, business).await?;
        if !desk.is_open(now) {
            return tx.rollback().await;
        }
        let mut agents = store::agents(&mut tx, business, &team).await?;
        let mut given = Vec::new();
        for mut ticket in store::queue(&mut tx, business, MOST).await? {
            let language = ticket.language.clone();
            let Some(agent) = pick(&desk, &agents, language.as_deref(), ticket.known_agent, None) else {
                continue;
            };
            self.give(&mut tx, &Actor::Anonymous, &mut ticket, agent).await?;
            given.push(ticket.conversation);
            if let Some(agent) = agents.iter_mut().find(|known| known.user == agent) {
                agent.load += 1;
                agent.last_assigned_at = Some(now);
            }
        }
        tx.commit().await?;
        for id in given {
            self.tell_updated(id, "INBOX").await?;
        }
        Ok(())
    }

    pub(crate) async fn watch_inboxes(&self) -> Result<()> {
        let now = self.now();
        let mut tx = self.db.begin_system().await?;
        let due = store::due(&mut tx, now, MOST_DUE).await?;
        tx.rollback().await?;
        for id in due {
            self.watch_one(id).await?;
        }
        let mut tx = self.db.begin_system().await?;
        let businesses = store::businesses_in_queue(&mut tx).await?;
        tx.rollback().await?;
        for business in businesses {
            self.hand_out(business).await?;
        }
        Ok(())
    }

    /// Decides with the ticket locked, so that an answer which came a moment ago counts.
    async fn watch_one(&self, id: ConversationId) -> Result<()> {
        let now = self.now();
        let mut tx = self.db.begin_system().await?;
        let Some(before) = store::hold(&mut tx, id).await? else { return tx.rollback().await };
        let desk = store::desk(&mut tx, before.business).await?;
        let mut ticket = before.clone();
        // What was said a moment ago counts, also when its news is still on the way.
        ticket.hear(&post::after(&mut tx, id, ticket.heard_seq, MOST).await?);
        ticket.wake(now);
        if let Some(level) = ticket.escalation(&desk, now) {
            ticket.level = level;
            let event =
                MessagingEvent::Escalated { conversation_id: id, business_id: ticket.business, level };
            self.platform.outbox.publish(&mut tx, &Actor::Anonymous, &event).await?;
        }
        let agent_is_off = match ticket.agent.filter(|_| ticket.status == Status::Open) {
            Some(agent) => {
                let known = store::agents(&mut tx, ticket.business, &[agent]).await?;
                known.iter().any(|agent| !agent.on_shift)
            }
            None => false,
        };
        if agent_is_off || ticket.is_silent(&desk, now) {
            if let Some(agent) = ticket.agent {
                conversations::dismiss(&mut tx, id, agent, now).await?;
                self.hall_changed(&mut tx, id).await?;
            }
            ticket.hand_back(now);
        }
        if ticket == before {
            return tx.rollback().await;
        }
        store::update(&mut tx, &ticket).await?;
        tx.commit().await?;
        self.tell_updated(id, "INBOX").await
    }
}
