//! The pages of no domain: place, language, offline, and what an error looks like.

use std::sync::Arc;

use askama::Template;
use axum::extract::State;
use axum::http::Method;
use axum::response::Response;
use axum::routing::{get, post};
use kernel::{GeoPoint, Language};
use platform::http::{CachePolicy, ErrorPage, FormBody, LANGUAGE_COOKIE, May, QueryArgs, RateClass, Routes};
use platform::{Platform, Result};
use serde::Deserialize;

use crate::view::{PLACE_COOKIE, Place, View, see_other, with_cookie};
use crate::{data, dead_letters};

platform::rights! {
    /// See the shell of the site.
    VisitSite = "site:visit";
    /// Choose language and place.
    SetPreferences = "preferences:set";
    /// Look after what failed in the background.
    InspectOperations = "operations:inspect";
}

pub(crate) fn routes(platform: &Arc<Platform>) -> Routes {
    let mut routes = Routes::<Arc<Platform>>::new("web")
        .page::<VisitSite>(RateClass::Read, &Method::GET, "/offline", get(offline))
        .page::<VisitSite>(RateClass::Read, &Method::GET, "/place", get(choose_place))
        .page::<SetPreferences>(RateClass::Write, &Method::POST, "/place", post(set_place))
        .page::<SetPreferences>(RateClass::Write, &Method::POST, "/preferences/language", post(set_language))
        .page::<VisitSite>(RateClass::Read, &Method::GET, "/data", get(data::show))
        .page::<SetPreferences>(
            RateClass::Write,
            &Method::POST,
            "/preferences/data-saver",
            post(data::set_data_saver),
        )
        .page::<InspectOperations>(RateClass::Read, &Method::GET, dead_letters::PATH, get(dead_letters::list))
        .page::<InspectOperations>(
            RateClass::Write,
            &Method::POST,
            "/admin/dead-letters/{id}",
            post(dead_letters::decide),
        );
    if platform.config.dev {
        routes = routes
            .page::<VisitSite>(RateClass::Read, &Method::GET, "/dev/guide", get(guide))
            .page::<VisitSite>(RateClass::Read, &Method::GET, "/dev/outbox", get(outbox));
    }
    routes.with_state(platform.clone())
}

/// `path` if it is one of this site, `/` otherwise: no form may send anybody elsewhere.
#[must_use]
pub fn local_path(path: &str) -> &str {
    let local = path.starts_with('/')
        && !path.starts_with("//")
        && !path.starts_with("/\\")
        && !path.chars().any(char::is_control);
    if local { path } else { "/" }
}

#[derive(Template)]
#[template(path = "offline.html")]
struct OfflinePage {
    view: View,
}

async fn offline(_: May<VisitSite>, view: View) -> Result<Response> {
    view.render_as(&OfflinePage { view: view.clone() }, CachePolicy::Public(3600))
}

#[derive(Template)]
#[template(path = "error.html")]
struct ProblemPage {
    view: View,
    status: u16,
    message: Option<String>,
    request_id: String,
}

pub(crate) fn draw_error(platform: &Arc<Platform>, page: &ErrorPage) -> String {
    let path = if page.is_read { page.path.clone() } else { "/".to_owned() };
    let view = View::new(platform.clone(), page.actor.clone(), page.language, path);
    // A general status has its own, fuller words; a domain's sentence is more exact than any of them.
    let general = matches!(page.status, 401 | 500 | 503);
    let message = Some(page.message.clone()).filter(|message| !general && !message.is_empty());
    let drawn =
        ProblemPage { view, status: page.status, message, request_id: page.request_id.clone() }.render();
    drawn.map_or_else(|_| page.message.clone(), crate::dress)
}

/// A town on the place page.
struct Choice {
    value: String,
    name: String,
    country: String,
}

