use axum::extract::{OriginalUri, Path, State};
use axum::http::HeaderMap;
use axum::response::Response;
use chrono::{DateTime, Utc};
use kernel::{Checks, ConversationId};
use platform::http::{Created, Data, Fields, JsonBody, ListArgs, Listed, May, PageArgs, QueryArgs, version};
use platform::{Result, cursor};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::bodies::{AckBody, MessageBody};
use super::{conversation_id, place, without_cursor};
use crate::error::{MessagingError, SOURCE};
use crate::model::{Draft, DraftInput, LONGEST_TEXT, parse_emoji};
use crate::rights::{ReadConversation, WriteMessage};
use crate::state::Messaging;
use axum::response::IntoResponse;

/// The draft of a request: `Idempotency-Key` stands in for a missing `client_id`, since both mean the same.
pub(super) fn draft(headers: &HeaderMap, mut input: DraftInput) -> Result<Draft> {
    if input.client_id.is_none() {
        input.client_id =
            headers.get("idempotency-key").and_then(|value| value.to_str().ok()).map(str::to_owned);
    }
    Ok(Draft::parse(&input).map_err(MessagingError::Invalid)?)
}

pub(super) fn sent(id: ConversationId, ack: AckBody) -> Response {
    let location = format!("/api/v1/messages/conversations/{id}?after={}&limit=1", ack.seq - 1);
    Created { data: ack, location }.into_response()
}

/// Send a message
///
/// The answer comes when the message is committed. Sending again under the same `client_id` gets the same answer and
/// stores nothing.
#[utoipa::path(post, path = "/messages/conversations/{id}", tag = "messages",
    params(("id" = String, Path, description = "The conversation"),
           ("Idempotency-Key" = Option<String>, Header, description = "Stands in for `client_id`")),
    request_body = DraftInput,
    responses((status = 201, description = "Committed", body = AckBody)))]
pub(crate) async fn send(
    actor: May<WriteMessage>,
    State(messaging): State<Messaging>,
    Path(id): Path<String>,
    headers: HeaderMap,
    JsonBody(body): JsonBody<DraftInput>,
) -> Result<Response> {
    let id = conversation_id(&id)?;
    let ack = messaging.send(&actor, id, draft(&headers, body)?).await?;
    Ok(sent(id, ack))
}

/// Other words.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"text": "Is the white maize still there?", "version": 1}))]
pub(crate) struct EditRequest {
    /// Up to 4,000 characters.
    text: Option<String>,
    /// The version that is meant, unless `If-Match` says it.
    version: Option<i64>,
}

/// Give an own message other words
///
/// For a quarter of an hour; what it said before is kept.
#[utoipa::path(patch, path = "/messages/conversations/{id}/messages/{seq}", tag = "messages",
    params(("id" = String, Path, description = "The conversation"), ("seq" = String, Path, description = "The place"),
           ("If-Match" = Option<String>, Header, description = "`\"v1\"`")),
    request_body = EditRequest,
    responses((status = 200, description = "The message", body = MessageBody)))]
pub(crate) async fn edit(
    actor: May<WriteMessage>,
    State(messaging): State<Messaging>,
    Path((id, seq)): Path<(String, String)>,
    headers: HeaderMap,
    JsonBody(body): JsonBody<EditRequest>,
) -> Result<Data<MessageBody>> {
    let (id, seq) = (conversation_id(&id)?, place(&seq)?);
    let expected = version::expected(&headers, body.version)?;
    let mut checks = Checks::new(SOURCE);
    let text = checks.text("text", body.text.as_deref(), 1..=LONGEST_TEXT);
    let text = checks.finish(text).map_err(MessagingError::Invalid)?;
    Ok(Data::new(messaging.edit(&actor, id, seq, expected, &text).await?))
}

/// Take an own message away for everybody
#[utoipa::path(delete, path = "/messages/conversations/{id}/messages/{seq}", tag = "messages",
    params(("id" = String, Path, description = "The conversation"), ("seq" = String, Path, description = "The place")),
    responses((status = 200, description = "What is left of it", body = MessageBody)))]
pub(crate) async fn remove(
    actor: May<WriteMessage>,
    State(messaging): State<Messaging>,
    Path((id, seq)): Path<(String, String)>,
) -> Result<Data<MessageBody>> {
    Ok(Data::new(messaging.remove(&actor, conversation_id(&id)?, place(&seq)?).await?))
}

/// How one reacts.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"emoji": "👍"}))]
pub(crate) struct ReactRequest {
    /// One emoji.
    emoji: Option<String>,
}

/// React to a message
///
/// Each person has one reaction to a message; another one takes its place.
#[utoipa::path(put, path = "/messages/conversations/{id}/messages/{seq}/reaction", tag = "messages",
    params(("id" = String, Path, description = "The conversation"), ("seq" = String, Path, description = "The place")),
    request_body = ReactRequest,
    responses((status = 200, description = "The message", body = MessageBody)))]
