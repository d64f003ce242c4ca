use chrono::TimeDelta;

use crate::world::{Post, USUAL, World};

/// The first of two posts has to come first, in whatever order they were posted.
async fn first_wins(query: &str, first: Post, second: Post) {
    let expected = [first.title, second.title];
    for swap in [false, true] {
        let copy = |post: &Post| Post { ..*post };
        let posts = if swap { [copy(&second), copy(&first)] } else { [copy(&first), copy(&second)] };
        let world = World::with(posts).await;
        assert_eq!(world.titles(query).await, expected, "{query}");
    }
}

#[tokio::test]
async fn a_title_is_worth_more_than_a_description() {
    first_wins(
        "q=maize",
        Post { title: "Old maize stock", age: TimeDelta::hours(70), ..USUAL },
        Post {
            title: "Grain mill",
            description: "For maize and millet.",
            verified: true,
            photo: true,
            ..USUAL
        },
    )
    .await;
}

#[tokio::test]
async fn the_word_as_typed_is_worth_more_than_a_relative() {
    first_wins("q=bags", Post { title: "Jute bags here", ..USUAL }, Post { title: "Jute bag here", ..USUAL })
        .await;
}

#[tokio::test]
async fn a_fresher_listing_comes_first() {
    first_wins(
        "q=maize",
        Post { title: "Maize new", ..USUAL },
        Post { title: "Maize old", age: TimeDelta::hours(60), ..USUAL },
    )
    .await;
}

#[tokio::test]
async fn a_verified_business_comes_first() {
    first_wins(
        "q=maize",
        Post { title: "Maize known", verified: true, ..USUAL },
        Post { title: "Maize plain", ..USUAL },
    )
    .await;
}

#[tokio::test]
async fn a_nearer_listing_comes_first() {
    let near = Post { title: "Maize near", place: (6.5, 3.4), ..USUAL };
    let far = Post { title: "Maize far", place: (12.0, 8.5), ..USUAL };
    first_wins("q=maize&lat=6.45&lng=3.39", near, far).await;
}

#[tokio::test]
async fn the_distance_is_told_in_metres() {
    let world = World::with([Post { title: "Maize", place: (6.5, 3.4), ..USUAL }]).await;
    let (hits, _) = world.search("q=maize&lat=6.45&lng=3.39").await;
    let distance = hits[0]["listing"]["distance_m"].as_f64().expect("a distance");
    let from = kernel::GeoPoint::new(6.45, 3.39).expect("on the globe");
    let expected = from.distance_m(kernel::GeoPoint::new(6.5, 3.4).expect("on the globe"));
    assert!((distance - expected).abs() < 1.0, "{distance} {expected}");
}

#[tokio::test]
async fn a_featured_listing_is_lifted_among_its_equals() {
    first_wins(
        "q=maize",
        Post { title: "Maize paid", featured: true, age: TimeDelta::hours(6), ..USUAL },
        Post { title: "Maize free", ..USUAL },
    )
    .await;
}

#[tokio::test]
async fn a_featured_listing_never_outranks_an_exact_match() {
    first_wins(
        "q=tomatoes",
        Post { title: "Tomatoes in crates from last week", age: TimeDelta::hours(20), ..USUAL },
        Post { title: "Tomato crates", featured: true, age: TimeDelta::hours(12), ..USUAL },
    )
    .await;
}

#[tokio::test]
async fn neighbours_are_found_among_very_many() {
    // More matches far away than are ranked, all newer than the one around the corner.
    let world = World::new().await;
    let mut posts =
        vec![Post { title: "Common maize", place: (-1.29, 36.82), age: TimeDelta::hours(40), ..USUAL }];
    posts.extend((0..60).map(|_| Post { title: "Common maize", ..USUAL }));
    let listings: Vec<_> = posts.iter().map(|post| world.listing(post)).collect();
    let mut many = listings[1..].to_vec();
    for _ in 0..10 {
        many.extend(listings[1..].iter().map(|listing| contracts::listings::ListingSnapshot {
            id: kernel::ListingId(uuid::Uuid::new_v4()),
            ..listing.clone()
        }));
    }
    many.push(listings[0].clone());
    many.iter().for_each(|listing| world.put(listing));
    world.index.rebuild().await.expect("built");
    let (hits, meta) = world.search("q=maize&lat=-1.3&lng=36.8&limit=1").await;
    assert_eq!(hits[0]["listing"]["id"], listings[0].id.to_string());
    assert_eq!(meta["total_is"], "AT_LEAST");
}
