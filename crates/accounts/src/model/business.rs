//! A business: what it says of itself.

use chrono::{DateTime, TimeDelta, Utc};
use contracts::accounts::{BusinessCard, BusinessSnapshot};
use kernel::{
    BusinessId, BusinessType, Checks, Country, GeoPoint, MarketCode, MediaId, PlanLevel, Slug, Verification,
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::address::Address;
use super::location::{LocationInput, known_city, parse_location};
use super::opening_hours::{OpeningHours, parse_hours};
use super::user::parse_time_zone;

/// The markets that there are.
pub const MARKETS: [&str; 3] = ["afcfta", "africa-us", "us-africa"];
/// How long a deleted business can be restored (P-39).
pub const RESTORABLE: TimeDelta = TimeDelta::days(30);
/// Categories that a business may choose.
pub const MOST_CATEGORIES: usize = 5;

/// What a business says of itself, checked.
#[derive(Debug, Clone, PartialEq)]
pub struct BusinessDraft {
    /// 2–80 characters.
    pub name: String,
    /// At most 2000 characters.
    pub description: String,
    /// Its place in the supply chain.
    pub business_type: BusinessType,
    /// Slugs, the main one first; 1–5.
    pub categories: Vec<String>,
    /// The market it works for.
    pub market: Option<MarketCode>,
    /// Where it sits.
    pub country: Country,
    /// Town.
    pub city: Option<String>,
    /// Street and number.
    pub address: Option<String>,
    /// Where it is.
    pub location: Option<GeoPoint>,
    /// For customers, in E.164.
    pub phone: Option<String>,
    /// For customers.
    pub email: Option<String>,
    /// `https://…`.
    pub website: Option<String>,
    /// An uploaded picture.
    pub logo_media_id: Option<MediaId>,
    /// At most two entries a day.
    pub opening_hours: Vec<OpeningHours>,
    /// IANA name.
    pub time_zone: String,
}

/// A business.
#[derive(Debug, Clone, PartialEq)]
pub struct Business {
    /// The business.
    pub id: BusinessId,
    /// Its address `/b/<slug>`.
    pub slug: String,
    /// What it says of itself.
    pub says: BusinessDraft,
    /// How well we know it.
    pub verification: Verification,
    /// What it pays for.
    pub plan: PlanLevel,
    /// `ACTIVE` or `DELETED`.
    pub status: String,
    /// When it joined.
    pub created_at: DateTime<Utc>,
    /// When it was changed last.
    pub updated_at: DateTime<Utc>,
    /// When it was deleted, if it is.
    pub deleted_at: Option<DateTime<Utc>>,
    /// Counts changes.
    pub version: i64,
}

impl Business {
    /// Until when a deleted one can be brought back; none for a living one.
    #[must_use]
    pub fn restorable_until(&self) -> Option<DateTime<Utc>> {
        self.deleted_at.map(|at| at + RESTORABLE)
    }

    /// What other domains keep of it.
    #[must_use]
    pub fn snapshot(&self) -> BusinessSnapshot {
        BusinessSnapshot {
            card: self.card(),
            version: self.version,
            description: self.says.description.clone(),
            business_type: self.says.business_type,
            verification: self.verification,
            categories: self.says.categories.clone(),
            time_zone: Some(self.says.time_zone.clone()),
            created_at: self.created_at,
        }
    }

    /// What lists show of it.
    #[must_use]
    pub fn card(&self) -> BusinessCard {
        BusinessCard {
            id: self.id,
            name: self.says.name.clone(),
            slug: self.slug.clone(),
            verified: self.verification != Verification::Basic,
            country: Some(self.says.country),
            city: self.says.city.clone(),
            location: self.says.location,
        }
    }
}

/// What came in, before it is checked.
#[derive(Debug, Clone, Default, Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "name": "Adunni Grains & Sons", "description": "Maize, sorghum and beans in bags, cleaned and dried.",
    "type": "TRADER", "categories": ["grains"], "market": "afcfta", "country": "NG", "city": "Lagos",
    "address": "12 Balogun Street", "location": {"latitude": 6.455, "longitude": 3.384}, "phone": "0803 123 4567",
    "opening_hours": [{"day": "MON", "opens": "08:00", "closes": "18:00"}]
}))]
pub struct BusinessInput {
    /// 2–80 characters.
    pub name: Option<String>,
    /// At most 2000 characters.
    pub description: Option<String>,
    /// PRODUCER, MANUFACTURER, TRADER, RETAILER, SERVICE, LOGISTICS, FINANCE or COOPERATIVE.
    #[serde(rename = "type")]
    pub business_type: Option<String>,
    /// Slugs of 1–5 categories, the main one first.
    pub categories: Option<Vec<String>>,
    /// afcfta, africa-us or us-africa.
    pub market: Option<String>,
    /// ISO 3166-1 alpha-2.
    pub country: Option<String>,
    /// Town.
    pub city: Option<String>,
    /// Street and number.
    pub address: Option<String>,
    /// Where it is; of a known town its middle is taken when this is left out.
    pub location: Option<LocationInput>,
    /// For customers; a national number is read by `country`.
    pub phone: Option<String>,
    /// For customers.
    pub email: Option<String>,
    /// `https://…`.
    pub website: Option<String>,
    /// A picture that the caller has uploaded.
    pub logo_media_id: Option<String>,
    /// At most two entries a day.
    pub opening_hours: Option<Vec<OpeningHours>>,
    /// IANA name; that of the country when left out.
    pub time_zone: Option<String>,
    /// The version that is changed, unless `If-Match` tells it; left out when creating.
    pub version: Option<i64>,
}

