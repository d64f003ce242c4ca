//! What is written to the index.

use std::collections::HashMap;

use chrono::{DateTime, TimeDelta, Utc};
use kernel::BusinessId;
use platform::error::Error;
use platform::{Result, Tx};
use sqlx::{PgConnection, Postgres, QueryBuilder};
use uuid::Uuid;

use crate::document::Document;
use crate::frequency::Frequencies;
use crate::request::Kind;
use crate::sample::Sample;

/// Where the index of a kind is.
#[derive(Debug, Clone, Copy)]
pub struct Parts {
    /// Read from.
    pub live: i16,
    /// Being filled beside it.
    pub building: Option<i16>,
    /// Which rebuild fills it.
    pub rebuild: Option<Uuid>,
}

/// Where the index of a kind is, as a reader needs it.
pub async fn parts(connection: &mut PgConnection, kind: Kind) -> Result<Parts> {
    let row =
        sqlx::query!("SELECT live, building, rebuild FROM search.indexes WHERE kind = $1", kind.as_str())
            .fetch_one(connection)
            .await?;
    Ok(Parts { live: row.live, building: row.building, rebuild: row.rebuild })
}

/// Names the lock that whoever writes to the index holds: one at a time, so that counts of words are right, two of
/// them never wait for each other, and the index is not switched under a writer.
pub(super) const WRITING: i64 = 0x0073_6561_7263_6800;

/// Where the index of a kind is, for a writer, who is alone from here to the end of the transaction.
pub async fn parts_to_write(tx: &mut Tx, kind: Kind) -> Result<Parts> {
    sqlx::query!("SELECT pg_advisory_xact_lock($1)", WRITING).execute(&mut **tx).await?;
    parts(tx, kind).await
}

/// Writes documents into a part; of two versions the newer stays, whichever comes first. Returns how many were new.
pub async fn write(connection: &mut PgConnection, part: i16, documents: &[Document]) -> Result<i64> {
    let documents = serde_json::to_value(documents).map_err(Error::internal)?;
    let written = sqlx::query_scalar!(
        r#"WITH incoming AS (
            SELECT * FROM jsonb_to_recordset($2) AS incoming (
                id uuid, version bigint, business_id uuid, rank_at timestamptz, activated_at timestamptz,
                expires_at timestamptz, featured_until timestamptz, latitude float8, longitude float8,
                price_minor bigint, currency text, type text, country text, category text, verified boolean,
                has_photo boolean, title_words smallint, title text, words text, phrases jsonb, body text)
        ), before AS (
            SELECT document.id, document.phrases FROM search.documents AS document
            WHERE document.part = $1 AND document.id IN (SELECT id FROM incoming)
        ), written AS (
            INSERT INTO search.documents AS document
                (part, id, version, business_id, rank_at, activated_at, expires_at, featured_until, latitude,
                 longitude, price_minor, currency, type, country, category, verified, has_photo, title_words, title,
                 words, phrases, body)
            SELECT $1, id, version, business_id, rank_at, activated_at, expires_at, featured_until, latitude,
                   longitude, price_minor, currency, type, country, category, verified, has_photo, title_words,
                   title::tsvector, words::tsvector,
                   ARRAY(SELECT phrase->>'phrase' FROM jsonb_array_elements(incoming.phrases) AS phrase), body
            FROM incoming
            ON CONFLICT (part, id) DO UPDATE SET
                version = excluded.version, business_id = excluded.business_id, rank_at = excluded.rank_at,
                activated_at = excluded.activated_at, expires_at = excluded.expires_at,
                featured_until = excluded.featured_until, latitude = excluded.latitude,
                longitude = excluded.longitude, price_minor = excluded.price_minor, currency = excluded.currency,
                type = excluded.type, country = excluded.country, category = excluded.category,
                verified = excluded.verified, has_photo = excluded.has_photo, title_words = excluded.title_words,
                title = excluded.title, words = excluded.words, phrases = excluded.phrases, body = excluded.body
            WHERE document.version < excluded.version
            RETURNING document.id
        ), change AS (
            SELECT phrase, sum(step)::integer AS step FROM (
                SELECT unnest(before.phrases) AS phrase, -1 AS step FROM before JOIN written USING (id)
                UNION ALL
                SELECT phrase->>'phrase', 1
                FROM incoming JOIN written USING (id), jsonb_array_elements(incoming.phrases) AS phrase
            ) AS steps GROUP BY phrase HAVING sum(step) <> 0
        ), told AS MATERIALIZED (
            SELECT DISTINCT ON (one.phrase) one.phrase, one.shown, one.words, one.slips
            FROM incoming, jsonb_to_recordset(incoming.phrases)
                AS one (phrase text, shown text, words smallint, slips text[])
            ORDER BY one.phrase
        ), fewer AS (
            UPDATE search.phrases SET documents = greatest(0, phrases.documents + change.step)
            FROM change WHERE change.step < 0 AND phrases.part = $1 AND phrases.phrase = change.phrase
        ), more AS (
            INSERT INTO search.phrases (part, phrase, shown, words, slips, documents)
            SELECT $1, told.phrase, told.shown, told.words, told.slips, change.step
            FROM change JOIN told USING (phrase) WHERE change.step > 0
            ORDER BY told.phrase
            ON CONFLICT (part, phrase) DO UPDATE SET documents = phrases.documents + excluded.documents
        )
        SELECT count(*) AS "written!" FROM written"#,
        part,
        documents,
    )
    .fetch_one(connection)
    .await?;
    Ok(written)
}

