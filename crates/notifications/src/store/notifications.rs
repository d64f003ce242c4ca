//! Lines of notification centres.

use chrono::{DateTime, Utc};
use kernel::{NotificationId, UserId};
use platform::{Error, Result};
use sqlx::postgres::PgRow;
use sqlx::{PgConnection, QueryBuilder, Row};
use uuid::Uuid;

use super::word;
use crate::model::Topic;
use crate::model::kind::Kind;
use crate::model::words::Facts;

/// A line of somebody's notification centre.
#[derive(Debug, Clone)]
pub struct Line {
    /// The notification.
    pub id: NotificationId,
    /// Which sentence.
    pub kind: Kind,
    /// What the sentence speaks of.
    pub facts: Facts,
    /// How many like things it stands for.
    pub count: i64,
    /// When its reader saw it.
    pub read_at: Option<DateTime<Utc>>,
    /// How far it got in the app; such as `SENT`.
    pub status: Option<String>,
    /// When the first of them happened.
    pub created_at: DateTime<Utc>,
    /// When the last of them happened.
    pub updated_at: DateTime<Utc>,
}

const LINES: &str =
    "SELECT line.id, line.kind, line.data, line.count, line.read_at, line.created_at, line.updated_at,
        delivery.status
     FROM notifications.notifications AS line
     LEFT JOIN notifications.deliveries AS delivery
       ON delivery.notification_id = line.id AND delivery.channel = 'IN_APP'";

fn line_of(row: &PgRow) -> Result<Line> {
    Ok(Line {
        id: NotificationId(row.try_get("id")?),
        kind: word(&row.try_get::<String, _>("kind")?)?,
        facts: serde_json::from_value(row.try_get("data")?).map_err(Error::internal)?,
        count: row.try_get("count")?,
        read_at: row.try_get("read_at")?,
        status: row.try_get("status")?,
        created_at: row.try_get("created_at")?,
        updated_at: row.try_get("updated_at")?,
    })
}

/// Holds back everybody else who writes to this person, until the end of the transaction.
pub async fn lock(conn: &mut PgConnection, user: UserId) -> Result<()> {
    sqlx::query!(
        "SELECT pg_advisory_xact_lock(hashtextextended('notifications ' || $1, 17))::text",
        user.to_string()
    )
    .fetch_one(conn)
    .await?;
    Ok(())
}

/// Whether this person has been told of this cause.
pub async fn is_told(conn: &mut PgConnection, user: UserId, cause: &str) -> Result<bool> {
    let found = sqlx::query_scalar!(
        r#"SELECT EXISTS (SELECT FROM notifications.causes WHERE user_id = $1 AND cause = $2) AS "told!""#,
        user.0,
        cause,
    );
    Ok(found.fetch_one(conn).await?)
}