impl BusinessDraft {
    /// Checks everything at once. `known` says which categories there are.
    pub fn parse(checks: &mut Checks, input: &BusinessInput, known: &dyn Fn(&str) -> bool) -> Option<Self> {
        let name = parse_business_name(checks, input.name.as_deref());
        let description = checks.text("description", input.description.as_deref(), 0..=2000);
        let business_type =
            checks.required("type", input.business_type.as_deref().filter(|text| !text.is_empty()));
        let business_type = checks.parsed("type", business_type, "accounts-check-business-type");
        let categories = parse_categories(checks, input.categories.as_deref().unwrap_or_default(), known);
        let market = parse_market(checks, input.market.as_deref());
        let country = checks.required("country", input.country.as_deref().filter(|text| !text.is_empty()));
        let country: Option<Country> = checks.parsed("country", country, "accounts-check-country");
        let city = optional(checks.text("city", input.city.as_deref(), 0..=80));
        let address = optional(checks.text("address", input.address.as_deref(), 0..=200));
        let location = parse_location(checks, input.location);
        let location = location.or_else(|| {
            let city = city.as_deref()?;
            known_city(city, country?).map(|city| city.location)
        });
        let phone = filled(input.phone.as_deref()).and_then(|typed| {
            let phone = Address::phone(typed, country);
            if phone.is_none() {
                checks.fail("phone", "accounts-check-phone");
            }
            phone.map(|phone| phone.as_str().to_owned())
        });
        let email = filled(input.email.as_deref()).and_then(|typed| {
            let email = Address::email(typed);
            if email.is_none() {
                checks.fail("email", "accounts-check-email");
            }
            email.map(|email| email.as_str().to_owned())
        });
        let website = parse_website(checks, input.website.as_deref());
        let logo: Option<MediaId> =
            checks.parsed("logo_media_id", input.logo_media_id.as_deref(), "accounts-check-logo");
        let opening_hours = parse_hours(checks, input.opening_hours.as_deref().unwrap_or_default());
        let time_zone = parse_time_zone(checks, "time_zone", input.time_zone.as_deref());
        let country = country?;
        Some(Self {
            name: name?,
            description: description?,
            business_type: business_type?,
            categories: categories?,
            market,
            city,
            address,
            location,
            phone,
            email,
            website,
            logo_media_id: logo,
            opening_hours: opening_hours?,
            time_zone: time_zone.unwrap_or_else(|| {
                kernel::places::country(country)
                    .map_or_else(|| "UTC".to_owned(), |info| info.time_zone.clone())
            }),
            country,
        })
    }
}

fn filled(text: Option<&str>) -> Option<&str> {
    text.map(str::trim).filter(|text| !text.is_empty())
}

fn optional(text: Option<String>) -> Option<String> {
    text.filter(|text| !text.is_empty())
}

/// 2–80 characters without links and numbers to call.
pub fn parse_business_name(checks: &mut Checks, typed: Option<&str>) -> Option<String> {
    let name = checks.text("name", typed, 2..=80)?;
    if kernel::contains_contact(&name) || name.contains('\n') {
        checks.fail("name", "accounts-check-name");
        return None;
    }
    Some(name)
}

/// One to five known categories, each once.
pub fn parse_categories(
    checks: &mut Checks,
    typed: &[String],
    known: &dyn Fn(&str) -> bool,
) -> Option<Vec<String>> {
    let mut categories: Vec<String> = Vec::new();
    for slug in typed.iter().map(|slug| slug.trim()).filter(|slug| !slug.is_empty()) {
        if !known(slug) {
            checks.fail("categories", "accounts-check-category-unknown");
            return None;
        }
        if !categories.iter().any(|chosen| chosen == slug) {
            categories.push(slug.to_owned());
        }
    }
    if !(1..=MOST_CATEGORIES).contains(&categories.len()) {
        checks.fail("categories", "accounts-check-category-count");
        return None;
    }
    Some(categories)
}

/// One of [`MARKETS`], or none.
pub fn parse_market(checks: &mut Checks, typed: Option<&str>) -> Option<MarketCode> {
    let typed = filled(typed)?;
    if !MARKETS.contains(&typed) {
        checks.fail("market", "accounts-check-market");
        return None;
    }
    typed.parse().ok()
}

