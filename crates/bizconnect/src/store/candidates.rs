//! Finding whom to score: a few short scans along indexes, never the whole table (B-3).

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use contracts::listings::ListingType;
use kernel::{BusinessId, Country, GeoPoint};
use platform::Result;
use sqlx::PgConnection;
use uuid::Uuid;

use super::known;
use crate::model::score::{Open, Profile};

/// Where to look, and for how many in each place.
#[derive(Debug, Clone, Default)]
pub struct Probes {
    /// Category, country, most.
    pub in_country: Vec<(String, Country, i32)>,
    /// Category, square of one degree, most.
    pub near: Vec<(String, i32, i32)>,
    /// Category, most: wherever it is.
    pub anywhere: Vec<(String, i32)>,
    /// Offered or wanted, category, country, most.
    pub open: Vec<(ListingType, String, Country, i32)>,
    /// Offered or wanted, category, most: wherever it is.
    pub open_anywhere: Vec<(ListingType, String, i32)>,
    /// Where the scans begin; another place each day.
    pub from: i32,
}

/// Most candidates that are scored.
const MOST: i64 = 2000;

/// Ids of businesses at the probed places.
///
/// # Errors
/// When the database does not answer.
pub async fn candidates(db: &mut PgConnection, probes: &Probes, now: DateTime<Utc>) -> Result<Vec<Uuid>> {
    let Probes { in_country, near, anywhere, open, open_anywhere, from } = probes;
    let code = |country: &Country| country.code().to_owned();
    let ids = sqlx::query_scalar!(
        r#"SELECT DISTINCT business_id AS "id!" FROM (
            (SELECT found.business_id FROM unnest($1::text[], $2::text[], $3::int[]) AS probe (category, country, most),
                LATERAL (
                    (SELECT member.business_id FROM bizconnect.category_members AS member
                     WHERE member.category = probe.category AND member.country = probe.country AND member.spread >= $4
                     ORDER BY member.spread LIMIT probe.most)
                    UNION ALL
                    (SELECT member.business_id FROM bizconnect.category_members AS member
                     WHERE member.category = probe.category AND member.country = probe.country AND member.spread < $4
                     ORDER BY member.spread LIMIT probe.most)
                    LIMIT probe.most
                ) AS found)
            UNION ALL
            (SELECT found.business_id FROM unnest($5::text[], $6::int[], $7::int[]) AS probe (category, tile, most),
                LATERAL (
                    (SELECT member.business_id FROM bizconnect.category_members AS member
                     WHERE member.category = probe.category AND member.tile = probe.tile AND member.spread >= $4
                     ORDER BY member.spread LIMIT probe.most)
                    UNION ALL
                    (SELECT member.business_id FROM bizconnect.category_members AS member
                     WHERE member.category = probe.category AND member.tile = probe.tile AND member.spread < $4
                     ORDER BY member.spread LIMIT probe.most)
                    LIMIT probe.most
                ) AS found)
            UNION ALL
            (SELECT found.business_id
             FROM unnest($8::text[], $9::text[], $10::text[], $11::int[]) AS probe (kind, category, country, most),
                LATERAL (
                    (SELECT listing.business_id FROM bizconnect.open_listings AS listing
                     WHERE listing.kind = probe.kind AND listing.category = probe.category
                       AND listing.country = probe.country AND listing.spread >= $4
                       AND listing.expires_at > $12 AND listing.expires_at > '-infinity'
                     ORDER BY listing.spread LIMIT probe.most)
                    UNION ALL
                    (SELECT listing.business_id FROM bizconnect.open_listings AS listing
                     WHERE listing.kind = probe.kind AND listing.category = probe.category
                       AND listing.country = probe.country AND listing.spread < $4
                       AND listing.expires_at > $12 AND listing.expires_at > '-infinity'
                     ORDER BY listing.spread LIMIT probe.most)
                    LIMIT probe.most
                ) AS found)
            UNION ALL
            (SELECT found.business_id FROM unnest($14::text[], $15::int[]) AS probe (category, most),
                LATERAL (
                    (SELECT member.business_id FROM bizconnect.category_members AS member
                     WHERE member.category = probe.category AND member.spread >= $4
                     ORDER BY member.spread LIMIT probe.most)
                    UNION ALL
                    (SELECT member.business_id FROM bizconnect.category_members AS member
                     WHERE member.category = probe.category AND member.spread < $4
                     ORDER BY member.spread LIMIT probe.most)
                    LIMIT probe.most
                ) AS found)
            UNION ALL
            (SELECT found.business_id FROM unnest($16::text[], $17::text[], $18::int[]) AS probe (kind, category, most),
                LATERAL (
                    (SELECT listing.business_id FROM bizconnect.open_listings AS listing
                     WHERE listing.kind = probe.kind AND listing.category = probe.category AND listing.spread >= $4
                       AND listing.expires_at > $12 AND listing.expires_at > '-infinity'
                     ORDER BY listing.spread LIMIT probe.most)
                    UNION ALL
                    (SELECT listing.business_id FROM bizconnect.open_listings AS listing
                     WHERE listing.kind = probe.kind AND listing.category = probe.category AND listing.spread < $4
                       AND listing.expires_at > $12 AND listing.expires_at > '-infinity'
                     ORDER BY listing.spread LIMIT probe.most)
                    LIMIT probe.most
                ) AS found)
        ) AS found LIMIT $13"#,
        &in_country.iter().map(|probe| probe.0.clone()).collect::<Vec<_>>(),
        &in_country.iter().map(|probe| code(&probe.1)).collect::<Vec<_>>(),
        &in_country.iter().map(|probe| probe.2).collect::<Vec<_>>(),
        from,
        &near.iter().map(|probe| probe.0.clone()).collect::<Vec<_>>(),
        &near.iter().map(|probe| probe.1).collect::<Vec<_>>(),
        &near.iter().map(|probe| probe.2).collect::<Vec<_>>(),
        &open.iter().map(|probe| probe.0.as_str().to_owned()).collect::<Vec<_>>(),
        &open.iter().map(|probe| probe.1.clone()).collect::<Vec<_>>(),
        &open.iter().map(|probe| code(&probe.2)).collect::<Vec<_>>(),
        &open.iter().map(|probe| probe.3).collect::<Vec<_>>(),
        now,
        MOST,
        &anywhere.iter().map(|probe| probe.0.clone()).collect::<Vec<_>>(),
        &anywhere.iter().map(|probe| probe.1).collect::<Vec<_>>(),
        &open_anywhere.iter().map(|probe| probe.0.as_str().to_owned()).collect::<Vec<_>>(),
        &open_anywhere.iter().map(|probe| probe.1.clone()).collect::<Vec<_>>(),
        &open_anywhere.iter().map(|probe| probe.2).collect::<Vec<_>>(),
    );
    Ok(ids.fetch_all(db).await?)
}

