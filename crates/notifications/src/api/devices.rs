//! Where push may go.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use chrono::{DateTime, Utc};
use platform::http::{Data, JsonBody, May};
use platform::{Error, Result};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::Notifications;
use crate::model::device::{Address, DeviceInput, SubscriptionInput};
use crate::rights::ManageNotifications;

/// Where this session's device is reached: the token of an app, or the push subscription of a browser.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"subscription": {
    "endpoint": "https://updates.push.services.mozilla.com/wpush/v2/gAAAAABn", "expirationTime": null,
    "keys": {
        "p256dh": "BCEkBjzL8Z3C-oi2Q7oE5t2Np-p7osjGLg93qUP0wvqRT21EEWyf0cQDQcakQMqz4hQKYOQ3il2nNZct4HgAUQU",
        "auth": "CA7ocRNk4JLK10OXRy9XFw"
    }
}}))]
pub struct DeviceRequest {
    /// Registration token of Firebase Cloud Messaging.
    token: Option<String>,
    /// What `PushSubscription.toJSON()` gives in a browser.
    subscription: Option<Subscription>,
}

/// A push subscription, named as browsers do.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Subscription {
    /// Address at the browser's push service; `https`.
    endpoint: Option<String>,
    /// Not looked at: a push service says itself when one is over.
    #[serde(rename = "expirationTime")]
    #[expect(dead_code, reason = "browsers send it with the rest, and unknown fields are refused")]
    expiration_time: Option<f64>,
    /// What is sent is encrypted for them.
    keys: Option<SubscriptionKeys>,
}

/// Keys of a push subscription, in base64url (RFC 8291).
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SubscriptionKeys {
    /// 65 bytes: a point of P-256, not compressed.
    p256dh: Option<String>,
    /// 16 bytes.
    auth: Option<String>,
}

impl From<DeviceRequest> for DeviceInput {
    fn from(request: DeviceRequest) -> Self {
        let subscription = request.subscription.map(|given| {
            let (p256dh, auth) = given.keys.map_or((None, None), |keys| (keys.p256dh, keys.auth));
            SubscriptionInput { endpoint: given.endpoint, p256dh, auth }
        });
        Self { token: request.token, subscription }
    }
}

/// A device that push goes to. Where it is reached is told to nobody.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = NotificationDeviceBody, example = json!({
    "id": "01930000-0000-7000-8000-00000000000d", "type": "WEB_PUSH", "created_at": "2026-11-21T08:00:00Z",
    "seen_at": "2026-11-21T08:00:00Z"
}))]
pub struct DeviceBody {
    /// The device.
    id: Uuid,
    /// WEB_PUSH or FCM.
    #[serde(rename = "type")]
    kind: String,
    /// When this session told of it for the first time.
    created_at: DateTime<Utc>,
    /// When it told last.
    seen_at: DateTime<Utc>,
}

/// Tell where push may go
///
/// To be sent at every start of the app, and once a day while it stays open; said twice it is one device. A session has
/// one device of each kind, and what it says last holds. A device that another person used before is this one's from
/// now on. It is forgotten with the end of its session, and when it was not told of for seven days.
#[utoipa::path(post, path = "/notifications/devices", tag = "notifications", request_body = DeviceRequest,
    responses((status = 200, description = "The device as it is known now", body = DeviceBody)))]
pub async fn register(
    actor: May<ManageNotifications>,
    State(notifications): State<Notifications>,
    JsonBody(request): JsonBody<DeviceRequest>,
) -> Result<Response> {
    let address = Address::parse(&request.into()).map_err(Error::all)?;
    let device = notifications.register_device(&actor, &address).await?;
    let body = DeviceBody {
        id: device.id,
        kind: device.kind,
        created_at: device.created_at,
        seen_at: device.seen_at,
    };
    Ok(Data::new(body).into_response())
}

/// Push to this session's device no more
///
/// Also where nothing was pushed before.
#[utoipa::path(delete, path = "/notifications/devices", tag = "notifications",
    responses((status = 204, description = "Nothing is pushed to this session's device any more")))]
pub async fn forget(
    actor: May<ManageNotifications>,
    State(notifications): State<Notifications>,
) -> Result<StatusCode> {
    notifications.forget_devices(&actor).await?;
    Ok(StatusCode::NO_CONTENT)
}
