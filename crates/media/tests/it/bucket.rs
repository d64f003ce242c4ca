//! Files in a bucket, and uploads that go there directly (L-8, P-29), against a stand-in that checks every signature
//! as Amazon's documentation of Signature Version 4 describes it.

use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, Mutex};

use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, Method, StatusCode, Uri};
use axum::response::{IntoResponse, Response};
use chrono::{NaiveDateTime, TimeDelta};
use hmac::{Hmac, KeyInit, Mac};
use kernel::Role;
use platform::blob::Bucket;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use crate::world::*;

const KEY_ID: &str = "AKIDTEST";
const SECRET: &str = "a secret of the bucket/with+signs";

/// The stand-in: what lies in it, and the requests that it refused.
#[derive(Clone, Default)]
struct Standin {
    objects: Arc<Mutex<BTreeMap<String, Vec<u8>>>>,
    refused: Arc<Mutex<Vec<String>>>,
    down: Arc<std::sync::atomic::AtomicBool>,
}

impl Standin {
    async fn start() -> (Self, Bucket) {
        let standin = Self::default();
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

    fn keys(&self, prefix: &str) -> Vec<String> {
        let objects = self.objects.lock().expect("not poisoned");
        objects.keys().filter(|key| key.starts_with(prefix)).cloned().collect()
    }
}

async fn serve(
    State(standin): State<Standin>,
    method: Method,
    uri: Uri,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    if standin.down.load(std::sync::atomic::Ordering::SeqCst) {
        return StatusCode::FORBIDDEN.into_response();
    }
    if let Err(why) = check_signature(&method, &uri, &headers, &body) {
        standin.refused.lock().expect("not poisoned").push(format!("{method} {uri}: {why}"));
        return (StatusCode::FORBIDDEN, "<Error><Code>SignatureDoesNotMatch</Code></Error>").into_response();
    }
    let Some(key) = uri.path().strip_prefix("/pictures/").map(str::to_owned) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    let mut objects = standin.objects.lock().expect("not poisoned");
    let missing = (StatusCode::NOT_FOUND, "<Error><Code>NoSuchKey</Code></Error>");
    let known = |bytes: &Vec<u8>| {
        let length = bytes.len().to_string();
        [
            ("content-length", length),
            ("etag", "\"e\"".to_owned()),
            ("last-modified", "Sat, 21 Nov 2026 08:00:00 GMT".to_owned()),
        ]
    };
    match method {
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

/// Sends to a signed address what its answer says.
async fn put(signed: &Value, url: &str, body: Vec<u8>) -> u16 {
    let mut request = reqwest::Client::new().put(url).body(body);
    for (name, value) in signed["headers"].as_object().expect("headers") {
        if name != "content-length" {
            request = request.header(name, value.as_str().expect("text"));
        }
    }
    request.send().await.expect("answered").status().as_u16()
}

#[tokio::test]
async fn pictures_live_in_the_bucket() {
    let (standin, bucket) = Standin::start().await;
    let world = World::with_bucket(Some(bucket)).await;
    let amina = world.app.user(Role::Consumer);
    let made = sent(&amina, &snapshot(1)).await;
    assert_eq!(standin.keys("pictures/").len(), 6);
    assert_eq!(world.stored_files(), 0, "nothing on the disk");
    world.app.anonymous().get(text(&made, "url_480")).await.expect(200);
    amina.delete(&address(&made)).await.expect(204);
    world.app.advance(TimeDelta::hours(3));
    world.app.drain().await;
    assert_eq!(standin.keys(""), Vec::<String>::new());
    world.app.anonymous().get(text(&made, "url_480")).await.expect(404);
    assert_eq!(*standin.refused.lock().expect("not poisoned"), Vec::<String>::new());
}

#[tokio::test]
async fn without_a_bucket_there_is_no_address() {
    let world = World::start().await;
    let amina = world.app.user(Role::Consumer);
    let asked = json!({"size": 1000, "content_type": "image/jpeg"});
    let reply = amina.post("/api/v1/media/signed-upload", &asked).await.expect(409);
    assert_eq!(reply.errors(), [("NOT_CONFIGURED".to_owned(), String::new())]);
    world.app.anonymous().post("/api/v1/media/signed-upload", &asked).await.expect(401);
}

#[tokio::test]
async fn a_direct_upload_waits_in_quarantine_until_it_was_checked() {
    let (standin, bucket) = Standin::start().await;
    let world = World::with_bucket(Some(bucket)).await;
    let amina = world.app.user(Role::Consumer);
    let photo = snapshot(2);
    let asked = json!({"size": photo.len(), "content_type": "image/jpeg"});
    let signed = amina.post("/api/v1/media/signed-upload", &asked).await.expect(201).data();
    let (id, url) = (text(&signed, "id"), text(&signed, "url"));
    let upload = format!("/api/v1/media/uploads/{id}");
    let complete = format!("{upload}/complete");
    amina.post(&complete, json!({})).await.expect(409);

    // Another length, another type, another object, another signature: the bucket itself refuses them.
    assert_eq!(put(&signed, url, photo[1..].to_vec()).await, 403);
    let mut typed = signed.clone();
    typed["headers"]["content-type"] = json!("text/html");
    assert_eq!(put(&typed, url, photo.clone()).await, 403);
    assert_eq!(put(&signed, &url.replace("quarantine", "pictures"), photo.clone()).await, 403);
    let digit = if url.ends_with('0') { "1" } else { "0" };
    assert_eq!(put(&signed, &format!("{}{digit}", &url[..url.len() - 1]), photo.clone()).await, 403);
    assert_eq!(standin.keys(""), Vec::<String>::new());

    assert_eq!(put(&signed, url, photo.clone()).await, 200);
    assert_eq!(standin.keys(""), [format!("quarantine/{id}")]);
    for guess in
        [format!("/m/{id}/480.webp"), format!("/m/{}/480.webp", media::picture::content_hash(&photo))]
    {
        world.app.anonymous().get(&guess).await.expect(404);
    }
    let stranger = world.app.user(Role::Consumer);
    stranger.post(&complete, json!({})).await.expect(404);
    let piece = amina.clone().with_header("upload-offset", "0");
    let piece = piece.raw(Method::PATCH, &upload, "application/octet-stream", "abc").await.expect(409);
    assert_eq!(piece.errors(), [("DIRECT_UPLOAD".to_owned(), String::new())]);

    let made = amina.post(&complete, json!({})).await.expect(201).data();
    assert_eq!(text(&made, "id"), id);
    assert_eq!(amina.post(&complete, json!({})).await.expect(201).data(), made);
    world.app.anonymous().get(text(&made, "url_480")).await.expect(200);
    assert_eq!((standin.keys("quarantine/").len(), standin.keys("pictures/").len()), (0, 6));

    // The address is good for some minutes more; what comes late goes with the upload's row.
    assert_eq!(put(&signed, url, photo).await, 200);
    world.app.advance(TimeDelta::hours(25));
    world.app.drain().await;
    assert_eq!((standin.keys("quarantine/").len(), standin.keys("pictures/").len()), (0, 6));
}

#[tokio::test]
async fn what_is_no_photo_never_leaves_quarantine() {
    let (standin, bucket) = Standin::start().await;
    let world = World::with_bucket(Some(bucket)).await;
    let amina = world.app.user(Role::Consumer);
    let page = b"<!doctype html><script>alert(1)</script>".to_vec();
    let asked = json!({"size": page.len(), "content_type": "image/png"});
    let signed = amina.post("/api/v1/media/signed-upload", &asked).await.expect(201).data();
    assert_eq!(put(&signed, text(&signed, "url"), page).await, 200);
    let complete = format!("/api/v1/media/uploads/{}/complete", text(&signed, "id"));
    for _ in 0..2 {
        let reply = amina.post(&complete, json!({})).await.expect(422);
        assert_eq!(reply.errors(), [("PICTURE_UNKNOWN_FORMAT".to_owned(), "file".to_owned())]);
    }
    assert_eq!(standin.keys(""), Vec::<String>::new());

    for (kind, code) in [("image/heic", "PICTURE_HEIC"), ("text/html", "PICTURE_UNKNOWN_FORMAT")] {
        let asked = json!({"size": 0, "content_type": kind});
        let reply = amina.post("/api/v1/media/signed-upload", &asked).await.expect(422);
        let told =
            [("PICTURE_EMPTY", "size"), (code, "content_type")].map(|(a, b)| (a.to_owned(), b.to_owned()));
        assert_eq!(reply.errors(), told);
    }

    // Given up before anything came, and sent to all the same.
    let asked = json!({"size": 4, "content_type": "image/png"});
    let signed = amina.post("/api/v1/media/signed-upload", &asked).await.expect(201).data();
    amina.delete(&format!("/api/v1/media/uploads/{}", text(&signed, "id"))).await.expect(204);
    assert_eq!(put(&signed, text(&signed, "url"), b"late".to_vec()).await, 200);
    world.app.advance(TimeDelta::hours(25));
    world.app.drain().await;
    assert_eq!(standin.keys(""), Vec::<String>::new());
}

#[tokio::test]
async fn a_bucket_that_is_away_is_a_503_and_no_half_picture() {
    let (standin, bucket) = Standin::start().await;
    let world = World::with_bucket(Some(bucket)).await;
    let amina = world.app.user(Role::Consumer);
    standin.down.store(true, std::sync::atomic::Ordering::SeqCst);
    send(&amina, "photo.jpg", &snapshot(1)).await.expect(503);
    assert_eq!(world.rows().await, (0, 0));
    standin.down.store(false, std::sync::atomic::Ordering::SeqCst);
    sent(&amina, &snapshot(1)).await;
    assert_eq!(world.rows().await, (1, 1));
}
