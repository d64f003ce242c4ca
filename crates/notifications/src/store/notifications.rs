//! Lines of notification centres.

use std::collections::{HashMap, HashSet};

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
    /// Its type.
    pub topic: Topic,
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
    "SELECT line.id, line.type, line.kind, line.data, line.count, line.read_at, line.created_at, line.updated_at,
        delivery.status
     FROM notifications.notifications AS line
     LEFT JOIN notifications.deliveries AS delivery
       ON delivery.notification_id = line.id AND delivery.channel = 'IN_APP'";

fn line_of(row: &PgRow) -> Result<Line> {
    Ok(Line {
        id: NotificationId(row.try_get("id")?),
        topic: word(&row.try_get::<String, _>("type")?)?,
        kind: Kind::of(&row.try_get::<String, _>("kind")?),
        facts: serde_json::from_value(row.try_get("data")?).map_err(Error::internal)?,
        count: row.try_get("count")?,
        read_at: row.try_get("read_at")?,
        status: row.try_get("status")?,
        created_at: row.try_get("created_at")?,
        updated_at: row.try_get("updated_at")?,
    })
}

/// Holds back everybody else who writes to these people, until the end of the transaction. Whoever holds several takes
/// them in one order.
pub async fn lock(conn: &mut PgConnection, users: &[UserId]) -> Result<()> {
    let users: Vec<String> = users.iter().map(ToString::to_string).collect();
    sqlx::query!(
        "SELECT pg_advisory_xact_lock(hashtextextended('notifications ' || one, 17))::text FROM unnest($1::text[]) AS one",
        &users
    )
    .fetch_all(conn)
    .await?;
    Ok(())
}

/// Which of these people have been told of these causes, each of theirs.
pub async fn told(conn: &mut PgConnection, users: &[Uuid], causes: &[&str]) -> Result<HashSet<UserId>> {
    let told = sqlx::query_scalar!(
        // Each by its key, whatever the planner believes of the table's size.
        r#"SELECT user_id AS "user_id!" FROM unnest($1::uuid[], $2::text[]) AS new (user_id, cause)
           WHERE (SELECT true FROM notifications.causes AS known
                  WHERE known.user_id = new.user_id AND known.cause = new.cause)"#,
        users,
        causes as &[&str],
    );
    Ok(told.fetch_all(conn).await?.into_iter().map(UserId).collect())
}

/// Notes of what these people have been told now, and by which lines.
pub async fn note_causes(conn: &mut PgConnection, lines: &[NewLine<'_>], now: DateTime<Utc>) -> Result<()> {
    sqlx::query!(
        "INSERT INTO notifications.causes (user_id, cause, notification_id, at)
         SELECT user_id, cause, line, $4 FROM unnest($1::uuid[], $2::text[], $3::uuid[]) AS new (user_id, cause, line)",
        &of(lines, |line| line.user.0),
        &of(lines, |line| line.cause) as &[&str],
        &of(lines, |line| line.id.0),
        now,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// A line that is to be written.
#[derive(Debug, Clone)]
pub struct NewLine<'a> {
    /// Its own, or that of the line that it is counted into.
    pub id: NotificationId,
    /// For whom.
    pub user: UserId,
    /// What brought it about.
    pub cause: &'a str,
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

fn of<'a, T>(lines: &[NewLine<'a>], value: impl Fn(&NewLine<'a>) -> T) -> Vec<T> {
    lines.iter().map(value).collect()
}

/// Counts these into lines that are not read yet and were last told of within the time in which their kind gathers;
/// gives the lines of those whom it found one for. Each is for another person.
pub async fn gather(
    conn: &mut PgConnection,
    new: &[NewLine<'_>],
    now: DateTime<Utc>,
) -> Result<HashMap<UserId, NotificationId>> {
    let rows = sqlx::query!(
        "WITH new AS MATERIALIZED (
            SELECT new.*, (SELECT id FROM notifications.notifications AS line
                           WHERE line.user_id = new.user_id AND line.subject = new.subject AND line.kind = new.kind
                             AND line.read_at IS NULL AND line.updated_at >= new.since
                           -- Asked again of the row itself, if it is being read while this waits for it.
                           ORDER BY line.updated_at DESC LIMIT 1 FOR UPDATE) AS line_id
            FROM unnest($1::uuid[], $2::text[], $3::text[], $4::timestamptz[], $5::jsonb[], $6::bigint[], $7::boolean[])
                AS new (user_id, subject, kind, since, data, count, listed)
         )
         UPDATE notifications.notifications AS line
         SET data = new.data, count = line.count + new.count, updated_at = $8, listed = new.listed
         FROM new WHERE line.id = new.line_id
         RETURNING line.id, line.user_id",
        &of(new, |line| line.user.0),
        &of(new, |line| line.subject) as &[&str],
        &of(new, |line| line.kind.as_str()) as &[&str],
        &of(new, |line| line.kind.gathers().map(|window| now - window)) as &[Option<DateTime<Utc>>],
        &of(new, |line| line.facts.to_json()),
        &of(new, |line| line.count),
        &of(new, |line| line.listed),
        now,
    );
    let rows = rows.fetch_all(conn).await?;
    Ok(rows.into_iter().map(|row| (UserId(row.user_id), NotificationId(row.id))).collect())
}

/// Writes lines of their own.
pub async fn insert(conn: &mut PgConnection, new: &[NewLine<'_>], now: DateTime<Utc>) -> Result<()> {
    sqlx::query!(
        "INSERT INTO notifications.notifications
            (id, user_id, type, kind, data, count, subject, listed, created_at, updated_at)
         SELECT id, user_id, type, kind, data, count, subject, listed, $9, $9
         FROM unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::jsonb[], $6::bigint[], $7::text[], $8::boolean[])
            AS new (id, user_id, type, kind, data, count, subject, listed)",
        &of(new, |line| line.id.0),
        &of(new, |line| line.user.0),
        &of(new, |line| line.kind.topic().as_str()) as &[&str],
        &of(new, |line| line.kind.as_str()) as &[&str],
        &of(new, |line| line.facts.to_json()),
        &of(new, |line| line.count),
        &of(new, |line| line.subject) as &[&str],
        &of(new, |line| line.listed),
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

/// How many listed lines these people have not read.
pub async fn unread(conn: &mut PgConnection, users: &[UserId]) -> Result<HashMap<UserId, i64>> {
    let rows = sqlx::query!(
        r#"SELECT one AS "user_id!", (
                SELECT count(*) FROM (SELECT FROM notifications.notifications
                                      WHERE user_id = one AND listed AND read_at IS NULL LIMIT $2) AS unread
           ) AS "count!" FROM unnest($1::uuid[]) AS one"#,
        &users.iter().map(|user| user.0).collect::<Vec<_>>(),
        MOST_COUNTED,
    );
    Ok(rows.fetch_all(conn).await?.into_iter().map(|row| (UserId(row.user_id), row.count)).collect())
}
