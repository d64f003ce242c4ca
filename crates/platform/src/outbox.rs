//! Events out: written with the change they tell of, and queued for each subscriber in the same transaction (P-18).
//!
//! They wait in the transaction until it commits, and are written then in one statement, together with the answer that
//! is kept for the request's idempotency key: one round trip, however many they are.

use chrono::{DateTime, Utc};
use contracts::{DomainEvent, Envelope};
use kernel::{Actor, Clock, EventId};
use sqlx::PgConnection;
use uuid::Uuid;

use crate::changes::{CHANNEL, Change, MARKS};
use crate::db::Tx;
use crate::error::{Error, Result};
use crate::trace::Trace;

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

    /// Has `event` written with the commit of `tx`, and queued for its subscribers: all of it becomes true then, in the
    /// order in which it was published.
    ///
    /// # Errors
    /// When the event cannot be written as JSON.
    #[expect(
        clippy::unused_async,
        reason = "publishing is a step of an op like the others, which all are awaited"
    )]
    pub async fn publish<E: DomainEvent>(&self, tx: &mut Tx, actor: &Actor, event: &E) -> Result<()> {
        let now = self.clock.now();
        let tagged = serde_json::to_value(event).map_err(Error::internal)?;
        let (Some(kind), Some(data)) = (tagged["type"].as_str(), tagged.get("data")) else {
            return Err(Error::internal("a domain event must be tagged with `type` and `data`"));
        };
        let trace = Trace::current();
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
            trace_id: trace.map(Trace::id),
        };
        let handlers = self.routes.get().into_iter().flatten().filter(|(route, _)| *route == envelope.kind);
        let handlers = handlers.map(|(_, handler)| *handler).collect();
        tx.made(Change::Event { kind: envelope.kind.clone(), aggregate: envelope.aggregate.clone() });
        tx.pending().events.push(Published { event: envelope, handlers, trace });
        Ok(())
    }
}

/// The answer to a request with an idempotency key, as the next request with that key gets it.
#[derive(Debug)]
pub(crate) struct Answer {
    pub scope: String,
    pub key: String,
    pub digest: [u8; 32],
    pub status: i16,
    pub location: Option<String>,
    pub body: Vec<u8>,
    pub created_at: DateTime<Utc>,
}

/// An event with the handlers that hear it, and where it was caused.
#[derive(Debug)]
struct Published {
    event: Envelope,
    handlers: Vec<&'static str>,
    trace: Option<Trace>,
}

/// What a transaction writes when it commits, in one statement however much it is.
#[derive(Debug, Default)]
pub(crate) struct Pending {
    events: Vec<Published>,
    /// What caches are told beside the events.
    pub announced: Vec<Change>,
    /// At most one.
    pub answer: Option<Answer>,
}

impl Pending {
    /// Whether anybody is to hear of it.
    pub(crate) fn tells(&self) -> bool {
        !self.events.is_empty() || !self.announced.is_empty()
    }

