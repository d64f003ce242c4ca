//! What people look at most.

use chrono::{DateTime, Utc};
use contracts::listings::ViewCount;
use platform::Result;
use sqlx::PgConnection;
use uuid::Uuid;

/// Counts people who showed interest in listings during an hour. More than `most` an hour count as that many.
pub async fn add_engagement(
    connection: &mut PgConnection,
    counts: &[ViewCount],
    hour: DateTime<Utc>,
    most: i64,
) -> Result<()> {
    let listings: Vec<Uuid> = counts.iter().map(|count| count.listing_id.0).collect();
    let people: Vec<i64> = counts.iter().map(|count| count.views).collect();
    let sources: Vec<i64> = counts.iter().map(|count| count.sources).collect();
    let saves: Vec<i64> = counts.iter().map(|count| count.saves).collect();
    sqlx::query!(
        "INSERT INTO search.engagement AS known (listing_id, hour, people, sources, saves)
         SELECT listing_id, $5, least($6, sum(greatest(people, 0))::bigint),
                least($6, sum(greatest(sources, 0))::bigint), least($6, sum(greatest(saves, 0))::bigint)
         FROM unnest($1::uuid[], $2::bigint[], $3::bigint[], $4::bigint[])
             AS counted (listing_id, people, sources, saves)
         WHERE people > 0 OR saves > 0 GROUP BY listing_id ORDER BY listing_id
         ON CONFLICT (listing_id, hour) DO UPDATE SET
             people = least($6, known.people + excluded.people), sources = least($6, known.sources + excluded.sources),
             saves = least($6, known.saves + excluded.saves)",
        &listings,
        &people,
        &sources,
        &saves,
        hour,
        most
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// Works out the score of every listing that so many people or more, from so many sources or more, have looked at within
/// a day: people count half after six hours, whoever keeps it counts three times more, a listing three days old counts
/// for two thirds of a new one.
pub async fn refresh_trending(
    connection: &mut PgConnection,
    part: i16,
    (people, sources): (i64, i64),
    now: DateTime<Utc>,
) -> Result<()> {
    sqlx::query!(
        "WITH counted AS (
            SELECT listing_id, sum((people + 3 * saves) * power(0.5, date_part('epoch', $2 - hour) / 21600)) AS heat
            FROM search.engagement WHERE hour > $2 - interval '48 hours' AND hour <= $2
            GROUP BY listing_id
            HAVING sum(people) FILTER (WHERE hour > $2 - interval '24 hours') >= $3::bigint
               AND sum(sources) FILTER (WHERE hour > $2 - interval '24 hours') >= $4::bigint
            ORDER BY heat DESC LIMIT 5000
         ), scored AS (
            SELECT document.id,
                   heat * (0.5 + 0.5 * exp(-date_part('epoch', $2 - document.activated_at) / 259200)) AS score
            FROM counted JOIN search.documents AS document ON document.part = $1 AND document.id = counted.listing_id
            WHERE document.rank_at IS NOT NULL AND document.expires_at > $2
         ), gone AS (
            DELETE FROM search.trending WHERE listing_id NOT IN (SELECT id FROM scored)
         )
         INSERT INTO search.trending AS known (listing_id, score) SELECT id, score FROM scored
         ON CONFLICT (listing_id) DO UPDATE SET score = excluded.score WHERE known.score <> excluded.score",
        part,
        now,
        people,
        sources
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// Listings with the highest scores that have all filters.
pub async fn trending(
    connection: &mut PgConnection,
    part: i16,
    filters: Option<&str>,
    limit: i64,
    now: DateTime<Utc>,
) -> Result<Vec<Uuid>> {
    Ok(sqlx::query_scalar!(
        "SELECT trending.listing_id FROM search.trending
         JOIN search.documents AS document ON document.part = $1 AND document.id = trending.listing_id
         WHERE document.rank_at IS NOT NULL AND document.expires_at > $4
           AND ($2::text IS NULL OR document.title @@ $2::tsquery)
         ORDER BY trending.score DESC, trending.listing_id LIMIT $3",
        part,
        filters,
        limit,
        now
    )
    .fetch_all(connection)
    .await?)
}

/// Forgets interest from before `then`.
pub async fn forget_engagement(connection: &mut PgConnection, then: DateTime<Utc>) -> Result<()> {
    sqlx::query!("DELETE FROM search.engagement WHERE hour < $1", then).execute(connection).await?;
    Ok(())
}
