//! What somebody wants to hear, and when (N-6).

use kernel::{Actor, Checks, Role};
use platform::{Error, Result};

use crate::channels::Channel;
use crate::model::Topic;
use crate::model::channel::ChannelName;
use crate::model::kind::Kind;
use crate::model::settings::{Choosable, Settings, SettingsInput};
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

    /// Which of them have something to tell, for every type.
    #[must_use]
    pub fn choosable(&self) -> Choosable {
        let carried = |topic: Topic, channel: &dyn Channel| {
            let of_topic = || Kind::ALL.iter().filter(move |kind| kind.topic() == topic);
            match of_topic().next() {
                Some(_) => of_topic().any(|kind| channel.carries(*kind)),
                // Nothing of this type is told yet; whatever will be, goes where everything does.
                None => Kind::ALL.iter().all(|kind| channel.carries(*kind)),
            }
        };
        let of = |topic: Topic| {
            let open = self.channels.iter().filter(|channel| carried(topic, channel.as_ref()));
            (topic, open.map(|channel| channel.name()).collect())
        };
        Topic::ALL.into_iter().map(of).collect()
    }

    /// By which channels somebody does not want to be told of which types.
    fn unwanted(&self, role: Role, settings: &Settings) -> Vec<(Topic, ChannelName)> {
        let open = self.open_channels();
        let ways = Topic::ALL.into_iter().flat_map(|topic| open.iter().map(move |channel| (topic, *channel)));
        ways.filter(|(topic, channel)| !settings.wants(role, *topic, *channel)).collect()
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
        let settings = Settings::parse(&mut checks, input, role_of(actor), &self.choosable());
        let settings = checks.finish(Some(settings)).map_err(Error::all)?;
        let mut tx = self.db.begin(actor).await?;
        let now = self.platform.clock.now();
        match store::settings::put(&mut tx, user, &settings, expected, now).await? {
            Some(version) => {
                let unwanted = self.unwanted(role_of(actor), &settings);
                store::deliveries::suppress(&mut tx, user, &unwanted, now).await?;
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
