//! What accounts are and which rules hold for them; nothing here knows the database or HTTP.

pub mod address;
pub mod business;
pub mod code;
pub mod device;
pub mod location;
pub mod onboarding;
pub mod opening_hours;
pub mod password;
pub mod sealed;
pub mod session;
pub mod slug;
pub mod user;
pub mod verification;
