//! Businesses that find each other: suggestions with reasons, connection requests, connections (B).
//!
//! Tables: `bizconnect.connections`, `bizconnect.first_messages` and `bizconnect.first_words` (who has begun to write to
//! whom, connected or not); `bizconnect.usage`, `bizconnect.seen`, `bizconnect.told`, `bizconnect.dismissals` (what was
//! counted, shown, told and is not wanted); a read model of `bizconnect.businesses`, `bizconnect.business_languages`,
//! `bizconnect.category_members` and `bizconnect.open_listings`; and what is data rather than code:
//! `bizconnect.markets`, `bizconnect.plan_limits`, `bizconnect.weights`, `bizconnect.category_links`,
//! `bizconnect.type_links`, `bizconnect.country_languages`, `bizconnect.corridor_rules`.
//!
//! Events out: `connection.requested`, `connection.reminded`, `connection.accepted`, `connection.declined`,
//! `connection.withdrawn`, `connection.blocked`, `connection.expired`, `match.suggested`. Events in: `business.*` and
//! `listing.*` with a snapshot, and `user.updated`, for the read model.
//!
//! Invariants: one open connection per unordered pair and market, and none while one side has blocked the other;
//! two businesses that ask each other at the same moment are connected at once. Of the connections that a pair had in a
//! market, one counts; the others are history. A request is over the moment its time is, whatever job is late. A plan's
//! quota is granted exactly, however many requests race. Only the connected chat freely (B-8): who has asked says no more
//! than its introduction until it is answered, and writes to the inbox of one that declined only when it may ask again;
//! who has not asked may write there as a customer. A suggestion is never oneself, a connected, asked, declined, blocked,
//! dismissed or suspended business.
//!
//! Ports used: `BusinessesPort` (cards, all businesses), `PeoplePort` (whether anybody acts for a business, and in which
//! languages), `ListingsPort` (category names, all listings). Port given: `ConnectionsPort`.

mod api;
pub mod bulk;
mod error;
mod jobs;
pub mod model;
mod ops;
mod pages;
mod port;
mod rights;
mod state;
mod store;
mod subscribe;

use platform::Module;
use platform::http::Routes;
use platform::migrate::Migrations;

pub use error::ConnectionsError;
pub use ops::rebuild::Rebuilt;
pub use state::{BizConnect, Ports};

// Texts of this domain: errors, reasons, pages.
fluent_templates::static_loader! {
    pub static TEXTS = {
        locales: "./i18n",
        fallback_language: "en",
        customise: |bundle| bundle.set_use_isolating(false),
    };
}

/// The schema.
#[must_use]
pub fn migrations() -> Migrations {
    Migrations { schema: "bizconnect", migrator: sqlx::migrate!("./migrations") }
}

/// Routes, subscribers and jobs.
#[must_use]
pub fn module(connections: &BizConnect) -> Module {
    Module {
        name: "bizconnect",
        routes: pages::routes(api::routes(Routes::new("bizconnect"))).with_state(connections.clone()),
        handlers: subscribe::handlers(connections).into_iter().chain(jobs::handlers(connections)).collect(),
        schedules: jobs::schedules(),
        live: platform::sockets::Live::default(),
    }
}
