use chrono::{DateTime, Utc};
use kernel::{Actor, BusinessId, ConnectionId, ConversationId, UserId};
use platform::{Error, Result};
use sqlx::PgConnection;
use uuid::Uuid;

use crate::model::{ConversationKind, Hall, Member, MemberRole, Message};
use crate::store::messages::{self, Known};
use crate::vault::Vault;

/// A conversation with its members and blocks, whose names are still to be asked for. Read as the system.
pub(crate) async fn hall(db: &mut PgConnection, id: ConversationId) -> Result<Option<Hall>> {
    let Some(row) = sqlx::query!(
        r#"SELECT kind, title, connection_id, business_id, other_business_id, customer_id, created_by, closed_at, version, EXISTS (
               SELECT FROM messaging.blocks AS block
               WHERE block.blocked_id = room.customer_id AND block.business_id = room.business_id) AS "shut_out!"
           FROM messaging.conversations AS room WHERE id = $1"#,
        id.0,
    )
    .fetch_optional(&mut *db)
    .await?
    else {
        return Ok(None);
    };
    let members = sqlx::query!(
        "SELECT user_id, business_id, role, muted_until, joined_at FROM messaging.members
         WHERE conversation_id = $1 AND left_at IS NULL ORDER BY joined_at, user_id",
        id.0,
    )
    .fetch_all(&mut *db)
    .await?;
    let blocks = sqlx::query!(
        r#"SELECT DISTINCT hearer.user_id AS "blocker!", block.blocked_id AS "blocked!"
           FROM messaging.members AS blocked
           JOIN messaging.blocks AS block ON block.blocked_id = blocked.user_id
           JOIN messaging.members AS hearer ON hearer.conversation_id = $1 AND hearer.left_at IS NULL
             AND (hearer.user_id = block.blocker_id
                  OR (hearer.business_id = block.business_id AND blocked.role = 'CUSTOMER'))
           WHERE blocked.conversation_id = $1 AND blocked.left_at IS NULL"#,
        id.0,
    )
    .fetch_all(&mut *db)
    .await?;
    let mut hall = Hall {
        id,
        kind: row.kind.parse().map_err(Error::internal)?,
        title: row.title,
        connection: row.connection_id.map(ConnectionId),
        business: row.business_id.into(),
        other_business: row.other_business_id.map(BusinessId),
        customer: row.customer_id.map(UserId),
        maker: row.created_by.map(UserId),
        closed: row.closed_at.is_some(),
        version: row.version,
        shut_out: row.shut_out,
        members: Vec::with_capacity(members.len()),
        blocks: blocks.into_iter().map(|row| (row.blocker.into(), row.blocked.into())).collect(),
    };
    for row in members {
        hall.members.push(Member {
            user: row.user_id.into(),
            business: row.business_id.map(BusinessId),
            role: row.role.parse().map_err(Error::internal)?,
            muted_until: row.muted_until,
            joined_at: row.joined_at,
            name: String::new(),
        });
    }
    Ok(Some(hall))
}

/// The conversation of a connection.
pub(crate) async fn of_connection(
    db: &mut PgConnection,
    connection: ConnectionId,
) -> Result<Option<ConversationId>> {
    let id =
        sqlx::query_scalar!("SELECT id FROM messaging.conversations WHERE connection_id = $1", connection.0,);
    Ok(id.fetch_optional(db).await?.map(ConversationId))
}

/// A conversation to be made.
#[derive(Debug, Clone)]
pub(crate) struct NewConversation {
    /// Which.
    pub id: ConversationId,
    /// What it belongs to.
    pub kind: ConversationKind,
    /// Of a direct one.
    pub connection: Option<ConnectionId>,
    /// Whose inbox; one side of a connection.
    pub business: BusinessId,
    /// The other side of a connection.
    pub other_business: Option<BusinessId>,
    /// Who writes to the inbox.
    pub customer: Option<UserId>,
}

