//! Uploads that another domain takes: it keeps the file, and nothing public is made of it (M-14, P-30).

use contracts::media::Brought;
use kernel::{MediaId, UserId};
use platform::{Result, Tx};

use super::complete::verify;
use crate::Media;
use crate::store::transfers as store;
use crate::transfer::{State, Transfer};

/// The upload of this person, locked, while it is open and its pieces come here.
async fn hold(media: &Media, tx: &mut Tx, owner: UserId, id: MediaId) -> Result<Option<Transfer>> {
    let found = store::lock(tx, id, media.platform.clock.now()).await?;
    let is_taken =
        |transfer: &Transfer| transfer.owner == owner && transfer.state == State::Open && !transfer.direct;
    Ok(found.filter(is_taken))
}

/// What has come of an upload. Bytes that are not those which were announced are thrown away, to be sent again.
pub(crate) async fn brought(media: &Media, owner: UserId, id: MediaId) -> Result<Brought> {
    let mut tx = media.db.begin_system().await?;
    let Some(transfer) = hold(media, &mut tx, owner, id).await? else {
        tx.rollback().await?;
        return Ok(Brought::Nothing);
    };
    if transfer.received < transfer.size {
        tx.rollback().await?;
        return Ok(Brought::InPart);
    }
    let bytes = store::assembled(&mut tx, id).await?;
    if verify(&transfer, &bytes).is_err() {
        store::restart(&mut tx, id).await?;
        tx.commit().await?;
        return Ok(Brought::InPart);
    }
    tx.rollback().await?;
    Ok(Brought::Whole(bytes))
}

/// The upload is done, and its pieces are gone.
pub(crate) async fn kept(media: &Media, owner: UserId, id: MediaId) -> Result<()> {
    let mut tx = media.db.begin_system().await?;
    if hold(media, &mut tx, owner, id).await?.is_some() {
        store::finish(&mut tx, id).await?;
    }
    tx.commit().await
}
