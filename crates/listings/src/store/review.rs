use chrono::{DateTime, Utc};
use contracts::media::Picture;
use kernel::{ListingId, UserId};
use platform::Lock;
use sqlx::PgConnection;
use sqlx::types::Json;
use uuid::Uuid;

use super::Result;
use super::listing::all;
use crate::model::Listing;
use crate::review::Facts;
use crate::words::{is_copy, likeness, wording, words_of};

/// Listings with something of the same wording that are looked at, and the nearest of them that are compared word by word.
const LOOKED_AT: i64 = 400;
const COMPARED: i64 = 40;

/// Bits in which the prints of two pictures may differ that show the same. Saving anew changed up to four of 64 in the
/// pictures that the tests draw; how far photos that have nothing in common differ was not measured on real ones.
const SAME_PRINT: i64 = 6;
/// So many refused pictures are compared by their prints, the newest.
const REFUSED_COMPARED: i64 = 5000;

/// Pictures by what their content gives them: addresses, and prints of those that have one.
fn marks_of(pictures: &[Picture]) -> (Vec<String>, Vec<Option<i64>>) {
    pictures.iter().map(|picture| (picture.url_480.clone(), picture.print)).unzip()
}

/// Serialises the judging of listings that say the same in the same words, whoever posts them. Of two that come at the
/// same moment, the second waits until the first is committed or given up; its next statement sees what is committed by
/// then, and finds the copy. (Those of one business wait for [`super::quota_of`] already, where they are new.) Two that
/// differ by a word do not wait for each other, and may both pass if they come in the same few milliseconds.
///
/// Nobody waits in a circle: the quota of a business and its listing are taken before, if at all, nothing that others may
/// hold for long is waited for afterwards, and nobody takes a second one.
#[must_use]
pub fn same_words(listing: &Listing) -> Lock {
    let words = likeness(&listing.details.title, &listing.details.description);
    Lock::new("listings.words", Uuid::from_u128(u128::from(words.cast_unsigned())))
}

