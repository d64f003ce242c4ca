use std::collections::HashSet;

use chrono::TimeDelta;
use serde_json::{Value, json};

use crate::paging::{seven_hundred, walk};
use crate::world::{Post, USUAL, World};

/// Text in pieces, with brackets around what was found.
fn told(segments: &Value) -> String {
    let pieces = segments.as_array().expect("segments").iter().map(|piece| {
        let text = piece["text"].as_str().unwrap_or("");
        if piece["hit"] == true { format!("[{text}]") } else { text.to_owned() }
    });
    pieces.collect()
}

#[tokio::test]
async fn listings_and_businesses_come_in_one_list_by_their_scores() {
    let world = World::with([
        Post { title: "Maize", verified: true, photo: true, ..USUAL },
        Post { title: "Maize from last week", age: TimeDelta::hours(60), ..USUAL },
        Post { title: "Grain mill", description: "For maize and millet.", ..USUAL },
    ])
    .await;
    world.business("Maize Masters", true).await;
    world.business("Baraka Textiles", false).await;
    world.app.drain().await;
    let all = ["Maize", "Maize Masters", "Maize from last week", "Grain mill"];
    assert_eq!(world.titles("q=maize&type=all").await, all);
    let (hits, meta) = world.search("q=maize&type=all").await;
    assert_eq!((&meta["total_estimate"], &meta["total_is"]), (&4.into(), &"EXACT".into()));
    assert_eq!(meta["facets"]["country"], json!([{"value": "NG", "count": 4}]));
    assert_eq!(meta["facets"]["type"], json!([{"value": "OFFER", "count": 3}]));
    assert!(hits[1]["listing"].is_null() && hits[0]["business"].is_null());
    for limit in 1..=4 {
        let ids = walk(&world, &format!("q=maize&type=all&limit={limit}"), async |_| {}).await;
        let unique: HashSet<&String> = ids.iter().collect();
        assert_eq!((ids.len(), unique.len()), (4, 4), "{limit}");
    }
    // What only listings have leaves the businesses out; what both have does not.
    for only in ["kind=OFFER", "posted_within=72", "price_max=1&currency=NGN"] {
        let found = world.titles(&format!("q=masters&type=all&{only}")).await;
        assert!(found.is_empty(), "{only}: {found:?}");
    }
    for both in ["verified=true", "country=NG", "category=grains", "lat=6.4&lng=3.4&radius_km=50"] {
        assert_eq!(world.titles(&format!("q=masters&type=all&{both}")).await, ["Maize Masters"], "{both}");
    }
    let (hits, meta) = world.search("q=mastres&type=all").await;
    assert_eq!((hits.len(), &meta["query"]["corrected"]), (1, &true.into()), "mistakes are put right");
}

#[tokio::test]
async fn a_list_of_both_goes_to_its_end_and_says_what_it_cannot() {
    let world = World::new().await;
    let mut expected: HashSet<String> = seven_hundred(&world).await.into_iter().collect();
    for n in 0..40 {
        expected.insert(world.business(&format!("Maize house {n}"), n % 2 == 0).await.card.id.to_string());
    }
    world.app.drain().await;
    for query in
        ["q=maize&type=all&limit=90", "q=&type=all&limit=100", "q=maize&type=all&lat=9.0&lng=3.394&limit=77"]
    {
        let found = walk(&world, query, async |_| {}).await;
        let unique: HashSet<String> = found.iter().cloned().collect();
        assert_eq!((found.len(), unique == expected), (740, true), "{query}");
    }
    let guest = world.app.anonymous();
    let reply = guest.get("/api/v1/search?q=maize&type=all&sort=newest").await.expect(422);
    assert_eq!(reply.errors()[0].1, "sort");
    assert!(!reply.text().contains("search-error"), "the mistake has its text");
    let first = guest.get("/api/v1/search?q=maize&type=all&limit=1").await.expect(200).json();
    let cursor = first["meta"]["pagination"]["next_cursor"].as_str().expect("more").to_owned();
    guest.get(&format!("/api/v1/search?q=maize&limit=1&cursor={cursor}")).await.expect(400);
    guest.get("/search?q=maize&type=all").await.expect(200);
    let user = world.app.user(kernel::Role::Consumer);
    user.post("/api/v1/search/saved", json!({"query": "q=maize&type=all"})).await.expect(422);
}

#[tokio::test]
async fn a_business_says_where_it_answers_in_the_api_and_on_the_page() {
    let world = World::titled(&["Fresh eggs"]).await;
    world.business("Adunni Maize & <Sons>", true).await;
    world.app.drain().await;
    for kind in ["businesses", "all"] {
        let (hits, _) = world.search(&format!("q=corn&type={kind}")).await;
        assert_eq!(told(&hits[0]["highlights"]["title"]), "Adunni [Maize] & <Sons>");
        assert_eq!(told(&hits[0]["highlights"]["excerpt"]), "We buy and sell.");
    }
    let (hits, _) = world.search("q=sell&type=businesses").await;
    assert_eq!(told(&hits[0]["highlights"]["excerpt"]), "We buy and [sell].");
    for page in ["/search?q=maize&type=businesses", "/search?q=maize"] {
        let html = world.app.anonymous().get(page).await.expect(200).text();
        let marked = "Adunni <mark class=\"hit\">Maize</mark> &#38; &#60;Sons&#62;";
        assert!(html.contains(marked) && html.contains("/b/adunni-maize"), "{page}: {html}");
    }
}
