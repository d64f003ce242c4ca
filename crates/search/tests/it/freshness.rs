//! Kept answers and what is written meanwhile.

use std::collections::HashSet;

use chrono::TimeDelta;
use contracts::accounts::AccountEvent;
use contracts::listings::ListingEvent;

use crate::world::{Post, USUAL, World};

/// Whether an answer that has been asked for is read from memory: the rows behind it are gone without anybody having been
/// told.
async fn is_kept(world: &World, query: &str) -> bool {
    let mut tx = world.app.db().begin_system().await.expect("a transaction");
    sqlx::query("UPDATE search.documents SET rank_at = NULL").execute(&mut *tx).await.expect("hidden");
    tx.commit().await.expect("committed");
    let told = world.titles(query).await;
    let mut tx = world.app.db().begin_system().await.expect("a transaction");
    sqlx::query("UPDATE search.documents SET rank_at = activated_at WHERE title IS NOT NULL")
        .execute(&mut *tx)
        .await
        .expect("shown again");
    tx.commit().await.expect("committed");
    !told.is_empty()
}

#[tokio::test]
async fn an_answer_outlives_what_does_not_belong_into_it() {
    let world = World::titled(&["Yellow maize", "Red cement"]).await;
    for query in ["q=maize", "q=cement&country=NG", "q=corn"] {
        world.titles(query).await;
    }
    world.post(&Post { title: "Boer goats", ..USUAL }).await;
    world.post(&Post { title: "White cement", country: "GH", city: "Accra", ..USUAL }).await;
    world.business("Maize Masters", true).await;
    world.app.drain().await;
    for query in ["q=maize", "q=cement&country=NG", "q=corn"] {
        assert!(is_kept(&world, query).await, "{query}");
    }
    world.post(&Post { title: "Corn in bags", ..USUAL }).await;
    world.app.drain().await;
    assert_eq!(world.titles("q=maize").await, ["Yellow maize", "Corn in bags"]);
    assert_eq!(world.titles("q=corn").await, ["Corn in bags", "Yellow maize"]);
}

#[tokio::test]
async fn what_ends_leaves_the_answers_that_show_it_and_no_others() {
    let world = World::new().await;
    let mut ending = world.post(&Post { title: "Maize that ends", ..USUAL }).await;
    world.app.advance(TimeDelta::hours(71));
    world.post(&Post { title: "Maize that stays", ..USUAL }).await;
    world.app.drain().await;
    assert_eq!(world.titles("q=maize&limit=1").await, ["Maize that stays"]);
    assert_eq!(world.titles("q=maize").await, ["Maize that stays", "Maize that ends"]);
    world.app.advance(TimeDelta::hours(2));
    assert_eq!(world.search("q=maize").await.1["total_estimate"], 1, "before anybody has told of it");
    ending.status = "EXPIRED".to_owned();
    ending.version = 2;
    world.put(&ending);
    world.publish(&ListingEvent::Expired(Box::new(ending))).await;
    world.app.drain().await;
    assert!(is_kept(&world, "q=maize&limit=1").await);
    assert!(is_kept(&world, "q=maize").await, "nor an answer that was given since");
    assert_eq!(world.titles("q=maize").await, ["Maize that stays"]);
}

#[tokio::test]
async fn whoever_writes_finds_it_in_every_search_it_belongs_into() {
    let world = World::titled(&["Portland cement", "Diesel generator"]).await;
    let queries = [
        ("q=maize", "the word itself"),
        ("q=mahindi", "a synonym"),
        ("q=maiz", "an unfinished word"),
        ("q=mazie", "a mistake that had no answer"),
        ("q=maize%20diesel%20cement", "all words but one"),
        ("q=lagos&category=grains", "a filter"),
        ("q=", "no words at all"),
        ("q=jute%20maize", "words of the description"),
    ];
    for (query, _) in queries {
        world.titles(query).await;
    }
    world
        .post(&Post {
            title: "Yellow maize",
            description: "In jute sacks, beside the diesel station.",
            ..USUAL
        })
        .await;
    world.app.drain().await;
    for (query, why) in queries {
        let titles = world.titles(query).await;
        assert!(titles.contains(&"Yellow maize".to_owned()), "{query}: {why}: {titles:?}");
    }
}

