//! One's own sessions.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use chrono::{DateTime, Utc};
use kernel::{Language, SessionId};
use platform::Result;
use platform::http::{Data, FieldsArgs, Locale, May, QueryArgs};
use platform::i18n::Texts;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::Accounts;
use crate::client::Client;
use crate::model::device::device_label;
use crate::ops::sessions::signed_in;
use crate::rights::ManageSessions;
use crate::store::sessions::SessionRow;

/// A signed-in device.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(example = json!({
    "id": "01930000-0000-7000-8000-000000000001", "kind": "WEB", "device": "Chrome on Android", "place": "NG",
    "current": true, "created_at": "2026-11-21T08:00:00Z", "last_seen_at": "2026-11-21T09:00:00Z",
    "expires_at": "2026-11-28T09:00:00Z"
}))]
pub struct SessionBody {
    /// To end it by.
    pub id: Uuid,
    /// WEB or API.
    pub kind: String,
    /// A readable name, in the language of the request unless the app has named itself.
    pub device: String,
    /// Country that the sign-in came from.
    pub place: Option<String>,
    /// Whether this request belongs to it.
    pub current: bool,
    /// When it began.
    pub created_at: DateTime<Utc>,
    /// When it was used last, to the minute.
    pub last_seen_at: DateTime<Utc>,
    /// When it ends unless it is used.
    pub expires_at: DateTime<Utc>,
}

impl SessionBody {
    pub(crate) fn of(row: SessionRow, current: SessionId, texts: &Texts, language: Language) -> Self {
        Self {
            current: row.id == current,
            id: row.id.0,
            kind: row.kind,
            device: device_label(texts, language, &row.device),
            place: row.place.map(|place| place.to_string()),
            created_at: row.created_at,
            last_seen_at: row.last_seen_at,
            expires_at: row.expires_at,
        }
    }
}

/// Sign out
#[utoipa::path(post, path = "/auth/logout", tag = "auth", responses((status = 204, description = "Signed out")))]
pub async fn logout(
    actor: May<ManageSessions>,
    State(accounts): State<Accounts>,
    client: Client,
) -> Result<StatusCode> {
    let session = signed_in(&actor)?.session_id;
    accounts.end_session(&actor, session, &client).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Sign out everywhere
#[utoipa::path(post, path = "/auth/logout-all", tag = "auth",
    responses((status = 204, description = "All sessions have ended, this one as well")))]
pub async fn logout_all(
    actor: May<ManageSessions>,
    State(accounts): State<Accounts>,
    client: Client,
) -> Result<StatusCode> {
    accounts.end_all_sessions(&actor, &client).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// List one's sessions
///
/// At most five, the newest first.
#[utoipa::path(get, path = "/auth/sessions", tag = "auth", params(FieldsArgs),
    responses((status = 200, description = "Devices that are signed in", body = Vec<SessionBody>)))]
pub async fn list(
    actor: May<ManageSessions>,
    State(accounts): State<Accounts>,
    Locale(language): Locale,
    QueryArgs(args): QueryArgs<FieldsArgs>,
) -> Result<Response> {
    let fields = args.of::<SessionBody>()?;
    let current = signed_in(&actor)?.session_id;
    let rows = accounts.sessions(&actor).await?;
    let told = |row| SessionBody::of(row, current, &accounts.platform.texts, language);
    let sessions: Vec<SessionBody> = rows.into_iter().map(told).collect();
    Ok(Data::new(sessions).fields(fields).into_response())
}

/// End one of one's sessions
#[utoipa::path(delete, path = "/auth/sessions/{id}", tag = "auth", params(("id" = Uuid, Path, description = "The session")),
    responses((status = 204, description = "It has ended")))]
pub async fn revoke(
    actor: May<ManageSessions>,
    State(accounts): State<Accounts>,
    client: Client,
    Path(id): Path<String>,
) -> Result<StatusCode> {
    accounts.end_session(&actor, super::id(&id)?, &client).await?;
    Ok(StatusCode::NO_CONTENT)
}
