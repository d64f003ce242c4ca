//! What other domains may ask.

use std::collections::HashMap;

use async_trait::async_trait;
use contracts::PortError;
use contracts::bizconnect::{ConnectionSnapshot, ConnectionStatus, ConnectionsPort, FirstMessage};
use kernel::{Actor, ConnectionId};
use platform::{Error, Result};

use crate::error::ConnectionsError;
use crate::model::allowance::Counted;
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
        match self.count_first_message(actor, id).await {
            Ok(()) => Ok(FirstMessage::Granted),
            Err(error) => match error.kind() {
                kernel::ErrorKind::Quota => Ok(FirstMessage::Refused(error.problems().to_vec())),
                kernel::ErrorKind::NotFound => Ok(FirstMessage::NotConnected),
                _ => Err(told(&error)),
            },
        }
    }
}