#[tokio::test]
async fn what_a_listing_no_longer_says_leaves_the_answers_at_once() {
    let world = World::new().await;
    let mut listing = world.post(&Post { title: "Yellow maize", ..USUAL }).await;
    world.app.drain().await;
    assert_eq!(world.search("q=maize").await.1["total_estimate"], 1);
    listing.title = "White millet".to_owned();
    listing.version = 2;
    world.put(&listing);
    world.publish(&ListingEvent::Updated(Box::new(listing))).await;
    world.app.drain().await;
    assert_eq!(world.search("q=maize").await.1["total_estimate"], 0);
    assert_eq!(world.search("q=millet").await.1["total_estimate"], 1);
}

#[tokio::test]
async fn many_readers_and_writers_at_once_never_see_their_own_past() {
    let world = World::new().await;
    let titles =
        ["Maize one", "Maize two", "Maize three", "Maize four", "Maize five", "Maize six", "Maize seven"];
    let reading = async {
        for _ in 0..150 {
            let found = world.found("maize").await;
            let unique: HashSet<&String> = found.iter().collect();
            assert_eq!(unique.len(), found.len());
            tokio::task::yield_now().await;
        }
    };
    let writing = async {
        for (n, title) in titles.into_iter().enumerate() {
            world.post(&Post { title, ..USUAL }).await;
            world.app.drain().await;
            // From here on whoever asks must see all that was written.
            assert_eq!(world.found("maize").await.len(), n + 1, "{title}");
        }
    };
    tokio::join!(writing, reading, async {
        for _ in 0..150 {
            world.found("maize").await;
            tokio::task::yield_now().await;
        }
    });
}

#[tokio::test]
async fn a_business_that_is_gone_takes_its_listings_along_and_brings_them_back() {
    let world = World::new().await;
    let mut business = world.business("Adunni Grains", true).await;
    let mut listing = world.listing(&Post { title: "Maize", photo: true, verified: true, ..USUAL });
    listing.business_id = business.card.id;
    let mut withdrawn = world.listing(&Post { title: "Maize taken back", ..USUAL });
    withdrawn.business_id = business.card.id;
    for listing in [&listing, &withdrawn] {
        world.put(listing);
        world.publish(&ListingEvent::Created(Box::new(listing.clone()))).await;
    }
    world.post(&Post { title: "Maize of others", ..USUAL }).await;
    world.app.drain().await;
    assert_eq!(world.found("maize").await.len(), 3);
    world.publish(&AccountEvent::BusinessDeleted { business_id: business.card.id }).await;
    withdrawn.status = "WITHDRAWN".to_owned();
    withdrawn.version = 2;
    world.publish(&ListingEvent::Withdrawn(Box::new(withdrawn))).await;
    world.app.drain().await;
    assert_eq!(world.found("maize").await, ["Maize of others"]);
    assert!(world.titles("type=businesses&q=adunni").await.is_empty());
    assert!(world.titles("q=maize&verified=true").await.is_empty());

    business.version = 2;
    world.publish(&AccountEvent::BusinessRestored(Box::new(business))).await;
    world.app.drain().await;
    assert_eq!(world.found("maize").await, ["Maize", "Maize of others"], "what was taken back stays away");
    assert_eq!(world.titles("type=businesses&q=adunni").await, ["Adunni Grains"]);
    assert_eq!(world.app.jobs_left().await, Vec::<String>::new());
}

#[tokio::test]
async fn a_rebuild_does_not_bring_back_a_business_that_went_meanwhile() {
    let world = World::new().await;
    let business = world.business("Adunni Grains", true).await;
    world.app.drain().await;
    // A rebuild that has not come to this business yet, but has read it from its domain already.
    let mut tx = world.app.db().begin_system().await.expect("a transaction");
    sqlx::query(
        "UPDATE search.indexes SET building = 3, rebuild = gen_random_uuid() WHERE kind = 'BUSINESS'",
    )
    .execute(&mut *tx)
    .await
    .expect("begun");
    tx.commit().await.expect("committed");
    world.publish(&AccountEvent::BusinessDeleted { business_id: business.card.id }).await;
    world.app.drain().await;
    // What it then writes is the state from before.
    world.publish(&AccountEvent::BusinessUpdated(Box::new(business.clone()))).await;
    world.app.drain().await;
    let mut connection = world.app.db().read().await.expect("a connection");
    let hidden: Vec<(i16, bool)> =
        sqlx::query_as("SELECT part, rank_at IS NULL FROM search.documents WHERE id = $1 ORDER BY part")
            .bind(business.card.id.0)
            .fetch_all(&mut *connection)
            .await
            .expect("read");
    assert_eq!(hidden, [(2, true), (3, true)]);
}
