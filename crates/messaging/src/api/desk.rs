use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use kernel::UserId;
use platform::Result;
use platform::http::{
    Created, Data, Fields, FieldsArgs, JsonBody, May, OnceJson, QueryArgs, RateClass, Routes, version,
};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::routes;
use uuid::Uuid;

use crate::error::MessagingError;
use crate::inbox::desk::{Desk, DeskInput, Hours};
use crate::inbox::settings::{agent_checked, canned_checked};
use crate::inbox::store::{AgentChange, Canned};
use crate::rights::{AnswerInbox, ManageInbox, ReadInbox};
use crate::state::Messaging;

pub(super) fn routes(routes: Routes<Messaging>) -> Routes<Messaging> {
    use RateClass::{Read, Write};
    routes
        .api::<ReadInbox>(Read, routes!(desk))
        .api::<ManageInbox>(Write, routes!(set_desk))
        .api::<ReadInbox>(Read, routes!(agents))
        .api::<AnswerInbox>(Write, routes!(set_agent))
        .api::<ReadInbox>(Read, routes!(canned))
        .api::<ManageInbox>(Write, routes!(add_canned))
        .api::<ManageInbox>(Write, routes!(change_canned))
        .api::<ManageInbox>(Write, routes!(delete_canned))
        .api::<ReadInbox>(Read, routes!(times))
}

/// How an inbox works.
#[derive(Debug, Serialize, ToSchema)]
#[schema(example = json!({
    "time_zone": "Africa/Lagos", "hours": null, "holidays": [], "assignment": "LEAST_BUSY", "sticky": true,
    "by_language": true, "topics": ["Prices", "Delivery"], "manager_after_min": 15, "ceo_after_min": 60,
    "silent_after_min": 30, "version": 1, "open_now": true
}))]
pub(crate) struct DeskBody {
    /// Hours and holidays are meant in it.
    time_zone: &'static str,
    /// Seven days, Monday first, in minutes after midnight; null: always open.
    #[schema(value_type = Option<Vec<Vec<Vec<u32>>>>)]
    hours: Option<Hours>,
    /// Closed all day.
    holidays: Vec<NaiveDate>,
    /// `ROUND_ROBIN` or `LEAST_BUSY`.
    assignment: &'static str,
    /// Customers who come back get the agent they know.
    sticky: bool,
    /// Agents who speak the customer's language come first.
    by_language: bool,
    /// What a customer can say that it is about; agents who know that come first.
    topics: Vec<String>,
    /// Working minutes before the managers hear of it.
    manager_after_min: i64,
    /// Working minutes before the CEO hears of it.
    ceo_after_min: i64,
    /// Working minutes before a silent agent's customer goes back to the queue.
    silent_after_min: i64,
    /// For `If-Match`.
    version: i64,
    /// Whether somebody should be there now.
    open_now: bool,
}

fn desk_body(messaging: &Messaging, desk: Desk) -> Data<DeskBody> {
    Data::new(DeskBody {
        time_zone: desk.time_zone.name(),
        open_now: desk.is_open(messaging.now()),
        hours: desk.hours,
        holidays: desk.holidays,
        assignment: desk.assignment.as_str(),
        sticky: desk.sticky,
        by_language: desk.by_language,
        topics: desk.topics,
        manager_after_min: desk.manager_after,
        ceo_after_min: desk.ceo_after,
        silent_after_min: desk.silent_after,
        version: desk.version,
    })
}

/// How the inbox of one's business works
#[utoipa::path(get, path = "/messages/desk", tag = "inbox", params(FieldsArgs),
    responses((status = 200, description = "Hours, holidays, assignment, escalation", body = DeskBody)))]
pub(crate) async fn desk(
    actor: May<ReadInbox>,
    State(messaging): State<Messaging>,
    QueryArgs(args): QueryArgs<FieldsArgs>,
) -> Result<Data<DeskBody>> {
    let fields = args.of::<DeskBody>()?;
    Ok(desk_body(&messaging, messaging.desk(&actor).await?).fields(fields))
}

/// Say how the inbox of one's business works
#[utoipa::path(put, path = "/messages/desk", tag = "inbox", request_body = DeskInput,
    params(("If-Match" = Option<String>, Header, description = "`\"v1\"`")),
    responses((status = 200, description = "As it works now", body = DeskBody)))]
pub(crate) async fn set_desk(
    actor: May<ManageInbox>,
    State(messaging): State<Messaging>,
    headers: HeaderMap,
    JsonBody(mut body): JsonBody<DeskInput>,
) -> Result<Data<DeskBody>> {
    body.version = Some(version::expected(&headers, body.version)?);
    let business = messaging.own_desk::<ManageInbox>(&actor)?;
    let desk = Desk::parse(business, &body).map_err(MessagingError::Invalid)?;
    Ok(desk_body(&messaging, messaging.set_desk(&actor, desk).await?))
}

