use chrono::{DateTime, Utc};
use platform::Result;
use sqlx::PgConnection;
use uuid::Uuid;

/// A data key as it is kept: sealed itself.
#[derive(Debug, Clone)]
pub(crate) struct DataKey {
    /// Which.
    pub id: Uuid,
    /// Name of the key in the configuration.
    pub sealed_with: String,
    /// The key, sealed with that one for its id.
    pub wrapped: Vec<u8>,
    /// When.
    pub made_at: DateTime<Utc>,
}

/// The newest of those that are sealed with a key.
pub(crate) async fn newest(db: &mut PgConnection, sealed_with: &str) -> Result<Option<DataKey>> {
    let row = sqlx::query_as!(
        DataKey,
        "SELECT id, sealed_with, wrapped, made_at FROM messaging.data_keys
         WHERE sealed_with = $1 ORDER BY made_at DESC, id DESC LIMIT 1",
        sealed_with,
    );
    Ok(row.fetch_optional(db).await?)
}

/// These; those that are not there are left out.
pub(crate) async fn find(db: &mut PgConnection, ids: &[Uuid]) -> Result<Vec<DataKey>> {
    let rows = sqlx::query_as!(
        DataKey,
        "SELECT id, sealed_with, wrapped, made_at FROM messaging.data_keys WHERE id = ANY($1)",
        ids,
    );
    Ok(rows.fetch_all(db).await?)
}

/// All of them: one a month, and one for each time that everything was sealed anew.
pub(crate) async fn all(db: &mut PgConnection) -> Result<Vec<DataKey>> {
    let rows = sqlx::query_as!(
        DataKey,
        "SELECT id, sealed_with, wrapped, made_at FROM messaging.data_keys ORDER BY made_at, id",
    );
    Ok(rows.fetch_all(db).await?)
}

pub(crate) async fn insert(db: &mut PgConnection, made: &DataKey) -> Result<()> {
    sqlx::query!(
        "INSERT INTO messaging.data_keys (id, sealed_with, wrapped, made_at) VALUES ($1, $2, $3, $4)",
        made.id,
        made.sealed_with,
        made.wrapped,
        made.made_at,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Keeps a data key sealed with another key.
pub(crate) async fn rewrap(db: &mut PgConnection, id: Uuid, sealed_with: &str, wrapped: &[u8]) -> Result<()> {
    sqlx::query!(
        "UPDATE messaging.data_keys SET sealed_with = $2, wrapped = $3 WHERE id = $1",
        id,
        sealed_with,
        wrapped,
    )
    .execute(db)
    .await?;
    Ok(())
}
