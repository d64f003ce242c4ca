//! Every SQL statement of the domain.

use std::collections::HashMap;

use chrono::{DateTime, TimeDelta, Utc};
use contracts::listings::{ListingCard, Seller};
use contracts::media::Picture;
use kernel::{BusinessId, GeoPoint, ListingId, MediaId, Money, UserId};
use platform::Error;
use sqlx::types::Json;
use sqlx::{FromRow, PgConnection, Postgres, QueryBuilder};
use uuid::Uuid;

use crate::filter::{Filter, place_key};
use crate::model::{Details, Duration, Listing, Status, Window, Withdrawal};
use crate::tree::{Category, Tree};

type Result<T, E = Error> = std::result::Result<T, E>;

/// A row of `listings.listings`.
#[derive(Debug)]
struct ListingRow {
    id: Uuid,
    business_id: Uuid,
    created_by: Uuid,
    kind: String,
    status: String,
    title: String,
    description: String,
    category: Option<String>,
    price_minor: Option<i64>,
    currency: Option<String>,
    latitude: Option<f64>,
    longitude: Option<f64>,
    address: Option<String>,
    city: Option<String>,
    country: Option<String>,
    market: Option<String>,
    duration_hours: i16,
    media_ids: Vec<Uuid>,
    photo: Option<Json<Picture>>,
    seller_name: String,
    seller_slug: String,
    seller_verified: bool,
    activated_at: Option<DateTime<Utc>>,
    expires_at: Option<DateTime<Utc>>,
    remind_at: Option<DateTime<Utc>>,
    featured_from: Option<DateTime<Utc>>,
    featured_until: Option<DateTime<Utc>>,
    rotation: i32,
    extensions_used: i16,
    rejection: Option<String>,
    withdrawn_at: Option<DateTime<Utc>>,
    withdrawn_from: Option<String>,
    version: i64,
    created_at: DateTime<Utc>,
    updated_at: DateTime<Utc>,
}

/// Selects whole rows of `$table`; `$tail` is everything from `WHERE` on.
macro_rules! rows {
    ($table:literal, $tail:literal $(, $argument:expr)* $(,)?) => {
        sqlx::query_as!(
            ListingRow,
            r#"SELECT id AS "id!", business_id AS "business_id!", created_by AS "created_by!", type AS "kind!",
                      status AS "status!", title AS "title!", description AS "description!", category, price_minor,
                      currency, latitude, longitude, address, city, country, market,
                      duration_hours AS "duration_hours!", media_ids AS "media_ids!",
                      photo AS "photo: Json<Picture>", seller_name AS "seller_name!", seller_slug AS "seller_slug!",
                      seller_verified AS "seller_verified!", activated_at, expires_at, remind_at, featured_from,
                      featured_until, rotation AS "rotation!", extensions_used AS "extensions_used!", rejection,
                      withdrawn_at, withdrawn_from, version AS "version!", created_at AS "created_at!",
                      updated_at AS "updated_at!"
               FROM "# + $table + " " + $tail
            $(, $argument)*
        )
    };
}

/// What cannot be read back was not written by this program: our mistake.
fn unreadable(what: &str) -> Error {
    Error::internal(format!("listings.listings holds an unreadable {what}"))
}

fn window(from: Option<DateTime<Utc>>, until: Option<DateTime<Utc>>) -> Option<Window> {
    Some(Window { from: from?, until: until? })
}

fn money(minor: Option<i64>, currency: Option<&str>) -> Option<Money> {
    Money::new(minor?, currency?.parse().ok()?).ok()
}

fn point(latitude: Option<f64>, longitude: Option<f64>) -> Option<GeoPoint> {
    GeoPoint::new(latitude?, longitude?).ok()
}

