use std::sync::atomic::Ordering::SeqCst;

use contracts::bizconnect::ConnectionStatus;
use kernel::TeamRole;
use serde_json::json;

use crate::support::{Office, said, text};

#[tokio::test]
async fn an_accepted_connection_opens_one_conversation_for_both_teams_speakers() {
    let office = Office::open().await;
    let (amina, kwame) = (office.ceo("Amina"), office.ceo("Kwame"));
    let manager = office.colleague(&kwame, TeamRole::Manager, "Efua");
    let staff = office.colleague(&kwame, TeamRole::Staff, "Yaw");
    let connection = office.connect(&amina, &kwame).await;
    office.tell(&connection).await;
    let path = office.only_conversation(&amina).await;
    assert_eq!(office.only_conversation(&manager).await, path);
    let members = amina.get(&format!("{path}/members")).await.expect(200).data();
    let mut names: Vec<_> = members.as_array().expect("a list").iter().map(|m| m["name"].as_str()).collect();
    names.sort_unstable();
    assert_eq!(names, [Some("Amina"), Some("Efua"), Some("Kwame")]);
    staff.get(&path).await.expect(404);
    let own = amina.get("/api/v1/messages/conversations").await.expect(200).data();
    assert_eq!(own[0]["title"], format!("Business {}", kwame.business_id()));
    assert_eq!(own[0]["connection_id"], connection.id.to_string());
}

#[tokio::test]
async fn messages_go_over_the_connection_as_well() {
    let office = Office::open().await;
    let (amina, kwame) = (office.ceo("Amina"), office.ceo("Kwame"));
    let connection = office.connect(&amina, &kwame).await;
    let path = format!("/api/v1/connections/{}/messages", connection.id);
    let key = amina.clone().with_header("idempotency-key", "phone-0001");
    let first = key.post(&path, json!({"text": "hello"})).await.expect(201).data();
    assert_eq!(key.post(&path, json!({"text": "hello"})).await.expect(201).data(), first);
    assert_eq!(said(&kwame.get(&path).await.expect(200).data()), [(1, "hello".to_owned())]);
    office.ceo("Awa").get(&path).await.expect(404);
    office.ceo("Awa").post(&path, text("phone-0002", "hello")).await.expect(404);
    amina.get(&format!("/api/v1/connections/{}/messages", uuid::Uuid::now_v7())).await.expect(404);
}

#[tokio::test]
async fn only_accepted_connections_may_chat() {
    let office = Office::open().await;
    let (amina, kwame) = (office.ceo("Amina"), office.ceo("Kwame"));
    let mut connection = office.connect(&amina, &kwame).await;
    let path = office.only_conversation(&amina).await;
    connection.status = ConnectionStatus::Blocked;
    office.tell(&connection).await;
    assert_eq!(amina.post(&path, text("phone-0001", "hello")).await.expect(409).errors()[0].0, "CLOSED");
    kwame.get(&path).await.expect(200);
    connection.status = ConnectionStatus::Accepted;
    office.tell(&connection).await;
    amina.post(&path, text("phone-0001", "hello")).await.expect(201);
    let mut pending = connection.clone();
    pending.id = kernel::ConnectionId(uuid::Uuid::now_v7());
    pending.status = ConnectionStatus::Pending;
    office.connections.known.lock().expect("nobody panics").insert(pending.id, pending.clone());
    let path = format!("/api/v1/connections/{}/messages", pending.id);
    assert_eq!(amina.post(&path, text("phone-0002", "hi")).await.expect(409).errors()[0].0, "WRONG_STATE");
}

#[tokio::test]
async fn whoever_becomes_a_manager_later_finds_the_conversations_and_whoever_leaves_loses_them() {
    let office = Office::open().await;
    let (amina, kwame, path) = office.pair().await;
    amina.post(&path, text("phone-0001", "hello")).await.expect(201);
    let late = office.colleague(&kwame, TeamRole::Manager, "Efua");
    assert_eq!(office.only_conversation(&late).await, path);
    let list = late.get("/api/v1/messages/conversations").await.expect(200).data();
    assert_eq!(list[0]["unread"], 0, "what was said before is not news to them");
    amina.post(&path, text("phone-0002", "welcome")).await.expect(201);
    let list = late.get("/api/v1/messages/conversations").await.expect(200).data();
    assert_eq!(list[0]["unread"], 1);
    // Out of the team: the session says so at once, and nothing is told to them any more.
    let outside = office.app.client_of({
        let mut actor = late.actor.clone();
        if let kernel::Actor::User(user) = &mut actor {
            user.membership = None;
        }
        actor
    });
    outside.get(&path).await.expect(404);
    office.introduce(&outside, "Efua");
    let mut tx = office.app.db().begin_system().await.expect("a transaction");
    tx.announce("user.role_changed", "user:x").await.expect("announced");
    tx.commit().await.expect("a commit");
    office.take_heard("message.sent");
    amina.post(&path, text("phone-0003", "between us")).await.expect(201);
    let heard = office.take_heard("message.sent");
    let late_room = platform::sockets::Room::User(late.user_id());
    assert!(heard.iter().all(|(rooms, _)| !rooms.contains(&late_room)), "{heard:?}");
}

