//! What a server writes about itself: lines for programs that name ids, and nothing that people wrote (P-27).

use serde_json::{Value, json};

use crate::messages::converse;
use crate::server::Server;

#[tokio::test(flavor = "multi_thread")]
async fn log_lines_name_ids_and_never_what_people_wrote() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut server = Server::prepare(None).await;
    // All that is said, by the libraries too, but for what the wire carries in bytes.
    server.set("PUSHNCHAT__LOG__FILTER", "debug");
    server.log = Some(folder.path().join("log"));
    server.start().await;
    let conversation = converse(&server, "kwame", "awa").await;
    let token = server.sign_in("kwame").await;
    let post = async |path: &str, body: Value, status: u16| {
        let request = server.client.post(server.url(path)).bearer_auth(&token);
        let request = request.header("idempotency-key", uuid::Uuid::now_v7().to_string()).json(&body);
        let reply = request.send().await.expect("an answer");
        assert_eq!(reply.status().as_u16(), status, "{path}");
    };
    let password = "rain under yam basket";
    let account = |key: &str, address: &str| json!({key: address, "password": password, "name": "Halima Quartey", "country": "NG"});
    post("/api/v1/auth/register", account("email", "halima@secret.test"), 201).await;
    post("/api/v1/auth/register", account("phone", "+2348031234567"), 201).await;
    post("/api/v1/auth/register", account("email", "not an address"), 422).await;
    post("/api/v1/auth/login", json!({"email": "halima@secret.test", "password": "wrong and secret"}), 401)
        .await;
    let said = json!({"text": "four cows for the wedding", "client_id": "phone-0001"});
    post(&format!("/api/v1/messages/conversations/{conversation}"), said, 201).await;
    let forged = server.client.get(server.url("/api/v1/users/me")).bearer_auth("forged.secret.token");
    assert_eq!(forged.send().await.expect("an answer").status(), 401);
    let leads_nowhere = server.client.get(server.url("/nowhere?address=halima@secret.test"));
    assert_eq!(leads_nowhere.send().await.expect("an answer").status(), 404);
    // The jobs behind these have been done as well: the message waits in the outbox folder.
    server.stop().await;

    let log = std::fs::read_to_string(server.log.as_ref().expect("set")).expect("a log");
    for secret in [
        "halima",
        "secret.test",
        "Halima",
        "8031234567",
        password,
        "wrong and secret",
        "four cows",
        "forged.secret",
        &token,
    ] {
        let line = log
            .lines()
            .find(|line| line.contains(secret))
            .map(|line| line.chars().take(600).collect::<String>());
        assert_eq!(line, None, "{secret} is in the log");
    }
    let lines: Vec<Value> = log
        .lines()
        .map(|line| serde_json::from_str(line).unwrap_or_else(|_| panic!("JSON: {line}")))
        .collect();
    let answered = |status: u16, route: &str| {
        let of_that = |line: &&Value| line["status"] == status && line["span"]["route"] == route;
        lines.iter().find(of_that).unwrap_or_else(|| panic!("a line of {route}"))
    };
    let written = answered(201, "/api/v1/messages/conversations/{id}");
    for id in ["request.id", "trace.id", "actor.id"] {
        assert!(written["span"][id].as_str().is_some_and(|id| id.len() >= 32), "{id} in {written}");
    }
    assert!(answered(401, "/api/v1/auth/login")["span"]["request.id"].is_string());
    // P-29: what is not configured is named with what stands in for it.
    let said = |line: &Value, what: &str| line["message"].as_str().is_some_and(|told| told.starts_with(what));
    let start = lines.iter().find(|line| said(line, "PushNchat is starting")).expect("a first line");
    assert_eq!((&start["cache"], &start["live"]), (&json!("in this process"), &json!("PostgreSQL")));
    let folder = |part: &str| start[part].as_str().is_some_and(|place| place.contains('/'));
    assert!(folder("files") && folder("messages"), "{start}");
}
