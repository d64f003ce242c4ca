//! Kept searches.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use platform::http::{FormBody, May, Once};
use platform::{Error, Result};
use serde::Deserialize;
use web::View;

use super::chips::page_of;
use crate::Search;
use crate::api::saved::{read_query, search_id};
use crate::ops::save::NewSavedSearch;
use crate::rights::Save;
use crate::store::SavedSearch;

const PATH: &str = "/search/saved";

/// A kept search with the page that does it again.
pub(super) struct Row {
    pub(super) saved: SavedSearch,
    pub(super) href: String,
}

#[derive(Template)]
#[template(path = "search/saved.html")]
pub(super) struct SavedPage {
    pub(super) view: View,
    pub(super) rows: Vec<Row>,
}

pub async fn list(actor: May<Save>, State(search): State<Search>, view: View) -> Result<Response> {
    let view = view.nav("me");
    let saved = search.saved_searches(&actor).await?;
    let rows = saved.into_iter().map(|saved| Row { href: page_of(&saved.query), saved }).collect();
    view.render(&SavedPage { view: view.clone(), rows })
}

/// What the button beside the results sends.
#[derive(Deserialize)]
pub struct SaveForm {
    query: Option<String>,
}

pub async fn save(
    actor: May<Save>,
    State(search): State<Search>,
    FormBody(form): FormBody<SaveForm>,
) -> Result<Response> {
    let args = read_query(form.query.as_deref().unwrap_or(""))?;
    let new = NewSavedSearch::parse(&args, None).map_err(Error::all)?;
    // The same search twice is one, so the form needs no key.
    search.save_search(&actor, &Once::of_form(&actor, PATH, None)?, &new).await?;
    Ok(web::see_other_with(PATH, "search-saved-done"))
}

/// What the buttons beside a kept search send.
#[derive(Deserialize)]
pub struct ChangeForm {
    /// `alerts_on`, `alerts_off` or `forget`.
    act: Option<String>,
}

pub async fn change(
    actor: May<Save>,
    State(search): State<Search>,
    Path(id): Path<String>,
    FormBody(form): FormBody<ChangeForm>,
) -> Result<Response> {
    let id = search_id(&id)?;
    match form.act.as_deref() {
        Some("forget") => {
            search.forget_search(&actor, id).await?;
            Ok(web::see_other_with(PATH, "search-saved-gone"))
        }
        act => {
            search.set_alerts(&actor, id, act == Some("alerts_on"), None).await?;
            Ok(web::see_other(PATH))
        }
    }
}
