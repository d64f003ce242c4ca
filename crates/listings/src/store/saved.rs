use std::collections::HashMap;

use chrono::{DateTime, Utc};
use kernel::{BusinessId, ListingId, UserId};
use sqlx::PgConnection;
use uuid::Uuid;

use super::Result;
use super::live::{LiveRow, NewestKey, live_by_ids};

/// Keeps a live listing for somebody, and returns whose it is; none when there is none. Keeping it twice is keeping it once.
///
/// # Errors
/// When the database refuses.
pub async fn save(
    db: &mut PgConnection,
    user: UserId,
    id: ListingId,
    now: DateTime<Utc>,
) -> Result<Option<BusinessId>> {
    let business = sqlx::query_scalar!(
        r#"WITH target AS (SELECT id, business_id FROM listings.live WHERE id = $2 AND expires_at > $3),
                kept AS (
                    INSERT INTO listings.saved (user_id, listing_id, saved_at)
                    SELECT $1, id, $3 FROM target ON CONFLICT (user_id, listing_id) DO NOTHING
                )
           SELECT business_id AS "business_id!" FROM target"#,
        user.0,
        id.0,
        now,
    );
    Ok(business.fetch_optional(db).await?.map(BusinessId))
}

/// Lets a listing go.
///
/// # Errors
/// When the database refuses.
pub async fn unsave(db: &mut PgConnection, user: UserId, id: ListingId) -> Result<()> {
    sqlx::query!("DELETE FROM listings.saved WHERE user_id = $1 AND listing_id = $2", user.0, id.0)
        .execute(db)
        .await?;
    Ok(())
}

/// Which of these somebody has saved.
///
/// # Errors
/// When the database does not answer.
pub async fn saved_among(db: &mut PgConnection, user: UserId, ids: &[ListingId]) -> Result<Vec<ListingId>> {
    let ids: Vec<Uuid> = ids.iter().map(|id| id.0).collect();
    let saved = sqlx::query_scalar!(
        "SELECT listing_id FROM listings.saved WHERE user_id = $1 AND listing_id = ANY($2)",
        user.0,
        &ids,
    );
    Ok(saved.fetch_all(db).await?.into_iter().map(ListingId).collect())
}

/// What somebody has saved and is still live, last saved first, from after `after`; each with when it was saved.
///
/// # Errors
/// When the database does not answer.
pub async fn saved(
    db: &mut PgConnection,
    user: UserId,
    after: Option<NewestKey>,
    limit: i64,
    now: DateTime<Utc>,
) -> Result<Vec<(DateTime<Utc>, LiveRow)>> {
    let (before, id) = after.map(|key| (key.activated_at, key.id)).unzip();
    let places = sqlx::query!(
        // No "or there is none": a kept plan would read all from the last one on, for each page anew.
        "SELECT saved.listing_id, saved.saved_at
         FROM listings.saved JOIN listings.live ON live.id = saved.listing_id AND live.expires_at > $2
         WHERE saved.user_id = $1
           AND (saved.saved_at, saved.listing_id) < (coalesce($3, 'infinity'::timestamptz), $4)
         ORDER BY saved.saved_at DESC, saved.listing_id DESC LIMIT $5",
        user.0,
        now,
        before,
        id.unwrap_or(Uuid::nil()),
        limit,
    )
    .fetch_all(&mut *db)
    .await?;
    let ids: Vec<ListingId> = places.iter().map(|place| ListingId(place.listing_id)).collect();
    let mut live: HashMap<Uuid, LiveRow> =
        live_by_ids(db, &ids, now).await?.into_iter().map(|row| (row.id, row)).collect();
    Ok(places
        .into_iter()
        .filter_map(|place| Some((place.saved_at, live.remove(&place.listing_id)?)))
        .collect())
}
