//! Lists in an order of their own, to their end: by price, by time, by distance, and what is older than the newest that
//! were ranked.
//!
//! A page is looked for along the index of its order first, a short way: there stands whatever is not rare. What is rare
//! is found by the list of its words, and put in order afterwards.

use chrono::{DateTime, Utc};
use platform::Result;
use serde::{Deserialize, Serialize};
use sqlx::{PgConnection, Postgres, QueryBuilder};
use uuid::Uuid;

use super::candidates::{any_of, distance, limits};
use super::nearest::nearest;
use super::rank::{Asked, Ranked};

/// The order of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Order {
    /// By when they went live, the last first.
    Newest,
    /// The lowest price first.
    Cheapest,
    /// The highest price first.
    Dearest,
    /// By distance from the place; what has no place comes last.
    Nearest,
    /// What has not been ranked, the newest first.
    Older(Older),
}

/// What was not among the candidates that were ranked, by the lists that these were chosen from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Older {
    /// Around the place.
    pub near: Left,
    /// Elsewhere, or everywhere without a place.
    pub far: Left,
    /// With words outside of the title.
    pub rest: Left,
}

/// How much of a list is left.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Left {
    /// Nothing.
    Nothing,
    /// What ranks below this moment, in microseconds, and id.
    Below(i64, Uuid),
    /// All of it.
    All,
}

impl Older {
    /// Where the first of what is left may stand.
    #[must_use]
    pub fn most(&self) -> Left {
        self.near.max(self.far).max(self.rest)
    }
}

/// So many documents are passed along an index before the list of the words is asked instead.
const PASSED: i64 = 3000;

impl Order {
    /// The column, and what makes it one that no index has.
    fn column(self) -> (&'static str, &'static str) {
        match self {
            Self::Newest => ("activated_at", " + interval '0'"),
            Self::Older(_) => ("rank_at", " + interval '0'"),
            Self::Cheapest | Self::Dearest | Self::Nearest => ("price_minor", " + 0"),
        }
    }

    fn direction(self) -> (&'static str, &'static str) {
        match self {
            Self::Cheapest | Self::Nearest => ("ASC", " > "),
            Self::Newest | Self::Dearest | Self::Older(_) => ("DESC", " < "),
        }
    }
}

/// A page of a list in its own order.
pub async fn walk(connection: &mut PgConnection, asked: &Asked, order: Order) -> Result<Vec<Ranked>> {
    if order == Order::Nearest {
        return nearest(connection, asked).await;
    }
    let wanted = asked.wanted().join("&");
    if wanted.is_empty() {
        return Ok(along(asked, order, "").build_query_as().fetch_all(connection).await?);
    }
    let hits: Vec<Ranked> = along(asked, order, &wanted).build_query_as().fetch_all(&mut *connection).await?;
    if i64::try_from(hits.len()).is_ok_and(|found| found >= asked.limit) {
        return Ok(hits);
    }
    Ok(by_words(asked, order, &wanted).build_query_as().fetch_all(connection).await?)
}

/// Along the index of the order: to the end of the page when every document answers, a short way otherwise.
fn along(asked: &Asked, order: Order, wanted: &str) -> QueryBuilder<Postgres> {
    let ((column, _), (direction, _)) = (order.column(), order.direction());
    let mut sql = begin(asked, order);
    if wanted.is_empty() {
        sql.push("search.documents_").push(asked.part).push(" WHERE rank_at IS NOT NULL");
        after(&mut sql, asked, order, "");
    } else {
        sql.push(
            "(SELECT id, rank_at, activated_at, expires_at, featured_until, latitude, longitude, currency, price_minor, title, words
              FROM search.documents_",
        );
        sql.push(asked.part).push(" WHERE rank_at IS NOT NULL");
        if let Some(price) = &asked.price {
            sql.push(" AND currency = ").push_bind(price.currency.code());
        }
        after(&mut sql, asked, order, "");
        sql.push(format!(
            " ORDER BY {column} {direction}, id {direction} LIMIT {PASSED}) AS passed WHERE true"
        ));
    }
    conditions(&mut sql, asked, order, wanted);
    sql.push(format!(" ORDER BY {column} {direction}, id {direction}"));
    end(sql, asked, direction)
}

