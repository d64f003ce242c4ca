use askama::Template;
use axum::extract::State;
use axum::response::Response;
use contracts::accounts::BusinessCard;
use contracts::listings::{CategoryName, ListingCard};
use platform::http::{CachePolicy, ClientIp, May, PageArgs};
use platform::{Error, Result, cursor};
use web::View;

use super::asked::Asked;
use super::chips::{self, Chip, in_minor_units};
use super::filters::from_form;
use crate::Search;
use crate::api::hits::{Card, Shown};
use crate::highlight::{Segment, marked};
use crate::marker::Marker;
use crate::ops::search::{Found, Place};
use crate::ops::trending::Trend;
use crate::request::{Kind, Request, SearchArgs};
use crate::rights::Query;

#[derive(Template)]
#[template(path = "search/results.html")]
pub(super) struct ResultsPage {
    pub(super) view: View,
    pub(super) q: String,
    /// Listings and businesses: address, text, whether it is the one that is shown.
    pub(super) tabs: Vec<(String, String, bool)>,
    /// Where filters are set, and how many are.
    pub(super) filters: String,
    pub(super) filter_count: usize,
    pub(super) chips: Vec<Chip>,
    /// The query string to be kept; none for businesses and for what is no search.
    pub(super) to_save: String,
    /// Above the hits: how many, and how the query was understood.
    pub(super) summary: String,
    pub(super) note: String,
    /// Each with the pieces of its name.
    pub(super) businesses: Vec<(BusinessCard, Vec<Segment>)>,
    /// The way to all businesses, when some stand above the listings.
    pub(super) all_businesses: String,
    /// Each with the pieces of its title.
    pub(super) cards: Vec<(ListingCard, Vec<Segment>)>,
    pub(super) more: String,
    pub(super) broader: Vec<(String, String, bool)>,
    pub(super) without_filters: String,
}

#[derive(Template)]
#[template(path = "search/explore.html")]
pub(super) struct ExplorePage {
    pub(super) view: View,
    pub(super) categories: Vec<(String, String, String)>,
    pub(super) trending: Vec<ListingCard>,
    pub(super) cards: Vec<ListingCard>,
    pub(super) more: String,
}

/// Cards on a page: few enough for a slow line.
const ON_A_PAGE: i64 = 10;
/// Businesses above the listings.
const BUSINESSES_ABOVE: i64 = 3;
/// Trending listings above the newest; fewer than half of them are no strip.
const TRENDING_ABOVE: i64 = 4;

pub async fn show(
    actor: May<Query>,
    State(search): State<Search>,
    view: View,
    ip: ClientIp,
    Asked(args): Asked,
) -> Result<Response> {
    let view = view.nav("explore");
    let args = from_form(args);
    let exact = match in_minor_units(&args) {
        Ok(exact) => located(&exact, &view),
        Err(problems) => return search.show_mistakes(view, args, &Error::all(problems)).await,
    };
    let request = match Request::parse(&exact) {
        Ok(request) => request,
        Err(problems) => return search.show_mistakes(view, args, &Error::all(problems)).await,
    };
    let path = args.path("/search");
    let scope = format!("{path} {:?}", request.place);
    let page = PageArgs { limit: Some(ON_A_PAGE), cursor: args.cursor.as_deref() };
    let page = page.open::<Place>(&search.platform.keys, &scope, ON_A_PAGE)?;
    let is_first = page.after.is_none();
    let found = search.search(&request, &scope, page).await?;
    if is_first {
        search.remember(&request.text, view.language(), found.is_nothing(), search.asker(&actor, ip));
    }
    let more = found.next.as_ref().map(|place| {
        let joiner = if path.contains('?') { '&' } else { '?' };
        format!("{path}{joiner}cursor={}", cursor::seal(&search.platform.keys, &scope, place))
    });
    let more = more.unwrap_or_default();
    let mut page = search.results(&view, &args, &request, &found, more).await?;
    let (cards, businesses) = apart(search.show(&found).await?);
    if request.kind == Kind::Businesses {
        page.businesses = with_marked_names(businesses, found.marker.as_ref());
    } else if request.text.is_empty() && !request.is_filtered() && page.filter_count == 0 {
        return search.explore(view, cards, page.more).await;
    } else {
        let ids = cards.iter().map(|card| card.id).collect();
        page.view = view.asking_saved(search.ports.listings.as_ref(), ids).await;
        page.cards = with_marks(cards, found.marker.as_ref());
        page.to_save = to_save(&exact, &args);
        if is_first {
            page.businesses = search.businesses_above(&request).await?;
        }
    }
    page.view.render(&page)
}

/// Cards with the pieces of their titles.
pub(super) fn with_marks(
    cards: impl IntoIterator<Item = ListingCard>,
    marker: Option<&Marker>,
) -> Vec<(ListingCard, Vec<Segment>)> {
    let titled = |card: ListingCard| {
        let title = marked(&card.title, marker);
        (card, title)
    };
    cards.into_iter().map(titled).collect()
}

/// The same of businesses with their names.
pub(super) fn with_marked_names(
    cards: impl IntoIterator<Item = BusinessCard>,
    marker: Option<&Marker>,
) -> Vec<(BusinessCard, Vec<Segment>)> {
    let named = |card: BusinessCard| {
        let name = marked(&card.name, marker);
        (card, name)
    };
    cards.into_iter().map(named).collect()
}

