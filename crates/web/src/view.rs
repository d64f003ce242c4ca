//! What a page knows of its reader and of itself.

use std::collections::HashSet;
use std::fmt::Display;
use std::sync::Arc;

use askama::Template;
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{Html, IntoResponse, Redirect, Response};
use chrono::{DateTime, Utc};
use contracts::listings::ListingsPort;
use kernel::{Actor, Arg, Country, GeoPoint, Language, ListingId};
use platform::http::{CachePolicy, ClientCountry, Locale, read_cookie};
use platform::policy::{Resource, Right};
use platform::{Error, Platform, Result};

use crate::data_saver::{DATA_SAVER_COOKIE, DataSaver};
use crate::form_errors::FormErrors;
use crate::format::{self, Left};

/// Cookie with the place that somebody looks around: `latitude,longitude,radius_km,town`.
pub const PLACE_COOKIE: &str = "place";
/// Cookie with the key of a message to be shown once.
const FLASH_COOKIE: &str = "flash";

/// The place that somebody looks around.
#[derive(Debug, Clone, PartialEq)]
pub struct Place {
    /// The middle.
    pub point: GeoPoint,
    /// How far around, in kilometres.
    pub radius_km: i64,
    /// Slug of the town, if it was chosen by name.
    pub town: Option<String>,
}

impl Place {
    /// The value of the cookie.
    #[must_use]
    pub fn to_cookie(&self) -> String {
        let town = self.town.as_deref().unwrap_or("");
        format!("{:.4},{:.4},{},{town}", self.point.latitude(), self.point.longitude(), self.radius_km)
    }

    fn from_cookie(value: &str) -> Option<Self> {
        let mut parts = value.splitn(4, ',');
        let mut next_number = || parts.next()?.parse::<f64>().ok();
        let point = GeoPoint::new(next_number()?, next_number()?).ok()?;
        let radius_km = parts.next()?.parse().ok().filter(|km| (1..=500).contains(km))?;
        let town = parts.next().filter(|slug| kernel::places::city(slug).is_some()).map(str::to_owned);
        Some(Self { point, radius_km, town })
    }

    /// The town's name, or that of the nearest town.
    #[must_use]
    pub fn name(&self, language: Language) -> Option<&'static str> {
        let named = self.town.as_deref().and_then(kernel::places::city);
        named.or_else(|| kernel::places::nearest_city(self.point)).map(|city| city.names.get(language))
    }
}

/// What a page knows of its reader and of itself. Taken by handlers as an extractor, kept by templates as `view`.
#[derive(Clone)]
pub struct View {
    platform: Arc<Platform>,
    actor: Arc<Actor>,
    language: Language,
    /// Path and query of this page.
    pub path: String,
    /// Which part of the main menu the page belongs to: `home`, `explore`, `post`, `nearby`, `me` or nothing.
    pub nav: &'static str,
    /// "Lagos, 25 km", if a place was chosen.
    pub place: Option<String>,
    /// Pictures only when tapped.
    pub data_saver: bool,
    /// A message to be shown once.
    pub flash: Option<String>,
    /// How many notifications the reader has not read.
    pub unread: i64,
    /// How many messages.
    pub unread_messages: i64,
    data_saver_choice: DataSaver,
    chosen_place: Option<Place>,
    country: Option<Country>,
    saved: Option<HashSet<ListingId>>,
}

impl<S: Send + Sync> FromRequestParts<S> for View {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self> {
        let Some(platform) = parts.extensions.get::<Arc<Platform>>().cloned() else {
            return Err(Error::internal("a page was reached outside the assembled stack"));
        };
        let actor = parts.extensions.get::<Arc<Actor>>().cloned().unwrap_or_default();
        let language = parts.extensions.get::<Locale>().copied().unwrap_or_default().0;
        let country = parts.extensions.get::<ClientCountry>().copied().unwrap_or_default().0;
        let path = parts.uri.path_and_query().map_or("/", |path| path.as_str()).to_owned();
        let mut view = Self::new(platform, actor, language, path);
        view.country = country;
        view.read_cookies(&parts.headers);
        view.count_unread().await;
        Ok(view)
    }
}

