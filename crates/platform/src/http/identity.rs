//! Who sends a request, and from where.

use std::convert::Infallible;
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;

use axum::extract::{ConnectInfo, FromRequestParts, Request};
use axum::http::request::Parts;
use axum::http::{Extensions, HeaderMap, HeaderValue, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use contracts::accounts::{Credential, Identified};
use kernel::{Actor, ErrorKind};

use super::limits::RateClass;
use super::locale::Locale;
use crate::error::{Error, Result};
use crate::module::Platform;

/// Name of the cookie of a web session.
pub const SESSION_COOKIE: &str = "pushnchat_session";

/// The client's address as far as the trusted proxies tell; all zeros when unknown. Whoever counts by address counts
/// households or networks (P-16).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct ClientIp(pub IpAddr);

impl ClientIp {
    /// What one household has: an IPv4 address, as IPv6 writes it, or the /64 of an IPv6 address.
    #[must_use]
    pub fn household(self) -> [u8; 16] {
        self.first_bytes(8)
    }

    /// What is not had for the asking: an IPv4 address, as IPv6 writes it, or the /48 of an IPv6 address.
    #[must_use]
    pub fn network(self) -> [u8; 16] {
        self.first_bytes(6)
    }

    fn first_bytes(self, count: usize) -> [u8; 16] {
        match self.0.to_canonical() {
            IpAddr::V4(ip) => ip.to_ipv6_mapped().octets(),
            IpAddr::V6(ip) => {
                let mut octets = ip.octets();
                octets[count..].fill(0);
                octets
            }
        }
    }
}

impl Default for ClientIp {
    fn default() -> Self {
        Self(IpAddr::from([0, 0, 0, 0]))
    }
}

impl<S: Send + Sync> FromRequestParts<S> for ClientIp {
    type Rejection = Infallible;
    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        Ok(parts.extensions.get::<Self>().copied().unwrap_or_default())
    }
}

/// How the request proved who sends it; decides whether the cross-site check holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Proof {
    Token,
    Cookie,
    None,
}

pub(crate) fn actor_of(extensions: &Extensions) -> Arc<Actor> {
    extensions.get::<Arc<Actor>>().cloned().unwrap_or_default()
}

/// The value of a cookie.
#[must_use]
pub fn read_cookie<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok()).find_map(|line| {
        line.split(';').find_map(|pair| {
            let (key, value) = pair.trim().split_once('=')?;
            (key == name && !value.is_empty()).then_some(value)
        })
    })
}

/// Puts `Arc<Actor>`, [`ClientIp`] and [`Proof`] into the request, and the language of the actor's account where this
/// browser has chosen none (W-5).
pub(crate) async fn identify(mut request: Request, next: Next) -> Response {
    let Some(platform) = request.extensions().get::<Arc<Platform>>().cloned() else {
        return Error::internal("identify() runs inside the assembled stack").into_response();
    };
    let ip = client_ip(request.headers(), request.extensions(), platform.config.server.trusted_proxies);
    request.extensions_mut().insert(ip);
    let (proof, stale_cookie) = match resolve(request.headers(), &platform).await {
        Ok((actor, proof, stale)) => {
            if let Some(user) = actor.user() {
                tracing::Span::current().record("actor.id", tracing::field::display(user.user_id));
            }
            request.extensions_mut().insert(Arc::new(actor));
            request.extensions_mut().insert(proof);
            (proof, stale)
        }
        Err(error) if error.kind() == ErrorKind::Unauthorized => {
            // No guard will count this one, and to look at a signature costs more than most answers.
            let counted =
                platform.limits.take(RateClass::Read, &Actor::Anonymous, ip, request.headers()).await;
            return counted.err().unwrap_or(error).into_response();
        }
        Err(error) => return error.into_response(),
    };
    let actor = actor_of(request.extensions());
    let chosen = Locale::chosen(request.headers());
    if chosen.is_none()
        && let Some(user) = actor.user_id()
        && let Some(language) = platform.identity().language(user).await
    {
        request.extensions_mut().insert(Locale(language));
    }
    let locale = Locale::of(request.extensions());
    let cookie = (proof == Proof::Cookie).then(|| read_cookie(request.headers(), SESSION_COOKIE));
    let cookie = cookie.flatten().map(str::to_owned);
    let mut response = next.run(request).await;
    let told = if stale_cookie && !response.headers().contains_key(header::SET_COOKIE) {
        Some(session_cookie(&platform, "", 0))
    } else if let (Some(value), Some(user)) = (cookie, actor.user())
        && is_private(response.headers())
    {
        let renewal = platform.identity().renewal(user.session_id);
        renewal.map(|seconds| session_cookie(&platform, &value, seconds))
    } else {
        None
    };
    if let Some(value) = told.and_then(|text| HeaderValue::from_str(&text).ok()) {
        response.headers_mut().append(header::SET_COOKIE, value);
    }
    // What is told of an error further out says who reads it, and in which language.
    response.extensions_mut().insert(actor);
    response.extensions_mut().insert(locale);
    response
}

