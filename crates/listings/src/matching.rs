//! Which offers go together with which requests (L-15). No SQL: candidates are passed in.

use std::collections::HashSet;

use kernel::{BusinessId, GeoPoint, ListingId};

use crate::store::LiveRow;
use crate::tree::Tree;
use crate::words::words;

/// Pairs that one new listing makes at most. One that is met by many is in any number of pairs: notifications count what
/// its owner has not read into one line a day, and interrupt nobody beyond so many times an hour.
const MOST: usize = 5;

/// A live listing that may go together with another: what has to be known of it for that.
#[derive(Debug, Clone)]
pub struct Candidate {
    /// Which.
    pub id: ListingId,
    /// Whose.
    pub business_id: BusinessId,
    /// Whether it asks for something.
    pub is_request: bool,
    /// Its title.
    pub title: String,
    /// Its category.
    pub category: String,
    /// Its price in minor units, and their currency.
    pub price: Option<(i64, String)>,
    /// The corridor that it is for.
    pub market: Option<String>,
    /// Where it is.
    pub location: Option<GeoPoint>,
    /// Its town, and its country.
    pub town: (Option<String>, Option<String>),
}

impl Candidate {
    /// A row as one.
    #[must_use]
    pub fn of(live: &LiveRow) -> Self {
        Self {
            id: ListingId(live.id),
            business_id: BusinessId(live.business_id),
            is_request: live.kind == "REQUEST",
            title: live.title.clone(),
            category: live.category.clone(),
            price: live.price_minor.zip(live.currency.clone()),
            market: live.market.clone(),
            location: live.location(),
            town: (live.city_key.clone(), live.country.clone()),
        }
    }
}

/// Words that stand in every second title and say nothing about what is meant.
const EMPTY: [&str; 34] = [
    "and",
    "the",
    "for",
    "with",
    "new",
    "used",
    "good",
    "quality",
    "sale",
    "wanted",
    "need",
    "looking",
    "kg",
    "bag",
    "piece",
    "per",
    "of",
    "in",
    "de",
    "des",
    "du",
    "la",
    "le",
    "les",
    "et",
    "pour",
    "neuf",
    "recherche",
    "sac",
    "en",
    "na",
    "ya",
    "wa",
    "kwa",
];

/// The best of `candidates` for `new`, the best first: of the same category or one above or below it, naming the same
/// thing in their titles, with prices that can meet. The nearer, the better. Each comes with how many things it is known
/// to name in common, by whatever words.
#[must_use]
pub fn best(new: &Candidate, candidates: Vec<(Candidate, usize)>, tree: &Tree) -> Vec<Candidate> {
    let told = words_that_tell(&new.title);
    let mut scored: Vec<(f64, Candidate)> = candidates
        .into_iter()
        .filter(|(candidate, _)| goes_together(new, candidate, tree))
        .filter_map(|(candidate, known)| {
            let common = words_that_tell(&candidate.title).intersection(&told).count().max(known);
            (common > 0).then(|| (common as f64 + nearness(new, &candidate), candidate))
        })
        .collect();
    scored.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.1.id.cmp(&b.1.id)));
    scored.into_iter().take(MOST).map(|(_, candidate)| candidate).collect()
}

fn goes_together(new: &Candidate, other: &Candidate, tree: &Tree) -> bool {
    let is_above = |one: &Candidate, other: &Candidate| tree.path(&other.category).contains(&one.category);
    new.is_request != other.is_request
        && (new.category == other.category || is_above(new, other) || is_above(other, new))
        && new.business_id != other.business_id
        && new.market.as_ref().is_none_or(|market| other.market.as_ref().is_none_or(|other| other == market))
        && prices_can_meet(new, other)
}

/// What is wanted for at most so much is not offered for much more. An open price meets every other, and so do prices in
/// two currencies.
fn prices_can_meet(new: &Candidate, other: &Candidate) -> bool {
    let (request, offer) = if new.is_request { (new, other) } else { (other, new) };
    match (&request.price, &offer.price) {
        (Some((most, in_this)), Some((asked, in_that))) if in_this == in_that => {
            *asked <= most.saturating_add(most / 5)
        }
        _ => true,
    }
}

