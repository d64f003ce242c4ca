use futures_util::future::join_all;
use serde_json::{Value, json};

use crate::support::{Shop, ids_of};

async fn told(shop: &Shop) -> Vec<(String, String)> {
    let mut tx = shop.app.db().begin_system().await.expect("a transaction");
    let events: Vec<Value> =
        sqlx::query_scalar("SELECT data FROM platform.events WHERE type = 'listing.matched' ORDER BY id")
            .fetch_all(&mut *tx)
            .await
            .expect("events");
    let id = |side: &Value| side["id"].as_str().expect("an id").to_owned();
    events.iter().map(|event| (id(&event["request"]), id(&event["offer"]))).collect()
}

#[tokio::test]
async fn requests_and_offers_find_each_other_and_both_owners_are_told_once() {
    let shop = Shop::open().await;
    let (seller, buyer) = (shop.ceo(), shop.ceo());
    let offer = shop.post(&seller, json!({})).await;
    shop.app.drain().await;
    assert!(told(&shop).await.is_empty());
    let wanted = json!({"type": "REQUEST", "title": "Wanted: maize, 20 bags"});
    let request = shop.post(&buyer, wanted.clone()).await;
    shop.app.drain().await;
    assert_eq!(told(&shop).await, [(request.clone(), offer.clone())]);
    let second = shop.post(&shop.ceo(), json!({"title": "White maize, new harvest"})).await;
    shop.app.drain().await;
    assert_eq!(told(&shop).await.last(), Some(&(request.clone(), second.clone())), "the reverse as well");
    let matches = buyer.get(&format!("/api/v1/listings/{request}/matches")).await.expect(200).data();
    let mut found = ids_of(&matches);
    found.sort();
    let mut expected = vec![offer.clone(), second];
    expected.sort();
    assert_eq!(found, expected);
    // What its owner takes back is no match any more.
    seller.delete(&format!("/api/v1/listings/{offer}")).await.expect(204);
    let left = buyer.get(&format!("/api/v1/listings/{request}/matches")).await.expect(200).data();
    assert_eq!(ids_of(&left).len(), 1);
    assert_eq!(told(&shop).await.len(), 2);
    assert_eq!(shop.app.jobs_left().await, Vec::<String>::new());
}

#[tokio::test]
async fn one_who_offers_what_they_want_is_no_match_for_themselves() {
    let shop = Shop::open().await;
    let owner = shop.ceo();
    shop.post(&owner, json!({})).await;
    shop.post(&owner, json!({"type": "REQUEST"})).await;
    shop.post(&shop.ceo(), json!({"type": "REQUEST", "title": "Mangoes wanted", "category": "fruit"})).await;
    shop.app.drain().await;
    assert!(told(&shop).await.is_empty());
}

#[tokio::test]
async fn a_request_and_an_offer_posted_in_the_same_moment_are_one_pair() {
    let shop = Shop::open().await;
    let (seller, buyer) = (shop.ceo(), shop.ceo());
    join_all([shop.post(&seller, json!({})), shop.post(&buyer, json!({"type": "REQUEST"}))]).await;
    join_all((0..4).map(|_| shop.app.drain())).await;
    shop.app.drain().await;
    assert_eq!(told(&shop).await.len(), 1);
}

#[tokio::test]
async fn how_a_listing_does_is_for_its_own_team() {
    let shop = Shop::open().await;
    let (owner, stranger, guest) = (shop.ceo(), shop.ceo(), shop.app.anonymous());
    let id = shop.post(&owner, json!({"duration_hours": 96})).await;
    let path = format!("/api/v1/listings/{id}");
    for page in
        [format!("{path}/statistics"), format!("{path}/matches"), format!("/listings/{id}/statistics")]
    {
        guest.get(&page).await.expect(401);
        stranger.get(&page).await.expect(403);
        owner.get(&page).await.expect(200);
        shop.app.admin().get(&page).await.expect(200);
    }
    owner.get(&format!("{path}/statistics?days=0")).await.expect(422);
    owner.post(&format!("{path}/feature"), json!({})).await.expect(201);
    for _ in 0..7 {
        guest.get("/api/v1/listings").await.expect(200);
    }
    guest.get(&path).await.expect(200);
    stranger.post(&format!("{path}/contacts"), json!({})).await.expect(204);
    stranger.put(&format!("{path}/save"), json!({})).await.expect(204);
    shop.listings.write_counts().await.expect("written");
    let found = owner.get(&format!("{path}/statistics?days=3")).await.expect(200).data();
    let days = found["days"].as_array().expect("days");
    assert_eq!(days.len(), 3, "every day, also those on which nothing happened");
    let today = &days[2];
    let of = |name: &str| today[name].as_i64().expect("a number");
    assert_eq!((of("shown"), of("featured"), of("views"), of("contacts"), of("saves")), (7, 7, 1, 1, 1));
    assert_eq!(found["slot"]["share_percent"], 100.0);
    let page = owner.get(&format!("/listings/{id}/statistics")).await.expect(200).text();
    assert!(page.contains("<svg") && page.contains("<table"));
}

#[tokio::test]
async fn a_category_is_proposed_from_the_words() {
    let shop = Shop::open().await;
    let guest = shop.app.anonymous();
    let proposed =
        guest.get("/api/v1/listings/categories/proposed?text=ma%C3%AFs%20jaune").await.expect(200).data();
    assert_eq!(proposed[0]["slug"], "grains");
    let none = guest.get("/api/v1/listings/categories/proposed?text=xyzzy").await.expect(200).data();
    assert_eq!(none, json!([]));
    guest.get("/api/v1/listings/categories/proposed").await.expect(200);
    guest.get("/api/v1/listings/categories/proposed?words=x").await.expect(400);
}
