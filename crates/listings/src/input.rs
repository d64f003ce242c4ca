//! From what came in, by JSON or by a form, to [`Details`] that keep every rule. All problems come at once.

use chrono::{DateTime, Utc};
use contracts::listings::ListingType;
use kernel::{
    Checks, Country, Currency, ErrorKind, GeoPoint, InvalidMoney, MarketCode, MediaId, Money, OffTheGlobe,
    Problem,
};

use crate::error::SOURCE;
use crate::model::{Details, Duration, LEAST_DESCRIPTION};
use crate::tree::Tree;

/// The markets that listings can be meant for.
pub const MARKETS: [&str; 3] = ["afcfta", "africa-us", "us-africa"];

/// So many pictures may be named; how many there may be is a matter of the plan (L-14).
const MOST_NAMED: usize = 20;

/// A price as it came in.
#[derive(Debug, Clone, Default, PartialEq)]
pub enum PriceInput {
    /// The price is open.
    #[default]
    Open,
    /// Minor units, as the API takes them.
    Minor {
        /// Minor units.
        amount: Option<i64>,
        /// ISO 4217.
        currency: Option<String>,
    },
    /// Digits as a person types them; empty means open.
    Typed {
        /// Such as `1,500.50`.
        amount: String,
        /// ISO 4217.
        currency: String,
    },
}

/// Everything that can be said about a listing, unchecked.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Input {
    /// OFFER or REQUEST.
    pub kind: Option<String>,
    /// Title.
    pub title: Option<String>,
    /// Description.
    pub description: Option<String>,
    /// Slug of a category.
    pub category: Option<String>,
    /// Price.
    pub price: PriceInput,
    /// Degrees north; not a number when it could not be read.
    pub latitude: Option<f64>,
    /// Degrees east; not a number when it could not be read.
    pub longitude: Option<f64>,
    /// Street and house, or how to get there.
    pub address: Option<String>,
    /// Town.
    pub city: Option<String>,
    /// ISO 3166-1.
    pub country: Option<String>,
    /// Code of a market.
    pub market: Option<String>,
    /// 24, 48, 72 or 96.
    pub duration_hours: Option<i64>,
    /// Ids of pictures, in order.
    pub media_ids: Vec<String>,
}

/// How much must be there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Completeness {
    /// Only a title.
    Draft,
    /// Everything that is shown.
    Whole,
}

impl Details {
    /// Checks every rule of L-2.
    ///
    /// # Errors
    /// Everything that is wrong, by field.
    pub fn parse(input: &Input, completeness: Completeness, tree: &Tree) -> Result<Self, Vec<Problem>> {
        let draft = completeness == Completeness::Draft;
        let mut checks = Checks::new(SOURCE);
        let kind = match checks.parsed("type", input.kind.as_deref(), "listings-check-type") {
            None if draft && is_blank(input.kind.as_deref()) => Some(ListingType::Offer),
            None if is_blank(input.kind.as_deref()) => checks.required("type", None),
            kind => kind,
        };
        let title =
            checks.text("title", input.title.as_deref(), 5..=100).map(|title| title.replace('\n', " "));
        if title.as_deref().is_some_and(kernel::contains_contact) {
            checks.fail("title", "listings-check-contact");
        }
        let least = if draft { 0 } else { LEAST_DESCRIPTION };
        let description = checks.text("description", input.description.as_deref(), least..=2000);
        let category = category(&mut checks, input.category.as_deref(), draft, tree);
        let price = price(&mut checks, &input.price);
        let location = location(&mut checks, input.latitude, input.longitude);
        let address = optional_text(&mut checks, "address", input.address.as_deref(), 200);
        let city = optional_text(&mut checks, "city", input.city.as_deref(), 80);
        let country: Option<Country> =
            checks.parsed("country", input.country.as_deref(), "listings-check-country");
        let market: Option<MarketCode> =
            checks.parsed("market", input.market.as_deref(), "listings-check-market");
        if market.as_ref().is_some_and(|market| !MARKETS.contains(&market.as_str())) {
            checks.fail("market", "listings-check-market");
        }
        let duration = match input.duration_hours {
            None if draft => Some(Duration::USUAL),
            hours => duration(&mut checks, hours),
        };
        let media_ids = media_ids(&mut checks, &input.media_ids);
        let details = (|| {
            Some(Self {
                kind: kind?,
                title: title?,
                description: description?,
                category,
                price,
                location,
                address,
                city,
                country,
                market,
                duration: duration?,
                media_ids,
            })
        })();
        checks.finish(details)
    }
}

