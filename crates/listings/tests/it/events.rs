use contracts::accounts::{AccountEvent, BusinessCard, BusinessSnapshot};
use contracts::listings::ListingsPort;
use kernel::{Actor, BusinessType, Clock, Verification};
use serde_json::json;

use crate::support::Shop;

fn renamed(id: kernel::BusinessId, now: chrono::DateTime<chrono::Utc>) -> BusinessSnapshot {
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
