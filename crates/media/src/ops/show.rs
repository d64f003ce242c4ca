//! Looking at one's own upload.

use kernel::{Actor, MediaId};
use platform::{Error, Result};

use crate::model::Upload;
use crate::rights::ReadMedia;
use crate::{Media, store};

/// An upload of the actor's own; anybody else's is as if it were not there.
pub(crate) async fn show_upload(media: &Media, actor: &Actor, id: MediaId) -> Result<Upload> {
    let mut tx = media.db.begin(actor).await?;
    let upload = store::find(&mut tx, id).await?.ok_or_else(|| Error::not_found("media"))?;
    media.platform.policies.check::<ReadMedia>(actor, &upload.resource())?;
    tx.commit().await?;
    Ok(upload)
}