fn is_blank(text: Option<&str>) -> bool {
    text.is_none_or(|text| text.trim().is_empty())
}

fn category(checks: &mut Checks, slug: Option<&str>, draft: bool, tree: &Tree) -> Option<String> {
    let Some(slug) = slug.map(str::trim).filter(|slug| !slug.is_empty()) else {
        if !draft {
            checks.required::<()>("category", None);
        }
        return None;
    };
    let known = tree.get(slug).is_some_and(|category| category.active);
    if !known {
        checks.fail("category", "listings-check-category");
        return None;
    }
    Some(slug.to_owned())
}

fn price(checks: &mut Checks, input: &PriceInput) -> Option<Money> {
    let told = |error| match error {
        InvalidMoney::Negative => "listings-check-price-negative",
        InvalidMoney::TooLarge => "listings-check-price-too-large",
        InvalidMoney::NotANumber => "listings-check-price-not-a-number",
        InvalidMoney::TooManyDigits => "listings-check-price-digits",
    };
    let money = match input {
        PriceInput::Open => return None,
        PriceInput::Minor { amount, currency } => {
            let currency: Option<Currency> = parse_currency(checks, currency.as_deref());
            let amount = checks.required("price.amount_minor", *amount);
            Money::new(amount?, currency?)
        }
        PriceInput::Typed { amount, .. } if amount.trim().is_empty() => return None,
        PriceInput::Typed { amount, currency } => {
            let currency = parse_currency(checks, Some(currency))?;
            Money::parse(amount, currency)
        }
    };
    money.map_err(|error| checks.fail("price.amount_minor", told(error))).ok()
}

fn parse_currency(checks: &mut Checks, code: Option<&str>) -> Option<Currency> {
    if is_blank(code) {
        return checks.required("price.currency", None);
    }
    checks.parsed("price.currency", code, "listings-check-currency")
}

fn location(checks: &mut Checks, latitude: Option<f64>, longitude: Option<f64>) -> Option<GeoPoint> {
    let (latitude, longitude) = match (latitude, longitude) {
        (None, None) => return None,
        (Some(latitude), Some(longitude)) => (latitude, longitude),
        (None, Some(_)) => return checks.required("location.latitude", None),
        (Some(_), None) => return checks.required("location.longitude", None),
    };
    let point = GeoPoint::new(latitude, longitude);
    if point.is_err() {
        // Both may be wrong, and both are told.
        if GeoPoint::new(latitude, 0.0).is_err() {
            checks.fail("location.latitude", "listings-check-latitude");
        }
        if GeoPoint::new(0.0, longitude) == Err(OffTheGlobe::Longitude) {
            checks.fail("location.longitude", "listings-check-longitude");
        }
    }
    point.ok()
}

fn optional_text(checks: &mut Checks, field: &str, text: Option<&str>, most: usize) -> Option<String> {
    checks.text(field, text, 0..=most).filter(|text| !text.is_empty())
}

fn duration(checks: &mut Checks, hours: Option<i64>) -> Option<Duration> {
    let hours = checks.required("duration_hours", hours)?;
    let duration = Duration::of_hours(hours);
    if duration.is_none() {
        checks.fail("duration_hours", "listings-check-duration");
    }
    duration
}

fn media_ids(checks: &mut Checks, texts: &[String]) -> Vec<MediaId> {
    let mut ids: Vec<MediaId> = Vec::new();
    for text in texts {
        match text.parse::<MediaId>() {
            Ok(id) if ids.contains(&id) => checks.fail("media_ids", "listings-check-media-twice"),
            Ok(id) => ids.push(id),
            Err(_) => checks.fail("media_ids", "listings-check-media"),
        }
        if ids.len() > MOST_NAMED {
            let most = i64::try_from(MOST_NAMED).unwrap_or(i64::MAX);
            let problem = Problem::new(ErrorKind::Validation, SOURCE, "listings-check-media-too-many");
            checks.add(problem.field("media_ids").arg("most", most));
            break;
        }
    }
    ids
}

