use futures_util::future::join_all;
use kernel::{BusinessId, Clock, ListingId, TeamRole};
use serde_json::json;

use crate::support::{Shop, ids_of, maize, with};

#[tokio::test]
async fn five_posts_at_once_with_one_key_make_one_listing() {
    let shop = Shop::open().await;
    let ceo = shop.ceo().with_header("idempotency-key", "the-same-tap");
    let replies = join_all((0..5).map(|_| ceo.post("/api/v1/listings", maize()))).await;
    let statuses: Vec<u16> = replies.iter().map(|reply| reply.status.as_u16()).collect();
    assert!(statuses.iter().all(|status| [201, 409].contains(status)), "{statuses:?}");
    let again = ceo.post("/api/v1/listings", maize()).await.expect(201);
    assert_eq!(again.header("idempotency-replayed"), "true");
    let mine = ceo.get("/api/v1/listings/mine").await.expect(200).data();
    assert_eq!(ids_of(&mine), [again.data()["id"].as_str().expect("an id")]);
    let other =
        ceo.post("/api/v1/listings", with(maize(), json!({"title": "Something else"}))).await.expect(422);
    assert_eq!(other.errors()[0].0, "IDEMPOTENCY_KEY_REUSED");
    assert_eq!(shop.app.events().await, ["listing.created"]);
}

#[tokio::test]
async fn a_listing_written_offline_and_sent_twice_is_one_listing() {
    let shop = Shop::open().await;
    let ceo = shop.ceo();
    let id = ListingId::new(shop.app.clock.now()).to_string();
    let body = with(maize(), json!({"id": id}));
    let first = ceo.post("/api/v1/listings", &body).await.expect(201).data();
    assert_eq!(first["id"], id);
    let second = ceo.post("/api/v1/listings", &body).await.expect(200).data();
    assert_eq!(second, first);
    let at_once = ListingId::new(shop.app.clock.now()).to_string();
    let body_at_once = with(maize(), json!({"id": at_once}));
    let replies = join_all((0..5).map(|_| ceo.post("/api/v1/listings", &body_at_once))).await;
    let created = replies.iter().filter(|reply| reply.status.as_u16() == 201).count();
    assert_eq!(created, 1, "{:?}", replies.iter().map(|reply| reply.status).collect::<Vec<_>>());
    assert!(replies.iter().all(|reply| reply.data()["id"] == at_once));
    let stranger = shop.ceo().post("/api/v1/listings", &body).await.expect(409);
    assert_eq!(stranger.errors(), [("ID_TAKEN".to_owned(), "id".to_owned())]);
    let mine = ceo.get("/api/v1/listings/mine").await.expect(200).data();
    assert_eq!(ids_of(&mine).len(), 2);
}

#[tokio::test]
async fn of_two_people_who_edit_one_listing_the_second_is_shown_the_firsts_words() {
    let shop = Shop::open().await;
    let business = BusinessId::new(shop.app.clock.now());
    let (ama, kofi) =
        (shop.app.member_of(business, TeamRole::Staff), shop.app.member_of(business, TeamRole::Manager));
    let id = shop.post(&ama, json!({})).await;
    let path = format!("/api/v1/listings/{id}");
    let hers = with(maize(), json!({"title": "Maize as Ama says it", "version": 1}));
    let his = with(maize(), json!({"title": "Maize as Kofi says it"}));
    ama.put(&path, hers).await.expect(200);
    let stale = kofi.clone().with_header("if-match", "\"v1\"").put(&path, &his).await.expect(409);
    let current = stale.json()["meta"]["current"].clone();
    assert_eq!(current["title"], "Maize as Ama says it");
    assert_eq!(current["version"], 2);
    let now = kofi.with_header("if-match", "\"v2\"").put(&path, &his).await.expect(200).data();
    assert_eq!(now["version"], 3);
    assert_eq!(shop.app.anonymous().get(&path).await.expect(200).data()["title"], "Maize as Kofi says it");
    ama.put(&path, maize()).await.expect(428);
    ama.with_header("if-match", "v3").put(&path, maize()).await.expect(400);
}

#[tokio::test]
async fn a_stranger_cannot_touch_a_listing() {
    let shop = Shop::open().await;
    let (owner, stranger, guest) = (shop.ceo(), shop.ceo(), shop.app.anonymous());
    let id = shop.post(&owner, json!({})).await;
    let path = format!("/api/v1/listings/{id}");
    let body = with(maize(), json!({"version": 1}));
    stranger.put(&path, &body).await.expect(403);
    stranger.delete(&path).await.expect(403);
    stranger.post(&format!("{path}/extend"), json!({"hours": 24})).await.expect(403);
    stranger.post(&format!("{path}/renew"), json!({"duration_hours": 24})).await.expect(403);
    stranger.post(&format!("{path}/feature"), json!({})).await.expect(403);
    stranger.post(&format!("{path}/publish"), json!({})).await.expect(403);
    stranger.post(&format!("{path}/restore"), json!({})).await.expect(403);
    let media = shop.media.add(stranger.user_id());
    stranger.post(&format!("{path}/media"), json!({"media_id": media})).await.expect(403);
    let nothing = json!({"media_id": "0191e2a0-0000-7000-8000-000000000000"});
    stranger.post(&format!("{path}/media"), &nothing).await.expect(403);
    // Nor do they hear what is wrong with what they send.
    for act in ["extend", "renew", "media"] {
        stranger.post(&format!("{path}/{act}"), json!({"nonsense": 1})).await.expect(403);
        owner.post(&format!("{path}/{act}"), json!({"nonsense": 1})).await.expect(400);
    }
    guest.put(&path, &body).await.expect(401);
    guest.delete(&path).await.expect(401);
    shop.app
        .member_of(owner.business_id(), TeamRole::Staff)
        .post(&format!("{path}/feature"), json!({}))
        .await
        .expect(403);
    shop.app.admin().delete(&path).await.expect(204);
    guest.get(&path).await.expect(404);
}

