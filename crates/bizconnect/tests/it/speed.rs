//! How quick suggestions are among half a million businesses (B-3). Takes minutes and some gigabytes, so it is asked for:
//! `cargo nextest run -p bizconnect speed --run-ignored only --no-capture`, `BUSINESSES=…` for another size.

use std::time::Instant;

use kernel::{Clock, PlanLevel};
use sqlx::{Connection, PgConnection};

use crate::quality::links;
use crate::support::Fair;
use crate::synthetic::{Rng, Synthetic};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "fills a database with half a million businesses"]
async fn the_speed_of_suggestions_among_half_a_million_businesses() {
    let firms = std::env::var("BUSINESSES").ok().and_then(|n| n.parse().ok()).unwrap_or(500_000);
    let fair = Fair::open().await;
    let mut owner = PgConnection::connect(&fair.app.database().owner_url).await.expect("the owner");
    let now = fair.app.clock.now();
    let began = Instant::now();
    let market = Synthetic::generate(firms, &links(&mut owner).await, 2026, now);
    bizconnect::bulk::fill(&mut owner, &market.firms, &market.listings, now).await.expect("filled");
    println!(
        "{firms} businesses and {} open listings in {:.0} s",
        market.listings.len(),
        began.elapsed().as_secs_f64()
    );
    let mut rng = Rng::new(11);
    // Each business asks once a day: nothing comes from the cache of rankings.
    let mut times = Vec::new();
    for at in 0..330 {
        let client = fair.ceo_of(market.firms[rng.below(firms)].id, PlanLevel::Premium);
        let began = Instant::now();
        let reply = client.get("/api/v1/connections/suggestions?limit=10&market=afcfta").await.expect(200);
        let took = began.elapsed().as_secs_f64() * 1000.0;
        assert!(!reply.data().as_array().expect("a list").is_empty());
        // The first ones find a cold database.
        if at >= 30 {
            times.push(took);
        }
    }
    times.sort_by(f64::total_cmp);
    let at = |share: f64| times[((times.len() - 1) as f64 * share) as usize];
    println!(
        "suggestions, one after another, {} requests: p50 {:.1} ms, p95 {:.1} ms, p99 {:.1} ms, longest {:.1} ms",
        times.len(),
        at(0.5),
        at(0.95),
        at(0.99),
        at(1.0)
    );
    if !cfg!(debug_assertions) {
        assert!(at(0.95) < 50.0, "the budget of B-3");
    }
}
