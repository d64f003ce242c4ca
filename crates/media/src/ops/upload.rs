//! Taking a picture in.

use std::time::Duration;

use bytes::Bytes;
use contracts::media::PictureRefused;
use futures_util::future::try_join_all;
use kernel::{Actor, ErrorKind, MediaId, UserId};
use platform::http::Once;
use platform::policy::Resource;
use platform::{Error, Result, Tx};
use tokio::sync::OwnedSemaphorePermit;

use crate::error::MediaError;
use crate::model::{PictureFile, StoredPicture, Upload};
use crate::picture::{Limits, PictureError, Processed, content_hash, process};
use crate::rights::UploadMedia;
use crate::{Media, store};

/// How long an upload waits for its turn before it is sent away.
const PATIENCE: Duration = Duration::from_secs(10);

/// Takes a picture that the actor sent. The caller writes its answer into the transaction and commits.
pub(crate) async fn upload(
    media: &Media,
    actor: &Actor,
    once: &Once,
    bytes: Vec<u8>,
) -> Result<(Tx, Upload)> {
    media.platform.policies.check::<UploadMedia>(actor, &Resource::platform())?;
    let owner = sender(actor)?;
    // Whoever sends again what was answered already gets the answer before anything is decoded.
    once.begin(&media.db, actor).await?.rollback().await?;
    let picture = keep(media, bytes).await?;
    let mut tx = once.begin(&media.db, actor).await?;
    let id = MediaId::new(media.platform.clock.now());
    let upload = add(media, &mut tx, id, owner, picture).await?;
    Ok((tx, upload))
}

/// Who sends.
pub(crate) fn sender(actor: &Actor) -> Result<UserId> {
    let signed_out = || Error::new(ErrorKind::Unauthorized, "media", "platform-error-unauthorized");
    actor.user_id().ok_or_else(signed_out)
}

/// Takes a picture that came with a form of another domain.
pub(crate) async fn store(media: &Media, owner: UserId, bytes: Vec<u8>) -> Result<Upload, MediaError> {
    let picture = keep(media, bytes).await?;
    let mut tx = media.db.begin_system().await?;
    let now = media.platform.clock.now();
    let upload = Upload { id: MediaId::new(now), owner, created_at: now, picture };
    // The form names it at once.
    store::insert(&mut tx, &upload, Some(now)).await?;
    tx.commit().await?;
    Ok(upload)
}

/// Writes that `owner` has uploaded this picture; nothing names it yet.
pub(crate) async fn add(
    media: &Media,
    tx: &mut Tx,
    id: MediaId,
    owner: UserId,
    picture: StoredPicture,
) -> Result<Upload> {
    let upload = Upload { id, owner, created_at: media.platform.clock.now(), picture };
    store::insert(tx, &upload, None).await?;
    Ok(upload)
}

/// Makes the picture's files, unless the same bytes were sent before.
pub(crate) async fn keep(media: &Media, bytes: Vec<u8>) -> Result<StoredPicture, MediaError> {
    let hash = content_hash(&bytes);
    let turn = take_turn(media).await?;
    // Asked in turn, so that of several uploads of the same bytes at once mostly one is decoded.
    if let Some(known) = touch(media, &hash).await? {
        return Ok(known);
    }
    let (processed, turn) = aside(turn, move || process(&bytes, &Limits::default())).await?;
    let picture = StoredPicture::of(&processed);
    note_begun(media, &picture).await?;
    write_files(media, processed).await?;
    note_written(media, &picture).await?;
    drop(turn);
    Ok(picture)
}

pub(crate) async fn take_turn(media: &Media) -> Result<OwnedSemaphorePermit> {
    match tokio::time::timeout(PATIENCE, media.workers.clone().acquire_owned()).await {
        Ok(Ok(turn)) => Ok(turn),
        Ok(Err(closed)) => Err(Error::unavailable(closed)),
        Err(_) => Err(Error::unavailable("too many pictures are being worked on")),
    }
}

/// Works on a picture on a thread of its own. The turn goes along: when the caller gives up, the thread works on.
pub(crate) async fn aside<T: Send + 'static>(
    turn: OwnedSemaphorePermit,
    work: impl FnOnce() -> Result<T, PictureError> + Send + 'static,
) -> Result<(T, OwnedSemaphorePermit), MediaError> {
    match tokio::task::spawn_blocking(move || (work(), turn)).await {
        Ok((Ok(made), turn)) => Ok((made, turn)),
        Ok((Err(refused), _)) => Err(PictureRefused::from(refused).into()),
        // Decoders are other people's code. Whatever upsets one of them is not a picture to us.
        Err(failed) if failed.is_panic() => {
            tracing::error!("a picture made its decoder panic");
            Err(PictureRefused::Damaged.into())
        }
        Err(stopped) => Err(Error::unavailable(stopped).into()),
    }
}

async fn write_files(media: &Media, processed: Processed) -> Result<()> {
    let hash = processed.hash;
    let writes = processed.variants.into_iter().map(|variant| {
        let file = PictureFile { hash: &hash, size: variant.size, format: variant.format };
        let key = file.key();
        async move { media.platform.blobs.put(&key, Bytes::from(variant.bytes)).await }
    });
    try_join_all(writes).await?;
    Ok(())
}

async fn touch(media: &Media, hash: &str) -> Result<Option<StoredPicture>> {
    let mut tx = media.db.begin_system().await?;
    let known = store::touch(&mut tx, hash, media.platform.clock.now()).await?;
    tx.commit().await?;
    Ok(known)
}

/// The row comes before the files: should this process end in between, they are collected with it.
async fn note_begun(media: &Media, picture: &StoredPicture) -> Result<()> {
    let mut tx = media.db.begin_system().await?;
    let begun = store::begin_picture(&mut tx, picture, media.platform.clock.now()).await?;
    tx.commit().await?;
    if begun { Ok(()) } else { Err(is_being_removed()) }
}

async fn note_written(media: &Media, picture: &StoredPicture) -> Result<()> {
    let mut tx = media.db.begin_system().await?;
    let written = store::finish_picture(&mut tx, &picture.hash, media.platform.clock.now()).await?;
    tx.commit().await?;
    if written { Ok(()) } else { Err(is_being_removed()) }
}

fn is_being_removed() -> Error {
    Error::unavailable("the same picture is being removed at this moment")
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use tokio::sync::Semaphore;

    use super::*;

    #[tokio::test]
    async fn a_picture_that_upsets_the_decoder_is_damaged_and_gives_its_turn_back() {
        let workers = Arc::new(Semaphore::new(1));
        for _ in 0..2 {
            let turn = workers.clone().try_acquire_owned().expect("a free turn");
            let refused = aside::<()>(turn, || panic!("a decoder's mistake")).await.expect_err("refused");
            assert!(matches!(refused, MediaError::Refused(PictureRefused::Damaged)), "{refused:?}");
        }
    }

    #[tokio::test]
    async fn the_turn_stays_taken_while_the_work_of_a_caller_who_left_goes_on() {
        let workers = Arc::new(Semaphore::new(1));
        let (finish, finished) = std::sync::mpsc::channel::<()>();
        let turn = workers.clone().try_acquire_owned().expect("a free turn");
        let mut work = Box::pin(aside(turn, move || {
            let _ = finished.recv();
            Ok(())
        }));
        assert!(futures_util::poll!(&mut work).is_pending());
        drop(work);
        assert!(workers.clone().try_acquire_owned().is_err(), "the thread still has the turn");
        drop(finish);
        assert!(workers.acquire_owned().await.is_ok());
    }
}
