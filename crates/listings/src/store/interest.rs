use chrono::{DateTime, DurationRound, NaiveDate, TimeDelta, Utc};
use contracts::listings::ViewCount;
use kernel::ListingId;
use platform::Lock;
use sqlx::PgConnection;
use uuid::Uuid;

use super::Result;
use super::live::{LiveRow, fetch, live};
use crate::filter::Filter;
use crate::interest::{Interested, ShownTimes};
use crate::model::Window;

/// A new listing has been shown enough when it was so often.
pub const ENOUGH: i32 = 50;
/// So many new listings, those that have waited longest, are looked at for being lifted up.
const LONGEST_NEW: i64 = 500;

/// Held by whoever writes to counters of many listings: two who lock the same rows in another order would wait for each
/// other.
#[must_use]
pub fn counters() -> Lock {
    Lock::new("listings.ledger", Uuid::nil())
}

/// Adds to how often listings were shown. Asked with a system transaction that holds [`counters`].
///
/// # Errors
/// When the database refuses.
pub async fn add_shown(db: &mut PgConnection, shown: &[ShownTimes], now: DateTime<Utc>) -> Result<()> {
    let ids: Vec<Uuid> = shown.iter().map(|times| times.id).collect();
    let plain: Vec<i64> = shown.iter().map(|times| times.plain).collect();
    let featured: Vec<i64> = shown.iter().map(|times| times.featured).collect();
    sqlx::query!(
        "WITH counted AS (
            SELECT * FROM (
                SELECT id, plain, featured,
                       -- By its key, one by one: for some thousands of them the planner would read all listings.
                       (SELECT business_id FROM listings.listings AS listing WHERE listing.id = times.id) AS business_id
                FROM unnest($1::uuid[], $2::bigint[], $3::bigint[]) AS times (id, plain, featured)
            ) AS times WHERE business_id IS NOT NULL
         ), day AS (
            INSERT INTO listings.daily AS old (listing_id, day, business_id, shown, featured)
            SELECT id, $4, business_id, plain + featured, featured FROM counted
            ON CONFLICT (listing_id, day) DO UPDATE
                SET shown = old.shown + excluded.shown, featured = old.featured + excluded.featured
         ), slot AS (
            INSERT INTO listings.slot_hours AS old (listing_id, hour, business_id, shown)
            SELECT id, $5, business_id, featured FROM counted WHERE featured > 0
            ON CONFLICT (listing_id, hour) DO UPDATE SET shown = old.shown + excluded.shown
         ), whole_day AS (
            INSERT INTO listings.shown_days AS old (day, shown)
            SELECT $4, sum(plain + featured)::bigint FROM counted HAVING count(*) > 0
            ON CONFLICT (day) DO UPDATE SET shown = old.shown + excluded.shown
         ), hour AS (
            INSERT INTO listings.featured_hours AS old (hour, shown)
            SELECT $5, sum(featured)::bigint FROM counted HAVING sum(featured) > 0
            ON CONFLICT (hour) DO UPDATE SET shown = old.shown + excluded.shown
         )
         UPDATE listings.fresh SET shown = fresh.shown + (counted.plain + counted.featured)::integer
         FROM counted WHERE fresh.listing_id = counted.id",
        &ids,
        &plain,
        &featured,
        now.date_naive(),
        hour_of(now),
    )
    .execute(&mut *db)
    .await?;
    sqlx::query!("DELETE FROM listings.fresh WHERE shown >= $1", ENOUGH).execute(db).await?;
    Ok(())
}

fn hour_of(moment: DateTime<Utc>) -> DateTime<Utc> {
    moment.duration_trunc(TimeDelta::hours(1)).unwrap_or(moment)
}

