//! What other domains may ask.

use std::collections::{HashMap, HashSet};

use async_trait::async_trait;
use contracts::PortError;
use contracts::listings::{CategoryName, ListingCard, ListingSnapshot, ListingsPort};
use contracts::media::PictureUserPort;
use kernel::{Actor, BusinessId, ListingId, MediaId};
use platform::http::ClientIp;
use platform::{Error, Result};

use crate::feed::Wanted;
use crate::filter::{Filter, Sort};
use crate::interest::Interest;
use crate::state::{Listings, snapshot};
use crate::store;
use crate::viewer::Viewer;

fn told(error: &Error) -> PortError {
    PortError { domain: "listings", reason: error.to_string() }
}

impl Listings {
    async fn cards_by_id(&self, ids: &[ListingId]) -> Result<HashMap<ListingId, ListingCard>> {
        let now = self.now();
        let found = self.live.by_ids(ids, now).await?;
        found.into_iter().map(|(id, live)| Ok((id, live.card(now)?))).collect()
    }

    pub(crate) async fn newest_of(&self, business: BusinessId, limit: i64) -> Result<Vec<ListingCard>> {
        let filter = Filter { business: Some(business), ..Filter::default() };
        let wanted =
            Wanted { filter: &filter, sort: Sort::Newest, radius_m: None, limit, after: None, seed: 0 };
        let now = self.now();
        let mut cards =
            self.list(wanted).await?.items.iter().map(|shown| shown.card(now)).collect::<Result<Vec<_>>>()?;
        cards.sort_by_key(|card| std::cmp::Reverse((card.activated_at, card.id)));
        Ok(cards)
    }

    async fn note_contact(&self, by: &Actor, id: ListingId) -> Result<()> {
        let detail = self.live_detail(id).await?;
        // Whoever writes is signed in, so it does not matter from where.
        let viewer = Viewer::new(&self.platform.keys, by, ClientIp::default(), b"", self.now());
        self.note_interest(by, viewer, (id, detail.listing.business.id), Interest::Contact);
        Ok(())
    }

    async fn snapshots(&self, after: Option<ListingId>, limit: i64) -> Result<Vec<ListingSnapshot>> {
        let (tree, now) = (self.tree().await?, self.now());
        let mut tx = self.db.begin_system().await?;
        let listings = store::page(&mut tx, after, limit).await?;
        tx.rollback().await?;
        Ok(listings.iter().map(|listing| snapshot(listing, &tree, now)).collect())
    }

    async fn pictures_named(&self, ids: &[MediaId]) -> Result<HashSet<MediaId>> {
        let mut tx = self.db.begin_system().await?;
        let named = store::pictures_named(&mut tx, ids).await?;
        tx.rollback().await?;
        Ok(named.into_iter().collect())
    }
}

#[async_trait]
impl ListingsPort for Listings {
    async fn cards(&self, ids: &[ListingId]) -> Result<HashMap<ListingId, ListingCard>, PortError> {
        self.cards_by_id(ids).await.map_err(|error| told(&error))
    }

    async fn of_business(&self, business: BusinessId, limit: i64) -> Result<Vec<ListingCard>, PortError> {
        self.newest_of(business, limit.clamp(1, 100)).await.map_err(|error| told(&error))
    }

    async fn page(&self, after: Option<ListingId>, limit: i64) -> Result<Vec<ListingSnapshot>, PortError> {
        self.snapshots(after, limit).await.map_err(|error| told(&error))
    }

    async fn saved(&self, by: &Actor, ids: &[ListingId]) -> Result<HashSet<ListingId>, PortError> {
        let saved = self.saved_among(by, ids).await.map_err(|error| told(&error))?;
        Ok(saved.into_iter().collect())
    }

    async fn categories(&self) -> Result<Vec<CategoryName>, PortError> {
        let tree = self.tree().await.map_err(|error| told(&error))?;
        let names = tree.all().iter().filter(|category| category.active).map(|category| CategoryName {
            slug: category.slug.clone(),
            parent: category.parent.clone(),
            names: category.names.clone(),
            glyph: category.glyph.clone(),
        });
        Ok(names.collect())
    }

    async fn contacted(&self, by: &Actor, listing: ListingId) -> Result<(), PortError> {
        self.note_contact(by, listing).await.map_err(|error| told(&error))
    }
}

#[async_trait]
impl PictureUserPort for Listings {
    async fn used(&self, ids: &[MediaId]) -> Result<HashSet<MediaId>, PortError> {
        self.pictures_named(ids).await.map_err(|error| told(&error))
    }
}