pub(crate) async fn react(
    actor: May<WriteMessage>,
    State(messaging): State<Messaging>,
    Path((id, seq)): Path<(String, String)>,
    JsonBody(body): JsonBody<ReactRequest>,
) -> Result<Data<MessageBody>> {
    let (id, seq) = (conversation_id(&id)?, place(&seq)?);
    let mut checks = Checks::new(SOURCE);
    let emoji = checks.required("emoji", body.emoji.as_deref()).and_then(|text| {
        let emoji = parse_emoji(text);
        if emoji.is_none() {
            checks.fail("emoji", "messaging-check-emoji");
        }
        emoji
    });
    let emoji = checks.finish(emoji).map_err(MessagingError::Invalid)?;
    Ok(Data::new(messaging.react(&actor, id, seq, Some(emoji)).await?))
}

/// Take a reaction back
#[utoipa::path(delete, path = "/messages/conversations/{id}/messages/{seq}/reaction", tag = "messages",
    params(("id" = String, Path, description = "The conversation"), ("seq" = String, Path, description = "The place")),
    responses((status = 200, description = "The message", body = MessageBody)))]
pub(crate) async fn unreact(
    actor: May<WriteMessage>,
    State(messaging): State<Messaging>,
    Path((id, seq)): Path<(String, String)>,
) -> Result<Data<MessageBody>> {
    Ok(Data::new(messaging.react(&actor, conversation_id(&id)?, place(&seq)?, None).await?))
}

/// What a message said before.
#[derive(Debug, Serialize, ToSchema)]
#[schema(example = json!({"text": "Is teh maize there?", "until": "2026-11-21T08:01:00Z"}))]
pub(crate) struct EditBody {
    /// The words.
    text: String,
    /// When they were changed.
    until: DateTime<Utc>,
}

/// What a message said before it was edited
#[utoipa::path(get, path = "/messages/conversations/{id}/messages/{seq}/edits", tag = "messages",
    params(("id" = String, Path, description = "The conversation"), ("seq" = String, Path, description = "The place"), ListArgs),
    responses((status = 200, description = "A page of earlier words, oldest first", body = Vec<EditBody>)))]
pub(crate) async fn edits(
    actor: May<ReadConversation>,
    State(messaging): State<Messaging>,
    OriginalUri(uri): OriginalUri,
    Path((id, seq)): Path<(String, String)>,
    QueryArgs(args): QueryArgs<ListArgs>,
) -> Result<Listed<EditBody>> {
    let fields = args.of::<EditBody>()?;
    let (id, seq) = (conversation_id(&id)?, place(&seq)?);
    let keys = &messaging.platform.keys;
    let scope = format!("edits {id} {seq}");
    let page = args.open::<DateTime<Utc>>(keys, &scope)?;
    let (edits, next) = messaging.edits(&actor, id, seq, &page).await?;
    let next = next.map(|until| cursor::seal(keys, &scope, &until));
    let items = edits.into_iter().map(|(text, until)| EditBody { text, until }).collect();
    Ok(Listed::new(items, page.limit).next(next, &without_cursor(&uri)).fields(fields))
}

#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct SearchQuery {
    /// Words that must all be there; the last one may be a beginning.
    q: Option<String>,
    /// Only in this conversation.
    conversation_id: Option<String>,
    /// 1–100, 20 unless told.
    limit: Option<i64>,
    /// `meta.pagination.next_cursor` of the page before.
    cursor: Option<String>,
    /// Only these fields of each item.
    fields: Option<String>,
}

/// Look for words in one's own conversations
///
/// Where the operator has messages encrypted in the database (`messages.seal_with`), those are not found.
#[utoipa::path(get, path = "/messages/search", tag = "messages", params(SearchQuery),
    responses((status = 200, description = "A page of messages, newest first", body = Vec<MessageBody>),
        (status = 404, description = "There is no such conversation, or it is somebody else's")))]
pub(crate) async fn search(
    actor: May<ReadConversation>,
    State(messaging): State<Messaging>,
    OriginalUri(uri): OriginalUri,
    QueryArgs(query): QueryArgs<SearchQuery>,
) -> Result<Listed<MessageBody>> {
    let fields = Fields::parse::<MessageBody>(query.fields.as_deref())?;
    let mut checks = Checks::new(SOURCE);
    let words = checks.text("q", query.q.as_deref(), 1..=200);
    let words = checks.finish(words).map_err(MessagingError::Invalid)?;
    let conversation = query.conversation_id.as_deref().map(conversation_id).transpose()?;
    let scope = format!("search {words} {conversation:?} {:?}", actor.user_id());
    let keys = &messaging.platform.keys;
    let page =
        PageArgs { limit: query.limit, cursor: query.cursor.as_deref() }.open::<Uuid>(keys, &scope, 20)?;
    let mut found =
        messaging.search_messages(&actor, conversation, &words, page.after, page.limit + 1).await?;
    let more = i64::try_from(found.len()).unwrap_or(i64::MAX) > page.limit;
    found.truncate(usize::try_from(page.limit).unwrap_or(0));
    let next = found.last().filter(|_| more).map(|(message, _)| cursor::seal(keys, &scope, &message.id));
    let items =
        found.iter().map(|(message, client)| MessageBody::new(message, client.as_deref(), &[])).collect();
    Ok(Listed::new(items, page.limit).next(next, &without_cursor(&uri)).fields(fields))
}
