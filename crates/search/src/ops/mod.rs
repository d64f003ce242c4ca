//! One use case per file.

pub mod index;
pub mod rebuild;
pub mod search;
pub mod suggest;
