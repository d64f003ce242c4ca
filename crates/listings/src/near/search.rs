//! A search on its way outward.

use std::cmp::{Ordering, Reverse};
use std::collections::BinaryHeap;

use uuid::Uuid;

use super::NearKey;
use super::globe::{Point, arc_of, chord2, chord2_of_arc};
use super::part::{Holds, Key, Part};
use super::spot::{Sieve, Spot};

/// Small parts that are read from the database at once: at first, since one may hold all that is wanted, and at most.
const AT_FIRST: usize = 4;
const AT_ONCE: usize = 64;
/// After so many listings without a full page, what is wanted is rare around here.
const MOST_LOOKED_AT: usize = 20_000;
/// What two ways to an arc may differ in.
const SLACK: f64 = 1e-9;

/// Where a search stands.
pub(super) struct Search {
    centre: Point,
    /// Nothing beyond this is wanted.
    farthest: f64,
    after: Option<Hit>,
    limit: usize,
    /// The best so far, the worst of them on top.
    hits: BinaryHeap<Hit>,
    /// Parts that have not been opened, the nearest on top; the distance is in the bits of a number that is never
    /// negative, which are in the same order.
    unopened: BinaryHeap<Reverse<(u64, Key)>>,
    /// Small parts to be read from the database together the next time.
    at_once: usize,
    /// Listings that it may still look at before it gives up.
    patience: usize,
}

impl Search {
    /// A search from `centre` over the whole world for the `limit` best within an arc of `radius`. It gives up where what
    /// is wanted is rare.
    pub(super) fn new(centre: Point, radius: f64, after: Option<NearKey>, limit: usize) -> Self {
        Self {
            centre,
            farthest: chord2_of_arc(radius),
            after: after.map(|(chord2, id)| Hit { chord2, id }),
            limit,
            hits: BinaryHeap::new(),
            unopened: BinaryHeap::from([Reverse((0, Key::World))]),
            at_once: AT_FIRST,
            patience: MOST_LOOKED_AT,
        }
    }

    /// The same search from its beginning, over what is known to hold everything that is wanted; it does not give up.
    pub(super) fn over(&self, wanted: &Part) -> Self {
        let after = self.after.map(|after| (after.chord2, after.id));
        let mut search = Self {
            farthest: self.farthest,
            unopened: BinaryHeap::new(),
            patience: usize::MAX,
            ..Self::new(self.centre, 0.0, after, self.limit)
        };
        search.look_for(wanted.parts());
        search
    }

    /// The keys of the hits, the nearest first.
    pub(super) fn into_hits(self) -> Vec<NearKey> {
        self.hits.into_sorted_vec().into_iter().map(|hit| (hit.chord2, hit.id)).collect()
    }

    /// Beyond this arc nothing can be a hit any more.
    fn reach(&self) -> f64 {
        let worst = self.hits.peek().filter(|_| self.hits.len() >= self.limit);
        arc_of(worst.map_or(self.farthest, |worst| worst.chord2.min(self.farthest)))
    }

    /// Whether it has gone far enough without finding a page full.
    pub(super) fn has_given_up(&self) -> bool {
        self.patience == 0 && self.hits.len() < self.limit
    }

    /// What to open next: the nearest part, and if it is not at hand, others that will be wanted soon along with it.
    /// None when nothing within reach is left, or it has given up.
    pub(super) fn next_keys(&mut self, is_at_hand: impl Fn(&Key) -> bool) -> Option<Vec<Key>> {
        let reach = self.reach();
        let Reverse((nearest, first)) = self.unopened.pop()?;
        if f64::from_bits(nearest) > reach || self.has_given_up() {
            return None;
        }
        let mut keys = vec![first];
        if first.is_small() && !is_at_hand(&first) {
            // A nook of a crowded cell alone may hold all that is wanted.
            let at_once = if matches!(first, Key::Nook(..)) { self.at_once / AT_FIRST } else { self.at_once };
            while keys.len() < at_once
                && let Some(Reverse((arc, next))) = self.unopened.peek()
                && next.is_small()
                && f64::from_bits(*arc) <= reach
                && let Some(Reverse((_, key))) = self.unopened.pop()
            {
                keys.push(key);
            }
            self.at_once = (2 * self.at_once).min(AT_ONCE);
        }
        Some(keys)
    }

    pub(super) fn look_into(&mut self, key: Key, part: &Part, sieve: &Sieve<'_>) {
        match &*part.holds {
            Holds::Parts(parts) => self.look_for(parts),
            Holds::Spots(spots) => {
                debug_assert!(spots.iter().all(|spot| key.contains(spot.place)));
                self.patience = self.patience.saturating_sub(spots.len());
                spots.iter().filter(|spot| sieve.lets_through(spot)).for_each(|spot| self.offer(spot));
            }
        }
    }

    /// Parts to be opened in their turn.
    fn look_for(&mut self, parts: &[Key]) {
        let shown = self.after.map_or(0.0, |after| arc_of(after.chord2));
        for part in parts {
            let (arc, radius) = (arc_of(chord2(&self.centre, &part.middle())), part.radius());
            // Of what lies nearer as a whole, everything has been shown.
            if arc + radius + SLACK >= shown {
                self.unopened.push(Reverse(((arc - radius).max(0.0).to_bits(), *part)));
            }
        }
    }

    /// Listings that pass the filter.
    pub(super) fn look_at(&mut self, spots: &[Spot]) {
        spots.iter().for_each(|spot| self.offer(spot));
    }

    fn offer(&mut self, spot: &Spot) {
        let hit = Hit { chord2: chord2(&self.centre, &spot.at), id: spot.id };
        if hit.chord2 > self.farthest || self.after.is_some_and(|after| hit <= after) {
            return;
        }
        if self.hits.len() < self.limit {
            self.hits.push(hit);
        } else if let Some(mut worst) = self.hits.peek_mut()
            && hit < *worst
        {
            *worst = hit;
        }
    }
}

/// A hit, ordered by distance and id; both are what the cursor says.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Hit {
    chord2: f64,
    id: Uuid,
}

impl Eq for Hit {}

impl Ord for Hit {
    fn cmp(&self, other: &Self) -> Ordering {
        self.chord2.total_cmp(&other.chord2).then(self.id.cmp(&other.id))
    }
}

impl PartialOrd for Hit {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}
