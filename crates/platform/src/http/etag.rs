//! Conditional reads: every cacheable GET has a strong ETag and knows 304 (P-5). Of a JSON answer it covers all but the
//! part of `meta` that tells when and for whom it was made.

use axum::body::{Body, HttpBody, to_bytes};
use axum::extract::Request;
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use xxhash_rust::xxh3::Xxh3;

use crate::error::Error;

/// Who may keep an answer, and how long. Put into the response's extensions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CachePolicy {
    /// Nobody: secrets, answers to writes.
    None,
    /// The reader's own browser, asking again every time.
    Private,
    /// Anybody for so many seconds, and for ten times as long while it is fetched anew.
    Public(u32),
    /// Anybody, for ever: the address changes with the content.
    Immutable,
}

impl CachePolicy {
    fn header(self) -> HeaderValue {
        match self {
            Self::None => HeaderValue::from_static("no-store"),
            Self::Private => HeaderValue::from_static("private, no-cache"),
            Self::Public(seconds) => {
                let text =
                    format!("public, max-age={seconds}, stale-while-revalidate={}", u64::from(seconds) * 10);
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
    let known: Vec<HeaderValue> = request.headers().get_all(header::IF_NONE_MATCH).iter().cloned().collect();
    let mut response = next.run(request).await;
    let policy = response.extensions().get::<CachePolicy>().copied();
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
            "accept-encoding, accept-language, authorization, cookie"
        }
        _ => "accept-encoding",
    };
    response.headers_mut().insert(header::VARY, HeaderValue::from_static(vary));
    if response.headers().contains_key(header::ETAG) {
        return not_modified_or(&known, response);
    }
    let (mut parts, body) = response.into_parts();
    let source = parts.extensions.get::<EtagSource>().cloned();
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
    if !etag.is_some_and(|etag| lists.any(|list| names(list, etag))) {
        return response;
    }
    let (mut parts, _) = response.into_parts();
    parts.status = StatusCode::NOT_MODIFIED;
    parts.headers.remove(header::CONTENT_TYPE);
    parts.headers.remove(header::CONTENT_LENGTH);
    Response::from_parts(parts, Body::empty())
}

/// Whether `If-None-Match` names this tag, by weak comparison (RFC 9110, 8.8.3.2 and 13.1.2).
fn names(list: &str, etag: &str) -> bool {
    list.trim() == "*" || list.split(',').any(|one| opaque(one.trim()) == opaque(etag))
}

fn opaque(tag: &str) -> &str {
    tag.strip_prefix("W/").unwrap_or(tag)
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
            assert!(names(list, "W/\"a\"") && names(list, "\"a\""), "{list}");
        }
        for list in ["\"b\"", "a", "", "W/W/\"a\"", "w/\"a\"", "\"A\"", "W/"] {
            assert!(!names(list, "W/\"a\"") && !names(list, "\"a\""), "{list}");
        }
    }
}
