use futures_util::future::join_all;
use kernel::{Clock, ListingId, TeamRole};
use serde_json::json;

use crate::support::{Shop, ids_of, maize, with};

#[tokio::test]
async fn a_draft_needs_a_title_only_and_is_nobody_elses_business() {
    let shop = Shop::open().await;
    let (owner, stranger, guest) = (shop.ceo(), shop.ceo(), shop.app.anonymous());
    let draft =
        owner.post("/api/v1/listings", json!({"title": "Maize for the weekend", "draft": true})).await;
    let draft = draft.expect(201).data();
    assert_eq!(draft["status"], "DRAFT");
    let path = format!("/api/v1/listings/{}", draft["id"].as_str().expect("an id"));
    guest.get(&path).await.expect(404);
    stranger.get(&path).await.expect(404);
    stranger.put(&path, with(maize(), json!({"version": 1}))).await.expect(404);
    stranger.delete(&path).await.expect(404);
    owner.get(&path).await.expect(200);
    shop.app.member_of(owner.business_id(), TeamRole::Staff).get(&path).await.expect(200);
    shop.app.admin().get(&path).await.expect(200);
    assert!(ids_of(&guest.get("/api/v1/listings").await.data()).is_empty());
    assert_eq!(shop.app.events().await, Vec::<String>::new(), "a draft is told to nobody");
}

#[tokio::test]
async fn a_draft_is_published_when_it_is_whole() {
    let shop = Shop::open().await;
    let owner = shop.ceo();
    let draft = json!({"title": "Maize for the weekend", "draft": true});
    let id = owner.post("/api/v1/listings", &draft).await.expect(201).data()["id"].clone();
    let path = format!("/api/v1/listings/{}", id.as_str().expect("an id"));
    let missing = owner.post(&format!("{path}/publish"), json!({})).await.expect(422);
    let fields: Vec<String> = missing.errors().into_iter().map(|(_, field)| field).collect();
    assert_eq!(fields, ["description", "category"]);
    let still = with(json!({"title": "Maize for the market"}), json!({"version": 1}));
    assert_eq!(owner.put(&path, still).await.expect(200).data()["status"], "DRAFT");
    let incomplete = json!({"title": "Maize for the market", "version": 2, "publish": true});
    owner.put(&path, incomplete).await.expect(422);
    let whole = with(maize(), json!({"version": 2, "publish": true}));
    let live = owner.put(&path, whole).await.expect(200).data();
    assert_eq!((live["status"].as_str(), live["version"].as_i64()), (Some("ACTIVE"), Some(3)));
    shop.app.anonymous().get(&path).await.expect(200);
    assert_eq!(shop.app.events().await, ["listing.created"]);
    owner.post(&format!("{path}/publish"), json!({})).await.expect(409);
    // What is live must stay whole.
    owner.put(&path, json!({"title": "Maize for the market", "version": 3})).await.expect(422);
}

#[tokio::test]
async fn a_draft_in_a_category_that_is_not_offered_any_more_asks_for_another() {
    let shop = Shop::open().await;
    let owner = shop.ceo();
    let id = owner.post("/api/v1/listings", with(maize(), json!({"draft": true}))).await.expect(201).data();
    let path = format!("/api/v1/listings/{}", id["id"].as_str().expect("an id"));
    let mut tx = shop.app.db().begin_system().await.expect("a transaction");
    for change in [
        "INSERT INTO listings.categories (slug, parent, root, names, glyph, position, active)
         SELECT 'gone', parent, root, names, glyph, 999, false FROM listings.categories WHERE slug = 'grains'",
        "UPDATE listings.listings SET category = 'gone'",
    ] {
        sqlx::query(change).execute(&mut *tx).await.expect("it was written long ago");
    }
    tx.commit().await.expect("it is kept");
    let refused = owner.post(&format!("{path}/publish"), json!({})).await.expect(422);
    let category = ("VALIDATION_ERROR".to_owned(), "category".to_owned());
    assert_eq!(refused.errors(), [category]);
    assert_eq!(owner.get(&path).await.expect(200).data()["status"], "DRAFT");
    let elsewhere = with(maize(), json!({"category": "fruit", "version": 1, "publish": true}));
    assert_eq!(owner.put(&path, elsewhere).await.expect(200).data()["status"], "ACTIVE");
}

#[tokio::test]
async fn a_draft_that_is_deleted_comes_back_as_a_draft() {
    let shop = Shop::open().await;
    let owner = shop.ceo();
    let draft = json!({"title": "Maize for the weekend", "draft": true});
    let id = owner.post("/api/v1/listings", &draft).await.expect(201).data()["id"].clone();
    let path = format!("/api/v1/listings/{}", id.as_str().expect("an id"));
    owner.delete(&path).await.expect(204);
    assert_eq!(owner.get(&path).await.expect(200).data()["status"], "WITHDRAWN");
    owner.post(&format!("{path}/renew"), json!({"duration_hours": 24})).await.expect(409);
    assert_eq!(owner.post(&format!("{path}/restore"), json!({})).await.expect(200).data()["status"], "DRAFT");
    assert_eq!(shop.app.events().await, Vec::<String>::new());
}

#[tokio::test]
async fn a_draft_that_was_written_offline_is_one_draft_however_often_it_is_sent() {
    let shop = Shop::open().await;
    let owner = shop.ceo();
    let id = ListingId::new(shop.app.clock.now()).to_string();
    let draft = json!({"id": id, "title": "Maize for the weekend", "draft": true});
    let replies = join_all((0..5).map(|_| owner.post("/api/v1/listings", &draft))).await;
    let created = replies.iter().filter(|reply| reply.status.as_u16() == 201).count();
    assert_eq!(created, 1, "{:?}", replies.iter().map(|reply| reply.status).collect::<Vec<_>>());
    for reply in &replies {
        let data = reply.data();
        assert_eq!((data["id"].as_str(), data["status"].as_str()), (Some(id.as_str()), Some("DRAFT")));
    }
    let colleague = shop.app.member_of(owner.business_id(), TeamRole::Staff);
    assert_eq!(colleague.post("/api/v1/listings", &draft).await.expect(200).data()["id"], id);
    let mine = owner.get("/api/v1/listings/mine").await.expect(200).data();
    assert_eq!(ids_of(&mine), std::slice::from_ref(&id));
    let stranger = shop.ceo().post("/api/v1/listings", &draft).await.expect(409);
    assert_eq!(stranger.errors(), [("ID_TAKEN".to_owned(), "id".to_owned())]);
    // What was sent from a phone that knows nothing of it takes nothing back.
    let path = format!("/api/v1/listings/{id}");
    let whole = with(maize(), json!({"version": 1, "publish": true}));
    let live = owner.put(&path, whole).await.expect(200).data();
    assert_eq!(live["status"], "ACTIVE");
    let late = owner.post("/api/v1/listings", &draft).await.expect(200).data();
    for field in ["status", "title", "description", "version"] {
        assert_eq!(late[field], live[field], "{field}");
    }
    owner.delete(&path).await.expect(204);
    assert_eq!(owner.post("/api/v1/listings", &draft).await.expect(200).data()["status"], "WITHDRAWN");
    assert_eq!(shop.app.events().await, ["listing.created", "listing.withdrawn"]);
}
