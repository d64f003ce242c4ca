//! What this domain hears of others: the read model follows, and a new business is told to those it fits.

use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use contracts::accounts::AccountEvent;
use contracts::listings::ListingEvent;
use platform::jobs::{Handler, Job, RemoteWork, TxWork, Work, enqueue};
use platform::{Error, Result, Tx};

use crate::state::BizConnect;
use crate::store;

const TELL: &str = "bizconnect.tell_matches";

pub(crate) fn handlers(connections: &BizConnect) -> Vec<Handler> {
    vec![
        Handler {
            name: "bizconnect.know_business",
            hears: &[
                "business.created",
                "business.updated",
                "business.verified",
                "business.restored",
                "business.deleted",
            ],
            work: Work::InTx(Arc::new(KnowBusiness(connections.clone()))),
        },
        Handler {
            name: "bizconnect.know_listing",
            hears: &[
                "listing.created",
                "listing.updated",
                "listing.approved",
                "listing.rejected",
                "listing.featured",
                "listing.expiring",
                "listing.expired",
                "listing.withdrawn",
            ],
            work: Work::InTx(Arc::new(KnowListing(connections.clone()))),
        },
        Handler {
            name: "bizconnect.know_languages",
            hears: &["user.updated", "business.created", "business.updated", "business.restored"],
            work: Work::Remote(Arc::new(KnowLanguages(connections.clone()))),
        },
        Handler { name: TELL, hears: &[], work: Work::InTx(Arc::new(TellMatches(connections.clone()))) },
    ]
}

struct KnowBusiness(BizConnect);

#[async_trait]
impl TxWork for KnowBusiness {
    async fn run(&self, tx: &mut Tx, job: &Job) -> Result<()> {
        let event = job.event.as_ref().ok_or_else(|| Error::internal("a delivery without its event"))?;
        let now = self.0.now();
        match event.decode().map_err(Error::internal)? {
            AccountEvent::BusinessCreated(business) => {
                store::businesses::write(tx, std::slice::from_ref(&*business), now).await?;
                let id = business.card.id;
                enqueue(tx, TELL, &format!("business:{id}"), &id, now).await
            }
            AccountEvent::BusinessUpdated(business)
            | AccountEvent::BusinessVerified(business)
            | AccountEvent::BusinessRestored(business) => {
                store::businesses::write(tx, std::slice::from_ref(&*business), now).await
            }
            AccountEvent::BusinessDeleted { business_id } => store::businesses::remove(tx, business_id).await,
            _ => Ok(()),
        }
    }
}

/// Who acts for a business, and in which language, is known by another domain.
struct KnowLanguages(BizConnect);

#[async_trait]
impl RemoteWork for KnowLanguages {
    async fn run(&self, job: &Job) -> Result<()> {
        let event = job.event.as_ref().ok_or_else(|| Error::internal("a delivery without its event"))?;
        match event.decode().map_err(Error::internal)? {
            AccountEvent::Updated { user_id } => self.0.learn_languages_around(user_id).await,
            AccountEvent::BusinessCreated(business)
            | AccountEvent::BusinessUpdated(business)
            | AccountEvent::BusinessRestored(business) => self.0.learn_languages(&[business.card.id]).await,
            _ => Ok(()),
        }
    }
}

struct KnowListing(BizConnect);

#[async_trait]
impl TxWork for KnowListing {
    async fn run(&self, tx: &mut Tx, job: &Job) -> Result<()> {
        self.run_all(tx, std::slice::from_ref(job)).await
    }

    async fn run_all(&self, tx: &mut Tx, jobs: &[Job]) -> Result<()> {
        let mut listings = Vec::new();
        for job in jobs {
            let event = job.event.as_ref().ok_or_else(|| Error::internal("a delivery without its event"))?;
            let event: ListingEvent = event.decode().map_err(Error::internal)?;
            listings.extend(event.listing().cloned());
        }
        store::businesses::write_listings(tx, &listings, self.0.now()).await
    }

    fn gathers_for(&self) -> Duration {
        Duration::from_millis(500)
    }
}

struct TellMatches(BizConnect);

#[async_trait]
impl TxWork for TellMatches {
    async fn run(&self, tx: &mut Tx, job: &Job) -> Result<()> {
        let new = serde_json::from_value(job.payload.clone()).map_err(Error::internal)?;
        self.0.tell_matches(tx, new).await
    }
}
