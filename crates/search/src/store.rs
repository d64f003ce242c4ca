//! Every SQL statement of the domain.

use chrono::{DateTime, TimeDelta, Utc};
use kernel::{BusinessId, GeoPoint};
use platform::error::Error;
use platform::{Result, Tx};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use sqlx::{Connection, FromRow, PgConnection, Postgres, QueryBuilder};
use uuid::Uuid;

use crate::document::Document;
use crate::filter;
use crate::frequency::Frequencies;
use crate::request::{Kind, PriceRange};
use crate::spelling::Candidate;

/// So many of the newest matches are ranked, in titles and in the rest.
pub const MOST_CANDIDATES: i64 = 500;

/// A ranked question, ready for PostgreSQL.
#[derive(Debug, Clone)]
pub struct Asked {
    /// What is searched.
    pub kind: Kind,
    /// The part that holds its index.
    pub part: i16,
    /// `tsquery` texts; none lists everything.
    pub words: Option<AskedWords>,
    /// Lexemes that must all be there.
    pub filters: Vec<String>,
    /// Lexemes of which one must be there.
    pub cells: Option<Vec<String>>,
    /// Prices within a range.
    pub price: Option<PriceRange>,
    /// Where the reader is.
    pub place: Option<GeoPoint>,
    /// No further from the place than this.
    pub radius_m: Option<f64>,
    /// The moment that freshness is counted from; later listings are not seen.
    pub as_of: DateTime<Utc>,
    /// How far back to look.
    pub floors: Floors,
    /// Score and id of the last hit that was shown.
    pub after: Option<(f64, Uuid)>,
    /// Hits wanted.
    pub limit: i64,
    /// Whether counts are wanted too.
    pub facets: bool,
}

/// From which moment on candidates are taken; none looks at all.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
pub struct Floors {
    /// Around the place.
    pub near: Option<DateTime<Utc>>,
    /// Elsewhere, or everywhere without a place.
    pub far: Option<DateTime<Utc>>,
    /// With words outside of the title.
    pub rest: Option<DateTime<Utc>>,
}

/// The words of a question in four widths.
#[derive(Debug, Clone)]
pub struct AskedWords {
    /// With synonyms, anywhere.
    pub broad: String,
    /// With synonyms, in title, category or place.
    pub headed: String,
    /// The words themselves, in any form.
    pub plain: String,
    /// The words as typed.
    pub exact: String,
}

/// A hit as the index knows it.
#[derive(Debug, Clone, FromRow)]
pub struct Ranked {
    /// The listing or business.
    pub id: Uuid,
    /// Its rank; 1 and more for hits in the title.
    pub score: f64,
    /// When it ends.
    pub expires_at: Option<DateTime<Utc>>,
    /// From the place that was asked about.
    pub distance_m: Option<f64>,
    /// The beginning of its description.
    pub body: String,
    /// Candidates in all.
    pub total: i64,
    /// Whether there may be more candidates than were ranked.
    pub cut: bool,
    /// Counts: which columns were left out (a bit for category, country, type), value, documents.
    pub facets: Option<Value>,
}

/// What the ranking needs of a candidate.
const SHOWN: &str = "id, activated_at, expires_at, featured_until, type, country, category, verified, has_photo, title_words, \
    distance_m";

