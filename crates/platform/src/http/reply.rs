//! Answers of the API in their envelope (P-2).

use axum::body::Body;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use chrono::SecondsFormat;
use kernel::{Clock, SystemClock};
use serde::Serialize;

use super::etag::{CachePolicy, EtagSource};
use super::query::Fields;
use crate::error::Error;

/// One thing: `{"data": …, "meta": …}`.
pub struct Data<T> {
    value: T,
    fields: Fields,
    cache: CachePolicy,
}

impl<T: Serialize> Data<T> {
    /// A private answer; browsers keep it only to ask again.
    pub fn new(value: T) -> Self {
        Self { value, fields: Fields::default(), cache: CachePolicy::Private }
    }

    /// Only these fields.
    #[must_use]
    pub fn fields(mut self, fields: Fields) -> Self {
        self.fields = fields;
        self
    }

    /// Who may keep it, and how long.
    #[must_use]
    pub fn cache(mut self, cache: CachePolicy) -> Self {
        self.cache = cache;
        self
    }
}

/// 201 with the new thing and where it is.
#[derive(Debug, Clone)]
pub struct Created<T> {
    /// The new thing.
    pub data: T,
    /// Its path.
    pub location: String,
}

/// A page of a list: `{"data": […], "meta": {"pagination": …}, "links": {"next": …}}`.
pub struct Listed<T> {
    items: Vec<T>,
    limit: i64,
    next: Option<(String, String)>,
    extra: Option<serde_json::Value>,
    fields: Fields,
    cache: CachePolicy,
}

impl<T: Serialize> Listed<T> {
    /// Items that were asked for with `limit`.
    pub fn new(items: Vec<T>, limit: i64) -> Self {
        Self { items, limit, next: None, extra: None, fields: Fields::default(), cache: CachePolicy::Private }
    }

    /// There is more: `cursor` goes on, `path` is this request's path and query without any cursor.
    #[must_use]
    pub fn next(mut self, cursor: Option<String>, path: &str) -> Self {
        self.next = cursor.map(|cursor| {
            let joiner = if path.contains('?') { '&' } else { '?' };
            let link = format!("{path}{joiner}cursor={cursor}");
            (cursor, link)
        });
        self
    }

    /// More for `meta` (facets, estimates); an object.
    #[must_use]
    pub fn meta(mut self, extra: serde_json::Value) -> Self {
        self.extra = Some(extra);
        self
    }

    /// Only these fields of each item.
    #[must_use]
    pub fn fields(mut self, fields: Fields) -> Self {
        self.fields = fields;
        self
    }

    /// Who may keep it, and how long.
    #[must_use]
    pub fn cache(mut self, cache: CachePolicy) -> Self {
        self.cache = cache;
        self
    }
}

#[derive(Serialize)]
struct Meta {
    timestamp: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pagination: Option<Pagination>,
    #[serde(flatten, skip_serializing_if = "Option::is_none")]
    extra: Option<serde_json::Value>,
}

#[derive(Serialize)]
struct Pagination {
    limit: i64,
    next_cursor: Option<String>,
    has_more: bool,
}

#[derive(Serialize)]
struct Links {
    next: String,
}

/// The present as the envelope tells it; read from the machine, since it takes part in no decision.
pub(crate) fn timestamp() -> String {
    SystemClock.now().to_rfc3339_opts(SecondsFormat::Millis, true)
}

/// Room that an answer's body begins with: enough for one thing, or for so many items of a list.
const ROOM: usize = 2048;
const ROOM_OF_AN_ITEM: usize = 1024;

/// The whole answer, written once into one buffer; lists are the largest part of what this program sends.
fn envelope<T: Serialize>(
    status: StatusCode,
    (data, fields): (&T, Fields),
    (meta, links): (Meta, Option<Links>),
    cache: CachePolicy,
    room: usize,
) -> Response {
    match written(data, &fields, &meta, links.as_ref(), room) {
        Ok((body, source)) => {
            let mut response = json(status, body);
            response.extensions_mut().insert(source);
            response.extensions_mut().insert(cache);
            response
        }
        Err(error) => Error::internal(error).into_response(),
    }
}

fn written<T: Serialize>(
    data: &T,
    fields: &Fields,
    meta: &Meta,
    links: Option<&Links>,
    room: usize,
) -> Result<(Vec<u8>, EtagSource), serde_json::Error> {
    let mut body = Vec::with_capacity(room);
    body.extend_from_slice(b"{\"data\":");
    if fields.is_all() {
        serde_json::to_writer(&mut body, data)?;
    } else {
        serde_json::to_writer(&mut body, &fields.pick(serde_json::to_value(data)?))?;
    }
    // The timestamp changes with every answer and says nothing of the data, so it is left out of the ETag.
    let place =
        meta.pagination.as_ref().and_then(|pagination| pagination.next_cursor.as_deref()).unwrap_or_default();
    let extra = meta.extra.as_ref().map(ToString::to_string).unwrap_or_default();
    let source = EtagSource::of(&[&body, place.as_bytes(), extra.as_bytes()]);
    body.extend_from_slice(b",\"meta\":");
    serde_json::to_writer(&mut body, meta)?;
    if let Some(links) = links {
        body.extend_from_slice(b",\"links\":");
        serde_json::to_writer(&mut body, links)?;
    }
    body.push(b'}');
    Ok((body, source))
}

pub(crate) fn json(status: StatusCode, body: impl Into<Body>) -> Response {
    let mut response = Response::new(body.into());
    *response.status_mut() = status;
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
    response
}

fn plain_meta() -> Meta {
    Meta { timestamp: timestamp(), pagination: None, extra: None }
}

impl<T: Serialize> IntoResponse for Data<T> {
    fn into_response(self) -> Response {
        envelope(StatusCode::OK, (&self.value, self.fields), (plain_meta(), None), self.cache, ROOM)
    }
}

impl<T: Serialize> IntoResponse for Created<T> {
    fn into_response(self) -> Response {
        let whole = (&self.data, Fields::default());
        let mut response =
            envelope(StatusCode::CREATED, whole, (plain_meta(), None), CachePolicy::None, ROOM);
        if let Ok(location) = HeaderValue::from_str(&self.location) {
            response.headers_mut().insert(header::LOCATION, location);
        }
        response
    }
}

impl<T: Serialize> IntoResponse for Listed<T> {
    fn into_response(self) -> Response {
        let (next_cursor, link) = self.next.unzip();
        let pagination = Pagination { limit: self.limit, has_more: next_cursor.is_some(), next_cursor };
        let meta = Meta { timestamp: timestamp(), pagination: Some(pagination), extra: self.extra };
        let links = link.map(|next| Links { next });
        let room = ROOM + ROOM_OF_AN_ITEM * self.items.len();
        envelope(StatusCode::OK, (&self.items, self.fields), (meta, links), self.cache, room)
    }
}
