//! Lists of what is live: the feed with its paid slots, the same by price, and what is near.
//!
//! The feed is two streams. Standard listings come newest first; those with a paid slot stand in a circle, in which a
//! session begins at a place of its own. The first of each five places belongs to the circle as long as it lasts, so
//! that paid slots are spread and never a wall (L-4). A session remembers in its cursor when it began, where in both
//! streams it is and how many places it has filled: what is posted meanwhile neither repeats nor shifts anything
//! (P-3). Which stream a listing belongs to is asked as of the session's beginning, so it is never in both.

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

/// Every how many places one belongs to the circle.
const SLOT: u64 = 5;
/// How long the circle begins at the same place for everybody who comes, so that its beginning stays in memory.
const TURN_S: i64 = 60;

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
}

impl Session {
    fn begin(now: DateTime<Utc>) -> Self {
        let start = scatter(now.timestamp().div_euclid(TURN_S));
        Self { as_of: now.timestamp_micros(), start, filled: 0, standard: None, featured: None }
    }
}

/// A number that looks drawn by lot but is the same in every process: the finaliser of SplitMix64
/// (Steele, Lea and Flood, 2014).
fn scatter(turn: i64) -> i32 {
    let mut z = turn.cast_unsigned().wrapping_mul(0x9e37_79b9_7f4a_7c15);
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    let z = z ^ (z >> 31);
    u32::try_from(z >> 32).unwrap_or(0).cast_signed()
}

/// A listing on a page, with its distance if one was asked about.
#[derive(Debug, Clone)]
pub struct Shown {
    /// The listing.
    pub live: Arc<LiveCard>,
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
}

impl Listings {
    /// A page of what is live.
    ///
    /// # Errors
    /// 422 for an order by price without a currency; 503.
    pub(crate) async fn list(&self, wanted: Wanted<'_>) -> Result<Shelfful> {
        match (wanted.sort, wanted.after.clone()) {
            (Sort::Newest, Some(Place::Feed(session))) => self.feed(&wanted, session).await,
            (Sort::Newest, _) => self.feed(&wanted, Session::begin(self.now())).await,
            (Sort::PriceAsc, _) => self.by_price(&wanted, Direction::Rising).await,
            (Sort::PriceDesc, _) => self.by_price(&wanted, Direction::Falling).await,
            (Sort::Distance(centre), _) => self.near(&wanted, centre).await,
        }
    }

    async fn feed(&self, wanted: &Wanted<'_>, mut session: Session) -> Result<Shelfful> {
        let now = self.now();
        let limit = u64::try_from(wanted.limit).unwrap_or(0);
        let as_of = DateTime::from_timestamp_micros(session.as_of).unwrap_or(now);
        // Whoever asks for paid slots only gets them as a plain list.
        let with_slots = !wanted.filter.featured;
        let after = session.standard.and_then(|(micros, id)| {
            DateTime::from_timestamp_micros(micros).map(|activated_at| NewestKey { activated_at, id })
        });
        let without = with_slots.then_some(as_of);
        let standard = self.shelves.newest(wanted.filter, after, without, wanted.limit + 1, now).await?;
        let featured = if with_slots {
            let runs_out = standard.len() <= usize::try_from(limit).unwrap_or(usize::MAX);
            let share = if runs_out { limit } else { limit.div_ceil(SLOT) };
            let share = i64::try_from(share).unwrap_or(0) + 1;
            self.shelves.featured(wanted.filter, session.start, session.featured, as_of, share, now).await?
        } else {
            Vec::new()
        };

        let (mut standard, mut featured) = (standard.into_iter().peekable(), featured.into_iter().peekable());
        let mut items = Vec::new();
        while (items.len() as u64) < limit {
            let paid_turn = session.filled.is_multiple_of(SLOT);
            // Whichever stream lasts longer fills the other's places.
            let from_circle = if paid_turn { featured.peek().is_some() } else { standard.peek().is_none() };
            let next = if from_circle { featured.next() } else { standard.next() };
            let Some(live) = next else { break };
            if from_circle {
                session.featured = Some((live.row.rotation, live.row.id));
            } else {
                session.standard = Some((live.row.activated_at.timestamp_micros(), live.row.id));
            }
            session.filled += 1;
            items.push(Shown { live, distance_m: None });
        }
        let more = standard.peek().is_some() || featured.peek().is_some();
        Ok(Shelfful { items, next: more.then_some(Place::Feed(session)) })
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
        let rows = store::by_price(&mut db, wanted.filter, direction, after, wanted.limit + 1, now).await?;
        drop(db);
        let items = rows.into_iter().map(|row| Ok(Shown { live: self.live.share(row)?, distance_m: None }));
        Ok(cut(items.collect::<Result<_>>()?, wanted.limit, |last| {
            last.live.row.price_minor.map(|minor| Place::Price(minor, last.live.row.id))
        }))
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
            Shown { distance_m: live.row.location().map(|location| location.distance_m(centre)), live }
        });
        let items: Vec<Shown> = items.collect();
        let last = usize::try_from(wanted.limit - 1).ok().and_then(|last| places.into_iter().nth(last));
        Ok(cut(items, wanted.limit, |_| last))
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_circle_begins_anywhere() {
        let starts: Vec<i32> = (0..1000).map(scatter).collect();
        let (low, high) = (starts.iter().filter(|start| **start < 0).count(), 1000);
        assert!((400..600).contains(&low), "{low} of {high} in the lower half");
    }
}
