use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::response::Response;
use kernel::Slug;
use platform::Result;
use platform::http::{JsonBody, May};

use super::bodies::AckBody;
use super::messages::{draft, sent};
use crate::error::MessagingError;
use crate::model::DraftInput;
use crate::rights::ContactBusiness;
use crate::state::Messaging;

/// Write to a business
///
/// Goes to the inbox of the business; each customer has one conversation with it. Its `conversation_id` is in the
/// answer.
#[utoipa::path(post, path = "/messages/inbox/{slug}", tag = "messages",
    params(("slug" = String, Path, description = "Address of the business, as in `/b/<slug>`"),
           ("Idempotency-Key" = Option<String>, Header, description = "Stands in for `client_id`")),
    request_body = DraftInput,
    responses((status = 201, description = "Committed", body = AckBody)))]
pub(crate) async fn contact(
    actor: May<ContactBusiness>,
    State(messaging): State<Messaging>,
    Path(slug): Path<String>,
    headers: HeaderMap,
    JsonBody(body): JsonBody<DraftInput>,
) -> Result<Response> {
    let slug: Slug = slug.parse().map_err(|_| MessagingError::NotFound)?;
    let ack = messaging.contact(&actor, &slug, draft(&headers, body)?).await?;
    Ok(sent(ack.conversation_id.into(), ack))
}
