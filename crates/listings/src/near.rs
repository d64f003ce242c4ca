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

use std::cmp::{Ordering, Reverse};
use std::collections::{BinaryHeap, HashMap};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, Utc};
use contracts::listings::ListingType;
use kernel::{EARTH_RADIUS_M, GeoPoint, ListingId};
use platform::Result;
use uuid::Uuid;

use crate::filter::{CategoryFilter, Filter};
use crate::live::{Live, LiveCard, Mark, News, Since};
use crate::store::{self, PlaceRow};

const CELLS_PER_DEGREE: f64 = 100.0;
const COLUMNS: i32 = 36_000;
const TILE: i32 = 128;
const TILE_COLUMNS: i32 = 282;
/// Half the diagonal of a cell at the equator, in radians, and a little: no point of a cell is farther from its middle.
const CELL_RADIUS: f64 = 0.000_125;
/// The same of a tile.
const TILE_RADIUS: f64 = 0.015_9;
/// A tile with more listings than this is opened cell by cell.
const FEW: usize = 1500;
/// Cells that are read from the database at once.
const AT_ONCE: usize = 64;

/// The cell that a point lies in, as the generated column of the table computes it.
fn cell_of(point: GeoPoint) -> i32 {
    let row = ((point.latitude() + 90.0) * CELLS_PER_DEGREE).floor() as i32;
    let column = ((point.longitude() + 180.0) * CELLS_PER_DEGREE).floor() as i32 % COLUMNS;
    row * COLUMNS + column
}

fn tile_of(cell: i32) -> i32 {
    let (row, column) = (cell / COLUMNS, cell % COLUMNS);
    row / TILE * TILE_COLUMNS + column / TILE
}

/// A point on the unit sphere.
type Point = [f64; 3];

fn on_sphere(latitude: f64, longitude: f64) -> Point {
    let (lat, lng) = (latitude.to_radians(), longitude.to_radians());
    [lat.cos() * lng.cos(), lat.cos() * lng.sin(), lat.sin()]
}

/// The middle of `size` by `size` cells whose first one is at `row` and `column`.
fn middle(row: i32, column: i32, size: i32) -> Point {
    let degrees = |at: i32| (f64::from(at) + f64::from(size) / 2.0) / CELLS_PER_DEGREE;
    on_sphere((degrees(row) - 90.0).min(90.0), degrees(column) - 180.0)
}

fn middle_of_cell(cell: i32) -> Point {
    middle(cell / COLUMNS, cell % COLUMNS, 1)
}

fn middle_of_tile(tile: i32) -> Point {
    middle(tile / TILE_COLUMNS * TILE, tile % TILE_COLUMNS * TILE, TILE)
}

/// The square of the chord between two points, which grows with the arc.
fn chord2(a: &Point, b: &Point) -> f64 {
    let (x, y, z) = (a[0] - b[0], a[1] - b[1], a[2] - b[2]);
    x * x + y * y + z * z
}

fn arc_of(chord2: f64) -> f64 {
    2.0 * (chord2.sqrt() / 2.0).min(1.0).asin()
}

fn chord2_of_arc(arc: f64) -> f64 {
    let chord = 2.0 * (arc.min(std::f64::consts::PI) / 2.0).sin();
    chord * chord
}

/// A word as a number, for filters in memory. Two words with one number are told apart when the cards are read.
fn word(text: &str) -> u32 {
    let mut hasher = DefaultHasher::new();
    text.hash(&mut hasher);
    (hasher.finish() >> 32) as u32
}

fn words(text: Option<&str>) -> u32 {
    text.map_or(0, word)
}

/// A live listing on the grid.
#[derive(Debug, Clone)]
struct Spot {
    id: Uuid,
    at: Point,
    cell: i32,
    expires_at: i64,
    activated_at: i64,
    featured: (i64, i64),
    price_minor: Option<i64>,
    currency: u32,
    category: u32,
    root: u32,
    country: u32,
    city: u32,
    market: u32,
    business: u32,
    is_offer: bool,
    verified: bool,
    has_photo: bool,
}

