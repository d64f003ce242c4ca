//! Every SQL statement of the domain.

use chrono::{DateTime, Utc};
use kernel::{MediaId, UserId};
use platform::Result;
use sqlx::PgConnection;
use uuid::Uuid;

use crate::model::{StoredPicture, Upload};

pub(crate) mod transfers;

/// The picture with this content, if its files are there; from now on they are not collected for a while.
pub(crate) async fn touch(
    db: &mut PgConnection,
    hash: &str,
    now: DateTime<Utc>,
) -> Result<Option<StoredPicture>> {
    let found = sqlx::query_as!(
        StoredPicture,
        "UPDATE media.pictures SET touched_at = $2 WHERE hash = $1 AND written AND NOT removing
         RETURNING hash, width, height, color, blur, print",
        hash,
        now,
    );
    Ok(found.fetch_optional(db).await?)
}

/// Notes that the files of a picture are about to be written: from now on they are not collected for a while. False when
/// they are being removed at this moment.
pub(crate) async fn begin_picture(
    db: &mut PgConnection,
    picture: &StoredPicture,
    now: DateTime<Utc>,
) -> Result<bool> {
    let written = sqlx::query!(
        "INSERT INTO media.pictures (hash, width, height, color, blur, print, touched_at, written)
         VALUES ($1, $2, $3, $4, $5, $6, $7, false)
         ON CONFLICT (hash) DO UPDATE SET touched_at = excluded.touched_at WHERE NOT pictures.removing",
        picture.hash,
        picture.width,
        picture.height,
        picture.color,
        picture.blur,
        picture.print,
        now,
    );
    Ok(written.execute(db).await?.rows_affected() == 1)
}

/// Notes that the files of a picture are there. False when they are being removed at this moment.
pub(crate) async fn finish_picture(db: &mut PgConnection, hash: &str, now: DateTime<Utc>) -> Result<bool> {
    let written = sqlx::query!(
        "UPDATE media.pictures SET written = true, touched_at = $2 WHERE hash = $1 AND NOT removing",
        hash,
        now,
    );
    Ok(written.execute(db).await?.rows_affected() == 1)
}

/// `used_at`: when it was last known to be used; none as long as no domain has named it.
pub(crate) async fn insert(
    db: &mut PgConnection,
    upload: &Upload,
    used_at: Option<DateTime<Utc>>,
) -> Result<()> {
    sqlx::query!(
        "INSERT INTO media.media (id, owner_user_id, hash, created_at, used_at) VALUES ($1, $2, $3, $4, $5)",
        upload.id.0,
        upload.owner.0,
        upload.picture.hash,
        upload.created_at,
        used_at,
    )
    .execute(db)
    .await?;
    Ok(())
}

/// An upload that the transaction's user may see.
pub(crate) async fn find(db: &mut PgConnection, id: MediaId) -> Result<Option<Upload>> {
    let row = sqlx::query!(
        "SELECT media.id, media.owner_user_id, media.created_at,
                pictures.hash, pictures.width, pictures.height, pictures.color, pictures.blur,
                pictures.print
         FROM media.media JOIN media.pictures ON pictures.hash = media.hash
         WHERE media.id = $1",
        id.0,
    )
    .fetch_optional(db)
    .await?;
    Ok(row.map(|row| Upload {
        id: row.id.into(),
        owner: row.owner_user_id.into(),
        created_at: row.created_at,
        picture: StoredPicture {
            hash: row.hash,
            width: row.width,
            height: row.height,
            color: row.color,
            blur: row.blur,
            print: row.print,
        },
    }))
}

/// False when it was not there, or not any more.
pub(crate) async fn delete(db: &mut PgConnection, id: MediaId) -> Result<bool> {
    let deleted = sqlx::query!("DELETE FROM media.media WHERE id = $1", id.0).execute(db).await?;
    Ok(deleted.rows_affected() == 1)
}

/// The pictures with these ids, whoever uploaded them.
pub(crate) async fn shown(db: &mut PgConnection, ids: &[Uuid]) -> Result<Vec<(MediaId, StoredPicture)>> {
    let rows = sqlx::query!(
        r#"SELECT id AS "id!", hash AS "hash!", width AS "width!", height AS "height!", color AS "color!",
                  blur AS "blur!", print
           FROM media.shown WHERE id = ANY($1)"#,
        ids,
    )
    .fetch_all(db)
    .await?;
    let named = rows.into_iter().map(|row| {
        let picture = StoredPicture {
            hash: row.hash,
            width: row.width,
            height: row.height,
            color: row.color,
            blur: row.blur,
            print: row.print,
        };
        (row.id.into(), picture)
    });
    Ok(named.collect())
}

