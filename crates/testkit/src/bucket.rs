//! A stand-in for a bucket of Amazon S3 on a port of its own. It checks every signature as Amazon's documentation of
//! Signature Version 4 describes it, and answers browsers of other sites as its CORS rule says: at first none.

use std::collections::{BTreeMap, HashMap, VecDeque};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::Router;
use axum::body::{Body, Bytes, to_bytes};
use axum::extract::{Request, State};
use axum::http::{HeaderMap, Method, StatusCode, Uri};
use axum::response::{IntoResponse, Response};
use chrono::{NaiveDateTime, TimeDelta};
use futures_util::{StreamExt, stream};
use hmac::{Hmac, KeyInit, Mac};
use platform::blob::Bucket;
use sha2::{Digest, Sha256};
use tokio::sync::Semaphore;

const KEY_ID: &str = "AKIDTEST";
const SECRET: &str = "a secret of the bucket/with+signs";
const LARGEST: usize = 32 * 1024 * 1024;

/// What becomes of a file on its way into quarantine.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fate {
    /// The line is cut in the middle of it.
    Half,
    /// It is kept, and the line is cut before the answer.
    Lost,
}

/// The stand-in: what lies in it, and the requests that it refused. Cheap to clone.
#[derive(Clone)]
pub struct BucketStandin {
    objects: Arc<Mutex<BTreeMap<String, Vec<u8>>>>,
    refused: Arc<Mutex<Vec<String>>>,
    fates: Arc<Mutex<VecDeque<Fate>>>,
    cuts: Arc<Mutex<Vec<&'static str>>>,
    origin: Arc<Mutex<Option<String>>>,
    down: Arc<AtomicBool>,
    reads: Arc<Semaphore>,
}

impl BucketStandin {
    /// Starts one, and says how it is spoken to.
    ///
    /// # Panics
    /// When there is no port.
    pub async fn start() -> (Self, Bucket) {
        let standin = Self {
            objects: Arc::default(),
            refused: Arc::default(),
            fates: Arc::default(),
            cuts: Arc::default(),
            origin: Arc::default(),
            down: Arc::default(),
            reads: Arc::new(Semaphore::new(Semaphore::MAX_PERMITS)),
        };
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let address = listener.local_addr().expect("an address");
        let router = Router::new().fallback(serve).with_state(standin.clone());
        tokio::spawn(async move { axum::serve(listener, router).await });
        let bucket = Bucket {
            name: "pictures".to_owned(),
            endpoint: Some(format!("http://{address}")),
            region: "af-south-1".to_owned(),
            access_key_id: KEY_ID.to_owned(),
            secret_access_key: SECRET.to_owned(),
        };
        (standin, bucket)
    }

    /// The keys of what lies in it.
    #[must_use]
    pub fn keys(&self, prefix: &str) -> Vec<String> {
        let objects = self.objects.lock().expect("not poisoned");
        objects.keys().filter(|key| key.starts_with(prefix)).cloned().collect()
    }

    /// The requests whose signature was not right.
    #[must_use]
    pub fn refused(&self) -> Vec<String> {
        self.refused.lock().expect("not poisoned").clone()
    }

    /// From now on it refuses everything, or no longer.
    pub fn set_down(&self, down: bool) {
        self.down.store(down, Ordering::SeqCst);
    }

    /// Its CORS rule: browsers may send from pages of this origin, or of none.
    pub fn allow(&self, origin: Option<&str>) {
        *self.origin.lock().expect("not poisoned") = origin.map(str::to_owned);
    }

    /// From now on only so many files are read from quarantine, and further ones when more are let through.
    pub fn hold_reads_after(&self, reads: usize) {
        self.reads.forget_permits(Semaphore::MAX_PERMITS);
        self.reads.add_permits(reads);
    }

    /// Lets so many more be read.
    pub fn let_through(&self, reads: usize) {
        self.reads.add_permits(reads);
    }

    /// For scripts: `POST /-/fates` with the words `half` and `lost` for the next files on their way into quarantine,
    /// `POST /-/origin` with the origin of the CORS rule, or nothing; `GET /-/keys` lists what lies in it, `GET /-/cuts`
    /// which of the fates have come true, a line each.
    async fn control(&self, what: &str, body: Body) -> Response {
        let body = to_bytes(body, LARGEST).await.unwrap_or_default();
        let words = String::from_utf8_lossy(&body);
        match what {
            "fates" => {
                let fates =
                    words.split_whitespace().map(|word| if word == "half" { Fate::Half } else { Fate::Lost });
                *self.fates.lock().expect("not poisoned") = fates.collect();
            }
            "origin" => self.allow(Some(words.trim()).filter(|origin| !origin.is_empty())),
            "cuts" => return self.cuts.lock().expect("not poisoned").join("\n").into_response(),
            _ => return self.keys("").join("\n").into_response(),
        }
        StatusCode::NO_CONTENT.into_response()
    }

