//! Businesses and who belongs to them.

use chrono::{DateTime, Utc};
use contracts::accounts::{BusinessCard, BusinessStanding};
use kernel::{BusinessId, Country, GeoPoint, MediaId, TeamRole, UserId, Verification};
use platform::Result;
use sqlx::postgres::PgRow;
use sqlx::{PgConnection, QueryBuilder, Row};
use uuid::Uuid;

use super::{optional_word, word};
use crate::model::business::{Business, BusinessDraft, BusinessKey};

/// Adds a business under a slug; `false` when the slug is taken.
pub async fn insert(
    conn: &mut PgConnection,
    id: BusinessId,
    slug: &str,
    draft: &BusinessDraft,
    by: UserId,
    now: DateTime<Utc>,
) -> Result<bool> {
    let hours = serde_json::to_value(&draft.opening_hours).map_err(platform::Error::internal)?;
    let done = sqlx::query!(
        "INSERT INTO accounts.businesses
            (id, slug, name, description, business_type, market, country, city, address, latitude, longitude, phone,
             email, website, logo_media_id, opening_hours, time_zone, created_by, created_at, updated_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $19)
         ON CONFLICT (slug) DO NOTHING",
        id.0,
        slug,
        draft.name,
        draft.description,
        draft.business_type.as_str(),
        draft.market.as_ref().map(kernel::MarketCode::as_str),
        draft.country.code(),
        draft.city,
        draft.address,
        draft.location.map(GeoPoint::latitude),
        draft.location.map(GeoPoint::longitude),
        draft.phone,
        draft.email,
        draft.website,
        draft.logo_media_id.map(|id| id.0),
        hours,
        draft.time_zone,
        by.0,
        now,
    )
    .execute(&mut *conn)
    .await?;
    if done.rows_affected() == 0 {
        return Ok(false);
    }
    set_categories(conn, id, &draft.categories).await?;
    Ok(true)
}

