use chrono::TimeDelta;
use kernel::percent_encoded;

use crate::world::{Post, USUAL, World};

async fn suggested(world: &World, typed: &str) -> Vec<String> {
    let reply = world
        .app
        .anonymous()
        .get(&format!("/api/v1/search/suggest?q={}", percent_encoded(typed)))
        .await
        .expect(200);
    let data = reply.data();
    let suggestions = data.as_array().expect("a list").iter();
    suggestions
        .map(|s| {
            format!(
                "{} {}{}",
                s["kind"].as_str().unwrap_or("?"),
                s["text"].as_str().unwrap_or("?"),
                s["url"].as_str().map(|url| format!(" {url}")).unwrap_or_default()
            )
        })
        .collect()
}

#[tokio::test]
async fn what_is_typed_is_completed_from_titles_categories_and_businesses() {
    let world = World::titled(&["Yellow maize", "Yellow maize in bags", "Maïs jaune", "Grinding mill"]).await;
    world.business("Grace Traders", true).await;
    world.app.drain().await;
    assert_eq!(
        suggested(&world, "gra").await,
        ["CATEGORY Grains & cereals /search?category=grains", "BUSINESS Grace Traders /b/grace-traders"]
    );
    assert_eq!(
        suggested(&world, "mai").await,
        ["WORDS maize", "WORDS maïs"],
        "commoner first, as it is written"
    );
    assert_eq!(suggested(&world, "yellow mai").await[0], "WORDS yellow maize");
    assert_eq!(suggested(&world, "cere").await, ["CATEGORY Grains & cereals /search?category=grains"]);
    let arabic = world.app.anonymous().with_header("accept-language", "ar");
    let reply = arabic.get("/api/v1/search/suggest?q=grai").await.expect(200);
    assert_eq!(reply.data()[0]["text"], "الحبوب", "in the reader's language");
    assert!(suggested(&world, "m").await.is_empty(), "one letter says too little");
}

#[tokio::test]
async fn a_typing_mistake_is_put_right_in_suggestions() {
    let world = World::titled(&["Portland cement", "Portland cement"]).await;
    assert_eq!(suggested(&world, "cemnet").await, ["WORDS cement"]);
    assert_eq!(suggested(&world, "prtland cement").await, ["WORDS portland cement"]);
    world.business("Grace Traders", true).await;
    world.app.drain().await;
    let grains = "CATEGORY Grains & cereals /search?category=grains";
    assert_eq!(suggested(&world, "garins").await, [grains]);
    assert_eq!(suggested(&world, "cerela").await, [grains], "mistyped and not finished");
    assert_eq!(suggested(&world, "gracce").await, ["BUSINESS Grace Traders /b/grace-traders"]);
}

/// Has the counts of queries written, and waits for that.
async fn counted(world: &World) -> Vec<(String, i64, i64, i32)> {
    world.app.clock.advance(TimeDelta::seconds(31));
    world.titles("q=solar").await;
    for _ in 0..3000 {
        let mut connection = world.app.db().read().await.expect("a connection");
        let rows: Vec<(String, i64, i64, i32)> =
            sqlx::query_as("SELECT query, searches, empty, people FROM search.queries ORDER BY query")
                .fetch_all(&mut *connection)
                .await
                .expect("read");
        if !rows.is_empty() {
            return rows;
        }
        tokio::time::sleep(std::time::Duration::from_millis(10)).await;
    }
    panic!("the counts were never written");
}

#[tokio::test]
async fn what_several_people_have_searched_is_suggested_and_what_one_has_is_not() {
    let world = World::titled(&["Solar panel kit for homes", "Solar secret lamp"]).await;
    let one = world.app.user(kernel::Role::Consumer);
    for _ in 0..40 {
        one.get("/api/v1/search?q=Solar%20secret%20lamp").await.expect(200);
    }
    for _ in 0..5 {
        let another = world.app.user(kernel::Role::Consumer);
        another.get("/api/v1/search?q=Solar%20panel%20homes").await.expect(200);
    }
    world.titles("q=call%20me%20%2B234%20803%20123%204567").await;
    let rows = counted(&world).await;
    let expected = [("solar", 1, 0, 1), ("solar panel homes", 5, 0, 5), ("solar secret lamp", 40, 0, 1)];
    assert_eq!(
        rows,
        expected.map(|(query, searches, empty, people)| (query.to_owned(), searches, empty, people))
    );
    let suggestions = suggested(&world, "sola").await;
    assert!(suggestions.contains(&"WORDS solar panel homes".to_owned()), "{suggestions:?}");
    assert!(!suggestions.iter().any(|text| text.contains("secret lamp")), "{suggestions:?}");
    let mistaken = suggested(&world, "slar panel ho").await;
    assert!(mistaken.contains(&"WORDS solar panel homes".to_owned()), "{mistaken:?}");
}

#[tokio::test]
async fn whoever_searches_the_same_every_month_is_still_one() {
    let world = World::new().await;
    let query = "/api/v1/search?q=Solar%20panel%20homes";
    let one = world.app.anonymous();
    for _ in 0..6 {
        world.app.clock.advance(TimeDelta::days(31));
        world.post(&Post { title: "Solar panel kit for homes", ..USUAL }).await;
        world.app.drain().await;
        one.get(query).await.expect(200);
        world.index.write_counts().await.expect("written");
    }
    let suggestions = suggested(&world, "solar panel ho").await;
    assert!(!suggestions.contains(&"WORDS solar panel homes".to_owned()), "{suggestions:?}");
    for _ in 0..5 {
        world.app.anonymous().get(query).await.expect(200);
    }
    world.index.write_counts().await.expect("written");
    let suggestions = suggested(&world, "solar panel hom").await;
    assert!(suggestions.contains(&"WORDS solar panel homes".to_owned()), "{suggestions:?}");
}

#[tokio::test]
async fn suggestions_follow_a_business_that_changes_its_name() {
    let world = World::new().await;
    let mut business = world.business("Zawadi Shop", true).await;
    world.app.drain().await;
    assert_eq!(suggested(&world, "zawadi").await, ["BUSINESS Zawadi Shop /b/zawadi-shop"]);
    business.card.name = "Amani Shop".to_owned();
    business.version = 2;
    world.businesses.known.lock().expect("alone").insert(business.card.id, business.clone());
    world.publish(&contracts::accounts::AccountEvent::BusinessUpdated(Box::new(business))).await;
    assert!(suggested(&world, "amani").await.is_empty(), "the index does not know it yet");
    world.app.drain().await;
    assert!(suggested(&world, "zawadi").await.is_empty());
    assert_eq!(suggested(&world, "amani").await, ["BUSINESS Amani Shop /b/zawadi-shop"]);
    world.post(&Post { title: "Amani rice", ..USUAL }).await;
}
