//! Signed-in devices: their lives and their tokens.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::{DateTime, TimeDelta, Utc};
use kernel::{SessionId, UserId};
use platform::keys::Keys;
use sha2::{Digest, Sha256};
use uuid::Uuid;

/// How long a session lives after it was last used (web) or refreshed (API).
pub const LIFE: TimeDelta = TimeDelta::days(7);
/// The browser is told at most this often to keep the cookie longer.
pub const RENEWED_EVERY: TimeDelta = TimeDelta::days(1);
/// How long the browser keeps the cookie, in seconds: as long as the session lives after the last time it was told.
pub const COOKIE_S: i64 = LIFE.num_seconds() + RENEWED_EVERY.num_seconds();
/// How many sessions a user has at once; the oldest goes.
pub const MOST_PER_USER: usize = 5;
/// How long a lost answer to a refresh can be asked for again.
pub const GRACE: TimeDelta = TimeDelta::seconds(60);
/// How long an access token holds.
pub const ACCESS_LIFE: TimeDelta = TimeDelta::minutes(15);
/// `last_seen_at` is written at most this often.
pub const SEEN_EVERY: TimeDelta = TimeDelta::minutes(1);

/// How a client keeps its session.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SessionKind {
    /// In a cookie that scripts cannot read.
    Web,
    /// With an access token and a refresh token.
    Api,
}

impl SessionKind {
    /// The word that the API and the database use.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Web => "WEB",
            Self::Api => "API",
        }
    }
}

/// A cookie: whose and which session, 256 random bits, and a signature by which made-up ones are refused without a
/// look at the database.
#[derive(Clone)]
pub struct Cookie {
    /// Whose.
    pub user_id: UserId,
    /// Which.
    pub session_id: SessionId,
    secret: [u8; 32],
}

/// Bytes of a cookie's signature.
const TAG: usize = 12;

impl Cookie {
    /// A cookie with a new secret.
    #[must_use]
    pub fn new(user_id: UserId, session_id: SessionId) -> Self {
        Self { user_id, session_id, secret: rand::random() }
    }

    /// What is stored of the secret.
    #[must_use]
    pub fn digest(&self) -> [u8; 32] {
        Sha256::digest(self.secret).into()
    }

    /// The cookie's value.
    #[must_use]
    pub fn write(&self, keys: &Keys) -> String {
        let mut bytes = Vec::with_capacity(16 + 16 + 32 + TAG);
        bytes.extend_from_slice(self.user_id.0.as_bytes());
        bytes.extend_from_slice(self.session_id.0.as_bytes());
        bytes.extend_from_slice(&self.secret);
        let tag = keys.sign("accounts.cookie", &[&bytes]);
        bytes.extend_from_slice(&tag[..TAG]);
        URL_SAFE_NO_PAD.encode(bytes)
    }

    /// Reads a value back; `None` for one that was not written by [`Cookie::write`].
    #[must_use]
    pub fn read(keys: &Keys, value: &str) -> Option<Self> {
        let bytes = URL_SAFE_NO_PAD.decode(value).ok().filter(|bytes| bytes.len() == 64 + TAG)?;
        let (body, tag) = bytes.split_at(64);
        if !keys.matches("accounts.cookie", &[body], tag) {
            return None;
        }
        Some(Self {
            user_id: UserId(Uuid::from_slice(&body[..16]).ok()?),
            session_id: SessionId(Uuid::from_slice(&body[16..32]).ok()?),
            secret: body[32..].try_into().ok()?,
        })
    }
}

/// A refresh token: the n-th of its session. All of a session's tokens follow from the program's secret and the
/// session's own salt, so none is stored, and the same successor can be told again when its first answer was lost.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RefreshToken {
    /// Which session.
    pub session_id: SessionId,
    /// Its place in the row.
    pub generation: i32,
}

impl RefreshToken {
    fn tag(self, keys: &Keys, salt: &[u8]) -> [u8; 32] {
        keys.sign("accounts.refresh", &[salt, self.session_id.0.as_bytes(), &self.generation.to_be_bytes()])
    }

    /// The text that the client keeps.
    #[must_use]
    pub fn write(self, keys: &Keys, salt: &[u8]) -> String {
        let mut bytes = self.session_id.0.as_bytes().to_vec();
        bytes.extend_from_slice(&self.generation.to_be_bytes());
        bytes.extend_from_slice(&self.tag(keys, salt));
        URL_SAFE_NO_PAD.encode(bytes)
    }

