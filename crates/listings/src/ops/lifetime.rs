use std::sync::Arc;

use axum::response::Response;
use kernel::{Actor, ListingId};
use platform::Result;
use platform::http::{Created, Once};

use crate::detail::Detail;
use crate::model::Duration;
use crate::plans::Entitlements;
use crate::rights::{ExtendListing, RenewListing};
use crate::state::Listings;

use super::review::standing_of;

impl Listings {
    /// Gives a live listing more time, as often as the plan allows in one life. Sent twice under one idempotency key,
    /// it happens once.
    ///
    /// # Errors
    /// 403 when no extension is left, 409 when it is not live, 403, 404.
    pub async fn extend_listing(
        &self,
        actor: &Actor,
        once: &Once,
        id: ListingId,
        by: Duration,
    ) -> Result<Response> {
        // Asked for before the transaction, so that nothing waits inside it.
        let seen = self.detail_for(actor, id).await?;
        let mut tx = once.begin(&self.db, actor).await?;
        let listing = self.hold::<ExtendListing>(&mut tx, actor, id).await?;
        let before = listing.status;
        let changed = listing.extend(by, &Entitlements::of(actor.plan()), self.now())?;
        self.put_back(&mut tx, actor, before, &changed).await?;
        let detail = self.ready(changed, &seen.pictures).await?;
        let created = Created { data: detail.json, location: format!("/api/v1/listings/{id}") };
        once.commit(tx, self.platform.clock.as_ref(), created).await
    }

    /// Brings an expired or withdrawn listing back for a new life. It may have been changed since it was last judged, so
    /// it is judged again.
    ///
    /// # Errors
    /// 403 over the plan's limit, 409 in another state, 403, 404.
    pub async fn renew_listing(
        &self,
        actor: &Actor,
        id: ListingId,
        duration: Duration,
    ) -> Result<Arc<Detail>> {
        // Asked for before the transaction, so that nothing waits inside it.
        let seen = self.detail_for(actor, id).await?;
        let mut tx = self.begin_counting(actor).await?;
        let listing = self.hold::<RenewListing>(&mut tx, actor, id).await?;
        let (before, said_since) = (listing.status, listing.judged_since(self.now()));
        let changed = listing.renew(duration, self.now())?;
        self.ensure_room(&mut tx, actor, &changed).await?;
        let business = standing_of(actor, &changed);
        let changed = self.look_again(&mut tx, business, changed, &seen.pictures, said_since).await?;
        self.put_back(&mut tx, actor, before, &changed).await?;
        tx.commit().await?;
        Ok(Arc::new(self.with_pictures(changed).await?))
    }
}
