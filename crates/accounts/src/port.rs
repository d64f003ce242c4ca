//! What other domains may ask about businesses.

use std::collections::HashMap;

use async_trait::async_trait;
use contracts::PortError;
use contracts::accounts::{BusinessCard, BusinessSnapshot, BusinessesPort};
use kernel::{BusinessId, Slug};
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

    async fn page(&self, after: Option<BusinessId>, limit: i64) -> Result<Vec<BusinessSnapshot>, PortError> {
        let mut conn = self.db.read().await.map_err(failed)?;
        let page = store::businesses::page(&mut conn, after, limit).await.map_err(failed)?;
        Ok(page.iter().map(crate::model::business::Business::snapshot).collect())
    }
}
