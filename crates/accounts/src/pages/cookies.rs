//! What the browser keeps: the session, what was chosen, and where somebody stands between two pages.

use axum::http::HeaderMap;
use axum::response::Response;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use kernel::{Actor, Language};
use platform::http::{COUNTRY_COOKIE, LANGUAGE_COOKIE, SESSION_COOKIE, read_cookie, session_cookie};
use platform::{Error, Platform, Result};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use uuid::Uuid;
use web::{DATA_SAVER_COOKIE, see_other, with_cookie};

use crate::Accounts;
use crate::model::address::Address;
use crate::model::session::COOKIE_S;
use crate::model::user::User;
use crate::ops::sign_in::{Opened, Secret};

/// A year.
const LASTING_S: i64 = 31_536_000;
/// An hour: a code holds ten minutes, and a new one can be asked for.
const CODE_S: i64 = 3600;

const VERIFY: &str = "verify";
const RESET: &str = "reset";
const CONTACT: &str = "contact";
const NEXT: &str = "next";

/// Which code is waited for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Waiting {
    /// That of a sign-up.
    Verify,
    /// That of a forgotten password.
    Reset,
    /// That of a further address.
    Contact,
}

impl Waiting {
    fn cookie(self) -> &'static str {
        match self {
            Self::Verify => VERIFY,
            Self::Reset => RESET,
            Self::Contact => CONTACT,
        }
    }
}

/// An address that waits for its code, kept by the browser that asked for it so that it need not be typed again and
/// stands in no address line.
#[derive(Clone, Serialize, Deserialize)]
pub struct Pending {
    address: String,
    /// The sign-up, which lets this browser in together with the code.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub registration: Option<Uuid>,
    /// When the newest code was sent, in seconds since 1970.
    pub sent_at: i64,
    /// How often a wrong code was typed here since then.
    #[serde(default)]
    pub wrong: i32,
}

impl Pending {
    /// A code went to `address` at `sent_at`.
    pub fn new(address: &Address, registration: Option<Uuid>, sent_at: i64) -> Self {
        Self { address: address.as_str().to_owned(), registration, sent_at, wrong: 0 }
    }

    /// What this browser waits for; unsigned, since it claims no more than a form field would.
    pub fn read(headers: &HeaderMap, waiting: Waiting) -> Option<(Self, Address)> {
        let pending: Self = unpack(read_cookie(headers, waiting.cookie())?)?;
        let address = Address::either(&pending.address, None)?;
        Some((pending, address))
    }

    /// `response`, which keeps this.
    pub fn keep(&self, platform: &Platform, waiting: Waiting, response: Response) -> Response {
        with_cookie(response, &cookie(platform, waiting.cookie(), &pack(self), CODE_S))
    }
}

fn pack<T: Serialize>(value: &T) -> String {
    // Structures of texts and numbers always become JSON.
    URL_SAFE_NO_PAD.encode(serde_json::to_vec(value).unwrap_or_default())
}

fn unpack<T: DeserializeOwned>(text: &str) -> Option<T> {
    serde_json::from_slice(&URL_SAFE_NO_PAD.decode(text).ok()?).ok()
}

fn cookie(platform: &Platform, name: &str, value: &str, seconds: i64) -> String {
    let secure = if platform.config.server.is_https() { "; Secure" } else { "" };
    format!("{name}={value}; Path=/; Max-Age={seconds}; HttpOnly; SameSite=Lax{secure}")
}

/// `response`, which keeps where somebody wanted to go before they signed up or set up; nothing of the home page, nor of
/// what [`way_on`] refuses.
pub fn keep_next(platform: &Platform, next: &str, response: Response) -> Response {
    match fitting(way_on(next)) {
        "/" => response,
        next => with_cookie(response, &cookie(platform, NEXT, &pack(&next), 24 * 3600)),
    }
}

/// `path`, or what a cookie holds of it up to the end of a word: browsers drop one of more than 4,096 bytes (RFC 6265,
/// 6.1), and base64 makes four of three. What another app has shared may be a long text.
fn fitting(path: &str) -> &str {
    const MOST: usize = 2_800;
    if path.len() <= MOST {
        return path;
    }
    let held = path.get(..MOST).unwrap_or("/");
    let gaps = ["%20", "%0A", "+", "&", "?"];
    gaps.iter().filter_map(|gap| held.rfind(gap)).max().map_or("/", |end| &held[..end])
}

/// Where somebody wanted to go before they signed up or set up.
pub fn next(headers: &HeaderMap) -> Option<String> {
    let next: String = unpack(read_cookie(headers, NEXT)?)?;
    Some(way_on(&next).to_owned()).filter(|next| next != "/")
}

/// `next` if it is a page of this site that makes sense after signing in, else the home page.
pub fn way_on(next: &str) -> &str {
    let next = web::local_path(next);
    let first = next.split(['/', '?', '#']).nth(1).unwrap_or("");
    if matches!(first, "sign-in" | "sign-up" | "sign-out" | "verify" | "password" | "api") {
        "/"
    } else {
        next
    }
}

