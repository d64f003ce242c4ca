//! Kept searches, and the new listings that answer them.

use chrono::{DateTime, TimeDelta, Utc};
use kernel::{BusinessId, SavedSearchId, UserId};
use platform::{Result, Tx};
use sqlx::PgConnection;
use uuid::Uuid;

use crate::alerts::Wanted;

/// A kept search as its owner sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SavedSearch {
    /// Made when it was kept.
    pub id: Uuid,
    /// What its owner calls it.
    pub name: String,
    /// The query string that does it again.
    pub query: String,
    /// Whether its owner is told of new listings.
    pub alerts: bool,
    /// When it was kept.
    pub created_at: DateTime<Utc>,
    /// When its owner was told last.
    pub last_told_at: Option<DateTime<Utc>>,
    /// Of its name and its alerts.
    pub version: i64,
}

/// A search to be kept.
#[derive(Debug)]
pub struct ToSave<'a> {
    /// For a new one.
    pub id: SavedSearchId,
    /// Whose.
    pub user: UserId,
    /// The owner's business, whose listings are no news.
    pub business: Option<BusinessId>,
    /// What its owner calls it.
    pub name: &'a str,
    /// The query string that does it again.
    pub query: &'a str,
    /// What finds it for a new listing.
    pub wanted: &'a Wanted,
    /// The present.
    pub now: DateTime<Utc>,
}

/// Keeps a search, unless the user has `most` already. The same search twice is one, with alerts on. None when there
/// is no room.
pub async fn save_search(tx: &mut Tx, new: &ToSave<'_>, most: i64) -> Result<Option<SavedSearch>> {
    // One after another for one user, so that the limit holds.
    sqlx::query!(
        "SELECT pg_advisory_xact_lock(hashtextextended('saved_search ' || $1, 0))",
        new.user.to_string()
    )
    .execute(&mut **tx)
    .await?;
    let wanted = new.wanted;
    let saved = sqlx::query_as!(
        SavedSearch,
        r#"WITH saved AS (
            INSERT INTO search.saved_searches AS saved
                (id, user_id, business_id, name, query, alerts, created_at, wanted, currency, price_min, price_max,
                 latitude, longitude, radius_m)
            SELECT $1, $2, $3, $4, $5, true, $6, $8, $9, $10, $11, $12, $13, $14
            WHERE (SELECT count(*) FROM search.saved_searches WHERE user_id = $2) < $15
               OR EXISTS (SELECT FROM search.saved_searches WHERE user_id = $2 AND query = $5)
            ON CONFLICT (user_id, query) DO UPDATE SET alerts = true, name = excluded.name, version = saved.version + 1
            RETURNING saved.id, saved.name, saved.query, saved.alerts, saved.created_at, saved.last_told_at, saved.version
         ), filed AS (
            INSERT INTO search.saved_anchors (search_id, anchors) SELECT id, $7 FROM saved
            ON CONFLICT (search_id) DO UPDATE SET anchors = excluded.anchors
         )
         SELECT id AS "id!", name AS "name!", query AS "query!", alerts AS "alerts!", created_at AS "created_at!",
                last_told_at, version AS "version!" FROM saved"#,
        new.id.0,
        new.user.0,
        new.business.map(|id| id.0),
        new.name,
        new.query,
        new.now,
        &wanted.anchors,
        wanted.query,
        wanted.price.as_ref().map(|price| price.currency.code()),
        wanted.price.as_ref().and_then(|price| price.least),
        wanted.price.as_ref().and_then(|price| price.most),
        wanted.circle.map(|(place, _)| place.latitude()),
        wanted.circle.map(|(place, _)| place.longitude()),
        wanted.circle.map(|(_, radius_m)| radius_m),
        most
    )
    .fetch_optional(&mut **tx)
    .await?;
    Ok(saved)
}

