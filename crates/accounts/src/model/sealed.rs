//! Papers at rest (P-31): each file is sealed with a key of its own, and that key with one that follows from the
//! program's secret. A copy of the files tells nothing, nor does one of the database; whoever deletes the row of a file
//! has made it unreadable wherever copies of it lie.

use aws_lc_rs::aead::{AES_256_GCM, Aad, NONCE_LEN, Nonce, RandomizedNonceKey};
use platform::keys::Keys;
use platform::{Error, Result};
use uuid::Uuid;

/// Raised to seal later files with another key; those of before go on naming theirs.
const GENERATION: u8 = 1;

fn unreadable(_: aws_lc_rs::error::Unspecified) -> Error {
    Error::internal("a paper does not open with its key")
}

fn outer_key(keys: &Keys, generation: u8) -> [u8; 32] {
    keys.sign("accounts.papers", &[&[generation]])
}

/// Seals `bytes` for `id`: the nonce, what is sealed, and its tag.
fn lock(key: &[u8; 32], id: Uuid, mut bytes: Vec<u8>) -> Result<Vec<u8>> {
    let key = RandomizedNonceKey::new(&AES_256_GCM, key).map_err(unreadable)?;
    let nonce = key.seal_in_place_append_tag(Aad::from(id.as_bytes()), &mut bytes).map_err(unreadable)?;
    let nonce: &[u8; NONCE_LEN] = nonce.as_ref();
    Ok([nonce.as_slice(), bytes.as_slice()].concat())
}

fn unlock(key: &[u8; 32], id: Uuid, sealed: &[u8]) -> Result<Vec<u8>> {
    let key = RandomizedNonceKey::new(&AES_256_GCM, key).map_err(unreadable)?;
    let (nonce, rest) =
        sealed.split_at_checked(NONCE_LEN).ok_or_else(|| unreadable(aws_lc_rs::error::Unspecified))?;
    let nonce = Nonce::try_assume_unique_for_key(nonce).map_err(unreadable)?;
    let mut rest = rest.to_vec();
    let open = key.open_in_place(nonce, Aad::from(id.as_bytes()), &mut rest).map_err(unreadable)?.len();
    rest.truncate(open);
    Ok(rest)
}

/// Seals a file; its own key, sealed, and the bytes to be stored.
///
/// # Errors
/// 500 when the machine has no randomness.
pub fn seal(keys: &Keys, id: Uuid, bytes: Vec<u8>) -> Result<(Vec<u8>, Vec<u8>)> {
    let own: [u8; 32] = rand::random();
    let mut sealed_key = vec![GENERATION];
    sealed_key.extend(lock(&outer_key(keys, GENERATION), id, own.to_vec())?);
    Ok((sealed_key, lock(&own, id, bytes)?))
}

/// Opens a file.
///
/// # Errors
/// 500 when it was sealed for another id or under another secret, or was changed since.
pub fn open(keys: &Keys, id: Uuid, sealed_key: &[u8], stored: &[u8]) -> Result<Vec<u8>> {
    let broken = || unreadable(aws_lc_rs::error::Unspecified);
    let (generation, sealed) = sealed_key.split_first().ok_or_else(broken)?;
    let own = unlock(&outer_key(keys, *generation), id, sealed)?;
    let own: [u8; 32] = own.try_into().map_err(|_| broken())?;
    unlock(&own, id, stored)
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
        for at in [0, NONCE_LEN, stored.len() - 1] {
            let mut changed = stored.clone();
            changed[at] ^= 1;
            assert!(open(&keys, id, &key, &changed).is_err(), "{at}");
        }
        assert!(open(&keys, id, &[], &stored).is_err() && open(&keys, id, &key, &[]).is_err());
    }
}