/// Makes it; false when there is one for this connection, or for this customer and business, already.
pub(crate) async fn insert(db: &mut PgConnection, new: &NewConversation, now: DateTime<Utc>) -> Result<bool> {
    let made = sqlx::query!(
        "INSERT INTO messaging.conversations
            (id, kind, connection_id, business_id, other_business_id, customer_id, created_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING",
        new.id.0,
        new.kind.as_str(),
        new.connection.map(|id| id.0),
        new.business.0,
        new.other_business.map(|id| id.0),
        new.customer.map(|id| id.0),
        now,
    );
    Ok(made.execute(db).await?.rows_affected() == 1)
}

/// The conversation that a customer has with a business.
pub(crate) async fn of_customer(
    db: &mut PgConnection,
    business: BusinessId,
    customer: UserId,
) -> Result<Option<ConversationId>> {
    let id = sqlx::query_scalar!(
        "SELECT id FROM messaging.conversations WHERE kind = 'INBOX' AND business_id = $1 AND customer_id = $2",
        business.0,
        customer.0,
    );
    Ok(id.fetch_optional(db).await?.map(ConversationId))
}

/// Lets people in, or in again; those who come late have read nothing.
pub(crate) async fn admit(
    db: &mut PgConnection,
    conversation: ConversationId,
    people: &[(UserId, Option<BusinessId>, MemberRole)],
    now: DateTime<Utc>,
) -> Result<u64> {
    let users: Vec<Uuid> = people.iter().map(|(user, _, _)| user.0).collect();
    let businesses: Vec<Option<Uuid>> =
        people.iter().map(|(_, business, _)| business.map(|id| id.0)).collect();
    let roles: Vec<String> = people.iter().map(|(_, _, role)| role.as_str().to_owned()).collect();
    let admitted = sqlx::query!(
        "INSERT INTO messaging.members AS member (conversation_id, user_id, business_id, role, joined_at)
         SELECT $1, user_id, business_id, role, $5
         FROM unnest($2::uuid[], $3::uuid[], $4::text[]) AS input (user_id, business_id, role)
         ON CONFLICT (conversation_id, user_id) DO UPDATE
            SET left_at = NULL, business_id = excluded.business_id, role = excluded.role
            WHERE member.left_at IS NOT NULL OR member.business_id IS DISTINCT FROM excluded.business_id",
        conversation.0,
        &users,
        &businesses as &[Option<Uuid>],
        &roles,
        now,
    );
    Ok(admitted.execute(db).await?.rows_affected())
}

/// Lets somebody who may speak for a business into its direct conversations that they are not in yet; returns those.
pub(crate) async fn settle(
    db: &mut PgConnection,
    business: BusinessId,
    user: UserId,
    now: DateTime<Utc>,
) -> Result<Vec<ConversationId>> {
    let joined = sqlx::query_scalar!(
        "INSERT INTO messaging.members AS member
            (conversation_id, user_id, business_id, role, last_delivered, last_read, joined_at)
         SELECT room.id, $2, $1, 'MEMBER', room.last_seq, room.last_seq, $3 FROM messaging.conversations AS room
         WHERE room.kind = 'DIRECT' AND (room.business_id = $1 OR room.other_business_id = $1)
           AND NOT EXISTS (
               SELECT FROM messaging.members AS known
               WHERE known.conversation_id = room.id AND known.user_id = $2 AND known.business_id = $1)
         ON CONFLICT (conversation_id, user_id) DO UPDATE SET left_at = NULL, business_id = excluded.business_id
         RETURNING conversation_id",
        business.0,
        user.0,
        now,
    );
    Ok(joined.fetch_all(db).await?.into_iter().map(ConversationId).collect())
}

/// Opens or closes the conversation of a connection; none when there is none or nothing changed.
pub(crate) async fn set_closed(
    db: &mut PgConnection,
    connection: ConnectionId,
    closed_at: Option<DateTime<Utc>>,
) -> Result<Option<ConversationId>> {
    let id = sqlx::query_scalar!(
        "UPDATE messaging.conversations SET closed_at = $2
         WHERE connection_id = $1 AND (closed_at IS NULL) = ($2::timestamptz IS NOT NULL) RETURNING id",
        connection.0,
        closed_at,
    );
    Ok(id.fetch_optional(db).await?.map(ConversationId))
}

/// Whether anybody but the customer has said something in an inbox conversation, and how many messages there are.
pub(crate) async fn answered(db: &mut PgConnection, conversation: ConversationId) -> Result<(bool, i64)> {
    let row = sqlx::query!(
        r#"SELECT room.last_seq, EXISTS (
               SELECT FROM messaging.messages AS message
               WHERE message.conversation_id = room.id AND message.sender_id <> room.customer_id) AS "answered!"
           FROM messaging.conversations AS room WHERE room.id = $1"#,
        conversation.0,
    );
    let row = row.fetch_optional(db).await?;
    Ok(row.map_or((false, 0), |row| (row.answered, row.last_seq)))
}

