//! The browser's files: built by `frontend/`, embedded in the program, served compressed as they were built.
//!
//! Files with a hash in their name never change and may be kept for ever; the few whose names are fixed by browsers
//! (`/sw.js`, `/manifest.webmanifest`, `/favicon.ico`) are asked for again.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::LazyLock;

use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::Path;
use axum::http::header::{
    ACCEPT_ENCODING, CACHE_CONTROL, CONTENT_ENCODING, CONTENT_LENGTH, CONTENT_TYPE, ETAG, IF_NONE_MATCH, VARY,
};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use rust_embed::{EmbeddedFile, RustEmbed};

#[derive(RustEmbed)]
#[folder = "../../frontend/dist"]
struct Dist;

const FOR_EVER: &str = "public, max-age=31536000, immutable";
const ASK_AGAIN: &str = "no-cache";
const A_DAY: &str = "public, max-age=86400";

/// The bytes of a file that the program itself uses.
pub(crate) fn plain(name: &str) -> Bytes {
    NAMES.get(name).and_then(|file| FILES.get(file)).map(|file| file.plain.clone()).unwrap_or_default()
}

/// The address of a file by its logical name: `app.js` → `/assets/app.0123456789.js`; empty for a name that the
/// build does not know.
#[must_use]
pub fn url(name: &str) -> &'static str {
    static URLS: LazyLock<HashMap<String, String>> = LazyLock::new(|| {
        NAMES.iter().map(|(name, file)| (name.clone(), format!("/assets/{file}"))).collect()
    });
    URLS.get(name).map_or("", String::as_str)
}

/// `/assets/{file}`, `/sw.js`, `/manifest.webmanifest` and `/favicon.ico`: public, for everybody.
pub fn router<S>() -> Router<S>
where
    S: Clone + Send + Sync + 'static,
{
    Router::new()
        .route("/assets/{file}", get(hashed))
        .route("/sw.js", get(async |headers: HeaderMap| send("sw.js", ASK_AGAIN, &headers)))
        .route(
            "/manifest.webmanifest",
            get(async |headers: HeaderMap| send("manifest.webmanifest", A_DAY, &headers)),
        )
        .route("/favicon.ico", get(async |headers: HeaderMap| send("favicon.ico", A_DAY, &headers)))
}

async fn hashed(Path(file): Path<String>, headers: HeaderMap) -> Response {
    // Only names with a hash: what has none may change and must not be kept for ever.
    let is_hashed = NAMES.iter().any(|(name, known)| *known == file && *name != file);
    if is_hashed { send(&file, FOR_EVER, &headers) } else { StatusCode::NOT_FOUND.into_response() }
}

fn send(name: &str, cache: &'static str, headers: &HeaderMap) -> Response {
    let Some(file) = FILES.get(name) else { return StatusCode::NOT_FOUND.into_response() };
    let (encoding, bytes) = file.best_for(headers);
    let etag = format!("\"{}{encoding}\"", file.hash);
    let fresh = headers
        .get(IF_NONE_MATCH)
        .and_then(|value| value.to_str().ok())
        .is_some_and(|tags| tags.split(',').any(|tag| tag.trim().trim_start_matches("W/") == etag));
    let mut response = if fresh {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        let mut response = Response::new(Body::from(bytes.clone()));
        let about = response.headers_mut();
        about.insert(CONTENT_TYPE, HeaderValue::from_static(file.content_type));
        about.insert(CONTENT_LENGTH, bytes.len().into());
        if !encoding.is_empty() {
            about.insert(CONTENT_ENCODING, HeaderValue::from_static(encoding));
        }
        response
    };
    let about = response.headers_mut();
    about.insert(CACHE_CONTROL, HeaderValue::from_static(cache));
    if let Ok(etag) = HeaderValue::from_str(&etag) {
        about.insert(ETAG, etag);
    }
    if file.brotli.is_some() || file.gzip.is_some() {
        about.insert(VARY, HeaderValue::from_static("accept-encoding"));
    }
    response
}

/// One file with its compressed twins.
struct File {
    content_type: &'static str,
    hash: String,
    plain: Bytes,
    brotli: Option<Bytes>,
    gzip: Option<Bytes>,
}

impl File {
    /// The smallest form that the client takes, with the name of its encoding (empty for none).
    fn best_for(&self, headers: &HeaderMap) -> (&'static str, &Bytes) {
        let accepted = headers.get(ACCEPT_ENCODING).and_then(|value| value.to_str().ok()).unwrap_or("");
        match (&self.brotli, &self.gzip) {
            (Some(bytes), _) if accepts(accepted, "br") => ("br", bytes),
            (_, Some(bytes)) if accepts(accepted, "gzip") => ("gzip", bytes),
            _ => ("", &self.plain),
        }
    }
}

/// Whether an `Accept-Encoding` header takes `encoding`: named without `q=0`, or covered by `*`.
fn accepts(header: &str, encoding: &str) -> bool {
    let quality = |wanted: &str| {
        header.split(',').find_map(|part| {
            let mut words = part.split(';').map(str::trim);
            let name = words.next()?;
            name.eq_ignore_ascii_case(wanted).then(|| {
                words
                    .find_map(|word| word.strip_prefix("q="))
                    .map_or(1.0, |q| q.parse::<f32>().unwrap_or(0.0))
            })
        })
    };
    quality(encoding).or_else(|| quality("*")).is_some_and(|q| q > 0.0)
}

