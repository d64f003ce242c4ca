//! Whether suggestions are good (B-4). `cargo nextest run -p bizconnect quality --no-capture` prints the figures.

use std::collections::HashMap;

use kernel::{BusinessId, Clock, PlanLevel};
use sqlx::{Connection, PgConnection};

use crate::support::Fair;
use crate::synthetic::{Rng, Synthetic};

const FIRMS: usize = 4000;
const JUDGED: usize = 150;

/// Sums of precision@10 and NDCG@10 (Järvelin and Kekäläinen 2002, gains 2^grade − 1, discount log2(place + 1)).
#[derive(Default)]
struct Quality {
    precision: f64,
    ndcg: f64,
}

impl Quality {
    fn judge(&mut self, list: &[BusinessId], good: &HashMap<BusinessId, f64>) {
        let gain = |grade: f64, at: usize| (grade.exp2() - 1.0) / ((at + 2) as f64).log2();
        let hits = list.iter().take(10).filter(|id| good.contains_key(id)).count();
        let graded = list.iter().take(10).enumerate();
        let got: f64 = graded.filter_map(|(at, id)| Some(gain(*good.get(id)?, at))).sum();
        let mut grades: Vec<f64> = good.values().copied().collect();
        grades.sort_by(|a, b| b.total_cmp(a));
        let best: f64 = grades.iter().take(10).enumerate().map(|(at, grade)| gain(*grade, at)).sum();
        self.precision += hits as f64 / 10.0;
        self.ndcg += if best > 0.0 { got / best } else { 0.0 };
    }

    fn mean(&self, n: usize) -> (f64, f64) {
        (self.precision / n as f64, self.ndcg / n as f64)
    }
}

/// The table's pairs of supplier and supplied.
pub async fn links(owner: &mut PgConnection) -> Vec<(String, String)> {
    let links =
        sqlx::query_as("SELECT category, other FROM bizconnect.category_links ORDER BY category, other");
    links.fetch_all(owner).await.expect("the links")
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_quality_of_suggestions_is_far_above_chance_and_above_same_category_nearest() {
    let fair = Fair::open().await;
    let mut owner = PgConnection::connect(&fair.app.database().owner_url).await.expect("the owner");
    let now = fair.app.clock.now();
    let market = Synthetic::generate(FIRMS, &links(&mut owner).await, 2026, now);
    bizconnect::bulk::fill(&mut owner, &market.firms, &market.listings, now).await.expect("filled");
    let mut rng = Rng::new(7);
    let (mut ours, mut nearest, mut chance) = (Quality::default(), Quality::default(), Quality::default());
    let mut judged = 0;
    while judged < JUDGED {
        let own = rng.below(FIRMS);
        let good = market.good(own);
        if good.len() < 10 {
            continue;
        }
        let client = fair.ceo_of(market.firms[own].id, PlanLevel::Premium);
        let reply = client.get("/api/v1/connections/suggestions?limit=10&market=afcfta").await.expect(200);
        let list: Vec<BusinessId> = reply
            .data()
            .as_array()
            .expect("a list")
            .iter()
            .map(|item| item["business"]["id"].as_str().expect("an id").parse().expect("an id"))
            .collect();
        let random: Vec<BusinessId> = (0..10).map(|_| market.firms[rng.below(FIRMS)].id).collect();
        ours.judge(&list, &good);
        nearest.judge(&market.same_category_nearest(own), &good);
        chance.judge(&random, &good);
        judged += 1;
    }
    let told = |name: &str, quality: &Quality| {
        let (precision, ndcg) = quality.mean(JUDGED);
        println!("{name:<24} precision@10 {precision:.3}   NDCG@10 {ndcg:.3}");
        (precision, ndcg)
    };
    println!("{JUDGED} businesses judged in a market of {FIRMS}");
    let chance = told("random", &chance);
    let nearest = told("same category, nearest", &nearest);
    let ours = told("suggestions", &ours);
    assert!(ours.0 > 0.35 && ours.1 > 0.28, "the floor of quality");
    assert!(ours.0 > 20.0 * chance.0 && ours.1 > 20.0 * chance.1, "far above chance");
    assert!(
        ours.0 > 1.6 * nearest.0 && ours.1 > 1.6 * nearest.1,
        "far above the nearest of the same category"
    );
}
