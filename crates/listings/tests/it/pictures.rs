//! Pictures that media must not delete, since listings show them or may show them again (L-8).

use std::collections::HashSet;

use chrono::TimeDelta;
use contracts::media::{MediaEvent, PictureUserPort};
use kernel::{Actor, Clock, MediaId, PlanLevel};
use serde_json::json;
use testkit::Client;

use crate::counting::{superuser, waiting};
use crate::support::{Shop, maize, with};

/// Those of `ids` that the domain says it uses.
async fn used(shop: &Shop, ids: &[MediaId]) -> HashSet<MediaId> {
    shop.listings.used(ids).await.expect("answers")
}

fn photo(shop: &Shop, of: &Client) -> MediaId {
    shop.media.add(of.user_id())
}

#[tokio::test]
async fn pictures_are_used_in_every_state_of_a_listing_until_it_is_purged() {
    let shop = Shop::open().await;
    let owner = shop.ceo();
    let [draft, live, second, withdrawn, nowhere] = [(); 5].map(|()| photo(&shop, &owner));
    let all = [draft, live, second, withdrawn, nowhere];
    assert_eq!(used(&shop, &all).await, HashSet::from(all), "nothing is said of a market without listings");
    let unfinished = json!({"title": "Maize for the weekend", "draft": true, "media_ids": [draft]});
    owner.post("/api/v1/listings", unfinished).await.expect(201);
    shop.post(&owner, json!({"media_ids": [live, second]})).await;
    let id = shop.post(&owner, json!({"title": "Truck for rent", "media_ids": [withdrawn]})).await;
    owner.delete(&format!("/api/v1/listings/{id}")).await.expect(204);
    assert_eq!(used(&shop, &all).await, HashSet::from([draft, live, second, withdrawn]));
    assert_eq!(used(&shop, &[live, MediaId::new(shop.app.clock.now())]).await, HashSet::from([live]));
    assert_eq!(used(&shop, &[]).await, HashSet::new());

    // What has ended may be renewed; what was withdrawn is purged after thirty days.
    shop.app.advance(TimeDelta::days(5));
    shop.app.drain().await;
    assert_eq!(used(&shop, &all).await, HashSet::from([draft, live, second, withdrawn]));
    shop.app.advance(TimeDelta::days(26));
    shop.app.drain().await;
    assert_eq!(used(&shop, &all).await, HashSet::from([draft, live, second]));
}

#[tokio::test]
async fn pictures_are_not_used_that_a_listing_dropped_or_was_refused_with() {
    let shop = Shop::open().await;
    let owner = shop.ceo_on(PlanLevel::Free);
    let [kept, dropped, replaced, refused] = [(); 4].map(|()| photo(&shop, &owner));
    let all = [kept, dropped, replaced, refused];
    let id = shop.post(&owner, json!({"media_ids": [kept, dropped]})).await;
    let path = format!("/api/v1/listings/{id}");
    assert_eq!(used(&shop, &all).await, HashSet::from([kept, dropped]));
    owner.delete(&format!("{path}/media/{dropped}")).await.expect(200);
    assert_eq!(used(&shop, &all).await, HashSet::from([kept]));
    owner.post(&format!("{path}/media"), json!({"media_id": replaced})).await.expect(200);
    assert_eq!(used(&shop, &all).await, HashSet::from([kept, replaced]));
    owner.put(&path, with(maize(), json!({"media_ids": [kept], "version": 3}))).await.expect(200);
    assert_eq!(used(&shop, &all).await, HashSet::from([kept]));
    for _ in 0..2 {
        shop.post(&owner, json!({})).await;
    }
    let over = with(maize(), json!({"media_ids": [refused]}));
    owner.post("/api/v1/listings", over).await.expect(403);
    assert_eq!(used(&shop, &all).await, HashSet::from([kept]));
}

#[tokio::test]
async fn whoever_does_not_see_every_listing_is_not_told_that_nothing_is_used() {
    let shop = Shop::open().await;
    let mut tx = shop.app.db().begin(&shop.ceo().actor).await.expect("a transaction");
    let told = sqlx::query("SELECT listings.pictures_named('{}')").fetch_all(&mut *tx).await;
    assert!(told.is_err());
}