/// `response` with the reader's language and country as their account has them, and without pictures if it says so.
/// Where it does not, what was chosen for this phone stays.
pub fn with_preferences(platform: &Platform, user: &User, response: Response) -> Response {
    let mut response = with_language(platform, user.language, response);
    if let Some(country) = user.country {
        response = with_country(platform, country.code(), response);
    }
    if user.data_saver { with_data_saver(platform, true, response) } else { response }
}

/// `response` after which pictures wait until they are tapped, or come as this phone's network has it.
pub fn with_data_saver(platform: &Platform, on: bool, response: Response) -> Response {
    let (saver, seconds) = if on { ("1", LASTING_S) } else { ("", 0) };
    with_cookie(response, &cookie(platform, DATA_SAVER_COOKIE, saver, seconds))
}

/// `response` that has later pages written in `language`.
pub fn with_language(platform: &Platform, language: Language, response: Response) -> Response {
    with_cookie(response, &cookie(platform, LANGUAGE_COOKIE, language.code(), LASTING_S))
}

/// `response` that has later numbers read as of `country`.
pub fn with_country(platform: &Platform, country: &str, response: Response) -> Response {
    with_cookie(response, &cookie(platform, COUNTRY_COOKIE, country, LASTING_S))
}

/// Lets somebody in and sends them to `path`.
///
/// # Errors
/// 503 when the account cannot be read.
pub async fn enter(accounts: &Accounts, opened: Opened, path: &str) -> Result<Response> {
    let Secret::Cookie(value) = opened.secret else {
        return Err(Error::internal("a page has opened a session for an app"));
    };
    let platform = &accounts.platform;
    let user = accounts.me(&Actor::User(opened.user)).await?;
    let response = with_cookie(see_other(path), &session_cookie(platform, &value, COOKIE_S));
    let response = with_preferences(platform, &user, response);
    Ok(forget(platform, &[VERIFY, RESET], response))
}

/// `response` that ends the browser's session and what belongs to its user. Language and country stay.
pub fn leave(platform: &Platform, response: Response) -> Response {
    forget(platform, &[SESSION_COOKIE, NEXT, VERIFY, RESET, CONTACT], response)
}

/// `response` after which the code is still waited for, with the tries that were counted.
pub fn still(
    platform: &Platform,
    waiting: Waiting,
    pending: Option<&(Pending, Address)>,
    response: Response,
) -> Response {
    match pending {
        Some((pending, _)) => pending.keep(platform, waiting, response),
        None => response,
    }
}

/// `response` after which no code is waited for.
pub fn settle(platform: &Platform, waiting: Waiting, response: Response) -> Response {
    forget(platform, &[waiting.cookie()], response)
}

fn forget(platform: &Platform, names: &[&str], mut response: Response) -> Response {
    for name in names {
        response = with_cookie(response, &cookie(platform, name, "", 0));
    }
    response
}

#[cfg(test)]
mod tests {
    use super::*;
    use axum::http::{HeaderValue, header};

    #[test]
    fn nobody_is_sent_elsewhere_or_round_in_circles() {
        for (next, expected) in [
            ("/listings/1?x=/sign-in", "/listings/1?x=/sign-in"),
            ("/sign-in?next=/", "/"),
            ("/verify", "/"),
            ("/password/reset", "/"),
            ("/sign-inn", "/sign-inn"),
            ("//evil.example", "/"),
            ("https://evil.example", "/"),
            ("", "/"),
        ] {
            assert_eq!(way_on(next), expected, "{next}");
        }
    }

    #[test]
    fn of_a_long_way_on_whole_words_are_kept() {
        assert_eq!(fitting("/listings/new?text=red%20maize"), "/listings/new?text=red%20maize");
        let long = format!("/listings/new?title=Maize&text={}", "ma%C3%AFs%20".repeat(400));
        let kept = fitting(&long);
        assert!((2_780..=2_800).contains(&kept.len()) && kept.ends_with("ma%C3%AFs"), "{kept}");
        assert_eq!(fitting(&format!("/{}", "x".repeat(3_000))), "/");
        assert_eq!(
            fitting(&format!("/{}", "ï".repeat(3_000))),
            "/",
            "nothing is cut in the midst of a letter"
        );
    }

    #[test]
    fn what_is_waited_for_is_read_back() {
        let address = Address::email("amina@example.com").expect("valid");
        let pending = Pending { wrong: 2, ..Pending::new(&address, Some(Uuid::from_u128(7)), 9) };
        let mut headers = HeaderMap::new();
        let line = format!("verify={}; reset=nonsense", pack(&pending));
        headers.insert(header::COOKIE, HeaderValue::from_str(&line).expect("ASCII"));
        let (read, back) = Pending::read(&headers, Waiting::Verify).expect("readable");
        assert_eq!((read.registration, read.sent_at, read.wrong), (Some(Uuid::from_u128(7)), 9, 2));
        assert_eq!(back, address);
        assert!(Pending::read(&headers, Waiting::Reset).is_none());
    }
}
