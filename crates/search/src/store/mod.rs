//! Every SQL statement of the domain, by subject.

mod alike;
mod candidates;
mod fill;
mod index;
mod nearest;
mod rank;
mod saved;
mod synonyms;
mod trending;
mod walk;
mod words;

pub use alike::*;
pub use candidates::any_of;
pub use fill::*;
pub use index::*;
pub use nearest::FAR_AWAY;
pub use rank::*;
pub use saved::*;
pub use synonyms::*;
pub use trending::*;
pub use walk::*;
pub use words::*;
