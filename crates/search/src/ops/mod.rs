//! One use case per file.

pub mod alert;
mod alike;
mod answering;
mod correct;
pub mod index;
pub mod merge;
mod rank;
pub mod rebuild;
pub mod save;
pub mod search;
pub mod suggest;
pub mod synonyms;
pub mod trending;
