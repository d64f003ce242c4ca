use kernel::{Actor, ListingId};
use platform::Result;

use crate::error::ListingsError;
use crate::model::{Listing, Status};
use crate::state::Listings;
use crate::store;

impl Listings {
    /// One page of the listings of the actor's business in every state, newest first; one more than `limit` if there
    /// are more.
    ///
    /// # Errors
    /// 404 for somebody without a business.
    pub async fn own_listings(
        &self,
        actor: &Actor,
        status: Option<Status>,
        after: Option<ListingId>,
        limit: i64,
    ) -> Result<Vec<Listing>> {
        let business = actor.business_id().ok_or(ListingsError::NotFound)?;
        let mut tx = self.db.begin(actor).await?;
        let found = store::of_owner(&mut tx, business, status, after, limit + 1, self.now()).await?;
        tx.rollback().await?;
        Ok(found)
    }

    /// How many listings the actor's business has in each state; a state without any is left out.
    ///
    /// # Errors
    /// 404 for somebody without a business.
    pub async fn own_counts(&self, actor: &Actor) -> Result<Vec<(Status, i64)>> {
        let business = actor.business_id().ok_or(ListingsError::NotFound)?;
        let mut tx = self.db.begin(actor).await?;
        let counts = store::count_by_status(&mut tx, business, self.now()).await?;
        tx.rollback().await?;
        Ok(counts)
    }
}
