//! Opaque, signed places in a list (P-3).

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use kernel::ErrorKind;
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::error::{Error, Result};
use crate::keys::Keys;

/// Bytes of the signature kept: 80 bits are out of reach for somebody who may try 600 times a minute.
const TAG: usize = 10;

/// Writes `place` as an opaque text that only this list (`scope`: route and filters) takes back.
#[must_use]
pub fn seal<T: Serialize>(keys: &Keys, scope: &str, place: &T) -> String {
    let body = serde_json::to_vec(place).unwrap_or_default();
    let mut bytes = keys.sign("cursor", &[scope.as_bytes(), &body])[..TAG].to_vec();
    bytes.extend_from_slice(&body);
    URL_SAFE_NO_PAD.encode(bytes)
}

/// Reads a cursor back.
///
/// # Errors
/// 400 when it was made elsewhere, for other filters, or tampered with.
pub fn open<T: DeserializeOwned>(keys: &Keys, scope: &str, cursor: &str) -> Result<T> {
    let foreign = || {
        Error::from(
            kernel::Problem::new(ErrorKind::Malformed, "platform", "platform-error-cursor").field("cursor"),
        )
    };
    let bytes = URL_SAFE_NO_PAD.decode(cursor).map_err(|_| foreign())?;
    let (tag, body) = bytes.split_at_checked(TAG).ok_or_else(foreign)?;
    if !keys.matches("cursor", &[scope.as_bytes(), body], tag) {
        return Err(foreign());
    }
    serde_json::from_slice(body).map_err(|_| foreign())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_opens_only_where_it_was_made() {
        let keys = Keys::from_secret(b"0123456789abcdef0123456789abcdef");
        let cursor = seal(&keys, "/listings?category=maize", &(7, "x"));
        assert_eq!(
            open::<(i32, String)>(&keys, "/listings?category=maize", &cursor).ok(),
            Some((7, "x".into()))
        );
        assert!(open::<(i32, String)>(&keys, "/listings", &cursor).is_err());
        let other = Keys::from_secret(b"another secret that is long enough");
        assert!(open::<(i32, String)>(&other, "/listings?category=maize", &cursor).is_err());
    }

    #[test]
    fn a_cursor_with_any_letter_changed_is_refused() {
        let keys = Keys::from_secret(b"0123456789abcdef0123456789abcdef");
        let cursor = seal(&keys, "s", &(1234, "place"));
        for at in 0..cursor.len() - 1 {
            let mut bytes = cursor.clone().into_bytes();
            bytes[at] = if bytes[at] == b'A' { b'B' } else { b'A' };
            let changed = String::from_utf8(bytes).expect("ASCII");
            assert!(open::<(i32, String)>(&keys, "s", &changed).is_err(), "{at}");
        }
        assert!(open::<(i32, String)>(&keys, "s", "").is_err());
        assert!(open::<(i32, String)>(&keys, "s", "not base64 !!").is_err());
    }
}
