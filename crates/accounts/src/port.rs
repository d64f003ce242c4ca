//! What other domains may ask about businesses and people.

use std::collections::{HashMap, HashSet};

use async_trait::async_trait;
use contracts::PortError;
use contracts::accounts::{
    BusinessCard, BusinessSnapshot, BusinessStanding, BusinessesPort, PeoplePort, PersonCard, Reach,
};
use contracts::media::PictureUserPort;
use kernel::{BusinessId, MediaId, Slug, UserId};
use platform::Error;

use crate::Accounts;
use crate::model::business::BusinessKey;
use crate::store;

fn failed(error: Error) -> PortError {
    PortError { domain: "accounts", reason: error.to_string() }
}

#[async_trait]
impl BusinessesPort for Accounts {
    async fn businesses(&self, ids: &[BusinessId]) -> Result<HashMap<BusinessId, BusinessCard>, PortError> {
        if ids.is_empty() {
            return Ok(HashMap::new());
        }
        let mut conn = self.db.read().await.map_err(failed)?;
        let cards = store::businesses::cards(&mut conn, ids).await.map_err(failed)?;
        Ok(cards.into_iter().map(|card| (card.id, card)).collect())
    }

    async fn by_slug(&self, slug: &Slug) -> Result<Option<BusinessSnapshot>, PortError> {
        let mut conn = self.db.read().await.map_err(failed)?;
        let found =
            store::businesses::find(&mut conn, &BusinessKey::Slug(slug.clone())).await.map_err(failed)?;
        Ok(found.map(|business| business.snapshot()))
    }

    async fn standings(
        &self,
        ids: &[BusinessId],
    ) -> Result<HashMap<BusinessId, BusinessStanding>, PortError> {
        let mut conn = self.db.read().await.map_err(failed)?;
        Ok(store::businesses::standings(&mut conn, ids).await.map_err(failed)?.into_iter().collect())
    }

    async fn page(&self, after: Option<BusinessId>, limit: i64) -> Result<Vec<BusinessSnapshot>, PortError> {
        let mut conn = self.db.read().await.map_err(failed)?;
        let page = store::businesses::page(&mut conn, after, limit).await.map_err(failed)?;
        Ok(page.iter().map(crate::model::business::Business::snapshot).collect())
    }
}

#[async_trait]
impl PeoplePort for Accounts {
    async fn people(&self, ids: &[UserId]) -> Result<HashMap<UserId, PersonCard>, PortError> {
        if ids.is_empty() {
            return Ok(HashMap::new());
        }
        let mut tx = self.db.begin_system().await.map_err(failed)?;
        let cards = store::people::cards(&mut tx, ids).await.map_err(failed)?;
        Ok(cards.into_iter().map(|card| (card.id, card)).collect())
    }

    async fn teams(&self, ids: &[BusinessId]) -> Result<HashMap<BusinessId, Vec<PersonCard>>, PortError> {
        if ids.is_empty() {
            return Ok(HashMap::new());
        }
        let mut tx = self.db.begin_system().await.map_err(failed)?;
        let mut teams: HashMap<BusinessId, Vec<PersonCard>> = HashMap::new();
        for card in store::people::teams(&mut tx, ids).await.map_err(failed)? {
            if let Some(business) = card.business_id {
                teams.entry(business).or_default().push(card);
            }
        }
        Ok(teams)
    }

    async fn reach(&self, ids: &[UserId]) -> Result<HashMap<UserId, Reach>, PortError> {
        let mut tx = self.db.begin_system().await.map_err(failed)?;
        store::contacts::proved(&mut tx, ids).await.map_err(failed)
    }
}

#[async_trait]
impl PictureUserPort for Accounts {
    async fn used(&self, ids: &[MediaId]) -> Result<HashSet<MediaId>, PortError> {
        // Deleted businesses count, which may come back.
        let mut tx = self.db.begin_system().await.map_err(failed)?;
        let logos = store::businesses::logos_among(&mut tx, ids).await.map_err(failed)?;
        Ok(logos.into_iter().collect())
    }
}
