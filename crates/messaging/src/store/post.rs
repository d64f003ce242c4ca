use chrono::{DateTime, Utc};
use contracts::messaging::SentMessage;
use kernel::{BusinessId, ConversationId, MediaId, MessageId, UserId};
use platform::Result;
use serde_json::Value;
use sqlx::PgConnection;
use uuid::Uuid;

use crate::model::MessageKind;

/// A message on its way into the database.
#[derive(Debug, Clone)]
pub(crate) struct Post {
    /// Where.
    pub conversation: ConversationId,
    /// Who.
    pub sender: UserId,
    /// See [`crate::model::DraftInput::client_id`].
    pub client_id: String,
    /// Made by us.
    pub id: MessageId,
    /// What it carries.
    pub kind: MessageKind,
    /// Words.
    pub body: String,
    /// The words as they are stored; none where they are stored as they are.
    pub sealed: Option<Vec<u8>>,
    /// What else.
    pub detail: Option<Value>,
    /// Which message it answers.
    pub reply_to: Option<i64>,
    /// The uploaded file it carries.
    pub file: Option<MediaId>,
    /// It is written only while fewer messages than this are in the conversation.
    pub limit: Option<i64>,
}

/// What became of a message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Posted {
    /// Its id.
    pub id: MessageId,
    /// Its place.
    pub seq: i64,
    /// When it was committed first.
    pub sent_at: DateTime<Utc>,
    /// Whether it was there before.
    pub again: bool,
}

/// Writes all of `posts` in one statement and gives the answer of each, in their order: none where the conversation is
/// closed or full, the sender no member, or the answered message not there. No two of `posts` have the same sender,
/// conversation and client id.
///
/// Conversations are locked in the order of their ids, so that two batches cannot wait for each other. The count read
/// under the lock is the newest; `sends` is read as it was when the statement began, so of two processes that write the
/// same message at once the second fails with `sends_pkey`, and finds the first when it tries again.
pub(crate) async fn post(
    db: &mut PgConnection,
    posts: &[Post],
    now: DateTime<Utc>,
) -> Result<Vec<Option<Posted>>, sqlx::Error> {
    let numbers: Vec<i64> = (0..).take(posts.len()).collect();
    let conversations: Vec<Uuid> = posts.iter().map(|post| post.conversation.0).collect();
    let senders: Vec<Uuid> = posts.iter().map(|post| post.sender.0).collect();
    let client_ids: Vec<String> = posts.iter().map(|post| post.client_id.clone()).collect();
    let ids: Vec<Uuid> = posts.iter().map(|post| post.id.0).collect();
    let kinds: Vec<String> = posts.iter().map(|post| post.kind.as_str().to_owned()).collect();
    let body = |post: &Post| if post.sealed.is_some() { String::new() } else { post.body.clone() };
    let bodies: Vec<String> = posts.iter().map(body).collect();
    let sealed: Vec<Option<Vec<u8>>> = posts.iter().map(|post| post.sealed.clone()).collect();
    let details: Vec<Option<Value>> = posts.iter().map(|post| post.detail.clone()).collect();
    let replies: Vec<Option<i64>> = posts.iter().map(|post| post.reply_to).collect();
    let files: Vec<Option<Uuid>> = posts.iter().map(|post| post.file.map(|file| file.0)).collect();
    let limits: Vec<Option<i64>> = posts.iter().map(|post| post.limit).collect();
    let rows = sqlx::query!(
        r#"WITH input AS (
            SELECT * FROM unnest($1::bigint[], $2::uuid[], $3::uuid[], $4::text[], $5::uuid[], $6::text[], $7::text[],
                                 $8::jsonb[], $9::bigint[], $10::uuid[], $12::bytea[], $13::bigint[])
                AS input (n, conversation_id, sender_id, client_id, id, kind, body, detail, reply_to, file_id, sealed,
                          most)
        ), earlier AS MATERIALIZED (
            SELECT input.n, sends.message_id, sends.seq, sends.sent_at
            FROM input JOIN messaging.sends USING (conversation_id, sender_id, client_id)
        ), room AS MATERIALIZED (
            SELECT id, last_seq FROM messaging.conversations WHERE id = ANY($2) AND closed_at IS NULL
            ORDER BY id FOR UPDATE
        ), fresh AS MATERIALIZED (
            SELECT input.*,
                   room.last_seq + row_number() OVER (PARTITION BY input.conversation_id ORDER BY input.n) AS seq
            FROM input
            JOIN room ON room.id = input.conversation_id
            JOIN messaging.members AS member
              ON member.conversation_id = input.conversation_id AND member.user_id = input.sender_id
                 AND member.left_at IS NULL
            WHERE NOT EXISTS (SELECT FROM earlier WHERE earlier.n = input.n)
              AND (input.reply_to IS NULL OR input.reply_to <= room.last_seq)
              AND (input.most IS NULL OR room.last_seq < input.most)
        ), raised AS (
            UPDATE messaging.conversations AS conversation SET last_seq = top.seq, last_message_at = $11
            FROM (SELECT conversation_id, max(seq) AS seq FROM fresh GROUP BY conversation_id) AS top
            WHERE conversation.id = top.conversation_id
        ), kept AS (
            INSERT INTO messaging.sends (conversation_id, sender_id, client_id, message_id, seq, sent_at)
            SELECT conversation_id, sender_id, client_id, id, seq, $11 FROM fresh
        ), told AS (
            INSERT INTO messaging.untold AS untold (conversation_id, from_seq, upto)
            SELECT conversation_id, min(seq), max(seq) FROM fresh GROUP BY conversation_id ORDER BY conversation_id
            ON CONFLICT (conversation_id) DO UPDATE SET upto = excluded.upto
        ), carried AS (
            UPDATE messaging.files AS file SET seq = fresh.seq FROM fresh
            WHERE file.id = fresh.file_id AND file.conversation_id = fresh.conversation_id AND file.seq IS NULL
        ), written AS (
            INSERT INTO messaging.messages
                (conversation_id, seq, id, sender_id, client_id, kind, body, detail, reply_to, sent_at, sealed)
            SELECT conversation_id, seq, id, sender_id, client_id, kind, body, detail, reply_to, $11, sealed FROM fresh
        )
        SELECT n AS "n!", id AS "id!", seq AS "seq!", $11 AS "sent_at!", false AS "again!" FROM fresh
        UNION ALL SELECT n, message_id, seq, sent_at, true FROM earlier"#,
        &numbers,
        &conversations,
        &senders,
        &client_ids,
        &ids,
        &kinds,
        &bodies,
        &details as &[Option<Value>],
        &replies as &[Option<i64>],
        &files as &[Option<Uuid>],
        now,
        &sealed as &[Option<Vec<u8>>],
        &limits as &[Option<i64>],
    )
    .fetch_all(db)
    .await?;
    let mut posted = vec![None; posts.len()];
    for row in rows {
        let at = usize::try_from(row.n).unwrap_or(usize::MAX);
        if let Some(place) = posted.get_mut(at) {
            *place = Some(Posted { id: row.id.into(), seq: row.seq, sent_at: row.sent_at, again: row.again });
        }
    }
    Ok(posted)
}

