use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::response::Response;
use kernel::ConnectionId;
use platform::Result;
use platform::http::{Data, JsonBody, May, QueryArgs};

use super::bodies::{AckBody, HistoryBody};
use super::conversations::HistoryQuery;
use super::messages::{draft, sent};
use crate::error::MessagingError;
use crate::model::DraftInput;
use crate::rights::{ReadConversation, WriteMessage};
use crate::state::Messaging;

fn connection_id(text: &str) -> Result<ConnectionId> {
    Ok(text.parse().map_err(|_| MessagingError::NotFound)?)
}

/// What was said over a connection
///
/// The same as reading its conversation.
#[utoipa::path(get, path = "/connections/{id}/messages", tag = "messages",
    params(("id" = String, Path, description = "The connection"), HistoryQuery),
    responses((status = 200, description = "The part", body = HistoryBody),
        (status = 409, description = "The connection is not accepted")))]
pub(crate) async fn read(
    actor: May<ReadConversation>,
    State(messaging): State<Messaging>,
    Path(id): Path<String>,
    QueryArgs(query): QueryArgs<HistoryQuery>,
) -> Result<Data<HistoryBody>> {
    let (part, limit, fields) = query.part()?;
    let id = messaging.of_connection(&actor, connection_id(&id)?).await?;
    Ok(Data::new(messaging.history(&actor, id, part, limit).await?).fields(fields))
}

/// Write to a connection
///
/// The same as sending to its conversation. Only accepted connections may chat.
#[utoipa::path(post, path = "/connections/{id}/messages", tag = "messages",
    params(("id" = String, Path, description = "The connection"),
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
    let draft = draft(&headers, body)?;
    let id = messaging.of_connection(&actor, connection_id(&id)?).await?;
    let ack = messaging.send(&actor, id, draft).await?;
    Ok(sent(id, ack))
}
