//! What is near, nearest first, found on a grid that is kept in memory (L-7).
//!
//! The globe is cut into cells of a hundredth of a degree, and those into tiles of 128 by 128 cells. A search goes
//! outward from its point: of all parts that may hold something nearer than the worst hit so far, the nearest is opened
//! next. So it looks at a few hundred listings around the point, however many there are in the world, and only as far
//! out as it has to. A tile with few listings is kept whole; of a crowded one only those cells are kept that somebody
//! looked at, and of a crowded cell those of its ten by ten nooks. Each part is brought up to date by the log of changes
//! before it is read ([`crate::live`]).
//!
//! A part's distance is underestimated by the radius of the circle around it, so that nothing is missed; the order and
//! the cut are by the exact distance of each listing.
//!
//! A search that has looked at very many listings and found no page full asks for something that is rare around here. It
//! begins anew over those tiles alone in which something passes its filter: these are counted by the filter's own index
//! and kept, and of a tile where few pass, those are read by the filter.

mod globe;
mod part;
mod search;
mod spot;

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, Utc};
use kernel::{EARTH_RADIUS_M, GeoPoint, ListingId};
use platform::cache::Kept;
use platform::{Error, Result};
use tracing::Instrument;
use uuid::Uuid;

use crate::filter::Filter;
use crate::live::{Live, LiveCard, Since};
use crate::store::{self, PlaceRow};
use globe::{on_sphere, tile_of};
use part::{Holds, Key, Part, sorted};
use search::Search;
use spot::{Sieve, Spot};

/// A tile with more listings than this is opened cell by cell.
const FEW: i64 = 1500;
/// A cell with more than this, nook by nook.
const FEW_IN_CELL: i64 = 150;
/// Where a list by distance goes on: the square of the chord to the last listing, and its id.
pub type NearKey = (f64, Uuid);

/// The grid of this process. Cheap to clone.
#[derive(Clone)]
pub struct Grid {
    live: Live,
    parts: Kept<Key, Arc<Part>>,
    /// Of filters that little passes around where they were asked: the tiles in which something does.
    rare: Kept<Filter, Arc<Part>>,
    /// One reader at a time reads parts from the database; the others mostly want the same ones.
    filling: Arc<tokio::sync::Mutex<()>>,
    /// And one counts tiles, which may take longer.
    counting: Arc<tokio::sync::Mutex<()>>,
}

/// Memory for the grid, in bytes, as far as it is looked at: nearly three million listings.
const ROOM: u64 = 384 * 1024 * 1024;
/// Memory for the tiles of filters, in bytes.
const ROOM_FOR_RARE: u64 = 4 * 1024 * 1024;
/// Without any news a part lives no longer than this.
const LONGEST: Duration = Duration::from_secs(3600);

impl Grid {
    /// An empty grid.
    #[must_use]
    pub fn new(live: Live) -> Self {
        let parts = Kept::new("listings.grid", ROOM, LONGEST, |_, part: &Arc<Part>| part.weight());
        let rare =
            Kept::new("listings.grid_rare", ROOM_FOR_RARE, LONGEST, |_, part: &Arc<Part>| part.weight());
        Self { live, parts, rare, filling: Arc::default(), counting: Arc::default() }
    }

    /// The nearest to `centre` that pass `filter`, within `radius_m` if there is one, from after `after`; at most
    /// `limit`. Each with its key.
    ///
    /// # Errors
    /// 503.
    pub async fn nearest(
        &self,
        centre: GeoPoint,
        radius_m: Option<f64>,
        filter: &Filter,
        after: Option<NearKey>,
        limit: usize,
        now: DateTime<Utc>,
    ) -> Result<Vec<(NearKey, Arc<LiveCard>)>> {
        self.live.learn_news(now).await?;
        let sieve = Sieve::new(filter, now);
        let centre = on_sphere(centre.latitude(), centre.longitude());
        let radius = radius_m.map_or(std::f64::consts::PI, |metres| metres / EARTH_RADIUS_M);
        let mut search = Search::new(centre, radius, after, limit);
        let is_rare = self.rare.contains_key(filter);
        if !is_rare {
            self.go_outward(&mut search, &sieve, now).await?;
        }
        if is_rare || search.has_given_up() {
            search = search.over(&*self.tiles_for(&sieve, now).await?);
            self.go_outward(&mut search, &sieve, now).await?;
        }
        let hits = search.into_hits();
        let ids: Vec<ListingId> = hits.iter().map(|(_, id)| ListingId(*id)).collect();
        let mut cards = self.live.by_ids(&ids, now).await?;
        let found = hits.into_iter().filter_map(|key| {
            let card = cards.remove(&ListingId(key.1))?;
            // Numbers stood for words on the way here; the words decide.
            filter.lets_through(&card.row, now).then_some((key, card))
        });
        Ok(found.collect())
    }

