//! Who is in a conversation, and of whom one wants to hear nothing (M-11).

use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use kernel::UserId;
use platform::Result;
use platform::http::{FormBody, May};
use serde::Deserialize;
use uuid::Uuid;
use web::View;

use crate::api::conversation_id;
use crate::error::MessagingError;
use crate::rights::{ProtectOneself, ReadConversation};
use crate::state::Messaging;

/// Somebody whom one may block or has blocked.
#[derive(Clone)]
pub(super) struct Person {
    pub(super) id: Uuid,
    pub(super) name: String,
    pub(super) blocked: bool,
    /// Since when, in words; empty where that is not told.
    pub(super) since: String,
}

#[derive(Template)]
#[template(path = "messaging/people.html")]
pub(super) struct PeoplePage {
    pub(super) view: View,
    pub(super) title: String,
    /// Where the forms go.
    pub(super) action: String,
    /// Where one comes from, and how that is called.
    pub(super) back: (String, String),
    pub(super) people: Vec<Person>,
    /// What is said when there is nobody: shortly, and what that means.
    pub(super) nobody: (String, String),
}

/// Everybody else in a conversation.
pub(super) async fn people(
    actor: May<ReadConversation>,
    State(messaging): State<Messaging>,
    view: View,
    Path(id): Path<String>,
) -> Result<Response> {
    let id = conversation_id(&id)?;
    let hall = messaging.hall::<ReadConversation>(&actor, id).await?;
    let reader = actor.user_id().ok_or(MessagingError::NotFound)?;
    let others = hall.members.iter().filter(|member| member.user != reader).map(|member| Person {
        id: member.user.0,
        name: member.name.clone(),
        blocked: hall.is_blocked(reader, member.user),
        since: String::new(),
    });
    view.render(&PeoplePage {
        title: view.t("messaging-page-people-of"),
        action: format!("/messages/{id}/people"),
        back: (format!("/messages/{id}#end"), view.t("messaging-page-back-to-chat")),
        nobody: (view.t("messaging-page-people-none-title"), view.t("messaging-page-people-none")),
        people: others.collect(),
        view: view.clone(),
    })
}

#[derive(Deserialize)]
pub(super) struct BlockForm {
    block: Option<String>,
    unblock: Option<String>,
}

/// Blocks somebody in a conversation, or hears them again.
pub(super) async fn change(
    actor: May<ProtectOneself>,
    State(messaging): State<Messaging>,
    Path(id): Path<String>,
    FormBody(form): FormBody<BlockForm>,
) -> Result<Response> {
    let id = conversation_id(&id)?;
    let hall = messaging.hall::<ReadConversation>(&actor, id).await?;
    let somebody = |text: &str| -> Result<UserId> {
        let user: Option<UserId> = text.parse().ok();
        Ok(user.filter(|user| hall.member(*user).is_some()).ok_or(MessagingError::NotFound)?)
    };
    let back = format!("/messages/{id}#end");
    if let Some(user) = form.block.as_deref() {
        messaging.block(&actor, somebody(user)?).await?;
        return Ok(web::see_other_with(&back, "messaging-page-flash-blocked"));
    }
    let user = form.unblock.as_deref().ok_or(MessagingError::NotFound)?;
    messaging.unblock(&actor, somebody(user)?).await?;
    Ok(web::see_other_with(&back, "messaging-page-flash-unblocked"))
}

/// Everybody whom one has blocked.
pub(super) async fn blocked(
    actor: May<ProtectOneself>,
    State(messaging): State<Messaging>,
    view: View,
) -> Result<Response> {
    let view = view.nav("messages");
    let blocked = messaging.blocked(&actor).await?;
    let people = blocked.into_iter().map(|(user, name, at)| Person {
        id: user.0,
        name: if name.is_empty() { view.t("messaging-page-somebody") } else { name },
        blocked: true,
        since: view.ago(at),
    });
    view.render(&PeoplePage {
        title: view.t("messaging-page-blocked-people"),
        action: "/messages/blocked".to_owned(),
        back: ("/messages".to_owned(), view.t("messaging-page-back")),
        nobody: (view.t("messaging-page-blocked-none-title"), view.t("messaging-page-blocked-none")),
        people: people.collect(),
        view: view.clone(),
    })
}

/// Hears somebody again.
pub(super) async fn unblock(
    actor: May<ProtectOneself>,
    State(messaging): State<Messaging>,
    FormBody(form): FormBody<BlockForm>,
) -> Result<Response> {
    let user = form.unblock.as_deref().and_then(|text| text.parse().ok()).ok_or(MessagingError::NotFound)?;
    messaging.unblock(&actor, user).await?;
    Ok(web::see_other_with("/messages/blocked", "messaging-page-flash-unblocked"))
}
