use chrono::{DateTime, Utc};
use contracts::listings::Seller;
use contracts::media::Picture;
use kernel::{BusinessId, ListingId, MediaId};
use sqlx::PgConnection;
use sqlx::types::Json;
use uuid::Uuid;

use super::listing::all;
use super::{Result, unreadable};
use crate::model::{Listing, Status};

/// Listings of a business in every state, newest first, from after `after`. `status` is the one that holds at `now`.
///
/// # Errors
/// When the database does not answer.
pub async fn of_owner(
    db: &mut PgConnection,
    business: BusinessId,
    status: Option<Status>,
    after: Option<ListingId>,
    limit: i64,
    now: DateTime<Utc>,
) -> Result<Vec<Listing>> {
    let rows = rows!(
        "listings.listings",
        "WHERE business_id = $1 AND id < $2
           AND ($3::text IS NULL
                OR $3 = CASE WHEN status = 'ACTIVE' AND expires_at <= $4 THEN 'EXPIRED' ELSE status END)
         ORDER BY id DESC LIMIT $5",
        business.0,
        after.map_or(Uuid::max(), |id| id.0),
        status.map(Status::as_str),
        now,
        limit,
    );
    all(rows.fetch_all(db).await?)
}

/// How many listings of a business are in each state that holds at `now`.
///
/// # Errors
/// When the database does not answer.
pub async fn count_by_status(
    db: &mut PgConnection,
    business: BusinessId,
    now: DateTime<Utc>,
) -> Result<Vec<(Status, i64)>> {
    let rows = sqlx::query!(
        r#"SELECT CASE WHEN status = 'ACTIVE' AND expires_at <= $2 THEN 'EXPIRED' ELSE status END AS "status!",
                  count(*) AS "count!"
           FROM listings.listings WHERE business_id = $1 GROUP BY 1"#,
        business.0,
        now,
    );
    let count = |status: &str, count| Ok((status.parse().map_err(|_| unreadable("status"))?, count));
    rows.fetch_all(db).await?.iter().map(|row| count(&row.status, row.count)).collect()
}

/// All but the drafts in the order of their ids, from after `after`. Asked with a system transaction.
///
/// # Errors
/// When the database does not answer.
pub async fn page(db: &mut PgConnection, after: Option<ListingId>, limit: i64) -> Result<Vec<Listing>> {
    let rows = rows!(
        "listings.listings",
        // No "or there is none": a kept plan would read all from the first one on, for each page anew.
        "WHERE id > $1 AND status <> 'DRAFT' ORDER BY id LIMIT $2",
        after.map_or(Uuid::nil(), |id| id.0),
        limit
    );
    all(rows.fetch_all(db).await?)
}

/// Locks live listings whose time is over. Asked with a system transaction.
///
/// # Errors
/// When the database does not answer.
pub async fn due_to_expire(db: &mut PgConnection, now: DateTime<Utc>, limit: i64) -> Result<Vec<Listing>> {
    let rows = rows!(
        "listings.listings",
        "WHERE status = 'ACTIVE' AND expires_at <= $1 ORDER BY expires_at LIMIT $2
         FOR NO KEY UPDATE SKIP LOCKED",
        now,
        limit,
    );
    all(rows.fetch_all(db).await?)
}

/// Locks live listings whose owners are to be told that the end is near. Asked with a system transaction.
///
/// # Errors
/// When the database does not answer.
pub async fn due_to_remind(db: &mut PgConnection, now: DateTime<Utc>, limit: i64) -> Result<Vec<Listing>> {
    let rows = rows!(
        "listings.listings",
        "WHERE status = 'ACTIVE' AND remind_at <= $1 AND expires_at > $1
         ORDER BY remind_at LIMIT $2 FOR NO KEY UPDATE SKIP LOCKED",
        now,
        limit,
    );
    all(rows.fetch_all(db).await?)
}

/// Gives the cards of a business its new name, address and verification; returns those that anybody sees. Asked with
/// a system transaction. Like everything that changes many listings and waits for them, it locks them in the order of their
/// ids, so that no two wait for each other.
///
/// # Errors
/// When the database does not answer.
pub async fn rename_seller(
    db: &mut PgConnection,
    seller: &Seller,
    now: DateTime<Utc>,
) -> Result<Vec<Listing>> {
    let changed = sqlx::query_scalar!(
        "UPDATE listings.listings
         SET seller_name = $2, seller_slug = $3, seller_verified = $4, version = version + 1, updated_at = $5
         WHERE id = ANY(ARRAY(
            SELECT id FROM listings.listings
            WHERE business_id = $1 AND (seller_name, seller_slug, seller_verified) IS DISTINCT FROM ($2, $3, $4)
            ORDER BY id FOR NO KEY UPDATE))
         RETURNING id",
        seller.id.0,
        seller.name,
        seller.slug,
        seller.verified,
        now,
    )
    .fetch_all(&mut *db)
    .await?;
    let live = rows!(
        "listings.listings",
        "WHERE id = ANY($1) AND status = 'ACTIVE' AND expires_at > $2 ORDER BY id",
        &changed,
        now
    );
    all(live.fetch_all(db).await?)
}

/// Listings that name a picture, in whatever state, held until the transaction ends. Asked with a system transaction.
///
/// # Errors
/// When the database does not answer.
pub async fn naming_picture(db: &mut PgConnection, picture: MediaId) -> Result<Vec<Listing>> {
    let naming = rows!(
        "listings.listings",
        "WHERE id IN (SELECT listings.naming_picture($1)) ORDER BY id FOR UPDATE",
        picture.0
    );
    all(naming.fetch_all(db).await?)
}

/// Deletes what was withdrawn before `before` (P-39); what is being brought back at this moment is left. Asked with a
/// system transaction.
///
/// # Errors
/// When the database refuses.
pub async fn purge_withdrawn(db: &mut PgConnection, before: DateTime<Utc>, limit: i64) -> Result<u64> {
    let purged = sqlx::query!(
        "DELETE FROM listings.listings WHERE id IN (
            SELECT id FROM listings.listings WHERE status = 'WITHDRAWN' AND withdrawn_at < $1 LIMIT $2
            FOR UPDATE SKIP LOCKED)",
        before,
        limit,
    );
    Ok(purged.execute(db).await?.rows_affected())
}

/// Those of `ids` that a listing names, in whatever state it is. Asked with a system transaction.
///
/// # Errors
/// When the database does not answer, or the transaction does not see every listing.
pub async fn pictures_named(db: &mut PgConnection, ids: &[MediaId]) -> Result<Vec<MediaId>> {
    let ids: Vec<Uuid> = ids.iter().map(|id| id.0).collect();
    let named =
        sqlx::query_scalar!(r#"SELECT id AS "id!" FROM listings.pictures_named($1) AS named (id)"#, &ids);
    Ok(named.fetch_all(db).await?.into_iter().map(MediaId).collect())
}
