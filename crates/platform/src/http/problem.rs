//! Errors on their way out: JSON for the API, a page for people, in the reader's language (P-2).

use std::sync::Arc;

use axum::extract::Request;
use axum::http::{HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::{Html, IntoResponse, Response};
use kernel::{Actor, ErrorKind, Language};
use serde::Serialize;

use super::identity::actor_of;
use super::locale::Locale;
use super::reply::{json, timestamp};
use super::trace::RequestId;
use crate::error::Error;
use crate::module::Platform;

/// What an error page is made of.
#[derive(Debug, Clone)]
pub struct ErrorPage {
    /// HTTP status.
    pub status: u16,
    /// What happened, for a person.
    pub message: String,
    /// To be named to support.
    pub request_id: String,
    /// The page that was asked for.
    pub path: String,
    /// Whether the request was a read, so that trying again is a link.
    pub is_read: bool,
    /// The reader's language.
    pub language: Language,
    /// Who reads it.
    pub actor: Arc<Actor>,
}

/// Draws an error page.
pub type ErrorPageFn = Arc<dyn Fn(&ErrorPage) -> String + Send + Sync>;

pub(crate) fn status_of(kind: ErrorKind) -> StatusCode {
    match kind {
        ErrorKind::Malformed => StatusCode::BAD_REQUEST,
        ErrorKind::Validation => StatusCode::UNPROCESSABLE_ENTITY,
        ErrorKind::Unauthorized => StatusCode::UNAUTHORIZED,
        ErrorKind::Forbidden | ErrorKind::Quota => StatusCode::FORBIDDEN,
        ErrorKind::NotFound => StatusCode::NOT_FOUND,
        ErrorKind::MethodNotAllowed => StatusCode::METHOD_NOT_ALLOWED,
        ErrorKind::Conflict => StatusCode::CONFLICT,
        ErrorKind::PayloadTooLarge => StatusCode::PAYLOAD_TOO_LARGE,
        ErrorKind::UnsupportedMedia => StatusCode::UNSUPPORTED_MEDIA_TYPE,
        ErrorKind::PreconditionRequired => StatusCode::PRECONDITION_REQUIRED,
        ErrorKind::RateLimited => StatusCode::TOO_MANY_REQUESTS,
        ErrorKind::Internal => StatusCode::INTERNAL_SERVER_ERROR,
        ErrorKind::Unavailable => StatusCode::SERVICE_UNAVAILABLE,
    }
}

impl IntoResponse for Error {
    /// The status with the error attached; [`render`] writes the body, since only it knows the reader's language.
    fn into_response(mut self) -> Response {
        if let Some(stored) = self.take_replay() {
            return stored.into_response();
        }
        let mut response = status_of(self.kind()).into_response();
        if let Some(allowance) = self.what_is_left() {
            allowance.write_headers(response.headers_mut());
        }
        response.extensions_mut().insert(Arc::new(self));
        response
    }
}

#[derive(Serialize)]
struct Envelope<'a> {
    errors: Vec<Told<'a>>,
    meta: Meta<'a>,
}

#[derive(Serialize)]
struct Told<'a> {
    code: &'a str,
    message: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    field: Option<&'a str>,
    source: &'a str,
}

#[derive(Serialize)]
struct Meta<'a> {
    timestamp: String,
    request_id: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    current: Option<&'a serde_json::Value>,
}

