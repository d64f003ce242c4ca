//! The inbox of a business: customers' conversations, who answers them, and what happens when nobody does (M-10).

pub(crate) mod desk;
pub(crate) mod ops;
pub(crate) mod pick;
pub(crate) mod settings;
pub(crate) mod store;
pub(crate) mod sweep;
pub(crate) mod ticket;
pub(crate) mod topic;
