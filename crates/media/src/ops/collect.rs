//! Removing what nobody needs: uploads that were never finished, pictures that were never used, files of pictures
//! that nothing refers to.

use chrono::TimeDelta;
use contracts::media::MediaEvent;
use futures_util::future::try_join_all;
use kernel::Actor;
use platform::Result;

use crate::model::PictureFile;
use crate::ops::parts::remove;
use crate::store::transfers;
use crate::transfer::Transfer;
use crate::{Media, store};

/// How long a picture without media is kept: far longer than any request that is about to refer to it may take.
pub(crate) const KEPT: TimeDelta = TimeDelta::hours(1);

/// How long an upload that nothing has named is kept: a draft that waits on a phone without network may still name it.
pub(crate) const UNUSED: TimeDelta = TimeDelta::days(7);

/// Things of one round, and rounds of one run, which together take far less than a job's lease.
const BATCH: i64 = 100;
const ROUNDS: usize = 5;

/// Removes what nobody needs.
pub(crate) async fn collect(media: &Media) -> Result<()> {
    for _ in 0..ROUNDS {
        let left = give_up_expired(media).await? | delete_unused(media).await? | remove_files(media).await?;
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

/// Uploads that nothing named for a week.
async fn delete_unused(media: &Media) -> Result<bool> {
    let mut tx = media.db.begin_system().await?;
    let unused = store::delete_unused(&mut tx, media.platform.clock.now() - UNUSED, BATCH).await?;
    for (id, owner) in &unused {
        let event = MediaEvent::Deleted { id: *id, owner: *owner };
        media.platform.outbox.publish(&mut tx, &Actor::Anonymous, &event).await?;
    }
    tx.commit().await?;
    Ok(!unused.is_empty())
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
