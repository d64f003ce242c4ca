use axum::extract::State;
use axum::response::Response;
use platform::http::{May, OnceJson};
use platform::{Error, Result};

use super::ListingBody;
use super::bodies::CreateListingRequest;
use crate::input::{Completeness, parse_client_id};
use crate::model::Details;
use crate::ops::NewListing;
use crate::rights::CreateListing;
use crate::state::Listings;

/// Write a listing.
///
/// It goes live at once unless it is kept as a draft. Takes an `Idempotency-Key`; a client that writes offline sends
/// its own `id` as well, and gets the same listing with 200 when it comes a second time.
#[utoipa::path(post, path = "/listings", tag = "listings", request_body = CreateListingRequest,
    params(("Idempotency-Key" = Option<String>, Header, description = "8–128 visible ASCII characters.")),
    responses(
        (status = 201, description = "The new listing; its place is in `Location`.", body = ListingBody),
        (status = 200, description = "The listing with this `id`, which was there before.", body = ListingBody),
        (status = 409, description = "The `id` is somebody else's, or the same request is under way."),
    ))]
pub(crate) async fn create(
    actor: May<CreateListing>,
    State(listings): State<Listings>,
    OnceJson(body, once): OnceJson<CreateListingRequest>,
) -> Result<Response> {
    let publish = !body.draft.unwrap_or(false);
    let completeness = if publish { Completeness::Whole } else { Completeness::Draft };
    let id = body.id.as_deref().map(|id| parse_client_id(id, listings.now())).transpose();
    let details = Details::parse(&body.input(), completeness, &*listings.tree().await?);
    let (id, details) = match (id, details) {
        (Ok(id), Ok(details)) => (id, details),
        (id, details) => {
            let problems = id.err().into_iter().flatten().chain(details.err().into_iter().flatten());
            return Err(Error::all(problems.collect()));
        }
    };
    Ok(listings.create_listing(&actor, &once, NewListing { id, details, publish }).await?.response)
}
