//! The domain through its API and pages, on a real database with row-level security in force.

mod auth;
mod businesses;
mod journeys;
mod forms;
mod onboarding;
mod privacy;
mod sessions;
mod tokens;
mod users;
mod world;
