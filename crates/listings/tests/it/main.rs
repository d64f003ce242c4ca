//! Listings over HTTP, on a real PostgreSQL with row-level security in force.

mod drafts;
mod events;
mod feed;
mod lifetime;
mod nearby;
mod pages;
mod quotas;
mod rules;
mod saved;
mod support;
mod writing;
