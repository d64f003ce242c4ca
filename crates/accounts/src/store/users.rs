//! People and what they sign in with.

use chrono::{DateTime, Utc};
use kernel::{
    BusinessId, Country, Currency, Language, Membership, PlanLevel, Role, TeamRole, UserId, UserStatus,
    Verification,
};
use platform::Result;
use serde_json::Value;
use sqlx::{PgConnection, QueryBuilder, Row};
use uuid::Uuid;

use super::{optional_word, word};
use crate::model::address::{Address, AddressKind};
use crate::model::user::{Contact, User};

/// A new account.
#[derive(Debug, Clone)]
pub struct NewUser<'a> {
    /// Made by the caller.
    pub id: UserId,
    /// What they are.
    pub role: Role,
    /// PENDING, or ACTIVE when somebody vouches for the address.
    pub status: UserStatus,
    /// Name to be shown.
    pub display_name: &'a str,
    /// Where they live.
    pub country: Option<Country>,
    /// Language of messages.
    pub language: Language,
    /// The sign-up that it comes from.
    pub registration_id: Option<Uuid>,
}

/// Adds an account.
pub async fn insert(conn: &mut PgConnection, new: &NewUser<'_>, now: DateTime<Utc>) -> Result<()> {
    sqlx::query!(
        "INSERT INTO accounts.users
            (id, role, status, display_name, country, language, registration_id, created_at, updated_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $8)",
        new.id.0,
        new.role.as_str(),
        new.status.as_str(),
        new.display_name,
        new.country.as_ref().map(Country::code),
        new.language.code(),
        new.registration_id,
        now,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Adds an address to an account.
///
/// # Errors
/// The constraint `user_contacts_address` when somebody else has it.
pub async fn insert_contact(
    conn: &mut PgConnection,
    user: UserId,
    address: &Address,
    verified_at: Option<DateTime<Utc>>,
) -> Result<(), sqlx::Error> {
    sqlx::query!(
        "INSERT INTO accounts.user_contacts (user_id, kind, address, verified_at) VALUES ($1, $2, $3, $4)",
        user.0,
        address.kind().as_str(),
        address.as_str(),
        verified_at,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Sets the password.
pub async fn set_password(
    conn: &mut PgConnection,
    user: UserId,
    hash: &str,
    now: DateTime<Utc>,
) -> Result<()> {
    sqlx::query!(
        "INSERT INTO accounts.credentials (user_id, password_hash, changed_at) VALUES ($1, $2, $3)
         ON CONFLICT (user_id) DO UPDATE SET password_hash = $2, changed_at = $3",
        user.0,
        hash,
        now,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Takes the password away: nobody signs in until a new one is set by a code.
pub async fn remove_password(conn: &mut PgConnection, user: UserId) -> Result<()> {
    sqlx::query!("DELETE FROM accounts.credentials WHERE user_id = $1", user.0).execute(conn).await?;
    Ok(())
}

/// Replaces a hash by a stronger one of the same password, unless the password was changed meanwhile.
pub async fn upgrade_hash(conn: &mut PgConnection, user: UserId, old: &str, new: &str) -> Result<()> {
    sqlx::query!(
        "UPDATE accounts.credentials SET password_hash = $3 WHERE user_id = $1 AND password_hash = $2",
        user.0,
        old,
        new,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// An account found by its address, as signing in needs it.
#[derive(Debug, Clone)]
pub struct Found {
    /// Whose.
    pub user_id: UserId,
    /// Where the account stands.
    pub status: UserStatus,
    /// Whether a code was typed that went to this address.
    pub verified: bool,
    /// The stored hash.
    pub password_hash: Option<String>,
    /// The sign-up that set the password of a PENDING account.
    pub registration_id: Option<Uuid>,
}

/// The account with this address; its row is held until the end of the transaction.
pub async fn by_address(conn: &mut PgConnection, address: &Address) -> Result<Option<Found>> {
    let row = sqlx::query!(
        "SELECT users.id, users.status, contact.verified_at, credentials.password_hash AS \"password_hash?\",
                users.registration_id
         FROM accounts.user_contacts AS contact
         JOIN accounts.users ON users.id = contact.user_id
         LEFT JOIN accounts.credentials ON credentials.user_id = users.id
         WHERE lower(contact.address) = $1 AND contact.active AND users.status <> 'DELETED' FOR UPDATE OF users",
        address.as_str(),
    )
    .fetch_optional(conn)
    .await?;
    row.map(|row| {
        Ok(Found {
            user_id: UserId(row.id),
            status: word(&row.status)?,
            verified: row.verified_at.is_some(),
            password_hash: row.password_hash,
            registration_id: row.registration_id,
        })
    })
    .transpose()
}

/// A new sign-up takes over an account whose address nobody has proved: nothing that was said of itself stays.
pub async fn take_over(
    conn: &mut PgConnection,
    user: UserId,
    new: &super::codes::Registration,
    now: DateTime<Utc>,
) -> Result<()> {
    sqlx::query!(
        "UPDATE accounts.users SET display_name = $2, country = $3, language = $4, registration_id = $5,
                onboarding = '{}', onboarding_step = 'role', role = 'CONSUMER', requested_role = NULL,
                profile = '{}', currency = NULL, data_saver = false, time_zone = NULL,
                version = version + 1, updated_at = $6
         WHERE id = $1",
        user.0,
        new.display_name,
        new.country.as_ref().map(Country::code),
        new.language.code(),
        new.id,
        now,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// The address is proved, and the account open.
pub async fn prove(
    conn: &mut PgConnection,
    user: UserId,
    kind: AddressKind,
    now: DateTime<Utc>,
) -> Result<()> {
    sqlx::query!(
        "UPDATE accounts.user_contacts SET verified_at = coalesce(verified_at, $3) WHERE user_id = $1 AND kind = $2",
        user.0,
        kind.as_str(),
        now,
    )
    .execute(&mut *conn)
    .await?;
    sqlx::query!(
        "UPDATE accounts.users SET status = 'ACTIVE', registration_id = NULL, version = version + 1, updated_at = $2
         WHERE id = $1 AND status = 'PENDING'",
        user.0,
        now,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// What a request's actor is made of.
#[derive(Debug, Clone)]
pub struct Standing {
    /// Role on the platform.
    pub role: Role,
    /// Where the account stands.
    pub status: UserStatus,
    /// Name to greet with.
    pub display_name: String,
    /// Language of pages and messages.
    pub language: Language,
    /// Where they say that they live.
    pub country: Option<Country>,
    /// Place in a business.
    pub membership: Option<(BusinessId, TeamRole)>,
    /// Counts changes.
    pub version: i64,
}

/// The standing of a user.
pub async fn standing(conn: &mut PgConnection, user: UserId) -> Result<Option<Standing>> {
    let row = sqlx::query!(
        "SELECT users.role, users.status, users.display_name, users.language, users.country, users.version,
                member.business_id AS \"business_id?\", member.team_role AS \"team_role?\"
         FROM accounts.users LEFT JOIN accounts.business_members AS member ON member.user_id = users.id
         WHERE users.id = $1",
        user.0,
    )
    .fetch_optional(conn)
    .await?;
    row.map(|row| {
        Ok(Standing {
            role: word(&row.role)?,
            status: word(&row.status)?,
            display_name: row.display_name,
            language: word(&row.language)?,
            country: row.country.as_deref().map(word).transpose()?,
            membership: match (row.business_id, row.team_role) {
                (Some(id), Some(role)) => Some((BusinessId(id), word(&role)?)),
                _ => None,
            },
            version: row.version,
        })
    })
    .transpose()
}

/// What an actor's rights depend on in their business; `None` when it is gone.
pub async fn business_standing(
    conn: &mut PgConnection,
    business: BusinessId,
) -> Result<Option<(Verification, PlanLevel)>> {
    let row = sqlx::query!(
        "SELECT verification, plan FROM accounts.businesses WHERE id = $1 AND status = 'ACTIVE'",
        business.0
    )
    .fetch_optional(conn)
    .await?;
    row.map(|row| Ok((word(&row.verification)?, word(&row.plan)?))).transpose()
}

/// What [`user_of`] reads; to be followed by `FROM … AS users` and [`CONTACTS`].
pub(super) const COLUMNS: &str =
    "SELECT users.id, users.role, users.requested_role, users.status, users.display_name,
        users.country, users.language, users.currency, users.data_saver, users.time_zone, users.profile,
        users.onboarding_step, users.onboarding, users.created_at, users.updated_at, users.version,
        email.address AS email, email.verified_at AS email_verified_at,
        phone.address AS phone, phone.verified_at AS phone_verified_at,
        member.business_id, member.team_role";

/// The addresses and the business of an account.
pub(super) const CONTACTS: &str = "
     LEFT JOIN accounts.user_contacts AS email ON email.user_id = users.id AND email.kind = 'EMAIL'
     LEFT JOIN accounts.user_contacts AS phone ON phone.user_id = users.id AND phone.kind = 'PHONE'
     LEFT JOIN accounts.business_members AS member ON member.user_id = users.id";

pub(super) fn user_of(row: &sqlx::postgres::PgRow) -> Result<User> {
    let contact = |kind: AddressKind, address: &str, at: &str| -> Result<Option<Contact>> {
        let verified = row.try_get::<Option<DateTime<Utc>>, _>(at)?.is_some();
        let address = row.try_get::<Option<String>, _>(address)?;
        Ok(address.map(|text| Contact { address: Address::stored(kind, text), verified }))
    };
    let text = |name: &str| -> Result<Option<String>> { Ok(row.try_get(name)?) };
    let membership = match (row.try_get::<Option<Uuid>, _>("business_id")?, text("team_role")?) {
        (Some(id), Some(role)) => Some((BusinessId(id), word(&role)?)),
        _ => None,
    };
    Ok(User {
        id: UserId(row.try_get("id")?),
        role: word(&row.try_get::<String, _>("role")?)?,
        requested_role: optional_word(text("requested_role")?.as_deref())?,
        status: word(&row.try_get::<String, _>("status")?)?,
        display_name: row.try_get("display_name")?,
        country: optional_word(text("country")?.as_deref())?,
        language: word(&row.try_get::<String, _>("language")?)?,
        currency: optional_word::<Currency>(text("currency")?.as_deref())?,
        data_saver: row.try_get("data_saver")?,
        time_zone: row.try_get("time_zone")?,
        profile: row.try_get("profile")?,
        email: contact(AddressKind::Email, "email", "email_verified_at")?,
        phone: contact(AddressKind::Phone, "phone", "phone_verified_at")?,
        membership,
        onboarding_step: word(&row.try_get::<String, _>("onboarding_step")?.to_uppercase())?,
        onboarding: row.try_get("onboarding")?,
        created_at: row.try_get("created_at")?,
        updated_at: row.try_get("updated_at")?,
        version: row.try_get("version")?,
    })
}

/// An account that is not deleted.
pub async fn get(conn: &mut PgConnection, user: UserId) -> Result<Option<User>> {
    let mut query = QueryBuilder::new(COLUMNS);
    query.push(" FROM accounts.users").push(CONTACTS);
    query.push(" WHERE users.status <> 'DELETED' AND users.id = ").push_bind(user.0);
    query.build().fetch_optional(conn).await?.as_ref().map(user_of).transpose()
}

/// The same, held until the end of the transaction. Held first and read afterwards: what belongs to it (addresses, its
/// place in a business) would else be read as it was before another transaction was waited for.
pub async fn get_for_update(conn: &mut PgConnection, user: UserId) -> Result<Option<User>> {
    sqlx::query!("SELECT id FROM accounts.users WHERE id = $1 FOR UPDATE", user.0)
        .fetch_optional(&mut *conn)
        .await?;
    get(conn, user).await
}

/// Writes everything that may change in an account, and counts its version up; `None` when the version was another.
pub async fn update(
    conn: &mut PgConnection,
    user: &User,
    expected: i64,
    now: DateTime<Utc>,
) -> Result<Option<i64>> {
    let version = sqlx::query_scalar!(
        "UPDATE accounts.users SET role = $3, requested_role = $4, status = $5, display_name = $6, country = $7,
                language = $8, currency = $9, data_saver = $10, time_zone = $11, profile = $12,
                onboarding_step = $13, onboarding = $14, version = version + 1, updated_at = $15
         WHERE id = $1 AND version = $2 AND status <> 'DELETED' RETURNING version",
        user.id.0,
        expected,
        user.role.as_str(),
        user.requested_role.map(Role::as_str),
        user.status.as_str(),
        user.display_name,
        user.country.as_ref().map(Country::code),
        user.language.code(),
        user.currency.map(Currency::code),
        user.data_saver,
        user.time_zone,
        user.profile,
        user.onboarding_step.as_str().to_lowercase(),
        user.onboarding,
        now,
    )
    .fetch_optional(conn)
    .await?;
    Ok(version)
}

/// Deletes an account softly: nobody signs in with it any more, and its addresses are free again.
pub async fn delete(conn: &mut PgConnection, user: UserId, now: DateTime<Utc>) -> Result<()> {
    sqlx::query!(
        "UPDATE accounts.users SET status = 'DELETED', deleted_at = $2, updated_at = $2, version = version + 1
         WHERE id = $1",
        user.0,
        now,
    )
    .execute(&mut *conn)
    .await?;
    sqlx::query!("UPDATE accounts.user_contacts SET active = false WHERE user_id = $1", user.0)
        .execute(&mut *conn)
        .await?;
    sqlx::query!("DELETE FROM accounts.business_members WHERE user_id = $1", user.0).execute(conn).await?;
    Ok(())
}

/// Where to reach a user, and in which language: mail before phone, proved before unproved.
pub async fn reach(conn: &mut PgConnection, user: UserId) -> Result<Option<(Address, Language)>> {
    let row = sqlx::query!(
        "SELECT contact.kind, contact.address, users.language FROM accounts.user_contacts AS contact
         JOIN accounts.users ON users.id = contact.user_id
         WHERE contact.user_id = $1 AND contact.active ORDER BY contact.verified_at IS NULL, contact.kind LIMIT 1",
        user.0,
    )
    .fetch_optional(conn)
    .await?;
    row.map(|row| Ok((Address::stored(word(&row.kind)?, row.address), word(&row.language)?))).transpose()
}

/// A membership as an actor carries it.
#[must_use]
pub fn membership(member: (BusinessId, TeamRole), standing: (Verification, PlanLevel)) -> Membership {
    Membership { business_id: member.0, team_role: member.1, verification: standing.0, plan: standing.1 }
}

/// Reads a JSON column's value as a `T`; an unreadable one counts as empty.
#[must_use]
pub fn read_json<T: serde::de::DeserializeOwned + Default>(value: &Value) -> T {
    serde_json::from_value(value.clone()).unwrap_or_default()
}

/// How many accounts there are, deleted ones included.
pub async fn count(conn: &mut PgConnection) -> Result<i64> {
    let count = sqlx::query_scalar!(r#"SELECT count(*) AS "count!" FROM accounts.users"#);
    Ok(count.fetch_one(conn).await?)
}
