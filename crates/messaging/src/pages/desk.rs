//! The inbox of a business, for those who answer it: who waits, whose turn it is, and what the team notes.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use chrono::{DateTime, TimeDelta, Utc};
use kernel::{Checks, ErrorKind, UserId};
use platform::http::{Created, FormBody, May, Once, PageArgs, QueryArgs};
use platform::{Error, Result};
use serde::Deserialize;
use uuid::Uuid;
use web::View;

use super::chat::is_for_the_form;
use crate::api::conversation_id;
use crate::api::inbox::TicketBody;
use crate::error::{MessagingError, SOURCE};
use crate::inbox::desk::Desk;
use crate::inbox::ops::note_text;
use crate::inbox::store::{AgentChange, View as Shelf};
use crate::inbox::ticket::Status;
use crate::rights::{AnswerInbox, ManageInbox, ReadInbox};
use crate::state::Messaging;

/// Customers of a page, and notes on one.
const ROWS: i64 = 20;
/// What "later" can mean on a page.
const LATER: [&str; 4] = ["1h", "4h", "tomorrow", "week"];

#[derive(Deserialize)]
pub(super) struct DeskQuery {
    view: Option<String>,
    cursor: Option<String>,
}

/// A customer in the list.
#[derive(Clone)]
pub(super) struct Customer {
    pub(super) href: String,
    pub(super) name: String,
    pub(super) status: String,
    /// Since when somebody waits for an answer; empty when nobody does.
    pub(super) waits: String,
    pub(super) agent: String,
    pub(super) escalated: bool,
    pub(super) suspect: bool,
    /// They may not write now, and nobody has to answer.
    pub(super) resting: bool,
    /// What it is about; empty when they did not say.
    pub(super) topic: String,
}