    fn note_cut(&self, what: &'static str) {
        self.cuts.lock().expect("not poisoned").push(what);
    }

    fn fate(&self) -> Option<Fate> {
        self.fates.lock().expect("not poisoned").pop_front()
    }
}

/// An answer that never comes to its end: the connection breaks. It begins, since a browser sends again by itself, and
/// tells the page nothing of it, what is cut before any answer.
fn cut() -> Response {
    let begun = stream::once(async { Ok(Bytes::from_static(b"<")) });
    let broken = stream::once(async {
        tokio::time::sleep(Duration::from_millis(50)).await;
        Err(std::io::Error::other("the line is cut"))
    });
    Response::new(Body::from_stream(begun.chain(broken)))
}

/// The answer for pages of this origin.
fn for_page(mut answer: Response, origin: Option<String>) -> Response {
    if let Some(origin) = origin.and_then(|origin| origin.parse().ok()) {
        answer.headers_mut().insert("access-control-allow-origin", origin);
    }
    answer
}

async fn serve(State(standin): State<BucketStandin>, request: Request) -> Response {
    let (head, body) = request.into_parts();
    if let Some(what) = head.uri.path().strip_prefix("/-/") {
        return standin.control(what, body).await;
    }
    let asked_from = head.headers.get("origin").and_then(|origin| origin.to_str().ok());
    let allowed =
        standin.origin.lock().expect("not poisoned").clone().filter(|own| Some(own.as_str()) == asked_from);
    if head.method == Method::OPTIONS {
        return preflight(allowed.as_deref(), &head.headers);
    }
    let key = head.uri.path().strip_prefix("/pictures/").unwrap_or("");
    let fate =
        if head.method == Method::PUT && key.starts_with("quarantine/") { standin.fate() } else { None };
    if fate == Some(Fate::Half) {
        // Only what has begun to arrive can be cut.
        let arrived = body.into_data_stream().next().await;
        if arrived.is_some_and(|bytes| bytes.is_ok_and(|bytes| !bytes.is_empty())) {
            standin.note_cut("half");
        }
        return for_page(cut(), allowed);
    }
    let Ok(body) = to_bytes(body, LARGEST).await else {
        return StatusCode::PAYLOAD_TOO_LARGE.into_response();
    };
    let answer = answer(&standin, &head.method, &head.uri, &head.headers, &body).await;
    if fate == Some(Fate::Lost) {
        if answer.status().is_success() {
            standin.note_cut("lost");
        }
        return for_page(cut(), allowed);
    }
    for_page(answer, allowed)
}

/// May a page of another site send this? Asked before it does, without a signature.
fn preflight(allowed: Option<&str>, headers: &HeaderMap) -> Response {
    let asked = |name: &str| headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or("");
    let known = |name: &str| name.trim().is_empty() || name.trim().eq_ignore_ascii_case("content-type");
    let good = asked("access-control-request-method") == "PUT"
        && asked("access-control-request-headers").split(',').all(known);
    match allowed {
        Some(origin) if good => [
            ("access-control-allow-origin", origin),
            ("access-control-allow-methods", "PUT"),
            ("access-control-allow-headers", "content-type"),
        ]
        .into_response(),
        _ => StatusCode::FORBIDDEN.into_response(),
    }
}

async fn answer(
    standin: &BucketStandin,
    method: &Method,
    uri: &Uri,
    headers: &HeaderMap,
    body: &[u8],
) -> Response {
    if standin.down.load(Ordering::SeqCst) {
        return StatusCode::FORBIDDEN.into_response();
    }
    if let Err(why) = check_signature(method, uri, headers, body) {
        standin.refused.lock().expect("not poisoned").push(format!("{method} {uri}: {why}"));
        return (StatusCode::FORBIDDEN, "<Error><Code>SignatureDoesNotMatch</Code></Error>").into_response();
    }
    let Some(key) = uri.path().strip_prefix("/pictures/").map(str::to_owned) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    if *method == Method::GET && key.starts_with("quarantine/") {
        standin.reads.acquire().await.expect("never closed").forget();
    }
    let mut objects = standin.objects.lock().expect("not poisoned");
    let missing = (StatusCode::NOT_FOUND, "<Error><Code>NoSuchKey</Code></Error>");
    let known = |bytes: &Vec<u8>| {
        [
            ("content-length", bytes.len().to_string()),
            ("etag", "\"e\"".to_owned()),
            ("last-modified", "Sat, 21 Nov 2026 08:00:00 GMT".to_owned()),
        ]
    };
    match *method {
        Method::PUT => {
            objects.insert(key, body.to_vec());
            [("etag", "\"e\"")].into_response()
        }
        Method::GET => match objects.get(&key) {
            Some(bytes) => (known(bytes), bytes.clone()).into_response(),
            None => missing.into_response(),
        },
        Method::HEAD => match objects.get(&key) {
            Some(bytes) => known(bytes).into_response(),
            None => StatusCode::NOT_FOUND.into_response(),
        },
        Method::DELETE => {
            objects.remove(&key);
            StatusCode::NO_CONTENT.into_response()
        }
        _ => StatusCode::METHOD_NOT_ALLOWED.into_response(),
    }
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn hmac(key: &[u8], text: &str) -> Vec<u8> {
    let mut mac = Hmac::<Sha256>::new_from_slice(key).expect("any length");
    mac.update(text.as_bytes());
    mac.finalize().into_bytes().to_vec()
}

fn unescape(text: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        match byte {
            b'%' => {
                let pair = [rest.next().expect("a digit"), rest.next().expect("a digit")];
                let pair = std::str::from_utf8(&pair).expect("ASCII");
                bytes.push(u8::from_str_radix(pair, 16).expect("hex digits"));
            }
            other => bytes.push(other),
        }
    }
    String::from_utf8(bytes).expect("UTF-8")
}

