use axum::extract::{OriginalUri, Path, State};
use axum::http::StatusCode;
use chrono::{DateTime, Utc};
use platform::http::{Fields, Listed, May, PageArgs, QueryArgs};
use platform::{Result, cursor};
use serde::Deserialize;
use utoipa::IntoParams;
use uuid::Uuid;

use super::list::Item;
use super::{CardBody, listing_id, scope, without_cursor};
use crate::rights::SaveListing;
use crate::state::Listings;
use crate::store::NewestKey;

#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct SavedQuery {
    /// 1–100, 20 unless told.
    limit: Option<i64>,
    /// `meta.pagination.next_cursor` of the page before.
    cursor: Option<String>,
    /// Which fields to answer with, such as `id,title,business.name`.
    fields: Option<String>,
}

/// What one has saved and is live, last saved first.
#[utoipa::path(get, path = "/listings/saved", tag = "listings", params(SavedQuery),
    responses((status = 200, description = "A page of listings.", body = Vec<CardBody>)))]
pub(crate) async fn saved(
    actor: May<SaveListing>,
    State(listings): State<Listings>,
    OriginalUri(uri): OriginalUri,
    QueryArgs(query): QueryArgs<SavedQuery>,
) -> Result<Listed<Item>> {
    let fields = Fields::parse::<CardBody>(query.fields.as_deref())?;
    let scope = format!("{} {:?}", scope(&uri), actor.user_id());
    let args = PageArgs { limit: query.limit, cursor: query.cursor.as_deref() };
    let page = args.open::<(DateTime<Utc>, Uuid)>(&listings.platform.keys, &scope, 20)?;
    let after = page.after.map(|(activated_at, id)| NewestKey { activated_at, id });
    let mut found = listings.saved_listings(&actor, after, page.limit).await?;
    let limit = usize::try_from(page.limit).unwrap_or(0);
    let more = found.len() > limit;
    found.truncate(limit);
    let seal = |(at, card): &(DateTime<Utc>, contracts::listings::ListingCard)| {
        cursor::seal(&listings.platform.keys, &scope, &(at, card.id))
    };
    let next = found.last().filter(|_| more).map(seal);
    let items = found.iter().map(|(_, card)| Item::of(card)).collect();
    Ok(Listed::new(items, page.limit).next(next, &without_cursor(&uri)).fields(fields))
}

/// Save a listing.
#[utoipa::path(put, path = "/listings/{id}/save", tag = "listings", params(("id" = String, Path, description = "The listing.")),
    responses((status = 204, description = "Saved, also if it was before.")))]
pub(crate) async fn save(
    actor: May<SaveListing>,
    State(listings): State<Listings>,
    Path(id): Path<String>,
) -> Result<StatusCode> {
    listings.save_listing(&actor, listing_id(&id)?).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Let a saved listing go.
#[utoipa::path(delete, path = "/listings/{id}/save", tag = "listings", params(("id" = String, Path, description = "The listing.")),
    responses((status = 204, description = "Not saved, also if it was not before.")))]
pub(crate) async fn unsave(
    actor: May<SaveListing>,
    State(listings): State<Listings>,
    Path(id): Path<String>,
) -> Result<StatusCode> {
    listings.unsave_listing(&actor, listing_id(&id)?).await?;
    Ok(StatusCode::NO_CONTENT)
}
