use axum::extract::{OriginalUri, Path, State};
use axum::http::StatusCode;
use chrono::{DateTime, TimeDelta, Utc};
use kernel::Checks;
use platform::http::{CachePolicy, Data, Fields, JsonBody, ListArgs, Listed, May, PageArgs, QueryArgs};
use platform::{Result, cursor};
use serde::Deserialize;
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::bodies::{ConversationBody, HistoryBody, MemberBody, SyncBody};
use super::{conversation_id, without_cursor};
use crate::error::{MessagingError, SOURCE};
use crate::live::SyncPayload;
use crate::model::Place;
use crate::ops::history::Part;
use crate::rights::{KeepConversation, ReadConversation};
use crate::state::Messaging;
use crate::store::conversations::Shelf;

#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct ListQuery {
    /// True for those that were put away.
    archived: Option<bool>,
    /// 1–100, 20 unless told.
    limit: Option<i64>,
    /// `meta.pagination.next_cursor` of the page before.
    cursor: Option<String>,
    /// Which fields to answer with, such as `id,title,unread`.
    fields: Option<String>,
}

/// One's conversations, the one with the newest message first
#[utoipa::path(get, path = "/messages/conversations", tag = "messages", params(ListQuery),
    responses((status = 200, description = "A page of conversations", body = Vec<ConversationBody>)))]
pub(crate) async fn list(
    actor: May<ReadConversation>,
    State(messaging): State<Messaging>,
    OriginalUri(uri): OriginalUri,
    QueryArgs(query): QueryArgs<ListQuery>,
) -> Result<Listed<ConversationBody>> {
    let fields = Fields::parse::<ConversationBody>(query.fields.as_deref())?;
    let archived = query.archived.unwrap_or(false);
    let scope = format!("conversations {archived} {:?}", actor.user_id());
    let keys = &messaging.platform.keys;
    let page = PageArgs { limit: query.limit, cursor: query.cursor.as_deref() }
        .open::<(DateTime<Utc>, Uuid)>(keys, &scope, 20)?;
    let shelf = if archived { Shelf::Archived } else { Shelf::Active };
    let mut found = messaging.conversations(&actor, shelf, page.after, page.limit + 1).await?;
    let more = i64::try_from(found.len()).unwrap_or(i64::MAX) > page.limit;
    found.truncate(usize::try_from(page.limit).unwrap_or(0));
    let seal = |listing: &crate::ops::conversations::Listing| {
        cursor::seal(keys, &scope, &(listing.entry.last_at, listing.entry.id))
    };
    let next = found.last().filter(|_| more).map(seal);
    let items = found.iter().map(ConversationBody::new).collect();
    Ok(Listed::new(items, page.limit).next(next, &without_cursor(&uri)).fields(fields))
}

#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct HistoryQuery {
    /// Messages before this place.
    before: Option<i64>,
    /// Messages after this place.
    after: Option<i64>,
    /// 1–100, 50 unless told.
    #[param(default = 50)]
    limit: Option<i64>,
    /// Only these fields.
    fields: Option<String>,
}

impl HistoryQuery {
    /// What is asked for, how much of it, and which fields.
    pub(super) fn part(&self) -> Result<(Part, i64, Fields)> {
        let fields = Fields::parse::<HistoryBody>(self.fields.as_deref())?;
        let mut checks = Checks::new(SOURCE);
        if self.before.is_some() && self.after.is_some() {
            checks.fail("after", "messaging-check-before-after");
        }
        let limit = self.limit.unwrap_or(50);
        if !(1..=100).contains(&limit) {
            checks.fail("limit", "platform-error-limit");
        }
        let part = match (self.before, self.after) {
            (Some(before), _) => Part::Before(before),
            (None, Some(after)) => Part::After(after),
            (None, None) => Part::Newest,
        };
        Ok(checks.finish(Some((part, limit, fields))).map_err(MessagingError::Invalid)?)
    }
}

/// A conversation and a part of what was said in it
///
/// The newest messages, or those before or after a place; always oldest first.
#[utoipa::path(get, path = "/messages/conversations/{id}", tag = "messages",
    params(("id" = String, Path, description = "The conversation"), HistoryQuery),
    responses((status = 200, description = "The part", body = HistoryBody)))]
pub(crate) async fn read(
    actor: May<ReadConversation>,
    State(messaging): State<Messaging>,
    Path(id): Path<String>,
    QueryArgs(query): QueryArgs<HistoryQuery>,
) -> Result<Data<HistoryBody>> {
    let id = conversation_id(&id)?;
    let (part, limit, fields) = query.part()?;
    Ok(Data::new(messaging.history(&actor, id, part, limit).await?).fields(fields))
}

/// How far one has got.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"seq": 42}))]
pub(crate) struct MarkReadRequest {
    /// Messages up to this one were read.
    seq: Option<i64>,
    /// Messages up to this one have come to this device.
    delivered: Option<i64>,
}

