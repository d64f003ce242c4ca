//! What can be done with media, one use case per file.

pub(crate) mod abandon;
pub(crate) mod append;
pub(crate) mod collect;
pub(crate) mod complete;
pub(crate) mod delete;
pub(crate) mod look;
pub(crate) mod parts;
pub(crate) mod show;
pub(crate) mod start;
pub(crate) mod take;
pub(crate) mod upload;
