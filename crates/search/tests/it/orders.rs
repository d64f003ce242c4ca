use std::collections::HashSet;

use chrono::TimeDelta;
use kernel::{Clock, GeoPoint, percent_encoded};
use sqlx::Row;

use crate::paging::walk;
use crate::world::{Post, USUAL, World};

#[tokio::test]
async fn every_order_finds_what_the_best_finds_and_nothing_else() {
    let world = World::new().await;
    let usual = || Post { price: Some((5_000, "NGN")), ..USUAL };
    // More with the word in the title than one looks past for those with it elsewhere.
    for _ in 0..60 {
        world.post(&Post { title: "Yellow maize in bags", ..usual() }).await;
    }
    for (title, description) in [
        ("Grain mill", "For maize and millet, in jute bags."),
        ("Dried corn", "Cleaned, this year's harvest."),
        ("Yellow paint", "Two litres of it."),
        ("Jute sacks", "As used for mahindi and for beans."),
        ("Fresh eggs", "By the tray, every day."),
    ] {
        world.post(&Post { title, description, ..usual() }).await;
    }
    world.app.drain().await;
    for words in [
        "maize",
        "yellow",
        "maize jute",
        "cereals",
        "mahindi",
        "yelow maize",
        "mai",
        "yellow maize jute mill",
        "",
    ] {
        let query = format!("q={}&limit=25&price_min=1&currency=NGN", percent_encoded(words));
        let best: HashSet<String> = walk(&world, &query, async |_| {}).await.into_iter().collect();
        assert!(!best.is_empty(), "{words}");
        for order in ["newest", "cheapest", "dearest", "nearest&lat=6.4&lng=3.4"] {
            let found = walk(&world, &format!("{query}&sort={order}"), async |_| {}).await;
            let unique: HashSet<String> = found.iter().cloned().collect();
            assert_eq!(unique.len(), found.len(), "{words} by {order}: nothing twice");
            assert!(unique == best, "{words} by {order}: {} instead of {}", unique.len(), best.len());
        }
    }
}

/// Ids of posts with their places, the nearest first; of those in one spot the one with the lower id.
fn by_distance(posted: &[(String, GeoPoint)], from: GeoPoint) -> Vec<String> {
    let mut posted = posted.to_vec();
    posted.sort_by(|(one, at), (other, there)| {
        from.distance_m(*at).total_cmp(&from.distance_m(*there)).then_with(|| one.cmp(other))
    });
    posted.into_iter().map(|(id, _)| id).collect()
}

#[tokio::test]
async fn the_nearest_come_first_wherever_on_the_globe_one_stands() {
    let world = World::new().await;
    let mut posted = Vec::new();
    let mut post = |latitude: f64, longitude: f64, title| {
        let listing = world.listing(&Post { title, place: (latitude, longitude), ..USUAL });
        world.put(&listing);
        posted.push((listing.id.to_string(), GeoPoint::new(latitude, longitude).expect("on the globe")));
    };
    for n in 0..40_i32 {
        let n = f64::from(n);
        post(-34.0 + n * 1.7, -17.0 + n * 1.6, "Maize");
        post(-17.8 + n / 20.0, if n < 20.0 { 179.9 - n / 30.0 } else { -179.9 + n / 30.0 }, "Rice");
        // All in the very same spot.
        post(6.455, 3.394, if n < 20.0 { "Maize" } else { "Rice" });
    }
    let nowhere = world.listing(&Post { title: "Maize", ..USUAL });
    let nowhere = contracts::listings::ListingSnapshot { location: None, ..nowhere };
    world.put(&nowhere);
    world.index.rebuild().await.expect("built");
    for (latitude, longitude) in
        [(6.455, 3.394), (40.7, -74.0), (-17.8, -179.95), (89.9, 12.0), (-33.0, 151.2)]
    {
        let from = GeoPoint::new(latitude, longitude).expect("on the globe");
        let mut expected = by_distance(&posted, from);
        expected.push(nowhere.id.to_string());
        for query in ["q=", "category=grains"] {
            let query = format!("{query}&sort=nearest&lat={latitude}&lng={longitude}&limit=17");
            assert_eq!(walk(&world, &query, async |_| {}).await, expected, "{query}");
        }
        let (hits, _) =
            world.search(&format!("q=maize&sort=nearest&lat={latitude}&lng={longitude}&limit=1")).await;
        assert_eq!(hits[0]["listing"]["title"], "Maize");
        let near = by_distance(&posted, from);
        let within = posted.iter().filter(|(_, at)| from.distance_m(*at) <= 450_000.0).count();
        let query = format!("q=&sort=nearest&lat={latitude}&lng={longitude}&radius_km=450&limit=23");
        assert_eq!(walk(&world, &query, async |_| {}).await, near[..within], "{query}");
    }
}

