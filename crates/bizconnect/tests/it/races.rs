use serde_json::json;

use crate::support::{Fair, bring};

/// Both ask each other in the same millisecond: they are connected at once, with one connection between them, and
/// the one that was answered was not charged twice.
#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn two_hundred_pairs_that_ask_each_other_at_once_are_connected() {
    let fair = Fair::open().await;
    for round in 0..200 {
        let (one, other) = (fair.ceo(), fair.ceo());
        let (first, second) =
            tokio::join!(fair.ask(&one, other.business_id()), fair.ask(&other, one.business_id()));
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
