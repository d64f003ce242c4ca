//! When a business is open.

use kernel::Checks;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Days as the API names them, in the order of the African and ISO week.
pub const DAYS: [&str; 7] = ["MON", "TUE", "WED", "THU", "FRI", "SAT", "SUN"];

/// When a business is open on one day, in its own time zone; a day without an entry is closed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"day": "MON", "opens": "08:00", "closes": "18:00"}))]
pub struct OpeningHours {
    /// MON, TUE, WED, THU, FRI, SAT or SUN.
    pub day: String,
    /// `HH:MM`.
    pub opens: String,
    /// `HH:MM`; earlier than `opens` means after midnight.
    pub closes: String,
}

/// Known days, times of a clock, and at most two entries a day; in the order of the week.
pub fn parse_hours(checks: &mut Checks, entries: &[OpeningHours]) -> Option<Vec<OpeningHours>> {
    for entry in entries {
        let times = is_time(&entry.opens) && is_time(&entry.closes) && entry.opens != entry.closes;
        let most_two = entries.iter().filter(|other| other.day == entry.day).count() <= 2;
        if !times || !most_two || !DAYS.contains(&entry.day.as_str()) {
            checks.fail("opening_hours", "accounts-check-opening-hours");
            return None;
        }
    }
    let mut sorted = entries.to_vec();
    sorted.sort_by_key(|entry| (DAYS.iter().position(|day| *day == entry.day), entry.opens.clone()));
    Some(sorted)
}

fn is_time(text: &str) -> bool {
    let Some((hours, minutes)) = text.split_once(':') else { return false };
    let within = |part: &str, below: u8| {
        part.len() == 2
            && part.bytes().all(|b| b.is_ascii_digit())
            && part.parse::<u8>().is_ok_and(|n| n < below)
    };
    within(hours, 24) && within(minutes, 60)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(entries: &[(&str, &str, &str)]) -> Option<Vec<String>> {
        let entries: Vec<OpeningHours> = entries
            .iter()
            .map(|(day, opens, closes)| OpeningHours {
                day: (*day).to_owned(),
                opens: (*opens).to_owned(),
                closes: (*closes).to_owned(),
            })
            .collect();
        let parsed = parse_hours(&mut Checks::new("accounts"), &entries)?;
        Some(parsed.into_iter().map(|entry| format!("{} {}", entry.day, entry.opens)).collect())
    }

    #[test]
    fn hours_are_put_in_the_order_of_the_week() {
        let sorted =
            parse(&[("SAT", "20:00", "02:00"), ("MON", "14:00", "18:00"), ("MON", "08:00", "12:00")]);
        assert_eq!(sorted, Some(["MON 08:00", "MON 14:00", "SAT 20:00"].map(str::to_owned).to_vec()));
        assert_eq!(parse(&[]), Some(Vec::new()));
    }

    #[test]
    fn what_no_clock_shows_is_refused() {
        for wrong in [
            ("MON", "24:00", "10:00"),
            ("MON", "8:00", "10:00"),
            ("MON", "08:60", "10:00"),
            ("MON", "08:00", "08:00"),
            ("MONDAY", "08:00", "10:00"),
        ] {
            assert_eq!(parse(&[wrong]), None, "{wrong:?}");
        }
        assert_eq!(parse(&[("MON", "08:00", "09:00"); 3]), None, "three times a day");
    }
}
