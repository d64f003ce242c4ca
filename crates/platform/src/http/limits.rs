//! How many requests somebody may send in a minute (P-16).

use std::collections::HashMap;
use std::num::NonZeroU32;
use std::sync::Arc;

use axum::http::{HeaderMap, HeaderName, HeaderValue};
use governor::clock::{Clock as _, DefaultClock};
use governor::middleware::StateInformationMiddleware;
use governor::state::keyed::DashMapStateStore;
use governor::{Quota, RateLimiter};
use kernel::{Actor, ErrorKind, PlanLevel, UserId};

use super::identity::ClientIp;
use crate::error::{Error, Result};

/// What a route counts as.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum RateClass {
    /// 600 a minute.
    Read,
    /// 120 a minute.
    Write,
    /// 10 a minute.
    Auth,
    /// 30 a minute.
    Upload,
    /// 240 a minute: a piece of an upload.
    Piece,
    /// 120 a minute.
    Search,
    /// 6,000 a minute: pictures, of which a page has a dozen, for everybody behind one provider's address.
    File,
}

impl RateClass {
    const ALL: [RateClass; 7] =
        [Self::Read, Self::Write, Self::Auth, Self::Upload, Self::Piece, Self::Search, Self::File];

    fn per_minute(self) -> u32 {
        match self {
            Self::Read => 600,
            Self::Write | Self::Search => 120,
            Self::Auth => 10,
            Self::Upload => 30,
            Self::Piece => 240,
            Self::File => 6000,
        }
    }
}

/// What a paying plan multiplies the limits by. Signing in is the same for all.
fn factor(class: RateClass, plan: PlanLevel) -> u32 {
    match (class, plan) {
        (RateClass::Auth, _) | (_, PlanLevel::Free) => 1,
        (_, PlanLevel::Growth) => 2,
        (_, PlanLevel::Premium) => 5,
    }
}

/// Users count by themselves, everybody else by address (IPv6 by its /64, which one household has).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Who {
    User(UserId),
    Address([u8; 16]),
}

type Limiter = RateLimiter<Who, DashMapStateStore<Who>, DefaultClock, StateInformationMiddleware>;

/// The limits of this process. Cheap to clone.
#[derive(Clone)]
pub struct Limits {
    limiters: Option<Arc<HashMap<(RateClass, PlanLevel), Limiter>>>,
}

/// What is left to somebody.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Allowance {
    limit: u32,
    remaining: u32,
}

impl Allowance {
    /// The headers of draft-ietf-httpapi-ratelimit-headers; the window is a minute.
    pub(crate) fn write_headers(self, headers: &mut HeaderMap) {
        let window =
            60 * u64::from(self.limit - self.remaining.min(self.limit)) / u64::from(self.limit.max(1));
        for (name, value) in [
            ("ratelimit-limit", u64::from(self.limit)),
            ("ratelimit-remaining", u64::from(self.remaining)),
            ("ratelimit-reset", window),
        ] {
            headers.insert(HeaderName::from_static(name), HeaderValue::from(value));
        }
    }
}

impl Limits {
    /// Limits that hold, or none at all.
    #[must_use]
    pub fn new(enabled: bool) -> Self {
        if !enabled {
            return Self { limiters: None };
        }
        let mut limiters = HashMap::new();
        for class in RateClass::ALL {
            for plan in PlanLevel::ALL {
                let most =
                    NonZeroU32::new(class.per_minute() * factor(class, *plan)).unwrap_or(NonZeroU32::MIN);
                let limiter = RateLimiter::dashmap(Quota::per_minute(most))
                    .with_middleware::<StateInformationMiddleware>();
                limiters.insert((class, *plan), limiter);
            }
        }
        Self { limiters: Some(Arc::new(limiters)) }
    }

    /// Counts one request.
    pub(crate) fn take(&self, class: RateClass, actor: &Actor, ip: ClientIp) -> Result<Option<Allowance>> {
        let Some(limiters) = &self.limiters else { return Ok(None) };
        let who = match actor {
            Actor::User(user) if class != RateClass::Auth => Who::User(user.user_id),
            _ => Who::Address(household(ip)),
        };
        let Some(limiter) = limiters.get(&(class, actor.plan())) else { return Ok(None) };
        match limiter.check_key(&who) {
            Ok(snapshot) => Ok(Some(Allowance {
                limit: snapshot.quota().burst_size().get(),
                remaining: snapshot.remaining_burst_capacity(),
            })),
            Err(refused) => {
                let wait = refused.wait_time_from(DefaultClock::default().now()).as_secs() + 1;
                let problem =
                    kernel::Problem::new(ErrorKind::RateLimited, "platform", "platform-error-rate-limited")
                        .arg("seconds", i64::try_from(wait).unwrap_or(60));
                Err(Error::from(problem).retry_after(wait))
            }
        }
    }

    /// Forgets those who have not come for a while; called now and then.
    pub fn forget_idle(&self) {
        for limiter in self.limiters.iter().flat_map(|limiters| limiters.values()) {
            limiter.retain_recent();
        }
    }
}

fn household(ip: ClientIp) -> [u8; 16] {
    match ip.0 {
        std::net::IpAddr::V4(v4) => v4.to_ipv6_mapped().octets(),
        std::net::IpAddr::V6(v6) => {
            let mut octets = v6.octets();
            if v6.to_ipv4_mapped().is_none() {
                octets[8..].fill(0);
            }
            octets
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_eleventh_sign_in_of_a_minute_is_refused_for_that_address_only() {
        let limits = Limits::new(true);
        let here = ClientIp("41.58.1.1".parse().expect("an address"));
        let there = ClientIp("41.58.1.2".parse().expect("an address"));
        for _ in 0..10 {
            assert!(limits.take(RateClass::Auth, &Actor::Anonymous, here).is_ok());
        }
        let refused = limits.take(RateClass::Auth, &Actor::Anonymous, here).expect_err("one too many");
        assert_eq!(refused.kind(), ErrorKind::RateLimited);
        assert!(refused.retry_after_s().is_some_and(|seconds| (1..=7).contains(&seconds)));
        assert!(limits.take(RateClass::Auth, &Actor::Anonymous, there).is_ok());
        assert!(limits.take(RateClass::Read, &Actor::Anonymous, here).is_ok());
    }

    #[test]
    fn an_ipv6_household_counts_as_one() {
        let a = ClientIp("2001:db8:1:2::1".parse().expect("an address"));
        let b = ClientIp("2001:db8:1:2:ffff::9".parse().expect("an address"));
        let c = ClientIp("2001:db8:1:3::1".parse().expect("an address"));
        assert_eq!(household(a), household(b));
        assert_ne!(household(a), household(c));
    }
}