impl ListingRow {
    fn into_listing(self) -> Result<Listing> {
        let withdrawn_from = self.withdrawn_from.as_deref().map(str::parse::<Status>).transpose();
        let withdrawn_from = withdrawn_from.map_err(|_| unreadable("withdrawn_from"))?;
        Ok(Listing {
            id: ListingId(self.id),
            business: Seller {
                id: BusinessId(self.business_id),
                name: self.seller_name,
                slug: self.seller_slug,
                verified: self.seller_verified,
            },
            created_by: UserId(self.created_by),
            details: Details {
                kind: self.kind.parse().map_err(|_| unreadable("type"))?,
                title: self.title,
                description: self.description,
                category: self.category,
                price: money(self.price_minor, self.currency.as_deref()),
                location: point(self.latitude, self.longitude),
                address: self.address,
                city: self.city,
                country: self.country.and_then(|code| code.parse().ok()),
                market: self.market.and_then(|code| code.parse().ok()),
                duration: Duration::of_hours(self.duration_hours.into()).ok_or_else(|| unreadable("duration_hours"))?,
                media_ids: self.media_ids.into_iter().map(MediaId).collect(),
            },
            photo: self.photo.map(|photo| photo.0),
            status: self.status.parse().map_err(|_| unreadable("status"))?,
            life: window(self.activated_at, self.expires_at),
            remind_at: self.remind_at,
            featured: window(self.featured_from, self.featured_until),
            rotation: self.rotation,
            extensions_used: self.extensions_used,
            rejection: self.rejection,
            withdrawn: self.withdrawn_at.zip(withdrawn_from).map(|(at, from)| Withdrawal { at, from }),
            version: self.version,
            created_at: self.created_at,
            updated_at: self.updated_at,
        })
    }
}

fn all(rows: Vec<ListingRow>) -> Result<Vec<Listing>> {
    rows.into_iter().map(ListingRow::into_listing).collect()
}

/// The listing, as far as the transaction's actor may see it.
///
/// # Errors
/// When the database does not answer.
pub async fn find(db: &mut PgConnection, id: ListingId) -> Result<Option<Listing>> {
    rows!("listings.listings", "WHERE id = $1", id.0).fetch_optional(db).await?.map(ListingRow::into_listing).transpose()
}

/// The listing, if anybody may see it.
///
/// # Errors
/// When the database does not answer.
pub async fn find_live(db: &mut PgConnection, id: ListingId, now: DateTime<Utc>) -> Result<Option<Listing>> {
    let row = rows!("listings.live", "WHERE id = $1 AND expires_at > $2", id.0, now).fetch_optional(db).await?;
    row.map(ListingRow::into_listing).transpose()
}

/// The same, locked until the transaction ends.
///
/// # Errors
/// When the database does not answer.
pub async fn find_for_update(db: &mut PgConnection, id: ListingId) -> Result<Option<Listing>> {
    rows!("listings.listings", "WHERE id = $1 FOR UPDATE", id.0).fetch_optional(db).await?.map(ListingRow::into_listing).transpose()
}

/// Writes a new listing. `false` when its id is taken.
///
/// # Errors
/// When the database refuses.
pub async fn insert(db: &mut PgConnection, listing: &Listing, tree: &Tree) -> Result<bool> {
    let row = Columns::of(listing, tree);
    let written = sqlx::query!(
        "INSERT INTO listings.listings
            (id, business_id, created_by, type, status, title, description, category, root_category, price_minor,
             currency, latitude, longitude, address, city, city_key, country, market, duration_hours, media_ids, photo,
             seller_name, seller_slug, seller_verified, activated_at, expires_at, remind_at, version, created_at,
             updated_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22,
                 $23, $24, $25, $26, $27, $28, $29, $30)
         ON CONFLICT (id) DO NOTHING",
        listing.id.0,
        listing.business.id.0,
        listing.created_by.0,
        listing.details.kind.as_str(),
        listing.status.as_str(),
        listing.details.title,
        listing.details.description,
        listing.details.category,
        row.root_category,
        row.price_minor,
        row.currency,
        row.latitude,
        row.longitude,
        listing.details.address,
        listing.details.city,
        row.city_key,
        row.country,
        row.market,
        listing.details.duration.hours(),
        &row.media_ids,
        row.photo,
        listing.business.name,
        listing.business.slug,
        listing.business.verified,
        row.activated_at,
        row.expires_at,
        listing.remind_at,
        listing.version,
        listing.created_at,
        listing.updated_at,
    )
    .execute(db)
    .await?;
    Ok(written.rows_affected() == 1)
}