/// What was said in a conversation and others have not heard of yet.
#[derive(Debug, Clone)]
pub(crate) struct Untold {
    /// Which.
    pub conversation: ConversationId,
    /// Whether it is a customer's with an inbox.
    pub is_inbox: bool,
    /// In the order of their places.
    pub messages: Vec<SentMessage>,
}

/// Takes up to `limit` conversations off the list of those that others have not heard of, with their messages.
/// Conversations that are being written to wait for the next time.
pub(crate) async fn take_untold(db: &mut PgConnection, limit: i64) -> Result<Vec<Untold>> {
    let taken = sqlx::query!(
        "DELETE FROM messaging.untold WHERE conversation_id IN (
            SELECT conversation_id FROM messaging.untold ORDER BY conversation_id LIMIT $1 FOR UPDATE SKIP LOCKED
         ) RETURNING conversation_id, from_seq, upto",
        limit,
    )
    .fetch_all(&mut *db)
    .await?;
    if taken.is_empty() {
        return Ok(Vec::new());
    }
    let conversations: Vec<Uuid> = taken.iter().map(|row| row.conversation_id).collect();
    let from: Vec<i64> = taken.iter().map(|row| row.from_seq).collect();
    let upto: Vec<i64> = taken.iter().map(|row| row.upto).collect();
    let rows = sqlx::query!(
        r#"SELECT message.conversation_id, message.seq, message.id, message.sender_id AS "sender_id!", message.sent_at,
                  room.kind = 'INBOX' AS "is_inbox!"
           FROM unnest($1::uuid[], $2::bigint[], $3::bigint[]) AS span (conversation_id, from_seq, upto)
           JOIN messaging.conversations AS room ON room.id = span.conversation_id
           JOIN messaging.messages AS message
             ON message.conversation_id = span.conversation_id AND message.seq BETWEEN span.from_seq AND span.upto
           WHERE message.sender_id IS NOT NULL
           ORDER BY message.conversation_id, message.seq"#,
        &conversations,
        &from,
        &upto,
    )
    .fetch_all(db)
    .await?;
    let mut untold: Vec<Untold> = Vec::new();
    for row in rows {
        let conversation = ConversationId(row.conversation_id);
        let message = SentMessage {
            id: row.id.into(),
            seq: row.seq,
            sender: row.sender_id.into(),
            sent_at: row.sent_at,
        };
        match untold.last_mut() {
            Some(last) if last.conversation == conversation => last.messages.push(message),
            _ => untold.push(Untold { conversation, is_inbox: row.is_inbox, messages: vec![message] }),
        }
    }
    Ok(untold)
}

