use axum::extract::{OriginalUri, Path, State};
use axum::response::Response;
use chrono::{DateTime, Utc};
use kernel::{Checks, ConversationId, UserId};
use platform::http::{
    Created, Data, Fields, JsonBody, ListArgs, Listed, May, OnceJson, PageArgs, QueryArgs, RateClass, Routes,
};
use platform::{Result, cursor};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::routes;
use uuid::Uuid;

use super::{conversation_id, without_cursor};
use crate::error::{MessagingError, SOURCE};
use crate::inbox::ops::note_text;
use crate::inbox::store::{Note, View};
use crate::inbox::ticket::{Status, Ticket};
use crate::rights::{AnswerInbox, ReadInbox};
use crate::state::Messaging;

pub(super) fn routes(routes: Routes<Messaging>) -> Routes<Messaging> {
    use RateClass::{Read, Write};
    routes
        .api::<ReadInbox>(Read, routes!(tickets))
        .api::<AnswerInbox>(Write, routes!(take))
        .api::<AnswerInbox>(Write, routes!(assign))
        .api::<AnswerInbox>(Write, routes!(set_status))
        .api::<AnswerInbox>(Write, routes!(set_topic))
        .api::<ReadInbox>(Read, routes!(notes))
        .api::<AnswerInbox>(Write, routes!(add_note))
}

/// A customer's conversation as the team sees it.
#[derive(Debug, Serialize, ToSchema)]
#[schema(example = json!({
    "conversation_id": "0191a5c2-7d1e-7c3a-9b52-3f6d1c2b4a59", "customer_id": "0191a5c2-1111-7c3a-9b52-3f6d1c2b4a59",
    "customer_name": "Amina", "status": "OPEN", "agent_id": null, "queued_at": "2026-11-21T08:00:00Z",
    "waiting_since": "2026-11-21T08:00:00Z", "level": 0, "suspect": false, "resting": false, "topic": "Delivery",
    "opened_at": "2026-11-21T08:00:00Z"
}))]
pub(crate) struct TicketBody {
    /// Which.
    pub conversation_id: Uuid,
    /// Who wrote.
    pub customer_id: Uuid,
    /// Their name; empty once the account is gone.
    pub customer_name: String,
    /// The customer's language.
    pub language: Option<String>,
    /// What it is about, as the customer or an agent said.
    pub topic: Option<String>,
    /// `OPEN`: the business's turn; `PENDING`: the customer's; `SNOOZED`; `RESOLVED`.
    pub status: &'static str,
    /// Who answers.
    pub agent_id: Option<Uuid>,
    /// In the queue since.
    pub queued_at: Option<DateTime<Utc>>,
    /// The customer's first message that nobody has answered.
    pub waiting_since: Option<DateTime<Utc>>,
    /// Until when nobody needs to do anything.
    pub snoozed_until: Option<DateTime<Utc>>,
    /// Who has been told that the customer waits: 1 the managers, 2 the CEO.
    pub level: i16,
    /// Looks like advertising.
    pub suspect: bool,
    /// The customer may not write now, because the conversation is closed or they are blocked: nobody has to answer, and
    /// no waiting counts.
    pub resting: bool,
    /// When it began, this time.
    pub opened_at: DateTime<Utc>,
    /// The first answer, this time.
    pub first_answer_at: Option<DateTime<Utc>>,
    /// Who gave it.
    pub first_answer_by: Option<Uuid>,
    /// The end, this time.
    pub resolved_at: Option<DateTime<Utc>>,
}

impl TicketBody {
    fn new(ticket: &Ticket, customer_name: String, resting: bool) -> Self {
        Self {
            conversation_id: ticket.conversation.0,
            customer_id: ticket.customer.0,
            customer_name,
            language: ticket.language.clone(),
            topic: ticket.topic.clone(),
            status: ticket.status.as_str(),
            agent_id: ticket.agent.map(|id| id.0),
            queued_at: ticket.queued_at,
            waiting_since: ticket.waiting_since,
            snoozed_until: ticket.snoozed_until,
            level: ticket.level,
            suspect: ticket.suspect,
            resting,
            opened_at: ticket.opened_at,
            first_answer_at: ticket.first_answer_at,
            first_answer_by: ticket.first_answer_by.map(|id| id.0),
            resolved_at: ticket.resolved_at,
        }
    }
}

