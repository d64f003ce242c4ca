use chrono::TimeDelta;
use serde_json::{Value, json};

use crate::support::{Office, said, text};

#[tokio::test]
async fn history_is_read_from_both_ends_and_unread_is_what_others_said() {
    let office = Office::open().await;
    let (amina, kwame, path) = office.pair().await;
    for n in 1..=7 {
        let who = if n % 3 == 0 { &kwame } else { &amina };
        who.post(&path, text(&format!("phone-{n:04}"), &format!("message {n}"))).await.expect(201);
    }
    let places = |data: &Value| said(data).into_iter().map(|(seq, _)| seq).collect::<Vec<_>>();
    let newest = kwame.get(&format!("{path}?limit=3")).await.expect(200).data();
    assert_eq!(places(&newest), [5, 6, 7]);
    assert_eq!((&newest["has_before"], &newest["has_after"]), (&json!(true), &json!(false)));
    assert_eq!(newest["conversation"]["unread"], 5, "seven less one's own two");
    let older = kwame.get(&format!("{path}?before=5&limit=10")).await.expect(200).data();
    assert_eq!(places(&older), [1, 2, 3, 4]);
    assert_eq!(older["has_before"], false);
    let next = kwame.get(&format!("{path}?after=2&limit=2")).await.expect(200).data();
    assert_eq!(places(&next), [3, 4]);
    assert_eq!(next["has_after"], true);
    kwame.get(&format!("{path}?after=2&before=5")).await.expect(422);
    kwame.get(&format!("{path}?limit=101")).await.expect(422);
    kwame.get(&format!("{path}?offset=1")).await.expect(400);
    kwame.post(&format!("{path}/read"), json!({"seq": 6})).await.expect(204);
    kwame.post(&format!("{path}/read"), json!({"seq": 2})).await.expect(204);
    let list = kwame.get("/api/v1/messages/conversations").await.expect(200).data();
    assert_eq!((&list[0]["unread"], &list[0]["last_read"]), (&json!(1), &json!(6)), "positions only grow");
    assert_eq!(list[0]["last_message"]["text"], "message 7");
}

#[tokio::test]
async fn receipts_are_positions_told_together_and_never_beyond_what_was_said() {
    let office = Office::open().await;
    let (amina, kwame, path) = office.pair().await;
    for n in 1..=3 {
        amina.post(&path, text(&format!("phone-{n:04}"), "hello")).await.expect(201);
    }
    office.take_heard("receipt.updated");
    kwame.post(&format!("{path}/read"), json!({"seq": 900})).await.expect(204);
    let heard = office.take_heard("receipt.updated");
    assert_eq!(heard.len(), 1, "one event, not one for each message");
    assert_eq!(heard[0].1["positions"][0]["read"], 3);
    kwame.post(&format!("{path}/read"), json!({"seq": 3, "delivered": 3})).await.expect(204);
    assert_eq!(office.take_heard("receipt.updated"), [], "nothing moved, nothing told");
    let members = amina.get(&format!("{path}/members")).await.expect(200).data();
    let kwames = members.as_array().expect("a list").iter().find(|m| m["name"] == "Kwame").expect("he is in");
    assert_eq!((&kwames["last_read"], &kwames["last_delivered"]), (&json!(3), &json!(3)));
}

#[tokio::test]
async fn a_client_that_was_away_catches_up_in_pages_and_skips_what_is_too_much() {
    let office = Office::open().await;
    let (amina, kwame, path) = office.pair().await;
    let id = path.rsplit('/').next().expect("an id").to_owned();
    for n in 1..=120 {
        amina.post(&path, text(&format!("phone-{n:04}"), &format!("message {n}"))).await.expect(201);
    }
    let sync = async |seq: i64, change: i64| {
        let asked = json!({"conversations": [{"conversation_id": id, "seq": seq, "change": change}]});
        kwame.post("/api/v1/messages/sync", asked).await.expect(200).data()["conversations"][0].clone()
    };
    let (mut seq, mut pages) = (5, 0);
    loop {
        let page = sync(seq, 0).await;
        pages += 1;
        let messages = said(&page);
        assert_eq!(messages[0].0, seq + 1, "in order, without a gap");
        seq = messages.last().expect("some").0;
        if page["more"] == false {
            break;
        }
    }
    assert_eq!((seq, pages), (120, 3));
    // What happened to old messages meanwhile is told apart.
    amina.delete(&format!("{path}/messages/3")).await.expect(200);
    amina.put(&format!("{path}/messages/4/reaction"), json!({"emoji": "✅"})).await.expect(200);
    let page = sync(120, 0).await;
    assert_eq!(page["messages"], json!([]));
    assert_eq!(said(&page["changed"]), [(3, String::new()), (4, "message 4".to_owned())]);
    assert_eq!(page["changed"][0]["removed_by"], "SENDER");
    assert_eq!(sync(120, page["last_change"].as_i64().expect("a count")).await["changed"], json!([]));
    // Away for very long: the newest only, and where they begin.
    for n in 121..=320 {
        amina.post(&path, text(&format!("phone-{n:04}"), "more")).await.expect(201);
    }
    let page = sync(5, 0).await;
    assert_eq!(
        (page["skipped_to"].as_i64(), said(&page)[0].0, &page["more"]),
        (Some(271), 271, &json!(false))
    );
    // Stated positions count as delivered.
    let members = amina.get(&format!("{path}/members")).await.expect(200).data();
    let kwames = members.as_array().expect("a list").iter().find(|m| m["name"] == "Kwame").expect("he is in");
    assert_eq!(kwames["last_delivered"], 120);
    // Conversations that were not asked for are named.
    let others = kwame.post("/api/v1/messages/sync", json!({})).await.expect(200).data()["others"].clone();
    assert_eq!(others[0]["id"], id);
}

