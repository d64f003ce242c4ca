//! Businesses that are deleted, and their end.

use chrono::{DateTime, Utc};
use kernel::{BusinessId, TeamRole, UserId};
use platform::Result;
use sqlx::{PgConnection, QueryBuilder, Row};
use uuid::Uuid;

use super::businesses::business_of;
use super::optional_word;
use crate::model::business::{Business, BusinessKey};

/// A business whether or not it is deleted, with what `asker` is in its team.
pub async fn find(
    conn: &mut PgConnection,
    key: &BusinessKey,
    asker: UserId,
) -> Result<Option<(Business, Option<TeamRole>)>> {
    let mut query = QueryBuilder::new(
        "SELECT business.*,
                ARRAY(SELECT category FROM accounts.business_categories AS chosen
                      WHERE chosen.business_id = business.id ORDER BY position) AS categories,
                (SELECT team_role FROM accounts.business_members AS member
                 WHERE member.business_id = business.id AND member.user_id = ",
    );
    query.push_bind(asker.0).push(") AS asker_role FROM accounts.businesses AS business WHERE ");
    match key {
        BusinessKey::Id(id) => query.push("id = ").push_bind(id.0),
        BusinessKey::Slug(slug) => query.push("slug = ").push_bind(slug.as_str().to_owned()),
    };
    let Some(row) = query.build().fetch_optional(conn).await? else { return Ok(None) };
    let role: Option<String> = row.try_get("asker_role")?;
    Ok(Some((business_of(&row)?, optional_word(role.as_deref())?)))
}

/// Undoes a deletion; false when somebody else has, or it is gone for good.
pub async fn restore(conn: &mut PgConnection, id: BusinessId, now: DateTime<Utc>) -> Result<bool> {
    let done = sqlx::query!(
        "UPDATE accounts.businesses SET status = 'ACTIVE', deleted_at = NULL, updated_at = $2, version = version + 1
         WHERE id = $1 AND status = 'DELETED'",
        id.0,
        now,
    )
    .execute(conn)
    .await?;
    Ok(done.rows_affected() == 1)
}

/// Accounts that were deleted before `before` and still tell of a person, the oldest first; those that somebody else
/// holds are left for later.
pub async fn to_erase(conn: &mut PgConnection, before: DateTime<Utc>, limit: i64) -> Result<Vec<UserId>> {
    let ids = sqlx::query_scalar!(
        "SELECT id FROM accounts.users WHERE status = 'DELETED' AND erased_at IS NULL AND deleted_at <= $1
         ORDER BY deleted_at LIMIT $2 FOR UPDATE SKIP LOCKED",
        before,
        limit,
    )
    .fetch_all(conn)
    .await?;
    Ok(ids.into_iter().map(UserId).collect())
}

/// Erases what deleted accounts tell of people; their ids stay, which other records name. All at once, since what is old
/// of a session or a code is found by reading its whole table.
pub async fn erase(conn: &mut PgConnection, users: &[UserId], now: DateTime<Utc>) -> Result<()> {
    let ids: Vec<Uuid> = users.iter().map(|user| user.0).collect();
    sqlx::query!("DELETE FROM accounts.user_contacts WHERE user_id = ANY($1)", &ids)
        .execute(&mut *conn)
        .await?;
    sqlx::query!("DELETE FROM accounts.former_contacts WHERE user_id = ANY($1)", &ids)
        .execute(&mut *conn)
        .await?;
    sqlx::query!("DELETE FROM accounts.credentials WHERE user_id = ANY($1)", &ids)
        .execute(&mut *conn)
        .await?;
    sqlx::query!("DELETE FROM accounts.sessions WHERE user_id = ANY($1)", &ids).execute(&mut *conn).await?;
    sqlx::query!("DELETE FROM accounts.codes WHERE user_id = ANY($1)", &ids).execute(&mut *conn).await?;
    sqlx::query!(
        "UPDATE accounts.users SET display_name = '–', country = NULL, currency = NULL, time_zone = NULL,
                profile = '{}', onboarding = '{}', requested_role = NULL, erased_at = $2, updated_at = $2,
                version = version + 1
         WHERE id = ANY($1) AND status = 'DELETED'",
        &ids,
        now,
    )
    .execute(conn)
    .await?;
    Ok(())
}

/// Businesses that were deleted before `before`, the oldest first; those that somebody else holds are left for later.
pub async fn due(conn: &mut PgConnection, before: DateTime<Utc>, limit: i64) -> Result<Vec<BusinessId>> {
    let ids = sqlx::query_scalar!(
        "SELECT id FROM accounts.businesses WHERE status = 'DELETED' AND deleted_at <= $1
         ORDER BY deleted_at LIMIT $2 FOR UPDATE SKIP LOCKED",
        before,
        limit,
    )
    .fetch_all(conn)
    .await?;
    Ok(ids.into_iter().map(BusinessId).collect())
}

/// Deletes a business for good; who belonged to it.
pub async fn purge(conn: &mut PgConnection, id: BusinessId) -> Result<Vec<UserId>> {
    sqlx::query!("DELETE FROM accounts.business_categories WHERE business_id = $1", id.0)
        .execute(&mut *conn)
        .await?;
    let members: Vec<Uuid> = sqlx::query_scalar!(
        "DELETE FROM accounts.business_members WHERE business_id = $1 RETURNING user_id",
        id.0
    )
    .fetch_all(&mut *conn)
    .await?;
    sqlx::query!("DELETE FROM accounts.businesses WHERE id = $1 AND status = 'DELETED'", id.0)
        .execute(conn)
        .await?;
    Ok(members.into_iter().map(UserId).collect())
}
