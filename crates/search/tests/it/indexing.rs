use std::time::{Duration, Instant};

use chrono::TimeDelta;
use contracts::accounts::AccountEvent;
use contracts::listings::ListingEvent;
use kernel::Clock;
use tokio_util::sync::CancellationToken;

use crate::world::{Post, USUAL, World};

#[tokio::test]
async fn nothing_that_may_not_be_seen_is_found() {
    for (status, event) in [
        ("WITHDRAWN", ListingEvent::Withdrawn as fn(_) -> _),
        ("REJECTED", ListingEvent::Rejected),
        ("EXPIRED", ListingEvent::Expired),
        ("PENDING_REVIEW", ListingEvent::Updated),
        ("DRAFT", ListingEvent::Updated),
    ] {
        let world = World::new().await;
        let mut listing = world.post(&Post { title: "Maize", ..USUAL }).await;
        world.app.drain().await;
        assert_eq!(world.found("maize").await, ["Maize"]);
        listing.status = status.to_owned();
        listing.version = 2;
        world.publish(&event(Box::new(listing.clone()))).await;
        world.app.drain().await;
        assert!(world.found("maize").await.is_empty(), "{status}");
        assert!(world.titles("category=grains").await.is_empty(), "{status}");
        // And back again.
        listing.status = "ACTIVE".to_owned();
        listing.version = 3;
        world.publish(&ListingEvent::Approved(Box::new(listing))).await;
        world.app.drain().await;
        assert_eq!(world.found("maize").await, ["Maize"], "{status}");
    }
}

#[tokio::test]
async fn a_listing_is_gone_the_moment_it_ends_whether_anybody_tells_or_not() {
    let world = World::titled(&["Maize"]).await;
    world.app.clock.advance(TimeDelta::hours(72) - TimeDelta::seconds(1));
    assert_eq!(world.found("maize").await, ["Maize"]);
    world.app.clock.advance(TimeDelta::seconds(1));
    assert!(world.found("maize").await.is_empty(), "also from memory");
    assert!(world.found("maize%20").await.is_empty(), "also from the index");
}

#[tokio::test]
async fn what_its_own_domain_no_longer_shows_is_not_shown() {
    let world = World::titled(&["Maize one", "Maize two"]).await;
    let hidden = {
        let mut cards = world.listings.cards.lock().expect("alone");
        let id = cards.values().find(|card| card.title == "Maize one").expect("posted").id;
        cards.remove(&id)
    };
    assert!(hidden.is_some());
    assert_eq!(world.found("maize").await, ["Maize two"]);
}

#[tokio::test]
async fn an_older_event_changes_nothing_and_a_repeated_one_neither() {
    let world = World::new().await;
    let mut listing = world.post(&Post { title: "Maize", ..USUAL }).await;
    let first = listing.clone();
    listing.title = "Sorghum".to_owned();
    listing.version = 2;
    world.put(&listing);
    world.publish(&ListingEvent::Updated(Box::new(listing.clone()))).await;
    world.publish(&ListingEvent::Created(Box::new(first.clone()))).await;
    world.publish(&ListingEvent::Updated(Box::new(listing.clone()))).await;
    world.app.drain().await;
    assert_eq!(world.found("sorghum").await, ["Sorghum"]);
    assert!(world.found("maize").await.is_empty());
    // Taken back, and then an old event comes late: it stays away.
    listing.status = "WITHDRAWN".to_owned();
    listing.version = 3;
    world.publish(&ListingEvent::Withdrawn(Box::new(listing))).await;
    world.publish(&ListingEvent::Created(Box::new(first))).await;
    world.app.drain().await;
    assert!(world.found("maize").await.is_empty() && world.found("sorghum").await.is_empty());
    assert_eq!(world.app.jobs_left().await, Vec::<String>::new());
}

#[tokio::test]
async fn words_are_counted_as_often_as_titles_have_them() {
    let world = World::new().await;
    let mut one = world.post(&Post { title: "Yellow maize", ..USUAL }).await;
    world.post(&Post { title: "White maize", ..USUAL }).await;
    world.app.drain().await;
    let count = async |phrase: &str| -> Option<i32> {
        let mut connection = world.app.db().read().await.expect("a connection");
        sqlx::query_scalar("SELECT documents FROM search.phrases WHERE part = 0 AND phrase = $1")
            .bind(phrase)
            .fetch_optional(&mut *connection)
            .await
            .expect("counted")
    };
    assert_eq!((count("maize").await, count("yellow maize").await), (Some(2), Some(1)));
    one.title = "Yellow millet".to_owned();
    one.version = 2;
    world.publish(&ListingEvent::Updated(Box::new(one.clone()))).await;
    world.app.drain().await;
    assert_eq!(
        (count("maize").await, count("millet").await, count("yellow").await),
        (Some(1), Some(1), Some(1))
    );
    one.status = "WITHDRAWN".to_owned();
    one.version = 3;
    world.publish(&ListingEvent::Withdrawn(Box::new(one))).await;
    world.app.drain().await;
    assert_eq!(
        (count("maize").await, count("millet").await, count("yellow").await),
        (Some(1), Some(0), Some(0))
    );
    world.app.advance(TimeDelta::hours(2));
    world.app.drain().await;
    assert_eq!(count("millet").await, None, "the hourly job forgets it");
}

