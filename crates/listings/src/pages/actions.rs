//! What the owner does with a listing at the press of a button.

use axum::extract::{Path, State};
use axum::response::Response;
use kernel::{Actor, ErrorKind, ListingId};
use platform::http::{FormBody, May, Once};
use platform::{Error, Result};
use serde::Deserialize;
use web::{see_other, see_other_with};

use super::address;
use crate::error::ListingsError;
use crate::input::parse_hours;
use crate::model::{Duration, Status};
use crate::rights::{ExtendListing, FeatureListing, RenewListing, UpdateListing, WithdrawListing};
use crate::state::Listings;

const MINE: &str = "/listings/mine";

/// What the buttons' forms carry.
#[derive(Deserialize)]
pub(super) struct ActForm {
    #[serde(rename = "return")]
    return_to: Option<String>,
    key: Option<String>,
    hours: Option<String>,
}

impl ActForm {
    fn done(&self, flash: &str) -> Response {
        see_other_with(self.return_to.as_deref().unwrap_or(MINE), flash)
    }

    fn hours(&self) -> Result<Duration> {
        let hours = self.hours.as_deref().and_then(|text| text.trim().parse().ok());
        parse_hours("hours", hours).map_err(|problems| ListingsError::Invalid(problems).into())
    }
}

fn id_in(text: &str) -> Result<ListingId> {
    text.parse().map_err(|_| ListingsError::NotFound.into())
}

/// The same button pressed twice has done its work once, and says so as the first time.
fn unless_replayed<T>(outcome: Result<T>) -> Result<()> {
    match outcome {
        Err(error) if error.replayed_location().is_none() => Err(error),
        _ => Ok(()),
    }
}

/// What has been published or renewed is one of these.
fn is_on_its_way(status: Status) -> bool {
    matches!(status, Status::Active | Status::PendingReview)
}

/// The state of a listing that stands as it should already: whoever did not hear the answer on a bad line presses the
/// button again, and has done nothing wrong.
async fn unless_it_stands(
    listings: &Listings,
    actor: &Actor,
    id: ListingId,
    error: Error,
    as_it_should: fn(Status) -> bool,
) -> Result<Status> {
    if error.kind() != ErrorKind::Conflict {
        return Err(error);
    }
    let status = listings.detail_for(actor, id).await?.listing.status_at(listings.now());
    if as_it_should(status) { Ok(status) } else { Err(error) }
}

pub(super) async fn publish(
    actor: May<UpdateListing>,
    State(listings): State<Listings>,
    Path(id): Path<String>,
    FormBody(form): FormBody<ActForm>,
) -> Result<Response> {
    let id = id_in(&id)?;
    match listings.publish_listing(&actor, id).await {
        Ok(detail) => Ok(form.done(published_flash(detail.listing.status))),
        // The form shows what is missing as soon as it is sent.
        Err(error) if error.kind() == ErrorKind::Validation => {
            Ok(see_other_with(&format!("/listings/{id}/edit"), "listings-flash-unfinished"))
        }
        Err(error) => {
            let status = unless_it_stands(&listings, &actor, id, error, is_on_its_way).await?;
            Ok(form.done(published_flash(status)))
        }
    }
}

/// What to say of a listing that was just published.
pub(super) fn published_flash(status: Status) -> &'static str {
    match status {
        Status::PendingReview => "listings-flash-in-review",
        _ => "listings-flash-published",
    }
}

pub(super) async fn extend(
    actor: May<ExtendListing>,
    State(listings): State<Listings>,
    Path(id): Path<String>,
    FormBody(form): FormBody<ActForm>,
) -> Result<Response> {
    let id = id_in(&id)?;
    let hours = form.hours()?;
    let once = Once::of_form(&actor, &format!("/listings/{id}/extend"), form.key.as_deref())?
        .saying(&hours.hours().to_be_bytes());
    unless_replayed(listings.extend_listing(&actor, &once, id, hours).await)?;
    Ok(form.done("listings-flash-extended"))
}

pub(super) async fn renew(
    actor: May<RenewListing>,
    State(listings): State<Listings>,
    Path(id): Path<String>,
    FormBody(form): FormBody<ActForm>,
) -> Result<Response> {
    let id = id_in(&id)?;
    let status = match listings.renew_listing(&actor, id, form.hours()?).await {
        Ok(renewed) => renewed.listing.status,
        Err(error) => unless_it_stands(&listings, &actor, id, error, is_on_its_way).await?,
    };
    Ok(form.done(match status {
        Status::PendingReview => "listings-flash-in-review",
        _ => "listings-flash-renewed",
    }))
}

pub(super) async fn feature(
    actor: May<FeatureListing>,
    State(listings): State<Listings>,
    Path(id): Path<String>,
    FormBody(form): FormBody<ActForm>,
) -> Result<Response> {
    let id = id_in(&id)?;
    let once = Once::of_form(&actor, &format!("/listings/{id}/feature"), form.key.as_deref())?;
    unless_replayed(listings.feature_listing(&actor, &once, id).await)?;
    Ok(form.done("listings-flash-featured"))
}

pub(super) async fn withdraw(
    actor: May<WithdrawListing>,
    State(listings): State<Listings>,
    Path(id): Path<String>,
    FormBody(form): FormBody<ActForm>,
) -> Result<Response> {
    let id = id_in(&id)?;
    if let Err(error) = listings.withdraw_listing(&actor, id).await {
        unless_it_stands(&listings, &actor, id, error, |status| status == Status::Withdrawn).await?;
    }
    let back = form.return_to.as_deref().filter(|path| path.starts_with(MINE)).unwrap_or(MINE);
    // The page says what was withdrawn, with a button that undoes it.
    Ok(see_other(&address(back, &[("withdrawn", Some(id.to_string()))])))
}

pub(super) async fn restore(
    actor: May<WithdrawListing>,
    State(listings): State<Listings>,
    Path(id): Path<String>,
    FormBody(form): FormBody<ActForm>,
) -> Result<Response> {
    let id = id_in(&id)?;
    if let Err(error) = listings.restore_listing(&actor, id).await {
        unless_it_stands(&listings, &actor, id, error, |status| status != Status::Withdrawn).await?;
    }
    Ok(form.done("listings-flash-restored"))
}

/// Where a page leads after a form was sent a second time under one key: to what the first one made.
pub(super) fn replayed(error: &Error) -> Option<String> {
    let api = error.replayed_location()?;
    Some(api.strip_prefix("/api/v1").unwrap_or(api).to_owned())
}
