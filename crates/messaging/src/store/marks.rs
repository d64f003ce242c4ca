use kernel::{BusinessId, ConversationId, UserId};
use platform::Result;
use sqlx::PgConnection;
use uuid::Uuid;

/// How far somebody has got: positions only ever grow.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Mark {
    /// Where.
    pub conversation: ConversationId,
    /// Who.
    pub user: UserId,
    /// Came to one of their devices.
    pub delivered: i64,
    /// Was read, which means that it was delivered too.
    pub read: i64,
}

/// Moves positions forward; returns those that moved, as they are now. No two of `marks` have the same conversation and
/// user. Rows are locked in their order, so that two batches cannot wait for each other.
pub(crate) async fn move_marks(db: &mut PgConnection, marks: &[Mark]) -> Result<Vec<Mark>> {
    let conversations: Vec<Uuid> = marks.iter().map(|mark| mark.conversation.0).collect();
    let users: Vec<Uuid> = marks.iter().map(|mark| mark.user.0).collect();
    let delivered: Vec<i64> = marks.iter().map(|mark| mark.delivered).collect();
    let read: Vec<i64> = marks.iter().map(|mark| mark.read).collect();
    let rows = sqlx::query!(
        "WITH held AS MATERIALIZED (
            SELECT member.conversation_id, member.user_id,
                   greatest(member.last_delivered, least(greatest(input.delivered, input.read), room.last_seq)) AS delivered,
                   greatest(member.last_read, least(input.read, room.last_seq)) AS read
            FROM unnest($1::uuid[], $2::uuid[], $3::bigint[], $4::bigint[])
                AS input (conversation_id, user_id, delivered, read)
            JOIN messaging.members AS member USING (conversation_id, user_id)
            JOIN messaging.conversations AS room ON room.id = member.conversation_id
            WHERE greatest(input.delivered, input.read) > member.last_delivered OR input.read > member.last_read
            ORDER BY member.conversation_id, member.user_id
            FOR UPDATE OF member
        )
        UPDATE messaging.members AS member SET last_delivered = held.delivered, last_read = held.read
        FROM held
        WHERE member.conversation_id = held.conversation_id AND member.user_id = held.user_id
          AND (member.last_delivered < held.delivered OR member.last_read < held.read)
        RETURNING member.conversation_id, member.user_id, member.last_delivered, member.last_read",
        &conversations,
        &users,
        &delivered,
        &read,
    )
    .fetch_all(db)
    .await?;
    let moved = rows.into_iter().map(|row| Mark {
        conversation: row.conversation_id.into(),
        user: row.user_id.into(),
        delivered: row.last_delivered,
        read: row.last_read,
    });
    Ok(moved.collect())
}

/// Everybody's positions in a conversation.
pub(crate) async fn marks(db: &mut PgConnection, conversation: ConversationId) -> Result<Vec<Mark>> {
    let rows = sqlx::query!(
        "SELECT user_id, last_delivered, last_read FROM messaging.members
         WHERE conversation_id = $1 AND left_at IS NULL",
        conversation.0,
    )
    .fetch_all(db)
    .await?;
    let marks = rows.into_iter().map(|row| Mark {
        conversation,
        user: row.user_id.into(),
        delivered: row.last_delivered,
        read: row.last_read,
    });
    Ok(marks.collect())
}

/// Somebody whom a message has not reached.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Waiting {
    /// Where.
    pub conversation: ConversationId,
    /// Who.
    pub user: UserId,
    /// For whom they speak.
    pub business: Option<BusinessId>,
}

/// Members whom the messages at these places have neither reached nor been read by, who are not muted and have not
/// blocked the sender (M-9).
pub(crate) async fn to_wake(
    db: &mut PgConnection,
    places: &[(ConversationId, i64)],
    now: chrono::DateTime<chrono::Utc>,
) -> Result<Vec<Waiting>> {
    let conversations: Vec<Uuid> = places.iter().map(|(conversation, _)| conversation.0).collect();
    let seqs: Vec<i64> = places.iter().map(|(_, seq)| *seq).collect();
    let rows = sqlx::query!(
        "SELECT member.conversation_id, member.user_id, member.business_id
         FROM unnest($1::uuid[], $2::bigint[]) AS place (conversation_id, seq)
         JOIN messaging.messages AS message
           ON message.conversation_id = place.conversation_id AND message.seq = place.seq
         JOIN messaging.conversations AS room ON room.id = place.conversation_id
         JOIN messaging.members AS member ON member.conversation_id = place.conversation_id
         WHERE member.left_at IS NULL AND member.last_delivered < place.seq
           AND message.removed_at IS NULL AND message.sender_id <> member.user_id
           AND (member.muted_until IS NULL OR member.muted_until <= $3)
           AND NOT EXISTS (
               SELECT FROM messaging.blocks AS block
               WHERE block.blocked_id = message.sender_id
                 AND (block.blocker_id = member.user_id
                      OR (block.business_id = room.business_id AND block.blocked_id = room.customer_id)))",
        &conversations,
        &seqs,
        now,
    );
    let waiting = rows.fetch_all(db).await?.into_iter().map(|row| Waiting {
        conversation: row.conversation_id.into(),
        user: row.user_id.into(),
        business: row.business_id.map(BusinessId),
    });
    Ok(waiting.collect())
}

/// How many messages of others each of these people has not read, as far back as a hundred in each conversation; without
/// what they hear nothing of.
pub(crate) async fn unread(db: &mut PgConnection, users: &[UserId]) -> Result<Vec<(UserId, i64)>> {
    let ids: Vec<Uuid> = users.iter().map(|user| user.0).collect();
    let rows = sqlx::query!(
        r#"SELECT member.user_id, sum(unread.count)::bigint AS "count!"
           FROM messaging.members AS member
           JOIN messaging.conversations AS room ON room.id = member.conversation_id
           CROSS JOIN LATERAL (
               SELECT count(*) FROM messaging.messages AS message
               WHERE message.conversation_id = room.id AND message.seq > greatest(member.last_read, room.last_seq - 100)
                 AND message.sender_id <> member.user_id AND message.removed_at IS NULL
                 AND NOT EXISTS (
                     SELECT FROM messaging.blocks AS block
                     WHERE block.blocked_id = message.sender_id
                       AND coalesce(message.edited_at, message.sent_at) >= block.at
                       AND (block.blocker_id = member.user_id
                            OR (block.business_id = room.business_id AND block.blocked_id = room.customer_id)))
           ) AS unread
           WHERE member.user_id = ANY($1) AND member.left_at IS NULL AND member.last_read < room.last_seq
             AND member.archived_seq IS DISTINCT FROM room.last_seq
           GROUP BY member.user_id"#,
        &ids,
    )
    .fetch_all(db)
    .await?;
    Ok(rows.into_iter().map(|row| (row.user_id.into(), row.count)).collect())
}

/// Sets how far somebody has got, for conversations that are copied.
pub(crate) async fn set(
    db: &mut PgConnection,
    conversation: ConversationId,
    user: UserId,
    read: i64,
) -> Result<()> {
    sqlx::query!(
        "UPDATE messaging.members SET last_delivered = $3, last_read = $3
         WHERE conversation_id = $1 AND user_id = $2",
        conversation.0,
        user.0,
        read,
    )
    .execute(db)
    .await?;
    Ok(())
}
