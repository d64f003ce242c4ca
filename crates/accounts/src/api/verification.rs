//! Papers of businesses, and what admins decide about them.

#![expect(
    unused_qualifications,
    reason = "utoipa writes full paths into the code that it makes of params(…)"
)]

use axum::extract::{FromRequest, Path, Request, State};
use axum::response::{IntoResponse, Response};
use chrono::{DateTime, Utc};
use kernel::{Actor, ErrorKind, Problem, UserId};
use platform::http::{Created, Data, FieldsArgs, JsonBody, Listed, May, Once, PageArgs, QueryArgs};
use platform::{Error, Result};
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::users::UserBody;
use crate::Accounts;
use crate::client::Client;
use crate::model::business::{Business, BusinessKey};
use crate::model::verification::{Case, Decision, parse_taking_back};
use crate::ops::verification::Papers;
use crate::pages::Fields;
use crate::rights::{GovernUser, ReadVerification, ReviewVerifications, SendPapers};
use crate::store::verifications::Place;

/// Papers that were sent, or a level that was taken back.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = VerificationCaseBody, example = json!({
    "id": "5f0b8c1e-6a53-4d5e-9a39-0d6b1f0f2a11", "business_id": "01930000-0000-7000-8000-000000000002",
    "business": "Adunni Grains & Sons", "slug": "adunni-grains-sons", "verification": "BASIC", "status": "OPEN",
    "note": "Registered in Lagos since 1998.", "level": null, "reason": null, "sent_at": "2026-11-21T08:00:00Z",
    "decided_at": null,
    "papers": ["/business/papers/0191a5c2-5555-7c3a-9b52-3f6d1c2b4a59?until=1795000300&sig=q83vEjRWeJq83vEjRWeJqg"]
}))]
pub struct PapersBody {
    /// Which.
    pub id: Uuid,
    /// Whose.
    pub business_id: Uuid,
    /// Its name.
    pub business: String,
    /// Its address is `/b/<slug>`.
    pub slug: String,
    /// The level that it has now: BASIC, VERIFIED or TRUSTED.
    pub verification: String,
    /// OPEN, APPROVED, REFUSED or TAKEN_BACK.
    pub status: String,
    /// What the business wrote.
    pub note: String,
    /// The level that was given.
    pub level: Option<String>,
    /// Why it was refused or taken back.
    pub reason: Option<String>,
    /// When it came.
    pub sent_at: DateTime<Utc>,
    /// When it was decided.
    pub decided_at: Option<DateTime<Utc>>,
    /// Paths of the papers on this site, for this reader and the next four to five minutes: photos as JPEG, PDFs as
    /// downloads. None 90 days after the decision.
    pub papers: Vec<String>,
}

impl PapersBody {
    fn of(accounts: &Accounts, reader: &Actor, case: &Case) -> Self {
        let papers = reader.user_id().map(|reader| accounts.paper_addresses(reader, case));
        Self {
            id: case.id,
            business_id: case.business_id.0,
            business: case.business.clone(),
            slug: case.slug.clone(),
            verification: case.now.to_string(),
            status: case.status.clone(),
            note: case.note.clone(),
            level: case.level.map(|level| level.to_string()),
            reason: case.reason.clone(),
            sent_at: case.sent_at,
            decided_at: case.decided_at,
            papers: papers.unwrap_or_default(),
        }
    }
}

/// How a business stands.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(example = json!({"verification": "VERIFIED", "may_send": true, "cases": []}))]
pub struct VerificationBody {
    /// BASIC, VERIFIED or TRUSTED.
    pub verification: String,
    /// Whether papers can be sent now: none wait, and there is a level left.
    pub may_send: bool,
    /// What was sent and decided, the newest first, at most twenty.
    pub cases: Vec<PapersBody>,
}

impl VerificationBody {
    fn of(accounts: &Accounts, reader: &Actor, business: &Business, cases: &[Case]) -> Self {
        Self {
            verification: business.verification.to_string(),
            may_send: may_send(business, cases),
            cases: cases.iter().map(|case| PapersBody::of(accounts, reader, case)).collect(),
        }
    }
}

/// Whether a business can send papers now.
pub(crate) fn may_send(business: &Business, cases: &[Case]) -> bool {
    business.verification != kernel::Verification::Trusted && !cases.iter().any(Case::is_open)
}

/// The form that papers come in; for the document only.
#[derive(ToSchema)]
#[expect(dead_code, reason = "describes the form in the API's document")]
pub struct PapersForm {
    /// One to four photos (JPEG, PNG, WebP) or PDFs (at most 20 pages, neither protected nor with scripts or other
    /// files inside), at most 10 MiB each.
    #[schema(value_type = Vec<String>, format = Binary)]
    papers: Vec<Vec<u8>>,
    /// At most 500 characters.
    note: Option<String>,
}