impl Messaging {
    /// Tickets with the names of their customers.
    pub(crate) async fn ticket_bodies(&self, tickets: &[Ticket]) -> Result<Vec<TicketBody>> {
        let customers: Vec<UserId> = tickets.iter().map(|ticket| ticket.customer).collect();
        let people = self.ports.people.people(&customers).await?;
        let ids: Vec<ConversationId> = tickets.iter().map(|ticket| ticket.conversation).collect();
        let resting = self.resting(&ids).await?;
        let body = |ticket: &Ticket| {
            let name = people.get(&ticket.customer).map(|person| person.name.clone()).unwrap_or_default();
            TicketBody::new(ticket, name, resting.contains(&ticket.conversation))
        };
        Ok(tickets.iter().map(body).collect())
    }

    async fn ticket_body(&self, ticket: Ticket) -> Result<Data<TicketBody>> {
        let body = self.ticket_bodies(std::slice::from_ref(&ticket)).await?.pop();
        Ok(Data::new(body.ok_or(MessagingError::NotFound)?))
    }
}

#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct TicketsQuery {
    /// `queue` (unless told), `mine`, `unresolved` or `resolved`.
    view: Option<String>,
    /// 1–100, 20 unless told.
    limit: Option<i64>,
    /// `meta.pagination.next_cursor` of the page before.
    cursor: Option<String>,
    /// Only these fields of each item.
    fields: Option<String>,
}

/// The inbox of one's business: the longest waiting first, of those that are done the newest
#[utoipa::path(get, path = "/messages/desk/tickets", tag = "inbox", params(TicketsQuery),
    responses((status = 200, description = "A page of customers", body = Vec<TicketBody>)))]
pub(crate) async fn tickets(
    actor: May<ReadInbox>,
    State(messaging): State<Messaging>,
    OriginalUri(uri): OriginalUri,
    QueryArgs(query): QueryArgs<TicketsQuery>,
) -> Result<Listed<TicketBody>> {
    let fields = Fields::parse::<TicketBody>(query.fields.as_deref())?;
    let mut checks = Checks::new(SOURCE);
    let view = match (query.view.as_deref(), actor.user_id()) {
        (None | Some("queue"), _) => Some(View::Queue),
        (Some("mine"), Some(user)) => Some(View::Of(user)),
        (Some("unresolved"), _) => Some(View::Unresolved),
        (Some("resolved"), _) => Some(View::Resolved),
        _ => {
            checks.fail("view", "messaging-check-view");
            None
        }
    };
    let view = checks.finish(view).map_err(MessagingError::Invalid)?;
    let scope = format!("tickets {view:?} {:?}", actor.business_id());
    let keys = &messaging.platform.keys;
    let page = PageArgs { limit: query.limit, cursor: query.cursor.as_deref() }
        .open::<(DateTime<Utc>, Uuid)>(keys, &scope, 20)?;
    let mut found = messaging.tickets(&actor, view, page.after, page.limit + 1).await?;
    let more = i64::try_from(found.len()).unwrap_or(i64::MAX) > page.limit;
    found.truncate(usize::try_from(page.limit).unwrap_or(0));
    let next = found.last().filter(|_| more).map(|last| cursor::seal(keys, &scope, &view.place(last)));
    let items = messaging.ticket_bodies(&found).await?;
    Ok(Listed::new(items, page.limit).next(next, &without_cursor(&uri)).fields(fields))
}

/// Take a customer oneself, whom nobody else has
#[utoipa::path(post, path = "/messages/desk/tickets/{id}/take", tag = "inbox",
    params(("id" = String, Path, description = "The conversation")),
    responses((status = 200, description = "The ticket", body = TicketBody),
              (status = 409, description = "`TAKEN`: somebody else has them")))]
