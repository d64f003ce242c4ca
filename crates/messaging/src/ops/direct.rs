//! Conversations of connections: they begin with the acceptance and end with a block, which closes the inboxes between
//! the two as well (M-1, B-8).

use std::collections::{HashMap, HashSet};

use contracts::accounts::PersonCard;
use contracts::bizconnect::{ConnectionSnapshot, ConnectionStatus};
use kernel::{Actor, BusinessId, ConnectionId, ConversationId, TeamRole, UserId};
use platform::Result;

use crate::api::bodies::ConversationUpdatedBody;
use crate::error::MessagingError;
use crate::live::CONVERSATION_UPDATED;
use crate::model::{ConversationKind, MemberRole, Standing};
use crate::state::Messaging;
use crate::store;
use crate::store::conversations::NewConversation;

impl Messaging {
    /// Makes, opens or closes the conversation of a connection as the connection says; again and again the same.
    ///
    /// # Errors
    /// 503.
    pub(crate) async fn follow_connection(
        &self,
        connection: &ConnectionSnapshot,
    ) -> Result<Option<ConversationId>> {
        let teams = self.ports.people.teams(&connection.sides()).await?;
        self.follow_inboxes(connection, &teams).await?;
        if connection.status != ConnectionStatus::Accepted {
            return self.close_connection(connection.id).await;
        }
        let mut people: Vec<(UserId, Option<BusinessId>, MemberRole)> = Vec::new();
        let mut seen = HashSet::new();
        for (business, team) in &teams {
            for person in team.iter().filter(|person| speaks(person, connection)) {
                if seen.insert(person.id) {
                    people.push((person.id, Some(*business), MemberRole::Member));
                }
            }
        }
        let now = self.now();
        let mut tx = self.db.begin_system().await?;
        let new = NewConversation {
            id: ConversationId::new(now),
            kind: ConversationKind::Direct,
            connection: Some(connection.id),
            business: connection.initiator,
            other_business: Some(connection.receiver),
            customer: None,
        };
        store::conversations::insert(&mut tx, &new, now).await?;
        let id = store::conversations::of_connection(&mut tx, connection.id).await?;
        let id = id.ok_or(MessagingError::NotFound)?;
        store::conversations::set_closed(&mut tx, connection.id, None).await?;
        store::conversations::admit(&mut tx, id, &people, now).await?;
        self.hall_changed(&mut tx, id).await?;
        tx.commit().await?;
        self.tell_updated(id, "OPENED").await?;
        Ok(Some(id))
    }

    /// Closes what people of the two businesses write to each other's inboxes while one has blocked the other (B-8), and
    /// opens it again.
    async fn follow_inboxes(
        &self,
        connection: &ConnectionSnapshot,
        teams: &HashMap<BusinessId, Vec<PersonCard>>,
    ) -> Result<()> {
        let team = |business: BusinessId| -> Vec<UserId> {
            teams.get(&business).into_iter().flatten().map(|person| person.id).collect()
        };
        let [one, other] = connection.sides();
        let mut tx = self.db.begin_system().await?;
        let (changed, reason) = if connection.status == ConnectionStatus::Blocked {
            let (ones, others) = (team(one), team(other));
            let sides = [(one, ones.as_slice()), (other, others.as_slice())];
            (store::closing::close_inboxes(&mut tx, connection.id, sides, self.now()).await?, "CLOSED")
        } else {
            (store::closing::open_inboxes(&mut tx, connection.id.0, i64::MAX).await?, "OPENED")
        };
        self.closed_or_opened(&mut tx, &changed).await?;
        tx.commit().await?;
        for id in changed {
            self.tell_updated(id, reason).await?;
        }
        Ok(())
    }

    async fn close_connection(&self, connection: ConnectionId) -> Result<Option<ConversationId>> {
        let mut tx = self.db.begin_system().await?;
        let closed = store::conversations::set_closed(&mut tx, connection, Some(self.now())).await?;
        if let Some(id) = closed {
            self.hall_changed(&mut tx, id).await?;
        }
        tx.commit().await?;
        if let Some(id) = closed {
            self.tell_updated(id, "CLOSED").await?;
        }
        Ok(closed)
    }

    pub(crate) async fn tell_updated(&self, id: ConversationId, reason: &'static str) -> Result<()> {
        if let Some(hall) = self.hall_of(id).await? {
            let body = ConversationUpdatedBody { conversation_id: id.0, reason };
            self.tell_all(&hall, CONVERSATION_UPDATED, &body);
        }
        Ok(())
    }

    /// The conversation that a connection has by now; from memory as a rule.
    async fn known_of(&self, connection: ConnectionId) -> Result<Option<ConversationId>> {
        if let Some(id) = self.of_connections.find(&connection) {
            return Ok(Some(id));
        }
        let mut tx = self.db.begin_system().await?;
        let known = store::conversations::of_connection(&mut tx, connection).await?;
        tx.rollback().await?;
        if let Some(id) = known {
            self.of_connections.insert(connection, id);
        }
        Ok(known)
    }

    /// The conversation of a connection (B-1). Where the news of its acceptance is still on the way, it is made here.
    ///
    /// # Errors
    /// 404 for who has nothing to do with it, 409 when the connection is not accepted.
    pub(crate) async fn of_connection(
        &self,
        actor: &Actor,
        connection: ConnectionId,
    ) -> Result<ConversationId> {
        if let Some(id) = self.known_of(connection).await? {
            let hall = self.hall_of(id).await?;
            if hall.is_none_or(|hall| hall.standing(actor) != Standing::Member) {
                // Somebody who speaks for the business since then comes in now.
                self.settle(actor).await?;
            }
            return Ok(id);
        }
        let found = self.ports.connections.connections(&[connection]).await?.remove(&connection);
        let own = actor.business_id();
        let found = found.filter(|found| found.sides().into_iter().any(|side| Some(side) == own));
        let found = found.ok_or(MessagingError::NotFound)?;
        if found.status != ConnectionStatus::Accepted {
            return Err(MessagingError::WrongState(status_word(found.status)).into());
        }
        Ok(self.follow_connection(&found).await?.ok_or(MessagingError::NotFound)?)
    }
}

/// The CEO and managers speak for a business, and whoever asked for the connection.
fn speaks(person: &PersonCard, connection: &ConnectionSnapshot) -> bool {
    person.team_role >= Some(TeamRole::Manager) || person.id == connection.initiated_by
}

fn status_word(status: ConnectionStatus) -> &'static str {
    match status {
        ConnectionStatus::Pending => "PENDING",
        ConnectionStatus::Accepted => "ACCEPTED",
        ConnectionStatus::Declined => "DECLINED",
        ConnectionStatus::Withdrawn => "WITHDRAWN",
        ConnectionStatus::Blocked => "BLOCKED",
        ConnectionStatus::Expired => "EXPIRED",
    }
}
