//! What an admin has read is what they let through, and what they need not look at goes on (L-11).

use chrono::TimeDelta;
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

#[tokio::test]
async fn nobody_takes_a_listing_off_the_site_by_copying_it() {
    let shop = Shop::open().await;
    let (owner, thief, other) = (newcomer(&shop), newcomer(&shop), newcomer(&shop));
    for known in [&owner, &other] {
        shop.fill(known.business_id(), 3, "").await;
    }
    let words = json!({"title": "Julie mangoes for juice", "duration_hours": 24});
    let (id, status) = post(&owner, words.clone()).await;
    assert_eq!(status, "ACTIVE");
    shop.app.advance(TimeDelta::hours(1));
    let (_, status) = post(&thief, json!({"title": "Best Julie mangoes for juice"})).await;
    assert_eq!(status, "PENDING_REVIEW");
    // Nothing that leaves the words as they were makes a copy of the first one.
    let path = format!("/api/v1/listings/{id}");
    let dearer = json!({"price": {"amount_minor": 4_000_000, "currency": "NGN"}, "version": 1});
    let edited = owner.put(&path, with(with(maize(), words), dearer)).await.expect(200).data();
    assert_eq!((&edited["status"], &edited["version"]), (&json!("ACTIVE"), &json!(2)));
    let photo = json!({"media_id": shop.media.add(owner.user_id())});
    assert_eq!(owner.post(&format!("{path}/media"), photo).await.expect(200).data()["status"], "ACTIVE");
    shop.app.advance(TimeDelta::hours(24));
    let renewed =
        owner.post(&format!("{path}/renew"), json!({"duration_hours": 24})).await.expect(200).data();
    assert_eq!(renewed["status"], "ACTIVE");
    // Who changes their own into somebody else's words is looked at, whichever is older.
    let (_, status) = post(&other, json!({"title": "Ofada rice for parties"})).await;
    assert_eq!(status, "ACTIVE");
    let taken = json!({"title": "Ofada rice for parties", "version": renewed["version"]});
    let taken = owner.put(&path, with(maize(), taken)).await.expect(200).data();
    assert_eq!(taken["status"], "PENDING_REVIEW");
    let found = queue(&shop.app.admin()).await;
    assert_eq!(found.last(), Some(&(id, json!(["DUPLICATE"]))));
}
