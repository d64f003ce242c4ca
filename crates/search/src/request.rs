//! What somebody asks for, checked.

use kernel::{Checks, Country, Currency, ErrorKind, GeoPoint, MarketCode, Problem};
use serde::{Deserialize, Serialize};
use utoipa::IntoParams;

use contracts::listings::ListingType;

use crate::analysis::tokens;
use crate::filter;
use crate::terms::Terms;

pub use crate::choices::{AGES, Kind, MARKETS, Sort, What};

/// The query string of a search, as it comes.
#[derive(Debug, Clone, Default, Deserialize, Serialize, IntoParams)]
#[serde(deny_unknown_fields, default)]
#[into_params(parameter_in = Query)]
pub struct SearchArgs {
    /// Words; empty lists the newest.
    #[param(example = "yellow maize")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub q: Option<String>,
    /// `listings` (the default), `businesses`, or `all`: both in one list, the best first.
    #[param(example = "listings")]
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    pub what: Option<String>,
    /// Slug of a category; the ones below it count too.
    #[param(example = "grains")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub category: Option<String>,
    /// ISO 3166-1 alpha-2.
    #[param(example = "NG")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub country: Option<String>,
    /// Town.
    #[param(example = "Lagos")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub city: Option<String>,
    /// `OFFER` or `REQUEST`.
    #[param(example = "OFFER")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kind: Option<String>,
    /// Least price, in minor units of `currency`.
    #[param(example = "100000")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub price_min: Option<String>,
    /// Most, in minor units of `currency`.
    #[param(example = "5000000")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub price_max: Option<String>,
    /// ISO 4217; needed with a price.
    #[param(example = "NGN")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub currency: Option<String>,
    /// `true`: only of verified businesses.
    #[param(example = "true")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub verified: Option<String>,
    /// `true`: only with a picture.
    #[param(example = "true")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub has_photo: Option<String>,
    /// `afcfta`, `africa-us` or `us-africa`: only what is meant for that corridor; for listings.
    #[param(example = "afcfta")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub market: Option<String>,
    /// `true`: only in a paid slot; for listings.
    #[param(example = "true")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub featured: Option<String>,
    /// Live for no more than so many hours: `24`, `48` or `72`; for listings.
    #[param(example = "24")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub posted_within: Option<String>,
    /// Where the reader is: nearer ones rank higher.
    #[param(example = "6.45")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lat: Option<String>,
    /// Where the reader is.
    #[param(example = "3.39")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub lng: Option<String>,
    /// Only so far from there, 1–500.
    #[param(example = "25")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub radius_km: Option<String>,
    /// `best` (the default), `newest`, `nearest` (needs a place), `cheapest` or `dearest` (need `currency`; for
    /// listings).
    #[param(example = "newest")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sort: Option<String>,
    /// Items on a page, 1–100.
    #[param(value_type = Option<i64>, example = 20)]
    #[serde(skip_serializing_if = "is_of_the_page")]
    pub limit: Option<i64>,
    /// Where to go on.
    #[serde(skip_serializing_if = "is_of_the_page")]
    pub cursor: Option<String>,
    /// Only these fields of each hit.
    #[param(example = "listing.title,listing.price")]
    #[serde(skip_serializing_if = "is_of_the_page")]
    pub fields: Option<String>,
}

/// What belongs to the page, not to the search, is left out of the path. Told so, because the document of the API would
/// leave out what is never written.
fn is_of_the_page<T>(_: &Option<T>) -> bool {
    true
}

/// Prices in one currency.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct PriceRange {
    /// Of both ends.
    pub currency: Currency,
    /// In minor units.
    pub least: Option<i64>,
    /// In minor units.
    pub most: Option<i64>,
}

/// A search that can be done.
#[derive(Debug, Clone, PartialEq)]
pub struct Request {
    /// As typed, cleaned.
    pub text: String,
    /// What is searched.
    pub kind: Kind,
    /// Businesses too, in one list with the listings. An engine is asked for one kind after the other.
    pub both: bool,
    /// Slug of a category.
    pub category: Option<String>,
    /// Country.
    pub country: Option<Country>,
    /// Town.
    pub city: Option<String>,
    /// OFFER or REQUEST.
    pub listing_type: Option<ListingType>,
    /// Price.
    pub price: Option<PriceRange>,
    /// Only of verified businesses.
    pub verified: bool,
    /// Only with a picture.
    pub has_photo: bool,
    /// Only what is meant for this corridor.
    pub market: Option<MarketCode>,
    /// Only in a paid slot.
    pub featured: bool,
    /// Live for no more than so many hours.
    pub posted_within: Option<i64>,
    /// Where the reader is.
    pub place: Option<GeoPoint>,
    /// Only so far from there.
    pub radius_km: Option<f64>,
    /// In which order.
    pub sort: Sort,
}

