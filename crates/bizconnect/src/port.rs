//! What other domains may ask.

use std::collections::HashMap;

use async_trait::async_trait;
use contracts::PortError;
use contracts::bizconnect::{ConnectionSnapshot, ConnectionStatus, ConnectionsPort, FirstMessage};
use kernel::{Actor, BusinessId, ConnectionId, ErrorKind};
use platform::{Error, Result};

use crate::error::ConnectionsError;
use crate::model::allowance::Counted;
use crate::model::market::Hindrance;
use crate::state::BizConnect;
use crate::store;

fn told(error: &Error) -> PortError {
    PortError { domain: "bizconnect", reason: error.to_string() }
}

impl BizConnect {
    async fn snapshots(&self, ids: &[ConnectionId]) -> Result<HashMap<ConnectionId, ConnectionSnapshot>> {
        let now = self.now();
        let mut tx = self.db.begin_system().await?;
        let found = store::connections::find(&mut tx, ids).await?;
        tx.rollback().await?;
        Ok(found.into_iter().map(|connection| (connection.id, connection.snapshot(now))).collect())
    }

    /// Counts the first message that a business writes in a connection, once (B-6).
    async fn count_first_message(&self, actor: &Actor, id: ConnectionId) -> Result<()> {
        let membership = Self::member(actor)?;
        let own = self.card(membership.business_id).await?.ok_or(ConnectionsError::NotFound)?;
        let day = self.local_day(&own).await?;
        let mut tx = self.db.begin(actor).await?;
        let found = store::connections::find(&mut tx, &[id]).await?.pop();
        let connection = found.filter(|found| found.has(own.id)).ok_or(ConnectionsError::NotFound)?;
        if connection.status_at(self.now()) != ConnectionStatus::Accepted {
            return Err(ConnectionsError::NotFound.into());
        }
        if store::connections::note_first_message(&mut tx, id, own.id, self.now()).await? {
            let who = (&own, membership.plan);
            self.take_quota(&mut tx, who, &connection.market, (Counted::FirstMessage, 1), day).await?;
            tx.commit().await?;
        }
        Ok(())
    }
}

impl BizConnect {
    /// Counts the first words of a business to one that it is not connected with, once (B-6).
    async fn count_first_words(&self, actor: &Actor, to: BusinessId) -> Result<()> {
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
        let Some(market) = market else { return Ok(()) };
        if store::usage::note_first_words(&mut tx, own.id, other.id, now).await? {
            let who = (&own, membership.plan);
            self.take_quota(&mut tx, who, &market.code, (Counted::FirstMessage, 1), day).await?;
            tx.commit().await?;
        }
        Ok(())
    }
}

/// An answer that says no is an answer; only what failed is an error.
fn answer(counted: Result<()>) -> Result<FirstMessage, PortError> {
    match counted {
        Ok(()) => Ok(FirstMessage::Granted),
        Err(error) => match error.kind() {
            ErrorKind::Quota | ErrorKind::Conflict => Ok(FirstMessage::Refused(error.problems().to_vec())),
            ErrorKind::NotFound => Ok(FirstMessage::NotConnected),
            _ => Err(told(&error)),
        },
    }
}

#[async_trait]
impl ConnectionsPort for BizConnect {
    async fn connections(
        &self,
        ids: &[ConnectionId],
    ) -> Result<HashMap<ConnectionId, ConnectionSnapshot>, PortError> {
        if ids.is_empty() {
            return Ok(HashMap::new());
        }
        self.snapshots(ids).await.map_err(|error| told(&error))
    }

    async fn first_message(&self, actor: &Actor, id: ConnectionId) -> Result<FirstMessage, PortError> {
        answer(self.count_first_message(actor, id).await)
    }

    async fn first_words(&self, actor: &Actor, to: BusinessId) -> Result<FirstMessage, PortError> {
        answer(self.count_first_words(actor, to).await)
    }
}