#[tokio::test]
async fn the_nearest_of_very_many_far_away_are_read_from_the_index_of_the_globe() {
    let world = World::new().await;
    let near = world.listing(&Post { title: "Maize", place: (40.7, -74.0), ..USUAL });
    let far = world.listing(&Post { title: "Maize mill", place: (15.0, -17.0), ..USUAL });
    let now = world.app.clock.now();
    let mut tx = world.app.db().begin_system().await.expect("a transaction");
    let insert = "INSERT INTO search.documents
            (part, id, version, rank_at, activated_at, expires_at, type, latitude, longitude, title, words)
        SELECT 0, coalesce($2, gen_random_uuid()), 1, $1, $1, $1 + interval '90 hours', 'OFFER', $4 + n * 7919 % $6 / 1000.0,
               $5 + n * 7919 % $6 / 1000.0, $3::tsvector, $3::tsvector
        FROM generate_series(1, $6) AS n";
    for (id, words, (latitude, longitude), many) in [
        (Some(near.id.0), "'maize':1A 'maiz':1B", (40.7, -74.0), 1),
        (Some(far.id.0), "'maize':1A 'maiz':1B 'mill':1A", (15.0, -17.0), 1),
        (None, "'maize':1A 'maiz':1B", (5.0, 3.0), 9000),
    ] {
        let row =
            sqlx::query(insert).bind(now).bind(id).bind(words).bind(latitude).bind(longitude).bind(many);
        row.execute(&mut *tx).await.expect("written");
    }
    sqlx::query("SELECT search.analyse_part(0::smallint)").execute(&mut *tx).await.expect("counted");
    let plan = sqlx::query(
        "EXPLAIN SELECT id FROM search.documents_0 WHERE rank_at IS NOT NULL AND latitude IS NOT NULL
         ORDER BY search.on_globe(latitude, longitude) OPERATOR(public.<->) search.on_globe(40.7, -74.0) LIMIT 300",
    );
    let plan = plan.fetch_all(&mut *tx).await.expect("a plan");
    let plan: Vec<String> = plan.iter().map(|row| row.get::<String, _>(0)).collect();
    assert!(plan.iter().any(|line| line.contains("documents_0_on_globe_idx")), "{plan:#?}");
    tx.commit().await.expect("committed");
    world.put(&near);
    world.put(&far);
    for (words, first) in [("maize", near.id), ("maize%20mill", far.id)] {
        let (hits, _) = world.search(&format!("q={words}&sort=nearest&lat=41.0&lng=-73.0&limit=1")).await;
        assert_eq!(hits[0]["listing"]["id"], first.to_string(), "{words}");
    }
}

#[tokio::test]
async fn of_very_many_far_away_the_nearest_of_the_newest_come_first() {
    let world = World::new().await;
    let at = |title, place, hours| Post { title, place, age: TimeDelta::hours(hours), ..USUAL };
    // Between the crowd around the reader, which has no maize, and very many others who have some.
    let new = world.listing(&at("Maize", (28.0, -55.0), 1));
    let old = world.listing(&at("Maize", (30.0, -60.0), 70));
    let rare = world.listing(&at("Maize mill", (5.0, 3.0), 70));
    let now = world.app.clock.now();
    let mut tx = world.app.db().begin_system().await.expect("a transaction");
    let insert = "INSERT INTO search.documents
            (part, id, version, rank_at, activated_at, expires_at, type, latitude, longitude, title, words)
        SELECT 0, coalesce($1, gen_random_uuid()), 1, at, at, at + interval '90 hours', 'OFFER',
               $2 + n * 7919 % $6 / 100000.0, $3 + n * 7919 % $6 / 100000.0, vector, vector
        FROM (SELECT n, $4::timestamptz - n * interval '20 seconds' AS at FROM generate_series(1, $6) AS n) AS many,
             LATERAL (SELECT $5::tsvector || array_to_tsvector(search.moments(at)) AS vector) AS words";
    let maize = "'maize':1A 'maiz':1B";
    for (id, (latitude, longitude), at, words, many) in [
        (Some(new.id.0), (28.0, -55.0), now - TimeDelta::hours(1), maize, 1),
        (Some(old.id.0), (30.0, -60.0), now - TimeDelta::hours(70), maize, 1),
        (Some(rare.id.0), (5.0, 3.0), now - TimeDelta::hours(70), "'maize':1A 'maiz':1B 'mill':1A", 1),
        (None, (5.0, 3.0), now, maize, 12_000),
        (None, (40.7, -74.0), now, "'rice':1A 'ric':1B", 3500),
    ] {
        let row = sqlx::query(insert).bind(id).bind(latitude).bind(longitude).bind(at).bind(words).bind(many);
        row.execute(&mut *tx).await.expect("written");
    }
    sqlx::query("SELECT search.analyse_part(0::smallint)").execute(&mut *tx).await.expect("counted");
    tx.commit().await.expect("committed");
    [&new, &old, &rare].into_iter().for_each(|listing| world.put(listing));
    let nearest = async |words: &str| {
        let (hits, _) = world.search(&format!("q={words}&sort=nearest&lat=41.0&lng=-73.0&limit=1")).await;
        hits[0]["listing"]["id"].as_str().expect("an id").to_owned()
    };
    assert_eq!(nearest("maize").await, new.id.to_string(), "the old one is not looked up among 12,000");
    assert_eq!(
        nearest("maize%20mill").await,
        rare.id.to_string(),
        "what few have is found however old it is"
    );
    // Whoever stands beside the old one finds it: what is near is complete.
    let (hits, _) = world.search("q=maize&sort=nearest&lat=30.1&lng=-60.0&limit=1").await;
    assert_eq!(hits[0]["listing"]["id"], old.id.to_string());
}

