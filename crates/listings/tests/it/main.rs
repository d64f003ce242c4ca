//! Listings over HTTP, on a real PostgreSQL with row-level security in force.

mod counting;
mod decisions;
mod drafts;
mod edits;
mod ended;
mod events;
mod feed;
mod interest;
mod lifetime;
mod matches;
mod nearby;
mod pages;
mod pictures;
mod quotas;
mod renewal;
mod review;
mod rules;
mod saved;
mod sharing;
mod support;
mod writing;