/// What an admin makes of papers.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"decision": "APPROVE", "level": "VERIFIED"}))]
pub struct DecidePapersRequest {
    /// APPROVE or REFUSE.
    decision: Option<String>,
    /// VERIFIED or TRUSTED, to approve.
    level: Option<String>,
    /// 10–500 characters that the business reads, to refuse.
    reason: Option<String>,
}

/// A level that is taken back.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"level": "BASIC", "reason": "The registration is no longer in the public register."}))]
pub struct TakeBackLevelRequest {
    /// The level that stays: BASIC or VERIFIED, lower than the present one.
    level: Option<String>,
    /// 10–500 characters that the business reads.
    reason: Option<String>,
}

/// Whether somebody gets the role that they asked for.
#[derive(Debug, Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"decision": "APPROVE"}))]
pub struct DecideRoleRequest {
    /// APPROVE or REFUSE.
    decision: Option<String>,
}

#[derive(Debug, Clone, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct QueueQuery {
    /// 1–100, usually 20.
    limit: Option<i64>,
    /// Where to go on.
    cursor: Option<String>,
    /// Only these fields of each item.
    fields: Option<String>,
}

/// See how a business stands
///
/// For its CEO and managers, and admins. By slug or id.
#[utoipa::path(get, path = "/businesses/{slug}/verification", tag = "businesses",
    params(("slug" = String, Path, description = "Slug or id"), FieldsArgs),
    responses((status = 200, description = "Its level, and what it has sent", body = VerificationBody)))]
pub async fn read(
    actor: May<ReadVerification>,
    State(accounts): State<Accounts>,
    Path(slug): Path<String>,
    QueryArgs(args): QueryArgs<FieldsArgs>,
) -> Result<Response> {
    let fields = args.of::<VerificationBody>()?;
    let (business, cases) = accounts.verification(&actor, &super::id::<BusinessKey>(&slug)?).await?;
    let body = VerificationBody::of(&accounts, &actor, &business, &cases);
    Ok(Data::new(body).fields(fields).into_response())
}

/// Send papers of a business
///
/// For its CEO and managers. An admin looks at them and raises the level, or says why not. One request waits at a time.
#[utoipa::path(post, path = "/businesses/{slug}/verification", tag = "businesses",
    params(("slug" = String, Path, description = "Slug or id"),
        ("Idempotency-Key" = Option<String>, Header, description = "8–128 visible ASCII characters.")),
    request_body(content = PapersForm, content_type = "multipart/form-data"),
    responses((status = 201, description = "They wait for an admin", body = PapersBody)))]
pub async fn send(
    actor: May<SendPapers>,
    State(accounts): State<Accounts>,
    client: Client,
    Path(slug): Path<String>,
    request: Request,
) -> Result<Response> {
    let key = super::id::<BusinessKey>(&slug)?;
    // Asked before the files are read.
    accounts.may_send_papers(&actor, &key).await?;
    let headers = request.headers().clone();
    let fields = Fields::from_request(request, &accounts).await?;
    if let Some(name) = fields.unknown(&["note"]) {
        let problem = Problem::new(ErrorKind::Malformed, "platform", "platform-error-unknown-field");
        return Err(problem.field(name.to_owned()).into());
    }
    let once = Once::of_file(&actor, &format!("/businesses/{slug}/verification"), &headers, &fields.words())?;
    let papers = papers_of(fields);
    let (tx, case) = accounts.send_papers(&actor, &key, papers, &once, &client).await?;
    let data = PapersBody::of(&accounts, &actor, &case);
    let location = format!("/api/v1/businesses/{}/verification", case.slug);
    once.commit(tx, &*accounts.platform.clock, Created { data, location }).await
}

/// What a form brought.
pub(crate) fn papers_of(fields: Fields) -> Papers {
    Papers { note: fields.get("note").to_owned(), too_many: fields.more_pictures, files: fields.pictures }
}

/// Take a level back
///
/// For admins. The business reads why, and can send papers again.
#[utoipa::path(put, path = "/businesses/{slug}/verification", tag = "businesses",
    params(("slug" = String, Path, description = "Slug or id")), request_body = TakeBackLevelRequest,
    responses((status = 200, description = "How it stands now", body = VerificationBody)))]
