//! Statements about uploads under way.

use chrono::{DateTime, Utc};
use contracts::media::PictureRefused;
use kernel::{MediaId, UserId};
use platform::{Error, Result};
use sqlx::PgConnection;

use crate::transfer::{State, Transfer};

struct Row {
    id: uuid::Uuid,
    owner_user_id: uuid::Uuid,
    size: i32,
    sha256: Option<Vec<u8>>,
    received: i32,
    direct: bool,
    part_size: Option<i32>,
    state: String,
    refusal: Option<String>,
    expires_at: DateTime<Utc>,
}

impl TryFrom<Row> for Transfer {
    type Error = Error;
    fn try_from(row: Row) -> Result<Self> {
        let state = match (row.state.as_str(), row.refusal.as_deref().and_then(PictureRefused::of_code)) {
            ("OPEN", _) => State::Open,
            ("DONE", _) => State::Done,
            // A code that a newer or older program knows.
            (_, refused) => State::Refused(refused.unwrap_or(PictureRefused::Damaged)),
        };
        let count = |n: i32| usize::try_from(n).map_err(Error::internal);
        Ok(Self {
            id: row.id.into(),
            owner: row.owner_user_id.into(),
            size: count(row.size)?,
            sha256: row.sha256.and_then(|sum| sum.try_into().ok()),
            received: count(row.received)?,
            direct: row.direct,
            part_size: row.part_size.map(count).transpose()?,
            state,
            expires_at: row.expires_at,
        })
    }
}

/// Bytes as the database counts them; no file that is taken is larger than 10 MiB.
fn bytes(count: usize) -> i32 {
    i32::try_from(count).expect("no more than 10 MiB")
}

/// Makes the uploads of one person begin one after another until the transaction ends.
pub(crate) async fn lock_owner(db: &mut PgConnection, owner: UserId) -> Result<()> {
    sqlx::query!(
        "SELECT pg_advisory_xact_lock(hashtextextended('media.transfers ' || $1, 0))",
        owner.to_string()
    )
    .execute(db)
    .await?;
    Ok(())
}

/// How many uploads a person has open, and how many bytes these announced.
pub(crate) async fn open_of(db: &mut PgConnection, owner: UserId, now: DateTime<Utc>) -> Result<(i64, i64)> {
    let open = sqlx::query!(
        r#"SELECT count(*) AS "count!", coalesce(sum(size), 0) AS "bytes!" FROM media.transfers
           WHERE owner_user_id = $1 AND state = 'OPEN' AND expires_at > $2"#,
        owner.0,
        now,
    )
    .fetch_one(db)
    .await?;
    Ok((open.count, open.bytes))
}

/// Gives up those open uploads of a person that have had no piece since `before`.
pub(crate) async fn drop_forgotten(
    db: &mut PgConnection,
    owner: UserId,
    before: DateTime<Utc>,
) -> Result<()> {
    sqlx::query!(
        "DELETE FROM media.transfers
         WHERE owner_user_id = $1 AND state = 'OPEN' AND NOT direct AND touched_at < $2",
        owner.0,
        before,
    )
    .execute(db)
    .await?;
    Ok(())
}

