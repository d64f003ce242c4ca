use kernel::BusinessId;
use platform::Result;

use crate::state::BizConnect;
use crate::store;

/// What is written in one transaction: few enough that an event waits well under a second for its turn.
const BATCH: i64 = 200;
/// The same for listings, which go in many at a time.
const LISTINGS: i64 = 1000;

/// What a rebuild has written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Rebuilt {
    /// Businesses.
    pub businesses: usize,
    /// Listings, ended ones included.
    pub listings: usize,
}

impl BizConnect {
    /// Reads every business and listing from its own domain again. Suggestions go on meanwhile; events that come
    /// meanwhile are newer and stay.
    ///
    /// # Errors
    /// When a domain or the database does not answer; what was written stays, and it may be started again.
    pub async fn rebuild(&self) -> Result<Rebuilt> {
        let began = self.now();
        let mut rebuilt = Rebuilt::default();
        let mut after = None;
        loop {
            let page = self.ports.businesses.page(after, BATCH).await?;
            let Some(last) = page.last() else { break };
            after = Some(last.card.id);
            rebuilt.businesses += page.len();
            let mut tx = self.db.begin_system().await?;
            store::businesses::write(&mut tx, &page, self.now()).await?;
            tx.commit().await?;
            let ids: Vec<BusinessId> = page.iter().map(|business| business.card.id).collect();
            self.learn_languages(&ids).await?;
        }
        let mut after = None;
        loop {
            let page = self.ports.listings.page(after, LISTINGS).await?;
            let Some(last) = page.last() else { break };
            after = Some(last.id);
            rebuilt.listings += page.len();
            let mut tx = self.db.begin_system().await?;
            store::businesses::write_listings(&mut tx, &page, self.now()).await?;
            tx.commit().await?;
        }
        let mut tx = self.db.begin_system().await?;
        store::businesses::remove_unwritten(&mut tx, began).await?;
        tx.commit().await?;
        self.rankings.clear();
        tracing::info!(
            bizconnect.businesses = rebuilt.businesses,
            bizconnect.listings = rebuilt.listings,
            "what suggestions are made from was read again"
        );
        Ok(rebuilt)
    }
}
