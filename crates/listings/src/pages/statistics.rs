//! How one's own listing does: numbers, small charts drawn here, and a table beside them.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use chrono::Datelike;
use contracts::listings::ListingCard;
use kernel::ListingId;
use platform::Result;
use platform::http::May;
use web::View;

use crate::error::ListingsError;
use crate::ops::Statistics;
use crate::rights::ReadStatistics;
use crate::state::Listings;
use crate::store::Day;

/// Days that the page shows.
const DAYS: i64 = 14;
/// Height of a chart and width of a bar with the gap behind it, in the units of its drawing.
const HEIGHT: i64 = 56;
const STEP: i64 = 20;

/// One bar.
pub(super) struct Bar {
    pub(super) x: i64,
    pub(super) y: i64,
    pub(super) height: i64,
}

/// A row of bars, one for each day.
pub(super) struct Chart {
    pub(super) label: String,
    pub(super) total: String,
    pub(super) width: i64,
    pub(super) bars: Vec<Bar>,
}

impl Chart {
    fn of(view: &View, label: &str, values: &[i64]) -> Self {
        let most = values.iter().copied().max().unwrap_or(0).max(1);
        let bar = |(at, value): (usize, &i64)| {
            // A day with anything at all is seen.
            let height = (value * HEIGHT / most).max(i64::from(*value > 0) * 2);
            Bar { x: i64::try_from(at).unwrap_or(0) * STEP, y: HEIGHT - height, height }
        };
        Self {
            label: view.t(label),
            total: view.number(values.iter().sum()),
            width: i64::try_from(values.len()).unwrap_or(1) * STEP - 4,
            bars: values.iter().enumerate().map(bar).collect(),
        }
    }
}

#[derive(Template)]
#[template(path = "listings/statistics.html")]
pub(super) struct StatisticsPage {
    pub(super) view: View,
    pub(super) title: String,
    pub(super) href: String,
    pub(super) charts: Vec<Chart>,
    /// Its part of everything that is shown.
    pub(super) share: String,
    /// What is said of its paid slot.
    pub(super) slot: String,
    /// Day, shown, opened, contacts, saves.
    pub(super) rows: Vec<[String; 5]>,
    pub(super) matches: Vec<ListingCard>,
}

impl StatisticsPage {
    pub(super) fn of(view: &View, found: &Statistics, matches: Vec<ListingCard>) -> Self {
        let values = |of: fn(&Day) -> i64| found.days.iter().map(of).collect::<Vec<_>>();
        let chart = |label: &str, of: fn(&Day) -> i64| Chart::of(view, label, &values(of));
        let slot = found.slot.map(|slot| {
            let args = [
                ("n", view.number(slot.shown).into()),
                ("share", percent(slot.percent()).into()),
                ("slots", slot.slots.into()),
                ("even", percent(slot.even_percent()).into()),
            ];
            view.with("listings-statistics-slot", &args)
        });
        let row = |day: &Day| {
            let parts =
                [("day", i64::from(day.day.day()).into()), ("month", i64::from(day.day.month()).into())];
            let date = view.with("listings-statistics-date", &parts);
            [
                date,
                view.number(day.shown),
                view.number(day.views),
                view.number(day.contacts),
                view.number(day.saves),
            ]
        };
        Self {
            title: found.listing.details.title.clone(),
            href: format!("/listings/{}", found.listing.id),
            charts: vec![
                chart("listings-statistics-shown", |day| day.shown),
                chart("listings-statistics-views", |day| day.views),
                chart("listings-statistics-contacts", |day| day.contacts),
                chart("listings-statistics-saves", |day| day.saves),
            ],
            share: view.t1("listings-statistics-share", "share", percent(found.share_percent())),
            slot: slot.unwrap_or_default(),
            rows: found.days.iter().rev().map(row).collect(),
            matches,
            view: view.clone(),
        }
    }
}

/// Whole percents, one digit below ten, more below one.
fn percent(percent: f64) -> String {
    match percent {
        0.0 => "0".to_owned(),
        _ if percent < 0.01 => "<\u{a0}0.01".to_owned(),
        _ if percent < 1.0 => format!("{percent:.2}"),
        _ if percent < 10.0 => format!("{percent:.1}"),
        _ => format!("{percent:.0}"),
    }
}

pub(super) async fn statistics(
    actor: May<ReadStatistics>,
    State(listings): State<Listings>,
    view: View,
    Path(id): Path<String>,
) -> Result<Response> {
    let view = view.nav("me");
    let id: ListingId = id.parse().map_err(|_| ListingsError::NotFound)?;
    let found = listings.statistics(&actor, id, DAYS).await?;
    let matches = listings.matches_of(&actor, id).await?;
    view.render(&StatisticsPage::of(&view, &found, matches))
}
