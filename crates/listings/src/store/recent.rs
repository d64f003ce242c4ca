use chrono::{DateTime, Utc};
use sqlx::PgConnection;

use super::Result;

/// Titles of the newest live listings with their categories.
///
/// # Errors
/// When the database does not answer.
pub async fn recent_titles(
    db: &mut PgConnection,
    limit: i64,
    now: DateTime<Utc>,
) -> Result<Vec<(String, String)>> {
    let rows = sqlx::query!(
        r#"SELECT title AS "title!", category AS "category!" FROM listings.live
           WHERE expires_at > $1 ORDER BY activated_at DESC, id DESC LIMIT $2"#,
        now,
        limit,
    );
    Ok(rows.fetch_all(db).await?.into_iter().map(|row| (row.title, row.category)).collect())
}
