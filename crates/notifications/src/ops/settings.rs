//! What somebody wants to hear, and when (N-6).

use kernel::{Actor, Checks, Role};
use platform::{Error, Result};

use crate::model::channel::ChannelName;
use crate::model::settings::{Settings, SettingsInput};
use crate::{Notifications, store};

/// The role whose usual settings somebody has.
pub(crate) fn role_of(actor: &Actor) -> Role {
    actor.user().map_or(Role::Consumer, |user| user.role)
}

impl Notifications {
    /// The delivery channels that there are.
    #[must_use]
    pub fn open_channels(&self) -> Vec<ChannelName> {
        self.channels.iter().map(|channel| channel.name()).collect()
    }

    /// The actor's settings.
    pub async fn settings(&self, actor: &Actor) -> Result<Settings> {
        let user = self.may_read(actor)?;
        let mut tx = self.db.begin(actor).await?;
        store::settings::get(&mut tx, user).await
    }

    /// Replaces the actor's settings, if nobody else has changed them since version `expected`.
    pub async fn set_settings(
        &self,
        actor: &Actor,
        input: &SettingsInput,
        expected: i64,
    ) -> Result<Settings> {
        let user = self.may_manage(actor)?;
        let mut checks = Checks::new("notifications");
        let settings = Settings::parse(&mut checks, input, role_of(actor), &self.open_channels());
        let settings = checks.finish(Some(settings)).map_err(Error::all)?;
        let mut tx = self.db.begin(actor).await?;
        let now = self.platform.clock.now();
        match store::settings::put(&mut tx, user, &settings, expected, now).await? {
            Some(version) => {
                tx.commit().await?;
                Ok(Settings { version, ..settings })
            }
            None => {
                let current = store::settings::get(&mut tx, user).await?;
                let body = crate::api::preferences::body(self, actor, &current);
                let body = serde_json::to_value(body).map_err(Error::internal)?;
                Err(platform::http::version::stale("notifications", body))
            }
        }
    }
}
