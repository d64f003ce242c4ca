//! Papers that businesses have sent, and what was decided about them.

use chrono::{DateTime, Utc};
use kernel::{BusinessId, UserId, Verification};
use platform::Result;
use sqlx::postgres::PgRow;
use sqlx::{PgConnection, QueryBuilder, Row};
use uuid::Uuid;

use super::{optional_word, word};
use crate::model::business::Business;
use crate::model::verification::{Case, Decision};

/// Where a page of the queue goes on.
pub type Place = (DateTime<Utc>, Uuid);

/// Keeps a request.
///
/// # Errors
/// The constraint `verifications_one_open` when one of this business waits already.
pub async fn insert(
    conn: &mut PgConnection,
    id: Uuid,
    business: BusinessId,
    note: &str,
    by: UserId,
    now: DateTime<Utc>,
) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "INSERT INTO accounts.verifications (id, business_id, status, note, sent_by, sent_at)
         VALUES ($1, $2, 'OPEN', $3, $4, $5)",
        id,
        business.0,
        note,
        by.0,
        now,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Keeps what opens a paper.
pub async fn insert_paper(
    conn: &mut PgConnection,
    paper: Uuid,
    verification: Uuid,
    business: BusinessId,
    position: usize,
    sealed_key: &[u8],
) -> Result<()> {
    sqlx::query!(
        "INSERT INTO accounts.verification_papers (id, verification_id, business_id, position, sealed_key)
         VALUES ($1, $2, $3, $4, $5)",
        paper,
        verification,
        business.0,
        i16::try_from(position).unwrap_or(i16::MAX),
        sealed_key,
    )
    .execute(conn)
    .await?;
    Ok(())
}

const CASES: &str = "SELECT sent.id, sent.business_id, business.name, business.slug, business.verification AS present,
        sent.status, sent.note, sent.level, sent.reason, sent.sent_by, sent.sent_at, sent.decided_by, sent.decided_at,
        ARRAY(SELECT paper.id FROM accounts.verification_papers AS paper
              WHERE paper.verification_id = sent.id ORDER BY paper.position) AS papers
     FROM accounts.verifications AS sent JOIN accounts.businesses AS business ON business.id = sent.business_id";

fn case_of(row: &PgRow) -> Result<Case> {
    Ok(Case {
        id: row.try_get("id")?,
        business_id: BusinessId(row.try_get("business_id")?),
        business: row.try_get("name")?,
        slug: row.try_get("slug")?,
        now: word(&row.try_get::<String, _>("present")?)?,
        status: row.try_get("status")?,
        note: row.try_get("note")?,
        level: optional_word(row.try_get::<Option<String>, _>("level")?.as_deref())?,
        reason: row.try_get("reason")?,
        sent_by: UserId(row.try_get("sent_by")?),
        sent_at: row.try_get("sent_at")?,
        decided_by: row.try_get::<Option<Uuid>, _>("decided_by")?.map(UserId),
        decided_at: row.try_get("decided_at")?,
        papers: row.try_get("papers")?,
    })
}

/// What a business has sent, the newest first.
pub async fn of_business(conn: &mut PgConnection, business: BusinessId, limit: i64) -> Result<Vec<Case>> {
    let mut query = QueryBuilder::new(CASES);
    query.push(" WHERE sent.business_id = ").push_bind(business.0);
    query.push(" ORDER BY sent.sent_at DESC, sent.id DESC LIMIT ").push_bind(limit);
    query.build().fetch_all(conn).await?.iter().map(case_of).collect()
}

/// What waits, the oldest first, from after `after`. A deleted business waits for nothing.
pub async fn queue(conn: &mut PgConnection, after: Option<Place>, limit: i64) -> Result<Vec<Case>> {
    let mut query = QueryBuilder::new(CASES);
    query.push(" WHERE sent.status = 'OPEN' AND business.status = 'ACTIVE'");
    if let Some((at, id)) = after {
        query.push(" AND (sent.sent_at, sent.id) > (").push_bind(at).push(", ").push_bind(id).push(")");
    }
    query.push(" ORDER BY sent.sent_at, sent.id LIMIT ").push_bind(limit);
    query.build().fetch_all(conn).await?.iter().map(case_of).collect()
}

