//! Who is in a conversation, and of whom one wants to hear nothing (M-11).

use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use kernel::UserId;
use platform::http::{FormBody, May, Page, PageArgs, QueryArgs};
use platform::{Result, cursor};
use serde::Deserialize;
use uuid::Uuid;
use web::View;

use crate::api::conversation_id;
use crate::error::MessagingError;
use crate::model::{Member, Place};
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
    /// Where the list goes on; empty at its end.
    pub(super) more: String,
}

/// People of a page.
const ROWS: i64 = 20;

#[derive(Deserialize, Default)]
pub(super) struct PeopleQuery {
    cursor: Option<String>,
}

impl PeopleQuery {
    /// The page that is asked for, of the list at `path`.
    pub(super) fn page(&self, messaging: &Messaging, path: &str) -> Result<Page<Place>> {
        let args = PageArgs { limit: None, cursor: self.cursor.as_deref() };
        args.open(&messaging.platform.keys, &format!("page {path}"), ROWS)
    }
}

/// Where the list at `path` goes on after a place; empty where it does not.
pub(super) fn more(messaging: &Messaging, path: &str, place: Option<Place>) -> String {
    let sealed = place.map(|place| cursor::seal(&messaging.platform.keys, &format!("page {path}"), &place));
    sealed.map(|cursor| format!("{path}?cursor={cursor}")).unwrap_or_default()
}

/// Everybody else in a conversation.
pub(super) async fn people(
    actor: May<ReadConversation>,
    State(messaging): State<Messaging>,
    view: View,
    Path(id): Path<String>,
    QueryArgs(query): QueryArgs<PeopleQuery>,
) -> Result<Response> {
    let id = conversation_id(&id)?;
    let path = format!("/messages/{id}/people");
    let page = query.page(&messaging, &path)?;
    let hall = messaging.hall::<ReadConversation>(&actor, id).await?;
    let reader = actor.user_id().ok_or(MessagingError::NotFound)?;
    let mut others = hall.members_after(page.after);
    others.retain(|member| member.user != reader);
    let next = page.cut(&mut others).map(|last| last.place());
    let person = |member: &Member| Person {
        id: member.user.0,
        name: member.name.clone(),
        blocked: hall.is_blocked(reader, member.user),
        since: String::new(),
    };
    view.render(&PeoplePage {
        title: view.t("messaging-page-people-of"),
        more: more(&messaging, &path, next),
        action: path,
        back: (format!("/messages/{id}#end"), view.t("messaging-page-back-to-chat")),
        nobody: (view.t("messaging-page-people-none-title"), view.t("messaging-page-people-none")),
        people: others.into_iter().map(person).collect(),
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
    QueryArgs(query): QueryArgs<PeopleQuery>,
) -> Result<Response> {
    let view = view.nav("messages");
    let path = "/messages/blocked";
    let page = query.page(&messaging, path)?;
    let mut blocked = messaging.blocked(&actor, page.after, page.limit + 1).await?;
    let next = page.cut(&mut blocked).map(|(user, _, at)| (*at, user.0));
    let people = blocked.into_iter().map(|(user, name, at)| Person {
        id: user.0,
        name: if name.is_empty() { view.t("messaging-page-somebody") } else { name },
        blocked: true,
        since: view.ago(at),
    });
    view.render(&PeoplePage {
        title: view.t("messaging-page-blocked-people"),
        more: more(&messaging, path, next),
        action: path.to_owned(),
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