impl View {
    /// Asks again how much the reader has not read, for a page that reads some of it by being shown.
    pub async fn count_unread(&mut self) {
        if let Some(user) = self.actor.user_id() {
            let (notifications, messages) =
                (self.platform.unread_notifications(user), self.platform.unread_messages(user));
            (self.unread, self.unread_messages) = tokio::join!(notifications, messages);
        }
    }

    pub(crate) fn new(platform: Arc<Platform>, actor: Arc<Actor>, language: Language, path: String) -> Self {
        Self {
            platform,
            actor,
            language,
            path,
            nav: "",
            place: None,
            data_saver: false,
            flash: None,
            unread: 0,
            unread_messages: 0,
            data_saver_choice: DataSaver::Auto,
            chosen_place: None,
            country: None,
            saved: None,
        }
    }

    fn read_cookies(&mut self, headers: &HeaderMap) {
        self.data_saver_choice = DataSaver::from_cookie(read_cookie(headers, DATA_SAVER_COOKIE));
        self.data_saver = self.data_saver_choice.holds(headers);
        // Only keys of ours can be shown, so the cookie cannot put words into the page.
        self.flash = read_cookie(headers, FLASH_COOKIE)
            .filter(|key| key.len() < 80 && key.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-'))
            .map(|key| self.t(key))
            .filter(|text| text.contains(' '));
        self.set_place(read_cookie(headers, PLACE_COOKIE).and_then(Place::from_cookie));
    }

    pub(crate) fn set_place(&mut self, place: Option<Place>) {
        self.place = place.as_ref().and_then(|place| {
            let name = place.name(self.language)?;
            Some(format!("{name}, {}", self.distance(place.radius_km as f64 * 1000.0)))
        });
        self.chosen_place = place;
    }

    /// The same, as part of the main menu.
    #[must_use]
    pub fn nav(mut self, nav: &'static str) -> Self {
        self.nav = nav;
        self
    }

    /// The same, after `listings` was asked which of those on the page the reader has saved. A page is not held up by it:
    /// while that cannot be found out, its cards have no buttons. Guests' cards have none ever, so that their page is the
    /// same for everybody and as light as it can be; to save they sign in on the listing's own page.
    pub async fn asking_saved(self, listings: &dyn ListingsPort, ids: Vec<ListingId>) -> Self {
        if !self.signed_in() || ids.is_empty() {
            return self;
        }
        let found = listings.saved(&self.actor, &ids).await;
        match found {
            Ok(saved) => self.knowing_saved(saved),
            Err(error) => {
                tracing::debug!(%error, "the buttons to save are left out");
                self
            }
        }
    }

    /// The same, knowing which of the listings on the page the reader has saved: all others they have not.
    #[must_use]
    pub fn knowing_saved(mut self, saved: HashSet<ListingId>) -> Self {
        self.saved = Some(saved);
        self
    }

    /// Whether the reader has saved this listing; nothing where that is not known, and its card has no button.
    #[must_use]
    pub fn saves(&self, id: ListingId) -> Option<bool> {
        self.saved.as_ref().map(|saved| saved.contains(&id))
    }

    /// Who reads.
    #[must_use]
    pub fn actor(&self) -> &Actor {
        &self.actor
    }

    /// Whether the reader may try that at all: what the page offers them.
    #[must_use]
    pub fn may<R: Right>(&self) -> bool {
        self.platform.policies.allows::<R>(&self.actor, &Resource::platform())
    }

    /// What was chosen for pictures on this phone.
    #[must_use]
    pub fn data_saver_choice(&self) -> DataSaver {
        self.data_saver_choice
    }

    /// The place that was chosen.
    #[must_use]
    pub fn chosen_place(&self) -> Option<&Place> {
        self.chosen_place.as_ref()
    }

    /// The country that the reader chose or seems to be in.
    #[must_use]
    pub fn country(&self) -> Option<Country> {
        self.country
    }

    /// The reader's language.
    #[must_use]
    pub fn language(&self) -> Language {
        self.language
    }

    /// The text `key`.
    #[must_use]
    pub fn t(&self, key: &str) -> String {
        self.platform.texts.get(self.language, key)
    }

    /// The text `key` with a number `$n`.
    #[must_use]
    pub fn tn(&self, key: &str, n: i64) -> String {
        self.platform.texts.with(self.language, key, &[("n", Arg::Number(n))])
    }

    /// The text `key` with one value.
    #[must_use]
    pub fn t1(&self, key: &str, name: &'static str, value: impl Display) -> String {
        self.platform.texts.with(self.language, key, &[(name, Arg::Text(value.to_string()))])
    }

    /// The text `key` with several values.
    #[must_use]
    pub fn with(&self, key: &str, args: &[(&'static str, Arg)]) -> String {
        self.platform.texts.with(self.language, key, args)
    }

    /// ISO 639-1 code of the reader's language.
    #[must_use]
    pub fn lang(&self) -> &'static str {
        self.language.code()
    }

    /// Which way the reader's language is written.
    #[must_use]
    pub fn dir(&self) -> &'static str {
        self.language.direction()
    }

    /// Every language with its own name.
    #[must_use]
    pub fn languages(&self) -> Vec<(&'static str, &'static str)> {
        Language::ALL.iter().map(|language| (language.code(), language.own_name())).collect()
    }

    /// Whether somebody is signed in.
    #[must_use]
    pub fn signed_in(&self) -> bool {
        self.actor.user().is_some()
    }

    /// The reader's id; empty for a guest. Scripts keep apart by it what belongs to whom.
    #[must_use]
    pub fn reader_id(&self) -> String {
        self.actor.user_id().map(|id| id.to_string()).unwrap_or_default()
    }

    /// What to call the reader; empty for a guest.
    #[must_use]
    pub fn display_name(&self) -> &str {
        self.actor.user().map_or("", |user| user.display_name.as_str())
    }

    /// The badge of the bell: at most "99+".
    #[must_use]
    pub fn unread_badge(&self, unread: &i64) -> String {
        if *unread > 99 { format!("{}+", self.number(99)) } else { self.number(*unread) }
    }

    /// Whether the reader belongs to a business that can post.
    #[must_use]
    pub fn may_post(&self) -> bool {
        self.actor.membership().is_some()
    }

    /// The address of a built file.
    #[must_use]
    pub fn asset(&self, name: &str) -> &'static str {
        crate::assets::url(name)
    }