/// What is to be added to a duration, or a new one.
///
/// # Errors
/// When it is missing or not one of the choices; the field is `name`.
pub fn parse_hours(name: &str, hours: Option<i64>) -> Result<Duration, Vec<Problem>> {
    let mut checks = Checks::new(SOURCE);
    let duration = checks.required(name, hours).and_then(Duration::of_hours);
    if hours.is_some() && duration.is_none() {
        checks.fail(name, "listings-check-duration");
    }
    checks.finish(duration)
}

/// Whether a draft has what a published listing needs; its parts keep their rules already.
///
/// # Errors
/// What is missing.
pub fn check_whole(details: &Details) -> Result<(), Vec<Problem>> {
    let mut checks = Checks::new(SOURCE);
    checks.text("description", Some(&details.description), LEAST_DESCRIPTION..=2000);
    checks.required("category", details.category.as_deref());
    checks.finish(Some(()))
}

/// The category may have been taken out of the tree since a draft was written.
///
/// # Errors
/// When there is one and it is not offered any more.
pub fn check_offered(details: &Details, tree: &Tree) -> Result<(), Vec<Problem>> {
    let mut checks = Checks::new(SOURCE);
    category(&mut checks, details.category.as_deref(), true, tree);
    checks.finish(Some(()))
}

