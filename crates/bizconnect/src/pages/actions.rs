//! What a business does with a connection or a suggestion at the press of a button.

use axum::extract::{Path, State};
use axum::response::Response;
use contracts::bizconnect::ConnectionStatus;
use kernel::{BusinessId, ErrorKind};
use platform::http::{FormBody, May};
use platform::{Error, Result};
use serde::Deserialize;
use web::{see_other, see_other_with};

use super::HOME;
use crate::api::connections::connection_id;
use crate::error::{ConnectionsError, SOURCE};
use crate::model::connection::status_of;
use crate::rights::{AnswerConnection, RequestConnection};
use crate::state::BizConnect;

#[derive(Deserialize)]
pub(super) struct StatusForm {
    status: Option<String>,
    version: Option<i64>,
    #[serde(rename = "return")]
    return_to: Option<String>,
}

pub(super) async fn change(
    actor: May<AnswerConnection>,
    State(connections): State<BizConnect>,
    Path(id): Path<String>,
    FormBody(form): FormBody<StatusForm>,
) -> Result<Response> {
    let id = connection_id(&id)?;
    let back = form.return_to.filter(|path| path.starts_with(HOME)).unwrap_or_else(|| format!("{HOME}/{id}"));
    let to = form.status.as_deref().and_then(status_of).ok_or_else(unknown_status)?;
    let version = form.version.unwrap_or(0);
    match connections.answer_connection(&actor, id, to, version).await {
        // What was done can be undone on the connection's own page, as far as it can.
        Ok(changed) => Ok(see_other_with(&format!("{HOME}/{}", changed.id), flash(to))),
        // Somebody of the team was first, or the button was pressed twice: the page shows how it stands now.
        Err(error) if error.kind() == ErrorKind::Conflict => {
            Ok(see_other_with(&back, "bizconnect-flash-changed"))
        }
        Err(error) => Err(error),
    }
}

fn unknown_status() -> Error {
    Error::new(ErrorKind::Validation, SOURCE, "bizconnect-check-way")
}

fn flash(to: ConnectionStatus) -> &'static str {
    match to {
        ConnectionStatus::Accepted => "bizconnect-flash-accepted",
        ConnectionStatus::Declined => "bizconnect-flash-declined",
        ConnectionStatus::Withdrawn => "bizconnect-flash-withdrawn",
        ConnectionStatus::Blocked => "bizconnect-flash-blocked",
        ConnectionStatus::Pending | ConnectionStatus::Expired => "bizconnect-flash-changed",
    }
}

#[derive(Deserialize)]
pub(super) struct DismissForm {
    /// `1` to dismiss, anything else to take that back.
    on: Option<String>,
    #[serde(rename = "return")]
    return_to: Option<String>,
}

pub(super) async fn dismiss(
    actor: May<RequestConnection>,
    State(connections): State<BizConnect>,
    Path(id): Path<String>,
    FormBody(form): FormBody<DismissForm>,
) -> Result<Response> {
    let id: BusinessId = id.parse().map_err(|_| ConnectionsError::NotFound)?;
    let back = form.return_to.as_deref().filter(|path| path.starts_with(HOME)).unwrap_or(HOME);
    if form.on.as_deref() != Some("1") {
        connections.restore_suggestion(&actor, id).await?;
        return Ok(see_other_with(back, "bizconnect-flash-restored"));
    }
    connections.dismiss_suggestion(&actor, id).await?;
    // The page says what was dismissed, with a button that undoes it.
    let joiner = if back.contains('?') { '&' } else { '?' };
    Ok(see_other(&format!("{back}{joiner}dismissed={id}")))
}
