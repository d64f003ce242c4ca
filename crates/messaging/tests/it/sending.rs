use std::collections::{HashMap, HashSet};

use futures_util::future::join_all;
use serde_json::{Value, json};

use crate::support::{Office, said, text};

#[tokio::test]
async fn a_message_sent_ten_times_at_once_is_one_message_with_ten_equal_acks() {
    let office = Office::open().await;
    let (amina, kwame, path) = office.pair().await;
    office.take_heard("message.sent");
    let sends = (0..10).map(|_| amina.post(&path, text("phone-0001", "Is the maize still there?")));
    let acks: Vec<Value> = join_all(sends).await.into_iter().map(|reply| reply.expect(201).data()).collect();
    assert!(acks.windows(2).all(|pair| pair[0] == pair[1]), "{acks:?}");
    assert_eq!(acks[0]["seq"], 1);
    let seen = kwame.get(&path).await.expect(200).data();
    assert_eq!(said(&seen), [(1, "Is the maize still there?".to_owned())]);
    assert_eq!(seen["messages"][0]["client_id"], "phone-0001");
    assert_eq!(office.take_heard("message.sent").len(), 1, "told once");
    assert_eq!(office.rows("SELECT count(*) FROM messaging.messages").await, 1);
}

#[tokio::test]
async fn two_processes_that_get_the_same_message_at_once_store_it_once() {
    let office = Office::open().await;
    let (amina, _, path) = office.pair().await;
    // A second domain object on the same database is what a second process is.
    let second = office.second_process();
    for round in 0..20 {
        let id = format!("phone-{round:04}");
        let (a, b) =
            tokio::join!(amina.post(&path, text(&id, "hello")), second.send(&amina, &path, &id, "hello"),);
        assert_eq!(a.expect(201).data()["seq"], b, "round {round}");
    }
    assert_eq!(office.rows("SELECT count(*) FROM messaging.messages").await, 20);
}

#[tokio::test]
async fn fifty_senders_race_and_the_places_have_no_gaps_and_everybody_sees_one_order() {
    let office = Office::open().await;
    let (amina, kwame, path) = office.pair().await;
    let second = office.second_process();
    let senders = (0..50).map(|sender| {
        let (client, path, second) = (if sender % 2 == 0 { &amina } else { &kwame }, &path, &second);
        async move {
            let mut own = Vec::new();
            for n in 0..40 {
                let id = format!("sender-{sender:02}-{n:02}");
                let seq = if sender % 5 == 0 {
                    second.send(client, path, &id, &id).await
                } else {
                    client.post(path, text(&id, &id)).await.expect(201).data()["seq"]
                        .as_i64()
                        .expect("a place")
                };
                own.push((seq, id));
            }
            own
        }
    });
    let acked: Vec<Vec<(i64, String)>> = join_all(senders).await;
    for own in &acked {
        assert!(own.windows(2).all(|pair| pair[0].0 < pair[1].0), "a sender's messages keep their order");
    }
    let acked: HashMap<i64, String> = acked.into_iter().flatten().collect();
    assert_eq!(acked.len(), 2000, "every ack has a place of its own");
    for client in [&amina, &kwame] {
        let mut all = Vec::new();
        loop {
            let after = all.last().map_or(0, |(seq, _)| *seq);
            let page = client.get(&format!("{path}?after={after}&limit=100")).await.expect(200).data();
            all.extend(said(&page));
            if page["has_after"] == false {
                break;
            }
        }
        assert!(all.iter().map(|(seq, _)| *seq).eq(1..=2000), "1 to 2000 without gaps");
        assert!(all.iter().all(|(seq, text)| acked.get(seq) == Some(text)), "where the acks say");
    }
}

#[tokio::test]
async fn one_bad_message_of_a_batch_fails_alone() {
    let office = Office::open().await;
    let (amina, _, path) = office.pair().await;
    let sends = (0..30).map(|n| {
        let mut body = text(&format!("phone-{n:04}"), "hello");
        if n % 10 == 3 {
            body["reply_to"] = json!(5000);
        }
        let (amina, path) = (&amina, &path);
        async move { amina.post(path, body).await }
    });
    let statuses: Vec<u16> = join_all(sends).await.iter().map(|reply| reply.status.as_u16()).collect();
    for (n, status) in statuses.iter().enumerate() {
        assert_eq!(*status, if n % 10 == 3 { 422 } else { 201 }, "{n}");
    }
    assert_eq!(office.rows("SELECT last_seq FROM messaging.conversations").await, 27);
}

#[tokio::test]
async fn what_was_acknowledged_is_never_told_to_have_failed() {
    let office = Office::open().await;
    let (amina, kwame) = (office.ceo("Amina"), office.ceo("Kwame"));
    let mut connection = office.connect(&amina, &kwame).await;
    let path = office.only_conversation(&amina).await;
    let first = amina.post(&path, text("phone-0001", "hello")).await.expect(201).data();
    connection.status = contracts::bizconnect::ConnectionStatus::Blocked;
    office.tell(&connection).await;
    let refused = amina.post(&path, text("phone-0002", "hello?")).await.expect(409);
    assert_eq!(refused.errors()[0].0, "CLOSED");
    assert_eq!(amina.post(&path, text("phone-0001", "hello")).await.expect(201).data(), first);
}

