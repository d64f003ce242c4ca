use chrono::TimeDelta;
use kernel::PlanLevel;
use serde_json::json;

use crate::support::{Shop, ids_of};

#[tokio::test]
async fn a_listing_is_gone_from_every_public_read_at_the_very_moment() {
    let shop = Shop::open().await;
    let (owner, guest) = (shop.ceo(), shop.app.anonymous());
    let id = shop.post(&owner, json!({"duration_hours": 24})).await;
    let path = format!("/api/v1/listings/{id}");
    owner.put(&format!("{path}/save"), json!({})).await.expect(204);
    let lists = [
        "/api/v1/listings",
        "/api/v1/listings?category=grains",
        "/api/v1/listings?sort=price_asc&currency=NGN",
        "/api/v1/listings/nearby?lat=6.4&lng=3.4",
    ];
    shop.app.advance(TimeDelta::hours(24) - TimeDelta::microseconds(1));
    guest.get(&path).await.expect(200);
    for list in lists {
        assert_eq!(ids_of(&guest.get(list).await.expect(200).data()), std::slice::from_ref(&id), "{list}");
    }
    assert_eq!(ids_of(&owner.get("/api/v1/listings/saved").await.data()), std::slice::from_ref(&id));
    shop.app.advance(TimeDelta::microseconds(1));
    guest.get(&path).await.expect(404);
    for list in lists {
        assert!(ids_of(&guest.get(list).await.expect(200).data()).is_empty(), "{list}");
    }
    assert!(ids_of(&owner.get("/api/v1/listings/saved").await.data()).is_empty());
    assert_eq!(owner.get(&path).await.expect(200).data()["status"], "EXPIRED", "its owner sees it still");
    let mine = |status: &str| format!("/api/v1/listings/mine?status={status}");
    assert_eq!(ids_of(&owner.get(&mine("EXPIRED")).await.data()), [id]);
    assert!(ids_of(&owner.get(&mine("ACTIVE")).await.data()).is_empty());
}

#[tokio::test]
async fn jobs_write_down_what_time_has_done_and_tell_it_once() {
    let shop = Shop::open().await;
    let owner = shop.ceo();
    shop.post(&owner, json!({"duration_hours": 24})).await;
    shop.app.drain().await;
    shop.app.advance(TimeDelta::minutes(24 * 60 * 4 / 5));
    shop.app.drain().await;
    assert_eq!(shop.app.events().await, ["listing.created", "listing.expiring"]);
    shop.app.advance(TimeDelta::minutes(5));
    shop.app.drain().await;
    assert_eq!(shop.app.events().await.len(), 2, "the reminder comes once");
    shop.app.advance(TimeDelta::hours(5));
    shop.app.drain().await;
    shop.app.advance(TimeDelta::hours(5));
    shop.app.drain().await;
    assert_eq!(shop.app.events().await, ["listing.created", "listing.expiring", "listing.expired"]);
    assert_eq!(shop.app.jobs_left().await, Vec::<String>::new());
}

#[tokio::test]
async fn more_time_is_given_as_often_as_the_plan_allows() {
    let shop = Shop::open().await;
    let owner = shop.ceo_on(PlanLevel::Free);
    let id = shop.post(&owner, json!({"duration_hours": 24})).await;
    let path = format!("/api/v1/listings/{id}");
    let extend = format!("{path}/extend");
    owner.post(&extend, json!({"hours": 25})).await.expect(422);
    owner.post(&extend, json!({})).await.expect(422);
    let tap = owner.clone().with_header("idempotency-key", "one-tap-on-extend");
    let longer = tap.post(&extend, json!({"hours": 48})).await.expect(201).data();
    assert_eq!(longer["extensions_used"], 1);
    assert_eq!(tap.post(&extend, json!({"hours": 48})).await.expect(201).data(), longer, "the same tap");
    let over = owner.post(&extend, json!({"hours": 24})).await.expect(403);
    assert_eq!(over.errors()[0].0, "QUOTA_EXCEEDED");
    assert_eq!(over.json()["meta"]["current"], json!({"limit": 1, "used": 1, "resets_at": null}));
    shop.app.advance(TimeDelta::hours(71));
    shop.app.anonymous().get(&path).await.expect(200);
    shop.app.advance(TimeDelta::hours(1));
    shop.app.anonymous().get(&path).await.expect(404);
    owner.post(&extend, json!({"hours": 24})).await.expect(409);
    let renewed =
        owner.post(&format!("{path}/renew"), json!({"duration_hours": 96})).await.expect(200).data();
    assert_eq!((renewed["status"].as_str(), renewed["extensions_used"].as_i64()), (Some("ACTIVE"), Some(0)));
    shop.app.anonymous().get(&path).await.expect(200);
    owner.post(&format!("{path}/renew"), json!({"duration_hours": 96})).await.expect(409);
}

