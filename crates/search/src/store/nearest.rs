//! Lists by distance, to their end.
//!
//! The index of the globe gives the nearest documents one after the other. It is asked how far away the so-many-th is.
//! When that is near, all within its distance are put in order, with those that stand in the very same spot; when it is
//! far, those that were counted, without the last spot, of which some may be missing. What a whole crowd around the
//! place does not have is found by the list of its words: all of it where that is short, else the newest of it, so that
//! the nearest of a hundred thousand far away cost no more than those of a thousand.

use chrono::{DateTime, Utc};
use kernel::{EARTH_RADIUS_M, GeoPoint};
use platform::Result;
use sqlx::{Connection, FromRow, PgConnection, Postgres, QueryBuilder};

use super::candidates::{any_of, distance, limits};
use super::rank::{Asked, Ranked};
use super::walk::end;
use crate::document::MOST_HEAD_START;
use crate::filter::moments_between;
use crate::request::Kind;

/// So many documents around the place are looked at, first few and then more, before the list of the words is asked.
const CROWDS: [i64; 2] = [300, 3000];
/// So many of those that have the words are put in order, the newest, when a crowd around the place has too few.
pub const FAR_AWAY: f64 = 5000.0;
/// The same where every document answers, as multiples of a page: more than one, since many may stand in one spot.
const PAGES: [i64; 4] = [2, 20, 200, 2000];
/// Up to here a box around the place holds little besides what is near.
const NEAR_M: f64 = 500_000.0;
/// Further than anything on the globe: where what has no place stands.
const NOWHERE_M: f64 = 1e8;
/// What two ways to work out a distance may differ in.
const SLACK_M: f64 = 0.01;

/// How far the nearest documents reach.
#[derive(Debug, FromRow)]
struct Reach {
    /// How many there are, up to the number that was asked for.
    documents: i64,
    /// The distance of the last one.
    metres: Option<f64>,
}

/// A page by distance; what has no place comes last.
pub(super) async fn nearest(connection: &mut PgConnection, asked: &Asked) -> Result<Vec<Ranked>> {
    let Some(place) = asked.place else { return Ok(Vec::new()) };
    let everything = asks_for_everything(asked);
    let crowds = match asked.after {
        // Whatever stands somewhere has been shown.
        Some((metres, _)) if metres >= NOWHERE_M => Vec::new(),
        _ if everything => PAGES.map(|pages| pages * asked.limit).to_vec(),
        _ => CROWDS.to_vec(),
    };
    // Whether place or words cut down more depends on both, so these are planned for their own values.
    let mut tx = connection.begin_with("BEGIN; SET LOCAL plan_cache_mode = force_custom_plan").await?;
    for size in crowds {
        let crowd = Crowd { size, living: everything };
        let reach: Reach = crowd.reach(asked, place).build_query_as().fetch_one(&mut *tx).await?;
        let Some(metres) = reach.metres else { break };
        let is_all = reach.documents < size;
        let mut sql = match metres <= NEAR_M {
            true => within(asked, place, Some(metres + SLACK_M), None),
            false => crowd.members(asked, place, if is_all { f64::INFINITY } else { metres - SLACK_M }),
        };
        let hits: Vec<Ranked> = sql.build_query_as().fetch_all(&mut *tx).await?;
        let is_full = i64::try_from(hits.len()).is_ok_and(|found| found >= asked.limit);
        // Nobody stands further away, and within a radius nobody stands nowhere.
        if is_full || (is_all && asked.radius_m.is_some()) {
            tx.rollback().await?;
            return Ok(hits);
        }
        if is_all {
            break;
        }
    }
    let newest = asked.floors.rest;
    let mut hits: Vec<Ranked> =
        within(asked, place, asked.radius_m, newest).build_query_as().fetch_all(&mut *tx).await?;
    if newest.is_some() && i64::try_from(hits.len()).is_ok_and(|found| found < asked.limit) {
        // Fewer have it than was thought, or all the newest have been shown.
        hits = within(asked, place, asked.radius_m, None).build_query_as().fetch_all(&mut *tx).await?;
    }
    tx.rollback().await?;
    Ok(hits)
}

/// Whether every document answers that lives, wherever it is: then a page full of the nearest is the page.
fn asks_for_everything(asked: &Asked) -> bool {
    let narrowed = asked.price.is_some() || asked.featured || asked.since.is_some();
    asked.words.is_none() && asked.filters.is_empty() && !narrowed
}

/// The nearest documents that were not shown yet.
#[derive(Debug, Clone, Copy)]
struct Crowd {
    size: i64,
    /// Only those that may be shown.
    living: bool,
}

impl Crowd {
    /// How far they reach.
    fn reach(self, asked: &Asked, place: GeoPoint) -> QueryBuilder<Postgres> {
        let mut sql =
            QueryBuilder::new("SELECT count(*) AS documents, max(distance_m) AS metres FROM (SELECT ");
        self.push(&mut sql, asked, place);
        sql.push(") AS nearest");
        sql
    }

