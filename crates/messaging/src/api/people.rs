use axum::extract::{OriginalUri, Path, State};
use axum::http::StatusCode;
use chrono::{DateTime, Utc};
use kernel::UserId;
use platform::http::{ListArgs, Listed, May, QueryArgs};
use platform::{Result, cursor};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::without_cursor;
use crate::error::MessagingError;
use crate::model::Place;
use crate::rights::ProtectOneself;
use crate::state::Messaging;

fn user_id(text: &str) -> Result<UserId> {
    Ok(text.parse().map_err(|_| MessagingError::NotFound)?)
}

/// Somebody one has blocked.
#[derive(Debug, Serialize, ToSchema)]
#[schema(example = json!({"user_id": "0191a5c2-1111-7c3a-9b52-3f6d1c2b4a59", "name": "Amina", "at": "2026-11-21T08:00:00Z"}))]
pub(crate) struct BlockedBody {
    /// Who.
    user_id: Uuid,
    /// Their name.
    name: String,
    /// Since when.
    at: DateTime<Utc>,
}

/// Hear nothing of somebody any more
#[utoipa::path(post, path = "/users/{id}/block", tag = "messages",
    params(("id" = String, Path, description = "The person")),
    responses((status = 204, description = "Blocked, also if they were before")))]
pub(crate) async fn block(
    actor: May<ProtectOneself>,
    State(messaging): State<Messaging>,
    Path(id): Path<String>,
) -> Result<StatusCode> {
    messaging.block(&actor, user_id(&id)?).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Hear somebody again
#[utoipa::path(delete, path = "/users/{id}/block", tag = "messages",
    params(("id" = String, Path, description = "The person")),
    responses((status = 204, description = "Not blocked, also if they were not before")))]
pub(crate) async fn unblock(
    actor: May<ProtectOneself>,
    State(messaging): State<Messaging>,
    Path(id): Path<String>,
) -> Result<StatusCode> {
    messaging.unblock(&actor, user_id(&id)?).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Whom one has blocked, the last one first
#[utoipa::path(get, path = "/messages/blocks", tag = "messages", params(ListArgs),
    responses((status = 200, description = "A page of people", body = Vec<BlockedBody>)))]
pub(crate) async fn blocked(
    actor: May<ProtectOneself>,
    State(messaging): State<Messaging>,
    OriginalUri(uri): OriginalUri,
    QueryArgs(args): QueryArgs<ListArgs>,
) -> Result<Listed<BlockedBody>> {
    let fields = args.of::<BlockedBody>()?;
    let keys = &messaging.platform.keys;
    let scope = format!("blocks {:?}", actor.user_id());
    let page = args.open::<Place>(keys, &scope)?;
    let mut found = messaging.blocked(&actor, page.after, page.limit + 1).await?;
    let next = page.cut(&mut found).map(|(id, _, at)| cursor::seal(keys, &scope, &(at, id.0)));
    let body = |(id, name, at): (UserId, String, DateTime<Utc>)| BlockedBody { user_id: id.0, name, at };
    let items = found.into_iter().map(body).collect();
    Ok(Listed::new(items, page.limit).next(next, &without_cursor(&uri)).fields(fields))
}