impl Spot {
    fn of(row: &PlaceRow) -> Self {
        let micros = |at: Option<DateTime<Utc>>| at.map_or(0, |at| at.timestamp_micros());
        Self {
            id: row.id,
            at: on_sphere(row.latitude, row.longitude),
            cell: row.cell,
            expires_at: row.expires_at.timestamp_micros(),
            activated_at: row.activated_at.timestamp_micros(),
            featured: (micros(row.featured_from), micros(row.featured_until)),
            price_minor: row.price_minor,
            currency: words(row.currency.as_deref()),
            category: word(&row.category),
            root: words(row.root_category.as_deref()),
            country: words(row.country.as_deref()),
            city: words(row.city_key.as_deref()),
            market: words(row.market.as_deref()),
            business: word(&row.business_id.to_string()),
            is_offer: row.kind == ListingType::Offer.as_str(),
            verified: row.seller_verified,
            has_photo: row.has_photo,
        }
    }

    fn of_card(card: &LiveCard) -> Option<Self> {
        let (row, location) = (&card.row, card.row.location()?);
        Some(Self::of(&PlaceRow {
            id: row.id,
            cell: cell_of(location),
            latitude: location.latitude(),
            longitude: location.longitude(),
            business_id: row.business_id,
            kind: row.kind.clone(),
            category: row.category.clone(),
            root_category: row.root_category.clone(),
            price_minor: row.price_minor,
            currency: row.currency.clone(),
            city_key: row.city_key.clone(),
            country: row.country.clone(),
            market: row.market.clone(),
            has_photo: row.photo.is_some(),
            seller_verified: row.seller_verified,
            activated_at: row.activated_at,
            expires_at: row.expires_at,
            featured_from: row.featured_from,
            featured_until: row.featured_until,
        }))
    }
}

/// A filter in numbers.
struct Sieve<'a> {
    filter: &'a Filter,
    now: i64,
    root: Option<u32>,
    categories: Option<Vec<u32>>,
    country: Option<u32>,
    city: Option<u32>,
    market: Option<u32>,
    business: Option<u32>,
    currency: Option<u32>,
    since: i64,
}

impl<'a> Sieve<'a> {
    fn new(filter: &'a Filter, now: DateTime<Utc>) -> Self {
        let (root, categories) = match &filter.category {
            None => (None, None),
            Some(CategoryFilter::Root(root)) => (Some(word(root)), None),
            Some(CategoryFilter::OneOf(slugs)) => (None, Some(slugs.iter().map(|slug| word(slug)).collect())),
        };
        Self {
            filter,
            now: now.timestamp_micros(),
            root,
            categories,
            country: filter.country.map(|country| word(country.code())),
            city: filter.city.as_deref().map(word),
            market: filter.market.as_ref().map(|market| word(market.as_str())),
            business: filter.business.map(|business| word(&business.to_string())),
            currency: filter.price.as_ref().map(|range| word(range.currency.code())),
            since: filter.posted_since.map_or(i64::MIN, |since| since.timestamp_micros()),
        }
    }