/// The cookie of a web session as the browser is told to keep it; for no seconds to forget it.
#[must_use]
pub fn session_cookie(platform: &Platform, value: &str, seconds: i64) -> String {
    let secure = if platform.config.server.is_https() { "; Secure" } else { "" };
    format!("{SESSION_COOKIE}={value}; Path=/; Max-Age={seconds}; HttpOnly; SameSite=Lax{secure}")
}

/// Whether an answer may carry a session's cookie: no shared cache keeps it, and it says nothing of the session itself,
/// as signing out does.
fn is_private(headers: &HeaderMap) -> bool {
    let says = |name, text: &str| {
        headers.get_all(name).iter().any(|value| value.to_str().is_ok_and(|value| value.starts_with(text)))
    };
    !says(header::CACHE_CONTROL, "public") && !says(header::SET_COOKIE, SESSION_COOKIE)
}

async fn resolve(headers: &HeaderMap, platform: &Platform) -> Result<(Actor, Proof, bool)> {
    let refused = || Error::new(ErrorKind::Unauthorized, "accounts", "platform-error-token");
    if let Some(value) = headers.get(header::AUTHORIZATION) {
        let text = value.to_str().map_err(|_| refused())?;
        let token = match text.split_once(' ') {
            Some((scheme, token)) if scheme.eq_ignore_ascii_case("bearer") => token.trim(),
            _ => return Err(refused()),
        };
        return match platform.identity().identify(Credential::AccessToken(token)).await? {
            Identified::As(actor) => Ok((*actor, Proof::Token, false)),
            Identified::Refused => Err(refused()),
        };
    }
    let Some(cookie) = read_cookie(headers, SESSION_COOKIE) else {
        return Ok((Actor::Anonymous, Proof::None, false));
    };
    match platform.identity().identify(Credential::Cookie(cookie)).await? {
        Identified::As(actor) => Ok((*actor, Proof::Cookie, false)),
        Identified::Refused => Ok((Actor::Anonymous, Proof::None, true)),
    }
}

/// The address that the outermost trusted proxy saw; what clients write into the header themselves does not count.
pub(crate) fn client_ip(headers: &HeaderMap, extensions: &Extensions, trusted_proxies: usize) -> ClientIp {
    let peer = extensions.get::<ConnectInfo<SocketAddr>>().map(|ConnectInfo(address)| address.ip());
    if trusted_proxies > 0 {
        let hops: Vec<&str> = headers
            .get_all("x-forwarded-for")
            .iter()
            .filter_map(|value| value.to_str().ok())
            .flat_map(|line| line.split(','))
            .map(str::trim)
            .collect();
        if let Some(ip) = hops.len().checked_sub(trusted_proxies).and_then(|at| hops[at].parse().ok()) {
            return canonical(ip);
        }
    }
    peer.map(canonical).unwrap_or_default()
}

