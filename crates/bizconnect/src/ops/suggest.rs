use std::collections::HashSet;
use std::sync::Arc;

use chrono::NaiveDate;
use contracts::accounts::BusinessCard;
use kernel::{Actor, BusinessId, MarketCode, PlanLevel};
use platform::Result;
use platform::policy::Resource;
use uuid::Uuid;

use crate::error::ConnectionsError;
use crate::model::allowance::{Counted, LocalDay};
use crate::model::connection::QUIET_FOR;
use crate::model::market::Market;
use crate::model::score::{Profile, Scored, Scorer};
use crate::ops::places::{countries, scans, turn};
use crate::ops::quota::Standing;
use crate::rights::ReadConnections;
use crate::state::BizConnect;
use crate::store;

/// How many of a day's ranking are kept.
const RANKED: usize = 300;
/// A place in a day's list.
pub type Place = (f64, BusinessId);

/// Suggestions for a business.
pub struct Suggested {
    /// In which market.
    pub market: Market,
    /// The best first, each with its card.
    pub items: Vec<(Scored, BusinessCard)>,
    /// Where the next page begins; none at the end.
    pub next: Option<Place>,
    /// What may still be seen today.
    pub standing: Standing,
}

impl BizConnect {
    /// Whom the actor's business may want to meet, the best first (B-2, B-3). Each one seen counts once a day against
    /// the plan; what was seen today may be seen again.
    ///
    /// # Errors
    /// 403 `NOT_ELIGIBLE` when the market is not open to the business, `QUOTA_EXCEEDED` when nothing new may be seen.
    pub async fn suggestions(
        &self,
        actor: &Actor,
        market: Option<&MarketCode>,
        after: Option<Place>,
        limit: usize,
    ) -> Result<Suggested> {
        self.platform.policies.check::<ReadConnections>(actor, &Resource::platform())?;
        let membership = Self::member(actor)?;
        let own = self.card(membership.business_id).await?.ok_or(ConnectionsError::NotFound)?;
        let market = self.market_for(market, &own, membership.plan).await?;
        let day = self.local_day(&own).await?;
        let ranked = self.ranking(&own, &market, day.date).await?;
        let excluded = self.excluded(actor, &own, &market.code).await?;
        let wanted = ranked
            .iter()
            .filter(|scored| !excluded.contains(&scored.id.0))
            .filter(|scored| after.is_none_or(|after| follows(scored, after)));
        let page = self.there(wanted.cloned().collect(), limit + 1).await?;
        self.show(actor, (&own, membership.plan), market, (page, limit), day).await
    }

    /// The market that was asked for, or the first that is open to the business.
    async fn market_for(
        &self,
        asked: Option<&MarketCode>,
        own: &BusinessCard,
        plan: PlanLevel,
    ) -> Result<Market> {
        let markets = self.markets().await?;
        let chosen = match asked {
            Some(code) => Some(self.market(code).await?),
            None => markets.iter().find(|market| market.admits(own.country, plan).is_ok()).cloned(),
        };
        let market = chosen.or_else(|| markets.first().cloned()).ok_or(ConnectionsError::NoSuchMarket)?;
        let plans = || market.plans.iter().map(|plan| plan.as_str()).collect();
        market
            .admits(own.country, plan)
            .map_err(|hindrance| ConnectionsError::NotEligible { hindrance, plans: plans() })?;
        Ok(market)
    }

    async fn excluded(
        &self,
        actor: &Actor,
        own: &BusinessCard,
        market: &MarketCode,
    ) -> Result<HashSet<Uuid>> {
        let mut tx = self.db.begin(actor).await?;
        let quiet_since = self.now() - QUIET_FOR;
        let ids = store::candidates::excluded(&mut tx, own.id, market.as_str(), quiet_since).await?;
        tx.rollback().await?;
        Ok(ids.into_iter().collect())
    }

    /// The first `most` of these at which somebody is there to answer: others say what exists and who is suspended.
    async fn there(&self, wanted: Vec<Scored>, most: usize) -> Result<Vec<(Scored, BusinessCard)>> {
        let mut found = Vec::new();
        for batch in wanted.chunks(most.max(1)) {
            let ids: Vec<BusinessId> = batch.iter().map(|scored| scored.id).collect();
            let mut cards = self.cards(&ids).await?;
            let teams = self.ports.people.teams(&ids).await?;
            for scored in batch {
                let acts = teams.get(&scored.id).is_some_and(|team| !team.is_empty());
                if let Some(card) = cards.remove(&scored.id).filter(|_| acts) {
                    found.push((scored.clone(), card));
                }
            }
            if found.len() >= most {
                found.truncate(most);
                break;
            }
        }
        Ok(found)
    }