pub async fn take_back(
    actor: May<ReviewVerifications>,
    State(accounts): State<Accounts>,
    client: Client,
    Path(slug): Path<String>,
    JsonBody(body): JsonBody<TakeBackLevelRequest>,
) -> Result<Response> {
    let key = super::id::<BusinessKey>(&slug)?;
    let wanted = parse_taking_back(body.level.as_deref(), body.reason.as_deref()).map_err(Error::all)?;
    accounts.take_back_level(&actor, &key, wanted, &client).await?;
    let (business, cases) = accounts.verification(&actor, &key).await?;
    Ok(Data::new(VerificationBody::of(&accounts, &actor, &business, &cases)).into_response())
}

/// List papers that wait
///
/// For admins; the oldest first.
#[utoipa::path(get, path = "/verifications", tag = "businesses", params(QueueQuery),
    responses((status = 200, description = "What waits; `meta.open` counts all of it", body = Vec<PapersBody>)))]
pub async fn queue(
    actor: May<ReviewVerifications>,
    State(accounts): State<Accounts>,
    QueryArgs(query): QueryArgs<QueueQuery>,
) -> Result<Response> {
    let fields = platform::http::Fields::parse::<PapersBody>(query.fields.as_deref())?;
    let args = PageArgs { limit: query.limit, cursor: query.cursor.as_deref() };
    let page = args.open::<Place>(&accounts.platform.keys, "/verifications", 20)?;
    let (open, mut cases) = accounts.papers_queue(&actor, page.after, page.limit).await?;
    let next = next_place(&accounts, "/verifications", &mut cases, page.limit);
    let bodies = cases.iter().map(|case| PapersBody::of(&accounts, &actor, case)).collect();
    let chosen =
        query.fields.map(|fields| format!("&fields={}", fields.split_whitespace().collect::<String>()));
    let chosen = chosen.unwrap_or_default();
    let path = format!("/api/v1/verifications?limit={}{chosen}", page.limit);
    let list = Listed::new(bodies, page.limit).next(next, &path).meta(json!({"open": open})).fields(fields);
    Ok(list.into_response())
}

/// Cuts a page of the queue to its length; the cursor of the next one, if there is one.
pub(crate) fn next_place(
    accounts: &Accounts,
    scope: &str,
    cases: &mut Vec<Case>,
    limit: i64,
) -> Option<String> {
    let limit = usize::try_from(limit).unwrap_or(100);
    let more = cases.len() > limit;
    cases.truncate(limit);
    let last = cases.last().filter(|_| more)?;
    Some(platform::cursor::seal(&accounts.platform.keys, scope, &(last.sent_at, last.id)))
}

/// Decide about papers
///
/// For admins. APPROVE raises the level; REFUSE says why not. What another admin has decided stays decided (409).
#[utoipa::path(post, path = "/verifications/{id}/decision", tag = "businesses",
    params(("id" = Uuid, Path, description = "The papers")), request_body = DecidePapersRequest,
    responses((status = 200, description = "Decided", body = PapersBody)))]
pub async fn decide(
    actor: May<ReviewVerifications>,
    State(accounts): State<Accounts>,
    client: Client,
    Path(id): Path<String>,
    JsonBody(body): JsonBody<DecidePapersRequest>,
) -> Result<Response> {
    let decision = Decision::parse(body.decision.as_deref(), body.level.as_deref(), body.reason.as_deref());
    let decision = decision.map_err(Error::all)?;
    let case = accounts.decide_papers(&actor, super::id(&id)?, decision, &client).await?;
    Ok(Data::new(PapersBody::of(&accounts, &actor, &case)).into_response())
}

/// Decide about a role that somebody asked for
///
/// For admins. FINANCIAL and PARTNER wait for this; `GET /users?requested_role=…` finds who waits.
#[utoipa::path(post, path = "/users/{id}/role-decision", tag = "users",
    params(("id" = Uuid, Path, description = "The user")), request_body = DecideRoleRequest,
    responses((status = 200, description = "The account as it is now", body = UserBody)))]
pub async fn decide_role(
    actor: May<GovernUser>,
    State(accounts): State<Accounts>,
    client: Client,
    Path(id): Path<String>,
    JsonBody(body): JsonBody<DecideRoleRequest>,
) -> Result<Response> {
    let granted = match body.decision.as_deref() {
        Some("APPROVE") => true,
        Some("REFUSE") => false,
        _ => {
            let problem = Problem::new(ErrorKind::Validation, "accounts", "accounts-check-decision");
            return Err(problem.field("decision").into());
        }
    };
    let user: UserId = super::id(&id)?;
    let user = accounts.decide_role(&actor, user, granted, &client).await?;
    Ok(Data::new(UserBody::of(&user)).into_response())
}
