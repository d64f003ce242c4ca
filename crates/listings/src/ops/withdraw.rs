use std::sync::Arc;

use kernel::{Actor, ListingId};
use platform::Result;

use crate::detail::Detail;
use crate::model::Status;
use crate::rights::WithdrawListing;
use crate::state::Listings;

impl Listings {
    /// Takes a listing off the site; it can be restored for 30 days.
    ///
    /// # Errors
    /// 409 when that has been done, 403, 404.
    pub async fn withdraw_listing(&self, actor: &Actor, id: ListingId) -> Result<()> {
        let mut tx = self.begin(actor).await?;
        let listing = self.hold::<WithdrawListing>(&mut tx, actor, id).await?;
        let before = listing.status;
        let changed = listing.withdraw(self.now())?;
        self.put_back(&mut tx, actor, before, &changed).await?;
        tx.commit().await
    }

    /// Undoes a withdrawal.
    ///
    /// # Errors
    /// 409 when it is not withdrawn or was for too long, 403 over the plan's limit, 403, 404.
    pub async fn restore_listing(&self, actor: &Actor, id: ListingId) -> Result<Arc<Detail>> {
        let mut tx = self.begin_counting(actor).await?;
        let listing = self.hold::<WithdrawListing>(&mut tx, actor, id).await?;
        // What others saw before counts: a restored draft is as private as it was.
        let before = listing.withdrawn.map_or(listing.status, |withdrawal| withdrawal.from);
        let changed = match listing.restore(self.now()) {
            Ok(changed) => changed,
            Err(error) => {
                // Here and now: the purge passes over what somebody holds.
                tx.rollback().await?;
                return Err(error.into());
            }
        };
        self.ensure_room(&mut tx, actor, &changed).await?;
        self.put_back(&mut tx, actor, before, &changed).await?;
        if changed.status == Status::Active {
            self.meet_others(&mut tx, &changed).await?;
        }
        tx.commit().await?;
        Ok(Arc::new(self.with_pictures(changed).await?))
    }
}
