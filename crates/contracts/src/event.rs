use chrono::{DateTime, Utc};
use kernel::{BusinessId, EventId, UserId};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// A fact that happened in a domain. Implemented by one enum per domain whose variants are adjacently tagged
/// (`#[serde(tag = "type", content = "data")]`), so that the tag is the event's type (`listing.created`).
pub trait DomainEvent: Serialize + DeserializeOwned + Send {
    /// The domain that publishes it.
    const SOURCE: &'static str;
    /// Raised when the data changes its meaning.
    const VERSION: i16;

    /// What the fact is about; the order of events holds within one aggregate.
    fn aggregate(&self) -> String;
    /// The business it concerns, if any.
    fn business_id(&self) -> Option<BusinessId>;
}

/// An event on its way, as it stands in the outbox (P-18).
#[derive(Debug, Clone, Serialize, Deserialize)]
pub struct Envelope {
    /// Made when the event is published; the same at every redelivery.
    pub id: EventId,
    /// Such as `listing.created`.
    #[serde(rename = "type")]
    pub kind: String,
    /// Version of the data.
    pub version: i16,
    /// When the change was made.
    pub occurred_at: DateTime<Utc>,
    /// The domain that published it.
    pub source: String,
    /// Order holds among the events of one aggregate.
    pub aggregate: String,
    /// Who caused it; nobody for what time does.
    pub actor: Option<UserId>,
    /// The business it concerns.
    pub business_id: Option<BusinessId>,
    /// The domain's own data.
    pub data: Value,
    /// Trace of the request that caused it.
    pub trace_id: Option<String>,
}

impl Envelope {
    /// Reads the data back as the domain's enum.
    ///
    /// # Errors
    /// When the type or its data is not one of `E`'s.
    pub fn decode<E: DomainEvent>(&self) -> Result<E, serde_json::Error> {
        serde_json::from_value(serde_json::json!({"type": self.kind, "data": self.data}))
    }
}

/// Another domain could not answer.
#[derive(Debug, thiserror::Error)]
#[error("{domain} did not answer: {reason}")]
pub struct PortError {
    /// The domain that was asked.
    pub domain: &'static str,
    /// For the log, never for a person.
    pub reason: String,
}
