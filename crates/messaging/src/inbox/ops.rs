//! What a team does with its customers.

use std::collections::HashSet;

use chrono::{DateTime, Utc};
use contracts::messaging::{MessagingEvent, SentMessage};
use kernel::{Actor, BusinessId, Checks, ConversationId, UserId};
use platform::http::Once;
use platform::policy::{Resource, Right};
use platform::sockets::Room;
use platform::{Result, Tx};
use uuid::Uuid;

use super::store::{self, Note};
use super::ticket::{Status, Ticket};
use crate::api::bodies::ConversationUpdatedBody;
use crate::error::{MessagingError, SOURCE};
use crate::inbox::sweep::HAND_OUT;
use crate::live::CONVERSATION_UPDATED;
use crate::model::MemberRole;
use crate::rights::{AnswerInbox, ReadInbox};
use crate::state::Messaging;
use crate::store::conversations::{self, NewConversation};
use crate::store::post;

/// Characters of a note.
const LONGEST_NOTE: usize = 2000;
/// Unheard messages that are read at once.
const MOST: i64 = 200;

impl Messaging {
    /// The business whose inbox the actor may do this with.
    pub(crate) fn own_desk<R: Right>(&self, actor: &Actor) -> Result<BusinessId> {
        self.platform.policies.check::<R>(actor, &Resource::platform())?;
        Ok(actor.business_id().ok_or(MessagingError::NotFound)?)
    }

    /// Puts a new customer into the queue.
    pub(crate) async fn open_ticket(
        &self,
        tx: &mut Tx,
        new: &NewConversation,
        language: Option<String>,
        topic: Option<String>,
        suspect: bool,
    ) -> Result<()> {
        let customer = new.customer.ok_or(MessagingError::NotFound)?;
        let ticket = Ticket::new(new.id, new.business, customer, self.now());
        let ticket = Ticket { language, topic, suspect, ..ticket };
        store::insert(tx, &ticket).await?;
        self.hand_out_soon(tx, new.business).await
    }

    pub(crate) async fn hand_out_soon(&self, tx: &mut Tx, business: BusinessId) -> Result<()> {
        platform::jobs::enqueue(tx, HAND_OUT, &business.to_string(), &business, self.now()).await
    }

    /// Tells the team that something in its inbox changed.
    pub(crate) fn tell_team(&self, business: BusinessId, id: ConversationId) {
        let body = ConversationUpdatedBody { conversation_id: id.0, reason: "INBOX" };
        self.platform.sockets.emit(Room::Business(business), CONVERSATION_UPDATED, &body);
    }

    /// Tells the team, and those in the conversation, that somebody else answers now.
    pub(crate) async fn tell_given(&self, business: BusinessId, id: ConversationId) -> Result<()> {
        self.tell_team(business, id);
        self.tell_updated(id, "INBOX").await
    }

    /// The ticket, locked, of an inbox that the actor may do this with: 404 for everybody else.
    pub(crate) async fn hold_ticket<R: Right>(
        &self,
        actor: &Actor,
        id: ConversationId,
    ) -> Result<(Tx, Ticket)> {
        self.hall::<R>(actor, id).await?;
        let mut tx = self.db.begin(actor).await?;
        let ticket = store::hold(&mut tx, id).await?.ok_or(MessagingError::NotFound)?;
        Ok((tx, ticket))
    }

    /// # Errors
    /// 409 when the customer may not write any more: nobody has to answer them.
    async fn check_goes_on(&self, id: ConversationId) -> Result<()> {
        match self.hall_of(id).await? {
            Some(hall) if hall.closed => Err(MessagingError::Closed.into()),
            _ => Ok(()),
        }
    }

    /// For the customers of which of these conversations no clock runs.
    pub(crate) async fn resting(&self, ids: &[ConversationId]) -> Result<HashSet<ConversationId>> {
        let mut tx = self.db.begin_system().await?;
        let resting = store::resting(&mut tx, ids).await?;
        tx.rollback().await?;
        Ok(resting)
    }

