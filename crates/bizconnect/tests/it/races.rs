use std::cell::Cell;

use chrono::TimeDelta;
use kernel::PlanLevel;
use serde_json::json;
use sqlx::Connection;
use testkit::{Client, Reply};

use crate::support::{Fair, Trader, bring, request};

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

/// Until so many wait for a lock, or `is_done`.
async fn waiting(fair: &Fair, count: i64, is_done: &Cell<bool>) {
    let mut superuser = fair.app.database().connect_as_superuser().await.expect("connects");
    for _ in 0..6_000 {
        let found: i64 = sqlx::query_scalar(
            "SELECT count(*) FROM pg_stat_activity
             WHERE datname = current_database() AND wait_event_type = 'Lock'",
        )
        .fetch_one(&mut superuser)
        .await
        .expect("countable");
        if found >= count || is_done.get() {
            return;
        }
        tokio::time::sleep(std::time::Duration::from_millis(5)).await;
    }
    panic!("{count} should wait");
}

/// A request that nobody answered is over, and is written down by a job and by whoever asks again, at once.
#[tokio::test]
async fn asking_again_and_the_job_that_writes_down_what_is_over_wait_for_each_other_in_one_order() {
    for job_first in [true, false] {
        let fair = Fair::open().await;
        let trader = Trader::in_lagos(&["grains"]);
        let asks = fair.ceo_of(fair.business(&trader).await, PlanLevel::Growth);
        let answers = fair.ceo_of(fair.business(&trader).await, PlanLevel::Growth);
        fair.asked(&asks, &answers).await;
        fair.app.drain().await;
        fair.app.advance(TimeDelta::days(61));
        let mut superuser = fair.app.database().connect_as_superuser().await.expect("connects");
        let mut held = superuser.begin().await.expect("a transaction");
        sqlx::query("SELECT FROM bizconnect.businesses WHERE id = $1 FOR UPDATE")
            .bind(answers.business_id().0)
            .execute(&mut *held)
            .await
            .expect("held");
        let (is_first_there, is_done, never) = (Cell::new(false), Cell::new(false), Cell::new(false));
        let turn = async |first: bool| {
            while !first && !is_first_there.get() {
                tokio::task::yield_now().await;
            }
        };
        let job = async {
            turn(job_first).await;
            fair.app.drain().await;
            is_done.set(!job_first);
        };
        let asking = async {
            turn(!job_first).await;
            fair.ask(&asks, answers.business_id()).await
        };
        let releasing = async {
            waiting(&fair, 1, &never).await;
            is_first_there.set(true);
            waiting(&fair, 2, &is_done).await;
            held.rollback().await.expect("released");
        };
        let ((), asked, ()) = tokio::join!(job, asking, releasing);
        asked.expect(201);
        fair.app.drain().await;
        assert_eq!(fair.app.jobs_left().await, Vec::<String>::new(), "the job first: {job_first}");
        let events = fair.app.events().await;
        assert_eq!(events.iter().filter(|event| *event == "connection.expired").count(), 1);
        let counted: i32 = sqlx::query_scalar("SELECT asked FROM bizconnect.businesses WHERE id = $1")
            .bind(answers.business_id().0)
            .fetch_one(&mut superuser)
            .await
            .expect("a count");
        assert_eq!(counted, 1, "the job first: {job_first}");
    }
}
