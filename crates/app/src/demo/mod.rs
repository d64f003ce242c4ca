//! The demo world: people, businesses, listings and pictures that `dev` and `seed` fill an empty database with.
//!
//! Pure and deterministic: the same numbers give the same world on every machine; only the times follow the `now`
//! that is passed in. Nothing here knows the database. All people and businesses are invented.
//!
//! - [`world`]: the whole of it and its listings; [`people`] and [`businesses`] are what their names say.
//! - [`connections`]: who has asked whom, and what became of it.
//! - [`talks`]: what the connected have said to each other.
//! - [`pictures`]: drawings of the goods.
//! - `data/`: products, units, sentences and names in English, French, Arabic, Portuguese and Swahili.

pub mod businesses;
pub mod connections;
mod ids;
pub mod people;
pub mod pictures;
mod places;
mod prices;
mod rng;
pub mod talks;
mod times;
mod vocabulary;
mod wording;
pub mod world;
