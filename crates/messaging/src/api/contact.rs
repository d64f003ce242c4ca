use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::response::Response;
use kernel::Slug;
use platform::Result;
use platform::http::{Data, FieldsArgs, JsonBody, May, QueryArgs};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::bodies::AckBody;
use super::messages::{draft, sent};
use crate::error::MessagingError;
use crate::model::DraftInput;
use crate::rights::ContactBusiness;
use crate::state::Messaging;

#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct ContactQuery {
    /// What it is about: one of the `topics` of the business. One that it does not have, or no more, is as good as none.
    #[param(example = "Delivery")]
    topic: Option<String>,
}

/// Write to a business
///
/// Goes to the inbox of the business; each customer has one conversation with it. Its `conversation_id` is in the
/// answer.
#[utoipa::path(post, path = "/messages/inbox/{slug}", tag = "messages",
    params(("slug" = String, Path, description = "Address of the business, as in `/b/<slug>`"), ContactQuery,
           ("Idempotency-Key" = Option<String>, Header, description = "Stands in for `client_id`")),
    request_body = DraftInput,
    responses((status = 201, description = "Committed", body = AckBody)))]
pub(crate) async fn contact(
    actor: May<ContactBusiness>,
    State(messaging): State<Messaging>,
    Path(slug): Path<String>,
    QueryArgs(query): QueryArgs<ContactQuery>,
    headers: HeaderMap,
    JsonBody(body): JsonBody<DraftInput>,
) -> Result<Response> {
    let slug: Slug = slug.parse().map_err(|_| MessagingError::NotFound)?;
    let draft = draft(&headers, body)?;
    let ack = messaging.contact(&actor, &slug, draft, query.topic.as_deref()).await?;
    Ok(sent(ack.conversation_id.into(), ack))
}

/// The inbox of a business as its customers see it.
#[derive(Debug, Serialize, ToSchema)]
#[schema(example = json!({"topics": ["Prices", "Delivery"], "open_now": true}))]
pub(crate) struct InboxBody {
    /// What one can say that it is about; none where the business has set up none.
    topics: Vec<String>,
    /// Whether somebody should be there now.
    open_now: bool,
}

/// What a business can be written to about, and whether somebody is there
#[utoipa::path(get, path = "/messages/inbox/{slug}", tag = "messages",
    params(("slug" = String, Path, description = "Address of the business, as in `/b/<slug>`"), FieldsArgs),
    responses((status = 200, description = "Its inbox", body = InboxBody)))]
pub(crate) async fn inbox(
    _: May<ContactBusiness>,
    State(messaging): State<Messaging>,
    Path(slug): Path<String>,
    QueryArgs(args): QueryArgs<FieldsArgs>,
) -> Result<Data<InboxBody>> {
    let fields = args.of::<InboxBody>()?;
    let slug: Slug = slug.parse().map_err(|_| MessagingError::NotFound)?;
    let business = messaging.ports.businesses.by_slug(&slug).await?.ok_or(MessagingError::NotFound)?;
    let desk = messaging.desk_of(business.card.id).await?;
    let body = InboxBody { open_now: desk.is_open(messaging.now()), topics: desk.topics };
    Ok(Data::new(body).fields(fields))
}
