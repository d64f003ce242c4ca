//! Lists by price, to their end.
//!
//! A page is looked for along the index of prices first, a short way: there stands whatever is not rare. What only few
//! have is found by the index of what they have, and put in order afterwards. What very many have, but not the
//! cheapest, is looked for further along the prices, step by step; after so many steps the page ends, full or not, and
//! the next one goes on from there. So no page of a list reads more than so much, however many listings there are.

use chrono::{DateTime, Utc};
use sqlx::{PgConnection, Postgres, QueryBuilder};
use uuid::Uuid;

use super::Result;
use super::live::{COLUMNS, LiveRow, fetch, live};
use crate::filter::Filter;

/// So many listings are passed along the index in one step.
const PASSED: i64 = 3000;
/// So many steps are taken for a page.
const STEPS: usize = 7;
/// So many listings are read and put in order.
const FEW: i64 = 20_000;

/// Whether prices rise or fall.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    /// Cheapest first.
    Rising,
    /// Dearest first.
    Falling,
}

impl Direction {
    /// The order, what comes after a place in it, and what comes up to one.
    fn words(self) -> (&'static str, &'static str, &'static str) {
        match self {
            Self::Rising => ("ASC", ">", "<="),
            Self::Falling => ("DESC", "<", ">="),
        }
    }
}

/// A place in a list by price: minor units and id.
pub type PriceKey = (i64, Uuid);

/// A page by price, or as much of it as was found.
#[derive(Debug)]
pub struct ByPrice {
    /// In their order.
    pub rows: Vec<LiveRow>,
    /// Of a page that is not full although the list goes on: where it does.
    pub up_to: Option<PriceKey>,
}

/// By price in the filter's currency, from after `after`.
///
/// # Errors
/// When the database does not answer.
pub async fn by_price(
    db: &mut PgConnection,
    filter: &Filter,
    direction: Direction,
    after: Option<PriceKey>,
    limit: i64,
    now: DateTime<Utc>,
) -> Result<ByPrice> {
    let mut way = Way { filter, direction, after, limit, now };
    let rows = fetch(db, way.along(None)).await?;
    if way.missing(&rows) <= 0 {
        return Ok(ByPrice { rows, up_to: None });
    }
    if are_few(db, filter).await? {
        return Ok(ByPrice { rows: fetch(db, way.of_few()).await?, up_to: None });
    }
    let mut rows = Vec::new();
    for _ in 0..STEPS {
        let edge: Option<PriceKey> = way.edge().build_query_as().fetch_optional(&mut *db).await?;
        let more = fetch(db, way.along(edge)).await?;
        (way.limit, way.after) = (way.missing(&more), edge);
        rows.extend(more);
        if way.limit <= 0 || edge.is_none() {
            return Ok(ByPrice { rows, up_to: None });
        }
    }
    Ok(ByPrice { rows, up_to: way.after })
}

/// Whether one of the filter's conditions leaves so few that all of them may be read.
async fn are_few(db: &mut PgConnection, filter: &Filter) -> Result<bool> {
    if filter.business.is_some() {
        // Its plan says how many it may have.
        return Ok(true);
    }
    for (column, values) in filter.indexed() {
        let mut query = QueryBuilder::<Postgres>::new("SELECT live.id FROM unnest(");
        query
            .push_bind(values)
            .push("::text[]) AS wanted (value), LATERAL (SELECT id FROM listings.live WHERE ");
        // Of each value in the order of its index, so that nothing but that index is read.
        query.push(column).push(" = wanted.value ORDER BY activated_at DESC, id DESC LIMIT ").push(FEW + 1);
        query.push(") AS live OFFSET ").push(FEW).push(" LIMIT 1");
        let one_too_many: Option<(Uuid,)> = query.build_query_as().fetch_optional(&mut *db).await?;
        if one_too_many.is_none() {
            return Ok(true);
        }
    }
    Ok(false)
}

/// What is left of a page.
struct Way<'a> {
    filter: &'a Filter,
    direction: Direction,
    after: Option<PriceKey>,
    limit: i64,
    now: DateTime<Utc>,
}

impl Way<'_> {
    fn missing(&self, rows: &[LiveRow]) -> i64 {
        self.limit - i64::try_from(rows.len()).unwrap_or(i64::MAX)
    }

    /// Where a step along the index of prices ends; none when it reaches the end of the list.
    fn edge(&self) -> QueryBuilder<Postgres> {
        let (order, ..) = self.direction.words();
        let mut query = QueryBuilder::new("SELECT price_minor, id FROM listings.live WHERE true");
        self.push_range(&mut query);
        query.push(format!(" ORDER BY price_minor {order}, id {order} OFFSET {} LIMIT 1", PASSED - 1));
        query
    }

    /// A step along the index of prices, up to an edge if there is one.
    fn along(&self, edge: Option<PriceKey>) -> QueryBuilder<Postgres> {
        let (order, _, within) = self.direction.words();
        let mut query = QueryBuilder::new("SELECT ");
        query.push(COLUMNS).push(" FROM (SELECT ").push(COLUMNS).push(" FROM listings.live WHERE true");
        self.push_range(&mut query);
        // Up to an edge nothing is left out, even if something has come in between since that was found.
        let most = if edge.is_some() { 2 * PASSED } else { PASSED };
        if let Some((price, id)) = edge {
            query.push(" AND (price_minor, id) ").push(within).push(" (").push_bind(price);
            query.push(", ").push_bind(id).push(")");
        }
        query.push(format!(
            " ORDER BY price_minor {order}, id {order} LIMIT {most}) AS passed WHERE expires_at > "
        ));
        query.push_bind(self.now);
        self.filter.push(&mut query, self.now);
        query.push(format!(" ORDER BY price_minor {order}, id {order} LIMIT ")).push_bind(self.limit);
        query
    }

    /// All that pass the filter, put in order: by their own index and not along the prices.
    fn of_few(&self) -> QueryBuilder<Postgres> {
        let (order, ..) = self.direction.words();
        let mut query = live(self.now, self.filter);
        self.push_after(&mut query);
        query.push(format!(" ORDER BY price_minor + 0 {order}, id {order} LIMIT ")).push_bind(self.limit);
        query
    }

    /// The part of the index of prices that is left.
    fn push_range(&self, query: &mut QueryBuilder<Postgres>) {
        if let Some(range) = &self.filter.price {
            range.push(query);
        }
        self.push_after(query);
    }

    fn push_after(&self, query: &mut QueryBuilder<Postgres>) {
        let (_, beyond, _) = self.direction.words();
        if let Some((price, id)) = self.after {
            query.push(" AND (price_minor, id) ").push(beyond).push(" (").push_bind(price);
            query.push(", ").push_bind(id).push(")");
        }
    }
}