/// Writes a listing back that this transaction has locked.
///
/// # Errors
/// When the database refuses, or the row is not there or not the actor's.
pub async fn update(db: &mut PgConnection, listing: &Listing, tree: &Tree) -> Result<()> {
    let row = Columns::of(listing, tree);
    let written = sqlx::query!(
        "UPDATE listings.listings SET
            type = $2, status = $3, title = $4, description = $5, category = $6, root_category = $7, price_minor = $8,
            currency = $9, latitude = $10, longitude = $11, address = $12, city = $13, city_key = $14, country = $15,
            market = $16, duration_hours = $17, media_ids = $18, photo = $19, activated_at = $20, expires_at = $21,
            remind_at = $22, featured_from = $23, featured_until = $24, rotation = $25, extensions_used = $26,
            rejection = $27, withdrawn_at = $28, withdrawn_from = $29, version = $30, updated_at = $31
         WHERE id = $1",
        listing.id.0,
        listing.details.kind.as_str(),
        listing.status.as_str(),
        listing.details.title,
        listing.details.description,
        listing.details.category,
        row.root_category,
        row.price_minor,
        row.currency,
        row.latitude,
        row.longitude,
        listing.details.address,
        listing.details.city,
        row.city_key,
        row.country,
        row.market,
        listing.details.duration.hours(),
        &row.media_ids,
        row.photo,
        row.activated_at,
        row.expires_at,
        listing.remind_at,
        listing.featured.map(|window| window.from),
        listing.featured.map(|window| window.until),
        listing.rotation,
        listing.extensions_used,
        listing.rejection,
        listing.withdrawn.map(|withdrawal| withdrawal.at),
        listing.withdrawn.map(|withdrawal| withdrawal.from.as_str()),
        listing.version,
        listing.updated_at,
    )
    .execute(db)
    .await?;
    if written.rows_affected() == 1 {
        return Ok(());
    }
    Err(Error::internal("a locked listing could not be written back"))
}

/// Values that are derived for the columns.
pub(crate) struct Columns {
    pub(crate) root_category: Option<String>,
    pub(crate) price_minor: Option<i64>,
    pub(crate) currency: Option<&'static str>,
    pub(crate) latitude: Option<f64>,
    pub(crate) longitude: Option<f64>,
    pub(crate) city_key: Option<String>,
    pub(crate) country: Option<String>,
    pub(crate) market: Option<String>,
    pub(crate) media_ids: Vec<Uuid>,
    pub(crate) photo: Option<serde_json::Value>,
    pub(crate) activated_at: Option<DateTime<Utc>>,
    pub(crate) expires_at: Option<DateTime<Utc>>,
}

impl Columns {
    pub(crate) fn of(listing: &Listing, tree: &Tree) -> Self {
        let details = &listing.details;
        Self {
            root_category: details.category.as_deref().and_then(|slug| tree.root(slug)),
            price_minor: details.price.map(|price| price.amount_minor),
            currency: details.price.map(|price| price.currency.code()),
            latitude: details.location.map(GeoPoint::latitude),
            longitude: details.location.map(GeoPoint::longitude),
            city_key: details.city.as_deref().map(place_key),
            country: details.country.map(|country| country.code().to_owned()),
            market: details.market.as_ref().map(|market| market.as_str().to_owned()),
            media_ids: details.media_ids.iter().map(|id| id.0).collect(),
            photo: listing.photo.as_ref().and_then(|photo| serde_json::to_value(photo).ok()),
            activated_at: listing.life.map(|life| life.from),
            expires_at: listing.life.map(|life| life.until),
        }
    }
}

/// Serialises whatever changes how many listings of a business are live, until the transaction ends.
///
/// # Errors
/// When the database does not answer.
pub async fn lock_quota(db: &mut PgConnection, business: BusinessId) -> Result<()> {
    sqlx::query("SELECT pg_advisory_xact_lock(hashtextextended('listings.quota ' || $1::text, 11))")
        .bind(business.0)
        .execute(db)
        .await?;
    Ok(())
}

