//! Requests and offers find each other by meaning, through the search index (L-15).

use chrono::TimeDelta;
use serde_json::json;

use crate::trending::Market;

#[tokio::test]
async fn a_request_finds_an_old_offer_by_another_word_and_in_a_wider_category() {
    let market = Market::open().await;
    let seller = market.seller();
    let mahindi = market.post(&seller, "Mahindi ya njano", "grains").await;
    let wide = market.post(&seller, "Corn by the lorry", "agriculture").await;
    let rice = market.post(&seller, "White rice, 50 kg bags", "grains").await;
    // Of the newest, nobody speaks of it.
    for batch in 0..20 {
        let other = market.seller();
        for n in 0..8 {
            market.post(&other, &format!("Millet in bags, lot {batch} {n}"), "grains").await;
        }
        market.app.drain().await;
    }
    market.app.advance(TimeDelta::minutes(1));
    let buyer = market.seller();
    let wanted = json!({
        "type": "REQUEST", "title": "Maize wanted, 20 bags", "description": "For a mill in Lagos, every week.",
        "category": "grains", "country": "NG", "city": "Lagos", "duration_hours": 48
    });
    let request = buyer.post("/api/v1/listings", wanted).await.expect(201).data();
    let id = request["id"].as_str().expect("an id");
    market.app.drain().await;
    let found = buyer.get(&format!("/api/v1/listings/{id}/matches")).await.expect(200).data();
    let mut found: Vec<&str> =
        found.as_array().expect("a list").iter().filter_map(|card| card["id"].as_str()).collect();
    found.sort_unstable();
    let mut expected = vec![mahindi.as_str(), wide.as_str()];
    expected.sort_unstable();
    assert_eq!(found, expected, "and not {rice}");
    assert_eq!(market.app.jobs_left().await, Vec::<String>::new());
}
