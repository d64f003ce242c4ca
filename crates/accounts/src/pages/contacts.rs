//! One's own e-mail address and phone number: a list, and the code for a new one.

use askama::Template;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::response::Response;
use kernel::{Actor, Checks};
use platform::http::{Created, FormBody, May, Once};
use platform::{Error, Result};
use serde::Deserialize;
use uuid::Uuid;
use web::{FormErrors, View, see_other, see_other_with};

use super::cookies::{self, Pending, Waiting};
use super::form_status;
use super::sign_up::{CodeForm, code_hint, count_wrong};
use crate::Accounts;
use crate::api::contacts::ContactBody;
use crate::client::Client;
use crate::model::address::{Address, AddressKind};
use crate::rights::{ReadUser, UpdateUser};

/// What was typed: one of the two.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct ContactForm {
    pub key: String,
    pub email: String,
    pub phone: String,
}

#[derive(Template)]
#[template(path = "accounts/contacts.html")]
pub struct ContactsPage {
    pub view: View,
    pub contacts: Vec<ContactBody>,
    pub form: ContactForm,
    pub errors: FormErrors,
}

impl ContactsPage {
    fn contact(&self, kind: &str) -> Option<&ContactBody> {
        self.contacts.iter().find(|contact| contact.kind == kind)
    }

    /// What the field of this kind asks for.
    fn wanted(&self, kind: &str) -> String {
        let what = if self.contact(kind).is_some() { "change" } else { "add" };
        self.view.t(&format!("accounts-page-contacts-{what}"))
    }
}

#[derive(Template)]
#[template(path = "accounts/contact_code.html")]
pub struct ContactCodePage {
    pub view: View,
    pub sent_to: String,
    pub left: Option<i64>,
    pub errors: FormErrors,
}

impl ContactCodePage {
    fn code_hint(&self) -> String {
        code_hint(&self.view, self.left)
    }
}

async fn page(
    accounts: &Accounts,
    actor: &Actor,
    view: &View,
    form: ContactForm,
    errors: FormErrors,
) -> Result<ContactsPage> {
    let contacts = ContactBody::of(&accounts.me(actor).await?);
    Ok(ContactsPage { view: view.clone(), contacts, form, errors })
}

pub async fn show(actor: May<ReadUser>, State(accounts): State<Accounts>, view: View) -> Result<Response> {
    let view = view.nav("me");
    let form = ContactForm { key: Uuid::new_v4().to_string(), ..ContactForm::default() };
    view.render(&page(&accounts, &actor, &view, form, FormErrors::default()).await?)
}

pub async fn ask(
    actor: May<UpdateUser>,
    State(accounts): State<Accounts>,
    view: View,
    client: Client,
    FormBody(form): FormBody<ContactForm>,
) -> Result<Response> {
    let view = view.nav("me");
    let platform = &accounts.platform;
    let asked = async {
        let mut checks = Checks::new("accounts");
        let address = Address::from_fields(&mut checks, Some(&form.email), Some(&form.phone), view.country());
        let address = checks.finish(address).map_err(Error::all)?;
        let once =
            Once::of_form(&actor, "/account/contacts", Some(&form.key))?.saying(address.as_str().as_bytes());
        match accounts.ask_for_contact(&actor, &address, view.language(), &once, &client).await {
            Ok(tx) => {
                let reply = Created { data: (), location: "/account/contacts/code".to_owned() };
                once.commit(tx, &*platform.clock, reply).await?;
            }
            Err(error) if error.replayed_location().is_some() => {}
            Err(error) => return Err(error),
        }
        Ok(address)
    };
    match asked.await {
        Ok(address) => {
            let pending = Pending::new(&address, None, platform.clock.now().timestamp());
            Ok(pending.keep(platform, Waiting::Contact, see_other("/account/contacts/code")))
        }
        Err(error) => {
            let Some(status) = form_status(&error) else { return Err(error) };
            // A form that was refused begins anew: its key may have been used for another address.
            let form = ContactForm { key: Uuid::new_v4().to_string(), ..form };
            view.render_status(status, &page(&accounts, &actor, &view, form, view.form_errors(&error)).await?)
        }
    }
}

pub async fn code_form(_: May<ReadUser>, view: View, headers: HeaderMap) -> Result<Response> {
    let view = view.nav("me");
    let Some((_, address)) = Pending::read(&headers, Waiting::Contact) else {
        return Ok(see_other("/account/contacts"));
    };
    let (sent_to, errors) = (address.masked(), FormErrors::default());
    view.render(&ContactCodePage { view: view.clone(), sent_to, left: None, errors })
}

pub async fn prove(
    actor: May<UpdateUser>,
    State(accounts): State<Accounts>,
    view: View,
    client: Client,
    headers: HeaderMap,
    FormBody(form): FormBody<CodeForm>,
) -> Result<Response> {
    let view = view.nav("me");
    let platform = &accounts.platform;
    let mut waiting = Pending::read(&headers, Waiting::Contact);
    let Some((_, address)) = &waiting else { return Ok(see_other("/account/contacts")) };
    let sent_to = address.masked();
    match accounts.prove_contact(&actor, address, &form.code, &client).await {
        Ok(_) => {
            let response = see_other_with("/account/contacts", "accounts-page-contact-saved");
            Ok(cookies::settle(platform, Waiting::Contact, response))
        }
        Err(error) => {
            let Some(status) = form_status(&error) else { return Err(error) };
            let left = count_wrong(waiting.as_mut(), &error);
            let errors = view.form_errors(&error).renamed(&[("email", "code"), ("phone", "code")]);
            let page = ContactCodePage { view: view.clone(), sent_to, left, errors };
            let response = view.render_status(status, &page)?;
            Ok(cookies::still(platform, Waiting::Contact, waiting.as_ref(), response))
        }
    }
}

/// Which address is to go.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct RemoveForm {
    kind: String,
}

pub async fn remove(
    actor: May<UpdateUser>,
    State(accounts): State<Accounts>,
    view: View,
    client: Client,
    FormBody(form): FormBody<RemoveForm>,
) -> Result<Response> {
    let view = view.nav("me");
    let kind: AddressKind = form.kind.parse().map_err(|_| Error::not_found("accounts"))?;
    match accounts.remove_contact(&actor, kind, &client).await {
        Ok(()) => Ok(see_other_with("/account/contacts", "accounts-page-contact-removed")),
        Err(error) => {
            let Some(status) = form_status(&error) else { return Err(error) };
            let form = ContactForm { key: Uuid::new_v4().to_string(), ..ContactForm::default() };
            view.render_status(status, &page(&accounts, &actor, &view, form, view.form_errors(&error)).await?)
        }
    }
}