/// Notes who did what, each once a day, and returns how many opened and kept each listing for the first time today, and
/// from how many sources ([`crate::viewer::Viewer`]) that nobody had come from. Asked with a system transaction.
///
/// # Errors
/// When the database refuses.
pub async fn add_interested(
    db: &mut PgConnection,
    people: &[Interested],
    now: DateTime<Utc>,
) -> Result<Vec<ViewCount>> {
    let ids: Vec<Uuid> = people.iter().map(|(id, ..)| *id).collect();
    let kinds: Vec<String> = people.iter().map(|(_, kind, _)| kind.as_str().to_owned()).collect();
    let viewers: Vec<i64> = people.iter().map(|(.., viewer)| *viewer).collect();
    let counted = sqlx::query!(
        r#"WITH new AS (
            INSERT INTO listings.interested (day, listing_id, kind, viewer)
            SELECT $4, person.id, person.kind, person.viewer
            FROM unnest($1::uuid[], $2::text[], $3::bigint[]) AS person (id, kind, viewer)
            JOIN listings.listings AS listing ON listing.id = person.id
            ON CONFLICT DO NOTHING
            RETURNING listing_id, kind, viewer
         ), told AS (
            -- What was there before is all that a statement sees of the table it writes to.
            SELECT new.listing_id, new.kind, new.viewer >> 32 AS source, EXISTS (
                SELECT FROM listings.interested AS old
                WHERE old.day = $4 AND old.listing_id = new.listing_id AND old.kind = new.kind
                  AND old.viewer BETWEEN (new.viewer >> 32) << 32 AND ((new.viewer >> 32) << 32) + 4294967295
            ) AS is_known
            FROM new
         ), counted AS (
            SELECT told.listing_id, listing.business_id, count(*) FILTER (WHERE kind = 'VIEW') AS views,
                   count(DISTINCT source) FILTER (WHERE kind = 'VIEW' AND NOT is_known) AS sources,
                   count(*) FILTER (WHERE kind = 'CONTACT') AS contacts, count(*) FILTER (WHERE kind = 'SAVE') AS saves
            FROM told JOIN listings.listings AS listing ON listing.id = told.listing_id GROUP BY 1, 2
         ), day AS (
            INSERT INTO listings.daily AS old (listing_id, day, business_id, views, contacts, saves)
            SELECT listing_id, $4, business_id, views, contacts, saves FROM counted
            ON CONFLICT (listing_id, day) DO UPDATE
                SET views = old.views + excluded.views, contacts = old.contacts + excluded.contacts,
                    saves = old.saves + excluded.saves
         )
         SELECT listing_id AS "id!", views AS "views!", sources AS "sources!", saves AS "saves!" FROM counted
         WHERE views > 0 OR saves > 0 ORDER BY listing_id"#,
        &ids,
        &kinds,
        &viewers,
        now.date_naive(),
    )
    .fetch_all(db)
    .await?;
    let counts = counted.into_iter().map(|row| ViewCount {
        listing_id: ListingId(row.id),
        views: row.views,
        sources: row.sources,
        saves: row.saves,
    });
    Ok(counts.collect())
}

/// A new listing that has yet to be shown often enough.
#[derive(Debug)]
pub struct FreshRow {
    /// The listing.
    pub live: LiveRow,
    /// Times it was shown, as far as that is written.
    pub shown: i32,
}

/// Those new listings that pass `filter` and have yet to be shown often enough, the oldest first; of all new ones, the
/// [`LONGEST_NEW`] that have waited longest are asked. Those of each filter among all others were found by passing
/// everything older: half a second at 200,000 listings.
///
/// # Errors
/// When the database does not answer.
pub async fn fresh(
    db: &mut PgConnection,
    filter: &Filter,
    limit: i64,
    now: DateTime<Utc>,
) -> Result<Vec<FreshRow>> {
    let mut query = live(now, filter);
    query.push(
        " AND id = ANY(ARRAY(SELECT listing_id FROM listings.fresh JOIN listings.live ON live.id = listing_id
                             WHERE live.expires_at > ",
    );
    query.push_bind(now).push(" AND shown < ").push_bind(ENOUGH);
    query.push(" ORDER BY since, listing_id LIMIT ").push_bind(LONGEST_NEW);
    query.push(")) ORDER BY activated_at, id LIMIT ").push_bind(limit);
    let rows = fetch(&mut *db, query).await?;
    let ids: Vec<Uuid> = rows.iter().map(|row| row.id).collect();
    let shown = sqlx::query!("SELECT listing_id, shown FROM listings.fresh WHERE listing_id = ANY($1)", &ids);
    let shown: std::collections::HashMap<Uuid, i32> =
        shown.fetch_all(db).await?.into_iter().map(|row| (row.listing_id, row.shown)).collect();
    let row = |live: LiveRow| FreshRow { shown: shown.get(&live.id).copied().unwrap_or(ENOUGH), live };
    Ok(rows.into_iter().map(row).collect())
}

