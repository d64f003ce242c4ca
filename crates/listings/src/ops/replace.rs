use std::sync::Arc;

use kernel::{Actor, ErrorKind, ListingId};
use platform::http::version;
use platform::{Error, Result};

use crate::detail::Detail;
use crate::error::{ListingsError, SOURCE};
use crate::input::{Completeness, Input, check_offered};
use crate::model::{Details, Listing, Status};
use crate::plans::Entitlements;
use crate::rights::UpdateListing;
use crate::state::Listings;
use crate::store;

use super::create::stand_where_the_business_is;
use super::quota::fits_media;
use super::review::is_public;

/// Everything a listing is to say from now on.
#[derive(Debug, Clone)]
pub struct Replacement {
    /// The version that was edited.
    pub version: i64,
    /// What it says, unchecked: whether it may stay unfinished is seen once the listing is loaded.
    pub input: Input,
    /// Whether a draft, or one that was rejected, is to go live with it.
    pub publish: bool,
}

impl Listings {
    /// Replaces what a listing says.
    ///
    /// # Errors
    /// 409 with the present one when somebody else was faster, 403, 404, 422.
    pub async fn replace_listing(
        &self,
        actor: &Actor,
        id: ListingId,
        new: Replacement,
    ) -> Result<Arc<Detail>> {
        let user = actor.user_id().ok_or(ListingsError::NotFound)?;
        let membership = actor.membership().ok_or(ListingsError::NotFound)?;
        let business = self.business(membership.business_id).await?;
        let tree = self.tree().await?;
        // Pictures are asked for before the transaction; the version shows whether the answer still holds.
        let mut tx = self.begin(actor).await?;
        let seen = store::find(&mut tx, id).await?;
        tx.rollback().await?;
        let unfinished = seen.as_ref().is_some_and(|listing| listing.status == Status::Draft) && !new.publish;
        let completeness = if unfinished { Completeness::Draft } else { Completeness::Whole };
        let already = seen.map(|listing| listing.details.media_ids).unwrap_or_default();
        let parsed = match Details::parse(&new.input, completeness, &tree) {
            Err(problems) => Err(Error::all(problems)),
            Ok(mut details) => {
                stand_where_the_business_is(&mut details, &business);
                let pictures = self.own_pictures(user, &details.media_ids, &already).await;
                pictures.map(|pictures| (details, pictures))
            }
        };

        let mut tx = self.begin_counting(actor).await?;
        // First who may, then whether it is the right version, then what is wrong with it.
        let listing = self.hold::<UpdateListing>(&mut tx, actor, id).await?;
        if listing.version != new.version {
            tx.rollback().await?;
            return Err(self.stale(listing).await?);
        }
        let (details, pictures) = parsed?;
        let plan = Entitlements::of(membership.plan);
        fits_media(&details.media_ids, &listing.details.media_ids, &plan)?;
        let (before, now) = (listing.status, self.now());
        // What has ended is judged when it is renewed.
        let is_public = is_public(listing.status_at(now));
        let said_since = if listing.says(&details) { listing.judged_since(now) } else { now };
        let mut changed = listing.edit(details, now)?;
        changed.photo = pictures.first().cloned();
        let version = changed.version;
        let goes_live = new.publish && matches!(before, Status::Draft | Status::Rejected);
        if goes_live {
            let verdict = self.judge(&mut tx, membership.verification, &changed, &pictures, now).await?;
            changed = changed.publish(verdict.status, now)?;
            self.ensure_room(&mut tx, actor, &changed).await?;
            if changed.status == Status::PendingReview {
                store::open_case(&mut tx, &changed, &verdict.codes(), now).await?;
            }
            // All of it is one change.
            changed.version = version;
        } else if is_public {
            let business = membership.verification;
            changed = self.look_again(&mut tx, business, changed, &pictures, said_since).await?;
        }
        self.put_back(&mut tx, actor, before, &changed).await?;
        tx.commit().await?;
        Ok(Arc::new(self.ready(changed, &pictures).await?))
    }

    /// Lets a draft go live as it is.
    ///
    /// # Errors
    /// 422 telling what is missing, 409 when it is no draft, 403, 404.
    pub async fn publish_listing(&self, actor: &Actor, id: ListingId) -> Result<Arc<Detail>> {
        let membership = actor.membership().ok_or(ListingsError::NotFound)?;
        // Its pictures are asked for before the transaction, so that nothing waits inside it.
        let seen = self.detail_for(actor, id).await?;
        let tree = self.tree().await?;
        let mut tx = self.begin_counting(actor).await?;
        let listing = self.hold::<UpdateListing>(&mut tx, actor, id).await?;
        let (before, now) = (listing.status, self.now());
        let verdict = self.judge(&mut tx, membership.verification, &listing, &seen.pictures, now).await?;
        let changed = listing.publish(verdict.status, now)?;
        check_offered(&changed.details, &tree).map_err(ListingsError::Invalid)?;
        self.ensure_room(&mut tx, actor, &changed).await?;
        if changed.status == Status::PendingReview {
            store::open_case(&mut tx, &changed, &verdict.codes(), now).await?;
        }
        self.put_back(&mut tx, actor, before, &changed).await?;
        tx.commit().await?;
        Ok(Arc::new(self.with_pictures(changed).await?))
    }

    /// 409 with the listing as it is now.
    pub(super) async fn stale(&self, listing: Listing) -> Result<Error> {
        let detail = self.with_pictures(listing).await?;
        let current = serde_json::from_str(detail.json.get()).map_err(Error::internal)?;
        let error = version::stale(SOURCE, current);
        debug_assert_eq!(error.kind(), ErrorKind::Conflict);
        Ok(error)
    }
}
