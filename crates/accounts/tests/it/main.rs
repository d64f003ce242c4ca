//! The domain through its API and pages, on a real database with row-level security in force.

mod auth;
mod businesses;
mod contacts;
mod forms;
mod journeys;
mod onboarding;
mod privacy;
mod removal;
mod sessions;
mod takeover;
mod tokens;
mod users;
mod verification;
mod world;