#[tokio::test]
async fn a_business_that_is_verified_lifts_its_listings() {
    let world = World::new().await;
    let mut business = world.business("Adunni Grains", false).await;
    let mut listing = world.listing(&Post { title: "Maize", ..USUAL });
    listing.business_id = business.card.id;
    world.put(&listing);
    world.publish(&ListingEvent::Created(Box::new(listing))).await;
    world.app.drain().await;
    assert!(world.titles("q=maize&verified=true").await.is_empty());
    business.card.verified = true;
    business.version = 2;
    world.publish(&AccountEvent::BusinessVerified(Box::new(business.clone()))).await;
    world.app.drain().await;
    assert_eq!(world.titles("q=maize&verified=true").await, ["Maize"]);
    business.card.verified = false;
    business.version = 3;
    world.publish(&AccountEvent::BusinessUpdated(Box::new(business))).await;
    world.app.drain().await;
    assert!(world.titles("q=maize&verified=true").await.is_empty());
    assert_eq!(world.titles("q=maize").await, ["Maize"]);
}

#[tokio::test]
async fn a_rebuild_under_writes_loses_nothing_and_is_never_empty() {
    let world = World::new().await;
    for _ in 0..250 {
        let listing = world.listing(&Post { title: "Maize before", ..USUAL });
        world.put(&listing);
    }
    world.index.rebuild().await.expect("the first index");
    let total = async || world.search("q=maize").await.1["total_estimate"].as_i64().unwrap_or(0);
    assert_eq!(total().await, 250);

    let rebuild = world.index.rebuild();
    let writes = async {
        let mut last = None;
        for n in 0..40 {
            let mut listing = world.post(&Post { title: "Maize meanwhile", ..USUAL }).await;
            if n % 4 == 0 {
                listing.title = "Sorghum by now".to_owned();
                listing.version = 2;
                world.put(&listing);
                world.publish(&ListingEvent::Updated(Box::new(listing.clone()))).await;
            }
            world.app.drain().await;
            let seen = total().await;
            assert!(seen >= 250, "the index in use was never empty: {seen}");
            last = Some(listing);
        }
        last
    };
    let (rebuilt, last) = tokio::join!(rebuild, writes);
    assert!(rebuilt.expect("rebuilt").listings >= 250);
    assert!(last.is_some());
    assert_eq!(total().await, 280);
    assert_eq!(world.search("q=sorghum").await.1["total_estimate"], 10);
    // Events go on into the new index, and the old one is emptied when nobody can be reading it any more.
    world.post(&Post { title: "Maize afterwards", ..USUAL }).await;
    world.app.drain().await;
    assert_eq!(total().await, 281);
    world.app.advance(TimeDelta::hours(2));
    world.app.drain().await;
    let mut connection = world.app.db().read().await.expect("a connection");
    let parts: Vec<i16> = sqlx::query_scalar("SELECT DISTINCT part FROM search.documents WHERE part < 2")
        .fetch_all(&mut *connection)
        .await
        .expect("counted");
    assert_eq!(parts.len(), 1);
    assert_eq!(total().await, 281);
}

#[tokio::test]
async fn of_two_rebuilds_at_once_one_wins_and_the_index_is_whole() {
    let world = World::new().await;
    for _ in 0..250 {
        world.put(&world.listing(&Post { title: "Maize", ..USUAL }));
    }
    let (one, other) = tokio::join!(world.index.rebuild(), world.index.rebuild(),);
    assert!(one.is_ok() || other.is_ok());
    assert_eq!(world.search("q=maize").await.1["total_estimate"], 250);
}

#[tokio::test]
async fn a_new_listing_is_found_within_a_second() {
    let world = World::new().await;
    let stop = CancellationToken::new();
    let platform = &world.app.platform;
    let pool = world.app.db().pool().clone();
    let listening = tokio::spawn(platform.changes.clone().listen(pool, platform.wake.clone(), stop.clone()));
    let working = tokio::spawn(world.app.dispatcher.clone().run(stop.clone()));
    let mut took = Vec::new();
    // The first one also wakes whatever sleeps. A machine that is busy with other things gets more than one chance.
    for title in ["Warm-up", "Maize", "Cassava", "Sorghum", "Millet"] {
        assert!(world.found(title).await.is_empty());
        world.post(&Post { title, ..USUAL }).await;
        let committed = Instant::now();
        while world.found(title).await.is_empty() {
            assert!(committed.elapsed() < Duration::from_secs(30), "{title} never came");
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
        took.push(committed.elapsed());
        if took.len() > 1 && took.last() < Some(&Duration::from_secs(1)) {
            break;
        }
    }
    assert!(took.last() < Some(&Duration::from_secs(1)), "{took:?}");
    stop.cancel();
    listening.await.expect("stopped");
    working.await.expect("stopped");
    assert!(world.app.clock.now() == testkit::app::beginning(), "the clock stood still");
}
