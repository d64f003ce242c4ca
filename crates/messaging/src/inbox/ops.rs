//! What a team does with its inbox.

use chrono::{DateTime, Utc};
use kernel::{Actor, BusinessId, Checks, ConversationId, UserId};
use platform::error::violated_constraint;
use platform::http::version;
use platform::policy::{Resource, Right};
use platform::{Result, Tx};
use serde_json::json;
use uuid::Uuid;

use contracts::messaging::MessagingEvent;

use super::desk::Desk;
use super::pick::Agent;
use super::store::{self, Canned, Note};
use super::ticket::{Status, Ticket};
use crate::error::{MessagingError, SOURCE};
use crate::inbox::sweep::HAND_OUT;
use crate::model::MemberRole;
use crate::rights::{AnswerInbox, ManageInbox, ReadInbox};
use crate::state::Messaging;
use crate::store::conversations::{self, NewConversation};

/// Characters of a note.
const LONGEST_NOTE: usize = 2000;

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
        suspect: bool,
    ) -> Result<()> {
        let now = self.now();
        let ticket = Ticket {
            conversation: new.id,
            business: new.business,
            customer: new.customer.ok_or(MessagingError::NotFound)?,
            language,
            status: Status::Open,
            agent: None,
            known_agent: None,
            queued_at: Some(now),
            assigned_at: None,
            waiting_since: None,
            snoozed_until: None,
            level: 0,
            suspect,
            opened_at: now,
            first_answer_at: None,
            resolved_at: None,
            heard_seq: 0,
            version: 1,
        };
        store::insert(tx, &ticket).await?;
        self.hand_out_soon(tx, new.business).await
    }

    pub(crate) async fn hand_out_soon(&self, tx: &mut Tx, business: BusinessId) -> Result<()> {
        platform::jobs::enqueue(tx, HAND_OUT, &business.to_string(), &business, self.now()).await
    }

    /// The ticket, locked, of an inbox that the actor may do this with: 404 for everybody else.
    async fn hold_ticket<R: Right>(&self, actor: &Actor, id: ConversationId) -> Result<(Tx, Ticket)> {
        self.hall::<R>(actor, id).await?;
        let mut tx = self.db.begin(actor).await?;
        let ticket = store::hold(&mut tx, id).await?.ok_or(MessagingError::NotFound)?;
        Ok((tx, ticket))
    }

    /// Gives a customer to an agent, perhaps with a note; or takes them oneself.
    ///
    /// # Errors
    /// 404 for another team's, 422 when the agent is not of the team.
    pub(crate) async fn assign(
        &self,
        actor: &Actor,
        id: ConversationId,
        agent: UserId,
        note: Option<String>,
    ) -> Result<Ticket> {
        let business = self.own_desk::<AnswerInbox>(actor)?;
        let author = actor.user_id().ok_or(MessagingError::NotFound)?;
        let team = self.ports.people.teams(&[business]).await?.remove(&business).unwrap_or_default();
        let (mut tx, mut ticket) = self.hold_ticket::<AnswerInbox>(actor, id).await?;
        if !team.iter().any(|person| person.id == agent) {
            return Err(MessagingError::NotAnAgent.into());
        }
        if let Some(body) = note {
            let note = Note { id: Uuid::now_v7(), author, to_agent: Some(agent), body, at: self.now() };
            store::add_note(&mut tx, id, business, &note).await?;
        }
        self.give(&mut tx, actor, &mut ticket, agent).await?;
        tx.commit().await?;
        self.tell_updated(id, "INBOX").await?;
        Ok(ticket)
    }

    /// Makes somebody the agent: into the conversation, the one before out of it.
    pub(crate) async fn give(
        &self,
        tx: &mut Tx,
        actor: &Actor,
        ticket: &mut Ticket,
        agent: UserId,
    ) -> Result<()> {
        let (now, id) = (self.now(), ticket.conversation);
        if let Some(before) = ticket.agent.filter(|before| *before != agent) {
            conversations::dismiss(tx, id, before, now).await?;
        }
        ticket.give(agent, now);
        store::update(tx, ticket).await?;
        store::note_assigned(tx, ticket.business, agent, now).await?;
        conversations::admit(tx, id, &[(agent, Some(ticket.business), MemberRole::Agent)], now).await?;
        self.hall_changed(tx, id).await?;
        let event = MessagingEvent::Assigned { conversation_id: id, business_id: ticket.business, agent };
        self.platform.outbox.publish(tx, actor, &event).await
    }

    /// Says whose turn it is, or that it is done.
    ///
    /// # Errors
    /// 404 for another team's, 409 for what is done already, 422 for a snooze without a fitting end.
    pub(crate) async fn set_status(
        &self,
        actor: &Actor,
        id: ConversationId,
        status: Status,
        snoozed_until: Option<DateTime<Utc>>,
    ) -> Result<Ticket> {
        let (mut tx, mut ticket) = self.hold_ticket::<AnswerInbox>(actor, id).await?;
        let now = self.now();
        match status {
            Status::Open | Status::Pending => ticket.set_turn(status, now),
            Status::Snoozed => ticket.snooze(snoozed_until, now)?,
            Status::Resolved => {
                ticket.resolve(now)?;
                store::note_times(&mut tx, &ticket, now).await?;
                let event = MessagingEvent::Resolved { conversation_id: id, business_id: ticket.business };
                self.platform.outbox.publish(&mut tx, actor, &event).await?;
                // There is room for the next one.
                self.hand_out_soon(&mut tx, ticket.business).await?;
            }
        }
        store::update(&mut tx, &ticket).await?;
        tx.commit().await?;
        self.tell_updated(id, "INBOX").await?;
        Ok(ticket)
    }

    /// Notes something for the team.
    ///
    /// # Errors
    /// 404 for another team's, 422 without words.
    pub(crate) async fn add_note(
        &self,
        actor: &Actor,
        id: ConversationId,
        body: Option<&str>,
    ) -> Result<Note> {
        let body = note_text(body, 1)?.unwrap_or_default();
        let author = actor.user_id().ok_or(MessagingError::NotFound)?;
        let (mut tx, ticket) = self.hold_ticket::<AnswerInbox>(actor, id).await?;
        let note = Note { id: Uuid::now_v7(), author, to_agent: None, body, at: self.now() };
        store::add_note(&mut tx, id, ticket.business, &note).await?;
        tx.commit().await?;
        Ok(note)
    }

    /// What the team has said about a customer.
    ///
    /// # Errors
    /// 404 for another team's.
    pub(crate) async fn notes(&self, actor: &Actor, id: ConversationId) -> Result<Vec<Note>> {
        self.hall::<ReadInbox>(actor, id).await?;
        let mut tx = self.db.begin(actor).await?;
        let notes = store::notes(&mut tx, id).await?;
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

    /// How one's own inbox works.
    pub(crate) async fn desk(&self, actor: &Actor) -> Result<Desk> {
        let business = self.own_desk::<ReadInbox>(actor)?;
        let mut tx = self.db.begin(actor).await?;
        let desk = store::desk(&mut tx, business).await?;
        tx.rollback().await?;
        Ok(desk)
    }

    /// Says how one's own inbox works.
    ///
    /// # Errors
    /// 409 when somebody else has said so meanwhile.
    pub(crate) async fn set_desk(&self, actor: &Actor, desk: Desk) -> Result<Desk> {
        let business = self.own_desk::<ManageInbox>(actor)?;
        let mut tx = self.db.begin(actor).await?;
        if !store::set_desk(&mut tx, &Desk { business, ..desk }).await? {
            let current = store::desk(&mut tx, business).await?;
            return Err(version::stale(SOURCE, json!({"version": current.version})));
        }
        let written = store::desk(&mut tx, business).await?;
        self.hand_out_soon(&mut tx, business).await?;
        tx.commit().await?;
        Ok(written)
    }

    /// Says what somebody of the team speaks and takes, and whether they work now.
    ///
    /// # Errors
    /// 422 when they are not of the team.
    pub(crate) async fn set_agent(
        &self,
        actor: &Actor,
        agent: UserId,
        languages: Option<&[String]>,
        capacity: Option<i32>,
        on_shift: Option<bool>,
    ) -> Result<()> {
        let own = actor.user_id() == Some(agent) && languages.is_none() && capacity.is_none();
        let business =
            if own { self.own_desk::<AnswerInbox>(actor)? } else { self.own_desk::<ManageInbox>(actor)? };
        let team = self.ports.people.teams(&[business]).await?.remove(&business).unwrap_or_default();
        if !team.iter().any(|person| person.id == agent) {
            return Err(MessagingError::NotAnAgent.into());
        }
        let mut tx = self.db.begin(actor).await?;
        store::set_agent(&mut tx, business, agent, languages, capacity, on_shift).await?;
        self.hand_out_soon(&mut tx, business).await?;
        tx.commit().await
    }

    /// Adds a ready answer.
    ///
    /// # Errors
    /// 422 when the shortcut is taken.
    pub(crate) async fn add_canned(&self, actor: &Actor, canned: Canned) -> Result<Canned> {
        let business = self.own_desk::<ManageInbox>(actor)?;
        let mut tx = self.db.begin(actor).await?;
        store::insert_canned(&mut tx, business, &canned).await.map_err(shortcut_taken)?;
        tx.commit().await?;
        Ok(canned)
    }

    /// Changes a ready answer.
    ///
    /// # Errors
    /// 404, 409 when somebody else was first, 422 when the shortcut is taken.
    pub(crate) async fn change_canned(&self, actor: &Actor, canned: Canned) -> Result<Canned> {
        let business = self.own_desk::<ManageInbox>(actor)?;
        let mut tx = self.db.begin(actor).await?;
        if !store::update_canned(&mut tx, business, &canned).await.map_err(shortcut_taken)? {
            let known = store::canned(&mut tx, business).await?;
            let current =
                known.into_iter().find(|known| known.id == canned.id).ok_or(MessagingError::NotFound)?;
            return Err(version::stale(SOURCE, json!({"version": current.version, "text": current.body})));
        }
        tx.commit().await?;
        Ok(Canned { version: canned.version + 1, ..canned })
    }

    /// Throws a ready answer away.
    ///
    /// # Errors
    /// 404.
    pub(crate) async fn delete_canned(&self, actor: &Actor, id: Uuid) -> Result<()> {
        let business = self.own_desk::<ManageInbox>(actor)?;
        let mut tx = self.db.begin(actor).await?;
        if !store::delete_canned(&mut tx, business, id).await? {
            return Err(MessagingError::NotFound.into());
        }
        tx.commit().await
    }

    /// Ready answers of one's own business.
    pub(crate) async fn canned(&self, actor: &Actor) -> Result<Vec<Canned>> {
        let business = self.own_desk::<ReadInbox>(actor)?;
        let mut tx = self.db.begin(actor).await?;
        let canned = store::canned(&mut tx, business).await?;
        tx.rollback().await?;
        Ok(canned)
    }

    /// The team of one's own business as agents, with their names.
    pub(crate) async fn agents(&self, actor: &Actor) -> Result<Vec<(Agent, String)>> {
        let business = self.own_desk::<ReadInbox>(actor)?;
        let team = self.ports.people.teams(&[business]).await?.remove(&business).unwrap_or_default();
        let ids: Vec<UserId> = team.iter().map(|person| person.id).collect();
        let mut tx = self.db.begin(actor).await?;
        let agents = store::agents(&mut tx, business, &ids).await?;
        tx.rollback().await?;
        let name = |agent: &Agent| {
            team.iter().find(|person| person.id == agent.user).map(|person| person.name.clone())
        };
        Ok(agents
            .into_iter()
            .map(|agent| {
                let name = name(&agent).unwrap_or_default();
                (agent, name)
            })
            .collect())
    }

    /// How quickly each agent of one's own business was.
    pub(crate) async fn times(
        &self,
        actor: &Actor,
        from: DateTime<Utc>,
        to: DateTime<Utc>,
    ) -> Result<Vec<store::Times>> {
        let business = self.own_desk::<ReadInbox>(actor)?;
        let mut tx = self.db.begin(actor).await?;
        let times = store::times(&mut tx, business, from, to).await?;
        tx.rollback().await?;
        Ok(times)
    }
}

fn shortcut_taken(error: sqlx::Error) -> platform::Error {
    if violated_constraint(&error) != Some("canned_replies_business_id_shortcut_key") {
        return error.into();
    }
    let mut checks = Checks::new(SOURCE);
    checks.fail("shortcut", "messaging-check-shortcut-taken");
    match checks.finish(None::<()>) {
        Ok(()) => error.into(),
        Err(problems) => MessagingError::Invalid(problems).into(),
    }
}

/// The words of a note; none when there are none and none are needed.
pub(crate) fn note_text(text: Option<&str>, least: usize) -> Result<Option<String>> {
    let mut checks = Checks::new(SOURCE);
    let text = checks.text("note", text, least..=LONGEST_NOTE);
    let text = checks.finish(text).map_err(MessagingError::Invalid)?;
    Ok(Some(text).filter(|text| !text.is_empty()))
}
