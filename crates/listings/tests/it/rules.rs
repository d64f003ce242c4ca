use axum::http::Method;
use kernel::Role;
use serde_json::json;

use crate::support::{Shop, maize, with};

#[tokio::test]
async fn a_listing_that_was_posted_is_read_by_anybody() {
    let shop = Shop::open().await;
    let ceo = shop.ceo();
    let reply = ceo.post("/api/v1/listings", maize()).await.expect(201);
    let listing = reply.data();
    assert_eq!(listing["status"], "ACTIVE");
    assert_eq!(listing["version"], 1);
    assert_eq!(listing["category_path"], json!(["agriculture", "grains"]));
    let id = listing["id"].as_str().expect("an id");
    assert_eq!(reply.header("location"), format!("/api/v1/listings/{id}"));
    let guest = shop.app.anonymous();
    assert_eq!(guest.get(&format!("/api/v1/listings/{id}")).await.expect(200).data(), listing);
    let feed = guest.get("/api/v1/listings").await.expect(200).data();
    assert_eq!(feed[0]["id"], listing["id"]);
    assert_eq!(feed[0]["price"], json!({"amount_minor": 3_850_000, "currency": "NGN"}));
    let some =
        guest.get(&format!("/api/v1/listings/{id}?fields=title,business.name")).await.expect(200).data();
    assert_eq!(some.as_object().map(serde_json::Map::len), Some(2));
    guest.get(&format!("/api/v1/listings/{id}?fields=secret")).await.expect(400);
}

#[tokio::test]
async fn everything_that_is_wrong_is_told_at_once() {
    let shop = Shop::open().await;
    let ceo = shop.ceo();
    let bad = json!({
        "id": "not-an-id", "type": "GIFT", "title": "Rice", "description": "short", "category": "nonsense",
        "price": {"amount_minor": 5}, "location": {"latitude": 91, "longitude": 181}, "country": "Nigeria",
        "market": "mars", "duration_hours": 25, "media_ids": ["x"],
    });
    let reply = ceo.post("/api/v1/listings", bad).await.expect(422);
    let fields: Vec<String> = reply.errors().into_iter().map(|(_, field)| field).collect();
    assert_eq!(
        fields,
        [
            "id",
            "type",
            "title",
            "description",
            "category",
            "price.currency",
            "location.latitude",
            "location.longitude",
            "country",
            "market",
            "duration_hours",
            "media_ids"
        ]
    );
    assert!(reply.errors().iter().all(|(code, _)| code == "VALIDATION_ERROR"));
    let title = with(maize(), json!({"title": "Maize, call 0803 123 4567"}));
    assert_eq!(ceo.post("/api/v1/listings", title).await.expect(422).errors()[0].1, "title");
    assert_eq!(shop.app.events().await, Vec::<String>::new(), "nothing was written");
}

