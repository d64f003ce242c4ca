use kernel::Role;
use serde_json::json;

use crate::support::{Shop, ids_of};

#[tokio::test]
async fn what_one_saves_is_ones_own() {
    let shop = Shop::open().await;
    let owner = shop.ceo();
    let (ama, kofi) = (shop.app.user(Role::Consumer), shop.app.user(Role::Consumer));
    let mut ids = Vec::new();
    for _ in 0..3 {
        ids.push(shop.post(&owner, json!({})).await);
    }
    for id in &ids {
        shop.app.advance(chrono::TimeDelta::seconds(1));
        let path = format!("/api/v1/listings/{id}/save");
        ama.put(&path, json!({})).await.expect(204);
        ama.put(&path, json!({})).await.expect(204);
    }
    ids.reverse();
    assert_eq!(shop.walk(&ama, "/api/v1/listings/saved?limit=1").await, ids, "last saved first");
    assert!(shop.walk(&kofi, "/api/v1/listings/saved").await.is_empty());
    ama.delete(&format!("/api/v1/listings/{}/save", ids[1])).await.expect(204);
    ama.delete(&format!("/api/v1/listings/{}/save", ids[1])).await.expect(204);
    assert_eq!(ids_of(&ama.get("/api/v1/listings/saved").await.data()).len(), 2);
    let cursor =
        ama.get("/api/v1/listings/saved?limit=1").await.json()["meta"]["pagination"]["next_cursor"].clone();
    let theirs = format!("/api/v1/listings/saved?limit=1&cursor={}", cursor.as_str().expect("a cursor"));
    kofi.get(&theirs).await.expect(400);
    shop.app.anonymous().put(&format!("/api/v1/listings/{}/save", ids[0]), json!({})).await.expect(401);
    ama.put("/api/v1/listings/0191a5c2-7d1e-7c3a-9b52-3f6d1c2b4a59/save", json!({})).await.expect(404);
}
