//! Making a picture of an upload that is whole.

use contracts::media::PictureRefused;
use kernel::{Actor, MediaId};
use platform::{Error, Result};
use sha2::{Digest, Sha256};

use super::upload::{add, keep};
use crate::error::{MediaError, TransferError};
use crate::model::Upload;
use crate::store::transfers as store;
use crate::transfer::{State, Transfer, check};
use crate::{Media, picture};

/// The picture that has come; asked again, the same one.
pub(crate) async fn complete(media: &Media, actor: &Actor, id: MediaId) -> Result<Upload> {
    let mut tx = media.db.begin(actor).await?;
    let found = store::find(&mut tx, id, media.platform.clock.now()).await?;
    let transfer = found.ok_or_else(|| Error::not_found("media"))?;
    check(media, actor, &transfer)?;
    match transfer.state {
        State::Open => {}
        State::Done => {
            let upload = crate::store::find(&mut tx, id).await?;
            tx.commit().await?;
            return upload.ok_or_else(|| Error::not_found("media"));
        }
        State::Refused(refused) => return Err(refused.problem().into()),
    }
    if !transfer.direct && transfer.received < transfer.size {
        return Err(TransferError::Incomplete { received: transfer.received }.into());
    }
    let bytes = if transfer.direct { Vec::new() } else { store::assembled(&mut tx, id).await? };
    tx.commit().await?;
    let bytes = if transfer.direct { from_bucket(media, &transfer).await? } else { bytes };

    if let Err(error) = verify(&transfer, &bytes) {
        start_again(media, actor, &transfer).await?;
        return Err(error.into());
    }
    let picture = match keep(media, bytes).await {
        Ok(picture) => picture,
        Err(MediaError::Refused(refused)) => return Err(refuse(media, actor, &transfer, refused).await?),
        Err(MediaError::Failed(error)) => return Err(error),
    };
    finish(media, actor, &transfer, picture).await
}

/// Whether the bytes are those that were announced.
fn verify(transfer: &Transfer, bytes: &[u8]) -> Result<(), TransferError> {
    let fits = bytes.len() == transfer.size
        && transfer.sha256.is_none_or(|sum| Sha256::digest(bytes).as_slice() == sum.as_slice());
    if fits { Ok(()) } else { Err(TransferError::Checksum) }
}

/// What was sent to the bucket. Its size is asked first: nothing is read that would be refused anyway.
async fn from_bucket(media: &Media, transfer: &Transfer) -> Result<Vec<u8>> {
    let key = transfer.quarantine_key();
    let nothing_yet = || Error::from(TransferError::Incomplete { received: 0 });
    let size = media.platform.blobs.size(&key).await?.ok_or_else(nothing_yet)?;
    if size > picture::Limits::default().max_bytes as u64 {
        return Ok(Vec::new());
    }
    Ok(media.platform.blobs.get(&key).await?.ok_or_else(nothing_yet)?.to_vec())
}

async fn start_again(media: &Media, actor: &Actor, transfer: &Transfer) -> Result<()> {
    let mut tx = media.db.begin(actor).await?;
    if store::lock(&mut tx, transfer.id, media.platform.clock.now()).await?.is_some() {
        store::restart(&mut tx, transfer.id).await?;
    }
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
    if transfer.direct { media.platform.blobs.delete(&transfer.quarantine_key()).await } else { Ok(()) }
}