    /// What a text claims to be, with the signature that only the session's salt can check.
    #[must_use]
    pub fn read(text: &str) -> Option<(Self, [u8; 32])> {
        let bytes = URL_SAFE_NO_PAD.decode(text).ok().filter(|bytes| bytes.len() == 16 + 4 + 32)?;
        let token = Self {
            session_id: SessionId(Uuid::from_slice(&bytes[..16]).ok()?),
            generation: i32::from_be_bytes(bytes[16..20].try_into().ok()?),
        };
        Some((token, bytes[20..].try_into().ok()?))
    }

    /// Whether the claim is true.
    #[must_use]
    pub fn is_signed_by(self, keys: &Keys, salt: &[u8], tag: &[u8; 32]) -> bool {
        keys.matches(
            "accounts.refresh",
            &[salt, self.session_id.0.as_bytes(), &self.generation.to_be_bytes()],
            tag,
        )
    }
}

/// What a session knows of its refresh tokens.
#[derive(Debug, Clone)]
pub struct Rotation {
    /// The number of the newest token.
    pub generation: i32,
    /// When it replaced the one before.
    pub rotated_at: Option<DateTime<Utc>>,
    /// When the session ends unless it is refreshed.
    pub expires_at: DateTime<Utc>,
    /// Whether it was revoked.
    pub revoked: bool,
}

/// What is to be done with a refresh token that is genuine.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refresh {
    /// It is the newest: its successor takes its place.
    Rotate {
        /// The successor's number.
        to: i32,
    },
    /// It was the newest a moment ago: the answer was lost, and the same successor is told again.
    Replay {
        /// The successor's number.
        to: i32,
    },
    /// It was used before: somebody else has it, and the session is over.
    Reused,
    /// The session is over already.
    Over,
}

impl Rotation {
    /// Decides about the token number `presented`.
    #[must_use]
    pub fn decide(&self, presented: i32, now: DateTime<Utc>) -> Refresh {
        if self.revoked || now >= self.expires_at {
            return Refresh::Over;
        }
        if presented == self.generation {
            return Refresh::Rotate { to: self.generation + 1 };
        }
        let in_grace = self.rotated_at.is_some_and(|at| now - at <= GRACE);
        if presented == self.generation - 1 && in_grace {
            return Refresh::Replay { to: self.generation };
        }
        Refresh::Reused
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys() -> Keys {
        Keys::from_secret(b"0123456789abcdef0123456789abcdef")
    }

    fn at(second: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(1_795_000_000 + second, 0).expect("in range")
    }

    #[test]
    fn a_cookie_is_read_back_and_no_letter_of_it_may_change() {
        let cookie = Cookie::new(UserId::new(at(0)), SessionId::new(at(0)));
        let text = cookie.write(&keys());
        let read = Cookie::read(&keys(), &text).expect("genuine");
        assert_eq!(
            (read.user_id, read.session_id, read.digest()),
            (cookie.user_id, cookie.session_id, cookie.digest())
        );
        for at in 0..text.len() - 1 {
            let mut bytes = text.clone().into_bytes();
            bytes[at] = if bytes[at] == b'A' { b'B' } else { b'A' };
            assert!(Cookie::read(&keys(), &String::from_utf8(bytes).expect("ASCII")).is_none(), "{at}");
        }
        assert!(Cookie::read(&keys(), "").is_none());
    }

    #[test]
    fn a_refresh_token_is_good_for_its_session_and_place_only() {
        let token = RefreshToken { session_id: SessionId::new(at(0)), generation: 3 };
        let (read, tag) = RefreshToken::read(&token.write(&keys(), b"salt")).expect("readable");
        assert_eq!(read, token);
        assert!(read.is_signed_by(&keys(), b"salt", &tag));
        assert!(!read.is_signed_by(&keys(), b"other", &tag));
        assert!(!RefreshToken { generation: 4, ..read }.is_signed_by(&keys(), b"salt", &tag));
    }

    #[test]
    fn a_used_token_is_replayed_within_the_grace_and_ends_the_session_after_it() {
        let rotation =
            Rotation { generation: 4, rotated_at: Some(at(0)), expires_at: at(1000), revoked: false };
        for (presented, second, expected) in [
            (4, 0, Refresh::Rotate { to: 5 }),
            (3, 60, Refresh::Replay { to: 4 }),
            (3, 61, Refresh::Reused),
            (2, 1, Refresh::Reused),
            (5, 1, Refresh::Reused),
            (4, 1000, Refresh::Over),
        ] {
            assert_eq!(rotation.decide(presented, at(second)), expected, "{presented} at {second}");
        }
        assert_eq!(Rotation { revoked: true, ..rotation }.decide(4, at(0)), Refresh::Over);
    }
}