fn check_signature(method: &Method, uri: &Uri, headers: &HeaderMap, body: &[u8]) -> Result<(), String> {
    let mut query: Vec<(&str, &str)> =
        uri.query().unwrap_or("").split('&').filter_map(|pair| pair.split_once('=')).collect();
    query.sort_unstable();
    let header = |name: &str| headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or("");
    let in_query: HashMap<&str, String> =
        query.iter().map(|(name, value)| (*name, unescape(value))).collect();
    // Either everything stands in the query, or in the header `Authorization`.
    let (credential, names, signature, date, payload) = match in_query.get("X-Amz-Signature") {
        Some(signature) => {
            let part = |name: &str| in_query.get(name).cloned().unwrap_or_default();
            let (date, seconds) = (part("X-Amz-Date"), part("X-Amz-Expires"));
            let made = NaiveDateTime::parse_from_str(&date, "%Y%m%dT%H%M%SZ").map_err(|e| e.to_string())?;
            let seconds = seconds.parse().map_err(|_| "no expiry".to_owned())?;
            if kernel::Clock::now(&kernel::SystemClock).naive_utc() > made + TimeDelta::seconds(seconds) {
                return Err("expired".to_owned());
            }
            let names = part("X-Amz-SignedHeaders");
            (part("X-Amz-Credential"), names, signature.clone(), date, "UNSIGNED-PAYLOAD".to_owned())
        }
        None => {
            let parts: HashMap<&str, &str> = header("authorization")
                .trim_start_matches("AWS4-HMAC-SHA256 ")
                .split(',')
                .filter_map(|part| part.trim().split_once('='))
                .collect();
            let part = |name: &str| parts.get(name).copied().unwrap_or_default().to_owned();
            let payload = header("x-amz-content-sha256").to_owned();
            if payload != "UNSIGNED-PAYLOAD" && payload != hex(&Sha256::digest(body)) {
                return Err("another body".to_owned());
            }
            let date = header("x-amz-date").to_owned();
            (part("Credential"), part("SignedHeaders"), part("Signature"), date, payload)
        }
    };
    let (key_id, scope) = credential.split_once('/').ok_or("no credential")?;
    let [day, region, service, "aws4_request"] = scope.split('/').collect::<Vec<_>>()[..] else {
        return Err(format!("the scope {scope}"));
    };
    if (key_id, region, service) != (KEY_ID, "af-south-1", "s3") || !date.starts_with(day) {
        return Err(format!("the credential {credential}"));
    }
    if !names.split(';').any(|name| name == "host") {
        return Err("host is not signed".to_owned());
    }
    let canonical_query: Vec<String> = query
        .iter()
        .filter(|(name, _)| *name != "X-Amz-Signature")
        .map(|(name, value)| format!("{name}={value}"))
        .collect();
    let canonical_headers: String =
        names.split(';').map(|name| format!("{name}:{}\n", header(name).trim())).collect();
    let canonical = format!(
        "{method}\n{}\n{}\n{canonical_headers}\n{names}\n{payload}",
        uri.path(),
        canonical_query.join("&")
    );
    let to_sign =
        format!("AWS4-HMAC-SHA256\n{date}\n{scope}\n{}", hex(&Sha256::digest(canonical.as_bytes())));
    let key = [day, region, service, "aws4_request"]
        .into_iter()
        .fold(format!("AWS4{SECRET}").into_bytes(), |key, part| hmac(&key, part));
    if hex(&hmac(&key, &to_sign)) == signature { Ok(()) } else { Err("the signature".to_owned()) }
}
