use chrono::{DateTime, Utc};
use kernel::{ConversationId, MessageId, UserId};
use platform::{Error, Result};
use serde_json::Value;
use sqlx::PgConnection;
use uuid::Uuid;

use crate::model::{Message, Reaction, RemovedBy};
use crate::vault::{Vault, key_of};

/// A row of `messaging.messages`, without words when it was removed.
pub(crate) struct Row {
    conversation_id: Uuid,
    seq: i64,
    id: Uuid,
    sender_id: Option<Uuid>,
    client_id: Option<String>,
    kind: String,
    body: String,
    detail: Option<Value>,
    reply_to: Option<i64>,
    sent_at: DateTime<Utc>,
    edited_at: Option<DateTime<Utc>>,
    removed_at: Option<DateTime<Utc>>,
    removed_by: Option<String>,
    change: i64,
    version: i64,
    sealed: Option<Vec<u8>>,
}

impl Row {
    fn message(self, vault: &Vault) -> Result<Known> {
        let opened = match self.sealed.filter(|_| self.removed_at.is_none()) {
            Some(sealed) => vault.open(self.conversation_id.into(), self.id, &sealed),
            None => Some(self.body),
        };
        let removed_by: Option<RemovedBy> =
            self.removed_by.map(|word| word.parse()).transpose().map_err(Error::internal)?;
        let message = Message {
            conversation: self.conversation_id.into(),
            seq: self.seq,
            id: self.id.into(),
            sender: self.sender_id.map(UserId),
            kind: self.kind.parse().map_err(Error::internal)?,
            locked: opened.is_none(),
            body: opened.unwrap_or_default(),
            detail: self.detail,
            reply_to: self.reply_to,
            sent_at: self.sent_at,
            edited_at: self.edited_at,
            removed: self.removed_at.zip(removed_by),
            change: self.change,
            version: self.version,
        };
        Ok((message, self.client_id))
    }
}

/// A message with what its sender's device called it.
pub(crate) type Known = (Message, Option<String>);

/// Opens what is sealed. Where nothing is, the database is not asked; otherwise only for data keys not seen before.
async fn messages(rows: Vec<Row>, vault: &Vault, db: &mut PgConnection) -> Result<Vec<Known>> {
    let keys = rows.iter().filter_map(|row| key_of(row.sealed.as_deref()?)).collect();
    vault.learn(db, keys).await?;
    rows.into_iter().map(|row| row.message(vault)).collect()
}

/// Up to `limit` messages after `after`, oldest first.
pub(crate) async fn after(
    db: &mut PgConnection,
    vault: &Vault,
    conversation: ConversationId,
    after: i64,
    limit: i64,
) -> Result<Vec<Known>> {
    let rows = sqlx::query_as!(
        Row,
        "SELECT conversation_id, seq, id, sender_id, client_id, kind, body, detail, reply_to, sent_at, edited_at,
                removed_at, removed_by, change, version, sealed
         FROM messaging.messages WHERE conversation_id = $1 AND seq > $2 ORDER BY seq LIMIT $3",
        conversation.0,
        after,
        limit,
    );
    messages(rows.fetch_all(&mut *db).await?, vault, db).await
}

/// Up to `limit` messages before `before`, oldest first.
pub(crate) async fn before(
    db: &mut PgConnection,
    vault: &Vault,
    conversation: ConversationId,
    before: i64,
    limit: i64,
) -> Result<Vec<Known>> {
    let rows = sqlx::query_as!(
        Row,
        "SELECT conversation_id, seq, id, sender_id, client_id, kind, body, detail, reply_to, sent_at, edited_at,
                removed_at, removed_by, change, version, sealed
         FROM messaging.messages WHERE conversation_id = $1 AND seq < $2 ORDER BY seq DESC LIMIT $3",
        conversation.0,
        before,
        limit,
    );
    let mut found = messages(rows.fetch_all(&mut *db).await?, vault, db).await?;
    found.reverse();
    Ok(found)
}

