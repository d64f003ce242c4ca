//! Passwords: which are acceptable, and how they are hashed.

use std::collections::HashSet;
use std::sync::{Arc, LazyLock};

use argon2::{Algorithm, Argon2, Params, PasswordHash, PasswordHasher, PasswordVerifier, Version};
use kernel::Checks;
use platform::{Error, Result};
use tokio::sync::Semaphore;

use super::address::Address;

/// Argon2id with 19 MiB, two passes and one lane: the first choice of OWASP's password storage cheat sheet. Raise them
/// when machines get faster; older hashes are replaced at the next sign-in.
const MEMORY_KIB: u32 = 19 * 1024;
const PASSES: u32 = 2;
const LANES: u32 = 1;

/// How many hashes are computed at once: each takes a core and 19 MiB.
const AT_ONCE: usize = 2;

/// One lower-case password or word a line: what attackers try first.
static COMMON: LazyLock<HashSet<&'static str>> =
    LazyLock::new(|| include_str!("../../data/common_passwords.txt").lines().collect());

/// A password that somebody chose and that is acceptable. Never logged, never stored.
#[derive(Clone)]
pub struct Password(String);

impl Password {
    /// Checks a new password: 8–128 characters, none of the common ones, and nothing that others know of its owner.
    pub fn choose(
        checks: &mut Checks,
        field: &str,
        typed: Option<&str>,
        address: Option<&Address>,
        name: Option<&str>,
    ) -> Option<Self> {
        let typed = typed.unwrap_or("");
        let count = typed.chars().count();
        if typed.is_empty() {
            checks.fail(field, "platform-check-required");
        } else if count < 8 {
            checks.fail(field, "accounts-check-password-short");
        } else if count > 128 {
            checks.fail(field, "accounts-check-password-long");
        } else if is_common(typed) {
            checks.fail(field, "accounts-check-password-common");
        } else if tells_the_owner(typed, address, name) {
            checks.fail(field, "accounts-check-password-personal");
        } else {
            return Some(Self(typed.to_owned()));
        }
        None
    }

    /// What somebody typed to sign in; whether it is acceptable as a new one does not matter there.
    #[must_use]
    pub fn typed(typed: &str) -> Self {
        Self(typed.to_owned())
    }
}

fn is_common(password: &str) -> bool {
    let lower = password.to_lowercase();
    // "Chelsea2024!" is as well known as "chelsea".
    let stem = lower.trim_matches(|c: char| !c.is_alphabetic());
    let plain: String = stem
        .chars()
        .map(|c| match c {
            '@' | '4' => 'a',
            '0' => 'o',
            '1' | '!' => 'i',
            '3' => 'e',
            '$' | '5' => 's',
            c => c,
        })
        .collect();
    COMMON.contains(lower.as_str())
        || (stem.chars().count() + 5 >= lower.chars().count()
            && (COMMON.contains(stem) || COMMON.contains(plain.as_str())))
        || is_run(&lower)
        || is_repetition(&lower)
}

/// `abcdefgh`, `87654321`: every character next to the one before.
fn is_run(text: &str) -> bool {
    let codes: Vec<i64> = text.chars().map(|c| i64::from(u32::from(c))).collect();
    [1, -1].iter().any(|step| codes.windows(2).all(|pair| pair[1] - pair[0] == *step))
}

/// `aaaaaaaa`, `abcabcabc`: a part of at most four characters again and again.
fn is_repetition(text: &str) -> bool {
    let chars: Vec<char> = text.chars().collect();
    (1..=4).any(|unit| chars.len() > unit && chars.iter().enumerate().all(|(at, c)| *c == chars[at % unit]))
}

fn tells_the_owner(password: &str, address: Option<&Address>, name: Option<&str>) -> bool {
    let lower = password.to_lowercase();
    let core = lower.trim_matches(|c: char| !c.is_alphanumeric());
    let stem = lower.trim_matches(|c: char| !c.is_alphabetic());
    let known = address.map(Address::as_str).unwrap_or("").to_lowercase();
    let local = known.split('@').next().unwrap_or("");
    let digits: String = lower.chars().filter(char::is_ascii_digit).collect();
    let of_phone =
        known.starts_with('+') && digits.len() >= 8 && known.ends_with(&digits[digits.len() - 8..]);
    let squeezed =
        |text: &str| text.to_lowercase().chars().filter(|c| c.is_alphanumeric()).collect::<String>();
    let name = squeezed(name.unwrap_or(""));
    (!known.is_empty() && (lower == known || core == local || (stem.len() >= 4 && stem == local)))
        || of_phone
        || (!name.is_empty() && (squeezed(&lower) == name || squeezed(stem) == name))
}

/// What became of a password that was checked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// It is right.
    Right,
    /// It is right, and its hash is weaker than those of today: write a new one.
    RightButWeak,
    /// It is wrong, or there is none.
    Wrong,
}

/// Hashes and checks passwords on threads of their own, a few at a time. Cheap to clone.
#[derive(Clone)]
pub struct Hasher {
    gate: Arc<Semaphore>,
}

impl Default for Hasher {
    fn default() -> Self {
        Self { gate: Arc::new(Semaphore::new(AT_ONCE)) }
    }
}

impl Hasher {
    /// The hash to be stored, as a PHC string.
    ///
    /// # Errors
    /// 500 when the machine has no randomness or memory.
    pub async fn hash(&self, password: Password) -> Result<String> {
        self.on_a_thread(move || hash(password.0.as_bytes())).await
    }