/// A listener on `::` sees IPv4 clients at `::ffff:1.2.3.4`: that is 1.2.3.4.
fn canonical(ip: IpAddr) -> ClientIp {
    ClientIp(ip.to_canonical())
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::body::Body;

    fn request(forwarded: &str) -> Request {
        Request::builder().header("x-forwarded-for", forwarded).body(Body::empty()).expect("valid")
    }

    #[test]
    fn what_others_may_keep_carries_nobodys_session() {
        let told = |name, value: &str| HeaderMap::from_iter([(name, value.parse().expect("visible"))]);
        for kept in ["public, max-age=31536000, immutable", "public, no-cache"] {
            assert!(!is_private(&told(header::CACHE_CONTROL, kept)), "{kept}");
        }
        for own in ["private, no-cache", "no-store"] {
            assert!(is_private(&told(header::CACHE_CONTROL, own)), "{own}");
        }
        let signed_out = format!("{SESSION_COOKIE}=; Max-Age=0");
        assert!(!is_private(&told(header::SET_COOKIE, &signed_out)), "signing out does not renew");
    }

    #[test]
    fn only_what_trusted_proxies_add_counts() {
        let seen = |forwarded, proxies| {
            let request = request(forwarded);
            client_ip(request.headers(), request.extensions(), proxies).0.to_string()
        };
        assert_eq!(seen("6.6.6.6, 1.2.3.4", 1), "1.2.3.4");
        assert_eq!(seen("6.6.6.6, 1.2.3.4, 10.0.0.1", 2), "1.2.3.4");
        assert_eq!(seen("1.2.3.4", 0), "0.0.0.0");
        assert_eq!(seen("nonsense", 1), "0.0.0.0");
        assert_eq!(seen("::ffff:1.2.3.4", 1), "1.2.3.4");
        let mut request = request("");
        let peer: SocketAddr = "[::ffff:41.58.1.1]:4711".parse().expect("an address");
        request.extensions_mut().insert(ConnectInfo(peer));
        let ip = client_ip(request.headers(), request.extensions(), 0);
        assert_eq!(ip.0.to_string(), "41.58.1.1", "as a listener on all addresses sees it");
    }

    #[test]
    fn households_and_networks_count_as_one() {
        let at = |address: &str| ClientIp(address.parse().expect("an address"));
        for (one, other, same_household, same_network) in [
            ("2001:db8:1:2::1", "2001:db8:1:2:ffff::9", true, true),
            ("2001:db8:1:2::1", "2001:db8:1:3::1", false, true),
            ("2001:db8:1:2::1", "2001:db8:2:2::1", false, false),
            ("41.58.1.1", "41.58.1.1", true, true),
            ("41.58.1.1", "41.58.1.2", false, false),
            ("41.58.1.1", "::ffff:41.58.1.1", true, true),
            ("::ffff:41.58.1.1", "::ffff:41.58.1.2", false, false),
        ] {
            let (one, other) = (at(one), at(other));
            assert_eq!(one.household() == other.household(), same_household, "{one:?} {other:?}");
            assert_eq!(one.network() == other.network(), same_network, "{one:?} {other:?}");
        }
    }

    #[test]
    fn what_others_keep_or_what_signs_out_carries_no_session() {
        let answer = |name: &'static str, value: &'static str| {
            let mut headers = HeaderMap::new();
            headers.insert(name, HeaderValue::from_static(value));
            is_private(&headers)
        };
        assert!(answer("cache-control", "private, no-cache") && answer("set-cookie", "flash=; Max-Age=0"));
        assert!(!answer("cache-control", "public, max-age=30"));
        assert!(!answer("set-cookie", "pushnchat_session=; Path=/; Max-Age=0"));
    }

    #[test]
    fn a_cookie_is_found_among_others() {
        let mut headers = HeaderMap::new();
        headers.insert(header::COOKIE, HeaderValue::from_static("a=1; pushnchat_session=xyz; b=2"));
        assert_eq!(read_cookie(&headers, SESSION_COOKIE), Some("xyz"));
        assert_eq!(read_cookie(&headers, "session"), None);
    }
}
