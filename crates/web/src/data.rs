//! "Data and storage": when pictures come, what the pages have cost, what is kept on the phone (W-4).

use std::sync::Arc;

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use platform::http::{FormBody, May};
use platform::{Platform, Result};
use serde::Deserialize;

use crate::data_saver::{DATA_SAVER_COOKIE, DataSaver};
use crate::pages::{SetPreferences, VisitSite, lasting_cookie};
use crate::view::{View, see_other_with, with_cookie};

#[derive(Template)]
#[template(path = "data.html")]
pub(crate) struct DataPage {
    pub(crate) view: View,
    pub(crate) choice: &'static str,
}

pub(crate) async fn show(_: May<VisitSite>, view: View) -> Result<Response> {
    let view = view.nav("me");
    view.render(&DataPage { view: view.clone(), choice: view.data_saver_choice().as_str() })
}

#[derive(Deserialize)]
pub(crate) struct DataSaverForm {
    choice: Option<String>,
}

pub(crate) async fn set_data_saver(
    _: May<SetPreferences>,
    State(platform): State<Arc<Platform>>,
    FormBody(form): FormBody<DataSaverForm>,
) -> Response {
    let choice = DataSaver::named(form.choice.as_deref().unwrap_or_default());
    let cookie = lasting_cookie(&platform, DATA_SAVER_COOKIE, choice.to_cookie());
    with_cookie(see_other_with("/data", "web-data-saved"), &cookie)
}
