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

/// One place to look in: a scan along an index.
#[derive(Debug, Clone, PartialEq)]
pub struct Scan {
    /// Among those who offer or want something at this moment; none: among those who deal in it.
    pub open: Option<ListingType>,
    /// What they deal in, offer or want.
    pub category: String,
    /// Where.
    pub ground: Ground,
    /// How many to take.
    pub most: i32,
    /// What is known of whoever is found, as parts of the score: for the trade,
    pub trade: f64,
    /// for where it is,
    pub place: f64,
    /// and for what is open.
    pub demand: f64,
}

/// Where a scan looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ground {
    /// In a country.
    In(Country),
    /// In a square of one degree.
    Square(i32),
    /// Wherever it is.
    Anywhere,
}

/// Most candidates that are read whole and scored.
const MOST: i64 = 600;

/// Ids of businesses at these places, those first of whom the scans alone tell the most. The scans begin at `from`,
/// another place each day, and so do ties.
///
/// # Errors
/// When the database does not answer.
pub async fn candidates(
    db: &mut PgConnection,
    scans: &[Scan],
    from: i32,
    now: DateTime<Utc>,
) -> Result<Vec<Uuid>> {
    let texts = |of: fn(&Scan) -> &str| scans.iter().map(|scan| of(scan).to_owned()).collect::<Vec<_>>();
    let numbers = |of: fn(&Scan) -> f64| scans.iter().map(of).collect::<Vec<_>>();
    let ids = sqlx::query_scalar!(
        r#"WITH probe AS MATERIALIZED (
            SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::int[], $5::int[], $6::float8[], $7::float8[],
                $8::float8[]) AS probe (kind, category, country, tile, most, trade, place, demand)
        )
        SELECT business_id AS "id!" FROM (
            (SELECT found.business_id, trade, place, demand FROM probe,
                LATERAL (
                    (SELECT member.business_id FROM bizconnect.category_members AS member
                     WHERE member.category = probe.category AND member.country = probe.country AND member.spread >= $9
                     ORDER BY member.spread LIMIT probe.most)
                    UNION ALL
                    (SELECT member.business_id FROM bizconnect.category_members AS member
                     WHERE member.category = probe.category AND member.country = probe.country AND member.spread < $9
                     ORDER BY member.spread LIMIT probe.most)
                    LIMIT probe.most
                ) AS found WHERE probe.kind = '' AND probe.country <> '')
            UNION ALL
            (SELECT found.business_id, trade, place, demand FROM probe,
                LATERAL (
                    (SELECT member.business_id FROM bizconnect.category_members AS member
                     WHERE member.category = probe.category AND member.tile = probe.tile AND member.spread >= $9
                     ORDER BY member.spread LIMIT probe.most)
                    UNION ALL
                    (SELECT member.business_id FROM bizconnect.category_members AS member
                     WHERE member.category = probe.category AND member.tile = probe.tile AND member.spread < $9
                     ORDER BY member.spread LIMIT probe.most)
                    LIMIT probe.most
                ) AS found WHERE probe.kind = '' AND probe.tile >= 0)
            UNION ALL
            (SELECT found.business_id, trade, place, demand FROM probe,
                LATERAL (
                    (SELECT member.business_id FROM bizconnect.category_members AS member
                     WHERE member.category = probe.category AND member.spread >= $9
                     ORDER BY member.spread LIMIT probe.most)
                    UNION ALL
                    (SELECT member.business_id FROM bizconnect.category_members AS member
                     WHERE member.category = probe.category AND member.spread < $9
                     ORDER BY member.spread LIMIT probe.most)
                    LIMIT probe.most
                ) AS found WHERE probe.kind = '' AND probe.country = '' AND probe.tile < 0)
            UNION ALL
            (SELECT found.business_id, trade, place, demand FROM probe,
                LATERAL (
                    (SELECT listing.business_id FROM bizconnect.open_listings AS listing
                     WHERE listing.kind = probe.kind AND listing.category = probe.category
                       AND listing.country = probe.country AND listing.spread >= $9
                       AND listing.expires_at > $10 AND listing.expires_at > '-infinity'
                     ORDER BY listing.spread LIMIT probe.most)
                    UNION ALL
                    (SELECT listing.business_id FROM bizconnect.open_listings AS listing
                     WHERE listing.kind = probe.kind AND listing.category = probe.category
                       AND listing.country = probe.country AND listing.spread < $9
                       AND listing.expires_at > $10 AND listing.expires_at > '-infinity'
                     ORDER BY listing.spread LIMIT probe.most)
                    LIMIT probe.most
                ) AS found WHERE probe.kind <> '' AND probe.country <> '')
            UNION ALL
            (SELECT found.business_id, trade, place, demand FROM probe,
                LATERAL (
                    (SELECT listing.business_id FROM bizconnect.open_listings AS listing
                     WHERE listing.kind = probe.kind AND listing.category = probe.category AND listing.spread >= $9
                       AND listing.expires_at > $10 AND listing.expires_at > '-infinity'
                     ORDER BY listing.spread LIMIT probe.most)
                    UNION ALL
                    (SELECT listing.business_id FROM bizconnect.open_listings AS listing
                     WHERE listing.kind = probe.kind AND listing.category = probe.category AND listing.spread < $9
                       AND listing.expires_at > $10 AND listing.expires_at > '-infinity'
                     ORDER BY listing.spread LIMIT probe.most)
                    LIMIT probe.most
                ) AS found WHERE probe.kind <> '' AND probe.country = '')
        ) AS found
        GROUP BY business_id
        ORDER BY max(trade) + max(place) + max(demand) DESC, uuid_hash_extended(business_id, $9)
        LIMIT $11"#,
        &texts(|scan| scan.open.map_or("", |kind| kind.as_str())),
        &texts(|scan| &scan.category),
        &texts(|scan| if let Ground::In(country) = &scan.ground { country.code() } else { "" }),
        &scans
            .iter()
            .map(|scan| if let Ground::Square(tile) = scan.ground { tile } else { -1 })
            .collect::<Vec<_>>(),
        &scans.iter().map(|scan| scan.most).collect::<Vec<_>>(),
        &numbers(|scan| scan.trade),
        &numbers(|scan| scan.place),
        &numbers(|scan| scan.demand),
        from,
        now,
        MOST,
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
        r#"SELECT id, country, latitude, longitude, business_type, categories, trust, asked, answered,
                  spoken.languages AS "languages?"
           FROM bizconnect.businesses LEFT JOIN bizconnect.business_languages AS spoken ON spoken.business_id = id
           WHERE id = ANY($1) AND present"#,
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
            languages: row.languages.unwrap_or_default(),
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
