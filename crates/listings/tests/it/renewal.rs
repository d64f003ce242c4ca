use chrono::TimeDelta;
use contracts::accounts::BusinessStanding;
use kernel::PlanLevel;
use serde_json::{Value, json};

use crate::support::{Shop, maize};

/// The path in the latest reminder.
async fn path_in_reminder(shop: &Shop) -> String {
    reminders(shop).await.pop().expect("a reminder").1
}

/// Listing and path of each reminder.
async fn reminders(shop: &Shop) -> Vec<(String, String)> {
    let mut tx = shop.app.db().begin_system().await.expect("a transaction");
    let told: Vec<Value> =
        sqlx::query_scalar("SELECT data FROM platform.events WHERE type = 'listing.expiring' ORDER BY id")
            .fetch_all(&mut *tx)
            .await
            .expect("reminders");
    let text = |value: &Value| value.as_str().expect("a text").to_owned();
    told.iter().map(|data| (text(&data["id"]), text(&data["renewal_path"]))).collect()
}

#[tokio::test]
async fn one_tap_renews_without_signing_in_and_only_once_in_a_life() {
    let shop = Shop::open().await;
    let (owner, guest) = (shop.ceo(), shop.app.anonymous());
    let id = shop.post(&owner, json!({"duration_hours": 24})).await;
    let listing = format!("/api/v1/listings/{id}");
    shop.app.advance(TimeDelta::hours(20));
    shop.app.drain().await;
    let link = path_in_reminder(&shop).await;
    for _ in 0..3 {
        let page = guest.get(&link).await.expect(200);
        assert!(page.text().contains("Yellow maize") && page.text().contains("<button"));
    }
    assert_eq!(owner.get(&listing).await.data()["version"], 1, "looking changes nothing");
    guest.form(&link, &[]).await.expect(303);
    let renewed = owner.get(&listing).await.expect(200).data();
    assert_eq!(renewed["version"], 2);
    shop.app.advance(TimeDelta::hours(20));
    guest.get(&listing).await.expect(200);
    let done = guest.get(&link).await.expect(200).text();
    assert!(!done.contains("<form method=\"post\" action=\"/r/"), "it has been used");
    guest.form(&link, &[]).await.expect(303);
    assert_eq!(owner.get(&listing).await.data()["version"], 2, "once in a life");
    shop.app.drain().await;
    let next = path_in_reminder(&shop).await;
    assert_ne!(next, link, "the next life has its own");
    // Also when its time is over, for a week.
    shop.app.advance(TimeDelta::days(6));
    guest.get(&listing).await.expect(404);
    guest.form(&next, &[]).await.expect(303);
    guest.get(&listing).await.expect(200);
    let cut = guest.get(&next[..next.len() / 2]).await.expect(404).text();
    assert!(cut.contains("This link is not whole"), "it says what to do: {cut}");
    guest.form("/r/nonsense", &[]).await.expect(404);
    // Both have been used, and the life that they gave is over.
    shop.app.advance(TimeDelta::hours(24));
    for used in [&link, &next] {
        let over = guest.get(used).await.expect(200).text();
        assert!(over.contains("cannot be renewed any more") && over.contains("/sign-in"), "{over}");
    }
}

#[tokio::test]
async fn a_smaller_plan_renews_as_many_as_it_has_places_for() {
    let shop = Shop::open().await;
    let (before, guest) = (shop.ceo(), shop.app.anonymous());
    for _ in 0..5 {
        shop.post(&before, json!({"duration_hours": 24})).await;
    }
    shop.app.advance(TimeDelta::hours(20));
    shop.app.drain().await;
    let links = reminders(&shop).await;
    assert_eq!(links.len(), 5);
    for (_, link) in &links[..3] {
        guest.form(link, &[]).await.expect(303);
    }
    for (_, link) in &links[3..] {
        let full = guest.form(link, &[]).await.expect(403).text();
        assert!(full.contains("/sign-in") && full.contains(&format!("action=\"{link}\"")), "{full}");
    }
    let feed = guest.get("/api/v1/listings").await.expect(200).data();
    assert_eq!(feed.as_array().map(Vec::len), Some(5), "each is seen to its end");
    before.delete(&format!("/api/v1/listings/{}", links[0].0)).await.expect(204);
    guest.form(&links[3].1, &[]).await.expect(303);
    guest.form(&links[4].1, &[]).await.expect(403);
}

#[tokio::test]
async fn ten_taps_at_once_are_one_renewal_and_a_full_plan_has_no_room() {
    let shop = Shop::open().await;
    let (owner, guest) = (shop.ceo(), shop.app.anonymous());
    let id = shop.post(&owner, json!({"duration_hours": 24})).await;
    shop.app.advance(TimeDelta::hours(20));
    shop.app.drain().await;
    let link = path_in_reminder(&shop).await;
    shop.app.advance(TimeDelta::hours(5));
    for _ in 0..10 {
        owner.post("/api/v1/listings", maize()).await.expect(201);
    }
    let full = guest.form(&link, &[]).await.expect(403);
    assert!(full.text().contains("/sign-in"), "it says what to do");
    let standing = BusinessStanding { plan: PlanLevel::Growth, phone: None };
    shop.businesses.standings.lock().expect("nobody panics").insert(owner.business_id(), standing);
    let taps = (0..10).map(|_| guest.form(&link, &[]));
    for tap in futures_util::future::join_all(taps).await {
        tap.expect(303);
    }
    assert_eq!(
        owner.get(&format!("/api/v1/listings/{id}")).await.data()["version"],
        2,
        "ten taps, one renewal"
    );
}

#[tokio::test]
async fn the_link_of_a_listing_that_was_taken_back_renews_nothing() {
    let shop = Shop::open().await;
    let (owner, guest) = (shop.ceo(), shop.app.anonymous());
    let id = shop.post(&owner, json!({"duration_hours": 24})).await;
    shop.app.advance(TimeDelta::hours(20));
    shop.app.drain().await;
    let link = path_in_reminder(&shop).await;
    owner.delete(&format!("/api/v1/listings/{id}")).await.expect(204);
    guest.get(&link).await.expect(200);
    guest.form(&link, &[]).await.expect(303);
    guest.get(&format!("/api/v1/listings/{id}")).await.expect(404);
}
