use axum::extract::{OriginalUri, State};
use kernel::{Checks, ListingId};
use platform::http::{Fields, Listed, May, PageArgs, QueryArgs};
use platform::{Error, Result, cursor};
use serde::Deserialize;
use utoipa::IntoParams;

use super::{ListingBody, scope, without_cursor};
use crate::error::SOURCE;
use crate::model::Status;
use crate::rights::CreateListing;
use crate::state::Listings;

#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct MineQuery {
    /// Only those in this state: DRAFT, PENDING_REVIEW, ACTIVE, EXPIRED, REJECTED or WITHDRAWN.
    status: Option<String>,
    /// 1–100, 20 unless told.
    limit: Option<i64>,
    /// `meta.pagination.next_cursor` of the page before.
    cursor: Option<String>,
    /// Which fields to answer with, such as `id,title,status`.
    fields: Option<String>,
}

/// The listings of one's own business, in every state, newest first.
#[utoipa::path(get, path = "/listings/mine", tag = "listings", params(MineQuery),
    responses((status = 200, description = "A page of listings.", body = Vec<ListingBody>)))]
pub(crate) async fn mine(
    actor: May<CreateListing>,
    State(listings): State<Listings>,
    OriginalUri(uri): OriginalUri,
    QueryArgs(query): QueryArgs<MineQuery>,
) -> Result<Listed<ListingBody>> {
    let fields = Fields::parse::<ListingBody>(query.fields.as_deref())?;
    let mut checks = Checks::new(SOURCE);
    let status: Option<Status> = checks.parsed("status", query.status.as_deref(), "listings-check-status");
    checks.finish(Some(())).map_err(Error::all)?;
    let scope = format!("{} {:?}", scope(&uri), actor.business_id());
    let args = PageArgs { limit: query.limit, cursor: query.cursor.as_deref() };
    let page = args.open::<ListingId>(&listings.platform.keys, &scope, 20)?;
    let mut found = listings.own_listings(&actor, status, page.after, page.limit).await?;
    let limit = usize::try_from(page.limit).unwrap_or(0);
    let more = found.len() > limit;
    found.truncate(limit);
    let next =
        found.last().filter(|_| more).map(|last| cursor::seal(&listings.platform.keys, &scope, &last.id));
    let ids: Vec<_> = found.iter().flat_map(|listing| listing.details.media_ids.clone()).collect();
    let pictures =
        if ids.is_empty() { Default::default() } else { listings.ports.media.pictures(&ids).await? };
    let (tree, now) = (listings.tree().await?, listings.now());
    let body = |listing: &crate::model::Listing| {
        let own: Vec<_> =
            listing.details.media_ids.iter().filter_map(|id| pictures.get(id).cloned()).collect();
        ListingBody::of(listing, &own, &tree, now)
    };
    let bodies = found.iter().map(body).collect();
    Ok(Listed::new(bodies, page.limit).next(next, &without_cursor(&uri)).fields(fields))
}