pub(crate) async fn render(request: Request, next: Next) -> Response {
    let Some(platform) = request.extensions().get::<Arc<Platform>>().cloned() else {
        return next.run(request).await;
    };
    let request_id = request.extensions().get::<RequestId>().cloned().unwrap_or_default();
    let spoken = Locale::from_headers(request.headers());
    let path = request.uri().path_and_query().map_or_else(String::new, ToString::to_string);
    let is_read = request.method().is_safe();
    let api = is_api(request.uri().path());
    let response = next.run(request).await;
    let told = response.extensions().get::<Arc<Error>>().cloned();
    let Some(error) = told.or_else(|| refused_by_itself(&response).map(Arc::new)) else { return response };
    let status = response.status();
    // Who it is and what they speak stands in the response's extensions when the request got as far as being identified.
    let language = response.extensions().get::<Locale>().copied().unwrap_or(spoken).0;
    write_to_log(&error, status);
    let mut rendered = if api {
        as_json(&platform, &error, status, language, &request_id.0)
    } else {
        let first = error.problems().first();
        let message = first.map(|problem| platform.texts.problem(language, problem)).unwrap_or_default();
        let actor = actor_of(response.extensions());
        let page = ErrorPage {
            status: status.as_u16(),
            message,
            request_id: request_id.0,
            path,
            is_read,
            language,
            actor,
        };
        (status, Html((platform.error_page())(&page))).into_response()
    };
    let headers = rendered.headers_mut();
    for (name, value) in response.headers() {
        if !matches!(*name, header::CONTENT_TYPE | header::CONTENT_LENGTH) {
            headers.append(name.clone(), value.clone());
        }
    }
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    if let Some(seconds) = error.retry_after_s() {
        headers.insert(header::RETRY_AFTER, HeaderValue::from(seconds));
    }
    if status == StatusCode::UNAUTHORIZED {
        headers.insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
    }
    rendered
}

/// What no handler of ours has refused, in our words: an address whose letters are no UTF-8, a file that is not there. All
/// that we answer ourselves is JSON or a page.
fn refused_by_itself(response: &Response) -> Option<Error> {
    let content = response.headers().get(header::CONTENT_TYPE);
    if content.is_some_and(|content| !content.as_bytes().starts_with(b"text/plain")) {
        return None;
    }
    match response.status() {
        StatusCode::BAD_REQUEST => {
            Some(Error::new(ErrorKind::Malformed, "platform", "platform-error-malformed"))
        }
        StatusCode::NOT_FOUND => Some(Error::not_found("platform")),
        _ => None,
    }
}

pub(crate) fn is_api(path: &str) -> bool {
    path.starts_with("/api/") || path.starts_with("/.well-known/") || path.starts_with("/m/")
}

/// The errors as the envelope lists them.
pub(crate) fn errors_of(platform: &Platform, error: &Error, language: Language) -> serde_json::Value {
    let told: Vec<Told<'_>> = told(platform, error, language).collect();
    serde_json::to_value(told).unwrap_or_default()
}

fn told<'a>(
    platform: &'a Platform,
    error: &'a Error,
    language: Language,
) -> impl Iterator<Item = Told<'a>> + 'a {
    error.problems().iter().map(move |problem| Told {
        code: problem.code,
        message: platform.texts.problem(language, problem),
        field: problem.field.as_deref(),
        source: problem.source,
    })
}

fn as_json(
    platform: &Platform,
    error: &Error,
    status: StatusCode,
    language: Language,
    request_id: &str,
) -> Response {
    let meta = Meta { timestamp: timestamp(), request_id, current: error.current_state() };
    let body = serde_json::to_vec(&Envelope { errors: told(platform, error, language).collect(), meta })
        .unwrap_or_default();
    let mut response = json(status, body);
    if let Ok(language) = HeaderValue::from_str(language.code()) {
        response.headers_mut().insert(header::CONTENT_LANGUAGE, language);
    }
    response
}

/// The cause chain, once, at the boundary. What a client did wrong is no news.
pub(crate) fn write_to_log(error: &Error, status: StatusCode) {
    let cause = error.cause().map(ToString::to_string);
    if status.is_server_error() && status != StatusCode::SERVICE_UNAVAILABLE {
        tracing::error!(%error, cause, "a request failed");
    } else if status == StatusCode::SERVICE_UNAVAILABLE {
        tracing::warn!(%error, cause, "a part is away");
    } else {
        tracing::debug!(%error, cause, "a request was refused");
    }
}
