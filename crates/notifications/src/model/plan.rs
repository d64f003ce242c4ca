//! Whether and when a notification goes out by a channel (N-3, N-5).

use chrono::{DateTime, TimeDelta, Utc};
use chrono_tz::Tz;
use kernel::Role;

use super::Topic;
use super::channel::ChannelName;
use super::settings::Settings;
use super::timing;

/// Within a burst of the same, somebody is interrupted at most this often.
pub const APART: TimeDelta = TimeDelta::seconds(60);

/// How often somebody was interrupted before.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Before {
    /// By this channel and type in the last hour.
    pub in_an_hour: i64,
    /// When the same line went out last.
    pub same_at: Option<DateTime<Utc>>,
}

/// What is to be done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Plan {
    /// It goes out at `due_at`, which is now or later.
    Send {
        /// When.
        due_at: DateTime<Utc>,
        /// Together with others.
        digest: bool,
    },
    /// It does not go out.
    Suppress {
        /// PREFERENCE or THROTTLED.
        reason: &'static str,
    },
}

/// How often an hour somebody is interrupted at most; businesses live from what comes in.
#[must_use]
pub fn most_in_an_hour(role: Role, topic: Topic) -> i64 {
    let base = match topic {
        Topic::Security => i64::MAX,
        Topic::Message | Topic::Task | Topic::Payment => 60,
        Topic::Approval => 30,
        Topic::Match | Topic::System => 12,
        Topic::Engagement => 6,
    };
    if role == Role::Business { base.saturating_mul(2) } else { base }
}

/// Decides for one person and channel.
#[must_use]
pub fn plan(
    settings: &Settings,
    role: Role,
    topic: Topic,
    channel: ChannelName,
    zone: Tz,
    now: DateTime<Utc>,
    before: Before,
) -> Plan {
    if !settings.wants(role, topic, channel) {
        return Plan::Suppress { reason: "PREFERENCE" };
    }
    if topic == Topic::Security {
        return Plan::Send { due_at: now, digest: false };
    }
    // Whatever is put off is not put off into quiet hours.
    let after_quiet = |at: DateTime<Utc>| {
        settings.quiet.and_then(|quiet| timing::end_of_quiet(at, zone, quiet)).unwrap_or(at)
    };
    if let Some(minutes) = settings.digest_at {
        return Plan::Send { due_at: after_quiet(timing::next(now, zone, minutes)), digest: true };
    }
    if before.in_an_hour >= most_in_an_hour(role, topic) {
        return Plan::Suppress { reason: "THROTTLED" };
    }
    let apart = before.same_at.map_or(now, |at| now.max(at + APART));
    Plan::Send { due_at: after_quiet(apart), digest: false }
}

#[cfg(test)]
mod tests {
    use super::super::settings::Quiet;
    use super::*;

    fn noon() -> DateTime<Utc> {
        "2026-11-21T12:00:00Z".parse().expect("a time")
    }

    fn decide(settings: &Settings, topic: Topic, before: Before) -> Plan {
        plan(settings, Role::Consumer, topic, ChannelName::InApp, Tz::UTC, noon(), before)
    }

    #[test]
    fn what_is_wanted_goes_out_at_once_and_the_rest_not_at_all() {
        let none = Settings::default();
        let now = Plan::Send { due_at: noon(), digest: false };
        assert_eq!(decide(&none, Topic::Message, Before::default()), now);
        assert_eq!(decide(&none, Topic::Match, Before::default()), Plan::Suppress { reason: "PREFERENCE" });
    }

    #[test]
    fn bursts_are_held_apart_and_floods_stopped() {
        let none = Settings::default();
        let just = Before { same_at: Some(noon() - TimeDelta::seconds(20)), in_an_hour: 1 };
        let later = Plan::Send { due_at: noon() + TimeDelta::seconds(40), digest: false };
        assert_eq!(decide(&none, Topic::Message, just), later);
        let flood = Before { in_an_hour: 6, ..Before::default() };
        assert_eq!(decide(&none, Topic::Engagement, flood), Plan::Suppress { reason: "THROTTLED" });
        let of_business =
            plan(&none, Role::Business, Topic::Engagement, ChannelName::InApp, Tz::UTC, noon(), flood);
        assert_eq!(of_business, Plan::Send { due_at: noon(), digest: false }, "twice as many");
    }

    #[test]
    fn quiet_hours_and_digests_wait_but_security_does_not() {
        let quiet = Settings { quiet: Some(Quiet { from: 11 * 60, until: 13 * 60 }), ..Settings::default() };
        let end = noon() + TimeDelta::hours(1);
        assert_eq!(
            decide(&quiet, Topic::Message, Before::default()),
            Plan::Send { due_at: end, digest: false }
        );
        let digest = Settings { digest_at: Some(18 * 60), ..quiet };
        let evening = noon() + TimeDelta::hours(6);
        assert_eq!(
            decide(&digest, Topic::Message, Before::default()),
            Plan::Send { due_at: evening, digest: true }
        );
        let within = Settings { digest_at: Some(12 * 60 + 30), ..digest.clone() };
        assert_eq!(
            decide(&within, Topic::Message, Before::default()),
            Plan::Send { due_at: end, digest: true },
            "a digest within quiet hours comes at their end"
        );
        let soon =
            Settings { quiet: Some(Quiet { from: 12 * 60 + 1, until: 13 * 60 }), ..Settings::default() };
        let just = Before { in_an_hour: 1, same_at: Some(noon()) };
        assert_eq!(
            decide(&soon, Topic::Message, just),
            Plan::Send { due_at: end, digest: false },
            "nor does the pause of a burst end in them"
        );
        let flood = Before { in_an_hour: 10_000, same_at: Some(noon()) };
        assert_eq!(decide(&digest, Topic::Security, flood), Plan::Send { due_at: noon(), digest: false });
    }
}