/// An id that a client made for a listing written offline (L-12): a UUIDv7 that is not from far in the future.
///
/// # Errors
/// When it is something else.
pub fn parse_client_id(id: &str, now: DateTime<Utc>) -> Result<kernel::ListingId, Vec<Problem>> {
    let mut checks = Checks::new(SOURCE);
    let id = id.parse::<kernel::ListingId>().ok().filter(|id| {
        let made = id.0.get_timestamp().map(|stamp| i64::try_from(stamp.to_unix().0).unwrap_or(i64::MAX));
        let tomorrow = now.timestamp() + 24 * 3600;
        id.0.get_version_num() == 7 && made.is_some_and(|made| made <= tomorrow)
    });
    if id.is_none() {
        checks.fail("id", "listings-check-id");
    }
    checks.finish(id)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::tests::now;

    fn whole() -> Input {
        Input {
            kind: Some("OFFER".to_owned()),
            title: Some("  Yellow maize, 50 kg bags ".to_owned()),
            description: Some("Cleaned and dried, this year's harvest.".to_owned()),
            category: Some("grains".to_owned()),
            price: PriceInput::Minor { amount: Some(3_850_000), currency: Some("NGN".to_owned()) },
            latitude: Some(6.455),
            longitude: Some(3.3841),
            city: Some("Lagos".to_owned()),
            country: Some("NG".to_owned()),
            market: Some("afcfta".to_owned()),
            duration_hours: Some(48),
            ..Input::default()
        }
    }

    fn fields(input: &Input, completeness: Completeness) -> Vec<String> {
        match Details::parse(input, completeness, &Tree::sample()) {
            Ok(_) => Vec::new(),
            Err(problems) => problems.into_iter().filter_map(|problem| problem.field).collect(),
        }
    }

    #[test]
    fn a_whole_listing_is_parsed() {
        let details = Details::parse(&whole(), Completeness::Whole, &Tree::sample()).expect("whole");
        assert_eq!(details.title, "Yellow maize, 50 kg bags");
        assert_eq!(details.price.map(|price| price.amount_minor), Some(3_850_000));
        assert_eq!(details.duration.hours(), 48);
    }

    #[test]
    fn each_broken_rule_is_told_by_its_field() {
        let id = MediaId::new(now()).to_string();
        let flood: Vec<String> = (0..21).map(|_| MediaId::new(now()).to_string()).collect();
        let text = |text: &str| Some(text.to_owned());
        let minor = |amount, currency: Option<&str>| PriceInput::Minor {
            amount,
            currency: currency.map(str::to_owned),
        };
        let cases: Vec<(Input, &[&str])> = vec![
            (Input { kind: text("GIFT"), ..whole() }, &["type"]),
            (Input { kind: None, ..whole() }, &["type"]),
            (Input { title: text("Rice"), ..whole() }, &["title"]),
            (Input { title: text(&"x".repeat(101)), ..whole() }, &["title"]),
            (Input { title: text("Maize, call 0803 123 4567"), ..whole() }, &["title"]),
            (Input { title: text("Maize at www.example.com"), ..whole() }, &["title"]),
            (Input { description: text("too short"), ..whole() }, &["description"]),
            (Input { description: text(&"x".repeat(2001)), ..whole() }, &["description"]),
            (Input { category: None, ..whole() }, &["category"]),
            (Input { category: text("nonsense"), ..whole() }, &["category"]),
            (Input { category: text("closed"), ..whole() }, &["category"]),
            (Input { price: minor(Some(5), None), ..whole() }, &["price.currency"]),
            (Input { price: minor(None, Some("NGN")), ..whole() }, &["price.amount_minor"]),
            (Input { price: minor(Some(-1), Some("NGN")), ..whole() }, &["price.amount_minor"]),
            (Input { price: minor(Some(i64::MAX), Some("NGN")), ..whole() }, &["price.amount_minor"]),
            (Input { price: minor(Some(1), Some("XXX")), ..whole() }, &["price.currency"]),
            (Input { latitude: Some(90.1), ..whole() }, &["location.latitude"]),
            (Input { longitude: Some(-180.1), ..whole() }, &["location.longitude"]),
            (
                Input { latitude: Some(f64::NAN), longitude: Some(999.0), ..whole() },
                &["location.latitude", "location.longitude"],
            ),
            (Input { latitude: None, ..whole() }, &["location.latitude"]),
            (Input { longitude: None, ..whole() }, &["location.longitude"]),
            (Input { country: text("Nigeria"), ..whole() }, &["country"]),
            (Input { market: text("mars"), ..whole() }, &["market"]),
            (Input { duration_hours: Some(25), ..whole() }, &["duration_hours"]),
            (Input { duration_hours: None, ..whole() }, &["duration_hours"]),
            (Input { media_ids: vec![id.clone(), id], ..whole() }, &["media_ids"]),
            (Input { media_ids: flood, ..whole() }, &["media_ids"]),
            (Input { media_ids: vec!["x".to_owned()], ..whole() }, &["media_ids"]),
            (Input { city: text(&"x".repeat(81)), ..whole() }, &["city"]),
            (Input { address: text(&"x".repeat(201)), ..whole() }, &["address"]),
            (Input::default(), &["type", "title", "description", "category", "duration_hours"]),
        ];
        for (input, expected) in cases {
            assert_eq!(fields(&input, Completeness::Whole), expected, "{input:?}");
        }
    }

    #[test]
    fn a_draft_needs_a_title_only_but_keeps_the_rules_of_what_is_there() {
        let title = Some("Maize for the weekend".to_owned());
        assert_eq!(fields(&Input { title: title.clone(), ..Input::default() }, Completeness::Draft), [""; 0]);
        assert_eq!(fields(&Input::default(), Completeness::Draft), ["title"]);
        let bad =
            Input { title, category: Some("nonsense".to_owned()), latitude: Some(91.0), ..Input::default() };
        assert_eq!(fields(&bad, Completeness::Draft), ["category", "location.longitude"]);
    }

    #[test]
    fn a_typed_price_is_read_as_people_write_it() {
        let typed =
            |amount: &str| PriceInput::Typed { amount: amount.to_owned(), currency: "XOF".to_owned() };
        let parse = |price| Details::parse(&Input { price, ..whole() }, Completeness::Whole, &Tree::sample());
        assert_eq!(parse(typed("")).map(|details| details.price), Ok(None));
        let minor = parse(typed("1 500")).expect("a price").price.map(|price| price.amount_minor);
        assert_eq!(minor, Some(1_500));
        assert!(parse(typed("1500.5")).is_err(), "the franc has no minor unit");
        assert!(parse(typed("ten")).is_err());
    }

    #[test]
    fn only_a_time_ordered_id_is_taken_from_a_client() {
        let good = kernel::ListingId::new(now());
        assert_eq!(parse_client_id(&good.to_string(), now()), Ok(good));
        for bad in ["", "x", "6ba7b810-9dad-41d1-80b4-00c04fd430c8", "ffffffff-ffff-7fff-bfff-ffffffffffff"] {
            assert!(parse_client_id(bad, now()).is_err(), "{bad}");
        }
    }
}
