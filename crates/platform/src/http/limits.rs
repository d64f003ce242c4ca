//! How many requests somebody may send in a minute (P-16).
//!
//! Each process counts for itself. Where there is Redis it is asked as well, so that all processes together grant no more
//! than one would; while it is away, what this process has counted holds, without a wait.

use std::collections::HashMap;
use std::fmt;
use std::num::NonZeroU32;
use std::sync::Arc;
use std::time::Duration;

use axum::http::{HeaderMap, HeaderName, HeaderValue};
use governor::clock::{Clock as _, DefaultClock};
use governor::middleware::StateInformationMiddleware;
use governor::state::keyed::DashMapStateStore;
use governor::{Quota, RateLimiter};
use kernel::{Actor, ErrorKind, PlanLevel, UserId};

use super::identity::ClientIp;
use crate::cache::SharedCache;
use crate::config::Config;
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

/// What part of the limits holds where abuse came from.
const STRICT_SHARE: u32 = 3;

/// Users count by themselves, everybody else by address (IPv6 by its /64, which one household has).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Who {
    User(UserId),
    Address([u8; 16]),
}

impl fmt::Display for Who {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::User(user) => write!(f, "user:{user}"),
            Self::Address(octets) => write!(f, "address:{}", std::net::Ipv6Addr::from(*octets)),
        }
    }
}

type Limiter = RateLimiter<Who, DashMapStateStore<Who>, DefaultClock, StateInformationMiddleware>;

/// How often anybody may. Cheap to clone.
#[derive(Clone)]
pub struct Limits {
    inner: Option<Arc<Inner>>,
}

struct Inner {
    /// By class and requests a minute.
    limiters: HashMap<(RateClass, u32), Limiter>,
    /// Headers in which a trusted proxy says where somebody comes from.
    origins: Vec<HeaderName>,
    /// What such a header says of those who get less.
    strict: Vec<String>,
    shared: Option<SharedCache>,
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
    /// The limits of a process that shares them through `shared`, if there is one.
    #[must_use]
    pub fn new(config: &Config, shared: Option<&SharedCache>) -> Self {
        if !config.limits {
            return Self { inner: None };
        }
        let mut limiters = HashMap::new();
        for class in RateClass::ALL {
            let by_plan = PlanLevel::ALL.iter().map(|plan| class.per_minute() * factor(class, *plan));
            for most in by_plan.flat_map(|most| [most, most / STRICT_SHARE]) {
                let quota = Quota::per_minute(NonZeroU32::new(most).unwrap_or(NonZeroU32::MIN));
                let limiter = RateLimiter::dashmap(quota).with_middleware::<StateInformationMiddleware>();
                limiters.insert((class, most), limiter);
            }
        }
        let origins = [&config.server.country_header, &config.server.network_header];
        let origins = origins.into_iter().flatten().filter_map(|name| name.parse().ok()).collect();
        let strict = config.limits_strict.clone();
        Self { inner: Some(Arc::new(Inner { limiters, origins, strict, shared: shared.cloned() })) }
    }

    /// Counts one request.
    pub(crate) async fn take(
        &self,
        class: RateClass,
        actor: &Actor,
        ip: ClientIp,
        headers: &HeaderMap,
    ) -> Result<Option<Allowance>> {
        let Some(inner) = &self.inner else { return Ok(None) };
        let (who, whole) = match actor {
            Actor::User(user) if class != RateClass::Auth => {
                (Who::User(user.user_id), class.per_minute() * factor(class, actor.plan()))
            }
            _ => (Who::Address(ip.household()), class.per_minute()),
        };
        let limit = if inner.is_strict(headers) { whole / STRICT_SHARE } else { whole };
        let Some(limiter) = inner.limiters.get(&(class, limit)) else { return Ok(None) };
        // What this process alone refuses needs no Redis: a flood stays here.
        let remaining = match limiter.check_key(&who) {
            Ok(snapshot) => snapshot.remaining_burst_capacity(),
            Err(refused) => {
                return Err(too_many(limit, refused.wait_time_from(DefaultClock::default().now())));
            }
        };
        match inner.take_shared(class, limit, who).await {
            Some(Shared::Refused(wait)) => Err(too_many(limit, wait)),
            Some(Shared::Granted(left)) => Ok(Some(Allowance { limit, remaining: remaining.min(left) })),
            None => Ok(Some(Allowance { limit, remaining })),
        }
    }

