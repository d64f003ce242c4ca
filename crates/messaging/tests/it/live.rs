use std::time::{Duration, Instant};

use kernel::{Language, TeamRole};
use platform::sockets::{LiveCaller, Room};
use serde_json::{Value, json};
use testkit::Client;

use crate::support::{Office, text};

pub fn caller(office: &Office, client: &Client) -> LiveCaller {
    office.app.platform.sockets.caller(client.actor.clone(), Language::En)
}

/// What a socket's call does, without a socket.
pub async fn call(office: &Office, client: &Client, event: &str, payload: Value) -> platform::Result<Value> {
    let module = messaging::module(&office.messaging);
    let found = module.live.calls.into_iter().find(|call| call.event == event).expect("there is such a call");
    found.call.call(&caller(office, client), payload).await
}

#[tokio::test]
async fn sockets_send_read_and_sync_as_http_does() {
    let office = Office::open().await;
    let (amina, kwame, path) = office.pair().await;
    let id = path.rsplit('/').next().expect("an id");
    let message = json!({"conversation_id": id, "message": {"client_id": "phone-0001", "text": "hello"}});
    let ack = call(&office, &amina, "message.send", message.clone()).await.expect("sent");
    assert_eq!((&ack["seq"], &ack["client_id"]), (&json!(1), &json!("phone-0001")));
    assert_eq!(call(&office, &amina, "message.send", message).await.expect("again"), ack);
    assert_eq!(
        amina.post(&path, text("phone-0001", "hello")).await.expect(201).data(),
        ack,
        "one id over both ways"
    );
    call(&office, &kwame, "message.read", json!({"conversation_id": id, "seq": 1})).await.expect("noted");
    let asked = json!({"conversations": [{"conversation_id": id, "seq": 0}]});
    let synced = call(&office, &kwame, "sync", asked).await.expect("synced");
    assert_eq!(synced["conversations"][0]["messages"][0]["text"], "hello");
    let stranger = office.ceo("Awa");
    for (event, payload) in [
        ("message.send", json!({"conversation_id": id, "message": {"client_id": "phone-0009", "text": "x"}})),
        ("message.read", json!({"conversation_id": id, "seq": 1})),
        ("typing", json!({"conversation_id": id})),
    ] {
        let error = call(&office, &stranger, event, payload).await.expect_err("a stranger");
        assert_eq!(error.kind(), kernel::ErrorKind::NotFound, "{event}");
    }
    for bad in [
        json!({}),
        json!([]),
        json!("x"),
        json!({"conversation_id": 5}),
        json!({"conversation_id": id, "x": 1}),
    ] {
        assert!(call(&office, &amina, "message.send", bad).await.is_err());
    }
}

#[tokio::test]
async fn rooms_are_joined_by_those_who_may_read() {
    let office = Office::open().await;
    let (amina, _, path) = office.pair().await;
    let room = Room::Conversation(path.rsplit('/').next().expect("an id").parse().expect("an id"));
    let module = messaging::module(&office.messaging);
    let (prefix, guard) = &module.live.rooms[0];
    assert_eq!(*prefix, "conversation");
    assert!(guard.may_join(&amina.actor, &room).await.expect("an answer"));
    assert!(!guard.may_join(&office.ceo("Awa").actor, &room).await.expect("an answer"));
    let nowhere = Room::Conversation(kernel::ConversationId(uuid::Uuid::now_v7()));
    assert!(!guard.may_join(&amina.actor, &nowhere).await.expect("an answer"));
}

