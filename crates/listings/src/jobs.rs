//! What time does to listings. Nothing a reader sees waits for these jobs: they write down what is true already, and
//! tell the other domains (L-3).

use std::time::Duration;

use async_trait::async_trait;
use chrono::TimeDelta;
use contracts::listings::{ListingEvent, ListingSnapshot};
use kernel::Actor;
use platform::jobs::{Handler, Job, Schedule, TxWork, Work};
use platform::{Result, Tx};
use std::sync::Arc;

use crate::model::RESTORABLE_FOR;
use crate::ops::{MATCH_HEARS, MATCH_LISTINGS, MatchListings, TELL_MATCHES, TellMatches};
use crate::renewal::Renewal;
use crate::state::{Listings, snapshot};
use crate::store;
use crate::subscribe::{
    DROP_PICTURES, DROP_PICTURES_HEARS, DropPictures, FOLLOW_BUSINESS, FOLLOW_HEARS, FollowBusiness,
    RENAME_HEARS, RENAME_SELLERS, RenameSellers, TELL_OF_BUSINESS, TellOfBusiness,
};

/// How long it is known how a listing did.
const STATISTICS_KEPT: TimeDelta = TimeDelta::days(90);
const SWEEP: &str = "listings.sweep";
const PURGE: &str = "listings.purge";
/// Listings that one transaction takes.
const BATCH: i64 = 500;
/// Batches that one run takes; what is left waits for the next.
const BATCHES: usize = 10;

pub(crate) fn handlers(listings: &Listings) -> Vec<Handler> {
    let handler = |name, hears, work: Arc<dyn TxWork>| Handler { name, hears, work: Work::InTx(work) };
    vec![
        handler(SWEEP, &[], Arc::new(Sweep(listings.clone()))),
        handler(PURGE, &[], Arc::new(Purge(listings.clone()))),
        handler(RENAME_SELLERS, RENAME_HEARS, Arc::new(RenameSellers(listings.clone()))),
        Handler {
            name: MATCH_LISTINGS,
            hears: MATCH_HEARS,
            work: Work::RemoteBatch(Arc::new(MatchListings(listings.clone()))),
        },
        handler(TELL_MATCHES, &[], Arc::new(TellMatches(listings.clone()))),
        handler(FOLLOW_BUSINESS, FOLLOW_HEARS, Arc::new(FollowBusiness(listings.clone()))),
        handler(TELL_OF_BUSINESS, &[], Arc::new(TellOfBusiness(listings.clone()))),
        handler(DROP_PICTURES, DROP_PICTURES_HEARS, Arc::new(DropPictures(listings.clone()))),
    ]
}

pub(crate) fn schedules() -> Vec<Schedule> {
    vec![
        Schedule { handler: SWEEP, every: Duration::from_secs(60) },
        // Within a minute both owners know (L-15).
        Schedule { handler: TELL_MATCHES, every: Duration::from_secs(30) },
        Schedule { handler: PURGE, every: Duration::from_secs(24 * 3600) },
    ]
}

/// Writes down expiries, and tells owners that the end is near.
struct Sweep(Listings);

#[async_trait]
impl TxWork for Sweep {
    async fn run(&self, tx: &mut Tx, _: &Job) -> Result<()> {
        let (tree, now) = (self.0.tree().await?, self.0.now());
        let publish = &self.0.platform.outbox;
        for _ in 0..BATCHES {
            let due = store::due_to_remind(tx, now, BATCH).await?;
            let last = due.len() < usize::try_from(BATCH).unwrap_or(0);
            for listing in due {
                let listing = listing.reminded();
                store::update(tx, &listing, &tree).await?;
                let renewal_path = Renewal::of(&listing).map(|renewal| renewal.path(&self.0.platform.keys));
                let snapshot = ListingSnapshot { renewal_path, ..snapshot(&listing, &tree, now) };
                let event = ListingEvent::Expiring(Box::new(snapshot));
                publish.publish(tx, &Actor::Anonymous, &event).await?;
            }
            if last {
                break;
            }
        }
        for _ in 0..BATCHES {
            let due = store::due_to_expire(tx, now, BATCH).await?;
            let last = due.len() < usize::try_from(BATCH).unwrap_or(0);
            if due.is_empty() {
                break;
            }
            tx.hold(store::counters()).await?;
            store::no_longer_new(tx, &due.iter().map(|listing| listing.id).collect::<Vec<_>>()).await?;
            for listing in due {
                let listing = listing.expire();
                store::update(tx, &listing, &tree).await?;
                let event = ListingEvent::Expired(Box::new(snapshot(&listing, &tree, now)));
                publish.publish(tx, &Actor::Anonymous, &event).await?;
            }
            if last {
                break;
            }
        }
        Ok(())
    }
}

/// Deletes what was withdrawn long ago (P-39).
struct Purge(Listings);

#[async_trait]
impl TxWork for Purge {
    async fn run(&self, tx: &mut Tx, _: &Job) -> Result<()> {
        let now = self.0.now();
        tx.hold(store::counters()).await?;
        store::forget_interest(tx, (now - STATISTICS_KEPT).date_naive(), now).await?;
        let before = now - RESTORABLE_FOR;
        for _ in 0..BATCHES {
            if store::purge_withdrawn(tx, before, BATCH).await? < u64::try_from(BATCH).unwrap_or(0) {
                break;
            }
        }
        Ok(())
    }
}
