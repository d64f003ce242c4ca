//! Listings that name the same things as another.

use chrono::{DateTime, Utc};
use contracts::search::Alike;
use platform::Result;
use sqlx::{PgConnection, QueryBuilder};
use uuid::Uuid;

use super::candidates::{any_of, distance};
use crate::document::quoted;
use crate::filter;

/// Live listings with some of `things` in their titles and a lexeme of each of `lists`, and how many of the things each
/// has.
pub async fn alike(
    connection: &mut PgConnection,
    part: i16,
    wanted: &Alike,
    (things, lists): (&[String], &[Vec<String>]),
    now: DateTime<Utc>,
) -> Result<Vec<(Uuid, i64)>> {
    let mut sql = QueryBuilder::new("SELECT id, (0");
    for thing in things {
        sql.push(" + (title @@ (SELECT ").push_bind(thing.clone()).push("::tsquery))::int");
    }
    let any = format!("({})", things.join("|"));
    let all: Vec<String> = std::iter::once(any).chain(lists.iter().map(|list| any_of(list))).collect();
    sql.push(")::bigint AS common FROM search.documents_").push(part);
    sql.push(" WHERE rank_at IS NOT NULL AND title @@ (SELECT ").push_bind(all.join("&"));
    sql.push("::tsquery) AND business_id <> ").push_bind(wanted.not_of.0);
    if !wanted.above.is_empty() {
        sql.push(" AND (category = ANY(").push_bind(wanted.above.clone()).push(") OR title @@ (SELECT ");
        sql.push_bind(quoted(&filter::category(&wanted.category))).push("::tsquery))");
    }
    sql.push(" AND activated_at <= ").push_bind(now).push(" AND expires_at > ").push_bind(now);
    sql.push(" ORDER BY common DESC, ");
    distance(&mut sql, wanted.near);
    sql.push(" NULLS LAST, rank_at DESC, id LIMIT ").push_bind(wanted.limit);
    Ok(sql.build_query_as().fetch_all(connection).await?)
}
