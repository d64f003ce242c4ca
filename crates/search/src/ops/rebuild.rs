use chrono::TimeDelta;
use platform::{Error, Result, Tx};
use tokio::task::spawn_blocking;
use uuid::Uuid;

use super::alert::MATCHES_KEPT;
use super::trending::ENGAGEMENT_KEPT;
use crate::document::{Document, of_business, of_listing};
use crate::request::Kind;
use crate::store::Phrases;
use crate::{REBUILT, Search, store};

/// Documents written in one transaction: few enough that an event waits well under a second for its turn.
const BATCH: usize = 200;
/// What is asked of the other domains at once, and taken apart while the one before is written.
const PAGE: i64 = 2000;

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
        let mut phrases = Phrases::default();
        let mut documents = self.page(kind, None).await?;
        while let Some(last) = documents.last() {
            let after = Some(last.id);
            count += documents.len();
            let write = self.fill(kind, (part, rebuild), documents, &mut phrases);
            // The next page is read and taken apart meanwhile.
            let (next, ()) = tokio::try_join!(self.page(kind, after), write)?;
            documents = next;
        }
        let mut tx = db.begin_system().await?;
        still_ours(&mut tx, kind, rebuild).await?;
        phrases.write(&mut tx, part).await?;
        tx.commit().await?;
        let mut tx = db.begin_system().await?;
        store::settle(&mut tx, part).await?;
        tx.commit().await?;
        let mut tx = db.begin_system().await?;
        store::finish(&mut tx, part).await?;
        tx.commit().await?;

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

    /// Writes a page of documents, a few at a time so that events get their turns. Those that an event has brought
    /// already are compared with that version.
    async fn fill(
        &self,
        kind: Kind,
        (part, rebuild): (i16, Uuid),
        mut documents: Vec<Document>,
        phrases: &mut Phrases,
    ) -> Result<()> {
        let db = self.platform.db("search");
        while !documents.is_empty() {
            let rest = documents.split_off(documents.len().min(BATCH));
            let mut tx = db.begin_system().await?;
            still_ours(&mut tx, kind, rebuild).await?;
            let new = store::fill(&mut tx, part, &documents).await?;
            let (new, known): (Vec<_>, Vec<_>) =
                documents.into_iter().partition(|document| new.contains(&document.id));
            if !known.is_empty() {
                store::write(&mut tx, part, &known).await?;
            }
            new.into_iter().for_each(|document| phrases.add(document.phrases));
            if phrases.are_many() {
                phrases.write(&mut tx, part).await?;
            }
            tx.commit().await?;
            documents = rest;
        }
        Ok(())
    }

    async fn page(&self, kind: Kind, after: Option<Uuid>) -> Result<Vec<Document>> {
        let categories = self.categories().await?;
        // Taking texts apart is work for the processor, and long enough to be kept away from those who wait.
        let documents = match kind {
            Kind::Listings => {
                let page = self.ports.listings.page(after.map(Into::into), PAGE).await?;
                spawn_blocking(move || page.iter().map(|listing| of_listing(listing, &categories)).collect())
            }
            Kind::Businesses => {
                let page = self.ports.businesses.page(after.map(Into::into), PAGE).await?;
                spawn_blocking(move || {
                    page.iter().map(|business| of_business(business, &categories)).collect()
                })
            }
        };
        documents.await.map_err(Error::internal)
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
