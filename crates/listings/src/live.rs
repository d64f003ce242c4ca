//! Live listings in memory, and the log of what has happened to them (P-23).
//!
//! When a listing changes, its id is written into a short log; nothing else happens then. Whoever next reads something
//! that is kept in memory ([`crate::shelves`], [`crate::near`]) first asks the database once for all listings that have
//! changed since somebody last asked, and applies to what it reads the news that this part has missed. So a reader sees
//! every change that was committed before it asked, a write costs nothing, and what is kept stays useful under writes.
//!
//! Expiry needs no news: everything kept carries its end and is asked at every read.

use std::collections::{HashMap, VecDeque};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};
use std::time::Duration;

use chrono::{DateTime, Utc};
use contracts::listings::ListingCard;
use kernel::ListingId;
use platform::cache::Kept;
use platform::changes::Change;
use platform::{Db, Error, Result};
use serde_json::value::{RawValue, to_raw_value};
use uuid::Uuid;

use crate::api::CardBody;
use crate::interest::{Counters, Shown};
use crate::state::{MANY_CHANGED, listing_of};
use crate::store::{self, LiveRow};

/// A live listing, ready for lists.
#[derive(Debug)]
pub struct LiveCard {
    /// The row, for filters and orders.
    pub row: LiveRow,
    /// How often it is shown.
    pub shown: Arc<Shown>,
    plain: Box<RawValue>,
    featured: Option<Box<RawValue>>,
}

impl LiveCard {
    /// Prepares a row.
    ///
    /// # Errors
    /// When the row was not written by this program.
    pub fn new(row: LiveRow, shown: Arc<Shown>) -> Result<Self> {
        let json = |featured| {
            let card = ListingCard { featured, ..row.card(row.activated_at)? };
            to_raw_value(&CardBody::of(&card)).map_err(Error::internal)
        };
        let featured = row.featured_until.is_some().then(|| json(true)).transpose()?;
        Ok(Self { plain: json(false)?, featured, shown, row })
    }

    /// The card as the API writes it at `now`.
    #[must_use]
    pub fn json(&self, now: DateTime<Utc>) -> &RawValue {
        self.featured.as_deref().filter(|_| self.row.is_featured(now)).unwrap_or(&self.plain)
    }

    /// The same with the distance from the place that was asked about, in metres.
    ///
    /// # Errors
    /// When the distance is no number.
    pub fn json_at(&self, distance_m: f64, now: DateTime<Utc>) -> Result<Box<RawValue>, serde_json::Error> {
        let distance = serde_json::to_string(&distance_m)?;
        let card = self.json(now).get();
        // A card is an object with fields, so its last brace can give way to one more.
        let open = card.strip_suffix('}').unwrap_or(card);
        RawValue::from_string(format!("{open},\"distance_m\":{distance}}}"))
    }

    /// The card for pages and ports.
    ///
    /// # Errors
    /// When the row was not written by this program.
    pub fn card(&self, now: DateTime<Utc>) -> Result<ListingCard> {
        self.row.card(now)
    }

    /// Whether anybody may see it at `now`.
    #[must_use]
    pub fn is_live(&self, now: DateTime<Utc>) -> bool {
        now < self.row.expires_at
    }
}

/// What happened to a listing.
#[derive(Debug, Clone)]
pub struct News {
    /// Which.
    pub id: Uuid,
    /// Nobody can have kept it before.
    pub is_new: bool,
    /// As it is now; none when nobody may see it any more.
    pub now_is: Option<Arc<LiveCard>>,
}

/// Up to where in the log something has been brought.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mark {
    /// How often everything had changed.
    epoch: u64,
    /// Place in the log.
    seen: u64,
}

/// What has happened since a mark.
#[derive(Debug)]
pub enum Since {
    /// Nothing.
    Nothing,
    /// This, in order; then the mark is the new one.
    This(Vec<News>, Mark),
    /// So much that it is better read from the database.
    TooMuch,
}

