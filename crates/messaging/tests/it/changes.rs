use chrono::TimeDelta;
use contracts::bizconnect::ConnectionStatus;
use futures_util::future::join_all;
use serde_json::json;

use crate::live::call;
use crate::support::{Office, text};

#[tokio::test]
async fn a_text_can_be_edited_for_a_quarter_of_an_hour_and_what_it_said_is_kept() {
    let office = Office::open().await;
    let (amina, kwame, path) = office.pair().await;
    amina.post(&path, text("phone-0001", "Is teh maize there?")).await.expect(201);
    let one = format!("{path}/messages/1");
    amina.patch(&one, json!({"text": "x"})).await.expect(428);
    office.take_heard("message.updated");
    let edited =
        amina.patch(&one, json!({"text": "Is the maize there?", "version": 1})).await.expect(200).data();
    assert_eq!((&edited["text"], &edited["version"]), (&json!("Is the maize there?"), &json!(2)));
    let heard = office.take_heard("message.updated");
    assert_eq!((heard.len(), &heard[0].1["text"]), (1, &json!("Is the maize there?")));
    amina.clone().with_header("if-match", "\"v1\"").patch(&one, json!({"text": "y"})).await.expect(409);
    kwame.patch(&one, json!({"text": "mine now", "version": 2})).await.expect(403);
    amina.patch(&one, json!({"text": "", "version": 2})).await.expect(422);
    let edits = kwame.get(&format!("{one}/edits")).await.expect(200).data();
    assert_eq!(edits[0]["text"], "Is teh maize there?");
    office.app.advance(TimeDelta::minutes(15));
    let late = amina.patch(&one, json!({"text": "too late", "version": 2})).await.expect(409);
    assert_eq!(late.errors()[0].0, "EDIT_TOO_LATE");
}

#[tokio::test]
async fn a_removed_message_leaves_only_its_place() {
    let office = Office::open().await;
    let (amina, kwame, path) = office.pair().await;
    for n in 1..=3 {
        amina.post(&path, text(&format!("phone-{n:04}"), &format!("secret {n}"))).await.expect(201);
    }
    let two = format!("{path}/messages/2");
    amina.patch(&two, json!({"text": "changed", "version": 1})).await.expect(200);
    kwame.put(&format!("{two}/reaction"), json!({"emoji": "👍"})).await.expect(200);
    kwame.delete(&two).await.expect(403);
    let gone = amina.delete(&two).await.expect(200).data();
    office.take_heard("message.updated");
    assert_eq!(amina.delete(&two).await.expect(200).data(), gone, "asked again, it stays gone");
    assert_eq!(office.take_heard("message.updated"), []);
    kwame.delete(&two).await.expect(403);
    let seen = kwame.get(&path).await.expect(200).data();
    let left = &seen["messages"][1];
    assert_eq!((&left["seq"], &left["text"], &left["removed_by"]), (&json!(2), &json!(""), &json!("SENDER")));
    assert!(left.get("reactions").is_none());
    let words = "SELECT count(*) FROM messaging.messages WHERE body LIKE '%2%' OR body = 'changed'";
    assert_eq!(office.rows(words).await, 0);
    assert_eq!(office.rows("SELECT count(*) FROM messaging.edits").await, 0);
    kwame.put(&format!("{two}/reaction"), json!({"emoji": "👍"})).await.expect(409);
    // Its place is not given to anybody else.
    assert_eq!(amina.post(&path, text("phone-0004", "next")).await.expect(201).data()["seq"], 4);
}

#[tokio::test]
async fn everybody_has_one_reaction() {
    let office = Office::open().await;
    let (amina, kwame, path) = office.pair().await;
    amina.post(&path, text("phone-0001", "hello")).await.expect(201);
    let reaction = format!("{path}/messages/1/reaction");
    kwame.put(&reaction, json!({"emoji": "ok"})).await.expect(422);
    kwame.put(&reaction, json!({"emoji": "👍"})).await.expect(200);
    office.take_heard("message.updated");
    kwame.put(&reaction, json!({"emoji": "👍"})).await.expect(200);
    assert_eq!(office.take_heard("message.updated"), [], "twice is once");
    amina.put(&reaction, json!({"emoji": "👍"})).await.expect(200);
    let heard = office.take_heard("message.updated");
    assert_eq!(
        heard[0].1["reactions"],
        json!([{"emoji": "👍", "count": 2}]),
        "what is told to all names nobody"
    );
    let after = kwame.put(&reaction, json!({"emoji": "❤️"})).await.expect(200).data();
    assert_eq!(
        after["reactions"],
        json!([{"emoji": "❤️", "count": 1, "mine": true}, {"emoji": "👍", "count": 1, "mine": false}])
    );
    let after = kwame.delete(&reaction).await.expect(200).data();
    assert_eq!(after["reactions"], json!([{"emoji": "👍", "count": 1, "mine": false}]));
    kwame.put(&format!("{path}/messages/9/reaction"), json!({"emoji": "👍"})).await.expect(404);
    amina.delete(&format!("{path}/messages/1")).await.expect(200);
    kwame.put(&reaction, json!({"emoji": "👍"})).await.expect(409);
    kwame.delete(&reaction).await.expect(200);
}