/// Say how far one has read
///
/// Positions only grow, so calls may come late or twice.
#[utoipa::path(post, path = "/messages/conversations/{id}/read", tag = "messages",
    params(("id" = String, Path, description = "The conversation")), request_body = MarkReadRequest,
    responses((status = 204, description = "Noted")))]
pub(crate) async fn mark(
    actor: May<KeepConversation>,
    State(messaging): State<Messaging>,
    Path(id): Path<String>,
    JsonBody(body): JsonBody<MarkReadRequest>,
) -> Result<StatusCode> {
    messaging.mark(&actor, conversation_id(&id)?, body.delivered, body.seq).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// How long to be silent.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"until": "2026-11-22T08:00:00Z"}))]
pub(crate) struct MuteRequest {
    /// Until when; for ever unless told.
    until: Option<DateTime<Utc>>,
}

/// "For ever", in a way that every client can read as a time.
const FOR_EVER: TimeDelta = TimeDelta::days(36_500);

/// Hear no sound from a conversation
#[utoipa::path(put, path = "/messages/conversations/{id}/mute", tag = "messages",
    params(("id" = String, Path, description = "The conversation")), request_body = MuteRequest,
    responses((status = 204, description = "Muted")))]
pub(crate) async fn mute(
    actor: May<KeepConversation>,
    State(messaging): State<Messaging>,
    Path(id): Path<String>,
    JsonBody(body): JsonBody<MuteRequest>,
) -> Result<StatusCode> {
    let until = body.until.unwrap_or(messaging.now() + FOR_EVER);
    messaging.mute(&actor, conversation_id(&id)?, Some(until)).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Hear a conversation again
#[utoipa::path(delete, path = "/messages/conversations/{id}/mute", tag = "messages",
    params(("id" = String, Path, description = "The conversation")),
    responses((status = 204, description = "With sound, also if it was before")))]
pub(crate) async fn unmute(
    actor: May<KeepConversation>,
    State(messaging): State<Messaging>,
    Path(id): Path<String>,
) -> Result<StatusCode> {
    messaging.mute(&actor, conversation_id(&id)?, None).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Put a conversation away until something new is said
#[utoipa::path(put, path = "/messages/conversations/{id}/archive", tag = "messages",
    params(("id" = String, Path, description = "The conversation")),
    responses((status = 204, description = "Put away")))]
pub(crate) async fn archive(
    actor: May<KeepConversation>,
    State(messaging): State<Messaging>,
    Path(id): Path<String>,
) -> Result<StatusCode> {
    messaging.archive(&actor, conversation_id(&id)?, true).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Take a conversation out again
#[utoipa::path(delete, path = "/messages/conversations/{id}/archive", tag = "messages",
    params(("id" = String, Path, description = "The conversation")),
    responses((status = 204, description = "In the list, also if it was before")))]
pub(crate) async fn unarchive(
    actor: May<KeepConversation>,
    State(messaging): State<Messaging>,
    Path(id): Path<String>,
) -> Result<StatusCode> {
    messaging.archive(&actor, conversation_id(&id)?, false).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Who is in a conversation, and how far they have got
///
/// Who came first comes first. How far they have got, and who is here, is told where at most fifty are in it.
#[utoipa::path(get, path = "/messages/conversations/{id}/members", tag = "messages",
    params(("id" = String, Path, description = "The conversation"), ListArgs),
    responses((status = 200, description = "A page of people", body = Vec<MemberBody>)))]
pub(crate) async fn members(
    actor: May<ReadConversation>,
    State(messaging): State<Messaging>,
    OriginalUri(uri): OriginalUri,
    Path(id): Path<String>,
    QueryArgs(args): QueryArgs<ListArgs>,
) -> Result<Listed<MemberBody>> {
    let fields = args.of::<MemberBody>()?;
    let id = conversation_id(&id)?;
    let keys = &messaging.platform.keys;
    let scope = format!("members {id}");
    let page = args.open::<Place>(keys, &scope)?;
    let (members, next) = messaging.members_page(&actor, id, &page).await?;
    let next = next.map(|place| cursor::seal(keys, &scope, &place));
    Ok(Listed::new(members, page.limit).next(next, &without_cursor(&uri)).fields(fields))
}

/// Ask for what was missed
///
/// The same as `sync` over a socket: messages after a place in order, changes of earlier ones, and which other
/// conversations have news.
#[utoipa::path(post, path = "/messages/sync", tag = "messages", request_body = SyncPayload,
    responses((status = 200, description = "What was missed", body = SyncBody)))]
pub(crate) async fn sync(
    actor: May<ReadConversation>,
    State(messaging): State<Messaging>,
    JsonBody(body): JsonBody<SyncPayload>,
) -> Result<Data<SyncBody>> {
    Ok(Data::new(messaging.answer_sync(&actor, body).await?).cache(CachePolicy::None))
}
