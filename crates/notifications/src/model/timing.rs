//! Times of day where somebody lives.

use chrono::{DateTime, Days, NaiveDateTime, TimeDelta, TimeZone, Timelike, Utc};
use chrono_tz::Tz;
use contracts::accounts::PersonCard;

use super::settings::Quiet;

/// The time zone that somebody chose, or else that of their country.
#[must_use]
pub fn zone_of(person: &PersonCard) -> Tz {
    let of_country = || {
        Some(kernel::places::country(person.country?)?.time_zone.as_str()).and_then(|name| name.parse().ok())
    };
    person.time_zone.as_deref().and_then(|name| name.parse().ok()).or_else(of_country).unwrap_or(Tz::UTC)
}

fn minutes(local: NaiveDateTime) -> i16 {
    i16::try_from(local.hour() * 60 + local.minute()).unwrap_or(0)
}

/// When the quiet hours that are going on end; none outside of them.
#[must_use]
pub fn end_of_quiet(now: DateTime<Utc>, zone: Tz, quiet: Quiet) -> Option<DateTime<Utc>> {
    let at = minutes(now.with_timezone(&zone).naive_local());
    let within = if quiet.from < quiet.until {
        (quiet.from..quiet.until).contains(&at)
    } else {
        at >= quiet.from || at < quiet.until
    };
    within.then(|| next(now, zone, quiet.until))
}

/// The next moment, later than `now`, at which clocks in `zone` show this time.
#[must_use]
pub fn next(now: DateTime<Utc>, zone: Tz, minutes_of_day: i16) -> DateTime<Utc> {
    let today = now.with_timezone(&zone).date_naive();
    (0..3)
        .filter_map(|days| {
            let day = today.checked_add_days(Days::new(days))?;
            let local = day.and_hms_opt(0, 0, 0)? + TimeDelta::minutes(minutes_of_day.into());
            // A time that the clocks jump over comes an hour later.
            let there = zone.from_local_datetime(&local).earliest();
            there.or_else(|| zone.from_local_datetime(&(local + TimeDelta::hours(1))).earliest())
        })
        .map(|moment| moment.with_timezone(&Utc))
        .find(|moment| *moment > now)
        .unwrap_or(now + TimeDelta::days(1))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().expect("a time")
    }

    const NIGHT: Quiet = Quiet { from: 21 * 60 + 30, until: 6 * 60 };
    const NOON: Quiet = Quiet { from: 12 * 60, until: 14 * 60 };

    #[test]
    fn quiet_hours_are_those_of_the_place() {
        // Lagos is an hour ahead of UTC, Nairobi three.
        for (now, zone, quiet, end) in [
            ("2026-11-21T20:29:00Z", "Africa/Lagos", NIGHT, None),
            ("2026-11-21T20:30:00Z", "Africa/Lagos", NIGHT, Some("2026-11-22T05:00:00Z")),
            ("2026-11-22T04:59:00Z", "Africa/Lagos", NIGHT, Some("2026-11-22T05:00:00Z")),
            ("2026-11-22T05:00:00Z", "Africa/Lagos", NIGHT, None),
            ("2026-11-21T18:30:00Z", "Africa/Nairobi", NIGHT, Some("2026-11-22T03:00:00Z")),
            ("2026-11-21T09:00:00Z", "Africa/Nairobi", NOON, Some("2026-11-21T11:00:00Z")),
            ("2026-11-21T11:00:00Z", "Africa/Nairobi", NOON, None),
        ] {
            let zone: Tz = zone.parse().expect("a zone");
            assert_eq!(end_of_quiet(at(now), zone, quiet), end.map(at), "{now} {zone}");
        }
    }

    #[test]
    fn the_next_six_in_the_evening_is_later_than_now_also_when_clocks_change() {
        for (now, zone, expected) in [
            ("2026-11-21T16:59:00Z", "Africa/Lagos", "2026-11-21T17:00:00Z"),
            ("2026-11-21T17:00:00Z", "Africa/Lagos", "2026-11-22T17:00:00Z"),
            // Cairo's clocks go from 00:00 to 01:00 on 24 April 2026.
            ("2026-04-23T16:30:00Z", "Africa/Cairo", "2026-04-24T15:00:00Z"),
        ] {
            assert_eq!(next(at(now), zone.parse().expect("a zone"), 18 * 60), at(expected), "{now}");
        }
        // Half past midnight does not exist in Cairo on that day.
        let cairo: Tz = "Africa/Cairo".parse().expect("a zone");
        assert_eq!(next(at("2026-04-23T21:45:00Z"), cairo, 30), at("2026-04-23T22:30:00Z"));
    }
}
