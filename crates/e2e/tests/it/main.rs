//! Journeys over several domains.

mod browser;
mod buyer;
mod clients;
mod journey;
mod matrix;
mod once;
