use chrono::TimeDelta;
use contracts::bizconnect::{ConnectionsPort, FirstMessage};
use futures_util::future::join_all;
use kernel::{Clock, PlanLevel};
use serde_json::json;

use crate::support::{Fair, Trader, bring};

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn two_hundred_racing_requests_get_exactly_what_the_plan_gives() {
    let fair = Fair::open().await;
    let ceo = fair.ceo_of(fair.ceo().business_id(), PlanLevel::Premium);
    let others: Vec<_> = (0..200).map(|_| fair.ceo().business_id()).collect();
    // All are under way at once; the pool lets them through as it can. A crowded machine may answer 503 instead of
    // waiting; then nothing was written, and one asks again.
    let asking = others.iter().map(|other| {
        let (fair, ceo) = (&fair, &ceo);
        async move {
            loop {
                let status = fair.ask(ceo, *other).await.status.as_u16();
                if status != 503 {
                    return status;
                }
            }
        }
    });
    let replies = join_all(asking).await;
    let count = |status: u16| replies.iter().filter(|reply| **reply == status).count();
    assert_eq!((count(201), count(403)), (100, 100), "{replies:?}");
    assert_eq!(fair.rows().await, 100);
    let over = fair.ask(&ceo, fair.ceo().business_id()).await.expect(403);
    assert_eq!(over.errors()[0].0, "QUOTA_EXCEEDED");
    let current = over.json()["meta"]["current"].clone();
    assert_eq!(
        (&current["limit"], &current["used"], &current["period"]),
        (&json!(100), &json!(100), &json!("DAY"))
    );
    assert_eq!(current["lifted_by"], json!(null));
}

#[tokio::test]
async fn a_quota_says_what_lifts_it_and_ends_at_the_midnight_of_the_business() {
    let fair = Fair::open().await;
    // The clock of the tests stands at 2026-11-18T11:06:40Z; in Lagos it is an hour later.
    let business = fair.business(&Trader::in_lagos(&["grains"])).await;
    let ceo = fair.ceo_of(business, PlanLevel::Free);
    for _ in 0..5 {
        fair.ask(&ceo, fair.ceo().business_id()).await.expect(201);
    }
    let over = fair.ask(&ceo, fair.ceo().business_id()).await.expect(403);
    let current = over.json()["meta"]["current"].clone();
    assert_eq!(current["lifted_by"], json!({"plan": "GROWTH", "per_day": 20, "per_month": 200}));
    let resets: chrono::DateTime<chrono::Utc> =
        current["resets_at"].as_str().expect("a moment").parse().expect("a moment");
    assert_eq!(resets.format("%H:%M").to_string(), "23:00");
    // A bigger plan counts what was used before.
    fair.ask(&fair.ceo_of(business, PlanLevel::Growth), fair.ceo().business_id()).await.expect(201);
    fair.app.advance(resets - fair.app.clock.now() - TimeDelta::seconds(1));
    fair.ask(&ceo, fair.ceo().business_id()).await.expect(403);
    fair.app.advance(TimeDelta::seconds(1));
    fair.ask(&ceo, fair.ceo().business_id()).await.expect(201);
}

#[tokio::test]
async fn a_month_is_counted_beside_its_days() {
    let fair = Fair::open().await;
    let ceo = fair.ceo();
    let mut sent = 0;
    // 5 a day and 30 a month; the month of the tests' clock has 12 days left.
    for _ in 0..7 {
        for _ in 0..5 {
            let reply = fair.ask(&ceo, fair.ceo().business_id()).await;
            sent += i32::from(reply.status == 201);
            if reply.status != 201 {
                assert_eq!(reply.json()["meta"]["current"]["period"], "MONTH");
            }
        }
        fair.app.advance(TimeDelta::days(1));
    }
    assert_eq!(sent, 30);
}