    /// An address of this site as seen from elsewhere, for previews and shared links.
    #[must_use]
    pub fn absolute(&self, path: &str) -> String {
        format!("{}{path}", self.platform.config.server.public_url)
    }

    /// An amount in minor units with its currency.
    #[must_use]
    pub fn money(&self, amount_minor: i64, currency: &str) -> String {
        format::money(self.language, amount_minor, currency)
    }

    /// A whole number.
    #[must_use]
    pub fn number(&self, value: i64) -> String {
        format::number(self.language, value)
    }

    /// A distance given in metres.
    #[must_use]
    pub fn distance(&self, metres: f64) -> String {
        if metres < 950.0 {
            // The nearest 50 m: an exact figure would tell where somebody's door is.
            let rounded = ((metres / 50.0).round() as i64 * 50).max(50);
            return self.t1("web-distance-metres", "n", format::number(self.language, rounded));
        }
        self.t1("web-distance-km", "n", format::kilometres(self.language, metres))
    }

    /// How long ago something was.
    #[must_use]
    pub fn ago(&self, then: DateTime<Utc>) -> String {
        let minutes = (self.platform.clock.now() - then).num_minutes();
        match minutes {
            ..=0 => self.t("web-ago-now"),
            1..60 => self.tn("web-ago-minutes", minutes),
            60..1440 => self.tn("web-ago-hours", minutes / 60),
            _ => self.tn("web-ago-days", minutes / 1440),
        }
    }

