use std::net::SocketAddr;

use axum::Router;
use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, Request, StatusCode, header};
use http_body_util::BodyExt;
use kernel::{Actor, BusinessId, UserId, percent_encoded};
use serde::Serialize;
use serde_json::Value;
use tower::ServiceExt;

/// Somebody who sends requests. Keeps cookies like a browser.
#[derive(Clone)]
pub struct Client {
    router: Router,
    /// Who it is.
    pub actor: Actor,
    headers: HeaderMap,
    address: SocketAddr,
    cookies: std::sync::Arc<std::sync::Mutex<std::collections::BTreeMap<String, String>>>,
}

impl Client {
    /// A client of `router`.
    #[must_use]
    pub fn new(router: Router, actor: Actor) -> Self {
        Self {
            router,
            actor,
            headers: HeaderMap::new(),
            address: SocketAddr::from(([127, 0, 0, 1], 4000)),
            cookies: std::sync::Arc::default(),
        }
    }

    pub(crate) fn signed_in(mut self, actor: Actor, token: &str) -> Self {
        self.actor = actor;
        self.with_header("authorization", &format!("Bearer {token}"))
    }

    pub(crate) fn with_address(mut self, ip: [u8; 4]) -> Self {
        self.address = SocketAddr::from((ip, 4000));
        self
    }

    /// The user's id.
    ///
    /// # Panics
    /// For somebody who is not signed in.
    #[must_use]
    pub fn user_id(&self) -> UserId {
        self.actor.user_id().expect("a signed-in actor")
    }

    /// The id of the business that the user belongs to.
    ///
    /// # Panics
    /// For somebody without one.
    #[must_use]
    pub fn business_id(&self) -> BusinessId {
        self.actor.business_id().expect("a member of a business")
    }

    /// The same client, sending this header with every request.
    ///
    /// # Panics
    /// When it is no header.
    #[must_use]
    pub fn with_header(mut self, name: &str, value: &str) -> Self {
        let name: HeaderName = name.parse().expect("a header name");
        self.headers.insert(name, HeaderValue::from_str(value).expect("a header value"));
        self
    }

