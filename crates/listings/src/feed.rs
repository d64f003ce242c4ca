//! Lists of what is live: the feed with its paid slots, the same by price, and what is near.
//!
//! The feed is made of three streams. Standard listings come newest first. Those with a paid slot stand in a circle, in
//! which a session begins at any of them, all equally likely; the first of each five places belongs to the circle as
//! long as it lasts, so that paid slots are spread and never a wall (L-4). On the first pages the fourth of each five
//! places lifts up a new listing that has sunk before it was shown often enough ([`crate::fresh`], L-5).
//!
//! Where the standard listings have come to their end, those of the circle that were not shown yet follow in a row. A wall
//! is what hides something behind it, and behind these is nothing: each is a listing that answers the filter (L-6) like any
//! other, keeps its label, and could not be found at all if the list ended before it. Whoever pays is not to be shown less
//! often than who does not.
//!
//! A session remembers in its cursor when it began, where in both streams it is, what was lifted up, and how many places
//! it has filled: what is posted meanwhile neither repeats nor shifts anything (P-3). Which stream a listing belongs to
//! is asked as of the session's beginning, so it is never in both; what is lifted up lies beyond where the session is,
//! and is passed over when that place comes.

use std::sync::Arc;

use chrono::{DateTime, Utc};
use contracts::listings::ListingCard;
use kernel::{ErrorKind, GeoPoint, Problem};
use platform::Result;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::error::SOURCE;
use crate::filter::{Filter, Sort};
use crate::live::LiveCard;
use crate::state::Listings;
use crate::store::{self, Direction, NewestKey};
use crate::viewer::Viewer;

/// Every how many places one belongs to the circle.
const SLOT: u64 = 5;
/// Which of these lifts up a new listing.
const LIFT: u64 = 3;
/// How many new listings one session lifts up: its cursor has to name them.
const MOST_LIFTED: usize = 4;

/// A place in a list.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub enum Place {
    /// In the feed.
    #[serde(rename = "f")]
    Feed(Session),
    /// In an order by price: minor units and id.
    #[serde(rename = "p")]
    Price(i64, Uuid),
    /// In an order by distance: the bits of the square of the chord, and id.
    #[serde(rename = "d")]
    Distance(u64, Uuid),
    /// Among what answers words: as the search index says it.
    #[serde(rename = "w")]
    Words(String),
}

/// Where somebody is in the feed.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Session {
    /// When it began, in microseconds.
    #[serde(rename = "t")]
    as_of: i64,
    /// Where in the circle it began.
    #[serde(rename = "c")]
    start: i32,
    /// Places filled so far.
    #[serde(rename = "n")]
    filled: u64,
    /// Last standard listing: when it went live, in microseconds, and its id.
    #[serde(rename = "s", default, skip_serializing_if = "Option::is_none")]
    standard: Option<(i64, Uuid)>,
    /// Last one of the circle.
    #[serde(rename = "p", default, skip_serializing_if = "Option::is_none")]
    featured: Option<(i32, Uuid)>,
    /// New ones that were lifted up.
    #[serde(rename = "l", default, skip_serializing_if = "Vec::is_empty")]
    lifted: Vec<Uuid>,
}

impl Session {
    /// A session that begins here and now.
    pub(crate) fn begin(now: DateTime<Utc>, start: i32) -> Self {
        let (standard, featured, lifted) = (None, None, Vec::new());
        Self { as_of: now.timestamp_micros(), start, filled: 0, standard, featured, lifted }
    }
}

/// A listing on a page, with its distance if one was asked about.
#[derive(Debug, Clone)]
pub struct Shown {
    /// The listing.
    pub live: Arc<LiveCard>,
    /// It stands in a place that belongs to the circle.
    pub paid: bool,
    /// Metres.
    pub distance_m: Option<f64>,
}

impl Shown {
    /// The card for pages and ports.
    ///
    /// # Errors
    /// When the row was not written by this program.
    pub fn card(&self, now: DateTime<Utc>) -> Result<ListingCard> {
        Ok(ListingCard { distance_m: self.distance_m, ..self.live.card(now)? })
    }
}

/// One page.
#[derive(Debug)]
pub struct Shelfful {
    /// Its listings, in order.
    pub items: Vec<Shown>,
    /// Where the next page goes on, if there is one.
    pub next: Option<Place>,
}

