//! Conditional reads: every cacheable GET has a strong ETag and knows 304 (P-5). Of a JSON answer it covers all but the
//! part of `meta` that tells when and for whom it was made. What is compressed on its way out has a tag of its own
//! (RFC 9110, 8.8.3.3), by which it is known again as well.

use axum::body::{Body, HttpBody, to_bytes};
use axum::extract::Request;
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use xxhash_rust::xxh3::Xxh3;

use super::identity::actor_of;
use crate::error::Error;

/// Who may keep an answer, and how long. Put into the response's extensions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CachePolicy {
    /// Nobody: secrets, answers to writes.
    None,
    /// The reader's own browser, asking again every time.
    Private,
    /// Anybody for so many seconds, and as long again while it is fetched anew; with 0 as long as they ask each time
    /// whether it still holds, as lists of what may end any moment do. Whoever is signed in always asks.
    Public(u32),
    /// Anybody, for ever: the address changes with the content.
    Immutable,
}

impl CachePolicy {
    fn header(self) -> HeaderValue {
        match self {
            Self::None => HeaderValue::from_static("no-store"),
            Self::Private => HeaderValue::from_static("private, no-cache"),
            Self::Public(0) => HeaderValue::from_static("public, no-cache"),
            Self::Public(seconds) => {
                let text = format!("public, max-age={seconds}, stale-while-revalidate={seconds}");
                HeaderValue::from_str(&text).expect("digits and ASCII words")
            }
            Self::Immutable => HeaderValue::from_static("public, max-age=31536000, immutable"),
        }
    }
}

/// What the ETag is made of, when that is not the whole body.
#[derive(Debug, Clone)]
pub struct EtagSource(String);

impl EtagSource {
    /// A short hash of the parts: XXH3, 128 bits. It need not withstand forgers, who could at most let readers keep an
    /// old state of what is the forgers' own.
    #[must_use]
    pub fn of(parts: &[&[u8]]) -> Self {
        let mut hash = Xxh3::new();
        for part in parts {
            hash.update(&(part.len() as u64).to_be_bytes());
            hash.update(part);
        }
        Self(URL_SAFE_NO_PAD.encode(&hash.digest128().to_be_bytes()[..12]))
    }
}

/// Bodies larger than this, or of unknown size, are passed on without an ETag.
const LARGEST: usize = 4 * 1024 * 1024;

pub(crate) async fn conditional(request: Request, next: Next) -> Response {
    let readable = matches!(*request.method(), Method::GET | Method::HEAD);
    let without_body = *request.method() == Method::HEAD;
    let signed_in = actor_of(request.extensions()).user().is_some();
    let known: Vec<HeaderValue> = request.headers().get_all(header::IF_NONE_MATCH).iter().cloned().collect();
    let mut response = next.run(request).await;
    if response.headers().contains_key(header::ETAG) {
        response.extensions_mut().insert(OwnTag);
    }
    let policy = match response.extensions().get::<CachePolicy>().copied() {
        // Nobody reads what was before their own change.
        Some(CachePolicy::Public(_)) if signed_in => Some(CachePolicy::Private),
        policy => policy,
    };
    if !response.headers().contains_key(header::CACHE_CONTROL) {
        let policy = policy.unwrap_or(CachePolicy::None);
        response.headers_mut().insert(header::CACHE_CONTROL, policy.header());
    }
    let small = response.body().size_hint().upper().is_some_and(|bytes| bytes <= LARGEST as u64);
    let cacheable = small
        && readable
        && response.status() == StatusCode::OK
        && !matches!(policy, None | Some(CachePolicy::None));
    if !cacheable {
        return response;
    }
    let vary = match policy {
        Some(CachePolicy::Public(_) | CachePolicy::Private) => {
            "accept-encoding, accept-language, authorization, cookie, watermark"
        }
        _ => "accept-encoding",
    };
    response.headers_mut().insert(header::VARY, HeaderValue::from_static(vary));
    if response.headers().contains_key(header::ETAG) {
        return not_modified_or(&known, response);
    }
    let (mut parts, body) = response.into_parts();
    let source = parts.extensions.get::<EtagSource>().cloned();
    if without_body && source.is_none() {
        // The tag is made of the body, which is gone by now; another one than GET's would be wrong.
        return Response::from_parts(parts, body);
    }
    let bytes = match to_bytes(body, LARGEST).await {
        Ok(bytes) => bytes,
        Err(error) => return Error::internal(error).into_response(),
    };
    let source = source.unwrap_or_else(|| EtagSource::of(&[&bytes]));
    if let Ok(etag) = HeaderValue::from_str(&format!("\"{}\"", source.0)) {
        parts.headers.insert(header::ETAG, etag);
    }
    not_modified_or(&known, Response::from_parts(parts, Body::from(bytes)))
}