/// Takes over what is newly known of a business into its listings; their own events say it again when they change.
pub async fn write_trust(
    connection: &mut PgConnection,
    part: i16,
    business: BusinessId,
    verified: bool,
    head_start: TimeDelta,
) -> Result<u64> {
    let seconds = if verified { head_start.num_seconds() } else { -head_start.num_seconds() } as f64;
    let done = sqlx::query!(
        "UPDATE search.documents SET
            verified = $3, rank_at = rank_at + make_interval(secs => $4),
            title = search.moved(CASE WHEN $3 THEN title || '''=v'':1A'::tsvector ELSE ts_delete(title, '=v') END,
                rank_at, rank_at + make_interval(secs => $4)),
            words = search.moved(CASE WHEN $3 THEN words || '''=v'':1A'::tsvector ELSE ts_delete(words, '=v') END,
                rank_at, rank_at + make_interval(secs => $4))
         WHERE part = $1 AND business_id = $2 AND verified <> $3 AND rank_at IS NOT NULL",
        part,
        business.0,
        verified,
        seconds,
    )
    .execute(connection)
    .await?;
    Ok(done.rows_affected())
}

/// Takes a business and its listings out of every answer. They keep their words, so that they can be put back. What
/// the part does not hold yet is noted with the version that `live` holds, so that a rebuild does not bring it in late.
pub async fn hide_business(
    connection: &mut PgConnection,
    part: i16,
    business: BusinessId,
    live: Option<i16>,
) -> Result<()> {
    sqlx::query!(
        "UPDATE search.documents SET rank_at = NULL
         WHERE part = $1 AND (id = $2 OR business_id = $2) AND rank_at IS NOT NULL",
        part,
        business.0
    )
    .execute(&mut *connection)
    .await?;
    if let Some(live) = live.filter(|live| *live != part) {
        sqlx::query!(
            "INSERT INTO search.documents (part, id, version, business_id)
             SELECT $1, id, version, business_id FROM search.documents
             WHERE part = $3 AND (id = $2 OR business_id = $2) ON CONFLICT DO NOTHING",
            part,
            business.0,
            live
        )
        .execute(connection)
        .await?;
    }
    Ok(())
}

