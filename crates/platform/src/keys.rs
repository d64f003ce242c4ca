//! Keys derived from the one secret of the configuration.

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

/// Signs short texts (cursors, cookies, links), with a key of its own for each purpose.
#[derive(Clone)]
pub struct Keys {
    secret: std::sync::Arc<[u8]>,
}

impl Keys {
    /// `secret` has 32 bytes or more of randomness; the configuration checks that.
    #[must_use]
    pub fn from_secret(secret: &[u8]) -> Self {
        Self { secret: secret.into() }
    }

    fn mac(&self, purpose: &str, parts: &[&[u8]]) -> Hmac<Sha256> {
        // HMAC takes keys of any length, so this cannot fail (RFC 2104).
        let mut mac = Hmac::<Sha256>::new_from_slice(&self.secret).expect("HMAC takes any key length");
        mac.update(purpose.as_bytes());
        for part in parts {
            // Each part is preceded by its length: ("ab","c") and ("a","bc") sign differently.
            mac.update(&(part.len() as u64).to_be_bytes());
            mac.update(part);
        }
        mac
    }

    /// HMAC-SHA-256 of the parts for one purpose.
    #[must_use]
    pub fn sign(&self, purpose: &str, parts: &[&[u8]]) -> [u8; 32] {
        self.mac(purpose, parts).finalize().into_bytes().into()
    }

    /// Whether `tag` (possibly shortened) is the signature of the parts; takes the same time either way.
    #[must_use]
    pub fn matches(&self, purpose: &str, parts: &[&[u8]], tag: &[u8]) -> bool {
        tag.len() >= 8 && self.mac(purpose, parts).verify_truncated_left(tag).is_ok()
    }
}
