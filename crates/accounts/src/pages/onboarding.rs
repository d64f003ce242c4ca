//! The first set-up: one question a screen, saved as it goes.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::response::Response;
use kernel::{Actor, ErrorKind, Role};
use platform::http::{May, QueryArgs};
use platform::policy::Resource;
use platform::{Error, Result};
use web::{FormErrors, View, see_other, see_other_with};

use super::choices::{self, Card, Choice, Group};
use super::cookies;
use super::fields::Fields;
use super::form_status;
use super::place::PlaceForm;
use super::sign_up::NextQuery;
use crate::Accounts;
use crate::error::AccountsError;
use crate::model::business::BusinessKey;
use crate::model::onboarding::{Answers, Step};
use crate::model::user::User;
use crate::ops::onboarding::way;
use crate::rights::{CreateBusiness, ReadUser, UpdateUser};
use crate::store::users::read_json;

/// What a step's form shows.
#[derive(Debug, Clone, Default)]
pub struct StepForm {
    pub role: String,
    pub language: String,
    pub country: String,
    pub name: String,
    pub kind: String,
    pub description: String,
    pub categories: Vec<String>,
    pub market: String,
    pub place: PlaceForm,
}

#[derive(Template)]
#[template(path = "accounts/onboarding.html")]
pub struct StepPage {
    pub view: View,
    /// As it stands in the address.
    pub step: String,
    pub number: i64,
    pub count: i64,
    pub back: Option<String>,
    pub form: StepForm,
    pub roles: Vec<Card>,
    pub languages: Vec<Card>,
    pub countries: Vec<Choice>,
    pub kinds: Vec<Card>,
    pub groups: Vec<Group>,
    pub markets: Vec<Card>,
    pub towns: Vec<String>,
    /// It is the last answer of somebody whose business appears only once their address is proved.
    pub waits: bool,
    /// Such an answer was given.
    pub saved: bool,
    pub errors: FormErrors,
}

impl StepPage {
    fn title(&self) -> String {
        self.view.t(&format!("accounts-page-step-{}", self.step))
    }

    fn text(&self) -> String {
        self.view.t(&format!("accounts-page-step-{}-text", self.step))
    }
}

#[derive(Template)]
#[template(path = "accounts/onboarding_done.html")]
pub struct DonePage {
    pub view: View,
    pub sells: bool,
    pub slug: Option<String>,
    pub waiting: Option<String>,
    pub next: Option<String>,
}

/// As it stands in an address.
fn slug(step: Step) -> String {
    step.as_str().to_lowercase().replace('_', "-")
}

fn path_of(step: Step) -> String {
    format!("/onboarding/{}", slug(step))
}

fn step_of(path: &str) -> Result<Step> {
    let known = Step::ALL.into_iter().find(|step| slug(*step) == path);
    known.ok_or_else(|| Error::not_found("accounts"))
}

pub async fn resume(
    actor: May<ReadUser>,
    State(accounts): State<Accounts>,
    QueryArgs(query): QueryArgs<NextQuery>,
) -> Result<Response> {
    let response = see_other(&path_of(accounts.me(&actor).await?.onboarding_step));
    Ok(cookies::keep_next(&accounts.platform, &query.path(), response))
}

pub async fn form(
    actor: May<ReadUser>,
    State(accounts): State<Accounts>,
    view: View,
    Path(step): Path<String>,
    headers: HeaderMap,
) -> Result<Response> {
    let view = view.nav("me");
    let step = step_of(&step)?;
    let me = accounts.me(&actor).await?;
    if step == Step::Done && me.onboarding_step == Step::Done {
        return done(&accounts, &actor, &view, &me, &headers).await;
    }
    if !step.is_open(me.onboarding_step, way(&me)) {
        return Ok(see_other(&path_of(me.onboarding_step)));
    }
    let form = known(&view, &me);
    view.render(&page(&accounts, &view, step, &me, form, FormErrors::default()).await?)
}

async fn done(
    accounts: &Accounts,
    actor: &Actor,
    view: &View,
    me: &User,
    headers: &HeaderMap,
) -> Result<Response> {
    let slug = match me.membership {
        Some((business, _)) => match accounts.business(actor, &BusinessKey::Id(business)).await {
            Ok(business) => Some(business.slug),
            // Deleted: the account page tells.
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(see_other("/account")),
            Err(error) => return Err(error),
        },
        None => None,
    };
    let waiting = me.requested_role.filter(|role| *role != me.role);
    let role_name = |role: Role| view.t(&format!("accounts-page-role-{}", role.as_str().to_lowercase()));
    // Whoever does not sell would only be led here again.
    let next = cookies::next(headers).filter(|next| slug.is_some() || !next.starts_with("/listings/new"));
    view.render(&DonePage {
        view: view.clone(),
        sells: slug.is_some(),
        slug,
        waiting: waiting.map(role_name),
        next,
    })
}

