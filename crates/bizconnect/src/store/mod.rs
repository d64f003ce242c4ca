//! Every SQL statement of the domain.

pub mod businesses;
pub mod candidates;
pub mod connections;
pub mod data;
pub mod metrics;
pub mod usage;

use platform::{Error, Result};

/// A word of the database that the program must know.
fn known<T>(word: &str, parsed: Option<T>) -> Result<T> {
    parsed
        .ok_or_else(|| Error::internal(format!("the database says {word}, which the program does not know")))
}
