//! Writes that a browser sends for another site are refused (P-17).
//!
//! By Fetch Metadata and Origin, as OWASP's cheat sheet describes and Go's `http.CrossOriginProtection` does: nothing
//! has to be put into forms, so pages stay cacheable and uploads need no token. A request with a bearer token is not
//! concerned, since browsers never add one by themselves. Sites in `server.cors_origins` may call the API.

use std::sync::Arc;

use axum::extract::Request;
use axum::http::{HeaderMap, Method, Uri, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use kernel::ErrorKind;

use super::identity::Proof;
use super::problem::is_api;
use crate::error::Error;
use crate::module::Platform;

pub(crate) async fn same_site_writes(request: Request, next: Next) -> Response {
    let safe = matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS);
    let proof = request.extensions().get::<Proof>().copied().unwrap_or(Proof::None);
    let passes = safe
        || proof == Proof::Token
        || is_same_site(request.headers(), request.uri(), proof)
        || (proof == Proof::None && is_from_a_friend(&request));
    if passes {
        return next.run(request).await;
    }
    Error::new(ErrorKind::Forbidden, "platform", "platform-error-cross-site").into_response()
}

/// Whether a program on a site that we let call the API does so, such as to sign in. It gets no cookie of ours to see or
/// to keep, so nobody is signed in to anything unawares.
fn is_from_a_friend(request: &Request) -> bool {
    let origin = request.headers().get(header::ORIGIN).and_then(|origin| origin.to_str().ok());
    let platform = request.extensions().get::<Arc<Platform>>();
    origin.zip(platform).is_some_and(|(origin, platform)| {
        let friends = &platform.config.server.cors_origins;
        is_api(request.uri().path()) && friends.iter().any(|friend| friend == origin)
    })
}

pub(crate) fn is_same_site(headers: &HeaderMap, uri: &Uri, proof: Proof) -> bool {
    let text = |name: header::HeaderName| headers.get(name).and_then(|value| value.to_str().ok());
    if let Some(site) = headers.get("sec-fetch-site") {
        return site == "same-origin" || site == "none";
    }
    let host = text(header::HOST).or_else(|| uri.authority().map(axum::http::uri::Authority::as_str));
    let told = text(header::ORIGIN).or_else(|| text(header::REFERER));
    match (told, host) {
        (Some(told), Some(host)) => told
            .parse::<Uri>()
            .ok()
            .and_then(|uri| uri.authority().map(|told| told.as_str() == host))
            .unwrap_or(false),
        // A program, not a browser; but never with a cookie that a browser may have added.
        (None, _) => proof == Proof::None,
        (Some(_), None) => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn verdict(pairs: &[(&'static str, &str)], proof: Proof) -> bool {
        let mut headers = HeaderMap::new();
        for (name, value) in pairs {
            headers.insert(*name, value.parse().expect("a header"));
        }
        is_same_site(&headers, &Uri::from_static("/x"), proof)
    }

    #[test]
    fn writes_from_elsewhere_are_refused() {
        let host = ("host", "pushnchat.example");
        for (pairs, proof, expected) in [
            (vec![host, ("sec-fetch-site", "same-origin")], Proof::Cookie, true),
            (vec![host, ("sec-fetch-site", "none")], Proof::Cookie, true),
            (vec![host, ("sec-fetch-site", "cross-site")], Proof::Cookie, false),
            (vec![host, ("sec-fetch-site", "cross-site")], Proof::None, false),
            (vec![host, ("sec-fetch-site", "same-site")], Proof::Cookie, false),
            (vec![host, ("origin", "https://pushnchat.example")], Proof::Cookie, true),
            (vec![host, ("origin", "https://evil.example")], Proof::Cookie, false),
            (vec![host, ("origin", "null")], Proof::Cookie, false),
            (vec![host, ("referer", "https://pushnchat.example/listings/new")], Proof::Cookie, true),
            (vec![host], Proof::Cookie, false),
            (vec![host], Proof::None, true),
        ] {
            assert_eq!(verdict(&pairs, proof), expected, "{pairs:?} {proof:?}");
        }
    }
}