/// From 1 at the same place to 0 a thousand kilometres away; by town and country where no place is given.
fn nearness(new: &Candidate, other: &Candidate) -> f64 {
    let ((city, country), (other_city, other_country)) = (&new.town, &other.town);
    match new.location.zip(other.location) {
        Some((here, there)) => (1.0 - here.distance_m(there) / 1_000_000.0).max(0.0),
        None if city.is_some() && city == other_city => 0.9,
        None if country.is_some() && country == other_country => 0.5,
        None => 0.0,
    }
}

/// The words of a title that say what it is, as they are written.
#[must_use]
pub fn telling(title: &str) -> String {
    let told = words_that_tell(title);
    let written = title.split(|c: char| !c.is_alphanumeric());
    let tells = |word: &&str| words(word).iter().any(|word| told.contains(word));
    written.filter(tells).collect::<Vec<_>>().join(" ")
}

fn words_that_tell(title: &str) -> HashSet<String> {
    let tells = |word: &String| {
        word.chars().count() > 1 && !word.chars().all(char::is_numeric) && !EMPTY.contains(&word.as_str())
    };
    words(title).into_iter().filter(tells).collect()
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    fn row(id: u128, kind: &str, title: &str) -> Candidate {
        Candidate {
            id: ListingId(Uuid::from_u128(id)),
            business_id: BusinessId(Uuid::from_u128(id + 1000)),
            is_request: kind == "REQUEST",
            title: title.to_owned(),
            category: "grains".to_owned(),
            price: None,
            market: None,
            location: None,
            town: (None, Some("NG".to_owned())),
        }
    }

    fn found(new: &Candidate, candidates: Vec<Candidate>) -> Vec<u128> {
        let candidates = candidates.into_iter().map(|candidate| (candidate, 0)).collect();
        best(new, candidates, &Tree::sample()).iter().map(|candidate| candidate.id.0.as_u128()).collect()
    }

    #[test]
    fn what_names_the_same_thing_goes_together() {
        let wanted = row(1, "REQUEST", "Wanted: yellow maize, 20 bags");
        let price = |minor| Some((minor, "NGN".to_owned()));
        let priced = |id, minor| Candidate { price: price(minor), ..row(id, "OFFER", "Maize in bags") };
        for (other, expected) in [
            (row(2, "OFFER", "Yellow maize, 50 kg bags"), true),
            (row(2, "OFFER", "White rice, 50 kg bags"), false),
            (row(2, "REQUEST", "Yellow maize wanted"), false),
            (Candidate { category: "fruit".to_owned(), ..row(2, "OFFER", "Yellow maize") }, false),
            (Candidate { business_id: wanted.business_id, ..row(2, "OFFER", "Yellow maize") }, false),
        ] {
            assert_eq!(found(&wanted, vec![other.clone()]).len() == 1, expected, "{}", other.title);
        }
        let budget = Candidate { price: price(100), ..wanted };
        assert_eq!(found(&budget, vec![priced(2, 120), priced(3, 121)]), [2]);
        let offer = priced(9, 121);
        assert!(found(&offer, vec![budget]).is_empty(), "the reverse is the same");
    }

    #[test]
    fn what_is_known_to_be_the_same_goes_together_by_other_words_and_in_a_wider_category() {
        let wanted = row(1, "REQUEST", "Yellow maize");
        let corn = |category: &str| Candidate { category: category.to_owned(), ..row(2, "OFFER", "Corn") };
        let with = |other: Candidate, known| best(&wanted, vec![(other, known)], &Tree::sample()).len();
        assert_eq!((with(corn("grains"), 0), with(corn("grains"), 1)), (0, 1));
        assert_eq!((with(corn("agriculture"), 1), with(corn("rice"), 1)), (1, 1), "above and below");
        assert_eq!(with(corn("closed"), 1), 0, "beside is another thing");
        assert_eq!(telling("Wanted: 20 bags of yellow maize, new!"), "yellow maize");
    }

    #[test]
    fn the_nearest_of_the_best_come_first() {
        let lagos = || (Some("lagos".to_owned()), Some("NG".to_owned()));
        let wanted = Candidate { town: lagos(), ..row(1, "REQUEST", "Yellow maize") };
        let mut offers: Vec<Candidate> = (2..12).map(|id| row(id, "OFFER", "Maize")).collect();
        offers[3].town = lagos();
        offers[5].title = "Yellow maize".to_owned();
        assert_eq!(found(&wanted, offers), [7, 5, 2, 3, 4], "and no more than five");
    }
}
