//! The record of authentication events.

use chrono::{DateTime, Utc};
use kernel::{SessionId, UserId};
use platform::Result;
use sqlx::PgConnection;
use uuid::Uuid;

use crate::client::Client;

/// An authentication event.
#[derive(Debug, Clone, Default)]
pub struct AuthEvent<'a> {
    /// Such as `SIGN_IN`.
    pub kind: &'static str,
    /// Why it was refused; `None` when it went through.
    pub refused: Option<&'static str>,
    /// Whose account.
    pub user_id: Option<UserId>,
    /// Which session.
    pub session_id: Option<SessionId>,
    /// Keyed hash of the address that was tried.
    pub address_digest: Option<&'a [u8]>,
    /// Whose hand it was; nobody's where the program did it, or somebody who had not signed in.
    pub actor_id: Option<UserId>,
}

/// Adds to the record.
pub async fn write(
    conn: &mut PgConnection,
    client: &Client,
    event: AuthEvent<'_>,
    now: DateTime<Utc>,
) -> Result<()> {
    let ip = client.ip.filter(|ip| !ip.is_unspecified()).map(|ip| ip.to_string());
    sqlx::query!(
        "INSERT INTO accounts.auth_events
            (id, at, kind, outcome, reason, user_id, session_id, address_digest, ip, place, device, actor_id)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9::text::inet, $10, $11, $12)",
        Uuid::new_v4(),
        now,
        event.kind,
        if event.refused.is_none() { "OK" } else { "REFUSED" },
        event.refused,
        event.user_id.map(|id| id.0),
        event.session_id.map(|id| id.0),
        event.address_digest,
        ip,
        client.country.as_ref().map(kernel::Country::code),
        client.device,
        event.actor_id.map(|id| id.0),
    )
    .execute(conn)
    .await?;
    Ok(())
}
