use chrono::TimeDelta;
use contracts::accounts::BusinessStanding;
use futures_util::future::join_all;
use kernel::{BusinessId, Clock, PlanLevel, Role, TeamRole, Verification};
use serde_json::{Value, json};
use testkit::Client;

use crate::support::{Shop, ids_of, maize, with};

/// Somebody of a business that nobody knows yet.
pub fn newcomer(shop: &Shop) -> Client {
    let business = BusinessId::new(shop.app.clock.now());
    shop.app.member_with(business, TeamRole::Ceo, Verification::Basic, PlanLevel::Growth)
}

pub async fn post(client: &Client, changes: Value) -> (String, String) {
    let listing = client.post("/api/v1/listings", with(maize(), changes)).await.expect(201).data();
    let text = |name: &str| listing[name].as_str().expect("a text").to_owned();
    (text("id"), text("status"))
}

pub async fn queue(admin: &Client) -> Vec<(String, Value)> {
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

#[tokio::test]
async fn what_was_changed_after_its_end_is_judged_before_it_comes_back() {
    let shop = Shop::open().await;
    let owner = newcomer(&shop);
    let unverified = crate::events::renamed(owner.business_id(), shop.app.clock.now());
    shop.businesses.known.lock().expect("nobody panics").insert(owner.business_id(), unverified);
    let standing = BusinessStanding { plan: PlanLevel::Growth, phone: None };
    shop.businesses.standings.lock().expect("nobody panics").insert(owner.business_id(), standing);
    shop.fill(owner.business_id(), 3, "").await;
    let guest = shop.app.anonymous();
    let mut links = Vec::new();
    let mut ended = Vec::new();
    for title in ["Maize, by the lorry", "Beans, by the lorry"] {
        let (id, status) = post(&owner, json!({"title": title, "duration_hours": 24})).await;
        assert_eq!(status, "ACTIVE");
        ended.push(format!("/api/v1/listings/{id}"));
    }
    shop.app.advance(TimeDelta::hours(20));
    shop.app.drain().await;
    let mut tx = shop.app.db().begin_system().await.expect("a transaction");
    for path in &ended {
        let id = path.rsplit('/').next().expect("an id");
        let link: Option<String> = sqlx::query_scalar(
            "SELECT data->>'renewal_path' FROM platform.events
             WHERE type = 'listing.expiring' AND data->>'id' = $1",
        )
        .bind(id)
        .fetch_one(&mut *tx)
        .await
        .expect("a reminder");
        links.push(link.expect("a link"));
    }
    tx.rollback().await.expect("over");
    shop.app.advance(TimeDelta::hours(5));
    for path in &ended {
        assert_eq!(owner.get(path).await.data()["status"], "EXPIRED");
        let version = owner.get(path).await.data()["version"].clone();
        let other = with(maize(), json!({"title": "Pistol, like new", "version": version}));
        let edited = owner.put(path, other).await.expect(200).data();
        assert_eq!(edited["status"], "EXPIRED", "nobody has to look at what nobody sees");
    }
    assert!(queue(&shop.app.admin()).await.is_empty());

    let renewed = owner.post(&format!("{}/renew", ended[0]), json!({"duration_hours": 24})).await.expect(200);
    assert_eq!(renewed.data()["status"], "PENDING_REVIEW");
    guest.form(&links[1], &[]).await.expect(303);
    assert!(guest.get(&links[1]).await.expect(200).text().contains("We look at it before"));
    for path in &ended {
        guest.get(path).await.expect(404);
        assert_eq!(owner.get(path).await.data()["status"], "PENDING_REVIEW", "{path}");
    }
    let cases = queue(&shop.app.admin()).await;
    assert_eq!(cases.len(), 2);
    assert!(cases.iter().all(|(_, findings)| findings[0] == "FORBIDDEN"), "{cases:?}");
    shop.app.admin().post(&format!("{}/approve", ended[1]), json!({})).await.expect(200);
    guest.get(&ended[1]).await.expect(200);
}

#[tokio::test]
async fn a_refused_picture_cannot_be_slipped_into_a_live_listing() {
    let shop = Shop::open().await;
    let owner = newcomer(&shop);
    shop.fill(owner.business_id(), 3, "").await;
    let (bad, good) = (shop.media.add(owner.user_id()), shop.media.add(owner.user_id()));
    let saved_anew = shop.media.add(owner.user_id());
    for (id, address, print) in
        [(bad, "bad", 0x0f0f), (good, "good", 0x3333_3333), (saved_anew, "anew", 0x0f1d)]
    {
        let mut known = shop.media.pictures.lock().expect("nobody panics");
        let (_, picture) = known.get_mut(&id).expect("added");
        (picture.url_480, picture.print) = (format!("/m/{address}/480.webp"), Some(print));
    }
    let (refused, _) = post(&owner, json!({"title": "Raw ivory, by the tusk", "media_ids": [bad]})).await;
    let reason = json!({"reason": "This may not be traded here."});
    shop.app.admin().post(&format!("/api/v1/listings/{refused}/reject"), reason).await.expect(200);
    let (live, status) = post(&owner, json!({"title": "Maize, by the lorry"})).await;
    assert_eq!(status, "ACTIVE");
    let path = format!("/api/v1/listings/{live}");
    let fine = owner.post(&format!("{path}/media"), json!({"media_id": good})).await.expect(200).data();
    assert_eq!(fine["status"], "ACTIVE");
    let slipped = owner.post(&format!("{path}/media"), json!({"media_id": bad})).await.expect(200).data();
    assert_eq!(slipped["status"], "PENDING_REVIEW");
    shop.app.anonymous().get(&path).await.expect(404);
    assert_eq!(queue(&shop.app.admin()).await, [(live, json!(["PICTURE"]))]);
    let with_anew = json!({"title": "Beans, by the lorry", "media_ids": [saved_anew]});
    let (_, status) = post(&owner, with_anew).await;
    assert_eq!(status, "PENDING_REVIEW", "the same photo, saved anew");
}

#[tokio::test]
async fn a_paid_slot_waits_for_the_review_with_its_listing() {
    let shop = Shop::open().await;
    let owner = newcomer(&shop);
    shop.fill(owner.business_id(), 3, "").await;
    let (id, _) = post(&owner, json!({"title": "Maize, by the lorry", "duration_hours": 96})).await;
    let path = format!("/api/v1/listings/{id}");
    owner.post(&format!("{path}/feature"), json!({})).await.expect(201);
    shop.app.advance(TimeDelta::hours(10));
    let other = with(maize(), json!({"title": "Raw ivory, by the tusk", "duration_hours": 96, "version": 2}));
    assert_eq!(owner.put(&path, other).await.expect(200).data()["status"], "PENDING_REVIEW");
    shop.app.advance(TimeDelta::hours(30));
    let live = shop.app.admin().post(&format!("{path}/approve"), json!({})).await.expect(200).data();
    assert_eq!(live["featured"], true);
    let until = (shop.app.clock.now() + TimeDelta::hours(62)).to_rfc3339().replace("+00:00", "Z");
    assert_eq!(live["featured_until"], until, "ten of its 72 hours were used");
}

#[tokio::test]
async fn a_picture_is_refused_only_with_what_it_shows_and_an_approval_lifts_that() {
    let shop = Shop::open().await;
    let (owner, admin) = (newcomer(&shop), shop.app.admin());
    shop.fill(owner.business_id(), 3, "").await;
    shop.fill(BusinessId::new(shop.app.clock.now()), 30, ", price_minor, currency|, 4000000, 'NGN'").await;
    let photo = shop.media.add(owner.user_id());
    let cheap = json!({"amount_minor": 1000, "currency": "NGN"});
    let reason = "The price is for one bag, the title says a tonne.";
    let changes = json!({"title": "Maize nearly for free", "price": cheap, "media_ids": [photo]});
    let (priced, status) = post(&owner, changes.clone()).await;
    assert_eq!(status, "PENDING_REVIEW");
    let reject = format!("/api/v1/listings/{priced}/reject");
    admin.post(&reject, json!({"reason": reason})).await.expect(200);
    let (_, status) = post(&owner, json!({"title": "Maize at a fair price", "media_ids": [photo]})).await;
    assert_eq!(status, "ACTIVE", "it was not the picture");
    // Said to be the picture's fault.
    let (again, _) = post(&owner, changes).await;
    let page = admin.get("/review").await.expect(200).text();
    assert!(page.contains("name=\"pictures\""));
    let form = [("decision", "reject"), ("reason", reason), ("pictures", "1")];
    admin.form(&format!("/review/{again}"), &form).await.expect(303);
    let (seen, status) = post(&owner, json!({"title": "Sorghum by the lorry", "media_ids": [photo]})).await;
    assert_eq!(status, "PENDING_REVIEW");
    assert_eq!(queue(&admin).await, [(seen.clone(), json!(["PICTURE"]))]);
    admin.post(&format!("/api/v1/listings/{seen}/approve"), json!({})).await.expect(200);
    let (_, status) = post(&owner, json!({"title": "Millet by the truck", "media_ids": [photo]})).await;
    assert_eq!(status, "ACTIVE", "somebody has looked at it");
}

#[tokio::test]
async fn a_copy_with_another_word_is_a_copy_and_another_lot_is_not() {
    let shop = Shop::open().await;
    let owner = newcomer(&shop);
    shop.fill(owner.business_id(), 3, "").await;
    for (title, expected) in [
        ("Yellow maize, lot 1", "ACTIVE"),
        ("Yellow maize, lot 2", "ACTIVE"),
        ("White beans, lot 1", "ACTIVE"),
        ("Very best yellow maize, lot 1", "PENDING_REVIEW"),
    ] {
        assert_eq!(post(&owner, json!({"title": title})).await.1, expected, "{title}");
    }
    let cases = queue(&shop.app.admin()).await;
    assert_eq!(cases[0].1, json!(["DUPLICATE"]));
}

#[tokio::test]
async fn an_old_copy_is_found_however_many_were_posted_since() {
    let shop = Shop::open().await;
    let seller = || {
        let business = BusinessId::new(shop.app.clock.now());
        shop.app.member_with(business, TeamRole::Ceo, Verification::Basic, PlanLevel::Premium)
    };
    let (owner, thief) = (seller(), seller());
    shop.fill(owner.business_id(), 3, "").await;
    shop.fill(thief.business_id(), 3, "").await;
    let text = "From our own trees near Kaduna, picked by hand and packed in crates of twenty.";
    let words = |title: &str| json!({"title": title, "description": text, "duration_hours": 96});
    assert_eq!(post(&owner, words("Julie mangoes for juice")).await.1, "ACTIVE");
    // In between: nearly four hundred others, half of them the owner's, and others again that have half of its words.
    shop.app.clock.advance(TimeDelta::hours(2));
    shop.fill(owner.business_id(), 190, "").await;
    shop.fill(thief.business_id(), 190, "").await;
    for n in 0..3 {
        let other = json!({"title": format!("Julie mangoes for planting, tray {n}"), "duration_hours": 96});
        assert_eq!(post(&owner, other).await.1, "ACTIVE", "{n}");
    }
    let mut found = Vec::new();
    for (who, title, category) in [
        (&thief, "Best Julie mangoes for juice", "grains"),
        (&thief, "Julie mangoes for juice, call today", "fruit"),
        (&owner, "Julie mangoes for fresh juice", "vegetables"),
        (&thief, "Kent mangoes, dried", "grains"),
    ] {
        let (id, status) = post(who, with(words(title), json!({"category": category}))).await;
        if status == "PENDING_REVIEW" {
            found.push((id, json!(["DUPLICATE"])));
        }
    }
    assert_eq!(found.len(), 3, "the same words but for one or two, in whatever category");
    assert_eq!(queue(&shop.app.admin()).await, found);
}

#[tokio::test]
async fn of_two_that_wait_and_say_the_same_the_second_is_called_a_copy() {
    let shop = Shop::open().await;
    let (one, other) = (newcomer(&shop), newcomer(&shop));
    let mut expected = Vec::new();
    for (who, title, findings) in [
        (&one, "Julie mangoes for juice", json!(["NEW_BUSINESS"])),
        (&one, "Julie mangoes for juice", json!(["NEW_BUSINESS", "DUPLICATE"])),
        (&other, "Best Julie mangoes for juice", json!(["NEW_BUSINESS", "DUPLICATE"])),
        (&other, "Concrete blocks, hollow, nine inches", json!(["NEW_BUSINESS"])),
    ] {
        let (id, status) = post(who, json!({"title": title})).await;
        assert_eq!(status, "PENDING_REVIEW", "{title}");
        expected.push((id, findings));
    }
    assert_eq!(queue(&shop.app.admin()).await, expected);
    // What its owner has taken back is no longer said.
    for ((id, _), who) in expected.iter().zip([&one, &one, &other]) {
        who.delete(&format!("/api/v1/listings/{id}")).await.expect(204);
    }
    let (again, _) = post(&newcomer(&shop), json!({"title": "Julie mangoes for juice"})).await;
    assert_eq!(queue(&shop.app.admin()).await.last(), Some(&(again, json!(["NEW_BUSINESS"]))));
}

#[tokio::test]
async fn what_was_refused_is_looked_at_however_it_comes_again() {
    let shop = Shop::open().await;
    let (owner, admin) = (newcomer(&shop), shop.app.admin());
    let known = [newcomer(&shop), newcomer(&shop)];
    for who in &known {
        shop.fill(who.business_id(), 3, "").await;
    }
    let (id, _) = post(&owner, json!({"title": "Magic powder that doubles banknotes"})).await;
    let path = format!("/api/v1/listings/{id}");
    let reason = json!({"reason": "Nothing doubles banknotes; this is a trick."});
    admin.post(&format!("{path}/reject"), reason).await.expect(200);
    // As another listing, of another business, with a word more, and after the first one was taken back.
    let mut expected = Vec::new();
    for who in &known {
        let (again, status) = post(who, json!({"title": "Real magic powder that doubles banknotes"})).await;
        assert_eq!(status, "PENDING_REVIEW");
        expected.push(again);
        owner.delete(&path).await;
    }
    let found = queue(&admin).await;
    assert_eq!(found.iter().map(|(id, _)| id.clone()).collect::<Vec<_>>(), expected);
    assert!(found.iter().all(|(_, findings)| findings[0] == "RESUBMITTED"), "{found:?}");
    // An approval says that nothing is wrong with the words, of those that were approved.
    let (other, status) = post(&known[0], json!({"title": "Concrete blocks, hollow, nine inches"})).await;
    assert_eq!(status, "ACTIVE", "{other}");
}

#[tokio::test]
async fn of_those_that_say_the_same_at_the_same_moment_one_is_no_copy() {
    let shop = Shop::open().await;
    let sellers: Vec<Client> = (0..4).map(|_| newcomer(&shop)).collect();
    join_all(sellers.iter().map(|seller| post(seller, json!({"title": "Julie mangoes for juice"})))).await;
    let cases = queue(&shop.app.admin()).await;
    let copies = cases.iter().filter(|(_, findings)| *findings == json!(["NEW_BUSINESS", "DUPLICATE"]));
    assert_eq!((copies.count(), cases.len()), (3, 4), "{cases:?}");
}

#[tokio::test]
async fn an_admin_sees_every_photo_of_what_waits() {
    let shop = Shop::open().await;
    let business = BusinessId::new(shop.app.clock.now());
    let owner = shop.app.member_with(business, TeamRole::Ceo, Verification::Basic, PlanLevel::Growth);
    let photos: Vec<_> = (0..5).map(|_| shop.media.add(owner.user_id())).collect();
    for (n, id) in photos.iter().enumerate() {
        let mut known = shop.media.pictures.lock().expect("nobody panics");
        let (_, picture) = known.get_mut(id).expect("added");
        (picture.url_160, picture.jpeg_160) = (format!("/m/{n}/160.webp"), format!("/m/{n}/160.jpg"));
    }
    post(&owner, json!({"media_ids": photos})).await;
    let page = shop.app.admin().get("/review").await.expect(200).text();
    for n in 0..5 {
        assert!(page.contains(&format!("srcset=\"/m/{n}/160.webp\"")), "{page}");
        let called = format!("alt=\"Yellow maize, 50 kg bags ({}/5)\"", n + 1);
        assert!(page.contains(&format!("<img src=\"/m/{n}/160.jpg\" width=\"104\" height=\"104\" {called}")));
    }
}
