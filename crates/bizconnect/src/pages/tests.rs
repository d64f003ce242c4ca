//! Every template rendered from samples in every language.

use askama::Template;
use chrono::TimeDelta;
use kernel::{MarketCode, UserId};
use platform::Error;
use uuid::Uuid;
use web::{FormErrors, samples};

use super::metrics::MetricsPage;
use super::overview::{OverviewPage, SuggestionCard, Tab, tabs};
use super::request::{Hint, RequestPage};
use super::show::{ShowPage, notes};
use super::*;
use crate::error::ConnectionsError;
use crate::model::allowance::{Counted, Period, UsedUp};
use crate::model::market::{Hindrance, Market};
use crate::ops::metrics::Metrics;
use crate::rights::RequestConnection;
use crate::store::metrics::Week;

fn card(n: u128) -> BusinessCard {
    BusinessCard {
        id: BusinessId(Uuid::from_u128(n)),
        name: "Adunni <wax> & Sons".to_owned(),
        slug: "adunni-sons".to_owned(),
        verified: true,
        country: "NG".parse().ok(),
        city: Some("Lagos".to_owned()),
        location: None,
    }
}

/// Every text is there, and what people write is escaped.
fn check(page: &impl Template, language: Language) -> String {
    let html = page.render().expect("the template renders");
    assert_eq!(samples::missing_keys(&html, "bizconnect"), Vec::<String>::new(), "{language}");
    assert_eq!(samples::missing_keys(&html, "web"), Vec::<String>::new(), "{language}");
    assert!(!html.contains("<wax>"), "contents are escaped");
    html
}

fn request(own: BusinessId) -> Connection {
    let market: MarketCode = "afcfta".parse().expect("a code");
    let note = Some("We look for a <wax> partner.".to_owned());
    Connection::request(
        market,
        card(1).id,
        UserId(Uuid::nil()),
        own,
        note,
        samples::now() - TimeDelta::days(2),
    )
}

/// One in each state, seen from both sides.
fn rows(view: &View) -> Vec<Row> {
    let now = samples::now();
    let own = view.actor().business_id().unwrap_or(card(2).id);
    let pending = request(own);
    let to = |to, by| pending.change(to, by, now).expect("a way there");
    let all = [
        pending.clone(),
        to(ConnectionStatus::Accepted, own),
        to(ConnectionStatus::Declined, own),
        to(ConnectionStatus::Withdrawn, card(1).id),
        to(ConnectionStatus::Blocked, own),
        pending.expire(),
    ];
    let seen_by = |side: BusinessId| {
        all.iter().map(move |connection| Row::of(view, connection, side, &[card(1)], now)).collect::<Vec<_>>()
    };
    let mut rows = seen_by(own);
    rows.extend(seen_by(card(1).id));
    rows
}

fn overview(view: &View, tab: Tab, filled: bool) -> OverviewPage {
    let suggestion = || SuggestionCard {
        id: card(1).id,
        name: card(1).name,
        slug: card(1).slug,
        verified: true,
        place: "Lagos".to_owned(),
        reasons: vec!["Offers what you are looking for: <wax>".to_owned()],
    };
    OverviewPage {
        has_business: view.actor().business_id().is_some(),
        may_act: view.may::<RequestConnection>(),
        tab,
        tabs: tabs(view, tab, (2, 1, 7)),
        markets: vec![("/connections?market=afcfta".to_owned(), "Within Africa".to_owned(), true)],
        market: "afcfta".to_owned(),
        suggestions: if filled { vec![suggestion()] } else { Vec::new() },
        rows: if filled { rows(view) } else { Vec::new() },
        more: if filled { "/connections?cursor=x".to_owned() } else { String::new() },
        hindrance: String::new(),
        note: view.tn("bizconnect-page-left-today", 3),
        dismissed: filled.then(|| (card(1).id.to_string(), card(1).name)),
        path: tab.href(),
        view: view.clone(),
    }
}

#[tokio::test]
async fn the_overview_has_all_its_texts() {
    for language in Language::ALL.iter().copied() {
        for view in [samples::guest(&crate::TEXTS, language), samples::ceo(&crate::TEXTS, language)] {
            for tab in [Tab::Suggestions, Tab::Received, Tab::Sent, Tab::Connected, Tab::Past] {
                check(&overview(&view, tab, true), language);
                check(&overview(&view, tab, false), language);
            }
        }
    }
}