/// Up to `limit` messages up to `upto` that changed after the count `since`, in the order of their changes.
pub(crate) async fn changed(
    db: &mut PgConnection,
    vault: &Vault,
    conversation: ConversationId,
    since: i64,
    upto: i64,
    limit: i64,
) -> Result<Vec<Known>> {
    let rows = sqlx::query_as!(
        Row,
        "SELECT conversation_id, seq, id, sender_id, client_id, kind, body, detail, reply_to, sent_at, edited_at,
                removed_at, removed_by, change, version, sealed
         FROM messaging.messages WHERE conversation_id = $1 AND change > greatest($2::bigint, 0) AND seq <= $3
         ORDER BY change LIMIT $4",
        conversation.0,
        since,
        upto,
        limit,
    );
    messages(rows.fetch_all(&mut *db).await?, vault, db).await
}

/// These messages, oldest first; those that are not there are left out.
pub(crate) async fn some(
    db: &mut PgConnection,
    vault: &Vault,
    conversation: ConversationId,
    places: &[i64],
) -> Result<Vec<Known>> {
    let rows = sqlx::query_as!(
        Row,
        "SELECT conversation_id, seq, id, sender_id, client_id, kind, body, detail, reply_to, sent_at, edited_at,
                removed_at, removed_by, change, version, sealed
         FROM messaging.messages WHERE conversation_id = $1 AND seq = ANY($2) ORDER BY seq",
        conversation.0,
        places,
    );
    messages(rows.fetch_all(&mut *db).await?, vault, db).await
}

/// One message, locked for a change.
pub(crate) async fn hold(
    db: &mut PgConnection,
    vault: &Vault,
    conversation: ConversationId,
    seq: i64,
) -> Result<Option<Message>> {
    let row = sqlx::query_as!(
        Row,
        "SELECT conversation_id, seq, id, sender_id, client_id, kind, body, detail, reply_to, sent_at, edited_at,
                removed_at, removed_by, change, version, sealed
         FROM messaging.messages WHERE conversation_id = $1 AND seq = $2 FOR UPDATE",
        conversation.0,
        seq,
    );
    let row = row.fetch_optional(&mut *db).await?;
    Ok(messages(row.into_iter().collect(), vault, db).await?.pop().map(|(message, _)| message))
}

/// The next count of changes of a conversation.
pub(crate) async fn next_change(db: &mut PgConnection, conversation: ConversationId) -> Result<i64> {
    let change = sqlx::query_scalar!(
        "UPDATE messaging.conversations SET last_change = last_change + 1 WHERE id = $1 RETURNING last_change",
        conversation.0,
    );
    Ok(change.fetch_one(db).await?)
}

/// Words as they are written: in clear, or sealed.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Words<'a> {
    /// In clear; not written where they are sealed.
    pub clear: &'a str,
    /// Sealed.
    pub sealed: Option<&'a [u8]>,
}

impl Words<'_> {
    fn body(self) -> String {
        if self.sealed.is_some() { String::new() } else { self.clear.to_owned() }
    }
}

