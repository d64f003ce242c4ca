use chrono::{DateTime, Utc};
use contracts::listings::{ListingCard, Seller};
use contracts::media::Picture;
use kernel::{BusinessId, GeoPoint, ListingId};
use sqlx::postgres::PgRow;
use sqlx::types::Json;
use sqlx::{FromRow, PgConnection, Postgres, QueryBuilder};
use uuid::Uuid;

use super::{Result, money, point, unreadable, window};
use crate::filter::Filter;

/// A live listing, with what lists are filtered and ordered by.
#[derive(Debug, Clone, FromRow)]
pub struct LiveRow {
    /// Its id.
    pub id: Uuid,
    /// Whose it is.
    pub business_id: Uuid,
    /// OFFER or REQUEST.
    #[sqlx(rename = "type")]
    pub kind: String,
    /// Title.
    pub title: String,
    /// Slug.
    pub category: String,
    /// Slug of the root above.
    pub root_category: Option<String>,
    /// Minor units.
    pub price_minor: Option<i64>,
    /// ISO 4217.
    pub currency: Option<String>,
    /// Degrees north.
    pub latitude: Option<f64>,
    /// Degrees east.
    pub longitude: Option<f64>,
    /// Town.
    pub city: Option<String>,
    /// Town, as filters compare it.
    pub city_key: Option<String>,
    /// ISO 3166-1.
    pub country: Option<String>,
    /// Code of a market.
    pub market: Option<String>,
    /// First picture.
    pub photo: Option<Json<Picture>>,
    /// Name of the business.
    pub seller_name: String,
    /// Address of the business.
    pub seller_slug: String,
    /// Whether the business is verified.
    pub seller_verified: bool,
    /// When it went live.
    pub activated_at: DateTime<Utc>,
    /// When it stops being shown.
    pub expires_at: DateTime<Utc>,
    /// Begin of the paid slot.
    pub featured_from: Option<DateTime<Utc>>,
    /// End of the paid slot.
    pub featured_until: Option<DateTime<Utc>>,
    /// Place in the circle of featured ones.
    pub rotation: i32,
    /// Counts changes.
    pub version: i64,
}

/// The columns of a [`LiveRow`].
pub(super) const COLUMNS: &str = "id, business_id, type, title, category, root_category, price_minor, currency, latitude, \
    longitude, city, city_key, country, market, photo, seller_name, seller_slug, seller_verified, activated_at, \
    expires_at, featured_from, featured_until, rotation, version";

impl LiveRow {
    /// Whether it has a paid slot at `moment`.
    #[must_use]
    pub fn is_featured(&self, moment: DateTime<Utc>) -> bool {
        window(self.featured_from, self.featured_until).is_some_and(|window| window.holds(moment))
    }

    /// Where it is.
    #[must_use]
    pub fn location(&self) -> Option<GeoPoint> {
        point(self.latitude, self.longitude)
    }

    /// What a list shows of it.
    ///
    /// # Errors
    /// When the row was not written by this program.
    pub fn card(&self, now: DateTime<Utc>) -> Result<ListingCard> {
        Ok(ListingCard {
            id: ListingId(self.id),
            kind: self.kind.parse().map_err(|_| unreadable("type"))?,
            title: self.title.clone(),
            category: self.category.clone(),
            price: money(self.price_minor, self.currency.as_deref()),
            city: self.city.clone(),
            country: self.country.as_deref().and_then(|code| code.parse().ok()),
            location: self.location(),
            distance_m: None,
            activated_at: self.activated_at,
            expires_at: self.expires_at,
            featured: self.is_featured(now),
            business: Seller {
                id: BusinessId(self.business_id),
                name: self.seller_name.clone(),
                slug: self.seller_slug.clone(),
                verified: self.seller_verified,
            },
            photo: self.photo.as_ref().map(|photo| photo.0.clone()),
        })
    }
}

/// Everything that is live at `now` and passes `filter`, to be narrowed down, ordered and limited.
pub(super) fn live(now: DateTime<Utc>, filter: &Filter) -> QueryBuilder<Postgres> {
    live_as(COLUMNS, now, filter)
}

fn live_as(columns: &str, now: DateTime<Utc>, filter: &Filter) -> QueryBuilder<Postgres> {
    let mut query = QueryBuilder::new("SELECT ");
    query.push(columns).push(" FROM listings.live WHERE expires_at > ").push_bind(now);
    filter.push(&mut query, now);
    query
}

pub(super) async fn fetch(db: &mut PgConnection, mut query: QueryBuilder<Postgres>) -> Result<Vec<LiveRow>> {
    Ok(query.build_query_as().fetch_all(db).await?)
}

