//! Clearing away what has had its time, and what belonged to an account that is gone.

use chrono::{DateTime, Utc};
use kernel::UserId;
use platform::Result;
use sqlx::PgConnection;

/// Rows that one run removes at most; the next run takes the rest.
const MOST_PER_RUN: i64 = 10_000;

/// Removes lines without news since `before`, and the causes of that time.
pub async fn forget_old(conn: &mut PgConnection, before: DateTime<Utc>) -> Result<()> {
    sqlx::query!(
        "DELETE FROM notifications.notifications WHERE id IN
            (SELECT id FROM notifications.notifications WHERE updated_at < $1 ORDER BY updated_at LIMIT $2)",
        before,
        MOST_PER_RUN,
    )
    .execute(&mut *conn)
    .await?;
    sqlx::query!(
        "DELETE FROM notifications.causes WHERE (user_id, cause) IN
            (SELECT user_id, cause FROM notifications.causes WHERE at < $1 ORDER BY at LIMIT $2)",
        before,
        MOST_PER_RUN,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Removes everything of an account that is gone.
pub async fn erase(conn: &mut PgConnection, user: UserId) -> Result<()> {
    // Deliveries and matters go with their notifications.
    sqlx::query!("DELETE FROM notifications.notifications WHERE user_id = $1", user.0)
        .execute(&mut *conn)
        .await?;
    sqlx::query!("DELETE FROM notifications.causes WHERE user_id = $1", user.0).execute(&mut *conn).await?;
    sqlx::query!("DELETE FROM notifications.settings WHERE user_id = $1", user.0).execute(&mut *conn).await?;
    sqlx::query!("DELETE FROM notifications.devices WHERE user_id = $1", user.0).execute(conn).await?;
    Ok(())
}
