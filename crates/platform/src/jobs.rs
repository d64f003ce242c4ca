//! Work after the commit: deliveries of events to their subscribers, jobs of the domains, and what runs by the clock
//! (P-19, P-20, P-22).
//!
//! One table, one dispatcher. A job is taken only when no earlier job of the same handler and ordering key is left,
//! which is what keeps the events of one aggregate in order even while one of them fails. See ADR 0003 for why this
//! is our own.

mod dead_letters;

use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use chrono::{DateTime, TimeDelta, Utc};
use contracts::Envelope;
use kernel::{BusinessId, Clock, EventId, UserId};
use serde::Serialize;
use serde_json::Value;
use sqlx::Row;
use sqlx::postgres::PgRow;
use tokio::sync::Notify;
use tokio_util::sync::CancellationToken;
use tracing::Instrument;

use crate::db::{Db, Tx};
use crate::error::{Error, Result};

pub use dead_letters::{DeadLetter, dead_letters, drop_dead_letter, replay_dead_letter};

/// One piece of work.
#[derive(Debug, Clone, Serialize)]
pub struct Job {
    /// Place in the queue.
    pub id: i64,
    /// Who does it.
    pub handler: String,
    /// Jobs of one handler and key run one after another.
    pub ordering_key: String,
    /// The event to be delivered; none for a job that a domain made itself.
    pub event: Option<Envelope>,
    /// The domain's own data.
    pub payload: Value,
    /// Tries that have failed.
    pub attempts: i32,
}

/// Work whose whole effect is in the database: done in the transaction that also removes the job, so that it happens
/// exactly once.
#[async_trait]
pub trait TxWork: Send + Sync {
    /// Does it.
    ///
    /// # Errors
    /// Then the job is tried again later.
    async fn run(&self, tx: &mut Tx, job: &Job) -> Result<()>;

    /// Does several that are due at once, in their order. Worth writing where one statement serves many.
    ///
    /// # Errors
    /// Then each is tried alone.
    async fn run_all(&self, tx: &mut Tx, jobs: &[Job]) -> Result<()> {
        for job in jobs {
            self.run(tx, job).instrument(span_of(job)).await?;
        }
        Ok(())
    }
}

/// Work that leaves the database (mail, a provider): at least once, under a lease.
#[async_trait]
pub trait RemoteWork: Send + Sync {
    /// Does it; a second time must do no harm.
    ///
    /// # Errors
    /// Then the job is tried again later.
    async fn run(&self, job: &Job) -> Result<()>;
}

/// How a handler does its work.
#[derive(Clone)]
pub enum Work {
    /// Inside the dispatcher's transaction.
    InTx(Arc<dyn TxWork>),
    /// Outside of any transaction.
    Remote(Arc<dyn RemoteWork>),
}

/// Somebody who does jobs.
#[derive(Clone)]
pub struct Handler {
    /// Unique, `domain.what_it_does`.
    pub name: &'static str,
    /// Event types it hears; empty for jobs that are queued by name.
    pub hears: &'static [&'static str],
    /// What it does.
    pub work: Work,
}

/// Something that runs by the clock, once per tick however many processes run.
#[derive(Debug, Clone, Copy)]
pub struct Schedule {
    /// The handler that gets a job at each tick.
    pub handler: &'static str,
    /// Time between ticks, counted from the epoch.
    pub every: Duration,
}

/// Tells the dispatcher that there may be work.
#[derive(Debug, Clone, Default)]
pub struct Wake(Arc<Notify>);

impl Wake {
    /// There may be work.
    pub fn now(&self) {
        self.0.notify_one();
    }
}