    /// Compares with what is stored. Without a stored hash the same work is done, so that the time does not tell
    /// whether there is an account.
    ///
    /// # Errors
    /// 500 when the work cannot be done.
    pub async fn verify(&self, password: Password, stored: Option<String>) -> Result<Verdict> {
        self.on_a_thread(move || {
            let verdict = verify(password.0.as_bytes(), stored.as_deref().unwrap_or(NOBODYS));
            Ok(if stored.is_none() { Verdict::Wrong } else { verdict })
        })
        .await
    }

    async fn on_a_thread<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> Result<T> + Send + 'static,
    ) -> Result<T> {
        let permit = self.gate.clone().acquire_owned().await.map_err(Error::internal)?;
        tokio::task::spawn_blocking(move || {
            let done = work();
            drop(permit);
            done
        })
        .await
        .map_err(Error::internal)?
    }
}

/// The hash of a text that nobody chose, made with today's parameters.
const NOBODYS: &str =
    "$argon2id$v=19$m=19456,t=2,p=1$bm9ib2R5cyBzYWx0IQ$N6kF2sTgT9uSJOqiYRXzMDrVYMs8wvnZ4dXLRxRSKuA";

fn argon2() -> Argon2<'static> {
    let params = Params::new(MEMORY_KIB, PASSES, LANES, None).expect("a test hashes with these parameters");
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
}

fn hash(password: &[u8]) -> Result<String> {
    let hash: PasswordHash =
        argon2().hash_password(password).map_err(|error| Error::internal(error.to_string()))?;
    Ok(hash.to_string())
}

fn verify(password: &[u8], stored: &str) -> Verdict {
    // Accounts that were brought along from elsewhere.
    if stored.starts_with("$2") {
        return match bcrypt::verify(password, stored) {
            Ok(true) => Verdict::RightButWeak,
            _ => Verdict::Wrong,
        };
    }
    let Ok(parsed) = PasswordHash::new(stored) else { return Verdict::Wrong };
    if argon2().verify_password(password, &parsed).is_err() {
        return Verdict::Wrong;
    }
    let strong_enough = parsed.algorithm.as_str() == "argon2id"
        && Params::try_from(&parsed).is_ok_and(|params| {
            params.m_cost() >= MEMORY_KIB && params.t_cost() >= PASSES && params.p_cost() >= LANES
        });
    if strong_enough { Verdict::Right } else { Verdict::RightButWeak }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(typed: &str) -> Option<String> {
        let mut checks = Checks::new("accounts");
        let address = Address::email("amina.diallo@example.com");
        Password::choose(&mut checks, "password", Some(typed), address.as_ref(), Some("Amina Diallo"));
        checks.finish(Some(())).err().and_then(|problems| problems.first().map(|p| p.text.to_string()))
    }

    #[test]
    fn well_known_and_personal_passwords_are_refused() {
        assert!(COMMON.len() >= 1000);
        for (typed, reason) in [
            ("", "platform-check-required"),
            ("short7!", "accounts-check-password-short"),
            ("Password1", "accounts-check-password-common"),
            ("P@ssw0rd!", "accounts-check-password-common"),
            ("Chelsea2024", "accounts-check-password-common"),
            ("jesus12345", "accounts-check-password-common"),
            ("JesusIsLord", "accounts-check-password-common"),
            ("azertyuiop", "accounts-check-password-common"),
            ("1q2w3e4r", "accounts-check-password-common"),
            ("abcdefghij", "accounts-check-password-common"),
            ("xyxyxyxyxy", "accounts-check-password-common"),
            ("nairobi2023!", "accounts-check-password-common"),
            ("amina.diallo", "accounts-check-password-personal"),
            ("AminaDiallo1", "accounts-check-password-personal"),
        ] {
            assert_eq!(refused(typed).as_deref(), Some(reason), "{typed}");
        }
        assert_eq!(refused(&"x1".repeat(65)).as_deref(), Some("accounts-check-password-long"));
        for typed in [
            "yam basket under rain",
            "Kx7#mango!Tree",
            "سوق الجمعة القديم",
            "chelsea plays in the rain again",
        ] {
            assert_eq!(refused(typed), None, "{typed}");
        }
        let mut checks = Checks::new("accounts");
        let phone = Address::phone("+2348031234567", None);
        assert!(
            Password::choose(&mut checks, "password", Some("08031234567"), phone.as_ref(), None).is_none()
        );
    }

    #[test]
    fn hashes_verify_and_weak_ones_are_noticed() {
        let strong = hash(b"yam basket").expect("hashes");
        assert!(strong.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"));
        assert_eq!(verify(b"yam basket", &strong), Verdict::Right);
        assert_eq!(verify(b"yam baskets", &strong), Verdict::Wrong);
        let params = Params::new(64, 1, 1, None).expect("valid");
        let weak: PasswordHash = Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
            .hash_password(b"yam basket")
            .expect("hashes");
        assert_eq!(verify(b"yam basket", &weak.to_string()), Verdict::RightButWeak);
        for version in ["2a", "2b", "2y"] {
            let imported = bcrypt::hash("yam basket", 4).expect("hashes").replacen("2b", version, 1);
            assert_eq!(verify(b"yam basket", &imported), Verdict::RightButWeak, "{version}");
            assert_eq!(verify(b"other", &imported), Verdict::Wrong);
        }
        assert_eq!(verify(b"x", "no hash"), Verdict::Wrong);
    }

    #[tokio::test]
    async fn nobodys_hash_costs_the_same_work_and_lets_nobody_in() {
        let parsed = PasswordHash::new(NOBODYS).expect("a PHC string");
        let params = Params::try_from(&parsed).expect("argon2");
        assert_eq!((params.m_cost(), params.t_cost(), params.p_cost()), (MEMORY_KIB, PASSES, LANES));
        assert_eq!(Hasher::default().verify(Password::typed("x"), None).await.ok(), Some(Verdict::Wrong));
    }
}
