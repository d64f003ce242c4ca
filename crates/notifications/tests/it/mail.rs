//! Reminders that reach people who are not signed in (L-3).

use chrono::TimeDelta;
use contracts::accounts::Reach;
use contracts::listings::{ListingEvent, ListingSnapshot};
use kernel::{Actor, Clock, ListingId, TeamRole, UserId};
use platform::messages::{DeliveryChannel, OutboxFolder, OutgoingMessage};
use serde_json::json;
use testkit::Client;

use crate::world::World;

fn ending(world: &World, of: &Client, title: &str) -> ListingEvent {
    let snapshot: ListingSnapshot = serde_json::from_value(json!({
        "id": ListingId::new(world.app.clock.now()), "version": 2, "business_id": of.business_id(), "type": "OFFER",
        "status": "ACTIVE", "title": title, "description": "Dried and cleaned.", "category_path": ["grains"],
        "price": null, "city": null, "country": null, "location": null, "market": null, "has_photo": false,
        "business_verified": false, "activated_at": null, "expires_at": null, "featured_until": null,
        "created_by": of.user_id(), "renewal_path": "/r/abc"
    }))
    .expect("a listing");
    ListingEvent::Expiring(Box::new(snapshot))
}

fn reached(world: &World, user: UserId, email: Option<&str>, phone: Option<&str>) {
    let reach = Reach { email: email.map(str::to_owned), phone: phone.map(str::to_owned) };
    world.people.1.lock().expect("nobody panics").insert(user, reach);
}

fn sent(world: &World) -> Vec<OutgoingMessage> {
    let all = OutboxFolder::newest(&world.app.platform.config.data_dir, 100).expect("readable");
    all.into_iter().map(|kept| kept.message).collect()
}

#[tokio::test]
async fn the_link_that_renews_comes_by_mail_or_by_sms_once() {
    let world = World::with_mail().await;
    let ceo = world.member(TeamRole::Ceo);
    let (manager, nowhere) =
        (world.colleague(&ceo, TeamRole::Manager), world.colleague(&ceo, TeamRole::Manager));
    reached(&world, ceo.user_id(), Some("adunni@example.com"), Some("+2348031234567"));
    reached(&world, manager.user_id(), None, Some("+2348037654321"));
    let event = ending(&world, &ceo, "Maize in bags");
    world.publish(&Actor::Anonymous, &event).await;
    let mut messages = sent(&world);
    messages.sort_by_key(|message| message.to.clone());
    let [sms, mail] = messages.as_slice() else { panic!("one each: {messages:?}") };
    assert_eq!((sms.channel, sms.to.as_str()), (DeliveryChannel::Sms, "+2348037654321"));
    assert_eq!((mail.channel, mail.to.as_str()), (DeliveryChannel::Email, "adunni@example.com"));
    assert_eq!(mail.subject, "“Maize in bags” ends soon");
    let link = format!("{}/r/abc", world.app.platform.config.server.public_url);
    for message in [sms, mail] {
        assert!(message.body.contains(&link), "{message:?}");
    }
    assert!(mail.body.contains("/notifications/preferences"));
    let feed = nowhere.get("/api/v1/activity").await.expect(200).data();
    assert_eq!(feed[0]["kind"], "listing.expiring", "who is not reached has it in the app");
    // Nothing is sent again later, and other kinds stay in the app.
    world.app.advance(TimeDelta::hours(1));
    world.app.drain().await;
    world.request_from_somebody(&ceo).await;
    assert_eq!(sent(&world).len(), 2);
    assert_eq!(world.app.jobs_left().await, Vec::<String>::new());
}

#[tokio::test]
async fn whoever_wants_no_mail_gets_none() {
    let world = World::with_mail().await;
    let ceo = world.member(TeamRole::Ceo);
    reached(&world, ceo.user_id(), Some("adunni@example.com"), None);
    let path = "/api/v1/notifications/preferences";
    let known = ceo.get(path).await.expect(200).data();
    assert_eq!(known["choices"]["SYSTEM"], json!({"IN_APP": true, "EMAIL": true}));
    assert_eq!(known["choices"]["MESSAGE"], json!({"IN_APP": true}), "nothing of it goes by mail");
    let page = ceo.get("/notifications/preferences").await.expect(200).text();
    assert!(page.contains("value=\"SYSTEM EMAIL\" checked") && !page.contains("MESSAGE EMAIL"), "{page}");
    ceo.put(path, json!({"choices": {"MESSAGE": {"EMAIL": true}}, "version": 0})).await.expect(422);
    ceo.put(path, json!({"choices": {"SYSTEM": {"EMAIL": false}}, "version": 0})).await.expect(200);
    let event = ending(&world, &ceo, "Maize in bags");
    world.publish(&Actor::Anonymous, &event).await;
    assert!(sent(&world).is_empty());
}

#[tokio::test]
async fn a_provider_that_is_away_is_tried_again() {
    let world = World::with_mail().await;
    let ceo = world.member(TeamRole::Ceo);
    reached(&world, ceo.user_id(), Some("adunni@example.com"), None);
    // A file stands where the messages should go.
    let outbox = world.app.platform.config.data_dir.join("outbox");
    std::fs::write(&outbox, "in the way").expect("written");
    let event = ending(&world, &ceo, "Maize in bags");
    world.publish(&Actor::Anonymous, &event).await;
    assert_eq!(world.app.jobs_left().await.len(), 1);
    std::fs::remove_file(&outbox).expect("out of the way");
    world.app.advance(TimeDelta::minutes(30));
    world.app.drain().await;
    assert_eq!(sent(&world).len(), 1);
    assert_eq!(world.app.jobs_left().await, Vec::<String>::new());
}
