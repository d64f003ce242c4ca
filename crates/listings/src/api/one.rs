use std::sync::Arc;

use axum::extract::{Path, State};
use axum::http::StatusCode;
use platform::Result;
use platform::http::{CachePolicy, Data, FieldsArgs, May, QueryArgs};
use serde::{Serialize, Serializer};
use serde_json::value::RawValue;

use super::{ListingBody, listing_id};
use crate::detail::{Answer, Detail};
use crate::interest::Interest;
use crate::rights::ReadListing;
use crate::state::Listings;
use crate::viewer::Viewer;

/// One listing.
///
/// Everybody sees what is live; a business sees its own in every state.
#[utoipa::path(get, path = "/listings/{id}", tag = "listings", params(("id" = String, Path, description = "The listing."), FieldsArgs),
    responses((status = 200, description = "The listing.", body = ListingBody)))]
pub(crate) async fn read(
    actor: May<ReadListing>,
    State(listings): State<Listings>,
    viewer: Viewer,
    Path(id): Path<String>,
    QueryArgs(args): QueryArgs<FieldsArgs>,
) -> Result<Data<Ready<Answer>>> {
    let fields = args.of::<ListingBody>()?;
    let id = listing_id(&id)?;
    let answer = listings.answer_for(&actor, id).await?;
    listings.note_interest(&actor, viewer, (id, answer.business), Interest::View);
    Ok(Data::new(Ready(answer)).fields(fields).cache(CachePolicy::Public(0)))
}

/// A listing whose JSON is ready.
pub(crate) struct Ready<T = Detail>(pub(crate) Arc<T>);

impl<T: AsRef<RawValue>> Serialize for Ready<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.as_ref().as_ref().serialize(serializer)
    }
}

/// Say that one is about to call or write.
///
/// Counts for the owner's statistics, once for each person and day. Has no body.
#[utoipa::path(post, path = "/listings/{id}/contacts", tag = "listings", params(("id" = String, Path, description = "The listing.")),
    responses((status = 204, description = "Noted.")))]
pub(crate) async fn contacted(
    actor: May<ReadListing>,
    State(listings): State<Listings>,
    viewer: Viewer,
    Path(id): Path<String>,
) -> Result<StatusCode> {
    let id = listing_id(&id)?;
    let detail = listings.live_detail(id).await?;
    listings.note_interest(&actor, viewer, (id, detail.listing.business.id), Interest::Contact);
    Ok(StatusCode::NO_CONTENT)
}
