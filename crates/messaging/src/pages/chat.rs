//! A conversation, and writing in it.

use std::collections::HashMap;

use askama::Template;
use axum::extract::multipart::Multipart;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use contracts::media::PictureRefused;
use kernel::{Actor, ConversationId, ErrorKind, Problem};
use platform::http::{May, Once, QueryArgs};
use platform::{Error, Result};
use serde::Deserialize;
use serde_json::json;
use uuid::Uuid;
use web::View;

use super::beside::Beside;
use super::bubble::{Bubble, bubbles, excerpt, gone};
use crate::api::bodies::{ConversationBody, HistoryBody, MemberBody};
use crate::api::{conversation_id, files};
use crate::error::{MessagingError, SOURCE};
use crate::model::{ConversationKind, Draft, DraftInput};
use crate::ops::history::Part;
use crate::rights::{ReadConversation, WriteMessage};
use crate::state::Messaging;

/// Messages of a page.
pub(super) const MESSAGES: i64 = 30;

#[derive(Deserialize, Default)]
pub(super) struct ChatQuery {
    before: Option<i64>,
    /// The message that is being answered.
    reply: Option<i64>,
    /// The ready answer that is to be written.
    canned: Option<Uuid>,
}

/// What was typed and could not be sent.
#[derive(Default)]
pub(super) struct Typed {
    pub(super) key: String,
    pub(super) text: String,
    pub(super) reply_to: Option<i64>,
    pub(super) error: String,
    /// A ready answer, which stands for the text.
    pub(super) canned: Option<Uuid>,
}

#[derive(Template)]
#[template(path = "messaging/chat.html")]
pub(super) struct ChatPage {
    pub(super) view: View,
    pub(super) id: Uuid,
    pub(super) title: String,
    pub(super) slug: String,
    /// Who is here, in words.
    pub(super) presence: String,
    pub(super) bubbles: Vec<Bubble>,
    /// Whether it is a channel of a team.
    pub(super) is_channel: bool,
    /// Address of earlier messages; empty for none.
    pub(super) earlier: String,
    /// Whether this is not the end of the conversation.
    pub(super) is_past: bool,
    pub(super) may_write: bool,
    /// Key of what is said where nobody may write.
    pub(super) closed: &'static str,
    pub(super) beside: Beside,
    pub(super) muted: bool,
    pub(super) archived: bool,
    /// Whether others may not see that the reader is here; none where it is not shown anyway.
    pub(super) hidden: Option<bool>,
    pub(super) answered: String,
    pub(super) typed: Typed,
    /// What the script has to know.
    pub(super) state: String,
}

pub(super) async fn chat(
    actor: May<ReadConversation>,
    State(messaging): State<Messaging>,
    view: View,
    Path(id): Path<String>,
    QueryArgs(query): QueryArgs<ChatQuery>,
) -> Result<Response> {
    let mut view = view.nav("messages");
    let id = conversation_id(&id)?;
    let part = query.before.map_or(Part::Newest, Part::Before);
    let history = messaging.history(&actor, id, part, MESSAGES).await?;
    if let Some(last) = history.messages.last()
        && history.conversation.is_some()
    {
        // What is on the screen has been read.
        messaging.mark(&actor, id, Some(last.seq), Some(last.seq)).await?;
        view.count_unread().await;
    }
    let typed = Typed { reply_to: query.reply, canned: query.canned, ..Typed::default() };
    let page = page(&messaging, view.clone(), id, history, typed).await?;
    view.render(&page)
}

