//! The port to whatever finds (S-9).
//!
//! A question comes understood: words apart, folded, with their forms and synonyms. An answer is ids in an order, and
//! what stands around the words; whether a hit may be shown is asked of its own domain afterwards, whoever found it.
//! PostgreSQL is the engine that is always there. Another one is fed by the same events (`listing.*`, `business.*`) and
//! filled through the same ports as the index here, and is put in by [`crate::Search::answered_by`].

use std::sync::Arc;

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use platform::cache::{Cache, Warmth};
use platform::{Db, Result};
use uuid::Uuid;

use crate::frequency::Frequencies;
use crate::sample::Sample;
use crate::store;

pub use crate::request::{Kind, PriceRange, Request, Sort};
pub use crate::store::{Floors, Left, Older, Ranked};
pub use crate::terms::Terms;

/// What is to be found.
#[derive(Debug)]
pub struct Question<'a> {
    /// Kind, filters, order and place.
    pub request: &'a Request,
    /// The words; empty asks for everything that passes the filters.
    pub terms: &'a Terms,
    /// The moment of the first page: what came later is not seen.
    pub as_of: DateTime<Utc>,
    /// What the first page said about how far back it looked; none for a first page.
    pub floors: Option<Floors>,
    /// Score and id of the last hit that was shown.
    pub after: Option<(f64, Uuid)>,
    /// Hits wanted, one more than is shown: that tells whether there is a next page.
    pub limit: i64,
    /// Whether counts are wanted too.
    pub facets: bool,
}

/// What was found.
#[derive(Debug, Default)]
pub struct Answer {
    /// Best first. The first one carries the counts.
    pub hits: Vec<Ranked>,
    /// How far back was looked, to be told again with the next page. The default looks at all.
    pub floors: Floors,
    /// Set when fewer were found than asked for although there may be more: the place to ask for the rest from.
    pub up_to: Option<(f64, Uuid)>,
}

/// Finds.
#[async_trait]
pub trait Engine: Send + Sync {
    /// The best hits of a question.
    ///
    /// # Errors
    /// When the engine does not answer.
    async fn answer(&self, question: Question<'_>) -> Result<Answer>;
}

/// The index in PostgreSQL.
#[derive(Clone)]
pub(crate) struct Postgres {
    /// For reading: connections of their own, so that a rush of searches leaves those of the writes alone (P-35).
    pub(crate) db: Db,
    live: Cache<Kind, i16>,
    frequencies: Cache<i16, Arc<Frequencies>>,
    samples: Cache<(i16, u32), Arc<[Sample; 2]>>,
}

impl Postgres {
    pub(crate) fn new(db: Db) -> Self {
        Self {
            db,
            live: Cache::new("search.live", 8, Warmth::Hot, |_, _| 1),
            frequencies: Cache::new("search.frequencies", 8, Warmth::Hot, |_, _| 1),
            samples: Cache::new("search.samples", 8, Warmth::Warm, |_, _| 1),
        }
    }

    pub(crate) fn forget(&self) {
        self.live.clear();
        self.frequencies.clear();
        self.samples.clear();
    }

    pub(crate) async fn frequencies(&self, part: i16) -> Result<Arc<Frequencies>> {
        let load = || async {
            let mut connection = self.db.read().await?;
            Ok(Arc::new(store::frequencies(&mut connection, part).await?))
        };
        self.frequencies.get_or_load(part, load).await
    }

    /// The newest titles and texts of a part, for an hour or until there are twice as many documents; empty where all that
    /// answers is simply read anyway.
    pub(crate) async fn samples(&self, part: i16, known: &Frequencies) -> Result<Arc<[Sample; 2]>> {
        let load = || async {
            if !known.are_many(1.0) {
                return Ok(Arc::default());
            }
            let mut connection = self.db.read().await?;
            Ok(Arc::new(store::samples(&mut connection, part).await?))
        };
        let doublings = known.documents.max(1.0).log2() as u32;
        self.samples.get_or_load((part, doublings), load).await
    }

    /// The part that is read. After a switch the old one stays filled for a while, so a late reader loses nothing.
    pub(crate) async fn live_part(&self, kind: Kind) -> Result<i16> {
        let load = || async {
            let mut connection = self.db.read().await?;
            Ok(store::parts(&mut connection, kind).await?.live)
        };
        self.live.get_or_load(kind, load).await
    }
}
