//! The notification centre.

#![expect(
    unused_qualifications,
    reason = "utoipa writes full paths into the code that it makes of params(…)"
)]

use axum::extract::{Path, State};
use axum::response::{IntoResponse, Response};
use chrono::{DateTime, Utc};
use kernel::{Checks, Language, NotificationId};
use platform::http::{Data, Fields, FieldsArgs, JsonBody, Listed, Locale, May, PageArgs, QueryArgs};
use platform::{Error, Result};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use crate::Notifications;
use crate::model::Topic;
use crate::model::words::{link, say};
use crate::rights::{ManageNotifications, ReadNotifications};
use crate::store::notifications::{Line, LineFilter, Unread};

/// Something that one was told.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(example = json!({
    "id": "01930000-0000-7000-8000-000000000009", "type": "MATCH", "kind": "connection.requested",
    "title": "Adunni Grains wants to connect", "body": "Read the request and answer it.",
    "link": "/connections?tab=received", "data": {"business": "Adunni Grains", "slug": "adunni-grains"}, "count": 1,
    "read": false, "status": "DELIVERED", "created_at": "2026-11-21T08:00:00Z", "updated_at": "2026-11-21T08:00:00Z"
}))]
pub struct NotificationBody {
    /// The notification.
    pub id: Uuid,
    /// ENGAGEMENT, SYSTEM, MATCH, APPROVAL, MESSAGE, PAYMENT, TASK or SECURITY.
    #[serde(rename = "type")]
    pub topic: String,
    /// What happened, such as `connection.requested`.
    pub kind: String,
    /// One line, in the language of the request.
    pub title: String,
    /// A sentence or two, in the language of the request.
    pub body: String,
    /// The page of this site that it leads to.
    pub link: String,
    /// Names and ids of what it is about.
    #[schema(value_type = Object)]
    pub data: Value,
    /// How many like things it stands for.
    pub count: i64,
    /// Whether it was read.
    pub read: bool,
    /// How far it got in the app: QUEUED, SENT, DELIVERED, READ, FAILED, SUPPRESSED or CANCELLED.
    pub status: Option<String>,
    /// When the first of them happened.
    pub created_at: DateTime<Utc>,
    /// When the last of them happened.
    pub updated_at: DateTime<Utc>,
}

impl Notifications {
    pub(crate) fn body(&self, language: Language, line: &Line) -> NotificationBody {
        let words = say(&self.platform.texts, language, line.kind, &line.facts, line.count);
        NotificationBody {
            id: line.id.0,
            topic: line.topic.as_str().to_owned(),
            kind: line.kind.as_str().to_owned(),
            title: words.title,
            body: words.body,
            link: link(line.kind, &line.facts, line.count),
            data: line.facts.to_json(),
            count: line.count,
            read: line.read_at.is_some(),
            status: line.status.clone(),
            created_at: line.created_at,
            updated_at: line.updated_at,
        }
    }
}

/// How many notifications of a type were not read.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(example = json!({"type": "MATCH", "unread": 2}))]
pub struct TopicCount {
    /// Such as MATCH.
    #[serde(rename = "type")]
    pub topic: String,
    /// How many.
    pub unread: i64,
}

/// How many notifications were not read.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(example = json!({"unread": 3, "groups": [{"type": "MATCH", "unread": 2}, {"type": "MESSAGE", "unread": 1}]}))]
pub struct UnreadBody {
    /// In all; at most 10,000 are counted.
    pub unread: i64,
    /// By type, the most first.
    pub groups: Vec<TopicCount>,
}

impl UnreadBody {
    fn of(by_topic: &[(Topic, i64)]) -> Self {
        let group =
            |(topic, unread): &(Topic, i64)| TopicCount { topic: topic.as_str().to_owned(), unread: *unread };
        Self {
            unread: by_topic.iter().map(|(_, count)| count).sum(),
            groups: by_topic.iter().map(group).collect(),
        }
    }
}