/// How many listings of a business are live or about to be, and when the first of them expires. Those with the id
/// `but` do not count. Ask under [`lock_quota`].
///
/// # Errors
/// When the database does not answer.
pub async fn count_active(
    db: &mut PgConnection,
    business: BusinessId,
    but: ListingId,
    now: DateTime<Utc>,
) -> Result<(i64, Option<DateTime<Utc>>)> {
    let counted = sqlx::query!(
        r#"SELECT count(*) AS "used!", min(expires_at) AS resets_at FROM listings.listings
           WHERE business_id = $1 AND id <> $2
             AND ((status = 'ACTIVE' AND expires_at > $3) OR status = 'PENDING_REVIEW')"#,
        business.0,
        but.0,
        now,
    )
    .fetch_one(db)
    .await?;
    Ok((counted.used, counted.resets_at))
}

/// How many paid slots a business has taken since `since`. Ask under [`lock_quota`].
///
/// # Errors
/// When the database does not answer.
pub async fn count_features(db: &mut PgConnection, business: BusinessId, since: DateTime<Utc>) -> Result<i64> {
    let counted = sqlx::query_scalar!(
        r#"SELECT count(*) AS "used!" FROM listings.features WHERE business_id = $1 AND starts_at >= $2"#,
        business.0,
        since,
    );
    Ok(counted.fetch_one(db).await?)
}