    /// A page of those that stand nearer than `edge`.
    fn members(self, asked: &Asked, place: GeoPoint, edge: f64) -> QueryBuilder<Postgres> {
        let mut sql = QueryBuilder::new(
            "WITH page AS (SELECT id, expires_at, distance_m, distance_m AS score FROM (
                SELECT id, expires_at, activated_at, featured_until, currency, price_minor, latitude, longitude, words, ",
        );
        self.push(&mut sql, asked, place);
        sql.push(") AS passed WHERE distance_m < ").push_bind(edge);
        words(&mut sql, asked, None);
        limits(&mut sql, asked);
        sql.push(" ORDER BY score, id");
        end(sql, asked, "ASC")
    }

    fn push(self, sql: &mut QueryBuilder<Postgres>, asked: &Asked, place: GeoPoint) {
        distance(sql, asked.place);
        sql.push(" AS distance_m FROM search.documents_").push(asked.part).push(" WHERE rank_at IS NOT NULL");
        around(sql, place, asked.radius_m);
        if self.living {
            limits(sql, asked);
        }
        if let Some((metres, id)) = asked.after {
            sql.push(" AND (");
            distance(sql, asked.place);
            sql.push(", id) > (").push_bind(metres).push(", ").push_bind(id).push(")");
        }
        sql.push(" ORDER BY search.on_globe(latitude, longitude) OPERATOR(public.<->) ");
        on_globe(sql, place);
        sql.push(" LIMIT ").push_bind(self.size);
    }
}

/// The nearest of those within so many metres, or of all; of those since a moment, or of any age.
fn within(
    asked: &Asked,
    place: GeoPoint,
    reach: Option<f64>,
    since: Option<DateTime<Utc>>,
) -> QueryBuilder<Postgres> {
    let mut sql = QueryBuilder::new("WITH page AS (SELECT id, expires_at, distance_m, coalesce(distance_m, ");
    sql.push_bind(NOWHERE_M).push(") AS score FROM (SELECT id, expires_at, ");
    distance(&mut sql, asked.place);
    sql.push(" AS distance_m FROM search.documents_").push(asked.part).push(" WHERE rank_at IS NOT NULL");
    if reach.is_some() {
        around(&mut sql, place, reach);
    }
    words(&mut sql, asked, since);
    limits(&mut sql, asked);
    sql.push(") AS found WHERE true");
    if let Some(reach) = reach {
        sql.push(" AND distance_m <= ").push_bind(reach);
    }
    if let Some((metres, id)) = asked.after {
        sql.push(" AND (coalesce(distance_m, ").push_bind(NOWHERE_M).push("), id) > (").push_bind(metres);
        sql.push(", ").push_bind(id).push(")");
    }
    sql.push(" ORDER BY score, id");
    end(sql, asked, "ASC")
}

fn words(sql: &mut QueryBuilder<Postgres>, asked: &Asked, since: Option<DateTime<Utc>>) {
    let mut wanted = asked.wanted();
    if let Some(since) = since {
        sql.push(" AND rank_at >= ").push_bind(since);
        // Listings carry their moments as words, so that older ones are not even looked up.
        let moments = moments_between(since, asked.as_of + MOST_HEAD_START);
        wanted.extend(moments.filter(|_| asked.kind == Kind::Listings).as_deref().map(any_of));
    }
    if !wanted.is_empty() {
        sql.push(" AND words @@ ").push_bind(wanted.join("&")).push("::tsquery");
    }
}

/// Only what stands somewhere; within so many metres, and a little more at the corners, if told.
fn around(sql: &mut QueryBuilder<Postgres>, place: GeoPoint, reach_m: Option<f64>) {
    sql.push(" AND latitude IS NOT NULL");
    if let Some(reach_m) = reach_m {
        sql.push(" AND search.on_globe(latitude, longitude) OPERATOR(public.<@) public.cube_enlarge(");
        on_globe(sql, place);
        sql.push(", ").push_bind(straight(reach_m)).push(", 3)");
    }
}

fn on_globe(sql: &mut QueryBuilder<Postgres>, place: GeoPoint) {
    sql.push("search.on_globe(")
        .push_bind(place.latitude())
        .push(", ")
        .push_bind(place.longitude())
        .push(")");
}

/// The straight way through a globe of radius 1 between two places so many metres apart on ours, and a hair more.
fn straight(metres: f64) -> f64 {
    let half = (metres / EARTH_RADIUS_M / 2.0).min(std::f64::consts::FRAC_PI_2);
    2.0 * half.sin() + 1e-9
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_straight_way_grows_with_the_distance_up_to_the_other_side() {
        assert!((straight(EARTH_RADIUS_M) - 2.0 * 0.5_f64.sin()).abs() < 1e-6);
        assert!(straight(1.0) > 1.0 / EARTH_RADIUS_M && straight(1.0) < 1.1 / EARTH_RADIUS_M);
        let half_way = std::f64::consts::PI * EARTH_RADIUS_M;
        assert!((straight(half_way) - 2.0).abs() < 1e-6 && (straight(9.0 * half_way) - 2.0).abs() < 1e-6);
    }
}
