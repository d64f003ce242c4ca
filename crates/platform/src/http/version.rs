//! Optimistic locking: a change says which version it is meant for (P-6).

use axum::http::{HeaderMap, header};
use kernel::{ErrorKind, Problem};
use serde_json::Value;

use crate::error::{Error, Result};

/// No thing has this version, so it is stale whatever stands.
const NEVER: i64 = -1;

/// The version that the request is meant for: `If-Match: "v7"`, or `version` in the body. Not the representation's
/// ETag, which is for reading. Tags are compared strongly (RFC 9110, 13.1.1): a weak one is never the present one, nor is
/// one that names no version. `*` would do without a version, so it is as good as none.
///
/// # Errors
/// 428 when neither is there, 400 when the header cannot be read or names several.
pub fn expected(headers: &HeaderMap, in_body: Option<i64>) -> Result<i64> {
    let text = headers.get(header::IF_MATCH).map(|value| value.to_str().unwrap_or("").trim());
    let Some(tag) = text.filter(|text| *text != "*") else {
        return in_body.ok_or_else(|| {
            Error::new(ErrorKind::PreconditionRequired, "platform", "platform-error-version-required")
        });
    };
    let opaque = |tag: &str| tag.strip_prefix('"')?.strip_suffix('"').map(str::to_owned);
    let weak = tag.strip_prefix("W/");
    match opaque(weak.unwrap_or(tag)).filter(|text| !text.contains('"')) {
        Some(text) => {
            let version = text.strip_prefix('v').and_then(|number| number.parse().ok());
            Ok(version.filter(|_| weak.is_none()).unwrap_or(NEVER))
        }
        None => Err(Problem::new(ErrorKind::Malformed, "platform", "platform-error-malformed")
            .field("If-Match")
            .into()),
    }
}

/// 409 with the present state, so that the caller can show both.
#[must_use]
pub fn stale(source: &'static str, current: Value) -> Error {
    Error::new(ErrorKind::Conflict, source, "platform-error-version-stale").current(current)
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::HeaderValue;

    fn asked(if_match: &str, in_body: Option<i64>) -> Result<i64, ErrorKind> {
        let value = HeaderValue::from_str(if_match).expect("a header");
        expected(&HeaderMap::from_iter([(header::IF_MATCH, value)]), in_body).map_err(|error| error.kind())
    }

    #[test]
    fn only_a_strong_tag_names_a_version() {
        assert_eq!(asked("\"v7\"", Some(3)), Ok(7));
        for never in ["W/\"v7\"", "\"u4Lq\"", "\"vX\"", "\"\""] {
            assert_eq!(asked(never, Some(7)), Ok(NEVER), "{never}");
        }
        for malformed in ["v7", "\"v7", "\"v7\", \"v8\"", "", "w/\"v7\""] {
            assert_eq!(asked(malformed, Some(7)), Err(ErrorKind::Malformed), "{malformed}");
        }
        assert_eq!(asked("*", None), Err(ErrorKind::PreconditionRequired));
        assert_eq!(asked("*", Some(7)), Ok(7));
        assert_eq!(expected(&HeaderMap::new(), Some(7)).ok(), Some(7));
    }
}
