use askama::Template;
use axum::extract::State;
use axum::response::Response;
use contracts::accounts::BusinessCard;
use contracts::listings::{ListingCard, ListingType};
use kernel::{Currency, Money};
use platform::http::{CachePolicy, May, PageArgs, QueryArgs};
use platform::{Error, Result, cursor};
use web::View;

use crate::Search;
use crate::api::search::Shown;
use crate::document::Categories;
use crate::ops::search::{Found, Place};
use crate::request::{Kind, Request, SearchArgs};
use crate::rights::Query;

/// A link with its text, and whether it is where one is.
type Chip = (String, String, bool);

/// A value and what it is called.
type Choice = (String, String);

#[derive(Template)]
#[template(path = "search/results.html")]
struct ResultsPage {
    view: View,
    q: String,
    /// Above the hits: how many, and how the query was understood.
    summary: String,
    corrected: String,
    switches: Vec<Chip>,
    narrower: Vec<Chip>,
    form: FilterForm,
    businesses: Vec<BusinessCard>,
    all_businesses: String,
    cards: Vec<ListingCard>,
    more: String,
    broader: Vec<Chip>,
    without_filters: String,
}

/// What the filter form shows.
struct FilterForm {
    open: bool,
    args: SearchArgs,
    categories: Vec<Choice>,
    countries: Vec<Choice>,
    currencies: Vec<&'static str>,
    currency: String,
    radii: Vec<Choice>,
    errors: web::FormErrors,
}

impl FilterForm {
    fn value(text: &Option<String>) -> &str {
        text.as_deref().unwrap_or("")
    }
}

#[derive(Template)]
#[template(path = "search/explore.html")]
struct ExplorePage {
    view: View,
    categories: Vec<(String, String, String)>,
    cards: Vec<ListingCard>,
    more: String,
}

#[derive(Template)]
#[template(path = "search/businesses.html")]
struct BusinessesPage {
    view: View,
    q: String,
    summary: String,
    businesses: Vec<BusinessCard>,
    more: String,
    listings: String,
}

/// Cards on a page: few enough for a slow line.
const ON_A_PAGE: i64 = 10;
/// Businesses above the listings.
const BUSINESSES_ABOVE: i64 = 3;

pub async fn show(
    _: May<Query>,
    State(search): State<Search>,
    view: View,
    QueryArgs(args): QueryArgs<SearchArgs>,
) -> Result<Response> {
    let view = view.nav("explore");
    let args = from_form(args);
    let asked = in_minor_units(&args).and_then(|exact| Request::parse(&located(&exact, &view)));
    let request = match asked {
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
        search.remember(&request.text, view.language(), found.total == 0);
    }
    let more = found.next.as_ref().map(|place| {
        let joiner = if path.contains('?') { '&' } else { '?' };
        format!("{path}{joiner}cursor={}", cursor::seal(&search.platform.keys, &scope, place))
    });
    let more = more.unwrap_or_default();
    match search.show(request.kind, &found).await? {
        Shown::Businesses(businesses) => {
            let listings = SearchArgs { what: None, ..args.clone() }.path("/search");
            let summary = summary(&view, "search-businesses-found", &found);
            let businesses = businesses.into_iter().map(|(card, ..)| card).collect();
            let page =
                BusinessesPage { view: view.clone(), q: request.text, summary, businesses, more, listings };
            view.render(&page)
        }
        Shown::Listings(cards) => {
            let cards: Vec<ListingCard> = cards.into_iter().map(|(card, _)| card).collect();
            if request.text.is_empty() && !request.is_filtered() {
                return search.explore(view, cards, more).await;
            }
            let businesses = if is_first { search.businesses_above(&request).await? } else { Vec::new() };
            search.results(view, &args, &request, &found, cards, businesses, more).await
        }
    }
}

/// A form sends every field; the empty ones say nothing.
fn from_form(mut args: SearchArgs) -> SearchArgs {
    let fields = [
        &mut args.what,
        &mut args.category,
        &mut args.country,
        &mut args.city,
        &mut args.kind,
        &mut args.price_min,
        &mut args.price_max,
        &mut args.currency,
        &mut args.verified,
        &mut args.has_photo,
        &mut args.lat,
        &mut args.lng,
        &mut args.radius_km,
    ];
    for field in fields {
        *field = field.take().filter(|text| !text.trim().is_empty());
    }
    if args.price_min.is_none() && args.price_max.is_none() {
        args.currency = None;
    }
    args
}

