use std::collections::HashSet;

use chrono::{DateTime, Utc};
use contracts::listings::MatchedListing;
use kernel::{BusinessId, GeoPoint, ListingId, UserId};
use sqlx::PgConnection;
use uuid::Uuid;

use super::Result;
use crate::matching::Candidate;

/// Candidates of a category that are looked at, the newest; the search index knows those that are older than a moment.
const LOOKED_AT: i64 = 50;
/// Pairs of one listing after which no more are told.
const ENOUGH: i64 = 20;

/// The newest live listings of the other type than `new`, of other businesses, in each of just these categories.
///
/// # Errors
/// When the database does not answer.
pub async fn candidates(
    db: &mut PgConnection,
    new: &Candidate,
    categories: &[String],
    now: DateTime<Utc>,
) -> Result<Vec<Candidate>> {
    let rows = sqlx::query!(
        r#"SELECT found.id AS "id!", found.business_id AS "business_id!", found.title AS "title!",
                  found.category AS "category!", found.price_minor, found.currency, found.market, found.latitude,
                  found.longitude, found.city_key, found.country
           FROM unnest($1::text[]) AS level CROSS JOIN LATERAL (
                SELECT * FROM listings.live
                WHERE category = level AND type <> $2 AND business_id <> $3 AND expires_at > $4
                ORDER BY activated_at DESC, id DESC LIMIT $5
           ) AS found"#,
        categories,
        if new.is_request { "REQUEST" } else { "OFFER" },
        new.business_id.0,
        now,
        LOOKED_AT,
    )
    .fetch_all(&mut *db)
    .await?;
    let candidates = rows.into_iter().map(|row| Candidate {
        id: ListingId(row.id),
        business_id: BusinessId(row.business_id),
        is_request: !new.is_request,
        title: row.title,
        category: row.category,
        price: row.price_minor.zip(row.currency),
        market: row.market,
        location: row.latitude.zip(row.longitude).and_then(|(lat, lng)| GeoPoint::new(lat, lng).ok()),
        town: (row.city_key, row.country),
    });
    Ok(candidates.collect())
}

/// Those that have been told of so often that it is enough.
///
/// # Errors
/// When the database does not answer.
pub async fn told_often(db: &mut PgConnection, of: &[Candidate]) -> Result<HashSet<ListingId>> {
    let ids: Vec<Uuid> = of.iter().map(|candidate| candidate.id.0).collect();
    let often = sqlx::query_scalar!(
        r#"SELECT id AS "id!" FROM unnest($1::uuid[]) AS id
           WHERE (SELECT count(*) FROM listings.matches WHERE request_id = id)
               + (SELECT count(*) FROM listings.matches WHERE offer_id = id) >= $2"#,
        &ids,
        ENOUGH,
    );
    Ok(often.fetch_all(db).await?.into_iter().map(ListingId).collect())
}

/// Notes which requests and offers, in this order, go together, unless that is known.
///
/// # Errors
/// When the database refuses.
pub async fn insert_matches(
    db: &mut PgConnection,
    pairs: &[(ListingId, ListingId)],
    now: DateTime<Utc>,
) -> Result<()> {
    let (requests, offers): (Vec<Uuid>, Vec<Uuid>) =
        pairs.iter().map(|(request, offer)| (request.0, offer.0)).unzip();
    sqlx::query!(
        "INSERT INTO listings.matches (request_id, offer_id, matched_at)
         SELECT request, offer, $3 FROM unnest($1::uuid[], $2::uuid[]) AS pair (request, offer)
         ON CONFLICT DO NOTHING",
        &requests,
        &offers,
        now,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Takes pairs that nobody was told of, the oldest first, and of those gives the ones whose request and offer are both
/// still live.
///
/// # Errors
/// When the database does not answer.
pub async fn take_untold(
    db: &mut PgConnection,
    now: DateTime<Utc>,
    most: i64,
) -> Result<Vec<(MatchedListing, MatchedListing)>> {
    let rows = sqlx::query!(
        r#"WITH untold AS (
            SELECT request_id, offer_id FROM listings.matches WHERE told_at IS NULL
            ORDER BY matched_at LIMIT $2 FOR UPDATE SKIP LOCKED
           ), taken AS (
            UPDATE listings.matches AS pair SET told_at = $1 FROM untold
            WHERE pair.request_id = untold.request_id AND pair.offer_id = untold.offer_id
            RETURNING pair.request_id, pair.offer_id
           )
           SELECT request.id AS "request_id!", request.title AS "request_title!",
                  request.business_id AS "request_business!", request.created_by AS "request_writer!",
                  offer.id AS "offer_id!", offer.title AS "offer_title!", offer.business_id AS "offer_business!",
                  offer.created_by AS "offer_writer!"
           FROM taken JOIN listings.live AS request ON request.id = taken.request_id AND request.expires_at > $1
           JOIN listings.live AS offer ON offer.id = taken.offer_id AND offer.expires_at > $1"#,
        now,
        most,
    )
    .fetch_all(db)
    .await?;
    let side = |id, title, business, writer| MatchedListing {
        id: ListingId(id),
        title,
        business_id: BusinessId(business),
        created_by: UserId(writer),
    };
    let pairs = rows.into_iter().map(|row| {
        let request = side(row.request_id, row.request_title, row.request_business, row.request_writer);
        (request, side(row.offer_id, row.offer_title, row.offer_business, row.offer_writer))
    });
    Ok(pairs.collect())
}

/// What a listing goes together with, the newest pairs first.
///
/// # Errors
/// When the database does not answer.
pub async fn matches_of(db: &mut PgConnection, id: ListingId, limit: i64) -> Result<Vec<ListingId>> {
    let others = sqlx::query_scalar!(
        r#"SELECT CASE WHEN request_id = $1 THEN offer_id ELSE request_id END AS "id!" FROM listings.matches
           WHERE request_id = $1 OR offer_id = $1 ORDER BY matched_at DESC, 1 LIMIT $2"#,
        id.0,
        limit,
    );
    Ok(others.fetch_all(db).await?.into_iter().map(ListingId).collect())
}
