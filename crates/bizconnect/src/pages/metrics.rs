//! How connecting goes: numbers, small charts, and a table beside them (B-9).

use askama::Template;
use axum::extract::State;
use axum::response::Response;
use chrono::{Datelike, Days, NaiveDate};
use kernel::{Arg, MarketCode};
use platform::Result;
use platform::http::{May, QueryArgs};
use serde::Deserialize;
use web::{Chart, View};

use super::overview::Chip;
use crate::model::market::{Market, told};
use crate::ops::metrics::Metrics;
use crate::rights::MeasureConnections;
use crate::state::BizConnect;
use crate::store::metrics::Week;

/// Where the page is.
pub(super) const PATH: &str = "/connections/metrics";
/// Weeks that the page shows.
const WEEKS: i32 = 12;
/// What stands where there is nothing to tell.
const NOTHING: &str = "–";

#[derive(Deserialize)]
pub(super) struct MetricsQuery {
    market: Option<String>,
}

/// A bar for each week: all requests, and how many of them were accepted.
fn chart(view: &View, label: &str, weeks: &[(i64, i64)]) -> Chart {
    let all: i64 = weeks.iter().map(|(all, _)| all).sum();
    let accepted: i64 = weeks.iter().map(|(_, accepted)| accepted).sum();
    let numbers = [("n", view.number(all).into()), ("accepted", view.number(accepted).into())];
    Chart::of(view.t(label), view.with("bizconnect-metrics-total", &numbers), weeks)
}

#[derive(Template)]
#[template(path = "bizconnect/metrics.html")]
pub(super) struct MetricsPage {
    pub(super) view: View,
    pub(super) markets: Vec<Chip>,
    pub(super) text: String,
    /// Number and name.
    pub(super) stats: Vec<(String, String)>,
    pub(super) charts: Vec<Chart>,
    /// Week, sent, accepted, answer time to them, received, accepted, answer time of one's own.
    pub(super) rows: Vec<[String; 7]>,
}

impl MetricsPage {
    /// Of one market: the one that was asked for, else the first in which there was anything.
    pub(super) fn of(view: &View, markets: &[Market], chosen: Option<&MarketCode>, found: &Metrics) -> Self {
        let there = |market: &&Market| found.totals.iter().any(|total| total.market == market.code.as_str());
        let shown: Vec<&Market> = markets.iter().filter(there).collect();
        let current = shown.iter().find(|market| Some(&market.code) == chosen).or_else(|| shown.first());
        let code = current.map_or("", |market| market.code.as_str());
        let chip = |market: &&Market| {
            let name = told(&market.names, view.language()).to_owned();
            (format!("{PATH}?market={}", market.code.as_str()), name, market.code.as_str() == code)
        };
        let weeks: Vec<&Week> = found.weeks.iter().filter(|week| week.market == code).collect();
        let total = found.totals.iter().find(|total| total.market == code);
        let sent = by_week(&weeks, found.this_week, |week| (week.sent, week.sent_accepted));
        let received = by_week(&weeks, found.this_week, |week| (week.received, week.received_accepted));
        let charts = || {
            let sent = chart(view, "bizconnect-metrics-sent", &sent);
            vec![sent, chart(view, "bizconnect-metrics-received", &received)]
        };
        Self {
            markets: if shown.len() > 1 { shown.iter().map(chip).collect() } else { Vec::new() },
            text: view.tn("bizconnect-metrics-text", i64::from(WEEKS)),
            stats: total.map(|total| stats(view, total)).unwrap_or_default(),
            charts: total.map(|_| charts()).unwrap_or_default(),
            rows: weeks.iter().map(|week| row(view, week)).collect(),
            view: view.clone(),
        }
    }
}

/// The values of the last weeks, the oldest first; nothing where there was nothing.
fn by_week(weeks: &[&Week], this_week: NaiveDate, of: fn(&Week) -> (i64, i64)) -> Vec<(i64, i64)> {
    let back = 0..u64::try_from(WEEKS).unwrap_or(1);
    let at = |back: u64| {
        let monday = this_week - Days::new(7 * back);
        weeks.iter().find(|week| week.week == Some(monday)).map_or((0, 0), |week| of(week))
    };
    back.rev().map(at).collect()
}

fn stats(view: &View, total: &Week) -> Vec<(String, String)> {
    vec![
        (share(view, total.sent_accepted, total.sent_decided), view.t("bizconnect-metrics-sent-share")),
        (
            share(view, total.received_accepted, total.received_decided),
            view.t("bizconnect-metrics-received-share"),
        ),
        (time(view, total.their_answer_s), view.t("bizconnect-metrics-their-time")),
        (time(view, total.own_answer_s), view.t("bizconnect-metrics-own-time")),
    ]
}

fn row(view: &View, week: &Week) -> [String; 7] {
    [
        week.week.map_or_else(String::new, |monday| format!("{}.{}.", monday.day(), monday.month())),
        view.number(week.sent),
        view.number(week.sent_accepted),
        time(view, week.their_answer_s),
        view.number(week.received),
        view.number(week.received_accepted),
        time(view, week.own_answer_s),
    ]
}

/// Whole percents of those that were decided.
fn share(view: &View, accepted: i64, decided: i64) -> String {
    if decided == 0 {
        return NOTHING.to_owned();
    }
    let percent = (accepted * 100 + decided / 2) / decided;
    view.with("bizconnect-metrics-percent", &[("n", Arg::Text(percent.to_string()))])
}

/// A time in the unit that people would use.
fn time(view: &View, seconds: Option<f64>) -> String {
    let Some(seconds) = seconds else { return NOTHING.to_owned() };
    let minutes = (seconds / 60.0).ceil() as i64;
    match minutes {
        ..120 => view.tn("bizconnect-metrics-minutes", minutes.max(1)),
        120..2880 => view.tn("bizconnect-metrics-hours", (minutes + 30) / 60),
        _ => view.tn("bizconnect-metrics-days", (minutes + 720) / 1440),
    }
}

pub(super) async fn metrics(
    actor: May<MeasureConnections>,
    State(connections): State<BizConnect>,
    view: View,
    QueryArgs(query): QueryArgs<MetricsQuery>,
) -> Result<Response> {
    let view = view.nav("me");
    let chosen: Option<MarketCode> = query.market.as_deref().and_then(|code| code.parse().ok());
    let found = connections.connection_metrics(&actor, None, WEEKS).await?;
    view.render(&MetricsPage::of(&view, &connections.markets().await?, chosen.as_ref(), &found))
}
