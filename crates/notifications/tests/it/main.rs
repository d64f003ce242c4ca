//! The domain through events, API and pages, on a real database with row-level security in force.

mod centre;
mod delivery;
mod devices;
mod mail;
mod pages;
mod preferences;
mod privacy;
mod settling;
mod telling;
mod world;