/// One's own side of a conversation, as lists show it.
#[derive(Debug, Clone)]
pub(crate) struct Entry {
    /// Which.
    pub id: ConversationId,
    /// What it belongs to.
    pub kind: ConversationKind,
    /// Of a channel.
    pub title: Option<String>,
    /// Of a direct one.
    pub connection: Option<ConnectionId>,
    /// Whose inbox; one side of a connection.
    pub business: BusinessId,
    /// The other side of a connection.
    pub other_business: Option<BusinessId>,
    /// Who wrote to the inbox.
    pub customer: Option<UserId>,
    /// Place of the newest message.
    pub last_seq: i64,
    /// Count of changes.
    pub last_change: i64,
    /// When something was said last; when it began, for a silent one.
    pub last_at: DateTime<Utc>,
    /// Nobody may write any more.
    pub closed: bool,
    /// Of a channel's name and whether it is closed.
    pub version: i64,
    /// No sound until then.
    pub muted_until: Option<DateTime<Utc>>,
    /// Out of sight.
    pub archived: bool,
    /// Read so far.
    pub last_read: i64,
    /// Messages of others that are not read, at most 100.
    pub unread: i64,
    /// The newest message.
    pub newest: Option<Message>,
}

/// Which of one's conversations a list shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shelf {
    /// Those in use.
    Active,
    /// Those put away.
    Archived,
    /// Both.
    All,
}

/// Up to `limit` of the actor's conversations, those with the newest message first, from after `after`; or only `some`.
/// What they hear nothing of is not news to them.
pub(crate) async fn entries(
    db: &mut PgConnection,
    vault: &Vault,
    actor: &Actor,
    shelf: Shelf,
    some: Option<&[ConversationId]>,
    after: Option<(DateTime<Utc>, Uuid)>,
    limit: i64,
) -> Result<Vec<Entry>> {
    let Some(user) = actor.user_id() else { return Ok(Vec::new()) };
    let some: Option<Vec<Uuid>> = some.map(|ids| ids.iter().map(|id| id.0).collect());
    let shelf = match shelf {
        Shelf::Active => Some(false),
        Shelf::Archived => Some(true),
        Shelf::All => None,
    };
    let rows = sqlx::query!(
        r#"WITH own AS MATERIALIZED (
            SELECT room.id, room.kind, room.title, room.connection_id, room.business_id, room.other_business_id,
                   room.customer_id, room.last_seq, room.last_change, room.closed_at, room.version,
                   coalesce(room.last_message_at, room.created_at) AS last_at, member.muted_until, member.last_read,
                   coalesce(member.archived_seq >= room.last_seq, false) AS archived
            FROM messaging.members AS member
            JOIN messaging.conversations AS room ON room.id = member.conversation_id
            WHERE member.user_id = $1 AND member.left_at IS NULL
              AND (member.business_id IS NULL OR member.business_id = $2)
              AND ($4::uuid[] IS NULL OR room.id = ANY($4))
              AND ($3::bool IS NULL OR coalesce(member.archived_seq >= room.last_seq, false) = $3)
              AND ($5::timestamptz IS NULL
                   OR (coalesce(room.last_message_at, room.created_at), room.id) < ($5, $6::uuid))
            ORDER BY last_at DESC, room.id DESC LIMIT $7
        )
        SELECT own.id AS "id!", own.kind AS "kind!", own.title, own.connection_id, own.business_id AS "business_id!",
               own.other_business_id, own.customer_id, own.last_seq AS "last_seq!", own.last_change AS "last_change!",
               own.closed_at, own.version AS "version!", own.last_at AS "last_at!", own.muted_until, own.archived AS "archived!",
               own.last_read AS "last_read!", unread.count AS "unread!"
        FROM own CROSS JOIN LATERAL (
            SELECT count(*) FROM messaging.messages AS message
            WHERE message.conversation_id = own.id AND message.seq > greatest(own.last_read, own.last_seq - 100)
              AND message.sender_id <> $1 AND message.removed_at IS NULL
              AND NOT EXISTS (
                  SELECT FROM messaging.blocks AS block
                  WHERE block.blocked_id = message.sender_id
                    AND coalesce(message.edited_at, message.sent_at) >= block.at
                    AND (block.blocker_id = $1
                         OR (block.business_id = own.business_id AND block.blocked_id = own.customer_id)))
        ) AS unread
        ORDER BY own.last_at DESC, own.id DESC"#,
        user.0,
        actor.business_id().map(|id| id.0),
        shelf,
        some.as_deref() as Option<&[Uuid]>,
        after.map(|(at, _)| at),
        after.map(|(_, id)| id),
        limit,
    )
    .fetch_all(&mut *db)
    .await?;
    let mut entries = Vec::with_capacity(rows.len());
    for row in rows {
        entries.push(Entry {
            id: row.id.into(),
            kind: row.kind.parse().map_err(Error::internal)?,
            title: row.title,
            connection: row.connection_id.map(ConnectionId),
            business: row.business_id.into(),
            other_business: row.other_business_id.map(BusinessId),
            customer: row.customer_id.map(UserId),
            last_seq: row.last_seq,
            last_change: row.last_change,
            last_at: row.last_at,
            closed: row.closed_at.is_some(),
            version: row.version,
            muted_until: row.muted_until,
            archived: row.archived,
            last_read: row.last_read,
            unread: row.unread,
            newest: None,
        });
    }
    add_newest(db, vault, &mut entries).await?;
    Ok(entries)
}