pub(crate) async fn take(
    actor: May<AnswerInbox>,
    State(messaging): State<Messaging>,
    Path(id): Path<String>,
) -> Result<Data<TicketBody>> {
    let user = actor.user_id().ok_or(MessagingError::NotFound)?;
    let ticket = messaging.assign(&actor, conversation_id(&id)?, user, None, None).await?;
    messaging.ticket_body(ticket).await
}

/// Who is to answer.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "user_id": "0191a5c2-6666-7c3a-9b52-3f6d1c2b4a59", "from_user_id": "0191a5c2-1111-7c3a-9b52-3f6d1c2b4a59",
    "note": "Wants a price for 40 bags."
}))]
pub(crate) struct AssignRequest {
    /// Somebody of the team.
    user_id: Option<String>,
    /// Who has the customer now, as far as you know. Needed to take them from somebody else: it is 409 when a third one
    /// got them meanwhile.
    from_user_id: Option<String>,
    /// What they should know; up to 2,000 characters.
    note: Option<String>,
}

/// Hand a customer to somebody of the team
#[utoipa::path(put, path = "/messages/desk/tickets/{id}/agent", tag = "inbox",
    params(("id" = String, Path, description = "The conversation")), request_body = AssignRequest,
    responses((status = 200, description = "The ticket", body = TicketBody),
              (status = 409, description = "`TAKEN`: somebody else has them than `from_user_id`")))]
pub(crate) async fn assign(
    actor: May<AnswerInbox>,
    State(messaging): State<Messaging>,
    Path(id): Path<String>,
    JsonBody(body): JsonBody<AssignRequest>,
) -> Result<Data<TicketBody>> {
    let id = conversation_id(&id)?;
    let mut checks = Checks::new(SOURCE);
    let agent: Option<UserId> = checks.chosen("user_id", body.user_id.as_deref(), "messaging-error-agent");
    let from: Option<UserId> =
        checks.parsed("from_user_id", body.from_user_id.as_deref(), "messaging-error-agent");
    let agent = checks.finish(agent).map_err(MessagingError::Invalid)?;
    let note = note_text(body.note.as_deref(), 0)?;
    messaging.ticket_body(messaging.assign(&actor, id, agent, from, note).await?).await
}

/// Whose turn it is.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"status": "SNOOZED", "snoozed_until": "2026-11-22T08:00:00Z"}))]
pub(crate) struct TicketStatusRequest {
    /// `OPEN`, `PENDING`, `SNOOZED` or `RESOLVED`.
    status: Option<String>,
    /// Of a snooze: its end, at most 90 days away.
    snoozed_until: Option<DateTime<Utc>>,
}

/// Say whose turn it is, or that it is done
#[utoipa::path(put, path = "/messages/desk/tickets/{id}/status", tag = "inbox",
    params(("id" = String, Path, description = "The conversation")), request_body = TicketStatusRequest,
    responses((status = 200, description = "The ticket", body = TicketBody),
              (status = 409, description = "`CLOSED`: the customer may not write; it can only be done")))]
pub(crate) async fn set_status(
    actor: May<AnswerInbox>,
    State(messaging): State<Messaging>,
    Path(id): Path<String>,
    JsonBody(body): JsonBody<TicketStatusRequest>,
) -> Result<Data<TicketBody>> {
    let id = conversation_id(&id)?;
    let mut checks = Checks::new(SOURCE);
    let status: Option<Status> = checks.chosen("status", body.status.as_deref(), "messaging-check-status");
    let status = checks.finish(status).map_err(MessagingError::Invalid)?;
    messaging.ticket_body(messaging.set_status(&actor, id, status, body.snoozed_until).await?).await
}

/// What a customer writes about.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"topic": "Delivery"}))]
pub(crate) struct TopicRequest {
    /// One of the topics of the inbox; nothing in particular unless told.
    topic: Option<String>,
}

/// Say what a customer writes about
///
/// It stands among the notes of the team. Who waits in the queue goes to an agent who knows the topic, if there is one with
/// room; who has an agent stays with them.
#[utoipa::path(put, path = "/messages/desk/tickets/{id}/topic", tag = "inbox",
    params(("id" = String, Path, description = "The conversation")), request_body = TopicRequest,
    responses((status = 200, description = "The ticket", body = TicketBody)))]
