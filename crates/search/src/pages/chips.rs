//! Filters as chips: those that are set, each with a way to take it back, and those that would narrow the hits down.

use contracts::listings::ListingType;
use kernel::{Currency, Money};
use web::View;

use crate::document::Categories;
use crate::ops::search::Found;
use crate::request::{Kind, Request, SearchArgs, Sort};

/// A link with its text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chip {
    /// Where it leads.
    pub href: String,
    /// What it says.
    pub text: String,
    /// Whether the filter is set, so that the link takes it back.
    pub set: bool,
}

/// The most categories and countries that are proposed.
const MOST_CATEGORIES: usize = 5;
const MOST_COUNTRIES: usize = 3;

/// What a country is called in the reader's language.
pub fn country_name(view: &View, code: &str) -> String {
    let known = code.parse().ok().and_then(kernel::places::country);
    known.map_or_else(|| code.to_owned(), |country| country.names.get(view.language()).to_owned())
}

/// The text key of an order.
pub fn sort_key(sort: Sort) -> &'static str {
    match sort {
        Sort::Best => "search-sort-best",
        Sort::Newest => "search-sort-newest",
        Sort::Nearest => "search-sort-nearest",
        Sort::Cheapest => "search-sort-cheapest",
        Sort::Dearest => "search-sort-dearest",
    }
}

/// The text key of a corridor.
pub fn market_key(code: &str) -> String {
    format!("search-market-{code}")
}

/// The text key of how long ago something was posted at most.
pub fn age_key(hours: i64) -> String {
    format!("search-age-{hours}")
}

/// Filters that are set, as a person says them, each with the search without it.
pub fn set(view: &View, args: &SearchArgs, request: &Request, categories: &Categories) -> Vec<Chip> {
    let mut chips = Vec::new();
    let mut add = |text: Option<String>, change: fn(&mut SearchArgs)| {
        let Some(text) = text else { return };
        let mut without = args.clone();
        change(&mut without);
        chips.push(Chip { href: without.path("/search"), text, set: true });
    };
    let language = view.language();
    let category = request.category.as_ref();
    add(category.map(|slug| categories.name(slug, language).unwrap_or(slug).to_owned()), |a| {
        a.category = None
    });
    add(request.country.map(|country| country_name(view, country.code())), |a| a.country = None);
    add(request.city.clone(), |a| a.city = None);
    let kind = request.listing_type.map(|kind| match kind {
        ListingType::Offer => "search-kind-offers",
        ListingType::Request => "search-kind-requests",
    });
    add(kind.map(|key| view.t(key)), |a| a.kind = None);
    add(price(view, request), |a| {
        a.price_min = None;
        a.price_max = None;
    });
    let radius = args.radius_km.as_ref().and(request.radius_km);
    add(radius.map(|km| view.t1("search-within", "distance", view.distance(km * 1000.0))), |a| {
        a.radius_km = None
    });
    add(request.verified.then(|| view.t("search-only-verified")), |a| a.verified = None);
    add(request.has_photo.then(|| view.t("search-only-photo")), |a| a.has_photo = None);
    add(request.market.as_ref().map(|market| view.t(&market_key(market.as_str()))), |a| a.market = None);
    add(request.featured.then(|| view.t("search-only-featured")), |a| a.featured = None);
    add(request.posted_within.map(|hours| view.t(&age_key(hours))), |a| a.posted_within = None);
    add((request.sort != Sort::Best).then(|| view.t(sort_key(request.sort))), |a| a.sort = None);
    chips
}

fn price(view: &View, request: &Request) -> Option<String> {
    let range = request.price.as_ref()?;
    let said = |amount: i64| view.money(amount, range.currency.code());
    match (range.least, range.most) {
        (None, None) => None,
        (Some(least), None) => Some(view.t1("search-price-over", "price", said(least))),
        (None, Some(most)) => Some(view.t1("search-price-under", "price", said(most))),
        (Some(least), Some(most)) => Some(format!("{} – {}", said(least), said(most))),
    }
}

/// Filters that would leave some of the hits, with how many.
pub fn narrower(
    view: &View,
    args: &SearchArgs,
    request: &Request,
    found: &Found,
    categories: &Categories,
) -> Vec<Chip> {
    let Some(facets) = &found.facets else { return Vec::new() };
    let counted = |name: &str, count: i64| format!("{name} ({})", view.number(count));
    let chip = |text: String, change: &dyn Fn(&mut SearchArgs)| {
        let mut narrowed = args.clone();
        change(&mut narrowed);
        Chip { href: narrowed.path("/search"), text, set: false }
    };
    let mut chips = Vec::new();
    if request.kind == Kind::Listings && request.listing_type.is_none() && facets.listing_type.len() > 1 {
        for (word, key) in [("OFFER", "search-kind-offers"), ("REQUEST", "search-kind-requests")] {
            let count =
                facets.listing_type.iter().find(|(value, _)| value == word).map_or(0, |(_, count)| *count);
            chips.push(chip(counted(&view.t(key), count), &|a| a.kind = Some(word.to_owned())));
        }
    }
    let others = facets.category.iter().filter(|(slug, _)| request.category.as_ref() != Some(slug));
    for (slug, count) in others.take(MOST_CATEGORIES) {
        if found.total > *count {
            let name = categories.name(slug, view.language()).unwrap_or(slug);
            chips.push(chip(counted(name, *count), &|a| a.category = Some(slug.clone())));
        }
    }
    if request.country.is_none() && facets.country.len() > 1 {
        for (code, count) in facets.country.iter().take(MOST_COUNTRIES) {
            chips.push(chip(counted(&country_name(view, code), *count), &|a| a.country = Some(code.clone())));
        }
    }
    if !request.verified && found.total > 1 {
        chips.push(chip(view.t("search-only-verified"), &|a| a.verified = Some("true".to_owned())));
    }
    if request.kind == Kind::Listings && !request.has_photo && found.total > 1 {
        chips.push(chip(view.t("search-only-photo"), &|a| a.has_photo = Some("true".to_owned())));
    }
    chips
}

/// People write "1500.50"; the request takes minor units.
pub fn in_minor_units(args: &SearchArgs) -> Result<SearchArgs, Vec<kernel::Problem>> {
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

/// The other way round: amounts as people write them.
pub fn in_whole_units(args: &SearchArgs) -> SearchArgs {
    let mut said = args.clone();
    if let Some(currency) = args.currency.as_deref().and_then(|code| code.parse::<Currency>().ok()) {
        for amount in [&mut said.price_min, &mut said.price_max] {
            let minor = amount.as_deref().and_then(|text| text.parse().ok());
            if let Some(Ok(money)) = minor.map(|minor| Money::new(minor, currency)) {
                *amount = Some(money.to_decimal());
            }
        }
    }
    said
}

/// The page that does a search again which was written as the API takes it.
#[must_use]
pub fn page_of(query: &str) -> String {
    match serde_html_form::from_str::<SearchArgs>(query) {
        Ok(args) => in_whole_units(&args).path("/search"),
        Err(_) => "/search".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
        assert_eq!(
            page_of("q=maize&price_max=150050&currency=NGN"),
            "/search?q=maize&price_max=1500.50&currency=NGN"
        );
    }
}
