//! What one wants to be told, and when not.

use std::collections::BTreeMap;

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use kernel::{Actor, ErrorKind};
use platform::Result;
use platform::http::{FormBody, May};
use serde::Deserialize;
use web::{FormErrors, View, see_other_with};

use crate::Notifications;
use crate::model::Topic;
use crate::model::channel::ChannelName;
use crate::model::settings::{Choosable, QuietInput, Settings, SettingsInput, clock};
use crate::ops::settings::role_of;
use crate::rights::{ManageNotifications, ReadNotifications};

/// A box to be ticked: this type by this channel.
pub struct Tick {
    /// `MATCH IN_APP`.
    pub value: String,
    pub channel: ChannelName,
    pub on: bool,
    /// Security stays on.
    pub fixed: bool,
}

/// A type with its boxes.
pub struct TopicRow {
    pub topic: Topic,
    pub ticks: Vec<Tick>,
}

#[derive(Template)]
#[template(path = "notifications/preferences.html")]
pub struct PreferencesPage {
    pub view: View,
    pub rows: Vec<TopicRow>,
    pub several: bool,
    pub quiet_from: String,
    pub quiet_until: String,
    pub digest_at: String,
    pub version: i64,
    pub conflict: bool,
    pub errors: FormErrors,
}

impl PreferencesPage {
    fn topic(&self, topic: &Topic) -> String {
        self.view.t(&format!("notifications-page-type-{}", topic.as_str().to_lowercase()))
    }

    fn topic_hint(&self, topic: &Topic) -> String {
        self.view.t(&format!("notifications-page-type-{}-hint", topic.as_str().to_lowercase()))
    }

    fn channel(&self, channel: &ChannelName) -> String {
        let word = channel.as_str().to_lowercase().replace('_', "-");
        self.view.t(&format!("notifications-page-channel-{word}"))
    }
}

/// The page with what `settings` say.
pub fn page(view: &View, actor: &Actor, open: &Choosable, settings: &Settings) -> PreferencesPage {
    let tick = |topic: Topic, channel: ChannelName| Tick {
        value: format!("{} {}", topic.as_str(), channel.as_str()),
        channel,
        on: settings.wants(role_of(actor), topic, channel),
        fixed: topic == Topic::Security,
    };
    let row = |topic: Topic| TopicRow {
        topic,
        ticks: open.get(&topic).into_iter().flatten().map(|channel| tick(topic, *channel)).collect(),
    };
    let time = |minutes: Option<i16>| minutes.map(clock).unwrap_or_default();
    PreferencesPage {
        view: view.clone(),
        rows: Topic::ALL.into_iter().map(row).collect(),
        several: open.values().any(|channels| channels.len() > 1),
        quiet_from: time(settings.quiet.map(|quiet| quiet.from)),
        quiet_until: time(settings.quiet.map(|quiet| quiet.until)),
        digest_at: time(settings.digest_at),
        version: settings.version,
        conflict: false,
        errors: FormErrors::default(),
    }
}

pub async fn show(
    actor: May<ReadNotifications>,
    State(notifications): State<Notifications>,
    view: View,
) -> Result<Response> {
    let view = view.nav("me");
    let settings = notifications.settings(&actor).await?;
    view.render(&page(&view, &actor, &notifications.choosable(), &settings))
}

/// What was chosen: the ticked boxes, and times or nothing.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct PreferencesForm {
    version: i64,
    wanted: Vec<String>,
    quiet_from: String,
    quiet_until: String,
    digest_at: String,
}

impl PreferencesForm {
    /// A box that is not ticked is a choice as well.
    fn input(&self, open: &Choosable) -> SettingsInput {
        let mut choices: BTreeMap<String, BTreeMap<String, bool>> = BTreeMap::new();
        for (topic, channels) in open.iter().filter(|(topic, _)| **topic != Topic::Security) {
            for channel in channels {
                let value = format!("{} {}", topic.as_str(), channel.as_str());
                let by_channel = choices.entry(topic.as_str().to_owned()).or_default();
                by_channel.insert(channel.as_str().to_owned(), self.wanted.contains(&value));
            }
        }
        let filled = |text: &str| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
        let (from, until) = (filled(&self.quiet_from), filled(&self.quiet_until));
        SettingsInput {
            choices,
            quiet: (from.is_some() || until.is_some()).then_some(QuietInput { from, until }),
            digest_at: filled(&self.digest_at),
        }
    }
}

pub async fn save(
    actor: May<ManageNotifications>,
    State(notifications): State<Notifications>,
    view: View,
    FormBody(form): FormBody<PreferencesForm>,
) -> Result<Response> {
    let view = view.nav("me");
    let open = notifications.choosable();
    let error = match notifications.set_settings(&actor, &form.input(&open), form.version).await {
        Ok(_) => return Ok(see_other_with("/notifications/preferences", "notifications-page-saved")),
        Err(error) => error,
    };
    let conflict = error.kind() == ErrorKind::Conflict;
    if !conflict && !error.is_input() {
        return Err(error);
    }
    let known = notifications.settings(&actor).await?;
    let mut page = page(&view, &actor, &open, &known);
    // What was typed stays; it is saved over what came first when it is sent again.
    for tick in page.rows.iter_mut().flat_map(|row| &mut row.ticks).filter(|tick| !tick.fixed) {
        tick.on = form.wanted.contains(&tick.value);
    }
    (page.quiet_from, page.quiet_until) = (form.quiet_from, form.quiet_until);
    page.digest_at = form.digest_at;
    page.conflict = conflict;
    if conflict {
        return view.render_status(StatusCode::CONFLICT, &page);
    }
    let names = [("quiet_hours.from", "quiet_from"), ("quiet_hours.until", "quiet_until")];
    page.errors = view.form_errors(&error).renamed(&names);
    view.render_status(StatusCode::UNPROCESSABLE_ENTITY, &page)
}
