//! Many listings at once, for demo data and benchmarks: copied as the owner of the schema, without quotas or events.

use chrono::{DateTime, TimeDelta, Utc};
use contracts::listings::{ListingType, Seller};
use contracts::media::Picture;
use kernel::{Country, GeoPoint, ListingId, MediaId, Money, UserId};
use platform::Result;
use platform::bulk::{Line, copy};
use sqlx::{Connection, PgConnection};

use crate::filter::place_key;
use crate::tree::Tree;

/// A listing as it is to stand in the table.
#[derive(Debug, Clone)]
pub struct Row {
    /// The listing.
    pub id: ListingId,
    /// Whose it is.
    pub business: Seller,
    /// Who wrote it.
    pub created_by: UserId,
    /// OFFER or REQUEST.
    pub kind: ListingType,
    /// Such as `ACTIVE`.
    pub status: &'static str,
    /// 5–100 characters.
    pub title: String,
    /// 20–2000 characters.
    pub description: String,
    /// Slug of a category of the shipped tree.
    pub category: &'static str,
    /// None when it is open.
    pub price: Option<Money>,
    /// Where it is.
    pub location: GeoPoint,
    /// Street and number.
    pub address: String,
    /// Town.
    pub city: String,
    /// Country.
    pub country: Country,
    /// The market it is meant for.
    pub market: Option<&'static str>,
    /// 24, 48, 72 or 96.
    pub duration_hours: i16,
    /// Its pictures.
    pub media_ids: Vec<MediaId>,
    /// The first of them.
    pub photo: Option<Picture>,
    /// When it was written.
    pub created_at: DateTime<Utc>,
    /// When it went live.
    pub activated_at: Option<DateTime<Utc>>,
    /// When it ends.
    pub expires_at: Option<DateTime<Utc>>,
    /// Until when it has a paid slot, from `activated_at` on.
    pub featured_until: Option<DateTime<Utc>>,
}

/// Writes all of them; returns how many.
///
/// # Errors
/// When a row breaks a rule of the table; none is written then.
pub async fn fill(owner: &mut PgConnection, rows: impl Iterator<Item = Row>) -> Result<u64> {
    let tree = Tree::shipped();
    let columns = "id, business_id, created_by, type, status, title, description, category, root_category, price_minor, \
                   currency, latitude, longitude, address, city, city_key, country, market, duration_hours, media_ids, \
                   photo, seller_name, seller_slug, seller_verified, activated_at, expires_at, remind_at, \
                   featured_from, featured_until, rotation, withdrawn_at, withdrawn_from, created_at, updated_at";
    // An index is made in a fraction of the time that it takes to keep it right row by row; all or nothing.
    let mut tx = owner.begin().await?;
    let indexes = drop_indexes(&mut tx).await?;
    let written = copy(&mut tx, "listings.listings", columns, rows.map(|row| line_of(&row, &tree))).await?;
    sqlx::query("SET LOCAL maintenance_work_mem = '512MB'").execute(&mut *tx).await?;
    for index in indexes {
        sqlx::raw_sql(sqlx::AssertSqlSafe(index)).execute(&mut *tx).await?;
    }
    tx.commit().await?;
    // The planner must know what it deals with before the first request, not after the first autovacuum.
    sqlx::query("ANALYZE listings.listings").execute(owner).await?;
    Ok(written)
}

/// Takes away every index that holds no rule of the table, and returns how they are made.
async fn drop_indexes(owner: &mut PgConnection) -> Result<Vec<String>> {
    let indexes: Vec<(String, String)> = sqlx::query_as(
        "SELECT indexrelid::regclass::text, pg_get_indexdef(indexrelid) FROM pg_index
         WHERE indrelid = 'listings.listings'::regclass AND NOT indisunique",
    )
    .fetch_all(&mut *owner)
    .await?;
    for (name, _) in &indexes {
        sqlx::raw_sql(sqlx::AssertSqlSafe(format!("DROP INDEX {name}"))).execute(&mut *owner).await?;
    }
    Ok(indexes.into_iter().map(|(_, made)| made).collect())
}

/// Moves the lives of all listings so that the newest one begins at `now`: demo data that was seeded days ago has
/// expired by itself. Returns by how much, or `None` when they are fresh enough (half a day) or there are none.
///
/// # Errors
/// When the database refuses.
pub async fn freshen(owner: &mut PgConnection, now: DateTime<Utc>) -> Result<Option<TimeDelta>> {
    let newest: Option<DateTime<Utc>> =
        sqlx::query_scalar("SELECT max(activated_at) FROM listings.listings").fetch_one(&mut *owner).await?;
    let Some(age) = newest.map(|newest| now - newest).filter(|age| *age > TimeDelta::hours(12)) else {
        return Ok(None);
    };
    sqlx::query(
        "UPDATE listings.listings SET
            status = CASE WHEN status = 'EXPIRED' AND expires_at + $1 > $2 THEN 'ACTIVE' ELSE status END,
            activated_at = activated_at + $1, expires_at = expires_at + $1, remind_at = remind_at + $1,
            featured_from = featured_from + $1, featured_until = featured_until + $1, version = version + 1",
    )
    .bind(age)
    .bind(now)
    .execute(owner)
    .await?;
    Ok(Some(age))
}

fn line_of(row: &Row, tree: &Tree) -> Line {
    let remind_at = row.activated_at.zip(row.expires_at).map(|(from, until)| until - (until - from) / 5);
    let withdrawn = row.status == "WITHDRAWN";
    let featured = row.activated_at.zip(row.featured_until);
    // Any spread will do; the id's last bits are as good as a draw.
    let rotation = u32::try_from(row.id.0.as_u128() & 0xffff_ffff).unwrap_or(0).cast_signed();
    Line::default()
        .value(row.id)
        .value(row.business.id)
        .value(row.created_by)
        .value(row.kind.as_str())
        .value(row.status)
        .value(&row.title)
        .value(&row.description)
        .value(row.category)
        .option(tree.root(row.category))
        .option(row.price.map(|price| price.amount_minor))
        .option(row.price.map(|price| price.currency))
        .value(row.location.latitude())
        .value(row.location.longitude())
        .value(&row.address)
        .value(&row.city)
        .value(place_key(&row.city))
        .value(row.country)
        .option(row.market)
        .value(row.duration_hours)
        .array(&row.media_ids)
        .option(row.photo.as_ref().map(|photo| serde_json::json!(photo)))
        .value(&row.business.name)
        .value(&row.business.slug)
        .value(row.business.verified)
        .option(row.activated_at)
        .option(row.expires_at)
        .option(remind_at.filter(|_| row.status == "ACTIVE"))
        .option(featured.map(|(from, _)| from))
        .option(featured.map(|(_, until)| until))
        .value(featured.map_or(0, |_| rotation))
        .option(withdrawn.then_some(row.created_at))
        .option(withdrawn.then_some("ACTIVE"))
        .value(row.created_at)
        .value(row.created_at)
}
