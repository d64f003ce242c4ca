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
    assert_eq!(done["result"]["bytes"], json!(file.text().len()));
    let messages: Value = serde_json::from_str(&file.text()).expect("JSON");
    assert_eq!(messages.as_array().map(Vec::len), Some(1), "{messages}");
    assert_eq!((&messages[0]["text"], &messages[0]["sender_name"]), (&json!("hello"), &json!("Amina")));
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
async fn a_conversation_can_be_taken_along_as_a_file() {
    let office = Office::open().await;
    let (amina, kwame, path) = office.pair().await;
    fill(&office, &path, &kwame, 1200).await;
    let json: Value = serde_json::from_str(&office.export(&amina, &path, "json").await).expect("JSON");
    let messages = json.as_array().expect("a list");
    assert_eq!(messages.len(), 1200);
    assert_eq!(
        (&messages[1199]["text"], &messages[0]["sender_name"]),
        (&json!("line 1200"), &json!("Kwame"))
    );
    let text = office.export(&amina, &path, "txt").await;
    assert_eq!(text.lines().count(), 1200);
    assert!(text.contains("Kwame: line 7\n"));
}

#[tokio::test]
async fn a_page_says_how_far_it_is_and_leads_to_the_file_without_scripts() {
    let office = Office::open().await;
    let (amina, kwame, path) = office.pair().await;
    fill(&office, &path, &kwame, 10).await;
    let chat = path.replace("/api/v1/messages/conversations/", "/messages/");
    let exports = format!("{chat}/exports");
    let page = amina.get(&chat).await.expect(200).text();
    assert!(page.contains(&format!("formaction=\"{exports}\"")), "the menu begins it");
    let (stranger, nobody) = (office.ceo("Awa"), office.app.anonymous());
    nobody.form(&exports, &[]).await.expect(401);
    stranger.form(&exports, &[]).await.expect(404);
    stranger.form("/messages/nothing/exports", &[]).await.expect(404);
    assert_eq!(office.rows("SELECT count(*) FROM messaging.exports").await, 0);

    let operation = amina.form(&exports, &[]).await.expect(303).header("location").to_owned();
    let file = format!("{operation}/file");
    assert_eq!(amina.form(&exports, &[]).await.expect(303).header("location"), operation, "tapped twice");
    let waits = amina.get(&operation).await.expect(200).text();
    assert!(waits.contains("<progress") && waits.contains(&format!("href=\"{operation}\"")), "{waits}");
    assert!(waits.contains("data-hear=\"operation.updated\" data-wait") && !waits.contains(&file));
    assert_eq!(amina.get(&file).await.expect(303).header("location"), operation, "not yet");
    office.app.drain().await;
    let ready = amina.get(&operation).await.expect(200).text();
    assert!(ready.contains(&format!("href=\"{file}\"")) && ready.contains("1 kB"), "{ready}");
    assert!(ready.contains(&format!("href=\"{chat}#end\"")) && !ready.contains("<progress"));
    // The address that it leads to is a new one each time, so that the page may stay open for long.
    for _ in 0..2 {
        let signed = amina.get(&file).await.expect(303).header("location").to_owned();
        let text = amina.get(&signed).await.expect(200);
        assert_eq!(text.header("content-type"), "text/plain; charset=utf-8");
        assert_eq!(text.text().lines().count(), 10);
        office.app.advance(TimeDelta::minutes(6));
        amina.get(&signed).await.expect(403);
    }

    // What is somebody else's looks like what is gone, and both like what never was.
    nobody.get(&operation).await.expect(401);
    nobody.get(&file).await.expect(401);
    kwame.get(&file).await.expect(404);
    amina.get("/operations/nothing/file").await.expect(404);
    let others = kwame.get(&operation).await.expect(404).text();
    assert!(others.contains("This file is not here") && !others.contains(&chat), "{others}");
    office.app.advance(TimeDelta::hours(30));
    office.app.drain().await;
    amina.get(&file).await.expect(404);
    for gone in [operation.as_str(), "/operations/nothing"] {
        let page = amina.get(gone).await.expect(404).text();
        assert!(page.contains("This file is not here") && page.contains("href=\"/messages\""), "{page}");
    }
}

#[tokio::test]
async fn a_page_says_that_a_file_could_not_be_made() {
    let office = Office::open().await;
    let (amina, _, path) = office.pair().await;
    amina.post(&path, text("phone-0001", "hello")).await.expect(201);
    let chat = path.replace("/api/v1/messages/conversations/", "/messages/");
    let operation =
        amina.form(&format!("{chat}/exports"), &[]).await.expect(303).header("location").to_owned();
    office.people.0.lock().expect("nobody panics").remove(&amina.user_id());
    let mut tx = office.app.db().begin_system().await.expect("a transaction");
    tx.announce("user.role_changed", "user:x").await.expect("announced");
    tx.commit().await.expect("a commit");
    office.app.drain().await;
    let page = amina.get(&operation).await.expect(200).text();
    assert!(page.contains("cannot read this conversation any more") && !page.contains(&chat), "{page}");
    let file = format!("{operation}/file");
    assert!(!page.contains(&file) && !page.contains("<progress"), "{page}");
    assert_eq!(amina.get(&file).await.expect(303).header("location"), operation, "which says why not");
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