#[derive(Debug, Default)]
struct Log {
    /// Place of the first entry.
    first: u64,
    entries: VecDeque<News>,
    /// Where each listing was last written.
    last: HashMap<Uuid, u64>,
    /// Entries before this place have been asked about.
    known: u64,
    /// Counts how often everything may have changed.
    epoch: u64,
}

/// Changes that something may sleep through before it has to be read anew.
const KEPT: usize = 2048;

impl Log {
    fn end(&self) -> u64 {
        self.first + self.entries.len() as u64
    }

    fn write(&mut self, id: Uuid, is_new: bool) {
        // The same news often comes twice: from the commit here and through the database.
        let is_new = is_new && !self.last.contains_key(&id);
        self.last.insert(id, self.end());
        self.entries.push_back(News { id, is_new, now_is: None });
        if self.entries.len() > KEPT {
            if let Some(gone) = self.entries.pop_front()
                && self.last.get(&gone.id) == Some(&self.first)
            {
                self.last.remove(&gone.id);
            }
            self.first += 1;
            self.known = self.known.max(self.first);
        }
    }

    fn since(&self, place: u64) -> impl Iterator<Item = &News> {
        self.entries.iter().skip(usize::try_from(place.saturating_sub(self.first)).unwrap_or(usize::MAX))
    }
}

/// The log, and cards by id. Cheap to clone.
#[derive(Clone)]
pub struct Live {
    inner: Arc<Inner>,
}

struct Inner {
    db: Db,
    log: Mutex<Log>,
    /// One reader asks the database for all.
    asking: tokio::sync::Mutex<()>,
    cards: Kept<Uuid, (Mark, Arc<LiveCard>)>,
    /// The same listing in many places is one card.
    shared: Mutex<HashMap<Uuid, Weak<LiveCard>>>,
    counters: Counters,
}

