//! How the inbox of one's business works: hours, holidays, how customers are handed out, and who is told when they wait.

use std::collections::BTreeSet;

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use chrono::{NaiveDate, NaiveTime, TimeDelta, Timelike};
use kernel::{BusinessId, Checks, ErrorKind, Problem, places};
use platform::Result;
use platform::http::{FormBody, May};
use web::{FormErrors, View, see_other_with};

use super::chat::is_for_the_form;
use super::desk::form_status;
use crate::error::{MessagingError, SOURCE};
use crate::inbox::desk::{Desk, DeskInput, Hours};
use crate::rights::ManageInbox;
use crate::state::Messaging;

const PATH: &str = "/messages/desk/settings";
/// A midnight at which a day ends.
const MIDNIGHT: u32 = 24 * 60;
const DAYS: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
/// Empty lines for more holidays.
const MORE_HOLIDAYS: usize = 3;
/// Holidays that are over for longer are not kept.
const PAST: TimeDelta = TimeDelta::days(60);

/// The pages about an inbox: address, words, and whether it is this one. All but the times are for managers.
pub(super) fn tabs(view: &View, here: &str) -> Vec<(&'static str, String, bool)> {
    let pages = [
        (PATH, "messaging-page-desk-rules"),
        ("/messages/desk/team", "messaging-page-desk-team"),
        ("/messages/desk/canned", "messaging-page-desk-canned"),
        ("/messages/desk/times", "messaging-page-desk-times"),
    ];
    let shown = if view.may::<ManageInbox>() { &pages[..] } else { &pages[3..] };
    shown.iter().map(|(path, text)| (*path, view.t(text), *path == here)).collect()
}

/// Opening and closing time as they stand in the form.
type Times = (String, String);

/// A day of the form.
pub(super) struct Day {
    pub(super) number: usize,
    pub(super) name: String,
    pub(super) first: Times,
    pub(super) more: Vec<Times>,
    /// Whether any of `more` was filled in.
    pub(super) is_split: bool,
}

impl Day {
    fn new(view: &View, number: usize, mut times: Vec<Times>) -> Self {
        times.resize(times.len().max(2), Times::default());
        let first = times.remove(0);
        Self {
            number,
            name: view.t(&format!("messaging-page-desk-{}", DAYS[number])),
            first,
            is_split: times.iter().any(|times| *times != Times::default()),
            more: times,
        }
    }
}

/// The form as it is shown.
pub(super) struct SettingsForm {
    pub(super) version: i64,
    pub(super) time_zone: String,
    pub(super) always: bool,
    pub(super) days: Vec<Day>,
    pub(super) holidays: Vec<String>,
    pub(super) assignment: String,
    pub(super) sticky: bool,
    pub(super) by_language: bool,
    /// One a line.
    pub(super) topics: String,
    pub(super) manager_after: String,
    pub(super) ceo_after: String,
    pub(super) silent_after: String,
}

fn clock(minute: u32) -> String {
    format!("{:02}:{:02}", minute % MIDNIGHT / 60, minute % 60)
}

fn minute(text: &str) -> Option<u32> {
    let time = ["%H:%M", "%H:%M:%S"].iter().find_map(|form| NaiveTime::parse_from_str(text, form).ok())?;
    Some(time.hour() * 60 + time.minute())
}

impl SettingsForm {
    /// As it works now.
    pub(super) fn known(view: &View, desk: &Desk, today: NaiveDate) -> Self {
        let times = |day: usize| -> Vec<Times> {
            let spans = desk.hours.as_ref().and_then(|hours| hours.get(day)).into_iter().flatten();
            spans.map(|(from, to)| (clock(*from), clock(*to))).collect()
        };
        let kept = desk.holidays.iter().filter(|day| **day >= today - PAST);
        let mut holidays: Vec<String> = kept.map(NaiveDate::to_string).collect();
        holidays.sort();
        holidays.resize(holidays.len() + MORE_HOLIDAYS, String::new());
        Self {
            version: desk.version,
            time_zone: desk.time_zone.name().to_owned(),
            always: desk.hours.is_none(),
            days: (0..DAYS.len()).map(|day| Day::new(view, day, times(day))).collect(),
            holidays,
            assignment: desk.assignment.as_str().to_owned(),
            sticky: desk.sticky,
            by_language: desk.by_language,
            topics: desk.topics.join("\n"),
            manager_after: desk.manager_after.to_string(),
            ceo_after: desk.ceo_after.to_string(),
            silent_after: desk.silent_after.to_string(),
        }
    }