async fn page(
    messaging: &Messaging,
    view: View,
    id: ConversationId,
    history: HistoryBody,
    mut typed: Typed,
) -> Result<ChatPage> {
    let actor = view.actor().clone();
    let members = messaging.members(&actor, id).await?;
    let quoted = quoted(messaging, &view, id, &history, typed.reply_to).await?;
    let own = history.conversation.as_ref();
    let now = messaging.now();
    if typed.key.is_empty() {
        typed.key = Uuid::now_v7().to_string();
    }
    let hall = messaging.hall_of(id).await?;
    let beside = Beside::of(messaging, &actor, hall.as_deref()).await?;
    typed.text = beside.words(typed.canned).unwrap_or(typed.text);
    // Who wrote to a business is told calmly, and not why.
    let is_customer =
        hall.as_ref().is_some_and(|hall| hall.customer.is_some() && hall.customer == actor.user_id());
    // Where nobody may write any more, what was typed stays to be copied, beside the reason.
    let may_write = !typed.error.is_empty()
        || (own.is_some_and(|own| !own.closed)
            && hall.is_some_and(|hall| actor.user_id().is_some_and(|user| !hall.refuses(user))));
    let first = history.messages.first().map(|message| message.seq);
    let earlier = first.filter(|_| history.has_before).map(|seq| format!("/messages/{id}?before={seq}"));
    Ok(ChatPage {
        id: id.0,
        title: own.map(|own| own.title.clone()).unwrap_or_else(|| beside.title(&view)),
        slug: own.and_then(|own| own.business_slug.clone()).unwrap_or_default(),
        presence: presence(&view, &members),
        bubbles: bubbles(&view, &history.messages, &quoted, &members),
        is_channel: own.is_some_and(|own| own.kind == ConversationKind::Channel.as_str()),
        earlier: earlier.unwrap_or_default(),
        is_past: history.has_after,
        may_write,
        closed: if is_customer { "messaging-page-inbox-closed" } else { "messaging-page-closed" },
        beside,
        muted: own.and_then(|own| own.muted_until).is_some_and(|until| until > now),
        archived: own.is_some_and(|own| own.archived),
        hidden: hidden(&actor, &members),
        answered: typed.reply_to.and_then(|seq| quoted.get(&seq).cloned()).unwrap_or_default(),
        state: state(&view, own, &members, &history).to_string(),
        typed,
        view,
    })
}

/// The beginnings of messages that are answered here.
async fn quoted(
    messaging: &Messaging,
    view: &View,
    id: ConversationId,
    history: &HistoryBody,
    reply: Option<i64>,
) -> Result<HashMap<i64, String>> {
    let short = |message: &crate::api::bodies::MessageBody| {
        (message.seq, excerpt(view, message.kind, &message.text, message.removed_by))
    };
    let mut quoted: HashMap<i64, String> = history.messages.iter().map(short).collect();
    let wanted = history.messages.iter().filter_map(|message| message.reply_to).chain(reply);
    let elsewhere: Vec<i64> = wanted.filter(|seq| !quoted.contains_key(seq)).collect();
    for message in messaging.quoted(view.actor(), id, &elsewhere).await? {
        quoted.insert(message.seq, excerpt(view, message.kind.as_str(), &message.body, message.removed_by()));
    }
    Ok(quoted)
}

fn presence(view: &View, members: &[MemberBody]) -> String {
    let own = view.actor().user_id().map(|user| user.0);
    let others: Vec<&MemberBody> = members.iter().filter(|member| Some(member.user_id) != own).collect();
    match others.as_slice() {
        // Nobody of the business has taken it yet.
        [] => String::new(),
        [one] if one.online == Some(true) && one.away == Some(true) => view.t("messaging-page-away"),
        [one] if one.online == Some(true) => view.t("messaging-page-here"),
        [one] => one
            .last_seen_at
            .map(|then| view.t1("messaging-page-last-seen", "ago", view.ago(then)))
            .unwrap_or_default(),
        several if several.iter().any(|one| one.online == Some(true)) => view.t("messaging-page-here"),
        several => view.tn("messaging-page-members", i64::try_from(several.len() + 1).unwrap_or(i64::MAX)),
    }
}

/// Whether the reader hides; among many nobody's being here is shown.
fn hidden(actor: &Actor, members: &[MemberBody]) -> Option<bool> {
    let own = members.iter().find(|member| Some(member.user_id) == actor.user_id().map(|user| user.0))?;
    own.last_read.is_some().then_some(own.online.is_none())
}

