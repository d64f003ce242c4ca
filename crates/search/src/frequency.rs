//! How common words are, from what PostgreSQL's own statistics say, and how far back a search for them has to look.
//!
//! A word that 300 listings have is found by its list; all of them are read and ranked. Of a word that 30,000 have, only
//! the newest some hundred are ranked, and reading the others first would take ten times as long. So a search for
//! common words looks only at documents from a moment on, chosen so that enough of them should match.

use std::collections::BTreeMap;

use chrono::{DateTime, TimeDelta, Utc};

use crate::analysis::forms;

/// Up to so many matches are simply read, 3.5 µs each. Further back than the newest quarter, the lists of moments that a
/// search would be narrowed down by are so long that comparing them with the word's takes longer (4 to 6 ms at 300,000
/// documents, and it grows with them).
const FEW: f64 = 1700.0;
/// So many matches are expected from the chosen moment on: half as many again as are ranked, since words come in waves.
pub const WANTED: f64 = 450.0;

/// What is known of one part of the index, from a sample and by counting the words of titles.
#[derive(Debug, Default)]
pub struct Frequencies {
    /// Documents.
    pub documents: f64,
    /// Share of the documents whose title has a lexeme, for the common ones.
    pub title: BTreeMap<String, f64>,
    /// Share of the documents that have it anywhere.
    pub words: BTreeMap<String, f64>,
    /// Moments between which equally many documents lie, ascending.
    pub ranks: Vec<DateTime<Utc>>,
    /// Of the newest documents every so-many-th: how many are as new, and its moment; descending.
    pub newest: Vec<(f64, DateTime<Utc>)>,
}

impl Frequencies {
    /// Adds how many titles have each of these words, for the lexemes that are not known otherwise. What a title has, the
    /// whole text has, too.
    pub fn add_counted(&mut self, words: impl Iterator<Item = (String, i32)>) {
        let mut counted: BTreeMap<String, f64> = BTreeMap::new();
        for (word, documents) in words {
            for form in forms(&word) {
                let share = counted.entry(form).or_default();
                *share = (*share + f64::from(documents) / self.documents.max(1.0)).min(1.0);
            }
        }
        for (lexeme, share) in counted {
            self.words.entry(lexeme.clone()).or_insert(share);
            self.title.entry(lexeme).or_insert(share);
        }
    }

    /// Whether more documents match than are simply read, when this share of them does.
    #[must_use]
    pub fn are_many(&self, share: f64) -> bool {
        self.documents * share > FEW
    }

    /// The moment from which on to look for `wanted` documents when this share of them matches; none when all may be
    /// read.
    #[must_use]
    pub fn floor(&self, share: f64, wanted: f64) -> Option<DateTime<Utc>> {
        if !self.are_many(share) {
            return None;
        }
        // Among so many of the newest there should be enough.
        let among = wanted / share;
        if let Some((_, at)) = self.newest.iter().find(|(documents, _)| *documents >= among) {
            return Some(*at);
        }
        let last = self.ranks.len().checked_sub(1).filter(|last| *last > 0)?;
        let place = (1.0 - among / self.documents) * last as f64;
        let (below, part) = (place.floor() as usize, place.fract());
        let (from, to) = (self.ranks.get(below)?, self.ranks.get(below + 1)?);
        let since = (*to - *from).num_microseconds()? as f64 * part;
        (place >= 0.0).then(|| *from + TimeDelta::microseconds(since as i64))
    }
}

/// The share of documents that have several things together. Half-way between things that have nothing to do with each
/// other (the product) and things that always come together (the rarest): the rarest counts in full, each commoner one
/// with half the weight of the one before. After the "exponential back-off" of SQL Server's planner.
#[must_use]
pub fn together(mut shares: Vec<f64>) -> f64 {
    shares.sort_by(f64::total_cmp);
    let mut weight = 2.0;
    shares.into_iter().fold(1.0, |all, share| {
        weight /= 2.0;
        all * share.powf(weight)
    })
}

/// Share of one lexeme, or of all that begin with it.
#[must_use]
pub fn share_of(shares: &BTreeMap<String, f64>, lexeme: &str, open: bool) -> f64 {
    if open {
        let beginning = shares.range(lexeme.to_owned()..).take_while(|(known, _)| known.starts_with(lexeme));
        return beginning.map(|(_, share)| share).sum::<f64>().min(1.0);
    }
    shares.get(lexeme).copied().unwrap_or(0.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_commoner_the_less_far_back() {
        let day = |n: i64| DateTime::from_timestamp(1_795_000_000 + n * 86_400, 0).expect("in range");
        let known = Frequencies {
            documents: 300_000.0,
            ranks: (0..=100).map(day).collect(),
            ..Frequencies::default()
        };
        assert_eq!(known.floor(0.005, WANTED), None, "1,500 matches are read");
        let half_a_day = TimeDelta::hours(12);
        assert_eq!(known.floor(0.02, WANTED), Some(day(92) + half_a_day), "of 6,000 the newest in thirteen");
        assert_eq!(
            known.floor(1.0, WANTED),
            Some(day(99) + TimeDelta::minutes(1224)),
            "450 of a day's 3,000"
        );
        assert_eq!(Frequencies::default().floor(1.0, WANTED), None, "nothing is known yet");
        // Since PostgreSQL has counted, a thousand have come that it does not know of.
        let newest = (1..=4).map(|n| (f64::from(n) * 256.0, day(104 - i64::from(n)))).collect();
        let known = Frequencies { newest, ..known };
        assert_eq!(known.floor(0.5, WANTED), Some(day(100)), "450 are expected among 900");
        assert_eq!(known.floor(0.02, WANTED), Some(day(92) + half_a_day), "further back than these");
    }

    #[test]
    fn words_that_a_sample_leaves_out_are_told_by_their_counts() {
        let shares = |shares: &[(&str, f64)]| shares.iter().map(|(w, s)| ((*w).to_owned(), *s)).collect();
        let mut known = Frequencies {
            documents: 1000.0,
            title: shares(&[("rice", 0.3)]),
            words: shares(&[("rice", 0.4), ("bag", 0.5)]),
            ..Frequencies::default()
        };
        known.add_counted(
            [("rice", 200), ("bag", 20), ("bags", 50)].map(|(w, n)| (w.to_owned(), n)).into_iter(),
        );
        let of = |shares: &BTreeMap<String, f64>, lexeme: &str| share_of(shares, lexeme, false);
        assert_eq!(
            (of(&known.title, "rice"), of(&known.words, "rice")),
            (0.3, 0.4),
            "the sample is believed"
        );
        assert!((of(&known.title, "bag") - 0.07).abs() < 1e-9, "in all its forms");
        assert_eq!((of(&known.title, "bags"), of(&known.words, "bag")), (0.05, 0.5));
        assert_eq!(of(&known.words, "bags"), 0.05);
    }

    #[test]
    fn things_come_together_more_often_than_by_chance() {
        assert!((together(vec![0.25, 0.08, 1.0]) - 0.04).abs() < 1e-9);
        assert_eq!(together(vec![0.5, 0.0]), 0.0);
        assert_eq!(together(Vec::new()), 1.0);
    }

    #[test]
    fn the_share_of_a_beginning_is_that_of_all_its_words() {
        let shares =
            BTreeMap::from([("car", 0.2), ("carton", 0.1), ("cat", 0.5)].map(|(w, s)| (w.to_owned(), s)));
        assert_eq!(share_of(&shares, "car", false), 0.2);
        assert!((share_of(&shares, "car", true) - 0.3).abs() < 1e-9);
        assert_eq!(share_of(&shares, "dog", false), 0.0);
    }
}
