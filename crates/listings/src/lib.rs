//! Offers and requests.
mod config;
mod error;
mod filter;
mod input;
mod model;
mod plans;
mod rights;
mod store;
mod tree;