#[derive(Template)]
#[template(path = "place.html")]
struct PlacePage {
    view: View,
    town: String,
    places: Vec<Choice>,
    radius_km: i64,
    radii: Vec<i64>,
    return_to: String,
}

/// How far around one can look.
const RADII_KM: [i64; 6] = [5, 10, 25, 50, 100, 250];
const USUAL_RADIUS_KM: i64 = 25;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PlaceQuery {
    town: Option<String>,
    #[serde(rename = "return")]
    return_to: Option<String>,
}

async fn choose_place(
    _: May<VisitSite>,
    view: View,
    QueryArgs(query): QueryArgs<PlaceQuery>,
) -> Result<Response> {
    let town = query.town.unwrap_or_default();
    let wanted = kernel::normalise(&town).to_lowercase();
    let language = view.language();
    let fits = |city: &&kernel::places::City| {
        let country = kernel::places::country(city.country).map(|country| &country.names);
        let mut names = city.names.all().chain(country.into_iter().flat_map(|names| names.all()));
        wanted.is_empty() || names.any(|name| name.to_lowercase().contains(&wanted))
    };
    let mut cities: Vec<&kernel::places::City> = kernel::places::cities().iter().filter(fits).collect();
    // The reader's own country first, then by size.
    cities.sort_by_key(|city| (Some(city.country) != view.country(), city.rank));
    let places = cities.into_iter().map(|city| Choice {
        value: city.slug.clone(),
        name: city.names.get(language).to_owned(),
        country: kernel::places::country(city.country)
            .map_or("", |country| country.names.get(language))
            .to_owned(),
    });
    let page = PlacePage {
        places: places.collect(),
        town,
        radius_km: view.chosen_place().map_or(USUAL_RADIUS_KM, |place| place.radius_km),
        radii: RADII_KM.to_vec(),
        return_to: query.return_to.unwrap_or_else(|| "/".to_owned()),
        view: view.clone(),
    };
    view.render(&page)
}

#[derive(Deserialize)]
struct PlaceForm {
    place: Option<String>,
    lat: Option<String>,
    lng: Option<String>,
    radius_km: Option<i64>,
    #[serde(rename = "return")]
    return_to: Option<String>,
}

async fn set_place(
    _: May<SetPreferences>,
    State(platform): State<Arc<Platform>>,
    FormBody(form): FormBody<PlaceForm>,
) -> Response {
    let radius_km = form.radius_km.filter(|km| (1..=500).contains(km)).unwrap_or(USUAL_RADIUS_KM);
    let number = |text: &Option<String>| text.as_deref().and_then(|text| text.parse::<f64>().ok());
    let by_position = || {
        let point = GeoPoint::new(number(&form.lat)?, number(&form.lng)?).ok()?;
        Some(Place { point, radius_km, town: None })
    };
    let by_town = form.place.as_deref().and_then(kernel::places::city).map(|city| Place {
        point: city.location,
        radius_km,
        town: Some(city.slug.clone()),
    });
    let back = see_other(form.return_to.as_deref().unwrap_or("/"));
    match by_town.or_else(by_position) {
        None => back,
        Some(place) => with_cookie(back, &lasting_cookie(&platform, PLACE_COOKIE, &place.to_cookie())),
    }
}

#[derive(Deserialize)]
struct LanguageForm {
    language: String,
    #[serde(rename = "return")]
    return_to: Option<String>,
}

async fn set_language(
    _: May<SetPreferences>,
    State(platform): State<Arc<Platform>>,
    FormBody(form): FormBody<LanguageForm>,
) -> Response {
    let back = see_other(form.return_to.as_deref().unwrap_or("/"));
    match form.language.parse::<Language>() {
        Err(_) => back,
        Ok(language) => with_cookie(back, &lasting_cookie(&platform, LANGUAGE_COOKIE, language.code())),
    }
}