/// Somebody of the team as an agent.
#[derive(Debug, Serialize, ToSchema)]
#[schema(example = json!({
    "user_id": "0191a5c2-6666-7c3a-9b52-3f6d1c2b4a59", "name": "Yaw", "languages": ["en", "fr"],
    "skills": ["Delivery"], "capacity": 10, "on_shift": true, "load": 3
}))]
pub(crate) struct AgentBody {
    /// Who.
    user_id: Uuid,
    /// Their name.
    name: String,
    /// Language codes.
    languages: Vec<String>,
    /// Topics of the inbox that they know: they get customers who write about these first.
    skills: Vec<String>,
    /// Customers at once.
    capacity: i64,
    /// Whether they work now.
    on_shift: bool,
    /// Customers they have now.
    load: i64,
}

/// Who answers in one's business
#[utoipa::path(get, path = "/messages/desk/agents", tag = "inbox", params(FieldsArgs),
    responses((status = 200, description = "The team", body = Vec<AgentBody>)))]
pub(crate) async fn agents(
    actor: May<ReadInbox>,
    State(messaging): State<Messaging>,
    QueryArgs(args): QueryArgs<FieldsArgs>,
) -> Result<Data<Vec<AgentBody>>> {
    let fields = args.of::<AgentBody>()?;
    let agents = messaging.agents(&actor).await?.into_iter().map(|(agent, name)| AgentBody {
        user_id: agent.user.0,
        name,
        languages: agent.languages,
        skills: agent.skills,
        capacity: agent.capacity,
        on_shift: agent.on_shift,
        load: agent.load,
    });
    Ok(Data::new(agents.collect()).fields(fields))
}

/// What somebody of the team does; what is left out stays as it is.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"languages": ["en", "fr"], "skills": ["Delivery"], "capacity": 10, "on_shift": true}))]
pub(crate) struct AgentRequest {
    /// Language codes; for managers.
    languages: Option<Vec<String>>,
    /// Topics of the inbox that they know; for managers.
    skills: Option<Vec<String>>,
    /// Customers at once, 0–200; for managers.
    capacity: Option<i32>,
    /// Whether they work now; for managers, and for themselves.
    on_shift: Option<bool>,
}

/// Say what somebody of the team speaks, knows and takes, and whether they work now
#[utoipa::path(patch, path = "/messages/desk/agents/{user_id}", tag = "inbox",
    params(("user_id" = String, Path, description = "Somebody of the team")), request_body = AgentRequest,
    responses((status = 204, description = "So it is now")))]
pub(crate) async fn set_agent(
    actor: May<AnswerInbox>,
    State(messaging): State<Messaging>,
    Path(user_id): Path<String>,
    JsonBody(body): JsonBody<AgentRequest>,
) -> Result<StatusCode> {
    let agent: UserId = user_id.parse().map_err(|_| MessagingError::NotFound)?;
    agent_checked(body.languages.as_deref(), body.capacity)?;
    let change = AgentChange {
        languages: body.languages.as_deref(),
        skills: body.skills.as_deref(),
        capacity: body.capacity,
        on_shift: body.on_shift,
    };
    messaging.set_agent(&actor, agent, change).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// A ready answer.
#[derive(Debug, Serialize, ToSchema)]
#[schema(example = json!({
    "id": "0191a5c2-8888-7c3a-9b52-3f6d1c2b4a59", "shortcut": "hours", "text": "We are open from 8 to 18.", "version": 1
}))]
pub(crate) struct CannedBody {
    /// Which.
    id: Uuid,
    /// What one types for it.
    shortcut: String,
    /// Words.
    text: String,
    /// For `If-Match`.
    version: i64,
}

impl From<Canned> for CannedBody {
    fn from(canned: Canned) -> Self {
        Self { id: canned.id, shortcut: canned.shortcut, text: canned.body, version: canned.version }
    }
}

/// A ready answer to be kept.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"shortcut": "hours", "text": "We are open from 8 to 18.", "version": 1}))]
pub(crate) struct CannedRequest {
    /// 1–30 characters.
    shortcut: Option<String>,
    /// Up to 4,000 characters.
    text: Option<String>,
    /// Of a change: the version that is meant, unless `If-Match` says it.
    version: Option<i64>,
}

impl CannedRequest {
    fn parse(&self, id: Uuid, version: i64) -> Result<Canned> {
        canned_checked(id, version, self.shortcut.as_deref(), self.text.as_deref())
    }
}

/// Ready answers of one's business
#[utoipa::path(get, path = "/messages/desk/canned", tag = "inbox", params(FieldsArgs),
    responses((status = 200, description = "By shortcut", body = Vec<CannedBody>)))]
