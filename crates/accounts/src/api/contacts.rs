//! One's own e-mail address and phone number.

use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use kernel::Checks;
use platform::http::{Created, Data, FieldsArgs, JsonBody, Locale, May, OnceJson, QueryArgs};
use platform::{Error, Result};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::auth::{AddressRequest, SentReply};
use crate::Accounts;
use crate::client::Client;
use crate::model::address::AddressKind;
use crate::model::user::User;
use crate::rights::{ReadUser, UpdateUser};

/// An address of one's account.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[schema(example = json!({"kind": "PHONE", "address": "+2348031234567", "verified": true, "removable": true}))]
pub struct ContactBody {
    /// EMAIL or PHONE; there is at most one of each.
    pub kind: String,
    /// E-mail address in lower case, or phone number in E.164.
    pub address: String,
    /// Whether its owner typed the code.
    pub verified: bool,
    /// Whether it may go: the last one that is proved may not.
    pub removable: bool,
}

impl ContactBody {
    /// All addresses of an account.
    pub(crate) fn of(user: &User) -> Vec<Self> {
        let body = |kind: AddressKind| {
            let contact = user.contact(kind)?;
            Some(Self {
                kind: kind.as_str().to_owned(),
                address: contact.address.as_str().to_owned(),
                verified: contact.verified,
                removable: user.contact(kind.other()).is_some_and(|other| other.verified),
            })
        };
        [AddressKind::Email, AddressKind::Phone].into_iter().filter_map(body).collect()
    }
}

/// The code that went to a new address.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"address": "+2348031234567", "code": "482913"}))]
pub struct ProveContactRequest {
    /// E-mail address or phone number in international form.
    address: Option<String>,
    /// Six digits.
    code: Option<String>,
}

/// List one's addresses
#[utoipa::path(get, path = "/users/me/contacts", tag = "users", params(FieldsArgs),
    responses((status = 200, description = "E-mail address and phone number", body = Vec<ContactBody>)))]
pub async fn list(
    actor: May<ReadUser>,
    State(accounts): State<Accounts>,
    QueryArgs(args): QueryArgs<FieldsArgs>,
) -> Result<Response> {
    let fields = args.of::<ContactBody>()?;
    Ok(Data::new(ContactBody::of(&accounts.me(&actor).await?)).fields(fields).into_response())
}

/// Add or change an address
///
/// Sends a code there. The address counts, in place of the one of its kind, once the code is typed. The answer does not
/// tell whether another account has it; its owner is told of the try.
#[utoipa::path(post, path = "/users/me/contacts", tag = "users", request_body = AddressRequest,
    params(("Idempotency-Key" = Option<String>, Header, description = "8–128 visible ASCII characters.")),
    responses((status = 201, description = "A message is on its way", body = SentReply)))]
pub async fn add(
    actor: May<UpdateUser>,
    State(accounts): State<Accounts>,
    client: Client,
    Locale(language): Locale,
    OnceJson(body, once): OnceJson<AddressRequest>,
) -> Result<Response> {
    let address = body.parse()?;
    let tx = accounts.ask_for_contact(&actor, &address, language, &once, &client).await?;
    let reply = Created { data: SentReply::to(&address), location: "/api/v1/users/me/contacts".to_owned() };
    once.commit(tx, &*accounts.platform.clock, reply).await
}

/// Prove a new address by its code
///
/// The address that it replaces, and the other one of the account, are told.
#[utoipa::path(post, path = "/users/me/contacts/verify", tag = "users", request_body = ProveContactRequest,
    responses((status = 200, description = "All addresses as they are now", body = Vec<ContactBody>)))]
pub async fn prove(
    actor: May<UpdateUser>,
    State(accounts): State<Accounts>,
    client: Client,
    JsonBody(body): JsonBody<ProveContactRequest>,
) -> Result<Response> {
    let mut checks = Checks::new("accounts");
    let address = super::auth::address(&mut checks, body.address.as_deref());
    let code = checks.required("code", body.code.as_deref().filter(|code| !code.is_empty()));
    let (address, code) = checks.finish(address.zip(code)).map_err(Error::all)?;
    let user = accounts.prove_contact(&actor, &address, code, &client).await?;
    Ok(Data::new(ContactBody::of(&user)).into_response())
}

/// Remove an address
///
/// Not the last one that is proved. It is told.
#[utoipa::path(delete, path = "/users/me/contacts/{kind}", tag = "users",
    params(("kind" = String, Path, description = "`EMAIL` or `PHONE`")),
    responses((status = 204, description = "It is removed")))]
pub async fn remove(
    actor: May<UpdateUser>,
    State(accounts): State<Accounts>,
    client: Client,
    Path(kind): Path<String>,
) -> Result<StatusCode> {
    accounts.remove_contact(&actor, super::id(&kind)?, &client).await?;
    Ok(StatusCode::NO_CONTENT)
}
