//! Signing up: one screen, then the code.

use askama::Template;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use kernel::{Actor, ErrorKind, Problem, UserStatus};
use platform::http::{Created, FormBody, May, Once, QueryArgs};
use platform::{Error, Result};
use serde::Deserialize;
use uuid::Uuid;
use web::{FormErrors, View, see_other, see_other_with};

use super::choices::{self, Choice};
use super::cookies::{self, Pending, Waiting};
use super::form_status;
use crate::Accounts;
use crate::client::Client;
use crate::model::address::Address;
use crate::model::code::MOST_TRIES;
use crate::model::password::Password;
use crate::model::session::SessionKind;
use crate::ops::register::{NewAccount, Proof, Proved, SignUpInput};
use crate::rights::EnterAccount;

/// How long one waits before another code can be asked for, in seconds.
const RESEND_AFTER_S: i64 = 60;

/// Where somebody wants to go once they are in.
#[derive(Debug, Deserialize)]
pub struct NextQuery {
    next: Option<String>,
}

impl NextQuery {
    /// A page of this site; nothing for the home page.
    pub fn path(&self) -> String {
        let next = cookies::way_on(self.next.as_deref().unwrap_or("/"));
        if next == "/" { String::new() } else { next.to_owned() }
    }
}

/// What was typed.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct SignUpForm {
    pub key: String,
    pub next: String,
    pub name: String,
    pub country: String,
    pub address: String,
    pub password: String,
}

#[derive(Template)]
#[template(path = "accounts/sign_up.html")]
pub struct SignUpPage {
    pub view: View,
    pub form: SignUpForm,
    pub countries: Vec<Choice>,
    pub errors: FormErrors,
}

#[derive(Template)]
#[template(path = "accounts/verify.html")]
pub struct VerifyPage {
    pub view: View,
    pub sent_to: Option<String>,
    pub address: String,
    pub wait_s: i64,
    pub left: Option<i64>,
    pub errors: FormErrors,
}

impl VerifyPage {
    fn code_hint(&self) -> String {
        code_hint(&self.view, self.left)
    }
}

/// One field for both, as people know only one thing to type.
pub fn split_address(typed: &str) -> (Option<&str>, Option<&str>) {
    if typed.contains('@') { (Some(typed), None) } else { (None, Some(typed)) }
}

/// Where somebody who is signed in already goes instead.
pub fn inside(view: &View, next: &str) -> Option<Response> {
    let to = if next.is_empty() { "/account" } else { next };
    view.signed_in().then(|| see_other(to))
}

pub async fn form(
    _: May<EnterAccount>,
    view: View,
    QueryArgs(query): QueryArgs<NextQuery>,
) -> Result<Response> {
    let view = view.nav("me");
    if let Some(response) = inside(&view, &query.path()) {
        return Ok(response);
    }
    let form = SignUpForm {
        key: Uuid::new_v4().to_string(),
        next: query.path(),
        country: view.country().map(|country| country.to_string()).unwrap_or_default(),
        ..SignUpForm::default()
    };
    view.render(&page(&view, form, FormErrors::default()))
}

fn page(view: &View, form: SignUpForm, errors: FormErrors) -> SignUpPage {
    let errors = errors.renamed(&[("email", "address"), ("phone", "address")]);
    SignUpPage { view: view.clone(), form, countries: choices::countries(view.language()), errors }
}

pub async fn send(
    actor: May<EnterAccount>,
    State(accounts): State<Accounts>,
    view: View,
    client: Client,
    FormBody(form): FormBody<SignUpForm>,
) -> Result<Response> {
    let view = view.nav("me");
    match take_in(&accounts, &actor, &view, &client, &form).await {
        Ok(response) => Ok(response),
        Err(error) => match form_status(&error) {
            Some(status) => view.render_status(status, &page(&view, form, view.form_errors(&error))),
            None => Err(error),
        },
    }
}

