use chrono::TimeDelta;
use contracts::accounts::BusinessStanding;
use kernel::PlanLevel;
use serde_json::{Value, json};

use crate::support::{Shop, maize};

/// The path in the reminder of the only listing.
async fn path_in_reminder(shop: &Shop) -> String {
    let mut tx = shop.app.db().begin_system().await.expect("a transaction");
    let data: Value = sqlx::query_scalar(
        "SELECT data FROM platform.events WHERE type = 'listing.expiring' ORDER BY id DESC LIMIT 1",
    )
    .fetch_one(&mut *tx)
    .await
    .expect("a reminder");
    data["renewal_path"].as_str().expect("a link").to_owned()
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
    guest.get("/r/nonsense").await.expect(404);
    guest.form("/r/nonsense", &[]).await.expect(404);
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
