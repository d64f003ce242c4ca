use std::collections::BTreeSet;

use chrono::TimeDelta;
use futures_util::future::join_all;
use serde_json::{Value, json};

use crate::support::{Shop, ids_of};

/// Everything that was told half a minute later: whose owner, of what, and of how many.
async fn told(shop: &Shop) -> Vec<(String, String, i64)> {
    shop.app.drain().await;
    shop.app.advance(TimeDelta::seconds(30));
    shop.app.drain().await;
    let mut tx = shop.app.db().begin_system().await.expect("a transaction");
    let events: Vec<Value> =
        sqlx::query_scalar("SELECT data FROM platform.events WHERE type = 'listing.matched' ORDER BY id")
            .fetch_all(&mut *tx)
            .await
            .expect("events");
    let id = |side: &Value| side["id"].as_str().expect("an id").to_owned();
    let told =
        |found: &Value| (id(&found["own"]), id(&found["other"]), found["count"].as_i64().expect("a number"));
    events.iter().flat_map(|event| event["found"].as_array().expect("a list")).map(told).collect()
}

#[tokio::test]
async fn requests_and_offers_find_each_other_and_both_owners_are_told_once() {
    let shop = Shop::open().await;
    let (seller, buyer) = (shop.ceo(), shop.ceo());
    let offer = shop.post(&seller, json!({})).await;
    assert!(told(&shop).await.is_empty());
    let wanted = json!({"type": "REQUEST", "title": "Wanted: maize, 20 bags"});
    let request = shop.post(&buyer, wanted.clone()).await;
    let both_of = |one: &String, other: &String| {
        BTreeSet::from([(one.clone(), other.clone(), 1), (other.clone(), one.clone(), 1)])
    };
    let of = |told: &[(String, String, i64)]| told.iter().cloned().collect::<BTreeSet<_>>();
    assert_eq!(of(&told(&shop).await), both_of(&offer, &request));
    let second = shop.post(&shop.ceo(), json!({"title": "White maize, new harvest"})).await;
    let all = told(&shop).await;
    assert_eq!(of(&all[2..]), both_of(&request, &second), "the reverse as well");
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
    assert_eq!(told(&shop).await.len(), 4);
    assert_eq!(shop.app.jobs_left().await, Vec::<String>::new());
}

#[tokio::test]
async fn a_pair_whose_offer_waits_when_it_is_to_be_told_is_told_when_that_is_live_again() {
    let shop = Shop::open().await;
    let offer = shop.post(&shop.ceo(), json!({})).await;
    assert!(told(&shop).await.is_empty());
    let request = shop.post(&shop.ceo(), json!({"type": "REQUEST", "title": "Maize wanted"})).await;
    shop.app.drain().await;
    let mut tx = shop.app.db().begin_system().await.expect("a transaction");
    sqlx::query("UPDATE listings.listings SET status = 'PENDING_REVIEW' WHERE id = $1::text::uuid")
        .bind(&offer)
        .execute(&mut *tx)
        .await
        .expect("written");
    tx.commit().await.expect("a commit");
    assert!(told(&shop).await.is_empty(), "nobody is told of what waits for a review");
    shop.app.admin().post(&format!("/api/v1/listings/{offer}/approve"), json!({})).await.expect(200);
    let both = BTreeSet::from([(request.clone(), offer.clone(), 1), (offer, request, 1)]);
    for _ in 0..2 {
        assert_eq!(told(&shop).await.into_iter().collect::<BTreeSet<_>>(), both);
    }
    assert_eq!(told(&shop).await.len(), 2, "once");
}

#[tokio::test]
async fn what_was_posted_while_a_listing_was_over_meets_it_when_it_is_renewed() {
    let shop = Shop::open().await;
    let buyer = shop.ceo();
    let wanted = json!({"type": "REQUEST", "title": "Wanted: maize, 20 bags", "duration_hours": 24});
    let request = shop.post(&buyer, wanted).await;
    assert!(told(&shop).await.is_empty());
    shop.app.advance(TimeDelta::hours(25));
    let offer = shop.post(&shop.ceo(), json!({})).await;
    assert!(told(&shop).await.is_empty(), "nobody is told of what is over");
    let renew = format!("/api/v1/listings/{request}/renew");
    buyer.post(&renew, json!({"duration_hours": 24})).await.expect(200);
    let both = BTreeSet::from([(request.clone(), offer.clone(), 1), (offer, request, 1)]);
    for _ in 0..2 {
        assert_eq!(told(&shop).await.into_iter().collect::<BTreeSet<_>>(), both);
    }
    assert_eq!(told(&shop).await.len(), 2, "once");
}

