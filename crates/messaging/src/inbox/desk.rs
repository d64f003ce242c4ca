//! When an inbox is open, and how it hands out customers.

use chrono::{DateTime, Datelike, Days, NaiveDate, NaiveTime, TimeDelta, TimeZone, Timelike, Utc};
use chrono_tz::Tz;
use kernel::{BusinessId, Checks, Problem};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::error::SOURCE;

/// How customers are handed out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Assignment {
    /// To whoever has waited longest for one.
    RoundRobin,
    /// To whoever has the fewest.
    LeastBusy,
}

impl Assignment {
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::RoundRobin => "ROUND_ROBIN",
            Self::LeastBusy => "LEAST_BUSY",
        }
    }

    pub(crate) fn parse(word: &str) -> Option<Self> {
        [Self::RoundRobin, Self::LeastBusy].into_iter().find(|known| known.as_str() == word)
    }
}

/// Minutes after midnight, from and to, of each day of the week, Monday first.
pub(crate) type Hours = Vec<Vec<(u32, u32)>>;

/// How far working time is counted, back and ahead.
const LOOKS: TimeDelta = TimeDelta::days(60);
/// Eight in the morning, in minutes after midnight.
const EIGHT: u32 = 8 * 60;

/// How the inbox of a business works.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Desk {
    /// Whose.
    pub business: BusinessId,
    /// Hours and holidays are meant in it.
    pub time_zone: Tz,
    /// None: always open.
    pub hours: Option<Hours>,
    /// Closed all day.
    pub holidays: Vec<NaiveDate>,
    /// How customers are handed out.
    pub assignment: Assignment,
    /// Customers who come back get the agent they know.
    pub sticky: bool,
    /// Agents who speak the customer's language come first.
    pub by_language: bool,
    /// What a customer can say that it is about; agents who know that come first.
    pub topics: Vec<String>,
    /// Working minutes without an answer before the managers hear of it.
    pub manager_after: i64,
    /// Working minutes without an answer before the CEO hears of it.
    pub ceo_after: i64,
    /// Working minutes after which a silent agent's customer goes back to the queue.
    pub silent_after: i64,
    /// For `If-Match`; 0 when nothing was set yet.
    pub version: i64,
}

impl Desk {
    /// How an inbox works that nobody has set up.
    pub(crate) fn usual(business: BusinessId) -> Self {
        Self {
            business,
            time_zone: Tz::UTC,
            hours: None,
            holidays: Vec::new(),
            assignment: Assignment::LeastBusy,
            sticky: true,
            by_language: true,
            topics: Vec::new(),
            manager_after: 15,
            ceo_after: 60,
            silent_after: 30,
            version: 0,
        }
    }

    /// Whether somebody should be there.
    pub(crate) fn is_open(&self, at: DateTime<Utc>) -> bool {
        let Some(hours) = &self.hours else { return !self.is_holiday(at) };
        let local = at.with_timezone(&self.time_zone);
        let minute = local.hour() * 60 + local.minute();
        let day = hours.get(local.weekday().num_days_from_monday() as usize);
        !self.is_holiday(at)
            && day.is_some_and(|day| day.iter().any(|(from, to)| (*from..*to).contains(&minute)))
    }

    fn is_holiday(&self, at: DateTime<Utc>) -> bool {
        self.holidays.contains(&at.with_timezone(&self.time_zone).date_naive())
    }

    /// Minutes between two moments in which somebody should have been there, counted up to [`LOOKS`].
    pub(crate) fn working_minutes(&self, from: DateTime<Utc>, to: DateTime<Utc>) -> i64 {
        let from = from.max(to - LOOKS);
        let mut minutes = 0;
        let mut date = from.with_timezone(&self.time_zone).date_naive();
        let last = to.with_timezone(&self.time_zone).date_naive();
        while date <= last {
            for (opens, closes) in self.spans(date) {
                minutes += (closes.min(to) - opens.max(from)).num_minutes().max(0);
            }
            let Some(next) = date.checked_add_days(Days::new(1)) else { break };
            date = next;
        }
        minutes
    }

