//! Signed-in devices.

use chrono::{DateTime, Utc};
use kernel::{Country, SessionId, UserId};
use platform::Result;
use sqlx::PgConnection;

use super::optional_word;
use crate::model::session::{LIFE, Rotation, SEEN_EVERY, SessionKind};

/// A session that begins.
#[derive(Debug, Clone)]
pub struct NewSession<'a> {
    /// Which.
    pub id: SessionId,
    /// Whose.
    pub user_id: UserId,
    /// Cookie or tokens.
    pub kind: SessionKind,
    /// SHA-256 of the cookie's secret.
    pub secret_digest: Option<&'a [u8]>,
    /// What the refresh tokens follow from.
    pub refresh_salt: Option<&'a [u8]>,
    /// Name of the device.
    pub device: &'a str,
    /// Country of the sign-in.
    pub place: Option<Country>,
}

/// Keeps a new session.
pub async fn insert(conn: &mut PgConnection, new: &NewSession<'_>, now: DateTime<Utc>) -> Result<()> {
    sqlx::query!(
        "INSERT INTO accounts.sessions
            (id, user_id, kind, secret_digest, refresh_salt, device, place, created_at, last_seen_at, expires_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $8, $9)",
        new.id.0,
        new.user_id.0,
        new.kind.as_str(),
        new.secret_digest,
        new.refresh_salt,
        new.device,
        new.place.as_ref().map(Country::code),
        now,
        now + LIFE,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// A session as its owner sees it.
#[derive(Debug, Clone)]
pub struct SessionRow {
    /// Which.
    pub id: SessionId,
    /// `WEB` or `API`.
    pub kind: String,
    /// SHA-256 of a cookie's secret.
    pub secret_digest: Option<Vec<u8>>,
    /// Name of the device.
    pub device: String,
    /// Country of the sign-in.
    pub place: Option<Country>,
    /// When it began.
    pub created_at: DateTime<Utc>,
    /// When it was used last, to the minute.
    pub last_seen_at: DateTime<Utc>,
    /// When it ends unless it is used.
    pub expires_at: DateTime<Utc>,
}

/// A user's living sessions, the newest first.
pub async fn living(conn: &mut PgConnection, user: UserId, now: DateTime<Utc>) -> Result<Vec<SessionRow>> {
    let rows = sqlx::query!(
        "SELECT id, kind, secret_digest, device, place, created_at, last_seen_at, expires_at FROM accounts.sessions
         WHERE user_id = $1 AND revoked_at IS NULL AND expires_at > $2 ORDER BY created_at DESC, id DESC",
        user.0,
        now,
    )
    .fetch_all(conn)
    .await?;
    rows.into_iter()
        .map(|row| {
            Ok(SessionRow {
                id: SessionId(row.id),
                kind: row.kind,
                secret_digest: row.secret_digest,
                device: row.device,
                place: optional_word(row.place.as_deref())?,
                created_at: row.created_at,
                last_seen_at: row.last_seen_at,
                expires_at: row.expires_at,
            })
        })
        .collect()
}

/// Ends all but the newest `keep` sessions of a user; tells which.
pub async fn revoke_all_but(
    conn: &mut PgConnection,
    user: UserId,
    keep: usize,
    now: DateTime<Utc>,
) -> Result<Vec<SessionId>> {
    let ids = sqlx::query_scalar!(
        "UPDATE accounts.sessions SET revoked_at = $2 WHERE id IN (
             SELECT id FROM accounts.sessions WHERE user_id = $1 AND revoked_at IS NULL AND expires_at > $2
             ORDER BY created_at DESC, id DESC OFFSET $3)
         RETURNING id",
        user.0,
        now,
        i64::try_from(keep).unwrap_or(i64::MAX),
    )
    .fetch_all(conn)
    .await?;
    Ok(ids.into_iter().map(SessionId).collect())
}

/// Ends one session of a user; whether there was one to end.
pub async fn revoke(
    conn: &mut PgConnection,
    user: UserId,
    session: SessionId,
    now: DateTime<Utc>,
) -> Result<bool> {
    let done = sqlx::query!(
        "UPDATE accounts.sessions SET revoked_at = $3
         WHERE id = $1 AND user_id = $2 AND revoked_at IS NULL AND expires_at > $3",
        session.0,
        user.0,
        now,
    )
    .execute(conn)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// What is known of a session's refresh tokens; held until the end of the transaction.
pub async fn rotation(
    conn: &mut PgConnection,
    session: SessionId,
) -> Result<Option<(UserId, Vec<u8>, Rotation)>> {
    let row = sqlx::query!(
        r#"SELECT user_id, refresh_salt AS "refresh_salt!", generation, rotated_at, expires_at, revoked_at
           FROM accounts.sessions WHERE id = $1 AND kind = 'API' FOR UPDATE"#,
        session.0,
    )
    .fetch_optional(conn)
    .await?;
    Ok(row.map(|row| {
        let rotation = Rotation {
            generation: row.generation,
            rotated_at: row.rotated_at,
            expires_at: row.expires_at,
            revoked: row.revoked_at.is_some(),
        };
        (UserId(row.user_id), row.refresh_salt, rotation)
    }))
}

/// The next refresh token takes the place of the one before.
pub async fn rotate(conn: &mut PgConnection, session: SessionId, to: i32, now: DateTime<Utc>) -> Result<()> {
    sqlx::query!(
        "UPDATE accounts.sessions SET generation = $2, rotated_at = $3, last_seen_at = $3, expires_at = $4 WHERE id = $1",
        session.0,
        to,
        now,
        now + LIFE,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Notes that a session was used, at most once a minute; a web session lives on from here.
pub async fn seen(conn: &mut PgConnection, session: SessionId, now: DateTime<Utc>) -> Result<()> {
    sqlx::query!(
        "UPDATE accounts.sessions
         SET last_seen_at = $2, expires_at = CASE kind WHEN 'WEB' THEN $3 ELSE expires_at END
         WHERE id = $1 AND revoked_at IS NULL AND last_seen_at <= $4",
        session.0,
        now,
        now + LIFE,
        now - SEEN_EVERY,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Removes sessions that ended before `before`, at most `most` of the oldest; how many there were.
pub async fn forget_old(conn: &mut PgConnection, before: DateTime<Utc>, most: i64) -> Result<u64> {
    let gone = sqlx::query!(
        "DELETE FROM accounts.sessions WHERE id = ANY(ARRAY(
             SELECT id FROM accounts.sessions WHERE expires_at < $1 ORDER BY expires_at LIMIT $2))",
        before,
        most,
    )
    .execute(conn)
    .await?;
    Ok(gone.rows_affected())
}
