//! What is over, or was seen where it happened, is not told any more (N-4).

use chrono::TimeDelta;
use contracts::bizconnect::{ConnectionEvent, ConnectionSnapshot};
use contracts::messaging::MessagingEvent;
use contracts::notifications::NotificationsPort;
use kernel::{Actor, Clock, ConversationId, TeamRole};
use serde_json::json;
use testkit::Client;

use crate::world::{World, lines, only_title};

type Ending = fn(ConnectionSnapshot) -> ConnectionEvent;

async fn unread(client: &Client) -> i64 {
    let count = client.get("/api/v1/notifications/unread-count").await.expect(200).data();
    count["unread"].as_i64().expect("a number")
}

/// What became of the deliveries of lines of this kind.
async fn statuses(world: &World, kind: &str) -> String {
    let mut superuser = world.app.database().connect_as_superuser().await.expect("connects");
    sqlx::query_scalar(
        "SELECT coalesce(string_agg(DISTINCT delivery.status, ' '), '') FROM notifications.deliveries AS delivery
         JOIN notifications.notifications AS line ON line.id = delivery.notification_id WHERE line.kind = $1",
    )
    .bind(kind)
    .fetch_one(&mut superuser)
    .await
    .expect("reads")
}

#[tokio::test]
async fn a_request_that_is_over_is_read_for_the_whole_team_and_told_to_nobody() {
    let endings: [(&str, Ending); 5] = [
        ("accepted", ConnectionEvent::Accepted),
        ("declined", ConnectionEvent::Declined),
        ("withdrawn", ConnectionEvent::Withdrawn),
        ("blocked", ConnectionEvent::Blocked),
        ("expired", ConnectionEvent::Expired),
    ];
    for (how, ending) in endings {
        let world = World::start().await;
        let ceo = world.member(TeamRole::Ceo);
        let manager = world.colleague(&ceo, TeamRole::Manager);
        // It is 12:06 in Lagos: the manager hears nothing until one.
        let quiet = json!({"quiet_hours": {"from": "12:00", "until": "13:00"}, "version": 0});
        manager.put("/api/v1/notifications/preferences", quiet).await.expect(200);
        let request = world.connection(&ceo);
        world.publish(&Actor::Anonymous, &ConnectionEvent::Requested(request.clone())).await;
        world.publish(&Actor::Anonymous, &ConnectionEvent::Reminded(request.clone())).await;
        assert_eq!((unread(&ceo).await, unread(&manager).await), (2, 2), "{how}");
        world.heard();
        world.counted();
        world.publish(&ceo.actor, &ending(request)).await;
        for (client, name) in [(&ceo, "who answered"), (&manager, "a colleague")] {
            assert_eq!(unread(client).await, 0, "{how}: {name}");
            let read: Vec<_> = lines(client).await.iter().map(|line| line["read"].clone()).collect();
            assert_eq!(read, [true, true], "{how}: {name}");
        }
        let badge = (format!("user:{}", manager.user_id()), json!({"unread": 0}));
        assert!(world.counted().contains(&badge), "{how}: open pages follow");
        assert_eq!(statuses(&world, "connection.requested").await, "CANCELLED READ", "{how}");
        world.wait(TimeDelta::hours(2)).await;
        assert_eq!(world.heard(), [], "{how}: nothing is sent after quiet hours");
        assert_eq!(world.app.jobs_left().await, Vec::<String>::new());
    }
}

#[tokio::test]
async fn of_three_requests_in_one_line_those_that_wait_are_left() {
    let world = World::start().await;
    let ceo = world.member(TeamRole::Ceo);
    let mut requests = Vec::new();
    for _ in 0..3 {
        let request = world.connection(&ceo);
        world.publish(&Actor::Anonymous, &ConnectionEvent::Requested(request.clone())).await;
        requests.push(request);
        world.wait(TimeDelta::seconds(1)).await;
    }
    assert_eq!(only_title(&ceo).await, "3 businesses want to connect with you");
    let named = async || lines(&ceo).await[0]["data"]["connection_id"].clone();
    assert_eq!(named().await, json!(requests[2].id));
    // The latest is answered: the line counts two, and speaks of the one before.
    world.publish(&ceo.actor, &ConnectionEvent::Declined(requests[2].clone())).await;
    assert_eq!(only_title(&ceo).await, "2 businesses want to connect with you");
    assert_eq!((named().await, unread(&ceo).await), (json!(requests[1].id), 1));
    world.publish(&ceo.actor, &ConnectionEvent::Accepted(requests[0].clone())).await;
    assert!(only_title(&ceo).await.ends_with("wants to connect with you"), "{}", only_title(&ceo).await);
    assert_eq!((named().await, unread(&ceo).await), (json!(requests[1].id), 1));
    // Told of twice, it is over once.
    world.publish(&ceo.actor, &ConnectionEvent::Accepted(requests[0].clone())).await;
    assert_eq!(unread(&ceo).await, 1);
    world.publish(&Actor::Anonymous, &ConnectionEvent::Expired(requests[1].clone())).await;
    assert_eq!(unread(&ceo).await, 0);
    assert_eq!(world.count("SELECT count(*) FROM notifications.matters").await, 0);
    // What comes afterwards is news again.
    world.request_from_somebody(&ceo).await;
    assert_eq!((unread(&ceo).await, lines(&ceo).await.len()), (1, 2));
}

#[tokio::test]
async fn an_answer_to_one_leaves_what_others_are_told() {
    let world = World::start().await;
    let (ceo, other) = (world.member(TeamRole::Ceo), world.member(TeamRole::Ceo));
    let (one, two) = (world.connection(&ceo), world.connection(&other));
    for request in [&one, &two] {
        world.publish(&Actor::Anonymous, &ConnectionEvent::Requested(request.clone())).await;
    }
    world.publish(&ceo.actor, &ConnectionEvent::Accepted(one)).await;
    assert_eq!((unread(&ceo).await, unread(&other).await), (0, 1));
}

#[tokio::test]
async fn a_customer_who_was_given_to_an_agent_is_settled_when_the_conversation_is_read() {
    let world = World::start().await;
    let agent = world.member(TeamRole::Staff);
    let now = world.app.clock.now();
    let conversations = [ConversationId::new(now), ConversationId::new(now)];
    for conversation_id in conversations {
        let business_id = agent.business_id();
        let assigned = MessagingEvent::Assigned { conversation_id, business_id, agent: agent.user_id() };
        world.publish(&Actor::Anonymous, &assigned).await;
    }
    assert_eq!(only_title(&agent).await, "2 customers were given to you");
    let read = async |id: ConversationId| {
        world.notifications.settle(agent.user_id(), &format!("conversation:{id}")).await.expect("settled");
    };
    read(conversations[1]).await;
    assert_eq!(only_title(&agent).await, "A customer was given to you");
    assert_eq!(lines(&agent).await[0]["data"]["conversation_id"], json!(conversations[0]));
    assert_eq!(unread(&agent).await, 1);
    read(ConversationId::new(now)).await;
    assert_eq!(unread(&agent).await, 1, "another conversation");
    read(conversations[0]).await;
    assert_eq!(unread(&agent).await, 0);
}