    /// When so many working minutes have passed since a moment; none when that is not within [`LOOKS`].
    pub(crate) fn moment_after(&self, from: DateTime<Utc>, minutes: i64) -> Option<DateTime<Utc>> {
        let mut left = TimeDelta::minutes(minutes);
        let mut date = from.with_timezone(&self.time_zone).date_naive();
        let last = (from + LOOKS).with_timezone(&self.time_zone).date_naive();
        while date <= last {
            for (opens, closes) in self.spans(date) {
                let opens = opens.max(from);
                let open = closes - opens;
                if open >= left {
                    return Some(opens + left);
                }
                left -= open.max(TimeDelta::zero());
            }
            date = date.checked_add_days(Days::new(1))?;
        }
        None
    }

    /// When work begins on the day that comes so many days after `now`: at eight where no hours are told.
    pub(crate) fn morning(&self, now: DateTime<Utc>, days: u64) -> DateTime<Utc> {
        let date = now.with_timezone(&self.time_zone).date_naive().checked_add_days(Days::new(days));
        let opens = date.and_then(|date| match &self.hours {
            Some(_) => self.spans(date).first().map(|(opens, _)| *opens),
            None => self.moment(date, EIGHT),
        });
        opens.or_else(|| self.moment(date?, EIGHT)).unwrap_or(now + TimeDelta::days(1))
    }

    /// When it is open on a day.
    fn spans(&self, date: NaiveDate) -> Vec<(DateTime<Utc>, DateTime<Utc>)> {
        if self.holidays.contains(&date) {
            return Vec::new();
        }
        let all_day = vec![(0, 24 * 60)];
        let day = match &self.hours {
            None => Some(&all_day),
            Some(hours) => hours.get(date.weekday().num_days_from_monday() as usize),
        };
        let span = |(from, to): &(u32, u32)| Some((self.moment(date, *from)?, self.moment(date, *to)?));
        day.into_iter().flatten().filter_map(span).collect()
    }

    fn moment(&self, date: NaiveDate, minute: u32) -> Option<DateTime<Utc>> {
        let midnight = date.and_time(NaiveTime::MIN);
        let local = midnight + TimeDelta::minutes(minute.into());
        // An hour that a clock change leaves out begins when the gap ends.
        let found = self.time_zone.from_local_datetime(&local).earliest();
        let found =
            found.or_else(|| self.time_zone.from_local_datetime(&(local + TimeDelta::hours(1))).earliest());
        found.map(|at| at.with_timezone(&Utc))
    }
}

/// How an inbox should work; what is left out is as usual.
#[derive(Debug, Clone, Default, Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "time_zone": "Africa/Lagos",
    "hours": [[[480, 1080]], [[480, 1080]], [[480, 1080]], [[480, 1080]], [[480, 1080]], [[540, 780]], []],
    "holidays": ["2026-12-25"], "assignment": "LEAST_BUSY", "sticky": true, "by_language": true,
    "topics": ["Prices", "Delivery"],
    "manager_after_min": 15, "ceo_after_min": 60, "silent_after_min": 30, "version": 0
}))]
pub(crate) struct DeskInput {
    /// IANA name, such as `Africa/Lagos`; UTC unless told.
    pub time_zone: Option<String>,
    /// Seven days, Monday first, each with pairs of minutes after midnight; always open unless told.
    #[schema(value_type = Option<Vec<Vec<Vec<u32>>>>)]
    pub hours: Option<Hours>,
    /// Closed all day, at most 100.
    pub holidays: Option<Vec<NaiveDate>>,
    /// `ROUND_ROBIN` or `LEAST_BUSY`.
    pub assignment: Option<String>,
    /// Customers who come back get the agent they know.
    pub sticky: Option<bool>,
    /// Agents who speak the customer's language come first.
    pub by_language: Option<bool>,
    /// What a customer can say that it is about: at most 12, of up to 40 characters each. Agents who know a topic get its
    /// customers first.
    pub topics: Option<Vec<String>>,
    /// Working minutes without an answer before the managers hear of it.
    pub manager_after_min: Option<i64>,
    /// Working minutes without an answer before the CEO hears of it.
    pub ceo_after_min: Option<i64>,
    /// Working minutes after which a silent agent's customer goes back to the queue.
    pub silent_after_min: Option<i64>,
    /// The version that is meant, unless `If-Match` says it; 0 for one that was never set up.
    pub version: Option<i64>,
}

