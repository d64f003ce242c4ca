//! Watermarks: who has changed something shows, with what they ask next, how much must be known to whoever answers
//! (P-23).
//!
//! Caches hear of a change in another process a moment after it was committed. So an answer to somebody who has changed
//! something carries the mark of their transaction, as the header `Watermark` and as a cookie, and they send it along. A
//! process that has not heard of that transaction yet waits for the news, which takes milliseconds; if none comes, it
//! answers from the database. Marks are signed, so that nobody can make a process wait or read for nothing.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use axum::extract::Request;
use axum::http::{HeaderMap, HeaderName, HeaderValue, header};
use axum::middleware::Next;
use axum::response::Response;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use uuid::Uuid;

use crate::cache;
use crate::http::identity::read_cookie;
use crate::keys::Keys;
use crate::module::Platform;

/// The header that carries a mark, both ways.
pub(crate) const HEADER: HeaderName = HeaderName::from_static("watermark");
/// The cookie that does it for browsers.
const COOKIE: &str = "pushnchat_mark";
/// Older ones are known everywhere, or whoever does not know them has forgotten everything meanwhile.
const LIFE_MS: u64 = 30_000;
/// Clocks of two machines may differ by so much.
pub(crate) const SKEW_MS: u64 = 5_000;
/// So long the news are waited for.
const PATIENCE: Duration = Duration::from_secs(1);

const PURPOSE: &str = "watermark";
/// Bytes of the signature.
const TAG: usize = 12;

tokio::task_local! {
    /// The last transaction of this request.
    static MADE: Arc<Mutex<Option<Uuid>>>;
}

/// Notes a transaction that was committed for the present request.
pub(crate) fn made(mark: Uuid) {
    // Jobs and commands answer nobody.
    let _ = MADE.try_with(|made| *made.lock().unwrap_or_else(PoisonError::into_inner) = Some(mark));
}

/// When a mark was made, in milliseconds since 1970.
pub(crate) fn time_of(mark: Uuid) -> u64 {
    let time = mark.get_timestamp().map(|time| time.to_unix());
    time.map_or(0, |(seconds, nanos)| seconds * 1000 + u64::from(nanos) / 1_000_000)
}

fn written(keys: &Keys, mark: Uuid) -> String {
    let mut bytes = mark.as_bytes().to_vec();
    bytes.extend_from_slice(&keys.sign(PURPOSE, &[&mark.as_bytes()[..]])[..TAG]);
    URL_SAFE_NO_PAD.encode(bytes)
}

fn read(keys: &Keys, text: &str) -> Option<Uuid> {
    let bytes = URL_SAFE_NO_PAD.decode(text).ok()?;
    let (mark, tag) = bytes.split_at_checked(16)?;
    (tag.len() == TAG && keys.matches(PURPOSE, &[mark], tag)).then(|| Uuid::from_slice(mark).ok())?
}

/// The mark that a client shows, unless everybody knows it by now. One that is not ours is nothing.
fn shown(keys: &Keys, headers: &HeaderMap) -> Option<Uuid> {
    let text =
        headers.get(HEADER).and_then(|value| value.to_str().ok()).or_else(|| read_cookie(headers, COOKIE));
    let mark = read(keys, text?)?;
    let age = time_of(Uuid::now_v7()).saturating_sub(time_of(mark));
    (age < LIFE_MS + SKEW_MS).then_some(mark)
}

/// Sees to it that whoever has changed something never reads what was before, and tells them the mark of what they
/// change now.
pub(crate) async fn carry(request: Request, next: Next) -> Response {
    let Some(platform) = request.extensions().get::<Arc<Platform>>().cloned() else {
        return next.run(request).await;
    };
    let mark = shown(&platform.keys, request.headers());
    let by_token = request.headers().contains_key(header::AUTHORIZATION);
    let behind = match mark {
        Some(mark) => !platform.changes.catch_up(mark, PATIENCE).await,
        None => false,
    };
    let made = Arc::new(Mutex::new(None));
    let answering = MADE.scope(made.clone(), next.run(request));
    let mut response = if behind {
        metrics::counter!("pushnchat_cache_behind_total").increment(1);
        cache::afresh(answering).await
    } else {
        answering.await
    };
    let made = made.lock().unwrap_or_else(PoisonError::into_inner).take();
    if let Some(mark) = made {
        tell(&platform, mark, by_token, response.headers_mut());
    }
    response
}

/// Does what somebody asks for over a socket; beside what comes of it, the mark of what it changed, to be shown with what
/// they ask next over HTTP.
pub(crate) async fn noting<F: Future>(keys: &Keys, doing: F) -> (F::Output, Option<String>) {
    let made = Arc::new(Mutex::new(None));
    let done = MADE.scope(made.clone(), doing).await;
    let mark = made.lock().unwrap_or_else(PoisonError::into_inner).take();
    (done, mark.map(|mark| written(keys, mark)))
}

fn tell(platform: &Platform, mark: Uuid, by_token: bool, headers: &mut HeaderMap) {
    let is_public = |value: &HeaderValue| value.to_str().is_ok_and(|value| value.starts_with("public"));
    if headers.get_all(header::CACHE_CONTROL).iter().any(is_public) {
        // What others keep carries nobody's mark.
        return;
    }
    let text = written(&platform.keys, mark);
    let secure = if platform.config.server.is_https() { "; Secure" } else { "" };
    let seconds = LIFE_MS / 1000;
    let cookie = format!("{COOKIE}={text}; Path=/; Max-Age={seconds}; HttpOnly; SameSite=Lax{secure}");
    if let Ok(value) = HeaderValue::from_str(&text) {
        headers.insert(HEADER, value);
    }
    if let (false, Ok(value)) = (by_token, HeaderValue::from_str(&cookie)) {
        headers.append(header::SET_COOKIE, value);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys() -> Keys {
        Keys::from_secret(b"a secret that only tests are made with")
    }

    fn header(text: &str) -> HeaderMap {
        HeaderMap::from_iter([(HEADER, HeaderValue::from_str(text).expect("a header"))])
    }

    #[test]
    fn a_mark_reads_as_it_was_written_from_header_and_cookie() {
        let mark = Uuid::now_v7();
        let text = written(&keys(), mark);
        assert_eq!(shown(&keys(), &header(&text)), Some(mark));
        let cookie = HeaderValue::from_str(&format!("a=1; {COOKIE}={text}")).expect("a header");
        assert_eq!(shown(&keys(), &HeaderMap::from_iter([(header::COOKIE, cookie)])), Some(mark));
    }

    #[test]
    fn a_forged_foreign_or_old_mark_is_nothing() {
        let mark = Uuid::now_v7();
        let other = Keys::from_secret(b"another secret that is as long as ours");
        let old = Uuid::new_v7(uuid::Timestamp::from_unix(uuid::NoContext, 1_700_000_000, 0));
        let unsigned = URL_SAFE_NO_PAD.encode(mark.as_bytes());
        for text in ["", "x", "é", &unsigned, &written(&other, mark), &written(&keys(), old)] {
            let Ok(value) = HeaderValue::from_str(text) else { continue };
            assert_eq!(shown(&keys(), &HeaderMap::from_iter([(HEADER, value)])), None, "{text}");
        }
    }
}
