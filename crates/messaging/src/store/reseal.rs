//! All words that are kept, piece by piece, to be sealed anew (M-12). Nothing is locked: words that were changed since they
//! were read stay as they are.

use chrono::{DateTime, Utc};
use platform::Result;
use sqlx::PgConnection;
use uuid::Uuid;

/// What words are kept in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shelf {
    /// Messages.
    Messages,
    /// What they said before.
    Edits,
    /// What stood around reported ones.
    Reports,
}

/// Words as they are kept.
#[derive(Debug, Clone)]
pub(crate) struct Kept {
    /// In which conversation.
    pub conversation: Uuid,
    /// The message's place.
    pub seq: i64,
    /// Whose words they are: the message's, or the report's.
    pub of: Uuid,
    /// When they were said, or changed, or reported.
    pub at: DateTime<Utc>,
    /// The words, where they are not sealed.
    pub clear: String,
    /// The words, where they are.
    pub sealed: Option<Vec<u8>>,
}

/// The next words after those, at most so many.
pub(crate) async fn next(
    db: &mut PgConnection,
    shelf: Shelf,
    after: Option<&Kept>,
    limit: i64,
) -> Result<Vec<Kept>> {
    let room = after.map_or(Uuid::nil(), |last| last.conversation);
    let seq = after.map_or(0, |last| last.seq);
    let of = after.map_or(Uuid::nil(), |last| last.of);
    let at = after.map_or(DateTime::UNIX_EPOCH, |last| last.at);
    Ok(match shelf {
        Shelf::Messages => {
            let rows = sqlx::query_as!(
                Kept,
                "SELECT conversation_id AS conversation, seq, id AS of, sent_at AS at, body AS clear, sealed
                 FROM messaging.messages WHERE (conversation_id, seq, id) > ($1::uuid, $2::bigint, $3::uuid)
                 ORDER BY conversation_id, seq, id LIMIT $4",
                room,
                seq,
                of,
                limit,
            );
            rows.fetch_all(db).await?
        }
        Shelf::Edits => {
            let rows = sqlx::query_as!(
                Kept,
                "SELECT edit.conversation_id AS conversation, edit.seq, message.id AS of, edit.edited_at AS at,
                        edit.body AS clear, edit.sealed
                 FROM messaging.edits AS edit
                 JOIN messaging.messages AS message
                   ON message.conversation_id = edit.conversation_id AND message.seq = edit.seq
                 WHERE (edit.conversation_id, edit.seq, edit.edited_at) > ($1::uuid, $2::bigint, $3::timestamptz)
                 ORDER BY edit.conversation_id, edit.seq, edit.edited_at LIMIT $4",
                room,
                seq,
                at,
                limit,
            );
            rows.fetch_all(db).await?
        }
        Shelf::Reports => {
            let rows = sqlx::query_as!(
                Kept,
                r#"SELECT conversation_id AS conversation, seq, id AS of, created_at AS at,
                          CASE WHEN context = '[]' THEN '' ELSE context::text END AS "clear!", sealed
                   FROM messaging.reports WHERE id > $1 ORDER BY id LIMIT $2"#,
                of,
                limit,
            );
            rows.fetch_all(db).await?
        }
    })
}

/// Keeps words as they are sealed now instead of as they were read; returns how many were still the same. Nothing else of
/// their rows changes, and nobody is told.
pub(crate) async fn put(db: &mut PgConnection, shelf: Shelf, words: &[(Kept, Vec<u8>)]) -> Result<u64> {
    let rooms: Vec<Uuid> = words.iter().map(|(read, _)| read.conversation).collect();
    let seqs: Vec<i64> = words.iter().map(|(read, _)| read.seq).collect();
    let of: Vec<Uuid> = words.iter().map(|(read, _)| read.of).collect();
    let at: Vec<DateTime<Utc>> = words.iter().map(|(read, _)| read.at).collect();
    let clear: Vec<String> = words.iter().map(|(read, _)| read.clear.clone()).collect();
    let before: Vec<Option<Vec<u8>>> = words.iter().map(|(read, _)| read.sealed.clone()).collect();
    let sealed: Vec<Vec<u8>> = words.iter().map(|(_, sealed)| sealed.clone()).collect();
    let done = match shelf {
        Shelf::Messages => {
            let put = sqlx::query!(
                "UPDATE messaging.messages AS message SET body = '', sealed = input.sealed
                 FROM unnest($1::uuid[], $2::bigint[], $3::uuid[], $4::text[], $5::bytea[], $6::bytea[])
                     AS input (room, seq, id, clear, before, sealed)
                 WHERE message.conversation_id = input.room AND message.seq = input.seq AND message.id = input.id
                   AND message.body = input.clear AND message.sealed IS NOT DISTINCT FROM input.before",
                &rooms,
                &seqs,
                &of,
                &clear,
                &before as &[Option<Vec<u8>>],
                &sealed,
            );
            put.execute(db).await?
        }
        Shelf::Edits => {
            let put = sqlx::query!(
                "UPDATE messaging.edits AS edit SET body = '', sealed = input.sealed
                 FROM unnest($1::uuid[], $2::bigint[], $3::timestamptz[], $4::bytea[], $5::bytea[])
                     AS input (room, seq, at, before, sealed)
                 WHERE edit.conversation_id = input.room AND edit.seq = input.seq AND edit.edited_at = input.at
                   AND edit.sealed IS NOT DISTINCT FROM input.before",
                &rooms,
                &seqs,
                &at,
                &before as &[Option<Vec<u8>>],
                &sealed,
            );
            put.execute(db).await?
        }
        Shelf::Reports => {
            let put = sqlx::query!(
                "UPDATE messaging.reports AS report SET context = '[]', sealed = input.sealed
                 FROM unnest($1::uuid[], $2::bytea[], $3::bytea[]) AS input (id, before, sealed)
                 WHERE report.id = input.id AND report.sealed IS NOT DISTINCT FROM input.before",
                &of,
                &before as &[Option<Vec<u8>>],
                &sealed,
            );
            put.execute(db).await?
        }
    };
    Ok(done.rows_affected())
}
