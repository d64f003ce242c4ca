//! What is near, nearest first, found on a grid that is kept in memory (L-7).
//!
//! The globe is cut into cells of a hundredth of a degree, and those into tiles of 128 by 128 cells. A search goes
//! outward from its point: of all tiles and cells that may hold something nearer than the worst hit so far, the
//! nearest is opened next. So it looks at a few hundred listings around the point, however many there are in the world,
//! and only as far out as it has to. A tile with few listings is kept whole; of a crowded one only those cells are kept
//! that somebody looked at. Each part is brought up to date by the log of changes before it is read ([`crate::live`]).
//!
//! A part's distance is underestimated by the radius of the circle around it, so that nothing is missed; the order and
//! the cut are by the exact distance of each listing.
//!
//! A search that has looked at very many listings and found no page full asks for something that is not around here: it
//! goes on with the newest that pass its filter, wherever they are, which are all of them unless they are thousands.

mod globe;
mod search;
mod spot;

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, Utc};
use kernel::{EARTH_RADIUS_M, GeoPoint, ListingId};
use platform::Result;
use platform::cache::Kept;
use uuid::Uuid;

use crate::filter::Filter;
use crate::live::{Live, LiveCard, Mark, News, Since};
use crate::store::{self, PlaceRow};
use globe::{on_sphere, tile_of};
use search::Search;
use spot::{Sieve, Spot};

/// So many of the newest that pass a filter are looked at where the way outward led to too few.
const NEWEST: i64 = 2000;
/// A tile with more listings than this is opened cell by cell.
const FEW: usize = 1500;
/// Where a list by distance goes on: the square of the chord to the last listing, and its id.
pub type NearKey = (f64, Uuid);

/// A part of the grid with what is known of it.
#[derive(Debug)]
struct Part {
    holds: Holds,
    mark: Mark,
}

#[derive(Debug)]
enum Holds {
    /// Listings, sorted by id.
    Spots(Vec<Spot>),
    /// Cells with listings in them, sorted; one that has become empty may still stand here.
    Cells(Vec<i32>),
    /// Tiles likewise.
    Tiles(Vec<i32>),
}

/// Which part.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
enum Key {
    World,
    Tile(i32),
    Cell(i32),
}

impl Key {
    fn contains(self, cell: i32) -> bool {
        match self {
            Self::World => true,
            Self::Tile(tile) => tile_of(cell) == tile,
            Self::Cell(this) => this == cell,
        }
    }
}

impl Part {
    /// The part after `news`; none when it has grown too large for what it is.
    fn after(&self, key: Key, news: &[News], mark: Mark) -> Option<Self> {
        let add = |list: &Vec<i32>, place: fn(i32) -> i32| {
            let mut list = list.clone();
            for spot in news.iter().filter_map(|news| Spot::of_card(news.now_is.as_deref()?)) {
                if let Err(at) = list.binary_search(&place(spot.cell))
                    && key.contains(spot.cell)
                {
                    list.insert(at, place(spot.cell));
                }
            }
            list
        };
        let holds = match &self.holds {
            Holds::Tiles(tiles) => Holds::Tiles(add(tiles, tile_of)),
            Holds::Cells(cells) => Holds::Cells(add(cells, |cell| cell)),
            Holds::Spots(spots) => {
                let mut spots = spots.clone();
                for News { id, is_new, now_is } in news {
                    if !is_new && let Ok(at) = spots.binary_search_by_key(id, |spot| spot.id) {
                        spots.remove(at);
                    }
                    let Some(spot) = now_is.as_deref().and_then(Spot::of_card) else { continue };
                    if key.contains(spot.cell)
                        && let Err(at) = spots.binary_search_by_key(id, |spot| spot.id)
                    {
                        spots.insert(at, spot);
                    }
                }
                if matches!(key, Key::Tile(_)) && spots.len() > 2 * FEW {
                    return None;
                }
                Holds::Spots(spots)
            }
        };
        Some(Self { holds, mark })
    }

