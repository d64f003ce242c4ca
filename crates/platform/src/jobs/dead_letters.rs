//! Jobs that have failed too often, for an operator to look at (P-19).

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use sqlx::Row;
use sqlx::postgres::PgRow;

use crate::db::Db;
use crate::error::Result;
use crate::trace::Trace;

/// A job that has failed too often, for an operator to look at.
#[derive(Debug, Clone, Serialize)]
pub struct DeadLetter {
    /// To replay or drop it.
    pub id: i64,
    /// Who should have done it.
    pub handler: String,
    /// Type of the event, for a delivery.
    pub event_type: Option<String>,
    /// What the job was about.
    pub ordering_key: String,
    /// Tries.
    pub attempts: i32,
    /// What the last try said.
    pub last_error: Option<String>,
    /// When it was put aside.
    pub dead_at: DateTime<Utc>,
    /// What the handler was given: the event's data, or what the domain queued.
    pub payload: Value,
    /// The trace of whatever caused it, by which its log lines are found.
    pub trace_id: Option<String>,
}

/// A place in the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeadLetterPlace(DateTime<Utc>, i64);

impl DeadLetter {
    /// Its place in the list.
    #[must_use]
    pub fn place(&self) -> DeadLetterPlace {
        DeadLetterPlace(self.dead_at, self.id)
    }

    fn of(row: &PgRow) -> Result<Self, sqlx::Error> {
        let data: Option<Value> = row.try_get("data")?;
        let trace = row.try_get::<Option<&str>, _>("trace")?.and_then(Trace::parse);
        Ok(Self {
            id: row.try_get("id")?,
            handler: row.try_get("handler")?,
            event_type: row.try_get("type")?,
            ordering_key: row.try_get("ordering_key")?,
            attempts: row.try_get("attempts")?,
            last_error: row.try_get("last_error")?,
            dead_at: row.try_get("dead_at")?,
            payload: data.map_or_else(|| row.try_get("payload"), Ok)?,
            trace_id: trace.map(Trace::id),
        })
    }
}

/// Jobs put aside, oldest first, after a place in the list.
///
/// # Errors
/// When the queue cannot be reached.
pub async fn dead_letters(db: &Db, after: Option<DeadLetterPlace>, limit: i64) -> Result<Vec<DeadLetter>> {
    let mut tx = db.begin_system().await?;
    let rows = sqlx::query(
        // No "or there is none": a kept plan would read all from the first one on, for each page anew.
        "SELECT job.id, job.handler, job.ordering_key, job.attempts, job.last_error, job.dead_at, job.payload,
                job.trace, event.type, event.data
         FROM platform.jobs AS job LEFT JOIN platform.events AS event ON event.id = job.event_id
         WHERE job.dead_at IS NOT NULL AND (job.dead_at, job.id) > (coalesce($2, '-infinity'::timestamptz), $3)
         ORDER BY job.dead_at, job.id LIMIT $1",
    )
    .bind(limit)
    .bind(after.map(|place| place.0))
    .bind(after.map_or(0, |place| place.1))
    .fetch_all(&mut *tx)
    .await?;
    tx.rollback().await?;
    Ok(rows.iter().map(DeadLetter::of).collect::<Result<_, sqlx::Error>>()?)
}

/// One of them.
///
/// # Errors
/// When the queue cannot be reached.
pub async fn dead_letter(db: &Db, id: i64) -> Result<Option<DeadLetter>> {
    let mut tx = db.begin_system().await?;
    let row = sqlx::query(
        "SELECT job.id, job.handler, job.ordering_key, job.attempts, job.last_error, job.dead_at, job.payload,
                job.trace, event.type, event.data
         FROM platform.jobs AS job LEFT JOIN platform.events AS event ON event.id = job.event_id
         WHERE job.dead_at IS NOT NULL AND job.id = $1",
    )
    .bind(id)
    .fetch_optional(&mut *tx)
    .await?;
    tx.rollback().await?;
    Ok(row.as_ref().map(DeadLetter::of).transpose()?)
}

/// How many there are.
///
/// # Errors
/// When the queue cannot be reached.
pub async fn count_dead_letters(db: &Db) -> Result<i64> {
    let mut tx = db.begin_system().await?;
    let count = sqlx::query_scalar("SELECT count(*) FROM platform.jobs WHERE dead_at IS NOT NULL")
        .fetch_one(&mut *tx)
        .await?;
    tx.rollback().await?;
    Ok(count)
}

/// Puts a dead letter back into the queue, its tries forgotten. `false` when there is none with this id.
///
/// # Errors
/// When the queue cannot be reached.
pub async fn replay_dead_letter(db: &Db, id: i64, now: DateTime<Utc>) -> Result<bool> {
    let mut tx = db.begin_system().await?;
    let changed = sqlx::query(
        "UPDATE platform.jobs SET dead_at = NULL, attempts = 0, run_at = $2 WHERE id = $1 AND dead_at IS NOT NULL",
    )
    .bind(id)
    .bind(now)
    .execute(&mut *tx)
    .await?;
    tx.commit().await?;
    Ok(changed.rows_affected() == 1)
}

/// Throws a dead letter away. `false` when there is none with this id.
///
/// # Errors
/// When the queue cannot be reached.
pub async fn drop_dead_letter(db: &Db, id: i64) -> Result<bool> {
    let mut tx = db.begin_system().await?;
    let gone = sqlx::query("DELETE FROM platform.jobs WHERE id = $1 AND dead_at IS NOT NULL")
        .bind(id)
        .execute(&mut *tx)
        .await?;
    tx.commit().await?;
    Ok(gone.rows_affected() == 1)
}
