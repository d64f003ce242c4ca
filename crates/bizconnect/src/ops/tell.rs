use contracts::bizconnect::{ConnectionEvent, SuggestedMatch};
use kernel::{Actor, BusinessId};
use platform::{Result, Tx};

use crate::model::allowance::LocalDay;
use crate::model::score::Scorer;
use crate::state::BizConnect;
use crate::store;

/// How many businesses are told of one new one.
const MOST_TOLD: usize = 5;

impl BizConnect {
    /// Tells those businesses of a new one to which it fits very well (`match.suggested`), at most one a day each.
    ///
    /// # Errors
    /// When the database or a port does not answer.
    pub(crate) async fn tell_matches(&self, tx: &mut Tx, new: BusinessId) -> Result<()> {
        let Some(card) = self.card(new).await? else { return Ok(()) };
        let knowledge = self.knowledge().await?;
        let now = self.now();
        let newcomer = store::candidates::profiles(tx, &[new.0], now).await?;
        let Some(newcomer) = newcomer.first() else { return Ok(()) };
        for market in self.markets().await?.iter() {
            // The other is told, so it must be the one who may ask.
            if !card.country.is_some_and(|country| market.receiver_countries.contains(&country)) {
                continue;
            }
            let found = self.rank(&card, &market.turned(), now.date_naive()).await?;
            let ids: Vec<BusinessId> = found.iter().take(50).map(|scored| scored.id).collect();
            let standings = self.ports.businesses.standings(&ids).await?;
            let ids: Vec<_> = ids.iter().map(|id| id.0).collect();
            let mut fitting = Vec::new();
            for other in store::candidates::profiles(tx, &ids, now).await? {
                let plan = standings.get(&other.id).map(|standing| standing.plan);
                let asks = plan.is_some_and(|plan| {
                    market.allows(Some(other.country), plan, Some(newcomer.country)).is_ok()
                });
                let score =
                    Scorer::new(&knowledge, &other, &market.code, now.date_naive()).score(newcomer).score;
                if asks && score >= knowledge.weight("tell_from") {
                    fitting.push((score, other.id));
                }
            }
            fitting.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
            for (_, business_id) in fitting.into_iter().take(MOST_TOLD) {
                let zone = store::businesses::zone(tx, business_id).await?;
                let day = LocalDay::at(now, zone.as_deref().unwrap_or("UTC")).date;
                if store::usage::note_told(tx, business_id, new, &market.code, day).await? {
                    let suggested =
                        SuggestedMatch { business_id, suggested: new, market: market.code.clone() };
                    let event = ConnectionEvent::MatchSuggested(suggested);
                    self.platform.outbox.publish(tx, &Actor::Anonymous, &event).await?;
                }
            }
        }
        Ok(())
    }
}
