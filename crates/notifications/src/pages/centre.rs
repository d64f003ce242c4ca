//! The notification centre.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use chrono::{DateTime, Utc};
use kernel::{Language, NotificationId};
use platform::http::{FormBody, May, PageArgs, QueryArgs};
use platform::{Error, Result};
use serde::Deserialize;
use uuid::Uuid;
use web::{View, see_other, see_other_with};

use crate::Notifications;
use crate::api::notifications::has_more;
use crate::model::Topic;
use crate::model::words::{Pieces, say_in_pieces};
use crate::rights::{ManageNotifications, PreviewNotifications, ReadNotifications};
use crate::store::notifications::{Line, LineFilter, Unread};

/// Notifications on a page.
const LINES: i64 = 10;

/// A notification as the page shows it.
pub struct LineView {
    pub id: Uuid,
    pub topic: Topic,
    /// The title for those who hear what a button does.
    pub label: String,
    pub said: Pieces,
    pub at: DateTime<Utc>,
    pub read: bool,
}

impl Notifications {
    /// A line as a reader of this language sees it.
    pub(super) fn shown(&self, language: Language, line: &Line) -> LineView {
        let said = say_in_pieces(&self.platform.texts, language, line.kind, &line.facts, line.count);
        LineView {
            id: line.id.0,
            topic: line.topic,
            label: said.title.iter().map(|piece| piece.text.as_str()).collect(),
            said,
            at: line.updated_at,
            read: line.read_at.is_some(),
        }
    }
}

#[derive(Template)]
#[template(path = "notifications/centre.html")]
pub struct CentrePage {
    pub view: View,
    pub lines: Vec<LineView>,
    pub only_unread: bool,
    pub unread: i64,
    /// When the newest line of the list came: what comes later is not marked with it.
    pub until: String,
    pub more: String,
}

impl CentrePage {
    /// Whether it leads to all that people can be told.
    fn may_preview(&self) -> bool {
        self.view.may::<PreviewNotifications>()
    }

    fn tabs(&self) -> Vec<(&'static str, String, bool)> {
        vec![
            ("/notifications", self.view.t("notifications-page-all"), !self.only_unread),
            (
                "/notifications?unread=true",
                self.view.tn("notifications-page-unread", self.unread),
                self.only_unread,
            ),
        ]
    }
}

/// Which part of the list.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CentreQuery {
    unread: Option<bool>,
    cursor: Option<String>,
}

pub async fn show(
    actor: May<ReadNotifications>,
    State(notifications): State<Notifications>,
    view: View,
    QueryArgs(query): QueryArgs<CentreQuery>,
) -> Result<Response> {
    let view = view.nav("me");
    let only_unread = query.unread.unwrap_or(false);
    let filter = LineFilter { unread: only_unread, topic: None };
    let scope = format!("page /notifications {only_unread}");
    let keys = &notifications.platform.keys;
    let args = PageArgs { limit: Some(LINES), cursor: query.cursor.as_deref() };
    let page = args.open::<(DateTime<Utc>, Uuid)>(keys, &scope, LINES)?;
    let began = notifications.platform.clock.now();
    let mut lines = notifications.lines(&actor, filter, page.after, page.limit).await?;
    // Whatever is written while the page is made is not on it, and nobody has seen it. Further pages mean the whole list.
    let newest = lines.first().filter(|_| page.after.is_none()).map(|line| line.updated_at);
    let until = newest.unwrap_or(began).to_rfc3339();
    let more = has_more(&mut lines, page.limit);
    let last = lines.last().filter(|_| more);
    let cursor = last.map(|line| platform::cursor::seal(keys, &scope, &(line.updated_at, line.id.0)));
    let unread = notifications.unread_by_topic(&actor).await?.into_iter().map(|(_, count)| count).sum();
    view.render(&CentrePage {
        lines: lines.iter().map(|line| notifications.shown(view.language(), line)).collect(),
        only_unread,
        unread,
        until,
        more: cursor.map_or_else(String::new, |cursor| {
            format!("/notifications?{}cursor={cursor}", if only_unread { "unread=true&" } else { "" })
        }),
        view: view.clone(),
    })
}

/// Reads a notification and goes where it leads.
pub async fn open(
    actor: May<ManageNotifications>,
    State(notifications): State<Notifications>,
    view: View,
    Path(id): Path<String>,
) -> Result<Response> {
    let id: NotificationId = id.parse().map_err(|_| Error::not_found("notifications"))?;
    let line = notifications.mark(&actor, id, true).await?;
    Ok(see_other(&notifications.body(view.language(), &line).link))
}

/// Which way, and where to go back to.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct MarkForm {
    read: bool,
    #[serde(rename = "return")]
    return_to: String,
}

/// Marks a notification as read or as not read, and stays.
pub async fn mark(
    actor: May<ManageNotifications>,
    State(notifications): State<Notifications>,
    Path(id): Path<String>,
    FormBody(form): FormBody<MarkForm>,
) -> Result<Response> {
    let id: NotificationId = id.parse().map_err(|_| Error::not_found("notifications"))?;
    notifications.mark(&actor, id, form.read).await?;
    let is_here = form.return_to.split('?').next() == Some("/notifications");
    Ok(see_other(if is_here { &form.return_to } else { "/notifications" }))
}

/// Until when.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct ReadAllForm {
    until: String,
}

pub async fn read_all(
    actor: May<ManageNotifications>,
    State(notifications): State<Notifications>,
    FormBody(form): FormBody<ReadAllForm>,
) -> Result<Response> {
    let which = Unread { until: form.until.parse().ok(), ..Unread::default() };
    notifications.read_all(&actor, which).await?;
    Ok(see_other_with("/notifications", "notifications-page-all-read"))
}
