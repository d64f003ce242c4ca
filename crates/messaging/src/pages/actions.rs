//! What can be done with a message and with a conversation, on pages of their own for those without scripts.

use std::collections::HashMap;

use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use chrono::TimeDelta;
use kernel::{Checks, UserId};
use platform::Result;
use platform::http::{FormBody, May};
use serde::Deserialize;
use uuid::Uuid;
use web::View;

use super::bubble::{Bubble, bubbles};
use super::chat::is_for_the_form;
use super::people::Person;
use crate::api::{conversation_id, place};
use crate::error::{MessagingError, SOURCE};
use crate::model::{EDITABLE_FOR, LONGEST_TEXT, parse_emoji};
use crate::ops::history::Part;
use crate::ops::moderate::Complaint;
use crate::rights::{KeepConversation, ProtectOneself, ReadConversation, WriteMessage};
use crate::state::Messaging;

/// Offered reactions.
const EMOJI: [&str; 6] = ["👍", "❤️", "😂", "😮", "🙏", "👎"];
const MUTED_FOR: TimeDelta = TimeDelta::days(36_500);

#[derive(Template)]
#[template(path = "messaging/actions.html")]
pub(super) struct ActionsPage {
    pub(super) view: View,
    pub(super) id: Uuid,
    pub(super) bubble: Bubble,
    pub(super) emoji: [&'static str; 6],
    pub(super) may_edit: bool,
    /// Other words for it: those that could not be kept, or else its own.
    pub(super) words: String,
    pub(super) error: String,
    /// Value and text of the reasons for a report.
    pub(super) reasons: Vec<(&'static str, String)>,
    /// The chosen reason, and what was typed with it.
    pub(super) report: (String, String),
    /// Who wrote it, when that is somebody else.
    pub(super) writer: Option<Person>,
}

pub(super) async fn page(
    actor: May<ReadConversation>,
    State(messaging): State<Messaging>,
    view: View,
    Path((id, seq)): Path<(String, String)>,
) -> Result<Response> {
    let page = actions_page(&actor, &messaging, view.clone(), &id, &seq, String::new()).await?;
    view.render(&page)
}

async fn actions_page(
    actor: &kernel::Actor,
    messaging: &Messaging,
    view: View,
    id: &str,
    seq: &str,
    error: String,
) -> Result<ActionsPage> {
    let (id, seq) = (conversation_id(id)?, place(seq)?);
    let history = messaging.history(actor, id, Part::After(seq - 1), 1).await?;
    let message =
        history.messages.first().filter(|message| message.seq == seq).ok_or(MessagingError::NotFound)?;
    let young = messaging.now() - message.sent_at < EDITABLE_FOR;
    let members = messaging.members(actor, id).await?;
    let bubble = bubbles(&view, &history.messages[..1], &HashMap::new(), &members).pop();
    let bubble = bubble.ok_or(MessagingError::NotFound)?;
    let hall = messaging.hall::<ReadConversation>(actor, id).await?;
    let reader = actor.user_id().ok_or(MessagingError::NotFound)?;
    let writer = message.sender_id.map(UserId).filter(|writer| *writer != reader);
    let writer = writer.and_then(|writer| hall.member(writer)).map(|member| Person {
        id: member.user.0,
        name: member.name.clone(),
        blocked: hall.is_blocked(reader, member.user),
        since: String::new(),
    });
    let reason =
        |word: &'static str| (word, view.t(&format!("messaging-page-reason-{}", word.to_lowercase())));
    Ok(ActionsPage {
        id: id.0,
        may_edit: bubble.own && young && bubble.kind == "TEXT" && bubble.removed.is_none(),
        words: bubble.text.clone(),
        bubble,
        emoji: EMOJI,
        error,
        reasons: ["SPAM", "FRAUD", "HARASSMENT", "ILLEGAL", "OTHER"].map(reason).to_vec(),
        report: ("SPAM".to_owned(), String::new()),
        writer,
        view,
    })
}

#[derive(Deserialize)]
pub(super) struct ChangeForm {
    /// An emoji, or empty to take one's own back.
    emoji: Option<String>,
    text: Option<String>,
    version: Option<String>,
    remove: Option<String>,
}

pub(super) async fn change(
    actor: May<WriteMessage>,
    State(messaging): State<Messaging>,
    view: View,
    Path((id, seq)): Path<(String, String)>,
    FormBody(form): FormBody<ChangeForm>,
) -> Result<Response> {
    let (conversation, at) = (conversation_id(&id)?, place(&seq)?);
    let changing = async {
        if form.remove.is_some() {
            return messaging.remove(&actor, conversation, at).await.map(|_| ());
        }
        if let Some(emoji) = form.emoji.as_deref() {
            let emoji = Some(emoji).filter(|emoji| !emoji.is_empty());
            let mut checks = Checks::new(SOURCE);
            if emoji.is_some_and(|emoji| parse_emoji(emoji).is_none()) {
                checks.fail("emoji", "messaging-check-emoji");
            }
            checks.finish(Some(())).map_err(MessagingError::Invalid)?;
            return messaging.react(&actor, conversation, at, emoji).await.map(|_| ());
        }
        let mut checks = Checks::new(SOURCE);
        let text = checks.text("text", form.text.as_deref(), 1..=LONGEST_TEXT);
        let text = checks.finish(text).map_err(MessagingError::Invalid)?;
        let version = form.version.as_deref().and_then(|version| version.parse().ok()).unwrap_or(1);
        messaging.edit(&actor, conversation, at, version, &text).await.map(|_| ())
    };
    match changing.await {
        Ok(()) => Ok(web::see_other(&format!("/messages/{conversation}#m{at}"))),
        Err(error) if is_for_the_form(&error) => {
            let told = view.form_errors(&error).summary().first().map(|(_, message)| message.clone());
            let mut page =
                actions_page(&actor, &messaging, view.clone(), &id, &seq, told.unwrap_or_default()).await?;
            if let Some(words) = form.text.filter(|_| page.bubble.own) {
                // They stay to be mended, or to be copied where it is too late.
                (page.words, page.may_edit) = (words, true);
            }
            view.render_status(StatusCode::UNPROCESSABLE_ENTITY, &page)
        }
        Err(error) => Err(error),
    }
}

#[derive(Deserialize)]
pub(super) struct ReportForm {
    reason: Option<String>,
    note: Option<String>,
}

pub(super) async fn report(
    actor: May<ProtectOneself>,
    State(messaging): State<Messaging>,
    view: View,
    Path((id, seq)): Path<(String, String)>,
    FormBody(form): FormBody<ReportForm>,
) -> Result<Response> {
    let (conversation, at) = (conversation_id(&id)?, place(&seq)?);
    let reporting = async {
        let complaint = Complaint::parse(form.reason.as_deref(), form.note.as_deref())
            .map_err(MessagingError::Invalid)?;
        messaging.report(&actor, conversation, at, complaint).await
    };
    match reporting.await {
        Ok(_) => Ok(web::see_other_with(&format!("/messages/{conversation}"), "messaging-page-reported")),
        Err(error) if is_for_the_form(&error) => {
            let told = view.form_errors(&error).summary().first().map(|(_, message)| message.clone());
            let page =
                actions_page(&actor, &messaging, view.clone(), &id, &seq, told.unwrap_or_default()).await?;
            let report = (form.reason.unwrap_or_default(), form.note.unwrap_or_default());
            view.render_status(StatusCode::UNPROCESSABLE_ENTITY, &ActionsPage { report, ..page })
        }
        Err(error) => Err(error),
    }
}

#[derive(Deserialize)]
pub(super) struct KeepForm {
    archive: Option<String>,
    mute: Option<String>,
    /// In all conversations, not only in this one.
    hidden: Option<String>,
}

pub(super) async fn keep(
    actor: May<KeepConversation>,
    State(messaging): State<Messaging>,
    Path(id): Path<String>,
    FormBody(form): FormBody<KeepForm>,
) -> Result<Response> {
    let id = conversation_id(&id)?;
    messaging.hall::<KeepConversation>(&actor, id).await?;
    if let Some(mute) = form.mute.as_deref() {
        let until = (mute == "1").then(|| messaging.now() + MUTED_FOR);
        messaging.mute(&actor, id, until).await?;
    }
    if let Some(hidden) = form.hidden.as_deref() {
        messaging.set_presence(&actor, None, Some(hidden == "1")).await?;
    }
    if let Some(archive) = form.archive.as_deref() {
        messaging.archive(&actor, id, archive == "1").await?;
        return Ok(web::see_other("/messages"));
    }
    Ok(web::see_other(&format!("/messages/{id}")))
}