/// All that have the words, put in order.
fn by_words(asked: &Asked, order: Order, wanted: &str) -> QueryBuilder<Postgres> {
    let ((column, unindexed), (direction, _)) = (order.column(), order.direction());
    let mut sql = begin(asked, order);
    sql.push("search.documents_").push(asked.part).push(" WHERE rank_at IS NOT NULL");
    after(&mut sql, asked, order, unindexed);
    conditions(&mut sql, asked, order, wanted);
    sql.push(format!(" ORDER BY {column}{unindexed} {direction}, id {direction}"));
    end(sql, asked, direction)
}

fn begin(asked: &Asked, order: Order) -> QueryBuilder<Postgres> {
    let mut sql = QueryBuilder::new("WITH page AS (SELECT id, expires_at, ");
    distance(&mut sql, asked.place);
    let (column, _) = order.column();
    sql.push(match order {
        Order::Newest | Order::Older(_) => {
            format!(" AS distance_m, (extract(epoch FROM {column}) * 1000000)::float8 AS score FROM ")
        }
        _ => format!(" AS distance_m, {column}::float8 AS score FROM "),
    });
    sql
}

pub(super) fn end(mut sql: QueryBuilder<Postgres>, asked: &Asked, direction: &str) -> QueryBuilder<Postgres> {
    sql.push(" LIMIT ").push_bind(asked.limit);
    sql.push(
        ") SELECT page.id, page.score, page.expires_at, page.distance_m, document.body, 0::bigint AS total, false AS cut,
                  NULL::jsonb AS facets
         FROM page JOIN search.documents_",
    );
    sql.push(asked.part).push(" AS document ON document.id = page.id AND document.part = ").push(asked.part);
    sql.push(format!(" ORDER BY page.score {direction}, page.id {direction}"));
    sql
}

/// From after the last hit that was shown.
fn after(sql: &mut QueryBuilder<Postgres>, asked: &Asked, order: Order, unindexed: &str) {
    let ((column, _), (_, beyond)) = (order.column(), order.direction());
    let after = asked.after.map(|(score, id)| (score as i64, id));
    if matches!(order, Order::Cheapest | Order::Dearest) {
        if let Some((price, id)) = after {
            sql.push(format!(" AND ({column}{unindexed}, id){beyond}(")).push_bind(price).push(", ");
            sql.push_bind(id).push(")");
        }
        return;
    }
    let moment = |(micros, id)| Some((DateTime::from_timestamp_micros(micros)?, id));
    let begin = match order {
        Order::Older(older) => match older.most() {
            Left::Below(micros, id) => moment((micros, id)),
            Left::All | Left::Nothing => None,
        },
        _ => None,
    };
    if let Some((at, id)) = after.and_then(moment).or(begin) {
        sql.push(format!(" AND ({column}{unindexed}, id){beyond}(")).push_bind(at).push(", ");
        sql.push_bind(id).push(")");
    }
}

fn conditions(sql: &mut QueryBuilder<Postgres>, asked: &Asked, order: Order, wanted: &str) {
    if !wanted.is_empty() {
        // Read once and not for each row.
        sql.push(" AND words @@ (SELECT ").push_bind(wanted.to_owned()).push("::tsquery)");
    }
    limits(sql, asked);
    let Order::Older(older) = order else { return };
    let titled = asked.words.as_ref().map(|words| words.broad.clone());
    sql.push(" AND CASE");
    if let Some(words) = titled {
        sql.push(" WHEN NOT title @@ (SELECT ").push_bind(words).push("::tsquery) THEN ");
        left(sql, older.rest);
    }
    if let Some(cells) = asked.neighbourhood() {
        sql.push(" WHEN title @@ (SELECT ").push_bind(any_of(&cells)).push("::tsquery) THEN ");
        left(sql, older.near);
    }
    // A case has to have a choice.
    sql.push(" WHEN true THEN ");
    left(sql, older.far);
    sql.push(" END");
}

fn left(sql: &mut QueryBuilder<Postgres>, left: Left) {
    match left {
        Left::Nothing => sql.push("false"),
        Left::All => sql.push("true"),
        Left::Below(micros, id) => {
            let at = DateTime::from_timestamp_micros(micros).unwrap_or(DateTime::<Utc>::MIN_UTC);
            sql.push("(rank_at, id) < (").push_bind(at).push(", ").push_bind(id).push(")")
        }
    };
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_left_begins_where_most_of_a_list_is() {
        let below = Left::Below(7, Uuid::nil());
        let older = Older { near: Left::Nothing, far: below, rest: Left::Below(5, Uuid::max()) };
        assert_eq!(older.most(), below);
        assert_eq!(Older { rest: Left::All, ..older }.most(), Left::All);
    }
}
