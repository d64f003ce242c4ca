use chrono::{DateTime, Utc};
use kernel::{ConversationId, UserId};
use platform::{Error, Result};
use sqlx::PgConnection;
use uuid::Uuid;

use crate::model::words;

words! {
    /// How far an export is.
    ExportStatus {
        /// Nothing is written yet.
        Queued = "QUEUED",
        /// Some of it is.
        Running = "RUNNING",
        /// It can be fetched.
        Done = "DONE",
        /// It cannot be made: who asked may not read the conversation any more.
        Failed = "FAILED",
    }
}

words! {
    /// How a conversation is written down.
    Format {
        /// A list of messages.
        Json = "JSON",
        /// A line for each message.
        Text = "TEXT",
    }
}

/// A conversation that somebody takes along as a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Export {
    /// Its id, which is that of the operation.
    pub id: Uuid,
    /// Which conversation.
    pub conversation: ConversationId,
    /// Who asked for it.
    pub owner: UserId,
    /// As what.
    pub format: Format,
    /// How far it is.
    pub status: ExportStatus,
    /// The last message that belongs to it.
    pub upto: i64,
    /// The last message that is written.
    pub at: i64,
    /// Pieces in the blob store.
    pub parts: i32,
    /// In all of them.
    pub bytes: i64,
    /// When it was asked for.
    pub created_at: DateTime<Utc>,
    /// When it was done or failed.
    pub ended_at: Option<DateTime<Utc>>,
}

impl Export {
    /// How much of it is written, in percent; a hundred only when it can be fetched.
    pub(crate) fn progress(&self) -> i64 {
        if self.status == ExportStatus::Done { 100 } else { (self.at * 100 / self.upto.max(1)).min(99) }
    }
}

struct Row {
    id: Uuid,
    conversation_id: Uuid,
    owner_id: Uuid,
    format: String,
    status: String,
    upto_seq: i64,
    at_seq: i64,
    parts: i32,
    bytes: i64,
    created_at: DateTime<Utc>,
    ended_at: Option<DateTime<Utc>>,
}

impl Row {
    fn export(self) -> Result<Export> {
        Ok(Export {
            id: self.id,
            conversation: self.conversation_id.into(),
            owner: self.owner_id.into(),
            format: self.format.parse().map_err(Error::internal)?,
            status: self.status.parse().map_err(Error::internal)?,
            upto: self.upto_seq,
            at: self.at_seq,
            parts: self.parts,
            bytes: self.bytes,
            created_at: self.created_at,
            ended_at: self.ended_at,
        })
    }
}

pub(crate) async fn insert(db: &mut PgConnection, export: &Export) -> Result<()> {
    sqlx::query!(
        "INSERT INTO messaging.exports (id, conversation_id, owner_id, format, status, upto_seq, created_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7)",
        export.id,
        export.conversation.0,
        export.owner.0,
        export.format.as_str(),
        export.status.as_str(),
        export.upto,
        export.created_at,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// One export, if the actor of the transaction asked for it.
pub(crate) async fn find(db: &mut PgConnection, id: Uuid) -> Result<Option<Export>> {
    let row = sqlx::query_as!(
        Row,
        "SELECT id, conversation_id, owner_id, format, status, upto_seq, at_seq, parts, bytes, created_at, ended_at
         FROM messaging.exports WHERE id = $1",
        id,
    );
    row.fetch_optional(db).await?.map(Row::export).transpose()
}

/// What somebody has asked for already and is not made yet.
pub(crate) async fn under_way(
    db: &mut PgConnection,
    owner: UserId,
    conversation: ConversationId,
    format: Format,
) -> Result<Option<Export>> {
    let row = sqlx::query_as!(
        Row,
        "SELECT id, conversation_id, owner_id, format, status, upto_seq, at_seq, parts, bytes, created_at, ended_at
         FROM messaging.exports WHERE owner_id = $1 AND conversation_id = $2 AND format = $3 AND ended_at IS NULL
         ORDER BY created_at DESC LIMIT 1",
        owner.0,
        conversation.0,
        format.as_str(),
    );
    row.fetch_optional(db).await?.map(Row::export).transpose()
}

/// Notes how far an export is, if nobody else has written a piece since it was as `before`.
pub(crate) async fn advance(db: &mut PgConnection, before: &Export, export: &Export) -> Result<bool> {
    let noted = sqlx::query!(
        "UPDATE messaging.exports SET status = $2, at_seq = $3, parts = $4, bytes = $5, ended_at = $6
         WHERE id = $1 AND parts = $7 AND ended_at IS NULL",
        export.id,
        export.status.as_str(),
        export.at,
        export.parts,
        export.bytes,
        export.ended_at,
        before.parts,
    );
    Ok(noted.execute(db).await?.rows_affected() == 1)
}

/// Takes up to `limit` exports from before `then`; gives their ids and how many pieces each may have.
pub(crate) async fn take_old(
    db: &mut PgConnection,
    then: DateTime<Utc>,
    limit: i64,
) -> Result<Vec<(Uuid, i32)>> {
    let gone = sqlx::query!(
        "DELETE FROM messaging.exports WHERE id IN (
            SELECT id FROM messaging.exports WHERE created_at < $1 ORDER BY created_at LIMIT $2 FOR UPDATE SKIP LOCKED
         ) RETURNING id, parts",
        then,
        limit,
    );
    Ok(gone.fetch_all(db).await?.into_iter().map(|row| (row.id, row.parts)).collect())
}
