//! Ids of demo things: the same in every world.

use uuid::Uuid;

use super::rng::Rng;

/// Keeps the random numbers of different kinds of things apart, and their ids.
#[derive(Debug, Clone, Copy)]
pub enum Stream {
    /// People.
    Users = 1,
    /// Businesses.
    Businesses = 2,
    /// Listings.
    Listings = 3,
    /// Pictures.
    Pictures = 4,
    /// Connections between businesses.
    Connections = 5,
    /// Conversations.
    Talks = 6,
}

/// A UUIDv7 whose time is the index-th millisecond of 2025: stable, unique, and in order in an index of the database.
#[must_use]
pub fn id(stream: Stream, index: usize) -> Uuid {
    const YEAR_2025_MS: u64 = 1_735_689_600_000;
    let mut rng = Rng::of(stream as u64 + 100, index as u64);
    let time = (YEAR_2025_MS + index as u64) << 16;
    let bits = (u128::from(time) << 64) | (u128::from(rng.next() & 0xFFF) << 64) | u128::from(rng.next());
    let version = 0x7_u128 << 76;
    let variant = (bits & !(0b11_u128 << 62)) | (0b10_u128 << 62);
    Uuid::from_u128(variant | version)
}
