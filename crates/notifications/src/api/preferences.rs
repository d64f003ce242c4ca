//! What one wants to hear, by which channel, and when not.

use std::collections::BTreeMap;

use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Response};
use kernel::Actor;
use platform::Result;
use platform::http::{Data, FieldsArgs, JsonBody, May, QueryArgs, version};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::Notifications;
use crate::model::Topic;
use crate::model::channel::ChannelName;
use crate::model::settings::{QuietInput, Settings, SettingsInput, clock};
use crate::ops::settings::role_of;
use crate::rights::{ManageNotifications, ReadNotifications};

/// What one wants to hear.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = NotificationPreferencesBody, example = json!({
    "channels": ["IN_APP"], "choices": {"MATCH": {"IN_APP": true}, "SECURITY": {"IN_APP": true}},
    "quiet_hours": {"from": "21:30", "until": "06:00"}, "digest_at": null, "version": 1
}))]
pub struct PreferencesBody {
    /// The delivery channels that there are.
    pub channels: Vec<String>,
    /// Type → channel → wanted; every type is there, each with the channels that tell of it. SECURITY cannot be switched
    /// off.
    pub choices: BTreeMap<String, BTreeMap<String, bool>>,
    /// When not to be interrupted, in the time zone of the account.
    pub quiet_hours: Option<QuietInput>,
    /// `HH:MM`: everything at once, once a day; none means as it comes.
    pub digest_at: Option<String>,
    /// For `If-Match`; 0 before the first choice.
    pub version: i64,
}

pub(crate) fn body(notifications: &Notifications, actor: &Actor, settings: &Settings) -> PreferencesBody {
    let wanted = |(topic, channels): (Topic, Vec<ChannelName>)| {
        let by_channel = channels
            .iter()
            .map(|channel| (channel.as_str().to_owned(), settings.wants(role_of(actor), topic, *channel)));
        (topic.as_str().to_owned(), by_channel.collect())
    };
    PreferencesBody {
        choices: notifications.choosable().into_iter().map(wanted).collect(),
        channels: notifications.open_channels().iter().map(|channel| channel.as_str().to_owned()).collect(),
        quiet_hours: settings
            .quiet
            .map(|quiet| QuietInput { from: Some(clock(quiet.from)), until: Some(clock(quiet.until)) }),
        digest_at: settings.digest_at.map(clock),
        version: settings.version,
    }
}

/// What one wants to hear, as a whole: what is left out is as usual for one's role.
#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = PutNotificationPreferencesRequest, example = json!({
    "choices": {"MATCH": {"IN_APP": false}}, "quiet_hours": {"from": "21:30", "until": "06:00"}, "version": 0
}))]
pub struct PutPreferencesRequest {
    /// Type → channel → wanted.
    choices: Option<BTreeMap<String, BTreeMap<String, bool>>>,
    /// When not to be interrupted.
    quiet_hours: Option<QuietInput>,
    /// `HH:MM`.
    digest_at: Option<String>,
    /// The version that is changed, unless `If-Match` tells it.
    version: Option<i64>,
}

/// Read what one wants to be told
#[utoipa::path(get, path = "/notifications/preferences", tag = "notifications", params(FieldsArgs),
    responses((status = 200, description = "The preferences", body = PreferencesBody)))]
pub async fn get(
    actor: May<ReadNotifications>,
    State(notifications): State<Notifications>,
    QueryArgs(args): QueryArgs<FieldsArgs>,
) -> Result<Response> {
    let fields = args.of::<PreferencesBody>()?;
    let settings = notifications.settings(&actor).await?;
    Ok(Data::new(body(&notifications, &actor, &settings)).fields(fields).into_response())
}

/// Choose what one wants to be told
///
/// Replaces the whole. Times are those of the account's time zone.
#[utoipa::path(put, path = "/notifications/preferences", tag = "notifications", request_body = PutPreferencesRequest,
    responses((status = 200, description = "The preferences as they are now", body = PreferencesBody)))]
pub async fn put(
    actor: May<ManageNotifications>,
    State(notifications): State<Notifications>,
    headers: HeaderMap,
    JsonBody(request): JsonBody<PutPreferencesRequest>,
) -> Result<Response> {
    let expected = version::expected(&headers, request.version)?;
    let input = SettingsInput {
        choices: request.choices.unwrap_or_default(),
        quiet: request.quiet_hours,
        digest_at: request.digest_at,
    };
    let settings = notifications.set_settings(&actor, &input, expected).await?;
    Ok(Data::new(body(&notifications, &actor, &settings)).into_response())
}
