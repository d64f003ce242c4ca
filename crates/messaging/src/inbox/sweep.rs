//! What happens to customers by themselves: their messages are heard, they are handed out, and time is watched.

use std::collections::{BTreeSet, HashMap};

use async_trait::async_trait;
use contracts::accounts::AccountEvent;
use contracts::messaging::MessagingEvent;
use kernel::{Actor, BusinessId, ConversationId, ErrorKind, UserId};
use platform::jobs::{Job, RemoteWork, TxWork};
use platform::{Error, Lock, Result, Tx};

use super::store;
use crate::inbox::pick::{pick, works_beside};
use crate::inbox::ticket::Status;
use crate::state::Messaging;

/// Hears what was said in inboxes.
pub(crate) const HEAR: &str = "messaging.hear_inbox";
/// Hands out the queue of one business.
pub(crate) const HAND_OUT: &str = "messaging.hand_out";
/// Watches the time.
pub(crate) const WATCH: &str = "messaging.watch_inboxes";
/// Looks at the customers of somebody who may not answer any more.
pub(crate) const AGENT_GONE: &str = "messaging.agent_gone";

/// Customers that one run hands out for one business.
const MOST: i64 = 200;
/// Tickets that one run looks at, some at a time.
const MOST_DUE: usize = 5000;
const SOME_DUE: i64 = 250;
/// How long one that could not be looked at is left alone, so that it does not stand before the others.
const AFTER_FAILURE: chrono::TimeDelta = chrono::TimeDelta::hours(1);

fn event<E: contracts::DomainEvent>(job: &Job) -> Result<E> {
    let event = job.event.as_ref().ok_or_else(|| Error::internal("a delivery without its event"))?;
    event.decode().map_err(Error::internal)
}

/// Sets the ticket of a conversation to what was said in it.
pub(crate) struct Hear(pub Messaging);

#[async_trait]
impl TxWork for Hear {
    async fn run(&self, tx: &mut Tx, job: &Job) -> Result<()> {
        let id = match &job.event {
            // Queued by a program that heard of every conversation by its event; most have no ticket.
            Some(event) => match event.decode().map_err(Error::internal)? {
                MessagingEvent::Sent { conversation_id, .. } => conversation_id,
                _ => return Ok(()),
            },
            None => serde_json::from_value(job.payload.clone()).map_err(Error::internal)?,
        };
        self.0.hear(tx, id).await
    }
}

/// Hands out one queue.
pub(crate) struct HandOut(pub Messaging);

#[async_trait]
impl RemoteWork for HandOut {
    async fn run(&self, job: &Job) -> Result<()> {
        let business: BusinessId = serde_json::from_value(job.payload.clone()).map_err(Error::internal)?;
        if let Some(waiting) = self.0.hand_out(business).await? {
            // Whoever looks at the queue sees who came.
            self.0.tell_team(business, waiting);
        }
        Ok(())
    }
}

/// Wakes what was snoozed, tells of those who wait, takes customers from silent agents, and hands out their queues.
pub(crate) struct Watch(pub Messaging);

#[async_trait]
impl RemoteWork for Watch {
    async fn run(&self, _: &Job) -> Result<()> {
        self.0.watch_inboxes().await
    }
}

/// Has the customers looked at of somebody who left a team, or whose account was closed.
pub(crate) struct AgentGone(pub Messaging);

#[async_trait]
impl TxWork for AgentGone {
    async fn run(&self, tx: &mut Tx, job: &Job) -> Result<()> {
        match event(job)? {
            AccountEvent::RoleChanged { user_id, .. }
            | AccountEvent::Suspended { user_id }
            | AccountEvent::Erased { user_id } => store::look_at_tickets_of(tx, user_id, self.0.now()).await,
            _ => Ok(()),
        }
    }
}

impl Messaging {
    /// Has the inbox hear, after the commit of `tx`, what was said in one of its conversations.
    pub(crate) async fn hear_soon(&self, tx: &mut Tx, id: ConversationId) -> Result<()> {
        platform::jobs::enqueue(tx, HEAR, &id.to_string(), &id, self.now()).await
    }

    async fn hear(&self, tx: &mut Tx, id: ConversationId) -> Result<()> {
        let Some(mut ticket) = store::hold(tx, id).await? else { return Ok(()) };
        let before = ticket.clone();
        self.catch_up_ticket(tx, &mut ticket).await?;
        if ticket == before {
            return Ok(());
        }
        self.keep_ticket(tx, &mut ticket).await?;
        if ticket.queued_at.is_some() {
            self.hand_out_soon(tx, ticket.business).await?;
        }
        Ok(())
    }