async fn set_categories(conn: &mut PgConnection, id: BusinessId, categories: &[String]) -> Result<()> {
    sqlx::query!("DELETE FROM accounts.business_categories WHERE business_id = $1", id.0)
        .execute(&mut *conn)
        .await?;
    sqlx::query!(
        "INSERT INTO accounts.business_categories (business_id, position, category)
         SELECT $1, place - 1, category FROM unnest($2::text[]) WITH ORDINALITY AS chosen (category, place)",
        id.0,
        categories,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Puts a user into a team.
///
/// # Errors
/// The constraint `business_members_one_business` when the user belongs to one already.
pub async fn insert_member(
    conn: &mut PgConnection,
    business: BusinessId,
    user: UserId,
    role: TeamRole,
    now: DateTime<Utc>,
) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "INSERT INTO accounts.business_members (business_id, user_id, team_role, joined_at) VALUES ($1, $2, $3, $4)",
        business.0,
        user.0,
        role.as_str(),
        now,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// How many belong to a business.
pub async fn count_members(conn: &mut PgConnection, business: BusinessId) -> Result<i64> {
    let count = sqlx::query_scalar!(
        r#"SELECT count(*) AS "count!" FROM accounts.business_members WHERE business_id = $1"#,
        business.0
    );
    Ok(count.fetch_one(conn).await?)
}

/// How many lead a business.
pub async fn count_ceos(conn: &mut PgConnection, business: BusinessId) -> Result<i64> {
    let count = sqlx::query_scalar!(
        r#"SELECT count(*) AS "count!" FROM accounts.business_members WHERE business_id = $1 AND team_role = 'CEO'"#,
        business.0
    );
    Ok(count.fetch_one(conn).await?)
}

/// Writes what a business says of itself; the new version, or `None` when the version was another.
pub async fn update(
    conn: &mut PgConnection,
    id: BusinessId,
    draft: &BusinessDraft,
    expected: i64,
    now: DateTime<Utc>,
) -> Result<Option<i64>> {
    let hours = serde_json::to_value(&draft.opening_hours).map_err(platform::Error::internal)?;
    let version = sqlx::query_scalar!(
        "UPDATE accounts.businesses SET name = $3, description = $4, business_type = $5, market = $6, country = $7,
                city = $8, address = $9, latitude = $10, longitude = $11, phone = $12, email = $13, website = $14,
                logo_media_id = $15, opening_hours = $16, time_zone = $17, version = version + 1, updated_at = $18
         WHERE id = $1 AND version = $2 AND status = 'ACTIVE' RETURNING version",
        id.0,
        expected,
        draft.name,
        draft.description,
        draft.business_type.as_str(),
        draft.market.as_ref().map(kernel::MarketCode::as_str),
        draft.country.code(),
        draft.city,
        draft.address,
        draft.location.map(GeoPoint::latitude),
        draft.location.map(GeoPoint::longitude),
        draft.phone,
        draft.email,
        draft.website,
        draft.logo_media_id.map(|id| id.0),
        hours,
        draft.time_zone,
        now,
    )
    .fetch_optional(&mut *conn)
    .await?;
    if version.is_some() {
        set_categories(conn, id, &draft.categories).await?;
    }
    Ok(version)
}

/// Takes a picture off the businesses whose logo it is, deleted ones too; which they are.
pub async fn drop_logo(
    conn: &mut PgConnection,
    gone: MediaId,
    now: DateTime<Utc>,
) -> Result<Vec<BusinessId>> {
    let ids = sqlx::query_scalar!(
        "UPDATE accounts.businesses SET logo_media_id = NULL, version = version + 1, updated_at = $2
         WHERE logo_media_id = $1 RETURNING id",
        gone.0,
        now,
    );
    Ok(ids.fetch_all(conn).await?.into_iter().map(BusinessId).collect())
}

/// Gives a business another level; whether it had the level `from` and lives.
pub async fn set_level(
    conn: &mut PgConnection,
    id: BusinessId,
    from: Verification,
    to: Verification,
    now: DateTime<Utc>,
) -> Result<bool> {
    let done = sqlx::query!(
        "UPDATE accounts.businesses SET verification = $3, version = version + 1, updated_at = $4
         WHERE id = $1 AND verification = $2 AND status = 'ACTIVE'",
        id.0,
        from.as_str(),
        to.as_str(),
        now,
    )
    .execute(conn)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Who leads a business.
pub async fn ceos(conn: &mut PgConnection, id: BusinessId) -> Result<Vec<UserId>> {
    let ids = sqlx::query_scalar!(
        "SELECT user_id FROM accounts.business_members WHERE business_id = $1 AND team_role = 'CEO'",
        id.0,
    );
    Ok(ids.fetch_all(conn).await?.into_iter().map(UserId).collect())
}

/// Deletes a business softly; whether it was there, in version `expected` if that matters.
pub async fn delete(
    conn: &mut PgConnection,
    id: BusinessId,
    expected: Option<i64>,
    now: DateTime<Utc>,
) -> Result<bool> {
    let done = sqlx::query!(
        "UPDATE accounts.businesses SET status = 'DELETED', deleted_at = $2, updated_at = $2, version = version + 1
         WHERE id = $1 AND status = 'ACTIVE' AND version = coalesce($3, version)",
        id.0,
        now,
        expected,
    )
    .execute(conn)
    .await?;
    Ok(done.rows_affected() == 1)
}

const PUBLIC: &str = "SELECT id, slug, name, description, business_type, market, country, city, address, latitude, longitude,
        phone, email, website, logo_media_id, opening_hours, time_zone, verification, plan, status, version, created_at,
        updated_at, deleted_at, categories
     FROM accounts.public_businesses";

/// A business from a row with all columns of the table, and `categories`.
pub fn business_of(row: &PgRow) -> Result<Business> {
    let text = |name: &str| -> Result<Option<String>> { Ok(row.try_get(name)?) };
    Ok(Business {
        id: BusinessId(row.try_get("id")?),
        slug: row.try_get("slug")?,
        says: BusinessDraft {
            name: row.try_get("name")?,
            description: row.try_get("description")?,
            business_type: word(&row.try_get::<String, _>("business_type")?)?,
            categories: row.try_get("categories")?,
            market: optional_word(text("market")?.as_deref())?,
            country: word::<Country>(&row.try_get::<String, _>("country")?)?,
            city: text("city")?,
            address: text("address")?,
            location: point(row)?,
            phone: text("phone")?,
            email: text("email")?,
            website: text("website")?,
            logo_media_id: row.try_get::<Option<Uuid>, _>("logo_media_id")?.map(MediaId),
            opening_hours: super::users::read_json(&row.try_get("opening_hours")?),
            time_zone: row.try_get("time_zone")?,
        },
        verification: word(&row.try_get::<String, _>("verification")?)?,
        plan: word(&row.try_get::<String, _>("plan")?)?,
        status: row.try_get("status")?,
        created_at: row.try_get("created_at")?,
        updated_at: row.try_get("updated_at")?,
        deleted_at: row.try_get("deleted_at")?,
        version: row.try_get("version")?,
    })
}

fn point(row: &PgRow) -> Result<Option<GeoPoint>> {
    let pair = row.try_get::<Option<f64>, _>("latitude")?.zip(row.try_get::<Option<f64>, _>("longitude")?);
    Ok(pair.and_then(|(latitude, longitude)| GeoPoint::new(latitude, longitude).ok()))
}

/// A business that everybody may see.
pub async fn find(conn: &mut PgConnection, key: &BusinessKey) -> Result<Option<Business>> {
    let mut query = QueryBuilder::new(PUBLIC);
    match key {
        BusinessKey::Id(id) => query.push(" WHERE id = ").push_bind(id.0),
        BusinessKey::Slug(slug) => query.push(" WHERE slug = ").push_bind(slug.as_str().to_owned()),
    };
    query.build().fetch_optional(conn).await?.as_ref().map(business_of).transpose()
}

/// Which businesses somebody looks for.
#[derive(Debug, Clone, Default)]
pub struct BusinessFilter {
    /// In this country.
    pub country: Option<Country>,
    /// In this category.
    pub category: Option<String>,
    /// Of this type.
    pub business_type: Option<kernel::BusinessType>,
}

/// Public businesses, the newest first, from after `after`.
pub async fn list(
    conn: &mut PgConnection,
    filter: &BusinessFilter,
    after: Option<BusinessId>,
    limit: i64,
) -> Result<Vec<Business>> {
    let mut query = QueryBuilder::new(PUBLIC);
    query.push(" WHERE true");
    if let Some(country) = &filter.country {
        query.push(" AND country = ").push_bind(country.code().to_owned());
    }
    if let Some(kind) = filter.business_type {
        query.push(" AND business_type = ").push_bind(kind.as_str());
    }
    if let Some(category) = &filter.category {
        query.push(" AND id IN (SELECT business_id FROM accounts.business_categories WHERE category = ");
        query.push_bind(category.clone()).push(")");
    }
    if let Some(after) = after {
        query.push(" AND id < ").push_bind(after.0);
    }
    query.push(" ORDER BY id DESC LIMIT ").push_bind(limit);
    query.build().fetch_all(conn).await?.iter().map(business_of).collect()
}

/// Public businesses in the order of their ids.
pub async fn page(conn: &mut PgConnection, after: Option<BusinessId>, limit: i64) -> Result<Vec<Business>> {
    let mut query = QueryBuilder::new(PUBLIC);
    if let Some(after) = after {
        query.push(" WHERE id > ").push_bind(after.0);
    }
    query.push(" ORDER BY id LIMIT ").push_bind(limit);
    query.build().fetch_all(conn).await?.iter().map(business_of).collect()
}

/// How those of `ids` stand that everybody may see.
pub async fn standings(
    conn: &mut PgConnection,
    ids: &[BusinessId],
) -> Result<Vec<(BusinessId, BusinessStanding)>> {
    let ids: Vec<Uuid> = ids.iter().map(|id| id.0).collect();
    let rows = sqlx::query("SELECT id, plan, phone FROM accounts.public_businesses WHERE id = ANY($1)");
    let rows = rows.bind(&ids).fetch_all(conn).await?;
    rows.iter()
        .map(|row| {
            let standing = BusinessStanding {
                plan: word(row.try_get::<String, _>("plan")?.as_str())?,
                phone: row.try_get("phone")?,
            };
            Ok((BusinessId(row.try_get("id")?), standing))
        })
        .collect()
}

/// The short form of those of `ids` that everybody may see.
pub async fn cards(conn: &mut PgConnection, ids: &[BusinessId]) -> Result<Vec<BusinessCard>> {
    let ids: Vec<Uuid> = ids.iter().map(|id| id.0).collect();
    let rows = sqlx::query(
        "SELECT id, name, slug, verification, country, city, latitude, longitude FROM accounts.public_businesses
         WHERE id = ANY($1)",
    )
    .bind(&ids)
    .fetch_all(conn)
    .await?;
    rows.iter()
        .map(|row| {
            Ok(BusinessCard {
                id: BusinessId(row.try_get("id")?),
                name: row.try_get("name")?,
                slug: row.try_get("slug")?,
                verified: row.try_get::<String, _>("verification")? != "BASIC",
                country: optional_word(row.try_get::<Option<String>, _>("country")?.as_deref())?,
                city: row.try_get("city")?,
                location: point(row)?,
            })
        })
        .collect()
}

/// Those of `ids` that are logos of businesses; of deleted ones too, in a system transaction. All, where there is no
/// business at all: then somebody asks the wrong database, and what is no logo is deleted.
pub async fn logos_among(conn: &mut PgConnection, ids: &[MediaId]) -> Result<Vec<MediaId>> {
    let ids: Vec<Uuid> = ids.iter().map(|id| id.0).collect();
    let logos = sqlx::query_scalar!(
        r#"SELECT id AS "id!" FROM unnest($1::uuid[]) AS asked (id)
           WHERE EXISTS (SELECT FROM accounts.businesses WHERE logo_media_id = asked.id)
              OR NOT EXISTS (SELECT FROM accounts.businesses)"#,
        &ids,
    );
    Ok(logos.fetch_all(conn).await?.into_iter().map(MediaId).collect())
}