#[tokio::test]
async fn what_was_withdrawn_can_be_restored_for_thirty_days() {
    let shop = Shop::open().await;
    let (owner, guest) = (shop.ceo(), shop.app.anonymous());
    let id = shop.post(&owner, json!({"duration_hours": 96})).await;
    let path = format!("/api/v1/listings/{id}");
    guest.get(&path).await.expect(200);
    guest.get("/api/v1/listings").await.expect(200);
    owner.delete(&path).await.expect(204);
    guest.get(&path).await.expect(404);
    assert!(ids_of(&guest.get("/api/v1/listings").await.data()).is_empty());
    owner.delete(&path).await.expect(409);
    assert_eq!(
        owner.post(&format!("{path}/restore"), json!({})).await.expect(200).data()["status"],
        "ACTIVE"
    );
    guest.get(&path).await.expect(200);
    assert_eq!(ids_of(&guest.get("/api/v1/listings").await.data()), std::slice::from_ref(&id));
    owner.post(&format!("{path}/restore"), json!({})).await.expect(409);
    owner.delete(&path).await.expect(204);
    shop.app.advance(TimeDelta::days(30) - TimeDelta::hours(1));
    shop.app.drain().await;
    assert_eq!(owner.get(&path).await.expect(200).data()["status"], "WITHDRAWN");
    shop.app.advance(TimeDelta::days(2));
    owner.post(&format!("{path}/restore"), json!({})).await.expect(409);
    shop.app.drain().await;
    owner.get(&path).await.expect(404);
    let events = shop.app.events().await;
    assert_eq!(events, ["listing.created", "listing.withdrawn", "listing.updated", "listing.withdrawn"]);
}

#[tokio::test]
async fn a_paid_slot_ends_by_itself_and_is_counted_by_month() {
    let shop = Shop::open().await;
    let owner = shop.ceo();
    let id = shop.post(&owner, json!({"duration_hours": 96})).await;
    let path = format!("/api/v1/listings/{id}");
    let featured = owner.post(&format!("{path}/feature"), json!({})).await.expect(201).data();
    assert_eq!(featured["featured"], true);
    let guest = shop.app.anonymous();
    let in_list = |reply: testkit::Reply| reply.data()[0]["featured"].clone();
    assert_eq!(in_list(guest.get("/api/v1/listings").await), true);
    assert_eq!(in_list(guest.get("/api/v1/listings?featured=true").await), true);
    owner.post(&format!("{path}/feature"), json!({})).await.expect(409);
    for _ in 0..3 {
        let next = shop.post(&owner, json!({"duration_hours": 96})).await;
        owner.post(&format!("/api/v1/listings/{next}/feature"), json!({})).await.expect(201);
    }
    let fifth = shop.post(&owner, json!({"duration_hours": 96})).await;
    let over = owner.post(&format!("/api/v1/listings/{fifth}/feature"), json!({})).await.expect(403);
    assert_eq!(over.json()["meta"]["current"]["limit"], 4);
    assert!(
        over.json()["meta"]["current"]["resets_at"].as_str().is_some_and(|at| at.ends_with("-01T00:00:00Z"))
    );
    shop.app.advance(TimeDelta::hours(72) - TimeDelta::microseconds(1));
    assert_eq!(guest.get(&path).await.expect(200).data()["featured"], true);
    shop.app.advance(TimeDelta::microseconds(1));
    assert_eq!(guest.get(&path).await.expect(200).data()["featured"], false);
    let list = guest.get("/api/v1/listings").await.expect(200).data();
    assert!(list.as_array().is_some_and(|list| list.iter().all(|card| card["featured"] == false)));
    assert!(ids_of(&guest.get("/api/v1/listings?featured=true").await.data()).is_empty());
    assert!(shop.app.events().await.contains(&"listing.featured".to_owned()));
}

#[tokio::test]
async fn a_better_plan_allows_more() {
    let shop = Shop::open().await;
    let growth = shop.ceo_on(PlanLevel::Growth);
    for _ in 0..11 {
        shop.post(&growth, json!({})).await;
    }
    let id = shop.post(&growth, json!({})).await;
    for _ in 0..3 {
        growth.post(&format!("/api/v1/listings/{id}/extend"), json!({"hours": 24})).await.expect(201);
    }
    growth.post(&format!("/api/v1/listings/{id}/extend"), json!({"hours": 24})).await.expect(403);
}
