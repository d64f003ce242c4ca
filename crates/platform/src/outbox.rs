//! Events out: written with the change they tell of, and queued for each subscriber in the same transaction (P-18).

use contracts::{DomainEvent, Envelope};
use kernel::{Actor, Clock, EventId};

use crate::changes::{CHANNEL, Change};
use crate::db::Tx;
use crate::error::{Error, Result};

/// Who hears which events. Filled at start from the modules; ops only publish.
#[derive(Clone)]
pub struct Outbox {
    routes: std::sync::Arc<std::sync::OnceLock<Vec<(String, &'static str)>>>,
    clock: std::sync::Arc<dyn Clock>,
}

impl Outbox {
    /// An outbox without subscribers yet.
    #[must_use]
    pub fn new(clock: std::sync::Arc<dyn Clock>) -> Self {
        Self { routes: std::sync::Arc::default(), clock }
    }

    /// Says once, at start, which handler hears which event type.
    pub fn connect(&self, routes: Vec<(String, &'static str)>) {
        // A second call would mean two registries in one process; the first one stays.
        let _ = self.routes.set(routes);
    }

    /// Writes `event` and queues it for its subscribers; all of it becomes true when `tx` commits.
    ///
    /// # Errors
    /// When the database refuses.
    pub async fn publish<E: DomainEvent>(&self, tx: &mut Tx, actor: &Actor, event: &E) -> Result<()> {
        let now = self.clock.now();
        let tagged = serde_json::to_value(event).map_err(Error::internal)?;
        let (Some(kind), Some(data)) = (tagged["type"].as_str(), tagged.get("data")) else {
            return Err(Error::internal("a domain event must be tagged with `type` and `data`"));
        };
        let envelope = Envelope {
            id: EventId::new(now),
            kind: kind.to_owned(),
            version: E::VERSION,
            occurred_at: now,
            source: E::SOURCE.to_owned(),
            aggregate: event.aggregate(),
            actor: actor.user_id(),
            business_id: event.business_id(),
            data: data.clone(),
            trace_id: crate::telemetry::current_trace_id(),
        };
        let handlers: Vec<String> = self
            .routes
            .get()
            .into_iter()
            .flatten()
            .filter(|(route, _)| *route == envelope.kind)
            .map(|(_, handler)| (*handler).to_owned())
            .collect();
        let change = Change::Event { kind: envelope.kind.clone(), aggregate: envelope.aggregate.clone() };
        sqlx::query(
            "WITH event AS (
                INSERT INTO platform.events
                    (id, type, version, occurred_at, source, aggregate, actor, business_id, data, trace_id)
                VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)
            ), queued AS (
                INSERT INTO platform.jobs (handler, ordering_key, event_id, payload, run_at)
                SELECT handler, $6, $1, 'null', $4 FROM unnest($11::text[]) AS handler
            )
            SELECT pg_notify($12, $13)",
        )
        .bind(envelope.id.0)
        .bind(&envelope.kind)
        .bind(envelope.version)
        .bind(envelope.occurred_at)
        .bind(&envelope.source)
        .bind(&envelope.aggregate)
        .bind(envelope.actor.map(|id| id.0))
        .bind(envelope.business_id.map(|id| id.0))
        .bind(&envelope.data)
        .bind(&envelope.trace_id)
        .bind(&handlers)
        .bind(CHANNEL)
        .bind(change.to_payload())
        .execute(&mut **tx)
        .await?;
        tx.made(change);
        Ok(())
    }
}

/// Removes events from before `then` that no job needs any more.
///
/// # Errors
/// When the database refuses.
pub async fn forget_old(tx: &mut Tx, then: chrono::DateTime<chrono::Utc>) -> Result<()> {
    sqlx::query(
        "DELETE FROM platform.events AS event WHERE event.occurred_at < $1
         AND NOT EXISTS (SELECT FROM platform.jobs AS job WHERE job.event_id = event.id)",
    )
    .bind(then)
    .execute(&mut **tx)
    .await?;
    Ok(())
}