#[tokio::test]
async fn ticks_are_right_after_coming_back() {
    let office = Office::open().await;
    let (amina, kwame, path) = office.pair().await;
    let asked =
        json!({"conversations": [{"conversation_id": path.rsplit('/').next().expect("an id"), "seq": 2}]});
    for n in 1..=2 {
        amina.post(&path, text(&format!("phone-{n:04}"), "hello")).await.expect(201);
    }
    let read = async || {
        let synced = amina.post("/api/v1/messages/sync", asked.clone()).await.expect(200).data();
        let positions = synced["conversations"][0]["positions"].as_array().expect("positions").clone();
        let kwames = positions.iter().find(|one| one["user_id"] == kwame.user_id().to_string());
        kwames.expect("he is in")["read"].as_i64().expect("a place")
    };
    assert_eq!(read().await, 0);
    kwame.post(&format!("{path}/read"), json!({"seq": 2})).await.expect(204);
    assert_eq!(read().await, 2, "nothing was said or changed since, and still it is told");
}

#[tokio::test]
async fn what_does_not_fit_into_one_answer_is_named() {
    let office = Office::open().await;
    let amina = office.ceo("Amina");
    let mut ids = Vec::new();
    for n in 0..13 {
        let other = office.ceo(&format!("Other {n}"));
        office.connect(&amina, &other).await;
        let path = office.only_conversation(&other).await;
        ids.push(path.rsplit('/').next().expect("an id").to_owned());
    }
    let mut tx = office.app.db().begin_system().await.expect("a transaction");
    for sql in [
        "INSERT INTO messaging.messages (conversation_id, seq, id, kind, body, sent_at)
         SELECT room.id, n, gen_random_uuid(), 'SYSTEM', 'line ' || n, now()
         FROM messaging.conversations AS room CROSS JOIN generate_series(1, 60) AS n",
        "UPDATE messaging.conversations SET last_seq = 60",
    ] {
        sqlx::query(sql).execute(&mut *tx).await.expect("rows");
    }
    tx.commit().await.expect("a commit");
    let (mut seen, mut left, mut rounds) = (Vec::new(), ids.clone(), 0);
    while !left.is_empty() {
        let have: Vec<Value> = left.iter().map(|id| json!({"conversation_id": id, "seq": 0})).collect();
        let answer =
            amina.post("/api/v1/messages/sync", json!({"conversations": have})).await.expect(200).data();
        let caught = answer["conversations"].as_array().expect("a list").clone();
        assert!(caught.iter().all(|one| said(one).len() == 50 && one["more"] == true));
        seen.extend(caught.iter().map(|one| one["conversation_id"].as_str().expect("an id").to_owned()));
        let not_yet = answer["not_yet"].as_array().expect("a list").clone();
        left = not_yet.iter().map(|id| id.as_str().expect("an id").to_owned()).collect();
        rounds += 1;
        assert!(rounds <= 2, "{left:?}");
    }
    assert_eq!((rounds, seen), (2, ids), "ten, then the rest");
}

