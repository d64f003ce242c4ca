//! How evenly paid slots and new listings are shown, simulated with the feed's own code (L-5).
//!
//! The report is `bench/rotation.md`; `UPDATE_ROTATION=1 cargo nextest run -p listings rotation` writes it, and without
//! the variable the test compares it.

use std::collections::HashMap;
use std::fmt::Write;
use std::sync::Arc;

use chrono::{DateTime, TimeDelta, Utc};
use uuid::Uuid;

use crate::feed::{Session, Streams};
use crate::interest::Counters;
use crate::live::LiveCard;
use crate::model::tests::now;
use crate::shelves::{CIRCLE, MARGIN, TURN_S, drawn, part};
use crate::store::{ENOUGH, LiveRow};
use crate::viewer::scatter;

/// Where the draws of this report begin; another number gives another report of the same kind.
const SEED: u64 = 20_261_121;
/// Places on a page.
const PAGE: u64 = 10;

fn card(n: u64, rotation: i32, activated_at: DateTime<Utc>, counters: &Counters) -> Arc<LiveCard> {
    let id = Uuid::from_u128(u128::from(n) + 1);
    let row = LiveRow {
        id,
        business_id: Uuid::from_u128(7),
        kind: "OFFER".to_owned(),
        title: format!("Listing {n}"),
        category: "grains".to_owned(),
        root_category: None,
        price_minor: None,
        currency: None,
        latitude: None,
        longitude: None,
        city: None,
        city_key: None,
        country: None,
        market: None,
        photo: None,
        seller_name: String::new(),
        seller_slug: String::new(),
        seller_verified: true,
        activated_at,
        expires_at: activated_at + TimeDelta::hours(96),
        featured_from: None,
        featured_until: None,
        rotation,
        version: 1,
    };
    Arc::new(LiveCard::new(row, counters.of(id)).expect("a row as the database has it"))
}

/// What each of `slots` got of `views` first pages, in parts of an even share.
fn shares(slots: u64, views: u64) -> Vec<f64> {
    let counters = Counters::default();
    let standard: Vec<_> = (0..11).map(|n| card(1000 + n, 0, now(), &counters)).collect();
    // Drawn positions crowd and gape as they like.
    let mut circle: Vec<_> =
        (0..slots).map(|n| card(n, (scatter(SEED ^ n) >> 32) as u32 as i32, now(), &counters)).collect();
    circle.sort_by_key(|card| (card.row.rotation, card.row.id));
    let mut seen: HashMap<Uuid, u64> = HashMap::new();
    for view in 0..views {
        let start = drawn(scatter(SEED.wrapping_add(view)), circle.len()).unwrap_or(0);
        let mut featured = circle.clone();
        featured.rotate_left(start);
        let streams = Streams { standard: standard.clone(), featured, sunk: Vec::new() };
        let page = streams.fill(Session::begin(now(), 0), PAGE);
        for item in page.items.iter().filter(|item| item.paid) {
            *seen.entry(item.live.row.id).or_default() += 1;
        }
    }
    let even = seen.values().sum::<u64>() as f64 / slots as f64;
    circle.iter().map(|card| seen.get(&card.row.id).copied().unwrap_or(0) as f64 / even).collect()
}

/// The same expected of so many minutes with equally many views each, where only a part of the circle is kept at a time.
fn shares_in_parts(slots: usize, minutes: i64) -> Vec<f64> {
    let mut circle: Vec<i32> = (0..slots).map(|n| (scatter(SEED ^ n as u64) >> 32) as u32 as i32).collect();
    circle.sort_unstable();
    let mut seen = vec![0.0; slots];
    for minute in 0..minutes {
        let from = part(now() + TimeDelta::seconds(TURN_S * minute));
        let first = circle.partition_point(|rotation| *rotation < from);
        // Sessions begin at any of these, and show it and the next on their first page.
        for start in 0..CIRCLE - MARGIN {
            for place in 0..2 {
                seen[(first + start + place) % slots] += 1.0;
            }
        }
    }
    let even = seen.iter().sum::<f64>() / slots as f64;
    seen.into_iter().map(|seen| seen / even).collect()
}

