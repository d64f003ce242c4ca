use contracts::accounts::BusinessCard;
use kernel::{Actor, BusinessId, ConnectionId};
use platform::Result;
use platform::policy::Resource;

use crate::error::ConnectionsError;
use crate::model::connection::{Connection, word};
use crate::rights::ReadConnections;
use crate::state::BizConnect;
use crate::store;
use crate::store::connections::Wanted;

impl BizConnect {
    /// One connection of the actor's business, with the cards of both sides.
    ///
    /// # Errors
    /// 404 for somebody else's.
    pub async fn connection_of(
        &self,
        actor: &Actor,
        id: ConnectionId,
    ) -> Result<(Connection, Vec<BusinessCard>)> {
        let own = Self::member(actor)?.business_id;
        let mut tx = self.db.begin(actor).await?;
        let found = store::connections::find(&mut tx, &[id]).await?.pop();
        tx.rollback().await?;
        let connection = found.filter(|found| found.has(own)).ok_or(ConnectionsError::NotFound)?;
        let resource = Resource::new("Connection", id).business(own).text("status", word(connection.status));
        self.platform.policies.check::<ReadConnections>(actor, &resource)?;
        let cards = self.cards_of(std::slice::from_ref(&connection)).await?;
        Ok((connection, cards))
    }

    /// Connections of the actor's business with the cards of all sides; one more than the limit if there are more.
    ///
    /// # Errors
    /// 503.
    pub async fn own_connections(
        &self,
        actor: &Actor,
        wanted: &Wanted,
    ) -> Result<(Vec<Connection>, Vec<BusinessCard>)> {
        let own = Self::member(actor)?.business_id;
        let wanted = Wanted { limit: wanted.limit + 1, ..wanted.clone() };
        let mut tx = self.db.begin(actor).await?;
        let found = store::connections::list(&mut tx, own, &wanted, self.now()).await?;
        tx.rollback().await?;
        let cards = self.cards_of(&found).await?;
        Ok((found, cards))
    }

    /// How many requests wait for an answer, how many of one's own wait, and how many connections there are.
    ///
    /// # Errors
    /// 503.
    pub async fn connection_counts(&self, actor: &Actor) -> Result<(i64, i64, i64)> {
        let own = Self::member(actor)?.business_id;
        let mut tx = self.db.begin(actor).await?;
        let counts = store::connections::counts(&mut tx, own, self.now()).await?;
        tx.rollback().await?;
        Ok(counts)
    }

    /// Every connection that the actor's business ever had with another, the newest first.
    ///
    /// # Errors
    /// 503.
    pub async fn connections_with(&self, actor: &Actor, other: BusinessId) -> Result<Vec<Connection>> {
        let own = Self::member(actor)?.business_id;
        let mut tx = self.db.begin(actor).await?;
        let found = store::connections::of_pair(&mut tx, own, other).await?;
        tx.rollback().await?;
        Ok(found)
    }

    async fn cards_of(&self, connections: &[Connection]) -> Result<Vec<BusinessCard>> {
        let mut ids: Vec<BusinessId> =
            connections.iter().flat_map(|connection| [connection.initiator, connection.receiver]).collect();
        ids.sort_unstable();
        ids.dedup();
        Ok(self.cards(&ids).await?.into_values().collect())
    }
}
