//! Every SQL statement of the domain, by what it is about.

pub(crate) mod conversations;
pub(crate) mod files;
pub(crate) mod marks;
pub(crate) mod messages;
pub(crate) mod post;
pub(crate) mod presence;
pub(crate) mod safety;
