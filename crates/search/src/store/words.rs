//! Words: synonyms, titles' vocabulary, suggestions and past queries.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use platform::error::Error;
use platform::{Result, Tx};
use sqlx::PgConnection;
use uuid::Uuid;

use super::index::WRITING;
use crate::query_log::MOST_ASKERS;
use crate::spelling::Candidate;

/// Removes words that no title has any more, and queries that nobody has asked since.
pub async fn forget_unused(tx: &mut Tx, asked_before: DateTime<Utc>) -> Result<()> {
    sqlx::query!("SELECT pg_advisory_xact_lock($1)", WRITING).execute(&mut **tx).await?;
    sqlx::query!("DELETE FROM search.phrases WHERE documents <= 0").execute(&mut **tx).await?;
    sqlx::query!("DELETE FROM search.queries WHERE last_at < $1", asked_before).execute(&mut **tx).await?;
    Ok(())
}

/// Whether anything in the index has these words.
pub async fn stands(connection: &mut PgConnection, part: i16, words: &str) -> Result<bool> {
    Ok(sqlx::query_scalar!(
        r#"SELECT EXISTS (SELECT FROM search.documents WHERE part = $1 AND words @@ ($2::text)::tsquery) AS "stands!""#,
        part,
        words
    )
    .fetch_one(connection)
    .await?)
}

/// Words of titles that are written nearly like this one.
pub async fn similar_words(
    connection: &mut PgConnection,
    parts: &[i16],
    word: &str,
    slips: &[String],
) -> Result<Vec<Candidate>> {
    Ok(sqlx::query_as!(
        Candidate,
        r#"SELECT phrase AS "word!", max(documents) AS "documents!" FROM (
               SELECT phrase, documents FROM search.phrases
               WHERE words = 1 AND slips && $3 AND part = ANY($1) AND documents > 0
               UNION ALL
               SELECT phrase, documents FROM search.phrases
               WHERE words = 1 AND phrase % $2 AND part = ANY($1) AND documents > 0
           ) AS near GROUP BY phrase ORDER BY 2 DESC LIMIT 500"#,
        parts,
        word,
        slips
    )
    .fetch_all(connection)
    .await?)
}

/// This word, and those that are written nearly like it and that `least` titles or more have.
pub async fn common_words_like(
    connection: &mut PgConnection,
    parts: &[i16],
    word: &str,
    slips: &[String],
    least: i32,
) -> Result<Vec<Candidate>> {
    Ok(sqlx::query_as!(
        Candidate,
        r#"SELECT phrase AS "word!", max(documents) AS "documents!" FROM search.phrases
           WHERE words = 1 AND slips && $3 AND part = ANY($1) AND (phrase = $2 OR documents >= $4)
           GROUP BY phrase"#,
        parts,
        word,
        slips,
        least
    )
    .fetch_all(connection)
    .await?)
}

/// Something to complete a query with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Completion {
    /// Folded.
    pub key: String,
    /// To be shown.
    pub shown: String,
    /// How much it is worth: titles that have it, or people who asked for it.
    pub weight: i64,
}

/// Phrases of titles that begin like this. A pair of words counts from its second title on.
pub async fn phrases(
    connection: &mut PgConnection,
    part: i16,
    start: &str,
    limit: i64,
) -> Result<Vec<Completion>> {
    Ok(sqlx::query_as!(
        Completion,
        r#"SELECT phrase AS key, shown, documents::bigint AS "weight!" FROM search.phrases
           WHERE part = $1 AND phrase >= $2 AND phrase < $2 || U&'\+10FFFF' AND documents >= words
           ORDER BY documents DESC, phrase LIMIT $3"#,
        part,
        start,
        limit
    )
    .fetch_all(connection)
    .await?)
}

/// Queries that begin like this, that five people or more have asked in one language, and that found something.
pub async fn past_queries(connection: &mut PgConnection, start: &str, limit: i64) -> Result<Vec<Completion>> {
    Ok(sqlx::query_as!(
        Completion,
        r#"SELECT query AS key, min(shown) AS "shown!", sum(people)::bigint AS "weight!" FROM search.queries
           WHERE query >= $1 AND query < $1 || U&'\+10FFFF' AND people >= 5 AND empty * 2 < searches
           GROUP BY query ORDER BY 3 DESC, 1 LIMIT $2"#,
        start,
        limit
    )
    .fetch_all(connection)
    .await?)
}

/// Ids of the businesses whose names have all these words, the last one perhaps unfinished. Where a few letters fit very
/// many, some of them are as good as any.
pub async fn businesses_named(
    connection: &mut PgConnection,
    part: i16,
    words: &str,
    limit: i64,
) -> Result<Vec<Uuid>> {
    Ok(sqlx::query_scalar!(
        r#"SELECT id FROM (
               SELECT id, rank_at FROM search.documents
               WHERE part = $1 AND rank_at IS NOT NULL AND title @@ ($2::text)::tsquery LIMIT 400
           ) AS found ORDER BY rank_at DESC LIMIT $3"#,
        part,
        words,
        limit
    )
    .fetch_all(connection)
    .await?)
}

/// A query that was asked some times.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct QueryCount {
    /// Folded words in their order.
    pub query: String,
    /// Language of the page or request.
    pub language: String,
    /// As it was typed.
    pub shown: String,
    /// How often.
    pub searches: i64,
    /// How often nothing was found.
    pub empty: i64,
    /// Marks of the people who asked.
    pub askers: BTreeSet<i64>,
}

/// Adds counts of queries. Those who asked in earlier months are let go, since nobody knows who of them asks again, unless
/// they were several already.
pub async fn count_queries(
    connection: &mut PgConnection,
    counts: &[QueryCount],
    now: DateTime<Utc>,
) -> Result<()> {
    let counts = serde_json::to_value(counts).map_err(Error::internal)?;
    sqlx::query!(
        "INSERT INTO search.queries AS known (query, language, shown, searches, empty, last_at, askers)
         SELECT query, language, shown, searches, empty, $2, askers
         FROM jsonb_to_recordset($1) AS asked
             (query text, language text, shown text, searches bigint, empty bigint, askers bigint[])
         ORDER BY query, language
         ON CONFLICT (query, language) DO UPDATE SET
             searches = known.searches + excluded.searches, empty = known.empty + excluded.empty,
             last_at = excluded.last_at,
             askers = ARRAY(
                 SELECT asker FROM unnest(known.askers) AS asker
                 WHERE cardinality(known.askers) >= 5
                    OR asker >> 48 = (SELECT max(latest >> 48) FROM unnest(excluded.askers) AS latest)
                 UNION SELECT unnest(excluded.askers) LIMIT $3)",
        counts,
        now,
        MOST_ASKERS as i64
    )
    .execute(connection)
    .await?;
    Ok(())
}