/// Up to `limit` messages of people after a place, without their words.
pub(crate) async fn after(
    db: &mut PgConnection,
    conversation: ConversationId,
    after: i64,
    limit: i64,
) -> Result<Vec<SentMessage>> {
    let rows = sqlx::query!(
        r#"SELECT seq, id, sender_id AS "sender_id!", sent_at FROM messaging.messages
           WHERE conversation_id = $1 AND seq > $2 AND sender_id IS NOT NULL ORDER BY seq LIMIT $3"#,
        conversation.0,
        after,
        limit,
    );
    let messages = rows.fetch_all(db).await?.into_iter().map(|row| SentMessage {
        id: row.id.into(),
        seq: row.seq,
        sender: row.sender_id.into(),
        sent_at: row.sent_at,
    });
    Ok(messages.collect())
}

/// Copies what was said in a conversation that has no message yet, with its times and without telling anybody.
pub(crate) async fn copy<'a>(
    db: &mut PgConnection,
    conversation: ConversationId,
    said: impl Iterator<Item = (UserId, &'a str, DateTime<Utc>)>,
) -> Result<()> {
    let (mut ids, mut senders, mut bodies, mut times) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for (sender, body, at) in said {
        ids.push(MessageId::new(at).0);
        senders.push(sender.0);
        bodies.push(body.to_owned());
        times.push(at);
    }
    sqlx::query!(
        "WITH copied AS (
            INSERT INTO messaging.messages (conversation_id, seq, id, sender_id, kind, body, sent_at)
            SELECT $1, seq, id, sender_id, 'TEXT', body, sent_at
            FROM unnest($2::uuid[], $3::uuid[], $4::text[], $5::timestamptz[]) WITH ORDINALITY
                AS input (id, sender_id, body, sent_at, seq)
            RETURNING seq, sent_at
         )
         UPDATE messaging.conversations
         SET last_seq = (SELECT max(seq) FROM copied), last_message_at = (SELECT max(sent_at) FROM copied)
         WHERE id = $1",
        conversation.0,
        &ids,
        &senders,
        &bodies,
        &times,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// Forgets what phones called messages from before `then`.
pub(crate) async fn forget_sends(db: &mut PgConnection, then: DateTime<Utc>) -> Result<()> {
    sqlx::query!("DELETE FROM messaging.sends WHERE sent_at < $1", then).execute(db).await?;
    Ok(())
}

/// Makes, indexes and takes off partitions; returns what was done.
pub(crate) async fn keep_partitions(
    db: &mut PgConnection,
    now: DateTime<Utc>,
    months: i32,
) -> Result<Vec<String>> {
    let done = sqlx::query_scalar!(r#"SELECT messaging.keep_partitions($1, $2) AS "done!""#, now, months)
        .fetch_all(db);
    Ok(done.await?)
}

/// What became of words that a customer has sent before under this id, to the inbox of `business` or else to whichever it
/// was: up to two, since ids of two conversations may be the same.
pub(crate) async fn earlier_contacts(
    db: &mut PgConnection,
    customer: UserId,
    business: Option<BusinessId>,
    client_id: &str,
) -> Result<Vec<(ConversationId, Posted)>> {
    let rows = sqlx::query!(
        "SELECT sent.conversation_id, sent.message_id, sent.seq, sent.sent_at
         FROM messaging.members AS member
         JOIN messaging.conversations AS room ON room.id = member.conversation_id AND room.customer_id = $1
         JOIN messaging.sends AS sent
           ON sent.conversation_id = room.id AND sent.sender_id = $1 AND sent.client_id = $2
         WHERE member.user_id = $1 AND ($3::uuid IS NULL OR room.business_id = $3) LIMIT 2",
        customer.0,
        client_id,
        business.map(|business| business.0),
    );
    let earlier = rows.fetch_all(db).await?.into_iter().map(|row| {
        let posted = Posted { id: row.message_id.into(), seq: row.seq, sent_at: row.sent_at, again: true };
        (row.conversation_id.into(), posted)
    });
    Ok(earlier.collect())
}

/// What became of a message that a phone has sent before under this id.
pub(crate) async fn earlier(
    db: &mut PgConnection,
    conversation: ConversationId,
    sender: UserId,
    client_id: &str,
) -> Result<Option<Posted>> {
    let row = sqlx::query!(
        "SELECT message_id, seq, sent_at FROM messaging.sends
         WHERE conversation_id = $1 AND sender_id = $2 AND client_id = $3",
        conversation.0,
        sender.0,
        client_id,
    );
    Ok(row.fetch_optional(db).await?.map(|row| Posted {
        id: row.message_id.into(),
        seq: row.seq,
        sent_at: row.sent_at,
        again: true,
    }))
}
