//! Why inbox conversations are closed: each reason is the id of a blocked connection, or of the business itself while it
//! is gone. Without a reason they are open.

use chrono::{DateTime, Utc};
use kernel::{BusinessId, ConnectionId, ConversationId, UserId};
use platform::Result;
use sqlx::PgConnection;
use uuid::Uuid;

/// Closes what people of each of two businesses write to the other's inbox, because of this connection; returns those
/// that were not closed for it before.
pub(crate) async fn close_inboxes(
    db: &mut PgConnection,
    connection: ConnectionId,
    sides: [(BusinessId, &[UserId]); 2],
    now: DateTime<Utc>,
) -> Result<Vec<ConversationId>> {
    let [(one, ones), (other, others)] = sides;
    let ids = |users: &[UserId]| -> Vec<Uuid> { users.iter().map(|user| user.0).collect() };
    let (ones, others) = (ids(ones), ids(others));
    let closed = sqlx::query_scalar!(
        "UPDATE messaging.conversations
         SET closed_for = array_append(closed_for, $1), closed_at = coalesce(closed_at, $2)
         WHERE kind = 'INBOX' AND $1 <> ALL(closed_for)
           AND ((business_id = $3 AND customer_id = ANY($6)) OR (business_id = $5 AND customer_id = ANY($4)))
         RETURNING id",
        connection.0,
        now,
        one.0,
        &ones,
        other.0,
        &others,
    );
    Ok(closed.fetch_all(db).await?.into_iter().map(ConversationId).collect())
}

/// Closes up to `limit` conversations of the inbox of a business that is gone; returns those that were not closed for
/// that before.
pub(crate) async fn close_inbox(
    db: &mut PgConnection,
    business: BusinessId,
    limit: i64,
    now: DateTime<Utc>,
) -> Result<Vec<ConversationId>> {
    let closed = sqlx::query_scalar!(
        "UPDATE messaging.conversations
         SET closed_for = array_append(closed_for, $1), closed_at = coalesce(closed_at, $2)
         WHERE id IN (
             SELECT id FROM messaging.conversations
             WHERE kind = 'INBOX' AND business_id = $1 AND $1 <> ALL(closed_for)
             ORDER BY id LIMIT $3 FOR UPDATE
         ) RETURNING id",
        business.0,
        now,
        limit,
    );
    Ok(closed.fetch_all(db).await?.into_iter().map(ConversationId).collect())
}

/// Takes a reason back from up to `limit` conversations that were closed for it, and returns these; what has another
/// reason as well stays closed.
pub(crate) async fn open_inboxes(
    db: &mut PgConnection,
    reason: Uuid,
    limit: i64,
) -> Result<Vec<ConversationId>> {
    let opened = sqlx::query_scalar!(
        "UPDATE messaging.conversations
         SET closed_for = array_remove(closed_for, $1),
             closed_at = CASE WHEN closed_for <> ARRAY[$1::uuid] THEN closed_at END
         WHERE id IN (
             SELECT id FROM messaging.conversations
             WHERE closed_for @> ARRAY[$1::uuid] AND closed_for <> '{}' ORDER BY id LIMIT $2 FOR UPDATE
         ) RETURNING id",
        reason,
        limit,
    );
    Ok(opened.fetch_all(db).await?.into_iter().map(ConversationId).collect())
}

/// What somebody writes to the inbox of a business, and why they may not.
#[derive(Debug, Clone)]
pub(crate) struct Inbox {
    /// Which conversation.
    pub id: ConversationId,
    /// Whose inbox.
    pub business: BusinessId,
    /// The reasons; none while it is open.
    pub closed_for: Vec<Uuid>,
}

/// Every inbox conversation of a customer.
pub(crate) async fn inboxes_of(db: &mut PgConnection, customer: UserId) -> Result<Vec<Inbox>> {
    let rows = sqlx::query!(
        "SELECT room.id, room.business_id, room.closed_for FROM messaging.members AS member
         JOIN messaging.conversations AS room ON room.id = member.conversation_id
         WHERE member.user_id = $1 AND member.role = 'CUSTOMER' AND room.kind = 'INBOX'",
        customer.0,
    );
    let inboxes = rows.fetch_all(db).await?.into_iter().map(|row| Inbox {
        id: row.id.into(),
        business: row.business_id.into(),
        closed_for: row.closed_for,
    });
    Ok(inboxes.collect())
}

/// Gives a conversation other reasons, if it still has those that were read; false when somebody else was first.
pub(crate) async fn set_reasons(
    db: &mut PgConnection,
    known: &Inbox,
    reasons: &[Uuid],
    now: DateTime<Utc>,
) -> Result<bool> {
    let set = sqlx::query!(
        "UPDATE messaging.conversations
         SET closed_for = $3, closed_at = CASE WHEN $3::uuid[] <> '{}' THEN coalesce(closed_at, $4) END
         WHERE id = $1 AND closed_for = $2",
        known.id.0,
        &known.closed_for,
        reasons,
        now,
    );
    Ok(set.execute(db).await?.rows_affected() == 1)
}