/// Logical name → file name, as the build wrote it.
static NAMES: LazyLock<HashMap<String, String>> = LazyLock::new(|| {
    let file = Dist::get("assets.json").expect("build.rs refuses to build without assets.json");
    serde_json::from_slice(&file.data).expect("frontend/build.mjs writes a map of names")
});

static FILES: LazyLock<HashMap<String, File>> = LazyLock::new(|| {
    NAMES
        .values()
        .filter_map(|name| {
            let file = Dist::get(name)?;
            let hash = file.metadata.sha256_hash()[..8].iter().map(|byte| format!("{byte:02x}")).collect();
            let twin = |suffix: &str| Dist::get(&format!("{name}{suffix}")).map(bytes);
            let found = File {
                content_type: content_type(name),
                hash,
                brotli: twin(".br"),
                gzip: twin(".gz"),
                plain: bytes(file),
            };
            Some((name.clone(), found))
        })
        .collect()
});

fn bytes(file: EmbeddedFile) -> Bytes {
    match file.data {
        Cow::Borrowed(data) => Bytes::from_static(data),
        Cow::Owned(data) => data.into(),
    }
}

fn content_type(name: &str) -> &'static str {
    match name.rsplit('.').next() {
        Some("js") => "text/javascript; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        Some("ico") => "image/x-icon",
        Some("json") => "application/json",
        Some("webmanifest") => "application/manifest+json",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use axum::body::HttpBody;

    use super::*;

    fn asked_with(pairs: &[(axum::http::HeaderName, &str)]) -> HeaderMap {
        pairs.iter().map(|(name, value)| (name.clone(), value.parse().expect("a header value"))).collect()
    }

    fn header(response: &Response, name: axum::http::HeaderName) -> &str {
        response.headers().get(name).map_or("", |value| value.to_str().expect("ASCII"))
    }

    #[test]
    fn every_name_of_the_build_has_its_file_and_type() {
        for (name, file) in NAMES.iter() {
            assert_eq!(url(name), format!("/assets/{file}"));
            assert_ne!(FILES[file].content_type, "application/octet-stream", "{name}");
        }
        assert_eq!(url("no-such-file"), "");
    }

    #[test]
    fn the_manifest_makes_an_app_and_names_files_that_exist() {
        let manifest: serde_json::Value =
            serde_json::from_slice(&FILES["manifest.webmanifest"].plain).expect("JSON");
        assert_eq!(
            ["id", "start_url", "scope", "display"].map(|name| manifest[name].clone()),
            ["/", "/?from=app", "/", "standalone"]
        );
        let mut drawn = Vec::new();
        for icon in manifest["icons"].as_array().expect("a list") {
            let text = |name: &str| icon[name].as_str().unwrap_or_default();
            let name = text("src").strip_prefix("/assets/").expect("a built file");
            let file = FILES.get(name).unwrap_or_else(|| panic!("no {name}"));
            assert_eq!(file.content_type, text("type"), "{name}");
            if file.content_type == "image/png" {
                // Width and height stand in the head of every PNG.
                let number = |at: usize| {
                    file.plain[at..at + 4].iter().fold(0, |sum, byte| sum * 256 + u32::from(*byte))
                };
                assert_eq!(text("sizes"), format!("{}x{}", number(16), number(20)), "{name}");
                drawn.push((number(16), text("purpose").to_owned()));
            }
        }
        // Browsers ask for these two sizes; Android cuts the maskable ones to its own shape.
        let wanted = [(192, ""), (512, ""), (192, "maskable"), (512, "maskable")];
        assert_eq!(drawn, wanted.map(|(size, purpose)| (size, purpose.to_owned())));
        let target = &manifest["share_target"];
        assert_eq!(["action", "method"].map(|name| target[name].clone()), ["/listings/new", "GET"]);
        let handed = ["title", "text", "url"];
        assert_eq!(handed.map(|name| target["params"][name].clone()), handed, "what the form reads");
    }

    #[test]
    fn a_client_gets_the_smallest_form_that_it_takes() {
        let length = |accepted| {
            let response = send("sw.js", ASK_AGAIN, &asked_with(&[(ACCEPT_ENCODING, accepted)]));
            assert_eq!(header(&response, VARY), "accept-encoding");
            (
                header(&response, CONTENT_ENCODING).to_owned(),
                response.body().size_hint().exact().expect("a whole file"),
            )
        };
        let (brotli, gzip, plain) = (length("gzip, br"), length("gzip;q=0.5, br;q=0"), length("identity"));
        assert_eq!((brotli.0.as_str(), gzip.0.as_str(), plain.0.as_str()), ("br", "gzip", ""));
        assert!(brotli.1 < gzip.1 && gzip.1 < plain.1);
        assert_eq!(length("*").0, "br");
        assert_eq!(length("br;q=nonsense").0, "");
    }

    #[test]
    fn a_known_file_is_not_sent_again() {
        let first = send("sw.js", ASK_AGAIN, &asked_with(&[(ACCEPT_ENCODING, "br")]));
        let etag = header(&first, ETAG).to_owned();
        let again = send("sw.js", ASK_AGAIN, &asked_with(&[(ACCEPT_ENCODING, "br"), (IF_NONE_MATCH, &etag)]));
        assert_eq!(again.status(), StatusCode::NOT_MODIFIED);
        let other_form = send("sw.js", ASK_AGAIN, &asked_with(&[(IF_NONE_MATCH, &etag)]));
        assert_eq!(other_form.status(), StatusCode::OK);
    }
}