/// What has to do with a listing that is to go live with these pictures. What was written after `said_since`, when it
/// began to say what it says, is no reason to call it a copy. Ask while holding [`same_words`].
///
/// # Errors
/// When the database does not answer.
pub async fn facts(
    db: &mut PgConnection,
    listing: &Listing,
    pictures: &[Picture],
    said_since: DateTime<Utc>,
    now: DateTime<Utc>,
) -> Result<Facts> {
    let details = &listing.details;
    let (addresses, prints) = marks_of(pictures);
    let numbers = wording(&details.title, &details.description);
    // By the list of its numbers, whatever the planner thinks of reading all until there are enough.
    let known = sqlx::query!(
        r#"WITH alike AS MATERIALIZED (
            SELECT title, description, wording FROM listings.live
            -- As a subquery, so that a plan for any words is as good as one for these, and is made once.
            WHERE wording && (SELECT $8::bigint[]) AND id <> $2 AND expires_at > $4 AND created_at <= $14
           ), withheld AS MATERIALIZED (
            SELECT title, description, wording, refused FROM listings.withheld_like($8)
            WHERE id <> $2 AND created_at <= $14
           )
           SELECT
            ARRAY(SELECT title || ' ' || description FROM (
                    (SELECT title, description, wording FROM alike LIMIT $9)
                    UNION ALL
                    -- The same words have all their numbers in common, so this finds exact copies, too.
                    (SELECT title, description, wording FROM withheld WHERE NOT refused LIMIT $9)
                  ) AS looked
                  ORDER BY cardinality(ARRAY(SELECT unnest(wording) INTERSECT SELECT unnest($8::bigint[]))) DESC
                  LIMIT $10) AS "alike!",
            ARRAY(SELECT title || ' ' || description FROM (SELECT * FROM withheld WHERE refused LIMIT $9) AS looked
                  ORDER BY cardinality(ARRAY(SELECT unnest(wording) INTERSECT SELECT unnest($8::bigint[]))) DESC
                  LIMIT $10) AS "refused_alike!",
            (SELECT count(*) FROM (
                SELECT FROM listings.listings WHERE business_id = $1 AND activated_at IS NOT NULL AND id <> $2 LIMIT 100
             ) AS own) AS "lived!",
            EXISTS (SELECT FROM listings.live
                    WHERE likeness = $3 AND id <> $2 AND expires_at > $4 AND created_at <= $14) AS "duplicate!",
            EXISTS (SELECT FROM listings.refused_pictures WHERE address = ANY($5))
            OR EXISTS (
                SELECT FROM (
                    SELECT print FROM listings.refused_pictures WHERE print IS NOT NULL
                    ORDER BY refused_at DESC LIMIT $12
                ) AS refused, unnest($11::bigint[]) AS sent (print)
                WHERE bit_count((refused.print # sent.print)::bit(64)) <= $13
            ) AS "refused!",
            prices.known AS "known!", prices.usual
           FROM (
                SELECT count(*) AS known, (percentile_disc(0.5) WITHIN GROUP (ORDER BY price_minor)) AS usual
                FROM (SELECT price_minor FROM listings.live
                      WHERE category = $6 AND currency = $7 AND expires_at > $4 AND business_id <> $1
                      ORDER BY activated_at DESC, id DESC LIMIT 200) AS newest
           ) AS prices"#,
        listing.business.id.0,
        listing.id.0,
        likeness(&details.title, &details.description),
        now,
        &addresses,
        details.category,
        details.price.map(|price| price.currency.code()),
        &numbers,
        LOOKED_AT,
        COMPARED,
        &prints as &[Option<i64>],
        REFUSED_COMPARED,
        SAME_PRINT,
        said_since,
    )
    .fetch_one(db)
    .await?;
    let own = words_of(&details.title, &details.description);
    let is_among = |texts: &[String]| texts.iter().any(|text| is_copy(&own, &words_of(text, "")));
    Ok(Facts {
        lived: known.lived,
        duplicate: known.duplicate || is_among(&known.alike),
        refused_words: is_among(&known.refused_alike),
        usual_price: known.usual.map(|usual| (usual, known.known)),
        refused_picture: known.refused,
    })
}

/// Puts a listing before the admins, or says anew why it stands there.
///
/// # Errors
/// When the database refuses.
pub async fn open_case(
    db: &mut PgConnection,
    listing: &Listing,
    findings: &[String],
    now: DateTime<Utc>,
) -> Result<()> {
    sqlx::query!(
        "INSERT INTO listings.cases (listing_id, business_id, opened_at, findings) VALUES ($1, $2, $3, $4)
         ON CONFLICT (listing_id) DO UPDATE SET findings = excluded.findings",
        listing.id.0,
        listing.business.id.0,
        now,
        findings,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Writes a person's complaint down and puts the listing before the admins; `false` when the same person has complained
/// before and nobody has looked at it yet. Asked with a system transaction.
///
/// # Errors
/// When the database refuses.
pub async fn report(
    db: &mut PgConnection,
    listing: &Listing,
    by: UserId,
    (reason, note): (&str, Option<&str>),
    now: DateTime<Utc>,
) -> Result<bool> {
    let written = sqlx::query!(
        "WITH complaint AS (
            INSERT INTO listings.reports AS old (listing_id, user_id, reason, note, reported_at)
            VALUES ($1, $2, $3, $4, $5)
            ON CONFLICT (listing_id, user_id) DO UPDATE
                SET reason = excluded.reason, note = excluded.note, reported_at = excluded.reported_at,
                    settled_at = NULL
                WHERE old.settled_at IS NOT NULL
            RETURNING listing_id
         )
         INSERT INTO listings.cases AS open (listing_id, business_id, opened_at, reports)
         SELECT listing_id, $6, $5, 1 FROM complaint
         ON CONFLICT (listing_id) DO UPDATE SET reports = open.reports + 1",
        listing.id.0,
        by.0,
        reason,
        note,
        now,
        listing.business.id.0,
    );
    Ok(written.execute(db).await?.rows_affected() == 1)
}

/// What an admin has to decide.
#[derive(Debug)]
pub struct Case {
    /// The listing.
    pub listing: Listing,
    /// Since when it waits.
    pub opened_at: DateTime<Utc>,
    /// Codes of what the checks have found.
    pub findings: Vec<String>,
    /// Complaints: reason and note.
    pub complaints: Vec<(String, Option<String>)>,
}

/// A place in the queue: since when, and which listing.
pub type CaseKey = (DateTime<Utc>, Uuid);

/// Open cases, the oldest first, from after `after`. Asked with a system transaction.
///
/// # Errors
/// When the database does not answer.
pub async fn cases(
    db: &mut PgConnection,
    after: Option<CaseKey>,
    limit: i64,
    now: DateTime<Utc>,
) -> Result<Vec<Case>> {
    let (since, id) = after.unzip();
    let open = sqlx::query!(
        // No "or there is none": a kept plan would read all from the first one on, for each page anew.
        "SELECT cases.listing_id, cases.opened_at, cases.findings
         FROM listings.cases JOIN listings.listings AS listing ON listing.id = cases.listing_id
         WHERE (cases.opened_at, cases.listing_id) > (coalesce($1, '-infinity'::timestamptz), $2)
           AND (listing.status = 'PENDING_REVIEW' OR (listing.status = 'ACTIVE' AND listing.expires_at > $4))
         ORDER BY cases.opened_at, cases.listing_id LIMIT $3",
        since,
        id.unwrap_or(Uuid::nil()),
        limit,
        now,
    )
    .fetch_all(&mut *db)
    .await?;
    let ids: Vec<Uuid> = open.iter().map(|case| case.listing_id).collect();
    let listings = all(rows!("listings.listings", "WHERE id = ANY($1)", &ids).fetch_all(&mut *db).await?)?;
    let reports = sqlx::query!(
        "SELECT listing_id, reason, note FROM listings.reports
         WHERE listing_id = ANY($1) AND settled_at IS NULL ORDER BY reported_at",
        &ids,
    )
    .fetch_all(db)
    .await?;
    let case = |row: &_| {
        let (id, opened_at, findings): &(Uuid, DateTime<Utc>, Vec<String>) = row;
        let of = reports.iter().filter(|report| report.listing_id == *id);
        Some(Case {
            listing: listings.iter().find(|listing| listing.id.0 == *id)?.clone(),
            opened_at: *opened_at,
            findings: findings.clone(),
            complaints: of.map(|report| (report.reason.clone(), report.note.clone())).collect(),
        })
    };
    let open: Vec<_> = open.into_iter().map(|row| (row.listing_id, row.opened_at, row.findings)).collect();
    Ok(open.iter().filter_map(case).collect())
}

/// How many cases are open. Asked with a system transaction.
///
/// # Errors
/// When the database does not answer.
pub async fn open_cases(db: &mut PgConnection, now: DateTime<Utc>) -> Result<i64> {
    let count = sqlx::query_scalar!(
        r#"SELECT count(*) AS "count!" FROM listings.cases JOIN listings.listings AS listing ON listing.id = cases.listing_id
           WHERE listing.status = 'PENDING_REVIEW' OR (listing.status = 'ACTIVE' AND listing.expires_at > $1)"#,
        now,
    );
    Ok(count.fetch_one(db).await?)
}

/// Closes the case of a listing and writes the decision down. Asked with a system transaction.
///
/// # Errors
/// When the database refuses.
pub async fn decide(
    db: &mut PgConnection,
    listing: &Listing,
    by: UserId,
    (decision, reason): (&str, Option<&str>),
    now: DateTime<Utc>,
) -> Result<()> {
    sqlx::query!(
        "WITH closed AS (
            DELETE FROM listings.cases WHERE listing_id = $1 RETURNING findings, reports
         ), settled AS (
            UPDATE listings.reports SET settled_at = $6 WHERE listing_id = $1 AND settled_at IS NULL
         )
         INSERT INTO listings.decisions
            (id, listing_id, business_id, decided_by, decision, reason, findings, reports, decided_at)
         SELECT gen_random_uuid(), $1, $2, $3, $4, $5, coalesce((SELECT findings FROM closed), '{}'),
                coalesce((SELECT reports FROM closed), 0), $6",
        listing.id.0,
        listing.business.id.0,
        by.0,
        decision,
        reason,
        now,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Remembers the pictures of a refused listing.
///
/// # Errors
/// When the database refuses.
pub async fn refuse_pictures(db: &mut PgConnection, pictures: &[Picture], now: DateTime<Utc>) -> Result<()> {
    let (addresses, prints) = marks_of(pictures);
    sqlx::query!(
        "INSERT INTO listings.refused_pictures (address, print, refused_at)
         SELECT address, print, $3 FROM unnest($1::text[], $2::bigint[]) AS sent (address, print)
         ON CONFLICT DO NOTHING",
        &addresses,
        &prints as &[Option<i64>],
        now,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Whether what is said against a listing is said of its pictures too: forbidden goods, fraud, copies. Asked with a
/// system transaction, before the case is closed.
///
/// # Errors
/// When the database does not answer.
pub async fn blames_pictures(db: &mut PgConnection, id: ListingId) -> Result<bool> {
    let blamed = sqlx::query_scalar!(
        r#"SELECT EXISTS (SELECT FROM listings.cases
                          WHERE listing_id = $1 AND findings && ARRAY['FORBIDDEN', 'PICTURE'])
               OR EXISTS (SELECT FROM listings.reports
                          WHERE listing_id = $1 AND settled_at IS NULL
                            AND reason IN ('SCAM', 'FORBIDDEN', 'COPY', 'OFFENSIVE')) AS "blamed!""#,
        id.0,
    );
    Ok(blamed.fetch_one(db).await?)
}

/// Forgets that pictures were refused: an admin has seen them and lets them pass.
///
/// # Errors
/// When the database refuses.
pub async fn clear_pictures(db: &mut PgConnection, pictures: &[Picture]) -> Result<()> {
    let (addresses, prints) = marks_of(pictures);
    sqlx::query!(
        "DELETE FROM listings.refused_pictures
         WHERE address = ANY($1)
            OR EXISTS (SELECT FROM unnest($2::bigint[]) AS sent (print)
                       WHERE bit_count((refused_pictures.print # sent.print)::bit(64)) <= $3)",
        &addresses,
        &prints as &[Option<i64>],
        SAME_PRINT,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// A new life has begun: the listing has yet to be shown often enough (L-5).
///
/// # Errors
/// When the database refuses.
pub async fn begin_life(db: &mut PgConnection, id: ListingId, now: DateTime<Utc>) -> Result<()> {
    sqlx::query!(
        "INSERT INTO listings.fresh (listing_id, since) VALUES ($1, $2)
         ON CONFLICT (listing_id) DO UPDATE SET since = excluded.since, shown = 0",
        id.0,
        now,
    )
    .execute(db)
    .await?;
    Ok(())
}