#[tokio::test]
async fn lists_are_paged_and_archived_conversations_come_back_with_news() {
    let office = Office::open().await;
    let amina = office.ceo("Amina");
    let mut paths = Vec::new();
    for n in 0..5 {
        let other = office.ceo(&format!("Other {n}"));
        office.connect(&amina, &other).await;
        let path = office.only_conversation(&other).await;
        office.app.advance(TimeDelta::minutes(1));
        other.post(&path, text("phone-0001", "hello")).await.expect(201);
        paths.push((other, path));
    }
    let mut seen = Vec::new();
    let mut next = Some("/api/v1/messages/conversations?limit=2".to_owned());
    while let Some(path) = next {
        let reply = amina.get(&path).await.expect(200);
        let ids = reply.data().as_array().expect("a list").clone();
        seen.extend(ids.iter().map(|c| c["id"].as_str().expect("an id").to_owned()));
        next = reply.json()["links"]["next"].as_str().map(str::to_owned);
    }
    let newest_first: Vec<String> =
        paths.iter().rev().map(|(_, path)| path.rsplit('/').next().expect("an id").to_owned()).collect();
    assert_eq!(seen, newest_first);
    let (other, path) = &paths[2];
    amina.put(&format!("{path}/archive"), json!({})).await.expect(204);
    let count = async |query: &str| {
        let list = amina.get(&format!("/api/v1/messages/conversations{query}")).await.expect(200).data();
        list.as_array().expect("a list").len()
    };
    assert_eq!((count("").await, count("?archived=true").await), (4, 1));
    other.post(path, text("phone-0002", "are you there?")).await.expect(201);
    assert_eq!((count("").await, count("?archived=true").await), (5, 0));
    amina.put(&format!("{path}/mute"), json!({})).await.expect(204);
    let muted = amina.get(path).await.expect(200).data();
    assert!(muted["conversation"]["muted_until"].is_string());
    amina.delete(&format!("{path}/mute")).await.expect(204);
}

#[tokio::test]
async fn words_are_found_in_ones_own_conversations_only() {
    let office = Office::open().await;
    let (amina, kwame, path) = office.pair().await;
    let lines =
        ["Yellow maize, 40 bags", "White MAIZE tomorrow", "Rice", "Le maïs est arrivé", "Ẹ̀bà àti ọ̀rọ̀ owó"];
    for (n, words) in lines.iter().enumerate() {
        amina.post(&path, text(&format!("phone-{n:04}"), words)).await.expect(201);
    }
    let find = async |words: &str| {
        said(&kwame.get(&format!("/api/v1/messages/search?q={words}")).await.expect(200).data())
    };
    let places = |found: Vec<(i64, String)>| found.into_iter().map(|(seq, _)| seq).collect::<Vec<_>>();
    assert_eq!(places(find("maize").await), [2, 1], "newest first");
    assert_eq!(places(find("bags+maiz").await), [1]);
    assert_eq!(places(find("ma%C3%AFs").await), [4]);
    let word = "%E1%BB%8D%CC%80r%E1%BB%8D%CC%80";
    assert_eq!(places(find(word).await), [5], "with the marks of its tones");
    assert_eq!(places(find(&format!("{word}+ow")).await), [5]);
    assert_eq!(find("wheat").await, []);
    kwame.get("/api/v1/messages/search?q=").await.expect(422);
    amina.delete(&format!("{path}/messages/2")).await.expect(200);
    assert_eq!(places(find("maize").await), [1]);
    // Past months have an index of their words; what it finds is the same.
    office.app.advance(TimeDelta::days(70));
    office.app.drain().await;
    assert_eq!(places(find("maize").await), [1]);
    let indexed = office.rows("SELECT count(*) FROM pg_class WHERE relname ~ '^messages_.*_words$'").await;
    assert!(indexed >= 1);
}

#[tokio::test]
async fn months_get_partitions_and_old_ones_are_taken_off() {
    let office = Office::open().await;
    let (amina, _, path) = office.pair().await;
    amina.post(&path, text("phone-0001", "hello")).await.expect(201);
    let parts = "SELECT count(*) FROM pg_inherits WHERE inhparent = 'messaging.messages'::regclass";
    let before = office.rows(parts).await;
    office.app.advance(TimeDelta::days(95));
    office.app.drain().await;
    amina.post(&path, text("phone-0002", "a season later")).await.expect(201);
    assert!(office.rows(parts).await > before);
    assert_eq!(
        office.rows("SELECT count(*) FROM ONLY messaging.messages_rest").await,
        0,
        "every month has its place"
    );
    let all = amina.get(&path).await.expect(200).data();
    assert_eq!(said(&all).len(), 2);
    // The retry of a message finds its first ack whatever partition it lies in.
    assert_eq!(amina.post(&path, text("phone-0001", "hello")).await.expect(201).data()["seq"], 1);
    let taken_off =
        office.rows("SELECT count(*) FROM messaging.keep_partitions(now() + interval '20 years', 12)").await;
    assert!(taken_off > 0);
}
