//! Opening hours: as a table, as a form, and whether it is open now.

use chrono::{Datelike, NaiveDateTime, Timelike};
use web::View;

use super::fields::Fields;
use crate::model::address::latin_digits;
use crate::model::opening_hours::{DAYS, OpeningHours};

const DAY: i64 = 24 * 60;
const WEEK: i64 = 7 * DAY;

/// Whether a business is open, seen at one moment of its own time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Standing {
    /// It never closes.
    Always,
    /// Open; closes at this time.
    OpenUntil(String),
    /// Closed; opens in so many days (0 is today) at this time. The day is its place in [`DAYS`].
    OpensIn {
        /// Days from today.
        days: i64,
        /// Which day.
        day: usize,
        /// `HH:MM`.
        at: String,
    },
}

/// Minutes of `HH:MM`, which was checked when it was stored.
fn minutes(time: &str) -> i64 {
    let (hours, minutes) = time.split_once(':').unwrap_or(("0", "0"));
    hours.parse::<i64>().unwrap_or(0) * 60 + minutes.parse::<i64>().unwrap_or(0)
}

fn clock(minute: i64) -> String {
    let minute = minute.rem_euclid(DAY);
    format!("{:02}:{:02}", minute / 60, minute % 60)
}

/// Whether it is open at `local`; `None` when nothing is known.
pub fn standing(hours: &[OpeningHours], local: NaiveDateTime) -> Option<Standing> {
    let today = i64::from(local.weekday().num_days_from_monday());
    let now = today * DAY + i64::from(local.hour()) * 60 + i64::from(local.minute());
    // Minutes of the week, and how long it stays open from there.
    let mut spans: Vec<(i64, i64)> = Vec::new();
    for entry in hours {
        let day = i64::try_from(DAYS.iter().position(|day| *day == entry.day)?).ok()?;
        let (opens, closes) = (minutes(&entry.opens), minutes(&entry.closes));
        spans.push((day * DAY + opens, (closes - opens).rem_euclid(DAY)));
    }
    let covering = |at: i64| {
        spans
            .iter()
            .map(|(start, length)| length - (at - start).rem_euclid(WEEK))
            .filter(|left| *left > 0)
            .max()
    };
    let mut closes = now;
    // What closes and opens at the same minute does not close.
    while let Some(left) = covering(closes) {
        closes += left;
        if closes - now >= WEEK {
            return Some(Standing::Always);
        }
    }
    if closes > now {
        return Some(Standing::OpenUntil(clock(closes)));
    }
    let wait = spans.iter().map(|(start, _)| (start - now).rem_euclid(WEEK)).min()?;
    let opens = now + wait;
    let days = opens.div_euclid(DAY) - today;
    let day = usize::try_from(opens.rem_euclid(WEEK) / DAY).ok()?;
    Some(Standing::OpensIn { days, day, at: clock(opens) })
}

/// The day `at` of [`DAYS`] in the reader's language.
pub fn day_name(view: &View, at: usize) -> String {
    view.t(&format!("accounts-page-{}", DAYS[at % 7].to_lowercase()))
}

/// The sentence about now.
pub fn told(view: &View, standing: &Standing) -> String {
    match standing {
        Standing::Always => view.t("accounts-page-open-always"),
        Standing::OpenUntil(time) => view.t1("accounts-page-open-until", "time", time),
        Standing::OpensIn { days: 0, at, .. } => view.t1("accounts-page-opens-today", "time", at),
        Standing::OpensIn { days: 1, at, .. } => view.t1("accounts-page-opens-tomorrow", "time", at),
        Standing::OpensIn { day, at, .. } => {
            let args = [("day", day_name(view, *day).into()), ("time", at.as_str().into())];
            view.with("accounts-page-opens-on", &args)
        }
    }
}

/// A day of the table.
pub struct DayLine {
    pub name: String,
    /// `08:00–12:00, 14:00–18:00`; empty when closed.
    pub times: String,
    pub is_today: bool,
}

/// The week as a table; empty when nothing is known.
pub fn table(view: &View, hours: &[OpeningHours], local: NaiveDateTime) -> Vec<DayLine> {
    if hours.is_empty() {
        return Vec::new();
    }
    let today = local.weekday().num_days_from_monday() as usize;
    let times = |day: &str| {
        let of_day = hours.iter().filter(|entry| entry.day == day);
        of_day.map(|entry| format!("{}–{}", entry.opens, entry.closes)).collect::<Vec<_>>().join(", ")
    };
    let line = |(at, day): (usize, &&str)| DayLine {
        name: day_name(view, at),
        times: times(day),
        is_today: at == today,
    };
    DAYS.iter().enumerate().map(line).collect()
}

/// Two times as they stand in the form.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Times {
    pub opens: String,
    pub closes: String,
}

impl Times {
    /// Whether either was typed.
    pub fn is_given(&self) -> bool {
        !self.opens.is_empty() || !self.closes.is_empty()
    }
}

