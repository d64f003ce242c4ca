//! How often listings are shown, opened, answered and kept (L-5, L-9).
//!
//! Nothing is written while somebody reads: showing adds to a number in memory, once a day for each viewer
//! ([`crate::seen`]), opening puts a viewer into a set. Ten seconds after the first of them everything is written at once.
//! A process that is killed loses at most those ten seconds; what cannot be written because the database is away is kept,
//! up to a bound, for the next time.

use std::collections::{HashMap, HashSet};
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use chrono::{DateTime, Utc};
use contracts::listings::{ListingEvent, ViewCount};
use kernel::{Actor, ListingId};
use platform::{Platform, Result};
use uuid::Uuid;

use crate::store;
use crate::viewer::Viewer;

/// How long counts wait in memory.
const PAUSE: Duration = Duration::from_secs(10);
/// People that wait to be written; beyond, none are noted until they are.
const MOST_WAITING: usize = 100_000;
/// Counts of one event.
const TOLD_AT_ONCE: usize = 500;

/// To how many a listing was shown since that was last written.
#[derive(Debug, Default)]
pub struct Shown {
    plain: AtomicU32,
    featured: AtomicU32,
}

impl Shown {
    /// One more time, in a paid slot or not.
    pub fn count(&self, featured: bool) {
        let counter = if featured { &self.featured } else { &self.plain };
        counter.fetch_add(1, Ordering::Relaxed);
    }

    /// Times that are not written yet.
    #[must_use]
    pub fn waiting(&self) -> u32 {
        self.plain.load(Ordering::Relaxed).saturating_add(self.featured.load(Ordering::Relaxed))
    }
}

/// The counters of all listings that this process has in memory. Cheap to clone.
#[derive(Debug, Clone, Default)]
pub struct Counters(Arc<Mutex<HashMap<Uuid, Arc<Shown>>>>);

impl Counters {
    /// The counter of a listing, the same for all who ask.
    #[must_use]
    pub fn of(&self, id: Uuid) -> Arc<Shown> {
        locked(&self.0).entry(id).or_default().clone()
    }

    /// Takes what has been counted, and forgets the counters of listings that are in memory no more.
    fn take(&self) -> Vec<ShownTimes> {
        let mut counters = locked(&self.0);
        let mut taken = Vec::new();
        counters.retain(|id, shown| {
            let plain = shown.plain.swap(0, Ordering::Relaxed);
            let featured = shown.featured.swap(0, Ordering::Relaxed);
            if plain > 0 || featured > 0 {
                taken.push(ShownTimes { id: *id, plain: plain.into(), featured: featured.into() });
            }
            Arc::strong_count(shown) > 1
        });
        taken
    }

    fn put_back(&self, taken: &[ShownTimes]) {
        for times in taken {
            let shown = self.of(times.id);
            shown.plain.fetch_add(u32::try_from(times.plain).unwrap_or(0), Ordering::Relaxed);
            shown.featured.fetch_add(u32::try_from(times.featured).unwrap_or(0), Ordering::Relaxed);
        }
    }
}

/// How often a listing was shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ShownTimes {
    /// The listing.
    pub id: Uuid,
    /// Among all others.
    pub plain: i64,
    /// In a paid slot.
    pub featured: i64,
}

/// What somebody did with a listing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Interest {
    /// Opened it.
    View,
    /// Called, or began to write.
    Contact,
    /// Kept it.
    Save,
}

impl Interest {
    /// The word that the database uses.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::View => "VIEW",
            Self::Contact => "CONTACT",
            Self::Save => "SAVE",
        }
    }
}

/// Somebody who did something with a listing.
pub type Interested = (Uuid, Interest, i64);

/// Everything that waits to be written. Cheap to clone.
#[derive(Clone)]
pub struct Ledger {
    inner: Arc<Inner>,
}

struct Inner {
    platform: Arc<Platform>,
    counters: Counters,
    people: Mutex<HashSet<Interested>>,
    /// A task waits to write.
    is_due: AtomicBool,
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Ledger {
    /// An empty ledger.
    #[must_use]
    pub fn new(platform: &Arc<Platform>, counters: Counters) -> Self {
        let people = Mutex::default();
        let inner = Inner { platform: platform.clone(), counters, people, is_due: AtomicBool::new(false) };
        Self { inner: Arc::new(inner) }
    }

    /// Notes what somebody did; the same person and act are counted once a day.
    pub fn note(&self, id: ListingId, what: Interest, viewer: Viewer) {
        let mut people = locked(&self.inner.people);
        if people.len() < MOST_WAITING {
            people.insert((id.0, what, viewer.0));
        }
        drop(people);
        self.write_soon();
    }

    /// Has everything written in a while, if that is not under way.
    pub fn write_soon(&self) {
        if self.inner.is_due.swap(true, Ordering::AcqRel) {
            return;
        }
        let ledger = self.clone();
        tokio::spawn(async move {
            tokio::time::sleep(PAUSE).await;
            if let Err(error) = ledger.write().await {
                tracing::warn!(
                    error = &error as &dyn std::error::Error,
                    "counts of listings could not be written and wait on"
                );
                ledger.write_soon();
            }
        });
    }

    /// Writes everything now, and tells who was looked at.
    ///
    /// # Errors
    /// When the database refuses; everything is kept for the next time then.
    pub async fn write(&self) -> Result<()> {
        self.inner.is_due.store(false, Ordering::Release);
        let shown = self.inner.counters.take();
        let people: Vec<Interested> = locked(&self.inner.people).drain().collect();
        if shown.is_empty() && people.is_empty() {
            return Ok(());
        }
        let outcome = self.write_down(&shown, &people, self.inner.platform.clock.now()).await;
        if outcome.is_err() {
            self.inner.counters.put_back(&shown);
            let mut waiting = locked(&self.inner.people);
            let room = MOST_WAITING.saturating_sub(waiting.len());
            waiting.extend(people.into_iter().take(room));
        }
        outcome
    }

    async fn write_down(
        &self,
        shown: &[ShownTimes],
        people: &[Interested],
        now: DateTime<Utc>,
    ) -> Result<()> {
        let platform = &self.inner.platform;
        let mut tx = platform.db("listings").begin_system().await?;
        tx.hold(store::counters()).await?;
        if !shown.is_empty() {
            store::add_shown(&mut tx, shown, now).await?;
        }
        if !people.is_empty() {
            let counts: Vec<ViewCount> = store::add_interested(&mut tx, people, now).await?;
            for counts in counts.chunks(TOLD_AT_ONCE) {
                let event = ListingEvent::ViewsCounted { counts: counts.to_vec() };
                platform.outbox.publish(&mut tx, &Actor::Anonymous, &event).await?;
            }
        }
        tx.commit().await
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counters_are_taken_once_and_forgotten_with_their_listings() {
        let counters = Counters::default();
        let (kept, gone) = (Uuid::from_u128(1), Uuid::from_u128(2));
        let shown = counters.of(kept);
        shown.count(false);
        shown.count(true);
        counters.of(gone).count(false);
        assert_eq!(shown.waiting(), 2);
        let mut taken = counters.take();
        taken.sort_by_key(|times| times.id);
        assert_eq!(
            taken,
            [ShownTimes { id: kept, plain: 1, featured: 1 }, ShownTimes { id: gone, plain: 1, featured: 0 }]
        );
        assert!(counters.take().is_empty());
        assert_eq!(locked(&counters.0).len(), 1, "nobody has the other one in memory");
        counters.put_back(&taken);
        assert_eq!(shown.waiting(), 2, "what could not be written waits on");
    }
}
