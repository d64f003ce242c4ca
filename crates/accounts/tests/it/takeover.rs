//! Two people who sign up with one address, of whom one owns it.

use chrono::TimeDelta;
use serde_json::{Value, json};

use crate::world::{PASSWORD, World};

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
        assert_eq!(reply["session"], Value::Null);
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
async fn the_only_sign_up_keeps_its_password_wherever_the_code_is_typed() {
    let world = World::start().await;
    world.register(EMAIL).await;
    let body = json!({"address": EMAIL, "code": world.code(EMAIL)});
    world.app.anonymous().post("/api/v1/auth/verify", body).await.expect(200);
    assert_eq!(world.sign_in(EMAIL, PASSWORD).await.me().await["status"], "ACTIVE");
    world.end().await;
}
