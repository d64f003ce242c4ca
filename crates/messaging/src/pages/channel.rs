//! Channels of a team: making one, and saying how it is called and who is in it.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use contracts::accounts::PersonCard;
use kernel::{Actor, ConversationId, ErrorKind};
use platform::http::{Created, FormBody, May, Once, QueryArgs};
use platform::{Error, Result};
use serde::Deserialize;
use uuid::Uuid;
use web::{FormErrors, View, see_other_with};

use super::chat::is_for_the_form;
use super::desk::form_status;
use super::people::{PeopleQuery, more};
use crate::api::conversation_id;
use crate::error::MessagingError;
use crate::model::{ConversationKind, Hall, Member, channel_title};
use crate::rights::{CreateChannel, KeepConversation, ManageChannel, ReadConversation};
use crate::state::Messaging;

const PATH: &str = "/messages/channels/new";

/// A colleague, and whether they are chosen.
pub(super) struct Colleague {
    pub(super) id: String,
    pub(super) name: String,
    pub(super) chosen: bool,
}

#[derive(Template)]
#[template(path = "messaging/channel_new.html")]
pub(super) struct NewChannelPage {
    pub(super) view: View,
    pub(super) title: String,
    pub(super) colleagues: Vec<Colleague>,
    pub(super) errors: FormErrors,
    pub(super) key: String,
}

#[derive(Template)]
#[template(path = "messaging/channel.html")]
pub(super) struct ChannelPage {
    pub(super) view: View,
    pub(super) id: Uuid,
    pub(super) title: String,
    pub(super) closed: bool,
    pub(super) version: i64,
    /// Whether the reader may change it.
    pub(super) manages: bool,
    /// How many are in it.
    pub(super) count: i64,
    /// Id, name, and whether it is the reader.
    pub(super) members: Vec<(String, String, bool)>,
    /// Where the members go on; empty after the last one.
    pub(super) more: String,
    /// Those who are not in it.
    pub(super) others: Vec<Colleague>,
    pub(super) errors: FormErrors,
}

#[derive(Deserialize, Default)]
pub(super) struct ChannelForm {
    key: Option<String>,
    title: Option<String>,
    version: Option<i64>,
    #[serde(default)]
    add: Vec<String>,
    remove: Option<String>,
    closed: Option<String>,
    leave: Option<String>,
}

fn colleagues(
    team: Vec<PersonCard>,
    chosen: &[String],
    is_out: impl Fn(&PersonCard) -> bool,
) -> Vec<Colleague> {
    let mut colleagues: Vec<Colleague> = team
        .into_iter()
        .filter(is_out)
        .map(|card| {
            let id = card.id.to_string();
            Colleague { chosen: chosen.contains(&id), id, name: card.name }
        })
        .collect();
    colleagues.sort_by_key(|colleague| colleague.name.to_lowercase());
    colleagues
}

async fn new_page(
    messaging: &Messaging,
    view: View,
    form: ChannelForm,
    errors: FormErrors,
) -> Result<NewChannelPage> {
    let team = messaging.colleagues(view.actor()).await?;
    let own = view.actor().user_id();
    Ok(NewChannelPage {
        title: form.title.unwrap_or_default(),
        colleagues: colleagues(team, &form.add, |card| Some(card.id) != own),
        errors,
        key: form.key.unwrap_or_else(|| Uuid::new_v4().to_string()),
        view: view.nav("messages"),
    })
}

pub(super) async fn new(
    _: May<CreateChannel>,
    State(messaging): State<Messaging>,
    view: View,
) -> Result<Response> {
    let page = new_page(&messaging, view.clone(), ChannelForm::default(), FormErrors::default()).await?;
    view.render(&page)
}

/// Makes a channel.
pub(super) async fn add(
    actor: May<CreateChannel>,
    State(messaging): State<Messaging>,
    view: View,
    FormBody(form): FormBody<ChannelForm>,
) -> Result<Response> {
    let making = async {
        let title = channel_title(form.title.as_deref()).map_err(MessagingError::Invalid)?;
        let words = format!("{:?}", (&title, &form.add));
        let once = Once::of_form(&actor, PATH, form.key.as_deref())?.saying(words.as_bytes());
        let (tx, id) = messaging.add_channel(&actor, &once, &title, &form.add).await?;
        let location = format!("/messages/{id}");
        once.commit(tx, &*messaging.platform.clock, Created { data: (), location: location.clone() }).await?;
        messaging.channel_made(id).await?;
        Ok::<String, Error>(location)
    };
    match making.await {
        Ok(location) => Ok(web::see_other(&location)),
        Err(error) => match error.replayed_location().map(str::to_owned) {
            Some(location) => Ok(web::see_other(&location)),
            None if is_for_the_form(&error) => {
                let errors = view.form_errors(&error);
                let page = new_page(&messaging, view.clone(), form, errors).await?;
                view.render_status(StatusCode::UNPROCESSABLE_ENTITY, &page)
            }
            None => Err(error),
        },
    }
}

