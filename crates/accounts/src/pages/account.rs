//! One's own account: profile, preferences, devices, leaving.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use chrono::{DateTime, Utc};
use kernel::{Actor, Checks, ErrorKind, Problem, Role, SessionId, TeamRole, UserStatus};
use platform::http::{FormBody, May};
use platform::{Error, Result};
use serde::Deserialize;
use web::{FormErrors, View, see_other, see_other_with};

use super::choices::{self, Choice};
use super::cookies;
use super::form_status;
use crate::Accounts;
use crate::client::Client;
use crate::model::business::{Business, BusinessKey};
use crate::model::device::device_label;
use crate::model::onboarding::Step;
use crate::model::session::SessionKind;
use crate::model::user::{Preferences, User};
use crate::ops::profile::ProfileInput;
use crate::ops::removal::known_company;
use crate::rights::elsewhere::{InspectOperations, ModerateMessages, ReviewListings};
use crate::rights::{
    DeleteBusiness, DeleteUser, ManageSessions, ReadUser, RestoreBusiness, ReviewVerifications,
    UpdateBusiness, UpdateUser,
};

/// The profile as it is typed.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct ProfileForm {
    pub version: i64,
    pub display_name: String,
    pub country: String,
}

/// The preferences as they are typed.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct PreferencesForm {
    pub version: i64,
    pub language: String,
    pub currency: String,
    pub time_zone: String,
    pub data_saver: bool,
}

/// An address of the account.
pub struct ContactLine {
    pub address: String,
    pub verified: bool,
}

/// The business that one belongs to.
pub struct BusinessLine {
    pub name: String,
    pub slug: String,
    pub verified: bool,
    pub line: String,
    pub logo: String,
    pub may_edit: bool,
    pub may_delete: bool,
    pub may_restore: bool,
    /// The sentence about a deleted one; empty for a living one.
    pub deleted: String,
}

/// A signed-in device.
pub struct SessionLine {
    pub id: SessionId,
    pub device: String,
    pub place: String,
    pub seen: DateTime<Utc>,
    pub is_app: bool,
    pub is_this: bool,
}

#[derive(Template)]
#[template(path = "accounts/account.html")]
pub struct AccountPage {
    pub view: View,
    pub form: ProfileForm,
    pub prefs: PreferencesForm,
    pub version: i64,
    pub contacts: Vec<ContactLine>,
    pub unproved: bool,
    pub unfinished: bool,
    pub business: Option<BusinessLine>,
    pub may_found: bool,
    pub sessions: Vec<SessionLine>,
    pub languages: Vec<Choice>,
    pub countries: Vec<Choice>,
    pub currencies: Vec<Choice>,
    pub zones: Vec<Choice>,
    pub errors: FormErrors,
}

/// To which of the pages for those who run the platform it leads.
impl AccountPage {
    fn may_review_listings(&self) -> bool {
        self.view.may::<ReviewListings>()
    }

    fn may_moderate_messages(&self) -> bool {
        self.view.may::<ModerateMessages>()
    }

    fn may_review_businesses(&self) -> bool {
        self.view.may::<ReviewVerifications>()
    }

    fn may_inspect_operations(&self) -> bool {
        self.view.may::<InspectOperations>()
    }
}

#[derive(Template)]
#[template(path = "accounts/delete.html")]
pub struct DeletePage {
    pub view: View,
    pub version: i64,
    pub business: Option<String>,
    pub errors: FormErrors,
}

pub async fn show(actor: May<ReadUser>, State(accounts): State<Accounts>, view: View) -> Result<Response> {
    let view = view.nav("me");
    let me = accounts.me(&actor).await?;
    view.render(&page(&accounts, &actor, &view, &me).await?)
}

