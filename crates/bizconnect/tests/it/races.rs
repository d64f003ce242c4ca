use chrono::TimeDelta;
use serde_json::json;
use testkit::{Client, Reply};

use crate::support::{Fair, bring, request};

async fn introduce(from: &Client, to: &Client, note: &str) -> Reply {
    let mut body = request(to.business_id());
    body["note"] = json!(note);
    from.post("/api/v1/connections", body).await
}

/// Both ask each other in the same millisecond: they are connected at once, with one connection between them, each reads what
/// the other has said of itself, and the one that was answered was not charged twice.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn two_hundred_pairs_that_ask_each_other_at_once_are_connected() {
    let fair = Fair::open().await;
    for round in 0..200 {
        let (one, other) = (fair.ceo(), fair.ceo());
        let (first, second) =
            tokio::join!(introduce(&one, &other, "From one"), introduce(&other, &one, "From the other"));
        let (first, second) = (first.expect(201).data(), second.expect(201).data());
        assert_eq!(first["id"], second["id"], "round {round}");
        let states = [first["status"].as_str(), second["status"].as_str()];
        assert!(
            states.contains(&Some("ACCEPTED")) && states.contains(&Some("PENDING")),
            "round {round}: {states:?}"
        );
        let now = one.get("/api/v1/connections").await.expect(200).data();
        assert_eq!(
            (now.as_array().map(Vec::len), &now[0]["status"]),
            (Some(1), &json!("ACCEPTED")),
            "round {round}"
        );
        let mut notes = [now[0]["note"].as_str(), now[0]["answer_note"].as_str()];
        notes.sort_unstable();
        assert_eq!(notes, [Some("From one"), Some("From the other")], "round {round}");
        let path = format!("/connections/{}", first["id"].as_str().expect("an id"));
        for who in [&one, &other] {
            let page = who.get(&path).await.expect(200).text();
            assert!(page.contains("From one") && page.contains("From the other"), "round {round}");
        }
    }
    assert_eq!(fair.rows().await, 200);
    fair.app.drain().await;
    let events = fair.app.events().await;
    let count = |kind: &str| events.iter().filter(|event| *event == kind).count();
    assert_eq!((count("connection.requested"), count("connection.accepted")), (200, 200));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn an_acceptance_and_a_withdrawal_at_once_leave_one_of_both() {
    let fair = Fair::open().await;
    for _ in 0..30 {
        let (asks, answers) = (fair.ceo(), fair.ceo());
        let id = fair.asked(&asks, &answers).await;
        let (accepted, withdrawn) =
            tokio::join!(bring(&answers, &id, "ACCEPTED"), bring(&asks, &id, "WITHDRAWN"));
        let mut statuses = [accepted.status.as_u16(), withdrawn.status.as_u16()];
        statuses.sort_unstable();
        assert_eq!(statuses, [200, 409]);
    }
}

/// The one asks again while the other says yes to what it declined before: one of both counts, nothing breaks.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_late_yes_and_a_new_request_at_once_leave_one_open_connection() {
    let fair = Fair::open().await;
    let mut pairs = Vec::new();
    for _ in 0..40 {
        let (asks, answers) = (fair.ceo(), fair.ceo());
        let old = fair.asked(&asks, &answers).await;
        bring(&answers, &old, "DECLINED").await.expect(200);
        pairs.push((asks, answers, old));
    }
    fair.app.advance(TimeDelta::days(30));
    for (asks, answers, old) in &pairs {
        let path = format!("/api/v1/connections/{old}/status");
        let (asked, accepted) = tokio::join!(
            fair.ask(asks, answers.business_id()),
            answers.patch(&path, json!({"status": "ACCEPTED", "version": 2}))
        );
        let outcome = (asked.status.as_u16(), accepted.status.as_u16());
        assert!([(201, 409), (409, 200)].contains(&outcome), "{outcome:?} {}", accepted.text());
        let now = asks.get("/api/v1/connections").await.expect(200).data();
        let open = now.as_array().expect("a list").iter();
        let open = open.filter(|one| ["PENDING", "ACCEPTED"].contains(&one["status"].as_str().unwrap_or("")));
        assert_eq!(open.count(), 1, "{outcome:?}");
    }
}

/// Both press at the same moment on the same old no: the one accepts after all, the other blocks.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_late_yes_and_a_block_at_once_leave_one_of_both() {
    let fair = Fair::open().await;
    for _ in 0..30 {
        let (asks, answers) = (fair.ceo(), fair.ceo());
        let id = fair.asked(&asks, &answers).await;
        bring(&answers, &id, "DECLINED").await.expect(200);
        let path = format!("/api/v1/connections/{id}/status");
        let (accepted, blocked) = tokio::join!(
            answers.patch(&path, json!({"status": "ACCEPTED", "version": 2})),
            asks.patch(&path, json!({"status": "BLOCKED", "version": 2}))
        );
        let mut statuses = [accepted.status.as_u16(), blocked.status.as_u16()];
        statuses.sort_unstable();
        assert_eq!(statuses, [200, 409]);
    }
}
