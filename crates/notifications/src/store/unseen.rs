//! Messages that nobody has been told of yet.

use contracts::messaging::SentMessage;
use kernel::ConversationId;
use platform::{Error, Result};
use sqlx::PgConnection;
use uuid::Uuid;

/// Adds messages, a conversation once; tells in which conversations none was waiting before.
pub async fn add(
    conn: &mut PgConnection,
    sent: &[(ConversationId, Vec<SentMessage>)],
) -> Result<Vec<ConversationId>> {
    let conversations: Vec<Uuid> = sent.iter().map(|(id, _)| id.0).collect();
    let messages = sent.iter().map(|(_, messages)| serde_json::to_value(messages));
    let messages = messages.collect::<serde_json::Result<Vec<_>>>().map_err(Error::internal)?;
    let rows = sqlx::query!(
        r#"INSERT INTO notifications.unseen AS known (conversation_id, messages)
           SELECT * FROM unnest($1::uuid[], $2::jsonb[])
           ON CONFLICT (conversation_id) DO UPDATE SET messages = known.messages || excluded.messages
           RETURNING conversation_id, xmax = 0 AS "first!""#,
        &conversations,
        &messages,
    )
    .fetch_all(conn)
    .await?;
    Ok(rows.into_iter().filter(|row| row.first).map(|row| ConversationId(row.conversation_id)).collect())
}

/// What waits in a conversation; nobody adds to it until the end of the transaction.
pub async fn hold(conn: &mut PgConnection, conversation: ConversationId) -> Result<Vec<SentMessage>> {
    let found = sqlx::query_scalar!(
        "SELECT messages FROM notifications.unseen WHERE conversation_id = $1 FOR UPDATE",
        conversation.0,
    )
    .fetch_optional(conn)
    .await?;
    found.map_or(Ok(Vec::new()), |messages| serde_json::from_value(messages).map_err(Error::internal))
}

/// Leaves only these waiting.
pub async fn leave(
    conn: &mut PgConnection,
    conversation: ConversationId,
    rest: &[SentMessage],
) -> Result<()> {
    if rest.is_empty() {
        sqlx::query!("DELETE FROM notifications.unseen WHERE conversation_id = $1", conversation.0)
            .execute(conn)
            .await?;
        return Ok(());
    }
    sqlx::query!(
        "UPDATE notifications.unseen SET messages = $2 WHERE conversation_id = $1",
        conversation.0,
        serde_json::to_value(rest).map_err(Error::internal)?,
    )
    .execute(conn)
    .await?;
    Ok(())
}
