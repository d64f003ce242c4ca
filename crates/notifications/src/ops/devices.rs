//! Telling where push may go, and taking that back (N-1). The sending is the push channel's.

use kernel::{Actor, SessionId};
use platform::Result;

use crate::model::device::Address;
use crate::ops::read::reader;
use crate::store::devices::Device;
use crate::{Notifications, store};

fn session_of(actor: &Actor) -> Result<SessionId> {
    reader(actor)?;
    let session = actor.user().map(|user| user.session_id);
    session.ok_or_else(|| platform::Error::not_found("notifications"))
}

impl Notifications {
    /// Notes where the device of the actor's session is reached. Said twice it is one device; a session has one of each
    /// kind, and what it says last holds.
    pub async fn register_device(&self, actor: &Actor, address: &Address) -> Result<Device> {
        let (user, session) = (self.may_manage(actor)?, session_of(actor)?);
        // As the system: the phone may have been another person's until now, whose row this transaction must see.
        let mut tx = self.db.begin_system().await?;
        let device = store::devices::put(&mut tx, user, session, address, self.platform.clock.now()).await?;
        tx.commit().await?;
        Ok(device)
    }

    /// Nothing is pushed to this session's device any more.
    pub async fn forget_devices(&self, actor: &Actor) -> Result<()> {
        let (user, session) = (self.may_manage(actor)?, session_of(actor)?);
        let mut tx = self.db.begin(actor).await?;
        store::devices::forget_session(&mut tx, user, session).await?;
        tx.commit().await
    }
}
