//! Finding listings and businesses: full text in several languages, typing mistakes, synonyms, ranking, facets,
//! suggestions (S).
//!
//! Purpose: an index of what other domains say, fed by their events, that can be built anew while it is in use.
//! PostgreSQL does the matching (`tsvector` in GIN indexes, ranked among the newest candidates); what a word is, and
//! which words are alike, is decided in [`analysis`], the same for documents and queries.
//!
//! Tables: `search.documents` (in parts, one of two live per kind), `search.indexes` (which part is live),
//! `search.phrases` (words of titles), `search.synonyms` (managed by `admin synonyms`), `search.queries` (counts without persons),
//! `search.engagement` and `search.trending` (what people look at most), `search.saved_searches`,
//! `search.saved_anchors` and `search.saved_matches` (kept searches, what finds them, and what is new for them).
//!
//! Events in: `listing.*` with a snapshot, `listing.views_counted`, `business.*`, `user.erased`. Events out:
//! `search.matched`; caches hear of a changed index by the announcements `search.indexed`, `search.rebuilt` and
//! `search.trended`.
//!
//! Invariants: nothing that has ended, was refused or taken back is found: hidden documents have no words, the end of
//! a listing is a condition of the query, and every hit is asked of its own domain before it is shown (S-7). An older
//! version never replaces a newer one. A cursor goes on in the list it came from, as of the same moment. Whoever keeps
//! a search is told of a listing once, and at most once an hour; turning its alerts off forgets what was not told. Who holds
//! several kept searches holds them in the order of their ids.
//!
//! Ports used: `ListingsPort` (cards, categories, all listings), `BusinessesPort` (cards, all businesses). Port given:
//! `SearchPort` (listings that are alike, or answer words).

mod alerts;
mod analysis;
mod api;
mod choices;
mod document;
pub mod engine;
mod filter;
mod frequency;
mod highlight;
mod marker;
mod ops;
mod pages;
mod query_log;
mod request;
mod rights;
mod sample;
mod spelling;
mod store;
mod subscribe;
mod swahili;
mod synonyms;
mod terms;
mod written;

use std::sync::Arc;

use axum::http::Method;
use axum::routing::{get, post};
use contracts::accounts::BusinessesPort;
use contracts::listings::ListingsPort;
use kernel::Actor;
use platform::cache::{Cache, Warmth};
use platform::changes::Change;
use platform::http::{ClientIp, RateClass, Routes};
use platform::migrate::Migrations;
use platform::{Db, Module, Platform, Result};
use utoipa_axum::routes;
use uuid::Uuid;

use document::Categories;
use engine::{Engine, Postgres};
use ops::search::{Found, FoundKey};
use ops::suggest::Suggestion;
use ops::trending::Trend;
use query_log::{Asker, QueryLog};
use request::Kind;
use synonyms::Synonyms;
use written::Written;

pub use ops::rebuild::Rebuilt;
pub use ops::synonyms::Added;
pub use store::Synonym;

/// The schema of this domain.
#[must_use]
pub fn migrations() -> Migrations {
    Migrations { schema: "search", migrator: sqlx::migrate!("./migrations") }
}

// Texts of the pages and errors of this domain.
fluent_templates::static_loader! {
    pub static TEXTS = {
        locales: "./i18n",
        fallback_language: "en",
        customise: |bundle| bundle.set_use_isolating(false),
    };
}

/// What search asks of other domains.
#[derive(Clone)]
pub struct Ports {
    /// Cards, categories, and everything for a rebuild.
    pub listings: Arc<dyn ListingsPort>,
    /// Cards, and everything for a rebuild.
    pub businesses: Arc<dyn BusinessesPort>,
}

/// The state of this domain's handlers. Cheap to clone.
#[derive(Clone)]
pub struct Search {
    platform: Arc<Platform>,
    index: Postgres,
    engine: Arc<dyn Engine>,
    ports: Ports,
    caches: Caches,
    written: Arc<Written>,
    log: Arc<QueryLog>,
}

/// What is kept in memory.
#[derive(Clone)]
struct Caches {
    found: Cache<FoundKey, Arc<Found>>,
    suggestions: Cache<(String, kernel::Language), Arc<Vec<Suggestion>>>,
    synonyms: Cache<(), Arc<Synonyms>>,
    categories: Cache<(), Arc<Categories>>,
    trending: Cache<Trend, Arc<[Uuid]>>,
}

impl Caches {
    fn new() -> Self {
        Self {
            found: Cache::new("search.found", 64 << 20, Warmth::Hot, |_, found: &Arc<Found>| found.weight()),
            suggestions: Cache::new("search.suggestions", 20_000, Warmth::Hot, |_, _| 1),
            synonyms: Cache::new("search.synonyms", 1, Warmth::Hot, |(), _| 1),
            categories: Cache::new("search.categories", 1, Warmth::Hot, |(), _| 1),
            trending: Cache::new("search.trending", 1000, Warmth::Hot, |_, _| 1),
        }
    }

