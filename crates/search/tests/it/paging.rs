use std::collections::HashSet;

use chrono::TimeDelta;

use crate::world::{Post, USUAL, World};

/// The ids of all hits of a list, page by page.
pub async fn walk(world: &World, query: &str, mut at_each_page: impl AsyncFnMut(usize)) -> Vec<String> {
    let client = world.app.anonymous();
    let mut path = format!("/api/v1/search?{query}");
    let mut ids = Vec::new();
    for page in 0..200 {
        let json = client.get(&path).await.expect(200).json();
        for hit in json["data"].as_array().expect("a list") {
            let id = hit["listing"]["id"].as_str().or(hit["business"]["id"].as_str());
            ids.push(id.expect("an id").to_owned());
        }
        assert_eq!(json["meta"]["pagination"]["has_more"], !json["links"].is_null());
        let Some(next) = json["links"]["next"].as_str() else { return ids };
        next.clone_into(&mut path);
        at_each_page(page).await;
    }
    panic!("the list has no end");
}

#[tokio::test]
async fn the_document_of_the_api_tells_how_a_search_is_paged() {
    let world = World::new().await;
    let document = world.app.anonymous().get("/api/v1/openapi.json").await.expect(200).json();
    let told = document["paths"]["/api/v1/search"]["get"]["parameters"].as_array().expect("a list");
    let told: Vec<&str> = told.iter().filter_map(|parameter| parameter["name"].as_str()).collect();
    for name in ["q", "type", "sort", "limit", "cursor", "fields"] {
        assert!(told.contains(&name), "{name} is missing in {told:?}");
    }
}

#[tokio::test]
async fn a_ranked_list_neither_repeats_nor_skips_while_listings_are_posted() {
    let world = World::new().await;
    let mut expected = HashSet::new();
    for n in 0..40 {
        let post = Post {
            title: if n % 3 == 0 { "Maize in bags" } else { "Grain in bags" },
            description: "Also maize, by the truck load, every week.",
            verified: n % 2 == 0,
            photo: n % 5 == 0,
            age: TimeDelta::hours(n),
            ..USUAL
        };
        expected.insert(world.post(&post).await.id.to_string());
    }
    world.app.drain().await;
    for query in ["q=maize&limit=7", "q=maize&limit=7&lat=6.4&lng=3.4", "q=&limit=7&category=grains"] {
        let ids = walk(&world, query, async |_| {
            world.app.clock.advance(TimeDelta::minutes(1));
            world.post(&Post { title: "Maize newly posted", verified: true, photo: true, ..USUAL }).await;
            world.app.drain().await;
        })
        .await;
        let unique: HashSet<String> = ids.iter().cloned().collect();
        assert_eq!(unique.len(), ids.len(), "{query}: nothing twice");
        assert!(expected.is_subset(&unique), "{query}: nothing left out");
        expected = unique;
        // What was posted meanwhile belongs to the next walk.
        let fresh = walk(&world, query, async |_| {}).await;
        assert!(fresh.len() > ids.len());
        expected.extend(fresh);
    }
}

#[tokio::test]
async fn a_cursor_goes_on_only_in_its_own_list() {
    let world = World::titled(&["Maize one", "Maize two", "Maize three"]).await;
    let client = world.app.anonymous();
    let json = client.get("/api/v1/search?q=maize&limit=1").await.expect(200).json();
    let cursor = json["meta"]["pagination"]["next_cursor"].as_str().expect("more").to_owned();
    client.get(&format!("/api/v1/search?q=maize&limit=2&cursor={cursor}")).await.expect(200);
    client.get(&format!("/api/v1/search?q=rice&limit=1&cursor={cursor}")).await.expect(400);
    client.get(&format!("/api/v1/search?q=maize&country=NG&cursor={cursor}")).await.expect(400);
    client.get("/api/v1/search?q=maize&cursor=forged").await.expect(400);
}

#[tokio::test]
async fn later_pages_understand_the_query_as_the_first_did() {
    let world = World::titled(&["Portland cement", "White cement", "Quick cement"]).await;
    assert_eq!(
        walk(&world, "q=cemnet&limit=1", async |_| {
            // From now on the word as typed exists, too.
            world.post(&Post { title: "Cemnet brand", ..USUAL }).await;
            world.app.drain().await;
        })
        .await
        .len(),
        3
    );
}

/// Seven hundred listings: the older, the cheaper and the nearer to Lagos. Ids from the newest to the oldest.
pub async fn seven_hundred(world: &World) -> Vec<String> {
    let mut ids = Vec::new();
    for n in 0..700_i32 {
        let listing = world.listing(&Post {
            title: if n % 3 == 0 { "Grain in bags" } else { "Maize in bags" },
            description: "Also maize, by the truck load, every week.",
            price: Some((i64::from(1000 - n), "NGN")),
            place: (6.455 + f64::from(699 - n) / 100.0, 3.394),
            age: TimeDelta::minutes(n.into()),
            ..USUAL
        });
        world.put(&listing);
        ids.push(listing.id.to_string());
    }
    world.index.rebuild().await.expect("built");
    ids
}

#[tokio::test]
async fn a_list_by_price_time_or_distance_has_everything_in_its_order() {
    let world = World::new().await;
    let newest_first = seven_hundred(&world).await;
    let oldest_first: Vec<String> = newest_first.iter().rev().cloned().collect();
    for (order, expected) in [
        ("sort=newest", &newest_first),
        ("sort=dearest&currency=NGN", &newest_first),
        ("sort=cheapest&currency=NGN", &oldest_first),
        ("sort=nearest&lat=6.455&lng=3.394", &oldest_first),
    ] {
        for words in ["q=", "q=maize", "category=grains"] {
            let found = walk(&world, &format!("{words}&{order}&limit=90"), async |_| {}).await;
            assert!(found == *expected, "{words}&{order}: {} in another order", found.len());
        }
    }
    // A radius ends the list; whatever else narrows it down holds to its end too.
    let near = walk(&world, "q=&sort=nearest&lat=6.455&lng=3.394&radius_km=300&limit=90", async |_| {}).await;
    assert!((265..=275).contains(&near.len()) && oldest_first.starts_with(&near), "{}", near.len());
    let cheap = walk(&world, "q=maize&sort=dearest&currency=NGN&price_max=950&limit=90", async |_| {}).await;
    assert_eq!(cheap, newest_first[50..]);
}

#[tokio::test]
async fn after_the_best_of_the_newest_come_all_the_older_ones() {
    let world = World::new().await;
    let mut expected = seven_hundred(&world).await;
    expected.sort();
    for query in [
        "q=&limit=100",
        "q=maize&limit=90",
        "category=grains&limit=30",
        "q=maize&lat=9.0&lng=3.394&limit=70",
        // Two thirds of them have this very title.
        "q=maize%20bags&limit=90",
        "q=maize%20bags&lat=9.0&lng=3.394&limit=70",
    ] {
        let mut found = walk(&world, query, async |_| {}).await;
        found.sort();
        assert!(found == expected, "{query}: {} of 700", found.len());
    }
}
