//! Where the link of a reminder leads: a page with one button, for whoever has the link.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use chrono::{DateTime, Utc};
use contracts::media::Picture;
use kernel::ErrorKind;
use platform::Result;
use platform::http::May;
use web::View;

use crate::model::Status;
use crate::ops::Renewable;
use crate::rights::RenewByLink;
use crate::state::Listings;

#[derive(Template)]
#[template(path = "listings/renewal.html")]
pub(super) struct RenewalPage {
    pub(super) view: View,
    pub(super) title: String,
    pub(super) photo: Option<Picture>,
    /// "3 days", if it can be renewed.
    pub(super) length: Option<String>,
    /// When it ends, once it is renewed.
    pub(super) until: Option<DateTime<Utc>>,
    /// It was renewed, and has to be looked at before people see it.
    pub(super) in_review: bool,
    /// The plan has no room for another live listing.
    pub(super) is_full: bool,
    /// Where the listing is shown.
    pub(super) href: String,
    /// Where the button sends to.
    pub(super) action: String,
}

impl RenewalPage {
    fn of(view: &View, token: &str, found: &Renewable) -> Self {
        let (Renewable::Now(listing) | Renewable::Done(listing) | Renewable::No(listing)) = found;
        let days = i64::from(listing.details.duration.hours()) / 24;
        Self {
            title: listing.details.title.clone(),
            photo: listing.photo.clone(),
            length: matches!(found, Renewable::Now(_)).then(|| view.tn("listings-page-days", days)),
            until: listing.life.filter(|_| matches!(found, Renewable::Done(_))).map(|life| life.until),
            in_review: matches!(found, Renewable::Done(_)) && listing.status == Status::PendingReview,
            is_full: false,
            href: format!("/listings/{}", listing.id),
            action: format!("/r/{token}"),
            view: view.clone(),
        }
    }
}

pub(super) async fn ask(
    actor: May<RenewByLink>,
    State(listings): State<Listings>,
    view: View,
    Path(token): Path<String>,
) -> Result<Response> {
    let found = listings.renewable(&actor, &token).await?;
    view.render(&RenewalPage::of(&view, &token, &found))
}

pub(super) async fn renew(
    actor: May<RenewByLink>,
    State(listings): State<Listings>,
    view: View,
    Path(token): Path<String>,
) -> Result<Response> {
    match listings.renew_by_link(&actor, &token).await {
        Ok(_) => Ok(web::see_other(&format!("/r/{token}"))),
        Err(error) if error.kind() == ErrorKind::Quota => {
            let found = listings.renewable(&actor, &token).await?;
            let page = RenewalPage { is_full: true, length: None, ..RenewalPage::of(&view, &token, &found) };
            view.render_status(StatusCode::FORBIDDEN, &page)
        }
        Err(error) => Err(error),
    }
}