    /// How long something has still to run, to the nearest minute, hour or day: what was posted for three days a moment
    /// ago has three days left.
    #[must_use]
    pub fn time_left(&self, end: DateTime<Utc>) -> String {
        match format::left((end - self.platform.clock.now()).num_seconds()) {
            Left::Ended => self.t("web-left-ended"),
            Left::Minutes(n) => self.tn("web-left-minutes", n),
            Left::Hours(n) => self.tn("web-left-hours", n),
            Left::Days(n) => self.tn("web-left-days", n),
        }
    }

    /// A date with its time of day.
    #[must_use]
    pub fn moment(&self, moment: DateTime<Utc>) -> String {
        self.platform.texts.moment(self.language, moment)
    }

    /// The page, kept by nobody but the reader's own browser.
    ///
    /// # Errors
    /// 500 when the template fails.
    pub fn render(&self, page: &impl Template) -> Result<Response> {
        self.respond(page, StatusCode::OK, CachePolicy::Private)
    }

    /// The page with another cache policy, if nothing in what a guest sees is their own.
    ///
    /// # Errors
    /// 500 when the template fails.
    pub fn render_as(&self, page: &impl Template, policy: CachePolicy) -> Result<Response> {
        self.respond(page, StatusCode::OK, policy)
    }

    /// The page with another status: a form with mistakes is a 422.
    ///
    /// # Errors
    /// 500 when the template fails.
    pub fn render_status(&self, status: StatusCode, page: &impl Template) -> Result<Response> {
        self.respond(page, status, CachePolicy::None)
    }

    fn respond(&self, page: &impl Template, status: StatusCode, policy: CachePolicy) -> Result<Response> {
        let html = crate::dress(page.render().map_err(Error::internal)?);
        // What is said once must not be kept and said again.
        let policy = if self.flash.is_some() { CachePolicy::None } else { policy };
        let mut response = (status, Html(html)).into_response();
        response.extensions_mut().insert(policy);
        if let Ok(language) = HeaderValue::from_str(self.lang()) {
            response.headers_mut().insert(header::CONTENT_LANGUAGE, language);
        }
        if self.flash.is_some() {
            append_cookie(&mut response, &format!("{FLASH_COOKIE}=; Path=/; Max-Age=0; SameSite=Lax"));
        }
        Ok(response)
    }

    /// What is wrong with a form, by field, in the reader's language.
    #[must_use]
    pub fn form_errors(&self, error: &Error) -> FormErrors {
        let told = error.problems().iter().map(|problem| {
            (problem.field.clone().unwrap_or_default(), self.platform.texts.problem(self.language, problem))
        });
        told.collect()
    }
}

/// 303 to a page of this site.
#[must_use]
pub fn see_other(path: &str) -> Response {
    Redirect::to(crate::local_path(path)).into_response()
}

/// 303 to a page that says the text `key` once.
#[must_use]
pub fn see_other_with(path: &str, key: &str) -> Response {
    let mut response = see_other(path);
    append_cookie(
        &mut response,
        &format!("{FLASH_COOKIE}={key}; Path=/; Max-Age=60; HttpOnly; SameSite=Lax"),
    );
    response
}

/// Adds a `Set-Cookie`.
#[must_use]
pub fn with_cookie(mut response: Response, cookie: &str) -> Response {
    append_cookie(&mut response, cookie);
    response
}

fn append_cookie(response: &mut Response, cookie: &str) {
    if let Ok(value) = HeaderValue::from_str(cookie) {
        response.headers_mut().append(header::SET_COOKIE, value);
    }
}