#[tokio::test]
async fn what_was_posted_while_a_listing_was_withdrawn_meets_it_when_it_is_restored() {
    let shop = Shop::open().await;
    let buyer = shop.ceo();
    let wanted = json!({"type": "REQUEST", "title": "Wanted: maize, 20 bags"});
    let request = shop.post(&buyer, wanted).await;
    let path = format!("/api/v1/listings/{request}");
    buyer.delete(&path).await.expect(204);
    let offer = shop.post(&shop.ceo(), json!({})).await;
    assert!(told(&shop).await.is_empty(), "nobody is told of what is withdrawn");
    buyer.post(&format!("{path}/restore"), json!({})).await.expect(200);
    let both = BTreeSet::from([(request.clone(), offer.clone(), 1), (offer, request, 1)]);
    assert_eq!(told(&shop).await.into_iter().collect::<BTreeSet<_>>(), both);
}

#[tokio::test]
async fn one_who_offers_what_they_want_is_no_match_for_themselves() {
    let shop = Shop::open().await;
    let owner = shop.ceo();
    shop.post(&owner, json!({})).await;
    shop.post(&owner, json!({"type": "REQUEST"})).await;
    shop.post(&shop.ceo(), json!({"type": "REQUEST", "title": "Mangoes wanted", "category": "fruit"})).await;
    assert!(told(&shop).await.is_empty());
}

#[tokio::test]
async fn a_request_and_an_offer_posted_in_the_same_moment_are_one_pair() {
    let shop = Shop::open().await;
    let (seller, buyer) = (shop.ceo(), shop.ceo());
    join_all([shop.post(&seller, json!({})), shop.post(&buyer, json!({"type": "REQUEST"}))]).await;
    join_all((0..4).map(|_| shop.app.drain())).await;
    assert_eq!(told(&shop).await.len(), 2, "each of the two owners, once");
}

#[tokio::test]
async fn an_offer_that_was_told_of_twenty_times_still_answers_the_next_request() {
    let shop = Shop::open().await;
    let offer = shop.post(&shop.ceo(), json!({})).await;
    shop.app.drain().await;
    for n in 0..20 {
        let title = format!("Wanted: maize, {n} bags");
        shop.post(&shop.ceo(), json!({"type": "REQUEST", "title": title})).await;
    }
    let first = told(&shop).await;
    let of_offer = |told: &[(String, String, i64)]| -> Vec<i64> {
        told.iter().filter(|(own, ..)| *own == offer).map(|(.., count)| *count).collect()
    };
    assert_eq!((of_offer(&first), first.len()), (vec![20], 21), "its owner hears of all of them at once");
    let request = shop.post(&shop.ceo(), json!({"type": "REQUEST", "title": "Maize wanted"})).await;
    let all = told(&shop).await;
    let new: BTreeSet<_> = all[21..].iter().cloned().collect();
    let both = BTreeSet::from([(request.clone(), offer.clone(), 1), (offer.clone(), request, 1)]);
    assert_eq!(new, both, "whoever asks now hears of the only offer there is, and its owner of them");
}

#[tokio::test]
async fn what_was_found_for_one_listing_is_told_together() {
    let shop = Shop::open().await;
    for n in 1..=3 {
        shop.post(&shop.ceo(), json!({"title": format!("White maize, lot {n}")})).await;
    }
    let request = shop.post(&shop.ceo(), json!({"type": "REQUEST", "title": "Maize wanted"})).await;
    let told = told(&shop).await;
    let counts = |mine: bool| -> Vec<i64> {
        told.iter().filter(|(own, ..)| (*own == request) == mine).map(|(.., count)| *count).collect()
    };
    assert_eq!((counts(true), counts(false)), (vec![3], vec![1, 1, 1]));
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
        shop.app.anonymous().get("/api/v1/listings").await.expect(200);
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
