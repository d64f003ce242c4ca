use std::collections::HashMap;

use chrono::{DateTime, Utc};
use contracts::listings::MatchedListing;
use kernel::{BusinessId, GeoPoint, ListingId, UserId};
use sqlx::PgConnection;
use uuid::Uuid;

use super::Result;
use crate::matching::Candidate;
use crate::tree::Tree;

/// For each of `new` the newest fifty live listings of the other type, of other businesses, in its category and in each of
/// those above it; the search index knows those that are older than a moment.
///
/// # Errors
/// When the database does not answer.
pub async fn candidates(
    db: &mut PgConnection,
    new: &[Candidate],
    tree: &Tree,
    now: DateTime<Utc>,
) -> Result<HashMap<ListingId, Vec<Candidate>>> {
    let levels = |one: &Candidate| tree.path(&one.category);
    let asked: Vec<(&Candidate, String)> =
        new.iter().flat_map(|one| levels(one).into_iter().map(move |level| (one, level))).collect();
    let (of, levels): (Vec<&Candidate>, Vec<String>) = asked.into_iter().unzip();
    let rows = sqlx::query!(
        r#"SELECT new.id AS "new_id!", found.id AS "id!", found.business_id AS "business_id!", found.title AS "title!",
                  found.category AS "category!", found.type AS "kind!", found.price_minor, found.currency, found.market,
                  found.latitude, found.longitude, found.city_key, found.country
           -- How long the list is does not change the plan, so one is made for all.
           FROM unnest((SELECT $1::uuid[]), (SELECT $2::text[]), (SELECT $3::boolean[]), (SELECT $4::uuid[]))
                AS new (id, level, is_request, business_id)
           CROSS JOIN LATERAL (
                SELECT * FROM listings.live
                WHERE category = new.level AND (type = 'REQUEST') <> new.is_request AND business_id <> new.business_id
                  AND expires_at > $5
                ORDER BY activated_at DESC, id DESC LIMIT 50
           ) AS found"#,
        &of.iter().map(|one| one.id.0).collect::<Vec<_>>(),
        &levels,
        &of.iter().map(|one| one.is_request).collect::<Vec<_>>(),
        &of.iter().map(|one| one.business_id.0).collect::<Vec<_>>(),
        now,
    )
    .fetch_all(&mut *db)
    .await?;
    let mut found: HashMap<ListingId, Vec<Candidate>> = HashMap::new();
    for row in rows {
        found.entry(ListingId(row.new_id)).or_default().push(Candidate {
            id: ListingId(row.id),
            business_id: BusinessId(row.business_id),
            is_request: row.kind == "REQUEST",
            title: row.title,
            category: row.category,
            price: row.price_minor.zip(row.currency),
            market: row.market,
            location: row.latitude.zip(row.longitude).and_then(|(lat, lng)| GeoPoint::new(lat, lng).ok()),
            town: (row.city_key, row.country),
        });
    }
    Ok(found)
}

/// Notes which requests and offers, in this order, go together, unless that is known. Of those that were found before, but
/// whose time to be told came when one of the two was not live, it is told now.
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
         ON CONFLICT (request_id, offer_id) DO UPDATE SET told_at = NULL, matched_at = excluded.matched_at
            WHERE matches.told_at = '-infinity'",
        &requests,
        &offers,
        now,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Takes pairs that nobody was told of, the oldest first, and of those gives the ones whose request and offer are both
/// still live. The others are marked as taken by nobody, for [`insert_matches`].
///
/// # Errors
/// When the database does not answer.
pub async fn take_untold(
    db: &mut PgConnection,
    now: DateTime<Utc>,
    most: i64,
) -> Result<Vec<(MatchedListing, MatchedListing)>> {
    let taken = sqlx::query!(
        // By the places of the rows, so that no plan can walk all pairs for these.
        "UPDATE listings.matches SET told_at = $1
         WHERE ctid = ANY (ARRAY (
            SELECT ctid FROM listings.matches WHERE told_at IS NULL ORDER BY matched_at LIMIT $2 FOR UPDATE SKIP LOCKED
         ))
         RETURNING request_id, offer_id",
        now,
        most,
    );
    let taken = taken.fetch_all(&mut *db).await?;
    let ids: Vec<Uuid> = taken.iter().flat_map(|pair| [pair.request_id, pair.offer_id]).collect();
    let rows = sqlx::query!(
        r#"SELECT id AS "id!", title AS "title!", business_id AS "business_id!", created_by AS "created_by!"
           FROM listings.live WHERE id = ANY ($1) AND expires_at > $2"#,
        &ids,
        now,
    );
    let live = rows.fetch_all(&mut *db).await?.into_iter().map(|row| {
        let (business_id, created_by) = (BusinessId(row.business_id), UserId(row.created_by));
        (row.id, MatchedListing { id: ListingId(row.id), title: row.title, business_id, created_by })
    });
    let live: HashMap<Uuid, MatchedListing> = live.collect();
    let side = |id| live.get(&id).cloned();
    let is_live = |id| live.contains_key(&id);
    let waiting = taken.iter().filter(|pair| !is_live(pair.request_id) || !is_live(pair.offer_id));
    let (requests, offers): (Vec<Uuid>, Vec<Uuid>) =
        waiting.map(|pair| (pair.request_id, pair.offer_id)).unzip();
    if !requests.is_empty() {
        sqlx::query!(
            "UPDATE listings.matches SET told_at = '-infinity'
             FROM unnest($1::uuid[], $2::uuid[]) AS pair (request, offer)
             WHERE request_id = pair.request AND offer_id = pair.offer",
            &requests,
            &offers,
        )
        .execute(db)
        .await?;
    }
    Ok(taken.iter().filter_map(|pair| side(pair.request_id).zip(side(pair.offer_id))).collect())
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
