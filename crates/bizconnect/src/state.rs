use std::collections::HashMap;
use std::sync::Arc;

use chrono::{DateTime, NaiveDate, Utc};
use contracts::accounts::{BusinessCard, BusinessesPort, PeoplePort};
use contracts::listings::{CategoryName, ListingsPort};
use kernel::{Actor, BusinessId, Language, MarketCode, Membership};
use platform::cache::{Cache, Warmth};
use platform::changes::Change;
use platform::{Db, Platform, Result};

use crate::error::ConnectionsError;
use crate::model::allowance::LocalDay;
use crate::model::market::{CorridorRule, Market};
use crate::model::score::{Knowledge, Scored};
use crate::store;

/// What this domain asks others.
#[derive(Clone)]
pub struct Ports {
    /// Cards, and everything for a rebuild.
    pub businesses: Arc<dyn BusinessesPort>,
    /// Who acts for a business.
    pub people: Arc<dyn PeoplePort>,
    /// Category names, and everything for a rebuild.
    pub listings: Arc<dyn ListingsPort>,
}

/// The domain: state of its handlers, and the port that others ask. Cheap to clone.
#[derive(Clone)]
pub struct BizConnect {
    pub(crate) platform: Arc<Platform>,
    pub(crate) db: Db,
    pub(crate) ports: Ports,
    markets: Cache<(), Arc<Vec<Market>>>,
    rules: Cache<(), Arc<Vec<CorridorRule>>>,
    knowledge: Cache<(), Arc<Knowledge>>,
    categories: Cache<(), Arc<Vec<CategoryName>>>,
    pub(crate) rankings: Cache<RankingKey, Arc<Vec<Scored>>>,
}

/// Whose ranking, in which market, on which day.
pub(crate) type RankingKey = (BusinessId, MarketCode, NaiveDate);

/// Rankings that are kept; one is some 20 KB.
const RANKINGS: u64 = 1000;

impl BizConnect {
    /// The domain on its database; caches hear of every change from now on.
    #[must_use]
    pub fn new(platform: &Arc<Platform>, ports: Ports) -> Self {
        let connections = Self {
            platform: platform.clone(),
            db: platform.db("bizconnect"),
            ports,
            markets: Cache::new("bizconnect.markets", 1, Warmth::Hot, |(), _| 1),
            rules: Cache::new("bizconnect.rules", 1, Warmth::Hot, |(), _| 1),
            knowledge: Cache::new("bizconnect.knowledge", 1, Warmth::Hot, |(), _| 1),
            categories: Cache::new("bizconnect.categories", 1, Warmth::Hot, |(), _| 1),
            rankings: Cache::new("bizconnect.rankings", RANKINGS, Warmth::Hot, |_, _| 1),
        };
        let hearer = connections.clone();
        platform.changes.hear(move |change| {
            // Rankings live for five minutes and are filtered whenever they are read, so one more or less connection
            // or listing need not empty them.
            if *change == Change::Everything {
                hearer.markets.clear();
                hearer.rules.clear();
                hearer.knowledge.clear();
                hearer.categories.clear();
                hearer.rankings.clear();
            }
        });
        connections
    }

    pub(crate) fn now(&self) -> DateTime<Utc> {
        self.platform.clock.now()
    }

    /// The markets that are open, in their order.
    pub(crate) async fn markets(&self) -> Result<Arc<Vec<Market>>> {
        let load = || async { Ok(Arc::new(store::data::markets(&mut *self.db.read().await?).await?)) };
        self.markets.get_or_load((), load).await
    }

    /// The market of this code.
    pub(crate) async fn market(&self, code: &MarketCode) -> Result<Market> {
        let markets = self.markets().await?;
        let found = markets.iter().find(|market| market.code == *code).cloned();
        Ok(found.ok_or(ConnectionsError::NoSuchMarket)?)
    }

    pub(crate) async fn rules(&self) -> Result<Arc<Vec<CorridorRule>>> {
        let load = || async { Ok(Arc::new(store::data::corridor_rules(&mut *self.db.read().await?).await?)) };
        self.rules.get_or_load((), load).await
    }

    pub(crate) async fn knowledge(&self) -> Result<Arc<Knowledge>> {
        let load = || async { Ok(Arc::new(store::data::knowledge(&mut *self.db.read().await?).await?)) };
        self.knowledge.get_or_load((), load).await
    }

    pub(crate) async fn categories(&self) -> Result<Arc<Vec<CategoryName>>> {
        let load = || async { Ok(Arc::new(self.ports.listings.categories().await?)) };
        self.categories.get_or_load((), load).await
    }

    /// The category's name in the reader's language; its slug when there is none.
    pub(crate) fn category_name(categories: &[CategoryName], slug: &str, language: Language) -> String {
        let named = categories.iter().find(|category| category.slug == slug);
        let name = named.and_then(|category| {
            category.names.get(language.code()).or_else(|| category.names.get("en")).cloned()
        });
        name.unwrap_or_else(|| slug.to_owned())
    }

    /// The cards of these businesses; what is gone is left out.
    pub(crate) async fn cards(&self, ids: &[BusinessId]) -> Result<HashMap<BusinessId, BusinessCard>> {
        if ids.is_empty() {
            return Ok(HashMap::new());
        }
        Ok(self.ports.businesses.businesses(ids).await?)
    }

    /// The card of one business that is there.
    pub(crate) async fn card(&self, id: BusinessId) -> Result<Option<BusinessCard>> {
        Ok(self.cards(&[id]).await?.remove(&id))
    }

    /// The business that the actor acts for.
    pub(crate) fn member(actor: &Actor) -> Result<&Membership> {
        Ok(actor.membership().ok_or(ConnectionsError::NotFound)?)
    }

    /// Today where a business is. Before its first event has come, its country's clock counts.
    pub(crate) async fn local_day(&self, business: &BusinessCard) -> Result<LocalDay> {
        let known = store::businesses::zone(&mut *self.db.read().await?, business.id).await?;
        let country = business.country.and_then(kernel::places::country);
        let zone = known.or(country.map(|country| country.time_zone.clone()));
        Ok(LocalDay::at(self.now(), zone.as_deref().unwrap_or("UTC")))
    }
}