    /// What was typed.
    pub(super) fn typed(view: &View, pairs: &[(String, String)]) -> Self {
        let all = |name: &str| -> Vec<String> {
            let named = pairs.iter().filter(|(known, _)| known == name);
            named.map(|(_, value)| value.trim().to_owned()).collect()
        };
        let get = |name: &str| all(name).into_iter().next().unwrap_or_default();
        let times = |day: usize| -> Vec<Times> {
            let (opens, closes) = (all(&format!("opens_{day}")), all(&format!("closes_{day}")));
            opens.into_iter().zip(closes).filter(|times| *times != Times::default()).collect()
        };
        Self {
            version: get("version").parse().unwrap_or(0),
            time_zone: get("time_zone"),
            always: !get("always").is_empty(),
            days: (0..DAYS.len()).map(|day| Day::new(view, day, times(day))).collect(),
            holidays: all("holidays"),
            assignment: get("assignment"),
            sticky: !get("sticky").is_empty(),
            by_language: !get("by_language").is_empty(),
            topics: get("topics"),
            manager_after: get("manager_after_min"),
            ceo_after: get("ceo_after_min"),
            silent_after: get("silent_after_min"),
        }
    }

    /// The week, each day in the order of its times; none when a time is missing or is none.
    fn hours(&self) -> Option<Hours> {
        let mut week = Hours::new();
        for day in &self.days {
            let mut spans = Vec::new();
            for (opens, closes) in std::iter::once(&day.first).chain(&day.more) {
                if opens.is_empty() && closes.is_empty() {
                    continue;
                }
                let closes = Some(minute(closes)?).filter(|minute| *minute > 0).unwrap_or(MIDNIGHT);
                spans.push((minute(opens)?, closes));
            }
            spans.sort_unstable();
            week.push(spans);
        }
        Some(week)
    }

    /// How the inbox shall work, or everything that is wrong with it.
    pub(super) fn desk(&self, business: BusinessId) -> Result<Desk, Vec<Problem>> {
        let mut checks = Checks::new(SOURCE);
        let hours = if self.always { None } else { self.hours() };
        if !self.always && hours.is_none() {
            checks.fail("hours", "messaging-check-times");
        }
        if hours.as_ref().is_some_and(|week| week.iter().all(Vec::is_empty)) {
            checks.fail("hours", "messaging-check-never-open");
        }
        let mut holidays: BTreeSet<NaiveDate> = BTreeSet::new();
        for text in self.holidays.iter().filter(|text| !text.is_empty()) {
            match text.parse() {
                Ok(date) => drop(holidays.insert(date)),
                Err(_) => checks.fail("holidays", "messaging-check-date"),
            }
        }
        // What is no number is none that is possible.
        let minutes = |text: &str| Some(text.parse().unwrap_or(0));
        let input = DeskInput {
            time_zone: Some(self.time_zone.clone()),
            hours,
            holidays: Some(holidays.into_iter().collect()),
            assignment: Some(self.assignment.clone()),
            sticky: Some(self.sticky),
            by_language: Some(self.by_language),
            topics: Some(self.topics.lines().map(str::to_owned).collect()),
            manager_after_min: minutes(&self.manager_after),
            ceo_after_min: minutes(&self.ceo_after),
            silent_after_min: minutes(&self.silent_after),
            version: Some(self.version),
        };
        match (checks.finish(Some(())), Desk::parse(business, &input)) {
            (Ok(()), desk) => desk,
            (Err(problems), Ok(_)) => Err(problems),
            (Err(problems), Err(more)) => Err(problems.into_iter().chain(more).collect()),
        }
    }
}

#[derive(Template)]
#[template(path = "messaging/settings.html")]
pub(super) struct SettingsPage {
    pub(super) view: View,
    pub(super) tabs: Vec<(&'static str, String, bool)>,
    pub(super) form: SettingsForm,
    /// Value and words.
    pub(super) zones: Vec<(String, String)>,
    /// Value, words and a line about it.
    pub(super) assignments: Vec<(&'static str, String, String)>,
    /// Whether somebody else was first.
    pub(super) conflict: bool,
    pub(super) errors: FormErrors,
}

/// The time zones of the countries and cities that are known, and the chosen one.
fn zones(chosen: &str) -> Vec<(String, String)> {
    let countries = places::countries().iter().map(|country| country.time_zone.as_str());
    let cities = places::cities().iter().map(|city| city.time_zone.as_str());
    let names: BTreeSet<&str> = countries.chain(cities).chain(["UTC", chosen]).collect();
    let known = names.into_iter().filter(|name| !name.is_empty());
    known.map(|name| (name.to_owned(), name.replace('_', " "))).collect()
}

pub(super) fn page(view: &View, form: SettingsForm, errors: FormErrors, conflict: bool) -> SettingsPage {
    let assignment = |value: &'static str, key: &str| {
        let key = format!("messaging-page-desk-{key}");
        (value, view.t(&key), view.t(&format!("{key}-text")))
    };
    SettingsPage {
        tabs: tabs(view, PATH),
        zones: zones(&form.time_zone),
        assignments: vec![assignment("LEAST_BUSY", "least-busy"), assignment("ROUND_ROBIN", "in-turn")],
        form,
        conflict,
        errors,
        view: view.clone(),
    }
}

pub(super) async fn settings(
    actor: May<ManageInbox>,
    State(messaging): State<Messaging>,
    view: View,
) -> Result<Response> {
    let desk = messaging.desk(&actor).await?;
    let form = SettingsForm::known(&view, &desk, messaging.now().date_naive());
    view.render(&page(&view, form, FormErrors::default(), false))
}

pub(super) async fn save(
    actor: May<ManageInbox>,
    State(messaging): State<Messaging>,
    view: View,
    FormBody(pairs): FormBody<Vec<(String, String)>>,
) -> Result<Response> {
    let business = messaging.own_desk::<ManageInbox>(&actor)?;
    let mut form = SettingsForm::typed(&view, &pairs);
    let saving = async {
        let desk = form.desk(business).map_err(MessagingError::Invalid)?;
        messaging.set_desk(&actor, desk).await
    };
    match saving.await {
        Ok(_) => Ok(see_other_with(PATH, "messaging-page-desk-saved")),
        Err(error) if is_for_the_form(&error) => {
            let conflict = error.kind() == ErrorKind::Conflict;
            let mut errors = view.form_errors(&error);
            if conflict {
                // Saved again, what was typed replaces what somebody else said.
                form.version = messaging.desk(&actor).await?.version;
                errors = FormErrors::default();
            }
            if form.holidays.last().is_none_or(|last| !last.is_empty()) {
                form.holidays.push(String::new());
            }
            view.render_status(form_status(&error), &page(&view, form, errors, conflict))
        }
        Err(error) => Err(error),
    }
}

#[cfg(test)]
mod tests {
    use kernel::Language;
    use web::samples;