#[derive(Template)]
#[template(path = "messaging/desk.html")]
pub(super) struct DeskPage {
    pub(super) view: View,
    pub(super) customers: Vec<Customer>,
    /// Address, text, and whether it is this one.
    pub(super) tabs: [(&'static str, String, bool); 4],
    pub(super) on_shift: bool,
    pub(super) open_now: bool,
    /// Whether the reader says how the inbox works.
    pub(super) manages: bool,
    pub(super) more: String,
}

pub(super) async fn desk(
    actor: May<ReadInbox>,
    State(messaging): State<Messaging>,
    view: View,
    QueryArgs(query): QueryArgs<DeskQuery>,
) -> Result<Response> {
    let user = actor.user_id().ok_or(MessagingError::NotFound)?;
    let (shelf, at) = match query.view.as_deref() {
        Some("mine") => (Shelf::Of(user), 1),
        Some("unresolved") => (Shelf::Unresolved, 2),
        Some("resolved") => (Shelf::Resolved, 3),
        _ => (Shelf::Queue, 0),
    };
    let paths = [
        "/messages/desk",
        "/messages/desk?view=mine",
        "/messages/desk?view=unresolved",
        "/messages/desk?view=resolved",
    ];
    let keys = &messaging.platform.keys;
    let scope = format!("desk {shelf:?} {:?}", actor.business_id());
    let page = PageArgs { limit: None, cursor: query.cursor.as_deref() }
        .open::<(DateTime<Utc>, Uuid)>(keys, &scope, ROWS)?;
    let mut found = messaging.tickets(&actor, shelf, page.after, ROWS + 1).await?;
    let is_more = i64::try_from(found.len()).unwrap_or(i64::MAX) > ROWS;
    found.truncate(usize::try_from(ROWS).unwrap_or(0));
    let more = found.last().filter(|_| is_more).map(|ticket| {
        let cursor = platform::cursor::seal(keys, &scope, &shelf.place(ticket));
        format!("{}{}cursor={cursor}", paths[at], if at == 0 { '?' } else { '&' })
    });
    let team = messaging.agents(&actor).await?;
    let bodies = messaging.ticket_bodies(&found).await?;
    let name_of = |id: Option<Uuid>| {
        let known = team.iter().find(|(agent, _)| Some(agent.user.0) == id);
        known.map(|(_, name)| name.clone()).unwrap_or_default()
    };
    let customers = bodies.iter().map(|body| customer(&view, body, name_of(body.agent_id))).collect();
    let names = ["queue", "mine", "unresolved", "resolved"];
    let tab = |n: usize| (paths[n], view.t(&format!("messaging-page-desk-{}", names[n])), n == at);
    view.render(&DeskPage {
        customers,
        tabs: [tab(0), tab(1), tab(2), tab(3)],
        on_shift: team.iter().any(|(agent, _)| agent.user == user && agent.on_shift),
        open_now: messaging.desk(&actor).await?.is_open(messaging.now()),
        manages: view.may::<ManageInbox>(),
        more: more.unwrap_or_default(),
        view: view.clone(),
    })
}

fn customer(view: &View, body: &TicketBody, agent: String) -> Customer {
    Customer {
        href: format!("/messages/desk/{}", body.conversation_id),
        name: body.customer_name.clone(),
        status: view.t(&format!("messaging-page-desk-status-{}", body.status.to_lowercase())),
        waits: body.waiting_since.filter(|_| !body.resting).map(|since| view.ago(since)).unwrap_or_default(),
        agent,
        escalated: body.level > 0 && !body.resting,
        suspect: body.suspect,
        resting: body.resting,
        topic: body.topic.clone().unwrap_or_default(),
    }
}

/// What the team has noted.
#[derive(Clone)]
pub(super) struct Noted {
    pub(super) author: String,
    pub(super) to: String,
    pub(super) words: String,
    pub(super) ago: String,
}

#[derive(Template)]
#[template(path = "messaging/ticket.html")]
pub(super) struct TicketPage {
    pub(super) view: View,
    pub(super) id: Uuid,
    pub(super) customer: Customer,
    /// Whose turn it is, as the database says it.
    pub(super) state: &'static str,
    pub(super) mine: bool,
    /// Value and words of each "later".
    pub(super) later: Vec<(&'static str, String)>,
    /// The newest first.
    pub(super) notes: Vec<Noted>,
    /// Where the notes go on; empty after the oldest.
    pub(super) more: String,
    /// Value and words of what a customer can write about.
    pub(super) topics: Vec<(String, String)>,
    /// Id and name of everybody in the team.
    pub(super) team: Vec<(String, String)>,
    pub(super) agent: String,
    pub(super) error: String,
    pub(super) typed: String,
    /// Of the next note.
    pub(super) key: Uuid,
}

pub(super) async fn ticket(
    actor: May<ReadInbox>,
    State(messaging): State<Messaging>,
    view: View,
    Path(id): Path<String>,
    QueryArgs(query): QueryArgs<TicketQuery>,
) -> Result<Response> {
    let page =
        ticket_page(&actor, &messaging, view.clone(), &id, Shown { query, ..Shown::default() }).await?;
    view.render(&page)
}

#[derive(Deserialize, Default)]
pub(super) struct TicketQuery {
    /// Where the notes go on.
    cursor: Option<String>,
}

/// What a customer's page shows beside what is known of them.
#[derive(Default)]
struct Shown {
    query: TicketQuery,
    error: String,
    typed: String,
}

async fn ticket_page(
    actor: &kernel::Actor,
    messaging: &Messaging,
    view: View,
    id: &str,
    Shown { query, error, typed }: Shown,
) -> Result<TicketPage> {
    let id = conversation_id(id)?;
    let (keys, path) = (&messaging.platform.keys, format!("/messages/desk/{id}"));
    let asked = PageArgs { limit: None, cursor: query.cursor.as_deref() }.open::<Uuid>(keys, &path, ROWS)?;
    let ticket = messaging.ticket(actor, id).await?;
    let team = messaging.agents(actor).await?;
    let name_of = |user: UserId| {
        let known = team.iter().find(|(agent, _)| agent.user == user);
        known.map(|(_, name)| name.clone()).unwrap_or_default()
    };
    let mut notes = messaging.notes(actor, id, asked.after, ROWS + 1).await?;
    let more = asked.cut(&mut notes);
    let more = more.map(|last| format!("{path}?cursor={}", platform::cursor::seal(keys, &path, &last.id)));
    let notes = notes.into_iter().map(|note| Noted {
        author: name_of(note.author),
        to: note.to_agent.map(name_of).unwrap_or_default(),
        words: match note.topic.as_deref() {
            None => note.body,
            Some("") => view.t("messaging-page-desk-topic-none"),
            Some(topic) => view.t1("messaging-page-desk-topic", "topic", topic),
        },
        ago: view.ago(note.at),
    });
    let notes = notes.collect();
    let body = messaging.ticket_bodies(std::slice::from_ref(&ticket)).await?.pop();
    let body = body.ok_or(MessagingError::NotFound)?;
    let agent_name = ticket.agent.map(name_of).unwrap_or_default();
    Ok(TicketPage {
        id: id.0,
        customer: customer(&view, &body, agent_name),
        state: ticket.status.as_str(),
        later: LATER
            .iter()
            .map(|value| (*value, view.t(&format!("messaging-page-desk-later-{value}"))))
            .collect(),
        topics: messaging.desk(actor).await?.topics.into_iter().map(|topic| (topic.clone(), topic)).collect(),
        mine: ticket.agent.is_some() && ticket.agent == actor.user_id(),
        notes,
        more: more.unwrap_or_default(),
        team: team.iter().map(|(agent, name)| (agent.user.to_string(), name.clone())).collect(),
        agent: ticket.agent.map(|agent| agent.to_string()).unwrap_or_default(),
        error,
        typed,
        key: Uuid::new_v4(),
        view,
    })
}

#[derive(Deserialize)]
pub(super) struct TicketForm {
    take: Option<String>,
    status: Option<String>,
    snooze: Option<String>,
    agent: Option<String>,
    /// Who had the customer when the page was made; empty for nobody.
    from: Option<String>,
    topic: Option<String>,
    note: Option<String>,
    key: Option<String>,
    /// `chat`: the button stood there.
    back: Option<String>,
}

/// When a "later" of the page ends.
fn later(word: &str, desk: &Desk, now: DateTime<Utc>) -> Result<DateTime<Utc>> {
    Ok(match word {
        "1h" => now + TimeDelta::hours(1),
        "4h" => now + TimeDelta::hours(4),
        "tomorrow" => desk.morning(now, 1),
        "week" => desk.morning(now, 7),
        _ => {
            let mut checks = Checks::new(SOURCE);
            checks.fail("snooze", "messaging-check-snooze");
            return Ok(checks.finish(None).map_err(MessagingError::Invalid)?);
        }
    })
}

/// The status of a page that comes back with what is wrong.
pub(super) fn form_status(error: &Error) -> StatusCode {
    if error.kind() == ErrorKind::Conflict { StatusCode::CONFLICT } else { StatusCode::UNPROCESSABLE_ENTITY }
}

pub(super) async fn change(
    actor: May<AnswerInbox>,
    State(messaging): State<Messaging>,
    view: View,
    Path(id): Path<String>,
    FormBody(form): FormBody<TicketForm>,
) -> Result<Response> {
    let conversation = conversation_id(&id)?;
    let user = actor.user_id().ok_or(MessagingError::NotFound)?;
    let from: Option<UserId> = form.from.as_deref().and_then(|id| id.parse().ok());
    let changing = async {
        if form.take.is_some() {
            messaging.assign(&actor, conversation, user, from, None).await?;
        } else if let Some(word) = form.snooze.as_deref() {
            let until = later(word, &messaging.desk(&actor).await?, messaging.now())?;
            messaging.set_status(&actor, conversation, Status::Snoozed, Some(until)).await?;
        } else if let Some(word) = form.status.as_deref() {
            let status: Status = word.parse().map_err(|_| MessagingError::NotFound)?;
            messaging.set_status(&actor, conversation, status, None).await?;
        } else if let Some(topic) = form.topic.as_deref() {
            messaging.change_topic(&actor, conversation, Some(topic)).await?;
        } else if let Some(agent) = form.agent.as_deref() {
            let agent: UserId = agent.parse().map_err(|_| MessagingError::NotAnAgent)?;
            let note = note_text(form.note.as_deref(), 0)?;
            messaging.assign(&actor, conversation, agent, from, note).await?;
        } else {
            let note = form.note.as_deref();
            let location = format!("/messages/desk/{conversation}");
            let once = Once::of_form(&actor, &location, form.key.as_deref())?;
            let once = once.saying(note.unwrap_or_default().as_bytes());
            match messaging.add_note(&actor, conversation, &once, note).await {
                Ok((tx, _, business)) => {
                    let reply = Created { data: (), location };
                    once.commit(tx, &*messaging.platform.clock, reply).await?;
                    messaging.tell_team(business, conversation);
                }
                Err(error) if error.replayed_location().is_some() => {}
                Err(error) => return Err(error),
            }
        }
        Ok::<(), platform::Error>(())
    };
    match changing.await {
        Ok(()) if form.back.as_deref() == Some("chat") => {
            Ok(web::see_other(&format!("/messages/{conversation}#end")))
        }
        Ok(()) => Ok(web::see_other(&format!("/messages/desk/{conversation}"))),
        Err(error) if is_for_the_form(&error) => {
            let told = view.form_errors(&error).summary().first().map(|(_, message)| message.clone());
            let shown = Shown {
                error: told.unwrap_or_default(),
                typed: form.note.unwrap_or_default(),
                ..Shown::default()
            };
            let page = ticket_page(&actor, &messaging, view.clone(), &id, shown).await?;
            view.render_status(form_status(&error), &page)
        }
        Err(error) => Err(error),
    }
}

#[derive(Deserialize)]
pub(super) struct ShiftForm {
    on_shift: Option<String>,
}

pub(super) async fn shift(
    actor: May<AnswerInbox>,
    State(messaging): State<Messaging>,
    FormBody(form): FormBody<ShiftForm>,
) -> Result<Response> {
    let user = actor.user_id().ok_or(MessagingError::NotFound)?;
    let on_shift = form.on_shift.as_deref() == Some("1");
    // Whoever comes or goes says only that of themselves, whatever others have said of them meanwhile.
    let change = AgentChange { on_shift: Some(on_shift), ..AgentChange::default() };
    messaging.set_agent(&actor, user, change, None).await?;
    Ok(web::see_other("/messages/desk"))
}

#[cfg(test)]
mod tests {
    use kernel::Language;
    use web::samples;

    use super::*;

    fn sample() -> Customer {
        Customer {
            href: "/messages/desk/1".to_owned(),
            name: "Zola <wax>".to_owned(),
            status: "Open".to_owned(),
            waits: "2 h".to_owned(),
            agent: "Yaw".to_owned(),
            escalated: true,
            suspect: true,
            resting: false,
            topic: "Delivery <wax>".to_owned(),
        }
    }

    #[tokio::test]
    async fn every_text_of_the_desk_is_there_in_every_language() {
        for language in Language::ALL {
            let view = samples::ceo(&crate::TEXTS, language);
            let tab = |n: usize| ("/messages/desk", format!("Tab {n}"), n == 0);
            let note = Noted {
                author: "Yaw".to_owned(),
                to: "Efua".to_owned(),
                words: "Wants <wax>.".to_owned(),
                ago: "1 h".to_owned(),
            };
            let desk = |customers, on_shift| DeskPage {
                view: view.clone(),
                customers,
                tabs: [tab(0), tab(1), tab(2), tab(3)],
                on_shift,
                open_now: on_shift,
                manages: on_shift,
                more: String::new(),
            };
            let later = |value: &'static str| (value, view.t(&format!("messaging-page-desk-later-{value}")));
            let ticket = |state, error: &str| TicketPage {
                view: view.clone(),
                id: Uuid::from_u128(1),
                customer: sample(),
                state,
                mine: state == "RESOLVED",
                later: LATER.map(later).to_vec(),
                notes: vec![note.clone()],
                more: "/messages/desk/1?cursor=x".to_owned(),
                topics: vec![("Delivery <wax>".to_owned(), "Delivery <wax>".to_owned())],
                team: vec![("1".to_owned(), "Yaw".to_owned())],
                agent: "1".to_owned(),
                error: error.to_owned(),
                typed: "x".to_owned(),
                key: Uuid::from_u128(2),
            };
            let mut pages = vec![
                desk(vec![sample()], true).render().expect("it renders"),
                desk(Vec::new(), false).render().expect("it renders"),
            ];
            let resting = || Customer { resting: true, ..sample() };
            pages.push(desk(vec![resting()], true).render().expect("it renders"));
            let rests =
                TicketPage { customer: resting(), ..ticket("OPEN", "") }.render().expect("it renders");
            assert!(
                rests.contains("value=\"RESOLVED\"") && !rests.contains("value=\"PENDING\""),
                "only done"
            );
            pages.push(rests);
            for state in ["OPEN", "PENDING", "SNOOZED", "RESOLVED"] {
                pages.push(ticket(state, "A mistake").render().expect("it renders"));
            }
            for word in ["queue", "mine", "unresolved", "resolved"] {
                pages.push(view.t(&format!("messaging-page-desk-{word}")));
            }
            for word in ["open", "pending", "snoozed", "resolved"] {
                pages.push(view.t(&format!("messaging-page-desk-status-{word}")));
            }
            for html in pages {
                assert_eq!(samples::missing_keys(&html, "messaging"), Vec::<String>::new(), "{language}");
                assert!(!html.contains("<wax>"));
            }
        }
    }
}
