//! Offers and requests: what businesses post, and everybody finds (L).
//!
//! Tables: `listings.listings` (public reads go through the view `listings.live`), `listings.features`,
//! `listings.saved`, `listings.categories`; `listings.closed_businesses` (whose listings are off the site);
//! `listings.fresh`, `listings.daily`, `listings.featured_hours`, `listings.interested` (who is shown what, and what comes
//! of it); `listings.cases`, `listings.reports`, `listings.decisions`, `listings.refused_pictures` (review);
//! `listings.matches`.
//!
//! Events out: `listing.created` when a listing leaves its draft, `listing.updated` at every change that others see
//! (renewal, extension and restoration included), `listing.approved`, `listing.rejected`, `listing.featured`,
//! `listing.expiring` with the link that renews it, `listing.expired`, `listing.withdrawn`, `listing.views_counted`,
//! `listing.matched`. Events in: `business.updated`, `business.verified`, because cards carry the name of their business;
//! `business.deleted`, `business.restored`, because nothing is shown of a business that is gone; `listing.created`,
//! `listing.approved`, to find what goes together.
//!
//! Invariants: a draft is seen by its business only and told to nobody. A listing is gone from every public read the
//! moment its time is over; jobs write down afterwards what is true already. A business never has more live listings
//! than its plan allows, however many requests race. What waits for a review is seen by its business and by admins only.
//! Lists neither repeat nor skip while others post. A person counts once a day. What this process has committed, its
//! caches know before the writer is answered.
//!
//! Ports used: `MediaPort` (pictures), `BusinessesPort` (who stands behind a listing), `SearchPort` (what names the same
//! things, and what answers words). Ports given: `ListingsPort`, `PictureUserPort`.

mod api;
pub mod bulk;
mod detail;
mod error;
mod feed;
mod filter;
mod fresh;
mod input;
mod interest;
mod jobs;
mod live;
mod matching;
pub mod model;
mod near;
mod ops;
mod pages;
mod plans;
mod port;
mod proposal;
mod renewal;
mod review;
mod rights;
#[cfg(test)]
mod rotation;
mod seen;
mod shelves;
mod state;
mod store;
mod subscribe;
mod tree;
mod viewer;
mod words;

use platform::Module;
use platform::http::Routes;
use platform::migrate::Migrations;
use sqlx::{Connection, PgConnection};

pub use error::ListingsError;
pub use plans::Entitlements;
pub use state::{Listings, Ports};
pub use tree::{Category, Tree};

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
    Migrations { schema: "listings", migrator: sqlx::migrate!("./migrations") }
}

/// Routes, subscribers and jobs.
#[must_use]
pub fn module(listings: &Listings) -> Module {
    Module {
        name: "listings",
        routes: pages::routes(api::routes(Routes::new("listings"))).with_state(listings.clone()),
        handlers: jobs::handlers(listings),
        schedules: jobs::schedules(),
        live: platform::sockets::Live::default(),
    }
}

/// Brings the category tree in the database up to the one that the program ships with. Run after the migrations.
///
/// # Errors
/// When the database does not answer.
pub async fn seed_categories(owner_url: &str) -> anyhow::Result<()> {
    let mut owner = PgConnection::connect(owner_url).await?;
    store::write_categories(&mut owner, &Tree::shipped()).await?;
    owner.close().await?;
    Ok(())
}
