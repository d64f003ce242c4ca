//! What requests and answers count for: responsiveness (B-2), quotas (B-6), events (B-10), markets (B-9).

use chrono::TimeDelta;
use kernel::{BusinessId, PlanLevel};
use serde_json::{Value, json};

use crate::support::{Fair, Trader, bring};

#[tokio::test]
async fn an_answer_counts_once_and_silence_counts_against_whoever_was_asked() {
    let fair = Fair::open().await;
    let own = fair.business(&Trader::in_lagos(&["grains"])).await;
    let ceo = fair.ceo_of(own, PlanLevel::Free);
    let counted = async || -> (i32, i32) {
        let mut tx = fair.app.db().begin_system().await.expect("a transaction");
        sqlx::query_as("SELECT asked, answered FROM bizconnect.businesses WHERE id = $1")
            .bind(own.0)
            .fetch_one(&mut *tx)
            .await
            .expect("a business")
    };
    let id = fair.asked(&fair.ceo(), &ceo).await;
    assert_eq!(counted().await, (0, 0), "it may still be answered");
    bring(&ceo, &id, "DECLINED").await.expect(200);
    assert_eq!(counted().await, (1, 1), "a no is an answer");
    bring(&ceo, &id, "ACCEPTED").await.expect(200);
    assert_eq!(counted().await, (1, 1), "and another word on the same is none");
    let other = fair.ceo();
    fair.asked(&other, &ceo).await;
    fair.asked(&ceo, &other).await;
    assert_eq!(counted().await, (2, 2), "who asks as well has answered");
    let taken_back = fair.ceo();
    let id = fair.asked(&taken_back, &ceo).await;
    bring(&taken_back, &id, "WITHDRAWN").await.expect(200);
    fair.asked(&fair.ceo(), &ceo).await;
    fair.app.advance(TimeDelta::days(30));
    fair.app.drain().await;
    assert_eq!(counted().await, (3, 2), "what nobody answered counts, what was withdrawn does not");
}

#[tokio::test]
async fn who_meets_a_request_needs_nothing_of_the_plan() {
    let fair = Fair::open().await;
    let (ceo, other) = (fair.ceo(), fair.ceo());
    for _ in 0..5 {
        fair.asked(&ceo, &fair.ceo()).await;
    }
    fair.asked(&other, &ceo).await;
    let met = fair.ask(&ceo, other.business_id()).await.expect(201).data();
    assert_eq!(met["status"], "ACCEPTED");
    for (client, used) in [(&ceo, 5), (&other, 1)] {
        let markets = client.get("/api/v1/connections/markets").await.expect(200).data();
        assert_eq!(markets[0]["quotas"][0]["used_day"], used);
    }
    let over = fair.ask(&ceo, fair.ceo().business_id()).await.expect(403);
    assert_eq!(over.errors()[0].0, "QUOTA_EXCEEDED");
}

#[tokio::test]
async fn a_no_and_a_withdrawal_are_events_and_nobody_is_reminded_too_early() {
    let fair = Fair::open().await;
    for (by_asker, to) in [(false, "DECLINED"), (true, "WITHDRAWN")] {
        let (asks, answers) = (fair.ceo(), fair.ceo());
        let id = fair.asked(&asks, &answers).await;
        bring(if by_asker { &asks } else { &answers }, &id, to).await.expect(200);
    }
    fair.asked(&fair.ceo(), &fair.ceo()).await;
    fair.app.advance(TimeDelta::days(3) - TimeDelta::minutes(2));
    fair.app.drain().await;
    let mut expected = vec![
        "connection.requested",
        "connection.declined",
        "connection.requested",
        "connection.withdrawn",
        "connection.requested",
    ];
    assert_eq!(fair.app.events().await, expected);
    fair.app.advance(TimeDelta::minutes(2));
    fair.app.drain().await;
    expected.push("connection.reminded");
    assert_eq!(fair.app.events().await, expected, "of what waits, and of nothing that is over");
    assert_eq!(fair.app.jobs_left().await, Vec::<String>::new());
}

#[tokio::test]
async fn each_market_has_its_own_count_list_and_numbers() {
    let fair = Fair::open().await;
    let at = async |country: &'static str, place: (f64, f64)| -> BusinessId {
        fair.business(&Trader::in_lagos(&["grains"]).at(country, place)).await
    };
    let (own, america) = (at("NG", (6.455, 3.384)).await, at("US", (40.7, -74.0)).await);
    let ghana = at("GH", (5.6, -0.19)).await;
    let ceo = fair.ceo_of(own, PlanLevel::Growth);
    for (to, market) in [(america, "africa-us"), (ghana, "afcfta")] {
        ceo.post("/api/v1/connections", json!({"business_id": to, "market": market})).await.expect(201);
    }
    let own_markets = ceo.get("/api/v1/connections/markets").await.expect(200).data();
    for (at, code) in ["afcfta", "africa-us"].into_iter().enumerate() {
        let market = &own_markets[at];
        assert_eq!((&market["code"], &market["quotas"][0]["used_day"]), (&json!(code), &json!(1)));
        let listed = ceo.get(&format!("/api/v1/connections?market={code}")).await.expect(200).data();
        let markets: Vec<&Value> =
            listed.as_array().expect("a list").iter().map(|one| &one["market"]).collect();
        assert_eq!(markets, [&json!(code)]);
    }
    let weeks = ceo.get("/api/v1/connections/metrics").await.expect(200).data();
    let mut sent: Vec<_> = weeks
        .as_array()
        .expect("a list")
        .iter()
        .map(|week| (week["market"].as_str().expect("a code"), week["sent"].as_i64()))
        .collect();
    sent.sort_unstable();
    assert_eq!(sent, [("afcfta", Some(1)), ("africa-us", Some(1))]);
}