#[tokio::test]
async fn lost_connections_lose_and_double_nothing() {
    let office = Office::open().await;
    let (amina, kwame, path) = office.pair().await;
    let sending = async {
        let senders = (0..8).map(|sender| {
            let (amina, path) = (&amina, &path);
            async move {
                let mut acked = Vec::new();
                for n in 0..25 {
                    let id = format!("sender-{sender}-{n:02}");
                    // A phone sends again until it is told that the message is there.
                    loop {
                        let reply = amina.post(path, text(&id, &id)).await;
                        if reply.status.as_u16() == 201 {
                            acked.push((reply.data()["seq"].as_i64().expect("a place"), id));
                            break;
                        }
                        assert_eq!(reply.status.as_u16(), 503, "{}", reply.text());
                    }
                }
                acked
            }
        });
        join_all(senders).await
    };
    let cutting = async {
        for _ in 0..10 {
            office.app.kill_connections().await;
            tokio::task::yield_now().await;
        }
    };
    let (acked, ()) = tokio::join!(sending, cutting);
    let acked: HashMap<i64, String> = acked.into_iter().flatten().collect();
    assert_eq!(acked.len(), 200);
    let mut all = Vec::new();
    for after in [0, 100] {
        all.extend(said(&kwame.get(&format!("{path}?after={after}&limit=100")).await.expect(200).data()));
    }
    assert!(all.iter().map(|(seq, _)| *seq).eq(1..=200));
    assert_eq!(all.iter().map(|(_, text)| text).collect::<HashSet<_>>().len(), 200);
    assert!(all.iter().all(|(seq, text)| acked.get(seq) == Some(text)));
}

#[tokio::test]
async fn strangers_who_guess_find_nothing() {
    let office = Office::open().await;
    let (amina, _, path) = office.pair().await;
    amina.post(&path, text("phone-0001", "a secret")).await.expect(201);
    let stranger = office.ceo("Awa");
    let admin = office.app.admin();
    let nobody = office.app.anonymous();
    let nowhere = format!("/api/v1/messages/conversations/{}", uuid::Uuid::now_v7());
    for somebody in [&stranger, &admin] {
        for path in [&path, &nowhere] {
            somebody.get(path).await.expect(404);
            somebody.post(path, text("phone-0009", "hello")).await.expect(404);
            somebody.get(&format!("{path}/members")).await.expect(404);
            somebody.post(&format!("{path}/exports"), json!({})).await.expect(404);
            somebody.post(&format!("{path}/read"), json!({"seq": 1})).await.expect(404);
            somebody.put(&format!("{path}/mute"), json!({})).await.expect(404);
            somebody.put(&format!("{path}/messages/1/reaction"), json!({"emoji": "👍"})).await.expect(404);
            somebody
                .patch(&format!("{path}/messages/1"), json!({"text": "x", "version": 1}))
                .await
                .expect(404);
            somebody.delete(&format!("{path}/messages/1")).await.expect(404);
            somebody.get(&format!("{path}/messages/1/edits")).await.expect(404);
            somebody.post(&format!("{path}/messages/1/report"), json!({"reason": "SPAM"})).await.expect(404);
        }
        let found = somebody.get("/api/v1/messages/search?q=secret").await.expect(200).data();
        assert_eq!(found, json!([]));
        let id = path.rsplit('/').next().expect("an id");
        let asked = json!({"conversations": [{"conversation_id": id, "seq": 0}]});
        let synced = somebody.post("/api/v1/messages/sync", asked).await.expect(200).data();
        assert_eq!(synced["conversations"], json!([]));
    }
    nobody.get(&path).await.expect(401);
    nobody.post(&path, text("phone-0009", "hello")).await.expect(401);
}

#[tokio::test]
async fn a_forgotten_where_shows_only_ones_own() {
    let office = Office::open().await;
    let (amina, kwame, path) = office.pair().await;
    amina.post(&path, text("phone-0001", "a secret")).await.expect(201);
    amina
        .patch(&format!("{path}/messages/1"), json!({"text": "a new secret", "version": 1}))
        .await
        .expect(200);
    kwame.put(&format!("{path}/messages/1/reaction"), json!({"emoji": "👍"})).await.expect(200);
    let stranger = office.ceo("Awa");
    let count = async |actor: &kernel::Actor, table: &str| -> i64 {
        let mut tx = office.app.db().begin(actor).await.expect("a transaction");
        let sql = format!("SELECT count(*) FROM messaging.{table}");
        sqlx::query_scalar(sqlx::AssertSqlSafe(sql)).fetch_one(&mut *tx).await.expect("a number")
    };
    for table in ["conversations", "members", "messages", "edits", "reactions", "sends"] {
        assert!(count(&amina.actor, table).await > 0, "{table}");
        assert_eq!(count(&stranger.actor, table).await, 0, "{table}");
        assert_eq!(count(&kernel::Actor::Anonymous, table).await, 0, "{table}");
    }
    // Partitions are closed to everybody, whatever may be asked of the table as a whole.
    let part = office.rows(
        "SELECT count(*) FROM pg_class WHERE relname ~ '^messages_' AND relkind = 'r' AND NOT relrowsecurity",
    );
    assert_eq!(part.await, 0);
    // Whoever leaves the team they spoke for reads nothing any more, whatever row is left of them.
    let mut left = kwame.actor.clone();
    if let kernel::Actor::User(user) = &mut left {
        user.membership = None;
    }
    assert_eq!(count(&left, "messages").await, 0);
}
