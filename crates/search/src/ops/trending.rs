//! What people look at most, lately.

use chrono::{DateTime, DurationRound, TimeDelta, Utc};
use contracts::listings::{ListingCard, ViewCount};
use kernel::Country;
use platform::{Error, Result, Tx};

use crate::document::quoted;
use crate::request::Kind;
use crate::{Search, TRENDED, filter, store};

/// Fewer people than these in a day do not make a trend. Guests behind one address count as five at most.
const LEAST_PEOPLE: i64 = 30;
/// Nor do people from fewer accounts and addresses than these: whoever wants to be a crowd needs many of them, while a
/// crowd that shares some addresses is still one.
const LEAST_SOURCES: i64 = 20;
/// More people than these in an hour count as that many, so that one crowd does not fill the list for a day.
const MOST_PEOPLE_AN_HOUR: i64 = 200;
/// Interest older than this is of no use.
pub const ENGAGEMENT_KEPT: TimeDelta = TimeDelta::hours(49);

/// Which trending listings somebody asks for.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct Trend {
    /// In this country.
    pub country: Option<Country>,
    /// In this category or below it.
    pub category: Option<String>,
    /// At most so many.
    pub limit: i64,
}

impl Search {
    /// Takes over how many different people have looked at listings. Who they are was told apart where they looked.
    pub(crate) async fn count_views(
        &self,
        tx: &mut Tx,
        counts: &[ViewCount],
        at: DateTime<Utc>,
    ) -> Result<()> {
        let hour = at.duration_trunc(TimeDelta::hours(1)).map_err(Error::internal)?;
        store::add_engagement(tx, counts, hour, MOST_PEOPLE_AN_HOUR).await
    }

    /// Works out what is trending; once a minute.
    pub(crate) async fn refresh_trending(&self, tx: &mut Tx) -> Result<()> {
        let part = store::parts(tx, Kind::Listings).await?.live;
        let least = (LEAST_PEOPLE, LEAST_SOURCES);
        store::refresh_trending(tx, part, least, self.platform.clock.now()).await?;
        tx.announce(TRENDED, "").await
    }

    /// Trending listings that may be shown at this moment, the hottest first.
    pub(crate) async fn trending(&self, trend: &Trend) -> Result<Vec<ListingCard>> {
        let load = || async {
            let mut filters: Vec<String> = Vec::new();
            filters.extend(trend.country.map(|country| quoted(&filter::country(country))));
            filters.extend(trend.category.as_deref().map(|slug| quoted(&filter::category(slug))));
            let filters = (!filters.is_empty()).then(|| filters.join("&"));
            let part = self.live_part(Kind::Listings).await?;
            let now = self.platform.clock.now();
            let mut connection = self.index.db.read().await?;
            store::trending(&mut connection, part, filters.as_deref(), trend.limit, now).await.map(Into::into)
        };
        let ids = self.caches.trending.get_or_load(trend.clone(), load).await?;
        let ids: Vec<_> = ids.iter().map(|id| (*id).into()).collect();
        let now = self.platform.clock.now();
        let mut cards = self.ports.listings.cards(&ids).await?;
        Ok(ids.iter().filter_map(|id| cards.remove(id)).filter(|card| card.expires_at > now).collect())
    }
}
