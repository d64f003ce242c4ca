use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use contracts::accounts::BusinessCard;
use kernel::{Actor, Slug, UserStatus};
use platform::http::{FormBody, May, Once, QueryArgs};
use platform::{Error, Result};
use serde::Deserialize;
use uuid::Uuid;
use web::{FormErrors, View, see_other, see_other_with};

use super::{HOME, place_line};
use crate::error::ConnectionsError;
use crate::model::connection::{Connection, status_of};
use crate::model::market::told;
use crate::ops::request::{LONGEST_NOTE, NewRequest, RequestInput};
use crate::rights::{BeginConnections, RequestConnection};
use crate::state::BizConnect;

#[derive(Deserialize)]
pub(super) struct BeginQuery {
    /// Slug of the business to be asked.
    to: Option<String>,
    market: Option<String>,
}

/// What the form carries.
#[derive(Debug, Clone, Default, Deserialize)]
pub(super) struct RequestForm {
    to: Option<String>,
    market: Option<String>,
    note: Option<String>,
    key: Option<String>,
}

/// A rule of the corridor as the page shows it.
pub(super) struct Hint {
    pub(super) text: String,
    pub(super) source: String,
    pub(super) url: String,
    pub(super) checked: String,
}

#[derive(Template)]
#[template(path = "bizconnect/request.html")]
pub(super) struct RequestPage {
    pub(super) view: View,
    pub(super) name: String,
    pub(super) slug: String,
    pub(super) verified: bool,
    pub(super) place: String,
    /// Code, name and one sentence of each market in which the one may ask the other.
    pub(super) markets: Vec<(String, String, String)>,
    pub(super) market: String,
    pub(super) note: String,
    pub(super) longest: i64,
    pub(super) hints: Vec<Hint>,
    /// Why the form cannot be sent; the form is not shown then.
    pub(super) hindrance: String,
    /// The way on when it cannot: address and text.
    pub(super) way_on: Option<(String, String)>,
    pub(super) key: Uuid,
    pub(super) errors: FormErrors,
}

pub(super) async fn begin(
    actor: May<BeginConnections>,
    State(connections): State<BizConnect>,
    view: View,
    QueryArgs(query): QueryArgs<BeginQuery>,
) -> Result<Response> {
    let view = view.nav("me");
    let other = business(&connections, query.to.as_deref()).await?;
    let form = RequestForm { market: query.market, ..RequestForm::default() };
    let page = RequestPage::of(&connections, &actor, &view, &other, &form, FormErrors::default()).await?;
    view.render(&page)
}

pub(super) async fn send(
    actor: May<RequestConnection>,
    State(connections): State<BizConnect>,
    view: View,
    FormBody(form): FormBody<RequestForm>,
) -> Result<Response> {
    let view = view.nav("me");
    let other = business(&connections, form.to.as_deref()).await?;
    let words = format!("{:?}", (other.id, &form.market, &form.note));
    let once = Once::of_form(&actor, "/connections/new", form.key.as_deref())?.saying(words.as_bytes());
    let input = RequestInput {
        business_id: Some(other.id.to_string()),
        market: form.market.clone(),
        note: form.note.clone(),
    };
    let outcome = match NewRequest::parse(&input) {
        Ok(new) => connections.request_connection(&actor, &once, new).await,
        Err(error) => Err(error.into()),
    };
    match outcome {
        Ok(requested) => {
            let flash = match requested.connection.accepted_at {
                Some(_) => "bizconnect-flash-met",
                None => "bizconnect-flash-requested",
            };
            Ok(see_other_with(&format!("{HOME}?tab={}", tab_of(&requested.connection)), flash))
        }
        Err(error) if error.replayed_location().is_some() => Ok(see_other(&format!("{HOME}?tab=sent"))),
        Err(error) if is_told(&error) => {
            let errors = view.form_errors(&error);
            let page = RequestPage::of(&connections, &actor, &view, &other, &form, errors).await?;
            view.render_status(StatusCode::UNPROCESSABLE_ENTITY, &page)
        }
        Err(error) => Err(error),
    }
}

fn tab_of(connection: &Connection) -> &'static str {
    if connection.accepted_at.is_some() { "connected" } else { "sent" }
}

/// Whether the form itself tells what is wrong.
fn is_told(error: &Error) -> bool {
    let codes = ["NOT_ELIGIBLE", "ALREADY_REQUESTED", "ALREADY_CONNECTED", "BLOCKED", "TOO_SOON"];
    error.is_input() || error.problems().iter().any(|problem| codes.contains(&problem.code))
}

/// The business at this slug.
async fn business(connections: &BizConnect, slug: Option<&str>) -> Result<BusinessCard> {
    let slug: Slug = slug.and_then(|slug| slug.parse().ok()).ok_or(ConnectionsError::NotFound)?;
    let found = connections.ports.businesses.by_slug(&slug).await?;
    Ok(found.ok_or(ConnectionsError::NotFound)?.card)
}