/// Notes that a paid slot was taken.
///
/// # Errors
/// When the database refuses.
pub async fn insert_feature(db: &mut PgConnection, listing: &Listing, window: Window) -> Result<()> {
    sqlx::query!(
        "INSERT INTO listings.features (listing_id, business_id, starts_at, ends_at) VALUES ($1, $2, $3, $4)",
        listing.id.0,
        listing.business.id.0,
        window.from,
        window.until,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Listings of a business in every state, newest first, from after `after`. `status` is the one that holds at `now`.
///
/// # Errors
/// When the database does not answer.
pub async fn of_owner(
    db: &mut PgConnection,
    business: BusinessId,
    status: Option<Status>,
    after: Option<ListingId>,
    limit: i64,
    now: DateTime<Utc>,
) -> Result<Vec<Listing>> {
    let rows = rows!(
        "listings.listings", "WHERE business_id = $1 AND ($2::uuid IS NULL OR id < $2)
           AND ($3::text IS NULL
                OR $3 = CASE WHEN status = 'ACTIVE' AND expires_at <= $4 THEN 'EXPIRED' ELSE status END)
         ORDER BY id DESC LIMIT $5",
        business.0,
        after.map(|id| id.0),
        status.map(Status::as_str),
        now,
        limit,
    );
    all(rows.fetch_all(db).await?)
}

/// How many listings of a business are in each state that holds at `now`.
///
/// # Errors
/// When the database does not answer.
pub async fn count_by_status(
    db: &mut PgConnection,
    business: BusinessId,
    now: DateTime<Utc>,
) -> Result<Vec<(Status, i64)>> {
    let rows = sqlx::query!(
        r#"SELECT CASE WHEN status = 'ACTIVE' AND expires_at <= $2 THEN 'EXPIRED' ELSE status END AS "status!",
                  count(*) AS "count!"
           FROM listings.listings WHERE business_id = $1 GROUP BY 1"#,
        business.0,
        now,
    );
    let count = |status: &str, count| Ok((status.parse().map_err(|_| unreadable("status"))?, count));
    rows.fetch_all(db).await?.iter().map(|row| count(&row.status, row.count)).collect()
}

/// All but the drafts in the order of their ids, from after `after`. Asked with a system transaction.
///
/// # Errors
/// When the database does not answer.
pub async fn page(db: &mut PgConnection, after: Option<ListingId>, limit: i64) -> Result<Vec<Listing>> {
    let rows = rows!(
        "listings.listings",
        "WHERE ($1::uuid IS NULL OR id > $1) AND status <> 'DRAFT' ORDER BY id LIMIT $2", after.map(|id| id.0), limit);
    all(rows.fetch_all(db).await?)
}

/// Locks live listings whose time is over. Asked with a system transaction.
///
/// # Errors
/// When the database does not answer.
pub async fn due_to_expire(db: &mut PgConnection, now: DateTime<Utc>, limit: i64) -> Result<Vec<Listing>> {
    let rows = rows!(
        "listings.listings", "WHERE status = 'ACTIVE' AND expires_at <= $1 ORDER BY expires_at LIMIT $2 FOR UPDATE SKIP LOCKED",
        now,
        limit,
    );
    all(rows.fetch_all(db).await?)
}

/// Locks live listings whose owners are to be told that the end is near. Asked with a system transaction.
///
/// # Errors
/// When the database does not answer.
pub async fn due_to_remind(db: &mut PgConnection, now: DateTime<Utc>, limit: i64) -> Result<Vec<Listing>> {
    let rows = rows!(
        "listings.listings", "WHERE status = 'ACTIVE' AND remind_at <= $1 AND expires_at > $1
         ORDER BY remind_at LIMIT $2 FOR UPDATE SKIP LOCKED",
        now,
        limit,
    );
    all(rows.fetch_all(db).await?)
}

/// Gives the cards of a business its new name, address and verification; returns those that anybody sees. Asked with
/// a system transaction.
///
/// # Errors
/// When the database does not answer.
pub async fn rename_seller(db: &mut PgConnection, seller: &Seller, now: DateTime<Utc>) -> Result<Vec<Listing>> {
    let changed = sqlx::query_scalar!(
        "UPDATE listings.listings
         SET seller_name = $2, seller_slug = $3, seller_verified = $4, version = version + 1, updated_at = $5
         WHERE business_id = $1 AND (seller_name, seller_slug, seller_verified) IS DISTINCT FROM ($2, $3, $4)
         RETURNING id",
        seller.id.0,
        seller.name,
        seller.slug,
        seller.verified,
        now,
    )
    .fetch_all(&mut *db)
    .await?;
    let live = rows!("listings.listings", "WHERE id = ANY($1) AND status = 'ACTIVE' AND expires_at > $2 ORDER BY id", &changed, now);
    all(live.fetch_all(db).await?)
}

/// Deletes what was withdrawn before `before` (P-39). Asked with a system transaction.
///
/// # Errors
/// When the database refuses.
pub async fn purge_withdrawn(db: &mut PgConnection, before: DateTime<Utc>, limit: i64) -> Result<u64> {
    let purged = sqlx::query!(
        "DELETE FROM listings.listings WHERE id IN (
            SELECT id FROM listings.listings WHERE status = 'WITHDRAWN' AND withdrawn_at < $1 LIMIT $2)",
        before,
        limit,
    );
    Ok(purged.execute(db).await?.rows_affected())
}

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

const LIVE: &str = "SELECT id, business_id, type, title, category, root_category, price_minor, currency, latitude, \
    longitude, city, city_key, country, market, photo, seller_name, seller_slug, seller_verified, activated_at, \
    expires_at, featured_from, featured_until, rotation, version FROM listings.live WHERE expires_at > ";

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

fn live(now: DateTime<Utc>, filter: &Filter) -> QueryBuilder<Postgres> {
    let mut query = QueryBuilder::new(LIVE);
    query.push_bind(now);
    filter.push(&mut query, now);
    query
}

async fn fetch(db: &mut PgConnection, mut query: QueryBuilder<Postgres>) -> Result<Vec<LiveRow>> {
    Ok(query.build_query_as().fetch_all(db).await?)
}

/// Live listings with these ids, in no order.
///
/// # Errors
/// When the database does not answer.
pub async fn live_by_ids(db: &mut PgConnection, ids: &[ListingId], now: DateTime<Utc>) -> Result<Vec<LiveRow>> {
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

/// Those that had a paid slot at `moment`, around the circle.
///
/// # Errors
/// When the database does not answer.
pub async fn featured(
    db: &mut PgConnection,
    filter: &Filter,
    circle: Circle,
    moment: DateTime<Utc>,
    limit: i64,
    now: DateTime<Utc>,
) -> Result<Vec<LiveRow>> {
    let wrapped = circle.after.is_some_and(|(rotation, _)| rotation < circle.start);
    let mut found = Vec::new();
    if !wrapped {
        let arc = (circle.start, i32::MAX);
        found = featured_on_arc(db, filter, arc, circle.after, moment, limit, now).await?;
    }
    let missing = limit - i64::try_from(found.len()).unwrap_or(limit);
    if missing > 0 && circle.start > i32::MIN {
        let (arc, after) = ((i32::MIN, circle.start - 1), circle.after.filter(|_| wrapped));
        found.extend(featured_on_arc(db, filter, arc, after, moment, missing, now).await?);
    }
    Ok(found)
}

async fn featured_on_arc(
    db: &mut PgConnection,
    filter: &Filter,
    (from, to): (i32, i32),
    after: Option<(i32, Uuid)>,
    moment: DateTime<Utc>,
    limit: i64,
    now: DateTime<Utc>,
) -> Result<Vec<LiveRow>> {
    let mut query = live(now, filter);
    // Wrapped up, because the planner takes the two ends for independent and guesses far too few otherwise.
    query.push(" AND coalesce(featured_from, 'infinity') <= ").push_bind(moment);
    query.push(" AND featured_until > ").push_bind(moment);
    query.push(" AND rotation BETWEEN ").push_bind(from).push(" AND ").push_bind(to);
    if let Some((rotation, id)) = after {
        query.push(" AND (rotation, id) > (").push_bind(rotation).push(", ").push_bind(id).push(")");
    }
    query.push(" ORDER BY rotation, id LIMIT ").push_bind(limit);
    fetch(db, query).await
}

/// Whether prices rise or fall.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    /// Cheapest first.
    Rising,
    /// Dearest first.
    Falling,
}

/// By price in the filter's currency, from after `after`.
///
/// # Errors
/// When the database does not answer.
pub async fn by_price(
    db: &mut PgConnection,
    filter: &Filter,
    direction: Direction,
    after: Option<(i64, Uuid)>,
    limit: i64,
    now: DateTime<Utc>,
) -> Result<Vec<LiveRow>> {
    let (beyond, order) = match direction {
        Direction::Rising => (">", " ORDER BY price_minor, id LIMIT "),
        Direction::Falling => ("<", " ORDER BY price_minor DESC, id DESC LIMIT "),
    };
    let mut query = live(now, filter);
    if let Some((price, id)) = after {
        query.push(" AND (price_minor, id) ").push(beyond).push(" (").push_bind(price);
        query.push(", ").push_bind(id).push(")");
    }
    query.push(order).push_bind(limit);
    fetch(db, query).await
}

/// A live listing as the grid keeps it: where it is, and what filters ask.
#[derive(Debug, Clone, FromRow)]
pub struct PlaceRow {
    /// The listing.
    pub id: Uuid,
    /// Its cell.
    pub cell: i32,
    /// Degrees north.
    pub latitude: f64,
    /// Degrees east.
    pub longitude: f64,
    /// Whose it is.
    pub business_id: Uuid,
    /// OFFER or REQUEST.
    #[sqlx(rename = "type")]
    pub kind: String,
    /// Slug.
    pub category: String,
    /// Slug of the root above.
    pub root_category: Option<String>,
    /// Minor units.
    pub price_minor: Option<i64>,
    /// ISO 4217.
    pub currency: Option<String>,
    /// Town, as filters compare it.
    pub city_key: Option<String>,
    /// ISO 3166-1.
    pub country: Option<String>,
    /// Code of a market.
    pub market: Option<String>,
    /// Whether it has a picture.
    pub has_photo: bool,
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
}

const PLACE: &str = "SELECT id, cell, latitude, longitude, business_id, type, category, root_category, price_minor, \
    currency, city_key, country, market, photo IS NOT NULL AS has_photo, seller_verified, activated_at, expires_at, \
    featured_from, featured_until FROM listings.live WHERE expires_at > ";

/// Tiles of the grid that have live listings.
///
/// # Errors
/// When the database does not answer.
pub async fn tiles(db: &mut PgConnection) -> Result<Vec<i32>> {
    // From one tile to the next in the index, instead of over every listing in it.
    let tiles = sqlx::query_scalar!(
        r#"WITH RECURSIVE found AS (
               (SELECT tile FROM listings.live WHERE tile IS NOT NULL ORDER BY tile LIMIT 1)
               UNION ALL
               SELECT (SELECT live.tile FROM listings.live WHERE live.tile > found.tile ORDER BY live.tile LIMIT 1)
               FROM found WHERE found.tile IS NOT NULL
           )
           SELECT tile AS "tile!" FROM found WHERE tile IS NOT NULL"#
    );
    Ok(tiles.fetch_all(db).await?)
}