#[tokio::test]
async fn only_pictures_of_ones_own_can_be_shown() {
    let shop = Shop::open().await;
    let (owner, stranger) = (shop.ceo(), shop.ceo());
    let (mine, second, theirs) = (
        shop.media.add(owner.user_id()),
        shop.media.add(owner.user_id()),
        shop.media.add(stranger.user_id()),
    );
    let id = shop.post(&owner, json!({"media_ids": [mine]})).await;
    let path = format!("/api/v1/listings/{id}");
    let refused =
        owner.post("/api/v1/listings", with(maize(), json!({"media_ids": [theirs]}))).await.expect(422);
    assert_eq!(refused.errors()[0].1, "media_ids");
    owner.post(&format!("{path}/media"), json!({"media_id": theirs})).await.expect(422);
    let listing = owner.post(&format!("{path}/media"), json!({"media_id": second})).await.expect(200).data();
    assert_eq!(listing["media"].as_array().map(Vec::len), Some(2));
    let card = |reply: &testkit::Reply| reply.data()[0]["photo"]["id"].clone();
    let guest = shop.app.anonymous();
    assert_eq!(card(&guest.get("/api/v1/listings").await), json!(mine));
    // Something to show until the pictures are there (L-8).
    let (all, one) = (guest.get("/api/v1/listings").await.data(), guest.get(&path).await.data());
    for picture in [&all[0]["photo"], &one["media"][0]] {
        assert_eq!((&picture["blur"], &picture["color"]), (&json!("b96875432654"), &json!("#c9a063")));
    }
    // A colleague may keep pictures that are on the listing already.
    let colleague = shop.app.member_of(owner.business_id(), TeamRole::Staff);
    let body = with(maize(), json!({"media_ids": [second, mine], "version": 2}));
    colleague.put(&path, body).await.expect(200);
    assert_eq!(card(&guest.get("/api/v1/listings").await), json!(second), "the first picture is on the card");
    owner.delete(&format!("{path}/media/{second}")).await.expect(200);
    assert_eq!(card(&guest.get("/api/v1/listings").await), json!(mine));
    owner.delete(&format!("{path}/media/{second}")).await.expect(404);
    owner.delete(&format!("{path}/media/nonsense")).await.expect(404);
}

#[tokio::test]
async fn one_reads_ones_own_change_at_once_everywhere() {
    let shop = Shop::open().await;
    let (owner, guest) = (shop.ceo(), shop.app.anonymous());
    let id = shop.post(&owner, json!({})).await;
    let path = format!("/api/v1/listings/{id}");
    for n in 1..20 {
        // Everything is in memory before the change.
        guest.get(&path).await.expect(200);
        guest.get("/api/v1/listings?category=grains").await.expect(200);
        guest.get("/api/v1/listings?category=agriculture&type=OFFER").await.expect(200);
        let title = format!("Maize, edition number {n}");
        let body = with(maize(), json!({"title": title, "version": n}));
        owner.put(&path, body).await.expect(200);
        assert_eq!(guest.get(&path).await.expect(200).data()["title"], title);
        for list in ["/api/v1/listings?category=grains", "/api/v1/listings?category=agriculture&type=OFFER"] {
            assert_eq!(guest.get(list).await.expect(200).data()[0]["title"], title);
        }
    }
    owner
        .put(&path, with(maize(), json!({"category": "fruit", "type": "REQUEST", "version": 20})))
        .await
        .expect(200);
    assert!(ids_of(&guest.get("/api/v1/listings?category=grains").await.data()).is_empty());
    assert!(ids_of(&guest.get("/api/v1/listings?category=agriculture&type=OFFER").await.data()).is_empty());
    assert_eq!(ids_of(&guest.get("/api/v1/listings?category=fruit").await.data()), [id]);
}

#[tokio::test]
async fn a_database_that_was_away_is_back_without_a_restart() {
    let shop = Shop::open().await;
    let (owner, guest) = (shop.ceo(), shop.app.anonymous());
    let id = shop.post(&owner, json!({})).await;
    shop.app.kill_connections().await;
    let mut seen = Vec::new();
    for _ in 0..12 {
        seen.push(owner.post("/api/v1/listings", maize()).await.status.as_u16());
    }
    assert!(seen.iter().all(|status| [201, 403, 503].contains(status)), "{seen:?}");
    assert!(seen.contains(&201), "{seen:?}");
    guest.get(&format!("/api/v1/listings/{id}")).await.expect(200);
}

#[tokio::test]
async fn a_conditional_read_costs_no_body() {
    let shop = Shop::open().await;
    let guest = shop.app.anonymous();
    let id = shop.post(&shop.ceo(), json!({})).await;
    for path in [format!("/api/v1/listings/{id}"), "/api/v1/listings".to_owned()] {
        let reply = guest.get(&path).await.expect(200);
        let etag = reply.header("etag").to_owned();
        assert!(etag.starts_with('"'), "{etag}");
        let again = guest.clone().with_header("if-none-match", &etag).get(&path).await.expect(304);
        assert!(again.body.is_empty());
    }
}
