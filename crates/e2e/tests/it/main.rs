//! Journeys over several domains.

mod browser;
mod buyer;
mod clients;
mod document;
mod fields;
mod journey;
mod matrix;
mod once;
