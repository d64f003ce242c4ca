use chrono::{DateTime, Utc};
use kernel::{ListingId, UserId};
use sqlx::PgConnection;
use uuid::Uuid;

use super::Result;
use super::live::{LiveRow, live_by_ids};
use crate::matching::Candidate;

/// Candidates that are looked at, the newest.
const LOOKED_AT: i64 = 300;
/// Pairs of one listing after which no more are told.
const ENOUGH: i64 = 20;

/// Live listings of the other type in the category of `new`, of other businesses, that have not been told of too often.
///
/// # Errors
/// When the database does not answer.
pub async fn candidates(db: &mut PgConnection, new: &LiveRow, now: DateTime<Utc>) -> Result<Vec<Candidate>> {
    let found = sqlx::query!(
        r#"SELECT id AS "id!", created_by AS "created_by!" FROM (
            SELECT id, created_by FROM listings.live
            WHERE category = $1 AND type <> $2 AND business_id <> $3 AND expires_at > $4
            ORDER BY activated_at DESC, id DESC LIMIT $5
           ) AS newest
           WHERE (SELECT count(*) FROM listings.matches WHERE request_id = newest.id OR offer_id = newest.id) < $6"#,
        new.category,
        new.kind,
        new.business_id,
        now,
        LOOKED_AT,
        ENOUGH,
    )
    .fetch_all(&mut *db)
    .await?;
    let ids: Vec<ListingId> = found.iter().map(|row| ListingId(row.id)).collect();
    let live = live_by_ids(db, &ids, now).await?;
    let writer = |id: Uuid| found.iter().find(|row| row.id == id).map(|row| UserId(row.created_by));
    let candidate = |live: LiveRow| Some(Candidate { created_by: writer(live.id)?, live });
    Ok(live.into_iter().filter_map(candidate).collect())
}

/// Notes that a request and an offer go together; `false` when that is known.
///
/// # Errors
/// When the database refuses.
pub async fn insert_match(
    db: &mut PgConnection,
    request: ListingId,
    offer: ListingId,
    now: DateTime<Utc>,
) -> Result<bool> {
    let written = sqlx::query!(
        "INSERT INTO listings.matches (request_id, offer_id, matched_at) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING",
        request.0,
        offer.0,
        now,
    );
    Ok(written.execute(db).await?.rows_affected() == 1)
}

/// What a listing goes together with, the newest pairs first.
///
/// # Errors
/// When the database does not answer.
pub async fn matches_of(db: &mut PgConnection, id: ListingId, limit: i64) -> Result<Vec<ListingId>> {
    let others = sqlx::query_scalar!(
        r#"SELECT CASE WHEN request_id = $1 THEN offer_id ELSE request_id END AS "id!" FROM listings.matches
           WHERE request_id = $1 OR offer_id = $1 ORDER BY matched_at DESC, 1 LIMIT $2"#,
        id.0,
        limit,
    );
    Ok(others.fetch_all(db).await?.into_iter().map(ListingId).collect())
}