/// Puts back what [`hide_business`] has taken out; what was withdrawn meanwhile has no words any more and stays away.
pub async fn show_business(
    connection: &mut PgConnection,
    part: i16,
    business: BusinessId,
    verified_head_start: TimeDelta,
    photo_head_start: TimeDelta,
) -> Result<()> {
    sqlx::query!(
        "UPDATE search.documents SET rank_at = activated_at
             + CASE WHEN verified THEN make_interval(secs => $3) ELSE interval '0' END
             + CASE WHEN has_photo THEN make_interval(secs => $4) ELSE interval '0' END
         WHERE part = $1 AND business_id = $2 AND rank_at IS NULL AND title IS NOT NULL",
        part,
        business.0,
        verified_head_start.num_seconds() as f64,
        photo_head_start.num_seconds() as f64
    )
    .execute(connection)
    .await?;
    Ok(())
}

/// All words that those of these documents have in a part which have not ended.
pub async fn words_of(
    connection: &mut PgConnection,
    part: i16,
    ids: &[Uuid],
    now: DateTime<Utc>,
) -> Result<HashMap<Uuid, Vec<String>>> {
    let rows = sqlx::query!(
        r#"SELECT id, tsvector_to_array(words) AS "words!" FROM search.documents
           WHERE part = $1 AND id = ANY($2) AND words IS NOT NULL AND (expires_at IS NULL OR expires_at > $3)"#,
        part,
        ids,
        now
    );
    Ok(rows.fetch_all(connection).await?.into_iter().map(|row| (row.id, row.words)).collect())
}

/// Begins to fill the part that nobody reads, after emptying it.
pub async fn begin_rebuild(tx: &mut Tx, kind: Kind, live: i16, rebuild: Uuid) -> Result<i16> {
    let idle = live ^ 1;
    sqlx::query!("UPDATE search.indexes SET building = NULL, rebuild = NULL WHERE kind = $1", kind.as_str())
        .execute(&mut **tx)
        .await?;
    sqlx::query!("SELECT search.empty_part($1)", idle).execute(&mut **tx).await?;
    sqlx::query!(
        "UPDATE search.indexes SET building = $2, rebuild = $3 WHERE kind = $1",
        kind.as_str(),
        idle,
        rebuild
    )
    .execute(&mut **tx)
    .await?;
    Ok(idle)
}

/// What was filled can be read quickly from now on. Two steps, since the second keeps writers waiting for what is left.
pub async fn settle(tx: &mut Tx, part: i16) -> Result<()> {
    sqlx::query!("SELECT search.settle_part($1)", part).execute(&mut **tx).await?;
    Ok(())
}

/// The part takes single documents again.
pub async fn finish(tx: &mut Tx, part: i16) -> Result<()> {
    sqlx::query!("SELECT search.finish_part($1)", part).execute(&mut **tx).await?;
    Ok(())
}

/// Lets the planner know what a part holds.
pub async fn analyse(connection: &mut PgConnection, part: i16) -> Result<()> {
    sqlx::query!("SELECT search.analyse_part($1)", part).execute(connection).await?;
    Ok(())
}

/// From now on the part that was filled is read.
pub async fn switch(tx: &mut Tx, kind: Kind, now: DateTime<Utc>) -> Result<()> {
    sqlx::query!(
        "UPDATE search.indexes SET live = building, building = NULL, rebuild = NULL, switched_at = $2
         WHERE kind = $1 AND building IS NOT NULL",
        kind.as_str(),
        now
    )
    .execute(&mut **tx)
    .await?;
    Ok(())
}

/// Empties the part that was read before the last switch, once no reader can still be in it.
pub async fn empty_old_part(tx: &mut Tx, kind: Kind, switched_before: DateTime<Utc>) -> Result<()> {
    let parts = parts_to_write(tx, kind).await?;
    let idle = parts.live ^ 1;
    let due = sqlx::query_scalar!(
        r#"SELECT EXISTS (SELECT FROM search.indexes WHERE kind = $1 AND building IS NULL AND switched_at < $2)
              AND EXISTS (SELECT FROM search.documents WHERE part = $3) AS "due!""#,
        kind.as_str(),
        switched_before,
        idle
    )
    .fetch_one(&mut **tx)
    .await?;
    if due {
        sqlx::query!("SELECT search.empty_part($1)", idle).execute(&mut **tx).await?;
    }
    Ok(())
}