/// The best hits of a question, best first.
pub async fn rank(connection: &mut PgConnection, asked: &Asked) -> Result<Vec<Ranked>> {
    let mut sql = QueryBuilder::new("WITH ");
    match &asked.words {
        None => {
            sql.push(format!(
                "titled AS MATERIALIZED (SELECT {SHOWN}, true AS exact, 1.0::float8 AS relevance FROM ("
            ));
            candidates(&mut sql, asked, None);
            sql.push(") AS found), rest AS MATERIALIZED (SELECT * FROM titled WHERE false)");
        }
        Some(words) => {
            sql.push(format!("titled AS MATERIALIZED (SELECT {SHOWN}, title @@ "));
            query(&mut sql, asked, &words.exact);
            sql.push(" AS exact, CASE WHEN title @@ ");
            query(&mut sql, asked, &words.exact);
            sql.push(" THEN 1.0 WHEN title @@ ");
            query(&mut sql, asked, &words.plain);
            sql.push(" THEN 0.9 ELSE 0.75 END::float8 AS relevance FROM (");
            candidates(&mut sql, asked, Some(Field::Title));
            sql.push(format!(
                ") AS found), rest AS MATERIALIZED (SELECT {SHOWN}, false AS exact, CASE WHEN words @@ "
            ));
            query(&mut sql, asked, &words.headed);
            sql.push(" THEN 0.6 ELSE 0.35 END::float8 AS relevance FROM (");
            candidates(&mut sql, asked, Some(Field::Words));
            sql.push(") AS found)");
        }
    }
    sql.push(
        ", found AS (SELECT *, true AS in_title FROM titled UNION ALL SELECT *, false FROM rest), scored AS MATERIALIZED (
            SELECT id, expires_at, category, country, type, distance_m, ",
    );
    score(&mut sql, asked);
    sql.push(" AS score FROM found), page AS (SELECT id, expires_at, distance_m, score FROM scored");
    if let Some((score, id)) = asked.after {
        sql.push(" WHERE (score, id) < (").push_bind(score).push(", ").push_bind(id).push(")");
    }
    sql.push(" ORDER BY score DESC, id DESC LIMIT ").push_bind(asked.limit).push(
        ") SELECT page.id, page.score, page.expires_at, page.distance_m, document.body,
            (SELECT count(*) FROM scored) AS total,
            (SELECT count(*) FROM titled) >= ",
    );
    sql.push(MOST_CANDIDATES)
        .push(" OR (SELECT count(*) FROM rest) >= ")
        .push(MOST_CANDIDATES)
        .push(" AS cut, ");
    if asked.facets {
        sql.push(
            "(SELECT jsonb_agg(jsonb_build_array(which, value, documents)) FROM (
                SELECT grouping(category, country, type) AS which, coalesce(category, country, type) AS value,
                       count(*) AS documents
                FROM scored GROUP BY GROUPING SETS ((category), (country), (type))) AS counted)",
        );
    } else {
        sql.push("NULL::jsonb");
    }
    sql.push(" AS facets FROM page JOIN search.documents_");
    sql.push(asked.part)
        .push(" AS document ON document.id = page.id AND document.part = ")
        .push(asked.part)
        .push(" ORDER BY page.score DESC, page.id DESC");
    if asked.floors == Floors::default() {
        return Ok(sql.build_query_as().fetch_all(connection).await?);
    }
    // Whether the moment or the words cut down more depends on both, so this one is planned for its own values.
    let mut tx = connection.begin_with("BEGIN; SET LOCAL plan_cache_mode = force_custom_plan").await?;
    let ranked = sql.build_query_as().fetch_all(&mut *tx).await?;
    tx.rollback().await?;
    Ok(ranked)
}

