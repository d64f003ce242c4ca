//! What people search for, counted in memory and written now and then: no row per search, and nobody's name.

use std::collections::{BTreeSet, HashMap};
use std::sync::Mutex;

use chrono::{DateTime, Datelike, TimeDelta, Utc};
use kernel::{Language, contains_contact};

use crate::analysis::tokens;
use crate::store::QueryCount;

/// So long counts stay in memory; what a killed process has counted since is lost.
const PAUSE: TimeDelta = TimeDelta::seconds(30);
/// So many different queries are not waited with.
const MOST: usize = 1000;
/// Longer queries are nobody else's.
const LONGEST: usize = 60;

/// More people than these are not told apart.
pub const MOST_ASKERS: usize = 64;

/// Stands for one person (or one address, of somebody who has not signed in) for a month: the month, and a keyed hash,
/// so that nobody's name or address is kept beside what they searched for. In another month the same person is somebody
/// else, so only those of one month are counted together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Asker(pub i64);

impl Asker {
    /// From the month and the hash, of which six bytes are kept.
    #[must_use]
    pub fn new([high, low]: [u8; 2], hash: &[u8; 32]) -> Self {
        let [a, b, c, d, e, f, ..] = *hash;
        Self(i64::from_be_bytes([high, low, a, b, c, d, e, f]))
    }
}

/// The month that a moment lies in, counted from the year 0.
#[must_use]
pub fn month_of(at: DateTime<Utc>) -> [u8; 2] {
    let month = i64::from(at.year()) * 12 + i64::from(at.month0());
    i16::try_from(month).unwrap_or(i16::MAX).to_be_bytes()
}

/// Counts of queries since the last writing.
#[derive(Debug, Default)]
pub struct QueryLog(Mutex<Counts>);

#[derive(Debug, Default)]
struct Counts {
    begun: Option<DateTime<Utc>>,
    by_query: HashMap<(String, Language), QueryCount>,
}

impl Counts {
    fn take(&mut self) -> Vec<QueryCount> {
        self.begun = None;
        std::mem::take(&mut self.by_query).into_values().collect()
    }
}

impl QueryLog {
    /// Counts a query. Returns what has to be written when it is time. Queries with an address or a phone number in
    /// them are not kept at all.
    pub fn count(
        &self,
        typed: &str,
        language: Language,
        empty: bool,
        asker: Asker,
        now: DateTime<Utc>,
    ) -> Option<Vec<QueryCount>> {
        let words: Vec<String> = tokens(typed).into_iter().map(|token| token.key).collect();
        let query = words.join(" ");
        if query.is_empty() || typed.chars().count() > LONGEST || contains_contact(typed) {
            return None;
        }
        let mut counts = self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        let begun = *counts.begun.get_or_insert(now);
        let count = counts.by_query.entry((query.clone(), language)).or_insert_with(|| QueryCount {
            query,
            language: language.code().to_owned(),
            shown: typed.to_lowercase(),
            searches: 0,
            empty: 0,
            askers: BTreeSet::new(),
        });
        count.searches += 1;
        count.empty += i64::from(empty);
        if count.askers.len() < MOST_ASKERS {
            count.askers.insert(asker.0);
        }
        if now - begun < PAUSE && counts.by_query.len() < MOST {
            return None;
        }
        Some(counts.take())
    }

    /// What has been counted since the last writing.
    pub fn take(&self) -> Vec<QueryCount> {
        self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner).take()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whoever_asks_is_another_one_in_another_month() {
        let at = |seconds: i64| month_of(DateTime::from_timestamp(seconds, 0).expect("in range"));
        let (november, december) = (at(1_795_000_000), at(1_798_000_000));
        let [one, other] = [november, december].map(|month| Asker::new(month, &[255; 32]).0);
        assert_eq!((one >> 48, other >> 48), (2026 * 12 + 10, 2026 * 12 + 11));
        assert_ne!(Asker::new(november, &[7; 32]).0, one);
    }

    #[test]
    fn queries_are_counted_together_and_handed_over_after_a_while() {
        let log = QueryLog::default();
        let now = DateTime::from_timestamp(1_795_000_000, 0).expect("in range");
        assert_eq!(log.count("Maïs  jaune", Language::Fr, false, Asker(1), now), None);
        assert_eq!(log.count("mais jaune", Language::Fr, true, Asker(1), now), None);
        assert_eq!(log.count("call +234 803 123 4567", Language::En, true, Asker(1), now), None);
        let counts = log.count("MAIS JAUNE", Language::Fr, false, Asker(2), now + PAUSE).expect("due");
        let told: Vec<_> =
            counts.iter().map(|c| (c.query.as_str(), c.searches, c.empty, c.askers.len())).collect();
        assert_eq!(told, [("mais jaune", 3, 1, 2)]);
        assert_eq!(log.count("rice", Language::En, false, Asker(1), now + PAUSE), None);
    }
}
