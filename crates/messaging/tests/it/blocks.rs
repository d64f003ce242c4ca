//! Who has blocked somebody hears nothing of them, wherever they look (M-11).

use chrono::TimeDelta;
use contracts::bizconnect::ConnectionStatus;
use contracts::messaging::MessagingPort;
use kernel::{ConversationId, TeamRole};
use platform::sockets::Room;
use serde_json::{Value, json};
use testkit::Client;

use crate::live::{call, caller};
use crate::support::{Office, said, text};

const INBOX: &str = "/api/v1/messages/inbox/adunni-grains";

fn room(client: &Client) -> Room {
    Room::User(client.user_id())
}

fn id_of(path: &str) -> &str {
    path.rsplit('/').next().expect("an id")
}

/// Amina on one side, Kwame and Efua on the other.
async fn three() -> (Office, Client, Client, Client, String) {
    let office = Office::open().await;
    let (amina, kwame) = (office.ceo("Amina"), office.ceo("Kwame"));
    let efua = office.colleague(&kwame, TeamRole::Manager, "Efua");
    office.connect(&amina, &kwame).await;
    let path = office.only_conversation(&amina).await;
    (office, amina, kwame, efua, path)
}

async fn block(blocker: &Client, blocked: &Client) {
    blocker.post(&format!("/api/v1/users/{}/block", blocked.user_id()), json!({})).await.expect(204);
}

async fn unblock(blocker: &Client, blocked: &Client) {
    blocker.delete(&format!("/api/v1/users/{}/block", blocked.user_id())).await.expect(204);
}

#[tokio::test]
async fn blocked_words_are_nowhere_and_their_places_are_kept() {
    let (office, amina, kwame, efua, path) = three().await;
    amina.post(&path, text("phone-0001", "Good morning")).await.expect(201);
    kwame.post(&format!("{path}/read"), json!({"seq": 1})).await.expect(204);
    office.app.advance(TimeDelta::minutes(1));
    block(&kwame, &amina).await;
    amina.post(&path, text("phone-0002", "a hidden word")).await.expect(201);
    efua.post(&path, text("phone-0003", "an open word")).await.expect(201);
    amina.put(&format!("{path}/messages/3/reaction"), json!({"emoji": "👎"})).await.expect(200);

    let seen = kwame.get(&path).await.expect(200).data();
    let words = |data: &Value| said(data).into_iter().map(|(_, text)| text).collect::<Vec<_>>();
    assert_eq!(words(&seen), ["Good morning", "", "an open word"], "what was said before the block stays");
    assert_eq!(
        (&seen["messages"][1]["seq"], &seen["messages"][1]["removed_by"]),
        (&json!(2), &json!("BLOCK"))
    );
    assert!(seen["messages"][2].get("reactions").is_none(), "nor how they feel: {seen}");
    assert_eq!(seen["conversation"]["unread"], 1, "only what Efua said is news");
    let ids = [kwame.user_id(), efua.user_id()];
    let unread = office.messaging.unread(&ids).await.expect("an answer");
    assert_eq!((unread[&ids[0]], unread[&ids[1]]), (1, 2));

    let asked = json!({"conversations": [{"conversation_id": id_of(&path), "seq": 0}]});
    let synced = kwame.post("/api/v1/messages/sync", asked).await.expect(200).data();
    assert_eq!(words(&synced["conversations"][0]), ["Good morning", "", "an open word"]);
    let found = kwame.get("/api/v1/messages/search?q=word").await.expect(200).data();
    assert_eq!(words(&found), ["an open word"]);
    let export = office.export(&kwame, &path, "json").await;
    assert!(!export.contains("hidden") && export.contains("an open word"));
    let page = kwame.get(&format!("/messages/{}", id_of(&path))).await.expect(200).text();
    assert!(!page.contains("hidden word") && page.contains("an open word"));
    kwame.put(&format!("{path}/messages/2/reaction"), json!({"emoji": "👍"})).await.expect(409);
    for everything in [efua.get(&path).await, amina.get(&path).await] {
        assert_eq!(
            words(&everything.expect(200).data())[1],
            "a hidden word",
            "for all others nothing changed"
        );
    }
    let list = async || kwame.get("/api/v1/messages/conversations").await.expect(200).data()[0].clone();
    amina.post(&path, text("phone-0004", "the last word")).await.expect(201);
    let last = list().await["last_message"].clone();
    assert_eq!((&last["text"], &last["removed_by"]), (&json!(""), &json!("BLOCK")));

    unblock(&kwame, &amina).await;
    assert_eq!(words(&kwame.get(&path).await.expect(200).data())[1], "a hidden word");
    assert_eq!(list().await["last_message"]["text"], "the last word");
}

