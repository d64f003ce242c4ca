use axum::extract::{OriginalUri, Path, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use chrono::{DateTime, Utc};
use platform::http::{Fields, JsonBody, Listed, May, PageArgs, QueryArgs};
use platform::{Result, cursor};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::{conversation_id, place, without_cursor};
use crate::error::MessagingError;
use crate::ops::moderate::Complaint;
use crate::rights::{ModerateMessages, ProtectOneself};
use crate::state::Messaging;

/// What is wrong with a message.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"reason": "FRAUD", "note": "Asks for money before showing the goods."}))]
pub(crate) struct ReportRequest {
    /// `SPAM`, `FRAUD`, `HARASSMENT`, `ILLEGAL` or `OTHER`.
    reason: Option<String>,
    /// Up to 1,000 characters.
    note: Option<String>,
}

/// Report a message to the platform
///
/// Moderators see it with five messages before and after it.
#[utoipa::path(post, path = "/messages/conversations/{id}/messages/{seq}/report", tag = "messages",
    params(("id" = String, Path, description = "The conversation"), ("seq" = String, Path, description = "The place")),
    request_body = ReportRequest,
    responses((status = 202, description = "Taken, also if one has reported it before")))]
pub(crate) async fn report(
    actor: May<ProtectOneself>,
    State(messaging): State<Messaging>,
    Path((id, seq)): Path<(String, String)>,
    JsonBody(body): JsonBody<ReportRequest>,
) -> Result<Response> {
    let complaint =
        Complaint::parse(body.reason.as_deref(), body.note.as_deref()).map_err(MessagingError::Invalid)?;
    messaging.report(&actor, conversation_id(&id)?, place(&seq)?, complaint).await?;
    Ok(StatusCode::ACCEPTED.into_response())
}

/// A complaint.
#[derive(Debug, Serialize, ToSchema)]
#[schema(example = json!({
    "id": "0191a5c2-4444-7c3a-9b52-3f6d1c2b4a59", "conversation_id": "0191a5c2-7d1e-7c3a-9b52-3f6d1c2b4a59", "seq": 42,
    "reporter_id": "0191a5c2-1111-7c3a-9b52-3f6d1c2b4a59", "reason": "FRAUD", "status": "OPEN", "context": [],
    "created_at": "2026-11-21T08:00:00Z"
}))]
pub(crate) struct ReportBody {
    /// Which.
    id: Uuid,
    /// About what.
    conversation_id: Uuid,
    /// About what.
    seq: i64,
    /// Who complained.
    reporter_id: Uuid,
    /// Such as `FRAUD`.
    reason: String,
    /// In the reporter's words.
    note: Option<String>,
    /// `OPEN`.
    status: String,
    /// The message and what stood around it.
    #[schema(value_type = Vec<Object>)]
    context: Value,
    /// When.
    created_at: DateTime<Utc>,
}

#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct ReportsQuery {
    /// 1–100, 20 unless told.
    limit: Option<i64>,
    /// `meta.pagination.next_cursor` of the page before.
    cursor: Option<String>,
    /// Only these fields of each item.
    fields: Option<String>,
}

/// Reports that wait for a decision
#[utoipa::path(get, path = "/messages/reports", tag = "messages", params(ReportsQuery),
    responses((status = 200, description = "In the order in which they came", body = Vec<ReportBody>)))]
pub(crate) async fn reports(
    _: May<ModerateMessages>,
    State(messaging): State<Messaging>,
    OriginalUri(uri): OriginalUri,
    QueryArgs(query): QueryArgs<ReportsQuery>,
) -> Result<Listed<ReportBody>> {
    let fields = Fields::parse::<ReportBody>(query.fields.as_deref())?;
    let keys = &messaging.platform.keys;
    let page =
        PageArgs { limit: query.limit, cursor: query.cursor.as_deref() }.open::<Uuid>(keys, "reports", 20)?;
    let mut found = messaging.open_reports(page.after, page.limit + 1).await?;
    let more = i64::try_from(found.len()).unwrap_or(i64::MAX) > page.limit;
    found.truncate(usize::try_from(page.limit).unwrap_or(0));
    let next = found.last().filter(|_| more).map(|report| cursor::seal(keys, "reports", &report.id));
    let items = found.into_iter().map(|report| ReportBody {
        id: report.id,
        conversation_id: report.conversation.0,
        seq: report.seq,
        reporter_id: report.reporter.0,
        reason: report.reason,
        note: report.note,
        status: report.status,
        context: report.context,
        created_at: report.created_at,
    });
    Ok(Listed::new(items.collect(), page.limit).next(next, &without_cursor(&uri)).fields(fields))
}

fn report_id(text: &str) -> Result<Uuid> {
    Ok(text.parse().map_err(|_| MessagingError::NotFound)?)
}

/// Take a reported message away for everybody
#[utoipa::path(post, path = "/messages/reports/{id}/take-down", tag = "messages",
    params(("id" = String, Path, description = "The report")),
    responses((status = 204, description = "Gone; all reports about it are decided")))]
pub(crate) async fn take_down(
    actor: May<ModerateMessages>,
    State(messaging): State<Messaging>,
    Path(id): Path<String>,
) -> Result<StatusCode> {
    messaging.decide(&actor, report_id(&id)?, true).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Leave a reported message where it is
#[utoipa::path(post, path = "/messages/reports/{id}/dismiss", tag = "messages",
    params(("id" = String, Path, description = "The report")),
    responses((status = 204, description = "All reports about it are decided")))]
pub(crate) async fn dismiss(
    actor: May<ModerateMessages>,
    State(messaging): State<Messaging>,
    Path(id): Path<String>,
) -> Result<StatusCode> {
    messaging.decide(&actor, report_id(&id)?, false).await?;
    Ok(StatusCode::NO_CONTENT)
}
