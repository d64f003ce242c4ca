//! Keys that access tokens are signed with.

use chrono::{DateTime, Utc};
use platform::Result;
use sqlx::PgConnection;

/// A key as it is stored: public part, and the salt that the private part follows from.
#[derive(Debug, Clone)]
pub struct StoredKey {
    /// Its name in tokens.
    pub kid: String,
    /// The private key follows from this and the program's secret.
    pub salt: Vec<u8>,
    /// 32 bytes in base64url.
    pub public_key: String,
    /// When it begins to be used.
    pub signs_from: DateTime<Utc>,
}

/// All keys, the oldest first.
pub async fn all(conn: &mut PgConnection) -> Result<Vec<StoredKey>> {
    let rows = sqlx::query_as!(
        StoredKey,
        "SELECT kid, salt, public_key, signs_from FROM accounts.signing_keys ORDER BY signs_from, kid"
    );
    Ok(rows.fetch_all(conn).await?)
}

/// Adds a key.
pub async fn insert(conn: &mut PgConnection, key: &StoredKey, now: DateTime<Utc>) -> Result<()> {
    sqlx::query!(
        "INSERT INTO accounts.signing_keys (kid, salt, public_key, created_at, signs_from) VALUES ($1, $2, $3, $4, $5)",
        key.kid,
        key.salt,
        key.public_key,
        now,
        key.signs_from,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Removes a key that no living token was signed with.
pub async fn delete(conn: &mut PgConnection, kid: &str) -> Result<()> {
    sqlx::query!("DELETE FROM accounts.signing_keys WHERE kid = $1", kid).execute(conn).await?;
    Ok(())
}
