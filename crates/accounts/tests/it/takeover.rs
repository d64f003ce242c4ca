//! Two people who sign up with one address, of whom one owns it.

use chrono::TimeDelta;
use serde_json::{Value, json};

use crate::world::World;

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
