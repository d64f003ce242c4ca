use std::sync::Arc;

use axum::extract::{Path, State};
use platform::Result;
use platform::http::{Data, Fields, May, QueryArgs};
use serde::{Deserialize, Serialize, Serializer};
use utoipa::IntoParams;

use super::{ListingBody, cache_policy, listing_id};
use crate::detail::Detail;
use crate::rights::ReadListing;
use crate::state::Listings;

#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct OneQuery {
    /// Which fields to answer with, such as `id,title,business.name`.
    fields: Option<String>,
}

/// One listing.
///
/// Everybody sees what is live; a business sees its own in every state.
#[utoipa::path(get, path = "/listings/{id}", tag = "listings", params(("id" = String, Path, description = "The listing."), OneQuery),
    responses((status = 200, description = "The listing.", body = ListingBody)))]
pub(crate) async fn read(
    actor: May<ReadListing>,
    State(listings): State<Listings>,
    Path(id): Path<String>,
    QueryArgs(query): QueryArgs<OneQuery>,
) -> Result<Data<Ready>> {
    let fields = Fields::parse::<ListingBody>(query.fields.as_deref())?;
    let detail = listings.detail_for(&actor, listing_id(&id)?).await?;
    Ok(Data::new(Ready(detail)).fields(fields).cache(cache_policy(&actor)))
}

/// A listing whose JSON is ready.
pub(crate) struct Ready(pub(crate) Arc<Detail>);

impl Serialize for Ready {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.json.serialize(serializer)
    }
}
