//! Accounts.

#![expect(
    unused_qualifications,
    reason = "utoipa writes full paths into the code that it makes of params(…)"
)]

use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use chrono::{DateTime, Utc};
use kernel::{Checks, Language, Problem, Role, UserId};
use platform::http::{
    Created, Data, Fields, FieldsArgs, JsonBody, Listed, Locale, May, OnceJson, PageArgs, QueryArgs, version,
};
use platform::{Error, Result};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use crate::Accounts;
use crate::client::Client;
use crate::model::address::Address;
use crate::model::password::Password;
use crate::model::user::{Contact, User, parse_name};
use crate::ops::admin::{AccountInput, MadeAccount};
use crate::ops::profile::{ProfileInput, account, hidden};
use crate::rights::{CreateUser, DeleteUser, ListUsers, ReadUser, UpdateUser};
use crate::store::user_list::UserFilter;

/// An account.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(example = json!({
    "id": "01930000-0000-7000-8000-000000abcdef", "role": "BUSINESS", "requested_role": null, "status": "ACTIVE",
    "display_name": "Amina Diallo", "email": "amina@example.com", "email_verified": true, "phone": null,
    "phone_verified": false, "country": "NG", "language": "en", "profile": {"job_title": "Owner"},
    "business_id": "01930000-0000-7000-8000-000000000002", "team_role": "CEO", "onboarding_step": "DONE",
    "created_at": "2026-11-21T08:00:00Z", "updated_at": "2026-11-21T08:05:00Z", "version": 4
}))]
pub struct UserBody {
    /// The user.
    pub id: Uuid,
    /// CONSUMER, BUSINESS, FINANCIAL, PARTNER or ADMIN.
    pub role: String,
    /// FINANCIAL or PARTNER while an admin has not decided.
    pub requested_role: Option<String>,
    /// PENDING until an address is proved, ACTIVE or SUSPENDED.
    pub status: String,
    /// Name that is shown.
    pub display_name: String,
    /// E-mail address.
    pub email: Option<String>,
    /// Whether its owner typed the code.
    pub email_verified: bool,
    /// Phone number in E.164.
    pub phone: Option<String>,
    /// Whether its owner typed the code.
    pub phone_verified: bool,
    /// ISO 3166-1 alpha-2.
    pub country: Option<String>,
    /// Of pages and messages.
    pub language: String,
    /// What the role says of itself.
    #[schema(value_type = Object)]
    pub profile: Value,
    /// The business they belong to.
    pub business_id: Option<Uuid>,
    /// CEO, MANAGER or STAFF.
    pub team_role: Option<String>,
    /// How far the first set-up got.
    pub onboarding_step: String,
    /// When the account was made.
    pub created_at: DateTime<Utc>,
    /// When it was changed last.
    pub updated_at: DateTime<Utc>,
    /// For `If-Match`.
    pub version: i64,
}

impl UserBody {
    pub(crate) fn of(user: &User) -> Self {
        let address =
            |contact: &Option<Contact>| contact.as_ref().map(|contact| contact.address.as_str().to_owned());
        let verified = |contact: &Option<Contact>| contact.as_ref().is_some_and(|contact| contact.verified);
        Self {
            id: user.id.0,
            role: user.role.to_string(),
            requested_role: user.requested_role.map(|role| role.to_string()),
            status: user.status.to_string(),
            display_name: user.display_name.clone(),
            email: address(&user.email),
            email_verified: verified(&user.email),
            phone: address(&user.phone),
            phone_verified: verified(&user.phone),
            country: user.country.map(|country| country.to_string()),
            language: user.language.to_string(),
            profile: user.profile.clone(),
            business_id: user.membership.map(|(id, _)| id.0),
            team_role: user.membership.map(|(_, role)| role.to_string()),
            onboarding_step: user.onboarding_step.as_str().to_owned(),
            created_at: user.created_at,
            updated_at: user.updated_at,
            version: user.version,
        }
    }
}

