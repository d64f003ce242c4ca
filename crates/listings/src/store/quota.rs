use chrono::{DateTime, Utc};
use kernel::{BusinessId, ListingId};
use platform::Lock;
use sqlx::PgConnection;

use super::Result;
use crate::model::{Listing, Window};

/// Serialises whatever changes how many listings of a business are live. Taken when the transaction begins, before any
/// listing is locked, so that no two wait for each other.
#[must_use]
pub fn quota_of(business: BusinessId) -> Lock {
    Lock::new("listings.quota", business.0)
}

/// What is known of a business when another of its listings is to go live.
#[derive(Debug)]
pub struct Room {
    /// Listings that are live or wait for a review.
    pub used: i64,
    /// When so many of them have expired that there is room for one more, if time alone brings that.
    pub resets_at: Option<DateTime<Utc>>,
    /// The business is gone; nothing of its goes live.
    pub closed: bool,
}

/// How many listings of a business are live or about to be at `now` or a later moment, as things stand, not counting the
/// one with the id `but`, and when there is room among `limit`. Ask while holding [`quota_of`].
///
/// # Errors
/// When the database does not answer.
pub async fn room(
    db: &mut PgConnection,
    business: BusinessId,
    but: ListingId,
    limit: Option<i64>,
    now: DateTime<Utc>,
) -> Result<Room> {
    let room = sqlx::query_as!(
        Room,
        // A business may have more than its plan allows by now: then several must expire first.
        r#"SELECT count(*) AS "used!",
                  (array_agg(expires_at ORDER BY expires_at) FILTER (WHERE status = 'ACTIVE'))
                    [greatest(count(*) - $4::bigint + 1, 0)::int] AS resets_at,
                  EXISTS (SELECT FROM listings.closed_businesses WHERE business_id = $1) AS "closed!"
           FROM listings.listings
           WHERE business_id = $1 AND id <> $2
             AND ((status = 'ACTIVE' AND expires_at > $3) OR status = 'PENDING_REVIEW')"#,
        business.0,
        but.0,
        now,
        limit,
    );
    Ok(room.fetch_one(db).await?)
}

/// How many paid slots a business has taken since `since`. Ask while holding [`quota_of`].
///
/// # Errors
/// When the database does not answer.
pub async fn count_features(
    db: &mut PgConnection,
    business: BusinessId,
    since: DateTime<Utc>,
) -> Result<i64> {
    let counted = sqlx::query_scalar!(
        r#"SELECT count(*) AS "used!" FROM listings.features WHERE business_id = $1 AND starts_at >= $2"#,
        business.0,
        since,
    );
    Ok(counted.fetch_one(db).await?)
}

/// Notes that a paid slot was taken.
///
/// # Errors
/// When the database refuses.
pub async fn insert_feature(db: &mut PgConnection, listing: &Listing, window: Window) -> Result<()> {
    sqlx::query!(
        "INSERT INTO listings.features (listing_id, business_id, starts_at, ends_at) VALUES ($1, $2, $3, $4)",
        listing.id.0,
        listing.business.id.0,
        window.from,
        window.until,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// The first moment of the calendar month in UTC, and of the next one.
#[must_use]
pub fn month_of(now: DateTime<Utc>) -> (DateTime<Utc>, DateTime<Utc>) {
    use chrono::{Datelike, NaiveDate, NaiveTime};
    let first = |year, month| {
        NaiveDate::from_ymd_opt(year, month, 1).map_or(now, |day| day.and_time(NaiveTime::MIN).and_utc())
    };
    let (year, month) = (now.year(), now.month());
    let next = if month == 12 { first(year + 1, 1) } else { first(year, month + 1) };
    (first(year, month), next)
}
