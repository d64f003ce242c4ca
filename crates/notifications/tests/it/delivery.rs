//! How notifications go out: quiet hours, digests, floods, other channels, and what was read meanwhile (N-3, N-5).

use chrono::TimeDelta;
use contracts::listings::{ListingEvent, ListingMatches, MatchedListing};
use contracts::messaging::MessagingEvent;
use contracts::search::{SearchEvent, SearchMatched};
use kernel::{Actor, Clock, ConversationId, Language, ListingId, Role, SavedSearchId, TeamRole};
use serde_json::json;
use testkit::Client;

use crate::world::{World, lines};

const PREFERENCES: &str = "/api/v1/notifications/preferences";

/// The tests below tell the time by this.
fn beginning_is_as_expected() {
    assert_eq!(testkit::app::beginning().to_rfc3339(), "2026-11-18T11:06:40+00:00");
}

async fn status(world: &World) -> String {
    let mut superuser = world.app.database().connect_as_superuser().await.expect("connects");
    sqlx::query_scalar(
        "SELECT string_agg(delivery.channel || ' ' || delivery.status, ', ' ORDER BY line.id, delivery.channel)
         FROM notifications.deliveries AS delivery
         JOIN notifications.notifications AS line ON line.id = delivery.notification_id",
    )
    .fetch_one(&mut superuser)
    .await
    .expect("reads")
}

#[tokio::test]
async fn nothing_interrupts_in_quiet_hours_but_security() {
    beginning_is_as_expected();
    let world = World::start().await;
    let ceo = world.member(TeamRole::Ceo);
    // It is 12:06 in Lagos.
    let quiet = json!({"quiet_hours": {"from": "12:00", "until": "13:00"}, "version": 0});
    ceo.put(PREFERENCES, quiet).await.expect(200);
    world.request_from_somebody(&ceo).await;
    assert_eq!(lines(&ceo).await.len(), 1, "it stands in the list");
    assert_eq!(world.heard(), [], "and makes no noise");
    let alert = contracts::accounts::AccountEvent::SecurityAlert {
        user_id: ceo.user_id(),
        reason: "REFRESH_TOKEN_REUSED".to_owned(),
    };
    world.publish(&Actor::Anonymous, &alert).await;
    assert_eq!(world.heard().len(), 1);
    world.wait(TimeDelta::minutes(53)).await;
    assert_eq!(world.heard(), []);
    world.wait(TimeDelta::minutes(1)).await;
    let told = world.heard();
    assert_eq!((told.len(), told[0].1["type"].as_str()), (1, Some("MATCH")), "{told:?}");
}

#[tokio::test]
async fn what_was_read_meanwhile_is_not_sent() {
    let world = World::start().await;
    let ceo = world.member(TeamRole::Ceo);
    let quiet = json!({"quiet_hours": {"from": "12:00", "until": "13:00"}, "version": 0});
    ceo.put(PREFERENCES, quiet).await.expect(200);
    world.request_from_somebody(&ceo).await;
    assert_eq!(status(&world).await, "IN_APP QUEUED");
    ceo.post("/api/v1/notifications/read-all", json!({})).await.expect(200);
    assert_eq!(status(&world).await, "IN_APP CANCELLED");
    world.wait(TimeDelta::hours(2)).await;
    assert_eq!(world.heard(), []);
    world.request_from_somebody(&ceo).await;
    assert_eq!(world.heard().len(), 1);
    ceo.post("/api/v1/notifications/read-all", json!({})).await.expect(200);
    assert_eq!(status(&world).await, "IN_APP CANCELLED, IN_APP READ");
}

