//! What answers tell browsers: who may read them from another site, and what their pages may do (P-12).

use std::sync::Arc;

use anyhow::Context;
use axum::extract::{Request, State};
use axum::http::header::{self, HeaderName};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode};
use axum::middleware::Next;
use axum::response::Response;
use tower_http::cors::{AllowOrigin, CorsLayer};

use crate::mark;
use crate::module::Platform;

/// What pages may ask of a phone.
const PERMISSIONS: &str = "geolocation=(self), camera=(self), microphone=(self), payment=()";

/// Programs on the configured sites may call the API and read what its answers say of themselves.
pub(super) fn cors(platform: &Platform) -> CorsLayer {
    let origins: Vec<HeaderValue> =
        platform.config.server.cors_origins.iter().filter_map(|origin| origin.parse().ok()).collect();
    CorsLayer::new()
        .allow_origin(AllowOrigin::list(origins))
        .allow_methods([Method::GET, Method::POST, Method::PUT, Method::PATCH, Method::DELETE])
        .allow_headers([
            header::AUTHORIZATION,
            header::CONTENT_TYPE,
            header::IF_MATCH,
            header::IF_NONE_MATCH,
            header::ACCEPT_LANGUAGE,
            HeaderName::from_static("idempotency-key"),
            HeaderName::from_static("traceparent"),
            HeaderName::from_static("upload-offset"),
            mark::HEADER,
        ])
        .expose_headers([
            header::ETAG,
            header::LOCATION,
            header::RETRY_AFTER,
            HeaderName::from_static("ratelimit-limit"),
            HeaderName::from_static("ratelimit-remaining"),
            HeaderName::from_static("ratelimit-reset"),
            HeaderName::from_static("x-request-id"),
            HeaderName::from_static("idempotency-replayed"),
            HeaderName::from_static("upload-offset"),
            HeaderName::from_static("upload-length"),
            mark::HEADER,
        ])
        .max_age(std::time::Duration::from_secs(3600))
}

/// Scripts only from here; styles may be inline, which the pages' single inlined sheet and placeholder colours need.
/// Scripts speak to nobody but us, and to the bucket where photos go straight there.
pub(super) fn content_security(platform: &Platform) -> anyhow::Result<HeaderValue> {
    let bucket = platform.blobs.origin().map(|origin| format!(" {origin}")).unwrap_or_default();
    let policy = format!(
        "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; \
         connect-src 'self'{bucket}; object-src 'none'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'"
    );
    policy.try_into().context("storage.endpoint makes no address")
}

/// Every answer says that its type is to be believed. What a browser may open as a page, or run apart from one, says
/// besides what it may do there; to pictures, sound and a page's own parts that means nothing, and would weigh as much as
/// a small picture does.
pub(super) async fn secure(State(policy): State<HeaderValue>, request: Request, next: Next) -> Response {
    let https =
        request.extensions().get::<Arc<Platform>>().is_some_and(|platform| platform.config.server.is_https());
    let is_worker = request.headers().contains_key("service-worker");
    let mut response = next.run(request).await;
    let unchanged = response.status() == StatusCode::NOT_MODIFIED;
    let headers = response.headers_mut();
    if !headers.contains_key(header::ACCESS_CONTROL_ALLOW_ORIGIN) {
        headers.remove(header::ACCESS_CONTROL_EXPOSE_HEADERS);
    }
    let set = |headers: &mut HeaderMap, name: HeaderName, value: &'static str| {
        headers.entry(name).or_insert(HeaderValue::from_static(value));
    };
    set(headers, header::X_CONTENT_TYPE_OPTIONS, "nosniff");
    if https {
        set(headers, header::STRICT_TRANSPORT_SECURITY, "max-age=63072000; includeSubDomains");
    }
    if unchanged {
        // The browser goes by what it was told the first time.
        headers.remove(header::CONTENT_SECURITY_POLICY);
    } else if is_worker || !is_part_of_a_page(headers) {
        headers.entry(header::CONTENT_SECURITY_POLICY).or_insert(policy);
        set(headers, header::REFERRER_POLICY, "strict-origin-when-cross-origin");
        set(headers, HeaderName::from_static("permissions-policy"), PERMISSIONS);
        set(headers, HeaderName::from_static("cross-origin-opener-policy"), "same-origin");
    }
    response
}

/// Whether this is a script, a style sheet, sound, or a picture that holds no script.
fn is_part_of_a_page(headers: &HeaderMap) -> bool {
    let content_type =
        headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let essence = content_type.split(';').next().unwrap_or_default();
    matches!(
        essence,
        "text/javascript" | "text/css" | "image/webp" | "image/jpeg" | "image/png" | "image/x-icon"
    ) || essence.starts_with("audio/")
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use axum::Router;
    use axum::body::Body;
    use axum::routing::get;
    use tower::ServiceExt;

    use super::*;

    /// What is said with an answer of this type to a request with this header.
    async fn said(content_type: &'static str, asked: &'static str, status: StatusCode) -> HeaderMap {
        let answer = move || async move { (status, [(header::CONTENT_TYPE, content_type)], "x") };
        let policy = HeaderValue::from_static("default-src 'self'");
        let routes =
            Router::new().route("/", get(answer)).layer(axum::middleware::from_fn_with_state(policy, secure));
        let request = Request::get("/").header(asked, "script").body(Body::empty()).expect("a request");
        routes.oneshot(request).await.expect("an answer").headers().clone()
    }

    #[tokio::test]
    async fn what_may_be_opened_says_what_it_may_do_and_parts_of_pages_do_not() {
        let pages = ["text/html; charset=utf-8", "image/svg+xml", "application/json", "application/pdf", ""];
        for content_type in pages {
            let headers = said(content_type, "accept", StatusCode::OK).await;
            for name in [
                "content-security-policy",
                "permissions-policy",
                "referrer-policy",
                "cross-origin-opener-policy",
            ] {
                assert!(headers.contains_key(name), "{content_type}: {name}");
            }
        }
        for content_type in
            ["image/webp", "image/jpeg", "text/javascript; charset=utf-8", "text/css", "audio/ogg"]
        {
            let headers = said(content_type, "accept", StatusCode::OK).await;
            let names: BTreeSet<&str> = headers.keys().map(HeaderName::as_str).collect();
            let expected = BTreeSet::from(["content-length", "content-type", "x-content-type-options"]);
            assert_eq!(names, expected, "{content_type}");
        }
        let worker = said("text/javascript", "service-worker", StatusCode::OK).await;
        assert!(worker.contains_key("content-security-policy"), "a worker runs apart from its page");
        let unchanged = said("text/html", "accept", StatusCode::NOT_MODIFIED).await;
        assert!(!unchanged.contains_key("content-security-policy"), "{unchanged:?}");
    }
}
