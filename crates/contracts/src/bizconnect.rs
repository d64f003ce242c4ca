//! Links between businesses: events of `bizconnect`, and what other domains may ask of it.

use std::collections::HashMap;

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use kernel::{Actor, BusinessId, ConnectionId, MarketCode, Problem, UserId};
use serde::{Deserialize, Serialize};

use crate::{DomainEvent, PortError};

/// Where a connection stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum ConnectionStatus {
    /// Asked for, not answered.
    Pending,
    /// Both sides want it: they may chat.
    Accepted,
    /// The receiver said no.
    Declined,
    /// The initiator took it back.
    Withdrawn,
    /// One side wants to hear nothing of the other.
    Blocked,
    /// Nobody answered in time.
    Expired,
}

/// A connection as it is after a change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ConnectionSnapshot {
    /// The connection.
    pub id: ConnectionId,
    /// Counts changes; a smaller one is older.
    pub version: i64,
    /// The market it belongs to.
    pub market: MarketCode,
    /// Who asked.
    pub initiator: BusinessId,
    /// The person who asked for the initiator.
    pub initiated_by: UserId,
    /// Who was asked.
    pub receiver: BusinessId,
    /// Where it stands.
    pub status: ConnectionStatus,
    /// The introduction that came with the connection request, at most 500 characters.
    pub note: Option<String>,
    /// When it was asked for.
    pub created_at: DateTime<Utc>,
    /// When it came to where it stands.
    pub changed_at: DateTime<Utc>,
    /// Whether it stands there again since a block was taken back: nobody has answered anything.
    #[serde(default)]
    pub unblocked: bool,
}

impl ConnectionSnapshot {
    /// Both businesses.
    #[must_use]
    pub fn sides(&self) -> [BusinessId; 2] {
        [self.initiator, self.receiver]
    }
}

/// A business that may be a good partner.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SuggestedMatch {
    /// Who is told.
    pub business_id: BusinessId,
    /// Whom they may want to meet.
    pub suggested: BusinessId,
    /// In which market.
    pub market: MarketCode,
}

/// Facts of `bizconnect` (B-10).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", content = "data")]
pub enum ConnectionEvent {
    /// A business asks another for a connection.
    #[serde(rename = "connection.requested")]
    Requested(ConnectionSnapshot),
    /// Nobody answered for three days: the receiver is reminded, once.
    #[serde(rename = "connection.reminded")]
    Reminded(ConnectionSnapshot),
    /// The receiver said yes, or both asked each other.
    #[serde(rename = "connection.accepted")]
    Accepted(ConnectionSnapshot),
    /// The receiver said no.
    #[serde(rename = "connection.declined")]
    Declined(ConnectionSnapshot),
    /// The initiator took it back.
    #[serde(rename = "connection.withdrawn")]
    Withdrawn(ConnectionSnapshot),
    /// One side blocked the other.
    #[serde(rename = "connection.blocked")]
    Blocked(ConnectionSnapshot),
    /// Nobody answered for thirty days.
    #[serde(rename = "connection.expired")]
    Expired(ConnectionSnapshot),
    /// A new business fits very well.
    #[serde(rename = "match.suggested")]
    MatchSuggested(SuggestedMatch),
}

impl ConnectionEvent {
    /// The connection it is about; none for a suggestion.
    #[must_use]
    pub fn connection(&self) -> Option<&ConnectionSnapshot> {
        match self {
            Self::Requested(connection)
            | Self::Reminded(connection)
            | Self::Accepted(connection)
            | Self::Declined(connection)
            | Self::Withdrawn(connection)
            | Self::Blocked(connection)
            | Self::Expired(connection) => Some(connection),
            Self::MatchSuggested(_) => None,
        }
    }
}

impl DomainEvent for ConnectionEvent {
    const SOURCE: &'static str = "bizconnect";
    const VERSION: i16 = 1;

    fn aggregate(&self) -> String {
        match self {
            Self::MatchSuggested(suggested) => format!("business:{}", suggested.business_id),
            other => other
                .connection()
                .map_or_else(String::new, |connection| format!("connection:{}", connection.id)),
        }
    }

    fn business_id(&self) -> Option<BusinessId> {
        match self {
            Self::MatchSuggested(suggested) => Some(suggested.business_id),
            other => other.connection().map(|connection| connection.initiator),
        }
    }
}

/// Whether a business may write its first message to another (B-6).
#[derive(Debug, Clone, PartialEq)]
pub enum FirstMessage {
    /// It may, now and from now on.
    Granted,
    /// Its plan's first messages are used up, one of the two has blocked the other, or its own connection request waits or
    /// was declined lately: what to tell the writer.
    Refused(Vec<Problem>),
    /// The two are not connected, or the writer's business is not one of them.
    NotConnected,
}

/// What other domains may ask of `bizconnect`.
#[async_trait]
pub trait ConnectionsPort: Send + Sync {
    /// The connections with these ids; unknown ones are left out.
    async fn connections(
        &self,
        ids: &[ConnectionId],
    ) -> Result<HashMap<ConnectionId, ConnectionSnapshot>, PortError>;

    /// The connections between a business and these others because of which one of the two wants to hear nothing of the
    /// other.
    async fn blocked_between(
        &self,
        business: BusinessId,
        others: &[BusinessId],
    ) -> Result<Vec<ConnectionSnapshot>, PortError>;

    /// Counts the first message of the actor's business in an accepted connection against its plan, once: asked again,
    /// it is granted without counting. To be asked before a business's first message in a conversation.
    async fn first_message(&self, actor: &Actor, id: ConnectionId) -> Result<FirstMessage, PortError> {
        let _ = (actor, id);
        Ok(FirstMessage::Granted)
    }

    /// The same for somebody who writes to the inbox of a business: counted, once for each pair of businesses, against
    /// the plan in the market that lies between them. Granted without counting to those who act for no business, to the
    /// connected, and where there is no market. Refused while a connection request of the writer's business waits for the
    /// other's answer, and for thirty days after that said no (B-8); a business that has not asked may be a customer.
    async fn first_words(&self, actor: &Actor, to: BusinessId) -> Result<FirstMessage, PortError> {
        let _ = (actor, to);
        Ok(FirstMessage::Granted)
    }
}
