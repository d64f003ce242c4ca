//! Signing up, in and out with tokens.

use axum::extract::{FromRequest, Request, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use kernel::Checks;
use platform::http::{CachePolicy, Created, Data, JsonBody, Locale, May, OnceJson};
use platform::{Error, Result};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::users::UserBody;
use crate::Accounts;
use crate::client::Client;
use crate::model::address::Address;
use crate::model::code;
use crate::model::password::Password;
use crate::model::session::SessionKind;
use crate::ops::register::{NewAccount, Proof, Proved, SignUpInput};
use crate::ops::sign_in::{EXPIRES_IN, Opened, Secret};
use crate::rights::EnterAccount;

/// Who signs up: with an e-mail address or a phone number.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "phone": "0803 123 4567", "password": "yam basket under rain", "name": "Amina Diallo", "country": "NG"
}))]
pub struct RegisterRequest {
    /// This or `phone`.
    email: Option<String>,
    /// This or `email`; a national number is read by `country`.
    phone: Option<String>,
    /// 8–128 characters, none of the well-known ones.
    password: Option<String>,
    /// Name to be shown, 2–80 characters.
    name: Option<String>,
    /// ISO 3166-1 alpha-2.
    country: Option<String>,
    /// en, fr, pt, sw or ar; without it, that of `Accept-Language`.
    language: Option<String>,
}

/// The same whether or not the address has an account.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(example = json!({
    "sent_to": "+234•••4567", "code_expires_in": 600, "registration": "5f0b8c1e-6a53-4d5e-9a39-0d6b1f0f2a11"
}))]
pub struct RegisterReply {
    /// Where a message went; that it says a code or something else is known to its owner only.
    sent_to: String,
    /// Seconds that a code holds.
    code_expires_in: i64,
    /// To be sent along with the code: then verifying also signs in.
    registration: Uuid,
}

/// An address and the code that went there.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"address": "+2348031234567", "code": "482913"}))]
pub struct VerifyRequest {
    /// E-mail address or phone number in international form.
    address: Option<String>,
    /// Six digits.
    code: Option<String>,
    /// What signing up answered, if this is the device that did.
    registration: Option<Uuid>,
    /// The password, if it is another device.
    password: Option<String>,
}

/// What became of the code.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(example = json!({"verified": true, "session": null, "needs_password": true}))]
pub struct VerifyReply {
    /// Always true.
    verified: bool,
    /// Tokens, if `registration` or the password was sent along.
    session: Option<SessionReply>,
    /// Without these nothing says whose the password is, and it holds no more: set a new one by `/auth/password/forgot`.
    needs_password: bool,
}

/// An address.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"email": "amina@example.com"}))]
pub struct AddressRequest {
    /// This or `phone`.
    email: Option<String>,
    /// This or `email`.
    phone: Option<String>,
    /// By which a national number is read.
    country: Option<String>,
}

/// Where a message went, if there is an account.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(example = json!({"sent_to": "a•••@example.com", "code_expires_in": 600}))]
pub struct SentReply {
    /// The address, not readable by a stranger.
    sent_to: String,
    /// Seconds that a code holds.
    code_expires_in: i64,
}

impl SentReply {
    pub(crate) fn to(address: &Address) -> Self {
        Self { sent_to: address.masked(), code_expires_in: code::LIFE.num_seconds() }
    }
}

/// An address and its password.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"email": "amina@example.com", "password": "yam basket under rain", "device": "My Tecno"}))]
pub struct LoginRequest {
    /// This or `phone`.
    email: Option<String>,
    /// This or `email`.
    phone: Option<String>,
    /// By which a national number is read.
    country: Option<String>,
    /// The password.
    password: Option<String>,
    /// What the list of sessions shall call this device.
    device: Option<String>,
}

/// A refresh token.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"refresh_token": "AZMAAAAAcACAAAAAAKvN7wAAAAE…"}))]
pub struct RefreshRequest {
    /// The newest one of the session.
    refresh_token: Option<String>,
}

/// A new password, and the code that allows it.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"address": "amina@example.com", "code": "482913", "password": "rain under yam basket"}))]
pub struct ResetRequest {
    /// E-mail address or phone number in international form.
    address: Option<String>,
    /// Six digits.
    code: Option<String>,
    /// 8–128 characters, none of the well-known ones.
    password: Option<String>,
}

/// What an app keeps to stay signed in.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(example = json!({
    "access_token": "eyJ0eXAiOiJKV1QiLCJhbGciOiJFZERTQSJ9…", "refresh_token": "AZMAAAAAcACAAAAAAKvN7wAAAAE…",
    "expires_in": 900, "token_type": "Bearer",
    "user": {"id": "01930000-0000-7000-8000-000000abcdef", "display_name": "Amina Diallo", "role": "CONSUMER"}
}))]
pub struct SessionReply {
    /// For `Authorization: Bearer`.
    access_token: String,
    /// For one refresh, within seven days.
    refresh_token: String,
    /// Seconds that the access token holds.
    expires_in: i64,
    /// Always `Bearer`.
    token_type: &'static str,
    /// The account.
    user: UserBody,
}

