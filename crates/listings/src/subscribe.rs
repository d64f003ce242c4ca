//! What this domain does when it hears of others: cards carry the name of their business.

use async_trait::async_trait;
use contracts::accounts::AccountEvent;
use contracts::listings::{ListingEvent, Seller};
use kernel::Actor;
use platform::jobs::{Job, TxWork};
use platform::{Error, Result, Tx};

use crate::state::{Listings, snapshot};
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
