//! Ready answers of a team.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use kernel::ErrorKind;
use platform::Result;
use platform::http::{Created, FormBody, May, Once};
use serde::Deserialize;
use uuid::Uuid;
use web::{View, see_other_with};

use super::chat::is_for_the_form;
use super::desk::form_status;
use super::settings::tabs;
use crate::error::MessagingError;
use crate::inbox::settings::canned_checked;
use crate::rights::ManageInbox;
use crate::state::Messaging;

const PATH: &str = "/messages/desk/canned";

/// A ready answer in its form.
#[derive(Default)]
pub(super) struct CannedRow {
    /// Empty for a new one.
    pub(super) id: String,
    pub(super) version: i64,
    pub(super) shortcut: String,
    pub(super) text: String,
    pub(super) error: String,
}

#[derive(Template)]
#[template(path = "messaging/canned.html")]
pub(super) struct CannedPage {
    pub(super) view: View,
    pub(super) tabs: Vec<(&'static str, String, bool)>,
    pub(super) answers: Vec<CannedRow>,
    pub(super) new: CannedRow,
    /// Of the next new one.
    pub(super) key: Uuid,
}

#[derive(Deserialize)]
pub(super) struct CannedForm {
    id: Option<String>,
    key: Option<String>,
    version: Option<i64>,
    shortcut: Option<String>,
    text: Option<String>,
    delete: Option<String>,
}

async fn page(messaging: &Messaging, view: &View) -> Result<CannedPage> {
    let answers = messaging.canned(view.actor()).await?.into_iter().map(|canned| CannedRow {
        id: canned.id.to_string(),
        version: canned.version,
        shortcut: canned.shortcut,
        text: canned.body,
        error: String::new(),
    });
    let answers = answers.collect();
    let (tabs, new, key) = (tabs(view, PATH), CannedRow::default(), Uuid::new_v4());
    Ok(CannedPage { tabs, answers, new, key, view: view.clone() })
}

pub(super) async fn answers(
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
    FormBody(form): FormBody<CannedForm>,
) -> Result<Response> {
    let known = form.id.as_deref().filter(|id| !id.is_empty());
    let known: Option<Uuid> = known.map(|id| id.parse().map_err(|_| MessagingError::NotFound)).transpose()?;
    let saving = async {
        if let (Some(id), Some(_)) = (known, &form.delete) {
            return messaging.delete_canned(&actor, id).await;
        }
        let (id, version) = (known.unwrap_or_else(Uuid::now_v7), form.version.unwrap_or(1));
        let canned = canned_checked(id, version, form.shortcut.as_deref(), form.text.as_deref())?;
        match known {
            Some(_) => messaging.change_canned(&actor, canned).await.map(|_| ()),
            None => {
                let words = format!("{:?}", (&canned.shortcut, &canned.body));
                let once = Once::of_form(&actor, PATH, form.key.as_deref())?.saying(words.as_bytes());
                match messaging.add_canned(&actor, &once, &canned).await {
                    Ok(tx) => {
                        let reply = Created { data: (), location: PATH.to_owned() };
                        once.commit(tx, &*messaging.platform.clock, reply).await.map(|_| ())
                    }
                    Err(error) if error.replayed_location().is_some() => Ok(()),
                    Err(error) => Err(error),
                }
            }
        }
    };
    match saving.await {
        Ok(()) => Ok(see_other_with(PATH, "messaging-page-desk-saved")),
        // Gone already is as good as deleted now.
        Err(error) if form.delete.is_some() && error.kind() == ErrorKind::NotFound => {
            Ok(see_other_with(PATH, "messaging-page-desk-saved"))
        }
        Err(error) if is_for_the_form(&error) => {
            let mut page = page(&messaging, &view).await?;
            let told = view.form_errors(&error).summary().first().map(|(_, message)| message.clone());
            let id = known.map(|id| id.to_string()).unwrap_or_default();
            let row = match page.answers.iter_mut().find(|row| row.id == id) {
                Some(row) => row,
                None => &mut page.new,
            };
            row.shortcut = form.shortcut.unwrap_or_default();
            row.text = form.text.unwrap_or_default();
            row.error = told.unwrap_or_default();
            // Sent again with the present version, what was typed replaces what somebody else said.
            if error.kind() != ErrorKind::Conflict {
                row.version = form.version.unwrap_or(row.version);
            }
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
    async fn ready_answers_are_shown_in_every_language() {
        for language in Language::ALL {
            let view = samples::ceo(&crate::TEXTS, language);
            let row = |id: &str| CannedRow {
                id: id.to_owned(),
                version: 1,
                shortcut: "hours <wax>".to_owned(),
                text: "8 to 18 <wax>".to_owned(),
                error: "A <wax> mistake".to_owned(),
            };
            for answers in [Vec::new(), vec![row("1")]] {
                let (tabs, new, key) = (tabs(&view, PATH), row(""), Uuid::from_u128(1));
                let page = CannedPage { tabs, answers, new, key, view: view.clone() };
                let html = page.render().expect("it renders");
                assert_eq!(samples::missing_keys(&html, "messaging"), Vec::<String>::new(), "{language}");
                assert!(!html.contains("<wax>"));
            }
        }
    }
}
