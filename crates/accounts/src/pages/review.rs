//! What admins decide about businesses and people: papers, levels, roles.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use kernel::{Actor, ErrorKind, Role, UserId};
use platform::http::{FormBody, May, PageArgs, QueryArgs};
use platform::{Error, Result};
use serde::Deserialize;
use uuid::Uuid;
use web::{View, see_other, see_other_with};

use super::verification::level_name;
use crate::Accounts;
use crate::api::verification::next_place;
use crate::client::Client;
use crate::model::business::BusinessKey;
use crate::model::user::User;
use crate::model::verification::{Case, Decision, parse_taking_back};
use crate::rights::{GovernUser, ReviewVerifications};
use crate::store::verifications::Place;

const PATH: &str = "/review/businesses";
/// Papers on one page.
const CASES: i64 = 10;
/// People who wait for a role on one page; more come up when these are decided.
const PEOPLE: i64 = 50;

/// Papers of a business, or a level that was given.
pub struct CaseRow {
    /// Of the case, by which it is decided; of a level that was given, of the business.
    pub id: Uuid,
    pub business: String,
    pub slug: String,
    /// The level that it has.
    pub level: String,
    pub ago: String,
    pub note: String,
    pub papers: Vec<String>,
    /// The levels that it can get: word and sentence.
    pub higher: Vec<(&'static str, String)>,
}

/// Somebody who waits for a role.
pub struct RoleRow {
    pub id: UserId,
    pub name: String,
    pub address: String,
    pub role: String,
}

#[derive(Template)]
#[template(path = "accounts/review.html")]
pub struct ReviewPage {
    pub view: View,
    pub open: i64,
    pub cases: Vec<CaseRow>,
    pub more: String,
    pub people: Vec<RoleRow>,
    pub given: Vec<CaseRow>,
    /// The row whose form lacked something, and what.
    pub mistake: Option<(Uuid, String)>,
}

impl ReviewPage {
    fn mistake_of(&self, id: &Uuid) -> &str {
        self.mistake.as_ref().filter(|(of, _)| of == id).map_or("", |(_, told)| told)
    }
}

impl CaseRow {
    fn of(accounts: &Accounts, actor: &Actor, view: &View, case: &Case) -> Self {
        let words: [(&'static str, kernel::Verification, &str); 2] = [
            ("VERIFIED", kernel::Verification::Verified, "accounts-review-approve-verified"),
            ("TRUSTED", kernel::Verification::Trusted, "accounts-review-approve-trusted"),
        ];
        let higher = words.into_iter().filter(|(_, level, _)| *level > case.now);
        let papers = actor.user_id().map(|reader| accounts.paper_addresses(reader, case));
        Self {
            id: case.id,
            business: case.business.clone(),
            slug: case.slug.clone(),
            level: level_name(view, case.now),
            ago: view.ago(case.decided_at.unwrap_or(case.sent_at)),
            note: case.note.clone(),
            papers: papers.unwrap_or_default(),
            higher: higher.map(|(word, _, text)| (word, view.t(text))).collect(),
        }
    }
}

fn role_row(view: &View, user: &User) -> RoleRow {
    let role = user.requested_role.map(Role::as_str).unwrap_or_default().to_lowercase();
    let contact = user.email.as_ref().or(user.phone.as_ref());
    RoleRow {
        id: user.id,
        name: user.display_name.clone(),
        address: contact.map(|contact| contact.address.as_str().to_owned()).unwrap_or_default(),
        role: view.t(&format!("accounts-page-role-{role}")),
    }
}

/// Where the queue goes on.
#[derive(Debug, Default, Deserialize)]
pub struct QueueQuery {
    cursor: Option<String>,
}

async fn page(accounts: &Accounts, actor: &Actor, view: &View, cursor: Option<&str>) -> Result<ReviewPage> {
    let scope = format!("page {PATH}");
    let place = PageArgs { limit: None, cursor }.open::<Place>(&accounts.platform.keys, &scope, CASES)?;
    let (open, mut cases) = accounts.papers_queue(actor, place.after, place.limit).await?;
    let next = next_place(accounts, &scope, &mut cases, place.limit);
    let people = accounts.waiting_for_roles(actor, PEOPLE).await?;
    let given = accounts.given_lately(actor).await?;
    let row = |case: &Case| CaseRow::of(accounts, actor, view, case);
    Ok(ReviewPage {
        open,
        cases: cases.iter().map(row).collect(),
        more: next
            .map(|next| format!("{PATH}?cursor={}", kernel::percent_encoded(&next)))
            .unwrap_or_default(),
        people: people.iter().map(|user| role_row(view, user)).collect(),
        given: given.iter().map(|case| CaseRow { id: case.business_id.0, ..row(case) }).collect(),
        mistake: None,
        view: view.clone(),
    })
}

pub async fn queue(
    actor: May<ReviewVerifications>,
    State(accounts): State<Accounts>,
    view: View,
    QueryArgs(query): QueryArgs<QueueQuery>,
) -> Result<Response> {
    let view = view.nav("me");
    view.render(&page(&accounts, &actor, &view, query.cursor.as_deref()).await?)
}

/// What an admin has chosen.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct DecideForm {
    /// A level, or `refuse`.
    decision: String,
    reason: String,
}

/// The queue again: with what was wrong at its row, or without a word when another admin was faster.
async fn again(accounts: &Accounts, actor: &Actor, view: &View, row: Uuid, error: Error) -> Result<Response> {
    if error.kind() == ErrorKind::Conflict {
        return Ok(see_other_with(PATH, "accounts-review-flash-decided"));
    }
    if !error.is_input() {
        return Err(error);
    }
    let told = view.form_errors(&error).summary().first().map(|(_, told)| told.clone()).unwrap_or_default();
    let page = page(accounts, actor, view, None).await?;
    let page = ReviewPage { mistake: Some((row, told)), ..page };
    view.render_status(StatusCode::UNPROCESSABLE_ENTITY, &page)
}

pub async fn decide(
    actor: May<ReviewVerifications>,
    State(accounts): State<Accounts>,
    view: View,
    client: Client,
    Path(id): Path<String>,
    FormBody(form): FormBody<DecideForm>,
) -> Result<Response> {
    let view = view.nav("me");
    let id: Uuid = id.parse().map_err(|_| Error::not_found("accounts"))?;
    let (decision, level, flash) = match form.decision.as_str() {
        "refuse" => ("REFUSE", None, "accounts-review-flash-refused"),
        level => ("APPROVE", Some(level), "accounts-review-flash-approved"),
    };
    let decided = match Decision::parse(Some(decision), level, Some(&form.reason)) {
        Ok(decision) => accounts.decide_papers(&actor, id, decision, &client).await,
        Err(problems) => Err(Error::all(problems)),
    };
    match decided {
        Ok(_) => Ok(see_other_with(PATH, flash)),
        Err(error) => again(&accounts, &actor, &view, id, error).await,
    }
}

/// Why a level is taken back.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct TakeBackForm {
    reason: String,
}