    fn weight(&self) -> u32 {
        let items = match &self.holds {
            Holds::Spots(spots) => spots.len() * size_of::<Spot>(),
            Holds::Cells(list) | Holds::Tiles(list) => list.len() * size_of::<i32>(),
        };
        u32::try_from(items + 160).unwrap_or(u32::MAX)
    }
}

/// The grid of this process. Cheap to clone.
#[derive(Clone)]
pub struct Grid {
    live: Live,
    parts: Kept<Key, Arc<Part>>,
    /// One reader at a time reads parts from the database; the others mostly want the same ones.
    filling: Arc<tokio::sync::Mutex<()>>,
}

/// Memory for the grid, in bytes: about half a million listings.
const ROOM: u64 = 80 * 1024 * 1024;
/// Without any news a part lives no longer than this.
const LONGEST: Duration = Duration::from_secs(3600);

impl Grid {
    /// An empty grid.
    #[must_use]
    pub fn new(live: Live) -> Self {
        let parts = Kept::new("listings.grid", ROOM, LONGEST, |_, part: &Arc<Part>| part.weight());
        Self { live, parts, filling: Arc::default() }
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
        while let Some(keys) = search.next_keys(|key| self.parts.contains_key(key)) {
            for (key, part) in self.open(keys, now).await? {
                search.look_into(key, &part, &sieve);
            }
        }
        if search.has_given_up() {
            let mut db = self.live.db().read().await?;
            search.look_at(&spots(&store::newest_places(&mut db, filter, NEWEST, now).await?));
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
        let mut cells = Vec::new();
        for key in missing {
            match (self.brought_up_to_date(key), key) {
                (Some(part), _) => found.push((key, part)),
                (None, Key::Cell(cell)) => cells.push(cell),
                (None, key) => found.push((key, self.read(key, now).await?)),
            }
        }
        found.extend(self.read_cells(&cells, now).await?);
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

    async fn read(&self, key: Key, now: DateTime<Utc>) -> Result<Arc<Part>> {
        let mark = self.live.mark();
        let mut db = self.live.db().read().await?;
        let holds = match key {
            Key::World => Holds::Tiles(sorted(store::tiles(&mut db).await?)),
            Key::Tile(tile) => {
                let most = i64::try_from(FEW).unwrap_or(i64::MAX) + 1;
                let rows = store::in_tile(&mut db, tile, most, now).await?;
                if rows.len() > FEW {
                    Holds::Cells(sorted(store::cells(&mut db, tile).await?))
                } else {
                    Holds::Spots(spots(&rows))
                }
            }
            Key::Cell(cell) => {
                Holds::Spots(spots(&store::in_cells(&mut db, &[tile_of(cell)], &[cell], now).await?))
            }
        };
        drop(db);
        let part = Arc::new(Part { holds, mark });
        self.parts.insert(key, part.clone());
        Ok(part)
    }

    async fn read_cells(&self, cells: &[i32], now: DateTime<Utc>) -> Result<Vec<(Key, Arc<Part>)>> {
        if cells.is_empty() {
            return Ok(Vec::new());
        }
        let mark = self.live.mark();
        let mut tiles: Vec<i32> = cells.iter().map(|cell| tile_of(*cell)).collect();
        tiles.sort_unstable();
        tiles.dedup();
        let mut db = self.live.db().read().await?;
        let rows = store::in_cells(&mut db, &tiles, cells, now).await?;
        drop(db);
        let mut by_cell: HashMap<i32, Vec<PlaceRow>> = cells.iter().map(|cell| (*cell, Vec::new())).collect();
        for row in rows {
            by_cell.entry(row.cell).or_default().push(row);
        }
        let parts = by_cell.into_iter().map(|(cell, rows)| {
            let (key, part) = (Key::Cell(cell), Arc::new(Part { holds: Holds::Spots(spots(&rows)), mark }));
            self.parts.insert(key, part.clone());
            (key, part)
        });
        Ok(parts.collect())
    }
}

fn sorted(mut list: Vec<i32>) -> Vec<i32> {
    list.sort_unstable();
    list
}

fn spots(rows: &[PlaceRow]) -> Vec<Spot> {
    let mut spots: Vec<Spot> = rows.iter().map(Spot::of).collect();
    spots.sort_by_key(|spot| spot.id);
    spots
}
