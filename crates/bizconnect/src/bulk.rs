//! Filling an empty read model by `COPY`, and connections for demo data: as the owner of the schema, without events
//! and quotas.

use chrono::{DateTime, Utc};
use contracts::listings::ListingType;
use kernel::{BusinessId, BusinessType, Country, GeoPoint, ListingId, MarketCode};
use platform::Result;
use platform::bulk::{Line, copy};
use sqlx::PgConnection;

use crate::model::connection::Connection;
use crate::store;
use crate::store::businesses::{spread, tile};

/// A business as the read model knows it.
#[derive(Debug, Clone, PartialEq)]
pub struct Firm {
    /// Which.
    pub id: BusinessId,
    /// Where it sits.
    pub country: Country,
    /// Where exactly.
    pub location: GeoPoint,
    /// IANA name of its clock's zone.
    pub time_zone: String,
    /// Its place in the supply chain.
    pub business_type: BusinessType,
    /// What it deals in.
    pub categories: Vec<String>,
    /// 0 BASIC, 1 VERIFIED, 2 TRUSTED.
    pub trust: i16,
    /// Requests that it answered or let run out.
    pub asked: i32,
    /// Those that it answered.
    pub answered: i32,
}

/// A live listing.
#[derive(Debug, Clone, PartialEq)]
pub struct OpenListing {
    /// Which.
    pub id: ListingId,
    /// Whose.
    pub business_id: BusinessId,
    /// Offered or wanted.
    pub kind: ListingType,
    /// Slug of its category.
    pub category: String,
    /// Where.
    pub country: Country,
    /// The market it is meant for.
    pub market: Option<MarketCode>,
    /// Until when it is live.
    pub expires_at: DateTime<Utc>,
}

/// Writes all of them, and lets the planner know what there is.
///
/// # Errors
/// When a row breaks a rule of its table.
pub async fn fill(
    owner: &mut PgConnection,
    firms: &[Firm],
    listings: &[OpenListing],
    now: DateTime<Utc>,
) -> Result<()> {
    let columns = "id, version, country, latitude, longitude, time_zone, business_type, categories, trust, spread, \
                   present, asked, answered, written_at";
    let lines = firms.iter().map(|firm| {
        Line::default()
            .value(firm.id)
            .value(1)
            .value(firm.country)
            .value(firm.location.latitude())
            .value(firm.location.longitude())
            .value(&firm.time_zone)
            .value(firm.business_type)
            .array(&firm.categories)
            .value(firm.trust)
            .value(spread(firm.id.0))
            .value(true)
            .value(firm.asked)
            .value(firm.answered)
            .value(now.to_rfc3339())
    });
    copy(owner, "bizconnect.businesses", columns, lines).await?;
    let members = firms.iter().flat_map(|firm| {
        firm.categories.iter().map(|category| {
            Line::default()
                .value(category)
                .value(firm.country)
                .value(spread(firm.id.0))
                .value(firm.id)
                .value(tile(firm.location))
        })
    });
    copy(owner, "bizconnect.category_members", "category, country, spread, business_id, tile", members)
        .await?;
    let columns = "id, version, business_id, kind, category, country, market, spread, expires_at, written_at";
    let lines = listings.iter().map(|listing| {
        Line::default()
            .value(listing.id)
            .value(1)
            .value(listing.business_id)
            .value(listing.kind.as_str())
            .value(&listing.category)
            .value(listing.country)
            .option(listing.market.as_ref().map(MarketCode::as_str))
            .value(spread(listing.id.0))
            .value(listing.expires_at.to_rfc3339())
            .value(now.to_rfc3339())
    });
    copy(owner, "bizconnect.open_listings", columns, lines).await?;
    for table in ["businesses", "category_members", "open_listings"] {
        let analyze = format!("VACUUM (ANALYZE) bizconnect.{table}");
        sqlx::raw_sql(sqlx::AssertSqlSafe(analyze)).execute(&mut *owner).await?;
    }
    Ok(())
}

/// Connections in any state, as they are to stand in the table.
///
/// # Errors
/// When one breaks a rule of the table.
pub async fn connect(owner: &mut PgConnection, connections: &[Connection]) -> Result<()> {
    store::connections::fill(owner, connections).await
}
