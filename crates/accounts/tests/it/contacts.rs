//! One's own e-mail address and phone number: added by a code, changed, removed, never told to strangers.

use chrono::TimeDelta;
use futures_util::future::join_all;
use serde_json::{Value, json};

use crate::world::{PASSWORD, Person, World};

const PATH: &str = "/api/v1/users/me/contacts";
const AMINA: &str = "amina@example.com";
const PHONE: &str = "+2348031234567";

/// Asks for a code to a new address and has it sent.
async fn ask(world: &World, person: &Person, body: Value) -> Value {
    let reply = person.client.post(PATH, body).await.expect(201).data();
    world.app.clock.advance(TimeDelta::milliseconds(1));
    world.app.drain().await;
    reply
}

async fn prove(person: &Person, address: &str, code: &str) -> testkit::Reply {
    person.client.post(&format!("{PATH}/verify"), json!({"address": address, "code": code})).await
}

fn bodies(world: &World, to: &str) -> Vec<String> {
    world.messages(to).into_iter().map(|kept| kept.message.body).collect()
}

#[tokio::test]
async fn a_phone_is_added_by_its_code_and_signs_in_from_then_on() {
    let world = World::start().await;
    let person = world.user(AMINA).await;
    let sent = ask(&world, &person, json!({"phone": "0803 123 4567", "country": "NG"})).await;
    assert_eq!(sent, json!({"sent_to": "+234•••4567", "code_expires_in": 600}));
    assert_eq!(person.me().await["phone"], Value::Null, "it does not count before its code");
    let code = world.code(PHONE);
    let wrong = if code == "000000" { "000001" } else { "000000" };
    assert_eq!(prove(&person, PHONE, wrong).await.expect(422).errors()[0].0, "INVALID_CODE");
    let all = prove(&person, PHONE, &code).await.expect(200).data();
    let contact = |kind: &str, address: &str| json!({"kind": kind, "address": address, "verified": true, "removable": true});
    assert_eq!(all, json!([contact("EMAIL", AMINA), contact("PHONE", PHONE)]));
    assert_eq!(person.client.get(PATH).await.expect(200).data(), all);
    // The answer was lost: the same again changes nothing.
    assert_eq!(prove(&person, PHONE, &code).await.expect(200).data(), all);
    world.app.drain().await;
    assert!(bodies(&world, AMINA)[0].contains("was just added"), "{:?}", bodies(&world, AMINA));
    let login = json!({"phone": PHONE, "password": PASSWORD});
    world.app.anonymous().post("/api/v1/auth/login", login).await.expect(200);
    let events = world.app.events().await;
    assert!(events.iter().any(|event| event == "security.alert"), "{events:?}");
    for kind in ["CONTACT_ASKED", "CONTACT_ADDED"] {
        let sql = format!(
            "SELECT count(*) FROM accounts.auth_events WHERE kind = '{kind}' AND outcome = 'OK' AND user_id = '{}'",
            person.id
        );
        assert_eq!(world.count(&sql).await, 1, "{kind}");
    }
    let refused =
        "SELECT count(*) FROM accounts.auth_events WHERE kind = 'CONTACT' AND reason = 'WRONG_CODE'";
    assert_eq!(world.count(refused).await, 1);
    world.end().await;
}

#[tokio::test]
async fn a_changed_address_takes_the_place_of_the_old_one_which_is_told() {
    let world = World::start().await;
    let person = world.user(AMINA).await;
    ask(&world, &person, json!({"email": "new@example.com"})).await;
    prove(&person, "new@example.com", &world.code("new@example.com")).await.expect(200);
    world.app.clock.advance(TimeDelta::milliseconds(1));
    world.app.drain().await;
    assert!(bodies(&world, AMINA)[0].contains("removed from your PushNchat account"));
    let login = |email: &str| json!({"email": email, "password": PASSWORD});
    world.app.anonymous().post("/api/v1/auth/login", login(AMINA)).await.expect(401);
    world.app.anonymous().post("/api/v1/auth/login", login("new@example.com")).await.expect(200);
    person.client.get("/api/v1/users/me").await.expect(200);
    // The old address is free for somebody else.
    let other = world.user(AMINA).await;
    assert_ne!(other.id, person.id);
    let former = "SELECT count(*) FROM accounts.former_contacts";
    assert_eq!(world.count(former).await, 1);
    world.app.advance(TimeDelta::days(31));
    world.app.drain().await;
    assert_eq!(world.count(former).await, 0, "kept for thirty days only");
}

