use contracts::accounts::{AccountEvent, BusinessCard, BusinessSnapshot};
use contracts::listings::ListingsPort;
use kernel::{Actor, BusinessType, Clock, Verification};
use serde_json::json;

use crate::support::{Shop, ids_of, maize};

pub fn renamed(id: kernel::BusinessId, now: chrono::DateTime<chrono::Utc>) -> BusinessSnapshot {
    BusinessSnapshot {
        card: BusinessCard {
            id,
            name: "Adunni & Daughters".to_owned(),
            slug: "adunni-daughters".to_owned(),
            verified: false,
            country: None,
            city: None,
            location: None,
        },
        version: 2,
        description: String::new(),
        business_type: BusinessType::Trader,
        verification: Verification::Basic,
        categories: Vec::new(),
        time_zone: None,
        created_at: now,
    }
}

#[tokio::test]
async fn cards_follow_the_name_of_their_business() {
    let shop = Shop::open().await;
    let (owner, other, guest) = (shop.ceo(), shop.ceo(), shop.app.anonymous());
    let id = shop.post(&owner, json!({})).await;
    let theirs = shop.post(&other, json!({})).await;
    let path = format!("/api/v1/listings/{id}");
    guest.get(&path).await.expect(200);
    guest.get("/api/v1/listings").await.expect(200);
    let event = AccountEvent::BusinessUpdated(Box::new(renamed(owner.business_id(), shop.app.clock.now())));
    let mut tx = shop.app.db().begin_system().await.expect("a transaction");
    shop.app.platform.outbox.publish(&mut tx, &Actor::Anonymous, &event).await.expect("published");
    tx.commit().await.expect("a commit");
    shop.app.drain().await;
    let name = json!("Adunni & Daughters");
    assert_eq!(guest.get(&path).await.expect(200).data()["business"]["name"], name);
    let feed = guest.get("/api/v1/listings").await.expect(200).data();
    let card = feed.as_array().and_then(|cards| cards.iter().find(|card| card["id"] == id)).cloned();
    assert_eq!(card.expect("in the feed")["business"]["name"], name);
    assert!(guest.get(&format!("/api/v1/listings/{theirs}")).await.data()["business"]["name"] != name);
    assert_eq!(guest.get("/api/v1/listings?verified=true").await.data().as_array().map(Vec::len), Some(1));
    let events = shop.app.events().await;
    assert_eq!(events, ["listing.created", "listing.created", "business.updated", "listing.updated"]);
    assert_eq!(shop.app.jobs_left().await, Vec::<String>::new());
}

#[tokio::test]
async fn other_domains_are_told_what_anybody_may_see() {
    let shop = Shop::open().await;
    let owner = shop.ceo();
    let live: kernel::ListingId = shop.post(&owner, json!({})).await.parse().expect("an id");
    let gone: kernel::ListingId = shop.post(&owner, json!({})).await.parse().expect("an id");
    let draft = owner
        .post("/api/v1/listings", json!({"title": "Not yet to be seen", "draft": true}))
        .await
        .expect(201);
    let draft: kernel::ListingId = draft.data()["id"].as_str().expect("an id").parse().expect("an id");
    let port = &shop.listings;
    let cards = port.cards(&[live, gone, draft]).await.expect("an answer");
    assert_eq!(cards.len(), 2);
    owner.delete(&format!("/api/v1/listings/{gone}")).await.expect(204);
    let cards = port.cards(&[live, gone, draft]).await.expect("an answer");
    assert_eq!(cards.keys().collect::<Vec<_>>(), [&live]);
    assert_eq!(cards[&live].title, "Yellow maize, 50 kg bags");
    let own = port.of_business(owner.business_id(), 10).await.expect("an answer");
    assert_eq!(own.iter().map(|card| card.id).collect::<Vec<_>>(), [live]);
    let all = port.page(None, 10).await.expect("an answer");
    assert_eq!(all.iter().map(|listing| listing.id).collect::<Vec<_>>(), [live, gone], "drafts are not told");
    assert_eq!(all[0].category_path, ["agriculture", "grains"]);
    assert_eq!((all[0].status.as_str(), all[1].status.as_str()), ("ACTIVE", "WITHDRAWN"));
    assert_eq!(port.page(Some(live), 10).await.expect("an answer").len(), 1);
    shop.app.advance(chrono::TimeDelta::hours(48));
    assert!(port.cards(&[live]).await.expect("an answer").is_empty());
    assert!(port.categories().await.expect("an answer").len() > 24);
}

