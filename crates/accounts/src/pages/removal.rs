//! Deleting one's business, and bringing it back.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use kernel::{Actor, Checks, ErrorKind};
use platform::http::{FormBody, May};
use platform::{Error, Result};
use serde::Deserialize;
use web::{FormErrors, View, see_other, see_other_with};

use super::form_status;
use crate::Accounts;
use crate::model::business::BusinessKey;
use crate::rights::{DeleteBusiness, RestoreBusiness};

#[derive(Template)]
#[template(path = "accounts/business_delete.html")]
pub struct BusinessDeletePage {
    pub view: View,
    pub name: String,
    pub version: i64,
    pub errors: FormErrors,
}

async fn page(
    accounts: &Accounts,
    actor: &Actor,
    view: &View,
    errors: FormErrors,
) -> Result<BusinessDeletePage> {
    let id = actor.business_id().ok_or_else(|| Error::not_found("accounts"))?;
    let business = accounts.business(actor, &BusinessKey::Id(id)).await?;
    let (name, version) = (business.says.name, business.version);
    Ok(BusinessDeletePage { view: view.clone(), name, version, errors })
}

pub async fn delete_form(
    actor: May<DeleteBusiness>,
    State(accounts): State<Accounts>,
    view: View,
) -> Result<Response> {
    let view = view.nav("me");
    view.render(&page(&accounts, &actor, &view, FormErrors::default()).await?)
}

/// The confirmation.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct DeleteForm {
    version: i64,
    sure: bool,
}

pub async fn delete(
    actor: May<DeleteBusiness>,
    State(accounts): State<Accounts>,
    view: View,
    FormBody(form): FormBody<DeleteForm>,
) -> Result<Response> {
    let view = view.nav("me");
    let Some(id) = actor.business_id() else { return Ok(see_other("/account")) };
    if !form.sure {
        let mut checks = Checks::new("accounts");
        checks.fail("sure", "accounts-page-delete-tick");
        let errors = view.form_errors(&Error::all(checks.finish(None::<()>).err().unwrap_or_default()));
        let page = page(&accounts, &actor, &view, errors).await?;
        return view.render_status(StatusCode::UNPROCESSABLE_ENTITY, &page);
    }
    match accounts.delete_business(&actor, id, form.version).await {
        Ok(()) => Ok(see_other_with("/account", "accounts-page-business-deleted")),
        // Somebody else has deleted it in the same moment.
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(see_other("/account")),
        Err(error) => {
            let Some(status) = form_status(&error) else { return Err(error) };
            let page = page(&accounts, &actor, &view, view.form_errors(&error)).await?;
            view.render_status(status, &page)
        }
    }
}

pub async fn restore(actor: May<RestoreBusiness>, State(accounts): State<Accounts>) -> Result<Response> {
    let me = accounts.me(&actor).await?;
    let Some((id, _)) = me.membership else { return Ok(see_other("/account")) };
    accounts.restore_business(&actor, &BusinessKey::Id(id)).await?;
    Ok(see_other_with("/account", "accounts-page-business-restored"))
}
