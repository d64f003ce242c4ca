use chrono::{DateTime, Utc};
use contracts::bizconnect::{ConnectionEvent, ConnectionSnapshot, ConnectionStatus};
use kernel::{Actor, ConnectionId};
use platform::http::version;
use platform::policy::Resource;
use platform::{Result, Tx};

use crate::api::bodies::ConnectionBody;
use crate::error::{ConnectionsError, SOURCE};
use crate::model::connection::{Connection, word};
use crate::ops::request::pair;
use crate::rights::AnswerConnection;
use crate::state::BizConnect;
use crate::store;

/// The one that counts instead of an old one: of those that the pair has in its market the open one, else the newest.
pub(crate) fn instead<'a>(
    pair: &'a [Connection],
    old: &Connection,
    now: DateTime<Utc>,
) -> Option<&'a Connection> {
    let here = || pair.iter().filter(|other| other.market == old.market && other.id != old.id);
    here().find(|other| other.is_open(now)).or_else(|| here().next())
}

impl BizConnect {
    /// Brings a connection of the actor's business to another state: accept, decline, withdraw, block, or take a block
    /// back.
    ///
    /// # Errors
    /// 404 for somebody else's; 409 when it is not the version that was meant, when a newer one has replaced it, when one
    /// side has blocked the other, or when this side has no such way; 422 when nobody is left to be connected with.
    pub async fn answer_connection(
        &self,
        actor: &Actor,
        id: ConnectionId,
        to: ConnectionStatus,
        meant: i64,
    ) -> Result<Connection> {
        self.platform.policies.check::<AnswerConnection>(actor, &Resource::platform())?;
        let own = Self::member(actor)?.business_id;
        if to == ConnectionStatus::Accepted {
            self.somebody_waits(actor, id).await?;
        }
        let now = self.now();
        let mut tx = self.db.begin(actor).await?;
        let found = store::connections::find(&mut tx, &[id]).await?.pop();
        let found = found.filter(|found| found.has(own)).ok_or(ConnectionsError::NotFound)?;
        // Before anything of it is decided: nobody asks again while this is answered, nor the other way round.
        tx.hold(pair(found.initiator, found.receiver)).await?;
        let held = store::connections::hold(&mut tx, id).await?;
        let connection = held.ok_or(ConnectionsError::NotFound)?;
        let resource = Resource::new("Connection", id).business(own).text("status", word(connection.status));
        self.platform.policies.check::<AnswerConnection>(actor, &resource)?;
        if meant != connection.version {
            let current = ConnectionBody::of(&connection, Some(own), &[], now).json();
            return Err(version::stale(SOURCE, current));
        }
        if connection.replaced && !connection.is_open(now) {
            let pair = store::connections::of_pair(&mut tx, own, connection.other(own)).await?;
            let counts = instead(&pair, &connection, now).unwrap_or(&connection);
            let current = ConnectionBody::of(counts, Some(own), &[], now).json();
            return Err(ConnectionsError::Replaced(current).into());
        }
        if connection.shut && connection.block.is_none() && to == ConnectionStatus::Accepted {
            let pair = store::connections::of_pair(&mut tx, own, connection.other(own)).await?;
            let by_own = pair.iter().filter_map(|other| other.block).any(|block| block.by == own);
            return Err(ConnectionsError::Blocked { by_own }.into());
        }
        let changed = connection.change(to, own, now)?;
        if changed.answered_at != connection.answered_at {
            store::businesses::count_answer(&mut tx, own, true).await?;
        }
        self.write_change(&mut tx, actor, &connection, &changed).await?;
        tx.commit().await?;
        Ok(changed)
    }

    /// A yes is said to somebody: not to a business that is gone, or where nobody is left. Taking back one's own block is no
    /// such yes.
    async fn somebody_waits(&self, actor: &Actor, id: ConnectionId) -> Result<()> {
        let membership = Self::member(actor)?;
        let own = membership.business_id;
        let mut tx = self.db.begin(actor).await?;
        let found = store::connections::find(&mut tx, &[id]).await?.pop();
        tx.rollback().await?;
        if let Some(found) = found.filter(|found| found.has(own) && found.block.is_none()) {
            self.both(membership, found.other(own)).await?;
        }
        Ok(())
    }

    /// Writes down that nobody answered these requests in time, which the transaction holds. Everybody locks connections
    /// first and businesses after them, many in the order of their ids: so no two wait for each other.
    pub(crate) async fn expire(&self, tx: &mut Tx, over: &[Connection]) -> Result<()> {
        if over.is_empty() {
            return Ok(());
        }
        let receivers: Vec<_> = over.iter().map(|over| over.receiver).collect();
        store::businesses::hold(tx, &receivers).await?;
        for over in over {
            store::businesses::count_answer(tx, over.receiver, false).await?;
            self.write_change(tx, &Actor::Anonymous, over, &over.expire()).await?;
        }
        Ok(())
    }

    /// Writes a changed connection and tells of it.
    pub(crate) async fn write_change(
        &self,
        tx: &mut Tx,
        actor: &Actor,
        before: &Connection,
        changed: &Connection,
    ) -> Result<()> {
        if !store::connections::update(tx, changed).await? {
            return Err(version::stale(SOURCE, serde_json::Value::Null));
        }
        let unblocked = before.block.is_some();
        let snapshot = ConnectionSnapshot { unblocked, ..changed.snapshot(self.now()) };
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