/// What the script goes on from: how far the page is, who is who, and its words.
fn state(
    view: &View,
    own: Option<&ConversationBody>,
    members: &[MemberBody],
    history: &HistoryBody,
) -> serde_json::Value {
    const WORDS: [&str; 20] = [
        "sending",
        "sent",
        "delivered",
        "read",
        "failed",
        "again",
        "drop",
        "removed",
        "edited",
        "here",
        "away",
        "earlier",
        "typing",
        "photo",
        "voice",
        "voice-refused",
        "place",
        "card",
        "actions",
        "waiting",
    ];
    let mut words: HashMap<&str, String> =
        WORDS.iter().map(|word| (*word, view.t(&format!("messaging-page-{word}")))).collect();
    // By what `removed_by` says; "removed" for everything else.
    words.extend(["BLOCK", "KEY"].map(|by| (by, view.t(gone(by)))));
    words.insert("last-seen", view.t1("messaging-page-last-seen", "ago", "{ago}"));
    json!({
        "seq": history.messages.last().map_or(0, |message| message.seq),
        "change": own.map_or(0, |own| own.last_change),
        "title": own.map(|own| own.title.as_str()),
        "members": members,
        "words": words,
    })
}

/// What the form brings: words, and perhaps a picture.
#[derive(Default)]
struct Sent {
    draft: DraftInput,
    photo: Vec<u8>,
}

pub(super) async fn send(
    actor: May<WriteMessage>,
    State(messaging): State<Messaging>,
    view: View,
    Path(id): Path<String>,
    form: Result<Multipart, axum::extract::multipart::MultipartRejection>,
) -> Result<Response> {
    let id = conversation_id(&id)?;
    messaging.hall::<WriteMessage>(&actor, id).await?;
    let form =
        form.map_err(|_| Error::new(ErrorKind::UnsupportedMedia, "platform", "platform-error-media-type"))?;
    let Sent { mut draft, photo } = read(form).await?;
    let typed = Typed {
        key: draft.client_id.clone().unwrap_or_default(),
        text: draft.text.clone().unwrap_or_default(),
        reply_to: draft.reply_to,
        ..Typed::default()
    };
    let sending = async {
        if !photo.is_empty() {
            let once = Once::of_form(&actor, "/messages/{id}", None)?;
            let (tx, file) = messaging.upload(&actor, id, &once, photo, None).await?;
            tx.commit().await?;
            draft.kind = Some("MEDIA".to_owned());
            draft.file_id = Some(file.id.to_string());
        }
        let draft = Draft::parse(&draft).map_err(MessagingError::Invalid)?;
        messaging.send(&actor, id, draft).await
    };
    match sending.await {
        Ok(_) => Ok(web::see_other(&format!("/messages/{id}#end"))),
        Err(error) if is_for_the_form(&error) => {
            let told = view.form_errors(&error);
            let error = told.summary().first().map(|(_, message)| message.clone()).unwrap_or_default();
            let history = messaging.history(&actor, id, Part::Newest, MESSAGES).await?;
            let page = page(&messaging, view.clone(), id, history, Typed { error, ..typed }).await?;
            view.render_status(StatusCode::UNPROCESSABLE_ENTITY, &page)
        }
        Err(error) => Err(error),
    }
}

/// What can be told beside the words that were typed, so that they are not lost.
pub(super) fn is_for_the_form(error: &Error) -> bool {
    error.is_input()
        || matches!(
            error.kind(),
            ErrorKind::Conflict
                | ErrorKind::Forbidden
                | ErrorKind::Quota
                | ErrorKind::RateLimited
                | ErrorKind::PayloadTooLarge
        )
}

async fn read(mut form: Multipart) -> Result<Sent> {
    let unreadable = |_| Error::new(ErrorKind::Malformed, "platform", "platform-error-body");
    let mut sent = Sent::default();
    while let Some(field) = form.next_field().await.map_err(unreadable)? {
        match field.name().unwrap_or("") {
            "photo" => {
                sent.photo = field.bytes().await.map_err(unreadable)?.to_vec();
                if sent.photo.len() > files::LARGEST_FILE {
                    return Err(PictureRefused::TooLarge.problem().into());
                }
            }
            "text" => sent.draft.text = Some(field.text().await.map_err(unreadable)?),
            "client_id" => sent.draft.client_id = Some(field.text().await.map_err(unreadable)?),
            "reply_to" => sent.draft.reply_to = field.text().await.map_err(unreadable)?.parse().ok(),
            name => {
                let problem = Problem::new(ErrorKind::Malformed, SOURCE, "platform-error-unknown-field");
                return Err(problem.field(name.to_owned()).into());
            }
        }
    }
    Ok(sent)
}
