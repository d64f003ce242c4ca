use chrono::TimeDelta;
use kernel::{BusinessId, Clock, PlanLevel, Role, TeamRole, Verification};
use serde_json::{Value, json};
use testkit::Client;

use crate::support::{Shop, ids_of, maize, with};

/// Somebody of a business that nobody knows yet.
fn newcomer(shop: &Shop) -> Client {
    let business = BusinessId::new(shop.app.clock.now());
    shop.app.member_with(business, TeamRole::Ceo, Verification::Basic, PlanLevel::Free)
}

async fn post(client: &Client, changes: Value) -> (String, String) {
    let listing = client.post("/api/v1/listings", with(maize(), changes)).await.expect(201).data();
    let text = |name: &str| listing[name].as_str().expect("a text").to_owned();
    (text("id"), text("status"))
}

async fn queue(admin: &Client) -> Vec<(String, Value)> {
    let cases = admin.get("/api/v1/listings/review").await.expect(200).data();
    let case =
        |case: &Value| (case["listing"]["id"].as_str().expect("an id").to_owned(), case["findings"].clone());
    cases.as_array().expect("a list").iter().map(case).collect()
}

#[tokio::test]
async fn the_first_three_of_a_new_business_wait_for_an_admin() {
    let shop = Shop::open().await;
    let (owner, admin, guest) = (newcomer(&shop), shop.app.admin(), shop.app.anonymous());
    let mut waiting = Vec::new();
    for n in 1..=3 {
        let (id, status) = post(&owner, json!({"title": format!("Maize, edition {n}")})).await;
        assert_eq!(status, "PENDING_REVIEW");
        guest.get(&format!("/api/v1/listings/{id}")).await.expect(404);
        waiting.push(id);
    }
    let cases = queue(&admin).await;
    assert_eq!(cases.iter().map(|(id, _)| id.clone()).collect::<Vec<_>>(), waiting, "the oldest first");
    assert!(cases.iter().all(|(_, findings)| *findings == json!(["NEW_BUSINESS"])));
    shop.app.advance(TimeDelta::hours(5));
    for id in &waiting {
        let live = admin.post(&format!("/api/v1/listings/{id}/approve"), json!({})).await.expect(200).data();
        assert_eq!(live["status"], "ACTIVE");
        guest.get(&format!("/api/v1/listings/{id}")).await.expect(200);
        let until = live["expires_at"].as_str().expect("a time").to_owned();
        let whole = (shop.app.clock.now() + TimeDelta::hours(48)).to_rfc3339().replace("+00:00", "Z");
        assert_eq!(until, whole, "its time begins now");
    }
    let (_, status) = post(&owner, json!({"title": "Maize, edition 4"})).await;
    assert_eq!(status, "ACTIVE", "we know them by now");
    assert!(queue(&admin).await.is_empty());
    let events = shop.app.events().await;
    assert_eq!(events.iter().filter(|kind| *kind == "listing.approved").count(), 3);
}

#[tokio::test]
async fn what_is_refused_can_be_corrected_and_is_looked_at_again() {
    let shop = Shop::open().await;
    let (owner, admin, guest) = (newcomer(&shop), shop.app.admin(), shop.app.anonymous());
    let (id, _) = post(&owner, json!({})).await;
    let path = format!("/api/v1/listings/{id}");
    admin.post(&format!("{path}/reject"), json!({"reason": "short"})).await.expect(422);
    let reason = "The photo shows another brand than the title says.";
    admin.post(&format!("{path}/reject"), json!({"reason": reason})).await.expect(200);
    let refused = owner.get(&path).await.expect(200).data();
    assert_eq!((refused["status"].as_str(), refused["rejection"].as_str()), (Some("REJECTED"), Some(reason)));
    guest.get(&path).await.expect(404);
    admin.post(&format!("{path}/approve"), json!({})).await.expect(409);
    let corrected = with(maize(), json!({"title": "Maize as it is", "version": 2, "publish": true}));
    assert_eq!(owner.put(&path, corrected).await.expect(200).data()["status"], "PENDING_REVIEW");
    assert_eq!(queue(&admin).await, [(id, json!(["RESUBMITTED", "NEW_BUSINESS"]))]);
    let live = admin.post(&format!("{path}/approve"), json!({})).await.expect(200).data();
    assert_eq!(live["rejection"], Value::Null);
    guest.get(&path).await.expect(200);
    let events = shop.app.events().await;
    assert_eq!(events, ["listing.created", "listing.rejected", "listing.updated", "listing.approved"]);
}

