//! Where the demo businesses sit.

use std::collections::HashMap;
use std::sync::LazyLock;

use kernel::{Country, Currency};
use serde::Deserialize;

use super::rng::Rng;
use super::vocabulary::Tongue;

/// A city with demo businesses in it.
#[derive(Debug)]
pub struct City {
    /// Its name in `cities.json`.
    pub slug: String,
    /// ISO 3166-1.
    pub country: Country,
    /// Degrees north.
    pub latitude: f64,
    /// Degrees east.
    pub longitude: f64,
    /// Such as `Africa/Lagos`.
    pub time_zone: String,
    /// What is paid with there.
    pub currency: Currency,
    names: HashMap<String, String>,
    weight: f64,
    inland: (f64, f64),
}

impl City {
    /// Its name; Portuguese and Swahili write it as English does.
    #[must_use]
    pub fn name(&self, tongue: Tongue) -> &str {
        &self.names[tongue.ui().code()]
    }

    /// A place in the city: dense in the middle, thin at the edge, and not in the sea or across the border.
    pub fn somewhere(&self, rng: &mut Rng) -> (f64, f64) {
        let spread_km = 2.5 + self.weight.min(8.0) * 0.55;
        let (mut east, mut north) = (rng.normal() * spread_km, rng.normal() * spread_km);
        let (inland_east, inland_north) = self.inland;
        let towards_water = -(east * inland_east + north * inland_north);
        if towards_water > 0.0 {
            // Mirrored at the shore; the direction has length 1.
            east += 2.0 * towards_water * inland_east;
            north += 2.0 * towards_water * inland_north;
        }
        // A degree of latitude is 111.2 km.
        let latitude = self.latitude + north / 111.2;
        let longitude = self.longitude + east / (111.2 * self.latitude.to_radians().cos());
        (round5(latitude), round5(longitude))
    }

    /// The language somebody there writes in.
    pub fn tongue(&self, rng: &mut Rng) -> Tongue {
        let spoken = tongues(self.country.code());
        spoken[rng.weighted(spoken.iter().map(|(_, weight)| *weight))].0
    }
}

/// Five decimals are a metre.
fn round5(degrees: f64) -> f64 {
    (degrees * 100_000.0).round() / 100_000.0
}

/// Slug, how much trade goes on there, and which way is inland (east, north) where water or a border is near.
const USED: [(&str, f64, (f64, f64)); 42] = [
    ("lagos", 10.0, (0.0, 1.0)),
    ("kano", 4.0, (0.0, 0.0)),
    ("ibadan", 3.0, (0.0, 0.0)),
    ("abuja", 4.0, (0.0, 0.0)),
    ("port-harcourt", 2.0, (0.0, 1.0)),
    ("accra", 6.0, (0.0, 1.0)),
    ("kumasi", 4.0, (0.0, 0.0)),
    ("tamale", 1.0, (0.0, 0.0)),
    ("abidjan", 6.0, (0.0, 1.0)),
    ("bouake", 1.5, (0.0, 0.0)),
    ("dakar", 5.0, (0.0, 1.0)),
    ("bamako", 3.0, (0.0, 0.0)),
    ("ouagadougou", 3.0, (0.0, 0.0)),
    ("lome", 2.0, (0.0, 1.0)),
    ("cotonou", 2.0, (-0.8, 0.6)),
    ("douala", 4.0, (1.0, 0.0)),
    ("yaounde", 3.0, (0.0, 0.0)),
    ("kinshasa", 5.0, (0.0, -1.0)),
    ("lubumbashi", 2.0, (0.0, 0.0)),
    ("luanda", 4.0, (0.8, -0.6)),
    ("nairobi", 8.0, (0.0, 0.0)),
    ("mombasa", 2.0, (-0.8, 0.6)),
    ("kisumu", 1.5, (0.6, 0.8)),
    ("dar-es-salaam", 4.0, (-1.0, 0.0)),
    ("arusha", 2.0, (0.0, 0.0)),
    ("mwanza", 1.0, (0.8, -0.6)),
    ("kampala", 4.0, (0.0, 1.0)),
    ("kigali", 3.0, (0.0, 0.0)),
    ("addis-ababa", 5.0, (0.0, 0.0)),
    ("johannesburg", 6.0, (0.0, 0.0)),
    ("cape-town", 3.0, (0.8, -0.6)),
    ("durban", 2.5, (-0.8, 0.6)),
    ("lusaka", 3.0, (0.0, 0.0)),
    ("harare", 2.0, (0.0, 0.0)),
    ("maputo", 3.0, (-0.6, 0.8)),
    ("antananarivo", 2.0, (0.0, 0.0)),
    ("cairo", 7.0, (0.0, 0.0)),
    ("alexandria", 3.0, (0.6, -0.8)),
    ("casablanca", 4.0, (0.6, -0.8)),
    ("algiers", 3.0, (0.0, -1.0)),
    ("tunis", 3.0, (-1.0, 0.0)),
    ("khartoum", 2.0, (0.0, 0.0)),
];

/// The languages that business is done in, with their shares.
fn tongues(country: &str) -> &'static [(Tongue, f64)] {
    use Tongue::{Ar, En, Fr, Pt, Sw};
    match country {
        "SN" | "CI" | "ML" | "BF" | "TG" | "BJ" | "CD" | "MG" => &[(Fr, 1.0)],
        "CM" => &[(Fr, 0.75), (En, 0.25)],
        "RW" => &[(En, 0.7), (Fr, 0.3)],
        "EG" | "SD" => &[(Ar, 1.0)],
        "MA" | "TN" => &[(Fr, 0.55), (Ar, 0.45)],
        "DZ" => &[(Ar, 0.55), (Fr, 0.45)],
        "AO" | "MZ" => &[(Pt, 1.0)],
        "TZ" => &[(Sw, 0.65), (En, 0.35)],
        "KE" => &[(En, 0.8), (Sw, 0.2)],
        _ => &[(En, 1.0)],
    }
}