    use super::*;

    fn pairs(given: &[(&str, &str)]) -> Vec<(String, String)> {
        given.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
    }

    fn business() -> BusinessId {
        BusinessId(uuid::Uuid::from_u128(1))
    }

    #[tokio::test]
    async fn what_is_shown_and_sent_back_is_the_same_desk() {
        let view = samples::ceo(&crate::TEXTS, Language::En);
        let today = samples::now().date_naive();
        let mut week = vec![vec![(8 * 60, 12 * 60), (14 * 60, MIDNIGHT)]; 6];
        week.push(Vec::new());
        let desk = Desk {
            hours: Some(week),
            holidays: vec![today],
            time_zone: "Africa/Lagos".parse().expect("a zone"),
            by_language: false,
            topics: vec!["Prices".to_owned(), "Late delivery".to_owned()],
            ..Desk::usual(business())
        };
        let form = SettingsForm::known(&view, &desk, today);
        assert_eq!(form.days[0].more, [("14:00".to_owned(), "00:00".to_owned())]);
        assert_eq!(form.desk(business()), Ok(desk));
        let always = Desk::usual(business());
        assert_eq!(SettingsForm::known(&view, &always, today).desk(business()), Ok(always));
    }

    #[tokio::test]
    async fn everything_wrong_is_told_at_once_and_stays_as_it_was_typed() {
        let view = samples::ceo(&crate::TEXTS, Language::En);
        let typed = pairs(&[
            ("time_zone", "Mars/Olympus"),
            ("opens_0", "08:00"),
            ("closes_0", ""),
            ("holidays", "soon"),
            ("assignment", "LEAST_BUSY"),
            ("manager_after_min", "many"),
            ("ceo_after_min", "60"),
            ("silent_after_min", "30"),
        ]);
        let form = SettingsForm::typed(&view, &typed);
        let problems = form.desk(business()).expect_err("nonsense");
        let fields: Vec<_> = problems.iter().filter_map(|problem| problem.field.as_deref()).collect();
        assert_eq!(fields, ["hours", "holidays", "time_zone", "manager_after_min"]);
        let html = page(&view, form, FormErrors::default(), true).render().expect("it renders");
        for kept in ["Mars/Olympus", "value=\"08:00\"", "value=\"soon\"", "value=\"many\""] {
            assert!(html.contains(kept), "{kept}");
        }
        let never = SettingsForm::typed(&view, &pairs(&[("assignment", "LEAST_BUSY")]));
        let problems = never.desk(business()).expect_err("never open");
        assert_eq!(problems[0].text, "messaging-check-never-open");
    }

    #[tokio::test]
    async fn the_settings_speak_every_language() {
        for language in Language::ALL {
            let view = samples::ceo(&crate::TEXTS, language);
            let known = SettingsForm::known(&view, &Desk::usual(business()), samples::now().date_naive());
            let typed = SettingsForm::typed(&view, &pairs(&[("opens_3", "09:00"), ("closes_3", "17:00")]));
            for (form, conflict) in [(known, false), (typed, true)] {
                let html = page(&view, form, FormErrors::default(), conflict).render().expect("it renders");
                assert_eq!(samples::missing_keys(&html, "messaging"), Vec::<String>::new(), "{language}");
            }
        }
    }
}
