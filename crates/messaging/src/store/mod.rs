//! Every SQL statement of the domain, by what it is about.

pub(crate) mod channels;
pub(crate) mod closing;
pub(crate) mod conversations;
pub(crate) mod data_keys;
pub(crate) mod exports;
pub(crate) mod files;
pub(crate) mod marks;
pub(crate) mod messages;
pub(crate) mod post;
pub(crate) mod presence;
pub(crate) mod reseal;
pub(crate) mod safety;
