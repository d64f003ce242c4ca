//! How quickly customers were answered and served, by agent.

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use chrono::TimeDelta;
use kernel::UserId;
use platform::Result;
use platform::http::{May, QueryArgs};
use serde::Deserialize;
use web::View;

use super::settings::tabs;
use crate::rights::ReadInbox;
use crate::state::Messaging;

const PATH: &str = "/messages/desk/times";
/// Days that one can look back.
const PERIODS: [(i64, &str); 3] =
    [(7, "/messages/desk/times?days=7"), (30, PATH), (90, "/messages/desk/times?days=90")];

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct TimesQuery {
    days: Option<i64>,
}

/// One agent: numbers and durations in words; empty for none.
pub(super) struct TimesRow {
    pub(super) name: String,
    pub(super) answered: String,
    pub(super) first_answer: String,
    pub(super) resolved: String,
    pub(super) resolution: String,
}

#[derive(Template)]
#[template(path = "messaging/times.html")]
pub(super) struct TimesPage {
    pub(super) view: View,
    pub(super) tabs: Vec<(&'static str, String, bool)>,
    pub(super) periods: Vec<(&'static str, String, bool)>,
    pub(super) rows: Vec<TimesRow>,
}

/// A duration in its two largest units.
fn duration(view: &View, seconds: f64) -> String {
    let minutes = ((seconds / 60.0).round() as i64).max(1);
    let say = |unit: &str, n: i64| view.t1(&format!("messaging-page-desk-unit-{unit}"), "n", view.number(n));
    let parts = match minutes {
        ..60 => [("minutes", minutes), ("", 0)],
        60..1440 => [("hours", minutes / 60), ("minutes", minutes % 60)],
        _ => [("days", minutes / 1440), ("hours", minutes % 1440 / 60)],
    };
    let said = parts.iter().filter(|(_, n)| *n > 0).map(|(unit, n)| say(unit, *n));
    said.collect::<Vec<_>>().join(" ")
}

pub(super) async fn times(
    actor: May<ReadInbox>,
    State(messaging): State<Messaging>,
    view: View,
    QueryArgs(query): QueryArgs<TimesQuery>,
) -> Result<Response> {
    let days = query.days.filter(|days| PERIODS.iter().any(|(known, _)| known == days)).unwrap_or(30);
    // What ends in this very moment counts.
    let now = messaging.now() + TimeDelta::seconds(1);
    let times = messaging.times(&actor, now - TimeDelta::days(days), now).await?;
    let ids: Vec<UserId> = times.iter().filter_map(|times| times.agent).collect();
    let people = messaging.ports.people.people(&ids).await?;
    let name = |agent: Option<UserId>| match agent {
        None => view.t("messaging-page-desk-times-nobody"),
        Some(agent) => people
            .get(&agent)
            .map(|person| person.name.clone())
            .filter(|name| !name.is_empty())
            .unwrap_or_else(|| view.t("messaging-page-desk-times-former")),
    };
    let said = |seconds: Option<f64>| seconds.map(|seconds| duration(&view, seconds)).unwrap_or_default();
    let rows = times.iter().map(|times| TimesRow {
        name: name(times.agent),
        answered: view.number(times.answered),
        first_answer: said(times.first_answer_s),
        resolved: view.number(times.resolved),
        resolution: said(times.resolution_s),
    });
    let rows = rows.collect();
    view.render(&TimesPage {
        tabs: tabs(&view, PATH),
        periods: periods(&view, days),
        rows,
        view: view.clone(),
    })
}

fn periods(view: &View, chosen: i64) -> Vec<(&'static str, String, bool)> {
    let period = |(days, path): &(i64, &'static str)| {
        (*path, view.tn("messaging-page-desk-last-days", *days), *days == chosen)
    };
    PERIODS.iter().map(period).collect()
}

#[cfg(test)]
mod tests {
    use kernel::Language;
    use web::samples;

    use super::*;

    #[tokio::test]
    async fn times_are_told_in_every_language() {
        for language in Language::ALL {
            let view = samples::ceo(&crate::TEXTS, language);
            let row = |seconds: f64| TimesRow {
                name: "Yaw <wax>".to_owned(),
                answered: view.number(2),
                first_answer: duration(&view, seconds),
                resolved: view.number(1),
                resolution: String::new(),
            };
            for rows in [Vec::new(), vec![row(20.0), row(5000.0), row(200_000.0)]] {
                let periods = periods(&view, 30);
                let page = TimesPage { tabs: tabs(&view, PATH), periods, rows, view: view.clone() };
                let html = page.render().expect("it renders");
                assert_eq!(samples::missing_keys(&html, "messaging"), Vec::<String>::new(), "{language}");
                assert!(!html.contains("<wax>"));
            }
        }
    }

    #[tokio::test]
    async fn a_duration_has_at_most_two_units() {
        let view = samples::ceo(&crate::TEXTS, Language::En);
        for (seconds, told) in [
            (0.0, "1 min"),
            (140.0, "2 min"),
            (5400.0, "1 h 30 min"),
            (7200.0, "2 h"),
            (180_000.0, "2 d 2 h"),
        ] {
            assert_eq!(duration(&view, seconds), told);
        }
    }
}
