//! Who people are, how they sign in, and the businesses they act for.
//!
//! Tables (schema `accounts`): `users`, `user_contacts`, `credentials`, `sessions`, `codes`, `registrations`,
//! `auth_events`, `signing_keys`, `businesses`, `business_categories`, `business_members`, `verifications`,
//! `verification_papers`.
//!
//! Events out: `user.registered|updated|role_changed|suspended|reinstated|erased`, `business.created|updated|verified|deleted`,
//! `session.revoked`, `security.alert`. Events in: `media.deleted` (a logo).
//!
//! Invariants: no answer and no timing tells whether an address has an account; what differs happens in a job. Nothing
//! that lets somebody in is stored: passwords as Argon2id, cookies as SHA-256, codes, refresh tokens and signing keys
//! as numbers and salts from which the program's secret computes them. A change of role, status, business or session
//! counts from the next request. `auth_events` is only ever added to. Papers lie sealed, each with a key of its own.
//!
//! Ports: asks `listings` (categories, a business's live listings) and `media` (logos, papers made safe); answers
//! [`contracts::accounts::IdentityPort`], [`contracts::accounts::BusinessesPort`], [`contracts::accounts::PeoplePort`] and
//! [`contracts::media::PictureUserPort`] through [`Accounts`].

mod api;
pub mod bulk;
mod client;
mod error;
mod identity;
mod jobs;
mod model;
mod ops;
mod pages;
mod port;
mod rights;
mod store;
mod tokens;

use std::sync::Arc;

use contracts::listings::ListingsPort;
use contracts::media::{MediaPort, PapersPort};
use platform::db::Db;
use platform::{Module, Platform};

pub use error::AccountsError;
use identity::People;
use model::password::Hasher;
use tokens::KeyRing;

/// The migrations of schema `accounts`.
#[must_use]
pub fn migrations() -> platform::migrate::Migrations {
    platform::migrate::Migrations { schema: "accounts", migrator: sqlx::migrate!("./migrations") }
}

// Texts of this domain: refusals, checks, messages and pages.
fluent_templates::static_loader! {
    pub static TEXTS = {
        locales: "./i18n",
        fallback_language: "en",
        customise: |bundle| bundle.set_use_isolating(false),
    };
}

/// What this domain asks of others.
#[derive(Clone)]
pub struct Ports {
    /// Categories and a business's listings.
    pub listings: Arc<dyn ListingsPort>,
    /// Logos.
    pub media: Arc<dyn MediaPort>,
    /// Photos of papers that nobody else may see.
    pub papers: Arc<dyn PapersPort>,
}

/// The domain; answers all of its ports. Cheap to clone.
#[derive(Clone)]
pub struct Accounts {
    platform: Arc<Platform>,
    db: Db,
    hasher: Hasher,
    keys: Arc<KeyRing>,
    people: Arc<People>,
    ports: Ports,
}

impl Accounts {
    /// The domain on a platform.
    #[must_use]
    pub fn new(platform: &Arc<Platform>, ports: Ports) -> Self {
        let db = platform.db("accounts");
        let issuer = platform.config.server.public_url.clone();
        Self {
            keys: Arc::new(KeyRing::new(db.clone(), platform.clock.clone(), platform.keys.clone(), issuer)),
            people: People::new(&platform.changes),
            hasher: Hasher::default(),
            db,
            platform: platform.clone(),
            ports,
        }
    }
}

/// The domain as the program runs it: API, pages, jobs.
#[must_use]
pub fn module(accounts: &Accounts) -> Module {
    let routes =
        pages::add_to(api::add_to(platform::http::Routes::new("accounts"))).with_state(accounts.clone());
    Module {
        name: "accounts",
        routes,
        handlers: jobs::handlers(accounts),
        schedules: jobs::schedules(),
        live: platform::sockets::Live::default(),
    }
}
