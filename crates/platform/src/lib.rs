//! The floor that all domains stand on: database and transactions, outbox and jobs, policies, HTTP, cache, files,
//! messages, texts, configuration and telemetry.
//!
//! Tables: `platform.events`, `platform.jobs`, `platform.schedules`, `platform.idempotency`, and those of `sockets`.
//!
//! Invariants: an event, its deliveries and the change it tells of commit together. A route without a right does not
//! compile; one whose right no policy knows does not start. The program's role in PostgreSQL owns nothing. Time comes
//! from `kernel::Clock`.

pub mod blob;
pub mod bulk;
pub mod cache;
pub mod changes;
pub mod config;
pub mod cursor;
pub mod db;
pub mod error;
mod finish;
pub mod http;
pub mod i18n;
pub mod jobs;
pub mod keys;
pub mod managed_postgres;
mod mark;
pub mod messages;
pub mod migrate;
pub mod module;
pub mod outbox;
pub mod policy;
mod reach;
pub mod sealing;
pub mod sockets;
pub mod telemetry;
pub mod trace;

pub use db::{Db, Lock, Tx};
pub use error::{Error, Result};
pub use module::{Module, Platform};

// The platform's own texts: general errors and checks.
fluent_templates::static_loader! {
    pub static TEXTS = {
        locales: "./i18n",
        fallback_language: "en",
        customise: |bundle| bundle.set_use_isolating(false),
    };
}