/// Which page of which list.
#[derive(Debug, Clone)]
pub struct Wanted<'a> {
    /// What passes.
    pub filter: &'a Filter,
    /// In which order.
    pub sort: Sort,
    /// How far around the point of [`Sort::Distance`], in metres.
    pub radius_m: Option<f64>,
    /// 1–100.
    pub limit: i64,
    /// From after here.
    pub after: Option<Place>,
    /// What somebody who begins has drawn ([`crate::viewer::Viewer::seed`]).
    pub seed: u64,
}

impl Listings {
    /// A page of what is live.
    ///
    /// # Errors
    /// 422 for an order by price without a currency; 503.
    pub(crate) async fn list(&self, wanted: Wanted<'_>) -> Result<Shelfful> {
        match (wanted.sort, wanted.after.clone()) {
            (Sort::Newest, Some(Place::Feed(session))) => self.feed(&wanted, session).await,
            (Sort::Newest, _) => {
                let now = self.now();
                let start = self.shelves.begin_circle(wanted.filter, wanted.seed, now).await?;
                self.feed(&wanted, Session::begin(now, start)).await
            }
            (Sort::PriceAsc, _) => self.by_price(&wanted, Direction::Rising).await,
            (Sort::PriceDesc, _) => self.by_price(&wanted, Direction::Falling).await,
            (Sort::Distance(centre), _) => self.near(&wanted, centre).await,
        }
    }

    async fn feed(&self, wanted: &Wanted<'_>, session: Session) -> Result<Shelfful> {
        let now = self.now();
        let limit = u64::try_from(wanted.limit).unwrap_or(0);
        let as_of = DateTime::from_timestamp_micros(session.as_of).unwrap_or(now);
        // Whoever asks for paid slots only gets them as a plain list.
        let with_slots = !wanted.filter.featured;
        let after = session.standard.and_then(|(micros, id)| {
            DateTime::from_timestamp_micros(micros).map(|activated_at| NewestKey { activated_at, id })
        });
        let without = with_slots.then_some(as_of);
        // What was lifted up before is passed over here.
        let standard_limit = wanted.limit + 1 + i64::try_from(session.lifted.len()).unwrap_or(0);
        let mut standard = self.shelves.newest(wanted.filter, after, without, standard_limit, now).await?;
        standard.retain(|live| !session.lifted.contains(&live.row.id));
        let runs_out = standard.len() <= usize::try_from(limit).unwrap_or(usize::MAX);
        let featured = if with_slots {
            let share = if runs_out { limit } else { limit.div_ceil(SLOT) };
            let share = i64::try_from(share).unwrap_or(0) + 1;
            self.shelves.featured(wanted.filter, session.start, session.featured, as_of, share, now).await?
        } else {
            Vec::new()
        };
        let lifts = with_slots && !runs_out && session.lifted.len() < MOST_LIFTED;
        // Three of five places are standard in any case: what stands below them may not be seen on this page.
        let seen = usize::try_from(limit * 3 / SLOT).unwrap_or(0).saturating_sub(1);
        let sunk = match standard.get(seen) {
            Some(last) if lifts => self.sunk(wanted.filter, last, &session, now).await?,
            _ => Vec::new(),
        };
        let streams = Streams { standard, featured, sunk };
        Ok(streams.fill(session, limit))
    }

    /// New listings below the last one that is seen anyway.
    async fn sunk(
        &self,
        filter: &Filter,
        last: &LiveCard,
        session: &Session,
        now: DateTime<Utc>,
    ) -> Result<Vec<Arc<LiveCard>>> {
        let as_of = DateTime::from_timestamp_micros(session.as_of).unwrap_or(now);
        let last = (last.row.activated_at, last.row.id);
        let fresh = self.fresh.of(filter, now).await?;
        let sunk = fresh.iter().filter(|fresh| {
            let live = &fresh.live;
            live.is_live(now)
                && (live.row.activated_at, live.row.id) < last
                && !live.row.is_featured(as_of)
                && !session.lifted.contains(&live.row.id)
                && fresh.wants_more()
        });
        Ok(sunk.map(|fresh| fresh.live.clone()).collect())
    }

