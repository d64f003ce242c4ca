//! Signing in and out.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use platform::Result;
use platform::http::{FormBody, May, QueryArgs};
use serde::Deserialize;
use web::{FormErrors, View, see_other, see_other_with};

use super::cookies;
use super::form_status;
use super::sign_up::{NextQuery, address_of, inside};
use crate::Accounts;
use crate::client::Client;
use crate::model::password::Password;
use crate::model::session::SessionKind;
use crate::rights::EnterAccount;

#[derive(Template)]
#[template(path = "accounts/sign_in.html")]
pub struct SignInPage {
    pub view: View,
    pub address: String,
    pub next: String,
    pub errors: FormErrors,
}

pub async fn form(
    _: May<EnterAccount>,
    view: View,
    QueryArgs(query): QueryArgs<NextQuery>,
) -> Result<Response> {
    let view = view.nav("me");
    let next = query.path();
    if let Some(response) = inside(&view, &next) {
        return Ok(response);
    }
    view.render(&SignInPage {
        view: view.clone(),
        address: String::new(),
        next,
        errors: FormErrors::default(),
    })
}

/// What was typed.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct SignInForm {
    address: String,
    password: String,
    next: String,
}

pub async fn send(
    _: May<EnterAccount>,
    State(accounts): State<Accounts>,
    view: View,
    client: Client,
    FormBody(form): FormBody<SignInForm>,
) -> Result<Response> {
    let view = view.nav("me");
    let tried = async {
        let address = address_of(&view, None, &form.address)?;
        accounts.sign_in(&address, Password::typed(&form.password), SessionKind::Web, &client).await
    };
    match tried.await {
        Ok(opened) => cookies::enter(&accounts, opened, cookies::way_on(&form.next)).await,
        Err(error) => {
            let Some(status) = form_status(&error) else { return Err(error) };
            let errors = view.form_errors(&error);
            let next = Some(cookies::way_on(&form.next)).filter(|next| *next != "/").unwrap_or("").to_owned();
            view.render_status(
                status,
                &SignInPage { view: view.clone(), address: form.address, next, errors },
            )
        }
    }
}

/// Ends this browser's session; a browser whose session is over already only forgets it.
pub async fn sign_out(
    actor: May<EnterAccount>,
    State(accounts): State<Accounts>,
    client: Client,
) -> Result<Response> {
    let response = match actor.user() {
        Some(user) => {
            accounts.end_session(&actor, user.session_id, &client).await?;
            see_other_with("/", "accounts-page-signed-out")
        }
        None => see_other("/"),
    };
    Ok(cookies::leave(&accounts.platform, response))
}
