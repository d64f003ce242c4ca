use chrono::{DateTime, Utc};
use contracts::listings::Seller;
use contracts::media::Picture;
use kernel::{BusinessId, GeoPoint, ListingId, MediaId, UserId};
use platform::Error;
use sqlx::PgConnection;
use sqlx::types::Json;
use uuid::Uuid;

use super::quota::Room;
use super::{Result, money, point, unreadable, window};
use crate::filter::place_key;
use crate::model::{Details, Duration, Listing, Status, Withdrawal};
use crate::tree::Tree;

/// A row of `listings.listings`.
#[derive(Debug)]
pub(super) struct ListingRow {
    pub(super) id: Uuid,
    pub(super) business_id: Uuid,
    pub(super) created_by: Uuid,
    pub(super) kind: String,
    pub(super) status: String,
    pub(super) title: String,
    pub(super) description: String,
    pub(super) category: Option<String>,
    pub(super) price_minor: Option<i64>,
    pub(super) currency: Option<String>,
    pub(super) latitude: Option<f64>,
    pub(super) longitude: Option<f64>,
    pub(super) address: Option<String>,
    pub(super) city: Option<String>,
    pub(super) country: Option<String>,
    pub(super) market: Option<String>,
    pub(super) duration_hours: i16,
    pub(super) media_ids: Vec<Uuid>,
    pub(super) photo: Option<Json<Picture>>,
    pub(super) seller_name: String,
    pub(super) seller_slug: String,
    pub(super) seller_verified: bool,
    pub(super) activated_at: Option<DateTime<Utc>>,
    pub(super) expires_at: Option<DateTime<Utc>>,
    pub(super) remind_at: Option<DateTime<Utc>>,
    pub(super) featured_from: Option<DateTime<Utc>>,
    pub(super) featured_until: Option<DateTime<Utc>>,
    pub(super) rotation: i32,
    pub(super) extensions_used: i16,
    pub(super) rejection: Option<String>,
    pub(super) withdrawn_at: Option<DateTime<Utc>>,
    pub(super) withdrawn_from: Option<String>,
    pub(super) version: i64,
    pub(super) created_at: DateTime<Utc>,
    pub(super) updated_at: DateTime<Utc>,
}