/// A change of one's own account; what is left out stays.
#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"display_name": "Amina D.", "version": 4}))]
pub struct PatchMeRequest {
    /// 2–80 characters.
    display_name: Option<String>,
    /// ISO 3166-1 alpha-2.
    country: Option<String>,
    /// en, fr, pt, sw or ar.
    language: Option<String>,
    /// `about` for all; `job_title` (BUSINESS), `institution` and `license_number` (FINANCIAL), `organisation` and
    /// `services` (PARTNER). Replaces the whole profile.
    #[schema(value_type = Option<Object>)]
    profile: Option<Value>,
    /// The version that is changed, unless `If-Match` tells it.
    version: Option<i64>,
}

/// A whole account. `role` and `status` are for admins.
#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"display_name": "Amina Diallo", "language": "en", "status": "SUSPENDED", "version": 4}))]
pub struct PutUserRequest {
    /// 2–80 characters.
    display_name: Option<String>,
    /// ISO 3166-1 alpha-2.
    country: Option<String>,
    /// en, fr, pt, sw or ar.
    language: Option<String>,
    /// As for `PATCH /users/me`.
    #[schema(value_type = Option<Object>)]
    profile: Option<Value>,
    /// CONSUMER, BUSINESS, FINANCIAL, PARTNER or ADMIN.
    role: Option<String>,
    /// ACTIVE or SUSPENDED.
    status: Option<String>,
    /// The version that is changed, unless `If-Match` tells it.
    version: Option<i64>,
}

/// An account that an admin makes.
#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "email": "yaw@example.com", "password": "rain under yam basket", "name": "Yaw Boateng", "role": "PARTNER"
}))]
pub struct CreateUserRequest {
    /// This or `phone`; it counts as proved.
    email: Option<String>,
    /// This or `email`; it counts as proved.
    phone: Option<String>,
    /// 8–128 characters, none of the well-known ones.
    password: Option<String>,
    /// 2–80 characters.
    name: Option<String>,
    /// CONSUMER if left out.
    role: Option<String>,
    /// ISO 3166-1 alpha-2.
    country: Option<String>,
    /// en if left out.
    language: Option<String>,
}

/// Which accounts.
#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct UsersQuery {
    /// With this role.
    role: Option<String>,
    /// In this state; without it, all but deleted ones.
    status: Option<String>,
    /// Waiting for this role: FINANCIAL or PARTNER.
    requested_role: Option<String>,
    /// With this text in name or address, at least two characters. Two letters are looked for where names and addresses
    /// begin, signs without any letter among the newest thousand accounts.
    q: Option<String>,
    /// 1–100, usually 20.
    limit: Option<i64>,
    /// Where to go on.
    cursor: Option<String>,
    /// Only these fields.
    fields: Option<String>,
}

/// Read one's own account
#[utoipa::path(get, path = "/users/me", tag = "users", params(FieldsArgs),
    responses((status = 200, description = "The account", body = UserBody)))]
pub async fn me(
    actor: May<ReadUser>,
    State(accounts): State<Accounts>,
    QueryArgs(args): QueryArgs<FieldsArgs>,
) -> Result<Response> {
    let fields = args.of::<UserBody>()?;
    let user = accounts.me(&actor).await?;
    Ok(Data::new(UserBody::of(&user)).fields(fields).into_response())
}

/// Change one's own account
#[utoipa::path(patch, path = "/users/me", tag = "users", request_body = PatchMeRequest,
    params(("If-Match" = Option<String>, Header, description = "`\"v7\"`, the version that is changed, unless the body tells it")),
    responses((status = 200, description = "The account as it is now", body = UserBody)))]