async fn take_in(
    accounts: &Accounts,
    actor: &Actor,
    view: &View,
    client: &Client,
    form: &SignUpForm,
) -> Result<Response> {
    let (email, phone) = split_address(&form.address);
    let input = SignUpInput {
        email,
        phone,
        password: Some(&form.password),
        name: Some(&form.name),
        country: Some(&form.country),
        language: None,
    };
    let new = NewAccount::parse(input, view.language()).map_err(Error::all)?;
    let (address, country) = (new.address.clone(), new.country);
    let platform = &accounts.platform;
    // Keyed, because it covers the password.
    let words = [&form.address, &form.password, &form.name, &form.country].map(|field| field.as_bytes());
    let once = Once::of_form(actor, "/sign-up", Some(&form.key))?
        .saying(&platform.keys.sign("accounts.sign_up", &words));
    let registration = match accounts.register(new, &once, client).await {
        Ok((tx, registration)) => {
            // Kept for a browser that never saw the answer and sends the form again; the location goes nowhere else.
            let reply = Created { data: (), location: registration.to_string() };
            once.commit(tx, &*platform.clock, reply).await?;
            Some(registration)
        }
        Err(error) => match error.replayed_location() {
            Some(registration) => registration.parse().ok(),
            None => return Err(error),
        },
    };
    let pending = Pending::new(&address, registration, platform.clock.now().timestamp());
    let mut response = pending.keep(platform, Waiting::Verify, see_other("/verify"));
    if let Some(country) = country {
        response = cookies::with_country(platform, country.code(), response);
    }
    Ok(cookies::keep_next(platform, &form.next, response))
}

/// What this browser waits for; somebody who is signed in waits for their own address.
async fn pending(
    accounts: &Accounts,
    actor: &Actor,
    headers: &HeaderMap,
) -> Result<Option<(Pending, Address)>> {
    if actor.user().is_some_and(|user| user.status == UserStatus::Pending) {
        let me = accounts.me(actor).await?;
        let unproved = [me.email, me.phone].into_iter().flatten().find(|contact| !contact.verified);
        if let Some(contact) = unproved {
            let known =
                Pending::read(headers, Waiting::Verify).filter(|(_, address)| *address == contact.address);
            let pending =
                known.map_or_else(|| Pending::new(&contact.address, None, 0), |(pending, _)| pending);
            return Ok(Some((pending, contact.address)));
        }
    }
    Ok(Pending::read(headers, Waiting::Verify))
}

fn code_page(
    accounts: &Accounts,
    view: &View,
    pending: Option<&(Pending, Address)>,
    typed: &str,
    errors: FormErrors,
) -> VerifyPage {
    let now = accounts.platform.clock.now().timestamp();
    VerifyPage {
        view: view.clone(),
        sent_to: pending.map(|(_, address)| address.masked()),
        address: typed.to_owned(),
        wait_s: pending
            .map_or(0, |(pending, _)| (pending.sent_at + RESEND_AFTER_S - now).clamp(0, RESEND_AFTER_S)),
        left: None,
        errors,
    }
}

pub async fn code_form(
    actor: May<EnterAccount>,
    State(accounts): State<Accounts>,
    view: View,
    QueryArgs(query): QueryArgs<NextQuery>,
    headers: HeaderMap,
) -> Result<Response> {
    let view = view.nav("me");
    if actor.user().is_some_and(|user| user.status == UserStatus::Active) {
        return Ok(see_other("/account"));
    }
    let pending = pending(&accounts, &actor, &headers).await?;
    let page = view.render(&code_page(&accounts, &view, pending.as_ref(), "", FormErrors::default()))?;
    Ok(cookies::keep_next(&accounts.platform, &query.path(), page))
}

/// What was typed to prove an address.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct CodeForm {
    pub code: String,
    pub address: String,
    pub password: String,
}

/// The address that a code was typed for: the one that this browser waits for, or the one that was typed along.
pub fn address_of(view: &View, pending: Option<&(Pending, Address)>, typed: &str) -> Result<Address> {
    if let Some((_, address)) = pending {
        return Ok(address.clone());
    }
    let text = match split_address(typed) {
        _ if typed.trim().is_empty() => "accounts-check-address-needed",
        (Some(_), _) => "accounts-check-email",
        (None, _) => "accounts-check-phone",
    };
    Address::either(typed, view.country())
        .ok_or_else(|| Problem::new(ErrorKind::Validation, "accounts", text).field("address").into())
}

/// Counts a wrong code; how many tries are left. Counted where it was typed, so that it is told alike whether or not the
/// address has an account.
pub fn count_wrong(pending: Option<&mut (Pending, Address)>, error: &Error) -> Option<i64> {
    let (pending, _) = pending?;
    if !error.problems().iter().any(|problem| problem.code == "INVALID_CODE") {
        return None;
    }
    pending.wrong += 1;
    Some(i64::from((MOST_TRIES - pending.wrong).max(0)))
}