impl ListingRow {
    pub(super) fn into_listing(self) -> Result<Listing> {
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
                duration: Duration::of_hours(self.duration_hours.into())
                    .ok_or_else(|| unreadable("duration_hours"))?,
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

pub(super) fn all(rows: Vec<ListingRow>) -> Result<Vec<Listing>> {
    rows.into_iter().map(ListingRow::into_listing).collect()
}

/// The listing, as far as the transaction's actor may see it.
///
/// # Errors
/// When the database does not answer.
pub async fn find(db: &mut PgConnection, id: ListingId) -> Result<Option<Listing>> {
    rows!("listings.listings", "WHERE id = $1", id.0)
        .fetch_optional(db)
        .await?
        .map(ListingRow::into_listing)
        .transpose()
}

/// The listing, if anybody may see it.
///
/// # Errors
/// When the database does not answer.
pub async fn find_live(db: &mut PgConnection, id: ListingId, now: DateTime<Utc>) -> Result<Option<Listing>> {
    let row =
        rows!("listings.live", "WHERE id = $1 AND expires_at > $2", id.0, now).fetch_optional(db).await?;
    row.map(ListingRow::into_listing).transpose()
}

/// The same, locked until the transaction ends; what belongs to it, such as its counts, may be written meanwhile.
///
/// # Errors
/// When the database does not answer.
pub async fn find_for_update(db: &mut PgConnection, id: ListingId) -> Result<Option<Listing>> {
    rows!("listings.listings", "WHERE id = $1 FOR NO KEY UPDATE", id.0)
        .fetch_optional(db)
        .await?
        .map(ListingRow::into_listing)
        .transpose()
}

/// What became of a new listing.
#[derive(Debug)]
pub enum Inserted {
    /// It is written.
    Written,
    /// Its id is taken.
    Taken,
    /// The plan has no room for it.
    Full(Room),
    /// Its business is gone.
    Closed,
}

/// Writes a new listing, if its business may have one more beside `limit` that are live or wait for a review; without a
/// limit it is not counted. What waits for a review is put before the admins with `findings`. Ask while holding
/// [`super::quota_of`].
///
/// # Errors
/// When the database refuses.
pub async fn insert(
    db: &mut PgConnection,
    listing: &Listing,
    findings: &[String],
    tree: &Tree,
    limit: Option<i64>,
) -> Result<Inserted> {
    let row = Columns::of(listing, tree);
    let told = sqlx::query!(
        r#"WITH room AS (
            SELECT count(*) AS used,
                   (array_agg(expires_at ORDER BY expires_at) FILTER (WHERE status = 'ACTIVE'))
                     [greatest(count(*) - $32::bigint + 1, 0)::int] AS resets_at,
                   EXISTS (SELECT FROM listings.closed_businesses WHERE business_id = $2) AS closed
            FROM listings.listings
            WHERE business_id = $2 AND id <> $1
              AND ((status = 'ACTIVE' AND expires_at > $29) OR status = 'PENDING_REVIEW')
         ), written AS (
            INSERT INTO listings.listings
                (id, business_id, created_by, type, status, title, description, category, root_category, price_minor,
                 currency, latitude, longitude, address, city, city_key, country, market, duration_hours, media_ids,
                 photo, seller_name, seller_slug, seller_verified, activated_at, expires_at, remind_at, version,
                 created_at, updated_at, likeness, wording)
            SELECT $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22,
                   $23, $24, $25, $26, $27, $28, $29, $30, $31, $34
            FROM room WHERE NOT closed AND ($32::bigint IS NULL OR used < $32)
            ON CONFLICT (id) DO NOTHING
            RETURNING id, business_id, status, activated_at, created_at
         ), fresh AS (
            INSERT INTO listings.fresh (listing_id, since)
            SELECT id, activated_at FROM written WHERE status = 'ACTIVE'
         ), opened AS (
            INSERT INTO listings.cases (listing_id, business_id, opened_at, findings)
            SELECT id, business_id, created_at, $33 FROM written WHERE status = 'PENDING_REVIEW'
         )
         SELECT used AS "used!", resets_at, closed AS "closed!", EXISTS (SELECT FROM written) AS "written!" FROM room"#,
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
        row.likeness,
        limit,
        findings,
        &row.wording,
    )
    .fetch_one(db)
    .await?;
    let room = Room { used: told.used, resets_at: told.resets_at, closed: told.closed };
    Ok(match limit {
        _ if told.written => Inserted::Written,
        _ if room.closed => Inserted::Closed,
        Some(limit) if room.used >= limit => Inserted::Full(room),
        _ => Inserted::Taken,
    })
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
            rejection = $27, withdrawn_at = $28, withdrawn_from = $29, withdrawn_for = NULL, version = $30,
            updated_at = $31, likeness = $32, wording = $33
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
        row.likeness,
        &row.wording,
    )
    .execute(db)
    .await?;
    if written.rows_affected() == 1 {
        return Ok(());
    }
    Err(Error::internal("a locked listing could not be written back"))
}

/// Values that are derived for the columns.
struct Columns {
    root_category: Option<String>,
    price_minor: Option<i64>,
    currency: Option<&'static str>,
    latitude: Option<f64>,
    longitude: Option<f64>,
    city_key: Option<String>,
    country: Option<String>,
    market: Option<String>,
    media_ids: Vec<Uuid>,
    photo: Option<serde_json::Value>,
    activated_at: Option<DateTime<Utc>>,
    expires_at: Option<DateTime<Utc>>,
    likeness: i64,
    wording: Vec<i64>,
}

impl Columns {
    fn of(listing: &Listing, tree: &Tree) -> Self {
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
            likeness: crate::words::likeness(&details.title, &details.description),
            wording: crate::words::wording(&details.title, &details.description),
        }
    }
}
