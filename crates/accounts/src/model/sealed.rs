//! Papers at rest (P-31): each file is sealed with a key of its own, and that key with one that follows from the
//! program's secret. A copy of the files tells nothing, nor does one of the database; whoever deletes the row of a file
//! has made it unreadable wherever copies of it lie.

use platform::keys::Keys;
use platform::sealing::SealingKey;
use platform::{Error, Result};
use uuid::Uuid;

/// Raised to seal later files with another key; those of before go on naming theirs.
const GENERATION: u8 = 1;

fn unreadable() -> Error {
    Error::internal("a paper does not open with its key")
}

fn outer_key(keys: &Keys, generation: u8) -> SealingKey {
    SealingKey::new(&keys.sign("accounts.papers", &[&[generation]]))
}

/// Seals a file; its own key, sealed, and the bytes to be stored.
///
/// # Errors
/// 500 when the machine has no randomness.
pub fn seal(keys: &Keys, id: Uuid, bytes: Vec<u8>) -> Result<(Vec<u8>, Vec<u8>)> {
    let own: [u8; 32] = rand::random();
    let mut sealed_key = vec![GENERATION];
    sealed_key.extend(outer_key(keys, GENERATION).seal(id.as_bytes(), own.to_vec())?);
    Ok((sealed_key, SealingKey::new(&own).seal(id.as_bytes(), bytes)?))
}

/// Opens a file.
///
/// # Errors
/// 500 when it was sealed for another id or under another secret, or was changed since.
pub fn open(keys: &Keys, id: Uuid, sealed_key: &[u8], stored: &[u8]) -> Result<Vec<u8>> {
    let (generation, sealed) = sealed_key.split_first().ok_or_else(unreadable)?;
    let own = outer_key(keys, *generation).open(id.as_bytes(), sealed).ok_or_else(unreadable)?;
    let own: [u8; 32] = own.try_into().map_err(|_| unreadable())?;
    SealingKey::new(&own).open(id.as_bytes(), stored).ok_or_else(unreadable)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_paper_opens_for_its_own_row_and_secret_only() {
        let keys = Keys::from_secret(b"0123456789abcdef0123456789abcdef");
        let (id, paper) = (Uuid::from_u128(7), b"certificate of registration".to_vec());
        let (key, stored) = seal(&keys, id, paper.clone()).expect("sealed");
        assert!(!stored.windows(8).any(|part| paper.windows(8).any(|clear| clear == part)));
        assert_eq!(open(&keys, id, &key, &stored).expect("opened"), paper);
        assert!(open(&keys, Uuid::from_u128(8), &key, &stored).is_err());
        let other = Keys::from_secret(b"another secret that is long enough");
        assert!(open(&other, id, &key, &stored).is_err());
        let (other_key, _) = seal(&keys, id, paper).expect("sealed");
        assert!(open(&keys, id, &other_key, &stored).is_err(), "each has a key of its own");
        for at in [0, 12, stored.len() - 1] {
            let mut changed = stored.clone();
            changed[at] ^= 1;
            assert!(open(&keys, id, &key, &changed).is_err(), "{at}");
        }
        assert!(open(&keys, id, &[], &stored).is_err() && open(&keys, id, &key, &[]).is_err());
    }
}