#[tokio::test]
async fn what_the_cheapest_thousands_do_not_have_is_found_in_order_and_to_its_end() {
    let world = World::new().await;
    let now = world.app.clock.now();
    let mill =
        |n: i64| world.listing(&Post { title: "Maize mill", price: Some((50_000 + n % 97, "NGN")), ..USUAL });
    let mut mills: Vec<_> = (0..230).map(mill).collect();
    mills.iter().for_each(|listing| world.put(listing));
    let insert = "INSERT INTO search.documents
            (part, id, version, rank_at, activated_at, expires_at, type, currency, price_minor, title, words)
        SELECT 0, coalesce($1, gen_random_uuid()), 1, $2, $2, $2 + interval '90 hours', 'OFFER', $3, $4 + n, $5::tsvector,
               $5::tsvector
        FROM generate_series(1, $6) AS n";
    let mut tx = world.app.db().begin_system().await.expect("a transaction");
    let maize = "'maize':1A 'maiz':1B 'mill':1A";
    let many = [
        // More of the cheapest than a page looks at, and more that have the words than are put in order.
        (None, "NGN", 0, "'rice':1A 'ric':1B", 21_100),
        (None, "KES", 0, maize, 20_100),
        (None, "GHS", 0, "'rice':1A 'ric':1B", 3_100),
    ];
    let mills_of = mills
        .iter()
        .map(|mill| (Some(mill.id.0), "NGN", mill.price.map_or(0, |price| price.amount_minor) - 1, maize, 1));
    for (id, currency, price, words, count) in many.into_iter().chain(mills_of) {
        let row = sqlx::query(insert).bind(id).bind(now).bind(currency).bind(price).bind(words).bind(count);
        row.execute(&mut *tx).await.expect("written");
    }
    let rare = world.listing(&Post { title: "Maize drill", price: Some((70_000, "NGN")), ..USUAL });
    world.put(&rare);
    let row = sqlx::query(insert).bind(rare.id.0).bind(now).bind("NGN").bind(69_999_i64);
    row.bind("'drill':1A").bind(1_i32).execute(&mut *tx).await.expect("written");
    sqlx::query("SELECT search.analyse_part(0::smallint)").execute(&mut *tx).await.expect("counted");
    tx.commit().await.expect("committed");

    let (first, meta) = world.search("q=maize&sort=cheapest&currency=NGN&limit=50").await;
    assert!(first.is_empty(), "the page ends after so many that are no mills: {first:?}");
    assert_eq!(meta["pagination"]["has_more"], true, "and the list goes on");
    assert_eq!(meta["total_is"], "AT_LEAST");
    mills.sort_by_key(|mill| (mill.price.map(|price| price.amount_minor), mill.id.0));
    let expected: Vec<String> = mills.iter().map(|mill| mill.id.to_string()).collect();
    let found = walk(&world, "q=maize&sort=cheapest&currency=NGN&limit=50", async |_| {}).await;
    assert!(found == expected, "{} of {}, or in another order", found.len(), expected.len());
    let falling: Vec<String> = expected.iter().rev().cloned().collect();
    assert_eq!(walk(&world, "q=maize&sort=dearest&currency=NGN&limit=50", async |_| {}).await, falling);
    // A range begins where it begins, and what few have is read and put in order.
    let range = "q=maize&sort=cheapest&currency=NGN&price_min=50000&limit=50";
    let (first, _) = world.search(range).await;
    assert_eq!(first[0]["listing"]["id"], expected[0]);
    let (first, _) = world.search("q=drill&sort=cheapest&currency=NGN&limit=50").await;
    assert_eq!(first[0]["listing"]["id"], rare.id.to_string());
    // Nothing with the words in the currency: the list says so at its end, and the page before does not.
    assert_eq!(walk(&world, "q=mill&sort=cheapest&currency=GHS", async |_| {}).await, Vec::<String>::new());
}