    /// Forgets those who have not come for a while; called now and then.
    pub fn forget_idle(&self) {
        for limiter in self.inner.iter().flat_map(|inner| inner.limiters.values()) {
            limiter.retain_recent();
        }
    }
}

/// What Redis says for all processes.
enum Shared {
    Granted(u32),
    Refused(Duration),
}

/// The generic cell rate algorithm, which is what each process counts by, too: KEYS[1] holds the microsecond at which
/// everything granted so far will have been earned, ARGV[1] is what one request costs, ARGV[2] what may be owed.
const TAKE: &str = "local time = redis.call('TIME')
    local now = time[1] * 1000000 + time[2]
    local cost, most = tonumber(ARGV[1]), tonumber(ARGV[2])
    local owed = math.max(tonumber(redis.call('GET', KEYS[1]) or 0) - now, 0) + cost
    if owed > most then return {0, math.ceil((owed - most) / 1000)} end
    redis.call('SET', KEYS[1], string.format('%.0f', now + owed), 'PX', math.ceil(owed / 1000))
    return {1, math.floor((most - owed) / cost)}";

const MINUTE_US: u64 = 60_000_000;

impl Inner {
    fn is_strict(&self, headers: &HeaderMap) -> bool {
        let mut told = self.origins.iter().filter_map(|name| headers.get(name)?.to_str().ok());
        told.any(|told| self.strict.iter().any(|word| word.eq_ignore_ascii_case(told.trim())))
    }

    /// Asks Redis; `None` where there is none or it is away.
    async fn take_shared(&self, class: RateClass, limit: u32, who: Who) -> Option<Shared> {
        let shared = self.shared.as_ref()?;
        let (mut connection, id) = shared.open()?;
        let mut take = redis::cmd("EVAL");
        take.arg(TAKE)
            .arg(1)
            .arg(format!("pushnchat:limit:{class:?}:{limit}:{who}"))
            .arg(MINUTE_US / u64::from(limit.max(1)))
            .arg(MINUTE_US);
        match take.query_async::<(u8, u64)>(&mut connection).await {
            Ok((1, left)) => Some(Shared::Granted(u32::try_from(left).unwrap_or(u32::MAX))),
            Ok((_, wait_ms)) => Some(Shared::Refused(Duration::from_millis(wait_ms))),
            Err(error) => {
                shared.lose(id, &error);
                None
            }
        }
    }
}

fn too_many(limit: u32, wait: Duration) -> Error {
    let seconds = wait.as_secs() + 1;
    let problem = kernel::Problem::new(ErrorKind::RateLimited, "platform", "platform-error-rate-limited")
        .arg("seconds", i64::try_from(seconds).unwrap_or(60));
    Error::from(problem).retry_after(seconds).allowance(Allowance { limit, remaining: 0 })
}

#[cfg(test)]
mod tests {
    use kernel::{BusinessId, Membership, Role, SessionId, SignedIn, TeamRole, UserStatus, Verification};
    use uuid::Uuid;

    use super::*;

    /// Somebody of a business with this plan.
    fn member(plan: PlanLevel) -> Actor {
        let membership = Membership {
            business_id: BusinessId(Uuid::new_v4()),
            team_role: TeamRole::Ceo,
            verification: Verification::Basic,
            plan,
        };
        Actor::User(SignedIn {
            user_id: UserId(Uuid::new_v4()),
            session_id: SessionId(Uuid::new_v4()),
            role: Role::Business,
            status: UserStatus::Active,
            display_name: "Amina".to_owned(),
            country: None,
            membership: Some(membership),
        })
    }

    fn limits(settings: impl FnOnce(&mut Config)) -> Limits {
        let mut config = Config::defaults();
        settings(&mut config);
        Limits::new(&config, None)
    }

    fn at(address: &str) -> ClientIp {
        ClientIp(address.parse().expect("an address"))
    }

