use chrono::{Datelike, Days, NaiveDate};
use kernel::{Actor, MarketCode};
use platform::Result;
use platform::policy::Resource;

use crate::error::ConnectionsError;
use crate::model::allowance::LocalDay;
use crate::rights::{MeasureAllConnections, MeasureConnections};
use crate::state::BizConnect;
use crate::store;
use crate::store::metrics::Week;

/// How connecting went.
#[derive(Debug, Clone)]
pub struct Metrics {
    /// Weeks in which there was anything, the newest first, by market.
    pub weeks: Vec<Week>,
    /// All of them together, by market.
    pub totals: Vec<Week>,
    /// The Monday of the week that it is.
    pub this_week: NaiveDate,
}

impl BizConnect {
    /// How connecting went in the last weeks, this one included: for a member, of their business by its own clock; for an
    /// admin, of all together in UTC.
    ///
    /// # Errors
    /// 503.
    pub async fn connection_metrics(
        &self,
        actor: &Actor,
        market: Option<&MarketCode>,
        weeks: i32,
    ) -> Result<Metrics> {
        self.platform.policies.check::<MeasureConnections>(actor, &Resource::platform())?;
        let now = self.now();
        let of_all = self.platform.policies.allows::<MeasureAllConnections>(actor, &Resource::platform());
        let (mut tx, business) = if of_all {
            (self.db.begin_system().await?, None)
        } else {
            let business = actor.business_id().ok_or(ConnectionsError::NotFound)?;
            (self.db.begin(actor).await?, Some(business))
        };
        let zone = match business {
            Some(business) => store::businesses::zone(&mut tx, business).await?,
            None => None,
        };
        let zone = zone.unwrap_or_else(|| "UTC".to_owned());
        let mut found = store::metrics::weeks(&mut tx, business, &zone, weeks, now).await?;
        tx.rollback().await?;
        if let Some(market) = market {
            found.retain(|week| week.market == market.as_str());
        }
        let (weeks, totals) = found.into_iter().partition(|week| week.week.is_some());
        let today = LocalDay::at(now, &zone).date;
        let this_week = today - Days::new(u64::from(today.weekday().num_days_from_monday()));
        Ok(Metrics { weeks, totals, this_week })
    }
}
