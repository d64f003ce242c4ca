//! Work after the commit: deliveries of events to their subscribers, jobs of the domains, and what runs by the clock
//! (P-19, P-20, P-22).
//!
//! One table, one dispatcher in each process. A job is taken only when no earlier job of the same handler and ordering
//! key is left, which is what keeps the events of one aggregate in order even while one of them fails. A batch is of one
//! handler, and each handler does one batch at a time in a process, so a slow one holds up nobody but itself. See ADR
//! 0003 for why this is our own.

mod dead_letters;
mod dispatcher;

use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use contracts::Envelope;
use serde::Serialize;
use serde_json::Value;
use tokio::sync::Notify;
use tracing::field::Empty;

use crate::db::Tx;
use crate::error::{Error, Result};
use crate::trace::{self, Trace};

pub use dead_letters::{
    DeadLetter, DeadLetterPlace, count_dead_letters, dead_letter, dead_letters, drop_dead_letter,
    replay_dead_letter,
};
pub use dispatcher::Dispatcher;

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
    /// Where it was caused.
    #[serde(skip)]
    pub trace: Option<Trace>,
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
            traced(job, self.run(tx, job)).await?;
        }
        Ok(())
    }

    /// How long more may gather after a batch that was not full, so that the next one is worth its transaction. The
    /// first job after a quiet time is done at once whatever this says.
    fn gathers_for(&self) -> Duration {
        Duration::ZERO
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

    /// As [`TxWork::gathers_for`].
    fn gathers_for(&self) -> Duration {
        Duration::ZERO
    }
}

/// Remote work that asks one question for many jobs. When a batch fails, each of its jobs is done as [`RemoteWork`].
#[async_trait]
pub trait RemoteBatch: Send + Sync {
    /// Does all that are due at once; a second time must do no harm.
    ///
    /// # Errors
    /// Then each is tried alone.
    async fn run_all(&self, jobs: &[Job]) -> Result<()>;

    /// As [`TxWork::gathers_for`].
    fn gathers_for(&self) -> Duration {
        Duration::ZERO
    }
}

#[async_trait]
impl<T: RemoteBatch + ?Sized> RemoteWork for T {
    async fn run(&self, job: &Job) -> Result<()> {
        self.run_all(std::slice::from_ref(job)).await
    }

    fn gathers_for(&self) -> Duration {
        RemoteBatch::gathers_for(self)
    }
}

/// How a handler does its work.
#[derive(Clone)]
pub enum Work {
    /// Inside the dispatcher's transaction.
    InTx(Arc<dyn TxWork>),
    /// Outside of any transaction.
    Remote(Arc<dyn RemoteWork>),
    /// Outside of any transaction, many at once.
    RemoteBatch(Arc<dyn RemoteBatch>),
}

impl Work {
    fn gathers_for(&self) -> Duration {
        match self {
            Self::InTx(work) => work.gathers_for(),
            Self::Remote(work) => work.gathers_for(),
            Self::RemoteBatch(work) => RemoteBatch::gathers_for(work.as_ref()),
        }
    }
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
            INSERT INTO platform.jobs (handler, ordering_key, payload, run_at, trace) VALUES ($1, $2, $3, $4, $7)
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
    .bind(Trace::current().map(|trace| trace.to_string()))
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Does the work of one job, as a part of the trace that caused it.
async fn traced<T>(job: &Job, work: impl Future<Output = T>) -> T {
    let span = tracing::info_span!("job", job.id, job.handler, trace.id = Empty, otel.kind = "consumer");
    trace::within(span, job.trace, work).await
}
