//! Addresses of accounts, and those that were given up.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use contracts::accounts::Reach;
use kernel::{Language, UserId};
use platform::Result;
use sqlx::PgConnection;
use uuid::Uuid;

use super::word;
use crate::model::address::{Address, AddressKind};

/// Writes a proved address of an account, in place of the one of its kind that was there.
///
/// # Errors
/// The constraint `user_contacts_address` when somebody else has it.
pub async fn put_proved(
    conn: &mut PgConnection,
    user: UserId,
    address: &Address,
    now: DateTime<Utc>,
) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "INSERT INTO accounts.user_contacts (user_id, kind, address, verified_at) VALUES ($1, $2, $3, $4)
         ON CONFLICT (user_id, kind) DO UPDATE SET address = $3, verified_at = $4, active = true",
        user.0,
        address.kind().as_str(),
        address.as_str(),
        now,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// The proved addresses of people who are still there. Asked with a system transaction.
pub async fn proved(conn: &mut PgConnection, users: &[UserId]) -> Result<HashMap<UserId, Reach>> {
    let ids: Vec<Uuid> = users.iter().map(|user| user.0).collect();
    let rows = sqlx::query!(
        "SELECT user_id, kind, address FROM accounts.user_contacts
         WHERE user_id = ANY($1) AND active AND verified_at IS NOT NULL",
        &ids,
    )
    .fetch_all(conn)
    .await?;
    let mut found: HashMap<UserId, Reach> = HashMap::new();
    for row in rows {
        let reach = found.entry(UserId(row.user_id)).or_default();
        if row.kind == AddressKind::Email.as_str() {
            reach.email = Some(row.address);
        } else {
            reach.phone = Some(row.address);
        }
    }
    Ok(found)
}

/// Removes an address of an account.
pub async fn remove(conn: &mut PgConnection, user: UserId, kind: AddressKind) -> Result<()> {
    sqlx::query!(
        "DELETE FROM accounts.user_contacts WHERE user_id = $1 AND kind = $2",
        user.0,
        kind.as_str(),
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Removes what nobody has proved: once another address of the account is, the true owner may use it.
pub async fn remove_unproved(conn: &mut PgConnection, user: UserId) -> Result<()> {
    sqlx::query!("DELETE FROM accounts.user_contacts WHERE user_id = $1 AND verified_at IS NULL", user.0)
        .execute(conn)
        .await?;
    Ok(())
}

/// Keeps an address that an account gave up, to tell whoever reads there; returns its id.
pub async fn insert_former(
    conn: &mut PgConnection,
    user: UserId,
    address: &Address,
    now: DateTime<Utc>,
) -> Result<Uuid> {
    let id = Uuid::new_v4();
    sqlx::query!(
        "INSERT INTO accounts.former_contacts (id, user_id, kind, address, gone_at) VALUES ($1, $2, $3, $4, $5)",
        id,
        user.0,
        address.kind().as_str(),
        address.as_str(),
        now,
    )
    .execute(conn)
    .await?;
    Ok(id)
}

/// An address that was given up, with the language of its account.
pub async fn former(conn: &mut PgConnection, id: Uuid) -> Result<Option<(Address, Language)>> {
    let row = sqlx::query!(
        "SELECT former.kind, former.address, users.language FROM accounts.former_contacts AS former
         JOIN accounts.users ON users.id = former.user_id WHERE former.id = $1",
        id,
    )
    .fetch_optional(conn)
    .await?;
    row.map(|row| Ok((Address::stored(word(&row.kind)?, row.address), word(&row.language)?))).transpose()
}

/// Removes what was given up before `before`.
pub async fn forget_former(conn: &mut PgConnection, before: DateTime<Utc>) -> Result<()> {
    sqlx::query!("DELETE FROM accounts.former_contacts WHERE gone_at < $1", before).execute(conn).await?;
    Ok(())
}

/// The proved address of this kind, with the language of its account.
pub async fn reach(
    conn: &mut PgConnection,
    user: UserId,
    kind: AddressKind,
) -> Result<Option<(Address, Language)>> {
    let row = sqlx::query!(
        "SELECT contact.address, users.language FROM accounts.user_contacts AS contact
         JOIN accounts.users ON users.id = contact.user_id
         WHERE contact.user_id = $1 AND contact.kind = $2 AND contact.active AND contact.verified_at IS NOT NULL",
        user.0,
        kind.as_str(),
    )
    .fetch_optional(conn)
    .await?;
    row.map(|row| Ok((Address::stored(kind, row.address), word(&row.language)?))).transpose()
}

/// Counts an account up, and opens it if it waited for its first proved address.
pub async fn touch(conn: &mut PgConnection, user: UserId, now: DateTime<Utc>) -> Result<()> {
    sqlx::query!(
        "UPDATE accounts.users
         SET status = CASE status WHEN 'PENDING' THEN 'ACTIVE' ELSE status END, registration_id = NULL,
             version = version + 1, updated_at = $2
         WHERE id = $1",
        user.0,
        now,
    )
    .execute(conn)
    .await?;
    Ok(())
}