    /// Gives a customer to an agent, perhaps with a note; or takes them oneself. `from` is who has them as far as the
    /// actor knows: a customer is not taken from somebody who got them meanwhile.
    ///
    /// # Errors
    /// 404 for another team's, 409 when somebody else has them and when the conversation is closed, 422 when the agent is
    /// not of the team.
    pub(crate) async fn assign(
        &self,
        actor: &Actor,
        id: ConversationId,
        agent: UserId,
        from: Option<UserId>,
        note: Option<String>,
    ) -> Result<Ticket> {
        let business = self.own_desk::<AnswerInbox>(actor)?;
        let author = actor.user_id().ok_or(MessagingError::NotFound)?;
        let team = self.ports.people.teams(&[business]).await?.remove(&business).unwrap_or_default();
        let (mut tx, mut ticket) = self.hold_ticket::<AnswerInbox>(actor, id).await?;
        if !team.iter().any(|person| person.id == agent) {
            return Err(MessagingError::NotAnAgent.into());
        }
        self.check_goes_on(id).await?;
        self.catch_up_ticket(&mut tx, &mut ticket).await?;
        if ticket.agent.is_some_and(|has| ![Some(agent), Some(author), from].contains(&Some(has))) {
            return Err(MessagingError::Taken.into());
        }
        if ticket.agent == Some(agent) && ticket.status != Status::Resolved {
            // Pressed twice: they are there already.
            tx.rollback().await?;
            return Ok(ticket);
        }
        if let Some(body) = note {
            let note =
                Note { id: Uuid::now_v7(), author, to_agent: Some(agent), body, topic: None, at: self.now() };
            store::add_note(&mut tx, id, business, &note).await?;
        }
        self.give(&mut tx, actor, &mut ticket, agent).await?;
        tx.commit().await?;
        self.tell_given(business, id).await?;
        Ok(ticket)
    }

    /// Makes somebody the agent: into the conversation, all others of the team out of it.
    pub(crate) async fn give(
        &self,
        tx: &mut Tx,
        actor: &Actor,
        ticket: &mut Ticket,
        agent: UserId,
    ) -> Result<()> {
        ticket.give(agent, self.now());
        self.seat(tx, ticket, agent).await?;
        self.keep_ticket(tx, ticket).await?;
        self.publish_assigned(tx, actor, ticket, agent).await
    }

    pub(crate) async fn publish_assigned(
        &self,
        tx: &mut Tx,
        actor: &Actor,
        ticket: &Ticket,
        agent: UserId,
    ) -> Result<()> {
        let (conversation_id, business_id) = (ticket.conversation, ticket.business);
        let event = MessagingEvent::Assigned { conversation_id, business_id, agent };
        self.platform.outbox.publish(tx, actor, &event).await
    }

    /// Lets the agent into the conversation, and everybody else of the team out of it.
    async fn seat(&self, tx: &mut Tx, ticket: &Ticket, agent: UserId) -> Result<()> {
        let (now, id) = (self.now(), ticket.conversation);
        store::dismiss_agents(tx, id, Some(agent), now).await?;
        conversations::admit(tx, id, &[(agent, Some(ticket.business), MemberRole::Agent)], now).await?;
        store::note_assigned(tx, ticket.business, agent, now).await?;
        self.hall_changed(tx, id).await
    }

    /// Writes what happened to a ticket, and has time look at it.
    pub(crate) async fn keep_ticket(&self, tx: &mut Tx, ticket: &mut Ticket) -> Result<()> {
        ticket.look_soon(self.now());
        store::update(tx, ticket).await
    }

    /// Lets a ticket hear messages; who answered a customer that nobody had is in the conversation from now on.
    async fn hear_in(&self, tx: &mut Tx, ticket: &mut Ticket, messages: &[SentMessage]) -> Result<()> {
        let before = ticket.agent;
        ticket.hear(messages);
        match ticket.agent {
            Some(agent) if before != Some(agent) => self.seat(tx, ticket, agent).await,
            _ => Ok(()),
        }
    }

    /// What was said a moment ago counts, also when its news is still on the way.
    pub(crate) async fn catch_up_ticket(&self, tx: &mut Tx, ticket: &mut Ticket) -> Result<()> {
        loop {
            let messages = post::after(tx, ticket.conversation, ticket.heard_seq, MOST).await?;
            self.hear_in(tx, ticket, &messages).await?;
            if i64::try_from(messages.len()).unwrap_or(MOST) < MOST {
                return Ok(());
            }
        }
    }

