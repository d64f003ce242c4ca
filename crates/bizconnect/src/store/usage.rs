//! What was used of a plan (B-6), what was seen and what was dismissed.

use chrono::{DateTime, NaiveDate, Utc};
use kernel::{BusinessId, ConnectionId, MarketCode};
use platform::Result;
use sqlx::PgConnection;
use uuid::Uuid;

use crate::model::allowance::{Counted, Period};

/// One business's counter.
#[derive(Debug, Clone, Copy)]
pub struct Counter<'a> {
    /// Whose.
    pub business: BusinessId,
    /// In which market.
    pub market: &'a MarketCode,
    /// Of what.
    pub counted: Counted,
    /// For how long.
    pub period: Period,
    /// From when on.
    pub starts_on: NaiveDate,
}

/// Takes `n` units if that leaves the counter at `limit` or below. The row's lock lets racing requests through one
/// after another, so a limit is never exceeded and never missed. `false` when there is not so much left.
///
/// # Errors
/// When the database does not answer.
pub async fn take(db: &mut PgConnection, counter: Counter<'_>, n: i32, limit: Option<i32>) -> Result<bool> {
    let limit = limit.unwrap_or(i32::MAX);
    if n > limit {
        return Ok(false);
    }
    let done = sqlx::query!(
        "INSERT INTO bizconnect.usage AS counter (business_id, market, what, period, starts_on, used)
         VALUES ($1, $2, $3, $4, $5, $6)
         ON CONFLICT (business_id, market, what, period, starts_on)
         DO UPDATE SET used = counter.used + excluded.used WHERE counter.used <= $7 - excluded.used",
        counter.business.0,
        counter.market.as_str(),
        counter.counted.as_str(),
        counter.period.as_str(),
        counter.starts_on,
        n,
        limit,
    );
    Ok(done.execute(db).await?.rows_affected() == 1)
}

/// How many were used.
///
/// # Errors
/// When the database does not answer.
pub async fn used(db: &mut PgConnection, counter: Counter<'_>) -> Result<i32> {
    let used = sqlx::query_scalar!(
        "SELECT used FROM bizconnect.usage
         WHERE business_id = $1 AND market = $2 AND what = $3 AND period = $4 AND starts_on = $5",
        counter.business.0,
        counter.market.as_str(),
        counter.counted.as_str(),
        counter.period.as_str(),
        counter.starts_on,
    );
    Ok(used.fetch_optional(db).await?.unwrap_or(0))
}

/// Where a business writes for the first time.
#[derive(Debug, Clone, Copy)]
pub enum First {
    /// In a connection.
    In(ConnectionId),
    /// To a business that it is not connected with.
    To(BusinessId),
}

/// Notes that a business has begun to write there; `false` when it had before.
///
/// # Errors
/// When the database does not answer.
pub async fn note_first(
    db: &mut PgConnection,
    business: BusinessId,
    first: First,
    now: DateTime<Utc>,
) -> Result<bool> {
    let done = match first {
        First::In(connection) => {
            let done = sqlx::query!(
                "INSERT INTO bizconnect.first_messages (connection_id, business_id, written_at) VALUES ($1, $2, $3)
                 ON CONFLICT DO NOTHING",
                connection.0,
                business.0,
                now,
            );
            done.execute(db).await?
        }
        First::To(other) => {
            let done = sqlx::query!(
                "INSERT INTO bizconnect.first_words (business_id, other, written_at) VALUES ($1, $2, $3)
                 ON CONFLICT DO NOTHING",
                business.0,
                other.0,
                now,
            );
            done.execute(db).await?
        }
    };
    Ok(done.rows_affected() == 1)
}

/// Which of these the business has been shown today.
///
/// # Errors
/// When the database does not answer.
pub async fn seen(
    db: &mut PgConnection,
    business: BusinessId,
    market: &MarketCode,
    day: NaiveDate,
    ids: &[Uuid],
) -> Result<Vec<Uuid>> {
    let seen = sqlx::query_scalar!(
        "SELECT suggested FROM bizconnect.seen
         WHERE business_id = $1 AND market = $2 AND seen_on = $3 AND suggested = ANY($4)",
        business.0,
        market.as_str(),
        day,
        ids,
    );
    Ok(seen.fetch_all(db).await?)
}

/// Notes that these were shown; returns how many were new.
///
/// # Errors
/// When the database does not answer.
pub async fn note_seen(
    db: &mut PgConnection,
    business: BusinessId,
    market: &MarketCode,
    day: NaiveDate,
    ids: &[Uuid],
) -> Result<i32> {
    let done = sqlx::query!(
        "INSERT INTO bizconnect.seen (business_id, market, seen_on, suggested)
         SELECT $1, $2, $3, id FROM unnest($4::uuid[]) AS id ON CONFLICT DO NOTHING",
        business.0,
        market.as_str(),
        day,
        ids,
    );
    Ok(i32::try_from(done.execute(db).await?.rows_affected()).unwrap_or(i32::MAX))
}

/// Remembers that a suggestion is not for this business; twice is once.
///
/// # Errors
/// When the database does not answer.
pub async fn dismiss(
    db: &mut PgConnection,
    business: BusinessId,
    dismissed: BusinessId,
    now: DateTime<Utc>,
) -> Result<()> {
    sqlx::query!(
        "INSERT INTO bizconnect.dismissals (business_id, dismissed, dismissed_at) VALUES ($1, $2, $3)
         ON CONFLICT DO NOTHING",
        business.0,
        dismissed.0,
        now,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Takes that back; also what was not dismissed.
///
/// # Errors
/// When the database does not answer.
pub async fn restore(db: &mut PgConnection, business: BusinessId, dismissed: BusinessId) -> Result<()> {
    sqlx::query!(
        "DELETE FROM bizconnect.dismissals WHERE business_id = $1 AND dismissed = $2",
        business.0,
        dismissed.0
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Notes that a business is told of a new match today; `false` when it was told of one already.
///
/// # Errors
/// When the database does not answer.
pub async fn note_told(
    db: &mut PgConnection,
    business: BusinessId,
    suggested: BusinessId,
    market: &MarketCode,
    day: NaiveDate,
) -> Result<bool> {
    let done = sqlx::query!(
        "INSERT INTO bizconnect.told (business_id, told_on, suggested, market) VALUES ($1, $2, $3, $4)
         ON CONFLICT DO NOTHING",
        business.0,
        day,
        suggested.0,
        market.as_str(),
    );
    Ok(done.execute(db).await?.rows_affected() == 1)
}

/// Forgets what was counted and seen before these days.
///
/// # Errors
/// When the database does not answer.
pub async fn forget(db: &mut PgConnection, usage_before: NaiveDate, seen_before: NaiveDate) -> Result<()> {
    sqlx::query!("DELETE FROM bizconnect.usage WHERE starts_on < $1", usage_before).execute(&mut *db).await?;
    sqlx::query!("DELETE FROM bizconnect.seen WHERE seen_on < $1", seen_before).execute(&mut *db).await?;
    sqlx::query!("DELETE FROM bizconnect.told WHERE told_on < $1", seen_before).execute(&mut *db).await?;
    Ok(())
}
