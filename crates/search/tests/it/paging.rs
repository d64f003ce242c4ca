use std::collections::HashSet;

use chrono::TimeDelta;

use crate::world::{Post, USUAL, World};

async fn walk(world: &World, query: &str, mut at_each_page: impl AsyncFnMut(usize)) -> Vec<String> {
    let client = world.app.anonymous();
    let mut path = format!("/api/v1/search?{query}");
    let mut ids = Vec::new();
    for page in 0..200 {
        let json = client.get(&path).await.expect(200).json();
        for hit in json["data"].as_array().expect("a list") {
            ids.push(hit["listing"]["id"].as_str().expect("an id").to_owned());
        }
        assert_eq!(json["meta"]["pagination"]["has_more"], !json["links"].is_null());
        let Some(next) = json["links"]["next"].as_str() else { return ids };
        next.clone_into(&mut path);
        at_each_page(page).await;
    }
    panic!("the list has no end");
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
