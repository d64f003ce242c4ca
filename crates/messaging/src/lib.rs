//! Conversations between businesses, within teams, and of customers with businesses (M).
//!
//! Tables: `messaging.conversations`, `members`, `messages` (partitioned by month), `sends`, `untold`, `edits`,
//! `reactions`, `files`, `exports`, `data_keys`, `blocks`, `reports`, `first_contacts`, `presence`; of the inbox `desks`,
//! `agents`, `tickets`, `notes`, `canned_replies`, `ticket_times`.
//!
//! Events out: `message.sent` (gathered for half a second, one for each conversation, without words),
//! `conversation.assigned`, `conversation.escalated`, `conversation.resolved`. Events in: `connection.accepted`,
//! `connection.blocked` and `connection.declined`, which open and close the conversation of a connection and the inboxes
//! between its two sides; `business.deleted` and `business.restored`, which close and open an inbox, as
//! `user.suspended` and `user.reinstated` do that concern the last of a team; `user.role_changed`, `user.suspended` and
//! `user.erased`, after which the inbox asks whether its agents still are, and whether its customers may still write to it.
//!
//! Invariants: places in a conversation are 1, 2, 3 … without gaps, in the order of the commits. A message is
//! acknowledged after its commit and never before; the same client id of the same sender in the same conversation is one
//! message, however often and wherever it is sent. Several messages share a commit (`lane`), and each waits for its own.
//! Words are sealed at rest where that is configured (`vault`).
//! Words are readable only through membership, which row-level security asks again; whoever leaves the team they spoke
//! for reads nothing from that moment. Whoever blocks somebody reads nothing new of them anywhere; the places of those
//! messages are left. No clock runs for a customer who may not write. Positions only grow. How much is told live grows
//! with the members of a conversation, never with their square.
//!
//! Ports used: `PeoplePort` (names, teams), `BusinessesPort`, `ListingsPort` (cards that are sent along),
//! `PrivatePicturesPort`, `UploadsPort` (files that come in pieces), `ConnectionsPort` (who may begin),
//! `NotificationsPort` (what was read). Port given: `MessagingPort`.

mod api;
pub mod bulk;
mod error;
mod halls;
mod inbox;
mod jobs;
mod lane;
mod live;
mod model;
mod ops;
mod pages;
mod port;
mod rights;
mod state;
mod store;
mod vault;

use platform::Module;
use platform::http::Routes;
use platform::migrate::Migrations;

pub use error::MessagingError;
pub use ops::rotate::Resealed;
pub use state::{Messaging, Ports};

// Texts of this domain: errors, checks, pages.
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
    Migrations { schema: "messaging", migrator: sqlx::migrate!("./migrations") }
}

/// Routes, sockets, subscribers and jobs.
#[must_use]
pub fn module(messaging: &Messaging) -> Module {
    Module {
        name: "messaging",
        routes: pages::routes(api::routes(Routes::new("messaging"))).with_state(messaging.clone()),
        handlers: jobs::handlers(messaging),
        schedules: jobs::schedules(),
        live: live::live(messaging),
    }
}