/// People write "1500.50"; the request takes minor units.
fn in_minor_units(args: &SearchArgs) -> Result<SearchArgs, Vec<kernel::Problem>> {
    let mut checks = kernel::Checks::new("search");
    let mut exact = args.clone();
    let currency: Option<Currency> = args.currency.as_deref().and_then(|code| code.parse().ok());
    for (field, amount) in [("price_min", &mut exact.price_min), ("price_max", &mut exact.price_max)] {
        let (Some(text), Some(currency)) = (amount.as_deref(), currency) else { continue };
        match Money::parse(text, currency) {
            Ok(money) => *amount = Some(money.amount_minor.to_string()),
            Err(_) => checks.fail(field, "search-error-price"),
        }
    }
    checks.finish(Some(exact))
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

fn summary(view: &View, key: &str, found: &Found) -> String {
    if found.at_least {
        return view.t1("search-found-many", "n", view.number(found.total));
    }
    view.tn(key, found.total)
}

impl Search {
    async fn explore(&self, view: View, cards: Vec<ListingCard>, more: String) -> Result<Response> {
        let categories = self.categories().await?;
        let roots = categories.all.iter().filter(|category| category.parent.is_none());
        let tiles = roots.map(|category| {
            let name = categories.name(&category.slug, view.language()).unwrap_or(&category.slug);
            (format!("/search?category={}", category.slug), name.to_owned(), category.glyph.clone())
        });
        let page = ExplorePage { view: view.clone(), categories: tiles.collect(), cards, more };
        // The order of the newest depends on the place that the reader has chosen.
        let policy =
            if view.chosen_place().is_some() { CachePolicy::Private } else { CachePolicy::Public(15) };
        view.render_as(&page, policy)
    }

    async fn businesses_above(&self, request: &Request) -> Result<Vec<BusinessCard>> {
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
            ..request.clone()
        };
        let path = format!("businesses above {asked:?}");
        let found = self.search_as_typed(&asked, &path, BUSINESSES_ABOVE).await?;
        match self.show(Kind::Businesses, &found).await? {
            Shown::Businesses(businesses) => Ok(businesses.into_iter().map(|(card, ..)| card).collect()),
            Shown::Listings(_) => Ok(Vec::new()),
        }
    }

    #[expect(clippy::too_many_arguments, reason = "the parts of one page, each from elsewhere")]
    async fn results(
        &self,
        view: View,
        args: &SearchArgs,
        request: &Request,
        found: &Found,
        cards: Vec<ListingCard>,
        businesses: Vec<BusinessCard>,
        more: String,
    ) -> Result<Response> {
        let categories = self.categories().await?;
        let corrected = if found.corrected { found.reading.text.clone() } else { String::new() };
        let broader = found.broader.iter().map(|word| {
            let path = SearchArgs { q: Some(word.clone()), ..SearchArgs::default() }.path("/search");
            (path, word.clone(), false)
        });
        let page = ResultsPage {
            q: request.text.clone(),
            summary: summary(&view, "search-found", found),
            corrected,
            switches: switches(&view, args, request),
            narrower: narrower(&view, args, request, found, &categories),
            form: filter_form(&view, args, &categories, web::FormErrors::default()),
            all_businesses: SearchArgs {
                q: args.q.clone(),
                what: Some("businesses".into()),
                ..SearchArgs::default()
            }
            .path("/search"),
            businesses,
            cards,
            more,
            broader: broader.collect(),
            without_filters: if request.is_filtered() {
                SearchArgs { q: args.q.clone(), ..SearchArgs::default() }.path("/search")
            } else {
                String::new()
            },
            view: view.clone(),
        };
        view.render(&page)
    }

    async fn show_mistakes(&self, view: View, args: SearchArgs, error: &Error) -> Result<Response> {
        let categories = self.categories().await?;
        let errors = view.form_errors(error);
        let page = ResultsPage {
            q: args.q.clone().unwrap_or_default(),
            summary: String::new(),
            corrected: String::new(),
            switches: Vec::new(),
            narrower: Vec::new(),
            form: FilterForm { open: true, ..filter_form(&view, &args, &categories, errors) },
            businesses: Vec::new(),
            all_businesses: String::new(),
            cards: Vec::new(),
            more: String::new(),
            broader: Vec::new(),
            without_filters: SearchArgs { q: args.q.clone(), ..SearchArgs::default() }.path("/search"),
            view: view.clone(),
        };
        view.render_status(axum::http::StatusCode::UNPROCESSABLE_ENTITY, &page)
    }
}

