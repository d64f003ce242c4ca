//! Channels of teams, and what the program says in them.

use chrono::{DateTime, Utc};
use kernel::{BusinessId, ConversationId, UserId};
use platform::Result;
use sqlx::PgConnection;
use uuid::Uuid;

use crate::model::Message;

/// Makes a channel with its maker as its only member.
pub(crate) async fn insert(
    db: &mut PgConnection,
    id: ConversationId,
    business: BusinessId,
    maker: UserId,
    title: &str,
    now: DateTime<Utc>,
) -> Result<()> {
    sqlx::query!(
        "INSERT INTO messaging.conversations (id, kind, title, business_id, created_by, created_at)
         VALUES ($1, 'CHANNEL', $2, $3, $4, $5)",
        id.0,
        title,
        business.0,
        maker.0,
        now,
    )
    .execute(&mut *db)
    .await?;
    admit(db, id, business, &[maker], 0, now).await?;
    Ok(())
}

/// A channel as it is under the lock.
#[derive(Debug)]
pub(crate) struct Held {
    /// Its name.
    pub title: String,
    /// Nobody may write any more.
    pub closed: bool,
    /// Place of the newest message.
    pub last_seq: i64,
    /// Of its name and whether it is closed.
    pub version: i64,
    /// Who is in, without asking who has left the team since.
    pub members: Vec<UserId>,
}

/// Holds a channel against others who change or write in it; none when there is none.
pub(crate) async fn hold(db: &mut PgConnection, id: ConversationId) -> Result<Option<Held>> {
    let row = sqlx::query!(
        r#"SELECT title AS "title!", closed_at, last_seq, version FROM messaging.conversations
           WHERE id = $1 AND kind = 'CHANNEL' FOR UPDATE"#,
        id.0,
    );
    let Some(row) = row.fetch_optional(&mut *db).await? else { return Ok(None) };
    let members = sqlx::query_scalar!(
        "SELECT user_id FROM messaging.members WHERE conversation_id = $1 AND left_at IS NULL",
        id.0,
    );
    let members = members.fetch_all(db).await?.into_iter().map(UserId).collect();
    let (title, closed) = (row.title, row.closed_at.is_some());
    Ok(Some(Held { title, closed, last_seq: row.last_seq, version: row.version, members }))
}

/// Lets people in, or in again, who have nothing to catch up on.
pub(crate) async fn admit(
    db: &mut PgConnection,
    id: ConversationId,
    business: BusinessId,
    users: &[UserId],
    last_seq: i64,
    now: DateTime<Utc>,
) -> Result<()> {
    let users: Vec<Uuid> = users.iter().map(|user| user.0).collect();
    sqlx::query!(
        "INSERT INTO messaging.members AS member
            (conversation_id, user_id, business_id, role, last_delivered, last_read, joined_at)
         SELECT $1, user_id, $2, 'MEMBER', $4, $4, $5 FROM unnest($3::uuid[]) AS input (user_id)
         ON CONFLICT (conversation_id, user_id) DO UPDATE
            SET left_at = NULL, business_id = excluded.business_id,
                last_delivered = greatest(member.last_delivered, excluded.last_delivered),
                last_read = greatest(member.last_read, excluded.last_read)",
        id.0,
        business.0,
        &users,
        last_seq,
        now,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Takes people out.
pub(crate) async fn dismiss(
    db: &mut PgConnection,
    id: ConversationId,
    users: &[UserId],
    now: DateTime<Utc>,
) -> Result<()> {
    let users: Vec<Uuid> = users.iter().map(|user| user.0).collect();
    sqlx::query!(
        "UPDATE messaging.members SET left_at = $3
         WHERE conversation_id = $1 AND user_id = ANY($2) AND left_at IS NULL",
        id.0,
        &users,
        now,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Whether somebody was in a channel and is not any more.
pub(crate) async fn has_left(db: &mut PgConnection, id: ConversationId, user: UserId) -> Result<bool> {
    let left = sqlx::query_scalar!(
        r#"SELECT EXISTS (
            SELECT FROM messaging.members AS member
            JOIN messaging.conversations AS room ON room.id = member.conversation_id AND room.kind = 'CHANNEL'
            WHERE member.conversation_id = $1 AND member.user_id = $2 AND member.left_at IS NOT NULL
        ) AS "left!""#,
        id.0,
        user.0,
    );
    Ok(left.fetch_one(db).await?)
}

/// Gives a channel another name, and closes or opens it.
pub(crate) async fn describe(
    db: &mut PgConnection,
    id: ConversationId,
    title: &str,
    closed_at: Option<DateTime<Utc>>,
) -> Result<()> {
    sqlx::query!(
        "UPDATE messaging.conversations SET title = $2, closed_at = $3, version = version + 1 WHERE id = $1",
        id.0,
        title,
        closed_at,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Writes what the program says in its place; nobody is woken for it. The caller holds the conversation.
pub(crate) async fn say(db: &mut PgConnection, message: &Message, sealed: Option<&[u8]>) -> Result<()> {
    let body = if sealed.is_some() { "" } else { message.body.as_str() };
    sqlx::query!(
        "WITH raised AS (
            UPDATE messaging.conversations SET last_seq = $2, last_message_at = $7 WHERE id = $1
         )
         INSERT INTO messaging.messages (conversation_id, seq, id, kind, body, detail, sent_at, sealed)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        message.conversation.0,
        message.seq,
        message.id.0,
        message.kind.as_str(),
        body,
        message.detail,
        message.sent_at,
        sealed,
    )
    .execute(db)
    .await?;
    Ok(())
}