/// Takes a business's level back altogether; a step down goes by the API.
pub async fn take_back(
    actor: May<ReviewVerifications>,
    State(accounts): State<Accounts>,
    view: View,
    client: Client,
    Path(id): Path<String>,
    FormBody(form): FormBody<TakeBackForm>,
) -> Result<Response> {
    let view = view.nav("me");
    let id: Uuid = id.parse().map_err(|_| Error::not_found("accounts"))?;
    let key = BusinessKey::Id(kernel::BusinessId(id));
    let taken = match parse_taking_back(Some("BASIC"), Some(&form.reason)) {
        Ok(wanted) => accounts.take_back_level(&actor, &key, wanted, &client).await,
        Err(problems) => Err(Error::all(problems)),
    };
    match taken {
        Ok(_) => Ok(see_other_with(PATH, "accounts-review-flash-taken-back")),
        Err(error) => again(&accounts, &actor, &view, id, error).await,
    }
}

pub async fn decide_role(
    actor: May<GovernUser>,
    State(accounts): State<Accounts>,
    client: Client,
    Path(id): Path<String>,
    FormBody(form): FormBody<DecideForm>,
) -> Result<Response> {
    let id: UserId = id.parse().map_err(|_| Error::not_found("accounts"))?;
    let (granted, flash) = match form.decision.as_str() {
        "give" => (true, "accounts-review-flash-role-given"),
        "refuse" => (false, "accounts-review-flash-role-refused"),
        _ => return Ok(see_other(PATH)),
    };
    match accounts.decide_role(&actor, id, granted, &client).await {
        Ok(_) => Ok(see_other_with(PATH, flash)),
        Err(error) if error.kind() == ErrorKind::Conflict => {
            Ok(see_other_with(PATH, "accounts-review-flash-decided"))
        }
        Err(error) => Err(error),
    }
}