/// A `tsquery` from its text. In a kept plan it is read once per search by a subselect and not once per row; a plan of
/// its own has to see it as a constant to know how common it is.
fn query(sql: &mut QueryBuilder<Postgres>, asked: &Asked, text: &str) {
    if asked.floors == Floors::default() {
        sql.push("(SELECT ").push_bind(text.to_owned()).push("::tsquery)");
    } else {
        sql.push_bind(text.to_owned()).push("::tsquery");
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Field {
    Title,
    Words,
}

/// The newest matches. With a place, those around it come apart from those far off, so that a common word does not
/// crowd out the neighbours.
fn candidates(sql: &mut QueryBuilder<Postgres>, asked: &Asked, field: Option<Field>) {
    // The rest of a text is looked into only when titles do not answer.
    let around = if field == Some(Field::Words) { None } else { asked.neighbourhood() };
    match around {
        None => newest(sql, asked, field, None),
        Some(cells) => {
            sql.push("(");
            newest(sql, asked, field, Some((cells.as_slice(), true)));
            sql.push(") UNION ALL (");
            newest(sql, asked, field, Some((cells.as_slice(), false)));
            sql.push(")");
        }
    }
}

/// What counts as around the corner when candidates are chosen.
const NEIGHBOURHOOD_KM: f64 = 60.0;

impl Asked {
    /// Cells around the place whose candidates come apart; none without a place, or with a radius, which is a filter.
    #[must_use]
    pub fn neighbourhood(&self) -> Option<Vec<String>> {
        if self.radius_m.is_some() {
            return None;
        }
        filter::cells_around(self.place?, NEIGHBOURHOOD_KM)
    }
}

/// `cells`: lexemes of cells, and whether the document has to lie in one of them or in none.
fn newest(
    sql: &mut QueryBuilder<Postgres>,
    asked: &Asked,
    field: Option<Field>,
    cells: Option<(&[String], bool)>,
) {
    sql.push(
        "SELECT id, activated_at, expires_at, featured_until, type, country, category, verified, has_photo, title_words, ",
    );
    // What relevance is told from; word lists are long, so no more of them than needed goes through the sorting.
    sql.push(match field {
        None => "",
        Some(Field::Title) => "title, ",
        Some(Field::Words) => "words, ",
    });
    distance(sql, asked.place);
    sql.push(" AS distance_m FROM search.documents_").push(asked.part).push(" WHERE rank_at IS NOT NULL");
    let mut wanted: Vec<String> =
        asked.filters.iter().map(|lexeme| crate::document::quoted(lexeme)).collect();
    wanted.extend(asked.cells.as_deref().map(any_of));
    if let Some((cells, true)) = cells {
        wanted.push(any_of(cells));
    }
    if let Some(words) = &asked.words {
        wanted.insert(0, format!("({})", words.broad));
    }
    let column = if field == Some(Field::Words) { "words" } else { "title" };
    if !wanted.is_empty() {
        sql.push(" AND ").push(column).push(" @@ ");
        query(sql, asked, &wanted.join("&"));
    }
    if let Some((cells, false)) = cells {
        sql.push(" AND NOT title @@ ");
        query(sql, asked, &any_of(cells));
    }
    if let (Some(Field::Words), Some(words)) = (field, &asked.words) {
        sql.push(" AND NOT title @@ ");
        query(sql, asked, &words.broad);
        sql.push(" AND (SELECT count(*) FROM titled) < ").push(MOST_CANDIDATES);
    }
    sql.push(" AND activated_at <= ").push_bind(asked.as_of);
    if asked.kind == Kind::Listings {
        sql.push(" AND expires_at > ").push_bind(asked.as_of);
    }
    if let Some(price) = &asked.price {
        sql.push(" AND currency = ").push_bind(price.currency.code());
        if let Some(least) = price.least {
            sql.push(" AND price_minor >= ").push_bind(least);
        }
        if let Some(most) = price.most {
            sql.push(" AND price_minor <= ").push_bind(most);
        }
    }
    if let Some(radius_m) = asked.radius_m {
        sql.push(" AND ");
        distance(sql, asked.place);
        sql.push(" <= ").push_bind(radius_m);
    }
    let floor = match (field, cells) {
        (Some(Field::Words), _) => asked.floors.rest,
        (_, Some((_, true))) => asked.floors.near,
        _ => asked.floors.far,
    };
    match floor {
        Some(floor) => {
            sql.push(" AND rank_at >= ").push_bind(floor).push(" ORDER BY rank_at DESC");
        }
        // By their own list: the planner, which does not know what comparing word lists costs, might walk through all
        // documents in their order instead.
        None if !wanted.is_empty() => {
            sql.push(" ORDER BY rank_at + interval '0' DESC");
        }
        None => {
            sql.push(" ORDER BY rank_at DESC");
        }
    }
    sql.push(" LIMIT ").push(MOST_CANDIDATES);
}

fn any_of(lexemes: &[String]) -> String {
    let quoted: Vec<String> = lexemes.iter().map(|lexeme| crate::document::quoted(lexeme)).collect();
    format!("({})", quoted.join("|"))
}

/// Metres from the place by the haversine formula, as `kernel::GeoPoint::distance_m` has it.
fn distance(sql: &mut QueryBuilder<Postgres>, place: Option<GeoPoint>) {
    let Some(place) = place else {
        sql.push("NULL::float8");
        return;
    };
    sql.push(2.0 * kernel::EARTH_RADIUS_M).push(" * asin(sqrt(least(1, power(sin(radians(latitude - ");
    sql.push_bind(place.latitude()).push(") / 2), 2) + cos(radians(latitude)) * cos(radians(");
    sql.push_bind(place.latitude()).push(")) * power(sin(radians(longitude - ");
    sql.push_bind(place.longitude()).push(") / 2), 2))))");
}

/// Hits in the title are above all others; then relevance × shortness of the title × freshness × trust × nearness.
/// A featured one is lifted, unless it is no exact match and there are exact ones.
fn score(sql: &mut QueryBuilder<Postgres>, asked: &Asked) {
    sql.push(
        "(CASE WHEN in_title THEN 1 ELSE 0 END) + relevance * (0.85 + 0.15 / title_words)
         * (CASE WHEN verified THEN 1 ELSE 0.88 END)::float8",
    );
    if asked.kind == Kind::Listings {
        sql.push(
            " * (CASE WHEN has_photo THEN 1 ELSE 0.95 END)::float8
             * (0.6 + 0.4 * exp(-date_part('epoch', ",
        );
        // Listings live for one to four days: after three a fresh one has lost most of its lead.
        sql.push_bind(asked.as_of)
            .push("::timestamptz - activated_at) / 259200)) * (CASE WHEN featured_until > ");
        sql.push_bind(asked.as_of).push(
            " AND (exact OR NOT (SELECT coalesce(bool_or(exact), false) FROM titled)) THEN 1.15 ELSE 1 END)::float8",
        );
    }
    if asked.place.is_some() {
        sql.push(" * (0.45 + 0.55 / (1 + coalesce(distance_m, 250000) / 50000))");
    }
}

/// How common words are in a part, as PostgreSQL has counted them in a sample.
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
    .fetch_all(connection)
    .await?;
    let mut known = Frequencies { documents, ..Frequencies::default() };
    for row in rows {
        let shares =
            || row.lexemes.unwrap_or_default().into_iter().zip(row.shares.unwrap_or_default()).collect();
        match row.column.as_str() {
            "title" => known.title = shares(),
            "words" => known.words = shares(),
            _ => known.ranks = row.ranks.unwrap_or_default(),
        }
    }
    Ok(known)
}

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
const WRITING: i64 = 0x0073_6561_7263_6800;

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
        ), fewer AS (
            UPDATE search.phrases SET documents = greatest(0, phrases.documents + change.step)
            FROM change WHERE change.step < 0 AND phrases.part = $1 AND phrases.phrase = change.phrase
        ), more AS (
            INSERT INTO search.phrases (part, phrase, shown, words, slips, documents)
            SELECT DISTINCT ON (change.phrase) $1, change.phrase, told.shown, told.words, told.slips, change.step
            FROM change, incoming, jsonb_to_recordset(incoming.phrases)
                AS told (phrase text, shown text, words smallint, slips text[])
            WHERE change.step > 0 AND told.phrase = change.phrase
            ORDER BY change.phrase
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
            title = CASE WHEN $3 THEN title || '''=v'':1A'::tsvector ELSE ts_delete(title, '=v') END,
            words = CASE WHEN $3 THEN words || '''=v'':1A'::tsvector ELSE ts_delete(words, '=v') END
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

/// Removes words that no title has any more, and queries that nobody has asked since.
pub async fn forget_unused(tx: &mut Tx, asked_before: DateTime<Utc>) -> Result<()> {
    sqlx::query!("SELECT pg_advisory_xact_lock($1)", WRITING).execute(&mut **tx).await?;
    sqlx::query!("DELETE FROM search.phrases WHERE documents <= 0").execute(&mut **tx).await?;
    sqlx::query!("DELETE FROM search.queries WHERE last_at < $1", asked_before).execute(&mut **tx).await?;
    Ok(())
}

/// The managed list of synonyms, by meaning.
pub async fn synonyms(connection: &mut PgConnection) -> Result<Vec<(i32, String)>> {
    let rows = sqlx::query!("SELECT meaning, phrase FROM search.synonyms ORDER BY meaning, phrase")
        .fetch_all(connection)
        .await?;
    Ok(rows.into_iter().map(|row| (row.meaning, row.phrase)).collect())
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

/// Queries that begin like this, were asked often enough, and found something.
pub async fn past_queries(
    connection: &mut PgConnection,
    start: &str,
    least: i64,
    limit: i64,
) -> Result<Vec<Completion>> {
    Ok(sqlx::query_as!(
        Completion,
        r#"SELECT query AS key, min(shown) AS "shown!", sum(searches)::bigint AS "weight!" FROM search.queries
           WHERE query >= $1 AND query < $1 || U&'\+10FFFF'
           GROUP BY query HAVING sum(searches)::bigint >= $2 AND sum(empty) * 2 < sum(searches)
           ORDER BY 3 DESC, 1 LIMIT $3"#,
        start,
        least,
        limit
    )
    .fetch_all(connection)
    .await?)
}

/// Ids of the businesses whose names have all these words, the last one perhaps unfinished.
pub async fn businesses_named(
    connection: &mut PgConnection,
    part: i16,
    words: &str,
    limit: i64,
) -> Result<Vec<Uuid>> {
    Ok(sqlx::query_scalar!(
        r#"SELECT id FROM search.documents
           WHERE part = $1 AND rank_at IS NOT NULL AND title @@ ($2::text)::tsquery
           ORDER BY rank_at + interval '0' DESC LIMIT $3"#,
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
}

/// Adds counts of queries.
pub async fn count_queries(
    connection: &mut PgConnection,
    counts: &[QueryCount],
    now: DateTime<Utc>,
) -> Result<()> {
    let counts = serde_json::to_value(counts).map_err(Error::internal)?;
    sqlx::query!(
        "INSERT INTO search.queries AS known (query, language, shown, searches, empty, last_at)
         SELECT query, language, shown, searches, empty, $2
         FROM jsonb_to_recordset($1) AS asked (query text, language text, shown text, searches bigint, empty bigint)
         ORDER BY query, language
         ON CONFLICT (query, language) DO UPDATE SET
             searches = known.searches + excluded.searches, empty = known.empty + excluded.empty,
             last_at = excluded.last_at",
        counts,
        now
    )
    .execute(connection)
    .await?;
    Ok(())
}
