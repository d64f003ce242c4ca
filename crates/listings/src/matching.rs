//! Which offers go together with which requests (L-15). No SQL: candidates are passed in.

use std::collections::HashSet;

use chrono::{DateTime, Utc};
use kernel::UserId;

use crate::store::LiveRow;
use crate::words::words;

/// Pairs that one new listing makes at most.
pub const MOST: usize = 5;

/// A live listing that may go together with a new one.
#[derive(Debug, Clone)]
pub struct Candidate {
    /// It.
    pub live: LiveRow,
    /// Who wrote it.
    pub created_by: UserId,
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

/// The best of `candidates` for `new`, the best first: of the same category, naming the same thing in their titles,
/// with prices that can meet. The nearer, the better.
#[must_use]
pub fn best(new: &LiveRow, candidates: Vec<Candidate>, now: DateTime<Utc>) -> Vec<Candidate> {
    let told = words_that_tell(&new.title);
    let mut scored: Vec<(f64, Candidate)> = candidates
        .into_iter()
        .filter(|candidate| goes_together(new, &candidate.live, now))
        .filter_map(|candidate| {
            let common = words_that_tell(&candidate.live.title).intersection(&told).count();
            (common > 0).then(|| (common as f64 + nearness(new, &candidate.live), candidate))
        })
        .collect();
    scored.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.1.live.id.cmp(&b.1.live.id)));
    scored.into_iter().take(MOST).map(|(_, candidate)| candidate).collect()
}

fn goes_together(new: &LiveRow, other: &LiveRow, now: DateTime<Utc>) -> bool {
    new.kind != other.kind
        && new.category == other.category
        && new.business_id != other.business_id
        && now < other.expires_at
        && new.market.as_ref().is_none_or(|market| other.market.as_ref().is_none_or(|other| other == market))
        && prices_can_meet(new, other)
}

/// What is wanted for at most so much is not offered for much more. An open price meets every other, and so do prices in
/// two currencies.
fn prices_can_meet(new: &LiveRow, other: &LiveRow) -> bool {
    let (request, offer) = if new.kind == "REQUEST" { (new, other) } else { (other, new) };
    match (request.price_minor.zip(request.currency.as_ref()), offer.price_minor.zip(offer.currency.as_ref()))
    {
        (Some((most, in_this)), Some((asked, in_that))) if in_this == in_that => {
            asked <= most.saturating_add(most / 5)
        }
        _ => true,
    }
}

/// From 1 at the same place to 0 a thousand kilometres away; by town and country where no place is given.
fn nearness(new: &LiveRow, other: &LiveRow) -> f64 {
    match new.location().zip(other.location()) {
        Some((here, there)) => (1.0 - here.distance_m(there) / 1_000_000.0).max(0.0),
        None if new.city_key.is_some() && new.city_key == other.city_key => 0.9,
        None if new.country.is_some() && new.country == other.country => 0.5,
        None => 0.0,
    }
}

fn words_that_tell(title: &str) -> HashSet<String> {
    let tells = |word: &String| {
        word.chars().count() > 1 && !word.chars().all(char::is_numeric) && !EMPTY.contains(&word.as_str())
    };
    words(title).into_iter().filter(tells).collect()
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;
    use uuid::Uuid;

    use super::*;
    use crate::model::tests::now;

    fn row(id: u128, kind: &str, title: &str) -> LiveRow {
        LiveRow {
            id: Uuid::from_u128(id),
            business_id: Uuid::from_u128(id + 1000),
            kind: kind.to_owned(),
            title: title.to_owned(),
            category: "grains".to_owned(),
            root_category: Some("agriculture".to_owned()),
            price_minor: None,
            currency: None,
            latitude: None,
            longitude: None,
            city: None,
            city_key: None,
            country: Some("NG".to_owned()),
            market: None,
            photo: None,
            seller_name: String::new(),
            seller_slug: String::new(),
            seller_verified: true,
            activated_at: now(),
            expires_at: now() + TimeDelta::hours(24),
            featured_from: None,
            featured_until: None,
            rotation: 0,
            version: 1,
        }
    }

    fn found(new: &LiveRow, candidates: Vec<LiveRow>) -> Vec<u128> {
        let candidate = |live| Candidate { live, created_by: UserId(Uuid::nil()) };
        let best = best(new, candidates.into_iter().map(candidate).collect(), now());
        best.iter().map(|candidate| candidate.live.id.as_u128()).collect()
    }

    #[test]
    fn what_names_the_same_thing_goes_together() {
        let wanted = row(1, "REQUEST", "Wanted: yellow maize, 20 bags");
        let priced = |id, minor| LiveRow {
            price_minor: Some(minor),
            currency: Some("NGN".to_owned()),
            ..row(id, "OFFER", "Maize in bags")
        };
        for (other, expected) in [
            (row(2, "OFFER", "Yellow maize, 50 kg bags"), true),
            (row(2, "OFFER", "White rice, 50 kg bags"), false),
            (row(2, "REQUEST", "Yellow maize wanted"), false),
            (LiveRow { category: "fruit".to_owned(), ..row(2, "OFFER", "Yellow maize") }, false),
            (LiveRow { business_id: wanted.business_id, ..row(2, "OFFER", "Yellow maize") }, false),
            (LiveRow { expires_at: now(), ..row(2, "OFFER", "Yellow maize") }, false),
        ] {
            assert_eq!(found(&wanted, vec![other.clone()]).len() == 1, expected, "{}", other.title);
        }
        let budget = LiveRow { price_minor: Some(100), currency: Some("NGN".to_owned()), ..wanted };
        assert_eq!(found(&budget, vec![priced(2, 120), priced(3, 121)]), [2]);
        let offer = priced(9, 121);
        assert!(found(&offer, vec![budget]).is_empty(), "the reverse is the same");
    }

    #[test]
    fn the_nearest_of_the_best_come_first_and_five_at_most() {
        let wanted = LiveRow { city_key: Some("lagos".to_owned()), ..row(1, "REQUEST", "Yellow maize") };
        let mut offers: Vec<LiveRow> = (2..12).map(|id| row(id, "OFFER", "Maize")).collect();
        offers[3].city_key = Some("lagos".to_owned());
        offers[5].title = "Yellow maize".to_owned();
        assert_eq!(found(&wanted, offers), [7, 5, 2, 3, 4]);
    }
}
