use async_trait::async_trait;
use contracts::listings::{ListingCard, ListingEvent, ListingType, MatchedListing};
use kernel::{Actor, BusinessId, ListingId, UserId};
use platform::jobs::{Job, TxWork};
use platform::{Error, Result, Tx};

use crate::matching::{Candidate, best};
use crate::rights::ReadStatistics;
use crate::state::{Listings, resource};
use crate::store::{self, LiveRow};

/// Looks for what goes together with a listing that has just gone live, and tells both owners, once (L-15).
pub(crate) struct MatchListings(pub(crate) Listings);

/// The handler's name.
pub(crate) const MATCH_LISTINGS: &str = "listings.match";
/// What it hears.
pub(crate) const MATCH_HEARS: &[&str] = &["listing.created", "listing.approved"];

#[async_trait]
impl TxWork for MatchListings {
    async fn run(&self, tx: &mut Tx, job: &Job) -> Result<()> {
        let Some(event) = &job.event else { return Ok(()) };
        let event: ListingEvent = event.decode().map_err(Error::internal)?;
        let Some(snapshot) = event.listing() else { return Ok(()) };
        let now = self.0.now();
        // What waits for a review, or is over by now, is found by nobody.
        let Some(new) = store::live_by_ids(tx, &[snapshot.id], now).await?.pop() else { return Ok(()) };
        let Some(writer) = snapshot.created_by else { return Ok(()) };
        let candidates = store::candidates(tx, &new, now).await?;
        for other in best(&new, candidates, now) {
            let (this, that) = (told(&new, writer), told_candidate(&other));
            let (request, offer) =
                if snapshot.kind == ListingType::Request { (this, that) } else { (that, this) };
            if store::insert_match(tx, request.id, offer.id, now).await? {
                let event = ListingEvent::Matched { request, offer };
                self.0.platform.outbox.publish(tx, &Actor::Anonymous, &event).await?;
            }
        }
        Ok(())
    }
}

fn told(live: &LiveRow, created_by: UserId) -> MatchedListing {
    MatchedListing {
        id: ListingId(live.id),
        title: live.title.clone(),
        business_id: BusinessId(live.business_id),
        created_by,
    }
}

fn told_candidate(other: &Candidate) -> MatchedListing {
    told(&other.live, other.created_by)
}

/// Pairs that are shown to an owner.
const SHOWN: i64 = 10;

impl Listings {
    /// What goes together with one's own listing and is live, the newest pairs first.
    ///
    /// # Errors
    /// 403 for others, 404.
    pub async fn matches_of(&self, actor: &Actor, id: ListingId) -> Result<Vec<ListingCard>> {
        let detail = self.detail_for(actor, id).await?;
        let now = self.now();
        self.platform.policies.check::<ReadStatistics>(actor, &resource(&detail.listing, now))?;
        let mut db = self.db.read().await?;
        let ids = store::matches_of(&mut db, id, SHOWN).await?;
        drop(db);
        let mut live = self.live.by_ids(&ids, now).await?;
        ids.iter().filter_map(|id| live.remove(id)).map(|card| card.card(now)).collect()
    }
}
