//! The JSON API.

pub mod search;
pub mod suggest;