/// A year; read by the server only.
pub(crate) fn lasting_cookie(platform: &Platform, name: &str, value: &str) -> String {
    let secure = if platform.config.server.is_https() { "; Secure" } else { "" };
    format!("{name}={value}; Path=/; Max-Age=31536000; HttpOnly; SameSite=Lax{secure}")
}

#[derive(Template)]
#[template(path = "guide.html")]
struct GuidePage {
    view: View,
    cards: Vec<contracts::listings::ListingCard>,
    photos: Vec<contracts::media::Picture>,
    ends: chrono::DateTime<chrono::Utc>,
}

async fn guide(_: May<VisitSite>, State(platform): State<Arc<Platform>>, view: View) -> Result<Response> {
    let page = GuidePage {
        view: view.clone(),
        cards: crate::samples::cards(),
        photos: vec![crate::samples::picture(), crate::samples::picture()],
        ends: platform.clock.now() + chrono::TimeDelta::hours(30),
    };
    view.render(&page)
}

#[derive(Template)]
#[template(path = "outbox.html")]
struct OutboxPage {
    view: View,
    messages: Vec<platform::messages::KeptMessage>,
}

/// Mail and SMS that would have gone out; development only.
async fn outbox(_: May<VisitSite>, State(platform): State<Arc<Platform>>, view: View) -> Result<Response> {
    let messages = platform::messages::OutboxFolder::newest(&platform.config.data_dir, 50)
        .map_err(platform::Error::unavailable)?;
    view.render(&OutboxPage { view: view.clone(), messages })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::samples;

    #[test]
    fn only_addresses_of_this_site_are_redirected_to() {
        for (path, expected) in [
            ("/listings/1?x=1", "/listings/1?x=1"),
            ("//evil.example", "/"),
            ("/\\evil.example", "/"),
            ("https://evil.example", "/"),
            ("javascript:alert(1)", "/"),
            ("/a\r\nSet-Cookie: x", "/"),
            ("", "/"),
        ] {
            assert_eq!(local_path(path), expected, "{path:?}");
        }
    }

    fn dead_letters(view: &View, letters: Vec<platform::jobs::DeadLetter>) -> askama::Result<String> {
        let rows: Vec<_> = letters.into_iter().map(|letter| dead_letters::Row::of(letter, view)).collect();
        let (count, more) = (rows.len() as i64, "/admin/dead-letters?cursor=x".to_owned());
        dead_letters::DeadLettersPage { view: view.clone(), count, rows, more }.render()
    }

    #[tokio::test]
    async fn every_page_has_all_its_texts_in_every_language() {
        for language in Language::ALL {
            for view in [samples::guest(&crate::TEXTS, language), samples::ceo(&crate::TEXTS, language)] {
                let problem = |status| ProblemPage {
                    view: view.clone(),
                    status,
                    message: None,
                    request_id: "6f1c".to_owned(),
                };
                let mut pages = vec![
                    OfflinePage { view: view.clone() }.render(),
                    GuidePage {
                        view: view.clone(),
                        cards: samples::cards(),
                        photos: vec![samples::picture()],
                        ends: samples::now(),
                    }
                    .render(),
                    PlacePage {
                        view: view.clone(),
                        town: String::new(),
                        places: Vec::new(),
                        radius_km: 25,
                        radii: RADII_KM.to_vec(),
                        return_to: "/".to_owned(),
                    }
                    .render(),
                    data::DataPage { view: view.clone(), choice: "auto" }.render(),
                    dead_letters(&view, samples::dead_letters()),
                    dead_letters(&view, Vec::new()),
                ];
                pages.extend([401, 403, 404, 409, 429, 500, 503].map(|status| problem(status).render()));
                for page in pages {
                    let html = page.expect("the template renders");
                    assert_eq!(samples::missing_keys(&html, "web"), Vec::<String>::new(), "{language}");
                    assert!(html.contains(&format!("lang=\"{language}\"")));
                    assert!(!html.contains("<wax>"), "contents are escaped");
                }
            }
        }
    }
}
