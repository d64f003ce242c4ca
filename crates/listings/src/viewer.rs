//! Who looks, as a number that leads back to nobody.

use std::sync::Arc;

use axum::extract::FromRequestParts;
use axum::http::header::USER_AGENT;
use axum::http::request::Parts;
use chrono::{DateTime, Utc};
use kernel::Actor;
use platform::Error;
use platform::http::ClientIp;
use platform::keys::Keys;

use crate::state::Listings;

/// Guests behind one address count as at most so many people: many share one with their whole provider, but nobody
/// becomes a crowd by calling themselves by other names.
const GUESTS_OF_AN_ADDRESS: u8 = 5;
/// How long the feed begins at the same place for the same viewer, so that asking again brings the same page.
const TURN_S: i64 = 60;

/// Who looks. The same number on the same day for the same account, or the same browser at the same address. Its upper
/// half is the source: the same for all guests behind one address, and for all in one IPv6 /48.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Viewer(pub i64);

impl Viewer {
    /// The number of somebody who asks from `ip` with a browser that calls itself `agent`.
    #[must_use]
    pub fn new(keys: &Keys, actor: &Actor, ip: ClientIp, agent: &[u8], now: DateTime<Utc>) -> Self {
        let day = now.timestamp().div_euclid(86_400).to_be_bytes();
        let (source, person) = match actor.user_id() {
            Some(user) => {
                let user = user.0.as_bytes();
                (keys.sign("viewer.source", &[b"user", user]), keys.sign("viewer", &[b"user", user]))
            }
            None => {
                let guest = agent.iter().fold(7_u8, |sum, byte| sum.wrapping_mul(31).wrapping_add(*byte));
                let guest = [guest % GUESTS_OF_AN_ADDRESS];
                (
                    keys.sign("viewer.source", &[b"ip", &ip.network(), &day]),
                    keys.sign("viewer", &[b"ip", &ip.household(), &guest, &day]),
                )
            }
        };
        let mut number = [0; 8];
        number[..4].copy_from_slice(&source[..4]);
        number[4..].copy_from_slice(&person[..4]);
        Self(i64::from_be_bytes(number))
    }

    /// What this viewer's feed begins with, the same for a minute.
    #[must_use]
    pub fn seed(self, now: DateTime<Utc>) -> u64 {
        scatter(self.0.cast_unsigned() ^ now.timestamp().div_euclid(TURN_S).cast_unsigned())
    }
}

impl FromRequestParts<Listings> for Viewer {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, listings: &Listings) -> Result<Self, Error> {
        let extensions = &parts.extensions;
        let actor = extensions.get::<Arc<Actor>>().cloned().unwrap_or_default();
        let ip = extensions.get::<ClientIp>().copied().unwrap_or_default();
        let agent = parts.headers.get(USER_AGENT).map_or(&[][..], |agent| agent.as_bytes());
        Ok(Self::new(&listings.platform.keys, &actor, ip, agent, listings.now()))
    }
}

/// A number that looks drawn by lot: the finaliser of SplitMix64 (Steele, Lea and Flood, 2014).
#[must_use]
pub fn scatter(number: u64) -> u64 {
    let mut z = number.wrapping_mul(0x9e37_79b9_7f4a_7c15);
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use kernel::{Role, SessionId, SignedIn, UserId, UserStatus};

    use super::*;
    use crate::model::tests::now;

    #[test]
    fn accounts_behind_one_address_are_so_many_people_and_sources() {
        let keys = Keys::from_secret(b"0123456789abcdef0123456789abcdef");
        let of = |user: u128, ip: [u8; 4]| {
            let user = Actor::User(signed_in(user));
            Viewer::new(&keys, &user, ClientIp(ip.into()), b"Browser", now()).0
        };
        let distinct = |viewers: &[i64]| {
            let sources: HashSet<i64> = viewers.iter().map(|viewer| viewer >> 32).collect();
            let people: HashSet<i64> = viewers.iter().copied().collect();
            (people.len(), sources.len())
        };
        let hall: Vec<i64> = (1..=60).map(|user| of(user, [10, 0, 0, 1])).collect();
        assert_eq!(distinct(&hall), (60, 60), "a university behind one address is a crowd");
        let one: Vec<i64> = (1..=60).map(|host| of(7, [10, 0, 0, host])).collect();
        assert_eq!(distinct(&one), (1, 1), "whoever moves about is still one");
    }

    fn signed_in(user: u128) -> SignedIn {
        SignedIn {
            user_id: UserId(uuid::Uuid::from_u128(user)),
            session_id: SessionId(uuid::Uuid::from_u128(user)),
            role: Role::Consumer,
            status: UserStatus::Active,
            display_name: "Amina".to_owned(),
            country: None,
            membership: None,
        }
    }

    #[test]
    fn one_address_is_few_people_whatever_it_calls_itself() {
        let keys = Keys::from_secret(b"0123456789abcdef0123456789abcdef");
        let of = |ip: &str, agent: &str| {
            let ip = ClientIp(ip.parse().expect("an address"));
            Viewer::new(&keys, &Actor::Anonymous, ip, agent.as_bytes(), now())
        };
        let crowd: HashSet<Viewer> = (0..1000).map(|n| of("10.0.0.1", &format!("Browser {n}"))).collect();
        assert_eq!(crowd.len(), 5);
        let source = |viewer: Viewer| viewer.0 >> 32;
        assert_eq!(crowd.into_iter().map(source).collect::<HashSet<_>>().len(), 1, "and one source");
        assert_ne!(source(of("10.0.0.1", "x")), source(of("10.0.0.2", "x")));
        assert_eq!(source(of("2001:db8::1", "x")), source(of("2001:db8:0:1::1", "x")), "a /48 is one");
        assert_ne!(source(of("2001:db8::1", "x")), source(of("2001:db8:1::1", "x")));
        assert_ne!(of("10.0.0.1", "x"), of("10.0.0.2", "x"));
        assert_eq!(of("2001:db8::1", "x"), of("2001:db8::2", "x"));
        assert_ne!(of("2001:db8::1", "x"), of("2001:db8:0:1::1", "x"));
        assert_eq!(of("::ffff:10.0.0.1", "x"), of("10.0.0.1", "x"));
        assert_ne!(source(of("::ffff:10.0.0.1", "x")), source(of("::ffff:10.0.0.2", "x")));
    }
}
