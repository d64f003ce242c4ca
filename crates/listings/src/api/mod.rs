//! `/api/v1/listings`: JSON in and out.

mod bodies;
mod categories;
mod create;
mod lifetime;
mod list;
mod media;
mod mine;
mod one;
mod replace;
pub(crate) mod review;
mod saved;
mod statistics;

use axum::http::Uri;
use kernel::{Actor, ListingId};
use platform::Result;
use platform::http::{RateClass, Routes};
use platform::policy::Right;
use utoipa_axum::routes;

use crate::error::ListingsError;
use crate::rights::{
    BrowseListings, CreateListing, ExtendListing, FeatureListing, ReadListing, ReadStatistics, RenewListing,
    ReportListing, ReviewListings, SaveListing, UpdateListing, WithdrawListing,
};
use crate::state::{Listings, resource};

pub(crate) use bodies::{CardBody, ListingBody};

pub(crate) fn routes(routes: Routes<Listings>) -> Routes<Listings> {
    use RateClass::{Read, Write};
    routes
        .api::<BrowseListings>(Read, routes!(list::list))
        .api::<CreateListing>(Write, routes!(create::create))
        .api::<BrowseListings>(Read, routes!(list::nearby))
        .api::<BrowseListings>(Read, routes!(categories::categories))
        .api::<CreateListing>(Read, routes!(mine::mine))
        .api::<SaveListing>(Read, routes!(saved::saved))
        .api::<ReadStatistics>(Read, routes!(statistics::statistics))
        .api::<ReadStatistics>(Read, routes!(statistics::matches))
        .api::<BrowseListings>(Read, routes!(statistics::proposed))
        .api::<ReviewListings>(Read, routes!(review::queue))
        .api::<ReviewListings>(Write, routes!(review::approve))
        .api::<ReviewListings>(Write, routes!(review::reject))
        .api::<ReportListing>(Write, routes!(review::report))
        .api::<ReadListing>(Write, routes!(one::contacted))
        .api::<ReadListing>(Read, routes!(one::read))
        .api::<UpdateListing>(Write, routes!(replace::replace))
        .api::<WithdrawListing>(Write, routes!(lifetime::withdraw))
        .api::<WithdrawListing>(Write, routes!(lifetime::restore))
        .api::<UpdateListing>(Write, routes!(lifetime::publish))
        .api::<ExtendListing>(Write, routes!(lifetime::extend))
        .api::<RenewListing>(Write, routes!(lifetime::renew))
        .api::<FeatureListing>(Write, routes!(lifetime::feature))
        .api::<UpdateListing>(Write, routes!(media::add))
        .api::<UpdateListing>(Write, routes!(media::remove))
        .api::<SaveListing>(Write, routes!(saved::save))
        .api::<SaveListing>(Write, routes!(saved::unsave))
}

/// The id in a path; what is none names nothing.
pub(crate) fn listing_id(text: &str) -> Result<ListingId> {
    text.parse().map_err(|_| ListingsError::NotFound.into())
}

/// Asks for the right to this listing before a request is judged: a stranger hears that it is not theirs, and not what
/// is wrong with what they sent.
async fn ask<R: Right>(listings: &Listings, actor: &Actor, id: ListingId) -> Result<()> {
    let detail = listings.detail_for(actor, id).await?;
    listings.platform.policies.check::<R>(actor, &resource(&detail.listing, listings.now()))
}

/// The list that a request asks for: its path and parameters in a fixed order, without those that only say which part
/// of it to show. Cursors are good for one list only.
pub(crate) fn scope(uri: &Uri) -> String {
    let query = uri.query().unwrap_or("");
    let mut pairs: Vec<&str> = query
        .split('&')
        .filter(|pair| !pair.is_empty() && !is(pair, &["cursor", "limit", "fields"]))
        .collect();
    pairs.sort_unstable();
    format!("{}?{}", uri.path(), pairs.join("&"))
}

/// The request's path and parameters without its cursor.
pub(crate) fn without_cursor(uri: &Uri) -> String {
    let query = uri.query().unwrap_or("");
    let pairs: Vec<&str> =
        query.split('&').filter(|pair| !pair.is_empty() && !is(pair, &["cursor"])).collect();
    if pairs.is_empty() { uri.path().to_owned() } else { format!("{}?{}", uri.path(), pairs.join("&")) }
}

fn is(pair: &str, names: &[&str]) -> bool {
    names.contains(&pair.split('=').next().unwrap_or(pair))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_is_known_by_its_filters_in_any_order() {
        let uri = |text: &'static str| Uri::from_static(text);
        let a = scope(&uri("/api/v1/listings?type=OFFER&category=grains&limit=5&cursor=x"));
        let b = scope(&uri("/api/v1/listings?category=grains&type=OFFER&fields=id"));
        assert_eq!(a, b);
        assert_ne!(a, scope(&uri("/api/v1/listings?category=grains")));
        assert_eq!(without_cursor(&uri("/listings?cursor=x&limit=5")), "/listings?limit=5");
        assert_eq!(without_cursor(&uri("/listings?cursor=x")), "/listings");
    }
}
