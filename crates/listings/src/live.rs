//! The heads of the feed's lists in memory, kept right instead of thrown away (P-23).
//!
//! A *shelf* holds the first live listings of one filter in one order. When a listing changes, its id is written into a
//! short log; nothing else happens then. Whoever next reads a shelf first asks the database once for all listings that
//! have changed since, and applies to this shelf what it has missed: a listing is taken out, and put in again where it
//! now belongs. So a reader sees every change that was committed before it asked, a write costs nothing, and a shelf
//! stays useful under writes. What a shelf does not reach is read from the database.
//!
//! Expiry needs no news: rows carry their end and are asked at every read.

use std::cmp::Ordering;
use std::collections::{HashMap, VecDeque};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, Weak};
use std::time::Duration;

use chrono::{DateTime, Utc};
use contracts::listings::ListingCard;
use kernel::ListingId;
use platform::changes::Change;
use platform::{Db, Error, Result};
use serde_json::value::{RawValue, to_raw_value};
use uuid::Uuid;

use crate::api::CardBody;
use crate::filter::Filter;
use crate::state::listing_of;
use crate::store::{self, Circle, LiveRow, NewestKey};

/// A live listing, ready for lists.
#[derive(Debug)]
pub struct LiveCard {
    /// The row, for filters and orders.
    pub row: LiveRow,
    plain: Box<RawValue>,
    featured: Option<Box<RawValue>>,
}

impl LiveCard {
    /// Prepares a row.
    ///
    /// # Errors
    /// When the row was not written by this program.
    pub fn new(row: LiveRow) -> Result<Self> {
        let json = |featured| {
            let card = ListingCard { featured, ..row.card(row.activated_at)? };
            to_raw_value(&CardBody::of(&card)).map_err(Error::internal)
        };
        let featured = row.featured_until.is_some().then(|| json(true)).transpose()?;
        Ok(Self { plain: json(false)?, featured, row })
    }

    /// The card as the API writes it at `now`.
    #[must_use]
    pub fn json(&self, now: DateTime<Utc>) -> &RawValue {
        self.featured.as_deref().filter(|_| self.row.is_featured(now)).unwrap_or(&self.plain)
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

    /// Its place among the newest.
    #[must_use]
    pub fn newest_key(&self) -> NewestKey {
        NewestKey { activated_at: self.row.activated_at, id: self.row.id }
    }
}

/// The order of a shelf.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Order {
    /// Last live first.
    Newest,
    /// Those with a paid slot, around the circle from this rotation on.
    From(i32),
}

impl Order {
    fn compare(self, a: &LiveCard, b: &LiveCard) -> Ordering {
        match self {
            Self::Newest => (b.row.activated_at, b.row.id).cmp(&(a.row.activated_at, a.row.id)),
            Self::From(start) => {
                let place = |card: &LiveCard| (card.row.rotation < start, card.row.rotation, card.row.id);
                place(a).cmp(&place(b))
            }
        }
    }

    fn takes(self, card: &LiveCard) -> bool {
        match self {
            Self::Newest => true,
            Self::From(_) => card.row.featured_until.is_some(),
        }
    }

    /// How many listings a shelf holds: what a person pages through, and no more.
    fn room(self) -> usize {
        match self {
            Self::Newest => 160,
            Self::From(_) => 48,
        }
    }
}

/// What happened to a listing: gone from the public, or as it is now.
type News = (Uuid, Option<Arc<LiveCard>>);

#[derive(Debug)]
struct Shelf {
    order: Order,
    filter: Filter,
    rows: Vec<Arc<LiveCard>>,
    /// Nothing lies beyond the last row.
    complete: bool,
    /// Everything in the log before this place is in the rows.
    seen: u64,
    /// When it was filled from the database.
    filled_at: DateTime<Utc>,
}