#[tokio::test]
async fn a_picture_that_is_deleted_leaves_every_listing_also_one_that_had_still_found_it() {
    let shop = Shop::open().await;
    let (owner, guest) = (shop.ceo(), shop.app.anonymous());
    let [gone, next] = [(); 2].map(|()| photo(&shop, &owner));
    let live = shop.post(&owner, json!({"media_ids": [gone, next]})).await;
    let alone = shop.post(&owner, json!({"title": "Truck for rent", "media_ids": [gone]})).await;
    let unfinished = json!({"title": "Maize for the weekend", "draft": true, "media_ids": [gone]});
    let draft = owner.post("/api/v1/listings", unfinished).await.expect(201).data();
    let draft = draft["id"].as_str().expect("an id");
    guest.get("/api/v1/listings").await.expect(200);

    shop.media.pictures.lock().expect("nobody panics").remove(&gone);
    let event = MediaEvent::Deleted { id: gone, owner: owner.user_id() };
    let mut tx = shop.app.db().begin_system().await.expect("a transaction");
    shop.app.platform.outbox.publish(&mut tx, &Actor::Anonymous, &event).await.expect("published");
    tx.commit().await.expect("a commit");
    shop.app.drain().await;
    for (id, left) in [(live.as_str(), json!([next])), (&alone, json!([])), (draft, json!([]))] {
        let media = owner.get(&format!("/api/v1/listings/{id}")).await.expect(200).data()["media"].clone();
        let ids: Vec<_> = media.as_array().expect("a list").iter().map(|one| one["id"].clone()).collect();
        assert_eq!(json!(ids), left);
    }
    assert_eq!(used(&shop, &[gone, next]).await, HashSet::from([next]));
    let cards = guest.get("/api/v1/listings").await.expect(200).data();
    let photo_of =
        |id: &str| cards.as_array().and_then(|cards| cards.iter().find(|card| card["id"] == id).cloned());
    assert_eq!(photo_of(&live).expect("in the feed")["photo"]["id"], json!(next));
    assert!(photo_of(&alone).expect("in the feed")["photo"].is_null());

    // A request that had looked before the deletion writes after it was heard.
    let mut tx = shop.app.db().begin_system().await.expect("a transaction");
    sqlx::query("UPDATE listings.listings SET media_ids = ARRAY[$1] WHERE id = $2::text::uuid")
        .bind(gone.0)
        .bind(&alone)
        .execute(&mut *tx)
        .await
        .expect("written");
    tx.commit().await.expect("a commit");
    shop.app.advance(TimeDelta::minutes(6));
    shop.app.drain().await;
    assert_eq!(used(&shop, &[gone]).await, HashSet::new());
}

#[tokio::test]
async fn a_picture_that_a_colleague_adds_while_the_first_is_taken_off_is_shown() {
    let shop = Shop::open().await;
    let owner = shop.ceo();
    let [first, added] = [(); 2].map(|()| photo(&shop, &owner));
    let id = shop.post(&owner, json!({"media_ids": [first]})).await;
    let mut tx = shop.app.db().begin_system().await.expect("a transaction");
    sqlx::query("UPDATE listings.listings SET media_ids = ARRAY[$1, $2], version = version + 1 WHERE id = $3::text::uuid")
        .bind(first.0)
        .bind(added.0)
        .bind(&id)
        .execute(&mut *tx)
        .await
        .expect("written");
    let path = format!("/api/v1/listings/{id}/media/{first}");
    let removing = tokio::spawn({
        let owner = owner.clone();
        async move { owner.delete(&path).await }
    });
    waiting(&mut superuser(&shop).await, 1).await;
    tx.commit().await.expect("a commit");
    let left = removing.await.expect("it ends").expect(200).data();
    assert_eq!(left["media"][0]["id"], json!(added));
    let card = shop.app.anonymous().get("/api/v1/listings").await.expect(200).data()[0].clone();
    assert_eq!(card["photo"]["id"], json!(added));
}