/// Filters that one tap sets or takes back.
fn switches(view: &View, args: &SearchArgs, request: &Request) -> Vec<Chip> {
    let on = || Some("true".to_owned());
    let kind = |wanted: Option<ListingType>, key: &str| {
        let args = SearchArgs { kind: wanted.map(|kind| kind.as_str().to_owned()), ..args.clone() };
        (args.path("/search"), view.t(key), request.listing_type == wanted)
    };
    let verified = SearchArgs { verified: if request.verified { None } else { on() }, ..args.clone() };
    let photo = SearchArgs { has_photo: if request.has_photo { None } else { on() }, ..args.clone() };
    vec![
        kind(None, "search-kind-all"),
        kind(Some(ListingType::Offer), "search-kind-offers"),
        kind(Some(ListingType::Request), "search-kind-requests"),
        (verified.path("/search"), view.t("search-only-verified"), request.verified),
        (photo.path("/search"), view.t("search-only-photo"), request.has_photo),
    ]
}

/// Categories and countries of the hits, with counts. One that is set is shown as such; a tap takes it back.
fn narrower(
    view: &View,
    args: &SearchArgs,
    request: &Request,
    found: &Found,
    categories: &Categories,
) -> Vec<Chip> {
    let Some(facets) = &found.facets else { return Vec::new() };
    let language = view.language();
    let mut chips = Vec::new();
    let counted = |name: &str, count: i64| format!("{name} ({})", view.number(count));
    if let Some(slug) = &request.category {
        let name = categories.name(slug, language).unwrap_or(slug).to_owned();
        chips.push((SearchArgs { category: None, ..args.clone() }.path("/search"), name, true));
    }
    for (slug, count) in facets.category.iter().take(6) {
        if request.category.as_ref() != Some(slug)
            && (facets.category.len() > 1 || request.category.is_none())
        {
            let name = categories.name(slug, language).unwrap_or(slug);
            let narrowed = SearchArgs { category: Some(slug.clone()), ..args.clone() };
            chips.push((narrowed.path("/search"), counted(name, *count), false));
        }
    }
    let country_name = |code: &str| {
        let known = code.parse().ok().and_then(kernel::places::country);
        known.map_or_else(|| code.to_owned(), |country| country.names.get(language).to_owned())
    };
    if let Some(country) = request.country {
        let taken_back = SearchArgs { country: None, ..args.clone() };
        chips.push((taken_back.path("/search"), country_name(country.code()), true));
    } else if facets.country.len() > 1 {
        for (code, count) in facets.country.iter().take(5) {
            let narrowed = SearchArgs { country: Some(code.clone()), ..args.clone() };
            chips.push((narrowed.path("/search"), counted(&country_name(code), *count), false));
        }
    }
    chips
}