    fn lets_through(&self, spot: &Spot) -> bool {
        let is = |wanted: Option<u32>, found: u32| wanted.is_none_or(|wanted| wanted == found);
        let price = || {
            self.filter.price.as_ref().is_none_or(|range| {
                spot.price_minor.is_some_and(|minor| {
                    range.least.is_none_or(|least| minor >= least) && range.most.is_none_or(|most| minor <= most)
                })
            })
        };
        self.now < spot.expires_at
            && self.filter.kind.is_none_or(|kind| (kind == ListingType::Offer) == spot.is_offer)
            && is(self.root, spot.root)
            && self.categories.as_ref().is_none_or(|categories| categories.contains(&spot.category))
            && is(self.country, spot.country)
            && is(self.city, spot.city)
            && is(self.market, spot.market)
            && is(self.business, spot.business)
            && is(self.currency, spot.currency)
            && price()
            && (!self.filter.verified || spot.verified)
            && (!self.filter.has_photo || spot.has_photo)
            && (!self.filter.featured || (spot.featured.0 <= self.now && self.now < spot.featured.1))
            && spot.activated_at >= self.since
    }
}

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
    parts: moka::sync::Cache<Key, Arc<Part>>,
    /// One reader at a time reads parts from the database; the others mostly want the same ones.
    filling: Arc<tokio::sync::Mutex<()>>,
}

/// Memory for the grid, in bytes: about half a million listings.
const ROOM: u64 = 80 * 1024 * 1024;
/// Without any news a part lives no longer than this.
const LONGEST: Duration = Duration::from_secs(3600);

/// Where a list by distance goes on: the square of the chord to the last listing, and its id.
pub type NearKey = (f64, Uuid);

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

/// A part that has not been opened, the nearest first.
type Unopened = Reverse<(Arcs, Key)>;

/// A distance in radians that can be ordered: it is never NaN.
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd)]
struct Arcs(f64);

impl Eq for Arcs {}

impl Ord for Arcs {
    fn cmp(&self, other: &Self) -> Ordering {
        self.0.total_cmp(&other.0)
    }
}

impl Grid {
    /// An empty grid.
    #[must_use]
    pub fn new(live: Live) -> Self {
        let parts = moka::sync::Cache::builder()
            .name("listings.grid")
            .max_capacity(ROOM)
            .weigher(|_, part: &Arc<Part>| part.weight())
            .time_to_live(LONGEST)
            .build();
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
        let mut search = Search {
            centre,
            farthest: chord2_of_arc(radius),
            after: after.map(|(chord2, id)| Hit { chord2, id }),
            limit,
            hits: BinaryHeap::new(),
            unopened: BinaryHeap::from([Reverse((Arcs(0.0), Key::World))]),
        };
        while let Some(keys) = search.next_keys(|key| self.parts.contains_key(key)) {
            for (key, part) in self.open(keys, now).await? {
                search.look_into(key, &part, &sieve);
            }
        }
        let hits = search.hits.into_sorted_vec();
        let ids: Vec<ListingId> = hits.iter().map(|hit| ListingId(hit.id)).collect();
        let mut cards = self.live.by_ids(&ids, now).await?;
        let found = hits.into_iter().filter_map(|hit| {
            let card = cards.remove(&ListingId(hit.id))?;
            // Numbers stood for words on the way here; the words decide.
            filter.lets_through(&card.row, now).then_some(((hit.chord2, hit.id), card))
        });
        Ok(found.collect())
    }

