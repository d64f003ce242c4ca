//! Removing the files of pictures that nothing refers to.

use chrono::TimeDelta;
use futures_util::future::try_join_all;
use platform::Result;

use crate::model::PictureFile;
use crate::{Media, store};

/// How long a picture without media is kept: far longer than any request that is about to refer to it may take.
pub(crate) const KEPT: TimeDelta = TimeDelta::hours(1);

/// Pictures of one round, and rounds of one run, which together take far less than a job's lease.
const BATCH: i64 = 100;
const ROUNDS: usize = 5;

/// Removes pictures without media: mark, delete the files, forget. A mark outlives a crash, so
/// nothing half removed is ever shown again, and the next run finishes the work.
pub(crate) async fn collect(media: &Media) -> Result<()> {
    for _ in 0..ROUNDS {
        let mut tx = media.db.begin_system().await?;
        let hashes = store::mark_unused(&mut tx, media.platform.clock.now() - KEPT, BATCH).await?;
        tx.commit().await?;
        if hashes.is_empty() {
            break;
        }
        for hash in &hashes {
            let keys: Vec<String> = PictureFile::all(hash).map(|file| file.key()).collect();
            try_join_all(keys.iter().map(|key| media.platform.blobs.delete(key))).await?;
        }
        let mut tx = media.db.begin_system().await?;
        store::forget_removed(&mut tx, &hashes).await?;
        tx.commit().await?;
        tracing::info!(pictures = hashes.len(), "removed pictures that nothing refers to");
    }
    Ok(())
}
