//! Reading bodies strictly: a bad one is told by field and never becomes a 5xx (P-11).

use axum::body::Bytes;
use axum::extract::rejection::BytesRejection;
use axum::extract::{FromRequest, Request};
use axum::http::header;
use kernel::{ErrorKind, Problem};
use serde::de::DeserializeOwned;

use super::objects::Objects;
use crate::error::{Error, Result};

/// A JSON body. `T` denies unknown fields.
#[derive(Debug)]
pub struct JsonBody<T>(pub T);

/// A form of a page (`application/x-www-form-urlencoded`); repeated fields become a list.
#[derive(Debug)]
pub struct FormBody<T>(pub T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequest<S> for JsonBody<T> {
    type Rejection = Error;
    async fn from_request(request: Request, state: &S) -> Result<Self> {
        let bytes = read_json(request, state).await?;
        parse_json(&bytes).map(Self)
    }
}

impl<T: DeserializeOwned, S: Send + Sync> FromRequest<S> for FormBody<T> {
    type Rejection = Error;
    async fn from_request(request: Request, state: &S) -> Result<Self> {
        if !has_type(&request, "application/x-www-form-urlencoded") {
            return Err(Error::new(ErrorKind::UnsupportedMedia, "platform", "platform-error-media-type"));
        }
        let bytes = Bytes::from_request(request, state).await.map_err(|rejection| too_large(&rejection))?;
        let form = serde_html_form::Deserializer::from_bytes(&bytes);
        serde_path_to_error::deserialize(form)
            .map(Self)
            .map_err(|error| malformed(&error.path().to_string(), &error.inner().to_string()).into())
    }
}

fn has_type(request: &Request, wanted: &str) -> bool {
    request
        .headers()
        .get(header::CONTENT_TYPE)
        .and_then(|value| value.to_str().ok())
        .and_then(|value| value.split(';').next())
        .is_some_and(|value| value.trim().eq_ignore_ascii_case(wanted))
}

pub(crate) async fn read_json<S: Send + Sync>(request: Request, state: &S) -> Result<Bytes> {
    if !has_type(&request, "application/json") {
        return Err(Error::new(ErrorKind::UnsupportedMedia, "platform", "platform-error-media-type"));
    }
    Bytes::from_request(request, state).await.map_err(|rejection| too_large(&rejection))
}

pub(crate) fn parse_json<T: DeserializeOwned>(bytes: &[u8]) -> Result<T> {
    if std::str::from_utf8(bytes).is_err() {
        return Err(Error::new(ErrorKind::Malformed, "platform", "platform-error-utf8"));
    }
    if bytes.iter().find(|byte| !byte.is_ascii_whitespace()) != Some(&b'{') {
        return Err(malformed(".", "not an object").into());
    }
    let mut json = serde_json::Deserializer::from_slice(bytes);
    let value = serde_path_to_error::deserialize(Objects(&mut json))
        .map_err(|error| Error::from(malformed(&error.path().to_string(), &error.inner().to_string())))?;
    json.end().map_err(|error| Error::from(malformed(".", &error.to_string())))?;
    Ok(value)
}

fn too_large(rejection: &BytesRejection) -> Error {
    if rejection.status() == axum::http::StatusCode::PAYLOAD_TOO_LARGE {
        Error::new(ErrorKind::PayloadTooLarge, "platform", "platform-error-too-large")
    } else {
        Error::new(ErrorKind::Malformed, "platform", "platform-error-body")
    }
}

/// What serde says, told by field. Its wording names Rust types, so only the part that a caller can use is kept.
pub(crate) fn malformed(path: &str, told: &str) -> Problem {
    let place = Some(path).filter(|path| !matches!(*path, "." | "?" | ""));
    let within = |name: &str| match place {
        // serde's path ends in the unknown field already in some formats.
        Some(path) if path == name || path.ends_with(&format!(".{name}")) => path.to_owned(),
        Some(path) => format!("{path}.{name}"),
        None => name.to_owned(),
    };
    let quoted = || told.split('`').nth(1).unwrap_or("").to_owned();
    if told.starts_with("unknown field") {
        let field = within(&quoted());
        return Problem::new(ErrorKind::Malformed, "platform", "platform-error-unknown-field").field(field);
    }
    if told.starts_with("missing field") {
        let field = within(&quoted());
        return Problem::new(ErrorKind::Validation, "platform", "platform-check-required").field(field);
    }
    if told.starts_with("duplicate field") {
        let field = within(&quoted());
        return Problem::new(ErrorKind::Malformed, "platform", "platform-error-duplicate-field").field(field);
    }
    let problem = Problem::new(ErrorKind::Malformed, "platform", "platform-error-malformed");
    match place {
        Some(path) => problem.field(path),
        None => problem,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde::Deserialize;

    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Place {
        #[serde(rename = "latitude")]
        _latitude: f64,
    }

    #[derive(Debug, Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Listing {
        #[serde(rename = "title")]
        _title: String,
        #[serde(rename = "location")]
        _location: Option<Place>,
    }

    fn told(json: &[u8]) -> String {
        let error = parse_json::<Listing>(json).expect_err("bad");
        let problem = &error.problems()[0];
        format!("{} {} {}", problem.code, problem.text, problem.field.as_deref().unwrap_or("-"))
    }

    #[test]
    fn bad_json_is_told_by_field() {
        let cases: [&[u8]; 11] = [
            b"{",
            b"",
            b"[]",
            b"{\"title\": 5}",
            b"{\"title\": \"x\", \"titel\": 1}",
            b"{\"title\": \"x\", \"location\": {\"latitude\": \"north\"}}",
            b"{\"title\": \"x\", \"location\": {\"latitude\": 1, \"depth\": 2}}",
            b"{\"title\": \"x\", \"location\": [1]}",
            b"{\"title\": \"x\", \"location\": {\"latitude\": 1, \"latitude\": 2}}",
            b"{}",
            b"{\"title\": \"x\"} trailing",
        ];
        let told: Vec<String> = cases.iter().map(|json| told(json)).collect();
        insta::assert_snapshot!(told.join("\n"), @r"
        MALFORMED platform-error-malformed -
        MALFORMED platform-error-malformed -
        MALFORMED platform-error-malformed -
        MALFORMED platform-error-malformed title
        MALFORMED platform-error-unknown-field titel
        MALFORMED platform-error-malformed location.latitude
        MALFORMED platform-error-unknown-field location.depth
        MALFORMED platform-error-malformed location
        MALFORMED platform-error-duplicate-field location.latitude
        VALIDATION_ERROR platform-check-required title
        MALFORMED platform-error-malformed -
        ");
    }

    #[test]
    fn bytes_that_are_no_utf8_and_bottomless_nesting_are_refused() {
        assert_eq!(told(b"{\"title\": \"\xff\"}"), "MALFORMED platform-error-utf8 -");
        let deep = format!("{{\"title\": {}", "[".repeat(100_000));
        assert_eq!(told(deep.as_bytes()), "MALFORMED platform-error-malformed title");
        let ignored = format!("{{\"x\": {}", "[".repeat(100_000));
        assert!(told(ignored.as_bytes()).starts_with("MALFORMED"));
    }
}
