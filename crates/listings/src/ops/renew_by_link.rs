use kernel::Actor;
use platform::policy::Resource;
use platform::{Result, Tx};

use super::quota::fits;
use super::review::standing_of;
use crate::error::ListingsError;
use crate::model::{Listing, Status};
use crate::plans::Entitlements;
use crate::renewal::Renewal;
use crate::rights::RenewByLink;
use crate::state::Listings;
use crate::store;

/// Where a listing stands for somebody who has followed the link of its reminder.
#[derive(Debug)]
pub enum Renewable {
    /// It can be renewed.
    Now(Listing),
    /// That has been done: people see it, or it waits for a review.
    Done(Listing),
    /// It was taken back, refused, or is over: too long ago, or once more since the link was used.
    No(Listing),
}

impl Listings {
    /// What the page of a renewal link shows. Changes nothing.
    ///
    /// # Errors
    /// 404 for a link that was not made here, or whose listing is gone.
    pub async fn renewable(&self, actor: &Actor, token: &str) -> Result<Renewable> {
        self.platform.policies.check::<RenewByLink>(actor, &Resource::platform())?;
        let renewal = Renewal::read(&self.platform.keys, token).ok_or(ListingsError::BrokenLink)?;
        let mut tx = self.db.begin_system().await?;
        let found = store::find(&mut tx, renewal.id).await?;
        tx.rollback().await?;
        Ok(self.stands(renewal, found.ok_or(ListingsError::NotFound)?))
    }

    fn stands(&self, renewal: Renewal, listing: Listing) -> Renewable {
        let now = self.now();
        let is_open = renewal.is_open(&listing);
        match listing.status_at(now) {
            Status::Active | Status::PendingReview if !is_open => Renewable::Done(listing),
            _ if is_open && listing.clone().renew_by_link(now).is_ok() => Renewable::Now(listing),
            _ => Renewable::No(listing),
        }
    }

    /// Renews the listing of a link, once in the life that the link was made in: again, it says that it is done.
    ///
    /// What is live keeps its place to its end, also where a smaller plan has fewer of them by now: there must be room
    /// from then on, so of more listings than the plan has places those that end last can be renewed.
    ///
    /// # Errors
    /// 403 when the plan has no room, 404 for a link that was not made here.
    pub async fn renew_by_link(&self, actor: &Actor, token: &str) -> Result<Renewable> {
        let seen = match self.renewable(actor, token).await? {
            Renewable::Now(listing) => listing,
            other => return Ok(other),
        };
        let renewal = Renewal::read(&self.platform.keys, token).ok_or(ListingsError::BrokenLink)?;
        // Asked for before the transaction, so that nothing waits inside it.
        let business = seen.business.id;
        let plan = self.ports.businesses.standings(&[business]).await?.remove(&business);
        let plan = plan.ok_or(ListingsError::NotFound)?.plan;
        let mut pictures = self.ports.media.pictures(&seen.details.media_ids).await?;
        let pictures: Vec<_> =
            seen.details.media_ids.iter().filter_map(|media| pictures.remove(media)).collect();
        let mut tx: Tx = self.db.begin_system().await?;
        tx.hold(store::quota_of(business)).await?;
        let listing = store::find_for_update(&mut tx, renewal.id).await?.ok_or(ListingsError::NotFound)?;
        let listing = match self.stands(renewal, listing) {
            Renewable::Now(listing) => listing,
            other => return Ok(other),
        };
        let (before, now) = (listing.status, self.now());
        let said_since = listing.judged_since(now);
        let needed_from = listing.life.map_or(now, |life| life.until.max(now));
        let changed = listing.renew_by_link(now)?;
        let limit = Entitlements::of(plan).active_listings;
        let room = store::room(&mut tx, business, renewal.id, Some(limit), needed_from).await?;
        if room.closed {
            return Err(ListingsError::NotFound.into());
        }
        fits(&room, limit)?;
        let standing = standing_of(&Actor::Anonymous, &changed);
        let changed = self.look_again(&mut tx, standing, changed, &pictures, said_since).await?;
        self.put_back(&mut tx, &Actor::Anonymous, before, &changed).await?;
        tx.commit().await?;
        Ok(Renewable::Done(changed))
    }
}