#[tokio::test]
async fn a_thousand_typing_events_are_one_in_three_seconds() {
    let office = Office::open().await;
    let (amina, _, path) = office.pair().await;
    let id = path.rsplit('/').next().expect("an id");
    office.take_heard("typing");
    let began = std::time::Instant::now();
    for _ in 0..1000 {
        call(&office, &amina, "typing", json!({"conversation_id": id})).await.expect("taken");
    }
    let heard = office.take_heard("typing");
    // The pause is measured in real time, and a slow machine takes its time for a thousand calls.
    let most = began.elapsed().as_secs() / 3 + 1;
    assert!((1..=most).contains(&(heard.len() as u64)), "{} of at most {most}", heard.len());
    assert_eq!(heard[0].0, [Room::Conversation(id.parse().expect("an id"))], "only to those who look at it");
    call(&office, &amina, "typing", json!({"conversation_id": id, "typing": false})).await.expect("taken");
    call(&office, &amina, "typing", json!({"conversation_id": id, "typing": false})).await.expect("taken");
    assert!(
        office.take_heard("typing").len() <= 1,
        "stopping is said once, and only while somebody thinks so"
    );
}

/// So many colleagues of somebody who are members of a conversation from now on.
async fn crowd(office: &Office, of: &Client, id: uuid::Uuid, count: usize) -> Vec<Client> {
    let crowd: Vec<Client> =
        (0..count).map(|n| office.colleague(of, TeamRole::Staff, &format!("Member {n}"))).collect();
    let users: Vec<uuid::Uuid> = crowd.iter().map(|client| client.user_id().0).collect();
    let mut tx = office.app.db().begin_system().await.expect("a transaction");
    sqlx::query(
        "INSERT INTO messaging.members (conversation_id, user_id, business_id, role, joined_at)
         SELECT $1, user_id, $3, 'MEMBER', now() FROM unnest($2::uuid[]) AS user_id",
    )
    .bind(id)
    .bind(&users)
    .bind(of.business_id().0)
    .execute(&mut *tx)
    .await
    .expect("rows");
    tx.announce("conversation.hall_changed", &format!("conversation:{id}")).await.expect("announced");
    tx.commit().await.expect("a commit");
    crowd
}

/// Writes down that these people have a socket, as the process that holds it would.
async fn have_sockets(office: &Office, people: &[Client]) {
    let users: Vec<uuid::Uuid> = people.iter().map(|client| client.user_id().0).collect();
    let mut superuser = office.app.database().connect_as_superuser().await.expect("the server answers");
    sqlx::query(
        "WITH process AS (
             -- It is swept when it has been silent for 45 seconds, which this test may take.
             INSERT INTO platform.live_processes (id, serves, seen_at)
             VALUES ($1, true, now() + interval '1 hour') RETURNING id
         )
         INSERT INTO platform.live_users (user_id, process_id)
         SELECT user_id, process.id FROM unnest($2::uuid[]) AS user_id, process",
    )
    .bind(uuid::Uuid::now_v7())
    .bind(&users)
    .execute(&mut superuser)
    .await
    .expect("rows");
}

