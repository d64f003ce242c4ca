//! What can be done: one use case per file. Authorise, load, decide, write, tell.

mod create;
mod ended;
mod feature;
mod lifetime;
mod media;
mod mine;
mod quota;
mod replace;
mod save;
mod withdraw;

pub use create::NewListing;
pub use replace::Replacement;
