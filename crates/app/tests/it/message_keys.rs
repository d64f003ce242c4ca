use std::time::Duration;

use serde_json::{Value, json};

use crate::messages::converse;
use crate::server::Server;

const FIRST: &str = "k1:AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE=";
const SECOND: &str = "k2:AgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgI=";

/// Sealed words outlive a change of keys on the command line; with the wrong key the server runs and says which is missing
/// (M-12).
#[tokio::test(flavor = "multi_thread")]
async fn an_operator_seals_messages_and_changes_the_key() {
    let mut server = Server::prepare(None).await;
    let (ended_well, said) = server.run(&["admin", "rotate-message-keys"]).await;
    assert!(!ended_well && said.contains("messages.seal_with"), "{said}");
    server.set("PUSHNCHAT__MESSAGES__KEYS", FIRST);
    server.set("PUSHNCHAT__MESSAGES__SEAL_WITH", "k1");
    server.start().await;
    let conversation = converse(&server, "kwame", "awa").await;
    let path = format!("/api/v1/messages/conversations/{conversation}");
    let token = server.sign_in("kwame").await;
    let message = json!({"client_id": "phone-0001", "text": "the price is 50"});
    let sent = server.client.post(server.url(&path)).bearer_auth(&token).json(&message).send().await;
    assert_eq!(sent.expect("an answer").status(), 201);
    let mut superuser = server.db.connect_as_superuser().await.expect("the server answers");
    let sealed = "SELECT count(*) FROM messaging.messages WHERE conversation_id = $1 AND body = '' AND sealed IS NOT NULL";
    let sealed: i64 =
        sqlx::query_scalar(sealed).bind(conversation).fetch_one(&mut superuser).await.expect("a number");
    assert_eq!(sealed, 1);
    server.kill().await;

    server.set("PUSHNCHAT__MESSAGES__KEYS", &format!("{FIRST},{SECOND}"));
    server.set("PUSHNCHAT__MESSAGES__SEAL_WITH", "k2");
    server.start().await;
    let (ended_well, said) = server.run(&["admin", "rotate-message-keys", "--reseal"]).await;
    assert!(ended_well && said.contains("sealed with k2") && said.contains("newest data key"), "{said}");
    let clear: i64 = sqlx::query_scalar("SELECT count(*) FROM messaging.messages WHERE body <> ''")
        .fetch_one(&mut superuser)
        .await
        .expect("a number");
    assert_eq!(clear, 0, "what was written before is sealed too");
    server.kill().await;

    server.set("PUSHNCHAT__MESSAGES__KEYS", SECOND);
    server.start().await;
    assert_eq!(newest(&server, &path, "awa").await["text"], "the price is 50");
    server.kill().await;

    let wrong = SECOND.replace("AgI", "BwI");
    server.set("PUSHNCHAT__MESSAGES__KEYS", &wrong);
    server.start().await;
    let message = newest(&server, &path, "awa").await;
    assert_eq!((&message["text"], &message["removed_by"]), (&json!(""), &json!("KEY")));
    let (ended_well, said) = server.run(&["check"]).await;
    assert!(!ended_well && said.contains("\"k2\"") && !said.contains("BwIC"), "{said}");
}

async fn newest(server: &Server, path: &str, name: &str) -> Value {
    let token = server.sign_in(name).await;
    let request = server.client.get(server.url(path)).bearer_auth(&token).timeout(Duration::from_secs(10));
    let body: Value = request.send().await.expect("an answer").json().await.expect("JSON");
    body["data"]["messages"].as_array().and_then(|messages| messages.last()).cloned().unwrap_or_default()
}