    async fn go_outward(&self, search: &mut Search, sieve: &Sieve<'_>, now: DateTime<Utc>) -> Result<()> {
        while let Some(keys) = search.next_keys(|key| self.parts.contains_key(key)) {
            let (few, keys): (Vec<Key>, Vec<Key>) =
                keys.into_iter().partition(|key| matches!(key, Key::Few(_)));
            if !few.is_empty() {
                let tiles: Vec<i32> = few.iter().filter_map(|key| key.tile()).collect();
                let mut db = self.live.db().read().await?;
                search.look_at(&spots(&store::passing_in_tiles(&mut db, sieve.filter, &tiles, now).await?));
            }
            for (key, part) in self.open(keys, now).await? {
                search.look_into(key, &part, sieve);
            }
        }
        Ok(())
    }

    /// The tiles in which something passes a filter, with every change that was committed before the search began; one in
    /// which nothing passes any more may still be among them.
    async fn tiles_for(&self, sieve: &Sieve<'_>, now: DateTime<Utc>) -> Result<Arc<Part>> {
        if let Some(part) = self.rare.looked(self.tiles_brought_up_to_date(sieve)) {
            return Ok(part);
        }
        let one_at_a_time = self.counting.clone().lock_owned().await;
        if let Some(part) = self.tiles_brought_up_to_date(sieve) {
            return Ok(part);
        }
        // On a task of its own: whoever hangs up leaves no count that runs beside the next one, and finds it made when
        // they come back.
        let (grid, filter) = (self.clone(), sieve.filter.clone());
        let counted = async move {
            let _one_at_a_time = one_at_a_time;
            grid.count_tiles(filter, now).await
        };
        tokio::spawn(counted.in_current_span()).await.map_err(Error::internal)?
    }

    async fn count_tiles(&self, filter: Filter, now: DateTime<Utc>) -> Result<Arc<Part>> {
        let mark = self.live.mark();
        let mut db = self.live.db().read().await?;
        let tiles = store::tiles_with(&mut db, &filter, now).await?;
        drop(db);
        let key = |(tile, passing)| if passing > FEW { Key::Tile(tile) } else { Key::Few(tile) };
        let holds = Arc::new(Holds::Parts(sorted(tiles.into_iter().map(key))));
        let part = Arc::new(Part { holds, mark });
        self.rare.insert(filter, part.clone());
        Ok(part)
    }

    fn tiles_brought_up_to_date(&self, sieve: &Sieve<'_>) -> Option<Arc<Part>> {
        let part = self.rare.get(sieve.filter)?;
        match self.live.since(part.mark) {
            Since::Nothing => Some(part),
            Since::TooMuch => None,
            Since::This(news, mark) => {
                let part = Arc::new(part.with_tiles_of(&news, sieve, mark));
                self.rare.insert(sieve.filter.clone(), part.clone());
                Some(part)
            }
        }
    }

    /// Parts with every change in them that was committed before the search began.
    async fn open(&self, keys: Vec<Key>, now: DateTime<Utc>) -> Result<Vec<(Key, Arc<Part>)>> {
        let mut found = Vec::with_capacity(keys.len());
        let mut missing = Vec::new();
        for key in keys {
            match self.parts.looked(self.brought_up_to_date(key)) {
                Some(part) => found.push((key, part)),
                None => missing.push(key),
            }
        }
        if missing.is_empty() {
            return Ok(found);
        }
        let _one_at_a_time = self.filling.lock().await;
        let mut small = Vec::new();
        for key in missing {
            match self.brought_up_to_date(key) {
                Some(part) => found.push((key, part)),
                None if key.is_small() => small.push(key),
                None => found.push((key, self.read(key, now).await?)),
            }
        }
        found.extend(self.read_small(&small, now).await?);
        Ok(found)
    }

