//! Giving an upload up.

use kernel::{Actor, MediaId};
use platform::{Error, Result};

use crate::Media;
use crate::store::transfers as store;
use crate::transfer::check;

/// Throws away what has come. A picture that it has become already stays.
pub(crate) async fn abandon(media: &Media, actor: &Actor, id: MediaId) -> Result<()> {
    let mut tx = media.db.begin(actor).await?;
    let found = store::lock(&mut tx, id, media.platform.clock.now()).await?;
    let transfer = found.ok_or_else(|| Error::not_found("media"))?;
    check(media, actor, &transfer)?;
    // The row goes when the upload expires: the bucket may still get something under its address.
    store::abandon(&mut tx, id).await?;
    tx.commit().await
}
