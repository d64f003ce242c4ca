//! Taking a conversation along as an operation that goes on by itself (M-18, P-32).

use chrono::TimeDelta;
use serde_json::{Value, json};
use testkit::Client;
use uuid::Uuid;

use crate::support::{Office, text};

/// Has somebody's conversation written down; where the operation is.
async fn begin(client: &Client, path: &str, format: &str) -> String {
    let begun = client.post(&format!("{path}/exports"), json!({"format": format})).await.expect(202);
    let data = begun.data();
    assert_eq!((&data["type"], &data["progress"]), (&json!("CONVERSATION_EXPORT"), &json!(0)), "{data}");
    begun.header("location").to_owned()
}

async fn look(client: &Client, operation: &str) -> Value {
    client.get(operation).await.expect(200).data()
}

/// Many messages of one person, as if they had been said.
async fn fill(office: &Office, path: &str, by: &Client, count: i64) {
    let id: Uuid = path.rsplit('/').next().expect("an id").parse().expect("an id");
    let mut tx = office.app.db().begin_system().await.expect("a transaction");
    sqlx::query(
        "INSERT INTO messaging.messages (conversation_id, seq, id, sender_id, kind, body, sent_at)
         SELECT $1, n, gen_random_uuid(), $2, 'TEXT', 'line ' || n, now() FROM generate_series(1, $3) AS n",
    )
    .bind(id)
    .bind(by.user_id().0)
    .bind(count)
    .execute(&mut *tx)
    .await
    .expect("rows");
    sqlx::query("UPDATE messaging.conversations SET last_seq = $2 WHERE id = $1")
        .bind(id)
        .bind(count)
        .execute(&mut *tx)
        .await
        .expect("a row");
    tx.commit().await.expect("a commit");
}

#[tokio::test]
async fn an_export_answers_at_once_and_is_fetched_when_it_is_done() {
    let office = Office::open().await;
    let (amina, _, path) = office.pair().await;
    amina.post(&path, text("phone-0001", "hello")).await.expect(201);
    let operation = begin(&amina, &path, "json").await;
    assert_eq!(look(&amina, &operation).await["status"], "QUEUED");
    // What is under way is not begun again, and another format is another file.
    assert_eq!(begin(&amina, &path, "json").await, operation);
    let plain = begin(&amina, &path, "txt").await;
    assert_ne!(plain, operation);
    let at_once = amina.get(&format!("{path}/export")).await.expect(200).text();
    // Said after it was asked for: not in it.
    amina.post(&path, text("phone-0002", "later")).await.expect(201);
    office.take_heard("nothing");
    office.app.drain().await;
    let done = look(&amina, &operation).await;
    assert_eq!((&done["status"], &done["progress"]), (&json!("DONE"), &json!(100)));
    assert!(done["ended_at"].is_string());
    let url = done["result"]["url"].as_str().expect("an address");
    // The signature is the key, for some minutes.
    let file = office.app.anonymous().get(url).await.expect(200);
    assert_eq!(file.text(), at_once);
    assert_eq!(done["result"]["bytes"], json!(at_once.len()));
    assert!(file.header("content-disposition").ends_with(".json\""));
    let lines = look(&amina, &plain).await["result"]["url"].as_str().expect("an address").to_owned();
    assert!(office.app.anonymous().get(&lines).await.expect(200).text().ends_with("Amina: hello\n"));
    // Told live to whoever asked, and to nobody else.
    let heard = office.take_heard("operation.updated");
    let own = platform::sockets::Room::User(amina.user_id());
    assert!(heard.len() == 2 && heard.iter().all(|(rooms, _)| *rooms == [own]), "{heard:?}");
    assert!(heard.iter().all(|(_, body)| body["status"] == "DONE"));
    office.app.advance(TimeDelta::minutes(6));
    office.app.anonymous().get(url).await.expect(403);
    let again = look(&amina, &operation).await["result"]["url"].as_str().expect("an address").to_owned();
    amina.get(&again).await.expect(200);
    amina.get(&again.replace("sig=", "sig=A")).await.expect(403);
    // Asked for once more, it is a new one, as the conversation is now.
    assert_ne!(begin(&amina, &path, "json").await, operation);
}

