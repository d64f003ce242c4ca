//! Parts of the grid, and how they follow the news.

use std::collections::BTreeSet;
use std::sync::Arc;

use uuid::Uuid;

use super::FEW;
use super::globe::{
    CELL_RADIUS, NOOK_RADIUS, Point, TILE_RADIUS, middle_of_cell, middle_of_nook, middle_of_tile, on_sphere,
    tile_of,
};
use super::spot::{Place, Sieve, Spot};
use crate::live::{Mark, News};

/// A part of the grid with what is known of it.
#[derive(Debug)]
pub(super) struct Part {
    pub(super) holds: Arc<Holds>,
    pub(super) mark: Mark,
}

/// What is in a part.
#[derive(Debug)]
pub(super) enum Holds {
    /// Listings, sorted by id.
    Spots(Vec<Spot>),
    /// Smaller parts with listings in them, sorted; one that has become empty may still stand here.
    Parts(Vec<Key>),
}

/// Which part.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum Key {
    /// Its tiles.
    World,
    /// Its listings, or its cells when they are many.
    Tile(i32),
    /// Those of a tile that pass a filter, few of them; read for each search.
    Few(i32),
    /// The listings of a cell.
    Cell(i32),
    /// The nooks of a crowded cell.
    Crowd(i32),
    /// The listings of a nook of a cell.
    Nook(i32, i16),
}

impl Key {
    pub(super) fn contains(self, place: Place) -> bool {
        match self {
            Self::World => true,
            Self::Tile(tile) | Self::Few(tile) => tile_of(place.cell) == tile,
            Self::Cell(cell) | Self::Crowd(cell) => place.cell == cell,
            Self::Nook(cell, nook) => (place.cell, place.nook) == (cell, nook),
        }
    }

    /// The part of this one that a place belongs in; which cells are crowded, `parts` say.
    pub(super) fn part_for(self, place: Place, parts: &[Self]) -> Self {
        match self {
            Self::World => Self::Tile(tile_of(place.cell)),
            Self::Crowd(cell) => Self::Nook(cell, place.nook),
            _ if parts.binary_search(&Self::Crowd(place.cell)).is_ok() => Self::Crowd(place.cell),
            _ => Self::Cell(place.cell),
        }
    }

    pub(super) fn middle(self) -> Point {
        match self {
            Self::World => on_sphere(0.0, 0.0),
            Self::Tile(tile) | Self::Few(tile) => middle_of_tile(tile),
            Self::Cell(cell) | Self::Crowd(cell) => middle_of_cell(cell),
            Self::Nook(cell, nook) => middle_of_nook(cell, nook),
        }
    }

    /// No point of it is farther from its middle; radians.
    pub(super) fn radius(self) -> f64 {
        match self {
            Self::World => std::f64::consts::PI,
            Self::Tile(_) | Self::Few(_) => TILE_RADIUS,
            Self::Cell(_) | Self::Crowd(_) => CELL_RADIUS,
            Self::Nook(..) => NOOK_RADIUS,
        }
    }

    /// The tile that it is about, if it is about one.
    pub(super) fn tile(self) -> Option<i32> {
        match self {
            Self::Tile(tile) | Self::Few(tile) => Some(tile),
            _ => None,
        }
    }

    /// Whether several are read from the database at once.
    pub(super) fn is_small(self) -> bool {
        !matches!(self, Self::World | Self::Tile(_))
    }
}

impl Part {
    pub(super) fn parts(&self) -> &[Key] {
        match &*self.holds {
            Holds::Parts(parts) => parts,
            Holds::Spots(_) => &[],
        }
    }

    /// The part after `news`; none when it has grown too large for what it is.
    pub(super) fn after(&self, key: Key, news: &[News], mark: Mark) -> Option<Self> {
        let changed = match &*self.holds {
            Holds::Parts(parts) => with_new_parts(key, parts, news).map(Holds::Parts),
            Holds::Spots(spots) => with_changed_spots(key, spots, news).map(Holds::Spots),
        };
        if let (Key::Tile(_), Some(Holds::Spots(spots))) = (key, &changed)
            && i64::try_from(spots.len()).is_ok_and(|spots| spots > 2 * FEW)
        {
            return None;
        }
        // Most news are of other places: then it is shared, and only the mark is another.
        Some(Self { holds: changed.map_or_else(|| self.holds.clone(), Arc::new), mark })
    }

    /// The tiles of a filter with those in which something new passes.
    pub(super) fn with_tiles_of(&self, news: &[News], sieve: &Sieve<'_>, mark: Mark) -> Self {
        let parts = self.parts();
        let spots = news.iter().filter_map(|news| Spot::of_card(news.now_is.as_deref()?));
        let tiles = spots.filter(|spot| sieve.lets_through(spot)).map(|spot| tile_of(spot.place.cell));
        let is_there = |tile: &i32| {
            [Key::Tile(*tile), Key::Few(*tile)].iter().any(|key| parts.binary_search(key).is_ok())
        };
        let new: BTreeSet<Key> = tiles.filter(|tile| !is_there(tile)).map(Key::Few).collect();
        if new.is_empty() {
            return Self { holds: self.holds.clone(), mark };
        }
        Self { holds: Arc::new(Holds::Parts(sorted(new.into_iter().chain(parts.iter().copied())))), mark }
    }

    pub(super) fn weight(&self) -> u32 {
        let items = match &*self.holds {
            Holds::Spots(spots) => spots.len() * size_of::<Spot>(),
            Holds::Parts(parts) => parts.len() * size_of::<Key>(),
        };
        u32::try_from(items + 160).unwrap_or(u32::MAX)
    }
}

/// The parts of `key` with those in which something is now; none when nothing is new about them.
fn with_new_parts(key: Key, parts: &[Key], news: &[News]) -> Option<Vec<Key>> {
    let places = news.iter().filter_map(|news| place_of(news, key));
    let wanted = places.map(|place| key.part_for(place, parts));
    let new: BTreeSet<Key> = wanted.filter(|part| parts.binary_search(part).is_err()).collect();
    (!new.is_empty()).then(|| sorted(new.into_iter().chain(parts.iter().copied())))
}

/// The listings of `key` as they are now; none when nothing happened to them.
fn with_changed_spots(key: Key, spots: &[Spot], news: &[News]) -> Option<Vec<Spot>> {
    let concerns =
        |news: &News| place_of(news, key).is_some() || (!news.is_new && place_among(spots, news.id).is_ok());
    if !news.iter().any(concerns) {
        return None;
    }
    let mut spots = spots.to_vec();
    for news in news {
        if let Ok(at) = place_among(&spots, news.id) {
            spots.remove(at);
        }
        let card = news.now_is.as_deref().filter(|_| place_of(news, key).is_some());
        if let Some(spot) = card.and_then(Spot::of_card)
            && let Err(at) = place_among(&spots, spot.id)
        {
            spots.insert(at, spot);
        }
    }
    Some(spots)
}

/// Where a listing is now, if that is within `key`.
fn place_of(news: &News, key: Key) -> Option<Place> {
    Place::of_card(news.now_is.as_deref()?).filter(|place| key.contains(*place))
}

/// Where a listing stands among spots, or where it belongs.
fn place_among(spots: &[Spot], id: Uuid) -> Result<usize, usize> {
    spots.binary_search_by_key(&id, |spot| spot.id)
}

pub(super) fn sorted(keys: impl IntoIterator<Item = Key>) -> Vec<Key> {
    let mut keys: Vec<Key> = keys.into_iter().collect();
    keys.sort_unstable();
    keys
}
