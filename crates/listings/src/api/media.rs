use axum::extract::{Path, State};
use kernel::{Checks, MediaId};
use platform::http::{Data, JsonBody, May};
use platform::{Error, Result};
use serde::Deserialize;
use utoipa::ToSchema;

use super::one::Ready;
use super::{ListingBody, ask, listing_id};
use crate::error::{ListingsError, SOURCE};
use crate::rights::UpdateListing;
use crate::state::Listings;

/// Which picture.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"media_id": "0191a5c2-7d1e-7c3a-9b52-3f6d1c2b4a59"}))]
pub(crate) struct AddMediaRequest {
    /// From `POST /media`, uploaded by the same user.
    media_id: Option<String>,
}

/// Add a picture at the end.
#[utoipa::path(post, path = "/listings/{id}/media", tag = "listings", request_body = AddMediaRequest,
    params(("id" = String, Path, description = "The listing.")),
    responses((status = 200, description = "The listing as it is now.", body = ListingBody)))]
pub(crate) async fn add(
    actor: May<UpdateListing>,
    State(listings): State<Listings>,
    Path(id): Path<String>,
    body: Result<JsonBody<AddMediaRequest>>,
) -> Result<Data<Ready>> {
    let id = listing_id(&id)?;
    ask::<UpdateListing>(&listings, &actor, id).await?;
    let JsonBody(body) = body?;
    let mut checks = Checks::new(SOURCE);
    let media: Option<MediaId> = checks.chosen("media_id", body.media_id.as_deref(), "listings-check-media");
    let media = checks.finish(media).map_err(Error::all)?;
    Ok(Data::new(Ready(listings.add_media(&actor, id, media).await?)))
}

/// Take a picture off.
#[utoipa::path(delete, path = "/listings/{id}/media/{media_id}", tag = "listings",
    params(("id" = String, Path, description = "The listing."), ("media_id" = String, Path, description = "The picture.")),
    responses((status = 200, description = "The listing as it is now.", body = ListingBody)))]
pub(crate) async fn remove(
    actor: May<UpdateListing>,
    State(listings): State<Listings>,
    Path((id, media)): Path<(String, String)>,
) -> Result<Data<Ready>> {
    let media = media.parse().map_err(|_| ListingsError::NotFound)?;
    Ok(Data::new(Ready(listings.remove_media(&actor, listing_id(&id)?, media).await?)))
}
