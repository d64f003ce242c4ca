//! Taking the next piece of an upload.

use contracts::media::{PictureRefused, recording_type};
use kernel::{Actor, MediaId};
use platform::{Error, Result};

use crate::Media;
use crate::error::TransferError;
use crate::picture::refuse_early;
use crate::store::transfers as store;
use crate::transfer::{PIECE, State, Transfer, WORTH_KEEPING, check};

/// Some of a file, as it came over the network.
#[derive(Debug)]
pub(crate) struct Piece {
    /// Where it begins in the file.
    pub offset: usize,
    /// What came.
    pub bytes: Vec<u8>,
    /// Whether the connection was cut before all of it came.
    pub cut: bool,
}

/// Adds the piece, whole or as far as it came, and says how far the upload is now.
pub(crate) async fn append(media: &Media, actor: &Actor, id: MediaId, piece: &Piece) -> Result<Transfer> {
    let now = media.platform.clock.now();
    let mut tx = media.db.begin(actor).await?;
    let transfer = store::lock(&mut tx, id, now).await?.ok_or_else(|| Error::not_found("media"))?;
    check(media, actor, &transfer)?;
    match transfer.state {
        State::Open => {}
        // The answer to the last piece, or to the completion, was lost.
        State::Done => return Ok(Transfer { received: transfer.size, ..transfer }),
        State::Refused(refused) => return Err(refused.problem().into()),
    }
    let news = transfer.news(piece.offset, &piece.bytes)?;
    let received = transfer.received + news.len();
    if news.is_empty() || (piece.cut && news.len() < WORTH_KEEPING) {
        return Ok(transfer);
    }
    if !piece.cut && received < transfer.size && piece.bytes.len() < *PIECE.start() {
        return Err(TransferError::PieceTooSmall.into());
    }
    // What a recording is for, is said at its end: here it becomes no picture, but a conversation takes it.
    if transfer.received == 0
        && recording_type(news).is_none()
        && let Err(error) = refuse_early(news)
    {
        // Said at once, and not after ten megabytes over a slow network.
        let refused = PictureRefused::from(error);
        store::refuse(&mut tx, id, refused).await?;
        tx.commit().await?;
        return Err(refused.problem().into());
    }
    store::append(&mut tx, &transfer, news, now).await?;
    tx.commit().await?;
    Ok(Transfer { received, ..transfer })
}