#[tokio::test]
async fn what_cannot_be_read_is_400_and_never_5xx() {
    let shop = Shop::open().await;
    let ceo = shop.ceo();
    ceo.post("/api/v1/listings", with(maize(), json!({"colour": "yellow"}))).await.expect(400);
    ceo.post("/api/v1/listings", with(maize(), json!({"title": 5}))).await.expect(400);
    ceo.post("/api/v1/listings", with(maize(), json!({"price": {"amount_minor": 1.5, "currency": "NGN"}})))
        .await
        .expect(400);
    ceo.post("/api/v1/listings", json!([])).await.expect(400);
    let path = "/api/v1/listings";
    ceo.raw(Method::POST, path, "application/json", "{\"title\": \"\u{0}\"").await.expect(400);
    ceo.raw(Method::POST, path, "application/json", b"{\"title\": \"\xff\"}".to_vec()).await.expect(400);
    ceo.raw(Method::POST, path, "application/json", format!("{{\"title\": {}", "[".repeat(50_000)))
        .await
        .expect(400);
    ceo.raw(Method::POST, path, "text/plain", "{}").await.expect(415);
    ceo.raw(Method::POST, path, "application/json", vec![b' '; 300 * 1024]).await.expect(413);
    let guest = shop.app.anonymous();
    for path in [
        "/api/v1/listings?colour=red",
        "/api/v1/listings?limit=x",
        "/api/v1/listings?cursor=abc",
        "/api/v1/listings/nearby?lat=north&lng=1",
    ] {
        guest.get(path).await.expect(400);
    }
    for (path, field) in [
        ("/api/v1/listings?limit=0", "limit"),
        ("/api/v1/listings?limit=101", "limit"),
        ("/api/v1/listings?category=nonsense", "category"),
        ("/api/v1/listings?price_min=5", "currency"),
        ("/api/v1/listings?sort=price_asc", "currency"),
        ("/api/v1/listings?sort=distance", "lat"),
        ("/api/v1/listings?sort=beauty", "sort"),
        ("/api/v1/listings/nearby?lat=91&lng=1", "lat"),
        ("/api/v1/listings/nearby?lat=NaN&lng=1", "lat"),
        ("/api/v1/listings/nearby?lat=1", "lng"),
        ("/api/v1/listings/nearby?lat=1&lng=1&radius_km=501", "radius_km"),
        ("/api/v1/listings/nearby?lat=1&lng=1&radius_km=NaN", "radius_km"),
    ] {
        assert_eq!(guest.get(path).await.expect(422).errors()[0].1, field, "{path}");
    }
    guest.get("/api/v1/listings/no-id").await.expect(404);
    guest.get("/api/v1/listings/0191a5c2-7d1e-7c3a-9b52-3f6d1c2b4a59").await.expect(404);
}

#[tokio::test]
async fn text_is_cleaned_before_it_is_kept() {
    let shop = Shop::open().await;
    let odd = with(maize(), json!({"title": "  Yellow\u{202e} maize\u{7} ", "city": "  Lagos "}));
    let listing = shop.ceo().post("/api/v1/listings", odd).await.expect(201).data();
    assert_eq!(listing["title"], "Yellow maize");
    assert_eq!(listing["city"], "Lagos");
}

#[tokio::test]
async fn who_may_post_is_a_member_of_a_business() {
    let shop = Shop::open().await;
    shop.app.anonymous().post("/api/v1/listings", maize()).await.expect(401);
    shop.app.user(Role::Consumer).post("/api/v1/listings", maize()).await.expect(403);
    shop.app.admin().post("/api/v1/listings", maize()).await.expect(403);
    shop.app.member(kernel::TeamRole::Staff).post("/api/v1/listings", maize()).await.expect(201);
}

#[tokio::test]
async fn where_no_place_is_said_the_businesss_own_is_meant() {
    let shop = Shop::open().await;
    let nowhere = with(maize(), json!({"location": null, "city": null, "country": null}));
    let listing = shop.ceo().post("/api/v1/listings", nowhere).await.expect(201).data();
    assert_eq!((listing["city"].as_str(), listing["country"].as_str()), (Some("Lagos"), Some("NG")));
    let elsewhere = with(maize(), json!({"location": null, "city": "Kano"}));
    let listing = shop.ceo().post("/api/v1/listings", elsewhere).await.expect(201).data();
    assert_eq!(listing["city"], "Kano");
}

#[tokio::test]
async fn the_tree_is_told_in_the_readers_language() {
    let shop = Shop::open().await;
    let french = shop.app.anonymous().with_header("accept-language", "fr");
    let tree = french.get("/api/v1/listings/categories").await.expect(200).data();
    let root =
        tree.as_array().and_then(|tree| tree.iter().find(|root| root["slug"] == "agriculture")).cloned();
    let root = root.expect("the root of agriculture");
    assert_eq!(root["name"], "Agriculture et alimentation");
    assert!(root["children"].as_array().is_some_and(|children| children.len() > 5));
}