#[tokio::test]
async fn what_the_checks_find_waits_also_when_it_comes_by_an_edit() {
    let shop = Shop::open().await;
    let known = newcomer(&shop);
    shop.fill(known.business_id(), 3, "").await;
    shop.fill(BusinessId::new(shop.app.clock.now()), 30, ", price_minor, currency|, 4000000, 'NGN'").await;
    let (fine, status) = post(&known, json!({"title": "Maize, by the lorry"})).await;
    assert_eq!(status, "ACTIVE");
    for (changes, finding) in [
        (json!({"title": "Raw ivory, by the tusk"}), "FORBIDDEN"),
        (json!({"title": "By the lorry: maize"}), "DUPLICATE"),
        (
            json!({"title": "Maize nearly for free", "price": {"amount_minor": 1000, "currency": "NGN"}}),
            "PRICE",
        ),
    ] {
        let (id, status) = post(&known, changes).await;
        assert_eq!(status, "PENDING_REVIEW", "{finding}");
        let cases = queue(&shop.app.admin()).await;
        assert_eq!(cases.last(), Some(&(id, json!([finding]))));
    }
    // Bait first, then something else.
    let path = format!("/api/v1/listings/{fine}");
    let other = with(maize(), json!({"title": "Pistol, like new", "version": 1}));
    assert_eq!(known.put(&path, other).await.expect(200).data()["status"], "PENDING_REVIEW");
    shop.app.anonymous().get(&path).await.expect(404);
    // Verified businesses go live at once.
    let (_, status) = post(&shop.ceo(), json!({"title": "Pistol, like new"})).await;
    assert_eq!(status, "ACTIVE");
}

#[tokio::test]
async fn complaints_of_people_go_into_the_same_queue_once_each() {
    let shop = Shop::open().await;
    let (owner, admin) = (shop.ceo(), shop.app.admin());
    let id = shop.post(&owner, json!({})).await;
    let path = format!("/api/v1/listings/{id}");
    let report = format!("{path}/reports");
    let scam = json!({"reason": "SCAM", "note": "Asks for money first."});
    shop.app.anonymous().post(&report, &scam).await.expect(401);
    owner.post(&report, &scam).await.expect(409);
    let (ama, kofi) = (shop.app.user(Role::Consumer), shop.app.user(Role::Consumer));
    ama.post(&report, json!({"reason": "BORING"})).await.expect(422);
    ama.post(&report, json!({"reason": "OTHER"})).await.expect(422);
    for _ in 0..3 {
        ama.post(&report, &scam).await.expect(204);
    }
    kofi.post(&report, json!({"reason": "WRONG"})).await.expect(204);
    let cases = admin.get("/api/v1/listings/review").await.expect(200);
    assert_eq!(cases.json()["meta"]["open"], 1);
    assert_eq!(cases.data()[0]["complaints"].as_array().map(Vec::len), Some(2));
    shop.app.anonymous().get(&path).await.expect(200);
    admin.post(&format!("{path}/approve"), json!({})).await.expect(200);
    assert!(queue(&admin).await.is_empty());
    assert_eq!(shop.app.events().await, ["listing.created"], "nothing has changed for anybody");
    ama.post(&report, &scam).await.expect(204);
    assert_eq!(queue(&admin).await.len(), 1, "after a decision one may complain again");
    let reason = json!({"reason": "Several people say that the goods never came."});
    admin.post(&format!("{path}/reject"), reason).await.expect(200);
    shop.app.anonymous().get(&path).await.expect(404);
    assert!(ids_of(&shop.app.anonymous().get("/api/v1/listings").await.data()).is_empty());
}

#[tokio::test]
async fn only_admins_decide() {
    let shop = Shop::open().await;
    let (owner, stranger, guest) = (newcomer(&shop), shop.ceo(), shop.app.anonymous());
    let (id, _) = post(&owner, json!({})).await;
    let path = format!("/api/v1/listings/{id}");
    let reason = json!({"reason": "I do not want competition."});
    for (client, status) in [(&guest, 401), (&stranger, 403), (&owner, 403)] {
        client.get("/api/v1/listings/review").await.expect(status);
        client.post(&format!("{path}/approve"), json!({})).await.expect(status);
        client.post(&format!("{path}/reject"), &reason).await.expect(status);
        client.get("/review").await.expect(status);
    }
    assert_eq!(owner.get(&path).await.data()["status"], "PENDING_REVIEW");
    let page = shop.app.admin().get("/review").await.expect(200).text();
    assert!(page.contains("Yellow maize") && page.contains("New business"));
    let admin = shop.app.admin();
    let none = admin.form(&format!("/review/{id}"), &[("decision", "reject"), ("reason", "")]).await;
    assert!(none.expect(422).text().contains(&format!("reason-{id}-err")));
    admin.form(&format!("/review/{id}"), &[("decision", "approve")]).await.expect(303);
    guest.get(&path).await.expect(200);
}
