//! Journeys over several domains.

mod browser;
mod journey;
mod matrix;
