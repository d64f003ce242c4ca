//! One-time codes: six digits that prove an address.

use chrono::{DateTime, TimeDelta, Utc};
use kernel::UserId;
use platform::keys::Keys;
use uuid::Uuid;

/// How long a code holds.
pub const LIFE: TimeDelta = TimeDelta::minutes(10);
/// How often a code may be typed wrong.
pub const MOST_TRIES: i32 = 5;
/// How many codes an address gets within [`PERIOD`].
pub const MOST_PER_PERIOD: i64 = 5;
/// How many codes for further addresses an account may have sent within [`PERIOD`], whatever the addresses.
pub const MOST_PER_ACCOUNT: i64 = 10;
/// The day of the limit; it slides, so that midnight is no second chance.
pub const PERIOD: TimeDelta = TimeDelta::hours(24);

/// What a code is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// Proving the address of a new account.
    Verify,
    /// Setting a new password.
    Reset,
    /// Proving a further address of this account.
    Contact(UserId),
}

impl Purpose {
    /// The word that the database uses.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Verify => "VERIFY",
            Self::Reset => "RESET",
            Self::Contact(_) => "CONTACT",
        }
    }

    /// The account that asked, where the code is good for no other.
    #[must_use]
    pub fn owner(self) -> Option<UserId> {
        match self {
            Self::Contact(user) => Some(user),
            Self::Verify | Self::Reset => None,
        }
    }
}

/// A code as it is stored: without its digits.
#[derive(Debug, Clone)]
pub struct Code {
    /// What the digits are computed from.
    pub id: Uuid,
    /// Wrong tries so far.
    pub tries: i32,
    /// When it stops to hold.
    pub expires_at: DateTime<Utc>,
}

/// The digits of the code `id`: they follow from the program's secret, so a copy of the database does not tell them.
#[must_use]
pub fn digits(keys: &Keys, id: Uuid) -> String {
    let hash = keys.sign("accounts.code", &[id.as_bytes()]);
    let number = u64::from_be_bytes(hash[..8].try_into().expect("a hash has 32 bytes"));
    format!("{:06}", number % 1_000_000)
}

impl Code {
    /// Whether `typed` are the digits, and the code still holds.
    #[must_use]
    pub fn is_met_by(&self, keys: &Keys, typed: &str, now: DateTime<Utc>) -> bool {
        let typed: String =
            super::address::latin_digits(typed).chars().filter(char::is_ascii_digit).collect();
        self.tries < MOST_TRIES && now < self.expires_at && typed == digits(keys, self.id)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_holds_ten_minutes_and_five_tries() {
        let keys = Keys::from_secret(b"0123456789abcdef0123456789abcdef");
        let now = DateTime::from_timestamp(1_795_000_000, 0).expect("in range");
        let mut code = Code { id: Uuid::from_u128(7), tries: 0, expires_at: now + LIFE };
        let right = digits(&keys, code.id);
        assert_eq!(right.len(), 6);
        let spaced = format!(" {} {} ", &right[..3], &right[3..]);
        assert!(code.is_met_by(&keys, &right, now) && code.is_met_by(&keys, &spaced, now));
        assert!(!code.is_met_by(&keys, "", now));
        assert!(!code.is_met_by(&keys, &right, now + LIFE));
        code.tries = MOST_TRIES;
        assert!(!code.is_met_by(&keys, &right, now));
        let other = Keys::from_secret(b"another secret that is long enough");
        assert_ne!(digits(&other, code.id), right);
    }
}
