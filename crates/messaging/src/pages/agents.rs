//! Who of the team answers customers: what they speak, how many they take, whether they work now.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use kernel::{ErrorKind, Language, UserId};
use platform::Result;
use platform::http::{FormBody, May};
use serde::Deserialize;
use web::{View, see_other_with};

use super::chat::is_for_the_form;
use super::desk::form_status;
use super::settings::tabs;
use crate::error::MessagingError;
use crate::inbox::settings::agent_checked;
use crate::inbox::store::AgentChange;
use crate::rights::ManageInbox;
use crate::state::Messaging;

const PATH: &str = "/messages/desk/team";

/// Somebody of the team.
pub(super) struct AgentRow {
    pub(super) id: String,
    pub(super) name: String,
    /// How many they have now, in words.
    pub(super) load: String,
    pub(super) on_shift: bool,
    pub(super) version: i64,
    pub(super) capacity: String,
    /// Code, name, and whether they speak it.
    pub(super) languages: Vec<(&'static str, &'static str, bool)>,
    /// Each topic of the inbox, and whether they know it.
    pub(super) skills: Vec<(String, bool)>,
    pub(super) error: String,
}

#[derive(Template)]
#[template(path = "messaging/agents.html")]
pub(super) struct AgentsPage {
    pub(super) view: View,
    pub(super) tabs: Vec<(&'static str, String, bool)>,
    pub(super) agents: Vec<AgentRow>,
}

#[derive(Deserialize)]
pub(super) struct AgentForm {
    user_id: Option<String>,
    #[serde(default)]
    languages: Vec<String>,
    #[serde(default)]
    skills: Vec<String>,
    capacity: Option<String>,
    on_shift: Option<String>,
    version: Option<i64>,
}

fn spoken(codes: &[String]) -> Vec<(&'static str, &'static str, bool)> {
    let one = |language: Language| {
        (language.code(), language.own_name(), codes.iter().any(|code| code == language.code()))
    };
    Language::ALL.into_iter().map(one).collect()
}

fn known(topics: &[String], skills: &[String]) -> Vec<(String, bool)> {
    topics.iter().map(|topic| (topic.clone(), skills.contains(topic))).collect()
}

async fn page(messaging: &Messaging, view: &View) -> Result<AgentsPage> {
    let topics = messaging.desk(view.actor()).await?.topics;
    let agents = messaging.agents(view.actor()).await?.into_iter().map(|(agent, name)| AgentRow {
        id: agent.user.to_string(),
        name,
        load: view.tn("messaging-page-desk-load", agent.load),
        on_shift: agent.on_shift,
        version: agent.version,
        capacity: agent.capacity.to_string(),
        languages: spoken(&agent.languages),
        skills: known(&topics, &agent.skills),
        error: String::new(),
    });
    Ok(AgentsPage { tabs: tabs(view, PATH), agents: agents.collect(), view: view.clone() })
}

pub(super) async fn agents(
    _: May<ManageInbox>,
    State(messaging): State<Messaging>,
    view: View,
) -> Result<Response> {
    view.render(&page(&messaging, &view).await?)
}

pub(super) async fn save(
    actor: May<ManageInbox>,
    State(messaging): State<Messaging>,
    view: View,
    FormBody(form): FormBody<AgentForm>,
) -> Result<Response> {
    let id = form.user_id.as_deref().unwrap_or_default();
    let capacity = form.capacity.unwrap_or_default();
    let on_shift = form.on_shift.is_some();
    let version = form.version.unwrap_or(-1);
    let saving = async {
        let agent: UserId = id.parse().map_err(|_| MessagingError::NotAnAgent)?;
        // What is no number is none that is possible.
        let capacity = capacity.trim().parse().unwrap_or(-1);
        let languages = Some(form.languages.as_slice());
        agent_checked(languages, Some(capacity))?;
        let skills = Some(form.skills.as_slice());
        let change = AgentChange { languages, skills, capacity: Some(capacity), on_shift: Some(on_shift) };
        messaging.set_agent(&actor, agent, change, Some(version)).await
    };
    match saving.await {
        Ok(_) => Ok(see_other_with(PATH, "messaging-page-desk-saved")),
        Err(error) if is_for_the_form(&error) => {
            let mut page = page(&messaging, &view).await?;
            let told = view.form_errors(&error).summary().first().map(|(_, message)| message.clone());
            if let Some(row) = page.agents.iter_mut().find(|row| row.id == id) {
                row.languages = spoken(&form.languages);
                for (topic, knows) in &mut row.skills {
                    *knows = form.skills.contains(topic);
                }
                row.capacity.clone_from(&capacity);
                row.on_shift = on_shift;
                row.error = told.unwrap_or_default();
                // Sent again with the present version, what was chosen replaces what somebody else said.
                if error.kind() != ErrorKind::Conflict {
                    row.version = version;
                }
            }
            view.render_status(form_status(&error), &page)
        }
        Err(error) => Err(error),
    }
}

#[cfg(test)]
mod tests {
    use web::samples;

    use super::*;

    #[tokio::test]
    async fn the_team_is_shown_in_every_language() {
        for language in Language::ALL {
            let view = samples::ceo(&crate::TEXTS, language);
            let row = |load: i64| AgentRow {
                id: load.to_string(),
                name: "Yaw <wax>".to_owned(),
                load: view.tn("messaging-page-desk-load", load),
                on_shift: load > 1,
                version: load,
                capacity: "10".to_owned(),
                languages: spoken(&["en".to_owned()]),
                skills: known(&["Prices <wax>".to_owned()], &[]),
                error: if load == 0 { "A <wax> mistake".to_owned() } else { String::new() },
            };
            let page = AgentsPage {
                tabs: tabs(&view, PATH),
                agents: [0, 1, 2, 3, 11, 100].map(row).into(),
                view: view.clone(),
            };
            let html = page.render().expect("it renders");
            assert_eq!(samples::missing_keys(&html, "messaging"), Vec::<String>::new(), "{language}");
            assert!(!html.contains("<wax>"));
        }
    }
}
