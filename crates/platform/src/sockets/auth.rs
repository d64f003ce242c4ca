//! Who a socket belongs to: shown once in the handshake, asked again whenever that may have changed (M-7).

use std::fmt;
use std::sync::Arc;

use axum::extract::{OriginalUri, Request};
use axum::http::{HeaderMap, HeaderName, HeaderValue, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use contracts::accounts::{Credential, Identified};
use kernel::{Actor, Language, UserId};
use serde_json::Value;

use crate::error::Result;
use crate::http::csrf::is_same_site;
use crate::http::identity::{ClientIp, Proof, SESSION_COOKIE, client_ip, read_cookie};
use crate::http::{Locale, RateClass};
use crate::module::Platform;

/// What a socket has shown to prove whose it is.
pub(super) enum Shown {
    Token(Box<str>),
    Cookie(Box<str>),
}

impl Shown {
    /// Whose it is now; nobody's when it is forged, expired or revoked.
    pub(super) async fn actor(&self, platform: &Platform) -> Result<Option<Arc<Actor>>> {
        let credential = match self {
            Self::Token(token) => Credential::AccessToken(token),
            Self::Cookie(cookie) => Credential::Cookie(cookie),
        };
        match platform.identity().identify(credential).await? {
            Identified::As(actor) if actor.user().is_some() => Ok(Some(Arc::from(actor))),
            Identified::As(_) | Identified::Refused => Ok(None),
        }
    }
}

/// Why a handshake is refused; the client sees it as `connect_error` with this word as its message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Refusal {
    /// Nothing or nothing good was shown: sign in, or refresh the token.
    Unauthorized,
    /// A page of another site tried with the visitor's cookie.
    CrossSite,
    /// The user has as many sockets as one may have.
    TooManySockets,
    /// A part is away: try again.
    Unavailable,
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Unauthorized => "UNAUTHORIZED",
            Self::CrossSite => "CROSS_SITE",
            Self::TooManySockets => "TOO_MANY_SOCKETS",
            Self::Unavailable => "UNAVAILABLE",
        })
    }
}

/// What is kept of a handshake's headers.
pub(super) struct Handshake {
    token: Option<Box<str>>,
    cookie: Option<Box<str>>,
    same_site: bool,
    chosen: Option<Language>,
    spoken: Language,
}

impl Handshake {
    fn of(request: &Request) -> Self {
        let headers = request.headers();
        let bearer = headers
            .get(header::AUTHORIZATION)
            .and_then(|value| value.to_str().ok())
            .and_then(|text| text.split_once(' '))
            .filter(|(scheme, _)| scheme.eq_ignore_ascii_case("bearer"));
        Self {
            token: bearer.map(|(_, token)| token.trim().into()),
            cookie: read_cookie(headers, SESSION_COOKIE).map(Into::into),
            same_site: is_same_site(headers, request.uri(), Proof::Cookie),
            chosen: Locale::chosen(headers),
            spoken: Locale::from_headers(headers).0,
        }
    }

    /// In which language this user is answered: as over HTTP, by the choice of the browser, then by that of the account.
    pub(super) async fn language(&self, platform: &Platform, user: UserId) -> Language {
        match self.chosen {
            Some(chosen) => chosen,
            None => platform.identity().language(user).await.unwrap_or(self.spoken),
        }
    }

    /// What the client shows: a token in `auth` or in the header, or else the cookie of a page of this site.
    pub(super) fn shown(&self, auth: Option<&Value>) -> Result<Shown, Refusal> {
        let in_auth = auth.and_then(|auth| auth.get("token"));
        if let Some(token) = in_auth.filter(|token| !token.is_null()) {
            return token.as_str().map(|token| Shown::Token(token.into())).ok_or(Refusal::Unauthorized);
        }
        match (&self.token, &self.cookie) {
            (Some(token), _) => Ok(Shown::Token(token.clone())),
            (None, Some(_)) if !self.same_site => Err(Refusal::CrossSite),
            (None, Some(cookie)) => Ok(Shown::Cookie(cookie.clone())),
            (None, None) => Err(Refusal::Unauthorized),
        }
    }
}

/// Headers that the protocol itself looks at.
const KEPT: [HeaderName; 7] = [
    header::UPGRADE,
    header::CONNECTION,
    header::SEC_WEBSOCKET_KEY,
    header::SEC_WEBSOCKET_VERSION,
    header::CONTENT_TYPE,
    header::CONTENT_LENGTH,
    header::ORIGIN,
];

/// Counts new sockets by address, and leaves of each request what is needed.
pub(super) async fn shake_hands(mut request: Request, next: Next) -> Response {
    let Some(platform) = request.extensions().get::<Arc<Platform>>().cloned() else {
        return crate::Error::internal("the sockets are served inside the assembled stack").into_response();
    };
    let opens = !request.uri().query().unwrap_or_default().split('&').any(|pair| pair.starts_with("sid="));
    if opens {
        let ip: ClientIp =
            client_ip(request.headers(), request.extensions(), platform.config.server.trusted_proxies);
        // As generous as for pictures: a whole town may come back at once from behind one address.
        let taken = platform.limits.take(RateClass::File, &Actor::Anonymous, ip, request.headers()).await;
        if let Err(error) = taken {
            return error.into_response();
        }
        let handshake = Arc::new(Handshake::of(&request));
        request.extensions_mut().remove::<Arc<Platform>>();
        request.extensions_mut().insert(handshake);
    }
    next.run(slim(request)).await
}

/// The request with what the protocol needs of it, in memory of its own: it is kept for the life of the socket, and headers
/// and address are slices of the 8 KiB that it was read into.
fn slim(mut request: Request) -> Request {
    let copy = |name: HeaderName| {
        let value = HeaderValue::from_bytes(request.headers().get(&name)?.as_bytes()).ok()?;
        Some((name, value))
    };
    let kept: HeaderMap = KEPT.into_iter().filter_map(copy).collect();
    *request.headers_mut() = kept;
    if let Ok(uri) = request.uri().to_string().parse() {
        *request.uri_mut() = uri;
    }
    request.extensions_mut().remove::<OriginalUri>();
    request
}
