//! Asking how far an upload is.

use kernel::{Actor, MediaId};
use platform::{Error, Result};

use super::parts::missing;
use crate::Media;
use crate::store::transfers as store;
use crate::transfer::{Part, State, Transfer, check};

/// An upload of the actor's own, and its parts that the bucket does not have yet; anybody else's is as if it were not
/// there.
pub(crate) async fn look(media: &Media, actor: &Actor, id: MediaId) -> Result<(Transfer, Vec<Part>)> {
    let mut tx = media.db.begin(actor).await?;
    let found = store::find(&mut tx, id, media.platform.clock.now()).await?;
    let transfer = found.ok_or_else(|| Error::not_found("media"))?;
    check(media, actor, &transfer)?;
    tx.commit().await?;
    match transfer.state {
        State::Done => Ok((Transfer { received: transfer.size, ..transfer }, Vec::new())),
        State::Open if transfer.part_size.is_some() => {
            let missing = missing(media, &transfer).await?;
            let received = transfer.size - missing.iter().map(|part| part.size).sum::<usize>();
            Ok((Transfer { received, ..transfer }, missing))
        }
        State::Open | State::Refused(_) => Ok((transfer, Vec::new())),
    }
}