/// Whose listings are no news to somebody who has founded a business since they began to keep searches.
pub async fn keep_as(tx: &mut Tx, founder: UserId, business: BusinessId) -> Result<()> {
    sqlx::query!(
        "UPDATE search.saved_searches SET business_id = $2 WHERE user_id = $1 AND business_id IS NULL",
        founder.0,
        business.0
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// What a user keeps, the latest first.
pub async fn saved_searches(connection: &mut PgConnection, user: UserId) -> Result<Vec<SavedSearch>> {
    Ok(sqlx::query_as!(
        SavedSearch,
        "SELECT id, name, query, alerts, created_at, last_told_at, version FROM search.saved_searches
         WHERE user_id = $1 ORDER BY created_at DESC, id DESC",
        user.0
    )
    .fetch_all(connection)
    .await?)
}

/// Turns the alerts of a kept search on or off, if it is as `expected` or as it should be already; without `expected`,
/// whatever it is. Off, what its owner was not told yet is forgotten. None when not, or when the user keeps no such search.
pub async fn set_alerts(
    connection: &mut PgConnection,
    user: UserId,
    id: SavedSearchId,
    alerts: bool,
    expected: Option<i64>,
) -> Result<Option<SavedSearch>> {
    let saved = sqlx::query_as!(
        SavedSearch,
        "UPDATE search.saved_searches SET alerts = $3, tell_at = CASE WHEN $3 THEN tell_at END,
             version = version + CASE WHEN alerts = $3 THEN 0 ELSE 1 END
         WHERE user_id = $1 AND id = $2 AND (alerts = $3 OR $4::bigint IS NULL OR version = $4)
         RETURNING id, name, query, alerts, created_at, last_told_at, version",
        user.0,
        id.0,
        alerts,
        expected
    );
    let saved = saved.fetch_optional(&mut *connection).await?;
    if saved.is_some() && !alerts {
        // Once the search is held, in a statement of its own: it sees what was noted while this one waited.
        sqlx::query!("DELETE FROM search.saved_matches WHERE search_id = $1 AND told_at IS NULL", id.0)
            .execute(connection)
            .await?;
    }
    Ok(saved)
}

/// Lets a kept search go. `false` when the user keeps no such search.
pub async fn forget_search(connection: &mut PgConnection, user: UserId, id: SavedSearchId) -> Result<bool> {
    let gone = sqlx::query!("DELETE FROM search.saved_searches WHERE user_id = $1 AND id = $2", user.0, id.0)
        .execute(connection)
        .await?;
    Ok(gone.rows_affected() == 1)
}

/// Lets go of all that somebody keeps whose account is gone. Held in the order of ids, as by everybody who holds several.
pub async fn forget_searches_of(connection: &mut PgConnection, user: UserId) -> Result<()> {
    sqlx::query!(
        "WITH held AS MATERIALIZED (
            SELECT id FROM search.saved_searches WHERE user_id = $1 ORDER BY id FOR UPDATE
         )
         DELETE FROM search.saved_searches AS saved USING held WHERE saved.id = held.id",
        user.0
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// Notes which kept searches these listings answer, each once, and when their owners are to be told: at once, or a
/// `pause` after they were told last. The searches are held first, in the order of their ids: one that is being told of
/// waits here, and is told of again for what was found meanwhile; one that is let go, or whose alerts are turned off,
/// meanwhile is passed over.
pub async fn match_saved(
    connection: &mut PgConnection,
    part: i16,
    listings: &[Uuid],
    pause: TimeDelta,
    now: DateTime<Utc>,
) -> Result<()> {
    // First by the index on words, which most listings find nothing in. One statement for both would be planned as if
    // every search had to be asked.
    let filed = sqlx::query!(
        "SELECT filed.search_id, document.id FROM search.documents AS document
         JOIN search.saved_anchors AS filed ON filed.anchors && tsvector_to_array(document.words)
         WHERE document.part = $1 AND document.id = ANY($2) AND document.rank_at IS NOT NULL",
        part,
        listings
    )
    .fetch_all(&mut *connection)
    .await?;
    if filed.is_empty() {
        return Ok(());
    }
    let (searches, listings): (Vec<_>, Vec<_>) = filed.into_iter().map(|row| (row.search_id, row.id)).unzip();
    sqlx::query!(
        "WITH fits AS MATERIALIZED (
            SELECT saved.id AS search_id, document.id AS listing_id
            FROM unnest($2::uuid[], $3::uuid[]) AS found (search_id, listing_id)
            JOIN search.saved_searches AS saved ON saved.id = found.search_id
            JOIN search.documents AS document ON document.part = $1 AND document.id = found.listing_id
            WHERE saved.alerts AND document.words @@ saved.wanted::tsquery
              AND (saved.business_id IS NULL OR saved.business_id <> document.business_id)
              AND (saved.currency IS NULL OR saved.currency = document.currency
                   AND document.price_minor BETWEEN coalesce(saved.price_min, 0)
                                            AND coalesce(saved.price_max, 9223372036854775807))
              AND (saved.radius_m IS NULL OR saved.radius_m >= $6 * asin(sqrt(least(1,
                   power(sin(radians(document.latitude - saved.latitude) / 2), 2)
                   + cos(radians(document.latitude)) * cos(radians(saved.latitude))
                     * power(sin(radians(document.longitude - saved.longitude) / 2), 2)))))
            ORDER BY saved.id FOR NO KEY UPDATE OF saved
         ), matched AS (
            INSERT INTO search.saved_matches (search_id, listing_id, matched_at)
            SELECT search_id, listing_id, $4 FROM fits
            ON CONFLICT DO NOTHING RETURNING search_id
         )
         UPDATE search.saved_searches AS saved
         SET tell_at = coalesce(saved.tell_at, greatest($4, saved.last_told_at + make_interval(secs => $5)))
         WHERE saved.id IN (SELECT search_id FROM matched)",
        part,
        &searches,
        &listings,
        now,
        pause.num_seconds() as f64,
        2.0 * kernel::EARTH_RADIUS_M
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// What somebody is to be told.
#[derive(Debug)]
pub struct ToTell {
    /// The kept search.
    pub search_id: Uuid,
    /// Whose.
    pub user_id: Uuid,
    /// What its owner calls it.
    pub name: String,
    /// The query string that does it again.
    pub query: String,
    /// New listings that are still live.
    pub count: i64,
    /// The newest of them.
    pub listing_ids: Vec<Uuid>,
}

/// Takes up to `limit` kept searches whose owners are to be told, and marks them as told. They are held first: what is
/// found for them after that waits, and what was found before that is seen.
pub async fn take_to_tell(
    connection: &mut PgConnection,
    part: i16,
    limit: i64,
    now: DateTime<Utc>,
) -> Result<Vec<ToTell>> {
    let due = sqlx::query_scalar!(
        "SELECT id FROM search.saved_searches WHERE tell_at <= $1 ORDER BY tell_at, id LIMIT $2 FOR UPDATE SKIP LOCKED",
        now,
        limit
    )
    .fetch_all(&mut *connection)
    .await?;
    if due.is_empty() {
        return Ok(Vec::new());
    }
    Ok(sqlx::query_as!(
        ToTell,
        r#"WITH due AS (
            SELECT id FROM unnest($3::uuid[]) AS id
         ), told AS (
            UPDATE search.saved_matches AS match SET told_at = $2 FROM due
            WHERE match.search_id = due.id AND match.told_at IS NULL
            RETURNING match.search_id, match.listing_id, match.matched_at
         ), live AS (
            SELECT told.search_id, count(*) AS count,
                   (array_agg(told.listing_id ORDER BY told.matched_at DESC, told.listing_id DESC))[:10] AS listing_ids
            FROM told JOIN search.documents AS document ON document.part = $1 AND document.id = told.listing_id
            WHERE document.rank_at IS NOT NULL AND document.expires_at > $2 GROUP BY told.search_id
         )
         UPDATE search.saved_searches AS saved SET
             tell_at = NULL, last_told_at = CASE WHEN live.count > 0 THEN $2 ELSE saved.last_told_at END
         FROM due LEFT JOIN live ON live.search_id = due.id
         WHERE saved.id = due.id
         RETURNING saved.id AS search_id, saved.user_id, saved.name, saved.query, coalesce(live.count, 0) AS "count!",
                   coalesce(live.listing_ids, '{}') AS "listing_ids!""#,
        part,
        now,
        &due
    )
    .fetch_all(connection)
    .await?)
}

/// Forgets which listings were found before `then`; listings live for four days at most. What is just being deleted or
/// told is left to the next time, so that nobody waits for one while holding another.
pub async fn forget_matches(connection: &mut PgConnection, then: DateTime<Utc>) -> Result<()> {
    sqlx::query!(
        "WITH held AS MATERIALIZED (
            SELECT search_id, listing_id FROM search.saved_matches WHERE matched_at < $1 FOR UPDATE SKIP LOCKED
         )
         DELETE FROM search.saved_matches AS match USING held
         WHERE match.search_id = held.search_id AND match.listing_id = held.listing_id",
        then
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// A kept search, to be understood anew.
#[derive(Debug)]
pub struct Kept {
    /// Which.
    pub id: Uuid,
    /// The query string that does it again.
    pub query: String,
}

/// Kept searches in the order of their ids.
pub async fn kept_after(connection: &mut PgConnection, after: Uuid, limit: i64) -> Result<Vec<Kept>> {
    Ok(sqlx::query_as!(
        Kept,
        "SELECT id, query FROM search.saved_searches WHERE id > $1 ORDER BY id LIMIT $2",
        after,
        limit
    )
    .fetch_all(connection)
    .await?)
}

/// Writes how a kept search is found from now on.
pub async fn rewrite_kept(connection: &mut PgConnection, id: Uuid, wanted: &Wanted) -> Result<()> {
    sqlx::query!(
        "WITH filed AS (UPDATE search.saved_anchors SET anchors = $2 WHERE search_id = $1)
         UPDATE search.saved_searches SET wanted = $3 WHERE id = $1",
        id,
        &wanted.anchors,
        wanted.query
    )
    .execute(connection)
    .await?;
    Ok(())
}
