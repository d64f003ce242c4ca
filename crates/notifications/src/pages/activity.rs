//! Everything that happened to one's things, also what one has chosen not to be told of (N-1).

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use kernel::NotificationId;
use platform::Result;
use platform::http::{May, PageArgs, QueryArgs};
use serde::Deserialize;
use uuid::Uuid;
use web::View;

use super::centre::LineView;
use crate::Notifications;
use crate::api::notifications::has_more;
use crate::rights::ReadNotifications;

/// Where the page is.
pub const PATH: &str = "/activity";
/// Lines on a page.
const LINES: i64 = 20;

#[derive(Template)]
#[template(path = "notifications/activity.html")]
pub struct ActivityPage {
    pub view: View,
    pub lines: Vec<LineView>,
    pub more: String,
}

/// Which part of it.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ActivityQuery {
    cursor: Option<String>,
}

pub async fn show(
    actor: May<ReadNotifications>,
    State(notifications): State<Notifications>,
    view: View,
    QueryArgs(query): QueryArgs<ActivityQuery>,
) -> Result<Response> {
    let view = view.nav("me");
    let keys = &notifications.platform.keys;
    let scope = format!("page {PATH}");
    let args = PageArgs { limit: Some(LINES), cursor: query.cursor.as_deref() };
    let page = args.open::<Uuid>(keys, &scope, LINES)?;
    let mut lines = notifications.feed(&actor, page.after.map(NotificationId), page.limit).await?;
    let more = has_more(&mut lines, page.limit);
    let last = lines.last().filter(|_| more);
    let cursor = last.map(|line| platform::cursor::seal(keys, &scope, &line.id.0));
    view.render(&ActivityPage {
        lines: lines.iter().map(|line| notifications.shown(view.language(), line)).collect(),
        more: cursor.map_or_else(String::new, |cursor| format!("{PATH}?cursor={cursor}")),
        view: view.clone(),
    })
}
