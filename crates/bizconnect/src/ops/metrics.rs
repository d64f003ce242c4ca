use chrono::TimeDelta;
use kernel::{Actor, MarketCode, Role};
use platform::Result;
use platform::policy::Resource;

use crate::error::ConnectionsError;
use crate::rights::MeasureConnections;
use crate::state::BizConnect;
use crate::store;
use crate::store::metrics::Week;

impl BizConnect {
    /// How connecting went in the last weeks: for a member, of their business by its own clock; for an admin, of all
    /// together in UTC.
    ///
    /// # Errors
    /// 503.
    pub async fn connection_metrics(
        &self,
        actor: &Actor,
        market: Option<&MarketCode>,
        weeks: i64,
    ) -> Result<Vec<Week>> {
        self.platform.policies.check::<MeasureConnections>(actor, &Resource::platform())?;
        let now = self.now();
        let since = now - TimeDelta::weeks(weeks);
        let admin = actor.user().is_some_and(|user| user.role == Role::Admin);
        let (mut tx, business) = if admin {
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
        let mut found = store::metrics::weeks(&mut tx, business, &zone, since, now).await?;
        tx.rollback().await?;
        if let Some(market) = market {
            found.retain(|week| week.market == market.as_str());
        }
        Ok(found)
    }
}