#[tokio::test]
async fn what_is_switched_off_while_it_waits_is_not_sent() {
    let world = World::with(true).await;
    let ceo = world.member(TeamRole::Ceo);
    let quiet = json!({"from": "12:00", "until": "13:00"});
    ceo.put(PREFERENCES, json!({"quiet_hours": quiet, "version": 0})).await.expect(200);
    world.request_from_somebody(&ceo).await;
    assert_eq!(status(&world).await, "IN_APP QUEUED, PUSH QUEUED");
    let off = json!({"choices": {"MATCH": {"PUSH": false}}, "quiet_hours": quiet, "version": 1});
    ceo.put(PREFERENCES, off).await.expect(200);
    assert_eq!(status(&world).await, "IN_APP QUEUED, PUSH SUPPRESSED");
    world.wait(TimeDelta::hours(2)).await;
    assert_eq!(status(&world).await, "IN_APP SENT, PUSH SUPPRESSED");
    assert!(world.push.sent.lock().expect("free").is_empty());
}

#[tokio::test]
async fn a_message_that_was_seen_in_its_conversation_meanwhile_is_not_sent() {
    let world = World::start().await;
    let (writer, reader) = (world.user(Role::Consumer), world.user(Role::Consumer));
    let quiet = json!({"quiet_hours": {"from": "12:00", "until": "13:00"}, "version": 0});
    reader.put(PREFERENCES, quiet).await.expect(200);
    let first = ConversationId::new(world.app.clock.now());
    *world.messaging.0.lock().expect("free") = vec![reader.user_id()];
    world.publish(&writer.actor, &world.messages(first, &writer, 1, 1)).await;
    world.wait(TimeDelta::seconds(10)).await;
    assert_eq!(status(&world).await, "IN_APP QUEUED");
    world.messaging.0.lock().expect("free").clear();
    world.wait(TimeDelta::hours(1)).await;
    assert_eq!(world.heard(), []);
    assert_eq!(status(&world).await, "IN_APP CANCELLED");
    assert_eq!(lines(&reader).await[0]["read"], true);
}

#[tokio::test]
async fn a_digest_tells_everything_once_a_day() {
    let world = World::start().await;
    let ceo = world.member(TeamRole::Ceo);
    ceo.put(PREFERENCES, json!({"digest_at": "18:00", "version": 0})).await.expect(200);
    world.request_from_somebody(&ceo).await;
    let (conversation_id, business_id) = (ConversationId::new(world.app.clock.now()), ceo.business_id());
    let escalated = MessagingEvent::Escalated { conversation_id, business_id, level: 2 };
    world.publish(&Actor::Anonymous, &escalated).await;
    assert_eq!(lines(&ceo).await.len(), 2);
    assert_eq!(world.heard(), []);
    world.wait(TimeDelta::minutes(354)).await;
    let told = world.heard();
    assert_eq!(told.len(), 1, "at 18:00 in Lagos, both in one: {told:?}");
    assert_eq!(told[0].1["title"], "2 new notifications");
    assert_eq!(told[0].1["link"], "/notifications");
    assert_eq!(status(&world).await, "IN_APP SENT, IN_APP SENT");
    world.wait(TimeDelta::days(1)).await;
    assert_eq!(world.heard(), [], "nothing new, nothing told");
}

#[tokio::test]
async fn a_digest_is_one_however_many_people_have_theirs_at_that_hour() {
    let world = World::start().await;
    let readers: Vec<Client> = (0..70).map(|_| world.member(TeamRole::Ceo)).collect();
    for reader in &readers {
        reader.put(PREFERENCES, json!({"digest_at": "18:00", "version": 0})).await.expect(200);
    }
    let now = world.app.clock.now();
    let side = |of: &Client| MatchedListing {
        id: ListingId::new(now),
        title: "Maize in bags".to_owned(),
        business_id: of.business_id(),
        created_by: of.user_id(),
    };
    let matches = |of: &Client| ListingMatches { own: side(of), other: side(of), count: 1 };
    // Three for each: more than is sent together.
    let found = (0..3).flat_map(|_| readers.iter().map(matches)).collect();
    world.publish(&Actor::Anonymous, &ListingEvent::Matched { found }).await;
    assert_eq!(world.heard(), []);
    world.wait(TimeDelta::minutes(354)).await;
    let told = world.heard();
    assert_eq!(told.len(), readers.len(), "one for each");
    assert!(told.iter().all(|(_, digest)| digest["title"] == "3 new notifications"), "{told:?}");
}