/// Queues a job in the caller's transaction. `run_at` in the future delays it.
///
/// # Errors
/// When the database refuses.
pub async fn enqueue(
    tx: &mut Tx,
    handler: &str,
    ordering_key: &str,
    payload: &impl Serialize,
    run_at: DateTime<Utc>,
) -> Result<()> {
    sqlx::query(
        "WITH queued AS (
            INSERT INTO platform.jobs (handler, ordering_key, payload, run_at) VALUES ($1, $2, $3, $4)
        ) SELECT pg_notify($5, $6)",
    )
    .bind(handler)
    .bind(ordering_key)
    .bind(serde_json::to_value(payload).map_err(Error::internal)?)
    .bind(run_at)
    .bind(crate::changes::CHANNEL)
    .bind(
        crate::changes::Change::Event { kind: "job".to_owned(), aggregate: handler.to_owned() }.to_payload(),
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// How many jobs one round takes.
const BATCH: i64 = 32;
/// Tries before a job is put aside for an operator: with the pauses below, about a day.
const MOST_ATTEMPTS: i32 = 36;
/// How long remote work may take before another process may take it over.
const LEASE: TimeDelta = TimeDelta::seconds(90);

/// Pause after the n-th failure: 1 s, 2 s, 4 s … at most an hour, ±25 % so that failures do not come back together.
fn pause(attempts: i32) -> TimeDelta {
    let seconds = 2_f64.powi(attempts.clamp(1, 13) - 1).min(3600.0);
    let jitter: f64 = rand::random_range(0.75..1.25);
    TimeDelta::milliseconds((seconds * jitter * 1000.0) as i64)
}

/// Takes jobs from the queue and has them done.
#[derive(Clone)]
pub struct Dispatcher {
    db: Db,
    clock: Arc<dyn Clock>,
    handlers: Arc<HashMap<&'static str, Handler>>,
    schedules: Arc<[Schedule]>,
    wake: Wake,
}

impl Dispatcher {
    /// A dispatcher for these handlers; it leaves the jobs of others to other processes.
    #[must_use]
    pub fn new(
        db: Db,
        clock: Arc<dyn Clock>,
        handlers: impl IntoIterator<Item = Handler>,
        schedules: impl IntoIterator<Item = Schedule>,
        wake: Wake,
    ) -> Self {
        let handlers = handlers.into_iter().map(|handler| (handler.name, handler)).collect();
        Self { db, clock, handlers: Arc::new(handlers), schedules: schedules.into_iter().collect(), wake }
    }

    /// Works until `stop`; finishes what it has begun.
    pub async fn run(self, stop: CancellationToken) {
        let mut next_tick = tokio::time::Instant::now();
        while !stop.is_cancelled() {
            if tokio::time::Instant::now() >= next_tick {
                next_tick = tokio::time::Instant::now() + Duration::from_secs(1);
                if let Err(error) = self.tick().await {
                    tracing::warn!(error = &error as &dyn std::error::Error, "schedules could not be read");
                }
            }
            match self.round().await {
                Ok(0) => {
                    tokio::select! {
                        () = stop.cancelled() => return,
                        () = self.wake.0.notified() => {}
                        () = tokio::time::sleep(Duration::from_secs(1)) => {}
                    }
                }
                Ok(_) => {}
                Err(error) => {
                    tracing::warn!(
                        error = &error as &dyn std::error::Error,
                        "the job queue cannot be reached"
                    );
                    tokio::select! { () = stop.cancelled() => return, () = tokio::time::sleep(Duration::from_secs(1)) => {} }
                }
            }
        }
    }

    /// Works until nothing is due, for tests and for commands. Returns how many jobs were taken.
    ///
    /// # Errors
    /// When the queue cannot be reached.
    pub async fn drain(&self) -> Result<usize> {
        let mut total = 0;
        loop {
            match self.round().await? {
                0 => return Ok(total),
                taken => total += taken,
            }
        }
    }

    /// Queues what the clock says is due: the compare-and-set on `last_tick` lets one process win each tick.
    ///
    /// # Errors
    /// When the queue cannot be reached.
    pub async fn tick(&self) -> Result<()> {
        let now = self.clock.now();
        for schedule in self.schedules.iter() {
            let every = i64::try_from(schedule.every.as_secs()).unwrap_or(i64::MAX).max(1);
            let tick = DateTime::from_timestamp(now.timestamp().div_euclid(every) * every, 0).unwrap_or(now);
            let mut tx = self.db.begin_system().await?;
            let won = sqlx::query(
                "INSERT INTO platform.schedules (name, last_tick) VALUES ($1, $2)
                 ON CONFLICT (name) DO UPDATE SET last_tick = $2 WHERE schedules.last_tick < $2",
            )
            .bind(schedule.handler)
            .bind(tick)
            .execute(&mut *tx)
            .await?;
            if won.rows_affected() == 1 {
                enqueue(&mut tx, schedule.handler, "schedule", &Value::Null, now).await?;
                tx.commit().await?;
            }
        }
        Ok(())
    }

    /// Takes and does one batch; returns how many jobs were taken.
    async fn round(&self) -> Result<usize> {
        let now = self.clock.now();
        let mut tx = self.db.begin_system().await?;
        let jobs = self.claim(&mut tx, now).await?;
        if jobs.is_empty() {
            return Ok(0);
        }
        let taken = jobs.len();
        let mut remote = Vec::new();
        // By handler, in order within each.
        let mut inside: BTreeMap<String, (Arc<dyn TxWork>, Vec<Job>)> = BTreeMap::new();
        for job in jobs {
            match self.handlers.get(job.handler.as_str()).map(|handler| handler.work.clone()) {
                Some(Work::InTx(work)) => {
                    inside.entry(job.handler.clone()).or_insert_with(|| (work, Vec::new())).1.push(job);
                }
                Some(Work::Remote(work)) => remote.push((job, work)),
                None => {}
            }
        }
        let leased: Vec<i64> = remote.iter().map(|(job, _)| job.id).collect();
        if !leased.is_empty() {
            sqlx::query("UPDATE platform.jobs SET run_at = $2 WHERE id = ANY($1)")
                .bind(&leased)
                .bind(now + LEASE)
                .execute(&mut *tx)
                .await?;
        }
        if let Err(error) = self.do_together(tx, &inside).await {
            // Somebody in the batch failed and took the others along: each gets a transaction of its own. Leases
            // were rolled back too, so remote jobs wait for the next round.
            tracing::debug!(error = &error as &dyn std::error::Error, "a batch of jobs is done one by one");
            for (work, jobs) in inside.into_values() {
                for job in jobs {
                    self.do_alone(&job, work.as_ref()).await?;
                }
            }
            return Ok(taken);
        }
        futures_util::future::join_all(remote.into_iter().map(|(job, work)| self.do_remote(job, work))).await;
        Ok(taken)
    }

    async fn claim(&self, tx: &mut Tx, now: DateTime<Utc>) -> Result<Vec<Job>> {
        let names: Vec<&str> = self.handlers.keys().copied().collect();
        let rows = sqlx::query("SELECT * FROM platform.due_jobs($1, $2, $3)")
            .bind(now)
            .bind(&names)
            .bind(BATCH)
            .fetch_all(&mut **tx)
            .await?;
        rows.iter().map(|row| job_of(row).map_err(Error::from)).collect()
    }

    async fn do_together(
        &self,
        mut tx: Tx,
        inside: &BTreeMap<String, (Arc<dyn TxWork>, Vec<Job>)>,
    ) -> Result<()> {
        for (work, jobs) in inside.values() {
            if let Err(error) = work.run_all(&mut tx, jobs).await {
                // Rolled back here and now: a dropped transaction would keep its locks until the pool gets to it.
                tx.rollback().await?;
                return Err(error);
            }
        }
        let done: Vec<i64> = inside.values().flat_map(|(_, jobs)| jobs).map(|job| job.id).collect();
        if !done.is_empty() {
            sqlx::query("DELETE FROM platform.jobs WHERE id = ANY($1)").bind(&done).execute(&mut *tx).await?;
        }
        tx.commit().await
    }

    async fn do_alone(&self, job: &Job, work: &dyn TxWork) -> Result<()> {
        let mut tx = self.db.begin_system().await?;
        let mine =
            sqlx::query("SELECT FROM platform.jobs WHERE id = $1 AND dead_at IS NULL FOR UPDATE SKIP LOCKED")
                .bind(job.id)
                .fetch_optional(&mut *tx)
                .await?;
        if mine.is_none() {
            return Ok(());
        }
        let outcome = match work.run(&mut tx, job).instrument(span_of(job)).await {
            Ok(()) => {
                sqlx::query("DELETE FROM platform.jobs WHERE id = $1").bind(job.id).execute(&mut *tx).await?;
                tx.commit().await
            }
            Err(error) => {
                tx.rollback().await?;
                Err(error)
            }
        };
        match outcome {
            Ok(()) => Ok(()),
            Err(error) => self.failed(job, &error).await,
        }
    }

    async fn do_remote(&self, job: Job, work: Arc<dyn RemoteWork>) {
        let outcome = match work.run(&job).instrument(span_of(&job)).await {
            Ok(()) => self.done(&job).await,
            Err(error) => self.failed(&job, &error).await,
        };
        if let Err(error) = outcome {
            // The lease runs out and the job is done again.
            tracing::warn!(
                job.id,
                error = &error as &dyn std::error::Error,
                "a job's end could not be written"
            );
        }
    }

    async fn done(&self, job: &Job) -> Result<()> {
        let mut tx = self.db.begin_system().await?;
        sqlx::query("DELETE FROM platform.jobs WHERE id = $1").bind(job.id).execute(&mut *tx).await?;
        tx.commit().await
    }

    async fn failed(&self, job: &Job, error: &Error) -> Result<()> {
        let now = self.clock.now();
        let attempts = job.attempts + 1;
        let dead_at = (attempts >= MOST_ATTEMPTS).then_some(now);
        tracing::warn!(
            job.id,
            job.handler,
            job.attempts = attempts,
            error = error as &dyn std::error::Error,
            cause = error.cause().map(tracing::field::display),
            "a job failed{}",
            if dead_at.is_some() { " for the last time and is put aside" } else { "" }
        );
        metrics::counter!("pushnchat_jobs_failed_total", "handler" => job.handler.clone()).increment(1);
        let told = error.cause().map_or_else(|| error.to_string(), ToString::to_string);
        let mut tx = self.db.begin_system().await?;
        sqlx::query("UPDATE platform.jobs SET attempts = $2, run_at = $3, last_error = $4, dead_at = $5 WHERE id = $1")
            .bind(job.id)
            .bind(attempts)
            .bind(now + pause(attempts))
            .bind(told)
            .bind(dead_at)
            .execute(&mut *tx)
            .await?;
        tx.commit().await
    }
}

/// Ties the log lines of a job to the request whose event it delivers.
fn span_of(job: &Job) -> tracing::Span {
    let trace_id = job.event.as_ref().and_then(|event| event.trace_id.as_deref());
    tracing::info_span!("job", job.id, job.handler, trace.id = trace_id, otel.kind = "consumer")
}

fn job_of(row: &PgRow) -> Result<Job, sqlx::Error> {
    let event = match row.try_get::<Option<uuid::Uuid>, _>("event_id")? {
        None => None,
        Some(id) => Some(Envelope {
            id: EventId(id),
            kind: row.try_get("type")?,
            version: row.try_get("version")?,
            occurred_at: row.try_get("occurred_at")?,
            source: row.try_get("source")?,
            aggregate: row.try_get("aggregate")?,
            actor: row.try_get::<Option<uuid::Uuid>, _>("actor")?.map(UserId),
            business_id: row.try_get::<Option<uuid::Uuid>, _>("business_id")?.map(BusinessId),
            data: row.try_get("data")?,
            trace_id: row.try_get("trace_id")?,
        }),
    };
    Ok(Job {
        id: row.try_get("id")?,
        handler: row.try_get("handler")?,
        ordering_key: row.try_get("ordering_key")?,
        event,
        payload: row.try_get("payload")?,
        attempts: row.try_get("attempts")?,
    })
}
