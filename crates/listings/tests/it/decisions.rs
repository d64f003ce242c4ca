//! What an admin has read is what they let through (L-11).

use serde_json::json;

use crate::pages::value_of;
use crate::review::{newcomer, post, queue};
use crate::support::{Shop, maize, with};

#[tokio::test]
async fn what_was_changed_since_it_was_read_is_not_let_through_unread() {
    let shop = Shop::open().await;
    let (owner, admin, guest) = (newcomer(&shop), shop.app.admin(), shop.app.anonymous());
    let (id, _) = post(&owner, json!({})).await;
    let (path, act) = (format!("/api/v1/listings/{id}"), format!("/review/{id}"));
    let read = value_of(&admin.get("/review").await.expect(200).text(), "version");
    assert_eq!(read, "1");
    // While they read, its owner writes something else.
    let other = with(maize(), json!({"title": "Pistol, like new", "version": 1}));
    owner.put(&path, other).await.expect(200);
    let late = admin.form(&act, &[("decision", "approve"), ("version", &read)]).await.expect(303);
    let queued = admin.get(late.header("location")).await.expect(200).text();
    assert!(queued.contains("changed since you read it") && queued.contains("Pistol, like new"), "{queued}");
    let approve = format!("{path}/approve");
    let by_api = |version: &str| admin.clone().with_header("if-match", version);
    let stale = by_api("\"v1\"").post(&approve, json!({})).await.expect(409);
    assert_eq!(stale.json()["meta"]["current"]["title"], "Pistol, like new");
    by_api("*").post(&approve, json!({})).await.expect(428);
    by_api("v2").post(&approve, json!({})).await.expect(400);
    guest.get(&path).await.expect(404);
    assert_eq!(queue(&admin).await.len(), 1);
    by_api("\"v2\"").post(&approve, json!({})).await.expect(200);
    guest.get(&path).await.expect(200);
}

#[tokio::test]
async fn nobody_escapes_a_refusal_by_changing_what_waits_again_and_again() {
    let shop = Shop::open().await;
    let (owner, admin) = (newcomer(&shop), shop.app.admin());
    let (id, _) = post(&owner, json!({})).await;
    let path = format!("/api/v1/listings/{id}");
    owner.put(&path, with(maize(), json!({"title": "Maize, once more", "version": 1}))).await.expect(200);
    let reason = "The photo shows another brand than the title says.";
    let form = [("decision", "reject"), ("reason", reason), ("version", "1")];
    admin.form(&format!("/review/{id}"), &form).await.expect(303);
    assert_eq!(owner.get(&path).await.expect(200).data()["status"], "REJECTED");
}
