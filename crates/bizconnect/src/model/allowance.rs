//! How much of something a plan gives in a day and in a month, by the business's own clock (B-6).

use chrono::{DateTime, Datelike, Days, Months, NaiveDate, NaiveTime, TimeZone, Utc};
use chrono_tz::Tz;
use kernel::PlanLevel;

/// What is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Counted {
    /// Connection requests sent.
    Request,
    /// First messages written in connections.
    FirstMessage,
    /// Suggestions seen.
    Suggestion,
}

impl Counted {
    /// Everything that is counted.
    pub const ALL: [Counted; 3] = [Self::Request, Self::FirstMessage, Self::Suggestion];

    /// The word that the API and the database use.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Request => "REQUEST",
            Self::FirstMessage => "FIRST_MESSAGE",
            Self::Suggestion => "SUGGESTION",
        }
    }
}

/// What a plan level gives in a market. No number means no limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Allowance {
    /// The plan level.
    pub plan: PlanLevel,
    /// From midnight to midnight.
    pub per_day: Option<i32>,
    /// From the first of a month to the next.
    pub per_month: Option<i32>,
}

/// A day or a month.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Period {
    /// From midnight to midnight.
    Day,
    /// From the first to the first.
    Month,
}

impl Period {
    /// The word that the API and the database use.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Day => "DAY",
            Self::Month => "MONTH",
        }
    }
}

/// Today where a business is, and when that ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LocalDay {
    /// The date there.
    pub date: NaiveDate,
    zone: Tz,
}

impl LocalDay {
    /// The day that it is at `now` in the zone of this IANA name; UTC if there is no such zone.
    #[must_use]
    pub fn at(now: DateTime<Utc>, zone: &str) -> Self {
        let zone: Tz = zone.parse().unwrap_or(Tz::UTC);
        Self { date: now.with_timezone(&zone).date_naive(), zone }
    }

    /// The first day of the period that today is in.
    #[must_use]
    pub fn start(self, period: Period) -> NaiveDate {
        match period {
            Period::Day => self.date,
            Period::Month => self.date.with_day(1).unwrap_or(self.date),
        }
    }

    /// The moment when the next period begins.
    #[must_use]
    pub fn ends(self, period: Period) -> DateTime<Utc> {
        let first = self.start(period);
        let next = match period {
            Period::Day => first + Days::new(1),
            Period::Month => first + Months::new(1),
        };
        let midnight = next.and_time(NaiveTime::MIN);
        // Where a clock is put forward at midnight, the day begins at the first moment that exists.
        let begins = (0..=180).find_map(|minutes| {
            self.zone.from_local_datetime(&(midnight + chrono::TimeDelta::minutes(minutes))).earliest()
        });
        begins.map_or_else(|| midnight.and_utc(), |begins| begins.with_timezone(&Utc))
    }
}

/// A limit that is used up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UsedUp {
    /// What was counted.
    pub counted: Counted,
    /// Of the day or of the month.
    pub period: Period,
    /// By the plan.
    pub limit: i32,
    /// So far.
    pub used: i32,
    /// When there is room again.
    pub resets_at: DateTime<Utc>,
    /// The next plan that gives more, with what it gives.
    pub lifted_by: Option<Allowance>,
}

/// The smallest plan above `plan` that gives more in this period.
#[must_use]
pub fn lifted_by(allowances: &[Allowance], plan: PlanLevel, period: Period) -> Option<Allowance> {
    let limit = |allowance: &Allowance| match period {
        Period::Day => allowance.per_day,
        Period::Month => allowance.per_month,
    };
    let own = allowances.iter().find(|allowance| allowance.plan == plan).and_then(limit);
    let gives_more = |allowance: &&Allowance| match (limit(allowance), own) {
        (None, _) => true,
        (Some(theirs), own) => own.is_none_or(|own| theirs > own),
    };
    let mut above: Vec<&Allowance> =
        allowances.iter().filter(|allowance| allowance.plan > plan).filter(gives_more).collect();
    above.sort_by_key(|allowance| allowance.plan);
    above.first().map(|allowance| **allowance)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().expect("a moment")
    }

    #[test]
    fn a_day_ends_at_the_midnight_of_the_business() {
        let cases = [
            ("2026-11-21T22:30:00Z", "Africa/Lagos", "2026-11-21", "2026-11-21T23:00:00Z"),
            ("2026-11-21T23:30:00Z", "Africa/Lagos", "2026-11-22", "2026-11-22T23:00:00Z"),
            ("2026-11-21T23:30:00Z", "Africa/Dakar", "2026-11-21", "2026-11-22T00:00:00Z"),
            ("2026-11-21T03:30:00Z", "America/New_York", "2026-11-20", "2026-11-21T05:00:00Z"),
            ("2026-11-21T03:30:00Z", "Nowhere/Land", "2026-11-21", "2026-11-22T00:00:00Z"),
            // In Cairo the clock goes from midnight to one on 24 April 2026.
            ("2026-04-23T12:00:00Z", "Africa/Cairo", "2026-04-23", "2026-04-23T22:00:00Z"),
        ];
        for (now, zone, date, ends) in cases {
            let day = LocalDay::at(at(now), zone);
            assert_eq!((day.date.to_string().as_str(), day.ends(Period::Day)), (date, at(ends)), "{zone}");
        }
        let day = LocalDay::at(at("2026-12-31T23:30:00Z"), "Africa/Lagos");
        assert_eq!(day.start(Period::Month).to_string(), "2027-01-01");
        assert_eq!(day.ends(Period::Month), at("2027-01-31T23:00:00Z"));
    }

    #[test]
    fn the_next_plan_that_gives_more_lifts_a_limit() {
        let of = |plan, per_day, per_month| Allowance { plan, per_day, per_month };
        let all = [
            of(PlanLevel::Free, Some(5), Some(30)),
            of(PlanLevel::Growth, Some(5), Some(200)),
            of(PlanLevel::Premium, Some(100), None),
        ];
        let plan = |plan, period| lifted_by(&all, plan, period).map(|allowance| allowance.plan);
        assert_eq!(plan(PlanLevel::Free, Period::Day), Some(PlanLevel::Premium));
        assert_eq!(plan(PlanLevel::Free, Period::Month), Some(PlanLevel::Growth));
        assert_eq!(plan(PlanLevel::Growth, Period::Month), Some(PlanLevel::Premium));
        assert_eq!(plan(PlanLevel::Premium, Period::Day), None);
    }
}