/// Cells of a tile that have live listings.
///
/// # Errors
/// When the database does not answer.
pub async fn cells(db: &mut PgConnection, tile: i32) -> Result<Vec<i32>> {
    let cells = sqlx::query_scalar!(r#"SELECT DISTINCT cell AS "cell!" FROM listings.live WHERE tile = $1"#, tile);
    Ok(cells.fetch_all(db).await?)
}

/// Live listings of a tile; at most `limit`, in no order.
///
/// # Errors
/// When the database does not answer.
pub async fn in_tile(db: &mut PgConnection, tile: i32, limit: i64, now: DateTime<Utc>) -> Result<Vec<PlaceRow>> {
    let mut query = QueryBuilder::new(PLACE);
    query.push_bind(now).push(" AND tile = ").push_bind(tile).push(" LIMIT ").push_bind(limit);
    Ok(query.build_query_as().fetch_all(db).await?)
}

/// Live listings of some cells of some tiles, in no order.
///
/// # Errors
/// When the database does not answer.
pub async fn in_cells(
    db: &mut PgConnection,
    tiles: &[i32],
    cells: &[i32],
    now: DateTime<Utc>,
) -> Result<Vec<PlaceRow>> {
    let mut query = QueryBuilder::new(PLACE);
    query.push_bind(now).push(" AND tile = ANY(").push_bind(tiles.to_vec());
    query.push(") AND cell = ANY(").push_bind(cells.to_vec()).push(")");
    Ok(query.build_query_as().fetch_all(db).await?)
}

/// Keeps a live listing for somebody; `false` when there is none. Keeping it twice is keeping it once.
///
/// # Errors
/// When the database refuses.
pub async fn save(db: &mut PgConnection, user: UserId, id: ListingId, now: DateTime<Utc>) -> Result<bool> {
    let live = sqlx::query_scalar!(
        r#"WITH target AS (SELECT id FROM listings.live WHERE id = $2 AND expires_at > $3),
                kept AS (
                    INSERT INTO listings.saved (user_id, listing_id, saved_at)
                    SELECT $1, id, $3 FROM target ON CONFLICT (user_id, listing_id) DO NOTHING
                )
           SELECT EXISTS (SELECT 1 FROM target) AS "live!""#,
        user.0,
        id.0,
        now,
    );
    Ok(live.fetch_one(db).await?)
}

/// Lets a listing go.
///
/// # Errors
/// When the database refuses.
pub async fn unsave(db: &mut PgConnection, user: UserId, id: ListingId) -> Result<()> {
    sqlx::query!("DELETE FROM listings.saved WHERE user_id = $1 AND listing_id = $2", user.0, id.0).execute(db).await?;
    Ok(())
}

/// Which of these somebody has saved.
///
/// # Errors
/// When the database does not answer.
pub async fn saved_among(db: &mut PgConnection, user: UserId, ids: &[ListingId]) -> Result<Vec<ListingId>> {
    let ids: Vec<Uuid> = ids.iter().map(|id| id.0).collect();
    let saved = sqlx::query_scalar!(
        "SELECT listing_id FROM listings.saved WHERE user_id = $1 AND listing_id = ANY($2)",
        user.0,
        &ids,
    );
    Ok(saved.fetch_all(db).await?.into_iter().map(ListingId).collect())
}

/// What somebody has saved and is still live, last saved first, from after `after`; each with when it was saved.
///
/// # Errors
/// When the database does not answer.
pub async fn saved(
    db: &mut PgConnection,
    user: UserId,
    after: Option<NewestKey>,
    limit: i64,
    now: DateTime<Utc>,
) -> Result<Vec<(DateTime<Utc>, LiveRow)>> {
    let after = after.map(|key| (key.activated_at, key.id)).unzip();
    let places = sqlx::query!(
        "SELECT saved.listing_id, saved.saved_at
         FROM listings.saved JOIN listings.live ON live.id = saved.listing_id AND live.expires_at > $2
         WHERE saved.user_id = $1
           AND ($3::timestamptz IS NULL OR (saved.saved_at, saved.listing_id) < ($3, $4::uuid))
         ORDER BY saved.saved_at DESC, saved.listing_id DESC LIMIT $5",
        user.0,
        now,
        after.0,
        after.1,
        limit,
    )
    .fetch_all(&mut *db)
    .await?;
    let ids: Vec<ListingId> = places.iter().map(|place| ListingId(place.listing_id)).collect();
    let mut live: HashMap<Uuid, LiveRow> =
        live_by_ids(db, &ids, now).await?.into_iter().map(|row| (row.id, row)).collect();
    Ok(places.into_iter().filter_map(|place| Some((place.saved_at, live.remove(&place.listing_id)?))).collect())
}

/// The category tree.
///
/// # Errors
/// When the database does not answer.
pub async fn categories(db: &mut PgConnection) -> Result<Tree> {
    let rows = sqlx::query!(
        r#"SELECT slug, parent, names AS "names: Json<HashMap<String, String>>", glyph, active
           FROM listings.categories ORDER BY position"#
    );
    let categories = rows.fetch_all(db).await?.into_iter().map(|row| Category {
        slug: row.slug,
        parent: row.parent,
        names: row.names.0,
        glyph: row.glyph,
        active: row.active,
    });
    Ok(Tree::new(categories.collect()))
}

/// Brings the tree up to `tree`: adds and renames, and switches off what it no longer has.
///
/// # Errors
/// When the database refuses.
pub async fn write_categories(db: &mut PgConnection, tree: &Tree) -> Result<()> {
    let rows: Vec<serde_json::Value> = tree
        .all()
        .iter()
        .enumerate()
        .map(|(position, category)| {
            serde_json::json!({
                "slug": category.slug, "parent": category.parent, "root": tree.root(&category.slug),
                "names": category.names, "glyph": category.glyph, "position": position,
            })
        })
        .collect();
    sqlx::query!(
        "INSERT INTO listings.categories (slug, parent, root, names, glyph, position)
         SELECT slug, parent, root, names, glyph, position
         FROM jsonb_to_recordset($1) AS new (slug text, parent text, root text, names jsonb, glyph text, position integer)
         ON CONFLICT (slug) DO UPDATE SET parent = excluded.parent, root = excluded.root, names = excluded.names,
             glyph = excluded.glyph, position = excluded.position, active = true",
        serde_json::Value::Array(rows),
    )
    .execute(&mut *db)
    .await?;
    let slugs: Vec<String> = tree.all().iter().map(|category| category.slug.clone()).collect();
    sqlx::query!("UPDATE listings.categories SET active = false WHERE slug <> ALL($1)", &slugs).execute(db).await?;
    Ok(())
}

/// When `since` begins for the monthly quota: the first moment of the month in UTC, and of the next one.
#[must_use]
pub fn month_of(now: DateTime<Utc>) -> (DateTime<Utc>, DateTime<Utc>) {
    use chrono::{Datelike, NaiveDate, NaiveTime};
    let first = |year, month| {
        NaiveDate::from_ymd_opt(year, month, 1).map_or(now, |day| day.and_time(NaiveTime::MIN).and_utc())
    };
    let (year, month) = (now.year(), now.month());
    let next = if month == 12 { first(year + 1, 1) } else { first(year, month + 1) };
    debug_assert!(next - now <= TimeDelta::days(31));
    (first(year, month), next)
}