#[tokio::test]
async fn answers_places_and_cards_are_checked_and_kept() {
    let office = Office::open().await;
    let (amina, kwame, path) = office.pair().await;
    amina.post(&path, text("phone-0001", "Where are you?")).await.expect(201);
    let place = json!({"client_id": "phone-0002", "type": "LOCATION", "latitude": 6.45, "longitude": 3.38, "reply_to": 1});
    kwame.post(&path, place).await.expect(201);
    let seen = amina.get(&path).await.expect(200).data();
    assert_eq!(seen["messages"][1]["reply_to"], 1);
    assert_eq!(seen["messages"][1]["detail"], json!({"latitude": 6.45, "longitude": 3.38}));
    let off = json!({"client_id": "phone-0003", "type": "LOCATION", "latitude": 96.0, "longitude": 3.38});
    kwame.post(&path, off).await.expect(422);
    let gone = json!({"client_id": "phone-0004", "type": "LISTING_CARD", "listing_id": uuid::Uuid::now_v7()});
    assert_eq!(kwame.post(&path, gone).await.expect(422).errors()[0].1, "listing_id");
    let system = json!({"client_id": "phone-0005", "type": "SYSTEM", "text": "You have won"});
    kwame.post(&path, system).await.expect(422);
    let mut unknown = text("phone-0006", "x");
    unknown["sender_id"] = json!("me");
    kwame.post(&path, unknown).await.expect(400);
}

/// M-3, M-15: a phone that did not hear an answer asks again, and is not told that what was done has failed.
#[tokio::test]
async fn a_change_that_is_asked_for_again_is_made_and_told_once() {
    let office = Office::open().await;
    let (amina, kwame) = (office.ceo("Amina"), office.ceo("Kwame"));
    let mut connection = office.connect(&amina, &kwame).await;
    let path = office.only_conversation(&amina).await;
    for n in 1..=2 {
        amina.post(&path, text(&format!("phone-{n:04}"), "Is teh maize there?")).await.expect(201);
    }
    let (one, read) = (format!("{path}/messages/1"), format!("{path}/read"));
    let (reaction, other_reaction) = (format!("{one}/reaction"), format!("{path}/messages/2/reaction"));
    let (words, liked) = (json!({"text": "Is the maize there?", "version": 1}), json!({"emoji": "👍"}));
    office.take_heard("message.updated");
    let edits = join_all((0..10).map(|_| amina.patch(&one, words.clone()))).await;
    assert!(edits.into_iter().all(|edit| edit.expect(200).data()["version"] == 2), "ten at once are one");
    for reply in join_all((0..10).map(|_| kwame.put(&reaction, liked.clone()))).await {
        reply.expect(200);
    }
    assert_eq!(office.take_heard("message.updated").len(), 2, "an edit and a reaction");
    assert_eq!(office.rows("SELECT count(*) FROM messaging.edits").await, 1);
    for _ in 0..2 {
        kwame.post(&read, json!({"seq": 1})).await.expect(204);
        let id = path.rsplit('/').next().expect("an id");
        call(&office, &kwame, "message.read", json!({"conversation_id": id, "seq": 1})).await.expect("noted");
    }
    assert_eq!(office.take_heard("receipt.updated").len(), 1, "one position was moved once");
    // Also where nothing new may be said any more, and where it would be too late.
    connection.status = ConnectionStatus::Blocked;
    office.tell(&connection).await;
    office.app.advance(TimeDelta::minutes(15));
    office.take_heard("message.updated");
    assert_eq!(amina.patch(&one, words).await.expect(200).data()["text"], "Is the maize there?");
    let other_words = json!({"text": "Is the rice there?", "version": 2});
    assert_eq!(amina.patch(&one, other_words).await.expect(409).errors()[0].0, "CLOSED");
    let seen = kwame.put(&reaction, liked.clone()).await.expect(200).data();
    assert_eq!(seen["reactions"], json!([{"emoji": "👍", "count": 1, "mine": true}]));
    assert_eq!(kwame.put(&other_reaction, liked).await.expect(409).errors()[0].0, "CLOSED");
    assert_eq!(office.rows("SELECT count(*) FROM messaging.reactions").await, 1);
    for (who, what) in [(&kwame, &reaction), (&kwame, &reaction), (&amina, &one), (&amina, &one)] {
        who.delete(what).await.expect(200);
    }
    assert_eq!(office.take_heard("message.updated").len(), 2, "taken back once, taken away once");
}