/// Notes that this person has been told of this cause.
pub async fn note_cause(
    conn: &mut PgConnection,
    user: UserId,
    cause: &str,
    line: NotificationId,
    now: DateTime<Utc>,
) -> Result<()> {
    sqlx::query!(
        "INSERT INTO notifications.causes (user_id, cause, notification_id, at) VALUES ($1, $2, $3, $4)",
        user.0,
        cause,
        line.0,
        now,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// A line that is to be written.
#[derive(Debug, Clone)]
pub struct NewLine<'a> {
    /// For whom.
    pub user: UserId,
    /// Which sentence.
    pub kind: Kind,
    /// What the sentence speaks of.
    pub facts: &'a Facts,
    /// How many like things it stands for.
    pub count: i64,
    /// What it is about.
    pub subject: &'a str,
    /// Whether it stands in the notification centre.
    pub listed: bool,
}

/// Counts more of the same into a line that is not read yet and was last told of after `since`; none if there is none.
pub async fn gather(
    conn: &mut PgConnection,
    new: &NewLine<'_>,
    since: DateTime<Utc>,
    now: DateTime<Utc>,
) -> Result<Option<NotificationId>> {
    let data = new.facts.to_json();
    let id = sqlx::query_scalar!(
        "UPDATE notifications.notifications SET data = $5, count = count + $6, updated_at = $7, listed = $8
         WHERE id = (SELECT id FROM notifications.notifications
                     WHERE user_id = $1 AND subject = $2 AND kind = $3 AND read_at IS NULL AND updated_at >= $4
                     ORDER BY updated_at DESC LIMIT 1)
           -- Asked again of the row itself: it may have been read while this waited for it.
           AND read_at IS NULL
         RETURNING id",
        new.user.0,
        new.subject,
        new.kind.as_str(),
        since,
        data,
        new.count,
        now,
        new.listed,
    )
    .fetch_optional(conn)
    .await?;
    Ok(id.map(NotificationId))
}

/// Writes a line of its own.
pub async fn insert(
    conn: &mut PgConnection,
    id: NotificationId,
    new: &NewLine<'_>,
    now: DateTime<Utc>,
) -> Result<()> {
    sqlx::query!(
        "INSERT INTO notifications.notifications
            (id, user_id, type, kind, data, count, subject, listed, created_at, updated_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $9)",
        id.0,
        new.user.0,
        new.kind.topic().as_str(),
        new.kind.as_str(),
        new.facts.to_json(),
        new.count,
        new.subject,
        new.listed,
        now,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Which lines somebody wants to see.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct LineFilter {
    /// Only those that were not read.
    pub unread: bool,
    /// Only of this type.
    pub topic: Option<Topic>,
}

/// Lines of a notification centre, the newest news first.
pub async fn list(
    conn: &mut PgConnection,
    user: UserId,
    filter: LineFilter,
    after: Option<(DateTime<Utc>, Uuid)>,
    limit: i64,
) -> Result<Vec<Line>> {
    let mut query = QueryBuilder::new(LINES);
    query.push(" WHERE line.listed AND line.user_id = ").push_bind(user.0);
    if filter.unread {
        query.push(" AND line.read_at IS NULL");
    }
    if let Some(topic) = filter.topic {
        query.push(" AND line.type = ").push_bind(topic.as_str());
    }
    if let Some((at, id)) = after {
        query.push(" AND (line.updated_at, line.id) < (").push_bind(at).push(", ").push_bind(id).push(")");
    }
    query.push(" ORDER BY line.updated_at DESC, line.id DESC LIMIT ").push_bind(limit);
    query.build().fetch_all(conn).await?.iter().map(line_of).collect()
}

/// Everything that somebody was or would have been told, the newest first.
pub async fn feed(
    conn: &mut PgConnection,
    user: UserId,
    after: Option<NotificationId>,
    limit: i64,
) -> Result<Vec<Line>> {
    let mut query = QueryBuilder::new(LINES);
    query.push(" WHERE line.user_id = ").push_bind(user.0);
    if let Some(after) = after {
        query.push(" AND line.id < ").push_bind(after.0);
    }
    query.push(" ORDER BY line.id DESC LIMIT ").push_bind(limit);
    query.build().fetch_all(conn).await?.iter().map(line_of).collect()
}

/// One line of somebody's.
pub async fn get(conn: &mut PgConnection, user: UserId, id: NotificationId) -> Result<Option<Line>> {
    let mut query = QueryBuilder::new(LINES);
    query.push(" WHERE line.user_id = ").push_bind(user.0).push(" AND line.id = ").push_bind(id.0);
    query.build().fetch_optional(conn).await?.as_ref().map(line_of).transpose()
}

/// Marks a line as read or not; whether it was the other way before.
pub async fn set_read(
    conn: &mut PgConnection,
    user: UserId,
    id: NotificationId,
    read: bool,
    now: DateTime<Utc>,
) -> Result<bool> {
    let done = sqlx::query!(
        "UPDATE notifications.notifications SET read_at = CASE WHEN $3 THEN $4::timestamptz END
         WHERE id = $2 AND user_id = $1 AND (read_at IS NOT NULL) <> $3",
        user.0,
        id.0,
        read,
        now,
    )
    .execute(conn)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Which unread lines are to be marked as read.
#[derive(Debug, Clone, Copy, Default)]
pub struct Unread<'a> {
    /// Only of this type.
    pub topic: Option<Topic>,
    /// Only about this.
    pub subject: Option<&'a str>,
    /// Only those whose last news is not later.
    pub until: Option<DateTime<Utc>>,
}

/// Marks unread lines as read; tells which.
pub async fn read_all(
    conn: &mut PgConnection,
    user: UserId,
    which: Unread<'_>,
    now: DateTime<Utc>,
) -> Result<Vec<NotificationId>> {
    let ids = sqlx::query_scalar!(
        "UPDATE notifications.notifications SET read_at = $5
         WHERE user_id = $1 AND read_at IS NULL AND ($2::text IS NULL OR type = $2)
           AND ($3::text IS NULL OR subject = $3) AND ($4::timestamptz IS NULL OR updated_at <= $4)
         RETURNING id",
        user.0,
        which.topic.map(Topic::as_str),
        which.subject,
        which.until,
        now,
    )
    .fetch_all(conn)
    .await?;
    Ok(ids.into_iter().map(NotificationId).collect())
}

/// Most lines that are counted: nobody reads a larger number, and it keeps the count quick.
const MOST_COUNTED: i64 = 10_000;

/// How many listed lines somebody has not read, by type.
pub async fn unread_by_topic(conn: &mut PgConnection, user: UserId) -> Result<Vec<(Topic, i64)>> {
    let rows = sqlx::query!(
        r#"SELECT type, count(*) AS "count!"
           FROM (SELECT type FROM notifications.notifications
                 WHERE user_id = $1 AND listed AND read_at IS NULL LIMIT $2) AS unread
           GROUP BY type ORDER BY 2 DESC, 1"#,
        user.0,
        MOST_COUNTED,
    )
    .fetch_all(conn)
    .await?;
    rows.into_iter().map(|row| Ok((word(&row.r#type)?, row.count))).collect()
}