/// Listings and businesses, each in their order.
fn apart(shown: Vec<Shown>) -> (Vec<ListingCard>, Vec<BusinessCard>) {
    let (mut listings, mut businesses) = (Vec::new(), Vec::new());
    for one in shown {
        match one.card {
            Card::Listing(card) => listings.push(*card),
            Card::Business(card, _) => businesses.push(card),
        }
    }
    (listings, businesses)
}

/// Without a place in the address, the one that the reader has chosen.
fn located(args: &SearchArgs, view: &View) -> SearchArgs {
    let mut located = args.clone();
    if let (None, None, Some(place)) = (&args.lat, &args.lng, view.chosen_place()) {
        located.lat = Some(place.point.latitude().to_string());
        located.lng = Some(place.point.longitude().to_string());
    }
    located
}

/// The query string to be kept. Where the reader is belongs to it only with a distance from there.
fn to_save(exact: &SearchArgs, asked: &SearchArgs) -> String {
    let mut kept = SearchArgs { sort: None, featured: None, posted_within: None, ..exact.clone() };
    if asked.radius_km.is_none() {
        kept.lat = None;
        kept.lng = None;
    }
    if kept.price_min.is_none() && kept.price_max.is_none() {
        kept.currency = None;
    }
    kept.path("").trim_start_matches('?').to_owned()
}

pub(super) fn summary(view: &View, kind: Kind, found: &Found) -> String {
    // The first page has counted.
    if found.total == 0 && found.facets.is_none() {
        return String::new();
    }
    if found.at_least {
        return view.t1("search-found-many", "n", view.number(found.total));
    }
    let key = match kind {
        Kind::Listings => "search-found",
        Kind::Businesses => "search-businesses-found",
    };
    view.tn(key, found.total)
}

/// How a query was understood, when that is not as it was typed.
pub(super) fn note(view: &View, found: &Found) -> String {
    if found.reading.most {
        view.t("search-most")
    } else if found.corrected {
        view.t1("search-corrected", "q", &found.reading.text)
    } else if !found.reading.along.is_empty() {
        view.t1("search-along", "q", found.reading.along_text())
    } else {
        String::new()
    }
}

impl Search {
    async fn explore(&self, view: View, cards: Vec<ListingCard>, more: String) -> Result<Response> {
        let categories = self.categories().await?;
        let roots = categories.all.iter().filter(|category| category.parent.is_none());
        let tile = |category: &CategoryName| {
            let name = categories.name(&category.slug, view.language()).unwrap_or(&category.slug);
            (format!("/search?category={}", category.slug), name.to_owned(), category.glyph.clone())
        };
        let tiles = roots.map(tile).collect();
        let trend = Trend { limit: TRENDING_ABOVE, ..Trend::default() };
        let mut trending = self.trending(&trend).await?;
        if (trending.len() as i64) < TRENDING_ABOVE / 2 {
            trending.clear();
        }
        let ids = trending.iter().chain(&cards).map(|card| card.id).collect();
        let view = view.asking_saved(self.ports.listings.as_ref(), ids).await;
        let page = ExplorePage { view: view.clone(), categories: tiles, trending, cards, more };
        // The order of the newest depends on the place that the reader has chosen.
        let policy =
            if view.chosen_place().is_some() { CachePolicy::Private } else { CachePolicy::Public(0) };
        view.render_as(&page, policy)
    }

    async fn businesses_above(&self, request: &Request) -> Result<Vec<(BusinessCard, Vec<Segment>)>> {
        if request.text.is_empty() {
            return Ok(Vec::new());
        }
        let asked = Request {
            kind: Kind::Businesses,
            category: None,
            listing_type: None,
            price: None,
            verified: false,
            has_photo: false,
            market: None,
            featured: false,
            posted_within: None,
            sort: crate::request::Sort::Best,
            ..request.clone()
        };
        let path = format!("businesses above {asked:?}");
        let found = self.search_as_typed(&asked, &path, BUSINESSES_ABOVE).await?;
        let (_, businesses) = apart(self.show(&found).await?);
        Ok(with_marked_names(businesses, found.marker.as_ref()))
    }

    /// The page without its hits.
    async fn results(
        &self,
        view: &View,
        args: &SearchArgs,
        request: &Request,
        found: &Found,
        more: String,
    ) -> Result<ResultsPage> {
        let categories = self.categories().await?;
        let plain = SearchArgs { q: args.q.clone(), ..SearchArgs::default() };
        let of_businesses = SearchArgs { what: Some("businesses".to_owned()), ..plain.clone() };
        let is_business = request.kind == Kind::Businesses;
        let mut chips = chips::set(view, args, request, &categories);
        let filter_count = chips.len();
        chips.extend(chips::narrower(view, args, request, found, &categories));
        let broader = found.broader.iter().map(|word| {
            let path = SearchArgs { q: Some(word.clone()), what: args.what.clone(), ..SearchArgs::default() };
            (path.path("/search"), word.clone(), false)
        });
        Ok(ResultsPage {
            view: view.clone(),
            q: request.text.clone(),
            tabs: vec![
                (plain.path("/search"), view.t("search-listings"), !is_business),
                (of_businesses.path("/search"), view.t("search-businesses"), is_business),
            ],
            filters: args.path("/search/filters"),
            filter_count,
            chips,
            to_save: String::new(),
            summary: summary(view, request.kind, found),
            note: note(view, found),
            businesses: Vec::new(),
            all_businesses: if is_business { String::new() } else { of_businesses.path("/search") },
            cards: Vec::new(),
            more,
            broader: broader.collect(),
            without_filters: if filter_count > 0 {
                SearchArgs { what: args.what.clone(), ..plain }.path("/search")
            } else {
                String::new()
            },
        })
    }
}