/// Those of `ids` that `owner` has uploaded, in no order; they are used from `now` on. Each is written, so that one that
/// is being deleted at this moment is either gone or kept, and never told as one's own and then deleted.
pub(crate) async fn use_owned(
    db: &mut PgConnection,
    owner: UserId,
    ids: &[Uuid],
    now: DateTime<Utc>,
) -> Result<Vec<Uuid>> {
    let used = sqlx::query_scalar!(
        "UPDATE media.media SET used_at = $3 WHERE owner_user_id = $1 AND id = ANY($2) RETURNING id",
        owner.0,
        ids,
        now,
    );
    Ok(used.fetch_all(db).await?)
}

/// Up to `limit` uploads that were used, but are not known to be since `before`.
pub(crate) async fn used_before(
    db: &mut PgConnection,
    before: DateTime<Utc>,
    limit: i64,
) -> Result<Vec<MediaId>> {
    let ids = sqlx::query_scalar!(
        "SELECT id FROM media.media WHERE used_at < $1 ORDER BY used_at LIMIT $2",
        before,
        limit,
    );
    Ok(ids.fetch_all(db).await?.into_iter().map(MediaId).collect())
}

/// Notes that these are still used.
pub(crate) async fn keep_used(db: &mut PgConnection, ids: &[Uuid], now: DateTime<Utc>) -> Result<()> {
    sqlx::query!("UPDATE media.media SET used_at = $2 WHERE id = ANY($1)", ids, now).execute(db).await?;
    Ok(())
}

/// Deletes those of `ids` that nothing has named since `before`; returns them and their owners. One that is being named
/// at this moment is left for later.
pub(crate) async fn delete_used_before(
    db: &mut PgConnection,
    ids: &[Uuid],
    before: DateTime<Utc>,
) -> Result<Vec<(MediaId, UserId)>> {
    let rows = sqlx::query!(
        "DELETE FROM media.media
         WHERE used_at < $2 AND id IN (
             SELECT id FROM media.media WHERE id = ANY($1) AND used_at < $2 FOR UPDATE SKIP LOCKED
         )
         RETURNING id, owner_user_id",
        ids,
        before,
    )
    .fetch_all(db)
    .await?;
    Ok(rows.into_iter().map(|row| (row.id.into(), row.owner_user_id.into())).collect())
}

/// Deletes up to `limit` uploads from before `before` that nothing ever named; returns them and their owners.
pub(crate) async fn delete_unused(
    db: &mut PgConnection,
    before: DateTime<Utc>,
    limit: i64,
) -> Result<Vec<(MediaId, UserId)>> {
    let rows = sqlx::query!(
        "DELETE FROM media.media
         WHERE used_at IS NULL AND id IN (
             SELECT id FROM media.media WHERE used_at IS NULL AND created_at < $1
             ORDER BY created_at LIMIT $2 FOR UPDATE SKIP LOCKED
         )
         RETURNING id, owner_user_id",
        before,
        limit,
    )
    .fetch_all(db)
    .await?;
    Ok(rows.into_iter().map(|row| (row.id.into(), row.owner_user_id.into())).collect())
}

/// Marks up to `limit` pictures that nothing refers to and that nobody has sent since `before`, and those whose
/// removal was interrupted; returns their hashes.
pub(crate) async fn mark_unused(
    db: &mut PgConnection,
    before: DateTime<Utc>,
    limit: i64,
) -> Result<Vec<String>> {
    // The lock makes PostgreSQL check a row again that an upload touches at this moment.
    let marked = sqlx::query_scalar!(
        "UPDATE media.pictures SET removing = true
         WHERE hash IN (
             SELECT hash FROM media.pictures AS unused
             WHERE removing
                OR (touched_at < $1 AND NOT EXISTS (SELECT FROM media.media WHERE media.hash = unused.hash))
             LIMIT $2
             FOR UPDATE
         )
         RETURNING hash",
        before,
        limit,
    );
    Ok(marked.fetch_all(db).await?)
}

/// Forgets pictures whose files are gone.
pub(crate) async fn forget_removed(db: &mut PgConnection, hashes: &[String]) -> Result<()> {
    sqlx::query!("DELETE FROM media.pictures WHERE removing AND hash = ANY($1)", hashes).execute(db).await?;
    Ok(())
}
