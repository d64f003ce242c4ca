//! A business sends papers, and reads what became of them.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::header;
use axum::response::{IntoResponse, Response};
use kernel::Actor;
use platform::http::{CachePolicy, Created, May, Once, QueryArgs};
use platform::{Error, Result};
use serde::Deserialize;
use uuid::Uuid;
use web::{FormErrors, View, see_other, see_other_with};

use super::fields::Fields;
use super::form_status;
use crate::Accounts;
use crate::api::verification::{may_send, papers_of};
use crate::client::Client;
use crate::error::AccountsError;
use crate::model::business::BusinessKey;
use crate::model::verification::Case;
use crate::rights::{OpenPaper, ReadVerification, SendPapers};

const PATH: &str = "/business/verification";

/// Something that was sent or decided.
pub struct CaseLine {
    /// The sentence about it.
    pub text: String,
    /// `""`, `good` or `bad`.
    pub tone: &'static str,
    /// What an admin wrote.
    pub reason: String,
    /// Addresses of the papers, for a few minutes.
    pub papers: Vec<String>,
}

#[derive(Template)]
#[template(path = "accounts/verification.html")]
pub struct VerificationPage {
    pub view: View,
    pub business: String,
    pub slug: String,
    /// `basic`, `verified` or `trusted`.
    pub level: String,
    pub cases: Vec<CaseLine>,
    pub may_send: bool,
    pub key: String,
    pub note: String,
    pub errors: FormErrors,
}

impl VerificationPage {
    fn level_name(&self) -> String {
        self.view.t(&format!("accounts-level-{}", self.level))
    }

    fn level_text(&self) -> String {
        self.view.t(&format!("accounts-level-{}-text", self.level))
    }
}

impl CaseLine {
    pub fn of(accounts: &Accounts, actor: &Actor, view: &View, case: &Case) -> Self {
        let ago = |moment| view.ago(moment);
        let level = case.level.map_or_else(String::new, |level| level_name(view, level));
        let (text, tone) = match (case.status.as_str(), case.decided_at) {
            ("APPROVED", Some(at)) => {
                let args = [("level", level.into()), ("ago", ago(at).into())];
                (view.with("accounts-page-papers-approved", &args), "good")
            }
            ("REFUSED", Some(at)) => (view.t1("accounts-page-papers-refused", "ago", ago(at)), "bad"),
            ("TAKEN_BACK", Some(at)) => {
                let args = [("level", level.into()), ("ago", ago(at).into())];
                (view.with("accounts-page-papers-taken-back", &args), "bad")
            }
            _ => (view.t1("accounts-page-papers-open", "ago", ago(case.sent_at)), ""),
        };
        let papers = actor.user_id().map(|reader| accounts.paper_addresses(reader, case));
        Self {
            text,
            tone,
            reason: case.reason.clone().unwrap_or_default(),
            papers: papers.unwrap_or_default(),
        }
    }
}

/// A level in the reader's language.
pub fn level_name(view: &View, level: kernel::Verification) -> String {
    view.t(&format!("accounts-level-{}", level.as_str().to_lowercase()))
}

async fn page(
    accounts: &Accounts,
    actor: &Actor,
    view: &View,
    key: &BusinessKey,
    (form_key, note): (String, String),
    errors: FormErrors,
) -> Result<VerificationPage> {
    let (business, cases) = accounts.verification(actor, key).await?;
    Ok(VerificationPage {
        level: business.verification.as_str().to_lowercase(),
        may_send: may_send(&business, &cases),
        cases: cases.iter().map(|case| CaseLine::of(accounts, actor, view, case)).collect(),
        business: business.says.name,
        slug: business.slug,
        key: form_key,
        note,
        errors: errors.renamed(&[("file", "papers")]),
        view: view.clone(),
    })
}

pub async fn show(
    actor: May<ReadVerification>,
    State(accounts): State<Accounts>,
    view: View,
) -> Result<Response> {
    let view = view.nav("me");
    let Some(id) = actor.business_id() else { return Ok(see_other("/account")) };
    let form = (Uuid::new_v4().to_string(), String::new());
    let key = BusinessKey::Id(id);
    view.render(&page(&accounts, &actor, &view, &key, form, FormErrors::default()).await?)
}

pub async fn send(
    actor: May<SendPapers>,
    State(accounts): State<Accounts>,
    view: View,
    client: Client,
    fields: Fields,
) -> Result<Response> {
    let view = view.nav("me");
    let Some(id) = actor.business_id() else { return Ok(see_other("/account")) };
    let key = BusinessKey::Id(id);
    let form = (fields.get("key").to_owned(), fields.get("note").to_owned());
    let sent = async {
        let once = Once::of_form(&actor, PATH, Some(&form.0))?.saying(&fields.words());
        match accounts.send_papers(&actor, &key, papers_of(fields), &once, &client).await {
            Ok((tx, _)) => {
                let reply = Created { data: (), location: PATH.to_owned() };
                once.commit(tx, &*accounts.platform.clock, reply).await?;
                Ok(())
            }
            Err(error) if error.replayed_location().is_some() => Ok(()),
            Err(error) => Err(error),
        }
    };
    match sent.await {
        Ok(()) => Ok(see_other_with(PATH, "accounts-page-papers-sent")),
        Err(error) => {
            let Some(status) = form_status(&error) else { return Err(error) };
            let errors = view.form_errors(&error);
            view.render_status(status, &page(&accounts, &actor, &view, &key, form, errors).await?)
        }
    }
}

/// What makes the address of a paper good.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SignedQuery {
    until: Option<i64>,
    sig: Option<String>,
}

pub async fn paper(
    actor: May<OpenPaper>,
    State(accounts): State<Accounts>,
    Path(id): Path<String>,
    QueryArgs(query): QueryArgs<SignedQuery>,
) -> Result<Response> {
    let id: Uuid = id.parse().map_err(|_| Error::not_found("accounts"))?;
    let (Some(until), Some(signature)) = (query.until, query.sig) else {
        return Err(AccountsError::LinkExpired.into());
    };
    let bytes = accounts.open_paper(&actor, id, until, &signature).await?;
    let mut response = if bytes.starts_with(b"%PDF-") {
        // Photos were made anew by us. This is still somebody else's file: nothing of it may run on this site.
        let name = format!("attachment; filename=\"paper-{}.pdf\"", &id.simple().to_string()[..8]);
        let headers = [
            (header::CONTENT_TYPE, "application/pdf".to_owned()),
            (header::CONTENT_DISPOSITION, name),
            (header::CONTENT_SECURITY_POLICY, "default-src 'none'; sandbox".to_owned()),
        ];
        (headers, bytes).into_response()
    } else {
        ([(header::CONTENT_TYPE, "image/jpeg")], bytes).into_response()
    };
    response.extensions_mut().insert(CachePolicy::None);
    Ok(response)
}