async fn own_business(accounts: &Accounts, actor: &Actor, me: &User) -> Result<Option<(Business, TeamRole)>> {
    let Some((id, team_role)) = me.membership else { return Ok(None) };
    match accounts.business_or_deleted(actor, &BusinessKey::Id(id)).await {
        Ok(business) => Ok(Some((business, team_role))),
        // Its time is over, and it will be gone within the hour.
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

async fn business_line(
    accounts: &Accounts,
    actor: &Actor,
    view: &View,
    business: Business,
    team_role: TeamRole,
) -> Result<BusinessLine> {
    let resource = known_company(&business, Some(team_role));
    let policies = &accounts.platform.policies;
    Ok(BusinessLine {
        verified: business.card().verified,
        logo: super::business::logo(accounts, business.says.logo_media_id).await?,
        line: view.t(&format!("accounts-page-{}", team_role.as_str().to_lowercase())),
        may_edit: policies.allows::<UpdateBusiness>(actor, &resource),
        may_delete: policies.allows::<DeleteBusiness>(actor, &resource),
        may_restore: policies.allows::<RestoreBusiness>(actor, &resource),
        deleted: business.restorable_until().map_or_else(String::new, |until| {
            let days = (until - accounts.platform.clock.now()).num_days() + 1;
            view.tn("accounts-page-business-is-deleted", days)
        }),
        name: business.says.name,
        slug: business.slug,
    })
}

async fn page(accounts: &Accounts, actor: &Actor, view: &View, me: &User) -> Result<AccountPage> {
    let language = view.language();
    let business = match own_business(accounts, actor, me).await? {
        None => None,
        Some((business, team_role)) => Some(business_line(accounts, actor, view, business, team_role).await?),
    };
    let this = actor.user().map(|user| user.session_id);
    let sessions = accounts.sessions(actor).await?.into_iter().map(|row| SessionLine {
        id: row.id,
        place: row.place.map(|country| choices::country_name(country, language)).unwrap_or_default(),
        seen: row.last_seen_at,
        is_app: row.kind == SessionKind::Api.as_str(),
        is_this: Some(row.id) == this,
        device: device_label(&accounts.platform.texts, language, &row.device),
    });
    let contacts = [&me.email, &me.phone].into_iter().flatten().map(|contact| ContactLine {
        address: contact.address.as_str().to_owned(),
        verified: contact.verified,
    });
    let time_zone = me.time_zone.clone().unwrap_or_default();
    let is_done = me.onboarding_step == Step::Done;
    Ok(AccountPage {
        form: ProfileForm {
            version: me.version,
            display_name: me.display_name.clone(),
            country: me.country.map(|country| country.to_string()).unwrap_or_default(),
        },
        prefs: PreferencesForm {
            version: me.version,
            language: me.language.code().to_owned(),
            currency: me.currency.map(|currency| currency.to_string()).unwrap_or_default(),
            time_zone: time_zone.clone(),
            data_saver: me.data_saver,
        },
        version: me.version,
        contacts: contacts.collect(),
        unproved: me.status == UserStatus::Pending,
        unfinished: !is_done,
        may_found: is_done && me.role == Role::Business && me.status == UserStatus::Active,
        business,
        sessions: sessions.collect(),
        languages: choices::languages(),
        countries: choices::countries(language),
        currencies: choices::currencies(),
        zones: choices::zones(&time_zone),
        errors: FormErrors::default(),
        view: view.clone(),
    })
}

/// Somebody else's change came first: says so in words about accounts.
fn told(error: Error) -> Error {
    match error.kind() {
        ErrorKind::Conflict => Problem::new(ErrorKind::Conflict, "accounts", "accounts-page-stale").into(),
        _ => error,
    }
}

/// The page again, with what is wrong and, by `keep`, with what was typed.
async fn refuse(
    accounts: &Accounts,
    actor: &Actor,
    view: &View,
    error: Error,
    keep: impl FnOnce(&mut AccountPage),
) -> Result<Response> {
    let Some(status) = form_status(&error) else { return Err(error) };
    let me = accounts.me(actor).await?;
    let mut page = page(accounts, actor, view, &me).await?;
    page.errors = view.form_errors(&error);
    keep(&mut page);
    view.render_status(status, &page)
}

pub async fn save_profile(
    actor: May<UpdateUser>,
    State(accounts): State<Accounts>,
    view: View,
    FormBody(form): FormBody<ProfileForm>,
) -> Result<Response> {
    let view = view.nav("me");
    let input = ProfileInput {
        display_name: Some(&form.display_name),
        country: Some(&form.country),
        ..ProfileInput::default()
    };
    match accounts.update_me(&actor, input, form.version).await.map_err(told) {
        Ok(me) => {
            let response = see_other_with("/account", "accounts-page-profile-saved");
            Ok(cookies::with_preferences(&accounts.platform, &me, response))
        }
        Err(error) => refuse(&accounts, &actor, &view, error, |page| page.form = form).await,
    }
}

pub async fn save_preferences(
    actor: May<UpdateUser>,
    State(accounts): State<Accounts>,
    view: View,
    FormBody(prefs): FormBody<PreferencesForm>,
) -> Result<Response> {
    let view = view.nav("me");
    let saved = async {
        let mut checks = Checks::new("accounts");
        let (currency, zone) = (Some(prefs.currency.as_str()), Some(prefs.time_zone.as_str()));
        let new =
            Preferences::parse(&mut checks, Some(&prefs.language), currency, Some(prefs.data_saver), zone);
        let new = checks.finish(new).map_err(Error::all)?;
        let saved_data = accounts.me(&actor).await?.data_saver;
        let me = accounts.set_preferences(&actor, new, prefs.version).await.map_err(told)?;
        Ok::<_, Error>((me, saved_data))
    };
    match saved.await {
        Ok((me, saved_data)) => {
            let response = see_other_with("/account", "accounts-page-preferences-saved");
            let response = cookies::with_preferences(&accounts.platform, &me, response);
            let is_over = saved_data && !me.data_saver;
            Ok(if is_over { cookies::with_data_saver(&accounts.platform, false, response) } else { response })
        }
        Err(error) => refuse(&accounts, &actor, &view, error, |page| page.prefs = prefs).await,
    }
}

pub async fn end_session(
    actor: May<ManageSessions>,
    State(accounts): State<Accounts>,
    client: Client,
    Path(id): Path<String>,
) -> Result<Response> {
    let id: SessionId = id.parse().map_err(|_| Error::not_found("accounts"))?;
    match accounts.end_session(&actor, id, &client).await {
        Ok(()) => {}
        // It has ended by itself meanwhile, which is what was wanted.
        Err(error) if error.kind() == ErrorKind::NotFound => {}
        Err(error) => return Err(error),
    }
    if actor.user().is_some_and(|user| user.session_id == id) {
        return Ok(cookies::leave(&accounts.platform, see_other_with("/", "accounts-page-signed-out")));
    }
    Ok(see_other_with("/account", "accounts-page-session-ended"))
}

pub async fn sign_out_everywhere(
    actor: May<ManageSessions>,
    State(accounts): State<Accounts>,
    client: Client,
) -> Result<Response> {
    accounts.end_all_sessions(&actor, &client).await?;
    Ok(cookies::leave(&accounts.platform, see_other_with("/", "accounts-page-signed-out-everywhere")))
}

async fn delete_page(
    accounts: &Accounts,
    actor: &Actor,
    view: &View,
    errors: FormErrors,
) -> Result<DeletePage> {
    let me = accounts.me(actor).await?;
    let business = own_business(accounts, actor, &me).await?.map(|(business, _)| business.says.name);
    Ok(DeletePage { view: view.clone(), version: me.version, business, errors })
}

pub async fn delete_form(
    actor: May<DeleteUser>,
    State(accounts): State<Accounts>,
    view: View,
) -> Result<Response> {
    let view = view.nav("me");
    view.render(&delete_page(&accounts, &actor, &view, FormErrors::default()).await?)
}

/// The confirmation.
#[derive(Default, Deserialize)]
#[serde(default)]
pub struct DeleteForm {
    version: i64,
    sure: bool,
}

pub async fn delete(
    actor: May<DeleteUser>,
    State(accounts): State<Accounts>,
    view: View,
    client: Client,
    FormBody(form): FormBody<DeleteForm>,
) -> Result<Response> {
    let view = view.nav("me");
    let Some(id) = actor.user_id() else { return Ok(see_other("/sign-in")) };
    if !form.sure {
        let mut checks = Checks::new("accounts");
        checks.fail("sure", "accounts-page-delete-tick");
        let errors = view.form_errors(&Error::all(checks.finish(None::<()>).err().unwrap_or_default()));
        let page = delete_page(&accounts, &actor, &view, errors).await?;
        return view.render_status(StatusCode::UNPROCESSABLE_ENTITY, &page);
    }
    match accounts.delete_user(&actor, id, form.version, &client).await {
        Ok(()) => Ok(cookies::leave(&accounts.platform, see_other_with("/", "accounts-page-deleted"))),
        Err(error) => {
            let Some(status) = form_status(&error) else { return Err(error) };
            let page = delete_page(&accounts, &actor, &view, view.form_errors(&error)).await?;
            view.render_status(status, &page)
        }
    }
}
