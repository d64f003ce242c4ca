//! What people and other domains do with conversations, one use case a file.

pub(crate) mod block;
pub(crate) mod change;
pub(crate) mod channel;
pub(crate) mod closing;
pub(crate) mod contact;
pub(crate) mod conversations;
pub(crate) mod direct;
pub(crate) mod export;
pub(crate) mod files;
pub(crate) mod history;
pub(crate) mod moderate;
pub(crate) mod operations;
pub(crate) mod own_listings;
pub(crate) mod receipts;
pub(crate) mod rotate;
pub(crate) mod search;
pub(crate) mod send;
pub(crate) mod sync;