    /// A header that it sends with every request; empty if it does not.
    #[must_use]
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or("")
    }

    /// Reads.
    pub async fn get(&self, path: &str) -> Reply {
        self.send(Method::GET, path, None, Body::empty()).await
    }

    /// Creates.
    pub async fn post(&self, path: &str, body: impl Serialize) -> Reply {
        self.json(Method::POST, path, body).await
    }

    /// Replaces.
    pub async fn put(&self, path: &str, body: impl Serialize) -> Reply {
        self.json(Method::PUT, path, body).await
    }

    /// Changes.
    pub async fn patch(&self, path: &str, body: impl Serialize) -> Reply {
        self.json(Method::PATCH, path, body).await
    }

    /// Removes.
    pub async fn delete(&self, path: &str) -> Reply {
        self.send(Method::DELETE, path, None, Body::empty()).await
    }

    /// Sends a form as a browser does, from a page of the same site.
    ///
    /// # Panics
    /// Never: pairs of texts can always be written as a form.
    pub async fn form(&self, path: &str, fields: &[(&str, &str)]) -> Reply {
        let body: Vec<String> = fields
            .iter()
            .map(|(name, value)| format!("{}={}", percent_encoded(name), percent_encoded(value)))
            .collect();
        let client = self.clone().with_header("sec-fetch-site", "same-origin");
        client
            .send(Method::POST, path, Some("application/x-www-form-urlencoded"), Body::from(body.join("&")))
            .await
    }

    /// Sends one file, and plain fields before it, as a multipart form.
    pub async fn upload(&self, path: &str, fields: &[(&str, &str)], file: (&str, &str, &[u8])) -> Reply {
        let boundary = "----pushnchat-test-boundary";
        let mut body = Vec::new();
        for (name, value) in fields {
            body.extend_from_slice(
                format!("--{boundary}\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n")
                    .as_bytes(),
            );
        }
        let (name, file_name, bytes) = file;
        body.extend_from_slice(
            format!(
                "--{boundary}\r\nContent-Disposition: form-data; name=\"{name}\"; filename=\"{file_name}\"\r\n\
                 Content-Type: application/octet-stream\r\n\r\n"
            )
            .as_bytes(),
        );
        body.extend_from_slice(bytes);
        body.extend_from_slice(format!("\r\n--{boundary}--\r\n").as_bytes());
        let client = self.clone().with_header("sec-fetch-site", "same-origin");
        let kind = format!("multipart/form-data; boundary={boundary}");
        client.send(Method::POST, path, Some(&kind), Body::from(body)).await
    }

    /// Sends a body exactly as it is.
    pub async fn raw(&self, method: Method, path: &str, content_type: &str, body: impl Into<Body>) -> Reply {
        self.send(method, path, Some(content_type), body.into()).await
    }

    async fn json(&self, method: Method, path: &str, body: impl Serialize) -> Reply {
        let body = serde_json::to_vec(&body).expect("test bodies are JSON");
        self.send(method, path, Some("application/json"), Body::from(body)).await
    }

    async fn send(&self, method: Method, path: &str, content_type: Option<&str>, body: Body) -> Reply {
        let what = format!("{method} {path}");
        let mut request = Request::builder().method(method).uri(path);
        if let Some(headers) = request.headers_mut() {
            headers.insert(header::HOST, HeaderValue::from_static("pushnchat.test"));
            headers.extend(self.headers.clone());
            if let Some(kind) = content_type {
                headers.insert(header::CONTENT_TYPE, HeaderValue::from_str(kind).expect("a content type"));
            }
            let cookies = self.cookies.lock().expect("no test panics while it holds this");
            let line: Vec<String> = cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
            if !line.is_empty() {
                headers.insert(header::COOKIE, HeaderValue::from_str(&line.join("; ")).expect("cookies"));
            }
        }
        let mut request = request.body(body).expect("a request");
        request.extensions_mut().insert(ConnectInfo(self.address));
        let response = self.router.clone().oneshot(request).await.expect("the router is infallible");
        let (parts, body) = response.into_parts();
        let body = body.collect().await.expect("the body arrives").to_bytes().to_vec();
        self.keep_cookies(&parts.headers);
        Reply { what, status: parts.status, headers: parts.headers, body }
    }

    fn keep_cookies(&self, headers: &HeaderMap) {
        let mut cookies = self.cookies.lock().expect("no test panics while it holds this");
        for line in headers.get_all(header::SET_COOKIE).iter().filter_map(|value| value.to_str().ok()) {
            let Some((name, value)) = line.split(';').next().and_then(|pair| pair.split_once('=')) else {
                continue;
            };
            if line.contains("Max-Age=0") {
                cookies.remove(name);
            } else {
                cookies.insert(name.to_owned(), value.to_owned());
            }
        }
    }
}

/// An answer.
#[derive(Debug)]
pub struct Reply {
    what: String,
    /// HTTP status.
    pub status: StatusCode,
    /// Headers.
    pub headers: HeaderMap,
    /// Bytes.
    pub body: Vec<u8>,
}

impl Reply {
    /// The same, if its status is the expected one.
    ///
    /// # Panics
    /// With the body, if it is not.
    #[track_caller]
    pub fn expect(self, status: u16) -> Self {
        assert_eq!(self.status.as_u16(), status, "{}: {}", self.what, self.text());
        self
    }

    /// The body as text.
    #[must_use]
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    /// The body as JSON.
    ///
    /// # Panics
    /// When it is none.
    #[track_caller]
    #[must_use]
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body)
            .unwrap_or_else(|_| panic!("{}: no JSON: {}", self.what, self.text()))
    }

    /// `data` of the envelope.
    #[track_caller]
    #[must_use]
    pub fn data(&self) -> Value {
        self.json()["data"].clone()
    }

    /// A header as text; empty if it is not there.
    #[must_use]
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or("")
    }

    /// Code and field of every error, in order.
    #[track_caller]
    #[must_use]
    pub fn errors(&self) -> Vec<(String, String)> {
        let json = self.json();
        let errors = json["errors"].as_array().cloned().unwrap_or_default();
        let text = |error: &Value, name: &str| error[name].as_str().unwrap_or("").to_owned();
        errors.iter().map(|error| (text(error, "code"), text(error, "field"))).collect()
    }
}