#[tokio::test]
async fn the_last_proved_address_stays() {
    let world = World::start().await;
    let person = world.user(AMINA).await;
    let remove = async |kind: &str| person.client.delete(&format!("{PATH}/{kind}")).await;
    assert_eq!(remove("EMAIL").await.expect(409).errors()[0].0, "LAST_CONTACT");
    remove("PHONE").await.expect(404);
    remove("FAX").await.expect(404);
    ask(&world, &person, json!({"phone": PHONE})).await;
    assert_eq!(remove("EMAIL").await.expect(409).errors()[0].0, "LAST_CONTACT", "asked for is not proved");
    prove(&person, PHONE, &world.code(PHONE)).await.expect(200);
    // Both at once: one of them goes, never both.
    let (email, phone) = (format!("{PATH}/EMAIL"), format!("{PATH}/PHONE"));
    let statuses: Vec<u16> = join_all([&email, &phone].map(|path| person.client.delete(path)))
        .await
        .into_iter()
        .map(|reply| reply.status.as_u16())
        .collect();
    assert!(statuses.contains(&204) && statuses.contains(&409), "{statuses:?}");
    assert_eq!(world.count("SELECT count(*) FROM accounts.user_contacts WHERE active").await, 1);
    world.end().await;
}

#[tokio::test]
async fn nobody_learns_whose_an_address_is() {
    let world = World::start().await;
    let amina = world.user(AMINA).await;
    let bola = world.user("bola@example.com").await;
    let known = ask(&world, &bola, json!({"email": AMINA})).await;
    let unknown = ask(&world, &bola, json!({"email": "amira@example.com"})).await;
    assert_eq!(known, unknown, "both are a•••@example.com");
    // Its owner is told, and gets no code that could be talked out of them.
    assert!(bodies(&world, AMINA)[0].contains("belongs to your account already"));
    let code = world.code("amira@example.com");
    assert_eq!(prove(&bola, AMINA, &code).await.expect(422).errors()[0].0, "INVALID_CODE");
    // A code is good for the account that asked for it, and for no other.
    assert_eq!(prove(&amina, "amira@example.com", &code).await.expect(422).errors()[0].0, "INVALID_CODE");
    prove(&bola, "amira@example.com", &code).await.expect(200);
    world.app.anonymous().get(PATH).await.expect(401);
    world.app.anonymous().post(PATH, json!({"email": AMINA})).await.expect(401);
    world.app.anonymous().delete(&format!("{PATH}/EMAIL")).await.expect(401);
    world.end().await;
}

#[tokio::test]
async fn two_accounts_that_claim_one_address_at_once_do_not_both_get_it() {
    let world = World::start().await;
    let people = [world.user(AMINA).await, world.user("bola@example.com").await];
    let mut codes = Vec::new();
    for person in &people {
        ask(&world, person, json!({"phone": PHONE})).await;
        codes.push(world.code(PHONE));
        world.app.clock.advance(TimeDelta::milliseconds(1));
    }
    assert_ne!(codes[0], codes[1]);
    let claims =
        people.iter().zip(&codes).flat_map(|(person, code)| (0..3).map(move |_| prove(person, PHONE, code)));
    let replies = join_all(claims).await;
    let of = |status: u16| replies.iter().filter(|reply| reply.status == status).count();
    assert_eq!((of(200), of(409)), (3, 3), "one account has it, however often it asks; the other is told");
    assert_eq!(world.count("SELECT count(*) FROM accounts.user_contacts WHERE kind = 'PHONE'").await, 1);
    world.end().await;
}

#[tokio::test]
async fn a_sign_up_that_nobody_proved_makes_way_for_the_owner() {
    let world = World::start().await;
    world.register("office@example.com").await;
    let person = world.user(AMINA).await;
    ask(&world, &person, json!({"email": "office@example.com"})).await;
    let code = world.code("office@example.com");
    let all = prove(&person, "office@example.com", &code).await.expect(200).data();
    assert_eq!(all[0]["address"], "office@example.com");
    assert_eq!(world.count("SELECT count(*) FROM accounts.users WHERE status = 'DELETED'").await, 1);
    let sign_in = json!({"email": "office@example.com", "password": PASSWORD});
    let opened = world.app.anonymous().post("/api/v1/auth/login", sign_in).await.expect(200).data();
    assert_eq!(opened["user"]["id"], json!(person.id));
    world.end().await;
}

