//! Filters as words: a listing carries its category, country and the like in its word lists, so that PostgreSQL meets
//! them in the same index walk as the words of the query.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use kernel::{Country, GeoPoint};

use crate::analysis::{is_stop_word, tokens};

/// In this category or one below it.
#[must_use]
pub fn category(slug: &str) -> String {
    format!("=c:{slug}")
}

/// In this country.
#[must_use]
pub fn country(country: Country) -> String {
    format!("=k:{country}")
}

/// In this town, however it is written.
#[must_use]
pub fn city(name: &str) -> String {
    let words: Vec<String> = tokens(name).into_iter().map(|token| token.key).collect();
    format!("=w:{}", words.join("-"))
}

/// OFFER or REQUEST.
#[must_use]
pub fn listing_type(word: &str) -> String {
    format!("=t:{word}")
}

/// Meant for this corridor.
#[must_use]
pub fn market(code: &str) -> String {
    format!("=m:{code}")
}

/// Of a verified business, or one itself.
pub const VERIFIED: &str = "=v";

/// With a picture.
pub const PHOTO: &str = "=p";

/// A longer title, in bytes, is none that anybody types.
const LONGEST_TITLE: usize = 400;

/// With a title of exactly these folded words, in whatever order and whatever else stands between them that says nothing.
#[must_use]
pub fn whole_title<'a>(words: impl IntoIterator<Item = &'a str>) -> Option<String> {
    let words: BTreeSet<&str> = words.into_iter().filter(|word| !is_stop_word(word)).collect();
    let title = words.into_iter().collect::<Vec<_>>().join("-");
    (1..=LONGEST_TITLE).contains(&title.len()).then(|| format!("=e:{title}"))
}

/// The one-degree cell that a point lies in.
#[must_use]
pub fn cell(point: GeoPoint) -> String {
    cell_at(point.latitude().floor() as i32, point.longitude().floor() as i32)
}

fn cell_at(latitude: i32, longitude: i32) -> String {
    format!("=g:{latitude}:{}", (longitude + 180).rem_euclid(360) - 180)
}

/// More cells than this are no help to the index.
const MOST_CELLS: i32 = 400;

/// The cells that a circle touches; none when they are too many to be of use.
#[must_use]
pub fn cells_around(middle: GeoPoint, radius_km: f64) -> Option<Vec<String>> {
    // One degree of latitude is 111.2 km; towards the poles one of longitude shrinks to nothing.
    let degrees = radius_km / 111.0;
    let (south, north) = (middle.latitude() - degrees, middle.latitude() + degrees);
    let shrunk = south.abs().max(north.abs()).min(90.0).to_radians().cos();
    if shrunk < 0.05 {
        return None;
    }
    let width = degrees / shrunk;
    let rows = (south.floor() as i32)..=(north.floor() as i32);
    let columns =
        ((middle.longitude() - width).floor() as i32)..=((middle.longitude() + width).floor() as i32);
    let count = (rows.end() - rows.start() + 1) * (columns.end() - columns.start() + 1);
    if count > MOST_CELLS {
        return None;
    }
    Some(rows.flat_map(|row| columns.clone().map(move |column| cell_at(row, column))).collect())
}

/// Spans of time as lexemes, the shortest first: five minutes, twenty, one and a half hours, six hours, a day. The same
/// as the database's function `search.moments` says. The last number is how many of them are asked for at most.
const SPANS: [(&str, i64, i64); 5] =
    [("=m", 300, 6), ("=t", 1_200, 6), ("=s", 5_400, 6), ("=q", 21_600, 6), ("=d", 86_400, 8)];

/// The spans that a moment lies in.
pub fn moments(at: DateTime<Utc>) -> impl Iterator<Item = String> {
    SPANS.into_iter().map(move |(name, seconds, _)| format!("{name}:{}", at.timestamp().div_euclid(seconds)))
}

/// Spans that hold every moment between two, and few others; none when they are too many to be of use.
#[must_use]
pub fn moments_between(from: DateTime<Utc>, to: DateTime<Utc>) -> Option<Vec<String>> {
    SPANS.into_iter().find_map(|(name, seconds, most)| {
        let (from, to) = (from.timestamp().div_euclid(seconds), to.timestamp().div_euclid(seconds));
        (to - from < most).then(|| (from..=to).map(|span| format!("{name}:{span}")).collect())
    })
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;

    use super::*;

    #[test]
    fn spans_hold_every_moment_between_two() {
        let to = DateTime::from_timestamp(1_795_262_400, 0).expect("in range");
        for hours in [0, 1, 7, 20, 29, 80, 150] {
            let from = to - TimeDelta::hours(hours);
            let spans = moments_between(from, to).expect("few enough");
            assert!(spans.len() <= 8, "{spans:?}");
            for minutes in 0..=hours * 60 {
                let at = from + TimeDelta::minutes(minutes);
                assert!(moments(at).any(|moment| spans.contains(&moment)), "{hours} {minutes}");
            }
        }
        assert_eq!(moments_between(to - TimeDelta::days(30), to), None);
        assert_eq!(
            moments(to).collect::<Vec<_>>(),
            ["=m:5984208", "=t:1496052", "=s:332456", "=q:83114", "=d:20778"]
        );
    }

    fn at(latitude: f64, longitude: f64) -> GeoPoint {
        GeoPoint::new(latitude, longitude).expect("on the globe")
    }

    #[test]
    fn a_circle_touches_the_cell_of_every_point_in_it() {
        for middle in [at(6.45, 3.39), at(-33.9, 18.4), at(0.01, -0.01), at(-17.8, 179.9), at(59.9, 10.7)] {
            for radius_km in [1.0, 25.0, 100.0, 500.0] {
                let cells = cells_around(middle, radius_km).expect("few enough");
                for north in [-0.99, -0.5, 0.0, 0.5, 0.99] {
                    for east in [-0.99_f64, -0.3, 0.0, 0.3, 0.99] {
                        let latitude = middle.latitude() + north * radius_km / 111.2;
                        let shift = east * radius_km / (111.2 * latitude.to_radians().cos());
                        let longitude = (middle.longitude() + shift + 180.0).rem_euclid(360.0) - 180.0;
                        let point = at(latitude, longitude);
                        if middle.distance_m(point) <= radius_km * 1000.0 {
                            assert!(cells.contains(&cell(point)), "{middle:?} {radius_km} {point:?}");
                        }
                    }
                }
            }
        }
    }

    #[test]
    fn a_circle_around_the_pole_has_no_cells() {
        assert_eq!(cells_around(at(89.5, 0.0), 100.0), None);
    }

    #[test]
    fn a_title_is_its_words_in_whatever_order() {
        assert_eq!(whole_title(["yellow", "maize"]).as_deref(), Some("=e:maize-yellow"));
        assert_eq!(whole_title(["bags", "of", "the", "maize", "bags"]).as_deref(), Some("=e:bags-maize"));
        assert_eq!(whole_title(["of", "the"]), None);
        let long: Vec<String> = (0..100).map(|n| format!("word{n}")).collect();
        assert_eq!(whole_title(long.iter().map(String::as_str)), None);
    }

    #[test]
    fn a_town_is_one_word_however_it_is_written() {
        assert_eq!(city("Dar es-Salaam"), city("dar  ES salaam"));
        assert_eq!(city("Yaoundé"), "=w:yaounde");
    }
}