    /// Parts with every change in them that was committed before the search began.
    async fn open(&self, keys: Vec<Key>, now: DateTime<Utc>) -> Result<Vec<(Key, Arc<Part>)>> {
        let mut found = Vec::with_capacity(keys.len());
        let mut missing = Vec::new();
        for key in keys {
            match self.brought_up_to_date(key) {
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
            Key::Cell(cell) => Holds::Spots(spots(&store::in_cells(&mut db, &[tile_of(cell)], &[cell], now).await?)),
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

/// A search on its way outward.
struct Search {
    centre: Point,
    /// Nothing beyond this is wanted.
    farthest: f64,
    after: Option<Hit>,
    limit: usize,
    /// The best so far, the worst of them on top.
    hits: BinaryHeap<Hit>,
    unopened: BinaryHeap<Unopened>,
}

impl Search {
    /// Beyond this arc nothing can be a hit any more.
    fn reach(&self) -> f64 {
        let worst = self.hits.peek().filter(|_| self.hits.len() >= self.limit);
        arc_of(worst.map_or(self.farthest, |worst| worst.chord2.min(self.farthest)))
    }

    /// What to open next: the nearest part, and if it is not at hand, others that will be wanted soon along with it.
    /// None when nothing within reach is left.
    fn next_keys(&mut self, is_at_hand: impl Fn(&Key) -> bool) -> Option<Vec<Key>> {
        let reach = self.reach();
        let Reverse((Arcs(nearest), first)) = self.unopened.pop()?;
        if nearest > reach {
            return None;
        }
        let mut keys = vec![first];
        if matches!(first, Key::Cell(_)) && !is_at_hand(&first) {
            while keys.len() < AT_ONCE
                && let Some(Reverse((Arcs(arc), Key::Cell(_)))) = self.unopened.peek()
                && *arc <= reach
                && let Some(Reverse((_, key))) = self.unopened.pop()
            {
                keys.push(key);
            }
        }
        Some(keys)
    }

    fn look_into(&mut self, key: Key, part: &Part, sieve: &Sieve<'_>) {
        let centre = self.centre;
        let mut unopened = |key, middle: Point, radius: f64| {
            let arc = (arc_of(chord2(&centre, &middle)) - radius).max(0.0);
            self.unopened.push(Reverse((Arcs(arc), key)));
        };
        match &part.holds {
            Holds::Tiles(tiles) => {
                tiles.iter().for_each(|tile| unopened(Key::Tile(*tile), middle_of_tile(*tile), TILE_RADIUS));
            }
            Holds::Cells(cells) => {
                cells.iter().for_each(|cell| unopened(Key::Cell(*cell), middle_of_cell(*cell), CELL_RADIUS));
            }
            Holds::Spots(spots) => {
                debug_assert!(spots.iter().all(|spot| key.contains(spot.cell)));
                spots.iter().filter(|spot| sieve.lets_through(spot)).for_each(|spot| self.offer(spot));
            }
        }
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

#[cfg(test)]
mod tests {
    use super::*;

    fn point(latitude: f64, longitude: f64) -> GeoPoint {
        GeoPoint::new(latitude, longitude).expect("on the globe")
    }

    #[test]
    fn no_point_is_farther_from_the_middle_of_its_cell_and_tile_than_their_radius() {
        // A walk over the globe by the golden angle, and the odd places.
        let mut points: Vec<GeoPoint> = (0..200_000)
            .map(|n| {
                let n = f64::from(n);
                point((n / 100_000.0 - 1.0).asin().to_degrees(), (n * 137.507_764).rem_euclid(360.0) - 180.0)
            })
            .collect();
        for lat in [-90.0, -89.995, 0.0, 89.999, 90.0] {
            for lng in [-180.0, -179.999, -0.001, 0.0, 179.84, 179.999, 180.0] {
                points.push(point(lat, lng));
            }
        }
        for at in points {
            let (spot, cell) = (on_sphere(at.latitude(), at.longitude()), cell_of(at));
            let from_cell = arc_of(chord2(&spot, &middle_of_cell(cell)));
            assert!(from_cell <= CELL_RADIUS, "{at:?} is {from_cell} from the middle of {cell}");
            let from_tile = arc_of(chord2(&spot, &middle_of_tile(tile_of(cell))));
            assert!(from_tile <= TILE_RADIUS, "{at:?} is {from_tile} from the middle of its tile");
        }
    }

    #[test]
    fn chords_and_arcs_are_two_ways_to_say_one_thing() {
        let (lagos, accra) = (point(6.4550, 3.3841), point(5.6037, -0.1870));
        let [a, b] = [lagos, accra].map(|at| on_sphere(at.latitude(), at.longitude()));
        let arc = arc_of(chord2(&a, &b));
        assert!((arc * EARTH_RADIUS_M - lagos.distance_m(accra)).abs() < 0.001);
        assert!((chord2_of_arc(arc) - chord2(&a, &b)).abs() < 1e-15);
    }
}
