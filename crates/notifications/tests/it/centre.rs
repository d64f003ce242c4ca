//! The notification centre by API (N-1).

use chrono::TimeDelta;
use contracts::notifications::NotificationsPort;
use kernel::{Clock, ConversationId, Role, TeamRole};
use serde_json::json;

use crate::world::{World, lines};

/// A person with `count` unread lines, each ten seconds later than the one before.
async fn with_lines(world: &World, count: usize) -> testkit::Client {
    let reader = world.user(Role::Consumer);
    *world.messaging.0.lock().expect("free") = vec![reader.user_id()];
    let writer = world.user(Role::Consumer);
    for _ in 0..count {
        let conversation = ConversationId::new(world.app.clock.now());
        world.publish(&writer.actor, &world.messages(conversation, &writer, 1, 1)).await;
        world.wait(TimeDelta::seconds(10)).await;
    }
    reader
}

#[tokio::test]
async fn the_list_is_paged_filtered_and_counted() {
    let world = World::start().await;
    let reader = with_lines(&world, 5).await;
    let mut ids = Vec::new();
    let mut path = "/api/v1/notifications?limit=2&unread=true&type=MESSAGE&fields=id,title".to_owned();
    loop {
        let page = reader.get(&path).await.expect(200).json();
        assert_eq!(
            (&page["meta"]["unread"], &page["meta"]["groups"]),
            (&json!(5), &json!([{"type": "MESSAGE", "unread": 5}]))
        );
        ids.extend(page["data"].as_array().expect("a list").iter().map(|line| line["id"].clone()));
        match page["links"]["next"].as_str() {
            Some(next) => path = next.to_owned(),
            None => break,
        }
    }
    ids.dedup();
    assert_eq!(ids.len(), 5);
    assert_eq!(reader.get("/api/v1/notifications?type=MATCH").await.expect(200).data(), json!([]));
    let first = reader.get("/api/v1/notifications?limit=1").await.expect(200).json();
    let cursor = first["meta"]["pagination"]["next_cursor"].as_str().expect("a cursor").to_owned();
    reader.get(&format!("/api/v1/notifications?unread=true&cursor={cursor}")).await.expect(400);
    reader.get("/api/v1/notifications?type=GOSSIP").await.expect(422);
    reader.get("/api/v1/notifications?loud=true").await.expect(400);
    let feed = reader.get("/api/v1/activity?limit=3").await.expect(200).json();
    assert_eq!(feed["data"].as_array().map(Vec::len), Some(3));
    let rest = reader.get(feed["links"]["next"].as_str().expect("a next page")).await.expect(200).json();
    assert_eq!((rest["data"].as_array().map(Vec::len), &rest["links"]["next"]), (Some(2), &json!(null)));
}

#[tokio::test]
async fn lines_are_marked_one_by_one_and_all_together() {
    let world = World::start().await;
    let reader = with_lines(&world, 3).await;
    let unread =
        async || reader.get("/api/v1/notifications/unread-count").await.expect(200).data()["unread"].clone();
    assert_eq!(unread().await, 3);
    let all = lines(&reader).await;
    let path = format!("/api/v1/notifications/{}", all[0]["id"].as_str().expect("an id"));
    for _ in 0..2 {
        let marked = reader.patch(&path, json!({"read": true})).await.expect(200).data();
        assert_eq!((&marked["read"], &marked["status"]), (&json!(true), &json!("READ")));
    }
    assert_eq!(unread().await, 2);
    reader.patch(&path, json!({"read": false})).await.expect(200);
    assert_eq!(unread().await, 3);
    reader.patch(&path, json!({})).await.expect(422);
    reader.patch("/api/v1/notifications/nonsense", json!({"read": true})).await.expect(404);
    // Only what was on the page: what came since stays unread.
    let until = all[1]["updated_at"].clone();
    let marked =
        reader.post("/api/v1/notifications/read-all", json!({"until": until})).await.expect(200).data();
    assert_eq!((&marked["marked"], unread().await), (&json!(2), json!(1)));
    reader.post("/api/v1/notifications/read-all", json!({"type": "MESSAGE"})).await.expect(200);
    assert_eq!(unread().await, 0);
    assert_eq!(reader.get("/api/v1/notifications?unread=true").await.expect(200).data(), json!([]));
}

#[tokio::test]
async fn titles_are_in_the_language_of_the_request() {
    let world = World::start().await;
    let ceo = world.member(TeamRole::Ceo);
    world.request_from_somebody(&ceo).await;
    for (language, words) in
        [("en", "wants to connect"), ("fr", "souhaite entrer en relation"), ("ar", "التواصل معك")]
    {
        let line = ceo.clone().with_header("accept-language", language);
        let title = lines(&line).await[0]["title"].clone();
        assert!(title.as_str().is_some_and(|title| title.contains(words)), "{language}: {title}");
    }
}

