use kernel::{Actor, MediaId};
use platform::{Result, Tx};

use crate::error::ListingsError;
use crate::model::{Listing, Status};
use crate::plans::Entitlements;
use crate::state::Listings;
use crate::store::{self, Room};

impl Listings {
    /// Whether the plan has room for one more live listing, asked one after another for each business
    /// ([`Listings::begin_counting`]) so that racing requests never exceed it (L-14). An admin who puts something back
    /// is not stopped by the owner's plan. Nothing of a business that is gone goes live.
    pub(super) async fn ensure_room(&self, tx: &mut Tx, actor: &Actor, listing: &Listing) -> Result<()> {
        let now = self.now();
        if !matches!(listing.status_at(now), Status::Active | Status::PendingReview) {
            return Ok(());
        }
        let business = listing.business.id;
        let member = actor.membership().filter(|membership| membership.business_id == business);
        let limit = member.map(|membership| Entitlements::of(membership.plan).active_listings);
        let room = store::room(tx, business, listing.id, limit, now).await?;
        if room.closed {
            return Err(ListingsError::NotFound.into());
        }
        match limit {
            Some(limit) => Ok(fits(&room, limit)?),
            None => Ok(()),
        }
    }
}

/// Whether a plan allows these pictures for a listing that has `already` (L-14). Where there are more than the plan allows
/// by now, they may stay and change places: only adding to them is refused.
pub(super) fn fits_media(
    media: &[MediaId],
    already: &[MediaId],
    plan: &Entitlements,
) -> Result<(), ListingsError> {
    if media.len() <= plan.media || media.iter().all(|id| already.contains(id)) {
        return Ok(());
    }
    Err(ListingsError::TooManyMedia { limit: plan.media, used: already.len() })
}

/// Whether a plan with so many live listings has room for one more.
pub(super) fn fits(room: &Room, limit: i64) -> Result<(), ListingsError> {
    if room.used < limit { Ok(()) } else { Err(over(room, limit)) }
}

/// What is said when it has not.
pub(super) fn over(room: &Room, limit: i64) -> ListingsError {
    ListingsError::TooManyActive { limit, used: room.used, resets_at: room.resets_at }
}
