//! Jobs that have failed too often, for an operator to look at (P-19).

use chrono::{DateTime, Utc};
use serde::Serialize;
use sqlx::Row;

use crate::db::Db;
use crate::error::{Error, Result};

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
}

/// Jobs put aside, oldest first.
///
/// # Errors
/// When the queue cannot be reached.
pub async fn dead_letters(db: &Db, limit: i64) -> Result<Vec<DeadLetter>> {
    let mut tx = db.begin_system().await?;
    let rows = sqlx::query(
        "SELECT job.id, job.handler, job.ordering_key, job.attempts, job.last_error, job.dead_at, event.type
         FROM platform.jobs AS job LEFT JOIN platform.events AS event ON event.id = job.event_id
         WHERE job.dead_at IS NOT NULL ORDER BY job.dead_at, job.id LIMIT $1",
    )
    .bind(limit)
    .fetch_all(&mut *tx)
    .await?;
    let letters = rows.iter().map(|row| {
        Ok(DeadLetter {
            id: row.try_get("id")?,
            handler: row.try_get("handler")?,
            event_type: row.try_get("type")?,
            ordering_key: row.try_get("ordering_key")?,
            attempts: row.try_get("attempts")?,
            last_error: row.try_get("last_error")?,
            dead_at: row.try_get("dead_at")?,
        })
    });
    letters.collect::<Result<_, sqlx::Error>>().map_err(Error::from)
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
