//! The JSON API.

pub mod hits;
pub mod saved;
pub mod search;
pub mod suggest;
pub mod trending;
