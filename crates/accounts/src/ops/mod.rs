//! What can be done: one use case a file.

pub mod admin;
pub mod businesses;
pub mod contacts;
pub mod onboarding;
pub mod password;
pub mod profile;
pub mod register;
pub mod removal;
pub mod review;
pub mod sessions;
pub mod sign_in;
pub mod verification;
