use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::time::Duration;

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use contracts::listings::{ListingCard, ListingEvent, ListingMatches, ListingType};
use contracts::search::Alike;
use kernel::{Actor, ListingId};
use platform::jobs::{Job, RemoteBatch, TxWork, enqueue};
use platform::{Error, Result, Tx};

use crate::matching::{Candidate, best, telling};
use crate::rights::ReadStatistics;
use crate::state::{Listings, resource};
use crate::store;
use crate::tree::Tree;

/// Looks for what goes together with a listing that has just gone live, for the first time or again (L-15).
pub(crate) struct MatchListings(pub(crate) Listings);

/// The handler's name.
pub(crate) const MATCH_LISTINGS: &str = "listings.match";
/// What it hears.
pub(crate) const MATCH_HEARS: &[&str] = &["listing.created", "listing.approved"];

#[async_trait]
impl RemoteBatch for MatchListings {
    async fn run_all(&self, jobs: &[Job]) -> Result<()> {
        let (tree, now) = (self.0.tree().await?, self.0.now());
        let mut tx = self.0.db.begin_system().await?;
        // What waits for a review, or is over by now, is found by nobody.
        let new = live_candidates(&mut tx, &posted_in(jobs)?, now).await?;
        // The newest of the category and of those above it: they may not be in the index yet.
        let newest = store::candidates(&mut tx, &new, &tree, now).await?;
        tx.rollback().await?;
        // All others by what they name: asked for outside of a transaction.
        let mut alike = Vec::new();
        for new in &new {
            alike.push(self.0.alike(new, &tree).await?);
        }
        let others: BTreeSet<ListingId> = alike.iter().flat_map(HashMap::keys).copied().collect();
        let mut tx = self.0.db.begin_system().await?;
        let others = live_candidates(&mut tx, &others.into_iter().collect::<Vec<_>>(), now).await?;
        let mut pairs = Vec::new();
        for (new, alike) in new.iter().zip(&alike) {
            let known = |one: &Candidate| (one.clone(), alike.get(&one.id).copied().unwrap_or(0));
            let newest = newest.get(&new.id).into_iter().flatten().filter(|one| !alike.contains_key(&one.id));
            let named = others.iter().filter(|one| alike.contains_key(&one.id));
            let chosen = best(new, newest.chain(named).map(known).collect(), &tree);
            let request_first =
                |other: &Candidate| if new.is_request { (new.id, other.id) } else { (other.id, new.id) };
            pairs.extend(chosen.iter().map(request_first));
        }
        store::insert_matches(&mut tx, &pairs, now).await?;
        tx.commit().await
    }

    fn gathers_for(&self) -> Duration {
        Duration::from_secs(1)
    }
}

/// The listings that these jobs are about: their events tell, or one was queued for a listing that has been renewed.
fn posted_in(jobs: &[Job]) -> Result<Vec<ListingId>> {
    let mut posted = Vec::new();
    for job in jobs {
        match &job.event {
            Some(event) => {
                let event: ListingEvent = event.decode().map_err(Error::internal)?;
                posted.extend(event.listing().map(|listing| listing.id));
            }
            None => posted.push(serde_json::from_value(job.payload.clone()).map_err(Error::internal)?),
        }
    }
    Ok(posted)
}

async fn live_candidates(tx: &mut Tx, ids: &[ListingId], now: DateTime<Utc>) -> Result<Vec<Candidate>> {
    Ok(store::live_by_ids(tx, ids, now).await?.iter().map(Candidate::of).collect())
}

/// Tells owners what was found for their listings since they were last told.
pub(crate) struct TellMatches(pub(crate) Listings);

/// The handler's name.
pub(crate) const TELL_MATCHES: &str = "listings.tell_matches";
/// Pairs that one transaction tells.
const TOLD_AT_ONCE: i64 = 500;
/// Listings of which one event tells.
const OF_ONE_EVENT: usize = 100;

#[async_trait]
impl TxWork for TellMatches {
    async fn run(&self, tx: &mut Tx, _: &Job) -> Result<()> {
        let now = self.0.now();
        let pairs = store::take_untold(tx, now, TOLD_AT_ONCE).await?;
        if !pairs.is_empty() {
            // There may be more.
            enqueue(tx, TELL_MATCHES, "more", &(), now).await?;
        }
        let mut found: BTreeMap<ListingId, ListingMatches> = BTreeMap::new();
        for (request, offer) in pairs {
            for (own, other) in [(&request, &offer), (&offer, &request)] {
                let first = || ListingMatches { own: own.clone(), other: other.clone(), count: 0 };
                found.entry(own.id).or_insert_with(first).count += 1;
            }
        }
        for found in found.into_values().collect::<Vec<_>>().chunks(OF_ONE_EVENT) {
            let event = ListingEvent::Matched { found: found.to_vec() };
            self.0.platform.outbox.publish(tx, &Actor::Anonymous, &event).await?;
        }
        Ok(())
    }
}

/// Pairs that are shown to an owner.
const SHOWN: i64 = 10;

/// Listings that the index is asked for.
const ALIKE: i64 = 60;

impl Listings {
    /// Listings of the other type that name the same things, and how many of them.
    async fn alike(&self, new: &Candidate, tree: &Tree) -> Result<HashMap<ListingId, usize>> {
        let Some(search) = self.search.get() else { return Ok(HashMap::new()) };
        let mut above = tree.path(&new.category);
        above.pop();
        let wanted = Alike {
            title: telling(&new.title),
            kind: if new.is_request { ListingType::Offer } else { ListingType::Request },
            category: new.category.clone(),
            above,
            not_of: new.business_id,
            near: new.location,
            limit: ALIKE,
        };
        Ok(search.alike(&wanted).await?.into_iter().collect())
    }

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