pub async fn update_me(
    actor: May<UpdateUser>,
    State(accounts): State<Accounts>,
    headers: HeaderMap,
    JsonBody(body): JsonBody<PatchMeRequest>,
) -> Result<Response> {
    let expected = version::expected(&headers, body.version)?;
    let input = ProfileInput {
        display_name: body.display_name.as_deref(),
        country: body.country.as_deref(),
        language: body.language.as_deref(),
        profile: body.profile.as_ref(),
    };
    let user = accounts.update_me(&actor, input, expected).await?;
    Ok(Data::new(UserBody::of(&user)).into_response())
}

/// List accounts
///
/// For admins; the newest first.
#[utoipa::path(get, path = "/users", tag = "users", params(UsersQuery),
    responses((status = 200, description = "Accounts", body = Vec<UserBody>)))]
pub async fn list(
    actor: May<ListUsers>,
    State(accounts): State<Accounts>,
    QueryArgs(query): QueryArgs<UsersQuery>,
) -> Result<Response> {
    let fields = Fields::parse::<UserBody>(query.fields.as_deref())?;
    let mut checks = Checks::new("accounts");
    let text = query.q.as_deref().map(kernel::normalise).filter(|text| !text.is_empty());
    if text.as_ref().is_some_and(|text| !(2..=80).contains(&text.chars().count())) {
        checks.fail("q", "accounts-check-search");
    }
    let requested = checks.parsed("requested_role", query.requested_role.as_deref(), "accounts-check-role");
    let filter = UserFilter {
        role: checks.parsed("role", query.role.as_deref(), "accounts-check-role"),
        status: checks.parsed("status", query.status.as_deref(), "accounts-check-status"),
        text,
        requested: requested.into_iter().collect(),
    };
    let filter = checks.finish(Some(filter)).map_err(Error::all)?;
    let scope = format!(
        "/users {:?} {:?} {:?} {:?}",
        filter.role.map(Role::as_str),
        filter.status.map(kernel::UserStatus::as_str),
        filter.requested,
        filter.text
    );
    let args = PageArgs { limit: query.limit, cursor: query.cursor.as_deref() };
    let page = args.open::<Uuid>(&accounts.platform.keys, &scope, 20)?;
    let mut users = accounts.users(&actor, &filter, page.after.map(UserId), page.limit).await?;
    let limit = usize::try_from(page.limit).unwrap_or(100);
    let more = users.len() > limit;
    users.truncate(limit);
    let last = users.last().filter(|_| more);
    let cursor = last.map(|user| platform::cursor::seal(&accounts.platform.keys, &scope, &user.id.0));
    let mut path = format!("/api/v1/users?limit={}", page.limit);
    for (name, value) in [
        ("role", &query.role),
        ("status", &query.status),
        ("requested_role", &query.requested_role),
        ("q", &query.q),
        ("fields", &query.fields),
    ] {
        if let Some(value) = value {
            path.push_str(&format!("&{name}={}", kernel::percent_encoded(value)));
        }
    }
    let bodies = users.iter().map(UserBody::of).collect();
    Ok(Listed::new(bodies, page.limit).next(cursor, &path).fields(fields).into_response())
}

/// Make an account for somebody
///
/// For admins. The address counts as proved.
#[utoipa::path(post, path = "/users", tag = "users", request_body = CreateUserRequest,
    params(("Idempotency-Key" = Option<String>, Header, description = "8–128 visible ASCII characters.")),
    responses((status = 201, description = "The account", body = UserBody)))]
pub async fn create(
    actor: May<CreateUser>,
    State(accounts): State<Accounts>,
    client: Client,
    Locale(spoken): Locale,
    OnceJson(body, once): OnceJson<CreateUserRequest>,
) -> Result<Response> {
    let new = parse_made(&body, spoken).map_err(Error::all)?;
    let (tx, user) = accounts.create_user(&actor, new, &once, &client).await?;
    let reply = Created { location: format!("/api/v1/users/{}", user.id), data: UserBody::of(&user) };
    once.commit(tx, &*accounts.platform.clock, reply).await
}

