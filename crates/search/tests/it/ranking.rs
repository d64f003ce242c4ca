use std::collections::HashSet;

use chrono::TimeDelta;
use contracts::listings::ListingSnapshot;
use kernel::{Clock, ListingId};
use uuid::Uuid;

use crate::paging::walk;
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

/// So many listings like this one, each with an id of its own.
pub fn many_like(listing: &ListingSnapshot, many: usize) -> Vec<ListingSnapshot> {
    (0..many).map(|_| ListingSnapshot { id: ListingId(Uuid::new_v4()), ..listing.clone() }).collect()
}

#[tokio::test]
async fn a_title_that_is_the_query_is_above_all_that_was_paid_for_however_many_newer_ones_have_its_words() {
    let world = World::new().await;
    let post = Post { title: "Maize: yellow!", place: (12.0, 8.5), age: TimeDelta::hours(70), ..USUAL };
    let exact = world.listing(&post);
    let post = Post { title: "Yellow maize bran", featured: true, verified: true, photo: true, ..USUAL };
    let paid = world.listing(&post);
    let common = world.listing(&Post { title: "Yellow maize in bags", ..USUAL });
    let mut listings = many_like(&common, 400);
    listings.extend([exact.clone(), paid.clone()]);
    listings.iter().for_each(|listing| world.put(listing));
    world.index.rebuild().await.expect("built");
    let best = [exact.id.to_string(), paid.id.to_string()];
    for query in ["q=yellow%20maize", "q=maize%20yellow", "q=Yellow%20maize&lat=6.45&lng=3.39&country=NG"] {
        let (hits, meta) = world.search(&format!("{query}&limit=2")).await;
        let ids: Vec<&str> = hits.iter().filter_map(|hit| hit["listing"]["id"].as_str()).collect();
        assert_eq!(ids, best, "{query}");
        assert_eq!(meta["total_is"], "AT_LEAST", "{query}");
        let all = walk(&world, &format!("{query}&limit=90"), async |_| {}).await;
        let unique: HashSet<&String> = all.iter().collect();
        assert_eq!((all.len(), unique.len()), (402, 402), "{query}: each once");
    }
    // A business of that name is one as well.
    world.business("Yellow Maize", false).await;
    world.app.drain().await;
    assert_eq!(
        world.titles("q=yellow%20maize&type=all&limit=3").await,
        ["Yellow Maize", "Maize: yellow!", "Yellow maize bran"]
    );
    // Words of trading belong to a title or not; whatever else is asked for does.
    assert_eq!(world.titles("q=yellow%20maize%20for%20sale&limit=1").await, ["Maize: yellow!"]);
    assert_ne!(world.titles("q=maize&limit=1").await, ["Maize: yellow!"]);
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
        many.extend(listings[1..].iter().flat_map(|listing| many_like(listing, 1)));
    }
    many.push(listings[0].clone());
    many.iter().for_each(|listing| world.put(listing));
    world.index.rebuild().await.expect("built");
    let (hits, meta) = world.search("q=maize&lat=-1.3&lng=36.8&limit=1").await;
    assert_eq!(hits[0]["listing"]["id"], listings[0].id.to_string());
    assert_eq!(meta["total_is"], "AT_LEAST");
}

#[tokio::test]
async fn of_a_very_common_word_the_newest_are_ranked_and_a_rare_old_one_is_still_found() {
    let world = World::new().await;
    let newest = world.listing(&Post { title: "Maize", ..USUAL });
    let oldest = world.listing(&Post { title: "Maize mill", age: TimeDelta::hours(70), ..USUAL });
    world.put(&newest);
    world.put(&oldest);
    // Thousands of others, straight into the index.
    let mut tx = world.app.db().begin_system().await.expect("a transaction");
    for (listing, more, hours, price) in
        [(&newest, "'=e:maize':1A", 0, None), (&oldest, "'mill':1A", 70, Some(500_i64))]
    {
        sqlx::query(
            "INSERT INTO search.documents
                 (part, id, version, rank_at, activated_at, expires_at, price_minor, currency, type, title, words)
             SELECT 0, $1, 1, at, at, at + interval '90 hours', $4, 'NGN', 'OFFER', vector, vector
             FROM (SELECT $2::timestamptz AS at) AS moment,
                  LATERAL (SELECT $3::tsvector || array_to_tsvector(search.moments(at)) AS vector) AS words",
        )
        .bind(listing.id.0)
        .bind(world.app.clock.now() - TimeDelta::hours(hours))
        .bind(format!("'maize':1A 'maiz':1B {more}"))
        .bind(price)
        .execute(&mut *tx)
        .await
        .expect("written");
    }
    sqlx::query(
        "INSERT INTO search.documents (part, id, version, rank_at, activated_at, expires_at, type, title, words)
         SELECT 0, gen_random_uuid(), 1, at, at, at + interval '90 hours', 'OFFER', vector, vector
         FROM (SELECT n, $1::timestamptz - n * interval '25 seconds' AS at FROM generate_series(1, 9000) AS n) AS many,
              LATERAL (SELECT '''maize'':1A ''maiz'':1B'::tsvector || array_to_tsvector(search.moments(at))
                              -- Half of them have no other word in their titles.
                              || (CASE WHEN n % 2 = 0 THEN '''=e:maize'':1A' ELSE '' END)::tsvector AS vector)
                  AS words",
    )
    .bind(world.app.clock.now())
    .execute(&mut *tx)
    .await
    .expect("written");
    sqlx::query("SELECT search.analyse_part(0::smallint)").execute(&mut *tx).await.expect("counted");
    tx.commit().await.expect("committed");

    let (hits, meta) = world.search("q=maize").await;
    assert_eq!(hits[0]["listing"]["id"], newest.id.to_string());
    assert_eq!(meta["total_is"], "AT_LEAST");
    assert!(meta["total_estimate"].as_i64() >= Some(300), "{meta}");
    for query in ["q=maize%20mill", "q=maize&price_max=900&currency=NGN"] {
        let (hits, meta) = world.search(query).await;
        assert_eq!(hits[0]["listing"]["id"], oldest.id.to_string(), "{query}");
        assert_eq!((&meta["total_estimate"], &meta["total_is"]), (&1.into(), &"EXACT".into()), "{query}");
    }
}