#[tokio::test]
async fn a_long_conversation_is_written_in_many_pieces_by_however_many_processes() {
    const MESSAGES: i64 = 12_345;
    let office = Office::open().await;
    let (amina, kwame, path) = office.pair().await;
    fill(&office, &path, &kwame, MESSAGES).await;
    let operation = begin(&amina, &path, "txt").await;
    // As if the lease of the one who writes had run out, and another one had begun beside it.
    let id: Uuid = operation.rsplit('/').next().expect("an id").parse().expect("an id");
    let mut tx = office.app.db().begin_system().await.expect("a transaction");
    let now = kernel::Clock::now(&*office.app.clock);
    for other in ["one", "two"] {
        platform::jobs::enqueue(&mut tx, "messaging.export", other, &id, now).await.expect("queued");
    }
    tx.commit().await.expect("a commit");
    office.take_heard("nothing");
    office.app.drain().await;
    let url = look(&amina, &operation).await["result"]["url"].as_str().expect("an address").to_owned();
    let file = amina.get(&url).await.expect(200).text();
    let written: Vec<&str> =
        file.lines().map(|line| line.rsplit("line ").next().unwrap_or_default()).collect();
    let expected: Vec<String> = (1..=MESSAGES).map(|n| n.to_string()).collect();
    assert!(written == expected, "each message once, in order: {} lines", written.len());
    let told = office.take_heard("operation.updated");
    let told: Vec<i64> = told.iter().map(|(_, body)| body["progress"].as_i64().expect("percent")).collect();
    assert!(told.len() > 10 && told.windows(2).all(|pair| pair[0] < pair[1]), "{told:?}");
    assert_eq!(office.app.jobs_left().await, Vec::<String>::new());
    // A day later nothing of it is left.
    office.app.advance(TimeDelta::hours(30));
    office.app.drain().await;
    assert_eq!(office.rows("SELECT count(*) FROM messaging.exports").await, 0);
    amina.get(&operation).await.expect(404);
    for part in [0, 24] {
        let left = office.app.platform.blobs.get(&format!("exports/{id}/{part}")).await.expect("an answer");
        assert!(left.is_none(), "piece {part}");
    }
}

#[tokio::test]
async fn nobody_takes_along_what_is_not_theirs() {
    let office = Office::open().await;
    let (amina, kwame, path) = office.pair().await;
    amina.post(&path, text("phone-0001", "hello")).await.expect(201);
    let exports = format!("{path}/exports");
    office.app.anonymous().post(&exports, json!({})).await.expect(401);
    office.ceo("Awa").post(&exports, json!({})).await.expect(404);
    assert_eq!(amina.post(&exports, json!({"format": "pdf"})).await.expect(422).errors()[0].1, "format");
    amina.post(&exports, json!({"as": "json"})).await.expect(400);
    let operation = begin(&amina, &path, "json").await;
    office.app.anonymous().get(&operation).await.expect(401);
    kwame.get(&operation).await.expect(404);
    amina.get("/api/v1/operations/nothing").await.expect(404);
    // Somebody who leaves the team in between gets nothing.
    office.people.0.lock().expect("nobody panics").remove(&amina.user_id());
    let mut tx = office.app.db().begin_system().await.expect("a transaction");
    tx.announce("user.role_changed", "user:x").await.expect("announced");
    tx.commit().await.expect("a commit");
    office.app.drain().await;
    let failed = look(&amina, &operation).await;
    assert_eq!((&failed["status"], &failed["result"]), (&json!("FAILED"), &Value::Null));
}

#[tokio::test]
async fn the_same_key_is_the_same_export_also_when_it_is_done() {
    let office = Office::open().await;
    let (amina, _, path) = office.pair().await;
    amina.post(&path, text("phone-0001", "hello")).await.expect(201);
    let exports = format!("{path}/exports");
    let key = amina.clone().with_header("idempotency-key", "export-0001");
    let first = key.post(&exports, json!({"format": "txt"})).await.expect(202).data();
    office.app.drain().await;
    let again = key.post(&exports, json!({"format": "txt"})).await.expect(202).data();
    assert_eq!((&again["id"], &again["status"]), (&first["id"], &json!("DONE")), "as far as it is now");
    key.post(&exports, json!({"format": "json"})).await.expect(422);
    assert_eq!(office.rows("SELECT count(*) FROM messaging.exports").await, 1);
}
