//! Connections over HTTP, on a real PostgreSQL with row-level security in force.

mod connecting;
mod counted;
mod markets;
mod metrics;
mod pages;
mod quality;
mod quotas;
mod races;
mod speed;
mod suggesting;
mod support;
mod synthetic;
