//! The domain through events, API and pages, on a real database with row-level security in force.

mod centre;
mod delivery;
mod mail;
mod pages;
mod preferences;
mod privacy;
mod telling;
mod world;
