use kernel::{Actor, BusinessId};
use platform::Result;
use platform::policy::Resource;

use crate::rights::RequestConnection;
use crate::state::BizConnect;
use crate::store;

impl BizConnect {
    /// "Not for us": the business is not suggested again. Twice is once.
    ///
    /// # Errors
    /// 503.
    pub async fn dismiss_suggestion(&self, actor: &Actor, other: BusinessId) -> Result<()> {
        self.platform.policies.check::<RequestConnection>(actor, &Resource::platform())?;
        let own = Self::member(actor)?.business_id;
        let mut tx = self.db.begin(actor).await?;
        store::usage::dismiss(&mut tx, own, other, self.now()).await?;
        tx.commit().await
    }

    /// Takes that back.
    ///
    /// # Errors
    /// 503.
    pub async fn restore_suggestion(&self, actor: &Actor, other: BusinessId) -> Result<()> {
        self.platform.policies.check::<RequestConnection>(actor, &Resource::platform())?;
        let own = Self::member(actor)?.business_id;
        let mut tx = self.db.begin(actor).await?;
        store::usage::restore(&mut tx, own, other).await?;
        tx.commit().await
    }
}
