//! Making a picture of an upload that is whole.

use bytes::Bytes;
use contracts::media::PictureRefused;
use futures_util::future::try_join_all;
use kernel::{Actor, MediaId};
use platform::{Error, Result};
use sha2::{Digest, Sha256};

use super::parts::remove;
use super::upload::{add, keep};
use crate::Media;
use crate::error::{MediaError, TransferError};
use crate::model::Upload;
use crate::store::transfers as store;
use crate::transfer::{State, Transfer, check};

/// The picture that has come; asked again, the same one.
pub(crate) async fn complete(media: &Media, actor: &Actor, id: MediaId) -> Result<Upload> {
    let (transfer, made) = found(media, actor, id).await?;
    if let Some(made) = made {
        return Ok(made);
    }
    match make(media, actor, &transfer).await {
        Ok(made) => Ok(made),
        // Of several completions at once the quickest takes the bytes away, and the others miss them.
        Err(error) => found(media, actor, id).await?.1.ok_or(error),
    }
}

/// The upload, and the picture that it has become, if it has. One that was refused is refused again.
async fn found(media: &Media, actor: &Actor, id: MediaId) -> Result<(Transfer, Option<Upload>)> {
    let not_found = || Error::not_found("media");
    let mut tx = media.db.begin(actor).await?;
    let transfer = store::find(&mut tx, id, media.platform.clock.now()).await?.ok_or_else(not_found)?;
    check(media, actor, &transfer)?;
    let made = match transfer.state {
        State::Open => None,
        State::Done => Some(crate::store::find(&mut tx, id).await?.ok_or_else(not_found)?),
        State::Refused(refused) => return Err(refused.problem().into()),
    };
    tx.commit().await?;
    Ok((transfer, made))
}

async fn make(media: &Media, actor: &Actor, transfer: &Transfer) -> Result<Upload> {
    let bytes = if transfer.direct {
        from_bucket(media, transfer).await?
    } else if transfer.received < transfer.size {
        return Err(TransferError::Incomplete { received: transfer.received }.into());
    } else {
        let mut tx = media.db.begin(actor).await?;
        let bytes = store::assembled(&mut tx, transfer.id).await?;
        tx.commit().await?;
        bytes
    };
    if let Err(error) = verify(transfer, &bytes) {
        start_again(media, actor, transfer).await?;
        return Err(error.into());
    }
    let picture = match keep(media, bytes).await {
        Ok(picture) => picture,
        Err(MediaError::Refused(refused)) => return Err(refuse(media, actor, transfer, refused).await?),
        Err(MediaError::Failed(error)) => return Err(error),
    };
    finish(media, actor, transfer, picture).await
}

/// Whether the bytes are those that were announced.
pub(super) fn verify(transfer: &Transfer, bytes: &[u8]) -> Result<(), TransferError> {
    let fits = bytes.len() == transfer.size
        && transfer.sha256.is_none_or(|sum| Sha256::digest(bytes).as_slice() == sum.as_slice());
    if fits { Ok(()) } else { Err(TransferError::Checksum) }
}

/// What was sent to the bucket. Sizes are asked first: nothing is read that is not what was announced.
async fn from_bucket(media: &Media, transfer: &Transfer) -> Result<Vec<u8>> {
    let (blobs, parts) = (&media.platform.blobs, transfer.parts());
    let sizes = try_join_all(parts.iter().map(|part| blobs.size(&part.key))).await?;
    let here = parts.iter().zip(&sizes).filter(|(_, size)| size.is_some());
    let received: usize = here.map(|(part, _)| part.size).sum();
    let incomplete = || Error::from(TransferError::Incomplete { received });
    if sizes.iter().any(Option::is_none) {
        return Err(incomplete());
    }
    if parts.iter().zip(&sizes).any(|(part, size)| *size != Some(part.size as u64)) {
        return Ok(Vec::new());
    }
    let files = try_join_all(parts.iter().map(|part| blobs.get(&part.key))).await?;
    let files: Option<Vec<Bytes>> = files.into_iter().collect();
    Ok(files.ok_or_else(incomplete)?.concat())
}

async fn start_again(media: &Media, actor: &Actor, transfer: &Transfer) -> Result<()> {
    let mut tx = media.db.begin(actor).await?;
    let current = store::lock(&mut tx, transfer.id, media.platform.clock.now()).await?;
    if current.is_none_or(|current| current.state != State::Open) {
        return Ok(());
    }
    store::restart(&mut tx, transfer.id).await?;
    tx.commit().await?;
    empty_quarantine(media, transfer).await
}

async fn refuse(media: &Media, actor: &Actor, transfer: &Transfer, refused: PictureRefused) -> Result<Error> {
    let mut tx = media.db.begin(actor).await?;
    store::refuse(&mut tx, transfer.id, refused).await?;
    tx.commit().await?;
    empty_quarantine(media, transfer).await?;
    Ok(refused.problem().into())
}

async fn finish(
    media: &Media,
    actor: &Actor,
    transfer: &Transfer,
    picture: crate::model::StoredPicture,
) -> Result<Upload> {
    let not_found = || Error::not_found("media");
    let mut tx = media.db.begin(actor).await?;
    // Of several completions at once, the first writes and the others find what it wrote.
    let now = media.platform.clock.now();
    let current = store::lock(&mut tx, transfer.id, now).await?.ok_or_else(not_found)?;
    let upload = match current.state {
        State::Open => {
            let upload = add(media, &mut tx, transfer.id, transfer.owner, picture).await?;
            store::finish(&mut tx, transfer.id).await?;
            upload
        }
        State::Done => crate::store::find(&mut tx, transfer.id).await?.ok_or_else(not_found)?,
        State::Refused(refused) => return Err(refused.problem().into()),
    };
    tx.commit().await?;
    // Should this fail, the object is removed when the upload expires.
    if let Err(error) = empty_quarantine(media, transfer).await {
        tracing::warn!(error = &error as &dyn std::error::Error, "a checked upload stays in quarantine");
    }
    Ok(upload)
}

async fn empty_quarantine(media: &Media, transfer: &Transfer) -> Result<()> {
    remove(media, transfer.parts()).await
}
