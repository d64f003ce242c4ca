use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use platform::http::{Data, JsonBody, May, Once};
use platform::{Error, Result};
use serde::Deserialize;
use utoipa::ToSchema;

use super::one::Ready;
use super::{ListingBody, ask, listing_id};
use crate::input::parse_hours;
use crate::rights::{ExtendListing, FeatureListing, RenewListing, UpdateListing, WithdrawListing};
use crate::state::Listings;

/// Take a listing off the site.
///
/// It can be restored for 30 days, then it is deleted.
#[utoipa::path(delete, path = "/listings/{id}", tag = "listings", params(("id" = String, Path, description = "The listing.")),
    responses((status = 204, description = "Withdrawn."), (status = 409, description = "It was withdrawn before.")))]
pub(crate) async fn withdraw(
    actor: May<WithdrawListing>,
    State(listings): State<Listings>,
    Path(id): Path<String>,
) -> Result<StatusCode> {
    listings.withdraw_listing(&actor, listing_id(&id)?).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Undo a withdrawal.
///
/// It is what it was; its time has gone on running meanwhile.
#[utoipa::path(post, path = "/listings/{id}/restore", tag = "listings", params(("id" = String, Path, description = "The listing.")),
    responses(
        (status = 200, description = "The listing as it is now.", body = ListingBody),
        (status = 409, description = "It is not withdrawn, or was for more than 30 days."),
    ))]
pub(crate) async fn restore(
    actor: May<WithdrawListing>,
    State(listings): State<Listings>,
    Path(id): Path<String>,
) -> Result<Data<Ready>> {
    Ok(Data::new(Ready(listings.restore_listing(&actor, listing_id(&id)?).await?)))
}

/// Let a draft go live as it is.
#[utoipa::path(post, path = "/listings/{id}/publish", tag = "listings", params(("id" = String, Path, description = "The draft.")),
    responses(
        (status = 200, description = "The listing as it is now.", body = ListingBody),
        (status = 409, description = "It is not a draft."),
    ))]
pub(crate) async fn publish(
    actor: May<UpdateListing>,
    State(listings): State<Listings>,
    Path(id): Path<String>,
) -> Result<Data<Ready>> {
    Ok(Data::new(Ready(listings.publish_listing(&actor, listing_id(&id)?).await?)))
}

/// How much longer.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"hours": 48}))]
pub(crate) struct ExtendListingRequest {
    /// 24, 48, 72 or 96.
    hours: Option<i64>,
}

/// Give a live listing more time.
///
/// The plan says how often in one life. Takes an `Idempotency-Key`, so that a repeated request extends once.
#[utoipa::path(post, path = "/listings/{id}/extend", tag = "listings", request_body = ExtendListingRequest,
    params(("id" = String, Path, description = "The listing."),
           ("Idempotency-Key" = Option<String>, Header, description = "8–128 visible ASCII characters.")),
    responses(
        (status = 201, description = "The listing as it is now.", body = ListingBody),
        (status = 409, description = "It is not live."),
    ))]
pub(crate) async fn extend(
    actor: May<ExtendListing>,
    State(listings): State<Listings>,
    Path(id): Path<String>,
    headers: HeaderMap,
    body: Result<JsonBody<ExtendListingRequest>>,
) -> Result<Response> {
    let id = listing_id(&id)?;
    ask::<ExtendListing>(&listings, &actor, id).await?;
    let JsonBody(body) = body?;
    let by = parse_hours("hours", body.hours).map_err(Error::all)?;
    let route = format!("/api/v1/listings/{id}/extend");
    let once = Once::of_file(&actor, &route, &headers, &by.hours().to_be_bytes())?;
    listings.extend_listing(&actor, &once, id, by).await
}

/// How long.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"duration_hours": 72}))]
pub(crate) struct RenewListingRequest {
    /// 24, 48, 72 or 96.
    duration_hours: Option<i64>,
}

/// Bring an expired or withdrawn listing back.
#[utoipa::path(post, path = "/listings/{id}/renew", tag = "listings", request_body = RenewListingRequest,
    params(("id" = String, Path, description = "The listing.")),
    responses(
        (status = 200, description = "The listing as it is now.", body = ListingBody),
        (status = 409, description = "It is live, or never was."),
    ))]
pub(crate) async fn renew(
    actor: May<RenewListing>,
    State(listings): State<Listings>,
    Path(id): Path<String>,
    body: Result<JsonBody<RenewListingRequest>>,
) -> Result<Data<Ready>> {
    let id = listing_id(&id)?;
    ask::<RenewListing>(&listings, &actor, id).await?;
    let JsonBody(body) = body?;
    let duration = parse_hours("duration_hours", body.duration_hours).map_err(Error::all)?;
    Ok(Data::new(Ready(listings.renew_listing(&actor, id, duration).await?)))
}

/// Give a live listing a paid slot.
///
/// It lasts 72 hours, or until the listing expires. The plan says how many a month.
#[utoipa::path(post, path = "/listings/{id}/feature", tag = "listings",
    params(("id" = String, Path, description = "The listing."),
           ("Idempotency-Key" = Option<String>, Header, description = "8–128 visible ASCII characters.")),
    responses(
        (status = 201, description = "The listing as it is now.", body = ListingBody),
        (status = 409, description = "It is not live, or has a slot."),
    ))]
pub(crate) async fn feature(
    actor: May<FeatureListing>,
    State(listings): State<Listings>,
    Path(id): Path<String>,
    headers: HeaderMap,
) -> Result<Response> {
    let id = listing_id(&id)?;
    let once = Once::of_file(&actor, &format!("/api/v1/listings/{id}/feature"), &headers, &[])?;
    listings.feature_listing(&actor, &once, id).await
}
