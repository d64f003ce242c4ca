//! How one's own listing does: numbers, small charts, and a table beside them.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use chrono::Datelike;
use contracts::listings::ListingCard;
use kernel::ListingId;
use platform::Result;
use platform::http::May;
use web::{Chart, View};

use super::with_buttons;
use crate::error::ListingsError;
use crate::ops::Statistics;
use crate::rights::ReadStatistics;
use crate::state::Listings;
use crate::store::Day;

/// Days that the page shows.
const DAYS: i64 = 14;

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
        let chart = |label: &str, of: fn(&Day) -> i64| {
            let days: Vec<_> = found.days.iter().map(|day| (of(day), of(day))).collect();
            let total = days.iter().map(|(count, _)| count).sum();
            Chart::of(view.t(label), view.number(total), &days)
        };
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
    let view = with_buttons(&listings, view, &matches).await;
    view.render(&StatisticsPage::of(&view, &found, matches))
}
