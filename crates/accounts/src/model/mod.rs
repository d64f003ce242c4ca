//! What accounts are and which rules hold for them; nothing here knows the database or HTTP.

pub mod address;
pub mod business;
pub mod code;
pub mod location;
pub mod onboarding;
pub mod opening_hours;
pub mod password;
pub mod session;
pub mod slug;
pub mod user;
