use async_trait::async_trait;
use contracts::PortError;
use contracts::search::{Alike, SearchPort};
use kernel::ListingId;
use platform::{Error, Result};

use crate::request::Kind;
use crate::terms::Terms;
use crate::{Search, filter, store};

#[async_trait]
impl SearchPort for Search {
    async fn alike(&self, wanted: &Alike) -> Result<Vec<(ListingId, usize)>, PortError> {
        let told = |error: Error| PortError { domain: "search", reason: error.to_string() };
        self.find_alike(wanted).await.map_err(told)
    }
}

impl Search {
    /// Listings that name the same things.
    async fn find_alike(&self, wanted: &Alike) -> Result<Vec<(ListingId, usize)>> {
        let things = Terms::read(&wanted.title, &*self.synonyms().await?, false).apart();
        if things.is_empty() {
            return Ok(Vec::new());
        }
        let root = wanted.above.first().unwrap_or(&wanted.category);
        let filters = [filter::category(root), filter::listing_type(wanted.kind.as_str())];
        let part = self.live_part(Kind::Listings).await?;
        let mut connection = self.index.db.read().await?;
        let now = self.platform.clock.now();
        let found = store::alike(&mut connection, part, wanted, (&things, &filters), now).await?;
        Ok(found
            .into_iter()
            .map(|(id, common)| (ListingId(id), usize::try_from(common).unwrap_or(0)))
            .collect())
    }
}
