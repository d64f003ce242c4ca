//! Journeys over several domains.

mod browser;
mod buyer;
mod journey;
mod matrix;