/// How much waits.
pub async fn count_open(conn: &mut PgConnection) -> Result<i64> {
    let count = sqlx::query_scalar!(
        r#"SELECT count(*) AS "count!" FROM accounts.verifications AS sent
           JOIN accounts.businesses AS business ON business.id = sent.business_id AND business.status = 'ACTIVE'
           WHERE sent.status = 'OPEN'"#
    );
    Ok(count.fetch_one(conn).await?)
}

/// The levels given last that still hold, the newest first.
pub async fn given_lately(conn: &mut PgConnection, limit: i64) -> Result<Vec<Case>> {
    let mut query = QueryBuilder::new(CASES);
    query.push(
        " WHERE sent.decided_at IS NOT NULL AND sent.status = 'APPROVED' AND sent.level = business.verification
            AND business.status = 'ACTIVE' ORDER BY sent.decided_at DESC LIMIT ",
    );
    query.push_bind(limit);
    query.build().fetch_all(conn).await?.iter().map(case_of).collect()
}

/// A case.
pub async fn find(conn: &mut PgConnection, id: Uuid) -> Result<Option<Case>> {
    let mut query = QueryBuilder::new(CASES);
    query.push(" WHERE sent.id = ").push_bind(id);
    query.build().fetch_optional(conn).await?.as_ref().map(case_of).transpose()
}

/// A case, held until the end of the transaction; held first and read afterwards, as it was left by whoever held it.
pub async fn hold(conn: &mut PgConnection, id: Uuid) -> Result<Option<Case>> {
    sqlx::query!("SELECT id FROM accounts.verifications WHERE id = $1 FOR UPDATE", id)
        .fetch_optional(&mut *conn)
        .await?;
    find(conn, id).await
}

/// Writes a decision down.
pub async fn decide(
    conn: &mut PgConnection,
    id: Uuid,
    decision: &Decision,
    by: UserId,
    now: DateTime<Utc>,
) -> Result<()> {
    let (status, level, reason) = decision.written();
    sqlx::query!(
        "UPDATE accounts.verifications SET status = $2, level = $3, reason = $4, decided_by = $5, decided_at = $6
         WHERE id = $1 AND status = 'OPEN'",
        id,
        status,
        level.map(Verification::as_str),
        reason,
        by.0,
        now,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Writes down that the level of `business` was taken back to what it is now.
pub async fn insert_taken_back(
    conn: &mut PgConnection,
    id: Uuid,
    business: &Business,
    reason: &str,
    by: UserId,
    now: DateTime<Utc>,
) -> Result<()> {
    sqlx::query!(
        "INSERT INTO accounts.verifications
            (id, business_id, status, level, reason, sent_by, sent_at, decided_by, decided_at)
         VALUES ($1, $2, 'TAKEN_BACK', $3, $4, $5, $6, $5, $6)",
        id,
        business.id.0,
        business.verification.as_str(),
        reason,
        by.0,
        now,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// What opens a paper.
pub async fn sealed_key(conn: &mut PgConnection, paper: Uuid) -> Result<Option<Vec<u8>>> {
    let key = sqlx::query_scalar!("SELECT sealed_key FROM accounts.verification_papers WHERE id = $1", paper);
    Ok(key.fetch_optional(conn).await?)
}

/// Removes papers that were decided about before `before`, and tells which: without their rows nobody can read them.
pub async fn forget_papers(conn: &mut PgConnection, before: DateTime<Utc>, limit: i64) -> Result<Vec<Uuid>> {
    let ids = sqlx::query_scalar!(
        "DELETE FROM accounts.verification_papers WHERE id IN (
             SELECT paper.id FROM accounts.verification_papers AS paper
             JOIN accounts.verifications AS sent ON sent.id = paper.verification_id
             WHERE sent.decided_at < $1 LIMIT $2)
         RETURNING id",
        before,
        limit,
    );
    Ok(ids.fetch_all(conn).await?)
}

/// Removes the papers of a business that goes for good, and tells which.
pub async fn forget_papers_of(conn: &mut PgConnection, business: BusinessId) -> Result<Vec<Uuid>> {
    let ids = sqlx::query_scalar!(
        "DELETE FROM accounts.verification_papers WHERE business_id = $1 RETURNING id",
        business.0,
    );
    Ok(ids.fetch_all(conn).await?)
}