/// Which notifications.
#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct NotificationsQuery {
    /// Only those that were not read.
    unread: Option<bool>,
    /// Only of this type.
    #[serde(rename = "type")]
    #[param(rename = "type")]
    topic: Option<String>,
    /// 1–100, usually 20.
    limit: Option<i64>,
    /// Where to go on.
    cursor: Option<String>,
    /// Only these fields.
    fields: Option<String>,
}

/// A page of the feed.
#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct FeedQuery {
    /// 1–100, usually 20.
    limit: Option<i64>,
    /// Where to go on.
    cursor: Option<String>,
    /// Only these fields.
    fields: Option<String>,
}

/// A type that may be left out.
pub(crate) fn topic_of(text: Option<&str>) -> Result<Option<Topic>> {
    let mut checks = Checks::new("notifications");
    let topic = checks.parsed("type", text, "notifications-check-type");
    checks.finish(Some(topic)).map_err(Error::all)
}

/// Takes off the one that tells whether there is more.
pub(crate) fn has_more(lines: &mut Vec<Line>, limit: i64) -> bool {
    let limit = usize::try_from(limit).unwrap_or(100);
    let more = lines.len() > limit;
    lines.truncate(limit);
    more
}

/// List one's notifications
///
/// The latest news first; a burst of like things is one line that counts, and comes to the top when it counts on.
/// `meta` tells how many were not read, by type.
#[utoipa::path(get, path = "/notifications", tag = "notifications", params(NotificationsQuery),
    responses((status = 200, description = "Notifications", body = Vec<NotificationBody>)))]
pub async fn list(
    actor: May<ReadNotifications>,
    State(notifications): State<Notifications>,
    Locale(language): Locale,
    QueryArgs(query): QueryArgs<NotificationsQuery>,
) -> Result<Response> {
    let fields = Fields::parse::<NotificationBody>(query.fields.as_deref())?;
    let topic = topic_of(query.topic.as_deref())?;
    let filter = LineFilter { unread: query.unread.unwrap_or(false), topic };
    let keys = &notifications.platform.keys;
    let scope = format!("/notifications {} {:?}", filter.unread, topic.map(Topic::as_str));
    let args = PageArgs { limit: query.limit, cursor: query.cursor.as_deref() };
    let page = args.open::<(DateTime<Utc>, Uuid)>(keys, &scope, 20)?;
    let mut lines = notifications.lines(&actor, filter, page.after, page.limit).await?;
    let more = has_more(&mut lines, page.limit);
    let last = lines.last().filter(|_| more);
    let cursor = last.map(|line| platform::cursor::seal(keys, &scope, &(line.updated_at, line.id.0)));
    let mut path = format!("/api/v1/notifications?limit={}", page.limit);
    if filter.unread {
        path.push_str("&unread=true");
    }
    if let Some(topic) = topic {
        path.push_str(&format!("&type={}", topic.as_str()));
    }
    if let Some(fields) = query.fields.as_deref().filter(|fields| !fields.is_empty()) {
        path.push_str(&format!("&fields={fields}"));
    }
    let unread = UnreadBody::of(&notifications.unread_by_topic(&actor).await?);
    let bodies = lines.iter().map(|line| notifications.body(language, line)).collect();
    let meta = json!({"unread": unread.unread, "groups": unread.groups});
    Ok(Listed::new(bodies, page.limit).next(cursor, &path).meta(meta).fields(fields).into_response())
}

/// Count the notifications one has not read
#[utoipa::path(get, path = "/notifications/unread-count", tag = "notifications", params(FieldsArgs),
    responses((status = 200, description = "How many, in all and by type", body = UnreadBody)))]
pub async fn unread_count(
    actor: May<ReadNotifications>,
    State(notifications): State<Notifications>,
    QueryArgs(args): QueryArgs<FieldsArgs>,
) -> Result<Response> {
    let fields = args.of::<UnreadBody>()?;
    let unread = UnreadBody::of(&notifications.unread_by_topic(&actor).await?);
    Ok(Data::new(unread).fields(fields).into_response())
}

