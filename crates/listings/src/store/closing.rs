use chrono::{DateTime, Utc};
use contracts::media::Picture;
use kernel::{BusinessId, ListingId};
use sqlx::PgConnection;
use sqlx::types::Json;
use uuid::Uuid;

use super::Result;
use super::listing::all;
use crate::model::Listing;

/// Notes that a business is gone, and takes everything of it off the site. Asked with a system transaction that holds
/// [`super::quota_of`].
///
/// # Errors
/// When the database refuses.
pub async fn close_business(db: &mut PgConnection, business: BusinessId, now: DateTime<Utc>) -> Result<u64> {
    sqlx::query!(
        "INSERT INTO listings.closed_businesses (business_id, closed_at) VALUES ($1, $2) ON CONFLICT DO NOTHING",
        business.0,
        now,
    )
    .execute(&mut *db)
    .await?;
    let withdrawn = sqlx::query!(
        "UPDATE listings.listings
         SET status = 'WITHDRAWN', withdrawn_at = $2, withdrawn_from = status, withdrawn_for = 'BUSINESS_DELETED',
             remind_at = NULL, version = version + 1, updated_at = $2
         -- In the order in which everybody locks many of them.
         WHERE id = ANY(ARRAY(
            SELECT id FROM listings.listings
            WHERE business_id = $1 AND ((status = 'ACTIVE' AND expires_at > $2) OR status = 'PENDING_REVIEW')
            ORDER BY id FOR NO KEY UPDATE))",
        business.0,
        now,
    );
    Ok(withdrawn.execute(db).await?.rows_affected())
}

/// Forgets that a business was gone, and puts back what was taken off the site for it; what has expired meanwhile is
/// expired. Asked with a system transaction that holds [`super::quota_of`].
///
/// # Errors
/// When the database refuses.
pub async fn reopen_business(db: &mut PgConnection, business: BusinessId, now: DateTime<Utc>) -> Result<u64> {
    sqlx::query!("DELETE FROM listings.closed_businesses WHERE business_id = $1", business.0)
        .execute(&mut *db)
        .await?;
    let back = sqlx::query!(
        "UPDATE listings.listings
         SET status = CASE WHEN withdrawn_from = 'ACTIVE' AND expires_at <= $2 THEN 'EXPIRED' ELSE withdrawn_from END,
             remind_at = CASE WHEN withdrawn_from = 'ACTIVE' AND expires_at > $2
                              THEN expires_at - (expires_at - activated_at) / 5 END,
             withdrawn_at = NULL, withdrawn_from = NULL, withdrawn_for = NULL, version = version + 1, updated_at = $2
         WHERE id = ANY(ARRAY(
            SELECT id FROM listings.listings
            WHERE business_id = $1 AND status = 'WITHDRAWN' AND withdrawn_for = 'BUSINESS_DELETED'
            ORDER BY id FOR NO KEY UPDATE))",
        business.0,
        now,
    );
    Ok(back.execute(db).await?.rows_affected())
}

/// Whether a business is gone.
///
/// # Errors
/// When the database does not answer.
pub async fn is_closed(db: &mut PgConnection, business: BusinessId) -> Result<bool> {
    let closed = sqlx::query_scalar!(
        r#"SELECT EXISTS (SELECT FROM listings.closed_businesses WHERE business_id = $1) AS "closed!""#,
        business.0,
    );
    Ok(closed.fetch_one(db).await?)
}

/// What others know of a business's listings, in the order of their ids, from after `after`: those that they may see,
/// and those that were taken off the site because the business is gone. Asked with a system transaction.
///
/// # Errors
/// When the database does not answer.
pub async fn known_of(
    db: &mut PgConnection,
    business: BusinessId,
    after: Option<ListingId>,
    limit: i64,
) -> Result<Vec<Listing>> {
    let rows = rows!(
        "listings.listings",
        "WHERE business_id = $1 AND id > $2
           AND (status IN ('ACTIVE', 'PENDING_REVIEW') OR withdrawn_for IS NOT NULL)
         ORDER BY id LIMIT $3",
        business.0,
        after.map_or(Uuid::nil(), |id| id.0),
        limit,
    );
    all(rows.fetch_all(db).await?)
}