/// A sentence-free yes.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(example = json!({"changed": true}))]
pub struct ChangedReply {
    /// Always true.
    changed: bool,
}

async fn reply(accounts: &Accounts, opened: Opened) -> Result<SessionReply> {
    let Secret::Tokens { access, refresh } = opened.secret else {
        return Err(Error::internal("a session of the API has tokens"));
    };
    let account = accounts.me(&kernel::Actor::User(opened.user)).await?;
    Ok(SessionReply {
        access_token: access,
        refresh_token: refresh,
        expires_in: EXPIRES_IN,
        token_type: "Bearer",
        user: UserBody::of(&account),
    })
}

/// An e-mail address or phone number in one field, with the other required fields beside it.
pub(crate) fn address(checks: &mut Checks, typed: Option<&str>) -> Option<Address> {
    let typed = checks.required("address", typed.filter(|text| !text.trim().is_empty()))?;
    let address = Address::either(typed, None);
    if address.is_none() {
        checks.fail("address", "accounts-check-address");
    }
    address
}

/// The address in an [`AddressRequest`].
pub struct SendTo(Address);

impl<S: Send + Sync> FromRequest<S> for SendTo {
    type Rejection = Error;
    async fn from_request(request: Request, state: &S) -> Result<Self> {
        let JsonBody(body) = JsonBody::<AddressRequest>::from_request(request, state).await?;
        body.parse().map(Self)
    }
}

impl AddressRequest {
    pub(crate) fn parse(&self) -> Result<Address> {
        let mut checks = Checks::new("accounts");
        let country = checks.parsed("country", self.country.as_deref(), "accounts-check-country");
        let address =
            Address::from_fields(&mut checks, self.email.as_deref(), self.phone.as_deref(), country);
        checks.finish(address).map_err(Error::all)
    }
}

/// Sign up
///
/// The answer is the same whether or not the address has an account: whoever owns it gets a message.
#[utoipa::path(post, path = "/auth/register", tag = "auth", request_body = RegisterRequest,
    params(("Idempotency-Key" = Option<String>, Header, description = "8–128 visible ASCII characters.")),
    responses((status = 201, description = "A message is on its way", body = RegisterReply)))]
pub async fn register(
    _: May<EnterAccount>,
    State(accounts): State<Accounts>,
    client: Client,
    Locale(spoken): Locale,
    OnceJson(body, once): OnceJson<RegisterRequest>,
) -> Result<Response> {
    let input = SignUpInput {
        email: body.email.as_deref(),
        phone: body.phone.as_deref(),
        password: body.password.as_deref(),
        name: body.name.as_deref(),
        country: body.country.as_deref(),
        language: body.language.as_deref(),
    };
    let new = NewAccount::parse(input, spoken).map_err(Error::all)?;
    let sent_to = new.address.masked();
    let (tx, registration) = accounts.register(new, &once, &client).await?;
    let data = RegisterReply { sent_to, code_expires_in: code::LIFE.num_seconds(), registration };
    let reply = Created { data, location: "/api/v1/users/me".to_owned() };
    once.commit(tx, &*accounts.platform.clock, reply).await
}

/// Prove an address by its code
#[utoipa::path(post, path = "/auth/verify", tag = "auth", request_body = VerifyRequest,
    responses((status = 200, description = "The address is proved", body = VerifyReply)))]
pub async fn verify(
    actor: May<EnterAccount>,
    State(accounts): State<Accounts>,
    client: Client,
    JsonBody(body): JsonBody<VerifyRequest>,
) -> Result<Response> {
    let mut checks = Checks::new("accounts");
    let address = address(&mut checks, body.address.as_deref());
    let code = checks.required("code", body.code.as_deref().filter(|code| !code.is_empty()));
    let (address, code) = checks.finish(address.zip(code)).map_err(Error::all)?;
    let password = body.password.as_deref().filter(|typed| !typed.is_empty()).map(Password::typed);
    let (registration, kind) = (body.registration, SessionKind::Api);
    let proved = accounts
        .verify(Proof { address: &address, code, registration, password, kind }, &actor, &client)
        .await?;
    let needs_password = matches!(proved, Proved::WithoutPassword);
    let session = match proved {
        Proved::Entered(opened) => Some(reply(&accounts, *opened).await?),
        Proved::Done | Proved::WithoutPassword => None,
    };
    Ok(Data::new(VerifyReply { verified: true, session, needs_password })
        .cache(CachePolicy::None)
        .into_response())
}

