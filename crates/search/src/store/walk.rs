//! Lists in an order of their own, to their end: by price, by time, by distance, and what is older than the newest that
//! were ranked.
//!
//! A page is looked for along the index of its order first, a short way: there stands whatever is not rare. What is rare
//! is found by the list of its words, and put in order afterwards. What very many have, but not the first of this order
//! (the cheapest are no cars), is looked for further along the index, step by step. After so many steps the page ends,
//! full or not, and the next one goes on from there: a list is whole and in order, and no page of it reads more than so
//! much, however many documents there are.

use chrono::{DateTime, Utc};
use platform::Result;
use serde::{Deserialize, Serialize};
use sqlx::{PgConnection, Postgres, QueryBuilder};
use uuid::Uuid;

use super::candidates::{any_of, distance, limits, prices};
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
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
pub struct Older {
    /// Of what comes before all else.
    #[serde(default)]
    pub first: Left,
    /// Around the place.
    pub near: Left,
    /// Elsewhere, or everywhere without a place.
    pub far: Left,
    /// With words outside of the title.
    pub rest: Left,
}

/// How much of a list is left.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
pub enum Left {
    /// Nothing.
    #[default]
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
        self.first.max(self.near).max(self.far).max(self.rest)
    }
}

impl Left {
    /// Whether a list ended at the moment that was looked back to, and not because it was full: no document has this id.
    #[must_use]
    pub fn is_short(self) -> bool {
        matches!(self, Self::Below(_, id) if id.is_nil())
    }
}

/// A page, or as much of it as was found.
#[derive(Debug, Default)]
pub struct Walked {
    /// In their order.
    pub hits: Vec<Ranked>,
    /// Of a page that is not full although the list goes on: where it does.
    pub up_to: Option<(f64, Uuid)>,
}

/// So many documents are passed along an index in one step.
const PASSED: i64 = 3000;
/// So many steps are taken for a page.
const STEPS: usize = 7;
/// So many documents that have the words are read and put in order.
const FEW: i64 = 20_000;

impl Order {
    /// The column, and what makes it one that no index has.
    fn column(self) -> (&'static str, &'static str) {
        match self {
            Self::Newest => ("activated_at", " + interval '0'"),
            Self::Older(_) => ("rank_at", " + interval '0'"),
            Self::Cheapest | Self::Dearest | Self::Nearest => ("price_minor", " + 0"),
        }
    }

    /// The order, what comes after a place in it, and what comes up to one.
    fn direction(self) -> (&'static str, &'static str, &'static str) {
        match self {
            Self::Cheapest | Self::Nearest => ("ASC", ">", "<="),
            Self::Newest | Self::Dearest | Self::Older(_) => ("DESC", "<", ">="),
        }
    }

    fn is_by_price(self) -> bool {
        matches!(self, Self::Cheapest | Self::Dearest)
    }

    /// What a hit is placed by: a price, or a moment in microseconds.
    fn score(self) -> String {
        let (column, _) = self.column();
        match self {
            Self::Newest | Self::Older(_) => format!("(extract(epoch FROM {column}) * 1000000)::float8"),
            Self::Cheapest | Self::Dearest | Self::Nearest => format!("{column}::float8"),
        }
    }

    /// The place of a hit as the index has it; a moment that is none stands for the latest of all.
    fn push_key(self, sql: &mut QueryBuilder<Postgres>, (score, id): (f64, Uuid)) {
        if self.is_by_price() {
            sql.push_bind(score as i64);
        } else {
            sql.push_bind(moment(score as i64).unwrap_or(DateTime::<Utc>::MAX_UTC));
        }
        sql.push(", ").push_bind(id);
    }

    /// The prices that the index of an order by price begins and ends with.
    fn push_prices(self, sql: &mut QueryBuilder<Postgres>, asked: &Asked) {
        if self.is_by_price() {
            prices(sql, asked);
        }
    }
}

fn moment(micros: i64) -> Option<DateTime<Utc>> {
    DateTime::from_timestamp_micros(micros)
}

/// A page of a list in its own order.
pub async fn walk(connection: &mut PgConnection, asked: &Asked, order: Order) -> Result<Walked> {
    if order == Order::Nearest {
        return Ok(Walked { hits: nearest(connection, asked).await?, up_to: None });
    }
    let wanted = asked.wanted().join("&");
    let hits: Vec<Ranked> =
        along(asked, order, &wanted, None).build_query_as().fetch_all(&mut *connection).await?;
    if missing(asked, &hits) <= 0 {
        return Ok(Walked { hits, up_to: None });
    }
    if !wanted.is_empty() && are_few(connection, asked, &wanted).await? {
        let hits = by_words(asked, order, &wanted).build_query_as().fetch_all(connection).await?;
        return Ok(Walked { hits, up_to: None });
    }
    let mut rest = asked.clone();
    let mut hits = Vec::new();
    for _ in 0..STEPS {
        let edge: Option<(f64, Uuid)> =
            edge(&rest, order).build_query_as().fetch_optional(&mut *connection).await?;
        let more: Vec<Ranked> =
            along(&rest, order, &wanted, edge).build_query_as().fetch_all(&mut *connection).await?;
        hits.extend(more);
        (rest.limit, rest.after) = (missing(asked, &hits), edge);
        if rest.limit <= 0 || edge.is_none() {
            return Ok(Walked { hits, up_to: None });
        }
    }
    Ok(Walked { hits, up_to: rest.after })
}