    /// Says whose turn it is, or that it is done.
    ///
    /// # Errors
    /// 404 for another team's, 409 for a snooze of what is done and where the conversation is closed and it is not done yet,
    /// 422 for a snooze without a fitting end. What is done stays done, however often that is said.
    pub(crate) async fn set_status(
        &self,
        actor: &Actor,
        id: ConversationId,
        status: Status,
        snoozed_until: Option<DateTime<Utc>>,
    ) -> Result<Ticket> {
        let (mut tx, mut ticket) = self.hold_ticket::<AnswerInbox>(actor, id).await?;
        let now = self.now();
        if status != Status::Resolved {
            self.check_goes_on(id).await?;
        }
        self.catch_up_ticket(&mut tx, &mut ticket).await?;
        if status == Status::Resolved && ticket.status == Status::Resolved {
            tx.rollback().await?;
            return Ok(ticket);
        }
        match status {
            Status::Open => ticket.set_open(now),
            Status::Pending => ticket.set_pending(now),
            Status::Snoozed => ticket.snooze(snoozed_until, now)?,
            Status::Resolved => {
                ticket.resolve(now)?;
                store::note_times(&mut tx, &ticket, now).await?;
                let event = MessagingEvent::Resolved { conversation_id: id, business_id: ticket.business };
                self.platform.outbox.publish(&mut tx, actor, &event).await?;
            }
        }
        self.keep_ticket(&mut tx, &mut ticket).await?;
        // There is one more in the queue, or room for the next one.
        self.hand_out_soon(&mut tx, ticket.business).await?;
        tx.commit().await?;
        self.tell_team(ticket.business, id);
        Ok(ticket)
    }

    /// Notes something for the team. The caller writes its answer into the transaction, commits, and has the team told.
    ///
    /// # Errors
    /// 404 for another team's, 422 without words.
    pub(crate) async fn add_note(
        &self,
        actor: &Actor,
        id: ConversationId,
        once: &Once,
        body: Option<&str>,
    ) -> Result<(Tx, Note, BusinessId)> {
        let body = note_text(body, 1)?.unwrap_or_default();
        let author = actor.user_id().ok_or(MessagingError::NotFound)?;
        self.hall::<AnswerInbox>(actor, id).await?;
        let mut tx = once.begin(&self.db, actor).await?;
        let ticket = store::hold(&mut tx, id).await?.ok_or(MessagingError::NotFound)?;
        let note = Note { id: Uuid::now_v7(), author, to_agent: None, body, topic: None, at: self.now() };
        store::add_note(&mut tx, id, ticket.business, &note).await?;
        Ok((tx, note, ticket.business))
    }

    /// Up to `limit` of what the team has said about a customer, the newest first.
    ///
    /// # Errors
    /// 404 for another team's.
    pub(crate) async fn notes(
        &self,
        actor: &Actor,
        id: ConversationId,
        before: Option<Uuid>,
        limit: i64,
    ) -> Result<Vec<Note>> {
        self.hall::<ReadInbox>(actor, id).await?;
        let mut tx = self.db.begin(actor).await?;
        let notes = store::notes(&mut tx, id, before, limit).await?;
        tx.rollback().await?;
        Ok(notes)
    }

    /// One ticket of one's own inbox.
    ///
    /// # Errors
    /// 404 for another team's.
    pub(crate) async fn ticket(&self, actor: &Actor, id: ConversationId) -> Result<Ticket> {
        let (tx, ticket) = self.hold_ticket::<ReadInbox>(actor, id).await?;
        tx.rollback().await?;
        Ok(ticket)
    }

    /// Tickets of one's own inbox.
    pub(crate) async fn tickets(
        &self,
        actor: &Actor,
        view: store::View,
        after: Option<(DateTime<Utc>, Uuid)>,
        limit: i64,
    ) -> Result<Vec<Ticket>> {
        let business = self.own_desk::<ReadInbox>(actor)?;
        let mut tx = self.db.begin(actor).await?;
        let tickets = store::list(&mut tx, business, view, after, limit).await?;
        tx.rollback().await?;
        Ok(tickets)
    }
}

/// The words of a note; none when there are none and none are needed.
pub(crate) fn note_text(text: Option<&str>, least: usize) -> Result<Option<String>> {
    let mut checks = Checks::new(SOURCE);
    let text = checks.text("note", text, least..=LONGEST_NOTE);
    let text = checks.finish(text).map_err(MessagingError::Invalid)?;
    Ok(Some(text).filter(|text| !text.is_empty()))
}
