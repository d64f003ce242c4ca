//! Sealing with AES-256-GCM (P-31, M-12): without the key nothing is read, and what was changed, or put where something
//! else was sealed, does not open.

use aws_lc_rs::aead::{AES_256_GCM, Aad, NONCE_LEN, Nonce, RandomizedNonceKey};

use crate::error::{Error, Result};

/// A key of 256 bits. Nonces are drawn, so that one key is good for some four thousand million seals.
pub struct SealingKey(RandomizedNonceKey);

impl SealingKey {
    /// `key` is random, or follows from something random.
    #[must_use]
    pub fn new(key: &[u8; 32]) -> Self {
        Self(RandomizedNonceKey::new(&AES_256_GCM, key).expect("AES-256 takes every key of 32 bytes"))
    }

    /// Seals `bytes` for `place` and no other: the nonce, what is sealed, and its tag.
    ///
    /// # Errors
    /// 500 when the machine has no randomness.
    pub fn seal(&self, place: &[u8], mut bytes: Vec<u8>) -> Result<Vec<u8>> {
        let nonce = self.0.seal_in_place_append_tag(Aad::from(place), &mut bytes);
        let nonce = nonce.map_err(|_| Error::internal("nothing can be sealed on this machine"))?;
        let nonce: &[u8; NONCE_LEN] = nonce.as_ref();
        Ok([nonce.as_slice(), bytes.as_slice()].concat())
    }

    /// What was sealed; none when it was sealed with another key or for another place, or was changed since.
    #[must_use]
    pub fn open(&self, place: &[u8], sealed: &[u8]) -> Option<Vec<u8>> {
        let (nonce, rest) = sealed.split_at_checked(NONCE_LEN)?;
        let nonce = Nonce::try_assume_unique_for_key(nonce).ok()?;
        let mut rest = rest.to_vec();
        let length = self.0.open_in_place(nonce, Aad::from(place), &mut rest).ok()?.len();
        rest.truncate(length);
        Some(rest)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_sealed_opens_with_its_key_at_its_place_and_as_it_was() {
        let (key, other) = (SealingKey::new(&[7; 32]), SealingKey::new(&[8; 32]));
        let words = b"Is the maize still there?".to_vec();
        let sealed = key.seal(b"here", words.clone()).expect("sealed");
        assert!(!sealed.windows(8).any(|part| words.windows(8).any(|clear| clear == part)));
        assert_eq!(key.open(b"here", &sealed), Some(words.clone()));
        assert_ne!(key.seal(b"here", words).expect("sealed"), sealed, "never twice the same");
        assert_eq!(key.open(b"there", &sealed), None);
        assert_eq!(other.open(b"here", &sealed), None);
        for at in [0, NONCE_LEN, sealed.len() - 1] {
            let mut changed = sealed.clone();
            changed[at] ^= 1;
            assert_eq!(key.open(b"here", &changed), None, "{at}");
        }
        assert_eq!((key.open(b"here", &[]), key.open(b"here", &sealed[..20])), (None, None));
        let nothing = key.seal(b"here", Vec::new()).expect("sealed");
        assert_eq!(key.open(b"here", &nothing), Some(Vec::new()));
    }
}