#[tokio::test]
async fn the_badge_is_counted_from_memory_and_never_old() {
    let world = World::start().await;
    let ceo = world.member(TeamRole::Ceo);
    let badge = async || world.notifications.unread(ceo.user_id()).await.expect("answers");
    assert_eq!(badge().await, 0);
    world.request_from_somebody(&ceo).await;
    assert_eq!(badge().await, 1);
    ceo.post("/api/v1/notifications/read-all", json!({})).await.expect(200);
    assert_eq!(badge().await, 0);
    // From memory: a change that nobody tells of is not seen.
    world.request_from_somebody(&ceo).await;
    assert_eq!(badge().await, 1);
    world
        .count("WITH gone AS (DELETE FROM notifications.notifications RETURNING 1) SELECT count(*) FROM gone")
        .await;
    assert_eq!(badge().await, 1);
}

#[tokio::test]
async fn a_conversation_that_is_read_takes_its_notification_along() {
    let world = World::start().await;
    let reader = with_lines(&world, 2).await;
    let subject =
        lines(&reader).await[0]["link"].as_str().expect("a link").replace("/messages/", "conversation:");
    world.notifications.settle(reader.user_id(), &subject).await.expect("settled");
    let read: Vec<_> = lines(&reader).await.iter().map(|line| line["read"].clone()).collect();
    assert_eq!(read, [true, false]);
    assert_eq!(world.notifications.unread(reader.user_id()).await.expect("answers"), 1);
    // Nothing left of it: nobody is told a second time.
    world.notifications.settle(reader.user_id(), &subject).await.expect("settled");
    assert_eq!(world.counted(), [(format!("user:{}", reader.user_id()), json!({"unread": 1}))]);
}

#[tokio::test]
async fn what_is_read_on_one_device_changes_the_badge_of_the_others() {
    let world = World::start().await;
    let reader = with_lines(&world, 3).await;
    let room = format!("user:{}", reader.user_id());
    let id = lines(&reader).await[0]["id"].as_str().expect("an id").to_owned();
    let path = format!("/api/v1/notifications/{id}");
    for read in [true, true, false] {
        reader.patch(&path, json!({"read": read})).await.expect(200);
    }
    reader.post("/api/v1/notifications/read-all", json!({})).await.expect(200);
    reader.post("/api/v1/notifications/read-all", json!({})).await.expect(200);
    let told: Vec<_> = [2, 3, 0].iter().map(|unread| (room.clone(), json!({"unread": unread}))).collect();
    assert_eq!(world.counted(), told, "told once for each change, to nobody else");
}

#[tokio::test]
async fn old_lines_are_cleared_away() {
    let world = World::start().await;
    let ceo = world.member(TeamRole::Ceo);
    world.request_from_somebody(&ceo).await;
    world.wait(TimeDelta::days(89)).await;
    assert_eq!(world.count("SELECT count(*) FROM notifications.notifications").await, 1);
    world.wait(TimeDelta::days(1) + TimeDelta::hours(1)).await;
    for table in ["notifications", "matters", "causes", "deliveries"] {
        assert_eq!(world.count(&format!("SELECT count(*) FROM notifications.{table}")).await, 0, "{table}");
    }
}

#[tokio::test]
async fn what_only_a_newer_program_has_words_for_breaks_nothing() {
    let world = World::start().await;
    let ceo = world.member(TeamRole::Ceo);
    // It is 12:06 in Lagos.
    let quiet = json!({"quiet_hours": {"from": "12:00", "until": "13:00"}, "version": 0});
    ceo.put("/api/v1/notifications/preferences", quiet).await.expect(200);
    world.request_from_somebody(&ceo).await;
    let newer =
        "WITH newer AS (UPDATE notifications.notifications SET kind = 'connection.celebrated' RETURNING 1)
         SELECT count(*) FROM newer";
    assert_eq!(world.count(newer).await, 1);
    world.wait(TimeDelta::minutes(1)).await;
    world.request_from_somebody(&ceo).await;
    let all = lines(&ceo).await;
    let told: Vec<_> = all.iter().map(|line| (line["kind"].clone(), line["type"].clone())).collect();
    let expected = [("connection.requested", "MATCH"), ("other", "MATCH")];
    assert_eq!(told, expected.map(|(kind, topic)| (json!(kind), json!(topic))));
    let unread = ceo.get("/api/v1/notifications/unread-count").await.expect(200).data();
    assert_eq!(unread["groups"], json!([{"type": "MATCH", "unread": 2}]));
    for path in ["/notifications", "/activity"] {
        let page = ceo.get(path).await.expect(200).text();
        assert!(page.contains("Something new") && page.contains("wants to connect with you"), "{page}");
    }
    world.wait(TimeDelta::hours(1)).await;
    assert_eq!(world.heard().len(), 2, "nor does it keep others back");
    let id = all[1]["id"].as_str().expect("an id");
    let opened = ceo.form(&format!("/notifications/{id}/open"), &[]).await.expect(303);
    assert_eq!(opened.header("location"), "/notifications");
}
