//! Phones and browsers that push goes to.

use chrono::{DateTime, Utc};
use kernel::{SessionId, UserId};
use platform::Result;
use sqlx::PgConnection;
use uuid::Uuid;

use crate::model::device::Address;

/// A device as its owner may know of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Device {
    /// The device.
    pub id: Uuid,
    /// WEB_PUSH or FCM.
    pub kind: String,
    /// When this session told of one for the first time.
    pub created_at: DateTime<Utc>,
    /// When it told last.
    pub seen_at: DateTime<Utc>,
}

/// Writes where a session's device is reached, over what it said before. Nobody else is reached there any more: a phone
/// has one user at a time.
pub async fn put(
    conn: &mut PgConnection,
    user: UserId,
    session: SessionId,
    address: &Address,
    now: DateTime<Utc>,
) -> Result<Device> {
    let (text, p256dh, auth) = match address {
        Address::WebPush { endpoint, p256dh, auth } => {
            (endpoint.as_str(), Some(p256dh.as_slice()), Some(auth.as_slice()))
        }
        Address::Fcm { token } => (token.as_str(), None, None),
    };
    // Two sessions that tell of one device at the same moment come one after the other.
    sqlx::query!("SELECT pg_advisory_xact_lock(hashtextextended('device ' || $1, 17))::text", text)
        .fetch_one(&mut *conn)
        .await?;
    sqlx::query!(
        "DELETE FROM notifications.devices WHERE type = $1 AND address = $2 AND session_id <> $3",
        address.kind(),
        text,
        session.0,
    )
    .execute(&mut *conn)
    .await?;
    let row = sqlx::query!(
        "INSERT INTO notifications.devices AS known
            (id, user_id, session_id, type, address, p256dh, auth, created_at, seen_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $8)
         ON CONFLICT (session_id, type) DO UPDATE
         SET user_id = excluded.user_id, address = excluded.address, p256dh = excluded.p256dh, auth = excluded.auth,
             seen_at = excluded.seen_at
         RETURNING id, type, created_at, seen_at",
        Uuid::now_v7(),
        user.0,
        session.0,
        address.kind(),
        text,
        p256dh,
        auth,
        now,
    )
    .fetch_one(conn)
    .await?;
    Ok(Device { id: row.id, kind: row.r#type, created_at: row.created_at, seen_at: row.seen_at })
}

/// Forgets the devices of a session; those that are not there were forgotten before.
pub async fn forget_session(conn: &mut PgConnection, user: UserId, session: SessionId) -> Result<()> {
    sqlx::query!(
        "DELETE FROM notifications.devices WHERE user_id = $1 AND session_id = $2",
        user.0,
        session.0
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Forgets all devices of somebody that were told of until then: sessions that began later are others.
pub async fn forget_all(conn: &mut PgConnection, user: UserId, until: DateTime<Utc>) -> Result<()> {
    sqlx::query!("DELETE FROM notifications.devices WHERE user_id = $1 AND seen_at <= $2", user.0, until)
        .execute(conn)
        .await?;
    Ok(())
}

/// Forgets devices that nobody has told of since `before`.
pub async fn forget_unseen(conn: &mut PgConnection, before: DateTime<Utc>) -> Result<()> {
    sqlx::query!("DELETE FROM notifications.devices WHERE seen_at < $1", before).execute(conn).await?;
    Ok(())
}