fn parse_website(checks: &mut Checks, typed: Option<&str>) -> Option<String> {
    let typed = filled(typed)?;
    let address = if typed.contains("://") { typed.to_owned() } else { format!("https://{typed}") };
    let uri: Option<axum::http::Uri> = address.parse().ok();
    let fits = address.len() <= 200
        && uri.is_some_and(|uri| {
            matches!(uri.scheme_str(), Some("http" | "https"))
                && uri.host().is_some_and(|host| host.contains('.'))
                && uri.authority().is_some_and(|authority| !authority.as_str().contains('@'))
        });
    if !fits {
        checks.fail("website", "accounts-check-website");
        return None;
    }
    Some(address)
}

/// A slug or an id, as it stands in an address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum BusinessKey {
    /// By id.
    Id(BusinessId),
    /// By slug.
    Slug(Slug),
}

impl std::str::FromStr for BusinessKey {
    type Err = kernel::UnknownCode;
    fn from_str(text: &str) -> Result<Self, kernel::UnknownCode> {
        match text.parse() {
            Ok(id) if text.len() == 36 => Ok(Self::Id(id)),
            _ => text.parse().map(Self::Slug),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn input() -> BusinessInput {
        BusinessInput {
            name: Some("Adunni Grains".to_owned()),
            business_type: Some("TRADER".to_owned()),
            categories: Some(vec!["grains".to_owned()]),
            country: Some("NG".to_owned()),
            ..BusinessInput::default()
        }
    }

    fn parse(input: &BusinessInput) -> Result<BusinessDraft, Vec<String>> {
        let mut checks = Checks::new("accounts");
        let draft = BusinessDraft::parse(&mut checks, input, &|slug| slug == "grains" || slug == "fruit");
        checks
            .finish(draft)
            .map_err(|problems| problems.into_iter().filter_map(|problem| problem.field).collect())
    }

    #[test]
    fn a_town_and_a_country_tell_place_and_time() {
        let draft = parse(&BusinessInput {
            city: Some("Le Caire".to_owned()),
            country: Some("EG".to_owned()),
            ..input()
        })
        .expect("good");
        assert_eq!(draft.time_zone, "Africa/Cairo");
        assert!(draft.location.is_some_and(|point| (point.latitude() - 30.0).abs() < 0.5));
        assert!(parse(&input()).expect("good").location.is_none());
    }

    #[test]
    fn contact_details_are_normalised() {
        let draft = parse(&BusinessInput {
            phone: Some("0803 123 4567".to_owned()),
            email: Some("Sales@Adunni.NG".to_owned()),
            website: Some("adunni.ng/shop".to_owned()),
            ..input()
        })
        .expect("good");
        assert_eq!(draft.phone.as_deref(), Some("+2348031234567"));
        assert_eq!(draft.email.as_deref(), Some("sales@adunni.ng"));
        assert_eq!(draft.website.as_deref(), Some("https://adunni.ng/shop"));
    }

    #[test]
    fn everything_wrong_is_told_at_once() {
        let hours = |day: &str, opens: &str, closes: &str| OpeningHours {
            day: day.to_owned(),
            opens: opens.to_owned(),
            closes: closes.to_owned(),
        };
        let told = parse(&BusinessInput {
            name: Some("call 0803 123 4567".to_owned()),
            description: Some("x".repeat(2001)),
            business_type: Some("BAKER".to_owned()),
            categories: Some(vec!["bread".to_owned()]),
            market: Some("mars".to_owned()),
            country: Some("ZZ".to_owned()),
            location: Some(LocationInput { latitude: Some(91.0), longitude: Some(0.0) }),
            website: Some("javascript://x.y/%0aalert(1)".to_owned()),
            logo_media_id: Some("7".to_owned()),
            opening_hours: Some(vec![hours("MON", "8:00", "25:00")]),
            time_zone: Some("Mars/Base".to_owned()),
            ..input()
        })
        .expect_err("wrong");
        let expected = [
            "name",
            "description",
            "type",
            "categories",
            "market",
            "country",
            "location.latitude",
            "website",
            "logo_media_id",
            "opening_hours",
            "time_zone",
        ];
        assert_eq!(told, expected);
        assert_eq!(
            parse(&BusinessInput::default()),
            Err(["name", "type", "categories", "country"].map(str::to_owned).to_vec())
        );
        let half = LocationInput { latitude: None, longitude: Some(3.0) };
        assert_eq!(
            parse(&BusinessInput { location: Some(half), ..input() }),
            Err(vec!["location.latitude".to_owned()])
        );
    }

    #[test]
    fn a_key_is_an_id_or_a_slug() {
        assert!(matches!("01930000-0000-7000-8000-000000abcdef".parse(), Ok(BusinessKey::Id(_))));
        assert!(matches!("adunni-grains".parse(), Ok(BusinessKey::Slug(_))));
        assert!("Not A Slug".parse::<BusinessKey>().is_err());
    }
}
