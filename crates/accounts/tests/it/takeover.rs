//! Two people who sign up with one address, of whom one owns it.

use chrono::TimeDelta;
use serde_json::{Value, json};

use crate::world::{PASSWORD, Person, World};

const EMAIL: &str = "amina@example.com";
const STRANGERS: &str = "the strangers secret";

/// Somebody who does not own the address signs up with it.
async fn stranger_signs_up(world: &World) {
    let body = json!({"email": EMAIL, "password": STRANGERS, "name": "Stranger", "country": "KE"});
    world.app.anonymous().post("/api/v1/auth/register", body).await.expect(201);
    // Messages carry their time in their name: later ones must not sort before earlier ones.
    world.app.clock.advance(TimeDelta::milliseconds(1));
    world.app.drain().await;
    world.app.clock.advance(TimeDelta::milliseconds(1));
}

#[tokio::test]
async fn nothing_of_an_earlier_sign_up_stays_in_the_owners_account() {
    let world = World::start().await;
    stranger_signs_up(&world).await;
    let stranger = world.sign_in(EMAIL, STRANGERS).await;
    let says = json!({"profile": {"about": "Pay me in advance."}, "version": stranger.me().await["version"]});
    let said = stranger.client.patch("/api/v1/users/me", says).await.expect(200).data();
    let path = "/api/v1/users/me/preferences";
    let likes = json!({
        "language": "ar", "currency": "EGP", "data_saver": true, "time_zone": "Africa/Cairo",
        "version": said["version"]
    });
    stranger.client.put(path, likes).await.expect(200);

    let owner = world.user(EMAIL).await;
    assert_eq!(owner.id, stranger.id, "the account is taken over");
    assert_eq!(owner.me().await["profile"], json!({}));
    let has = owner.client.get(path).await.expect(200).data();
    assert_eq!(
        (&has["language"], &has["currency"], &has["data_saver"], &has["time_zone"]),
        (&json!("en"), &Value::Null, &json!(false), &Value::Null)
    );
    world.end().await;
}

#[tokio::test]
async fn whoever_signs_up_after_the_owner_gains_nothing_by_the_owners_code() {
    for brings_the_id in [true, false] {
        let world = World::start().await;
        let own = world.register(EMAIL).await;
        stranger_signs_up(&world).await;
        // The owner types the newest code, with the id of their own sign-up or, on another phone, without any.
        let registration = if brings_the_id { own["registration"].clone() } else { Value::Null };
        let body = json!({"address": EMAIL, "code": world.code(EMAIL), "registration": registration});
        let guest = world.app.anonymous();
        let reply = guest.post("/api/v1/auth/verify", body).await.expect(200).data();
        assert_eq!((&reply["session"], &reply["needs_password"]), (&Value::Null, &json!(true)));
        for password in [STRANGERS, PASSWORD] {
            let login = json!({"email": EMAIL, "password": password});
            guest.post("/api/v1/auth/login", login).await.expect(401);
        }
        let removed = "SELECT count(*) FROM accounts.auth_events WHERE kind = 'PASSWORD_REMOVED'";
        assert_eq!(world.count(removed).await, 1);

        guest.post("/api/v1/auth/password/forgot", json!({"email": EMAIL})).await.expect(200);
        world.app.clock.advance(TimeDelta::milliseconds(1));
        world.app.drain().await;
        let new = "rain under yam basket";
        let reset = json!({"address": EMAIL, "code": world.code(EMAIL), "password": new});
        guest.post("/api/v1/auth/password/reset", reset).await.expect(200);
        assert_eq!(world.sign_in(EMAIL, new).await.me().await["status"], "ACTIVE");
        world.end().await;
    }
}

#[tokio::test]
async fn a_code_that_is_typed_elsewhere_keeps_the_password_only_of_who_knows_it() {
    let world = World::start().await;
    world.register(EMAIL).await;
    let guest = world.app.anonymous();
    let typed = |password: &str| json!({"address": EMAIL, "code": world.code(EMAIL), "password": password});
    let wrong = guest.post("/api/v1/auth/verify", typed("not what I chose")).await.expect(422);
    assert_eq!(wrong.errors(), [("WRONG_PASSWORD".to_owned(), "password".to_owned())]);
    let reply = guest.post("/api/v1/auth/verify", typed(PASSWORD)).await.expect(200).data();
    assert_eq!(reply["needs_password"], false);
    assert_eq!(Person::of(&world.app, &reply["session"]).me().await["status"], "ACTIVE", "the code held on");
    assert_eq!(world.sign_in(EMAIL, PASSWORD).await.me().await["status"], "ACTIVE");
    world.end().await;
}

#[tokio::test]
async fn whoever_has_the_code_does_not_find_the_password_by_trying() {
    let world = World::start().await;
    world.register(EMAIL).await;
    let guest = world.app.anonymous();
    let typed = |password: &str| json!({"address": EMAIL, "code": world.code(EMAIL), "password": password});
    for n in 0..5 {
        let wrong = guest.post("/api/v1/auth/verify", typed(&format!("guess number {n}"))).await.expect(422);
        assert_eq!(wrong.errors()[0].0, "WRONG_PASSWORD");
    }
    let over = guest.post("/api/v1/auth/verify", typed(PASSWORD)).await.expect(422);
    assert_eq!(over.errors()[0].0, "INVALID_CODE", "the code has had its tries");
    world.end().await;
}

#[tokio::test]
async fn who_types_a_code_that_they_did_not_ask_for_lets_nobody_in() {
    let world = World::start().await;
    stranger_signs_up(&world).await;
    let owner = world.app.anonymous();
    let fields = [("address", EMAIL), ("code", &world.code(EMAIL)), ("password", "")];
    let reply = owner.form("/verify", &fields).await.expect(303);
    assert_eq!(reply.header("location"), "/password/reset");
    let login = json!({"email": EMAIL, "password": STRANGERS});
    world.app.anonymous().post("/api/v1/auth/login", login).await.expect(401);
    world.app.clock.advance(TimeDelta::milliseconds(1));
    world.app.drain().await;
    let page = owner.get("/password/reset").await.expect(200).text();
    assert!(page.contains("Now choose a password"), "{page}");
    let new = "rain under yam basket";
    let code = world.code(EMAIL);
    assert_eq!(
        owner
            .form("/password/reset", &[("code", &code), ("password", new)])
            .await
            .expect(303)
            .header("location"),
        "/sign-in"
    );
    assert_eq!(world.sign_in(EMAIL, new).await.me().await["status"], "ACTIVE");
    world.end().await;
}
