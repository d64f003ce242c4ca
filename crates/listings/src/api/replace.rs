use axum::extract::{Path, State};
use axum::http::HeaderMap;
use platform::Result;
use platform::http::{Data, JsonBody, May, version};

use super::bodies::ReplaceListingRequest;
use super::one::Ready;
use super::{ListingBody, listing_id};
use crate::ops::Replacement;
use crate::rights::UpdateListing;
use crate::state::Listings;

/// Say something else in a listing.
///
/// Names the version it is meant for, by `If-Match: "v<version>"` or in the body; when somebody else was faster it
/// answers 409 with the present one in `meta.current`. A live listing stays live and keeps its time.
#[utoipa::path(put, path = "/listings/{id}", tag = "listings", request_body = ReplaceListingRequest,
    params(("id" = String, Path, description = "The listing."),
           ("If-Match" = Option<String>, Header, description = "`\"v<version>\"`.")),
    responses(
        (status = 200, description = "The listing as it is now.", body = ListingBody),
        (status = 409, description = "Somebody else was faster, or its state does not allow it."),
        (status = 428, description = "No version was named."),
    ))]
pub(crate) async fn replace(
    actor: May<UpdateListing>,
    State(listings): State<Listings>,
    Path(id): Path<String>,
    headers: HeaderMap,
    JsonBody(body): JsonBody<ReplaceListingRequest>,
) -> Result<Data<Ready>> {
    let id = listing_id(&id)?;
    let version = version::expected(&headers, body.version)?;
    let new = Replacement { version, input: body.input(), publish: body.publish.unwrap_or(false) };
    let detail = listings.replace_listing(&actor, id, new).await?;
    Ok(Data::new(Ready(detail)))
}