    /// Gives the customers in the queue of a business to its agents, as many as they can take, the longest waiting
    /// first; nobody while it is closed. Returns one of those who go on waiting.
    pub(crate) async fn hand_out(&self, business: BusinessId) -> Result<Option<ConversationId>> {
        let team = self.ports.people.teams(&[business]).await?.remove(&business).unwrap_or_default();
        let team: Vec<UserId> = team.iter().map(|person| person.id).collect();
        let now = self.now();
        let mut tx = self.db.begin_system().await?;
        // Two processes that hand out at once would both fill the same agents.
        tx.hold(Lock::new("messaging.hand_out", business.0)).await?;
        let desk = store::desk(&mut tx, business).await?;
        let mut agents = Vec::new();
        if desk.is_open(now) {
            agents = store::agents(&mut tx, business, &team).await?;
        }
        let (mut given, mut waiting) = (Vec::new(), None);
        for mut ticket in store::queue(&mut tx, business, MOST).await? {
            let chosen = pick(&desk, &agents, &ticket);
            let Some(agent) = chosen else {
                waiting = Some(ticket.conversation);
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
            self.tell_given(business, id).await?;
        }
        Ok(waiting)
    }

    pub(crate) async fn watch_inboxes(&self) -> Result<()> {
        let mut looked = 0;
        let mut seen: BTreeSet<BusinessId> = BTreeSet::new();
        while looked < MOST_DUE {
            let mut tx = self.db.begin_system().await?;
            let due = store::due(&mut tx, self.now(), SOME_DUE).await?;
            tx.rollback().await?;
            if due.is_empty() {
                break;
            }
            let businesses: BTreeSet<BusinessId> = due.iter().map(|(_, business)| *business).collect();
            let businesses: Vec<BusinessId> = businesses.into_iter().collect();
            let teams = self.ports.people.teams(&businesses).await?;
            let teams: HashMap<BusinessId, Vec<UserId>> = teams
                .into_iter()
                .map(|(business, team)| (business, team.iter().map(|person| person.id).collect()))
                .collect();
            for (id, business) in &due {
                let team = teams.get(business).map_or(&[][..], Vec::as_slice);
                if let Err(error) = self.watch_one(*id, team).await {
                    self.pass_over(*id, error).await?;
                }
            }
            looked += due.len();
            seen.extend(businesses);
        }
        for business in seen {
            if let Err(error) = self.hand_out(business).await {
                stop_or_tell(error, "business.id", &business)?;
            }
        }
        Ok(())
    }

    /// One bad ticket holds up no other.
    async fn pass_over(&self, id: ConversationId, error: Error) -> Result<()> {
        stop_or_tell(error, "conversation.id", &id)?;
        let mut tx = self.db.begin_system().await?;
        store::look_at(&mut tx, id, Some(self.now() + AFTER_FAILURE)).await?;
        tx.commit().await
    }

    /// Decides with the ticket locked, so that an answer which came a moment ago counts.
    async fn watch_one(&self, id: ConversationId, team: &[UserId]) -> Result<()> {
        let now = self.now();
        let mut tx = self.db.begin_system().await?;
        let Some(before) = store::hold(&mut tx, id).await? else { return tx.rollback().await };
        if !store::rest_or_go_on(&mut tx, &[id], now).await?.is_empty() {
            // Nobody waits where nobody may write.
            tx.commit().await?;
            self.tell_team(before.business, id);
            return Ok(());
        }
        let desk = store::desk(&mut tx, before.business).await?;
        let mut ticket = before.clone();
        self.catch_up_ticket(&mut tx, &mut ticket).await?;
        let woke = ticket.wake(now);
        // After a time in which nobody looked each level hears of it, not the last one alone.
        for level in ticket.level + 1..=ticket.escalation(&desk, now).unwrap_or(ticket.level) {
            let event =
                MessagingEvent::Escalated { conversation_id: id, business_id: ticket.business, level };
            self.platform.outbox.publish(&mut tx, &Actor::Anonymous, &event).await?;
            ticket.level = level;
        }
        if let Some(agent) = ticket.agent.filter(|_| ticket.status == Status::Open) {
            let agents = store::agents(&mut tx, ticket.business, team).await?;
            let works = agents.iter().any(|known| known.user == agent && known.on_shift);
            // Who is silent keeps the customer where nobody else could get them: they would only lose sight of them.
            if !works || (ticket.is_silent(&desk, now) && works_beside(&agents, agent)) {
                store::dismiss_agents(&mut tx, id, None, now).await?;
                self.hall_changed(&mut tx, id).await?;
                // Whoever comes back to work may have them again.
                ticket.hand_back(works.then_some(agent), now);
            } else if woke {
                self.publish_assigned(&mut tx, &Actor::Anonymous, &ticket, agent).await?;
            }
        }
        let changed = ticket != before;
        ticket.look_later(&desk, now);
        if changed {
            store::update(&mut tx, &ticket).await?;
        } else {
            store::look_at(&mut tx, id, ticket.look_at).await?;
        }
        tx.commit().await?;
        if ticket.agent != before.agent {
            return self.tell_given(ticket.business, id).await;
        }
        if changed {
            self.tell_team(ticket.business, id);
        }
        Ok(())
    }
}

/// What cannot be helped now ends the run, which is tried again; everything else is told and passed over.
fn stop_or_tell(error: Error, name: &'static str, id: &dyn std::fmt::Display) -> Result<()> {
    if error.kind() == ErrorKind::Unavailable {
        return Err(error);
    }
    tracing::error!(%id, what = name, error = &error as &dyn std::error::Error, "an inbox was passed over");
    Ok(())
}