fn filter_form(
    view: &View,
    args: &SearchArgs,
    categories: &Categories,
    errors: web::FormErrors,
) -> FilterForm {
    let language = view.language();
    let name = |slug: &str| categories.name(slug, language).unwrap_or(slug).to_owned();
    let mut choices = Vec::new();
    for root in categories.all.iter().filter(|category| category.parent.is_none()) {
        choices.push((root.slug.clone(), name(&root.slug)));
        let below = categories.all.iter().filter(|category| category.parent.as_ref() == Some(&root.slug));
        choices.extend(below.map(|category| (category.slug.clone(), format!("– {}", name(&category.slug)))));
    }
    let mut countries: Vec<Choice> = kernel::places::countries()
        .iter()
        .map(|country| (country.code.to_string(), country.names.get(language).to_owned()))
        .collect();
    countries.sort_by(|a, b| a.1.cmp(&b.1));
    let mut currencies: Vec<&'static str> =
        kernel::places::countries().iter().map(|country| country.currency.code()).collect();
    currencies.sort_unstable();
    currencies.dedup();
    let own =
        view.country().and_then(kernel::places::country).map(|country| country.currency.code().to_owned());
    let radii = if view.chosen_place().is_some() || args.lat.is_some() {
        [5, 10, 25, 50, 100, 250, 500]
            .map(|km| (km.to_string(), view.distance(f64::from(km) * 1000.0)))
            .to_vec()
    } else {
        Vec::new()
    };
    FilterForm {
        open: args.city.is_some()
            || args.price_min.is_some()
            || args.price_max.is_some()
            || args.radius_km.is_some(),
        currency: args.currency.clone().or(own).unwrap_or_else(|| "NGN".to_owned()),
        args: args.clone(),
        categories: choices,
        countries,
        currencies,
        radii,
        errors,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use contracts::listings::CategoryName;
    use kernel::Language;
    use std::collections::HashMap;
    use web::samples;

    fn categories() -> Categories {
        let names =
            HashMap::from([("en".to_owned(), "Grains".to_owned()), ("ar".to_owned(), "الحبوب".to_owned())]);
        let grains =
            CategoryName { slug: "grains".to_owned(), parent: None, names, glyph: "grain".to_owned() };
        Categories::new(vec![grains])
    }

    fn business() -> BusinessCard {
        BusinessCard {
            id: kernel::BusinessId::new(samples::now()),
            name: "Adunni <Grains>".to_owned(),
            slug: "adunni-grains".to_owned(),
            verified: true,
            country: "NG".parse().ok(),
            city: Some("Lagos".to_owned()),
            location: None,
        }
    }

    fn results(view: &View, found: &Found, cards: Vec<ListingCard>, errors: web::FormErrors) -> ResultsPage {
        let args =
            SearchArgs { q: Some("maize".into()), country: Some("NG".into()), ..SearchArgs::default() };
        let request = Request::parse(&args).expect("valid");
        ResultsPage {
            view: view.clone(),
            q: "maize".to_owned(),
            summary: summary(view, "search-found", found),
            corrected: found.reading.text.clone(),
            switches: switches(view, &args, &request),
            narrower: narrower(view, &args, &request, found, &categories()),
            form: filter_form(view, &args, &categories(), errors),
            businesses: vec![business()],
            all_businesses: "/search?type=businesses".to_owned(),
            cards,
            more: "/search?q=maize&cursor=x".to_owned(),
            broader: vec![("/search?q=maize".to_owned(), "maize".to_owned(), false)],
            without_filters: "/search?q=maize".to_owned(),
        }
    }

    fn found(total: i64, at_least: bool) -> Found {
        Found {
            hits: Vec::new(),
            next: None,
            total,
            at_least,
            facets: Some(crate::ops::search::Facets {
                category: vec![("grains".to_owned(), 12), ("fruit".to_owned(), 1)],
                country: vec![("NG".to_owned(), 9), ("GH".to_owned(), 4)],
                listing_type: vec![("OFFER".to_owned(), 13)],
            }),
            reading: crate::ops::search::Reading { text: "maize".to_owned(), open: false },
            corrected: true,
            broader: Vec::new(),
            marker: None,
        }
    }

    #[tokio::test]
    async fn every_page_has_its_texts_in_every_language() {
        for language in Language::ALL {
            for view in [samples::guest(&crate::TEXTS, language), samples::ceo(&crate::TEXTS, language)] {
                let error = Error::new(kernel::ErrorKind::Validation, "search", "search-error-price");
                let error = view.form_errors(&error);
                let pages = [
                    results(&view, &found(1, false), samples::cards(), error.clone()).render(),
                    results(&view, &found(500, true), samples::cards(), web::FormErrors::default()).render(),
                    results(&view, &found(0, false), Vec::new(), web::FormErrors::default()).render(),
                    ExplorePage {
                        view: view.clone(),
                        categories: vec![("/search?category=grains".into(), "Grains".into(), "grain".into())],
                        cards: samples::cards(),
                        more: String::new(),
                    }
                    .render(),
                    ExplorePage {
                        view: view.clone(),
                        categories: Vec::new(),
                        cards: Vec::new(),
                        more: String::new(),
                    }
                    .render(),
                    BusinessesPage {
                        view: view.clone(),
                        q: "adunni".into(),
                        summary: summary(&view, "search-businesses-found", &found(2, false)),
                        businesses: vec![business()],
                        more: String::new(),
                        listings: "/search?q=adunni".into(),
                    }
                    .render(),
                    BusinessesPage {
                        view: view.clone(),
                        q: "adunni".into(),
                        summary: String::new(),
                        businesses: Vec::new(),
                        more: String::new(),
                        listings: "/search?q=adunni".into(),
                    }
                    .render(),
                ];
                for html in pages {
                    let html = html.expect("the template renders");
                    assert_eq!(samples::missing_keys(&html, "search"), Vec::<String>::new(), "{language}");
                    assert_eq!(samples::missing_keys(&html, "web"), Vec::<String>::new(), "{language}");
                    assert!(!html.contains("Adunni <Grains>"), "names are escaped");
                }
            }
        }
    }

    #[test]
    fn amounts_are_written_as_people_write_them() {
        let args = |currency: &str, most: &str| SearchArgs {
            currency: Some(currency.to_owned()),
            price_max: Some(most.to_owned()),
            ..SearchArgs::default()
        };
        let exact = |args| in_minor_units(&args).map(|args| args.price_max);
        assert_eq!(exact(args("NGN", "1500.50")), Ok(Some("150050".to_owned())));
        assert_eq!(exact(args("XOF", "1500")), Ok(Some("1500".to_owned())));
        assert!(exact(args("XOF", "15.5")).is_err());
    }
}