#[tokio::test]
async fn what_a_blocked_person_changes_is_not_told_to_who_blocked_them() {
    let (office, amina, kwame, efua, path) = three().await;
    amina.post(&path, text("phone-0001", "Good morning")).await.expect(201);
    office.app.advance(TimeDelta::minutes(1));
    block(&kwame, &amina).await;
    office.app.advance(TimeDelta::minutes(1));
    office.take_heard("message.updated");
    let one = format!("{path}/messages/1");
    amina.patch(&one, json!({"text": "Something nasty", "version": 1})).await.expect(200);
    let heard = office.take_heard("message.updated");
    let rooms: Vec<Room> = heard.iter().flat_map(|(rooms, _)| rooms.clone()).collect();
    assert!(rooms.contains(&room(&efua)) && rooms.contains(&room(&amina)), "{rooms:?}");
    assert!(
        !rooms.contains(&room(&kwame))
            && !rooms.contains(&Room::Conversation(id_of(&path).parse().expect("an id")))
    );
    assert_eq!(said(&kwame.get(&path).await.expect(200).data()), [(1, String::new())], "not the new words");
    assert_eq!(kwame.get(&format!("{one}/edits")).await.expect(200).data(), json!([]));

    // To everybody blocked: nothing can be changed any more, but one's own words can be taken away.
    block(&efua, &amina).await;
    let refused = amina.patch(&one, json!({"text": "More of it", "version": 2})).await.expect(403);
    assert_eq!(refused.errors()[0].0, "BLOCKED");
    efua.post(&path, text("phone-0002", "Stop")).await.expect(201);
    let reaction = format!("{path}/messages/2/reaction");
    assert_eq!(amina.put(&reaction, json!({"emoji": "👎"})).await.expect(403).errors()[0].0, "BLOCKED");
    amina.delete(&one).await.expect(200);
}

#[tokio::test]
async fn nothing_new_is_said_in_a_conversation_that_has_ended() {
    let office = Office::open().await;
    let (amina, kwame) = (office.ceo("Amina"), office.ceo("Kwame"));
    let mut connection = office.connect(&amina, &kwame).await;
    let path = office.only_conversation(&amina).await;
    amina.post(&path, text("phone-0001", "hello")).await.expect(201);
    let (one, reaction) = (format!("{path}/messages/1"), format!("{path}/messages/1/reaction"));
    kwame.put(&reaction, json!({"emoji": "👍"})).await.expect(200);
    connection.status = ConnectionStatus::Blocked;
    office.tell(&connection).await;
    let edited = amina.patch(&one, json!({"text": "nasty", "version": 1})).await.expect(409);
    assert_eq!(edited.errors()[0].0, "CLOSED");
    assert_eq!(amina.put(&reaction, json!({"emoji": "👎"})).await.expect(409).errors()[0].0, "CLOSED");
    kwame.delete(&reaction).await.expect(200);
    assert_eq!(said(&kwame.get(&path).await.expect(200).data()), [(1, "hello".to_owned())]);
}

#[tokio::test]
async fn two_who_are_at_odds_do_not_see_each_other_write_read_or_come() {
    let (office, amina, kwame, efua, path) = three().await;
    let id = id_of(&path).to_owned();
    for n in 1..=2 {
        amina.post(&path, text(&format!("phone-{n:04}"), "hello")).await.expect(201);
    }
    block(&kwame, &amina).await;
    let all = Room::Conversation(id.parse().expect("an id"));
    let told = |event: &str| -> Vec<Room> {
        office.take_heard(event).into_iter().flat_map(|(rooms, _)| rooms).collect()
    };
    let nobody_but = |rooms: &[Room], others: [&Client; 2], what: &str| {
        assert!(others.iter().any(|one| rooms.contains(&room(one))), "{what}: {rooms:?}");
        assert!(!rooms.contains(&all), "{what}: {rooms:?}");
    };
    for (writer, other) in [(&amina, &kwame), (&kwame, &amina)] {
        told("typing");
        call(&office, writer, "typing", json!({"conversation_id": id})).await.expect("taken");
        let rooms = told("typing");
        nobody_but(&rooms, [&efua, writer], "typing");
        assert!(!rooms.contains(&room(other)), "typing: {rooms:?}");
        let watches = messaging::module(&office.messaging).live.watches;
        told("presence.updated");
        watches[0].connected(&caller(&office, writer), true).await;
        let rooms = told("presence.updated");
        nobody_but(&rooms, [&efua, writer], "presence");
        assert!(!rooms.contains(&room(other)), "presence: {rooms:?}");
    }
    told("receipt.updated");
    kwame.post(&format!("{path}/read"), json!({"seq": 2})).await.expect(204);
    let rooms = told("receipt.updated");
    assert!(rooms.contains(&room(&efua)) && rooms.contains(&room(&kwame)) && !rooms.contains(&room(&amina)));
    let members = amina.get(&format!("{path}/members")).await.expect(200).data();
    let kwames = members.as_array().expect("a list").iter().find(|m| m["name"] == "Kwame").expect("he is in");
    for field in ["last_read", "last_delivered", "online", "last_seen_at"] {
        assert!(kwames.get(field).is_none(), "{field} of {kwames}");
    }
    let asked = json!({"conversations": [{"conversation_id": id, "seq": 2}]});
    let synced = amina.post("/api/v1/messages/sync", asked).await.expect(200).data();
    let positions = synced["conversations"][0]["positions"].as_array().expect("positions").clone();
    let of = |client: &Client| positions.iter().any(|one| one["user_id"] == client.user_id().to_string());
    assert!(of(&efua) && of(&amina) && !of(&kwame), "{positions:?}");
}

