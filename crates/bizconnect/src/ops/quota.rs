use contracts::accounts::BusinessCard;
use kernel::{Actor, MarketCode, PlanLevel};
use platform::{Result, Tx};

use crate::error::ConnectionsError;
use crate::model::allowance::{Allowance, Counted, LocalDay, Period, UsedUp, lifted_by};
use crate::model::market::Hindrance;
use crate::state::BizConnect;
use crate::store;
use crate::store::usage::Counter;

/// What a business may still use today, and until when that holds.
#[derive(Debug, Clone, PartialEq)]
pub struct Standing {
    /// What is counted.
    pub counted: Counted,
    /// What its plan gives.
    pub allowance: Allowance,
    /// Used today.
    pub used_day: i32,
    /// Used this month.
    pub used_month: i32,
    /// Today, by its own clock.
    pub day: LocalDay,
}

impl Standing {
    /// How many are left at this moment; none means no limit.
    #[must_use]
    pub fn left(&self) -> Option<i32> {
        let day = self.allowance.per_day.map(|limit| (limit - self.used_day).max(0));
        let month = self.allowance.per_month.map(|limit| (limit - self.used_month).max(0));
        match (day, month) {
            (Some(day), Some(month)) => Some(day.min(month)),
            (one, other) => one.or(other),
        }
    }
}

fn counter<'a>(
    business: &BusinessCard,
    market: &'a MarketCode,
    counted: Counted,
    (day, period): (LocalDay, Period),
) -> Counter<'a> {
    Counter { business: business.id, market, counted, period, starts_on: day.start(period) }
}

/// What the plan gives in the market; a plan without a row gives nothing.
fn of_plan(allowances: &[Allowance], plan: PlanLevel) -> Allowance {
    let nothing = Allowance { plan, per_day: Some(0), per_month: Some(0) };
    allowances.iter().find(|allowance| allowance.plan == plan).copied().unwrap_or(nothing)
}

impl BizConnect {
    /// Takes `n` units of the plan's day and month, or fails and takes none: the transaction must be given up then.
    ///
    /// # Errors
    /// 403 `QUOTA_EXCEEDED` with limit, used, reset and what lifts it (B-6).
    pub(crate) async fn take_quota(
        &self,
        tx: &mut Tx,
        (business, plan): (&BusinessCard, PlanLevel),
        market: &MarketCode,
        (counted, n): (Counted, i32),
        day: LocalDay,
    ) -> Result<()> {
        let allowances = store::data::allowances(tx, market, counted).await?;
        let own = of_plan(&allowances, plan);
        for (period, limit) in [(Period::Day, own.per_day), (Period::Month, own.per_month)] {
            let counter = counter(business, market, counted, (day, period));
            if !store::usage::take(tx, counter, n, limit).await? {
                let used = store::usage::used(tx, counter).await?;
                let used_up = UsedUp {
                    counted,
                    period,
                    limit: limit.unwrap_or(i32::MAX),
                    used,
                    resets_at: day.ends(period),
                    lifted_by: lifted_by(&allowances, plan, period),
                };
                return Err(ConnectionsError::UsedUp(Box::new(used_up)).into());
            }
        }
        Ok(())
    }

    /// What was used and is left.
    pub(crate) async fn standing(
        &self,
        tx: &mut Tx,
        (business, plan): (&BusinessCard, PlanLevel),
        market: &MarketCode,
        counted: Counted,
        day: LocalDay,
    ) -> Result<Standing> {
        let allowance = of_plan(&store::data::allowances(tx, market, counted).await?, plan);
        let used =
            [Period::Day, Period::Month].map(|period| counter(business, market, counted, (day, period)));
        Ok(Standing {
            counted,
            allowance,
            used_day: store::usage::used(tx, used[0]).await?,
            used_month: store::usage::used(tx, used[1]).await?,
            day,
        })
    }
}

/// How a business stands in a market.
#[derive(Debug, Clone, PartialEq)]
pub struct InMarket {
    /// Which.
    pub market: MarketCode,
    /// Why it may not ask there.
    pub hindrance: Option<Hindrance>,
    /// What it may use, and has used; nothing where it may not ask.
    pub quotas: Vec<Standing>,
}

impl BizConnect {
    /// How the actor's business stands in every market; nothing for somebody without one.
    ///
    /// # Errors
    /// 503.
    pub async fn standings(&self, actor: &Actor) -> Result<Vec<InMarket>> {
        let Some(membership) = actor.membership() else { return Ok(Vec::new()) };
        let Some(own) = self.card(membership.business_id).await? else { return Ok(Vec::new()) };
        let day = self.local_day(&own).await?;
        let mut tx = self.db.begin(actor).await?;
        let mut standings = Vec::new();
        for market in self.markets().await?.iter() {
            let hindrance = market.admits(own.country, membership.plan).err();
            let mut quotas = Vec::new();
            if hindrance.is_none() {
                for counted in Counted::ALL {
                    let who = (&own, membership.plan);
                    quotas.push(self.standing(&mut tx, who, &market.code, counted, day).await?);
                }
            }
            standings.push(InMarket { market: market.code.clone(), hindrance, quotas });
        }
        tx.rollback().await?;
        Ok(standings)
    }
}
