//! What could not be done in the background, for admins: look at it, have it done again, throw it away (P-19).

use std::sync::Arc;

use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use kernel::ErrorKind;
use platform::http::{FormBody, May, PageArgs, QueryArgs};
use platform::jobs::{self, DeadLetter, DeadLetterPlace};
use platform::{Error, Platform, Result, cursor};
use serde::Deserialize;

use crate::pages::InspectOperations;
use crate::view::{View, see_other, see_other_with};

pub(crate) const PATH: &str = "/admin/dead-letters";
const ROWS: i64 = 10;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct ListQuery {
    cursor: Option<String>,
}

/// A dead letter as the admin sees it.
pub(crate) struct Row {
    id: i64,
    handler: String,
    /// Type of the event and what it is about, or the key of the job.
    about: String,
    tries: i64,
    since: String,
    cause: String,
    payload: String,
    trace: String,
}

impl Row {
    pub(crate) fn of(letter: DeadLetter, view: &View) -> Self {
        Self {
            id: letter.id,
            handler: letter.handler,
            about: match letter.event_type {
                Some(kind) => format!("{kind} · {}", letter.ordering_key),
                None => letter.ordering_key,
            },
            tries: letter.attempts.into(),
            since: view.ago(letter.dead_at),
            cause: letter.last_error.unwrap_or_default(),
            payload: serde_json::to_string_pretty(&letter.payload).unwrap_or_default(),
            trace: letter.trace_id.unwrap_or_default(),
        }
    }
}

#[derive(Template)]
#[template(path = "dead_letters.html")]
pub(crate) struct DeadLettersPage {
    pub(crate) view: View,
    pub(crate) count: i64,
    pub(crate) rows: Vec<Row>,
    pub(crate) more: String,
}

pub(crate) async fn list(
    _: May<InspectOperations>,
    State(platform): State<Arc<Platform>>,
    view: View,
    QueryArgs(query): QueryArgs<ListQuery>,
) -> Result<Response> {
    let view = view.nav("me");
    let scope = format!("page {PATH}");
    let page = PageArgs { limit: None, cursor: query.cursor.as_deref() }.open::<DeadLetterPlace>(
        &platform.keys,
        &scope,
        ROWS,
    )?;
    let db = platform.db("platform");
    let count = jobs::count_dead_letters(&db).await?;
    let mut letters = jobs::dead_letters(&db, page.after, page.limit + 1).await?;
    let limit = usize::try_from(page.limit).unwrap_or(0);
    let more = letters.len() > limit;
    letters.truncate(limit);
    let last = letters.last().filter(|_| more).map(DeadLetter::place);
    let more = last.map(|place| format!("{PATH}?cursor={}", cursor::seal(&platform.keys, &scope, &place)));
    let rows = letters.into_iter().map(|letter| Row::of(letter, &view)).collect();
    view.render(&DeadLettersPage { count, rows, more: more.unwrap_or_default(), view: view.clone() })
}

#[derive(Deserialize)]
pub(crate) struct DecideForm {
    act: Option<String>,
}

pub(crate) async fn decide(
    actor: May<InspectOperations>,
    State(platform): State<Arc<Platform>>,
    Path(id): Path<String>,
    FormBody(form): FormBody<DecideForm>,
) -> Result<Response> {
    let id: i64 = id.parse().map_err(|_| Error::not_found("platform"))?;
    let db = platform.db("platform");
    let (done, said) = match form.act.as_deref() {
        Some("replay") => {
            (jobs::replay_dead_letter(&db, id, platform.clock.now()).await?, "web-dead-letters-replayed")
        }
        Some("drop") => (jobs::drop_dead_letter(&db, id).await?, "web-dead-letters-dropped"),
        _ => return Err(Error::new(ErrorKind::Malformed, "platform", "platform-error-malformed")),
    };
    if !done {
        // Another admin was faster; the list shows what is left.
        return Ok(see_other(PATH));
    }
    let admin = actor.user_id().map(tracing::field::display);
    tracing::info!(job.id = id, actor.id = admin, act = form.act, "an admin decided about a dead letter");
    platform.wake.now();
    Ok(see_other_with(PATH, said))
}