fn parse_made(body: &CreateUserRequest, spoken: Language) -> Result<MadeAccount, Vec<Problem>> {
    let mut checks = Checks::new("accounts");
    let country = checks.parsed("country", body.country.as_deref(), "accounts-check-country");
    let address = Address::from_fields(&mut checks, body.email.as_deref(), body.phone.as_deref(), country);
    let name = parse_name(&mut checks, "name", body.name.as_deref());
    let password = Password::choose(
        &mut checks,
        "password",
        body.password.as_deref(),
        address.as_ref(),
        body.name.as_deref(),
    );
    let role = checks.parsed("role", body.role.as_deref(), "accounts-check-role").unwrap_or(Role::Consumer);
    let language =
        checks.parsed("language", body.language.as_deref(), "accounts-check-language").unwrap_or(spoken);
    let parsed = match (address, name, password) {
        (Some(address), Some(name), Some(password)) => {
            Some(MadeAccount { address, password, name, role, country, language })
        }
        _ => None,
    };
    checks.finish(parsed)
}

/// Read an account
///
/// One's own, or any for admins.
#[utoipa::path(get, path = "/users/{id}", tag = "users", params(("id" = Uuid, Path, description = "The user"), FieldsArgs),
    responses((status = 200, description = "The account", body = UserBody)))]
pub async fn get(
    actor: May<ReadUser>,
    State(accounts): State<Accounts>,
    Path(id): Path<String>,
    QueryArgs(args): QueryArgs<FieldsArgs>,
) -> Result<Response> {
    let fields = args.of::<UserBody>()?;
    let user = accounts.user(&actor, super::id(&id)?).await?;
    Ok(Data::new(UserBody::of(&user)).fields(fields).into_response())
}

/// Replace an account
///
/// One's own, or any for admins, who also give roles and suspend. Takes effect at the account's next request.
#[utoipa::path(put, path = "/users/{id}", tag = "users", params(("id" = Uuid, Path, description = "The user"),
    ("If-Match" = Option<String>, Header, description = "`\"v7\"`, the version that is changed, unless the body tells it")),
    request_body = PutUserRequest, responses((status = 200, description = "The account as it is now", body = UserBody)))]
pub async fn put(
    actor: May<UpdateUser>,
    State(accounts): State<Accounts>,
    client: Client,
    Path(id): Path<String>,
    headers: HeaderMap,
    JsonBody(body): JsonBody<PutUserRequest>,
) -> Result<Response> {
    let id = super::id(&id)?;
    accounts.platform.policies.check::<UpdateUser>(&actor, &account(id)).map_err(hidden)?;
    let expected = version::expected(&headers, body.version)?;
    let input = AccountInput {
        says: ProfileInput {
            display_name: body.display_name.as_deref(),
            country: body.country.as_deref(),
            language: body.language.as_deref(),
            profile: body.profile.as_ref(),
        },
        role: body.role.as_deref(),
        status: body.status.as_deref(),
    };
    let user = accounts.put_user(&actor, id, input, expected, &client).await?;
    Ok(Data::new(UserBody::of(&user)).into_response())
}

/// Delete an account
///
/// One's own, or any for admins. Its sessions end at once; a business that nobody else belongs to goes with it.
#[utoipa::path(delete, path = "/users/{id}", tag = "users", params(("id" = Uuid, Path, description = "The user"),
    ("If-Match" = Option<String>, Header, description = "`\"v7\"`, the version that is deleted; without it 428")),
    responses((status = 204, description = "It is deleted")))]
pub async fn delete(
    actor: May<DeleteUser>,
    State(accounts): State<Accounts>,
    client: Client,
    Path(id): Path<String>,
    headers: HeaderMap,
) -> Result<StatusCode> {
    let id = super::id(&id)?;
    accounts.platform.policies.check::<DeleteUser>(&actor, &account(id)).map_err(hidden)?;
    let expected = version::expected(&headers, None)?;
    accounts.delete_user(&actor, id, expected, &client).await?;
    Ok(StatusCode::NO_CONTENT)
}
