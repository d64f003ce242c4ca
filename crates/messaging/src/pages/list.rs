//! One's conversations.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use chrono::{DateTime, Utc};
use futures_util::future::join_all;
use kernel::Actor;
use platform::Result;
use platform::http::{May, PageArgs, QueryArgs};
use serde::Deserialize;
use uuid::Uuid;
use web::View;

use super::bubble::excerpt;
use crate::api::bodies::ConversationBody;
use crate::ops::conversations::Listing;
use crate::rights::{CreateChannel, ModerateMessages, ReadConversation};
use crate::state::Messaging;
use crate::store::conversations::Shelf;

#[derive(Deserialize)]
pub(super) struct ListQuery {
    archived: Option<String>,
    cursor: Option<String>,
}

/// A conversation in the list.
#[derive(Clone)]
pub(super) struct Row {
    pub(super) href: String,
    pub(super) title: String,
    pub(super) line: String,
    pub(super) own: bool,
    pub(super) ago: String,
    pub(super) unread: i64,
    pub(super) muted: bool,
    pub(super) closed: bool,
}

#[derive(Template)]
#[template(path = "messaging/list.html")]
pub(super) struct ListPage {
    pub(super) view: View,
    pub(super) rows: Vec<Row>,
    pub(super) archived: bool,
    pub(super) more: String,
}

impl ListPage {
    /// Whether it leads to what was reported.
    fn may_moderate(&self) -> bool {
        self.view.may::<ModerateMessages>()
    }

    /// Whether it leads to making a channel.
    fn may_make_channels(&self) -> bool {
        self.view.may::<CreateChannel>()
    }
}

/// Rows of a page.
const ROWS: i64 = 20;

pub(super) async fn list(
    actor: May<ReadConversation>,
    State(messaging): State<Messaging>,
    view: View,
    QueryArgs(query): QueryArgs<ListQuery>,
) -> Result<Response> {
    let view = view.nav("messages");
    let archived = query.archived.as_deref() == Some("1");
    let path = if archived { "/messages?archived=1" } else { "/messages" };
    let keys = &messaging.platform.keys;
    let scope = format!("page {path} {:?}", actor.user_id());
    let page = PageArgs { limit: None, cursor: query.cursor.as_deref() }
        .open::<(DateTime<Utc>, Uuid)>(keys, &scope, ROWS)?;
    let shelf = if archived { Shelf::Archived } else { Shelf::Active };
    let mut found = messaging.conversations(&actor, shelf, page.after, ROWS + 1).await?;
    let is_more = i64::try_from(found.len()).unwrap_or(i64::MAX) > ROWS;
    found.truncate(usize::try_from(ROWS).unwrap_or(0));
    note_delivered(&messaging, &actor, &found).await;
    let more = found.last().filter(|_| is_more).map(|last| {
        let cursor = platform::cursor::seal(keys, &scope, &(last.entry.last_at, last.entry.id));
        format!("{path}{}cursor={cursor}", if archived { '&' } else { '?' })
    });
    let rows =
        found.iter().map(|listing| row(&view, &ConversationBody::new(listing), messaging.now())).collect();
    view.render(&ListPage { rows, archived, more: more.unwrap_or_default(), view: view.clone() })
}

/// What the list shows has come to this device (M-5). A reader is not held up by it: while it fails, the senders go on
/// seeing "sent".
async fn note_delivered(messaging: &Messaging, actor: &Actor, shown: &[Listing]) {
    let fresh = shown.iter().map(|listing| &listing.entry).filter(|entry| entry.unread > 0);
    let marks = fresh.map(|entry| messaging.mark(actor, entry.id, Some(entry.last_seq), None));
    for problem in join_all(marks).await.into_iter().filter_map(Result::err) {
        tracing::debug!(error = %problem, "what came is not told to have come");
    }
}

fn row(view: &View, body: &ConversationBody, now: DateTime<Utc>) -> Row {
    let newest = body.last_message.as_ref();
    let reader = view.actor().user_id().map(|user| user.0);
    Row {
        href: format!("/messages/{}", body.id),
        title: body.title.clone(),
        line: newest
            .map(|newest| excerpt(view, newest.kind, &newest.text, newest.removed_by))
            .unwrap_or_else(|| view.t("messaging-page-nothing-said")),
        own: newest.is_some_and(|newest| newest.sender_id.is_some() && newest.sender_id == reader),
        ago: view.ago(body.last_at),
        unread: body.unread,
        muted: body.muted_until.is_some_and(|until| until > now),
        closed: body.closed,
    }
}
