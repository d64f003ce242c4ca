//! Deleting one's own upload.

use contracts::media::MediaEvent;
use kernel::{Actor, MediaId};
use platform::{Error, Result};

use crate::rights::DeleteMedia;
use crate::{Media, store};

/// Deletes an upload of the actor's own. Its files go when no other upload has the same content, with the next
/// [`super::collect`].
pub(crate) async fn delete_upload(media: &Media, actor: &Actor, id: MediaId) -> Result<()> {
    let not_found = || Error::not_found("media");
    let mut tx = media.db.begin(actor).await?;
    let upload = store::find(&mut tx, id).await?.ok_or_else(not_found)?;
    media.platform.policies.check::<DeleteMedia>(actor, &upload.resource())?;
    if !store::delete(&mut tx, id).await? {
        return Err(not_found());
    }
    let event = MediaEvent::Deleted { id, owner: upload.owner };
    media.platform.outbox.publish(&mut tx, actor, &event).await?;
    tx.commit().await
}