/// Gives a message other words and keeps those it had: as they were sealed then, or else as `had`.
pub(crate) async fn edit(
    db: &mut PgConnection,
    before: &Message,
    had: Words<'_>,
    words: Words<'_>,
    change: i64,
    now: DateTime<Utc>,
) -> Result<()> {
    sqlx::query!(
        "WITH kept AS (
            INSERT INTO messaging.edits (conversation_id, seq, edited_at, body, sealed)
            SELECT conversation_id, seq, $5, CASE WHEN sealed IS NULL THEN $7 ELSE '' END, coalesce(sealed, $8)
            FROM messaging.messages WHERE conversation_id = $1 AND seq = $2
        )
        UPDATE messaging.messages
        SET body = $3, sealed = $6, change = $4, edited_at = $5, version = version + 1
        WHERE conversation_id = $1 AND seq = $2",
        before.conversation.0,
        before.seq,
        words.body(),
        change,
        now,
        words.sealed,
        had.body(),
        had.sealed,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// What a message said before, oldest first, with the moment when that ended; no words where they cannot be opened. No
/// more than `limit`, those that ended after a moment.
pub(crate) async fn edits(
    db: &mut PgConnection,
    vault: &Vault,
    (conversation, message, seq): (ConversationId, MessageId, i64),
    after: Option<DateTime<Utc>>,
    limit: i64,
) -> Result<Vec<(Option<String>, DateTime<Utc>)>> {
    let rows = sqlx::query!(
        "SELECT body, sealed, edited_at FROM messaging.edits
         WHERE conversation_id = $1 AND seq = $2 AND edited_at > coalesce($3, '-infinity'::timestamptz)
         ORDER BY edited_at LIMIT $4",
        conversation.0,
        seq,
        after,
        limit,
    );
    let rows = rows.fetch_all(&mut *db).await?;
    vault.learn(db, rows.iter().filter_map(|row| key_of(row.sealed.as_deref()?)).collect()).await?;
    let edits = rows.into_iter().map(|row| match row.sealed {
        Some(sealed) => (vault.open(conversation, message.0, &sealed), row.edited_at),
        None => (Some(row.body), row.edited_at),
    });
    Ok(edits.collect())
}

/// Leaves only the place where a message stood: words, earlier words, contents and reactions are gone. Returns the file
/// it carried.
pub(crate) async fn remove(
    db: &mut PgConnection,
    message: &Message,
    by: RemovedBy,
    change: i64,
    now: DateTime<Utc>,
) -> Result<Option<Uuid>> {
    let file = sqlx::query_scalar!(
        "WITH words AS (DELETE FROM messaging.edits WHERE conversation_id = $1 AND seq = $2),
         moods AS (DELETE FROM messaging.reactions WHERE conversation_id = $1 AND seq = $2),
         gone AS (
            UPDATE messaging.messages SET body = '', sealed = NULL, detail = NULL, removed_at = $3, removed_by = $4, change = $5
            WHERE conversation_id = $1 AND seq = $2
         )
         DELETE FROM messaging.files WHERE conversation_id = $1 AND seq = $2 RETURNING id",
        message.conversation.0,
        message.seq,
        now,
        by.as_str(),
        change,
    );
    Ok(file.fetch_optional(db).await?)
}

/// Marks a message as changed in something that stands in another table.
pub(crate) async fn touch(
    db: &mut PgConnection,
    conversation: ConversationId,
    seq: i64,
    change: i64,
) -> Result<()> {
    sqlx::query!(
        "UPDATE messaging.messages SET change = $3 WHERE conversation_id = $1 AND seq = $2",
        conversation.0,
        seq,
        change,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Sets or takes back somebody's reaction; false when nothing changed.
pub(crate) async fn react(
    db: &mut PgConnection,
    conversation: ConversationId,
    seq: i64,
    user: UserId,
    emoji: Option<&str>,
    now: DateTime<Utc>,
) -> Result<bool> {
    let done = match emoji {
        Some(emoji) => sqlx::query!(
            "INSERT INTO messaging.reactions AS mine (conversation_id, seq, user_id, emoji, at)
             VALUES ($1, $2, $3, $4, $5)
             ON CONFLICT (conversation_id, seq, user_id) DO UPDATE SET emoji = excluded.emoji, at = excluded.at
             WHERE mine.emoji <> excluded.emoji",
            conversation.0,
            seq,
            user.0,
            emoji,
            now,
        )
        .execute(db)
        .await?,
        None => {
            sqlx::query!(
                "DELETE FROM messaging.reactions WHERE conversation_id = $1 AND seq = $2 AND user_id = $3",
                conversation.0,
                seq,
                user.0,
            )
            .execute(db)
            .await?
        }
    };
    Ok(done.rows_affected() == 1)
}

/// How many people react to a message.
pub(crate) async fn reactors(db: &mut PgConnection, conversation: ConversationId, seq: i64) -> Result<i64> {
    let count = sqlx::query_scalar!(
        r#"SELECT count(*) AS "count!" FROM messaging.reactions WHERE conversation_id = $1 AND seq = $2"#,
        conversation.0,
        seq,
    );
    Ok(count.fetch_one(db).await?)
}

/// Reactions to these messages, the most frequent first, as `me` sees them, who hears nothing of the people in `without`.
pub(crate) async fn reactions(
    db: &mut PgConnection,
    conversation: ConversationId,
    places: &[i64],
    me: Option<UserId>,
    without: &[Uuid],
) -> Result<Vec<Reaction>> {
    let rows = sqlx::query_as!(
        Reaction,
        r#"SELECT seq, emoji, count(*) AS "count!", coalesce(bool_or(user_id = $3), false) AS "mine!"
           FROM messaging.reactions WHERE conversation_id = $1 AND seq = ANY($2) AND user_id <> ALL($4)
           GROUP BY seq, emoji ORDER BY seq, count(*) DESC, emoji"#,
        conversation.0,
        places,
        me.map(|user| user.0),
        without,
    );
    Ok(rows.fetch_all(db).await?)
}

/// Up to `limit` texts of the actor's conversations that have all words of `query`, newest first, sent before the
/// message `before`; nothing of what they hear nothing of.
pub(crate) async fn search(
    db: &mut PgConnection,
    vault: &Vault,
    user: UserId,
    conversation: Option<ConversationId>,
    query: &str,
    before: Option<Uuid>,
    limit: i64,
) -> Result<Vec<Known>> {
    let rows = sqlx::query_as!(
        Row,
        "SELECT message.conversation_id, message.seq, message.id, message.sender_id, message.client_id, message.kind,
                message.body, message.detail, message.reply_to, message.sent_at, message.edited_at, message.removed_at,
                message.removed_by, message.change, message.version, message.sealed
         FROM messaging.messages AS message
         WHERE to_tsvector('simple', message.body) @@ to_tsquery('simple', $3)
           AND ($4::uuid IS NULL OR message.id < $4) AND ($2::uuid IS NULL OR message.conversation_id = $2)
           AND message.conversation_id = ANY (ARRAY(
               SELECT member.conversation_id FROM messaging.members AS member
               WHERE member.user_id = $1 AND member.left_at IS NULL))
           AND message.removed_at IS NULL
           AND NOT EXISTS (
               SELECT FROM messaging.blocks AS block
               JOIN messaging.conversations AS room ON room.id = message.conversation_id
               WHERE block.blocked_id = message.sender_id AND block.blocked_id <> $1
                 AND coalesce(message.edited_at, message.sent_at) >= block.at
                 AND (block.blocker_id = $1
                      OR (block.business_id = room.business_id AND block.blocked_id = room.customer_id)))
         ORDER BY message.id DESC LIMIT $5",
        user.0,
        conversation.map(|id| id.0),
        query,
        before,
        limit,
    );
    messages(rows.fetch_all(&mut *db).await?, vault, db).await
}

/// One message of each of these conversations.
pub(crate) async fn at(
    db: &mut PgConnection,
    vault: &Vault,
    places: &[(ConversationId, i64)],
) -> Result<Vec<Known>> {
    if places.is_empty() {
        return Ok(Vec::new());
    }
    let conversations: Vec<Uuid> = places.iter().map(|(id, _)| id.0).collect();
    let seqs: Vec<i64> = places.iter().map(|(_, seq)| *seq).collect();
    let rows = sqlx::query_as!(
        Row,
        "SELECT message.conversation_id, message.seq, message.id, message.sender_id, message.client_id, message.kind,
                message.body, message.detail, message.reply_to, message.sent_at, message.edited_at, message.removed_at,
                message.removed_by, message.change, message.version, message.sealed
         FROM unnest($1::uuid[], $2::bigint[]) AS place (conversation_id, seq)
         JOIN messaging.messages AS message
           ON message.conversation_id = place.conversation_id AND message.seq = place.seq",
        &conversations,
        &seqs,
    );
    messages(rows.fetch_all(&mut *db).await?, vault, db).await
}

/// The place of the newest message and the count of changes, if the actor of the transaction may read there.
pub(crate) async fn counts(
    db: &mut PgConnection,
    conversation: ConversationId,
) -> Result<Option<(i64, i64)>> {
    let row = sqlx::query!(
        "SELECT last_seq, last_change FROM messaging.conversations WHERE id = $1",
        conversation.0,
    );
    Ok(row.fetch_optional(db).await?.map(|row| (row.last_seq, row.last_change)))
}
