//! Messages that nobody has been told of yet.

use chrono::{DateTime, Utc};
use contracts::messaging::SentMessage;
use platform::{Error, Result};
use sqlx::PgConnection;
use uuid::Uuid;

use crate::unseen::Sent;

/// Adds messages, a conversation once, with the moment when they are old enough to be told of where none was waiting; gives
/// the latest such moment, and none when messages were waiting in all of them.
pub async fn add(conn: &mut PgConnection, sent: &[(Sent, DateTime<Utc>)]) -> Result<Option<DateTime<Utc>>> {
    let conversations: Vec<Uuid> = sent.iter().map(|(one, _)| one.conversation.0).collect();
    let messages = sent.iter().map(|(one, _)| serde_json::to_value(&one.messages));
    let messages = messages.collect::<serde_json::Result<Vec<_>>>().map_err(Error::internal)?;
    let due: Vec<DateTime<Utc>> = sent.iter().map(|(_, due)| *due).collect();
    let rows = sqlx::query!(
        r#"INSERT INTO notifications.unseen AS known (conversation_id, messages, due_at)
           SELECT * FROM unnest($1::uuid[], $2::jsonb[], $3::timestamptz[])
           ON CONFLICT (conversation_id) DO UPDATE SET messages = known.messages || excluded.messages
           RETURNING due_at, xmax = 0 AS "first!""#,
        &conversations,
        &messages,
        &due,
    )
    .fetch_all(conn)
    .await?;
    Ok(rows.into_iter().filter(|row| row.first).map(|row| row.due_at).max())
}

/// Takes what is due out of up to `limit` conversations, each message once however often it was heard of. Conversations are
/// locked in one order, so that nobody who adds to several waits for somebody who waits for them.
pub async fn take(conn: &mut PgConnection, now: DateTime<Utc>, limit: i64) -> Result<Vec<Sent>> {
    let rows = sqlx::query!(
        "WITH due AS MATERIALIZED (
            SELECT conversation_id FROM notifications.unseen WHERE due_at <= $1
            ORDER BY conversation_id LIMIT $2 FOR UPDATE
         )
         DELETE FROM notifications.unseen AS unseen USING due WHERE unseen.conversation_id = due.conversation_id
         RETURNING unseen.conversation_id, unseen.messages",
        now,
        limit,
    )
    .fetch_all(conn)
    .await?;
    let mut taken: Vec<Sent> = Vec::with_capacity(rows.len());
    for row in rows {
        let mut messages: Vec<SentMessage> = serde_json::from_value(row.messages).map_err(Error::internal)?;
        messages.sort_by_key(|message| message.seq);
        messages.dedup_by_key(|message| message.seq);
        taken.push(Sent { conversation: row.conversation_id.into(), messages });
    }
    taken.sort_by_key(|one| one.conversation);
    Ok(taken)
}