#[tokio::test]
async fn a_flood_is_listed_but_not_told() {
    let world = World::start().await;
    let ceo = world.member(TeamRole::Ceo);
    for _ in 0..30 {
        world.request_from_somebody(&ceo).await;
        ceo.post("/api/v1/notifications/read-all", json!({})).await.expect(200);
    }
    assert_eq!(lines(&ceo).await.len(), 30);
    assert_eq!(world.heard().len(), 24, "twice twelve an hour, for a business");
    assert_eq!(
        world.count("SELECT count(*) FROM notifications.deliveries WHERE reason = 'THROTTLED'").await,
        6
    );
    world.wait(TimeDelta::hours(1)).await;
    world.request_from_somebody(&ceo).await;
    assert_eq!(world.heard().len(), 1);
}

#[tokio::test]
async fn what_waited_for_the_end_of_quiet_hours_is_no_flood_then() {
    let world = World::start().await;
    let reader = world.user(Role::Consumer);
    // It is 12:06 in Lagos.
    let quiet = json!({"quiet_hours": {"from": "12:00", "until": "13:00"}, "version": 0});
    reader.put(PREFERENCES, quiet).await.expect(200);
    for _ in 0..10 {
        let found = SearchMatched {
            search_id: SavedSearchId::new(world.app.clock.now()),
            user_id: reader.user_id(),
            name: "Rice near me".to_owned(),
            url: "/search?q=rice".to_owned(),
            count: 1,
            listing_ids: Vec::new(),
        };
        world.publish(&Actor::Anonymous, &SearchEvent::Matched(found)).await;
    }
    assert_eq!(world.heard(), []);
    world.wait(TimeDelta::hours(1)).await;
    assert_eq!(lines(&reader).await.len(), 10, "all stand in the list");
    assert_eq!(world.heard().len(), 6, "what a consumer is told of in an hour");
    assert_eq!(
        world.count("SELECT count(*) FROM notifications.deliveries WHERE reason = 'THROTTLED'").await,
        4
    );
    assert_eq!(world.app.jobs_left().await, Vec::<String>::new());
}

#[tokio::test]
async fn another_channel_is_tried_again_while_it_is_away_and_speaks_the_readers_language() {
    let world = World::with(true).await;
    let ceo = world.app.member(TeamRole::Ceo);
    world.know(&ceo, Language::Fr, "Africa/Dakar");
    *world.push.away.lock().expect("free") = true;
    world.request_from_somebody(&ceo).await;
    assert_eq!(status(&world).await, "IN_APP SENT, PUSH QUEUED");
    world.wait(TimeDelta::minutes(2)).await;
    *world.push.away.lock().expect("free") = false;
    world.wait(TimeDelta::minutes(10)).await;
    let sent = world.push.sent.lock().expect("free").clone();
    assert_eq!(sent.len(), 1);
    assert!(sent[0].words.title.ends_with("souhaite entrer en relation avec vous"), "{:?}", sent[0].words);
    assert_eq!(world.heard().len(), 1, "the other channel did not wait, and told once");
    assert_eq!(status(&world).await, "IN_APP SENT, PUSH SENT");
    // A channel that stays away is given up for what it could not send.
    *world.push.away.lock().expect("free") = true;
    ceo.post("/api/v1/notifications/read-all", json!({})).await.expect(200);
    world.request_from_somebody(&ceo).await;
    for _ in 0..10 {
        world.wait(TimeDelta::hours(1)).await;
    }
    assert!(status(&world).await.ends_with("PUSH FAILED"), "{}", status(&world).await);
    assert_eq!(world.app.jobs_left().await, Vec::<String>::new());
}