    /// `mark` is told after everything else.
    pub(crate) async fn write(self, db: &mut PgConnection, mark: Option<Uuid>) -> Result<(), sqlx::Error> {
        if !self.tells() && self.answer.is_none() {
            return Ok(());
        }
        let Self { events, announced, answer } = self;
        fn each<T>(events: &[Published], value: impl Fn(&Envelope) -> T) -> Vec<T> {
            events.iter().map(|published| value(&published.event)).collect()
        }
        let of = |value: fn(&Envelope) -> String| each(&events, value);
        let jobs = events.iter().flat_map(|one| one.handlers.iter().map(move |name| (one, *name)));
        let jobs: Vec<(&Published, &'static str)> = jobs.collect();
        let of_events = events.iter().map(|Published { event, .. }| {
            Change::Event { kind: event.kind.clone(), aggregate: event.aggregate.clone() }.to_payload()
        });
        let changes = of_events.chain(announced.iter().map(Change::to_payload)).map(|told| (CHANNEL, told));
        let told = changes.chain(mark.map(|mark| (MARKS, mark.to_string())));
        let (channels, told): (Vec<&str>, Vec<String>) = told.unzip();
        sqlx::query(
            "WITH event AS (
                INSERT INTO platform.events
                    (id, type, version, occurred_at, source, aggregate, actor, business_id, data, trace_id)
                SELECT * FROM unnest($1::uuid[], $2::text[], $3::smallint[], $4::timestamptz[], $5::text[], $6::text[],
                                     $7::uuid[], $8::uuid[], $9::jsonb[], $10::text[])
            ), queued AS (
                INSERT INTO platform.jobs (handler, ordering_key, event_id, payload, run_at, trace)
                SELECT handler, ordering_key, event_id, 'null', run_at, trace
                FROM unnest($11::text[], $12::text[], $13::uuid[], $14::timestamptz[], $24::text[])
                     WITH ORDINALITY AS job (handler, ordering_key, event_id, run_at, trace, place) ORDER BY place
            ), answered AS (
                INSERT INTO platform.idempotency (scope, key, digest, status, location, body, created_at)
                SELECT $15, $16, $17, $18, $19, $20, $21 WHERE $16 IS NOT NULL
            )
            SELECT pg_notify(channel, told) FROM unnest($22::text[], $23::text[]) AS news (channel, told)",
        )
        .bind(each(&events, |event| event.id.0))
        .bind(of(|event| event.kind.clone()))
        .bind(each(&events, |event| event.version))
        .bind(each(&events, |event| event.occurred_at))
        .bind(of(|event| event.source.clone()))
        .bind(of(|event| event.aggregate.clone()))
        .bind(each(&events, |event| event.actor.map(|id| id.0)))
        .bind(each(&events, |event| event.business_id.map(|id| id.0)))
        .bind(each(&events, |event| event.data.clone()))
        .bind(each(&events, |event| event.trace_id.clone()))
        .bind(jobs.iter().map(|(_, handler)| *handler).collect::<Vec<_>>())
        .bind(jobs.iter().map(|(one, _)| one.event.aggregate.clone()).collect::<Vec<_>>())
        .bind(jobs.iter().map(|(one, _)| one.event.id.0).collect::<Vec<_>>())
        .bind(jobs.iter().map(|(one, _)| one.event.occurred_at).collect::<Vec<_>>())
        .bind(answer.as_ref().map(|answer| answer.scope.as_str()))
        .bind(answer.as_ref().map(|answer| answer.key.as_str()))
        .bind(answer.as_ref().map(|answer| answer.digest.as_slice()))
        .bind(answer.as_ref().map(|answer| answer.status))
        .bind(answer.as_ref().and_then(|answer| answer.location.as_deref()))
        .bind(answer.as_ref().map(|answer| answer.body.as_slice()))
        .bind(answer.as_ref().map(|answer| answer.created_at))
        .bind(channels)
        .bind(told)
        .bind(jobs.iter().map(|(one, _)| one.trace.map(|trace| trace.to_string())).collect::<Vec<_>>())
        .execute(db)
        .await?;
        Ok(())
    }
}

/// Removes events from before `then` that no job needs any more, at most `most` of the oldest; how many there were.
///
/// # Errors
/// When the database refuses.
pub async fn forget_old(tx: &mut Tx, then: DateTime<Utc>, most: i64) -> Result<u64> {
    // The queue has no index by event, which each job would pay for, and statistics that mostly say it is empty. A
    // difference of sets reads it once whatever they say; a join may read it once an event. Ids are in order of time.
    let old: Vec<Uuid> = sqlx::query_scalar(
        "SELECT id FROM platform.events WHERE occurred_at < $1
         EXCEPT SELECT event_id FROM platform.jobs
         ORDER BY id LIMIT $2",
    )
    .bind(then)
    .bind(most)
    .fetch_all(&mut **tx)
    .await?;
    let gone =
        sqlx::query("DELETE FROM platform.events WHERE id = ANY($1)").bind(&old).execute(&mut **tx).await?;
    Ok(gone.rows_affected())
}
