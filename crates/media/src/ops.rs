//! What can be done with media, one use case per file.

pub(crate) mod collect;
pub(crate) mod delete;
pub(crate) mod show;
pub(crate) mod upload;