#[tokio::test]
async fn an_agent_blocks_a_customer_for_the_whole_team() {
    let office = Office::open().await;
    let ceo = office.ceo("Adunni");
    let staff = office.colleague(&ceo, TeamRole::Staff, "Yaw");
    office.list_business(&ceo, "adunni-grains");
    let customer = office.customer("Zola");
    let ack = customer.post(INBOX, text("phone-0001", "Do you have rice?")).await.expect(201).data();
    let path = format!("/api/v1/messages/conversations/{}", ack["conversation_id"].as_str().expect("an id"));
    // Whoever reads along may block; nobody has to be in the conversation for it.
    staff.get(&path).await.expect(200);
    office.app.advance(TimeDelta::seconds(1));
    block(&staff, &customer).await;
    assert_eq!(
        customer.post(&path, text("phone-0002", "You fools")).await.expect(403).errors()[0].0,
        "BLOCKED"
    );
    assert_eq!(
        customer.post(INBOX, text("phone-0003", "You fools")).await.expect(403).errors()[0].0,
        "BLOCKED"
    );
    let edit = json!({"text": "You fools", "version": 1});
    assert_eq!(
        customer.patch(&format!("{path}/messages/1"), edit).await.expect(403).errors()[0].0,
        "BLOCKED"
    );
    assert_eq!(said(&ceo.get(&path).await.expect(200).data()), [(1, "Do you have rice?".to_owned())]);
    // It is the staff member's block: a colleague cannot take it back, they can.
    unblock(&ceo, &customer).await;
    customer.post(&path, text("phone-0002", "Sorry")).await.expect(403);
    unblock(&staff, &customer).await;
    customer.post(&path, text("phone-0002", "Sorry")).await.expect(201);
}

#[tokio::test]
async fn a_blocked_connection_closes_the_inboxes_between_the_two_as_well() {
    let office = Office::open().await;
    let (amina, kwame) = (office.ceo("Amina"), office.ceo("Kwame"));
    let efua = office.colleague(&kwame, TeamRole::Staff, "Efua");
    office.list_business(&amina, "adunni-grains");
    let stranger = office.customer("Zola");
    let open = async |client: &Client| -> String {
        let ack = client.post(INBOX, text("phone-0001", "Do you have rice?")).await.expect(201).data();
        format!("/api/v1/messages/conversations/{}", ack["conversation_id"].as_str().expect("an id"))
    };
    let (path, others) = (open(&efua).await, open(&stranger).await);
    let (mut one, mut two) = (office.connect(&amina, &kwame).await, office.connect(&amina, &kwame).await);
    let refused = async |client: &Client| {
        let code = |reply: testkit::Reply| reply.expect(409).errors()[0].0.clone();
        assert_eq!(code(client.post(&path, text("phone-0009", "hello?")).await), "CLOSED");
    };
    one.status = ConnectionStatus::Blocked;
    office.tell(&one).await;
    office.tell(&one).await;
    refused(&efua).await;
    let again = efua.post(INBOX, text("phone-0009", "hello?")).await.expect(409);
    assert_eq!(again.errors()[0].0, "CLOSED");
    assert_eq!(efua.get(&path).await.expect(200).data()["conversation"]["closed"], true);
    stranger.post(&others, text("phone-0002", "and beans?")).await.expect(201);
    // Two blocks close it twice; it opens when the last one is taken back, whatever the connection was before.
    two.status = ConnectionStatus::Blocked;
    office.tell(&two).await;
    one.status = ConnectionStatus::Declined;
    office.tell(&one).await;
    refused(&efua).await;
    two.status = ConnectionStatus::Accepted;
    office.tell(&two).await;
    efua.post(&path, text("phone-0009", "hello?")).await.expect(201);
    assert_eq!(efua.get(&path).await.expect(200).data()["conversation"]["closed"], false);
}

#[tokio::test]
async fn nobody_is_woken_for_a_customer_whom_a_colleague_has_blocked() {
    let office = Office::open().await;
    let ceo = office.ceo("Adunni");
    let staff = office.colleague(&ceo, TeamRole::Staff, "Yaw");
    office.list_business(&ceo, "adunni-grains");
    let customer = office.customer("Zola");
    let ack = customer.post(INBOX, text("phone-0001", "Do you have rice?")).await.expect(201).data();
    let id: ConversationId = ack["conversation_id"].as_str().expect("an id").parse().expect("an id");
    ceo.post(&format!("/api/v1/messages/desk/tickets/{id}/take"), json!({})).await.expect(200);
    let wake = async || office.to_wake(id, 1).await;
    assert_eq!(wake().await, [ceo.user_id()]);
    block(&staff, &customer).await;
    assert_eq!(wake().await, []);
}