/// Of so many of the newest documents the moments are read; of every so-many-th one.
const NEWEST: i32 = 16_384;
const EVERY: i32 = 256;
/// A word of titles that more documents have is told by its count where the sample does not tell: half of what is read
/// whole, since it may come in several forms.
const MANY: i32 = 850;

/// How common words are in a part, as PostgreSQL has counted them in a sample, and how fast documents come in.
pub async fn frequencies(connection: &mut PgConnection, part: i16) -> Result<Frequencies> {
    let table = format!("documents_{part}");
    let documents = sqlx::query_scalar!(
        r#"SELECT greatest(reltuples, 0)::float8 AS "documents!" FROM pg_catalog.pg_class
           WHERE relname = $1 AND relnamespace = 'search'::regnamespace"#,
        table
    )
    .fetch_one(&mut *connection)
    .await?;
    let rows = sqlx::query!(
        r#"SELECT attname::text AS "column!", most_common_elems::text::text[] AS lexemes,
                  most_common_elem_freqs::float8[] AS shares,
                  CASE WHEN attname = 'rank_at' THEN histogram_bounds::text::timestamptz[] END AS ranks
           FROM pg_catalog.pg_stats
           WHERE schemaname = 'search' AND tablename = $1 AND attname IN ('title', 'words', 'rank_at')"#,
        table
    )
    .fetch_all(&mut *connection)
    .await?;
    let mut newest = QueryBuilder::<Postgres>::new(format!(
        "SELECT place::float8, rank_at FROM (
             SELECT rank_at, row_number() OVER (ORDER BY rank_at DESC) AS place FROM (
                 SELECT rank_at FROM search.documents_{part} WHERE rank_at IS NOT NULL ORDER BY rank_at DESC LIMIT {NEWEST}
             ) AS newest
         ) AS placed WHERE place % {EVERY} = 0 ORDER BY place"
    ));
    let newest = newest.build_query_as().fetch_all(&mut *connection).await?;
    let mut known = Frequencies { documents, newest, ..Frequencies::default() };
    for row in rows {
        let shares =
            || row.lexemes.unwrap_or_default().into_iter().zip(row.shares.unwrap_or_default()).collect();
        match row.column.as_str() {
            "title" => known.title = shares(),
            "words" => known.words = shares(),
            _ => known.ranks = row.ranks.unwrap_or_default(),
        }
    }
    // In millions, of what a sample calls rare very many have; titles' own words are counted one by one.
    let counted = sqlx::query!(
        "SELECT phrase, documents FROM search.phrases WHERE part = $1 AND words = 1 AND documents > $2",
        part,
        MANY
    );
    known
        .add_counted(counted.fetch_all(connection).await?.into_iter().map(|row| (row.phrase, row.documents)));
    Ok(known)
}

/// Of so many of the newest documents the titles are taken apart: at three million, what so many have that it is not simply
/// read stands in ten of them.
const TITLES: i32 = 16_384;
/// Of so many also the rest of the text; its lists are five times as long.
const TEXTS: i32 = 8_192;

/// The newest documents, by the lexemes of their titles and by all of their lexemes.
pub async fn samples(connection: &mut PgConnection, part: i16) -> Result<[Sample; 2]> {
    let titles = sample(&mut *connection, part, "title", TITLES).await?;
    Ok([titles, sample(connection, part, "words", TEXTS).await?])
}

async fn sample(connection: &mut PgConnection, part: i16, column: &str, newest: i32) -> Result<Sample> {
    let mut lexemes = QueryBuilder::<Postgres>::new(format!(
        "SELECT tsvector_to_array({column}) FROM search.documents_{part} WHERE rank_at IS NOT NULL
         ORDER BY rank_at DESC LIMIT {newest}"
    ));
    let documents: Vec<Vec<String>> = lexemes.build_query_scalar().fetch_all(connection).await?;
    Ok(Sample::new(documents))
}