/// Listings that have ended need not be shown any more: whoever looks for new ones does not pass them each time. Asked with
/// a system transaction that holds [`counters`].
///
/// # Errors
/// When the database refuses.
pub async fn no_longer_new(db: &mut PgConnection, ended: &[ListingId]) -> Result<()> {
    let ids: Vec<Uuid> = ended.iter().map(|id| id.0).collect();
    sqlx::query!("DELETE FROM listings.fresh WHERE listing_id = ANY($1)", &ids).execute(db).await?;
    Ok(())
}

/// What became of a listing on one day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Day {
    /// In UTC.
    pub day: NaiveDate,
    /// People who saw it in a list.
    pub shown: i64,
    /// Of these in a paid slot.
    pub featured: i64,
    /// Distinct people who opened it.
    pub views: i64,
    /// Distinct people who called or wrote.
    pub contacts: i64,
    /// Distinct people who kept it.
    pub saves: i64,
}

/// The days of a listing since `since` on which anything happened, in order.
///
/// # Errors
/// When the database does not answer.
pub async fn days(db: &mut PgConnection, id: ListingId, since: NaiveDate) -> Result<Vec<Day>> {
    let days = sqlx::query_as!(
        Day,
        "SELECT day, shown, featured, views, contacts, saves FROM listings.daily
         WHERE listing_id = $1 AND day >= $2 ORDER BY day",
        id.0,
        since,
    );
    Ok(days.fetch_all(db).await?)
}

/// In the hours of a slot up to now: how often the listing was shown in it, and all slots together; and how many share
/// them at this moment.
///
/// # Errors
/// When the database does not answer.
pub async fn slot_share(
    db: &mut PgConnection,
    id: ListingId,
    slot: Window,
    now: DateTime<Utc>,
) -> Result<(i64, i64, i64)> {
    let found = sqlx::query!(
        r#"SELECT coalesce((SELECT sum(shown)::bigint FROM listings.slot_hours
                            WHERE listing_id = $4 AND hour BETWEEN $1 AND $2), 0) AS "own!",
                  coalesce((SELECT sum(shown)::bigint FROM listings.featured_hours WHERE hour BETWEEN $1 AND $2), 0)
                      AS "shown!",
                  (SELECT count(*) FROM listings.live
                   WHERE expires_at > $3 AND featured_from <= $3 AND featured_until > $3) AS "slots!""#,
        hour_of(slot.from),
        slot.until.min(now),
        now,
        id.0,
    )
    .fetch_one(db)
    .await?;
    Ok((found.own, found.shown, found.slots))
}

/// Times anything was shown in a list since `since`.
///
/// # Errors
/// When the database does not answer.
pub async fn shown_in_all(db: &mut PgConnection, since: NaiveDate) -> Result<i64> {
    let shown = sqlx::query_scalar!(
        r#"SELECT coalesce(sum(shown)::bigint, 0) AS "shown!" FROM listings.shown_days WHERE day >= $1"#,
        since,
    );
    Ok(shown.fetch_one(db).await?)
}

/// Forgets who did what before yesterday, what was counted before `before`, and new listings that have ended. Asked
/// with a system transaction that holds [`counters`].
///
/// # Errors
/// When the database refuses.
pub async fn forget_interest(db: &mut PgConnection, before: NaiveDate, now: DateTime<Utc>) -> Result<()> {
    let yesterday = (now - TimeDelta::days(1)).date_naive();
    sqlx::query!("DELETE FROM listings.interested WHERE day < $1", yesterday).execute(&mut *db).await?;
    sqlx::query!("DELETE FROM listings.daily WHERE day < $1", before).execute(&mut *db).await?;
    sqlx::query!("DELETE FROM listings.shown_days WHERE day < $1", before).execute(&mut *db).await?;
    let hours = now - TimeDelta::days(30);
    sqlx::query!("DELETE FROM listings.featured_hours WHERE hour < $1", hours).execute(&mut *db).await?;
    sqlx::query!("DELETE FROM listings.slot_hours WHERE hour < $1", hours).execute(&mut *db).await?;
    sqlx::query!(
        "DELETE FROM listings.fresh WHERE NOT EXISTS (
            SELECT FROM listings.live WHERE live.id = fresh.listing_id AND live.expires_at > $1)",
        now,
    )
    .execute(db)
    .await?;
    Ok(())
}
