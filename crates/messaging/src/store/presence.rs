use std::collections::HashMap;

use chrono::{DateTime, Utc};
use kernel::{BusinessId, ConversationId, UserId};
use platform::Result;
use sqlx::PgConnection;
use uuid::Uuid;

/// What is known of somebody's being here.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Seen {
    /// Whether they have a socket; not stored here.
    pub online: bool,
    /// Whether they have turned away.
    pub away: bool,
    /// Whether others may not see any of it.
    pub hidden: bool,
    /// When they were here last.
    pub last_seen_at: Option<DateTime<Utc>>,
}

pub(crate) async fn seen(db: &mut PgConnection, users: &[UserId]) -> Result<HashMap<UserId, Seen>> {
    let ids: Vec<Uuid> = users.iter().map(|user| user.0).collect();
    let rows = sqlx::query!(
        "SELECT user_id, away, hidden, last_seen_at FROM messaging.presence WHERE user_id = ANY($1)",
        &ids,
    );
    let seen = rows.fetch_all(db).await?.into_iter().map(|row| {
        let seen = Seen { online: false, away: row.away, hidden: row.hidden, last_seen_at: row.last_seen_at };
        (UserId(row.user_id), seen)
    });
    Ok(seen.collect())
}

pub(crate) async fn set(db: &mut PgConnection, user: UserId, away: bool, hidden: bool) -> Result<()> {
    sqlx::query!(
        "INSERT INTO messaging.presence (user_id, away, hidden) VALUES ($1, $2, $3)
         ON CONFLICT (user_id) DO UPDATE SET away = excluded.away, hidden = excluded.hidden",
        user.0,
        away,
        hidden,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Notes when somebody was here last; true when they hide it.
pub(crate) async fn left(db: &mut PgConnection, user: UserId, now: DateTime<Utc>) -> Result<bool> {
    let hidden = sqlx::query_scalar!(
        "INSERT INTO messaging.presence (user_id, last_seen_at) VALUES ($1, $2)
         ON CONFLICT (user_id) DO UPDATE SET last_seen_at = excluded.last_seen_at, away = false RETURNING hidden",
        user.0,
        now,
    );
    Ok(hidden.fetch_one(db).await?)
}

/// A conversation to whose readers somebody's coming and going may be told.
pub(crate) struct Recent {
    /// Which.
    pub id: ConversationId,
    /// How many members, up to 51.
    pub members: i64,
    /// Whether anybody has ever blocked one of its few members, so that who may be told has to be looked at.
    pub touchy: bool,
}

/// The conversations in which something was said last, of those that somebody may read who is of `business` now: a team that
/// they left leaves rows behind that let them in nowhere.
pub(crate) async fn recent(
    db: &mut PgConnection,
    user: UserId,
    business: Option<BusinessId>,
    limit: i64,
) -> Result<Vec<Recent>> {
    let rows = sqlx::query!(
        r#"SELECT room.id, others.count AS "count!", others.count <= 50 AND EXISTS (
                  SELECT FROM messaging.members AS other
                  JOIN messaging.blocks AS block ON block.blocked_id = other.user_id
                  WHERE other.conversation_id = room.id AND other.left_at IS NULL) AS "touchy!"
           FROM messaging.members AS member
           JOIN messaging.conversations AS room ON room.id = member.conversation_id
           CROSS JOIN LATERAL (
               SELECT count(*) FROM (
                   SELECT FROM messaging.members AS other
                   WHERE other.conversation_id = room.id AND other.left_at IS NULL LIMIT 51
               ) AS few
           ) AS others
           WHERE member.user_id = $1 AND member.left_at IS NULL
             AND (member.business_id IS NULL OR member.business_id = $3)
           ORDER BY room.last_message_at DESC NULLS LAST LIMIT $2"#,
        user.0,
        limit,
        business.map(|business| business.0),
    );
    let recent = rows.fetch_all(db).await?.into_iter().map(|row| Recent {
        id: row.id.into(),
        members: row.count,
        touchy: row.touchy,
    });
    Ok(recent.collect())
}
