//! The best hits of a question.

use chrono::{DateTime, Utc};
use kernel::GeoPoint;
use platform::Result;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use sqlx::types::Json;
use sqlx::{Connection, FromRow, PgConnection, Postgres, QueryBuilder};
use uuid::Uuid;

use super::candidates::{Field, candidates, query};
use super::walk::{Left, Older};
use crate::request::{Kind, PriceRange};

/// So many of the newest matches are ranked, in titles and in the rest.
pub const MOST_CANDIDATES: i64 = 300;

/// With so many hits in titles, all of which come before those in the rest of a text, a first page does not look there.
const ENOUGH_TITLES: i64 = 50;

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
    /// Only in a paid slot.
    pub featured: bool,
    /// Only what went live since then.
    pub since: Option<DateTime<Utc>>,
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

impl Asked {
    /// With so many hits in titles the rest of a text is not looked into.
    pub(super) fn enough_titles(&self) -> i64 {
        if self.words.is_some() && self.after.is_none() { ENOUGH_TITLES } else { MOST_CANDIDATES }
    }
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
    /// Among what comes before all else.
    #[serde(default)]
    pub first: Option<DateTime<Utc>>,
    /// Set when all candidates have been shown: the list goes on with what is older.
    pub older: Option<Older>,
}

/// The words of a question in several widths.
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
    /// A title that has these words and no others.
    pub whole: Option<String>,
    /// Where other words are searched along with these, what answers without the others.
    pub typed: Option<String>,
}

/// A hit as the index knows it.
#[derive(Debug, Clone, FromRow)]
pub struct Ranked {
    /// The listing or business.
    pub id: Uuid,
    /// Its place in the list, from which the next page goes on.
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
const SHOWN: &str = "id, rank_at, is_first, near, activated_at, expires_at, featured_until, type, country, category, verified, \
    has_photo, title_words, distance_m";

/// Of one list of candidates: how many there are, and the last one's moment in microseconds and id.
type Edge = (i64, Option<(i64, Uuid)>);

/// A hit with the ends of the lists that it was chosen from.
#[derive(FromRow)]
struct Row {
    #[sqlx(flatten)]
    hit: Ranked,
    edges: Json<[Edge; 4]>,
}

/// The best hits of a question among the newest, best first; and what there is besides these newest, if anything.
pub async fn rank(connection: &mut PgConnection, asked: &Asked) -> Result<(Vec<Ranked>, Option<Older>)> {
    let mut sql = QueryBuilder::new("WITH ");
    match &asked.words {
        None => {
            sql.push(format!(
                "titled AS MATERIALIZED (SELECT {SHOWN}, true AS exact, 1.0::float8 AS relevance, 1 AS tier FROM ("
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
            sql.push(" THEN 0.9 ELSE 0.75 END::float8 AS relevance, CASE");
            if let Some(whole) = &words.whole {
                sql.push(" WHEN title @@ ");
                query(&mut sql, asked, whole);
                sql.push(" THEN 5");
            }
            sql.push(" WHEN is_first THEN 3 ELSE 1 END AS tier FROM (");
            candidates(&mut sql, asked, Some(Field::Title));
            sql.push(format!(
                ") AS found), rest AS MATERIALIZED (SELECT {SHOWN}, false AS exact, CASE WHEN words @@ "
            ));
            query(&mut sql, asked, &words.headed);
            sql.push(" THEN 0.6 ELSE 0.35 END::float8 AS relevance, 0 AS tier FROM (");
            candidates(&mut sql, asked, Some(Field::Words));
            sql.push(") AS found)");
        }
    }
    sql.push(
        ", found AS (SELECT * FROM titled UNION ALL SELECT * FROM rest), scored AS MATERIALIZED (
            SELECT id, expires_at, category, country, type, distance_m, ",
    );
    best(&mut sql, asked);
    sql.push(" AS score FROM found), page AS (SELECT id, expires_at, distance_m, score FROM scored");
    if let Some((score, id)) = asked.after {
        sql.push(" WHERE (score, id) < (").push_bind(score).push(", ").push_bind(id).push(")");
    }
    sql.push(" ORDER BY score DESC, id DESC LIMIT ").push_bind(asked.limit).push(
        ") SELECT page.id, page.score, page.expires_at, page.distance_m, document.body,
            (SELECT count(*) FROM scored) AS total,
            (SELECT count(*) FROM titled) >= ",
    );
    sql.push(asked.enough_titles())
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
    sql.push(" AS facets, jsonb_build_array(");
    for (list, joiner) in [
        ("titled WHERE is_first", ", "),
        ("titled WHERE near", ", "),
        ("titled WHERE NOT near AND NOT is_first", ", "),
        ("rest", ") AS edges"),
    ] {
        sql.push(format!(
            "jsonb_build_array((SELECT count(*) FROM {list}),
                (SELECT jsonb_build_array((extract(epoch FROM rank_at) * 1000000)::bigint, id)
                 FROM (SELECT rank_at, id FROM {list} ORDER BY rank_at, id LIMIT 1) AS last)){joiner}"
        ));
    }
    sql.push(" FROM page JOIN search.documents_");
    sql.push(asked.part)
        .push(" AS document ON document.id = page.id AND document.part = ")
        .push(asked.part)
        .push(" ORDER BY page.score DESC, page.id DESC");
    let rows: Vec<Row> = if asked.is_planned_anew() {
        // Whether the moment or the words cut down more depends on both, so this one is planned for its own values.
        let mut tx = connection.begin_with("BEGIN; SET LOCAL plan_cache_mode = force_custom_plan").await?;
        let rows = sql.build_query_as().fetch_all(&mut *tx).await?;
        tx.rollback().await?;
        rows
    } else {
        sql.build_query_as().fetch_all(connection).await?
    };
    let older = rows.first().and_then(|row| older(asked, &row.edges.0));
    Ok((rows.into_iter().map(|row| row.hit).collect(), older))
}

/// What was not among the candidates.
fn older(asked: &Asked, edges: &[Edge; 4]) -> Option<Older> {
    let left = |(count, last): Edge, floor: Option<DateTime<Utc>>| match (last, floor) {
        (Some((at, id)), _) if count >= MOST_CANDIDATES => Left::Below(at, id),
        (_, Some(floor)) => Left::Below(floor.timestamp_micros(), Uuid::nil()),
        (_, None) => Left::Nothing,
    };
    let [first, near, far, rest] = *edges;
    let older = Older {
        first: left(first, asked.floors.first),
        near: asked.neighbourhood().map_or(Left::Nothing, |_| left(near, asked.floors.near)),
        far: left(far, asked.floors.far),
        rest: match asked.words {
            None => Left::Nothing,
            Some(_) if first.0 + near.0 + far.0 >= asked.enough_titles() => Left::All,
            Some(_) => left(rest, asked.floors.rest),
        },
    };
    (older.most() != Left::Nothing).then_some(older)
}

/// Titles that are the query are above all others, however these are lifted. Then comes what has the words as typed, where
/// others are searched along with them; then hits in the title; then the rest. Within each of them relevance × shortness of
/// the title × freshness × trust × nearness, which stays below two. A featured one is lifted, unless it has not the words
/// as typed and there are such that have.
fn best(sql: &mut QueryBuilder<Postgres>, asked: &Asked) {
    sql.push(
        "tier + relevance * (0.85 + 0.15 / title_words)
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
