//! One's own preferences.

use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::{IntoResponse, Response};
use kernel::Checks;
use platform::http::{Data, FieldsArgs, JsonBody, May, QueryArgs, version};
use platform::{Error, Result};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::Accounts;
use crate::model::user::{Preferences, User};
use crate::rights::{ReadUser, UpdateUser};

/// Preferences.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(example = json!({
    "language": "fr", "currency": "XOF", "data_saver": true, "time_zone": "Africa/Dakar", "version": 4
}))]
pub struct PreferencesBody {
    /// en, fr, pt, sw or ar.
    pub language: String,
    /// ISO 4217; none means that of the country.
    pub currency: Option<String>,
    /// No pictures until tapped.
    pub data_saver: bool,
    /// IANA name.
    pub time_zone: Option<String>,
    /// Of the account, for `If-Match`.
    pub version: i64,
}

impl PreferencesBody {
    fn of(user: &User) -> Self {
        Self {
            language: user.language.to_string(),
            currency: user.currency.map(|currency| currency.to_string()),
            data_saver: user.data_saver,
            time_zone: user.time_zone.clone(),
            version: user.version,
        }
    }
}

/// Preferences as a whole; what is left out is emptied.
#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"language": "fr", "currency": "XOF", "data_saver": true, "version": 4}))]
pub struct PutPreferencesRequest {
    /// en, fr, pt, sw or ar.
    language: Option<String>,
    /// ISO 4217.
    currency: Option<String>,
    /// No pictures until tapped.
    data_saver: Option<bool>,
    /// IANA name.
    time_zone: Option<String>,
    /// The version of the account that is changed, unless `If-Match` tells it.
    version: Option<i64>,
}

/// Read one's preferences
#[utoipa::path(get, path = "/users/me/preferences", tag = "users", params(FieldsArgs),
    responses((status = 200, description = "The preferences", body = PreferencesBody)))]
pub async fn get(
    actor: May<ReadUser>,
    State(accounts): State<Accounts>,
    QueryArgs(args): QueryArgs<FieldsArgs>,
) -> Result<Response> {
    let fields = args.of::<PreferencesBody>()?;
    let user = accounts.me(&actor).await?;
    Ok(Data::new(PreferencesBody::of(&user)).fields(fields).into_response())
}

/// Replace one's preferences
#[utoipa::path(put, path = "/users/me/preferences", tag = "users", request_body = PutPreferencesRequest,
    responses((status = 200, description = "The preferences as they are now", body = PreferencesBody)))]
pub async fn put(
    actor: May<UpdateUser>,
    State(accounts): State<Accounts>,
    headers: HeaderMap,
    JsonBody(body): JsonBody<PutPreferencesRequest>,
) -> Result<Response> {
    let expected = version::expected(&headers, body.version)?;
    let mut checks = Checks::new("accounts");
    let new = Preferences::parse(
        &mut checks,
        body.language.as_deref(),
        body.currency.as_deref(),
        body.data_saver,
        body.time_zone.as_deref(),
    );
    let new = checks.finish(new).map_err(Error::all)?;
    let user = accounts.set_preferences(&actor, new, expected).await?;
    Ok(Data::new(PreferencesBody::of(&user)).into_response())
}