    fn forget(&self, change: &Change, written: &Written, index: &Postgres) {
        match change {
            Change::Event { kind, aggregate } if kind == INDEXED => {
                if !written.note(aggregate) {
                    self.found.clear();
                }
                // What was suggested between the change of a business and this knew the old index.
                if written::may_be_of(Kind::Businesses, aggregate) {
                    self.suggestions.clear();
                }
            }
            Change::Event { kind, .. } if kind == TRENDED => self.trending.clear(),
            // Suggestions carry names and addresses of businesses.
            Change::Event { kind, .. } if kind.starts_with("business.") => self.suggestions.clear(),
            Change::Event { kind, .. } if kind != REBUILT => {}
            Change::Event { .. } | Change::Everything => {
                self.found.clear();
                self.suggestions.clear();
                self.synonyms.clear();
                self.categories.clear();
                index.forget();
                self.trending.clear();
            }
        }
    }
}

/// Most connections that searches take.
const READ_CONNECTIONS: u32 = 8;

impl Search {
    /// Search on `platform`, with empty caches.
    ///
    /// # Errors
    /// When the database's URL cannot be read.
    pub fn new(platform: &Arc<Platform>, ports: Ports) -> Result<Self> {
        let caches = Caches::new();
        let written: Arc<Written> = Arc::default();
        let index = Postgres::new(open_read_db(platform)?);
        let (hearer, notes, part) = (caches.clone(), written.clone(), index.clone());
        platform.changes.hear(move |change| hearer.forget(change, &notes, &part));
        Ok(Self {
            platform: platform.clone(),
            engine: Arc::new(index.clone()),
            index,
            ports,
            caches,
            written,
            log: Arc::default(),
        })
    }

    /// The same with another engine behind its searches; suggestions, trends and kept searches stay with PostgreSQL.
    #[must_use]
    pub fn answered_by(self, engine: Arc<dyn Engine>) -> Self {
        Self { engine, ..self }
    }

    /// Who asks, without saying who: the user, or the household of somebody who has not signed in. The mark changes
    /// every month.
    fn asker(&self, actor: &Actor, ip: ClientIp) -> Asker {
        let month = query_log::month_of(self.platform.clock.now());
        let who = actor.user_id().map_or_else(|| ip.household(), |user| *user.0.as_bytes());
        let tag = self.platform.keys.sign("search.asker", &[month.as_slice(), who.as_slice()]);
        Asker::new(month, &tag)
    }

    async fn categories(&self) -> Result<Arc<Categories>> {
        let load = || async { Ok(Arc::new(Categories::new(self.ports.listings.categories().await?))) };
        self.caches.categories.get_or_load((), load).await
    }

    async fn synonyms(&self) -> Result<Arc<Synonyms>> {
        let load = || async {
            let mut connection = self.index.db.read().await?;
            Ok(Arc::new(Synonyms::new(&store::synonyms(&mut connection).await?)))
        };
        self.caches.synonyms.get_or_load((), load).await
    }

    async fn live_part(&self, kind: Kind) -> Result<i16> {
        self.index.live_part(kind).await
    }
}

/// Told when documents were written, with the marks of their words.
const INDEXED: &str = "search.indexed";
/// Told when it was worked out what is trending.
const TRENDED: &str = "search.trended";
/// Told when another part went live.
const REBUILT: &str = "search.rebuilt";

/// Searches ask the same few statements again and again, and which index answers them is known: their plans are kept.
/// Planning anew would cost more than finding a rare word. Where common words make it depend, [`store::rank`] asks for
/// a plan of its own. A table is never read from end to end.
fn open_read_db(platform: &Arc<Platform>) -> Result<Db> {
    let config = &platform.config.database;
    let url = config.domains.get("search").unwrap_or(&config.url);
    let joiner = if url.contains('?') { '&' } else { '?' };
    let url = format!("{url}{joiner}options[plan_cache_mode]=force_generic_plan&options[enable_seqscan]=off");
    Db::open(&url, config.max_connections.min(READ_CONNECTIONS), platform.changes.clone())
}

/// Search as a part of the program.
#[must_use]
pub fn module(search: &Search) -> Module {
    let routes = Routes::new("search")
        .api::<rights::Query>(RateClass::Search, routes!(api::search::search))
        .api::<rights::Query>(RateClass::Search, routes!(api::suggest::suggest))
        .api::<rights::Query>(RateClass::Search, routes!(api::trending::trending))
        .api::<rights::Save>(RateClass::Read, routes!(api::saved::list))
        .api::<rights::Save>(RateClass::Write, routes!(api::saved::save))
        .api::<rights::Save>(RateClass::Write, routes!(api::saved::change))
        .api::<rights::Save>(RateClass::Write, routes!(api::saved::forget))
        .page::<rights::Query>(RateClass::Search, &Method::GET, "/search", get(pages::search::show))
        .page::<rights::Query>(RateClass::Search, &Method::GET, "/search/filters", get(pages::filters))
        .page::<rights::Save>(RateClass::Read, &Method::GET, "/search/saved", get(pages::saved::list))
        .page::<rights::Save>(RateClass::Write, &Method::POST, "/search/saved", post(pages::saved::save))
        .page::<rights::Save>(
            RateClass::Write,
            &Method::POST,
            "/search/saved/{id}",
            post(pages::saved::change),
        )
        .with_state(search.clone());
    Module {
        name: "search",
        routes,
        handlers: subscribe::handlers(search),
        schedules: subscribe::schedules(),
        live: platform::sockets::Live::default(),
    }
}
