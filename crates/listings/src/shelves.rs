//! The heads of the feed's lists in memory, kept right instead of thrown away (P-23).
//!
//! A *shelf* holds the first live listings of one filter in one order. Before it is read, the news that it has missed is
//! applied to it: a listing is taken out, and put in again where it now belongs. What a shelf does not reach is read
//! from the database.

use std::cmp::Ordering;
use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use platform::Result;
use platform::cache::Kept;
use uuid::Uuid;

use crate::filter::Filter;
use crate::live::{Live, LiveCard, Mark, News, Since};
use crate::store::{self, Circle, LiveRow, NewestKey};

/// The order of a shelf.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Order {
    /// Last live first.
    Newest,
    /// Those with a paid slot, around the circle from this rotation on: all of them from [`BEGIN`], or a part.
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
            Self::From(_) => CIRCLE,
        }
    }
}

type Key = (Order, Filter);

/// Where a whole circle begins.
const BEGIN: i32 = i32::MIN;
/// Featured listings that are kept of each filter: usually all there are.
pub(crate) const CIRCLE: usize = 1024;
/// Where there are more, those at the end of what is kept begin no session, so that its next pages are kept too.
pub(crate) const MARGIN: usize = 48;
/// How long the same part of a larger circle is kept.
pub(crate) const TURN_S: i64 = 60;
/// A shelf is filled when it is asked for the so-many-th time lately: of the thousands of ways to narrow millions down,
/// most are asked for once, and to fill a shelf costs as much as to read twenty pages.
const EARNED: u8 = 8;
/// So long after its beginning a session finds its paid slots in memory, and reads from the database afterwards.
const SESSION: TimeDelta = TimeDelta::minutes(30);

#[derive(Debug)]
struct Shelf {
    rows: Vec<Arc<LiveCard>>,
    /// Nothing lies beyond the last row.
    complete: bool,
    /// All news before this is in the rows.
    mark: Mark,
    /// Sessions that began since then find their paid slots here, those that have ended meanwhile included.
    serves_since: DateTime<Utc>,
}

impl Shelf {
    /// The shelf after `news`; none when too little is left on it.
    fn after(&self, (order, filter): &Key, news: &[News], mark: Mark, now: DateTime<Utc>) -> Option<Self> {
        let mut rows = self.rows.clone();
        let mut complete = self.complete;
        for News { id, is_new, now_is } in news {
            if !is_new {
                rows.retain(|card| card.row.id != *id);
            }
            let fits = |card: &&Arc<LiveCard>| order.takes(card) && filter.lets_through(&card.row, now);
            let Some(card) = now_is.as_ref().filter(fits) else { continue };
            let at = rows.partition_point(|other| order.compare(other, card) == Ordering::Less);
            // A shelf that was filled after the listing was posted has it already.
            let is_there = rows.get(at).is_some_and(|other| other.row.id == *id);
            if !is_there && (at < rows.len() || complete) {
                rows.insert(at, card.clone());
            }
        }
        if rows.len() > order.room() {
            if *order == Order::From(BEGIN) {
                // From now on it is kept in parts.
                return None;
            }
            rows.truncate(order.room());
            complete = false;
        }
        let has_enough = complete || rows.len() >= order.room() / 2;
        has_enough.then_some(Self { rows, complete, mark, serves_since: self.serves_since })
    }
}

/// Places on the circle at which a session can begin, in its order.
#[derive(Debug)]
struct Beginnings {
    places: Vec<i32>,
    /// There are more: those at the end begin none.
    is_part: bool,
}

/// All shelves of this process. Cheap to clone.
#[derive(Clone)]
pub struct Shelves {
    live: Live,
    shelves: Kept<Key, Arc<Shelf>>,
    filling: Arc<[tokio::sync::Mutex<()>; 16]>,
    /// How often somebody has asked lately for what is not on a shelf.
    asked: Kept<Key, u8>,
}

