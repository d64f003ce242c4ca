//! The pages for people. Each calls the same ops as the API and works without JavaScript.

mod actions;
mod browse;
mod desk;
mod form;
mod mine;
mod nearby;
mod renewal;
mod review;
mod saved;
mod show;
mod statistics;
mod typed;

use axum::extract::DefaultBodyLimit;
use axum::http::Method;
use axum::routing::{get, post};
use contracts::listings::{ListingCard, ListingType};
use kernel::{Country, Language};
use platform::Result;
use platform::http::{PageArgs, RateClass, Routes};
use web::View;

use crate::feed::{Place, Wanted};
use crate::filter::{Filter, Sort, place_key};
use crate::model::{Duration, Status};
use crate::rights::{
    BeginListing, BrowseListings, CreateListing, ExtendListing, FeatureListing, ReadListing, ReadStatistics,
    RenewByLink, RenewListing, ReportListing, ReviewListings, SaveListing, UpdateListing, WithdrawListing,
};
use crate::state::Listings;
use crate::viewer::Viewer;

/// Cards on a page: as many as load quickly on a slow line.
const CARDS: i64 = 10;
/// Most bytes of a listing's form: five photos of 10 MiB and the words.
const LARGEST_FORM: usize = 55 * 1024 * 1024;

/// Adds every page of the domain.
pub(crate) fn routes(routes: Routes<Listings>) -> Routes<Listings> {
    let with_photos = || DefaultBodyLimit::max(LARGEST_FORM);
    routes
        .page::<BrowseListings>(RateClass::Read, &Method::GET, "/", get(browse::home))
        .page::<BrowseListings>(RateClass::Read, &Method::GET, "/c", get(browse::categories))
        .page::<BrowseListings>(RateClass::Read, &Method::GET, "/c/{slug}", get(browse::category))
        .page::<BrowseListings>(RateClass::Read, &Method::GET, "/nearby", get(nearby::nearby))
        .page::<BeginListing>(RateClass::Read, &Method::GET, "/listings/new", get(form::begin))
        .page::<CreateListing>(
            RateClass::Upload,
            &Method::POST,
            "/listings/new",
            post(form::create).layer(with_photos()),
        )
        .page::<BeginListing>(RateClass::Read, &Method::GET, "/listings/mine", get(mine::mine))
        .page::<SaveListing>(RateClass::Read, &Method::GET, "/listings/saved", get(saved::saved))
        .page::<ReadListing>(RateClass::Read, &Method::GET, "/listings/{id}", get(show::show))
        .page::<UpdateListing>(RateClass::Read, &Method::GET, "/listings/{id}/edit", get(form::edit))
        .page::<UpdateListing>(
            RateClass::Upload,
            &Method::POST,
            "/listings/{id}/edit",
            post(form::replace).layer(with_photos()),
        )
        .page::<SaveListing>(RateClass::Write, &Method::POST, "/listings/{id}/save", post(saved::save))
        .page::<ReadStatistics>(
            RateClass::Read,
            &Method::GET,
            "/listings/{id}/statistics",
            get(statistics::statistics),
        )
        .page::<ReviewListings>(RateClass::Read, &Method::GET, "/review", get(review::queue))
        .page::<ReviewListings>(RateClass::Write, &Method::POST, "/review/{id}", post(review::decide))
        .page::<ReportListing>(
            RateClass::Read,
            &Method::GET,
            "/listings/{id}/report",
            get(review::begin_report),
        )
        .page::<ReportListing>(RateClass::Write, &Method::POST, "/listings/{id}/report", post(review::report))
        .page::<RenewByLink>(RateClass::Read, &Method::GET, "/r/{token}", get(renewal::ask))
        .page::<RenewByLink>(RateClass::Write, &Method::POST, "/r/{token}", post(renewal::renew))
        .page::<UpdateListing>(
            RateClass::Write,
            &Method::POST,
            "/listings/{id}/publish",
            post(actions::publish),
        )
        .page::<ExtendListing>(
            RateClass::Write,
            &Method::POST,
            "/listings/{id}/extend",
            post(actions::extend),
        )
        .page::<RenewListing>(RateClass::Write, &Method::POST, "/listings/{id}/renew", post(actions::renew))
        .page::<FeatureListing>(
            RateClass::Write,
            &Method::POST,
            "/listings/{id}/feature",
            post(actions::feature),
        )
        .page::<WithdrawListing>(
            RateClass::Write,
            &Method::POST,
            "/listings/{id}/withdraw",
            post(actions::withdraw),
        )
        .page::<WithdrawListing>(
            RateClass::Write,
            &Method::POST,
            "/listings/{id}/restore",
            post(actions::restore),
        )
}

