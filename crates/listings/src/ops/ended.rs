use kernel::ListingId;
use platform::Result;

use crate::error::ListingsError;
use crate::model::{Listing, Status};
use crate::state::Listings;
use crate::store;

impl Listings {
    /// A listing that everybody could see once and that is over, by its time or by its owner's will; none of a business
    /// that is gone.
    ///
    /// # Errors
    /// 404 when there never was one.
    pub async fn ended_listing(&self, id: ListingId) -> Result<Listing> {
        let now = self.now();
        let mut tx = self.db.begin_system().await?;
        let found = store::find(&mut tx, id).await?;
        let is_gone = match &found {
            Some(listing) => store::is_closed(&mut tx, listing.business.id).await?,
            None => false,
        };
        tx.rollback().await?;
        let is_over = |listing: &Listing| {
            listing.life.is_some() && matches!(listing.status_at(now), Status::Expired | Status::Withdrawn)
        };
        Ok(found.filter(|listing| !is_gone && is_over(listing)).ok_or(ListingsError::NotFound)?)
    }
}