/// The longest query, in characters.
pub const LONGEST_QUERY: usize = 200;

impl Request {
    /// Reads what was asked.
    ///
    /// # Errors
    /// Everything that is wrong with it.
    pub fn parse(args: &SearchArgs) -> Result<Self, Vec<Problem>> {
        let mut checks = Checks::new("search");
        let text = checks.text("q", args.q.as_deref(), 0..=LONGEST_QUERY);
        let what = checks.parsed("type", args.what.as_deref(), "search-error-type");
        let What { kind, both } = what.unwrap_or(What { kind: Kind::Listings, both: false });
        let category: Option<kernel::Slug> =
            checks.parsed("category", args.category.as_deref(), "search-error-category");
        let country = checks.parsed("country", args.country.as_deref(), "search-error-country");
        let city = checks.text("city", args.city.as_deref(), 0..=100).filter(|city| !tokens(city).is_empty());
        let listing_type = checks.parsed("kind", args.kind.as_deref(), "search-error-kind");
        let sort = checks.parsed("sort", args.sort.as_deref(), "search-error-sort").unwrap_or_default();
        let price = price(&mut checks, args, sort);
        let verified =
            checks.parsed("verified", args.verified.as_deref(), "search-error-switch").unwrap_or(false);
        let has_photo =
            checks.parsed("has_photo", args.has_photo.as_deref(), "search-error-switch").unwrap_or(false);
        let market: Option<MarketCode> =
            checks.parsed("market", args.market.as_deref(), "search-error-market");
        if market.as_ref().is_some_and(|market| !MARKETS.contains(&market.as_str())) {
            checks.fail("market", "search-error-market");
        }
        let featured =
            checks.parsed("featured", args.featured.as_deref(), "search-error-switch").unwrap_or(false);
        let posted_within: Option<i64> =
            checks.parsed("posted_within", args.posted_within.as_deref(), "search-error-age");
        if posted_within.is_some_and(|hours| !AGES.contains(&hours)) {
            checks.fail("posted_within", "search-error-age");
        }
        let place = place(&mut checks, args);
        let radius_km: Option<f64> =
            checks.parsed("radius_km", args.radius_km.as_deref(), "search-error-radius");
        if radius_km.is_some_and(|km| !(1.0..=500.0).contains(&km)) {
            checks.fail("radius_km", "search-error-radius");
        }
        if radius_km.is_some() && place.is_none() {
            checks.fail("lat", "search-error-radius-place");
        }
        if sort == Sort::Nearest && place.is_none() {
            checks.fail("sort", "search-error-sort-place");
        }
        if sort.is_by_price() && kind == Kind::Businesses {
            checks.fail("sort", "search-error-sort");
        }
        if both && sort != Sort::Best {
            checks.fail("sort", "search-error-sort-all");
        }
        let request = text.map(|text| Self {
            text,
            kind,
            both,
            category: category.map(|slug| slug.to_string()),
            country,
            city,
            listing_type,
            price,
            verified,
            has_photo,
            market,
            featured,
            posted_within,
            place,
            radius_km,
            sort,
        });
        checks.finish(request)
    }

    /// The filters as words that a document has to have.
    #[must_use]
    pub fn filters(&self) -> Vec<String> {
        let mut filters: Vec<String> = Vec::new();
        filters.extend(self.category.as_deref().map(filter::category));
        filters.extend(self.country.map(filter::country));
        filters.extend(self.city.as_deref().map(filter::city));
        filters.extend(self.listing_type.map(|kind| filter::listing_type(kind.as_str())));
        filters.extend(self.verified.then(|| filter::VERIFIED.to_owned()));
        filters.extend(self.has_photo.then(|| filter::PHOTO.to_owned()));
        filters.extend(self.market.as_ref().map(|market| filter::market(market.as_str())));
        filters
    }

    /// Lists of words of which whatever answers this search has one each.
    #[must_use]
    pub fn needs(&self, terms: &Terms) -> Vec<Vec<String>> {
        let mut needs = terms.needs();
        needs.extend(self.filters().into_iter().map(|filter| vec![filter]));
        needs
    }