    /// Counts what is new of a page, and leaves out what the plan does not give any more.
    async fn show(
        &self,
        actor: &Actor,
        (own, plan): (&BusinessCard, PlanLevel),
        market: Market,
        (mut page, limit): (Vec<(Scored, BusinessCard)>, usize),
        day: LocalDay,
    ) -> Result<Suggested> {
        let more = page.len() > limit;
        page.truncate(limit);
        let mut tx = self.db.begin(actor).await?;
        let mut ids: Vec<Uuid> = page.iter().map(|(scored, _)| scored.id.0).collect();
        let seen = store::usage::seen(&mut tx, own.id, &market.code, day.date, &ids).await?;
        let standing = self.standing(&mut tx, (own, plan), &market.code, Counted::Suggestion, day).await?;
        let mut left = standing.left().map_or(usize::MAX, |left| usize::try_from(left).unwrap_or(0));
        let asked = page.len();
        page.retain(|(scored, _)| {
            let known = seen.contains(&scored.id.0);
            let shown = known || left > 0;
            left -= usize::from(shown && !known);
            shown
        });
        ids.retain(|id| !seen.contains(id) && page.iter().any(|(scored, _)| scored.id.0 == *id));
        let cut = page.len() < asked;
        if page.is_empty() && cut {
            // Nothing that may be shown: this says why, and what lifts it.
            self.take_quota(&mut tx, (own, plan), &market.code, (Counted::Suggestion, 1), day).await?;
        }
        let mut standing = standing;
        if !ids.is_empty() {
            let new = store::usage::note_seen(&mut tx, own.id, &market.code, day.date, &ids).await?;
            if new > 0 {
                self.take_quota(&mut tx, (own, plan), &market.code, (Counted::Suggestion, new), day).await?;
            }
            standing.used_day += new;
            standing.used_month += new;
            tx.commit().await?;
        }
        let last = page.last().map(|(scored, _)| (scored.score, scored.id));
        Ok(Suggested { market, next: last.filter(|_| more || cut), items: page, standing })
    }

    /// The day's ranking of a business in a market, from memory if it is there.
    pub(crate) async fn ranking(
        &self,
        own: &BusinessCard,
        market: &Market,
        day: NaiveDate,
    ) -> Result<Arc<Vec<Scored>>> {
        let load = || async { Ok(Arc::new(self.rank(own, market, day).await?)) };
        self.rankings.get_or_load((own.id, market.code.clone(), day), load).await
    }

    /// Finds candidates by a few scans and scores them.
    pub(crate) async fn rank(
        &self,
        own: &BusinessCard,
        market: &Market,
        day: NaiveDate,
    ) -> Result<Vec<Scored>> {
        let knowledge = self.knowledge().await?;
        let now = self.now();
        let mut db = self.db.read().await?;
        let known = store::candidates::profiles(&mut db, &[own.id.0], now).await?.pop();
        let Some(profile) = known.or_else(|| barely_known(own)) else { return Ok(Vec::new()) };
        let scorer = Scorer::new(&knowledge, &profile, &market.code, day);
        let scans = scans(&scorer, &knowledge, &profile, &countries(&knowledge, &profile, market, day));
        let ids = store::candidates::candidates(&mut db, &scans, turn(profile.id, day), now).await?;
        let candidates = store::candidates::profiles(&mut db, &ids, now).await?;
        drop(db);
        let mut scored: Vec<Scored> = candidates
            .iter()
            .filter(|them| them.id != own.id && market.receiver_countries.contains(&them.country))
            .filter(|them| market.domestic || them.country != profile.country)
            .map(|them| scorer.score(them))
            .collect();
        scored.sort_by(|a, b| b.score.total_cmp(&a.score).then_with(|| a.id.cmp(&b.id)));
        scored.truncate(RANKED);
        Ok(scored)
    }
}

/// Whether a place comes after another in the order of the list.
fn follows(scored: &Scored, (score, id): Place) -> bool {
    scored.score < score || (scored.score == score && scored.id > id)
}

/// What can be said of a business whose first event is still on its way.
fn barely_known(card: &BusinessCard) -> Option<Profile> {
    Some(Profile {
        id: card.id,
        country: card.country?,
        location: card.location,
        business_type: None,
        categories: Vec::new(),
        languages: Vec::new(),
        trust: i16::from(card.verified),
        asked: 0,
        answered: 0,
        open: Vec::new(),
    })
}
