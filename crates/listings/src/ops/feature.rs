use axum::response::Response;
use contracts::listings::ListingEvent;
use kernel::{Actor, ListingId};
use platform::Result;
use platform::http::{Created, Once};

use crate::error::ListingsError;
use crate::plans::Entitlements;
use crate::rights::FeatureListing;
use crate::state::{Listings, snapshot};
use crate::store;

impl Listings {
    /// Gives a live listing a paid slot, as often in a calendar month as the plan allows (L-4).
    ///
    /// # Errors
    /// 403 when the plan has no slot or none is left, 409 when it is not live or has one, 403, 404.
    pub async fn feature_listing(&self, actor: &Actor, once: &Once, id: ListingId) -> Result<Response> {
        // Asked for before the transaction, so that nothing waits inside it.
        let seen = self.detail_for(actor, id).await?;
        let slots = store::quota_of(seen.listing.business.id);
        let mut tx = once.begin_holding(&self.db, actor, &[slots]).await?;
        let listing = self.hold::<FeatureListing>(&mut tx, actor, id).await?;
        let now = self.now();
        let (month, next_month) = store::month_of(now);
        let limit = Entitlements::of(actor.plan()).featured_per_month;
        let used = store::count_features(&mut tx, listing.business.id, month).await?;
        let changed = listing.feature(rand::random(), now)?;
        if limit == 0 {
            return Err(ListingsError::NoSlotsInPlan { lifted_by: Entitlements::level_with_slots() }.into());
        }
        if used >= limit {
            return Err(ListingsError::NoSlotsLeft { limit, used, resets_at: next_month }.into());
        }
        if let Some(window) = changed.featured {
            store::insert_feature(&mut tx, &changed, window).await?;
        }
        let tree = self.tree().await?;
        store::update(&mut tx, &changed, &tree).await?;
        let event = ListingEvent::Featured(Box::new(snapshot(&changed, &tree, now)));
        self.platform.outbox.publish(&mut tx, actor, &event).await?;
        let detail = self.ready(changed, &seen.pictures).await?;
        let created = Created { data: detail.json, location: format!("/api/v1/listings/{id}") };
        once.commit(tx, self.platform.clock.as_ref(), created).await
    }
}
