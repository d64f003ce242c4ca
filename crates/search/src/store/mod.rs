//! Every SQL statement of the domain, by subject.

mod candidates;
mod fill;
mod index;
mod rank;
mod saved;
mod trending;
mod words;

pub use fill::*;
pub use index::*;
pub use rank::*;
pub use saved::*;
pub use trending::*;
pub use words::*;
