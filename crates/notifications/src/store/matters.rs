//! What lines tell of one by one, where each may be over without the others.

use chrono::{DateTime, Utc};
use kernel::{NotificationId, UserId};
use platform::Result;
use sqlx::PgConnection;

use crate::model::words::Facts;

/// Notes that a line tells of this too.
pub async fn put(
    conn: &mut PgConnection,
    user: UserId,
    about: &str,
    line: NotificationId,
    (facts, count): (&Facts, i64),
    now: DateTime<Utc>,
) -> Result<()> {
    sqlx::query!(
        "INSERT INTO notifications.matters AS known (user_id, about, notification_id, data, count, at)
         VALUES ($1, $2, $3, $4, $5, $6)
         ON CONFLICT (about, user_id, notification_id)
         DO UPDATE SET data = excluded.data, count = known.count + excluded.count, at = excluded.at",
        user.0,
        about,
        line.0,
        facts.to_json(),
        count,
        now,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Whose lines tell of this.
pub async fn told_of(conn: &mut PgConnection, about: &str) -> Result<Vec<UserId>> {
    let users = sqlx::query_scalar!(
        "SELECT DISTINCT user_id FROM notifications.matters WHERE about = $1 ORDER BY user_id",
        about,
    )
    .fetch_all(conn)
    .await?;
    Ok(users.into_iter().map(UserId).collect())
}

/// Lines from which something was taken out.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Settled {
    /// Those that tell of nothing else, and count as read now.
    pub over: Vec<NotificationId>,
    /// Those that tell of something else still.
    pub fewer: Vec<NotificationId>,
}

/// Takes what is over out of somebody's unread lines: each counts that much less and speaks of the latest of the rest.
pub async fn settle(
    conn: &mut PgConnection,
    user: UserId,
    about: &str,
    now: DateTime<Utc>,
) -> Result<Settled> {
    let rows = sqlx::query!(
        r#"WITH over AS (
            DELETE FROM notifications.matters WHERE about = $2 AND user_id = $1 RETURNING notification_id, count
         )
         UPDATE notifications.notifications AS line
         SET count = greatest(line.count - over.count, 1),
             read_at = CASE WHEN line.count <= over.count THEN $3::timestamptz END,
             data = coalesce(
                (SELECT rest.data FROM notifications.matters AS rest
                 WHERE rest.notification_id = line.id AND rest.about <> $2 ORDER BY rest.at DESC LIMIT 1),
                line.data)
         FROM over
         WHERE line.id = over.notification_id AND line.user_id = $1 AND line.read_at IS NULL
         RETURNING line.id, line.read_at IS NOT NULL AS "read!""#,
        user.0,
        about,
        now,
    )
    .fetch_all(conn)
    .await?;
    let mut settled = Settled::default();
    for row in rows {
        let lines = if row.read { &mut settled.over } else { &mut settled.fewer };
        lines.push(NotificationId(row.id));
    }
    Ok(settled)
}
