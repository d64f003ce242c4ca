//! What search does when others tell of a change.

use std::sync::Arc;

use async_trait::async_trait;
use contracts::accounts::AccountEvent;
use contracts::listings::ListingEvent;
use platform::jobs::{Handler, Job, TxWork, Work};
use platform::{Error, Result, Tx};

use crate::document::{VERIFIED_HEAD_START, of_business, of_listing};
use crate::ops::index::index_documents;
use crate::request::Kind;
use crate::{Search, store};

/// The hourly job.
pub const TIDY: &str = "search.tidy";

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
                "listing.expiring",
                "listing.expired",
                "listing.withdrawn",
            ],
            work: Work::InTx(Arc::new(IndexListing(search.clone()))),
        },
        Handler {
            name: "search.index_business",
            hears: &["business.created", "business.updated", "business.verified"],
            work: Work::InTx(Arc::new(IndexBusiness(search.clone()))),
        },
        Handler { name: TIDY, hears: &[], work: Work::InTx(Arc::new(Tidy(search.clone()))) },
    ]
}

struct IndexListing(Search);

#[async_trait]
impl TxWork for IndexListing {
    async fn run(&self, tx: &mut Tx, job: &Job) -> Result<()> {
        let event = job.event.as_ref().ok_or_else(|| Error::internal("a delivery without its event"))?;
        let event: ListingEvent = event.decode().map_err(Error::internal)?;
        let Some(listing) = event.listing() else { return Ok(()) };
        let document = of_listing(listing, &*self.0.categories().await?);
        index_documents(tx, Kind::Listings, &[document]).await
    }
}

struct IndexBusiness(Search);

#[async_trait]
impl TxWork for IndexBusiness {
    async fn run(&self, tx: &mut Tx, job: &Job) -> Result<()> {
        let event = job.event.as_ref().ok_or_else(|| Error::internal("a delivery without its event"))?;
        let event: AccountEvent = event.decode().map_err(Error::internal)?;
        let (AccountEvent::BusinessCreated(business)
        | AccountEvent::BusinessUpdated(business)
        | AccountEvent::BusinessVerified(business)) = event
        else {
            return Ok(());
        };
        let document = of_business(&business, &*self.0.categories().await?);
        index_documents(tx, Kind::Businesses, &[document]).await?;
        let parts = store::parts_to_write(tx, Kind::Listings).await?;
        for part in [Some(parts.live), parts.building].into_iter().flatten() {
            store::write_trust(tx, part, business.card.id, business.card.verified, VERIFIED_HEAD_START)
                .await?;
        }
        Ok(())
    }
}

struct Tidy(Search);

#[async_trait]
impl TxWork for Tidy {
    async fn run(&self, tx: &mut Tx, _: &Job) -> Result<()> {
        self.0.tidy(tx).await
    }
}