pub(crate) async fn canned(
    actor: May<ReadInbox>,
    State(messaging): State<Messaging>,
    QueryArgs(args): QueryArgs<FieldsArgs>,
) -> Result<Data<Vec<CannedBody>>> {
    let fields = args.of::<CannedBody>()?;
    let canned = messaging.canned(&actor).await?.into_iter().map(CannedBody::from).collect();
    Ok(Data::new(canned).fields(fields))
}

/// Keep a ready answer
#[utoipa::path(post, path = "/messages/desk/canned", tag = "inbox", request_body = CannedRequest,
    params(("Idempotency-Key" = Option<String>, Header, description = "8–128 visible ASCII characters, made for this answer")),
    responses((status = 201, description = "Kept", body = CannedBody)))]
pub(crate) async fn add_canned(
    actor: May<ManageInbox>,
    State(messaging): State<Messaging>,
    OnceJson(body, once): OnceJson<CannedRequest>,
) -> Result<Response> {
    let canned = body.parse(Uuid::now_v7(), 1)?;
    let tx = messaging.add_canned(&actor, &once, &canned).await?;
    let location = format!("/api/v1/messages/desk/canned/{}", canned.id);
    once.commit(tx, &*messaging.platform.clock, Created { data: CannedBody::from(canned), location }).await
}

fn canned_id(text: &str) -> Result<Uuid> {
    Ok(text.parse().map_err(|_| MessagingError::NotFound)?)
}

/// Change a ready answer
#[utoipa::path(put, path = "/messages/desk/canned/{id}", tag = "inbox",
    params(("id" = String, Path, description = "The answer"),
           ("If-Match" = Option<String>, Header, description = "`\"v1\"`")), request_body = CannedRequest,
    responses((status = 200, description = "Kept", body = CannedBody)))]
pub(crate) async fn change_canned(
    actor: May<ManageInbox>,
    State(messaging): State<Messaging>,
    Path(id): Path<String>,
    headers: HeaderMap,
    JsonBody(body): JsonBody<CannedRequest>,
) -> Result<Data<CannedBody>> {
    let version = version::expected(&headers, body.version)?;
    let canned = messaging.change_canned(&actor, body.parse(canned_id(&id)?, version)?).await?;
    Ok(Data::new(CannedBody::from(canned)))
}

/// Throw a ready answer away
#[utoipa::path(delete, path = "/messages/desk/canned/{id}", tag = "inbox",
    params(("id" = String, Path, description = "The answer")),
    responses((status = 204, description = "Gone")))]
pub(crate) async fn delete_canned(
    actor: May<ManageInbox>,
    State(messaging): State<Messaging>,
    Path(id): Path<String>,
) -> Result<StatusCode> {
    messaging.delete_canned(&actor, canned_id(&id)?).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// How quickly somebody was.
#[derive(Debug, Serialize, ToSchema)]
#[schema(example = json!({"agent_id": "0191a5c2-6666-7c3a-9b52-3f6d1c2b4a59", "resolved": 12, "answered": 14, "first_answer_s": 140, "resolution_s": 5400}))]
pub(crate) struct TimesBody {
    /// Who; null for what nobody had.
    agent_id: Option<Uuid>,
    /// Conversations that ended and were theirs then.
    resolved: i64,
    /// Conversations that ended and that they answered first.
    answered: i64,
    /// Median seconds to the first answer.
    first_answer_s: Option<f64>,
    /// Median seconds to the end.
    resolution_s: Option<f64>,
}

#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct TimesQuery {
    /// Since when; 30 days ago unless told.
    from: Option<DateTime<Utc>>,
    /// Until when; now unless told.
    to: Option<DateTime<Utc>>,
    /// Only these fields of each item.
    fields: Option<String>,
}

/// First-response and resolution times of each agent
#[utoipa::path(get, path = "/messages/desk/times", tag = "inbox", params(TimesQuery),
    responses((status = 200, description = "Medians in seconds", body = Vec<TimesBody>)))]
pub(crate) async fn times(
    actor: May<ReadInbox>,
    State(messaging): State<Messaging>,
    QueryArgs(query): QueryArgs<TimesQuery>,
) -> Result<Data<Vec<TimesBody>>> {
    let fields = Fields::parse::<TimesBody>(query.fields.as_deref())?;
    let to = query.to.unwrap_or(messaging.now());
    let from = query.from.unwrap_or(to - TimeDelta::days(30));
    let times = messaging.times(&actor, from, to).await?.into_iter().map(|times| TimesBody {
        agent_id: times.agent.map(|id| id.0),
        resolved: times.resolved,
        answered: times.answered,
        first_answer_s: times.first_answer_s,
        resolution_s: times.resolution_s,
    });
    Ok(Data::new(times.collect()).fields(fields))
}
