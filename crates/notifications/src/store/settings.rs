//! What people want to hear.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use kernel::UserId;
use platform::{Error, Result};
use sqlx::PgConnection;
use uuid::Uuid;

use crate::model::settings::{Quiet, Settings};

/// Somebody's settings; the usual ones, version 0, where nothing was chosen.
pub async fn get(conn: &mut PgConnection, user: UserId) -> Result<Settings> {
    Ok(chosen(conn, &[user]).await?.remove(&user).unwrap_or_default())
}

/// What these people have chosen, for those who have.
pub async fn chosen(conn: &mut PgConnection, users: &[UserId]) -> Result<HashMap<UserId, Settings>> {
    let users: Vec<Uuid> = users.iter().map(|user| user.0).collect();
    let rows = sqlx::query!(
        "SELECT user_id, choices, quiet_from, quiet_until, digest_at, version FROM notifications.settings
         WHERE user_id = ANY($1)",
        &users
    )
    .fetch_all(conn)
    .await?;
    let settings = rows.into_iter().map(|row| {
        let settings = Settings {
            choices: serde_json::from_value(row.choices).map_err(Error::internal)?,
            quiet: row.quiet_from.zip(row.quiet_until).map(|(from, until)| Quiet { from, until }),
            digest_at: row.digest_at,
            version: row.version,
        };
        Ok((UserId(row.user_id), settings))
    });
    settings.collect()
}

/// Replaces somebody's settings; the new version, or none when the version was another than `expected`.
pub async fn put(
    conn: &mut PgConnection,
    user: UserId,
    settings: &Settings,
    expected: i64,
    now: DateTime<Utc>,
) -> Result<Option<i64>> {
    let choices = serde_json::to_value(&settings.choices).map_err(Error::internal)?;
    let (from, until) = (settings.quiet.map(|quiet| quiet.from), settings.quiet.map(|quiet| quiet.until));
    if expected == 0 {
        let version = sqlx::query_scalar!(
            "INSERT INTO notifications.settings
                (user_id, choices, quiet_from, quiet_until, digest_at, version, updated_at)
             VALUES ($1, $2, $3, $4, $5, 1, $6) ON CONFLICT (user_id) DO NOTHING RETURNING version",
            user.0,
            choices,
            from,
            until,
            settings.digest_at,
            now,
        );
        return Ok(version.fetch_optional(conn).await?);
    }
    let version = sqlx::query_scalar!(
        "UPDATE notifications.settings
         SET choices = $2, quiet_from = $3, quiet_until = $4, digest_at = $5, version = version + 1, updated_at = $6
         WHERE user_id = $1 AND version = $7 RETURNING version",
        user.0,
        choices,
        from,
        until,
        settings.digest_at,
        now,
        expected,
    );
    Ok(version.fetch_optional(conn).await?)
}