fn not_modified_or(known: &[HeaderValue], response: Response) -> Response {
    let etag = etag_text(response.headers());
    let mut lists = known.iter().filter_map(|list| list.to_str().ok());
    let named = etag.and_then(|etag| lists.find_map(|list| named(list, etag)));
    let Some(named) = named.and_then(|tag| HeaderValue::from_str(tag).ok()) else { return response };
    let (mut parts, _) = response.into_parts();
    parts.status = StatusCode::NOT_MODIFIED;
    parts.headers.insert(header::ETAG, named);
    parts.headers.remove(header::CONTENT_TYPE);
    parts.headers.remove(header::CONTENT_LENGTH);
    Response::from_parts(parts, Body::empty())
}

/// The tag by which `If-None-Match` names this one, in whatever coding it was sent, by weak comparison (RFC 9110, 8.8.3.2
/// and 13.1.2).
fn named<'a>(list: &'a str, etag: &'a str) -> Option<&'a str> {
    if list.trim() == "*" {
        return Some(etag);
    }
    let strong = |tag: &'a str| tag.strip_prefix("W/").unwrap_or(tag);
    list.split(',').map(|tag| strong(tag.trim())).find(|tag| uncoded(tag) == uncoded(strong(etag)))
}

/// A strong tag without the name of a coding; the quote at its end goes as well.
fn uncoded(tag: &str) -> &str {
    let Some(inner) = tag.strip_suffix('"') else { return tag };
    CODINGS.iter().find_map(|coding| inner.strip_suffix(coding)).unwrap_or(inner)
}

/// The handler has made the tag.
#[derive(Clone)]
struct OwnTag;

/// What [`name_coding`] adds.
const CODINGS: [&str; 3] = ["-br", "-gzip", "-zstd"];

/// Adds the coding of an answer to its strong tag: other bytes, another tag. Files that are compressed beforehand have
/// seen to that themselves.
pub(crate) async fn name_coding(request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    if response.extensions().get::<OwnTag>().is_some() {
        return response;
    }
    let coding = response.headers().get(header::CONTENT_ENCODING).and_then(|value| value.to_str().ok());
    let inner = etag_text(response.headers()).and_then(|tag| tag.strip_suffix('"'));
    let coded = coding.zip(inner).map(|(coding, inner)| format!("{inner}-{coding}\""));
    if let Some(tag) = coded.and_then(|tag| HeaderValue::from_str(&tag).ok()) {
        response.headers_mut().insert(header::ETAG, tag);
    }
    response
}

fn etag_text(headers: &HeaderMap) -> Option<&str> {
    headers.get(header::ETAG).and_then(|value| value.to_str().ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_are_compared_without_their_weakness() {
        for list in ["\"a\"", "W/\"a\"", "\"b\", W/\"a\"", " * ", "W/\"b\",\"a\""] {
            assert!(named(list, "W/\"a\"").is_some() && named(list, "\"a\"") == Some("\"a\""), "{list}");
        }
        for list in ["\"b\"", "a", "", "W/W/\"a\"", "w/\"a\"", "\"A\"", "W/", "\"a-br"] {
            assert!(named(list, "W/\"a\"").is_none() && named(list, "\"a\"").is_none(), "{list}");
        }
    }

    #[test]
    fn an_answer_is_known_again_in_every_coding() {
        for coded in ["\"a-br\"", "\"a-gzip\"", "\"a-zstd\""] {
            assert_eq!(named(&format!("\"b\", W/{coded}"), "\"a\""), Some(coded));
        }
        assert_eq!(named("\"a-deflate\"", "\"a\""), None);
    }
}
