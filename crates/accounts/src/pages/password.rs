//! A forgotten password: an address, then a code and a new one.

use askama::Template;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use kernel::{Actor, Checks};
use platform::http::{FormBody, May};
use platform::{Error, Result};
use serde::Deserialize;
use web::{FormErrors, View, see_other, see_other_with};

use super::cookies::{self, Pending, Waiting};
use super::form_status;
use super::sign_up::{CodeForm, address_of, code_hint, count_wrong};
use crate::Accounts;
use crate::client::Client;
use crate::model::address::Address;
use crate::model::password::Password;
use crate::rights::EnterAccount;

#[derive(Template)]
#[template(path = "accounts/forgot.html")]
pub struct ForgotPage {
    pub view: View,
    pub address: String,
    pub errors: FormErrors,
}

#[derive(Template)]
#[template(path = "accounts/reset.html")]
pub struct ResetPage {
    pub view: View,
    pub sent_to: Option<String>,
    pub address: String,
    pub left: Option<i64>,
    pub errors: FormErrors,
}

impl ResetPage {
    fn code_hint(&self) -> String {
        code_hint(&self.view, self.left)
    }
}

pub async fn forgot_form(
    actor: May<EnterAccount>,
    State(accounts): State<Accounts>,
    view: View,
) -> Result<Response> {
    let view = view.nav("me");
    let address = own_address(&accounts, &actor).await?;
    view.render(&ForgotPage { view: view.clone(), address, errors: FormErrors::default() })
}

/// Whoever is signed in need not type their own address.
async fn own_address(accounts: &Accounts, actor: &Actor) -> Result<String> {
    if actor.user().is_none() {
        return Ok(String::new());
    }
    let me = accounts.me(actor).await?;
    let contact = me.email.or(me.phone);
    Ok(contact.map(|contact| contact.address.as_str().to_owned()).unwrap_or_default())
}

/// What was typed.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct ForgotForm {
    address: String,
}

pub async fn forgot(
    _: May<EnterAccount>,
    State(accounts): State<Accounts>,
    view: View,
    client: Client,
    FormBody(form): FormBody<ForgotForm>,
) -> Result<Response> {
    let view = view.nav("me");
    let tried = async {
        let address = address_of(&view, None, &form.address)?;
        accounts.forgot_password(&address, view.language(), &client).await?;
        Ok(address)
    };
    match tried.await {
        Ok(address) => {
            let platform = &accounts.platform;
            let pending = Pending::new(&address, None, platform.clock.now().timestamp());
            Ok(pending.keep(platform, Waiting::Reset, see_other("/password/reset")))
        }
        Err(error) => {
            let Some(status) = form_status(&error) else { return Err(error) };
            let errors = view.form_errors(&error);
            view.render_status(status, &ForgotPage { view: view.clone(), address: form.address, errors })
        }
    }
}

pub async fn reset_form(_: May<EnterAccount>, view: View, headers: HeaderMap) -> Result<Response> {
    let view = view.nav("me");
    let pending = Pending::read(&headers, Waiting::Reset);
    view.render(&page(&view, pending.as_ref(), "", FormErrors::default()))
}

fn page(view: &View, pending: Option<&(Pending, Address)>, typed: &str, errors: FormErrors) -> ResetPage {
    let sent_to = pending.map(|(_, address)| address.masked());
    ResetPage { view: view.clone(), sent_to, address: typed.to_owned(), left: None, errors }
}

pub async fn reset(
    _: May<EnterAccount>,
    State(accounts): State<Accounts>,
    view: View,
    client: Client,
    headers: HeaderMap,
    FormBody(form): FormBody<CodeForm>,
) -> Result<Response> {
    let view = view.nav("me");
    let platform = &accounts.platform;
    let mut waiting = Pending::read(&headers, Waiting::Reset);
    let tried = async {
        let address = address_of(&view, waiting.as_ref(), &form.address)?;
        let mut checks = Checks::new("accounts");
        checks.required("code", Some(form.code.trim()).filter(|code| !code.is_empty()));
        let password = Password::choose(&mut checks, "password", Some(&form.password), Some(&address), None);
        let password = checks.finish(password).map_err(Error::all)?;
        accounts.reset_password(&address, &form.code, password, &client).await
    };
    match tried.await {
        Ok(()) => Ok(cookies::leave(platform, see_other_with("/sign-in", "accounts-page-reset-done"))),
        Err(error) => {
            let Some(status) = form_status(&error) else { return Err(error) };
            let left = count_wrong(waiting.as_mut(), &error);
            let page =
                ResetPage { left, ..page(&view, waiting.as_ref(), &form.address, view.form_errors(&error)) };
            let response = view.render_status(status, &page)?;
            Ok(cookies::still(platform, Waiting::Reset, waiting.as_ref(), response))
        }
    }
}
