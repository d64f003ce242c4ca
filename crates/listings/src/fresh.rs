//! New listings that have yet to be shown often enough (L-5). One place in five of the feed is theirs once they have
//! sunk below what a reader sees anyway, the oldest first, until each has been shown [`store::ENOUGH`] times.

use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, Utc};
use platform::cache::Told;
use platform::{Error, Result};

use crate::filter::Filter;
use crate::live::{Live, LiveCard};
use crate::shelves::is_shelved;
use crate::store;

/// How old what is kept may be; counts are written as seldom.
const LONGEST: Duration = Duration::from_secs(10);
/// Listings kept of each filter: what a feed lifts up in that time.
const ROOM: i64 = 32;

/// A new listing.
#[derive(Debug, Clone)]
pub struct FreshCard {
    /// It.
    pub live: Arc<LiveCard>,
    /// Times it had been shown when this was read.
    shown: i32,
    /// Times that had not been written at that moment, and may be in `shown` by the next.
    waiting: u32,
}

impl FreshCard {
    /// Whether it has yet to be shown often enough.
    #[must_use]
    pub fn wants_more(&self) -> bool {
        let since = self.live.shown.waiting().max(self.waiting);
        i64::from(self.shown) + i64::from(since) < i64::from(store::ENOUGH)
    }
}

/// The new listings of each filter. Cheap to clone.
#[derive(Clone)]
pub struct Fresh {
    live: Live,
    kept: moka::future::Cache<Filter, Arc<Vec<FreshCard>>>,
    told: Told,
}

impl Fresh {
    /// Nothing is read yet.
    #[must_use]
    pub fn new(live: Live) -> Self {
        let told = Told::new("listings.fresh");
        let leaving = told.clone();
        let kept = moka::future::Cache::builder()
            .name("listings.fresh")
            .max_capacity(2000)
            .time_to_live(LONGEST)
            .eviction_listener(move |_, _, cause| leaving.left(cause))
            .build();
        Self { live, kept, told }
    }

    /// Those that pass `filter`, the oldest first. One business's own list lifts nothing up.
    ///
    /// # Errors
    /// 503.
    pub async fn of(&self, filter: &Filter, now: DateTime<Utc>) -> Result<Arc<Vec<FreshCard>>> {
        if !is_shelved(filter) || filter.business.is_some() {
            return Ok(Arc::default());
        }
        if let Some(kept) = self.kept.get(filter).await {
            self.told.count(1, 0);
            return Ok(kept);
        }
        self.told.count(0, 1);
        self.told.size((self.kept.entry_count(), self.kept.weighted_size()));
        let load = async {
            let mut db = self.live.db().read().await?;
            let rows = store::fresh(&mut db, filter, ROOM, now).await?;
            drop(db);
            let card = |row: store::FreshRow| {
                let live = self.live.share(row.live)?;
                Ok(FreshCard { shown: row.shown, waiting: live.shown.waiting(), live })
            };
            Ok(Arc::new(rows.into_iter().map(card).collect::<Result<Vec<_>>>()?))
        };
        let kept = self.kept.try_get_with_by_ref(filter, load).await;
        kept.map_err(|shared: Arc<Error>| Error::unavailable(shared.to_string()))
    }

    /// Forgets what is kept.
    pub fn clear(&self) {
        self.kept.invalidate_all();
    }
}
