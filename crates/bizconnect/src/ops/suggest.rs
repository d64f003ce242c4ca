use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use chrono::NaiveDate;
use contracts::accounts::BusinessCard;
use contracts::listings::ListingType;
use kernel::{Actor, BusinessId, Country, MarketCode, PlanLevel};
use platform::Result;
use platform::policy::Resource;
use uuid::Uuid;

use crate::error::ConnectionsError;
use crate::model::allowance::{Counted, LocalDay};
use crate::model::connection::QUIET_FOR;
use crate::model::market::Market;
use crate::model::score::{Knowledge, Profile, Relation, Scored, Scorer, same_region};
use crate::ops::quota::Standing;
use crate::rights::ReadConnections;
use crate::state::BizConnect;
use crate::store;
use crate::store::businesses::{spread, tiles_around};
use crate::store::candidates::Probes;

/// How many of a day's ranking are kept.
const RANKED: usize = 300;
/// Categories that are looked in, own ones included.
const FIELDS: usize = 14;
/// Countries that are looked in one by one, the own one included; the others together.
const COUNTRIES: usize = 9;

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
        let probes = probes(&knowledge, &profile, market, day);
        let ids = store::candidates::candidates(&mut db, &probes, now).await?;
        let candidates = store::candidates::profiles(&mut db, &ids, now).await?;
        drop(db);
        let scorer = Scorer::new(&knowledge, &profile, &market.code, day);
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
        trust: i16::from(card.verified),
        asked: 0,
        answered: 0,
        open: Vec::new(),
    })
}

/// Where to look: in the own trade and those around it, at home, nearby, in a few other countries that take turns from
/// day to day, and anywhere.
fn probes(knowledge: &Knowledge, own: &Profile, market: &Market, day: NaiveDate) -> Probes {
    let scorer = Scorer::new(knowledge, own, &market.code, day);
    let mut fields = scorer.fields();
    let own_first = |relation: Relation| u8::from(relation != Relation::Same);
    fields.sort_by_key(|(_, _, relation)| own_first(*relation));
    fields.truncate(FIELDS);
    let countries = countries(knowledge, own, market, day);
    let mut probes = Probes { from: turn(own.id, day), ..Probes::default() };
    let alone = countries.len() == 1;
    for (category, strength, _) in &fields {
        let up_to = |most: f64| (most * strength).ceil() as i32;
        for (at, country) in countries.iter().enumerate() {
            let most = if alone {
                120.0
            } else if at == 0 {
                50.0
            } else {
                6.0
            };
            probes.in_country.push(((*category).to_owned(), *country, up_to(most)));
        }
        for tile in own.location.map(tiles_around).unwrap_or_default() {
            probes.near.push(((*category).to_owned(), tile, up_to(16.0)));
        }
        probes.anywhere.push(((*category).to_owned(), up_to(40.0)));
    }
    let mut meet = |kind, category: &str| {
        for (at, country) in countries.iter().enumerate() {
            let most = if alone {
                120
            } else if at == 0 {
                30
            } else {
                6
            };
            probes.open.push((kind, category.to_owned(), *country, most));
        }
        probes.open_anywhere.push((kind, category.to_owned(), 40));
    };
    let said: HashSet<(ListingType, &str)> =
        own.open.iter().map(|open| (open.kind, open.category.as_str())).collect();
    // What is wanted meets offers, what is offered meets requests; the own trade counts as offered.
    let mut sought: HashMap<(ListingType, &str), ()> = HashMap::new();
    for (kind, category) in said {
        let other = if kind == ListingType::Offer { ListingType::Request } else { ListingType::Offer };
        sought.insert((other, category), ());
    }
    for category in &own.categories {
        sought.insert((ListingType::Request, category), ());
    }
    for (category, _, _) in fields.iter().filter(|(_, _, relation)| *relation == Relation::Supplier).take(3) {
        sought.insert((ListingType::Offer, category), ());
    }
    let mut sought: Vec<_> = sought.into_keys().collect();
    sought.sort_by_key(|(kind, category)| (kind.as_str(), *category));
    for (kind, category) in sought.into_iter().take(FIELDS) {
        meet(kind, category);
    }
    probes
}

/// Home first, then the region, then where the same language is spoken, then the rest; those at the end take turns.
fn countries(knowledge: &Knowledge, own: &Profile, market: &Market, day: NaiveDate) -> Vec<Country> {
    let mut countries: Vec<Country> = market
        .receiver_countries
        .iter()
        .filter(|country| market.domestic || **country != own.country)
        .copied()
        .collect();
    countries.sort_by_key(|country| {
        let rank = if *country == own.country {
            0
        } else if same_region(own.country, *country) {
            1
        } else if knowledge.shared_language(own.country, *country).is_some() {
            2
        } else {
            3
        };
        let [a, b] = [0, 1].map(|at| country.code().as_bytes().get(at).copied().unwrap_or(0));
        let turn = (u32::from(a) * 31 + u32::from(b)).wrapping_mul(turn(own.id, day).unsigned_abs() | 1);
        (rank, turn)
    });
    countries.truncate(COUNTRIES);
    countries
}

/// Another number each day and for each business.
fn turn(own: BusinessId, day: NaiveDate) -> i32 {
    let days = chrono::Datelike::num_days_from_ce(&day);
    // Knuth's multiplicative hash spreads neighbouring days over the whole range.
    (spread(own.0) ^ days.wrapping_mul(-1_640_531_535)) & 0x7fff_ffff
}
