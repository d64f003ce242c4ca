//! Optimistic locking: a change says which version it is meant for (P-6).

use axum::http::{HeaderMap, header};
use kernel::{ErrorKind, Problem};
use serde_json::Value;

use crate::error::{Error, Result};

/// The version that the request is meant for: `If-Match: "v7"`, or `version` in the body. Not the representation's
/// ETag, which is for reading.
///
/// # Errors
/// 428 when neither is there, 400 when the header cannot be read.
pub fn expected(headers: &HeaderMap, in_body: Option<i64>) -> Result<i64> {
    let Some(value) = headers.get(header::IF_MATCH) else {
        return in_body.ok_or_else(|| {
            Error::new(ErrorKind::PreconditionRequired, "platform", "platform-error-version-required")
        });
    };
    let text = value.to_str().unwrap_or("").trim();
    let version =
        text.strip_prefix("\"v").and_then(|rest| rest.strip_suffix('"')).and_then(|n| n.parse().ok());
    version.ok_or_else(|| {
        Problem::new(ErrorKind::Malformed, "platform", "platform-error-malformed").field("If-Match").into()
    })
}

/// 409 with the present state, so that the caller can show both.
#[must_use]
pub fn stale(source: &'static str, current: Value) -> Error {
    Error::new(ErrorKind::Conflict, source, "platform-error-version-stale").current(current)
}