#[derive(Deserialize)]
struct CityRow {
    slug: String,
    country: Country,
    lat: f64,
    lng: f64,
    time_zone: String,
    names: HashMap<String, String>,
}

#[derive(Deserialize)]
struct CountryRow {
    code: Country,
    currency: Currency,
}

/// The cities in use. Their data is part of the program; the tests read all of it.
pub static CITIES: LazyLock<Vec<City>> = LazyLock::new(|| {
    let countries: Vec<CountryRow> =
        serde_json::from_str(include_str!("../../../kernel/data/countries.json"))
            .expect("countries.json is valid");
    let rows: Vec<CityRow> =
        serde_json::from_str(include_str!("../../../kernel/data/cities.json")).expect("cities.json is valid");
    let mut rows: HashMap<String, CityRow> = rows.into_iter().map(|row| (row.slug.clone(), row)).collect();
    let currency = |code: Country| countries.iter().find(|row| row.code == code).map(|row| row.currency);
    USED.iter()
        .map(|(slug, weight, inland)| {
            let row = rows.remove(*slug).expect("every city in use is in cities.json, once");
            City {
                currency: currency(row.country).expect("the country of a city is in countries.json"),
                slug: row.slug,
                country: row.country,
                latitude: row.lat,
                longitude: row.lng,
                time_zone: row.time_zone,
                names: row.names,
                weight: *weight,
                inland: *inland,
            }
        })
        .collect()
});

/// The position in [`CITIES`] of a city by chance, in proportion to its trade.
pub fn any_city(rng: &mut Rng) -> usize {
    rng.weighted(USED.iter().map(|(_, weight, _)| *weight))
}

/// The position in [`CITIES`] of the city with this slug.
#[must_use]
pub fn city(slug: &str) -> usize {
    USED.iter().position(|(known, _, _)| *known == slug).expect("asked only for cities in use")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// South, west, north and east ends of the countries in use, in degrees, rounded outwards.
    const BOXES: [(&str, [f64; 4]); 26] = [
        ("NG", [4.2, 2.6, 13.9, 14.7]),
        ("GH", [4.7, -3.3, 11.2, 1.2]),
        ("CI", [4.3, -8.6, 10.8, -2.5]),
        ("SN", [12.3, -17.6, 16.7, -11.3]),
        ("ML", [10.1, -12.3, 25.0, 4.3]),
        ("BF", [9.4, -5.6, 15.1, 2.4]),
        ("TG", [6.1, -0.2, 11.2, 1.9]),
        ("BJ", [6.2, 0.7, 12.5, 3.9]),
        ("CM", [1.6, 8.4, 13.1, 16.3]),
        ("CD", [-13.5, 12.1, 5.4, 31.4]),
        ("AO", [-18.1, 11.6, -4.3, 24.1]),
        ("KE", [-4.8, 33.9, 5.1, 41.9]),
        ("TZ", [-11.8, 29.3, -0.9, 40.5]),
        ("UG", [-1.5, 29.5, 4.3, 35.1]),
        ("RW", [-2.9, 28.8, -1.0, 31.0]),
        ("ET", [3.4, 32.9, 14.9, 48.0]),
        ("ZA", [-34.9, 16.4, -22.1, 33.0]),
        ("ZM", [-18.1, 21.9, -8.2, 33.8]),
        ("ZW", [-22.5, 25.2, -15.6, 33.1]),
        ("MZ", [-26.9, 30.2, -10.4, 40.9]),
        ("MG", [-25.7, 43.1, -11.9, 50.5]),
        ("EG", [21.9, 24.6, 31.7, 36.9]),
        ("MA", [27.6, -13.3, 36.0, -0.9]),
        ("DZ", [18.9, -8.7, 37.2, 12.0]),
        ("TN", [30.2, 7.5, 37.6, 11.7]),
        ("SD", [8.6, 21.8, 22.3, 38.7]),
    ];

    #[test]
    fn every_place_lies_in_its_country() {
        let mut rng = Rng::of(7, 7);
        for city in CITIES.iter() {
            let [south, west, north, east] = BOXES
                .iter()
                .find(|(code, _)| *code == city.country.code())
                .expect("a box for each country")
                .1;
            for _ in 0..200 {
                let (latitude, longitude) = city.somewhere(&mut rng);
                assert!((south..=north).contains(&latitude), "{} {latitude}", city.slug);
                assert!((west..=east).contains(&longitude), "{} {longitude}", city.slug);
            }
        }
    }

    #[test]
    fn nobody_sells_from_the_sea() {
        let mut rng = Rng::of(7, 8);
        let lagos = &CITIES[city("lagos")];
        let tunis = &CITIES[city("tunis")];
        for _ in 0..500 {
            assert!(lagos.somewhere(&mut rng).0 >= lagos.latitude - 0.00001);
            assert!(tunis.somewhere(&mut rng).1 <= tunis.longitude + 0.00001);
        }
    }

    #[test]
    fn the_way_inland_has_length_one() {
        for (slug, _, (east, north)) in USED {
            let length: f64 = east * east + north * north;
            assert!(length == 0.0 || (length - 1.0).abs() < 1e-9, "{slug}");
        }
    }
}
