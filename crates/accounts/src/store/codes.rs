//! One-time codes and sign-ups under way.

use chrono::{DateTime, Utc};
use kernel::{Country, Language, UserId};
use platform::Result;
use sqlx::PgConnection;
use uuid::Uuid;

use super::{optional_word, word};
use crate::model::address::Address;
use crate::model::code::{Code, PERIOD, Purpose};

/// How many codes an address got since the start of its day.
pub async fn count_recent(conn: &mut PgConnection, address: &Address, now: DateTime<Utc>) -> Result<i64> {
    let count = sqlx::query_scalar!(
        r#"SELECT count(*) AS "count!" FROM accounts.codes WHERE address = $1 AND created_at > $2"#,
        address.as_str(),
        now - PERIOD,
    );
    Ok(count.fetch_one(conn).await?)
}

/// How many codes for further addresses an account had sent since the start of its day.
pub async fn count_recent_of(conn: &mut PgConnection, user: UserId, now: DateTime<Utc>) -> Result<i64> {
    let count = sqlx::query_scalar!(
        r#"SELECT count(*) AS "count!" FROM accounts.codes WHERE user_id = $1 AND created_at > $2"#,
        user.0,
        now - PERIOD,
    );
    Ok(count.fetch_one(conn).await?)
}

/// Keeps a new code.
pub async fn insert(
    conn: &mut PgConnection,
    code: &Code,
    purpose: Purpose,
    address: &Address,
    language: Language,
    now: DateTime<Utc>,
) -> Result<()> {
    sqlx::query!(
        "INSERT INTO accounts.codes (id, purpose, address, language, created_at, expires_at, user_id)
         VALUES ($1, $2, $3, $4, $5, $6, $7)",
        code.id,
        purpose.as_str(),
        address.as_str(),
        language.code(),
        now,
        code.expires_at,
        purpose.owner().map(|user| user.0),
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// The newest unused code of an address, held until the end of the transaction.
pub async fn newest(conn: &mut PgConnection, purpose: Purpose, address: &Address) -> Result<Option<Code>> {
    let row = sqlx::query!(
        "SELECT id, tries, expires_at FROM accounts.codes
         WHERE address = $1 AND purpose = $2 AND used_at IS NULL AND user_id IS NOT DISTINCT FROM $3
         ORDER BY created_at DESC, id DESC LIMIT 1 FOR UPDATE",
        address.as_str(),
        purpose.as_str(),
        purpose.owner().map(|user| user.0),
    )
    .fetch_optional(conn)
    .await?;
    Ok(row.map(|row| Code { id: row.id, tries: row.tries, expires_at: row.expires_at }))
}

/// Counts a wrong try.
pub async fn count_try(conn: &mut PgConnection, id: Uuid) -> Result<()> {
    sqlx::query!("UPDATE accounts.codes SET tries = tries + 1 WHERE id = $1", id).execute(conn).await?;
    Ok(())
}

/// Uses up a code, and with it all others of the same kind.
pub async fn use_up(
    conn: &mut PgConnection,
    purpose: Purpose,
    address: &Address,
    now: DateTime<Utc>,
) -> Result<()> {
    sqlx::query!(
        "UPDATE accounts.codes SET used_at = $3
         WHERE address = $1 AND purpose = $2 AND used_at IS NULL AND user_id IS NOT DISTINCT FROM $4",
        address.as_str(),
        purpose.as_str(),
        now,
        purpose.owner().map(|user| user.0),
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Where a code goes and in which language; `None` once it is used or too old.
pub async fn destination(
    conn: &mut PgConnection,
    id: Uuid,
    now: DateTime<Utc>,
) -> Result<Option<(String, Language)>> {
    let row = sqlx::query!(
        "SELECT address, language FROM accounts.codes WHERE id = $1 AND used_at IS NULL AND expires_at > $2",
        id,
        now,
    )
    .fetch_optional(conn)
    .await?;
    row.map(|row| Ok((row.address, word(&row.language)?))).transpose()
}

/// A sign-up on its way to the job that carries it out.
#[derive(Debug, Clone)]
pub struct Registration {
    /// Known to whoever signed up, and to nobody else.
    pub id: Uuid,
    /// The code that proves the address.
    pub code_id: Uuid,
    /// With which address.
    pub address: Address,
    /// Under which name.
    pub display_name: String,
    /// With which password.
    pub password_hash: String,
    /// From where.
    pub country: Option<Country>,
    /// In which language.
    pub language: Language,
}

/// Keeps a sign-up.
pub async fn insert_registration(
    conn: &mut PgConnection,
    new: &Registration,
    now: DateTime<Utc>,
) -> Result<()> {
    sqlx::query!(
        "INSERT INTO accounts.registrations
            (id, code_id, kind, address, display_name, password_hash, country, language, created_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
        new.id,
        new.code_id,
        new.address.kind().as_str(),
        new.address.as_str(),
        new.display_name,
        new.password_hash,
        new.country.as_ref().map(Country::code),
        new.language.code(),
        now,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Takes a sign-up out.
pub async fn take_registration(conn: &mut PgConnection, id: Uuid) -> Result<Option<Registration>> {
    let row = sqlx::query!(
        "DELETE FROM accounts.registrations WHERE id = $1
         RETURNING id, code_id, kind, address, display_name, password_hash, country, language",
        id,
    )
    .fetch_optional(conn)
    .await?;
    row.map(|row| {
        Ok(Registration {
            id: row.id,
            code_id: row.code_id,
            address: Address::stored(word(&row.kind)?, row.address),
            display_name: row.display_name,
            password_hash: row.password_hash,
            country: optional_word(row.country.as_deref())?,
            language: word(&row.language)?,
        })
    })
    .transpose()
}

/// Removes codes and sign-ups that have had their time.
pub async fn forget_old(conn: &mut PgConnection, before: DateTime<Utc>) -> Result<()> {
    sqlx::query!("DELETE FROM accounts.codes WHERE created_at < $1", before).execute(&mut *conn).await?;
    sqlx::query!("DELETE FROM accounts.registrations WHERE created_at < $1", before).execute(conn).await?;
    Ok(())
}
