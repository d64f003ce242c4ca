//! Taking a conversation along: asking for the file, waiting until it is written, and fetching it (M-18, W-8).

use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use kernel::{Actor, ErrorKind};
use platform::Result;
use platform::http::{May, Once};
use uuid::Uuid;
use web::View;

use crate::api::conversation_id;
use crate::error::MessagingError;
use crate::rights::ReadConversation;
use crate::state::Messaging;
use crate::store::exports::{Export, ExportStatus, Format};

/// How far a file is, for its page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stage {
    /// So many percent of it are written.
    Waiting(i64),
    /// It has so many bytes and can be fetched.
    Ready(i64),
    /// Who asked may not read the conversation any more.
    Failed,
    /// It is over a day old, or was never this reader's.
    Gone,
}

#[derive(Template)]
#[template(path = "messaging/export.html")]
pub(super) struct ExportPage {
    pub(super) view: View,
    /// The operation.
    pub(super) id: Uuid,
    /// Where one comes from, and how that is called.
    pub(super) back: (String, String),
    pub(super) stage: Stage,
}

impl ExportPage {
    /// Percent that are written, while it waits.
    fn percent(&self) -> Option<i64> {
        if let Stage::Waiting(percent) = self.stage { Some(percent) } else { None }
    }

    /// Its size in kilobytes, rounded up, once it is ready.
    fn kilobytes(&self) -> Option<String> {
        let Stage::Ready(bytes) = self.stage else { return None };
        Some(self.view.number(bytes.saturating_add(999) / 1000))
    }

    fn has_failed(&self) -> bool {
        self.stage == Stage::Failed
    }
}

/// Has the conversation written down as a text file. Without a key: what is under way is not begun again, and whoever
/// asks later from a page that stayed open wants what was said since.
pub(super) async fn begin(
    actor: May<ReadConversation>,
    State(messaging): State<Messaging>,
    Path(id): Path<String>,
) -> Result<Response> {
    let id = conversation_id(&id)?;
    let once = Once::of_form(&actor, "/messages/{id}/exports", None)?;
    let (tx, export) = messaging.begin_export(&actor, id, &once, Format::Text).await?;
    tx.commit().await?;
    Ok(web::see_other(&format!("/operations/{}", export.id)))
}

/// How far it is.
pub(super) async fn show(
    actor: May<ReadConversation>,
    State(messaging): State<Messaging>,
    view: View,
    Path(id): Path<String>,
) -> Result<Response> {
    let Some(export) = known(&messaging, &actor, &id).await? else {
        let back = ("/messages".to_owned(), view.t("messaging-page-back"));
        let page = ExportPage { id: Uuid::nil(), back, stage: Stage::Gone, view: view.clone() };
        return view.render_status(StatusCode::NOT_FOUND, &page);
    };
    let stage = match export.status {
        ExportStatus::Queued | ExportStatus::Running => Stage::Waiting(export.progress()),
        ExportStatus::Done => Stage::Ready(export.bytes),
        ExportStatus::Failed => Stage::Failed,
    };
    let back = if stage == Stage::Failed {
        ("/messages".to_owned(), view.t("messaging-page-back"))
    } else {
        (format!("/messages/{}#end", export.conversation), view.t("messaging-page-back-to-chat"))
    };
    view.render(&ExportPage { id: export.id, back, stage, view: view.clone() })
}

/// To the file, by an address that is good from now on; to the page that says why not where there is none.
pub(super) async fn fetch(
    actor: May<ReadConversation>,
    State(messaging): State<Messaging>,
    Path(id): Path<String>,
) -> Result<Response> {
    let export = known(&messaging, &actor, &id).await?.ok_or(MessagingError::NotFound)?;
    Ok(web::see_other(&match export.status {
        ExportStatus::Done => messaging.export_address(export.id),
        _ => format!("/operations/{}", export.id),
    }))
}

/// The actor's own export of this id; none for anybody else's and for what is gone, which look the same.
async fn known(messaging: &Messaging, actor: &Actor, id: &str) -> Result<Option<Export>> {
    let Ok(id) = id.parse() else { return Ok(None) };
    match messaging.operation(actor, id).await {
        Ok(export) => Ok(Some(export)),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}