/// How many first pages it takes until `posted` listings that came all at once have been seen often enough, and how often
/// each of them was seen by then, lowest and highest.
fn burst(posted: u64) -> (u64, u32, u32) {
    let counters = Counters::default();
    let newest: Vec<_> = (0..posted)
        .rev()
        .map(|n| card(n, 0, now() + TimeDelta::seconds(i64::try_from(n).unwrap_or(0)), &counters))
        .collect();
    let enough = u32::try_from(ENOUGH).unwrap_or(0);
    for view in 1.. {
        let first: Vec<_> = newest.iter().take(usize::try_from(PAGE).unwrap_or(0) + 1).cloned().collect();
        let sunk = newest.iter().skip(6).rev().filter(|card| card.shown.waiting() < enough);
        let streams =
            Streams { sunk: sunk.take(32).cloned().collect(), standard: first, featured: Vec::new() };
        for item in streams.fill(Session::begin(now(), 0), PAGE).items {
            item.live.shown.count(false);
        }
        let counts = || newest.iter().map(|card| card.shown.waiting());
        let (low, high) = (counts().min().unwrap_or(0), counts().max().unwrap_or(0));
        if low >= enough {
            return (view, low, high);
        }
        assert!(view < 1_000_000, "{low} to {high}");
    }
    unreachable!("the loop has no end of its own")
}

fn report() -> String {
    let mut text = format!(
        "# Rotation of the feed\n\n\
         Simulated with the code that fills the feed (`crates/listings/src/feed.rs`), first pages of {PAGE} places, seed {SEED}.\n\
         `UPDATE_ROTATION=1 cargo nextest run -p listings rotation` writes this file; the same test compares it.\n\n\
         ## Paid slots\n\n\
         N listings at drawn places of the circle, 1,000 × N views by different people. L-5 asks for ±20 % of an even share.\n\n\
         | N | views | least | most | within ±20 % |\n|---:|---:|---:|---:|---|\n"
    );
    let mut all = Vec::new();
    for slots in [3, 12, 40] {
        let shares = shares(slots, 1000 * slots);
        let least = shares.iter().copied().fold(f64::INFINITY, f64::min);
        let most = shares.iter().copied().fold(0.0, f64::max);
        let verdict = if least >= 0.8 && most <= 1.2 { "yes" } else { "**no**" };
        let _ = writeln!(
            text,
            "| {slots} | {} | {:+.1} % | {:+.1} % | {verdict} |",
            1000 * slots,
            (least - 1.0) * 100.0,
            (most - 1.0) * 100.0
        );
        assert!(least >= 0.8 && most <= 1.2, "{slots} slots: {least} to {most}");
        all.extend(shares);
    }
    let shares = shares_in_parts(5000, 10_000);
    let least = shares.iter().copied().fold(f64::INFINITY, f64::min);
    let most = shares.iter().copied().fold(0.0, f64::max);
    assert!(least >= 0.8 && most <= 1.2, "a circle in parts: {least} to {most}");
    let _ = writeln!(
        text,
        "\nOf 5,000, of which a part of {CIRCLE} is kept in memory each minute, in 10,000 minutes: {:+.1} % to {:+.1} %.",
        (least - 1.0) * 100.0,
        (most - 1.0) * 100.0
    );
    text.push_str("\nThe tabled ones by how far they are from an even share:\n\n```\n");
    for from in (-20..20).step_by(2) {
        let (low, high) = (f64::from(from) / 100.0 + 1.0, f64::from(from + 2) / 100.0 + 1.0);
        let count = all.iter().filter(|share| (low..high).contains(*share)).count();
        if count > 0 {
            let _ = writeln!(text, "{from:>+4} … {:>+3} % {count:>4} {}", from + 2, "#".repeat(count));
        }
    }
    text.push_str(
        "```\n\n## New listings\n\n\
         So many are posted at once; each is to be seen 50 times. One place in five lifts up those that have sunk.\n\n\
         | posted at once | first pages until all were seen 50 times | in places of theirs |\n|---:|---:|---:|\n",
    );
    for posted in [50, 150] {
        let (views, low, _) = burst(posted);
        assert!(low >= 50, "{low}");
        let _ = writeln!(
            text,
            "| {posted} | {views} | {:.0} % |",
            (posted - PAGE) as f64 * 50.0 / (2 * views) as f64 * 100.0
        );
    }
    text
}

#[test]
fn rotation_is_even_and_new_listings_are_seen() {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../bench/rotation.md");
    let report = report();
    println!("{report}");
    if std::env::var_os("UPDATE_ROTATION").is_some() {
        std::fs::write(&path, &report).expect("the report can be written");
    }
    let committed = std::fs::read_to_string(&path).unwrap_or_default();
    assert_eq!(committed, report, "run with UPDATE_ROTATION=1 and read the difference");
}