    #[tokio::test]
    async fn the_eleventh_sign_in_of_a_minute_is_refused_for_that_address_only() {
        let limits = limits(|_| {});
        let (here, there) = (at("41.58.1.1"), at("41.58.1.2"));
        let none = HeaderMap::new();
        let take = async |class, ip| limits.take(class, &Actor::Anonymous, ip, &none).await;
        for _ in 0..10 {
            assert!(take(RateClass::Auth, here).await.is_ok());
        }
        let refused = take(RateClass::Auth, here).await.expect_err("one too many");
        assert_eq!(refused.kind(), ErrorKind::RateLimited);
        assert!(refused.retry_after_s().is_some_and(|seconds| (1..=7).contains(&seconds)));
        assert!(take(RateClass::Auth, there).await.is_ok());
        assert!(take(RateClass::Read, here).await.is_ok());
    }

    #[tokio::test]
    async fn a_plan_multiplies_every_limit_but_that_of_signing_in() {
        use RateClass::{Auth, Read, Search, Upload, Write};
        let limits = limits(|_| {});
        let none = HeaderMap::new();
        for (plan, granted) in [
            (PlanLevel::Free, [600, 120, 120, 30, 10]),
            (PlanLevel::Growth, [1200, 240, 240, 60, 10]),
            (PlanLevel::Premium, [3000, 600, 600, 150, 10]),
        ] {
            for (class, most) in [Read, Write, Search, Upload, Auth].into_iter().zip(granted) {
                let taken = limits.take(class, &member(plan), at("41.58.1.1"), &none).await;
                let allowance = taken.expect("it is the first").expect("limits hold");
                assert_eq!(allowance.limit, most, "{class:?} {plan:?}");
            }
        }
    }

    #[tokio::test]
    async fn whoever_is_signed_in_counts_alone_wherever_they_are() {
        let limits = limits(|_| {});
        let (amina, kofi) = (member(PlanLevel::Free), member(PlanLevel::Free));
        let none = HeaderMap::new();
        let take = async |actor: &Actor, address: &str| {
            limits.take(RateClass::Upload, actor, at(address), &none).await
        };
        for n in 0..30 {
            assert!(take(&amina, ["41.58.1.1", "41.58.1.2"][n % 2]).await.is_ok(), "{n}");
        }
        assert!(take(&amina, "41.58.1.3").await.is_err());
        assert!(take(&kofi, "41.58.1.1").await.is_ok());
        assert!(take(&Actor::Anonymous, "41.58.1.1").await.is_ok());
    }

    #[tokio::test]
    async fn where_abuse_came_from_a_third_is_granted() {
        let limits = limits(|config| {
            config.server.country_header = Some("cf-ipcountry".to_owned());
            config.server.network_header = Some("x-network".to_owned());
            config.limits_strict = vec!["ZZ".to_owned(), "hosting".to_owned()];
        });
        let granted = async |address, headers: &[(&'static str, &'static str)]| {
            let headers = headers
                .iter()
                .map(|(name, value)| (HeaderName::from_static(name), HeaderValue::from_static(value)));
            let headers = HeaderMap::from_iter(headers);
            let mut granted = 0;
            for _ in 0..12 {
                let taken = limits.take(RateClass::Auth, &Actor::Anonymous, at(address), &headers).await;
                granted += usize::from(taken.is_ok());
            }
            granted
        };
        assert_eq!(granted("41.58.1.1", &[("cf-ipcountry", "NG"), ("x-network", "mobile")]).await, 10);
        assert_eq!(granted("41.58.1.2", &[("cf-ipcountry", "zz")]).await, 3);
        assert_eq!(granted("41.58.1.3", &[("cf-ipcountry", "NG"), ("x-network", "Hosting")]).await, 3);
        assert_eq!(granted("41.58.1.4", &[("x-elsewhere", "hosting")]).await, 10);

        // Whoever has signed in there counts alone, but has no more.
        let abused =
            HeaderMap::from_iter([(HeaderName::from_static("cf-ipcountry"), HeaderValue::from_static("ZZ"))]);
        for (plan, most) in [(PlanLevel::Free, 40), (PlanLevel::Growth, 80), (PlanLevel::Premium, 200)] {
            let (here, actor) = (at("41.58.1.5"), member(plan));
            let limit = async |headers: &HeaderMap| {
                let taken = limits.take(RateClass::Write, &actor, here, headers).await;
                taken.expect("it is the first").expect("limits hold").limit
            };
            assert_eq!(limit(&abused).await, most, "{plan:?}");
            assert_eq!(limit(&HeaderMap::new()).await, 3 * most, "{plan:?} elsewhere");
        }
    }
}