#[tokio::test]
async fn a_mistyped_sign_up_is_mended_by_another_address() {
    let world = World::start().await;
    world.register("amima@example.com").await;
    let person = world.sign_in("amima@example.com", PASSWORD).await;
    assert_eq!(person.me().await["status"], "PENDING");
    ask(&world, &person, json!({"phone": PHONE})).await;
    prove(&person, PHONE, &world.code(PHONE)).await.expect(200);
    let me = person.me().await;
    assert_eq!((&me["status"], &me["email"], &me["phone"]), (&json!("ACTIVE"), &Value::Null, &json!(PHONE)));
    // What was mistyped is free for the person who reads there.
    world.user("amima@example.com").await;
    world.end().await;
}

#[tokio::test]
async fn codes_are_limited_by_address_and_by_account() {
    let world = World::start().await;
    let person = world.user(AMINA).await;
    for _ in 0..5 {
        ask(&world, &person, json!({"phone": PHONE})).await;
    }
    let refused = person.client.post(PATH, json!({"phone": PHONE})).await.expect(429);
    assert_eq!(refused.header("retry-after"), "3600");
    for n in 0..5 {
        ask(&world, &person, json!({"email": format!("other{n}@example.com")})).await;
    }
    person.client.post(PATH, json!({"email": "other9@example.com"})).await.expect(429);
    world.app.advance(TimeDelta::hours(25));
    let again = world.sign_in(AMINA, PASSWORD).await;
    ask(&world, &again, json!({"email": "other9@example.com"})).await;
    assert_eq!(
        again.client.post(PATH, json!({"email": "no address"})).await.expect(422).errors()[0].1,
        "email"
    );
    assert_eq!(again.client.post(PATH, json!({})).await.expect(422).errors()[0].1, "email");
    again.client.post(PATH, json!({"fax": "1"})).await.expect(400);
    world.end().await;
}

#[tokio::test]
async fn the_same_request_sent_again_sends_one_code() {
    let world = World::start().await;
    let person = world.user(AMINA).await;
    let client = person.client.clone().with_header("idempotency-key", "add-my-phone");
    let statuses: Vec<u16> =
        join_all((0..5).map(|_| async { client.post(PATH, json!({"phone": PHONE})).await.status.as_u16() }))
            .await;
    assert!(statuses.iter().all(|status| [201, 409].contains(status)), "{statuses:?}");
    client.post(PATH, json!({"phone": PHONE})).await.expect(201);
    assert_eq!(world.count("SELECT count(*) FROM accounts.codes WHERE purpose = 'CONTACT'").await, 1);
    world.app.drain().await;
    assert_eq!(world.messages(PHONE).len(), 1);
}

#[tokio::test]
async fn addresses_are_looked_after_in_a_browser() {
    let world = World::start().await;
    world.user(AMINA).await;
    let browser = world.app.anonymous();
    browser.form("/sign-in", &[("address", AMINA), ("password", PASSWORD)]).await.expect(303);
    assert!(browser.get("/account").await.expect(200).text().contains("/account/contacts"));
    let page = browser.get("/account/contacts").await.expect(200).text();
    assert!(page.contains(AMINA) && !page.contains("/account/contacts/remove"), "the only one stays: {page}");
    let refused = browser.form("/account/contacts", &[("phone", "call me")]).await.expect(422).text();
    assert!(refused.contains("phone-err") && refused.contains("call me"), "{refused}");
    let asked = browser.form("/account/contacts", &[("phone", PHONE)]).await.expect(303);
    assert_eq!(asked.header("location"), "/account/contacts/code");
    world.app.drain().await;
    assert!(browser.get("/account/contacts/code").await.expect(200).text().contains("+234•••4567"));
    let wrong = browser.form("/account/contacts/code", &[("code", "1")]).await.expect(422).text();
    assert!(wrong.contains("4 tries are left"), "{wrong}");
    let code = world.code(PHONE);
    let done = browser.form("/account/contacts/code", &[("code", &code)]).await.expect(303);
    assert_eq!(done.header("location"), "/account/contacts");
    let page = browser.get("/account/contacts").await.expect(200).text();
    assert!(page.contains(PHONE) && page.contains("/account/contacts/remove"), "{page}");
    browser.form("/account/contacts/remove", &[("kind", "EMAIL")]).await.expect(303);
    browser.form("/account/contacts/remove", &[("kind", "PHONE")]).await.expect(409);
    assert!(!browser.get("/account/contacts").await.expect(200).text().contains(AMINA));
    browser.get("/account/contacts/code").await.expect(303);
    world.app.anonymous().get("/account/contacts").await.expect(401);
    world.end().await;
}