/// The next number of those who are here that is told of a conversation. It is gathered for five seconds of real time.
async fn next_count(office: &Office, id: uuid::Uuid) -> Value {
    for _ in 0..300 {
        for (_, payload) in office.take_heard("presence.updated") {
            if payload["conversation_id"] == id.to_string() {
                return payload["count"].clone();
            }
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    panic!("how many are here is not told within half a minute");
}

#[tokio::test]
async fn presence_among_a_thousand_members_does_not_grow_with_their_square() {
    let office = Office::open().await;
    let (amina, _, path) = office.pair().await;
    let id: uuid::Uuid = path.rsplit('/').next().expect("an id").parse().expect("an id");
    let crowd = crowd(&office, &amina, id, 1000).await;
    let watches = messaging::module(&office.messaging).live.watches;
    office.take_heard("presence.updated");
    let began = Instant::now();
    for client in &crowd {
        watches[0].connected(&caller(&office, client), true).await;
    }
    // Comings are gathered for five seconds and told as one number, to the one room of the conversation. The pause is
    // measured in real time, and a slow machine takes its time for a thousand comings.
    let told = |heard: &[(Vec<Room>, Value)]| -> Vec<(Vec<Room>, Value)> {
        heard.iter().filter(|(_, payload)| payload["conversation_id"] == id.to_string()).cloned().collect()
    };
    let mut heard = office.take_heard("presence.updated");
    let gathering = began.elapsed();
    while told(&heard).is_empty() || began.elapsed() < gathering + Duration::from_secs(6) {
        assert!(began.elapsed() < gathering + Duration::from_secs(30), "how many are here is told");
        tokio::time::sleep(Duration::from_millis(100)).await;
        heard.extend(office.take_heard("presence.updated"));
    }
    let most = usize::try_from(gathering.as_secs()).expect("small") / 5 + 2;
    let counts = told(&heard);
    assert!(counts.len() <= most, "{} counts for 1,000 comings, at most {most}", counts.len());
    for (rooms, payload) in &counts {
        assert_eq!(rooms, &[Room::Conversation(id.into())]);
        assert!(payload["count"].is_number() && payload.get("user_id").is_none(), "{payload}");
    }
    let packets: usize = heard.iter().map(|(rooms, _)| rooms.len()).sum();
    assert!(packets <= 20, "{packets} packets for 1,000 comings, each to 1,000 readers");
    // A message and a receipt among so many go to one room, not to a thousand.
    crowd[0].post(&path, text("phone-0001", "hello")).await.expect(201);
    let messages = office.take_heard("message.sent");
    assert!(!messages.is_empty() && messages.iter().all(|(rooms, _)| rooms.len() <= 2));
    crowd[1].post(&format!("{path}/read"), json!({"seq": 1})).await.expect(204);
    let receipts = office.take_heard("receipt.updated");
    assert_eq!(receipts.len(), 1);
    assert_eq!(receipts[0].0, [Room::User(crowd[1].user_id())]);
    if std::env::var_os("UPDATE_PRESENCE").is_some() {
        let file = concat!(env!("CARGO_MANIFEST_DIR"), "/../../bench/presence.md");
        std::fs::write(file, report(gathering, counts.len(), messages[0].0.len())).expect("written");
    }
}

/// What was measured among a thousand, for `bench/presence.md`: how long they took to come, how often their number was
/// told, and to how many rooms a message went.
fn report(took: Duration, counts: usize, rooms: usize) -> String {
    let (took, per_change) = (took.as_secs_f64(), counts as f64 / 1000.0);
    let phones = counts * 1000;
    format!(
        "# What presence costs (M-5)

Written by `UPDATE_PRESENCE=1 cargo xtask with-postgres -- cargo nextest run -p messaging presence_among`; the same test
holds the bounds. A channel of 1,000 members who all look at it, and who come one after the other in {took:.1} s. An emission
is what the program hands to its sockets, once however many listen; a packet is what one phone gets of it.

| what happens | emissions | packets | emissions for each change | packets, if each were told of each |
|---|--:|--:|--:|--:|
| 1,000 members come | {counts} | {phones} | {per_change:.3} | 999,000 |
| one of them writes | {rooms} | 1,001 | {rooms} | 1,001 |
| one of them reads | 1 | 1 | 1 | 1,000 |

Comings and goings are gathered for five seconds and told as one number; so a phone gets at most one packet of them in five
seconds from a conversation, however many come. Up to 50 members each coming is told by itself, to those who look. How far
one has read is told to one's own devices alone among so many.
"
    )
}

/// M-5: among many only a number is told, and whoever hides is not a part of it.
#[tokio::test]
async fn whoever_hides_is_not_counted_among_many() {
    let office = Office::open().await;
    let (amina, _, path) = office.pair().await;
    let id: uuid::Uuid = path.rsplit('/').next().expect("an id").parse().expect("an id");
    let crowd = crowd(&office, &amina, id, 60).await;
    have_sockets(&office, &crowd[..4]).await;
    let (shy, other) = (&crowd[0], &crowd[1]);
    let watches = messaging::module(&office.messaging).live.watches;
    office.take_heard("presence.updated");
    watches[0].connected(&caller(&office, other), true).await;
    assert_eq!(next_count(&office, id).await, 4, "those of sixty-two members who have a socket");
    call(&office, shy, "presence.set", json!({"hidden": true})).await.expect("set");
    assert_eq!(next_count(&office, id).await, 3, "whoever begins to hide is counted no more");
}

/// M-5: nothing is told of whoever hides, not even that they turn away; and who shows themselves without a socket is not
/// said to be here.
#[tokio::test]
async fn whoever_hides_turns_away_unseen() {
    let office = Office::open().await;
    let (amina, ..) = office.pair().await;
    have_sockets(&office, std::slice::from_ref(&amina)).await;
    let set = async |presence: Value| {
        office.take_heard("presence.updated");
        call(&office, &amina, "presence.set", presence).await.expect("set");
        office.take_heard("presence.updated")
    };
    assert_eq!(set(json!({"away": true})).await[0].1["away"], true);
    let gone = set(json!({"hidden": true})).await;
    assert_eq!((gone.len(), &gone[0].1["online"], &gone[0].1["away"]), (1, &json!(false), &json!(false)));
    assert_eq!(set(json!({"away": false})).await, []);
    assert_eq!(set(json!({"away": true})).await, []);
    assert_eq!(set(json!({"hidden": false})).await[0].1["online"], true);
    set(json!({"hidden": true})).await;
    let mut superuser = office.app.database().connect_as_superuser().await.expect("the server answers");
    sqlx::query("DELETE FROM platform.live_users").execute(&mut superuser).await.expect("rows");
    assert_eq!(set(json!({"hidden": false})).await[0].1["online"], false, "no socket, so not here");
}

#[tokio::test]
async fn ones_own_devices_hear_of_each_other() {
    let office = Office::open().await;
    let (amina, ..) = office.pair().await;
    let watches = messaging::module(&office.messaging).live.watches;
    let own = vec![Room::User(amina.user_id())];
    office.take_heard("user.connected");
    watches[0].connected(&caller(&office, &amina), true).await;
    let heard = office.take_heard("user.connected");
    assert_eq!((heard.len(), &heard[0].0, &heard[0].1["only"]), (1, &own, &json!(true)));
    watches[0].connected(&caller(&office, &amina), false).await;
    assert_eq!(office.take_heard("user.connected")[0].1["only"], false);
    watches[0].gone(amina.user_id(), false).await;
    let heard = office.take_heard("user.disconnected");
    assert_eq!((heard.len(), &heard[0].0, &heard[0].1["only"]), (1, &own, &json!(false)));
}

#[tokio::test]
async fn presence_is_told_to_open_conversations_and_can_be_hidden() {
    let office = Office::open().await;
    let (amina, kwame, path) = office.pair().await;
    let room = Room::Conversation(path.rsplit('/').next().expect("an id").parse().expect("an id"));
    let watches = messaging::module(&office.messaging).live.watches;
    office.take_heard("presence.updated");
    watches[0].connected(&caller(&office, &amina), true).await;
    watches[0].connected(&caller(&office, &amina), false).await;
    let heard = office.take_heard("presence.updated");
    assert_eq!((heard.len(), &heard[0].0), (1, &vec![room]));
    assert_eq!(heard[0].1["online"], true);
    watches[0].gone(amina.user_id(), true).await;
    assert_eq!(office.take_heard("presence.updated")[0].1["online"], false);
    let members = kwame.get(&format!("{path}/members")).await.expect(200).data();
    let aminas =
        members.as_array().expect("a list").iter().find(|m| m["name"] == "Amina").expect("she is in");
    assert!(aminas["last_seen_at"].is_string());
    call(&office, &amina, "presence.set", json!({"hidden": true})).await.expect("set");
    office.take_heard("presence.updated");
    watches[0].connected(&caller(&office, &amina), true).await;
    watches[0].gone(amina.user_id(), true).await;
    assert_eq!(office.take_heard("presence.updated"), []);
    let members = kwame.get(&format!("{path}/members")).await.expect(200).data();
    let aminas =
        members.as_array().expect("a list").iter().find(|m| m["name"] == "Amina").expect("she is in");
    assert!(aminas.get("online").is_none() && aminas.get("last_seen_at").is_none());
}

/// M-5, M-7: a team that somebody left leaves the row of a member behind, and they are not seen by it any more; where they
/// speak for themselves they still are.
#[tokio::test]
async fn whoever_left_a_team_is_not_seen_to_come_in_its_conversations() {
    let office = Office::open().await;
    let (amina, kwame, path) = office.pair().await;
    office.list_business(&kwame, "kwame-cocoa");
    let staff = office.colleague(&amina, TeamRole::Manager, "Efua");
    assert_eq!(office.only_conversation(&staff).await, path, "she speaks for the team too");
    let words = text("phone-0001", "Is the cocoa still there?");
    let own =
        staff.post("/api/v1/messages/inbox/kwame-cocoa", words).await.expect(201).data()["conversation_id"]
            .as_str()
            .expect("an id")
            .to_owned();
    let of_team = Room::Conversation(path.rsplit('/').next().expect("an id").parse().expect("an id"));
    let of_herself = Room::Conversation(own.parse().expect("an id"));
    let watches = messaging::module(&office.messaging).live.watches;
    let comes_and_goes = async || -> Vec<Room> {
        office.take_heard("presence.updated");
        watches[0].connected(&caller(&office, &staff), true).await;
        watches[0].gone(staff.user_id(), true).await;
        office.take_heard("presence.updated").into_iter().flat_map(|(rooms, _)| rooms).collect()
    };
    let rooms = comes_and_goes().await;
    assert_eq!(rooms.iter().filter(|room| **room == of_team).count(), 2, "{rooms:?}");
    let belongs_to = |business| {
        let mut people = office.people.0.lock().expect("nobody panics");
        people.get_mut(&staff.user_id()).expect("known").business_id = business;
    };
    belongs_to(None);
    assert_eq!(comes_and_goes().await, [of_herself, of_herself]);
    belongs_to(Some(kwame.business_id()));
    assert_eq!(comes_and_goes().await, [of_herself, of_herself], "also with the other side");
    belongs_to(Some(amina.business_id()));
    assert!(comes_and_goes().await.contains(&of_team));
}

#[tokio::test]
async fn other_domains_hear_of_messages_in_one_event_for_each_conversation() {
    let office = Office::open().await;
    let (amina, kwame, path) = office.pair().await;
    for n in 1..=5 {
        let who = if n % 2 == 0 { &kwame } else { &amina };
        who.post(&path, text(&format!("phone-{n:04}"), "hello")).await.expect(201);
    }
    office.app.advance(chrono::TimeDelta::seconds(60));
    office.app.drain().await;
    let mut superuser = office.app.database().connect_as_superuser().await.expect("the server answers");
    let events: Vec<Value> =
        sqlx::query_scalar("SELECT data FROM platform.events WHERE type = 'message.sent' ORDER BY id")
            .fetch_all(&mut superuser)
            .await
            .expect("events");
    let told: Vec<i64> = events
        .iter()
        .flat_map(|event| event["messages"].as_array().expect("messages"))
        .map(|message| message["seq"].as_i64().expect("a place"))
        .collect();
    assert_eq!(told, [1, 2, 3, 4, 5], "each once, in order");
    assert!(events.len() <= 2, "gathered");
    assert!(!events.iter().any(|event| event.to_string().contains("hello")), "words never leave the domain");
    assert_eq!(office.rows("SELECT count(*) FROM messaging.untold").await, 0);
}