pub(crate) async fn insert(db: &mut PgConnection, transfer: &Transfer, now: DateTime<Utc>) -> Result<()> {
    sqlx::query!(
        "INSERT INTO media.transfers (id, owner_user_id, size, sha256, direct, part_size, touched_at, expires_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        transfer.id.0,
        transfer.owner.0,
        bytes(transfer.size),
        transfer.sha256.as_ref().map(|sum| sum.as_slice()),
        transfer.direct,
        transfer.part_size.map(bytes),
        now,
        transfer.expires_at,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// An upload that the transaction's user may see and that has not expired.
pub(crate) async fn find(db: &mut PgConnection, id: MediaId, now: DateTime<Utc>) -> Result<Option<Transfer>> {
    let row = sqlx::query_as!(
        Row,
        "SELECT id, owner_user_id, size, sha256, received, direct, part_size, state, refusal, expires_at
         FROM media.transfers WHERE id = $1 AND expires_at > $2 AND state <> 'ABANDONED'",
        id.0,
        now,
    );
    row.fetch_optional(db).await?.map(Transfer::try_from).transpose()
}

/// The same, locked until the transaction ends.
pub(crate) async fn lock(db: &mut PgConnection, id: MediaId, now: DateTime<Utc>) -> Result<Option<Transfer>> {
    let row = sqlx::query_as!(
        Row,
        "SELECT id, owner_user_id, size, sha256, received, direct, part_size, state, refusal, expires_at
         FROM media.transfers WHERE id = $1 AND expires_at > $2 AND state <> 'ABANDONED' FOR UPDATE",
        id.0,
        now,
    );
    row.fetch_optional(db).await?.map(Transfer::try_from).transpose()
}

/// Adds a piece behind what is there; the upload is locked.
pub(crate) async fn append(
    db: &mut PgConnection,
    transfer: &Transfer,
    piece: &[u8],
    now: DateTime<Utc>,
) -> Result<()> {
    sqlx::query!(
        "WITH piece AS (INSERT INTO media.pieces (transfer_id, starts_at, bytes) VALUES ($1, $2, $3))
         UPDATE media.transfers SET received = $4, touched_at = $5 WHERE id = $1",
        transfer.id.0,
        bytes(transfer.received),
        piece,
        bytes(transfer.received + piece.len()),
        now,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// All that has come, in order.
pub(crate) async fn assembled(db: &mut PgConnection, id: MediaId) -> Result<Vec<u8>> {
    let pieces = sqlx::query_scalar!(
        "SELECT bytes FROM media.pieces WHERE transfer_id = $1 ORDER BY starts_at",
        id.0,
    )
    .fetch_all(db)
    .await?;
    Ok(pieces.concat())
}

/// Throws away what has come: it is to be sent again from the start.
pub(crate) async fn restart(db: &mut PgConnection, id: MediaId) -> Result<()> {
    sqlx::query!("UPDATE media.transfers SET received = 0 WHERE id = $1 AND state = 'OPEN'", id.0)
        .execute(&mut *db)
        .await?;
    drop_pieces(db, id).await
}

/// Remembers that it became a picture, for whoever asks again.
pub(crate) async fn finish(db: &mut PgConnection, id: MediaId) -> Result<()> {
    sqlx::query!("UPDATE media.transfers SET state = 'DONE' WHERE id = $1", id.0).execute(&mut *db).await?;
    drop_pieces(db, id).await
}

/// Remembers why it was refused, for whoever asks again.
pub(crate) async fn refuse(db: &mut PgConnection, id: MediaId, refused: PictureRefused) -> Result<()> {
    sqlx::query!(
        "UPDATE media.transfers SET state = 'REFUSED', refusal = $2 WHERE id = $1 AND state = 'OPEN'",
        id.0,
        refused.problem().code,
    )
    .execute(&mut *db)
    .await?;
    drop_pieces(db, id).await
}

async fn drop_pieces(db: &mut PgConnection, id: MediaId) -> Result<()> {
    sqlx::query!("DELETE FROM media.pieces WHERE transfer_id = $1", id.0).execute(db).await?;
    Ok(())
}

/// Gives an upload up: from now on it is as if it were not there.
pub(crate) async fn abandon(db: &mut PgConnection, id: MediaId) -> Result<()> {
    sqlx::query!("UPDATE media.transfers SET state = 'ABANDONED', refusal = NULL WHERE id = $1", id.0)
        .execute(&mut *db)
        .await?;
    drop_pieces(db, id).await
}

/// Forgets uploads whose time is over, with their pieces.
pub(crate) async fn forget(db: &mut PgConnection, ids: &[uuid::Uuid]) -> Result<()> {
    sqlx::query!("DELETE FROM media.transfers WHERE id = ANY($1)", ids).execute(db).await?;
    Ok(())
}

/// Up to `limit` uploads whose time is over.
pub(crate) async fn expired(db: &mut PgConnection, now: DateTime<Utc>, limit: i64) -> Result<Vec<Transfer>> {
    let rows = sqlx::query_as!(
        Row,
        "SELECT id, owner_user_id, size, sha256, received, direct, part_size, state, refusal, expires_at
         FROM media.transfers WHERE expires_at <= $1 ORDER BY expires_at LIMIT $2",
        now,
        limit,
    );
    rows.fetch_all(db).await?.into_iter().map(Transfer::try_from).collect()
}
