use contracts::accounts::BusinessCard;
use contracts::bizconnect::ConnectionStatus;
use kernel::{Actor, BusinessId, ConnectionId, MarketCode, PlanLevel};
use platform::{Result, Tx};

use crate::error::ConnectionsError;
use crate::model::allowance::{Counted, LocalDay};
use crate::model::market::Hindrance;
use crate::state::BizConnect;
use crate::store;
use crate::store::usage::First;

impl BizConnect {
    /// Counts the first message that a business writes in a connection, once (B-6).
    ///
    /// # Errors
    /// 404 when the two are not connected, 403 `QUOTA_EXCEEDED`.
    pub(crate) async fn begin_in_connection(&self, actor: &Actor, id: ConnectionId) -> Result<()> {
        let membership = Self::member(actor)?;
        let own = self.card(membership.business_id).await?.ok_or(ConnectionsError::NotFound)?;
        let day = self.local_day(&own).await?;
        let mut tx = self.db.begin(actor).await?;
        let found = store::connections::find(&mut tx, &[id]).await?.pop();
        let connection = found.filter(|found| found.has(own.id)).ok_or(ConnectionsError::NotFound)?;
        if connection.status_at(self.now()) != ConnectionStatus::Accepted {
            return Err(ConnectionsError::NotFound.into());
        }
        self.count_first(tx, (&own, membership.plan), &connection.market, First::In(id), day).await
    }

    /// Counts the first words of a business to one that it is not connected with, once (B-6). Granted uncounted to who
    /// acts for no business, to the connected, and where there is no market.
    ///
    /// # Errors
    /// 409 when one has blocked the other, or when its own request waits or was declined lately (B-8); 403
    /// `QUOTA_EXCEEDED`.
    pub(crate) async fn begin_with_business(&self, actor: &Actor, to: BusinessId) -> Result<()> {
        let Some(membership) = actor.membership() else { return Ok(()) };
        let mut cards = self.cards(&[membership.business_id, to]).await?;
        let own = cards.remove(&membership.business_id).ok_or(ConnectionsError::NotFound)?;
        let other = cards.remove(&to).ok_or(ConnectionsError::NotFound)?;
        let markets = self.markets().await?;
        // A plan that does not open the market for requests still gives it some first messages.
        let market = markets.iter().find(|market| {
            let allowed = market.allows(own.country, membership.plan, other.country);
            matches!(allowed, Ok(()) | Err(Hindrance::Plan))
        });
        let day = self.local_day(&own).await?;
        let now = self.now();
        let mut tx = self.db.begin(actor).await?;
        let before = store::connections::of_pair(&mut tx, own.id, other.id).await?;
        if let Some(block) = before.iter().find_map(|connection| connection.block) {
            return Err(ConnectionsError::Blocked { by_own: block.by == own.id }.into());
        }
        if before.iter().any(|connection| connection.status_at(now) == ConnectionStatus::Accepted) {
            return Ok(());
        }
        before.iter().try_for_each(|connection| connection.may_write(own.id, now))?;
        let Some(market) = market else { return Ok(()) };
        self.count_first(tx, (&own, membership.plan), &market.code, First::To(other.id), day).await
    }

    /// Takes one first message of the plan, unless it was taken for this before.
    async fn count_first(
        &self,
        mut tx: Tx,
        who: (&BusinessCard, PlanLevel),
        market: &MarketCode,
        first: First,
        day: LocalDay,
    ) -> Result<()> {
        if store::usage::note_first(&mut tx, who.0.id, first, self.now()).await? {
            self.take_quota(&mut tx, who, market, (Counted::FirstMessage, 1), day).await?;
            tx.commit().await?;
        }
        Ok(())
    }
}