async fn page(
    messaging: &Messaging,
    view: View,
    id: ConversationId,
    query: &PeopleQuery,
    (form, errors): (ChannelForm, FormErrors),
) -> Result<ChannelPage> {
    let actor = view.actor().clone();
    let path = format!("/messages/{id}/channel");
    let asked = query.page(messaging, &path)?;
    let hall = messaging.hall::<ReadConversation>(&actor, id).await?;
    if hall.kind != ConversationKind::Channel {
        return Err(MessagingError::NotFound.into());
    }
    let manages = manages(messaging, &actor, &hall);
    let team = if manages { messaging.colleagues(&actor).await? } else { Vec::new() };
    let own = actor.user_id();
    let mut members = hall.members_after(asked.after);
    let next = asked.cut(&mut members).map(|last| last.place());
    let row = |member: &Member| (member.user.to_string(), member.name.clone(), Some(member.user) == own);
    Ok(ChannelPage {
        id: id.0,
        title: form.title.unwrap_or_else(|| hall.title.clone().unwrap_or_default()),
        closed: hall.closed,
        version: form.version.unwrap_or(hall.version),
        manages,
        count: i64::try_from(hall.members.len()).unwrap_or(i64::MAX),
        members: members.into_iter().map(row).collect(),
        more: more(messaging, &path, next),
        others: colleagues(team, &form.add, |card| hall.member(card.id).is_none()),
        errors,
        view: view.nav("messages"),
    })
}

fn manages(messaging: &Messaging, actor: &Actor, hall: &Hall) -> bool {
    messaging.platform.policies.allows::<ManageChannel>(actor, &hall.resource(actor))
}

pub(super) async fn channel(
    _: May<ReadConversation>,
    State(messaging): State<Messaging>,
    view: View,
    Path(id): Path<String>,
    QueryArgs(query): QueryArgs<PeopleQuery>,
) -> Result<Response> {
    let id = conversation_id(&id)?;
    let page = page(&messaging, view.clone(), id, &query, Default::default()).await?;
    view.render(&page)
}

/// Whichever button was pressed: another name, somebody in or out, closed or open, or oneself out.
pub(super) async fn change(
    actor: May<KeepConversation>,
    State(messaging): State<Messaging>,
    view: View,
    Path(id): Path<String>,
    FormBody(mut form): FormBody<ChannelForm>,
) -> Result<Response> {
    let id = conversation_id(&id)?;
    let own = actor.user_id().map(|user| user.to_string());
    let changing = async {
        if form.leave.is_some() {
            return messaging.change_members(&actor, id, &[], own.as_slice()).await;
        }
        let seen = form.version.unwrap_or(0);
        if let Some(closed) = &form.closed {
            return messaging.change_channel(&actor, id, seen, None, Some(closed == "1")).await;
        }
        if let Some(user) = &form.remove {
            return messaging.change_members(&actor, id, &[], std::slice::from_ref(user)).await;
        }
        if let Some(title) = &form.title {
            let title = channel_title(Some(title)).map_err(MessagingError::Invalid)?;
            return messaging.change_channel(&actor, id, seen, Some(&title), None).await;
        }
        messaging.change_members(&actor, id, &form.add, &[]).await
    };
    match changing.await {
        Ok(()) if form.leave.is_some() => Ok(see_other_with("/messages", "messaging-page-channel-left")),
        Ok(()) => Ok(see_other_with(&format!("/messages/{id}/channel"), "messaging-page-channel-saved")),
        Err(error) if is_for_the_form(&error) => {
            let errors = view.form_errors(&error);
            if error.kind() == ErrorKind::Conflict {
                // Sent again with the present version, what was typed replaces what somebody else said.
                form.version = None;
            }
            let page = page(&messaging, view.clone(), id, &PeopleQuery::default(), (form, errors)).await?;
            view.render_status(form_status(&error), &page)
        }
        Err(error) => Err(error),
    }
}

#[cfg(test)]
mod tests {
    use kernel::Language;
    use web::samples;

    use super::*;

    #[tokio::test]
    async fn channels_are_shown_in_every_language() {
        for language in Language::ALL {
            let view = samples::ceo(&crate::TEXTS, language);
            let colleague = |chosen| Colleague { id: "1".to_owned(), name: "Yaw <wax>".to_owned(), chosen };
            let errors: FormErrors =
                [("title".to_owned(), "A <wax> mistake".to_owned())].into_iter().collect();
            let new = NewChannelPage {
                title: "Till <wax>".to_owned(),
                colleagues: vec![colleague(true)],
                errors: errors.clone(),
                key: String::new(),
                view: view.clone(),
            };
            let alone = NewChannelPage {
                colleagues: Vec::new(),
                title: String::new(),
                errors: errors.clone(),
                key: String::new(),
                view: view.clone(),
            };
            let page = |manages, closed| ChannelPage {
                id: Uuid::nil(),
                title: "Till <wax>".to_owned(),
                closed,
                version: 1,
                manages,
                count: 2,
                more: "/messages/x/channel?cursor=x".to_owned(),
                members: vec![
                    ("1".to_owned(), "Amina <wax>".to_owned(), true),
                    ("2".to_owned(), "Yaw".to_owned(), false),
                ],
                others: vec![colleague(false)],
                errors: errors.clone(),
                view: view.clone(),
            };
            let pages = [
                new.render(),
                alone.render(),
                page(true, false).render(),
                page(true, true).render(),
                page(false, false).render(),
            ];
            for html in pages {
                let html = html.expect("it renders");
                assert_eq!(samples::missing_keys(&html, "messaging"), Vec::<String>::new(), "{language}");
                assert!(!html.contains("<wax>"));
            }
        }
    }
}
