//! One listing, ready to be answered: kept in memory, forgotten at every change of it, and never shown a moment
//! longer than it lives. What the API answers is kept apart from what pages are made of: it is small, so that many more
//! of them fit into the same memory.

use std::sync::Arc;

use chrono::{DateTime, Utc};
use contracts::media::Picture;
use kernel::{Actor, BusinessId, ListingId, MediaId};
use platform::{Error, Result};
use serde::{Deserialize, Serialize};
use serde_json::value::{RawValue, to_raw_value};

use crate::api::ListingBody;
use crate::error::ListingsError;
use crate::model::Listing;
use crate::rights::ReadListing;
use crate::state::{Listings, resource};
use crate::store;

/// A listing with its pictures.
#[derive(Debug)]
pub struct Detail {
    /// The listing.
    pub listing: Listing,
    /// Its pictures, in order.
    pub pictures: Vec<Picture>,
    /// The API's answer.
    pub json: Box<RawValue>,
    /// From when on it says something wrong: it expires, or a paid slot ends.
    good_until: DateTime<Utc>,
}

impl Detail {
    pub(crate) fn weight(&self) -> u32 {
        u32::try_from(2 * self.json.get().len() + 2048).unwrap_or(u32::MAX)
    }
}

/// The API's answer alone.
#[derive(Debug, Serialize, Deserialize)]
pub struct Answer {
    /// The listing as JSON.
    pub json: Box<RawValue>,
    /// Whose it is.
    pub business: BusinessId,
    good_until: DateTime<Utc>,
}

impl Answer {
    pub(crate) fn weight(&self) -> u32 {
        u32::try_from(self.json.get().len() + 192).unwrap_or(u32::MAX)
    }
}

impl AsRef<RawValue> for Detail {
    fn as_ref(&self) -> &RawValue {
        &self.json
    }
}

impl AsRef<RawValue> for Answer {
    fn as_ref(&self) -> &RawValue {
        &self.json
    }
}

impl From<Detail> for Answer {
    fn from(detail: Detail) -> Self {
        Self { json: detail.json, business: detail.listing.business.id, good_until: detail.good_until }
    }
}

impl Listings {
    /// The listing, if anybody may see it at this moment.
    ///
    /// # Errors
    /// 404.
    pub(crate) async fn live_detail(&self, id: ListingId) -> Result<Arc<Detail>> {
        let load = || async { Ok(Arc::new(self.load_live(id).await?)) };
        let detail = self.details.get_or_load(id, load).await?;
        if self.now() < detail.good_until {
            return Ok(detail);
        }
        // A paid slot has ended, or the listing has: then the database does not give it any more.
        self.details.forget(&id);
        self.details.get_or_load(id, load).await
    }

    /// The API's answer for the listing as `actor` may see it, as [`Listings::detail_for`].
    ///
    /// # Errors
    /// 404 for what they may not know of.
    pub(crate) async fn answer_for(&self, actor: &Actor, id: ListingId) -> Result<Arc<Answer>> {
        match self.live_answer(id).await {
            Err(error) if error.kind() == kernel::ErrorKind::NotFound && self.may_see_more(actor) => {
                Ok(Arc::new(self.load_private(actor, id).await?.into()))
            }
            other => other,
        }
    }

    async fn live_answer(&self, id: ListingId) -> Result<Arc<Answer>> {
        let load = || async { Ok(Arc::new(self.load_live(id).await?.into())) };
        let answer: Arc<Answer> = self.answers.get_or_load(id, load).await?;
        if self.now() < answer.good_until {
            return Ok(answer);
        }
        self.answers.forget(&id);
        self.answers.get_or_load(id, load).await
    }

    async fn load_live(&self, id: ListingId) -> Result<Detail> {
        let mut db = self.db.read().await?;
        let found = store::find_live(&mut db, id, self.now()).await?;
        drop(db);
        self.with_pictures(found.ok_or(ListingsError::NotFound)?).await
    }

    /// The listing as `actor` may see it: live for everybody, in every state for its business and for admins.
    ///
    /// # Errors
    /// 404 for what they may not know of.
    pub(crate) async fn detail_for(&self, actor: &Actor, id: ListingId) -> Result<Arc<Detail>> {
        match self.live_detail(id).await {
            Err(error) if error.kind() == kernel::ErrorKind::NotFound && self.may_see_more(actor) => {
                Ok(Arc::new(self.load_private(actor, id).await?))
            }
            other => other,
        }
    }

    /// Whether more than what is live may be visible to them.
    fn may_see_more(&self, actor: &Actor) -> bool {
        actor.business_id().is_some() || self.oversees(actor)
    }

    async fn load_private(&self, actor: &Actor, id: ListingId) -> Result<Detail> {
        let mut tx = self.begin(actor).await?;
        let found = store::find(&mut tx, id).await?;
        tx.rollback().await?;
        let listing = found.ok_or(ListingsError::NotFound)?;
        if !self.platform.policies.allows::<ReadListing>(actor, &resource(&listing, self.now())) {
            return Err(ListingsError::NotFound.into());
        }
        self.with_pictures(listing).await
    }

    /// The listing with its pictures and its JSON.
    pub(crate) async fn with_pictures(&self, listing: Listing) -> Result<Detail> {
        let pictures = self.pictures_of(&listing).await?;
        self.ready(listing, &pictures).await
    }

    /// The same with pictures that have been asked for, in whatever order.
    pub(crate) async fn ready(&self, listing: Listing, known: &[Picture]) -> Result<Detail> {
        let of = |id: &MediaId| known.iter().find(|picture| picture.id == *id).cloned();
        let pictures: Vec<Picture> = listing.details.media_ids.iter().filter_map(of).collect();
        let tree = self.tree().await?;
        let now = self.now();
        let body = ListingBody::of(&listing, &pictures, &tree, now);
        let json = to_raw_value(&body).map_err(Error::internal)?;
        let end = listing.life.map_or(DateTime::<Utc>::MAX_UTC, |life| life.until);
        let slot = listing.featured.map(|window| window.until).filter(|until| *until > now);
        Ok(Detail { good_until: slot.map_or(end, |until| until.min(end)), listing, pictures, json })
    }

    async fn pictures_of(&self, listing: &Listing) -> Result<Vec<Picture>> {
        let ids = &listing.details.media_ids;
        // A listing with one picture carries it already.
        match (ids.as_slice(), &listing.photo) {
            ([], _) => return Ok(Vec::new()),
            ([only], Some(photo)) if photo.id == *only => return Ok(vec![photo.clone()]),
            _ => {}
        }
        let mut found = self.ports.media.pictures(ids).await?;
        Ok(ids.iter().filter_map(|id| found.remove(id)).collect())
    }
}