    /// All kinds that are searched.
    #[must_use]
    pub fn kinds(&self) -> &'static [Kind] {
        match self.kind {
            _ if self.both => &Kind::ALL,
            Kind::Listings => &[Kind::Listings],
            Kind::Businesses => &[Kind::Businesses],
        }
    }

    /// The same search among the businesses alone; none where something is asked for that only listings have.
    #[must_use]
    pub fn among_businesses(&self) -> Option<Self> {
        let of_listings = self.listing_type.is_some()
            || self.price.is_some()
            || self.has_photo
            || self.market.is_some()
            || self.featured
            || self.posted_within.is_some();
        (!of_listings).then(|| Self { kind: Kind::Businesses, both: false, ..self.clone() })
    }

    /// Whether anything narrows the search down, words aside.
    #[must_use]
    pub fn is_filtered(&self) -> bool {
        self.category.is_some()
            || self.country.is_some()
            || self.city.is_some()
            || self.listing_type.is_some()
            || self.price.is_some()
            || self.verified
            || self.has_photo
            || self.market.is_some()
            || self.featured
            || self.posted_within.is_some()
            || self.radius_km.is_some()
    }
}

fn price(checks: &mut Checks, args: &SearchArgs, sort: Sort) -> Option<PriceRange> {
    let least: Option<i64> = checks.parsed("price_min", args.price_min.as_deref(), "search-error-price");
    let most: Option<i64> = checks.parsed("price_max", args.price_max.as_deref(), "search-error-price");
    let currency = checks.parsed("currency", args.currency.as_deref(), "search-error-currency");
    if least.is_none() && most.is_none() && !sort.is_by_price() {
        return None;
    }
    if least.zip(most).is_some_and(|(least, most)| least > most) {
        checks.fail("price_max", "search-error-price-order");
    }
    let given = args.currency.as_deref().is_some_and(|code| !code.trim().is_empty());
    if currency.is_none() && !given {
        checks.add(
            Problem::new(ErrorKind::Validation, "search", "search-error-price-currency").field("currency"),
        );
    }
    Some(PriceRange { currency: currency?, least, most })
}

fn place(checks: &mut Checks, args: &SearchArgs) -> Option<GeoPoint> {
    let latitude: Option<f64> = checks.parsed("lat", args.lat.as_deref(), "search-error-coordinate");
    let longitude: Option<f64> = checks.parsed("lng", args.lng.as_deref(), "search-error-coordinate");
    let given = |text: &Option<String>| text.as_deref().is_some_and(|text| !text.trim().is_empty());
    match (given(&args.lat), given(&args.lng)) {
        (true, false) => checks.fail("lng", "search-error-coordinate"),
        (false, true) => checks.fail("lat", "search-error-coordinate"),
        _ => {}
    }
    match GeoPoint::new(latitude?, longitude?) {
        Ok(place) => Some(place),
        Err(kernel::OffTheGlobe::Latitude) => {
            checks.fail("lat", "search-error-coordinate");
            None
        }
        Err(kernel::OffTheGlobe::Longitude) => {
            checks.fail("lng", "search-error-coordinate");
            None
        }
    }
}

impl SearchArgs {
    /// The path of this search with all its filters, without page and fields: what its cursors belong to.
    #[must_use]
    pub fn path(&self, base: &str) -> String {
        match serde_html_form::to_string(self) {
            Ok(query) if !query.is_empty() => format!("{base}?{query}"),
            _ => base.to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn problems(args: &SearchArgs) -> String {
        let problems = Request::parse(args).err().unwrap_or_default();
        let told: Vec<String> =
            problems.iter().map(|p| format!("{}: {}", p.field.as_deref().unwrap_or("-"), p.text)).collect();
        told.join("\n")
    }

    #[test]
    fn everything_wrong_is_told_at_once() {
        let some = |text: &str| Some(text.to_owned());
        let args = SearchArgs {
            q: Some("x".repeat(201)),
            what: some("people"),
            category: some("No Such Thing"),
            country: some("XX"),
            kind: some("GIFT"),
            price_min: some("10"),
            price_max: some("5"),
            verified: some("perhaps"),
            lat: some("91"),
            lng: some("3"),
            radius_km: some("900"),
            ..SearchArgs::default()
        };
        insta::assert_snapshot!(problems(&args), @r"
        q: platform-check-too-long
        type: search-error-type
        category: search-error-category
        country: search-error-country
        kind: search-error-kind
        price_max: search-error-price-order
        currency: search-error-price-currency
        verified: search-error-switch
        lat: search-error-coordinate
        radius_km: search-error-radius
        lat: search-error-radius-place
        ");
    }

    #[test]
    fn an_empty_search_is_a_search() {
        let request = Request::parse(&SearchArgs::default()).expect("valid");
        assert!(request.text.is_empty() && !request.is_filtered() && request.kind == Kind::Listings);
    }

    #[test]
    fn the_path_names_every_filter_and_no_page() {
        let args = SearchArgs {
            q: Some("maïs & riz".to_owned()),
            country: Some("NG".to_owned()),
            limit: Some(5),
            cursor: Some("abc".to_owned()),
            ..SearchArgs::default()
        };
        assert_eq!(args.path("/search"), "/search?q=ma%C3%AFs+%26+riz&country=NG");
    }
}
