//! Removing what nobody needs: uploads that were never finished, pictures that were never used or that nothing uses any
//! more, files of pictures that nothing refers to.

use std::collections::HashSet;

use chrono::TimeDelta;
use contracts::media::MediaEvent;
use futures_util::future::try_join_all;
use kernel::{Actor, MediaId, UserId};
use platform::{Result, Tx};
use uuid::Uuid;

use crate::model::PictureFile;
use crate::ops::parts::remove;
use crate::store::transfers;
use crate::transfer::Transfer;
use crate::{Media, store};

/// How long a picture without media is kept: far longer than any request that is about to refer to it may take.
pub(crate) const KEPT: TimeDelta = TimeDelta::hours(1);

/// How long an upload is kept of which nobody says that it is used: a draft that waits on a phone without network may
/// still name it. Also how long the answer holds that one is still used: a picture that a listing dropped costs nothing
/// but its place, so a second week of it matters less than asking about every picture every day.
pub(crate) const UNUSED: TimeDelta = TimeDelta::days(7);

/// Things of one round, and rounds of one run, which together take far less than a job's lease.
const BATCH: i64 = 100;
const ROUNDS: usize = 5;

/// Pictures of one round about which domains are asked: far more are used than are not, and asking takes milliseconds.
const ASKED: i64 = 1000;

/// Removes what nobody needs.
pub(crate) async fn collect(media: &Media) -> Result<()> {
    for _ in 0..ROUNDS {
        let left = give_up_expired(media).await?
            | delete_unused(media).await?
            | delete_no_longer_used(media).await?
            | remove_files(media).await?;
        if !left {
            break;
        }
    }
    Ok(())
}

/// Uploads whose day is over. The bucket is emptied first: a row that is still there is tried again.
async fn give_up_expired(media: &Media) -> Result<bool> {
    let mut tx = media.db.begin_system().await?;
    let expired = transfers::expired(&mut tx, media.platform.clock.now(), BATCH).await?;
    tx.commit().await?;
    if expired.is_empty() {
        return Ok(false);
    }
    remove(media, expired.iter().flat_map(Transfer::parts).collect()).await?;
    let mut tx = media.db.begin_system().await?;
    transfers::forget(&mut tx, &expired.iter().map(|transfer| transfer.id.0).collect::<Vec<_>>()).await?;
    tx.commit().await?;
    Ok(true)
}

/// Uploads that nothing has ever named, after a week.
async fn delete_unused(media: &Media) -> Result<bool> {
    let mut tx = media.db.begin_system().await?;
    let unused = store::delete_unused(&mut tx, media.platform.clock.now() - UNUSED, BATCH).await?;
    tell_deleted(media, &mut tx, &unused).await?;
    tx.commit().await?;
    Ok(!unused.is_empty())
}

/// Uploads that a domain named once and that none uses any more: a listing was refused after all, was changed or purged,
/// a business has a new logo. Nothing has to be told when that happens: all that are used are asked about week by week.
async fn delete_no_longer_used(media: &Media) -> Result<bool> {
    let now = media.platform.clock.now();
    let before = now - UNUSED;
    let mut tx = media.db.begin_system().await?;
    let doubtful = store::used_before(&mut tx, before, ASKED).await?;
    tx.commit().await?;
    if doubtful.is_empty() {
        return Ok(false);
    }
    let Some(used) = ask_users(media, &doubtful).await else { return Ok(false) };
    let (used, unused): (Vec<Uuid>, Vec<Uuid>) =
        doubtful.iter().map(|id| id.0).partition(|id| used.contains(&MediaId(*id)));
    let mut tx = media.db.begin_system().await?;
    store::keep_used(&mut tx, &used, now).await?;
    // Whoever has named one since they were asked has written so, and it stays.
    let deleted = store::delete_used_before(&mut tx, &unused, before).await?;
    tell_deleted(media, &mut tx, &deleted).await?;
    tx.commit().await?;
    Ok(true)
}

/// Those of `ids` that any domain uses; none when not all of them can be asked.
async fn ask_users(media: &Media, ids: &[MediaId]) -> Option<HashSet<MediaId>> {
    let users = media.users.get().filter(|users| !users.is_empty())?;
    match try_join_all(users.iter().map(|user| user.used(ids))).await {
        Ok(used) => Some(used.into_iter().flatten().collect()),
        Err(error) => {
            tracing::warn!(%error, "pictures are kept, since not every domain says whether it uses them");
            None
        }
    }
}

async fn tell_deleted(media: &Media, tx: &mut Tx, deleted: &[(MediaId, UserId)]) -> Result<()> {
    for (id, owner) in deleted {
        let event = MediaEvent::Deleted { id: *id, owner: *owner };
        media.platform.outbox.publish(tx, &Actor::Anonymous, &event).await?;
    }
    Ok(())
}

/// Files of pictures without media: mark, delete the files, forget. A mark outlives a crash, so nothing half removed is
/// ever shown again, and the next run finishes the work.
async fn remove_files(media: &Media) -> Result<bool> {
    let mut tx = media.db.begin_system().await?;
    let hashes = store::mark_unused(&mut tx, media.platform.clock.now() - KEPT, BATCH).await?;
    tx.commit().await?;
    for hash in &hashes {
        let keys: Vec<String> = PictureFile::all(hash).map(|file| file.key()).collect();
        try_join_all(keys.iter().map(|key| media.platform.blobs.delete(key))).await?;
    }
    if hashes.is_empty() {
        return Ok(false);
    }
    let mut tx = media.db.begin_system().await?;
    store::forget_removed(&mut tx, &hashes).await?;
    tx.commit().await?;
    tracing::info!(pictures = hashes.len(), "removed pictures that nothing refers to");
    Ok(true)
}
