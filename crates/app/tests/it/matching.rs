//! Requests and offers find each other by meaning, through the search index (L-15), and lists are in order of it (L-6).

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

#[tokio::test]
async fn a_list_in_order_of_relevance_is_what_answers_the_words_and_passes_the_filter() {
    let market = Market::open().await;
    let (seller, other) = (market.seller(), market.seller());
    let maize = market.post(&seller, "Yellow maize, 50 kg bags", "grains").await;
    let corn = market.post(&other, "Corn by the lorry", "grains").await;
    let rice = market.post(&seller, "White rice, 50 kg bags", "grains").await;
    market.app.drain().await;
    let guest = market.app.anonymous();
    let found = async |query: &str| -> Vec<String> {
        let data = guest.get(&format!("/api/v1/listings?sort=relevance&{query}")).await.expect(200).data();
        let ids = data.as_array().expect("a list").iter();
        ids.map(|card| card["id"].as_str().expect("an id").to_owned()).collect()
    };
    let all = found("q=yellow+maize").await;
    assert_eq!(all.first(), Some(&maize), "the title with both words, and not {rice}");
    let mut named = found("q=maize").await;
    named.sort_unstable();
    let mut expected = vec![maize.clone(), corn.clone()];
    expected.sort_unstable();
    assert_eq!(named, expected, "by its other name, too");
    assert_eq!(found("q=maize&country=KE").await, Vec::<String>::new());
    assert_eq!(found("q=maize&category=agriculture&type=OFFER&city=lagos").await.len(), 2);
    let of_other = format!("q=maize&business={}", other.business_id());
    assert_eq!(found(&of_other).await, std::slice::from_ref(&corn));
    let first = guest.get("/api/v1/listings?sort=relevance&q=maize&limit=1").await.expect(200);
    let next = first.json()["links"]["next"].as_str().expect("a second page").to_owned();
    let second = guest.get(&next).await.expect(200);
    assert_ne!(first.data()[0]["id"], second.data()[0]["id"]);
    for query in ["sort=relevance", "q=maize", "sort=newest&q=maize"] {
        let refused = guest.get(&format!("/api/v1/listings?{query}")).await.expect(422);
        assert_eq!(refused.errors()[0].1, "q", "{query}");
    }
    // Gone at once, whatever the index knows.
    seller.delete(&format!("/api/v1/listings/{maize}")).await.expect(204);
    assert_eq!(found("q=maize").await, [corn]);
}