/// What is known already: answers, and what was said at sign-up.
fn known(view: &View, me: &User) -> StepForm {
    let answers: Answers = read_json(&me.onboarding);
    let at = answers.location.and_then(|at| Some((at.latitude?, at.longitude?)));
    let country = me.country.or(view.country()).map(|country| country.to_string());
    StepForm {
        role: answers.role.unwrap_or_default(),
        language: answers.language.unwrap_or_else(|| view.lang().to_owned()),
        country: answers.country.or(country).unwrap_or_default(),
        name: answers.name.unwrap_or_default(),
        kind: answers.business_type.unwrap_or_default(),
        description: answers.description.unwrap_or_default(),
        categories: answers.categories.unwrap_or_default(),
        market: answers.market.unwrap_or_default(),
        place: PlaceForm::known(answers.city.as_deref(), answers.address.as_deref(), at),
    }
}

fn typed(fields: &Fields) -> StepForm {
    let get = |name| fields.get(name).to_owned();
    StepForm {
        role: get("role"),
        language: get("language"),
        country: get("country"),
        name: get("name"),
        kind: get("type"),
        description: get("description"),
        categories: fields.all("categories").map(str::to_owned).collect(),
        market: get("market"),
        place: PlaceForm::typed(fields),
    }
}

impl StepForm {
    /// Everything as answers; of these the step takes its own.
    fn answers(&self) -> Answers {
        Answers {
            role: Some(self.role.clone()),
            language: Some(self.language.clone()),
            country: Some(self.country.clone()),
            name: Some(self.name.clone()),
            business_type: Some(self.kind.clone()),
            description: Some(self.description.clone()),
            categories: Some(self.categories.clone()),
            market: Some(self.market.clone()).filter(|market| !market.is_empty()),
            city: Some(self.place.city.clone()),
            address: Some(self.place.address.clone()),
            location: self.place.location(),
        }
    }
}

async fn page(
    accounts: &Accounts,
    view: &View,
    step: Step,
    me: &User,
    form: StepForm,
    errors: FormErrors,
) -> Result<StepPage> {
    let tree = match step {
        Step::CategoryMarket => accounts.ports.listings.categories().await?,
        _ => Vec::new(),
    };
    // Whoever has not said yet what they want may have the longer way before them.
    let undecided = step == Step::Role && form.role.is_empty();
    let steps = Step::of(if undecided { Role::Business } else { way(me) });
    let at = steps.iter().position(|known| *known == step).unwrap_or(0);
    let language = view.language();
    let may_open = accounts.platform.policies.allows::<CreateBusiness>(view.actor(), &Resource::platform());
    let waits = step == Step::Location && !may_open;
    let answers: Answers = read_json(&me.onboarding);
    Ok(StepPage {
        step: slug(step),
        number: at as i64 + 1,
        // The last is no question.
        count: steps.len() as i64 - 1,
        back: at.checked_sub(1).map(|before| path_of(steps[before])),
        roles: choices::roles(view),
        languages: choices::language_cards(),
        countries: choices::countries(language),
        kinds: choices::kinds(view),
        groups: choices::groups(view, &tree, &form.categories),
        markets: choices::markets(view),
        towns: choices::towns(form.country.parse().ok().or(view.country()), language),
        waits,
        saved: waits && (answers.city.is_some() || answers.location.is_some()),
        errors: errors.renamed(&[("location.latitude", "location"), ("location.longitude", "location")]),
        form,
        view: view.clone(),
    })
}

pub async fn send(
    actor: May<UpdateUser>,
    State(accounts): State<Accounts>,
    view: View,
    Path(step): Path<String>,
    fields: Fields,
) -> Result<Response> {
    let view = view.nav("me");
    let step = step_of(&step)?;
    let form = typed(&fields);
    match accounts.answer(&actor, step, &form.answers(), None).await {
        Ok(me) => {
            let response = see_other(&path_of(me.onboarding_step));
            Ok(match step {
                Step::LanguageCountry => cookies::with_preferences(&accounts.platform, &me, response),
                _ => response,
            })
        }
        Err(error) if has_code(&error, "ADDRESS_NOT_VERIFIED") => {
            Ok(see_other_with("/verify", "accounts-page-verify-first"))
        }
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(see_other("/onboarding")),
        // Sent again after a lost answer: what is open now is shown. What another device has said since then stands.
        Err(error) if is_about(&error, "step") => {
            let answers: Answers = read_json(&accounts.me(&actor).await?.onboarding);
            let is_taken = answers.clone().with(step, &form.answers()) == answers;
            if is_taken { Ok(see_other("/onboarding")) } else { Err(AccountsError::AnsweredOtherwise.into()) }
        }
        Err(error) => {
            let Some(status) = form_status(&error) else { return Err(error) };
            let me = accounts.me(&actor).await?;
            let errors = view.form_errors(&error);
            view.render_status(status, &page(&accounts, &view, step, &me, form, errors).await?)
        }
    }
}

fn has_code(error: &Error, code: &str) -> bool {
    error.problems().iter().any(|problem| problem.code == code)
}

fn is_about(error: &Error, field: &str) -> bool {
    error.problems().iter().any(|problem| problem.field.as_deref() == Some(field))
}
