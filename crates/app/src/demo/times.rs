//! When a listing of the demo world was posted, and how long it lives.

use chrono::{DateTime, Duration, Utc};

use super::rng::Rng;
use super::world::DemoStatus;

/// Where a listing stands in its life.
pub(super) struct Times {
    pub(super) status: DemoStatus,
    pub(super) duration_hours: i16,
    pub(super) created_at: DateTime<Utc>,
    pub(super) activated_at: Option<DateTime<Utc>>,
    pub(super) expires_at: Option<DateTime<Utc>>,
    pub(super) featured_until: Option<DateTime<Utc>>,
}

impl Times {
    pub(super) fn of(index: usize, now: DateTime<Utc>, rng: &mut Rng) -> Self {
        use DemoStatus::{Active, Draft, Expired, PendingReview, Rejected, Withdrawn};
        let duration_hours = *rng.pick(&[24_i16, 48, 72, 72, 96, 96]);
        let life = Duration::hours(i64::from(duration_hours));
        let three_days = Duration::hours(72);
        let status = [Active, Expired, Draft, PendingReview, Withdrawn, Rejected]
            [rng.weighted([90.0, 4.0, 2.0, 2.5, 0.8, 0.7].into_iter())];
        let seconds_within =
            |rng: &mut Rng, most: Duration| Duration::seconds(rng.between(60, most.num_seconds()));
        // A quarter of an hour stays to every live listing, so that loading the world does not outlast any.
        let age = match status {
            Active => seconds_within(rng, life.min(three_days) - Duration::minutes(15)),
            Expired => life + seconds_within(rng, Duration::hours(24)),
            Draft | PendingReview | Rejected | Withdrawn => seconds_within(rng, life.min(three_days)),
        };
        // No two at the same instant, so that "newest first" has one order.
        let created_at = now - age - Duration::microseconds((index % 1_000_000) as i64);
        let live = matches!(status, Active | Expired | Withdrawn);
        let activated_at = live.then_some(created_at);
        let expires_at = activated_at.map(|at| at + life);
        let featured_until = expires_at
            .filter(|_| status == Active && rng.chance(5.0))
            .map(|expires_at| expires_at.min(created_at + three_days))
            .filter(|until| *until > now);
        Self { status, duration_hours, created_at, activated_at, expires_at, featured_until }
    }
}