/// Cards kept by id; one is about 3 KB.
const CARD_ROOM: u64 = 60_000;
/// Without any news a card lives no longer than this.
const LONGEST: Duration = Duration::from_secs(300);

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Live {
    /// An empty log, which hears of every change from now on.
    #[must_use]
    pub fn new(db: &Db, counters: Counters) -> Self {
        let cards = Kept::new("listings.cards", CARD_ROOM, LONGEST, |_, _| 1);
        let inner = Arc::new(Inner {
            db: db.clone(),
            log: Mutex::default(),
            asking: tokio::sync::Mutex::default(),
            cards,
            shared: Mutex::default(),
            counters,
        });
        let hearer = Arc::downgrade(&inner);
        db.changes().hear(move |change| {
            let Some(inner) = hearer.upgrade() else { return };
            match change {
                Change::Everything => locked(&inner.log).epoch += 1,
                Change::Event { kind, .. } if kind == MANY_CHANGED => locked(&inner.log).epoch += 1,
                Change::Event { kind, aggregate } => {
                    // Time does these two to a listing, and time is asked at every read.
                    let told_by_time = matches!(kind.as_str(), "listing.expired" | "listing.expiring");
                    if let Some(id) = listing_of(aggregate).filter(|_| !told_by_time) {
                        locked(&inner.log).write(id.0, kind == "listing.created");
                    }
                }
            }
        });
        Self { inner }
    }

    /// The database.
    #[must_use]
    pub fn db(&self) -> &Db {
        &self.inner.db
    }

    /// The end of the log: to be asked before something is read from the database and kept.
    #[must_use]
    pub fn mark(&self) -> Mark {
        let log = locked(&self.inner.log);
        Mark { epoch: log.epoch, seen: log.end() }
    }

    /// What has happened since `mark`, of all that was committed before [`Live::learn_news`] was last called.
    #[must_use]
    pub fn since(&self, mark: Mark) -> Since {
        let log = locked(&self.inner.log);
        if mark.epoch != log.epoch || mark.seen < log.first {
            return Since::TooMuch;
        }
        if mark.seen >= log.known {
            return Since::Nothing;
        }
        let count = usize::try_from(log.known - mark.seen).unwrap_or(0);
        let news = log.since(mark.seen).take(count).cloned().collect();
        Since::This(news, Mark { epoch: mark.epoch, seen: log.known })
    }

    /// Asks the database how the listings are now that have changed since somebody last asked.
    ///
    /// # Errors
    /// 503.
    pub async fn learn_news(&self, now: DateTime<Utc>) -> Result<()> {
        let unknown = || {
            let log = locked(&self.inner.log);
            let mut ids: Vec<Uuid> = log.since(log.known).map(|news| news.id).collect();
            ids.sort_unstable();
            ids.dedup();
            (log.end(), ids)
        };
        if unknown().1.is_empty() {
            return Ok(());
        }
        let _asking = self.inner.asking.lock().await;
        let (end, ids) = unknown();
        if ids.is_empty() {
            return Ok(());
        }
        let ids: Vec<ListingId> = ids.into_iter().map(ListingId).collect();
        let mut db = self.inner.db.read().await?;
        let rows = store::live_by_ids(&mut db, &ids, now).await?;
        drop(db);
        let mut live = HashMap::new();
        for row in rows {
            live.insert(row.id, self.share(row)?);
        }
        let mut log = locked(&self.inner.log);
        let first = log.first;
        // Entries may have been dropped meanwhile; `known` never lies before the first that is left.
        for place in log.known..end {
            let at = usize::try_from(place - first).unwrap_or(usize::MAX);
            if let Some(news) = log.entries.get_mut(at) {
                news.now_is = live.get(&news.id).cloned();
            }
        }
        log.known = log.known.max(end);
        Ok(())
    }

    /// The live ones among `ids`.
    ///
    /// # Errors
    /// 503.
    pub async fn by_ids(
        &self,
        ids: &[ListingId],
        now: DateTime<Utc>,
    ) -> Result<HashMap<ListingId, Arc<LiveCard>>> {
        let mut found = HashMap::with_capacity(ids.len());
        let mut missing = Vec::new();
        let mark = {
            let log = locked(&self.inner.log);
            let holds = |mark: Mark, id: &Uuid| {
                mark.epoch == log.epoch
                    && mark.seen >= log.first
                    && log.last.get(id).is_none_or(|place| *place < mark.seen)
            };
            for id in ids {
                let known = self.inner.cards.get(&id.0).filter(|(mark, _)| holds(*mark, &id.0));
                match self.inner.cards.looked(known) {
                    Some((_, card)) => {
                        found.insert(*id, card);
                    }
                    None => missing.push(*id),
                }
            }
            Mark { epoch: log.epoch, seen: log.end() }
        };
        if !missing.is_empty() {
            let mut db = self.inner.db.read().await?;
            for row in store::live_by_ids(&mut db, &missing, now).await? {
                let card = self.share(row)?;
                self.inner.cards.insert(card.row.id, (mark, card.clone()));
                found.insert(ListingId(card.row.id), card);
            }
        }
        found.retain(|_, card| card.is_live(now));
        Ok(found)
    }

    /// A card that may be in several places at once.
    ///
    /// # Errors
    /// When the row was not written by this program.
    pub fn share(&self, row: LiveRow) -> Result<Arc<LiveCard>> {
        let known = locked(&self.inner.shared).get(&row.id).and_then(Weak::upgrade);
        if let Some(card) = known.filter(|card| card.row.version == row.version) {
            return Ok(card);
        }
        let counter = self.inner.counters.of(row.id);
        let card = Arc::new(LiveCard::new(row, counter)?);
        let mut shared = locked(&self.inner.shared);
        if shared.len() >= 1024 && shared.len() == shared.capacity() {
            shared.retain(|_, card| card.strong_count() > 0);
        }
        shared.insert(card.row.id, Arc::downgrade(&card));
        Ok(card)
    }
}