/// Address and text.
type Link = (String, String);
/// Address, text, and whether it is the current one.
type Chip = (String, String, bool);

/// Cards and the way to the next ones; no way ends the list.
struct Shelf {
    cards: Vec<ListingCard>,
    more: String,
}

/// One page of a list. `path` is the page's address without a cursor, and what its cursors belong to.
async fn shelf(
    listings: &Listings,
    path: &str,
    filter: &Filter,
    (sort, radius_m): (Sort, Option<f64>),
    (cursor, viewer): (Option<&str>, Viewer),
) -> Result<Shelf> {
    let keys = &listings.platform.keys;
    let scope = format!("page {path}");
    let page = PageArgs { limit: None, cursor }.open::<Place>(keys, &scope, CARDS)?;
    let now = listings.now();
    let (limit, after, seed) = (page.limit, page.after, viewer.seed(now));
    let found = listings.list(Wanted { filter, sort, radius_m, limit, after, seed }).await?;
    listings.count_shown(&found.items, viewer);
    let cards = found.items.iter().map(|shown| shown.card(now)).collect::<Result<_>>()?;
    let more = found.next.map(|place| {
        let cursor = platform::cursor::seal(keys, &scope, &place);
        address(path, &[("cursor", Some(cursor))])
    });
    Ok(Shelf { cards, more: more.unwrap_or_default() })
}

/// The reader's view of a page with these cards, each of which has its button to save it.
async fn with_buttons(listings: &Listings, view: View, cards: &[ListingCard]) -> View {
    view.asking_saved(listings, cards.iter().map(|card| card.id).collect()).await
}

/// `path` with those parameters that have a value; values are words, numbers and cursors, which need no escaping.
fn address(path: &str, parameters: &[(&str, Option<String>)]) -> String {
    let mut address = path.to_owned();
    for (name, value) in parameters {
        if let Some(value) = value {
            address.push(if address.contains('?') { '&' } else { '?' });
            address.push_str(name);
            address.push('=');
            address.push_str(value);
        }
    }
    address
}

/// Everything, only what is offered, only what is wanted; `to` gives the address of each.
fn kind_chips(view: &View, chosen: Option<ListingType>, to: impl Fn(Option<String>) -> String) -> Vec<Chip> {
    let choices = [
        (None, "listings-page-kind-all"),
        (Some(ListingType::Offer), "listings-page-kind-offers"),
        (Some(ListingType::Request), "listings-page-kind-requests"),
    ];
    let chip = |(kind, key): (Option<ListingType>, &str)| (to(kind.map(word)), view.t(key), kind == chosen);
    choices.map(chip).to_vec()
}

fn word(kind: ListingType) -> String {
    kind.as_str().to_owned()
}

/// A kind as a query string names it; anything else means all.
fn kind_in(text: Option<&str>) -> Option<ListingType> {
    text?.parse().ok()
}

/// What a state is called, and how its badge looks.
fn state_of(view: &View, status: Status) -> (String, &'static str) {
    let (key, tone) = match status {
        Status::Draft => ("listings-page-state-draft", ""),
        Status::PendingReview => ("listings-page-state-pending", ""),
        Status::Active => ("listings-page-state-active", "good"),
        Status::Expired => ("listings-page-state-expired", ""),
        Status::Rejected => ("listings-page-state-rejected", "bad"),
        Status::Withdrawn => ("listings-page-state-withdrawn", ""),
    };
    (view.t(key), tone)
}

/// The choices of how long a listing is shown: hours and words.
fn lengths(view: &View) -> Vec<(String, String)> {
    Duration::HOURS
        .map(|hours| (hours.to_string(), view.tn("listings-page-days", i64::from(hours) / 24)))
        .to_vec()
}

/// "Lagos, Nigeria" in the reader's language, as far as it is known.
fn place_line(language: Language, city: Option<&str>, country: Option<Country>) -> String {
    let city = city.map(|name| {
        let key = place_key(name);
        let is_it = |town: &&kernel::places::City| {
            Some(town.country) == country && town.names.all().any(|name| place_key(name) == key)
        };
        kernel::places::cities().iter().find(is_it).map_or(name, |town| town.names.get(language))
    });
    let country = country.and_then(kernel::places::country).map(|country| country.names.get(language));
    city.into_iter().chain(country).collect::<Vec<_>>().join(if language == Language::Ar {
        "، "
    } else {
        ", "
    })
}

#[cfg(test)]
mod tests;
