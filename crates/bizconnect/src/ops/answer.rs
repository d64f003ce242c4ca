use contracts::bizconnect::{ConnectionEvent, ConnectionStatus};
use kernel::{Actor, ConnectionId};
use platform::http::version;
use platform::policy::Resource;
use platform::{Result, Tx};

use crate::api::bodies::ConnectionBody;
use crate::error::{ConnectionsError, SOURCE};
use crate::model::connection::{Connection, word};
use crate::rights::AnswerConnection;
use crate::state::BizConnect;
use crate::store;

impl BizConnect {
    /// Brings a connection of the actor's business to another state: accept, decline, withdraw, block, or take a block
    /// back.
    ///
    /// # Errors
    /// 404 for somebody else's; 409 when it is not the version that was meant, or when this side has no such way.
    pub async fn answer_connection(
        &self,
        actor: &Actor,
        id: ConnectionId,
        to: ConnectionStatus,
        meant: i64,
    ) -> Result<Connection> {
        self.platform.policies.check::<AnswerConnection>(actor, &Resource::platform())?;
        let own = Self::member(actor)?.business_id;
        let now = self.now();
        let mut tx = self.db.begin(actor).await?;
        let held = store::connections::hold(&mut tx, id).await?;
        let connection = held.filter(|held| held.has(own)).ok_or(ConnectionsError::NotFound)?;
        let resource = Resource::new("Connection", id).business(own).text("status", word(connection.status));
        self.platform.policies.check::<AnswerConnection>(actor, &resource)?;
        if meant != connection.version {
            let current = ConnectionBody::of(&connection, Some(own), &[], now).json();
            return Err(version::stale(SOURCE, current));
        }
        let changed = connection.change(to, own, now)?;
        if changed.answered_at != connection.answered_at {
            store::businesses::count_answer(&mut tx, own, true).await?;
        }
        self.write_change(&mut tx, actor, &changed).await?;
        tx.commit().await?;
        Ok(changed)
    }

    /// Writes down that nobody answered a request in time.
    pub(crate) async fn expire(&self, tx: &mut Tx, over: &Connection) -> Result<()> {
        store::businesses::count_answer(tx, over.receiver, false).await?;
        self.write_change(tx, &Actor::Anonymous, &over.expire()).await
    }

    /// Writes a changed connection and tells of it.
    pub(crate) async fn write_change(&self, tx: &mut Tx, actor: &Actor, changed: &Connection) -> Result<()> {
        if !store::connections::update(tx, changed).await? {
            return Err(version::stale(SOURCE, serde_json::Value::Null));
        }
        let snapshot = changed.snapshot(self.now());
        let event = match changed.status {
            ConnectionStatus::Pending => return Ok(()),
            ConnectionStatus::Accepted => ConnectionEvent::Accepted(snapshot),
            ConnectionStatus::Declined => ConnectionEvent::Declined(snapshot),
            ConnectionStatus::Withdrawn => ConnectionEvent::Withdrawn(snapshot),
            ConnectionStatus::Blocked => ConnectionEvent::Blocked(snapshot),
            ConnectionStatus::Expired => ConnectionEvent::Expired(snapshot),
        };
        self.platform.outbox.publish(tx, actor, &event).await
    }
}
