//! What search does when others tell of a change.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use contracts::DomainEvent;
use contracts::accounts::AccountEvent;
use contracts::listings::ListingEvent;
use platform::jobs::{Handler, Job, Schedule, TxWork, Work};
use platform::{Error, Result, Tx};

use crate::document::{Document, of_listing};
use crate::ops::index::{hide_business, index_business, index_documents, restore_business};
use crate::request::Kind;
use crate::{Search, store};

/// The hourly job.
const TIDY: &str = "search.tidy";
/// Tells people of new listings for the searches they keep.
pub const TELL: &str = "search.tell_matches";
/// Works out what is trending.
const TREND: &str = "search.refresh_trending";

pub fn schedules() -> Vec<Schedule> {
    let every = |handler, seconds| Schedule { handler, every: Duration::from_secs(seconds) };
    vec![every(TIDY, 3600), every(TREND, 60), every(TELL, 15)]
}

pub fn handlers(search: &Search) -> Vec<Handler> {
    vec![
        Handler {
            name: "search.index_listing",
            hears: &[
                "listing.created",
                "listing.updated",
                "listing.approved",
                "listing.rejected",
                "listing.featured",
                "listing.expired",
                "listing.withdrawn",
            ],
            work: Work::InTx(Arc::new(IndexListing(search.clone()))),
        },
        Handler {
            name: "search.index_business",
            hears: &[
                "business.created",
                "business.updated",
                "business.verified",
                "business.deleted",
                "business.restored",
            ],
            work: Work::InTx(Arc::new(IndexBusiness(search.clone()))),
        },
        Handler {
            name: "search.count_views",
            hears: &["listing.views_counted"],
            work: Work::InTx(Arc::new(CountViews(search.clone()))),
        },
        Handler {
            name: "search.forget_user",
            hears: &["user.erased"],
            work: Work::InTx(Arc::new(ForgetUser)),
        },
        Handler { name: TELL, hears: &[], work: Work::InTx(Arc::new(Tell(search.clone()))) },
        Handler { name: TREND, hears: &[], work: Work::InTx(Arc::new(RefreshTrending(search.clone()))) },
        Handler { name: TIDY, hears: &[], work: Work::InTx(Arc::new(Tidy(search.clone()))) },
    ]
}

/// The event that a job delivers, as its domain's enum.
fn event_of<E: DomainEvent>(job: &Job) -> Result<E> {
    let event = job.event.as_ref().ok_or_else(|| Error::internal("a delivery without its event"))?;
    event.decode().map_err(Error::internal)
}

struct IndexListing(Search);

#[async_trait]
impl TxWork for IndexListing {
    async fn run(&self, tx: &mut Tx, job: &Job) -> Result<()> {
        self.run_all(tx, std::slice::from_ref(job)).await
    }

    async fn run_all(&self, tx: &mut Tx, jobs: &[Job]) -> Result<()> {
        let categories = self.0.categories().await?;
        let (mut documents, mut live) = (HashMap::new(), Vec::new());
        for job in jobs {
            let event: ListingEvent = event_of(job)?;
            let Some(listing) = event.listing() else { continue };
            if matches!(event, ListingEvent::Created(_) | ListingEvent::Approved(_)) {
                live.push(listing.id.0);
            }
            let document = of_listing(listing, &categories);
            // Of two states of one listing the later one counts.
            match documents.entry(document.id) {
                Entry::Vacant(empty) => drop(empty.insert(document)),
                Entry::Occupied(mut known) if document.version > known.get().version => {
                    drop(known.insert(document))
                }
                Entry::Occupied(_) => {}
            }
        }
        let documents: Vec<Document> = documents.into_values().collect();
        index_documents(tx, Kind::Listings, &documents, self.0.platform.clock.now()).await?;
        self.0.match_saved(tx, &live).await
    }

    /// The index lags less than a second behind (S-5).
    fn gathers_for(&self) -> Duration {
        Duration::from_millis(200)
    }
}

struct CountViews(Search);

#[async_trait]
impl TxWork for CountViews {
    async fn run(&self, tx: &mut Tx, job: &Job) -> Result<()> {
        let event: ListingEvent = event_of(job)?;
        let (ListingEvent::ViewsCounted { counts, .. }, Some(envelope)) = (event, &job.event) else {
            return Ok(());
        };
        self.0.count_views(tx, &counts, envelope.occurred_at).await
    }
}

struct ForgetUser;

#[async_trait]
impl TxWork for ForgetUser {
    async fn run(&self, tx: &mut Tx, job: &Job) -> Result<()> {
        match event_of(job)? {
            AccountEvent::Erased { user_id } => store::forget_searches_of(tx, user_id).await,
            _ => Ok(()),
        }
    }
}

struct Tell(Search);

#[async_trait]
impl TxWork for Tell {
    async fn run(&self, tx: &mut Tx, _: &Job) -> Result<()> {
        self.0.tell_matches(tx).await
    }
}

struct RefreshTrending(Search);

#[async_trait]
impl TxWork for RefreshTrending {
    async fn run(&self, tx: &mut Tx, _: &Job) -> Result<()> {
        self.0.refresh_trending(tx).await
    }
}

struct IndexBusiness(Search);

#[async_trait]
impl TxWork for IndexBusiness {
    async fn run(&self, tx: &mut Tx, job: &Job) -> Result<()> {
        let event: AccountEvent = event_of(job)?;
        let (categories, now) = (self.0.categories().await?, self.0.platform.clock.now());
        match event {
            AccountEvent::BusinessCreated(business) => {
                if let Some(founder) = job.event.as_ref().and_then(|event| event.actor) {
                    store::keep_as(tx, founder, business.card.id).await?;
                }
                index_business(tx, &business, &categories, now).await
            }
            AccountEvent::BusinessUpdated(business) | AccountEvent::BusinessVerified(business) => {
                index_business(tx, &business, &categories, now).await
            }
            AccountEvent::BusinessDeleted { business_id } => hide_business(tx, business_id).await,
            AccountEvent::BusinessRestored(business) => {
                restore_business(tx, &business, &categories, now).await
            }
            _ => Ok(()),
        }
    }
}

struct Tidy(Search);

#[async_trait]
impl TxWork for Tidy {
    async fn run(&self, tx: &mut Tx, _: &Job) -> Result<()> {
        self.0.tidy(tx).await
    }
}
