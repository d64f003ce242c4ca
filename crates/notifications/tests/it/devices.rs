//! Where push may go: one device of a kind for a session, gone with it (N-1).

use chrono::TimeDelta;
use contracts::accounts::AccountEvent;
use kernel::{Actor, Clock, Role, SessionId, SignedIn};
use serde_json::{Value, json};
use testkit::Client;

use crate::world::World;

const PATH: &str = "/api/v1/notifications/devices";

fn app(n: u8) -> Value {
    json!({"token": format!("fcm:{n}:{}", "t".repeat(140))})
}

/// A push subscription as a browser tells it; the key is the example of RFC 8291.
fn browser(endpoint: &str) -> Value {
    json!({"subscription": {
        "endpoint": endpoint, "expirationTime": null,
        "keys": {
            "p256dh": "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4",
            "auth": "BTBZMqHH6r4Tts7J_aSIgg"
        }
    }})
}

/// The same person on another phone.
fn another_session(world: &World, client: &Client) -> Client {
    let user = client.actor.user().expect("a signed-in actor").clone();
    world.app.client_of(Actor::User(SignedIn { session_id: SessionId::new(world.app.clock.now()), ..user }))
}

fn session(client: &Client) -> SessionId {
    client.actor.user().expect("a signed-in actor").session_id
}

async fn devices(world: &World, of: &Client) -> i64 {
    let user = of.user_id();
    world.count(&format!("SELECT count(*) FROM notifications.devices WHERE user_id = '{user}'")).await
}

#[tokio::test]
async fn a_device_said_many_times_is_one_and_what_is_said_last_holds() {
    let world = World::start().await;
    let amina = world.user(Role::Consumer);
    let first = amina.post(PATH, app(1)).await.expect(200).data();
    assert_eq!(first["type"], "FCM");
    world.app.advance(TimeDelta::hours(1));
    let replies = futures_util::future::join_all((0..5).map(|_| amina.post(PATH, app(1)))).await;
    for reply in replies {
        let again = reply.expect(200).data();
        assert_eq!((&again["id"], &again["created_at"]), (&first["id"], &first["created_at"]));
        assert_ne!(again["seen_at"], first["seen_at"]);
    }
    // The token was renewed, and the browser of the same session is a device of its own.
    amina.post(PATH, app(2)).await.expect(200);
    amina.post(PATH, browser("https://updates.push.services.mozilla.com/wpush/v2/gA")).await.expect(200);
    assert_eq!(devices(&world, &amina).await, 2);
    assert_eq!(
        world.count("SELECT count(*) FROM notifications.devices WHERE address LIKE 'fcm:2:%'").await,
        1
    );
    for _ in 0..2 {
        amina.delete(PATH).await.expect(204);
        assert_eq!(devices(&world, &amina).await, 0);
    }
}

#[tokio::test]
async fn a_phone_that_changed_hands_is_the_new_ones_alone() {
    let world = World::start().await;
    let (amina, kwame) = (world.user(Role::Consumer), world.user(Role::Consumer));
    amina.post(PATH, app(1)).await.expect(200);
    // A stranger takes nothing off others.
    kwame.delete(PATH).await.expect(204);
    assert_eq!(devices(&world, &amina).await, 1);
    kwame.post(PATH, app(1)).await.expect(200);
    assert_eq!((devices(&world, &amina).await, devices(&world, &kwame).await), (0, 1));
    // Both at once: it is one of theirs, and nothing breaks.
    for _ in 0..20 {
        let (one, other) = tokio::join!(amina.post(PATH, app(3)), kwame.post(PATH, app(3)));
        one.expect(200);
        other.expect(200);
        assert_eq!(
            world.count("SELECT count(*) FROM notifications.devices WHERE address LIKE 'fcm:3:%'").await,
            1
        );
    }
}

#[tokio::test]
async fn a_device_goes_with_its_session_and_with_the_account() {
    let world = World::start().await;
    let amina = world.user(Role::Consumer);
    let (tablet, laptop) = (another_session(&world, &amina), another_session(&world, &amina));
    for (client, n) in [(&amina, 1), (&tablet, 2), (&laptop, 3)] {
        client.post(PATH, app(n)).await.expect(200);
    }
    let kwame = world.user(Role::Consumer);
    kwame.post(PATH, app(4)).await.expect(200);
    let user_id = amina.user_id();
    let over = AccountEvent::SessionRevoked { user_id, session_id: Some(session(&tablet)) };
    world.publish(&amina.actor, &over).await;
    assert_eq!(devices(&world, &amina).await, 2);
    // Signed out everywhere; a sign-in that came before this was heard keeps its device.
    let mut tx = world.app.db().begin_system().await.expect("a transaction");
    let everywhere = AccountEvent::SessionRevoked { user_id, session_id: None };
    world.app.platform.outbox.publish(&mut tx, &amina.actor, &everywhere).await.expect("published");
    tx.commit().await.expect("committed");
    world.app.advance(TimeDelta::seconds(1));
    let back = another_session(&world, &amina);
    back.post(PATH, app(5)).await.expect(200);
    world.app.drain().await;
    assert_eq!(devices(&world, &amina).await, 1);
    world.publish(&Actor::Anonymous, &AccountEvent::Suspended { user_id }).await;
    assert_eq!(devices(&world, &amina).await, 0);
    amina.post(PATH, app(1)).await.expect(200);
    world.publish(&Actor::Anonymous, &AccountEvent::Erased { user_id }).await;
    assert_eq!((devices(&world, &amina).await, devices(&world, &kwame).await), (0, 1));
    assert_eq!(world.app.jobs_left().await, Vec::<String>::new());
}

#[tokio::test]
async fn a_device_that_nobody_tells_of_for_a_week_is_forgotten() {
    let world = World::start().await;
    let (amina, kwame) = (world.user(Role::Consumer), world.user(Role::Consumer));
    amina.post(PATH, app(1)).await.expect(200);
    kwame.post(PATH, app(2)).await.expect(200);
    world.wait(TimeDelta::days(6)).await;
    kwame.post(PATH, app(2)).await.expect(200);
    world.wait(TimeDelta::days(1) + TimeDelta::hours(1)).await;
    assert_eq!((devices(&world, &amina).await, devices(&world, &kwame).await), (0, 1));
}

#[tokio::test]
async fn what_is_no_device_is_refused_and_nobody_else_sees_one() {
    let world = World::start().await;
    let amina = world.user(Role::Consumer);
    let nobody = world.app.anonymous();
    nobody.post(PATH, app(1)).await.expect(401);
    nobody.delete(PATH).await.expect(401);
    assert_eq!(amina.post(PATH, json!({})).await.expect(422).errors()[0].1, "token");
    amina.post(PATH, json!({"token": "short"})).await.expect(422);
    amina.post(PATH, json!({"token": 7})).await.expect(400);
    amina.post(PATH, json!({"phone": "x"})).await.expect(400);
    let inward = amina.post(PATH, browser("https://169.254.169.254/latest")).await.expect(422);
    assert_eq!(inward.errors()[0].1, "subscription.endpoint");
    amina.post(PATH, app(1)).await.expect(200);
    for (client, expected) in [(&amina, 1), (&world.user(Role::Consumer), 0), (&nobody, 0)] {
        let mut tx = world.app.db().begin(&client.actor).await.expect("a transaction");
        let seen: i64 = sqlx::query_scalar("SELECT count(*) FROM notifications.devices")
            .fetch_one(&mut *tx)
            .await
            .expect("counts");
        assert_eq!(seen, expected);
    }
}
