use chrono::{DateTime, Utc};
use kernel::{ConversationId, MediaId, UserId};
use platform::Result;
use sqlx::PgConnection;
use uuid::Uuid;

/// A picture or a voice note of a conversation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ChatFile {
    /// Its id.
    pub id: MediaId,
    /// Where it may be sent.
    pub conversation: ConversationId,
    /// Who uploaded it.
    pub owner: UserId,
    /// Whether it is a voice note and no picture.
    pub voice: bool,
    /// Of a voice note's file.
    pub content_type: String,
    /// Of all its files.
    pub bytes: i64,
    /// Pixels of the largest variant.
    pub width: Option<i32>,
    /// Pixels of the largest variant.
    pub height: Option<i32>,
    /// `#rrggbb`.
    pub color: Option<String>,
    /// Of a voice note, as the client says.
    pub duration_ms: Option<i32>,
    /// The message that carries it.
    pub seq: Option<i64>,
}

/// Writes a file; one with this id that is there already stays as it is.
pub(crate) async fn insert(db: &mut PgConnection, file: &ChatFile, now: DateTime<Utc>) -> Result<()> {
    sqlx::query!(
        "INSERT INTO messaging.files
            (id, conversation_id, owner_id, kind, content_type, bytes, width, height, color, duration_ms, created_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) ON CONFLICT (id) DO NOTHING",
        file.id.0,
        file.conversation.0,
        file.owner.0,
        if file.voice { "VOICE" } else { "PICTURE" },
        file.content_type,
        file.bytes,
        file.width,
        file.height,
        file.color,
        file.duration_ms,
        now,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// One file, if the actor of the transaction may see it.
pub(crate) async fn find(db: &mut PgConnection, id: MediaId) -> Result<Option<ChatFile>> {
    let row = sqlx::query!(
        "SELECT conversation_id, owner_id, kind, content_type, bytes, width, height, color, duration_ms, seq
         FROM messaging.files WHERE id = $1",
        id.0,
    );
    Ok(row.fetch_optional(db).await?.map(|row| ChatFile {
        id,
        conversation: row.conversation_id.into(),
        owner: row.owner_id.into(),
        voice: row.kind == "VOICE",
        content_type: row.content_type,
        bytes: row.bytes,
        width: row.width,
        height: row.height,
        color: row.color,
        duration_ms: row.duration_ms,
        seq: row.seq,
    }))
}

/// Takes up to `limit` files off that were uploaded before `then` and never sent; returns their ids.
pub(crate) async fn take_unsent(db: &mut PgConnection, then: DateTime<Utc>, limit: i64) -> Result<Vec<Uuid>> {
    let ids = sqlx::query_scalar!(
        "DELETE FROM messaging.files WHERE id IN (
            SELECT id FROM messaging.files WHERE seq IS NULL AND created_at < $1
            ORDER BY created_at LIMIT $2 FOR UPDATE SKIP LOCKED
         ) RETURNING id",
        then,
        limit,
    );
    Ok(ids.fetch_all(db).await?)
}