impl RequestPage {
    async fn of(
        connections: &BizConnect,
        actor: &Actor,
        view: &View,
        other: &BusinessCard,
        form: &RequestForm,
        errors: FormErrors,
    ) -> Result<Self> {
        let language = view.language();
        let mut page = Self {
            view: view.clone(),
            name: other.name.clone(),
            slug: other.slug.clone(),
            verified: other.verified,
            place: place_line(language, other),
            markets: Vec::new(),
            market: form.market.clone().unwrap_or_default(),
            note: form.note.clone().unwrap_or_default(),
            longest: i64::try_from(LONGEST_NOTE).unwrap_or(i64::MAX),
            hints: Vec::new(),
            hindrance: String::new(),
            way_on: None,
            key: form.key.as_deref().and_then(|key| key.parse().ok()).unwrap_or_else(Uuid::new_v4),
            errors,
        };
        page.fill(connections, actor, other).await?;
        Ok(page)
    }

    /// Finds out in which markets the reader may ask, and what to know of them; or why not in any.
    async fn fill(&mut self, connections: &BizConnect, actor: &Actor, other: &BusinessCard) -> Result<()> {
        let view = self.view.clone();
        let Some(membership) = actor.membership() else {
            self.hindrance = view.t("bizconnect-page-no-business-text");
            self.way_on = Some(("/onboarding".to_owned(), view.t("bizconnect-page-no-business-action")));
            return Ok(());
        };
        if membership.business_id == other.id {
            self.hindrance = view.t("bizconnect-error-oneself");
            self.way_on = Some((HOME.to_owned(), view.t("bizconnect-page-title")));
            return Ok(());
        }
        if actor.user().is_some_and(|user| user.status == UserStatus::Pending) {
            self.hindrance = view.t("bizconnect-page-unproved");
            self.way_on = Some(("/verify".to_owned(), view.t("bizconnect-page-unproved-action")));
            return Ok(());
        }
        if !view.may::<RequestConnection>() {
            self.hindrance = view.t("bizconnect-page-staff");
            return Ok(());
        }
        let Some(own) = connections.card(membership.business_id).await? else { return Ok(()) };
        let mut why_not = None;
        for market in connections.markets().await?.iter() {
            match market.allows(own.country, membership.plan, other.country) {
                Ok(()) => self.markets.push((
                    market.code.as_str().to_owned(),
                    told(&market.names, view.language()).to_owned(),
                    told(&market.abouts, view.language()).to_owned(),
                )),
                Err(hindrance) => {
                    let plans = market.plans.iter().map(|plan| plan.as_str()).collect();
                    let error = ConnectionsError::NotEligible { hindrance, plans };
                    // A plan can be changed, so that is the most useful thing to say.
                    if why_not.is_none() || hindrance == crate::model::market::Hindrance::Plan {
                        why_not = Some(error);
                    }
                }
            }
        }
        if self.markets.is_empty() {
            let error: Option<Error> = why_not.map(Into::into);
            let told = error.map(|error| view.form_errors(&error));
            self.hindrance = told
                .and_then(|told| told.summary().first().map(|(_, text)| text.clone()))
                .unwrap_or_default();
            return Ok(());
        }
        if !self.markets.iter().any(|(code, ..)| *code == self.market) {
            self.market = self.markets.first().map(|(code, ..)| code.clone()).unwrap_or_default();
        }
        self.open_already(connections, actor, other).await?;
        if let Ok(code) = self.market.parse() {
            let rules = connections.corridor_rules(&code, &own, other).await?;
            self.hints = rules.iter().map(|rule| Hint::of(&view, rule)).collect();
        }
        Ok(())
    }

    /// Where there is a connection already, the page leads there.
    async fn open_already(
        &mut self,
        connections: &BizConnect,
        actor: &Actor,
        other: &BusinessCard,
    ) -> Result<()> {
        let now = connections.now();
        let before = connections.connections_with(actor, other.id).await?;
        let open = ["PENDING", "ACCEPTED", "BLOCKED"].map(status_of);
        let there = before.iter().find(|connection| {
            open.contains(&Some(connection.status_at(now))) && connection.market.as_str() == self.market
        });
        if let Some(connection) = there.filter(|_| self.errors.is_empty()) {
            self.hindrance = self.view.t("bizconnect-page-there-already");
            self.way_on = Some((format!("{HOME}/{}", connection.id), self.view.t("bizconnect-page-see-it")));
        }
        Ok(())
    }
}

impl Hint {
    pub(super) fn of(view: &View, rule: &crate::model::market::CorridorRule) -> Self {
        Self {
            text: told(&rule.texts, view.language()).to_owned(),
            source: rule.source.clone(),
            url: rule.source_url.clone().unwrap_or_default(),
            // A date is not broken over two lines.
            checked: rule.checked_on.to_string().replace('-', "\u{2011}"),
        }
    }
}