#[tokio::test]
async fn what_fails_costs_nothing() {
    let fair = Fair::open().await;
    let (ceo, other) = (fair.ceo(), fair.ceo());
    fair.asked(&ceo, &other).await;
    for _ in 0..10 {
        fair.ask(&ceo, other.business_id()).await.expect(409);
    }
    let markets = ceo.get("/api/v1/connections/markets").await.expect(200).data();
    let request = &markets[0]["quotas"][0];
    assert_eq!(
        (&request["what"], &request["used_day"], &request["left"]),
        (&json!("REQUEST"), &json!(1), &json!(4))
    );
}

#[tokio::test]
async fn a_first_message_counts_once_and_only_between_the_connected() {
    let fair = Fair::open().await;
    let ceo = fair.ceo();
    let mut ids = Vec::new();
    for _ in 0..6 {
        let other = fair.ceo();
        let id = fair.asked(&other, &ceo).await;
        let typed = id.parse().expect("an id");
        let before = fair.connections.first_message(&ceo.actor, typed).await.expect("answered");
        assert_eq!(before, FirstMessage::NotConnected);
        bring(&ceo, &id, "ACCEPTED").await.expect(200);
        let stranger = fair.connections.first_message(&fair.ceo().actor, typed).await.expect("answered");
        assert_eq!(stranger, FirstMessage::NotConnected);
        ids.push(typed);
    }
    for id in &ids[..5] {
        for _ in 0..3 {
            assert_eq!(
                fair.connections.first_message(&ceo.actor, *id).await.expect("answered"),
                FirstMessage::Granted
            );
        }
    }
    let refused = fair.connections.first_message(&ceo.actor, ids[5]).await.expect("answered");
    assert!(
        matches!(&refused, FirstMessage::Refused(problems) if problems[0].code == "QUOTA_EXCEEDED"),
        "{refused:?}"
    );
    fair.app.advance(TimeDelta::days(1));
    assert_eq!(
        fair.connections.first_message(&ceo.actor, ids[5]).await.expect("answered"),
        FirstMessage::Granted
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn racing_first_words_to_strangers_get_exactly_what_the_plan_gives() {
    let fair = Fair::open().await;
    let business = fair.business(&Trader::in_lagos(&["grains"])).await;
    let team: Vec<_> = (0..3).map(|_| fair.ceo_of(business, PlanLevel::Free)).collect();
    let others: Vec<_> = (0..40).map(|_| fair.ceo().business_id()).collect();
    // Several of a team write to several businesses at once, each of them twice.
    let racing = others.iter().chain(&others).enumerate().map(|(n, other)| {
        let (connections, actor) = (&fair.connections, &team[n % team.len()].actor);
        async move {
            loop {
                // A crowded machine may be too busy for one of so many, who asks again then.
                if let Ok(answer) = connections.first_words(actor, *other).await {
                    return (*other, answer);
                }
            }
        }
    });
    let answers = join_all(racing).await;
    let granted: std::collections::HashSet<_> = answers
        .iter()
        .filter(|(_, answer)| *answer == FirstMessage::Granted)
        .map(|(other, _)| *other)
        .collect();
    assert_eq!(granted.len(), 5, "the plan's day, however often each was asked");
    for (_, answer) in &answers {
        let quota = |problems: &[kernel::Problem]| problems[0].code == "QUOTA_EXCEEDED";
        assert!(
            *answer == FirstMessage::Granted || matches!(answer, FirstMessage::Refused(p) if quota(p)),
            "{answer:?}"
        );
    }
    // Whom they wrote to once, they may write to again, and tomorrow is another day.
    let again = fair.connections.first_words(&team[0].actor, *granted.iter().next().expect("five")).await;
    assert_eq!(again.expect("answered"), FirstMessage::Granted);
    fair.app.advance(TimeDelta::days(1));
    let late = others.iter().find(|other| !granted.contains(*other)).expect("thirty-five are left");
    assert_eq!(
        fair.connections.first_words(&team[1].actor, *late).await.expect("answered"),
        FirstMessage::Granted
    );
}

#[tokio::test]
async fn first_words_cost_nothing_between_the_connected_and_for_whoever_has_no_business() {
    let fair = Fair::open().await;
    let (ceo, other) = (fair.ceo(), fair.ceo());
    let id = fair.asked(&other, &ceo).await;
    bring(&ceo, &id, "ACCEPTED").await.expect(200);
    let words = async |who: &testkit::Client, to| {
        fair.connections.first_words(&who.actor, to).await.expect("answered")
    };
    assert_eq!(words(&ceo, other.business_id()).await, FirstMessage::Granted);
    for _ in 0..10 {
        let customer = fair.app.user(kernel::Role::Consumer);
        assert_eq!(words(&customer, other.business_id()).await, FirstMessage::Granted);
    }
    let markets = ceo.get("/api/v1/connections/markets").await.expect(200).data();
    assert_eq!(
        (&markets[0]["quotas"][1]["what"], &markets[0]["quotas"][1]["used_day"]),
        (&json!("FIRST_MESSAGE"), &json!(0))
    );
    // Blocked is blocked, whichever way one writes.
    bring(&ceo, &id, "BLOCKED").await.expect(200);
    for (who, to) in [(&ceo, &other), (&other, &ceo)] {
        let answer = words(who, to.business_id()).await;
        assert!(
            matches!(&answer, FirstMessage::Refused(problems) if problems[0].code == "BLOCKED"),
            "{answer:?}"
        );
    }
    // And those who ask who is blocked hear it from both sides, of these two alone.
    let third = fair.ceo();
    let between = async |own: &testkit::Client, others: &[&testkit::Client]| -> Vec<String> {
        let others: Vec<_> = others.iter().map(|other| other.business_id()).collect();
        let found = fair.connections.blocked_between(own.business_id(), &others).await.expect("answered");
        found.iter().map(|connection| connection.id.to_string()).collect()
    };
    assert_eq!(between(&ceo, &[&other, &third]).await, [id.to_string()]);
    assert_eq!(between(&other, &[&ceo]).await, [id.to_string()]);
    assert_eq!(between(&ceo, &[&third]).await, Vec::<String>::new());
    bring(&ceo, &id, "ACCEPTED").await.expect(200);
    assert_eq!(between(&ceo, &[&other]).await, Vec::<String>::new());
}

#[tokio::test]
async fn who_waits_for_an_answer_or_was_told_no_does_not_write_to_the_inbox_instead() {
    let fair = Fair::open().await;
    let (asks, answers, stranger) = (fair.ceo(), fair.ceo(), fair.ceo());
    let words = async |who: &testkit::Client, to: &testkit::Client| {
        let answer = fair.connections.first_words(&who.actor, to.business_id()).await.expect("answered");
        match answer {
            FirstMessage::Granted => "granted".to_owned(),
            FirstMessage::Refused(problems) => problems[0].code.to_owned(),
            FirstMessage::NotConnected => "not connected".to_owned(),
        }
    };
    let id = fair.asked(&asks, &answers).await;
    assert_eq!(words(&asks, &answers).await, "REQUEST_PENDING");
    // Whoever was asked might as well accept, and who has not asked is a customer.
    assert_eq!(words(&answers, &asks).await, "granted");
    assert_eq!(words(&stranger, &answers).await, "granted");
    bring(&answers, &id, "DECLINED").await.expect(200);
    assert_eq!(words(&asks, &answers).await, "TOO_SOON");
    fair.app.advance(TimeDelta::days(30) - TimeDelta::seconds(1));
    assert_eq!(words(&asks, &answers).await, "TOO_SOON");
    fair.app.advance(TimeDelta::seconds(1));
    assert_eq!(words(&asks, &answers).await, "granted");
    // A refusal costs nothing: it is the first that counts.
    let markets = asks.get("/api/v1/connections/markets").await.expect(200).data();
    assert_eq!(
        (&markets[0]["quotas"][1]["what"], &markets[0]["quotas"][1]["used_day"]),
        (&json!("FIRST_MESSAGE"), &json!(1))
    );
    let again = fair.asked(&asks, &answers).await;
    assert_eq!(words(&asks, &answers).await, "REQUEST_PENDING", "also where it has written before");
    bring(&asks, &again, "WITHDRAWN").await.expect(200);
    assert_eq!(words(&asks, &answers).await, "granted", "nobody has said no");
}
