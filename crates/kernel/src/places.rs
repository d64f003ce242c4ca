use std::collections::HashMap;
use std::sync::LazyLock;

use serde::Deserialize;

use crate::{Country, Currency, GeoPoint, Language};

/// A name in the languages of the product.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Names(HashMap<String, String>);

impl Names {
    /// The name in a language, in English if there is none.
    #[must_use]
    pub fn get(&self, language: Language) -> &str {
        self.0.get(language.code()).or_else(|| self.0.get("en")).map_or("", String::as_str)
    }

    /// All of them.
    pub fn all(&self) -> impl Iterator<Item = &str> {
        self.0.values().map(String::as_str)
    }
}

/// A country that people of the product live in or trade with.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct CountryInfo {
    /// ISO 3166-1.
    pub code: Country,
    /// What it is called.
    pub names: Names,
    /// What is paid with there.
    pub currency: Currency,
    /// Without the plus.
    pub dial_code: String,
    /// ISO 639-1 of the language that most business is done in; may be one that the product does not speak.
    pub language: String,
    /// IANA name of the zone that most people live in.
    pub time_zone: String,
    /// Such as `west-africa`.
    pub region: String,
}

/// A town that can be chosen as one's place.
#[derive(Debug, Clone, PartialEq)]
pub struct City {
    /// Stable name in addresses.
    pub slug: String,
    /// Where it lies.
    pub country: Country,
    /// Its middle.
    pub location: GeoPoint,
    /// 1 is the largest.
    pub rank: u32,
    /// IANA name.
    pub time_zone: String,
    /// What it is called.
    pub names: Names,
}

#[derive(Deserialize)]
struct CityRow {
    slug: String,
    country: Country,
    lat: f64,
    lng: f64,
    rank: u32,
    time_zone: String,
    names: Names,
}

static COUNTRIES: LazyLock<Vec<CountryInfo>> = LazyLock::new(|| {
    serde_json::from_str(include_str!("../data/countries.json")).expect("a test reads data/countries.json")
});

static CITIES: LazyLock<Vec<City>> = LazyLock::new(|| {
    let rows: Vec<CityRow> =
        serde_json::from_str(include_str!("../data/cities.json")).expect("a test reads data/cities.json");
    let mut cities: Vec<City> = rows
        .into_iter()
        .map(|row| City {
            location: GeoPoint::new(row.lat, row.lng).expect("a test reads data/cities.json"),
            slug: row.slug,
            country: row.country,
            rank: row.rank,
            time_zone: row.time_zone,
            names: row.names,
        })
        .collect();
    cities.sort_by_key(|city| city.rank);
    cities
});

/// Every country, in the order of its English name.
#[must_use]
pub fn countries() -> &'static [CountryInfo] {
    &COUNTRIES
}

/// What is known of a country.
#[must_use]
pub fn country(code: Country) -> Option<&'static CountryInfo> {
    COUNTRIES.iter().find(|country| country.code == code)
}

/// Every town, the largest first.
#[must_use]
pub fn cities() -> &'static [City] {
    &CITIES
}

/// The town with this slug.
#[must_use]
pub fn city(slug: &str) -> Option<&'static City> {
    CITIES.iter().find(|city| city.slug == slug)
}

/// The town nearest to a point.
#[must_use]
pub fn nearest_city(point: GeoPoint) -> Option<&'static City> {
    CITIES.iter().min_by(|a, b| a.location.distance_m(point).total_cmp(&b.location.distance_m(point)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_data_can_be_read_and_every_city_lies_in_a_known_country() {
        assert!(countries().len() >= 54);
        assert!(cities().len() >= 60);
        for city in cities() {
            assert!(country(city.country).is_some(), "{}", city.slug);
            assert!(city.names.all().count() >= 3, "{}", city.slug);
        }
    }

    #[test]
    fn the_nearest_city_to_a_suburb_is_its_city() {
        let ikeja = GeoPoint::new(6.6018, 3.3515).expect("on the globe");
        assert_eq!(nearest_city(ikeja).map(|city| city.slug.as_str()), Some("lagos"));
    }
}
