use kernel::{Actor, ListingId};
use platform::{Result, Tx};

use crate::error::ListingsError;
use crate::model::{Listing, Status};
use crate::plans::Entitlements;
use crate::state::Listings;
use crate::store;

impl Listings {
    /// Whether the plan has room for one more live listing, asked one after another for each business so that racing
    /// requests never exceed it (L-14). An admin who puts something back is not stopped by the owner's plan.
    pub(super) async fn ensure_room(&self, tx: &mut Tx, actor: &Actor, listing: &Listing) -> Result<()> {
        let now = self.now();
        if !matches!(listing.status_at(now), Status::Active | Status::PendingReview) {
            return Ok(());
        }
        let Some(membership) =
            actor.membership().filter(|membership| membership.business_id == listing.business.id)
        else {
            return Ok(());
        };
        self.ensure_room_for(tx, membership, listing.id).await
    }

    async fn ensure_room_for(
        &self,
        tx: &mut Tx,
        membership: &kernel::Membership,
        id: ListingId,
    ) -> Result<()> {
        let limit = Entitlements::of(membership.plan).active_listings;
        store::lock_quota(tx, membership.business_id).await?;
        let (used, resets_at) = store::count_active(tx, membership.business_id, id, self.now()).await?;
        if used < limit {
            Ok(())
        } else {
            Err(ListingsError::TooManyActive { limit, used, resets_at }.into())
        }
    }
}