async fn add_newest(db: &mut PgConnection, vault: &Vault, entries: &mut [Entry]) -> Result<()> {
    let with_messages: Vec<(ConversationId, i64)> =
        entries.iter().filter(|entry| entry.last_seq > 0).map(|entry| (entry.id, entry.last_seq)).collect();
    let newest: Vec<Known> = messages::at(db, vault, &with_messages).await?;
    for (message, _) in newest {
        if let Some(entry) = entries.iter_mut().find(|entry| entry.id == message.conversation) {
            entry.newest = Some(message);
        }
    }
    Ok(())
}

/// Sets what a member wants of a conversation; false when they are none.
pub(crate) async fn set_mute(
    db: &mut PgConnection,
    conversation: ConversationId,
    user: UserId,
    until: Option<DateTime<Utc>>,
) -> Result<bool> {
    let set = sqlx::query!(
        "UPDATE messaging.members SET muted_until = $3
         WHERE conversation_id = $1 AND user_id = $2 AND left_at IS NULL",
        conversation.0,
        user.0,
        until,
    );
    Ok(set.execute(db).await?.rows_affected() == 1)
}

/// Puts a conversation away until something new is said, or takes it out again; false for those who are no member.
pub(crate) async fn set_archived(
    db: &mut PgConnection,
    conversation: ConversationId,
    user: UserId,
    archived: bool,
) -> Result<bool> {
    let set = sqlx::query!(
        "UPDATE messaging.members AS member SET archived_seq = CASE WHEN $3 THEN room.last_seq END
         FROM messaging.conversations AS room
         WHERE room.id = member.conversation_id AND member.conversation_id = $1 AND member.user_id = $2
           AND member.left_at IS NULL",
        conversation.0,
        user.0,
        archived,
    );
    Ok(set.execute(db).await?.rows_affected() == 1)
}

/// Conversations that two people are both in.
pub(crate) async fn shared(db: &mut PgConnection, a: UserId, b: UserId) -> Result<Vec<ConversationId>> {
    let ids = sqlx::query_scalar!(
        "SELECT one.conversation_id FROM messaging.members AS one
         JOIN messaging.members AS other ON other.conversation_id = one.conversation_id AND other.user_id = $2
         WHERE one.user_id = $1 LIMIT 1000",
        a.0,
        b.0,
    );
    Ok(ids.fetch_all(db).await?.into_iter().map(ConversationId).collect())
}