impl Desk {
    /// Checks everything at once.
    pub(crate) fn parse(business: BusinessId, input: &DeskInput) -> Result<Self, Vec<Problem>> {
        let usual = Self::usual(business);
        let mut checks = Checks::new(SOURCE);
        let zone = input.time_zone.as_deref();
        let time_zone =
            checks.parsed("time_zone", zone, "messaging-check-time-zone").unwrap_or(usual.time_zone);
        if let Some(hours) = &input.hours {
            let fits = |day: &Vec<(u32, u32)>| {
                day.len() <= 4
                    && day.iter().all(|(from, to)| from < to && *to <= 24 * 60)
                    && day.windows(2).all(|pair| pair[0].1 <= pair[1].0)
            };
            if hours.len() != 7 || !hours.iter().all(fits) {
                checks.fail("hours", "messaging-check-hours");
            }
        }
        let holidays = input.holidays.clone().unwrap_or_default();
        if holidays.len() > 100 {
            checks.fail("holidays", "messaging-check-holidays");
        }
        let topics = topics(&mut checks, input.topics.as_deref().unwrap_or_default());
        let assignment = match input.assignment.as_deref() {
            None => usual.assignment,
            Some(word) => Assignment::parse(word).unwrap_or_else(|| {
                checks.fail("assignment", "messaging-check-assignment");
                usual.assignment
            }),
        };
        let mut minutes = |field: &str, value: Option<i64>, usual: i64, most: i64| {
            let value = value.unwrap_or(usual);
            if !(1..=most).contains(&value) {
                checks.fail(field, "messaging-check-minutes");
            }
            value
        };
        let manager_after = minutes("manager_after_min", input.manager_after_min, usual.manager_after, 1440);
        let ceo_after = minutes("ceo_after_min", input.ceo_after_min, usual.ceo_after, 2880);
        let silent_after = minutes("silent_after_min", input.silent_after_min, usual.silent_after, 1440);
        if ceo_after <= manager_after {
            checks.fail("ceo_after_min", "messaging-check-ceo-after");
        }
        checks.finish(Some(Self {
            business,
            time_zone,
            hours: input.hours.clone(),
            holidays,
            assignment,
            sticky: input.sticky.unwrap_or(usual.sticky),
            by_language: input.by_language.unwrap_or(usual.by_language),
            topics,
            manager_after,
            ceo_after,
            silent_after,
            version: input.version.unwrap_or(0),
        }))
    }
}

/// Most topics of an inbox, and characters of one.
const MOST_TOPICS: usize = 12;
const LONGEST_TOPIC: usize = 40;