pub(crate) async fn set_topic(
    actor: May<AnswerInbox>,
    State(messaging): State<Messaging>,
    Path(id): Path<String>,
    JsonBody(body): JsonBody<TopicRequest>,
) -> Result<Data<TicketBody>> {
    let ticket = messaging.change_topic(&actor, conversation_id(&id)?, body.topic.as_deref()).await?;
    messaging.ticket_body(ticket).await
}

/// Something the team says among themselves.
#[derive(Debug, Serialize, ToSchema)]
#[schema(example = json!({
    "id": "0191a5c2-7777-7c3a-9b52-3f6d1c2b4a59", "author_id": "0191a5c2-6666-7c3a-9b52-3f6d1c2b4a59",
    "text": "Wants a price for 40 bags.", "at": "2026-11-21T08:00:00Z"
}))]
pub(crate) struct NoteBody {
    /// Which.
    id: Uuid,
    /// Who wrote it.
    author_id: Uuid,
    /// Whom the customer was handed to with it.
    to_agent_id: Option<Uuid>,
    /// Words; none where only the topic was changed.
    text: String,
    /// What the customer writes about from then on, empty for nothing in particular; none where that was not changed.
    topic: Option<String>,
    /// When.
    at: DateTime<Utc>,
}

impl From<Note> for NoteBody {
    fn from(note: Note) -> Self {
        let to_agent_id = note.to_agent.map(|id| id.0);
        Self {
            id: note.id,
            author_id: note.author.0,
            to_agent_id,
            text: note.body,
            topic: note.topic,
            at: note.at,
        }
    }
}

/// What the team has said about a customer, the newest first
#[utoipa::path(get, path = "/messages/desk/tickets/{id}/notes", tag = "inbox",
    params(("id" = String, Path, description = "The conversation"), ListArgs),
    responses((status = 200, description = "A page of notes", body = Vec<NoteBody>)))]
pub(crate) async fn notes(
    actor: May<ReadInbox>,
    State(messaging): State<Messaging>,
    OriginalUri(uri): OriginalUri,
    Path(id): Path<String>,
    QueryArgs(args): QueryArgs<ListArgs>,
) -> Result<Listed<NoteBody>> {
    let fields = args.of::<NoteBody>()?;
    let id = conversation_id(&id)?;
    let keys = &messaging.platform.keys;
    let scope = format!("notes {id}");
    let page = args.open::<Uuid>(keys, &scope)?;
    let mut found = messaging.notes(&actor, id, page.after, page.limit + 1).await?;
    let next = page.cut(&mut found).map(|last| cursor::seal(keys, &scope, &last.id));
    let items = found.into_iter().map(NoteBody::from).collect();
    Ok(Listed::new(items, page.limit).next(next, &without_cursor(&uri)).fields(fields))
}

/// Words for the team.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"note": "Called back, no answer."}))]
pub(crate) struct NoteRequest {
    /// Up to 2,000 characters.
    note: Option<String>,
}

/// Note something for the team; the customer never sees it
#[utoipa::path(post, path = "/messages/desk/tickets/{id}/notes", tag = "inbox",
    params(("id" = String, Path, description = "The conversation"),
           ("Idempotency-Key" = Option<String>, Header, description = "8–128 visible ASCII characters, made for this note")),
    request_body = NoteRequest,
    responses((status = 201, description = "Noted", body = NoteBody)))]
pub(crate) async fn add_note(
    actor: May<AnswerInbox>,
    State(messaging): State<Messaging>,
    Path(id): Path<String>,
    OnceJson(body, once): OnceJson<NoteRequest>,
) -> Result<Response> {
    let id = conversation_id(&id)?;
    let (tx, note, business) = messaging.add_note(&actor, id, &once, body.note.as_deref()).await?;
    let location = format!("/api/v1/messages/desk/tickets/{id}/notes");
    let reply = Created { data: NoteBody::from(note), location };
    let answer = once.commit(tx, &*messaging.platform.clock, reply).await?;
    messaging.tell_team(business, id);
    Ok(answer)
}
