use chrono::{NaiveDate, TimeDelta};
use kernel::{Actor, ListingId};
use platform::Result;

use crate::model::Listing;
use crate::rights::ReadStatistics;
use crate::state::{Listings, resource};
use crate::store::{self, Day};

/// Days that can be asked about.
pub const MOST_DAYS: i64 = 90;

/// How a paid slot did beside the others.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct SlotShare {
    /// Times it was shown in its slot.
    pub shown: i64,
    /// Times all slots together were shown in the same hours.
    pub all: i64,
    /// How many listings share the slots at this moment, this one included.
    pub slots: i64,
}

impl SlotShare {
    /// Its part of all, in percent.
    #[must_use]
    pub fn percent(&self) -> f64 {
        percent(self.shown, self.all)
    }

    /// What an even share would be at this moment, in percent.
    #[must_use]
    pub fn even_percent(&self) -> f64 {
        100.0 / self.slots.max(1) as f64
    }
}

/// How a listing does.
#[derive(Debug, Clone)]
pub struct Statistics {
    /// It.
    pub listing: Listing,
    /// Every day of the time asked about, in order.
    pub days: Vec<Day>,
    /// Times anything was shown in lists on those of these days on which the listing was there.
    pub shown_in_all: i64,
    /// Set while it has a paid slot, or had one in this life.
    pub slot: Option<SlotShare>,
}

fn percent(part: i64, all: i64) -> f64 {
    if all > 0 { part as f64 * 100.0 / all as f64 } else { 0.0 }
}

impl Statistics {
    /// The listing's part of everything that was shown, in percent.
    #[must_use]
    pub fn share_percent(&self) -> f64 {
        percent(self.total(|day| day.shown), self.shown_in_all)
    }

    /// All days together.
    #[must_use]
    pub fn total(&self, of: fn(&Day) -> i64) -> i64 {
        self.days.iter().map(of).sum()
    }
}

impl Listings {
    /// How one's own listing did on the last `days` days (L-5, L-9).
    ///
    /// # Errors
    /// 403 for others, 404.
    pub async fn statistics(&self, actor: &Actor, id: ListingId, days: i64) -> Result<Statistics> {
        let detail = self.detail_for(actor, id).await?;
        let (listing, now) = (detail.listing.clone(), self.now());
        self.platform.policies.check::<ReadStatistics>(actor, &resource(&listing, now))?;
        let today = now.date_naive();
        let since = today - TimeDelta::days(days.clamp(1, MOST_DAYS) - 1);
        let mut tx = self.begin(actor).await?;
        let known = store::days(&mut tx, id, since).await?;
        // Before it was there, nothing could be shown of it.
        let there_since = since.max(listing.created_at.date_naive());
        let shown_in_all = store::shown_in_all(&mut tx, there_since).await?;
        let slot = match listing.featured {
            None => None,
            Some(window) => {
                let (shown, all, slots) = store::slot_share(&mut tx, id, window, now).await?;
                Some(SlotShare { shown, all, slots })
            }
        };
        tx.rollback().await?;
        Ok(Statistics { listing, days: whole(since, today, &known), shown_in_all, slot })
    }
}

/// Every day from `since` to `today`, those on which nothing happened included.
fn whole(since: NaiveDate, today: NaiveDate, known: &[Day]) -> Vec<Day> {
    let nothing = |day| Day { day, shown: 0, featured: 0, views: 0, contacts: 0, saves: 0 };
    let day =
        |day: NaiveDate| known.iter().find(|known| known.day == day).copied().unwrap_or_else(|| nothing(day));
    since.iter_days().take_while(|day| *day <= today).map(day).collect()
}
