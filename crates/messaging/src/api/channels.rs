use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::response::Response;
use kernel::ConversationId;
use platform::Result;
use platform::http::{Created, Data, JsonBody, May, OnceJson, version};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::bodies::{ConversationBody, MemberBody};
use super::conversation_id;
use crate::error::MessagingError;
use crate::model::channel_title;
use crate::rights::{CreateChannel, KeepConversation, ManageChannel};
use crate::state::Messaging;

/// A channel to be made.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"title": "Deliveries", "members": ["0191a5c2-6666-7c3a-9b52-3f6d1c2b4a59"]}))]
pub(crate) struct ChannelRequest {
    /// Its name, 1 to 100 characters.
    title: Option<String>,
    /// Ids of colleagues; one is in it oneself in any case.
    #[serde(default)]
    members: Vec<String>,
}

/// A channel that was made.
#[derive(Debug, Serialize, ToSchema)]
#[schema(example = json!({"id": "0191a5c2-7d1e-7c3a-9b52-3f6d1c2b4a59", "title": "Deliveries", "version": 1}))]
pub(crate) struct ChannelBody {
    /// The conversation that it is.
    id: Uuid,
    /// Its name.
    title: String,
    /// For `If-Match`.
    version: i64,
}

/// Make a channel of one's team
///
/// A conversation among colleagues, for the CEO and managers to begin.
#[utoipa::path(post, path = "/messages/channels", tag = "messages", request_body = ChannelRequest,
    params(("Idempotency-Key" = Option<String>, Header, description = "Makes a retry safe")),
    responses((status = 201, description = "Made", body = ChannelBody)))]
pub(crate) async fn add(
    actor: May<CreateChannel>,
    State(messaging): State<Messaging>,
    OnceJson(body, once): OnceJson<ChannelRequest>,
) -> Result<Response> {
    let title = channel_title(body.title.as_deref()).map_err(MessagingError::Invalid)?;
    let (tx, id) = messaging.add_channel(&actor, &once, &title, &body.members).await?;
    let location = format!("/api/v1/messages/conversations/{id}");
    let made = Created { data: ChannelBody { id: id.0, title, version: 1 }, location };
    let response = once.commit(tx, &*messaging.platform.clock, made).await?;
    messaging.channel_made(id).await?;
    Ok(response)
}

/// What is to be different.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"title": "Deliveries north", "version": 1}))]
pub(crate) struct ChannelChange {
    /// Its new name.
    title: Option<String>,
    /// True: nobody may write any more. False: it goes on.
    closed: Option<bool>,
    /// The version that is meant, unless `If-Match` says it.
    version: Option<i64>,
}

async fn own(
    messaging: &Messaging,
    actor: &kernel::Actor,
    id: ConversationId,
) -> Result<Data<ConversationBody>> {
    let listing = messaging.listing(actor, id).await?.ok_or(MessagingError::NotFound)?;
    Ok(Data::new(ConversationBody::new(&listing)))
}

/// Rename a channel, close it or open it again
///
/// For whoever made it, and for the CEO.
#[utoipa::path(patch, path = "/messages/channels/{id}", tag = "messages",
    params(("id" = String, Path, description = "The channel"),
           ("If-Match" = Option<String>, Header, description = "`\"v1\"`")), request_body = ChannelChange,
    responses((status = 200, description = "As it is now", body = ConversationBody)))]
pub(crate) async fn change(
    actor: May<ManageChannel>,
    State(messaging): State<Messaging>,
    Path(id): Path<String>,
    headers: HeaderMap,
    JsonBody(body): JsonBody<ChannelChange>,
) -> Result<Data<ConversationBody>> {
    let expected = version::expected(&headers, body.version)?;
    let id = conversation_id(&id)?;
    let title =
        body.title.map(|title| channel_title(Some(&title))).transpose().map_err(MessagingError::Invalid)?;
    messaging.change_channel(&actor, id, expected, title.as_deref(), body.closed).await?;
    own(&messaging, &actor, id).await
}

/// Who comes in, and who goes.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"add": ["0191a5c2-6666-7c3a-9b52-3f6d1c2b4a59"], "remove": []}))]
pub(crate) struct MembersChange {
    /// Ids of colleagues.
    #[serde(default)]
    add: Vec<String>,
    /// Ids of members.
    #[serde(default)]
    remove: Vec<String>,
}

/// Let colleagues into a channel, and take others out
///
/// For whoever made it, and for the CEO; everybody may take themselves out. Who is in already stays in. Answers with the
/// members as they are then; with none for somebody who has gone.
#[utoipa::path(post, path = "/messages/channels/{id}/members", tag = "messages",
    params(("id" = String, Path, description = "The channel")), request_body = MembersChange,
    responses((status = 200, description = "Who is in it now", body = Vec<MemberBody>)))]
pub(crate) async fn members(
    actor: May<KeepConversation>,
    State(messaging): State<Messaging>,
    Path(id): Path<String>,
    JsonBody(body): JsonBody<MembersChange>,
) -> Result<Data<Vec<MemberBody>>> {
    let id = conversation_id(&id)?;
    messaging.change_members(&actor, id, &body.add, &body.remove).await?;
    let goes = body.remove.iter().any(|user| user.parse().ok() == actor.user_id());
    Ok(Data::new(if goes { Vec::new() } else { messaging.members(&actor, id).await? }))
}
