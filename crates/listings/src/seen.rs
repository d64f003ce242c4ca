//! Who was shown what today, so that one who asks again and again counts once for each listing (L-5).
//!
//! A table of fixed size in memory, of marks made from a viewer, a listing and the day. Looking at it costs no lock, no
//! allocation and, for each card, hardly more than the line of memory in which its mark may stand. When a line is full, a
//! mark in it is forgotten: then somebody counts twice, on a day on which so many others look that it makes no
//! difference. Each process remembers for itself, and forgets when it ends.

use std::sync::LazyLock;
use std::sync::atomic::{AtomicU32, Ordering};

use chrono::{DateTime, Utc};
use uuid::Uuid;

use crate::viewer::{Viewer, scatter};

/// Marks that are kept: 4 MiB, made when the first one comes. Fifty cards a second fill them in six hours.
const MARKS: usize = 1 << 20;
/// Marks of one line: as many as a processor reads at once.
const LINE: usize = 16;

/// The marks.
pub struct Seen {
    marks: LazyLock<Box<[AtomicU32]>>,
}

impl Default for Seen {
    fn default() -> Self {
        Self { marks: LazyLock::new(|| std::iter::repeat_with(AtomicU32::default).take(MARKS).collect()) }
    }
}

impl Seen {
    /// Whether `viewer` is shown `listing` for the first time on this day (UTC), as far as that is remembered.
    pub fn is_first(&self, viewer: Viewer, listing: Uuid, now: DateTime<Utc>) -> bool {
        let day = now.timestamp().div_euclid(86_400).cast_unsigned();
        let (high, low) = listing.as_u64_pair();
        let of_viewer = scatter(viewer.0.cast_unsigned() ^ scatter(day));
        let drawn = scatter(scatter(of_viewer ^ high) ^ low);
        // Nothing stands where there is a zero.
        let mark = (drawn as u32).max(1);
        let line = (drawn >> 32) as usize % (MARKS / LINE) * LINE;
        let line = &self.marks[line..line + LINE];
        let holds = |place: &&AtomicU32, what: u32| place.load(Ordering::Relaxed) == what;
        if line.iter().any(|place| holds(&place, mark)) {
            return false;
        }
        let empty = line.iter().find(|place| holds(place, 0));
        let place = empty.unwrap_or(&line[(drawn >> 60) as usize % LINE]);
        // Of two requests at once, the second finds what the first has put there.
        place.swap(mark, Ordering::Relaxed) != mark
    }
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;

    use super::*;
    use crate::model::tests::now;

    fn firsts(seen: &Seen, viewers: std::ops::Range<i64>, listings: std::ops::Range<u128>) -> usize {
        let pairs = viewers.flat_map(|viewer| listings.clone().map(move |listing| (viewer, listing)));
        pairs.filter(|(viewer, n)| seen.is_first(Viewer(*viewer), Uuid::from_u128(*n), now())).count()
    }

    #[test]
    fn whoever_looks_again_counts_once_a_day() {
        let seen = Seen::default();
        assert_eq!((0..1000).map(|_| firsts(&seen, 7..8, 0..10)).sum::<usize>(), 10);
        assert_eq!(firsts(&seen, 100..160, 3..4), 60, "sixty others count sixty times");
        let listing = Uuid::from_u128(3);
        let tomorrow = now() + TimeDelta::days(1);
        assert!(seen.is_first(Viewer(7), listing, tomorrow) && !seen.is_first(Viewer(7), listing, tomorrow));
    }

    #[test]
    fn nothing_is_forgotten_before_there_is_much_of_it() {
        let seen = Seen::default();
        assert_eq!(firsts(&seen, 0..10_000, 0..20), 200_000, "nobody is taken for somebody else");
        assert_eq!(firsts(&seen, 0..10_000, 0..20), 0);
    }
}