pub async fn tell(shop: &Shop, event: &AccountEvent) {
    let mut tx = shop.app.db().begin_system().await.expect("a transaction");
    shop.app.platform.outbox.publish(&mut tx, &Actor::Anonymous, event).await.expect("published");
    tx.commit().await.expect("a commit");
    shop.app.drain().await;
}

#[tokio::test]
async fn nothing_is_shown_of_a_business_that_is_gone_until_it_is_back() {
    let shop = Shop::open().await;
    let (owner, other, guest) = (shop.ceo(), shop.ceo(), shop.app.anonymous());
    let business = owner.business_id();
    let short = shop.post(&owner, json!({"duration_hours": 24})).await;
    let long = shop.post(&owner, json!({"duration_hours": 96})).await;
    let taken_back = shop.post(&owner, json!({})).await;
    owner.delete(&format!("/api/v1/listings/{taken_back}")).await.expect(204);
    let others = shop.post(&other, json!({})).await;
    // Everything is in memory before the business goes.
    let detail = format!("/api/v1/listings/{long}");
    guest.get(&detail).await.expect(200);
    guest.get("/api/v1/listings").await.expect(200);
    guest.get("/api/v1/listings/nearby?lat=6.4&lng=3.4").await.expect(200);

    tell(&shop, &AccountEvent::BusinessDeleted { business_id: business }).await;
    guest.get(&detail).await.expect(404);
    for list in
        ["/api/v1/listings", "/api/v1/listings/nearby?lat=6.4&lng=3.4", "/api/v1/listings?category=grains"]
    {
        assert_eq!(ids_of(&guest.get(list).await.data()), std::slice::from_ref(&others), "{list}");
    }
    let gone: kernel::ListingId = long.parse().expect("an id");
    assert!(shop.listings.cards(&[gone]).await.expect("an answer").is_empty());
    let withdrawn = shop.app.events().await.iter().filter(|kind| *kind == "listing.withdrawn").count();
    assert_eq!(withdrawn, 3, "one by hand, two with their business");
    // A session that is still alive posts nothing, and an admin puts nothing back.
    owner.post("/api/v1/listings", maize()).await.expect(404);
    shop.app.admin().post(&format!("{detail}/restore"), json!({})).await.expect(404);

    shop.app.advance(chrono::TimeDelta::hours(30));
    let restored = AccountEvent::BusinessRestored(Box::new(renamed(business, shop.app.clock.now())));
    tell(&shop, &restored).await;
    guest.get(&detail).await.expect(200);
    assert_eq!(owner.get(&format!("/api/v1/listings/{short}")).await.data()["status"], "EXPIRED");
    assert_eq!(owner.get(&format!("/api/v1/listings/{taken_back}")).await.data()["status"], "WITHDRAWN");
    let live = ids_of(&guest.get("/api/v1/listings").await.data());
    assert!(live.contains(&long) && live.contains(&others) && live.len() == 2, "{live:?}");
    shop.post(&owner, json!({})).await;
    shop.app.drain().await;
    assert_eq!(shop.app.jobs_left().await, Vec::<String>::new());
}

#[tokio::test]
async fn a_large_business_is_off_the_site_at_once_and_told_of_in_parts() {
    let shop = Shop::open().await;
    let business = kernel::BusinessId::new(shop.app.clock.now());
    shop.fill(business, 450, "").await;
    let guest = shop.app.anonymous();
    assert_eq!(ids_of(&guest.get("/api/v1/listings?limit=100").await.data()).len(), 100);
    let mut tx = shop.app.db().begin_system().await.expect("a transaction");
    let event = AccountEvent::BusinessDeleted { business_id: business };
    shop.app.platform.outbox.publish(&mut tx, &Actor::Anonymous, &event).await.expect("published");
    tx.commit().await.expect("a commit");
    // Whatever was told of in one round, readers see all of it or nothing.
    shop.app.drain().await;
    assert!(ids_of(&guest.get("/api/v1/listings?limit=100").await.data()).is_empty());
    let told = shop.app.events().await.iter().filter(|kind| *kind == "listing.withdrawn").count();
    assert_eq!(told, 450);
    assert_eq!(shop.app.jobs_left().await, Vec::<String>::new());
}
