//! Takes jobs from the queue and has them done: a batch of one handler at a time, each handler by one hand.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use contracts::Envelope;
use futures_util::FutureExt;
use futures_util::future::join_all;
use kernel::{BusinessId, Clock, EventId, UserId};
use serde_json::Value;
use sqlx::Row;
use sqlx::postgres::PgRow;
use tokio::sync::{Mutex, mpsc};
use tokio_util::sync::CancellationToken;

use super::{Handler, Job, RemoteBatch, RemoteWork, Schedule, TxWork, Wake, Work, enqueue, traced};
use crate::db::{Db, Tx};
use crate::error::{Error, Result};
use crate::trace::Trace;

/// How many jobs one round takes.
const BATCH: i64 = 32;
/// Rounds that may be under way at once in one process.
const HANDS: usize = 3;
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

/// The last tick of schedules, in the one order in which processes write them.
type Ticks = BTreeMap<&'static str, DateTime<Utc>>;

/// The handlers that are at work in this process, or let work gather.
type Busy = Arc<Mutex<HashSet<&'static str>>>;

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
        let busy = Busy::default();
        let hands = (0..HANDS).map(|_| self.work(&busy, &stop));
        tokio::join!(self.watch_the_clock(&stop), join_all(hands));
    }

    async fn watch_the_clock(&self, stop: &CancellationToken) {
        let mut looked_at = Ticks::new();
        loop {
            if let Err(error) = self.queue_scheduled(&mut looked_at).await {
                tracing::warn!(error = &error as &dyn std::error::Error, "schedules could not be read");
            }
            tokio::select! { () = stop.cancelled() => return, () = tokio::time::sleep(Duration::from_secs(1)) => {} }
        }
    }

    async fn work(&self, busy: &Busy, stop: &CancellationToken) {
        while !stop.is_cancelled() {
            match self.round(busy, true).await {
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
        let busy = Busy::default();
        let mut total = 0;
        loop {
            match self.round(&busy, false).await? {
                0 => return Ok(total),
                taken => total += taken,
            }
        }
    }

    /// Queues what the clock says is due.
    ///
    /// # Errors
    /// When the queue cannot be reached.
    pub async fn tick(&self) -> Result<()> {
        self.queue_scheduled(&mut Ticks::new()).await
    }

    /// Queues what is due of the schedules whose last tick is not among those `looked_at`: the compare-and-set on
    /// `last_tick` lets one process win each tick.
    async fn queue_scheduled(&self, looked_at: &mut Ticks) -> Result<()> {
        let now = self.clock.now();
        let tick_of = |schedule: &Schedule| {
            let every = i64::try_from(schedule.every.as_secs()).unwrap_or(i64::MAX).max(1);
            DateTime::from_timestamp(now.timestamp().div_euclid(every) * every, 0).unwrap_or(now)
        };
        let mut due: Ticks =
            self.schedules.iter().map(|schedule| (schedule.handler, tick_of(schedule))).collect();
        due.retain(|name, tick| looked_at.get(name) != Some(tick));
        if due.is_empty() {
            return Ok(());
        }
        let (names, ticks): (Vec<&str>, Vec<DateTime<Utc>>) = due.iter().unzip();
        let mut tx = self.db.begin_system().await?;
        let won: Vec<String> = sqlx::query_scalar(
            "INSERT INTO platform.schedules (name, last_tick) SELECT * FROM unnest($1::text[], $2::timestamptz[])
             ON CONFLICT (name) DO UPDATE SET last_tick = excluded.last_tick
             WHERE schedules.last_tick < excluded.last_tick RETURNING name",
        )
        .bind(names)
        .bind(ticks)
        .fetch_all(&mut *tx)
        .await?;
        for name in &won {
            enqueue(&mut tx, name, "schedule", &Value::Null, now).await?;
        }
        tx.commit().await?;
        looked_at.extend(due);
        Ok(())
    }

    /// Takes and does one batch of a handler that is not at work; returns how many jobs were taken. After a batch that
    /// was not full a handler may let work gather, unless the caller wants everything now.
    async fn round(&self, busy: &Busy, may_gather: bool) -> Result<usize> {
        let now = self.clock.now();
        let mut at_work = busy.lock().await;
        let idle: Vec<&str> = self.handlers.keys().copied().filter(|name| !at_work.contains(name)).collect();
        let mut tx = self.db.begin_system().await?;
        let jobs = self.claim(&mut tx, &idle, now).await?;
        let Some(handler) = jobs.first().and_then(|job| self.handlers.get(job.handler.as_str())) else {
            tx.rollback().await?;
            return Ok(0);
        };
        at_work.insert(handler.name);
        drop(at_work);
        // There may be work for another hand, too.
        self.wake.now();
        let done = match &handler.work {
            Work::InTx(work) => self.do_inside(tx, work.as_ref(), &jobs).await,
            Work::Remote(work) => self.do_remotely(tx, work.as_ref(), &jobs, now).await,
            Work::RemoteBatch(work) => self.do_batch_remotely(tx, work.as_ref(), &jobs, now).await,
        };
        let pause = handler.work.gathers_for();
        if may_gather && !pause.is_zero() && (jobs.len() as i64) < BATCH {
            tokio::spawn(rest(handler.name, pause, busy.clone(), self.wake.clone()));
        } else {
            busy.lock().await.remove(handler.name);
        }
        done.map(|()| jobs.len())
    }

    async fn claim(&self, tx: &mut Tx, handlers: &[&str], now: DateTime<Utc>) -> Result<Vec<Job>> {
        let rows = sqlx::query("SELECT * FROM platform.next_jobs($1, $2, $3)")
            .bind(now)
            .bind(handlers)
            .bind(BATCH)
            .fetch_all(&mut **tx)
            .await?;
        rows.iter().map(|row| job_of(row).map_err(Error::from)).collect()
    }

    async fn do_inside(&self, tx: Tx, work: &dyn TxWork, jobs: &[Job]) -> Result<()> {
        let Err(error) = self.do_together(tx, work, jobs).await else { return Ok(()) };
        // Each gets a transaction of its own.
        tell_of_failed_batch(&error);
        for job in jobs {
            self.do_alone(job, work).await?;
        }
        Ok(())
    }

    async fn do_together(&self, mut tx: Tx, work: &dyn TxWork, jobs: &[Job]) -> Result<()> {
        let done = match jobs {
            [job] => contained(traced(job, work.run(&mut tx, job))).await,
            // What several of them do with one statement is no single trace's.
            _ => contained(work.run_all(&mut tx, jobs)).await,
        };
        if let Err(error) = done {
            // Rolled back here and now: a dropped transaction would keep its locks until the pool gets to it.
            tx.rollback().await?;
            return Err(error);
        }
        forget(&mut tx, &ids_of(jobs)).await?;
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
        let outcome = match contained(traced(job, work.run(&mut tx, job))).await {
            Ok(()) => {
                forget(&mut tx, &[job.id]).await?;
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

    async fn do_remotely(
        &self,
        tx: Tx,
        work: &dyn RemoteWork,
        jobs: &[Job],
        now: DateTime<Utc>,
    ) -> Result<()> {
        lease(tx, jobs, now).await?;
        self.do_side_by_side(work, jobs).await;
        Ok(())
    }

    async fn do_batch_remotely(
        &self,
        tx: Tx,
        work: &dyn RemoteBatch,
        jobs: &[Job],
        now: DateTime<Utc>,
    ) -> Result<()> {
        lease(tx, jobs, now).await?;
        if jobs.len() > 1 {
            match contained(work.run_all(jobs)).await {
                Ok(()) => return self.note_done(&ids_of(jobs)).await,
                Err(error) => tell_of_failed_batch(&error),
            }
        }
        self.do_side_by_side(work, jobs).await;
        Ok(())
    }

    async fn do_side_by_side<W: RemoteWork + ?Sized>(&self, work: &W, jobs: &[Job]) {
        let (told, mut ends) = mpsc::unbounded_channel();
        let works: Vec<_> = jobs
            .iter()
            .map(|job| {
                let told = told.clone();
                async move {
                    let end = contained(traced(job, work.run(job))).await;
                    // Heard as long as there is one to come.
                    let _ = told.send((job, end));
                }
            })
            .collect();
        drop(told);
        // What ends at the same moment is noted together, while the others go on: they may hold the very connection that
        // noting waits for.
        let noting = async {
            let mut together = Vec::new();
            while ends.recv_many(&mut together, jobs.len()).await > 0 {
                if let Err(error) = self.note_ends(&together).await {
                    // Their lease runs out and they are done again.
                    tracing::warn!(
                        error = &error as &dyn std::error::Error,
                        "the end of jobs could not be written"
                    );
                }
                together.clear();
            }
        };
        tokio::join!(join_all(works), noting);
    }

    async fn note_done(&self, jobs: &[i64]) -> Result<()> {
        let mut tx = self.db.begin_system().await?;
        forget(&mut tx, jobs).await?;
        tx.commit().await
    }

    async fn note_ends(&self, ended: &[(&Job, Result<()>)]) -> Result<()> {
        let done: Vec<i64> = ended.iter().filter(|(_, end)| end.is_ok()).map(|(job, _)| job.id).collect();
        if !done.is_empty() {
            self.note_done(&done).await?;
        }
        for (job, end) in ended {
            if let Err(error) = end {
                self.failed(job, error).await?;
            }
        }
        Ok(())
    }

    async fn failed(&self, job: &Job, error: &Error) -> Result<()> {
        let now = self.clock.now();
        let attempts = job.attempts + 1;
        let dead_at = (attempts >= MOST_ATTEMPTS || error.is_for_good()).then_some(now);
        tracing::warn!(
            job.id,
            job.handler,
            job.attempts = attempts,
            trace.id = job.trace.map(Trace::id),
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

fn ids_of(jobs: &[Job]) -> Vec<i64> {
    jobs.iter().map(|job| job.id).collect()
}

/// Jobs that are done leave the queue.
async fn forget(tx: &mut Tx, jobs: &[i64]) -> Result<()> {
    sqlx::query("DELETE FROM platform.jobs WHERE id = ANY($1)").bind(jobs).execute(&mut **tx).await?;
    Ok(())
}

/// Nobody else takes these as long as they are at work here.
async fn lease(mut tx: Tx, jobs: &[Job], now: DateTime<Utc>) -> Result<()> {
    sqlx::query("UPDATE platform.jobs SET run_at = $2 WHERE id = ANY($1)")
        .bind(ids_of(jobs))
        .bind(now + LEASE)
        .execute(&mut *tx)
        .await?;
    tx.commit().await
}

/// Somebody in a batch failed and took the others along.
fn tell_of_failed_batch(error: &Error) {
    tracing::debug!(error = error as &dyn std::error::Error, "a batch of jobs is done one by one");
}

/// Leaves a handler among those at work for a while, so that jobs gather for it.
async fn rest(handler: &'static str, pause: Duration, busy: Busy, wake: Wake) {
    tokio::time::sleep(pause).await;
    busy.lock().await.remove(handler);
    wake.now();
}

/// A job that panics fails like any other, and takes neither the batch's others nor the dispatcher along.
async fn contained(work: impl Future<Output = Result<()>>) -> Result<()> {
    AssertUnwindSafe(work).catch_unwind().await.unwrap_or_else(|told| {
        let told = told.downcast_ref::<String>().cloned();
        Err(Error::internal(format!("a job panicked: {}", told.unwrap_or_default())))
    })
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
        trace: row.try_get::<Option<&str>, _>("trace")?.and_then(Trace::parse),
    })
}