/// M-1, M-3: where a business is gone nobody would ever read it; what was acknowledged before stays so.
#[tokio::test]
async fn nothing_new_is_said_to_a_business_where_nobody_is_left() {
    let office = Office::open().await;
    let (amina, kwame, path) = office.pair().await;
    let ack = amina.post(&path, text("phone-0001", "hello")).await.expect(201).data();
    office.people.0.lock().expect("nobody panics").get_mut(&kwame.user_id()).expect("known").business_id =
        None;
    let mut tx = office.app.db().begin_system().await.expect("a transaction");
    tx.announce("business.deleted", "business:x").await.expect("announced");
    tx.commit().await.expect("a commit");
    let refused = amina.post(&path, text("phone-0002", "are you there?")).await.expect(409);
    assert_eq!(refused.errors()[0].0, "CLOSED");
    assert_eq!(amina.post(&path, text("phone-0001", "hello")).await.expect(201).data(), ack);
    // Who acts for it from now on finds what is said before they look.
    let efua = office.colleague(&kwame, TeamRole::Ceo, "Efua");
    amina.post(&path, text("phone-0002", "are you there?")).await.expect(201);
    assert_eq!(office.only_conversation(&efua).await, path);
}

#[tokio::test]
async fn the_first_message_of_a_business_is_asked_for_once_and_a_refusal_keeps_everything_as_it_was() {
    let office = Office::open().await;
    let (amina, kwame, path) = office.pair().await;
    let acknowledged = amina.post(&path, text("phone-0001", "hello")).await.expect(201).data();
    let asked = office.connections.asked.load(SeqCst);
    amina.post(&path, text("phone-0002", "still there?")).await.expect(201);
    assert_eq!((asked, office.connections.asked.load(SeqCst)), (1, 1), "granted is granted");

    office.connections.used_up.store(true, SeqCst);
    let refused = kwame.post(&path, text("phone-0003", "yes")).await.expect(403);
    assert_eq!(refused.errors()[0].0, "QUOTA_EXCEEDED");
    // A retry of what was acknowledged is never told that it failed, and those who began may go on.
    assert_eq!(
        amina.post(&path, text("phone-0001", "hello")).await.expect(201).data()["seq"],
        acknowledged["seq"]
    );
    amina.post(&path, text("phone-0004", "hello?")).await.expect(201);
    assert_eq!(said(&kwame.get(&path).await.expect(200).data()).len(), 3);

    office.connections.used_up.store(false, SeqCst);
    kwame.post(&path, text("phone-0003", "yes")).await.expect(201);
}

#[tokio::test]
async fn a_connections_page_leads_to_its_conversation() {
    let office = Office::open().await;
    let (amina, kwame) = (office.ceo("Amina"), office.ceo("Kwame"));
    let connection = office.connect(&amina, &kwame).await;
    let conversation = office.only_conversation(&amina).await;
    let id = conversation.rsplit('/').next().expect("an id");
    let path = format!("/messages/with/{}", connection.id);
    let led = amina.get(&path).await.expect(303);
    assert_eq!(led.header("location"), format!("/messages/{id}#end"));
    // Somebody who speaks for the business since yesterday is let in on the way.
    let manager = office.colleague(&kwame, TeamRole::Manager, "Efua");
    manager.get(&path).await.expect(303);
    manager.get(&conversation).await.expect(200);
    office.colleague(&kwame, TeamRole::Staff, "Yaw").get(&path).await.expect(404);
    office.ceo("Awa").get(&path).await.expect(404);
    office.app.anonymous().get(&path).await.expect(401);
    amina.get("/messages/with/nothing").await.expect(404);
}

#[tokio::test]
async fn what_is_read_settles_its_notification_and_nothing_is_asked_when_there_is_none() {
    let office = Office::open().await;
    let (amina, kwame, path) = office.pair().await;
    amina.post(&path, text("phone-0001", "hello")).await.expect(201);
    let read = format!("{path}/read");
    kwame.post(&read, json!({"seq": 1})).await.expect(204);
    let settled = || office.notifications.settled.lock().expect("free").clone();
    assert_eq!(settled(), []);
    office.notifications.unread.store(2, SeqCst);
    kwame.post(&read, json!({"seq": 1})).await.expect(204);
    let id = path.rsplit('/').next().expect("an id");
    assert_eq!(settled(), [(kwame.user_id(), format!("conversation:{id}"))]);
    kwame.get(&path.replace("/api/v1/messages/conversations", "/messages")).await.expect(200);
    assert_eq!(settled().len(), 2, "the page reads too");
}
