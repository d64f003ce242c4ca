use axum::response::{IntoResponse, Response};
use contracts::accounts::BusinessCard;
use contracts::listings::{ListingEvent, Seller};
use contracts::media::Picture;
use kernel::{Actor, ErrorKind, ListingId, MediaId, Problem, UserId};
use platform::Result;
use platform::http::{Created, Data, Once};
use platform::policy::Resource;

use super::quota::{fits_media, over};
use crate::error::{ListingsError, SOURCE};
use crate::model::{Details, Listing};
use crate::plans::Entitlements;
use crate::rights::CreateListing;
use crate::state::{Listings, snapshot};
use crate::store::{self, Inserted};

/// A listing to be written.
#[derive(Debug, Clone)]
pub struct NewListing {
    /// Made by a client that wrote it offline (L-12); the same id twice is the same listing.
    pub id: Option<ListingId>,
    /// What it says.
    pub details: Details,
    /// Whether it is to go live rather than to stay a draft.
    pub publish: bool,
}

/// What became of it.
pub struct Posted {
    /// The listing, new or from before.
    pub listing: Listing,
    /// The API's answer.
    pub response: Response,
}

impl Listings {
    /// Writes a listing for the actor's business.
    ///
    /// # Errors
    /// 403 over the plan's limit, 409 when the id is somebody else's, 422 for pictures that are not the actor's.
    pub async fn create_listing(&self, actor: &Actor, once: &Once, new: NewListing) -> Result<Posted> {
        self.platform.policies.check::<CreateListing>(actor, &Resource::platform())?;
        let (Some(user), Some(membership)) = (actor.user_id(), actor.membership()) else {
            return Err(ListingsError::NotFound.into());
        };
        let business = self.business(membership.business_id).await?;
        let mut details = new.details;
        stand_where_the_business_is(&mut details, &business);
        fits_media(&details.media_ids, &[], &Entitlements::of(membership.plan))?;
        let pictures = self.own_pictures(user, &details.media_ids, &[]).await?;
        let tree = self.tree().await?;
        let now = self.now();
        let id = new.id.unwrap_or_else(|| ListingId::new(now));
        let mut listing = Listing::draft(id, seller(&business), user, details, now);
        listing.photo = pictures.first().cloned();
        let locks = new.publish.then(|| store::quota_of(business.id));
        let mut tx = once.begin_holding(&self.db, actor, locks.as_slice()).await?;
        let mut findings = Vec::new();
        if new.publish {
            let verdict = self.judge(&mut tx, membership.verification, &listing, &pictures, now).await?;
            listing = listing.publish(verdict.status, now)?;
            findings = verdict.codes();
            // It was never seen as a draft, so it begins as its first version.
            listing.version = 1;
        }
        let limit = new.publish.then(|| Entitlements::of(membership.plan).active_listings);
        let refused = match store::insert(&mut tx, &listing, &findings, &tree, limit).await? {
            Inserted::Written => None,
            Inserted::Full(room) => Some(over(&room, limit.unwrap_or(0))),
            Inserted::Closed => Some(ListingsError::NotFound),
            Inserted::Taken => Some(ListingsError::IdTaken),
        };
        if let Some(refused) = refused {
            // The same client may have sent it before, or twice at once; then the first one is visible by now.
            let before = if new.id.is_some() { store::find(&mut tx, id).await? } else { None };
            tx.rollback().await?;
            return self.as_before(before.ok_or(refused)?).await;
        }
        if new.publish {
            let event = ListingEvent::Created(Box::new(snapshot(&listing, &tree, now)));
            self.platform.outbox.publish(&mut tx, actor, &event).await?;
        }
        let detail = self.ready(listing.clone(), &pictures).await?;
        let created = Created { data: detail.json, location: format!("/api/v1/listings/{id}") };
        let response = once.commit(tx, self.platform.clock.as_ref(), created).await?;
        Ok(Posted { listing, response })
    }

    async fn as_before(&self, listing: Listing) -> Result<Posted> {
        let detail = self.with_pictures(listing.clone()).await?;
        Ok(Posted { listing, response: Data::new(detail.json).into_response() })
    }

    /// These pictures in their order, once all are known to be the user's own or to be on the listing already.
    pub(super) async fn own_pictures(
        &self,
        user: UserId,
        ids: &[MediaId],
        already: &[MediaId],
    ) -> Result<Vec<Picture>> {
        if ids.is_empty() {
            return Ok(Vec::new());
        }
        let new: Vec<MediaId> = ids.iter().filter(|id| !already.contains(id)).copied().collect();
        let own = if new.is_empty() { Vec::new() } else { self.ports.media.owned_by(user, &new).await? };
        let mut known = self.ports.media.pictures(ids).await?;
        let found: Vec<Picture> = ids.iter().filter_map(|id| known.remove(id)).collect();
        if found.len() == ids.len() && new.iter().all(|id| own.contains(id)) {
            return Ok(found);
        }
        Err(Problem::new(ErrorKind::Validation, SOURCE, "listings-check-media").field("media_ids").into())
    }
}

fn seller(business: &BusinessCard) -> Seller {
    Seller {
        id: business.id,
        name: business.name.clone(),
        slug: business.slug.clone(),
        verified: business.verified,
    }
}

/// Where nothing is said of the place, the business's own place is meant.
pub(crate) fn stand_where_the_business_is(details: &mut Details, business: &BusinessCard) {
    if details.location.is_none() && details.city.is_none() && details.country.is_none() {
        details.location = business.location;
        details.city.clone_from(&business.city);
        details.country = business.country;
    }
}