impl Shelf {
    /// The shelf after `news`, which ends at `seen`; none when too little is left on it.
    fn after(&self, news: &[News], seen: u64, now: DateTime<Utc>) -> Option<Self> {
        let mut rows = self.rows.clone();
        let mut complete = self.complete;
        for (id, now_is) in news {
            rows.retain(|card| card.row.id != *id);
            let Some(card) = now_is.as_ref().filter(|card| self.order.takes(card)) else { continue };
            if !self.filter.lets_through(&card.row, now) {
                continue;
            }
            let at = rows.partition_point(|other| self.order.compare(other, card) == Ordering::Less);
            if at < rows.len() || complete {
                rows.insert(at, card.clone());
            }
        }
        if rows.len() > self.order.room() {
            rows.truncate(self.order.room());
            complete = false;
        }
        if !complete && rows.len() < self.order.room() / 2 {
            return None;
        }
        Some(Self { rows, complete, seen, filter: self.filter.clone(), ..*self })
    }
}

#[derive(Debug, Default)]
struct Log {
    /// Place of the first entry.
    first: u64,
    entries: VecDeque<Entry>,
    /// Where each listing was last written.
    last: HashMap<Uuid, u64>,
    /// Entries before this place have been asked about.
    known: u64,
    /// Counts how often everything may have changed.
    epoch: u64,
}

#[derive(Debug)]
struct Entry {
    id: Uuid,
    now_is: Option<Arc<LiveCard>>,
}

/// Changes that a shelf may sleep through before it has to be filled anew.
const KEPT: usize = 2048;

impl Log {
    fn end(&self) -> u64 {
        self.first + self.entries.len() as u64
    }