/// Places on all shelves together. A place is eight bytes, for a listing on several shelves is kept once: at 300,000
/// listings with 13,000 paid slots, the shelves of all categories and types took 64,000 places and 20,000 listings.
/// With less room than is asked for, shelves are filled again at every request.
const ROOM: u64 = 150_000;
/// Without any news a shelf lives no longer than this.
const LONGEST: Duration = Duration::from_secs(300);

impl Shelves {
    /// Empty shelves.
    #[must_use]
    pub fn new(live: Live) -> Self {
        let weigh = |_: &Key, shelf: &Arc<Shelf>| 8 + u32::try_from(shelf.rows.len()).unwrap_or(u32::MAX);
        let shelves = Kept::new("listings.shelves", ROOM, LONGEST, weigh);
        let filling = Arc::new(std::array::from_fn(|_| tokio::sync::Mutex::default()));
        let asked = Kept::new("listings.asked", 5000, LONGEST, |_, _| 1);
        Self { live, shelves, filling, asked }
    }

    /// The newest that pass `filter`, from after `after`, without those that had a paid slot at `without_featured_at`;
    /// at most `limit`. Read from the shelf, where there is one, as far as that reaches, and from the database beyond.
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
        let key = (Order::Newest, filter.clone());
        if is_shelved(filter) && self.has_earned(&key, &key, now) {
            let shelf = self.shelf(key, now).await?;
            let seen = |card: &Arc<LiveCard>| {
                after.is_some_and(|key| (card.row.activated_at, card.row.id) >= (key.activated_at, key.id))
            };
            let shown = |card: &&Arc<LiveCard>| {
                card.is_live(now) && !without_featured_at.is_some_and(|at| card.row.is_featured(at))
            };
            let from = shelf.rows.partition_point(seen);
            let found: Vec<_> = shelf.rows[from..].iter().filter(shown).take(wanted).cloned().collect();
            if found.len() == wanted || shelf.complete {
                return Ok(found);
            }
        }
        let mut db = self.live.db().read().await?;
        let rows = store::newest(&mut db, filter, after, without_featured_at, limit, now).await?;
        drop(db);
        self.share(rows)
    }

    /// Where in the circle a session begins that drew `seed`: at any of its listings, all equally likely, however
    /// unevenly they stand around it (L-5).
    ///
    /// # Errors
    /// 503.
    pub async fn begin_circle(&self, filter: &Filter, seed: u64, now: DateTime<Utc>) -> Result<i32> {
        // What is not kept by itself is on the shelf of everything else that the filter asks for.
        let kept = Filter { price: None, posted_since: None, featured: false, ..filter.clone() };
        let [whole, part_of_now] = [BEGIN, part(now)].map(|from| (Order::From(from), kept.clone()));
        let is_on_shelf =
            self.shelves.contains_key(&part_of_now) || self.has_earned(&whole, &part_of_now, now);
        let Beginnings { places, is_part } = if is_on_shelf {
            self.beginnings_on_shelf(filter, &kept, now).await?
        } else {
            self.beginnings_by_index(filter, now).await?
        };
        let choices = places.len().saturating_sub(if is_part { MARGIN } else { 0 });
        let drawn = drawn(seed, choices).and_then(|at| places.get(at).copied());
        // Where none is known, anywhere around the circle.
        Ok(drawn.unwrap_or_else(|| u32::try_from(seed >> 32).unwrap_or(0).cast_signed()))
    }

    /// Where a session can begin, by the shelf of `kept`.
    async fn beginnings_on_shelf(
        &self,
        filter: &Filter,
        kept: &Filter,
        now: DateTime<Utc>,
    ) -> Result<Beginnings> {
        let shelf = self.circle(kept, part(now), now).await?;
        let shown = |card: &&Arc<LiveCard>| card.row.is_featured(now) && filter.lets_through(&card.row, now);
        let places = shelf.rows.iter().filter(shown).map(|card| card.row.rotation).collect();
        Ok(Beginnings { places, is_part: !shelf.complete && is_shelved(filter) })
    }

    /// Where a session can begin, by the index alone: as much of the circle as a shelf would hold, in the same order.
    async fn beginnings_by_index(&self, filter: &Filter, now: DateTime<Utc>) -> Result<Beginnings> {
        let room = i64::try_from(CIRCLE).unwrap_or(i64::MAX);
        let mut db = self.live.db().read().await?;
        let mut places = store::places_on_circle(&mut db, filter, part(now), room, now).await?;
        let is_part = places.len() >= CIRCLE;
        if !is_part {
            places.sort_unstable();
        }
        Ok(Beginnings { places, is_part })
    }

    /// Whether `key` is on a shelf, or has been asked for so often that it belongs there. Who asks for it for the
    /// so-many-th time does not wait while it is filled, as `filled`; who comes then does.
    fn has_earned(&self, key: &Key, filled: &Key, now: DateTime<Utc>) -> bool {
        if self.shelves.contains_key(key) {
            return true;
        }
        let times = self.asked.find(key).unwrap_or(0).saturating_add(1);
        self.asked.insert(key.clone(), times);
        if times == EARNED {
            self.fill_meanwhile(filled.clone(), now);
        }
        times > EARNED
    }

    fn fill_meanwhile(&self, (order, filter): Key, now: DateTime<Utc>) {
        let shelves = self.clone();
        tokio::spawn(async move {
            let filled = match order {
                Order::Newest => shelves.shelf((order, filter), now).await,
                Order::From(start) => shelves.circle(&filter, start, now).await,
            };
            if let Err(error) = filled {
                tracing::warn!(%error, "a shelf was not filled; who asks for it next fills it");
            }
        });
    }

    /// The circle as a session walks it that began at `moment`: the whole one, or the part whose turn it was then.
    async fn circle_of_session(
        &self,
        filter: &Filter,
        moment: DateTime<Utc>,
        now: DateTime<Utc>,
    ) -> Result<Option<Arc<Shelf>>> {
        let [whole, part_of_then] = [BEGIN, part(moment)].map(|from| (Order::From(from), filter.clone()));
        let is_there =
            self.shelves.contains_key(&whole) || self.has_earned(&part_of_then, &part_of_then, now);
        if !is_there || now - moment > SESSION {
            return Ok(None);
        }
        self.circle(filter, part(moment), now).await.map(Some)
    }

    /// The whole circle where it is small, or the part of it that begins at `from`.
    async fn circle(&self, filter: &Filter, from: i32, now: DateTime<Utc>) -> Result<Arc<Shelf>> {
        self.live.learn_news(now).await?;
        let [whole, part] = [BEGIN, from].map(|from| (Order::From(from), filter.clone()));
        let kept = || self.brought_up_to_date(&whole, now).or_else(|| self.brought_up_to_date(&part, now));
        if let Some(shelf) = self.shelves.looked(kept()) {
            return Ok(shelf);
        }
        let _one_at_a_time = self.filling[place_of(&whole) % self.filling.len()].lock().await;
        if let Some(shelf) = kept() {
            return Ok(shelf);
        }
        let mut shelf = self.filled(&part, now).await?;
        // What is not even a part of a circle is all of it.
        let key = if shelf.complete { whole } else { part };
        shelf.rows.sort_by(|a, b| key.0.compare(a, b));
        let shelf = Arc::new(shelf);
        self.shelves.insert(key, shelf.clone());
        Ok(shelf)
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
            let shelf = self.circle_of_session(filter, moment, now).await?;
            if let Some(shelf) = shelf.filter(|shelf| shelf.serves_since <= moment) {
                let place = |(rotation, id): (i32, Uuid)| (rotation < start, rotation, id);
                let of = |card: &&Arc<LiveCard>| place((card.row.rotation, card.row.id));
                let shown = |card: &&Arc<LiveCard>| {
                    card.is_live(now)
                        && card.row.is_featured(moment)
                        && after.is_none_or(|after| of(card) > place(after))
                };
                if shelf.complete {
                    // Around the circle: from the start to the end, then from the beginning to the start.
                    let from = shelf.rows.partition_point(|card| card.row.rotation < start);
                    let (before, behind) = shelf.rows.split_at(from);
                    return Ok(behind.iter().chain(before).filter(shown).take(wanted).cloned().collect());
                }
                if let Some(from) = shelf.rows.iter().position(|card| card.row.rotation == start) {
                    let found: Vec<_> =
                        shelf.rows[from..].iter().filter(shown).take(wanted).cloned().collect();
                    if found.len() == wanted {
                        return Ok(found);
                    }
                }
            }
        }
        let mut db = self.live.db().read().await?;
        let rows =
            store::featured(&mut db, filter, Circle { start, after }, (moment, moment), limit, now).await?;
        drop(db);
        self.share(rows)
    }

    fn share(&self, rows: Vec<LiveRow>) -> Result<Vec<Arc<LiveCard>>> {
        rows.into_iter().map(|row| self.live.share(row)).collect()
    }

    /// The shelf, with every change on it that was committed before this call.
    async fn shelf(&self, key: Key, now: DateTime<Utc>) -> Result<Arc<Shelf>> {
        self.live.learn_news(now).await?;
        if let Some(shelf) = self.shelves.looked(self.brought_up_to_date(&key, now)) {
            return Ok(shelf);
        }
        let _one_at_a_time = self.filling[place_of(&key) % self.filling.len()].lock().await;
        if let Some(shelf) = self.brought_up_to_date(&key, now) {
            return Ok(shelf);
        }
        let shelf = Arc::new(self.filled(&key, now).await?);
        self.shelves.insert(key, shelf.clone());
        Ok(shelf)
    }

    async fn filled(&self, (order, filter): &Key, now: DateTime<Utc>) -> Result<Shelf> {
        let mark = self.live.mark();
        let serves_since = now - SESSION;
        let room = i64::try_from(order.room()).unwrap_or(i64::MAX);
        let mut db = self.live.db().read().await?;
        let rows = match *order {
            Order::Newest => store::newest(&mut db, filter, None, None, room, now).await?,
            Order::From(start) => {
                let circle = Circle { start, after: None };
                store::featured(&mut db, filter, circle, (serves_since, now), room, now).await?
            }
        };
        drop(db);
        let complete = rows.len() < order.room();
        Ok(Shelf { rows: self.share(rows)?, complete, mark, serves_since })
    }

    fn brought_up_to_date(&self, key: &Key, now: DateTime<Utc>) -> Option<Arc<Shelf>> {
        let shelf = self.shelves.get(key)?;
        match self.live.since(shelf.mark) {
            Since::Nothing => Some(shelf),
            Since::TooMuch => None,
            Since::This(news, mark) => {
                let shelf = Arc::new(shelf.after(key, &news, mark, now)?);
                self.shelves.insert(key.clone(), shelf.clone());
                Some(shelf)
            }
        }
    }
}

/// Where the part of a larger circle begins whose turn it is at a moment. Places on the circle are drawn, all equally
/// likely, and the multiples of the golden ratio fall evenly between all before them, so each part gets its share.
pub(crate) fn part(moment: DateTime<Utc>) -> i32 {
    let turn = moment.timestamp().div_euclid(TURN_S).cast_unsigned();
    let around = turn.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 32;
    u32::try_from(around).unwrap_or(0).cast_signed()
}

/// One of so many, drawn by a seed.
pub(crate) fn drawn(seed: u64, choices: usize) -> Option<usize> {
    let choices = u64::try_from(choices).ok().filter(|choices| *choices > 0)?;
    usize::try_from(seed % choices).ok()
}

/// Filters by price or time are too many to keep, and a paid slot is a matter of the moment.
pub(crate) fn is_shelved(filter: &Filter) -> bool {
    filter.price.is_none() && filter.posted_since.is_none() && !filter.featured
}

fn place_of(key: &Key) -> usize {
    use std::hash::{BuildHasher, BuildHasherDefault, DefaultHasher};
    let hash = BuildHasherDefault::<DefaultHasher>::default().hash_one(key);
    usize::try_from(hash % 1024).unwrap_or(0)
}