/// A day of the form.
pub struct DayForm {
    pub code: &'static str,
    pub name: String,
    pub first: Times,
    pub second: Times,
}

/// The week as a form.
pub fn form(view: &View, hours: &[OpeningHours]) -> Vec<DayForm> {
    let day_form = |(at, code): (usize, &&'static str)| {
        let mut of_day = hours.iter().filter(|entry| entry.day == *code);
        let mut next = || {
            of_day
                .next()
                .map(|entry| Times { opens: entry.opens.clone(), closes: entry.closes.clone() })
                .unwrap_or_default()
        };
        DayForm { code, name: day_name(view, at), first: next(), second: next() }
    };
    DAYS.iter().enumerate().map(day_form).collect()
}

/// What was typed into the form; times of which one is missing are kept, so that they are told about.
pub fn typed(fields: &Fields) -> Vec<OpeningHours> {
    let mut hours = Vec::new();
    for day in DAYS {
        let (opens, closes) = (format!("opens_{day}"), format!("closes_{day}"));
        for (opens, closes) in fields.all(&opens).zip(fields.all(&closes)) {
            let times = Times { opens: tidy(opens), closes: tidy(closes) };
            if times.is_given() {
                hours.push(OpeningHours { day: day.to_owned(), opens: times.opens, closes: times.closes });
            }
        }
    }
    hours
}

/// `8`, `8.30`, `8h30`, `٨:٣٠` and `08:30:00` as `HH:MM`; everything else as it is.
fn tidy(typed: &str) -> String {
    let text = latin_digits(typed.trim()).replace(['.', 'h', 'H'], ":");
    let mut parts = text.split(':');
    let (hours, minutes) = (parts.next().unwrap_or(""), parts.next().unwrap_or(""));
    let number = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    if hours.is_empty() || hours.len() > 2 || minutes.len() > 2 || !number(hours) || !number(minutes) {
        return text;
    }
    format!("{hours:0>2}:{minutes:0>2}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::NaiveDate;

    fn entry(day: &str, opens: &str, closes: &str) -> OpeningHours {
        OpeningHours { day: day.to_owned(), opens: opens.to_owned(), closes: closes.to_owned() }
    }

    /// The 16th of November 2026 is a Monday.
    fn at(day: u32, hour: u32, minute: u32) -> NaiveDateTime {
        NaiveDate::from_ymd_opt(2026, 11, 16 + day)
            .and_then(|day| day.and_hms_opt(hour, minute, 0))
            .expect("a date")
    }

    #[test]
    fn it_is_open_within_its_hours_also_past_midnight_and_past_sunday() {
        let hours = [
            entry("MON", "08:00", "12:00"),
            entry("MON", "12:00", "18:00"),
            entry("WED", "09:30", "17:00"),
            entry("SUN", "20:00", "02:00"),
        ];
        let opens = |days, day, at: &str| Standing::OpensIn { days, day, at: at.to_owned() };
        for (now, expected) in [
            (at(0, 8, 0), Standing::OpenUntil("18:00".to_owned())),
            (at(0, 7, 59), opens(0, 0, "08:00")),
            (at(0, 18, 0), opens(2, 2, "09:30")),
            (at(1, 23, 0), opens(1, 2, "09:30")),
            (at(2, 17, 0), opens(4, 6, "20:00")),
            (at(6, 23, 59), Standing::OpenUntil("02:00".to_owned())),
            (at(0, 1, 59), Standing::OpenUntil("02:00".to_owned())),
            (at(0, 2, 0), opens(0, 0, "08:00")),
        ] {
            assert_eq!(standing(&hours, now), Some(expected), "{now}");
        }
        assert_eq!(standing(&[], at(0, 8, 0)), None);
        assert_eq!(standing(&[entry("MON", "08:00", "09:00")], at(0, 9, 0)), Some(opens(7, 0, "08:00")));
        let ever: Vec<_> = DAYS
            .iter()
            .flat_map(|day| [entry(day, "00:00", "12:00"), entry(day, "12:00", "00:00")])
            .collect();
        assert_eq!(standing(&ever, at(3, 3, 3)), Some(Standing::Always));
    }

    #[test]
    fn times_are_read_as_people_write_them() {
        for (typed, expected) in [
            ("08:00", "08:00"),
            ("8", "08:00"),
            (" 8h30", "08:30"),
            ("18.15", "18:15"),
            ("٨:٣٠", "08:30"),
            ("08:00:00", "08:00"),
            ("", ""),
            ("soon", "soon"),
            ("800", "800"),
        ] {
            assert_eq!(tidy(typed), expected, "{typed:?}");
        }
        let fields = Fields::of(&[
            ("opens_TUE", "9"),
            ("closes_TUE", "12"),
            ("opens_TUE", "14"),
            ("closes_TUE", ""),
            ("opens_MON", ""),
            ("closes_MON", ""),
        ]);
        assert_eq!(typed(&fields), [entry("TUE", "09:00", "12:00"), entry("TUE", "14:00", "")]);
    }
}
