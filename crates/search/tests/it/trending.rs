use chrono::TimeDelta;
use contracts::listings::{ListingEvent, ListingSnapshot, ViewCount};

use crate::world::{Post, USUAL, World};

async fn looked_at(world: &World, listing: &ListingSnapshot, views: i64) {
    kept(world, listing, views, 0).await;
}

async fn kept(world: &World, listing: &ListingSnapshot, views: i64, saves: i64) {
    count(world, ViewCount { listing_id: listing.id, views, sources: views, saves }).await;
}

async fn count(world: &World, count: ViewCount) {
    world.publish(&ListingEvent::ViewsCounted { counts: vec![count] }).await;
}

async fn trending(world: &World, query: &str) -> Vec<String> {
    let reply = world.app.anonymous().get(&format!("/api/v1/explore/trending?{query}")).await.expect(200);
    let data = reply.data();
    let titles = data.as_array().expect("a list").iter();
    titles.map(|hit| hit["title"].as_str().unwrap_or("?").to_owned()).collect()
}

async fn a_minute_later(world: &World) {
    world.app.drain().await;
    world.app.advance(TimeDelta::minutes(1));
    world.app.drain().await;
}

#[tokio::test]
async fn sixty_people_make_a_trend_and_one_who_looks_a_thousand_times_does_not() {
    let world = World::new().await;
    let pumped = world.post(&Post { title: "Pumped up", ..USUAL }).await;
    let liked = world.post(&Post { title: "Liked by many", ..USUAL }).await;
    // The listings domain counts each viewer once a day: a thousand looks of one are one.
    looked_at(&world, &pumped, 1).await;
    for _ in 0..6 {
        looked_at(&world, &liked, 10).await;
    }
    a_minute_later(&world).await;
    assert_eq!(trending(&world, "").await, ["Liked by many"]);
    // Nor do a few more, from as many addresses as one may have.
    for _ in 0..14 {
        looked_at(&world, &pumped, 2).await;
    }
    a_minute_later(&world).await;
    assert_eq!(trending(&world, "").await, ["Liked by many"]);
    looked_at(&world, &pumped, 1).await;
    a_minute_later(&world).await;
    assert_eq!(
        trending(&world, "").await,
        ["Liked by many", "Pumped up"],
        "thirty different people are enough"
    );
    let html = world.app.anonymous().get("/search").await.expect(200).text();
    assert!(html.contains("Many are looking at"), "the explore page shows it");
}

#[tokio::test]
async fn a_crowd_from_few_addresses_is_none_and_one_that_shares_some_is() {
    let world = World::new().await;
    let pumped = world.post(&Post { title: "Pumped up", ..USUAL }).await;
    let liked = world.post(&Post { title: "Liked by many", ..USUAL }).await;
    // Nineteen addresses of one, who calls themselves by five names at each; and sixty people behind twenty.
    for _ in 0..19 {
        count(&world, ViewCount { listing_id: pumped.id, views: 5, sources: 1, saves: 0 }).await;
    }
    count(&world, ViewCount { listing_id: liked.id, views: 60, sources: 20, saves: 0 }).await;
    a_minute_later(&world).await;
    assert_eq!(trending(&world, "").await, ["Liked by many"]);
    // What was told before sources were counted says nothing of them.
    let old = serde_json::json!({"listing_id": liked.id, "views": 5});
    let old: ViewCount = serde_json::from_value(old).expect("it is read");
    assert_eq!((old.views, old.sources, old.saves), (5, 0, 0));
}

#[tokio::test]
async fn a_trend_is_that_of_a_country_and_a_category() {
    let world = World::new().await;
    let here = world.post(&Post { title: "Maize in Lagos", ..USUAL }).await;
    let there = world.post(&Post { title: "Maize in Accra", country: "GH", city: "Accra", ..USUAL }).await;
    let other =
        world.post(&Post { title: "Truck in Accra", country: "GH", category: &["vehicles"], ..USUAL }).await;
    for (listing, people) in [(&here, 30), (&there, 40), (&other, 50)] {
        looked_at(&world, listing, people).await;
    }
    a_minute_later(&world).await;
    for (query, found) in [
        ("", "Truck in Accra, Maize in Accra, Maize in Lagos"),
        ("country=GH", "Truck in Accra, Maize in Accra"),
        ("category=agriculture", "Maize in Accra, Maize in Lagos"),
        ("country=GH&category=grains", "Maize in Accra"),
        ("country=KE", ""),
        ("limit=1&fields=title", "Truck in Accra"),
    ] {
        assert_eq!(trending(&world, query).await.join(", "), found, "{query}");
    }
    world.app.anonymous().get("/api/v1/explore/trending?country=XX").await.expect(422);
    world.app.anonymous().get("/api/v1/explore/trending?limit=0").await.expect(422);
    world.app.anonymous().get("/api/v1/explore/trending?town=Lagos").await.expect(400);
}

#[tokio::test]
async fn whoever_keeps_a_listing_counts_more_but_makes_no_crowd() {
    let world = World::new().await;
    let seen = world.post(&Post { title: "Seen", ..USUAL }).await;
    let wanted = world.post(&Post { title: "Wanted", ..USUAL }).await;
    let odd = world.post(&Post { title: "Kept by a few", ..USUAL }).await;
    looked_at(&world, &seen, 40).await;
    kept(&world, &wanted, 30, 10).await;
    kept(&world, &odd, 5, 100).await;
    a_minute_later(&world).await;
    assert_eq!(trending(&world, "").await, ["Wanted", "Seen"]);
}

#[tokio::test]
async fn a_trend_fades_and_ends_with_its_listing() {
    let world = World::new().await;
    let early = world.post(&Post { title: "Early", ..USUAL }).await;
    looked_at(&world, &early, 60).await;
    a_minute_later(&world).await;
    world.app.advance(TimeDelta::hours(10));
    let late = world.post(&Post { title: "Late", ..USUAL }).await;
    looked_at(&world, &late, 30).await;
    a_minute_later(&world).await;
    assert_eq!(
        trending(&world, "").await,
        ["Late", "Early"],
        "half of the people count for less than a third"
    );
    // Taken back: gone at once, before anything is worked out anew.
    let mut gone = late.clone();
    gone.status = "WITHDRAWN".to_owned();
    gone.version = 2;
    world.listings.cards.lock().expect("alone").remove(&late.id);
    world.publish(&ListingEvent::Withdrawn(Box::new(gone))).await;
    assert_eq!(trending(&world, "").await, ["Early"]);
    world.app.advance(TimeDelta::hours(15));
    a_minute_later(&world).await;
    assert!(trending(&world, "").await.is_empty(), "yesterday's people make no trend");
}
