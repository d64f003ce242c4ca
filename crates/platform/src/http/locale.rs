//! The reader's language and country: by choice (cookie), then by what the browser says. Between the two, whoever is
//! signed in is spoken to in the language of their account, as `identity` adds.

use std::convert::Infallible;
use std::sync::Arc;

use axum::extract::{FromRequestParts, Request};
use axum::http::request::Parts;
use axum::http::{Extensions, HeaderMap, header};
use axum::middleware::Next;
use axum::response::Response;
use kernel::{Country, Language};

use super::identity::read_cookie;
use crate::module::Platform;

/// Cookie with the chosen language.
pub const LANGUAGE_COOKIE: &str = "lang";
/// Cookie with the chosen country.
pub const COUNTRY_COOKIE: &str = "country";

/// The language to answer in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Locale(pub Language);

/// Where the reader seems to be, if anything tells: by choice (cookie), then by what the network says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct ClientCountry(pub Option<Country>);

/// Where the network says that a request comes from, whatever its sender has chosen or claims.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct SeenIn(pub Option<Country>);

impl Locale {
    pub(crate) fn of(extensions: &Extensions) -> Self {
        extensions.get::<Self>().copied().unwrap_or_default()
    }

    /// What was chosen in this browser.
    pub(crate) fn chosen(headers: &HeaderMap) -> Option<Language> {
        read_cookie(headers, LANGUAGE_COOKIE).and_then(|code| code.parse().ok())
    }

    pub(crate) fn from_headers(headers: &HeaderMap) -> Self {
        let accepted = || headers.get(header::ACCEPT_LANGUAGE)?.to_str().ok().and_then(Language::negotiate);
        Self(Self::chosen(headers).or_else(accepted).unwrap_or_default())
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Locale {
    type Rejection = Infallible;
    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        Ok(Self::of(&parts.extensions))
    }
}

impl<S: Send + Sync> FromRequestParts<S> for ClientCountry {
    type Rejection = Infallible;
    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        Ok(parts.extensions.get::<Self>().copied().unwrap_or_default())
    }
}

impl<S: Send + Sync> FromRequestParts<S> for SeenIn {
    type Rejection = Infallible;
    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        Ok(parts.extensions.get::<Self>().copied().unwrap_or_default())
    }
}

fn seen_in(request: &Request) -> Option<Country> {
    let platform = request.extensions().get::<Arc<Platform>>()?;
    let name = platform.config.server.country_header.as_deref()?;
    request.headers().get(name)?.to_str().ok()?.parse().ok()
}

pub(crate) async fn localise(mut request: Request, next: Next) -> Response {
    let locale = Locale::from_headers(request.headers());
    let chosen = read_cookie(request.headers(), COUNTRY_COOKIE).and_then(|code| code.parse().ok());
    let seen = SeenIn(seen_in(&request));
    let country = ClientCountry(chosen.or(seen.0));
    request.extensions_mut().insert(locale);
    request.extensions_mut().insert(country);
    request.extensions_mut().insert(seen);
    next.run(request).await
}
