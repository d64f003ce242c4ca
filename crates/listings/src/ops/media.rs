use std::sync::Arc;

use kernel::{Actor, ListingId, MediaId};
use platform::Result;

use crate::detail::Detail;
use crate::error::ListingsError;
use crate::model::Listing;
use crate::plans::Entitlements;
use crate::rights::UpdateListing;
use crate::state::{Listings, resource};
use crate::store;

use super::review::{is_public, standing_of};

impl Listings {
    /// Adds a picture that the actor has uploaded. Where people see the listing, it is judged with the picture.
    ///
    /// # Errors
    /// 403 when there are as many as there may be, 422 when it is not the actor's, 403, 404.
    pub async fn add_media(&self, actor: &Actor, id: ListingId, media: MediaId) -> Result<Arc<Detail>> {
        let user = actor.user_id().ok_or(ListingsError::NotFound)?;
        // First who may, then what with.
        let seen = self.detail_for(actor, id).await?;
        self.platform.policies.check::<UpdateListing>(actor, &resource(&seen.listing, self.now()))?;
        let pictures = self.own_pictures(user, &[media], &[]).await?;
        let mut tx = self.begin(actor).await?;
        let listing = self.hold::<UpdateListing>(&mut tx, actor, id).await?;
        let (before, version) = (listing.status, listing.version);
        let is_public = is_public(listing.status_at(self.now()));
        let said_since = listing.judged_since(self.now());
        let mut changed = listing.add_media(media, &Entitlements::of(actor.plan()), self.now())?;
        if changed.details.media_ids.first() == Some(&media) {
            changed.photo = pictures.first().cloned();
        }
        if changed.version != version {
            if is_public {
                let business = standing_of(actor, &changed);
                let all: Vec<_> = seen.pictures.iter().chain(&pictures).cloned().collect();
                changed = self.look_again(&mut tx, business, changed, &all, said_since).await?;
            }
            self.put_back(&mut tx, actor, before, &changed).await?;
        }
        tx.commit().await?;
        Ok(Arc::new(self.with_pictures(changed).await?))
    }

    /// Takes a picture off; the next one becomes the first.
    ///
    /// # Errors
    /// 404 when the listing does not have it, 403, 404.
    pub async fn remove_media(&self, actor: &Actor, id: ListingId, media: MediaId) -> Result<Arc<Detail>> {
        loop {
            // The pictures are asked for before the transaction, so that nothing waits inside it.
            let mut tx = self.begin(actor).await?;
            let seen = store::find(&mut tx, id).await?;
            tx.rollback().await?;
            let ids = seen.map(|listing: Listing| listing.details.media_ids).unwrap_or_default();
            let mut pictures = self.ports.media.pictures(&ids).await?;
            let mut tx = self.begin(actor).await?;
            let listing = self.hold::<UpdateListing>(&mut tx, actor, id).await?;
            let before = listing.status;
            let mut changed = listing.remove_media(media, self.now())?;
            let first = changed.details.media_ids.first();
            if first.is_some_and(|first| !ids.contains(first)) {
                // A colleague has added it meanwhile.
                tx.rollback().await?;
                continue;
            }
            changed.photo = first.and_then(|first| pictures.remove(first));
            self.put_back(&mut tx, actor, before, &changed).await?;
            tx.commit().await?;
            return Ok(Arc::new(self.with_pictures(changed).await?));
        }
    }
}
