//! What other domains may ask.

use std::collections::HashMap;

use async_trait::async_trait;
use contracts::PortError;
use contracts::bizconnect::{ConnectionSnapshot, ConnectionsPort, FirstMessage};
use kernel::{Actor, BusinessId, ConnectionId, ErrorKind};
use platform::{Error, Result};

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

    async fn blocks(&self, business: BusinessId, others: &[BusinessId]) -> Result<Vec<ConnectionSnapshot>> {
        let now = self.now();
        let mut tx = self.db.begin_system().await?;
        let found = store::connections::blocked_between(&mut tx, business, others).await?;
        tx.rollback().await?;
        Ok(found.iter().map(|connection| connection.snapshot(now)).collect())
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

    async fn blocked_between(
        &self,
        business: BusinessId,
        others: &[BusinessId],
    ) -> Result<Vec<ConnectionSnapshot>, PortError> {
        self.blocks(business, others).await.map_err(|error| told(&error))
    }

    async fn first_message(&self, actor: &Actor, id: ConnectionId) -> Result<FirstMessage, PortError> {
        answer(self.begin_in_connection(actor, id).await)
    }

    async fn first_words(&self, actor: &Actor, to: BusinessId) -> Result<FirstMessage, PortError> {
        answer(self.begin_with_business(actor, to).await)
    }
}