    fn write(&mut self, id: Uuid) {
        self.last.insert(id, self.end());
        self.entries.push_back(Entry { id, now_is: None });
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

    fn since(&self, place: u64) -> impl Iterator<Item = &Entry> {
        self.entries.iter().skip(usize::try_from(place.saturating_sub(self.first)).unwrap_or(usize::MAX))
    }
}

type Key = (Order, Filter);

/// All shelves of this process. Cheap to clone.
#[derive(Clone)]
pub struct Shelves {
    inner: Arc<Inner>,
}

struct Inner {
    db: Db,
    log: Mutex<Log>,
    /// One reader asks the database for all.
    asking: tokio::sync::Mutex<()>,
    filling: [tokio::sync::Mutex<()>; 16],
    shelves: moka::sync::Cache<Key, (u64, Arc<Shelf>)>,
    cards: moka::sync::Cache<Uuid, (u64, u64, Arc<LiveCard>)>,
    /// The same listing on many shelves is one card.
    shared: Mutex<HashMap<Uuid, Weak<LiveCard>>>,
}

/// Listings on all shelves together; a card is about 3 KB and stands on several shelves as a rule.
const SHELF_ROOM: u64 = 40_000;
/// Cards kept by id.
const CARD_ROOM: u64 = 10_000;
/// Without any news a shelf lives no longer than this.
const LONGEST: Duration = Duration::from_secs(300);

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Shelves {
    /// Empty shelves; they hear of every change from now on.
    #[must_use]
    pub fn new(db: &Db) -> Self {
        let shelves = moka::sync::Cache::builder()
            .name("listings.shelves")
            .max_capacity(SHELF_ROOM)
            .weigher(|_, (_, shelf): &(u64, Arc<Shelf>)| 8 + u32::try_from(shelf.rows.len()).unwrap_or(u32::MAX))
            .time_to_live(LONGEST)
            .build();
        let cards = moka::sync::Cache::builder()
            .name("listings.cards")
            .max_capacity(CARD_ROOM)
            .time_to_live(LONGEST)
            .build();
        let inner = Arc::new(Inner {
            db: db.clone(),
            log: Mutex::default(),
            asking: tokio::sync::Mutex::default(),
            filling: std::array::from_fn(|_| tokio::sync::Mutex::default()),
            shelves,
            cards,
            shared: Mutex::default(),
        });
        let hearer = Arc::downgrade(&inner);
        db.changes().hear(move |change| {
            let Some(inner) = hearer.upgrade() else { return };
            match change {
                Change::Everything => locked(&inner.log).epoch += 1,
                Change::Event { kind, aggregate } => {
                    // Time does these two to a listing, and time is asked at every read.
                    let told_by_time = matches!(kind.as_str(), "listing.expired" | "listing.expiring");
                    if let Some(id) = listing_of(aggregate).filter(|_| !told_by_time) {
                        locked(&inner.log).write(id.0);
                    }
                }
            }
        });
        Self { inner }
    }

    /// The newest that pass `filter`, from after `after`, without those that had a paid slot at `without_featured_at`;
    /// at most `limit`. Read from the shelf as far as that reaches, and from the database beyond.
    ///
    /// # Errors
    /// 503.
    pub async fn newest(
        &self,
        filter: &Filter,
        after: Option<NewestKey>,
        without_featured_at: Option<DateTime<Utc>>,
        limit: i64,
        now: DateTime<Utc>,
    ) -> Result<Vec<Arc<LiveCard>>> {
        let wanted = usize::try_from(limit).unwrap_or(0);
        if is_shelved(filter) {
            let shelf = self.shelf(Order::Newest, filter, now).await?;
            let beyond = |card: &Arc<LiveCard>| match after {
                None => false,
                Some(key) => (card.row.activated_at, card.row.id) >= (key.activated_at, key.id),
            };
            let from = shelf.rows.partition_point(beyond);
            let found: Vec<_> = shelf.rows[from..]
                .iter()
                .filter(|card| card.is_live(now) && !without_featured_at.is_some_and(|at| card.row.is_featured(at)))
                .take(wanted)
                .cloned()
                .collect();
            if found.len() == wanted || shelf.complete {
                return Ok(found);
            }
        }
        let mut db = self.inner.db.read().await?;
        let rows = store::newest(&mut db, filter, after, without_featured_at, limit, now).await?;
        rows.into_iter().map(|row| self.share(row)).collect()
    }

    /// Those that pass `filter` and had a paid slot at `moment`, around the circle from `start`, from after `after`; at
    /// most `limit`.
    ///
    /// # Errors
    /// 503.
    pub async fn featured(
        &self,
        filter: &Filter,
        start: i32,
        after: Option<(i32, Uuid)>,
        moment: DateTime<Utc>,
        limit: i64,
        now: DateTime<Utc>,
    ) -> Result<Vec<Arc<LiveCard>>> {
        let wanted = usize::try_from(limit).unwrap_or(0);
        if is_shelved(filter) {
            let shelf = self.shelf(Order::From(start), filter, now).await?;
            // A shelf that was filled later may lack slots that have ended since `moment`.
            if shelf.filled_at <= moment {
                let beyond = |card: &Arc<LiveCard>| {
                    after.is_some_and(|(rotation, id)| {
                        (card.row.rotation < start, card.row.rotation, card.row.id) <= (rotation < start, rotation, id)
                    })
                };
                let from = shelf.rows.partition_point(beyond);
                let found: Vec<_> = shelf.rows[from..]
                    .iter()
                    .filter(|card| card.is_live(now) && card.row.is_featured(moment))
                    .take(wanted)
                    .cloned()
                    .collect();
                if found.len() == wanted || shelf.complete {
                    return Ok(found);
                }
            }
        }
        let mut db = self.inner.db.read().await?;
        let rows = store::featured(&mut db, filter, Circle { start, after }, moment, limit, now).await?;
        rows.into_iter().map(|row| self.share(row)).collect()
    }

    /// The live ones among `ids`.
    ///
    /// # Errors
    /// 503.
    pub async fn by_ids(&self, ids: &[ListingId], now: DateTime<Utc>) -> Result<HashMap<ListingId, Arc<LiveCard>>> {
        let mut found = HashMap::new();
        let mut missing = Vec::new();
        let (epoch, seen) = {
            let log = locked(&self.inner.log);
            for id in ids {
                match self.inner.cards.get(&id.0) {
                    Some((epoch, seen, card))
                        if epoch == log.epoch
                            && seen >= log.first
                            && log.last.get(&id.0).is_none_or(|place| *place < seen) =>
                    {
                        found.insert(*id, card);
                    }
                    _ => missing.push(*id),
                }
            }
            (log.epoch, log.end())
        };
        if !missing.is_empty() {
            let mut db = self.inner.db.read().await?;
            for row in store::live_by_ids(&mut db, &missing, now).await? {
                let card = self.share(row)?;
                self.inner.cards.insert(card.row.id, (epoch, seen, card.clone()));
                found.insert(ListingId(card.row.id), card);
            }
        }
        found.retain(|_, card| card.is_live(now));
        Ok(found)
    }

    /// A card that may be in several places at once.
    pub(crate) fn share(&self, row: LiveRow) -> Result<Arc<LiveCard>> {
        let mut shared = locked(&self.inner.shared);
        if let Some(card) = shared.get(&row.id).and_then(Weak::upgrade)
            && card.row.version == row.version
        {
            return Ok(card);
        }
        let card = Arc::new(LiveCard::new(row)?);
        if shared.len() >= 1024 && shared.len() == shared.capacity() {
            shared.retain(|_, card| card.strong_count() > 0);
        }
        shared.insert(card.row.id, Arc::downgrade(&card));
        Ok(card)
    }

    /// The shelf, with every change on it that was committed before this call.
    async fn shelf(&self, order: Order, filter: &Filter, now: DateTime<Utc>) -> Result<Arc<Shelf>> {
        let key = (order, filter.clone());
        if let Some(shelf) = self.brought_up_to_date(&key, now).await? {
            return Ok(shelf);
        }
        let _one_at_a_time = self.inner.filling[place_of(&key) % self.inner.filling.len()].lock().await;
        if let Some(shelf) = self.brought_up_to_date(&key, now).await? {
            return Ok(shelf);
        }
        let (epoch, seen) = {
            let log = locked(&self.inner.log);
            (log.epoch, log.end())
        };
        let room = i64::try_from(order.room()).unwrap_or(i64::MAX);
        let mut db = self.inner.db.read().await?;
        let rows = match order {
            Order::Newest => store::newest(&mut db, filter, None, None, room, now).await?,
            Order::From(start) => {
                store::featured(&mut db, filter, Circle { start, after: None }, now, room, now).await?
            }
        };
        drop(db);
        let complete = rows.len() < order.room();
        let rows = rows.into_iter().map(|row| self.share(row)).collect::<Result<Vec<_>>>()?;
        let shelf = Arc::new(Shelf { order, filter: filter.clone(), rows, complete, seen, filled_at: now });
        self.inner.shelves.insert(key, (epoch, shelf.clone()));
        Ok(shelf)
    }

    async fn brought_up_to_date(&self, key: &Key, now: DateTime<Utc>) -> Result<Option<Arc<Shelf>>> {
        let Some((epoch, shelf)) = self.inner.shelves.get(key) else { return Ok(None) };
        self.learn_news(now).await?;
        let (news, seen) = {
            let log = locked(&self.inner.log);
            if epoch != log.epoch || shelf.seen < log.first {
                return Ok(None);
            }
            if shelf.seen >= log.known {
                return Ok(Some(shelf));
            }
            let count = usize::try_from(log.known - shelf.seen).unwrap_or(0);
            let news: Vec<News> =
                log.since(shelf.seen).take(count).map(|entry| (entry.id, entry.now_is.clone())).collect();
            (news, log.known)
        };
        let Some(shelf) = shelf.after(&news, seen, now) else { return Ok(None) };
        let shelf = Arc::new(shelf);
        self.inner.shelves.insert(key.clone(), (epoch, shelf.clone()));
        Ok(Some(shelf))
    }

    /// Asks the database how the listings are now that have changed since somebody last asked.
    async fn learn_news(&self, now: DateTime<Utc>) -> Result<()> {
        let unknown = || {
            let log = locked(&self.inner.log);
            let mut ids: Vec<Uuid> = log.since(log.known).map(|entry| entry.id).collect();
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
            if let Some(entry) = log.entries.get_mut(at) {
                entry.now_is = live.get(&entry.id).cloned();
            }
        }
        log.known = log.known.max(end);
        Ok(())
    }
}

/// Filters by price or time are too many to keep, and a paid slot is a matter of the moment.
fn is_shelved(filter: &Filter) -> bool {
    filter.price.is_none() && filter.posted_since.is_none() && !filter.featured
}

fn place_of(key: &Key) -> usize {
    use std::hash::{BuildHasher, BuildHasherDefault, DefaultHasher};
    let hash = BuildHasherDefault::<DefaultHasher>::default().hash_one(key);
    usize::try_from(hash % 1024).unwrap_or(0)
}