/// Those of these businesses that are there, as the score sees them, with what is open at `now`.
///
/// # Errors
/// When the database does not answer.
pub async fn profiles(db: &mut PgConnection, ids: &[Uuid], now: DateTime<Utc>) -> Result<Vec<Profile>> {
    let listings = sqlx::query!(
        "SELECT business_id, kind, category, market FROM bizconnect.open_listings
         WHERE business_id = ANY($1) AND expires_at > $2 AND expires_at > '-infinity'",
        ids,
        now,
    );
    let mut open: HashMap<Uuid, Vec<Open>> = HashMap::new();
    for row in listings.fetch_all(&mut *db).await? {
        let kind = known(&row.kind, row.kind.parse().ok())?;
        let market = row.market.and_then(|code| code.parse().ok());
        open.entry(row.business_id).or_default().push(Open { kind, category: row.category, market });
    }
    let businesses = sqlx::query!(
        "SELECT id, country, latitude, longitude, business_type, categories, trust, asked, answered
         FROM bizconnect.businesses WHERE id = ANY($1) AND present",
        ids,
    );
    let mut profiles = Vec::new();
    for row in businesses.fetch_all(db).await? {
        let Ok(country) = row.country.parse() else { continue };
        profiles.push(Profile {
            id: BusinessId(row.id),
            country,
            location: row.latitude.zip(row.longitude).and_then(|(lat, lng)| GeoPoint::new(lat, lng).ok()),
            business_type: row.business_type.parse().ok(),
            categories: row.categories,
            trust: row.trust,
            asked: row.asked,
            answered: row.answered,
            open: open.remove(&row.id).unwrap_or_default(),
        });
    }
    Ok(profiles)
}

/// Whom not to suggest to a business in a market: those whom it has a connection with there or asked too lately, was
/// declined by or has declined, those blocked in any market, and those it has dismissed.
///
/// # Errors
/// When the database does not answer.
pub async fn excluded(
    db: &mut PgConnection,
    business: BusinessId,
    market: &str,
    quiet_since: DateTime<Utc>,
) -> Result<Vec<Uuid>> {
    let ids = sqlx::query_scalar!(
        r#"SELECT receiver AS "id!" FROM bizconnect.connections
            WHERE initiator = $1 AND (status = 'BLOCKED' OR (market = $2
              AND (status IN ('PENDING', 'ACCEPTED', 'DECLINED') OR changed_at > $3)))
           UNION ALL
           SELECT initiator FROM bizconnect.connections
            WHERE receiver = $1 AND (status = 'BLOCKED' OR (market = $2
              AND (status IN ('PENDING', 'ACCEPTED', 'DECLINED') OR changed_at > $3)))
           UNION ALL
           SELECT dismissed FROM bizconnect.dismissals WHERE business_id = $1"#,
        business.0,
        market,
        quiet_since,
    );
    Ok(ids.fetch_all(db).await?)
}
