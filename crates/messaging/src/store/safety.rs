use chrono::{DateTime, Utc};
use kernel::{BusinessId, ConversationId, UserId};
use platform::Result;
use serde_json::Value;
use sqlx::PgConnection;
use uuid::Uuid;

use crate::model::{Place, Silence};

/// Blocks somebody; false when they were blocked before.
pub(crate) async fn block(
    db: &mut PgConnection,
    blocker: UserId,
    business: Option<BusinessId>,
    blocked: UserId,
    now: DateTime<Utc>,
) -> Result<bool> {
    let made = sqlx::query!(
        "INSERT INTO messaging.blocks (blocker_id, blocked_id, business_id, at) VALUES ($1, $2, $3, $4)
         ON CONFLICT DO NOTHING",
        blocker.0,
        blocked.0,
        business.map(|id| id.0),
        now,
    );
    Ok(made.execute(db).await?.rows_affected() == 1)
}

/// Lets somebody be heard again; false when they were not blocked.
pub(crate) async fn unblock(db: &mut PgConnection, blocker: UserId, blocked: UserId) -> Result<bool> {
    let gone = sqlx::query!(
        "DELETE FROM messaging.blocks WHERE blocker_id = $1 AND blocked_id = $2",
        blocker.0,
        blocked.0,
    );
    Ok(gone.execute(db).await?.rows_affected() == 1)
}

/// Whom somebody has blocked, the last one first; no more than `limit`, those beyond a place.
pub(crate) async fn blocked_by(
    db: &mut PgConnection,
    blocker: UserId,
    after: Option<Place>,
    limit: i64,
) -> Result<Vec<(UserId, DateTime<Utc>)>> {
    let rows = sqlx::query!(
        "SELECT blocked_id, at FROM messaging.blocks
         WHERE blocker_id = $1 AND (at, blocked_id) < (coalesce($2, 'infinity'::timestamptz), $3)
         ORDER BY at DESC, blocked_id DESC LIMIT $4",
        blocker.0,
        after.map(|(at, _)| at),
        after.map_or(Uuid::max(), |(_, id)| id),
        limit,
    );
    Ok(rows.fetch_all(db).await?.into_iter().map(|row| (row.blocked_id.into(), row.at)).collect())
}

/// Of whom somebody hears nothing, for themselves and as one of a team.
pub(crate) async fn silence(
    db: &mut PgConnection,
    reader: UserId,
    business: Option<BusinessId>,
) -> Result<Silence> {
    let rows = sqlx::query!(
        r#"SELECT blocked_id, at, blocker_id = $1 AS "own!" FROM messaging.blocks
           WHERE (blocker_id = $1 OR business_id = $2) AND blocked_id <> $1"#,
        reader.0,
        business.map(|id| id.0),
    );
    Ok(Silence::new(
        rows.fetch_all(db).await?.into_iter().map(|row| (row.blocked_id.into(), row.at, row.own)),
    ))
}

/// Whether anybody of a business has blocked a customer for it.
pub(crate) async fn is_blocked_by(
    db: &mut PgConnection,
    business: BusinessId,
    customer: UserId,
) -> Result<bool> {
    let found = sqlx::query_scalar!(
        r#"SELECT EXISTS (
            SELECT FROM messaging.blocks WHERE blocked_id = $1 AND business_id = $2) AS "found!""#,
        customer.0,
        business.0,
    );
    Ok(found.fetch_one(db).await?)
}

/// Somebody's first contacts since `since`, and to how many other businesses they wrote the same words.
pub(crate) async fn first_contacts(
    db: &mut PgConnection,
    user: UserId,
    business: BusinessId,
    since: DateTime<Utc>,
    fingerprint: i64,
) -> Result<(i64, i64)> {
    let row = sqlx::query!(
        r#"SELECT count(*) FILTER (WHERE first) AS "all!",
                  count(DISTINCT business_id) FILTER (WHERE fingerprint = $3 AND business_id <> $4) AS "same!"
           FROM messaging.first_contacts WHERE user_id = $1 AND at > $2"#,
        user.0,
        since,
        fingerprint,
        business.0,
    );
    let row = row.fetch_one(db).await?;
    Ok((row.all, row.same))
}