/// Live listings with these ids, in no order.
///
/// # Errors
/// When the database does not answer.
pub async fn live_by_ids(
    db: &mut PgConnection,
    ids: &[ListingId],
    now: DateTime<Utc>,
) -> Result<Vec<LiveRow>> {
    let mut query = live(now, &Filter::default());
    query.push(" AND id = ANY(").push_bind(ids.iter().map(|id| id.0).collect::<Vec<_>>()).push(")");
    fetch(db, query).await
}

/// A place in the order of newest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NewestKey {
    /// When it went live.
    pub activated_at: DateTime<Utc>,
    /// Breaks ties.
    pub id: Uuid,
}

/// The newest first, from after `after`; without those that had a paid slot at `without_featured_at`.
///
/// # Errors
/// When the database does not answer.
pub async fn newest(
    db: &mut PgConnection,
    filter: &Filter,
    after: Option<NewestKey>,
    without_featured_at: Option<DateTime<Utc>>,
    limit: i64,
    now: DateTime<Utc>,
) -> Result<Vec<LiveRow>> {
    let mut query = live(now, filter);
    if let Some(moment) = without_featured_at {
        query.push(" AND (featured_until IS NULL OR featured_until <= ").push_bind(moment);
        query.push(" OR featured_from > ").push_bind(moment).push(")");
    }
    if let Some(key) = after {
        query.push(" AND (activated_at, id) < (").push_bind(key.activated_at);
        query.push(", ").push_bind(key.id).push(")");
    }
    query.push(" ORDER BY activated_at DESC, id DESC LIMIT ").push_bind(limit);
    fetch(db, query).await
}

/// A way around the circle of featured listings.
#[derive(Debug, Clone, Copy)]
pub struct Circle {
    /// Where it begins and ends.
    pub start: i32,
    /// From after this place, if a part has been seen.
    pub after: Option<(i32, Uuid)>,
}

/// Those that had a paid slot at any moment from the one to the other, around the circle.
///
/// # Errors
/// When the database does not answer.
pub async fn featured(
    db: &mut PgConnection,
    filter: &Filter,
    circle: Circle,
    moments: (DateTime<Utc>, DateTime<Utc>),
    limit: i64,
    now: DateTime<Utc>,
) -> Result<Vec<LiveRow>> {
    around(db, COLUMNS, filter, circle, moments, limit, now).await
}

/// The places on the circle of those that have a paid slot, from one place on; the index alone tells them.
///
/// # Errors
/// When the database does not answer.
pub async fn places_on_circle(
    db: &mut PgConnection,
    filter: &Filter,
    start: i32,
    limit: i64,
    now: DateTime<Utc>,
) -> Result<Vec<i32>> {
    let circle = Circle { start, after: None };
    let places: Vec<(i32,)> = around(db, "rotation", filter, circle, (now, now), limit, now).await?;
    Ok(places.into_iter().map(|(rotation,)| rotation).collect())
}

async fn around<T>(
    db: &mut PgConnection,
    columns: &str,
    filter: &Filter,
    circle: Circle,
    moments: (DateTime<Utc>, DateTime<Utc>),
    limit: i64,
    now: DateTime<Utc>,
) -> Result<Vec<T>>
where
    T: for<'r> FromRow<'r, PgRow> + Send + Unpin,
{
    let wrapped = circle.after.is_some_and(|(rotation, _)| rotation < circle.start);
    let mut found = Vec::new();
    if !wrapped {
        let mut arc = on_arc(columns, filter, (circle.start, i32::MAX), circle.after, moments, now);
        found = arc.push_bind(limit).build_query_as().fetch_all(&mut *db).await?;
    }
    let missing = limit - i64::try_from(found.len()).unwrap_or(limit);
    if missing > 0 && circle.start > i32::MIN {
        let (ends, after) = ((i32::MIN, circle.start - 1), circle.after.filter(|_| wrapped));
        let mut arc = on_arc(columns, filter, ends, after, moments, now);
        found.extend(arc.push_bind(missing).build_query_as::<T>().fetch_all(db).await?);
    }
    Ok(found)
}

/// Those between two places, in order, up to a limit that is still to be said.
fn on_arc(
    columns: &str,
    filter: &Filter,
    (from, to): (i32, i32),
    after: Option<(i32, Uuid)>,
    (since, until): (DateTime<Utc>, DateTime<Utc>),
    now: DateTime<Utc>,
) -> QueryBuilder<Postgres> {
    let mut query = live_as(columns, now, filter);
    // Wrapped up, because the planner takes the two ends for independent and guesses far too few otherwise.
    query.push(" AND coalesce(featured_from, 'infinity') <= ").push_bind(until);
    query.push(" AND featured_until > ").push_bind(since);
    query.push(" AND rotation BETWEEN ").push_bind(from).push(" AND ").push_bind(to);
    if let Some((rotation, id)) = after {
        query.push(" AND (rotation, id) > (").push_bind(rotation).push(", ").push_bind(id).push(")");
    }
    query.push(" ORDER BY rotation, id LIMIT ");
    query
}
