//! What moderators decide about reported messages (M-11).

use std::collections::HashMap;

use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use contracts::accounts::PersonCard;
use kernel::{ErrorKind, UserId};
use platform::Result;
use platform::http::{FormBody, May, PageArgs, QueryArgs};
use serde::Deserialize;
use uuid::Uuid;
use web::View;

use super::bubble::excerpt;
use crate::error::MessagingError;
use crate::rights::ModerateMessages;
use crate::state::Messaging;
use crate::store::safety::Report;

const PATH: &str = "/messages/reports";
const ROWS: i64 = 20;

#[derive(Deserialize)]
pub(super) struct ReportsQuery {
    cursor: Option<String>,
}

/// A message that was reported, or stood around it, as it was kept with the report.
#[derive(Deserialize)]
struct Kept {
    seq: i64,
    #[serde(default)]
    sender_id: Option<UserId>,
    #[serde(rename = "type", default)]
    kind: String,
    #[serde(default)]
    text: String,
    #[serde(default)]
    removed_by: Option<String>,
}

/// The same for the page.
pub(super) struct Line {
    pub(super) name: String,
    pub(super) text: String,
    pub(super) reported: bool,
}

pub(super) struct Row {
    pub(super) id: Uuid,
    pub(super) reason: String,
    pub(super) note: String,
    pub(super) by: String,
    pub(super) ago: String,
    pub(super) lines: Vec<Line>,
}

#[derive(Template)]
#[template(path = "messaging/reports.html")]
pub(super) struct ReportsPage {
    pub(super) view: View,
    pub(super) rows: Vec<Row>,
    pub(super) more: String,
}

pub(super) async fn queue(
    _: May<ModerateMessages>,
    State(messaging): State<Messaging>,
    view: View,
    QueryArgs(query): QueryArgs<ReportsQuery>,
) -> Result<Response> {
    let view = view.nav("me");
    let keys = &messaging.platform.keys;
    let scope = format!("page {PATH}");
    let page = PageArgs { limit: None, cursor: query.cursor.as_deref() }.open::<Uuid>(keys, &scope, ROWS)?;
    let mut reports = messaging.open_reports(page.after, ROWS + 1).await?;
    let is_more = i64::try_from(reports.len()).unwrap_or(i64::MAX) > ROWS;
    reports.truncate(usize::try_from(ROWS).unwrap_or(0));
    let more = reports.last().filter(|_| is_more);
    let more = more.map(|last| format!("{PATH}?cursor={}", platform::cursor::seal(keys, &scope, &last.id)));
    let kept: Vec<Vec<Kept>> = reports.iter().map(kept).collect();
    let mut users: Vec<UserId> = reports.iter().map(|report| report.reporter).collect();
    users.extend(kept.iter().flatten().filter_map(|message| message.sender_id));
    users.sort_unstable();
    users.dedup();
    let people = messaging.ports.people.people(&users).await?;
    let rows = reports.into_iter().zip(kept).map(|(report, kept)| row(&view, report, kept, &people));
    view.render(&ReportsPage { rows: rows.collect(), more: more.unwrap_or_default(), view: view.clone() })
}

fn kept(report: &Report) -> Vec<Kept> {
    serde_json::from_value(report.context.clone()).unwrap_or_else(|error| {
        tracing::warn!(%error, report.id = %report.id, "what was kept with a report cannot be read");
        Vec::new()
    })
}

fn row(view: &View, report: Report, kept: Vec<Kept>, people: &HashMap<UserId, PersonCard>) -> Row {
    let name = |user: Option<UserId>| {
        let person = user.and_then(|user| people.get(&user));
        person.map(|person| person.name.clone()).unwrap_or_else(|| view.t("messaging-page-somebody"))
    };
    let line = |message: Kept| Line {
        name: name(message.sender_id),
        reported: message.seq == report.seq,
        text: if message.text.is_empty() {
            excerpt(view, &message.kind, "", message.removed_by.as_deref())
        } else {
            message.text
        },
    };
    Row {
        id: report.id,
        reason: view.t(&format!("messaging-page-reason-{}", report.reason.to_lowercase())),
        by: name(Some(report.reporter)),
        ago: view.ago(report.created_at),
        lines: kept.into_iter().map(line).collect(),
        note: report.note.unwrap_or_default(),
    }
}

#[derive(Deserialize)]
pub(super) struct DecideForm {
    /// `take-down` or `leave`.
    decision: Option<String>,
}

pub(super) async fn decide(
    actor: May<ModerateMessages>,
    State(messaging): State<Messaging>,
    Path(id): Path<String>,
    FormBody(form): FormBody<DecideForm>,
) -> Result<Response> {
    let id: Uuid = id.parse().map_err(|_| MessagingError::NotFound)?;
    let (take_down, said) = match form.decision.as_deref() {
        Some("take-down") => (true, "messaging-page-flash-taken-down"),
        Some("leave") => (false, "messaging-page-flash-left"),
        _ => return Err(MessagingError::NotFound.into()),
    };
    match messaging.decide(&actor, id, take_down).await {
        Ok(()) => Ok(web::see_other_with(PATH, said)),
        // Another moderator was faster; the page shows what is left.
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(web::see_other(PATH)),
        Err(error) => Err(error),
    }
}