/// Keeps what a customer wrote before they were answered, to be compared; the `first` words are a first contact.
pub(crate) async fn note_words(
    db: &mut PgConnection,
    user: UserId,
    business: BusinessId,
    fingerprint: i64,
    first: bool,
    now: DateTime<Utc>,
) -> Result<()> {
    sqlx::query!(
        "INSERT INTO messaging.first_contacts (user_id, business_id, at, fingerprint, first) VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT DO NOTHING",
        user.0,
        business.0,
        now,
        fingerprint,
        first,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Lets a customer wait behind the others, since what they write looks like advertising.
pub(crate) async fn suspect(db: &mut PgConnection, conversation: ConversationId) -> Result<()> {
    sqlx::query!(
        "UPDATE messaging.tickets SET suspect = true WHERE conversation_id = $1 AND NOT suspect",
        conversation.0,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Forgets first contacts from before `then`.
pub(crate) async fn forget_first_contacts(db: &mut PgConnection, then: DateTime<Utc>) -> Result<()> {
    sqlx::query!("DELETE FROM messaging.first_contacts WHERE at < $1", then).execute(db).await?;
    Ok(())
}

/// A complaint about a message.
#[derive(Debug, Clone)]
pub(crate) struct Report {
    /// Which.
    pub id: Uuid,
    /// About what.
    pub conversation: ConversationId,
    /// About what.
    pub seq: i64,
    /// Who complained.
    pub reporter: UserId,
    /// `SPAM`, `FRAUD`, `HARASSMENT`, `ILLEGAL` or `OTHER`.
    pub reason: String,
    /// In the reporter's words.
    pub note: Option<String>,
    /// The message and what stood around it at that moment; nothing where that is sealed.
    pub context: Value,
    /// The same, sealed.
    pub sealed: Option<Vec<u8>>,
    /// `OPEN`, `TAKEN_DOWN` or `DISMISSED`.
    pub status: String,
    /// When.
    pub created_at: DateTime<Utc>,
}

/// Keeps a report; false when this person has reported this message before.
pub(crate) async fn insert_report(db: &mut PgConnection, report: &Report) -> Result<bool> {
    let made = sqlx::query!(
        "INSERT INTO messaging.reports (id, conversation_id, seq, reporter_id, reason, note, context, created_at, sealed)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT (conversation_id, seq, reporter_id) DO NOTHING",
        report.id,
        report.conversation.0,
        report.seq,
        report.reporter.0,
        report.reason,
        report.note,
        report.context,
        report.created_at,
        report.sealed,
    );
    Ok(made.execute(db).await?.rows_affected() == 1)
}

/// Open reports in the order in which they came.
pub(crate) async fn open_reports(
    db: &mut PgConnection,
    after: Option<Uuid>,
    limit: i64,
) -> Result<Vec<Report>> {
    let rows = sqlx::query!(
        "SELECT id, conversation_id, seq, reporter_id, reason, note, context, status, created_at, sealed
         FROM messaging.reports WHERE status = 'OPEN' AND id > $1 ORDER BY id LIMIT $2",
        after.unwrap_or(Uuid::nil()),
        limit,
    );
    let reports = rows.fetch_all(db).await?.into_iter().map(|row| Report {
        id: row.id,
        conversation: row.conversation_id.into(),
        seq: row.seq,
        reporter: row.reporter_id.into(),
        reason: row.reason,
        note: row.note,
        context: row.context,
        sealed: row.sealed,
        status: row.status,
        created_at: row.created_at,
    });
    Ok(reports.collect())
}

/// The message that an open report is about; none when there is no such report or it was decided. All open reports of the
/// message are held, in the order of their ids, so that two who decide two of them do not wait for each other.
pub(crate) async fn hold_report(db: &mut PgConnection, id: Uuid) -> Result<Option<(ConversationId, i64)>> {
    let rows = sqlx::query!(
        "SELECT id, conversation_id, seq FROM messaging.reports
         WHERE (conversation_id, seq) = (SELECT conversation_id, seq FROM messaging.reports WHERE id = $1)
           AND status = 'OPEN'
         ORDER BY id FOR UPDATE",
        id,
    );
    let held = rows.fetch_all(db).await?;
    Ok(held.into_iter().find(|row| row.id == id).map(|row| (row.conversation_id.into(), row.seq)))
}

/// Decides every open report about a message.
pub(crate) async fn decide_reports(
    db: &mut PgConnection,
    conversation: ConversationId,
    seq: i64,
    taken_down: bool,
    by: UserId,
    now: DateTime<Utc>,
) -> Result<()> {
    sqlx::query!(
        "UPDATE messaging.reports SET status = $3, decided_by = $4, decided_at = $5
         WHERE conversation_id = $1 AND seq = $2 AND status = 'OPEN'",
        conversation.0,
        seq,
        if taken_down { "TAKEN_DOWN" } else { "DISMISSED" },
        by.0,
        now,
    )
    .execute(db)
    .await?;
    Ok(())
}