/// What stands above the field of the code.
pub fn code_hint(view: &View, left: Option<i64>) -> String {
    match left {
        Some(left) => view.tn("accounts-page-code-tries", left),
        None => view.t("accounts-page-code-hint"),
    }
}

pub async fn verify(
    actor: May<EnterAccount>,
    State(accounts): State<Accounts>,
    view: View,
    client: Client,
    headers: HeaderMap,
    FormBody(form): FormBody<CodeForm>,
) -> Result<Response> {
    let view = view.nav("me");
    let platform = &accounts.platform;
    let mut waiting = pending(&accounts, &actor, &headers).await?;
    let tried = async {
        let address = address_of(&view, waiting.as_ref(), &form.address)?;
        let registration = waiting.as_ref().and_then(|(pending, _)| pending.registration);
        let password = Some(form.password.as_str()).filter(|typed| !typed.is_empty()).map(Password::typed);
        let (code, kind) = (form.code.as_str(), SessionKind::Web);
        let proof = Proof { address: &address, code, registration, password, kind };
        Ok((accounts.verify(proof, &actor, &client).await?, address))
    };
    match tried.await {
        Ok((Proved::Entered(opened), _)) => cookies::enter(&accounts, *opened, "/onboarding").await,
        Ok((Proved::WithoutPassword, address)) => {
            let response = choose_password(&accounts, &view, &address, &client).await?;
            Ok(cookies::settle(platform, Waiting::Verify, response))
        }
        Ok((Proved::Done, _)) => {
            let response = if view.signed_in() {
                see_other_with("/onboarding", "accounts-page-verified")
            } else {
                see_other_with("/sign-in", "accounts-page-verified-sign-in")
            };
            Ok(cookies::settle(platform, Waiting::Verify, response))
        }
        Err(error) => {
            let Some(status) = form_status(&error) else { return Err(error) };
            let left = count_wrong(waiting.as_mut(), &error);
            let page = VerifyPage {
                left,
                ..code_page(&accounts, &view, waiting.as_ref(), &form.address, view.form_errors(&error))
            };
            let response = view.render_status(status, &page)?;
            Ok(cookies::still(platform, Waiting::Verify, waiting.as_ref(), response))
        }
    }
}

/// On to a password for an account that has none, by a code that is on its way.
async fn choose_password(
    accounts: &Accounts,
    view: &View,
    address: &Address,
    client: &Client,
) -> Result<Response> {
    match accounts.forgot_password(address, view.language(), client).await {
        Ok(()) => {
            let pending = Pending::new(address, None, accounts.platform.clock.now().timestamp());
            let response = see_other_with("/password/reset", "accounts-page-verified-choose");
            Ok(pending.keep(&accounts.platform, Waiting::Reset, response))
        }
        Err(error) if error.kind() == ErrorKind::RateLimited => {
            Ok(see_other_with("/password/forgot", "accounts-page-verified-later"))
        }
        Err(error) => Err(error),
    }
}

pub async fn resend(
    actor: May<EnterAccount>,
    State(accounts): State<Accounts>,
    view: View,
    client: Client,
    headers: HeaderMap,
) -> Result<Response> {
    let view = view.nav("me");
    let platform = &accounts.platform;
    let waiting = pending(&accounts, &actor, &headers).await?;
    let Some((pending, address)) = &waiting else { return Ok(see_other("/verify")) };
    let now = platform.clock.now().timestamp();
    if now < pending.sent_at + RESEND_AFTER_S {
        return Ok(see_other_with("/verify", "accounts-page-resend-early"));
    }
    match accounts.resend_code(address, view.language(), &client).await {
        Ok(()) => {
            let renewed = Pending::new(address, pending.registration, now);
            Ok(renewed.keep(platform, Waiting::Verify, see_other_with("/verify", "accounts-page-resent")))
        }
        Err(error) if error.kind() == ErrorKind::RateLimited => {
            let page = code_page(&accounts, &view, waiting.as_ref(), "", view.form_errors(&error));
            view.render_status(StatusCode::TOO_MANY_REQUESTS, &page)
        }
        Err(error) => Err(error),
    }
}
