//! What tests stand on: a whole app on a database of its own, with a clock that is moved by hand, and actors that send
//! requests to it.
//!
//! The app is called in process, without a socket; the database is real, with row-level security in force.

pub mod app;
pub mod browser;
pub mod bucket;
pub mod client;
pub mod database;
pub mod fakes;
pub mod redis;

pub use app::TestApp;
pub use bucket::BucketStandin;
pub use client::{Client, Reply};
pub use database::TestDb;
pub use redis::TestRedis;
pub use web::TEXTS as WEB_TEXTS;