/// Topics as they are kept: clean, on one line each, and none twice, however it is written.
fn topics(checks: &mut Checks, given: &[String]) -> Vec<String> {
    let mut topics: Vec<String> = Vec::new();
    for text in given.iter().filter(|text| !text.trim().is_empty()) {
        let Some(topic) = checks.text("topics", Some(text), 1..=LONGEST_TOPIC) else { return topics };
        let topic = topic.split_whitespace().collect::<Vec<_>>().join(" ");
        if !topics.iter().any(|known| known.to_lowercase() == topic.to_lowercase()) {
            topics.push(topic);
        }
    }
    if topics.len() > MOST_TOPICS {
        checks.fail("topics", "messaging-check-topics");
    }
    topics
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lagos() -> Desk {
        let weekday = vec![(8 * 60, 18 * 60)];
        let hours =
            vec![weekday.clone(), weekday.clone(), weekday.clone(), weekday.clone(), weekday, vec![], vec![]];
        let business = BusinessId(uuid::Uuid::from_u128(1));
        Desk {
            time_zone: Tz::Africa__Lagos,
            hours: Some(hours),
            holidays: NaiveDate::from_ymd_opt(2026, 12, 25).into_iter().collect(),
            ..Desk::usual(business)
        }
    }

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().expect("a time")
    }

    #[test]
    fn it_is_open_in_its_own_time_zone_and_not_on_holidays() {
        let desk = lagos();
        // Lagos is an hour ahead of UTC; 20 November 2026 is a Friday.
        assert!(desk.is_open(at("2026-11-20T07:00:00Z")));
        assert!(!desk.is_open(at("2026-11-20T06:59:00Z")));
        assert!(!desk.is_open(at("2026-11-20T17:00:00Z")));
        assert!(!desk.is_open(at("2026-11-21T10:00:00Z")));
        assert!(!desk.is_open(at("2026-12-25T10:00:00Z")));
        assert!(Desk::usual(desk.business).is_open(at("2026-11-21T03:00:00Z")));
    }

    #[test]
    fn topics_are_kept_clean_and_once() {
        let business = BusinessId(uuid::Uuid::from_u128(1));
        let desk = |topics: Vec<String>| {
            Desk::parse(business, &DeskInput { topics: Some(topics), ..DeskInput::default() })
        };
        let given = ["  Prices ", "", "prices", "Late\n delivery"].map(str::to_owned).to_vec();
        assert_eq!(desk(given).expect("fine").topics, ["Prices", "Late delivery"]);
        let fields = |topics| -> Vec<_> {
            let problems: Vec<Problem> = desk(topics).expect_err("refused");
            problems.into_iter().filter_map(|problem| problem.field).collect()
        };
        assert_eq!(fields((0..13).map(|n| format!("Topic {n}")).collect()), ["topics"]);
        assert_eq!(fields(vec!["x".repeat(41)]), ["topics"]);
        assert!(desk((0..12).map(|n| format!("Topic {n}")).collect()).is_ok());
    }

    #[test]
    fn only_working_minutes_count_as_waiting() {
        let desk = lagos();
        // From ten minutes before the weekend to twenty minutes after it.
        assert_eq!(desk.working_minutes(at("2026-11-20T16:50:00Z"), at("2026-11-23T07:20:00Z")), 30);
        assert_eq!(desk.working_minutes(at("2026-11-21T10:00:00Z"), at("2026-11-22T10:00:00Z")), 0);
        let always = Desk::usual(desk.business);
        assert_eq!(always.working_minutes(at("2026-11-20T23:50:00Z"), at("2026-11-21T00:05:00Z")), 15);
    }

    #[test]
    fn what_takes_working_minutes_ends_within_working_time() {
        let desk = lagos();
        let (friday, monday) = (at("2026-11-20T16:50:00Z"), at("2026-11-23T07:20:00Z"));
        assert_eq!(desk.moment_after(friday, 10), Some(at("2026-11-20T17:00:00Z")));
        assert_eq!(desk.moment_after(friday, 30), Some(monday));
        assert_eq!(desk.working_minutes(friday, monday), 30, "the same, asked the other way round");
        assert_eq!(desk.moment_after(at("2026-11-21T10:00:00Z"), 1), Some(at("2026-11-23T07:01:00Z")));
        let never = Desk { hours: Some(vec![vec![]; 7]), ..lagos() };
        assert_eq!(never.moment_after(friday, 1), None);
        let always = Desk::usual(desk.business);
        assert_eq!(always.moment_after(friday, 3 * 24 * 60), Some(friday + TimeDelta::days(3)));
    }

    #[test]
    fn the_morning_is_when_work_begins() {
        let (desk, friday) = (lagos(), at("2026-11-20T16:50:00Z"));
        assert_eq!(desk.morning(friday, 3), at("2026-11-23T07:00:00Z"));
        assert_eq!(desk.morning(friday, 1), at("2026-11-21T07:00:00Z"), "closed: at eight");
        assert_eq!(Desk::usual(desk.business).morning(friday, 7), at("2026-11-27T08:00:00Z"));
    }

    #[test]
    fn nonsense_is_told_at_once() {
        let input = DeskInput {
            time_zone: Some("Mars/Olympus".to_owned()),
            hours: Some(vec![vec![(600, 500)]; 7]),
            assignment: Some("BY_DICE".to_owned()),
            manager_after_min: Some(0),
            ceo_after_min: Some(0),
            ..DeskInput::default()
        };
        let problems = Desk::parse(BusinessId(uuid::Uuid::from_u128(1)), &input).expect_err("nonsense");
        let fields: Vec<_> = problems.iter().filter_map(|problem| problem.field.as_deref()).collect();
        assert_eq!(
            fields,
            ["time_zone", "hours", "assignment", "manager_after_min", "ceo_after_min", "ceo_after_min"]
        );
    }
}