    async fn by_price(&self, wanted: &Wanted<'_>, direction: Direction) -> Result<Shelfful> {
        if wanted.filter.price.is_none() {
            let problem = Problem::new(ErrorKind::Validation, SOURCE, "listings-check-sort-currency");
            return Err(problem.field("currency").into());
        }
        let after = match wanted.after {
            Some(Place::Price(minor, id)) => Some((minor, id)),
            _ => None,
        };
        let now = self.now();
        let mut db = self.db.read().await?;
        let found = store::by_price(&mut db, wanted.filter, direction, after, wanted.limit + 1, now).await?;
        drop(db);
        let items = found
            .rows
            .into_iter()
            .map(|row| Ok(Shown { live: self.live.share(row)?, paid: false, distance_m: None }));
        let page = cut(items.collect::<Result<_>>()?, wanted.limit, |last| {
            last.live.row.price_minor.map(|minor| Place::Price(minor, last.live.row.id))
        });
        let up_to = found.up_to.map(|(minor, id)| Place::Price(minor, id));
        Ok(Shelfful { next: page.next.or(up_to), ..page })
    }

    async fn near(&self, wanted: &Wanted<'_>, centre: GeoPoint) -> Result<Shelfful> {
        let after = match wanted.after {
            Some(Place::Distance(bits, id)) => Some((f64::from_bits(bits), id)),
            _ => None,
        };
        let limit = usize::try_from(wanted.limit).unwrap_or(0) + 1;
        let found =
            self.grid.nearest(centre, wanted.radius_m, wanted.filter, after, limit, self.now()).await?;
        let mut places = Vec::with_capacity(found.len());
        let items = found.into_iter().map(|((chord2, id), live)| {
            places.push(Place::Distance(chord2.to_bits(), id));
            let distance_m = live.row.location().map(|location| location.distance_m(centre));
            Shown { live, paid: false, distance_m }
        });
        let items: Vec<Shown> = items.collect();
        let last = usize::try_from(wanted.limit - 1).ok().and_then(|last| places.into_iter().nth(last));
        Ok(cut(items, wanted.limit, |_| last))
    }
}

/// What a page of the feed is made of.
#[derive(Debug)]
pub(crate) struct Streams {
    /// Newest first.
    pub(crate) standard: Vec<Arc<LiveCard>>,
    /// Around the circle.
    pub(crate) featured: Vec<Arc<LiveCard>>,
    /// New ones that have sunk, the oldest first.
    pub(crate) sunk: Vec<Arc<LiveCard>>,
}

impl Streams {
    /// The next `limit` places of a session.
    pub(crate) fn fill(self, mut session: Session, limit: u64) -> Shelfful {
        let at = |live: &LiveCard| (live.row.activated_at.timestamp_micros(), live.row.id);
        let mut standard = self.standard.into_iter().peekable();
        let mut featured = self.featured.into_iter().peekable();
        let mut sunk = self.sunk.into_iter().peekable();
        let mut items = Vec::new();
        loop {
            while standard.next_if(|live| session.lifted.contains(&live.row.id)).is_some() {}
            if items.len() as u64 >= limit {
                break;
            }
            let place = session.filled % SLOT;
            let lifts = place == LIFT
                && session.lifted.len() < MOST_LIFTED
                && sunk.peek().is_some_and(|live| session.standard.is_some_and(|here| at(live) < here));
            // Whichever stream lasts longer fills the other's places: a row of paid ones hides nothing.
            let paid = if place == 0 { featured.peek().is_some() } else { standard.peek().is_none() };
            let next = if lifts {
                sunk.next().inspect(|live| session.lifted.push(live.row.id))
            } else if paid {
                featured.next().inspect(|live| session.featured = Some((live.row.rotation, live.row.id)))
            } else {
                standard.next().inspect(|live| session.standard = Some(at(live)))
            };
            let Some(live) = next else { break };
            session.filled += 1;
            items.push(Shown { live, paid: paid && !lifts, distance_m: None });
        }
        let more = standard.peek().is_some() || featured.peek().is_some();
        Shelfful { items, next: more.then_some(Place::Feed(session)) }
    }
}

impl Listings {
    /// Counts that these were shown to `viewer`, each once a day: nobody uses up what is promised to a rival by asking
    /// again and again.
    pub(crate) fn count_shown(&self, items: &[Shown], viewer: Viewer) {
        let now = self.now();
        let mut counted = false;
        for item in items.iter().filter(|item| self.seen.is_first(viewer, item.live.row.id, now)) {
            item.live.shown.count(item.paid);
            counted = true;
        }
        if counted {
            self.ledger.write_soon();
        }
    }
}

/// Leaves off the one that was read to see whether there is more.
fn cut(mut items: Vec<Shown>, limit: i64, place: impl FnOnce(&Shown) -> Option<Place>) -> Shelfful {
    let limit = usize::try_from(limit).unwrap_or(0);
    let more = items.len() > limit;
    items.truncate(limit);
    let next = items.last().filter(|_| more).and_then(place);
    Shelfful { items, next }
}