/// Read one's activity feed
///
/// Everything that happened to one's things in ninety days, in the order of its beginning, also what one has chosen not to
/// be told of.
#[utoipa::path(get, path = "/activity", tag = "notifications", params(FeedQuery),
    responses((status = 200, description = "What happened", body = Vec<NotificationBody>)))]
pub async fn feed(
    actor: May<ReadNotifications>,
    State(notifications): State<Notifications>,
    Locale(language): Locale,
    QueryArgs(query): QueryArgs<FeedQuery>,
) -> Result<Response> {
    let fields = Fields::parse::<NotificationBody>(query.fields.as_deref())?;
    let keys = &notifications.platform.keys;
    let args = PageArgs { limit: query.limit, cursor: query.cursor.as_deref() };
    let page = args.open::<Uuid>(keys, "/activity", 20)?;
    let mut lines = notifications.feed(&actor, page.after.map(NotificationId), page.limit).await?;
    let more = has_more(&mut lines, page.limit);
    let last = lines.last().filter(|_| more);
    let cursor = last.map(|line| platform::cursor::seal(keys, "/activity", &line.id.0));
    let mut path = format!("/api/v1/activity?limit={}", page.limit);
    if let Some(fields) = query.fields.as_deref().filter(|fields| !fields.is_empty()) {
        path.push_str(&format!("&fields={fields}"));
    }
    let bodies = lines.iter().map(|line| notifications.body(language, line)).collect();
    Ok(Listed::new(bodies, page.limit).next(cursor, &path).fields(fields).into_response())
}

/// Whether a notification was read.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"read": true}))]
pub struct MarkRequest {
    /// true or false.
    read: Option<bool>,
}

/// Mark a notification as read, or as not read
///
/// Without a version: the last word holds, and two devices that say the same do no harm. Reading it in one place takes
/// it back everywhere it has not arrived yet.
#[utoipa::path(patch, path = "/notifications/{id}", tag = "notifications",
    params(("id" = Uuid, Path, description = "The notification")), request_body = MarkRequest,
    responses((status = 200, description = "The notification as it is now", body = NotificationBody)))]
pub async fn mark(
    actor: May<ManageNotifications>,
    State(notifications): State<Notifications>,
    Locale(language): Locale,
    Path(id): Path<String>,
    JsonBody(body): JsonBody<MarkRequest>,
) -> Result<Response> {
    let id: NotificationId = id.parse().map_err(|_| Error::not_found("notifications"))?;
    let mut checks = Checks::new("notifications");
    let read = checks.required("read", body.read);
    let read = checks.finish(read).map_err(Error::all)?;
    let line = notifications.mark(&actor, id, read).await?;
    Ok(Data::new(notifications.body(language, &line)).into_response())
}

/// Which notifications were read.
#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"until": "2026-11-21T08:00:00Z"}))]
pub struct ReadAllRequest {
    /// Only of this type.
    #[serde(rename = "type")]
    topic: Option<String>,
    /// Only those whose last news is not later: what came since the list was fetched stays unread.
    until: Option<DateTime<Utc>>,
}

/// How many were marked.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(example = json!({"marked": 3}))]
pub struct ReadAllReply {
    /// How many were not read before.
    marked: usize,
}

/// Mark all notifications as read
#[utoipa::path(post, path = "/notifications/read-all", tag = "notifications", request_body = ReadAllRequest,
    responses((status = 200, description = "How many were marked", body = ReadAllReply)))]
pub async fn read_all(
    actor: May<ManageNotifications>,
    State(notifications): State<Notifications>,
    JsonBody(body): JsonBody<ReadAllRequest>,
) -> Result<Response> {
    let topic = topic_of(body.topic.as_deref())?;
    let which = Unread { topic, subject: None, until: body.until };
    let marked = notifications.read_all(&actor, which).await?;
    Ok(Data::new(ReadAllReply { marked }).into_response())
}