/// Send another code
///
/// At most five a day go to one address. The answer does not tell whether there is an account that waits for one.
#[utoipa::path(post, path = "/auth/verify/resend", tag = "auth", request_body = AddressRequest,
    responses((status = 200, description = "A message is on its way", body = SentReply)))]
pub async fn resend(
    _: May<EnterAccount>,
    State(accounts): State<Accounts>,
    client: Client,
    Locale(language): Locale,
    SendTo(address): SendTo,
) -> Result<Response> {
    accounts.resend_code(&address, language, &client).await?;
    Ok(sent(&address))
}

fn sent(address: &Address) -> Response {
    Data::new(SentReply::to(address)).cache(CachePolicy::None).into_response()
}

/// Sign in
#[utoipa::path(post, path = "/auth/login", tag = "auth", request_body = LoginRequest,
    responses((status = 200, description = "Signed in", body = SessionReply)))]
pub async fn login(
    _: May<EnterAccount>,
    State(accounts): State<Accounts>,
    client: Client,
    JsonBody(body): JsonBody<LoginRequest>,
) -> Result<Response> {
    let mut checks = Checks::new("accounts");
    let country = checks.parsed("country", body.country.as_deref(), "accounts-check-country");
    let address = Address::from_fields(&mut checks, body.email.as_deref(), body.phone.as_deref(), country);
    let password = checks.required("password", body.password.as_deref().filter(|text| !text.is_empty()));
    let (address, password) = checks.finish(address.zip(password)).map_err(Error::all)?;
    let client = client.named(body.device.as_deref());
    let opened = accounts.sign_in(&address, Password::typed(password), SessionKind::Api, &client).await?;
    Ok(Data::new(reply(&accounts, opened).await?).cache(CachePolicy::None).into_response())
}

/// Take a refresh token for new tokens
///
/// A refresh token is good once. Sent again within a minute, because the answer was lost, it gets the same answer;
/// sent later, the session ends.
#[utoipa::path(post, path = "/auth/refresh", tag = "auth", request_body = RefreshRequest,
    responses((status = 200, description = "New tokens", body = SessionReply)))]
pub async fn refresh(
    _: May<EnterAccount>,
    State(accounts): State<Accounts>,
    client: Client,
    JsonBody(body): JsonBody<RefreshRequest>,
) -> Result<Response> {
    let mut checks = Checks::new("accounts");
    let token =
        checks.required("refresh_token", body.refresh_token.as_deref().filter(|text| !text.is_empty()));
    let token = checks.finish(token).map_err(Error::all)?;
    let opened = accounts.refresh(token, &client).await?;
    Ok(Data::new(reply(&accounts, opened).await?).cache(CachePolicy::None).into_response())
}

/// Ask for a code to set a new password
///
/// The answer does not tell whether there is an account.
#[utoipa::path(post, path = "/auth/password/forgot", tag = "auth", request_body = AddressRequest,
    responses((status = 200, description = "A message is on its way, if there is an account", body = SentReply)))]
pub async fn forgot(
    _: May<EnterAccount>,
    State(accounts): State<Accounts>,
    client: Client,
    Locale(language): Locale,
    SendTo(address): SendTo,
) -> Result<Response> {
    accounts.forgot_password(&address, language, &client).await?;
    Ok(sent(&address))
}

/// Set a new password by a code
///
/// All sessions of the account end.
#[utoipa::path(post, path = "/auth/password/reset", tag = "auth", request_body = ResetRequest,
    responses((status = 200, description = "The password is set", body = ChangedReply)))]
pub async fn reset(
    _: May<EnterAccount>,
    State(accounts): State<Accounts>,
    client: Client,
    JsonBody(body): JsonBody<ResetRequest>,
) -> Result<Response> {
    let mut checks = Checks::new("accounts");
    let address = address(&mut checks, body.address.as_deref());
    let code = checks.required("code", body.code.as_deref().filter(|code| !code.is_empty()));
    let password =
        Password::choose(&mut checks, "password", body.password.as_deref(), address.as_ref(), None);
    let parsed = address.zip(code).zip(password);
    let ((address, code), password) = checks.finish(parsed).map_err(Error::all)?;
    accounts.reset_password(&address, code, password, &client).await?;
    Ok(Data::new(ChangedReply { changed: true }).cache(CachePolicy::None).into_response())
}

/// The public keys of access tokens, as a bare JSON Web Key Set.
pub async fn jwks(_: May<EnterAccount>, State(accounts): State<Accounts>) -> Result<Response> {
    let keys = serde_json::to_vec(&accounts.published_keys().await?).map_err(Error::internal)?;
    let mut response =
        (StatusCode::OK, [(header::CONTENT_TYPE, "application/jwk-set+json")], keys).into_response();
    // Stale for ten times as long at most: eleven minutes, and new keys are published fifteen ahead.
    response.extensions_mut().insert(CachePolicy::Public(60));
    Ok(response)
}