#[tokio::test]
async fn a_request_and_a_connection_have_all_their_texts() {
    for language in Language::ALL.iter().copied() {
        let view = samples::ceo(&crate::TEXTS, language);
        let hint = || Hint {
            text: "A rule for <wax>.".to_owned(),
            source: "A law".to_owned(),
            url: "https://example.org".to_owned(),
            checked: "2026-11-21".to_owned(),
        };
        let error =
            Error::from(ConnectionsError::NotEligible { hindrance: Hindrance::Plan, plans: vec!["GROWTH"] });
        for (errors, hindrance) in [
            (FormErrors::default(), String::new()),
            (view.form_errors(&error), String::new()),
            (FormErrors::default(), view.t("bizconnect-page-staff")),
        ] {
            let page = RequestPage {
                name: card(1).name,
                slug: card(1).slug,
                verified: true,
                place: "Lagos".to_owned(),
                markets: [("afcfta", "Within Africa"), ("africa-us", "Africa to the United States")]
                    .map(|(code, name)| (code.to_owned(), name.to_owned(), "About it.".to_owned()))
                    .to_vec(),
                market: "afcfta".to_owned(),
                note: "A <wax> note".to_owned(),
                longest: 500,
                hints: vec![hint()],
                hindrance,
                way_on: Some(("/connections".to_owned(), view.t("bizconnect-page-see-it"))),
                key: Uuid::nil(),
                errors,
                view: view.clone(),
            };
            check(&page, language);
        }
        let now = samples::now();
        let met = request(card(2).id).meet(Some("We look for <wax>, too.".to_owned()), now).expect("open");
        for (row, newer) in rows(&view).into_iter().zip(["", "/connections/y"].into_iter().cycle()) {
            let page = ShowPage {
                row,
                market: "Within Africa".to_owned(),
                notes: notes(&view, &met, card(2).id),
                hints: vec![hint()],
                path: "/connections/x".to_owned(),
                newer: newer.to_owned(),
                view: view.clone(),
            };
            check(&page, language);
        }
    }
}

#[tokio::test]
async fn the_numbers_have_all_their_texts() {
    let market = |code: &str| Market {
        code: code.parse().expect("a code"),
        names: [("en".to_owned(), "Within <wax> Africa".to_owned())].into(),
        abouts: [("en".to_owned(), "About it.".to_owned())].into(),
        initiator_countries: Vec::new(),
        receiver_countries: Vec::new(),
        domestic: true,
        plans: Vec::new(),
    };
    let markets = [market("afcfta"), market("africa-us")];
    let this_week: chrono::NaiveDate = "2026-11-16".parse().expect("a date");
    let week = |market: &str, week: Option<chrono::NaiveDate>, answer_s: f64| Week {
        market: market.to_owned(),
        week,
        sent: 7,
        sent_accepted: 2,
        sent_decided: 3,
        received: 1,
        received_accepted: 0,
        received_decided: 0,
        own_answer_s: None,
        their_answer_s: Some(answer_s),
    };
    for language in Language::ALL.iter().copied() {
        let view = samples::ceo(&crate::TEXTS, language);
        let nothing = Metrics { weeks: Vec::new(), totals: Vec::new(), this_week };
        check(&MetricsPage::of(&view, &markets, None, &nothing), language);
        for answer_s in [1.0, 5400.0, 90_000.0, 864_000.0] {
            let found = Metrics {
                weeks: vec![week("afcfta", Some(this_week), answer_s)],
                totals: ["afcfta", "africa-us"].map(|code| week(code, None, answer_s)).to_vec(),
                this_week,
            };
            let html = check(&MetricsPage::of(&view, &markets, None, &found), language);
            assert!(html.contains("<b>67"), "{language}: two of three that are over");
            assert_eq!(html.matches("opacity=\".3\"").count(), 24, "{language}: two charts of twelve weeks");
        }
    }
}

/// Every sentence that an error can say is there in every language, with its values put in.
#[tokio::test]
async fn every_error_has_its_sentence() {
    let used_up = |counted, period, more: bool| {
        ConnectionsError::UsedUp(Box::new(UsedUp {
            counted,
            period,
            limit: 5,
            used: 5,
            resets_at: samples::now(),
            lifted_by: more.then_some(crate::model::allowance::Allowance {
                plan: kernel::PlanLevel::Growth,
                per_day: Some(20),
                per_month: None,
            }),
        }))
    };
    let hindered = |hindrance| ConnectionsError::NotEligible { hindrance, plans: vec!["GROWTH"] };
    let mut errors = vec![
        ConnectionsError::NotFound,
        ConnectionsError::NoSuchBusiness,
        ConnectionsError::Oneself,
        ConnectionsError::NoSuchMarket,
        hindered(Hindrance::OwnCountry),
        hindered(Hindrance::OtherCountry),
        hindered(Hindrance::SameCountry),
        hindered(Hindrance::Plan),
        ConnectionsError::AlreadyRequested(serde_json::Value::Null),
        ConnectionsError::AlreadyConnected(serde_json::Value::Null),
        ConnectionsError::Blocked { by_own: true },
        ConnectionsError::Blocked { by_own: false },
        ConnectionsError::TooSoon { again_at: samples::now() },
        ConnectionsError::Replaced(serde_json::Value::Null),
        ConnectionsError::RequestWaits,
        ConnectionsError::WriteTooSoon { again_at: samples::now() },
        ConnectionsError::NoSuchWay { from: ConnectionStatus::Pending, to: ConnectionStatus::Accepted },
    ];
    for counted in Counted::ALL {
        for period in [Period::Day, Period::Month] {
            errors.extend([used_up(counted, period, true), used_up(counted, period, false)]);
        }
    }
    for language in Language::ALL.iter().copied() {
        let view = samples::guest(&crate::TEXTS, language);
        for error in &errors {
            let told = view.form_errors(&Error::from(error.clone()));
            for (_, text) in told.summary() {
                assert!(!text.contains("bizconnect-") && !text.contains("{$"), "{language}: {text}");
            }
        }
    }
}