/// How many are missing for a full page.
fn missing(asked: &Asked, hits: &[Ranked]) -> i64 {
    asked.limit - i64::try_from(hits.len()).unwrap_or(i64::MAX)
}

/// Whether so few documents have the words that all of them may be read.
async fn are_few(connection: &mut PgConnection, asked: &Asked, wanted: &str) -> Result<bool> {
    let mut sql = QueryBuilder::<Postgres>::new("SELECT id FROM search.documents_");
    sql.push(asked.part)
        .push(" WHERE rank_at IS NOT NULL AND words @@ (SELECT ")
        .push_bind(wanted.to_owned());
    sql.push("::tsquery) OFFSET ").push(FEW).push(" LIMIT 1");
    let one_too_many: Option<(Uuid,)> = sql.build_query_as().fetch_optional(connection).await?;
    Ok(one_too_many.is_none())
}

/// Where a step along the index of the order ends; none when it reaches the end of the list.
fn edge(asked: &Asked, order: Order) -> QueryBuilder<Postgres> {
    let ((column, _), (direction, ..)) = (order.column(), order.direction());
    let mut sql = QueryBuilder::new("SELECT ");
    sql.push(order.score()).push(" AS score, id FROM search.documents_").push(asked.part);
    sql.push(" WHERE rank_at IS NOT NULL");
    order.push_prices(&mut sql, asked);
    after(&mut sql, asked, order, "");
    sql.push(format!(" ORDER BY {column} {direction}, id {direction} OFFSET {} LIMIT 1", PASSED - 1));
    sql
}

/// A step along the index of the order, up to an edge if there is one.
fn along(asked: &Asked, order: Order, wanted: &str, edge: Option<(f64, Uuid)>) -> QueryBuilder<Postgres> {
    let ((column, _), (direction, _, up_to)) = (order.column(), order.direction());
    let mut sql = begin(asked, order);
    sql.push(
        "(SELECT id, rank_at, activated_at, expires_at, featured_until, latitude, longitude, currency, price_minor, title, words
          FROM search.documents_",
    );
    sql.push(asked.part).push(" WHERE rank_at IS NOT NULL");
    order.push_prices(&mut sql, asked);
    after(&mut sql, asked, order, "");
    // Up to an edge nothing is left out, even if something has come in between since that was found.
    let most = if edge.is_some() { 2 * PASSED } else { PASSED };
    if let Some(edge) = edge {
        sql.push(format!(" AND ({column}, id) {up_to} ("));
        order.push_key(&mut sql, edge);
        sql.push(")");
    }
    sql.push(format!(" ORDER BY {column} {direction}, id {direction} LIMIT {most}) AS passed WHERE true"));
    conditions(&mut sql, asked, order, wanted);
    sql.push(format!(" ORDER BY {column} {direction}, id {direction}"));
    end(sql, asked, direction)
}

/// All that have the words, put in order.
fn by_words(asked: &Asked, order: Order, wanted: &str) -> QueryBuilder<Postgres> {
    let ((column, unindexed), (direction, ..)) = (order.column(), order.direction());
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
    sql.push(" AS distance_m, ").push(order.score()).push(" AS score FROM ");
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

/// From after the last hit that was shown, or after where the page before has ended.
fn after(sql: &mut QueryBuilder<Postgres>, asked: &Asked, order: Order, unindexed: &str) {
    let ((column, _), (_, beyond, _)) = (order.column(), order.direction());
    let shown = asked.after.filter(|(score, _)| order.is_by_price() || moment(*score as i64).is_some());
    let begin = match order {
        Order::Older(older) => match older.most() {
            Left::Below(micros, id) => Some((micros as f64, id)),
            Left::All | Left::Nothing => None,
        },
        _ => None,
    };
    if let Some(key) = shown.or(begin) {
        sql.push(format!(" AND ({column}{unindexed}, id) {beyond} ("));
        order.push_key(sql, key);
        sql.push(")");
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
    if let Some((column, first)) = asked.first() {
        sql.push(" WHEN ").push(column).push(" @@ (SELECT ").push_bind(first.to_owned());
        sql.push("::tsquery) THEN ");
        left(sql, older.first);
    }
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
        let older = Older { far: below, rest: Left::Below(5, Uuid::max()), ..Older::default() };
        assert_eq!(older.most(), below);
        assert_eq!(Older { first: Left::Below(9, Uuid::nil()), ..older }.most(), Left::Below(9, Uuid::nil()));
        assert_eq!(Older { rest: Left::All, ..older }.most(), Left::All);
        assert!(below.is_short() && !Left::Below(7, Uuid::max()).is_short() && !Left::All.is_short());
    }
}
