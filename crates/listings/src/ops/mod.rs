//! What can be done: one use case per file. Authorise, load, decide, write, tell.

mod answering;
mod create;
mod ended;
mod feature;
mod lifetime;
mod matches;
mod media;
mod mine;
mod propose;
mod quota;
mod renew_by_link;
mod replace;
mod review;
mod save;
mod statistics;
mod withdraw;

pub use create::NewListing;
pub(crate) use create::stand_where_the_business_is;
pub(crate) use matches::{MATCH_HEARS, MATCH_LISTINGS, MatchListings, TELL_MATCHES, TellMatches};
pub use renew_by_link::Renewable;
pub use replace::Replacement;
pub use review::{Complaint, Decision};
#[cfg(test)]
pub use statistics::SlotShare;
pub use statistics::{MOST_DAYS, Statistics};
