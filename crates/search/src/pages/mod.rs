//! The pages.

pub mod search;