    fn brought_up_to_date(&self, key: Key) -> Option<Arc<Part>> {
        let part = self.parts.get(&key)?;
        match self.live.since(part.mark) {
            Since::Nothing => Some(part),
            Since::TooMuch => None,
            Since::This(news, mark) => {
                let part = Arc::new(part.after(key, &news, mark)?);
                self.parts.insert(key, part.clone());
                Some(part)
            }
        }
    }

    /// The world or a tile.
    async fn read(&self, key: Key, now: DateTime<Utc>) -> Result<Arc<Part>> {
        let mark = self.live.mark();
        let mut db = self.live.db().read().await?;
        let holds = if let Key::Tile(tile) = key {
            // By the index alone, which is quick even over a city.
            let cells = store::cells(&mut db, tile).await?;
            if cells.iter().map(|(_, listings)| listings).sum::<i64>() > FEW {
                Holds::Parts(sorted(cells.into_iter().map(|(cell, listings)| {
                    if listings > FEW_IN_CELL { Key::Crowd(cell) } else { Key::Cell(cell) }
                })))
            } else {
                Holds::Spots(spots(&store::in_tile(&mut db, tile, now).await?))
            }
        } else {
            Holds::Parts(sorted(store::tiles(&mut db).await?.into_iter().map(Key::Tile)))
        };
        drop(db);
        let part = Arc::new(Part { holds: Arc::new(holds), mark });
        self.parts.insert(key, part.clone());
        Ok(part)
    }

    /// Cells, crowded ones and nooks, those of a kind together.
    async fn read_small(&self, keys: &[Key], now: DateTime<Utc>) -> Result<Vec<(Key, Arc<Part>)>> {
        if keys.is_empty() {
            return Ok(Vec::new());
        }
        let (mut cells, mut crowds, mut nooks) = (Vec::new(), Vec::new(), Vec::new());
        for key in keys {
            match *key {
                Key::Cell(cell) => cells.push((tile_of(cell), cell)),
                Key::Crowd(cell) => crowds.push(cell),
                Key::Nook(cell, nook) => nooks.push((tile_of(cell), cell, nook)),
                Key::World | Key::Tile(_) | Key::Few(_) => {}
            }
        }
        let mark = self.live.mark();
        let mut db = self.live.db().read().await?;
        let mut spots: HashMap<Key, Vec<Spot>> = HashMap::new();
        let mut parts: HashMap<Key, Vec<Key>> = HashMap::new();
        if !cells.is_empty() {
            for row in store::in_cells(&mut db, &cells, now).await? {
                spots.entry(Key::Cell(row.cell)).or_default().push(Spot::of(&row));
            }
        }
        if !nooks.is_empty() {
            for row in store::in_nooks(&mut db, &nooks, now).await? {
                spots.entry(Key::Nook(row.cell, row.nook)).or_default().push(Spot::of(&row));
            }
        }
        if !crowds.is_empty() {
            for (cell, nook) in store::nooks(&mut db, &tiles_of(&crowds), &crowds).await? {
                parts.entry(Key::Crowd(cell)).or_default().push(Key::Nook(cell, nook));
            }
        }
        drop(db);
        let parts = keys.iter().map(|key| {
            let holds = match key {
                Key::Crowd(_) => Holds::Parts(sorted(parts.remove(key).unwrap_or_default())),
                _ => Holds::Spots(by_id(spots.remove(key).unwrap_or_default())),
            };
            let part = Arc::new(Part { holds: Arc::new(holds), mark });
            self.parts.insert(*key, part.clone());
            (*key, part)
        });
        Ok(parts.collect())
    }
}

fn tiles_of(cells: &[i32]) -> Vec<i32> {
    let mut tiles: Vec<i32> = cells.iter().map(|cell| tile_of(*cell)).collect();
    tiles.sort_unstable();
    tiles.dedup();
    tiles
}

fn spots(rows: &[PlaceRow]) -> Vec<Spot> {
    by_id(rows.iter().map(Spot::of).collect())
}

fn by_id(mut spots: Vec<Spot>) -> Vec<Spot> {
    spots.sort_by_key(|spot| spot.id);
    spots
}
