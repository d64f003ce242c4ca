use chrono::TimeDelta;
use platform::{Error, Result, Tx};
use uuid::Uuid;

use super::alert::MATCHES_KEPT;
use super::trending::ENGAGEMENT_KEPT;
use crate::document::{Document, of_business, of_listing};
use crate::request::Kind;
use crate::{REBUILT, Search, store};

/// Documents written in one transaction: few enough that an event waits well under a second for its turn.
const BATCH: i64 = 200;

/// How long a part that is no longer live keeps its documents, for readers that have not heard of the switch.
const KEPT: TimeDelta = TimeDelta::minutes(10);

/// Queries that nobody has asked for so long are forgotten.
const QUERIES_KEPT: TimeDelta = TimeDelta::days(90);

/// What a rebuild has done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Rebuilt {
    /// Listings in the new index, hidden ones included.
    pub listings: usize,
    /// Businesses in the new index.
    pub businesses: usize,
}

impl Search {
    /// Builds both indexes anew and switches to them. Events that come meanwhile go into the old and the new one.
    ///
    /// # Errors
    /// When a domain or the database does not answer, or another rebuild has taken over; the index in use stays.
    pub async fn rebuild(&self) -> Result<Rebuilt> {
        let rebuilt = Rebuilt {
            listings: self.rebuild_kind(Kind::Listings).await?,
            businesses: self.rebuild_kind(Kind::Businesses).await?,
        };
        self.refile_saved().await?;
        Ok(rebuilt)
    }

    async fn rebuild_kind(&self, kind: Kind) -> Result<usize> {
        let rebuild = Uuid::new_v4();
        let db = self.platform.db("search");
        let mut tx = db.begin_system().await?;
        let live = store::parts_to_write(&mut tx, kind).await?.live;
        let part = store::begin_rebuild(&mut tx, kind, live, rebuild).await?;
        tx.commit().await?;

        let mut count = 0;
        let mut after = None;
        loop {
            let documents = self.page(kind, after).await?;
            let Some(last) = documents.last() else { break };
            after = Some(last.id);
            count += documents.len();
            let mut tx = db.begin_system().await?;
            still_ours(&mut tx, kind, rebuild).await?;
            store::write(&mut tx, part, &documents).await?;
            tx.commit().await?;
        }

        let mut tx = db.begin_system().await?;
        store::analyse(&mut tx, part).await?;
        tx.commit().await?;

        let mut tx = db.begin_system().await?;
        still_ours(&mut tx, kind, rebuild).await?;
        store::switch(&mut tx, kind, self.platform.clock.now()).await?;
        tx.announce(REBUILT, kind.as_str()).await?;
        tx.commit().await?;
        tracing::info!(
            search.kind = kind.as_str(),
            search.documents = count,
            "the search index was built anew"
        );
        Ok(count)
    }

    async fn page(&self, kind: Kind, after: Option<Uuid>) -> Result<Vec<Document>> {
        let categories = self.categories().await?;
        Ok(match kind {
            Kind::Listings => {
                let page = self.ports.listings.page(after.map(Into::into), BATCH).await?;
                page.iter().map(|listing| of_listing(listing, &categories)).collect()
            }
            Kind::Businesses => {
                let page = self.ports.businesses.page(after.map(Into::into), BATCH).await?;
                page.iter().map(|business| of_business(business, &categories)).collect()
            }
        })
    }

    /// Empties parts that nobody reads any more and forgets words and queries out of use.
    pub(crate) async fn tidy(&self, tx: &mut Tx) -> Result<()> {
        let now = self.platform.clock.now();
        for kind in Kind::ALL {
            store::empty_old_part(tx, kind, now - KEPT).await?;
        }
        store::forget_engagement(tx, now - ENGAGEMENT_KEPT).await?;
        store::forget_matches(tx, now - MATCHES_KEPT).await?;
        store::forget_unused(tx, now - QUERIES_KEPT).await
    }
}

async fn still_ours(tx: &mut Tx, kind: Kind, rebuild: Uuid) -> Result<()> {
    if store::parts_to_write(tx, kind).await?.rebuild == Some(rebuild) {
        return Ok(());
    }
    Err(Error::unavailable("another rebuild of the search index has taken over"))
}
