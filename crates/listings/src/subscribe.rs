//! What this domain does when it hears of others: cards carry the name of their business, and nothing is shown of a
//! business that is gone, nor any picture.

use std::collections::HashMap;

use async_trait::async_trait;
use chrono::TimeDelta;
use contracts::accounts::AccountEvent;
use contracts::listings::{ListingEvent, Seller};
use contracts::media::MediaEvent;
use kernel::{Actor, BusinessId, ListingId, MediaId};
use platform::jobs::{Job, TxWork, enqueue};
use platform::{Error, Result, Tx};
use serde::{Deserialize, Serialize};

use crate::model::Status;
use crate::state::{Listings, MANY_CHANGED, snapshot};
use crate::store;

/// Gives the cards of a business its new name and tells of those that anybody sees.
pub(crate) struct RenameSellers(pub(crate) Listings);

/// The handler's name.
pub(crate) const RENAME_SELLERS: &str = "listings.rename_sellers";
/// What it hears.
pub(crate) const RENAME_HEARS: &[&str] = &["business.updated", "business.verified"];

#[async_trait]
impl TxWork for RenameSellers {
    async fn run(&self, tx: &mut Tx, job: &Job) -> Result<()> {
        let Some(event) = &job.event else { return Ok(()) };
        let (AccountEvent::BusinessUpdated(business) | AccountEvent::BusinessVerified(business)) =
            event.decode().map_err(Error::internal)?
        else {
            return Ok(());
        };
        let card = business.card;
        let seller = Seller { id: card.id, name: card.name, slug: card.slug, verified: card.verified };
        let (tree, now) = (self.0.tree().await?, self.0.now());
        for listing in store::rename_seller(tx, &seller, now).await? {
            let event = ListingEvent::Updated(Box::new(snapshot(&listing, &tree, now)));
            self.0.platform.outbox.publish(tx, &Actor::Anonymous, &event).await?;
        }
        Ok(())
    }
}

/// Takes everything of a business off the site when it is deleted, and puts it back when it is restored (P-39).
pub(crate) struct FollowBusiness(pub(crate) Listings);

/// The handler's name.
pub(crate) const FOLLOW_BUSINESS: &str = "listings.follow_business";
/// What it hears.
pub(crate) const FOLLOW_HEARS: &[&str] = &["business.deleted", "business.restored"];

#[async_trait]
impl TxWork for FollowBusiness {
    async fn run(&self, tx: &mut Tx, job: &Job) -> Result<()> {
        let Some(event) = &job.event else { return Ok(()) };
        let business = event.business_id.ok_or_else(|| Error::internal("a business event without one"))?;
        let now = self.0.now();
        // Whoever posts at this moment is done before, or sees that the business is gone.
        tx.hold(store::quota_of(business)).await?;
        let changed = match event.kind.as_str() {
            "business.deleted" => store::close_business(tx, business, now).await?,
            _ => store::reopen_business(tx, business, now).await?,
        };
        if changed == 0 {
            return Ok(());
        }
        tx.announce(MANY_CHANGED, &event.aggregate).await?;
        let first = Telling { business_id: business, after: None };
        enqueue(tx, TELL_OF_BUSINESS, &event.aggregate, &first, now).await
    }
}

/// Tells other domains how the listings of a business stand, a few hundred at a time: what readers see does not wait
/// for it.
pub(crate) struct TellOfBusiness(pub(crate) Listings);

/// The handler's name.
pub(crate) const TELL_OF_BUSINESS: &str = "listings.tell_of_business";
/// Listings that one job tells of.
const TOLD_AT_ONCE: i64 = 200;

/// How far the telling has come.
#[derive(Serialize, Deserialize)]
struct Telling {
    business_id: BusinessId,
    after: Option<ListingId>,
}

#[async_trait]
impl TxWork for TellOfBusiness {
    async fn run(&self, tx: &mut Tx, job: &Job) -> Result<()> {
        let telling: Telling = serde_json::from_value(job.payload.clone()).map_err(Error::internal)?;
        let (tree, now) = (self.0.tree().await?, self.0.now());
        let page = store::known_of(tx, telling.business_id, telling.after, TOLD_AT_ONCE).await?;
        for listing in &page {
            let snapshot = Box::new(snapshot(listing, &tree, now));
            let event = match listing.status {
                Status::Withdrawn => ListingEvent::Withdrawn(snapshot),
                _ => ListingEvent::Updated(snapshot),
            };
            self.0.platform.outbox.publish(tx, &Actor::Anonymous, &event).await?;
        }
        match page.last() {
            Some(last) if i64::try_from(page.len()) == Ok(TOLD_AT_ONCE) => {
                let rest = Telling { after: Some(last.id), ..telling };
                enqueue(tx, TELL_OF_BUSINESS, &job.ordering_key, &rest, now).await
            }
            _ => Ok(()),
        }
    }
}

/// Takes a picture that was deleted off the listings that name it, and once more when every request that had still found it
/// has ended (L-8).
pub(crate) struct DropPictures(pub(crate) Listings);

/// The handler's name.
pub(crate) const DROP_PICTURES: &str = "listings.drop_pictures";
/// What it hears.
pub(crate) const DROP_PICTURES_HEARS: &[&str] = &["media.deleted"];
/// Longer than any request takes.
const LAST_LOOK: TimeDelta = TimeDelta::minutes(5);

#[async_trait]
impl TxWork for DropPictures {
    async fn run(&self, tx: &mut Tx, job: &Job) -> Result<()> {
        let (tree, now) = (self.0.tree().await?, self.0.now());
        let gone = match &job.event {
            Some(event) => {
                let MediaEvent::Deleted { id, .. } = event.decode().map_err(Error::internal)?;
                enqueue(tx, DROP_PICTURES, &event.aggregate, &id, now + LAST_LOOK).await?;
                id
            }
            None => serde_json::from_value(job.payload.clone()).map_err(Error::internal)?,
        };
        let naming = store::naming_picture(tx, gone).await?;
        let rest: Vec<MediaId> =
            naming.iter().flat_map(|listing| &listing.details.media_ids).copied().collect();
        let pictures =
            if rest.is_empty() { HashMap::new() } else { self.0.ports.media.pictures(&rest).await? };
        for listing in naming {
            let listing = listing.lose_media(gone, &pictures, now);
            store::update(tx, &listing, &tree).await?;
            if listing.is_live(now) {
                let event = ListingEvent::Updated(Box::new(snapshot(&listing, &tree, now)));
                self.0.platform.outbox.publish(tx, &Actor::Anonymous, &event).await?;
            }
        }
        Ok(())
    }
}
