use chrono::TimeDelta;
use futures_util::future::join_all;
use kernel::{PlanLevel, Role, TeamRole};
use serde_json::json;

use crate::support::{Fair, Trader, bring, request};

#[tokio::test]
async fn a_request_is_sent_and_accepted_and_both_sides_see_it() {
    let fair = Fair::open().await;
    let (asks, answers) = (fair.ceo(), fair.ceo());
    let reply = fair.ask(&asks, answers.business_id()).await.expect(201);
    let sent = reply.data();
    assert_eq!(
        reply.header("location"),
        format!("/api/v1/connections/{}", sent["id"].as_str().expect("an id"))
    );
    assert_eq!((&sent["status"], &sent["direction"]), (&json!("PENDING"), &json!("SENT")));
    assert_eq!(sent["may"], json!(["WITHDRAWN", "BLOCKED"]));
    let id = sent["id"].as_str().expect("an id");
    let received =
        answers.get("/api/v1/connections?status=PENDING&direction=RECEIVED").await.expect(200).data();
    assert_eq!((received.as_array().expect("a list").len(), &received[0]["id"]), (1, &json!(id)));
    assert_eq!(received[0]["note"], "We look for a partner.");
    assert_eq!(received[0]["may"], json!(["ACCEPTED", "DECLINED", "BLOCKED"]));
    let accepted = bring(&answers, id, "ACCEPTED").await.expect(200).data();
    assert_eq!((&accepted["status"], &accepted["version"]), (&json!("ACCEPTED"), &json!(2)));
    let seen = asks.get(&format!("/api/v1/connections/{id}")).await.expect(200).data();
    assert_eq!(seen["status"], "ACCEPTED");
    fair.app.drain().await;
    assert_eq!(fair.app.events().await, ["connection.requested", "connection.accepted"]);
    assert_eq!(fair.app.jobs_left().await, Vec::<String>::new());
}

#[tokio::test]
async fn strangers_see_nothing_staff_only_look_and_others_are_kept_out() {
    let fair = Fair::open().await;
    let (asks, answers, stranger) = (fair.ceo(), fair.ceo(), fair.ceo());
    let id = fair.asked(&asks, &answers).await;
    let path = format!("/api/v1/connections/{id}");
    let accept = json!({"status": "ACCEPTED", "version": 1});
    stranger.get(&path).await.expect(404);
    stranger.patch(&format!("{path}/status"), &accept).await.expect(404);
    assert_eq!(stranger.get("/api/v1/connections").await.expect(200).data(), json!([]));
    let staff = fair.app.member_of(answers.business_id(), TeamRole::Staff);
    staff.get(&path).await.expect(200);
    staff.get("/api/v1/connections/suggestions").await.expect(200);
    staff.patch(&format!("{path}/status"), &accept).await.expect(403);
    fair.ask(&staff, stranger.business_id()).await.expect(403);
    staff
        .put(&format!("/api/v1/connections/suggestions/{}/dismissal", stranger.business_id()), json!({}))
        .await
        .expect(403);
    for (client, status) in [(fair.app.anonymous(), 401), (fair.app.user(Role::Consumer), 403)] {
        client.get("/api/v1/connections").await.expect(status);
        client.get(&path).await.expect(status);
        client.get("/api/v1/connections/suggestions").await.expect(status);
        client.get("/api/v1/connections/metrics").await.expect(status);
        client.get("/api/v1/connections/markets").await.expect(200);
        fair.ask(&client, stranger.business_id()).await.expect(status);
    }
    fair.app
        .member_of(answers.business_id(), TeamRole::Manager)
        .patch(&format!("{path}/status"), &accept)
        .await
        .expect(200);
}

#[tokio::test]
async fn each_side_may_only_what_is_its_own() {
    let fair = Fair::open().await;
    let (asks, answers) = (fair.ceo(), fair.ceo());
    let id = fair.asked(&asks, &answers).await;
    for (client, to) in [(&asks, "ACCEPTED"), (&asks, "DECLINED"), (&answers, "WITHDRAWN")] {
        let refused = bring(client, &id, to).await.expect(409);
        assert_eq!(refused.errors(), [("NO_SUCH_WAY".to_owned(), "status".to_owned())]);
    }
    for to in ["PENDING", "EXPIRED"] {
        bring(&answers, &id, to).await.expect(422);
    }
    bring(&asks, &id, "WITHDRAWN").await.expect(200);
    bring(&answers, &id, "ACCEPTED").await.expect(409);
}

#[tokio::test]
async fn a_change_says_which_version_it_means() {
    let fair = Fair::open().await;
    let (asks, answers) = (fair.ceo(), fair.ceo());
    let id = fair.asked(&asks, &answers).await;
    let path = format!("/api/v1/connections/{id}/status");
    answers.patch(&path, json!({"status": "DECLINED"})).await.expect(428);
    answers
        .clone()
        .with_header("if-match", "\"v1\"")
        .patch(&path, json!({"status": "DECLINED"}))
        .await
        .expect(200);
    let stale = answers.patch(&path, json!({"status": "ACCEPTED", "version": 1})).await.expect(409);
    assert_eq!(stale.json()["meta"]["current"]["status"], "DECLINED");
    // Saying yes after a no.
    answers.patch(&path, json!({"status": "ACCEPTED", "version": 2})).await.expect(200);
}

#[tokio::test]
async fn the_same_post_five_times_at_once_asks_once() {
    let fair = Fair::open().await;
    let (asks, answers) = (fair.ceo().with_header("idempotency-key", "ask-adunni-1"), fair.ceo());
    let posts = (0..5).map(|_| fair.ask(&asks, answers.business_id()));
    let replies = join_all(posts).await;
    assert!(replies.iter().any(|reply| reply.status == 201));
    assert!(replies.iter().all(|reply| [201, 409].contains(&reply.status.as_u16())));
    let again = fair.ask(&asks, answers.business_id()).await.expect(201);
    assert_eq!((again.header("idempotency-replayed"), fair.rows().await), ("true", 1));
    // Without the key it is a second request.
    let second = fair
        .ask(&fair.ceo_of(asks.business_id(), kernel::PlanLevel::Free), answers.business_id())
        .await
        .expect(409);
    assert_eq!(second.errors()[0].0, "ALREADY_REQUESTED");
}

#[tokio::test]
async fn everything_wrong_is_told_at_once() {
    let fair = Fair::open().await;
    let ceo = fair.ceo();
    let long = "x".repeat(501);
    let bad = ceo
        .post("/api/v1/connections", json!({"business_id": "me", "market": "A!", "note": long}))
        .await
        .expect(422);
    let fields: Vec<String> = bad.errors().into_iter().map(|(_, field)| field).collect();
    assert_eq!(fields, ["business_id", "market", "note"]);
    ceo.post("/api/v1/connections", json!({"business": 1})).await.expect(400);
    fair.ask(&ceo, ceo.business_id()).await.expect(422);
    let unknown = json!({"business_id": fair.ceo().business_id(), "market": "atlantis"});
    ceo.post("/api/v1/connections", unknown).await.expect(422);
    ceo.get("/api/v1/connections/nonsense").await.expect(404);
    ceo.get("/api/v1/connections?status=LOST&direction=UP").await.expect(422);
    ceo.get("/api/v1/connections?cursor=AAAA").await.expect(400);
    // The 500 characters of another alphabet are 500 characters.
    let note = "ش".repeat(500);
    ceo.post(
        "/api/v1/connections",
        json!({"business_id": fair.ceo().business_id(), "market": "afcfta", "note": note}),
    )
    .await
    .expect(201);
}

#[tokio::test]
async fn asking_again_takes_thirty_days() {
    let fair = Fair::open().await;
    for (by_asker, to) in [(false, "DECLINED"), (true, "WITHDRAWN")] {
        let (asks, answers) = (fair.ceo(), fair.ceo());
        let id = fair.asked(&asks, &answers).await;
        bring(if by_asker { &asks } else { &answers }, &id, to).await.expect(200);
        for client in [&asks, &answers] {
            let other = if client.business_id() == asks.business_id() { &answers } else { &asks };
            let soon = fair.ask(client, other.business_id()).await.expect(409);
            assert_eq!(soon.errors()[0].0, "TOO_SOON");
        }
        fair.app.advance(TimeDelta::days(30) - TimeDelta::seconds(1));
        fair.ask(&answers, asks.business_id()).await.expect(409);
        fair.app.advance(TimeDelta::seconds(1));
        // The other way round as well.
        fair.ask(&answers, asks.business_id()).await.expect(201);
    }
}

#[tokio::test]
async fn a_request_is_reminded_of_once_expires_at_its_moment_and_may_be_repeated() {
    let fair = Fair::open().await;
    let (asks, answers) = (fair.ceo(), fair.ceo());
    let id = fair.asked(&asks, &answers).await;
    fair.app.advance(TimeDelta::days(3));
    fair.app.drain().await;
    fair.app.advance(TimeDelta::days(26));
    fair.app.drain().await;
    assert_eq!(fair.app.events().await, ["connection.requested", "connection.reminded"]);
    fair.app.advance(TimeDelta::days(1));
    // No job has run: the end counts when it is there.
    let over = answers.get(&format!("/api/v1/connections/{id}")).await.expect(200).data();
    assert_eq!((&over["status"], &over["may"]), (&json!("EXPIRED"), &json!(["BLOCKED"])));
    assert_eq!(answers.get("/api/v1/connections?status=PENDING").await.expect(200).data(), json!([]));
    assert_eq!(
        answers.get("/api/v1/connections?status=EXPIRED").await.expect(200).data()[0]["id"],
        json!(id)
    );
    bring(&answers, &id, "ACCEPTED").await.expect(409);
    fair.app.advance(TimeDelta::days(29));
    assert_eq!(fair.ask(&asks, answers.business_id()).await.expect(409).errors()[0].0, "TOO_SOON");
    fair.app.advance(TimeDelta::days(1));
    // Still no job: the one that is over makes room by itself.
    fair.ask(&asks, answers.business_id()).await.expect(201);
    fair.app.drain().await;
    let events = fair.app.events().await;
    assert_eq!(events[2..], ["connection.expired", "connection.requested"]);
    assert_eq!(fair.app.jobs_left().await, Vec::<String>::new());
}

#[tokio::test]
async fn a_block_closes_every_market_until_it_is_taken_back() {
    let fair = Fair::open().await;
    let (asks, answers) = (fair.ceo(), fair.ceo());
    let id = fair.asked(&asks, &answers).await;
    bring(&answers, &id, "ACCEPTED").await.expect(200);
    assert_eq!(fair.ask(&asks, answers.business_id()).await.expect(409).errors()[0].0, "ALREADY_CONNECTED");
    bring(&answers, &id, "BLOCKED").await.expect(200);
    for (client, other) in [(&asks, &answers), (&answers, &asks)] {
        assert_eq!(fair.ask(client, other.business_id()).await.expect(409).errors()[0].0, "BLOCKED");
    }
    let seen = asks.get(&format!("/api/v1/connections/{id}")).await.expect(200).data();
    assert_eq!(seen["may"], json!([]));
    bring(&asks, &id, "ACCEPTED").await.expect(409);
    bring(&answers, &id, "ACCEPTED").await.expect(200);
    fair.app.drain().await;
    assert_eq!(
        fair.app.events().await,
        ["connection.requested", "connection.accepted", "connection.blocked", "connection.accepted"]
    );
    let mut tx = fair.app.db().begin_system().await.expect("a transaction");
    let unblocked: Vec<bool> =
        sqlx::query_scalar("SELECT (data->'unblocked')::boolean FROM platform.events ORDER BY id")
            .fetch_all(&mut *tx)
            .await
            .expect("the outbox can be read");
    assert_eq!(unblocked, [false, false, false, true], "the last yes is none that anybody has said");
}

#[tokio::test]
async fn a_block_and_its_end_make_no_yes_of_what_was_not_answered() {
    let fair = Fair::open().await;
    for how in ["withdrawn", "expired", "blocked by who asked"] {
        let (asks, answers) = (fair.ceo(), fair.ceo());
        let id = fair.asked(&asks, &answers).await;
        if how == "withdrawn" {
            bring(&asks, &id, "WITHDRAWN").await.expect(200);
        }
        if how == "expired" {
            fair.app.advance(TimeDelta::days(30));
        }
        let blocks = if how == "blocked by who asked" { &asks } else { &answers };
        bring(blocks, &id, "BLOCKED").await.expect(200);
        bring(blocks, &id, "DECLINED").await.expect(200);
        let seen = answers.get(&format!("/api/v1/connections/{id}")).await.expect(200).data();
        assert_eq!(seen["may"], json!(["BLOCKED"]), "{how}");
        let refused = bring(&answers, &id, "ACCEPTED").await.expect(409);
        assert_eq!(refused.errors()[0].0, "NO_SUCH_WAY", "{how}");
    }
}

#[tokio::test]
async fn a_long_list_neither_repeats_nor_skips() {
    let fair = Fair::open().await;
    let ceo = fair.ceo_of(fair.ceo().business_id(), kernel::PlanLevel::Premium);
    let mut ids = Vec::new();
    for n in 0..25 {
        let other = fair.ceo();
        let id = if n % 2 == 0 { fair.asked(&ceo, &other).await } else { fair.asked(&other, &ceo).await };
        ids.insert(0, id);
        fair.app.advance(TimeDelta::seconds(1));
    }
    let mut seen = Vec::new();
    let mut next = Some("/api/v1/connections?limit=7&fields=id,status".to_owned());
    while let Some(path) = next {
        let reply = ceo.get(&path).await.expect(200);
        let items = reply.data();
        assert!(items[0].get("note").is_none());
        seen.extend(
            items
                .as_array()
                .expect("a list")
                .iter()
                .map(|item| item["id"].as_str().expect("an id").to_owned()),
        );
        next = reply.json()["links"]["next"].as_str().map(str::to_owned);
    }
    assert_eq!(seen, ids);
    let sent = ceo.get("/api/v1/connections?direction=SENT&limit=100").await.expect(200).data();
    assert_eq!(sent.as_array().expect("a list").len(), 13);
    let first = ceo.get("/api/v1/connections?limit=2").await.expect(200);
    let cursor = first.json()["meta"]["pagination"]["next_cursor"].as_str().expect("a cursor").to_owned();
    fair.ceo().get(&format!("/api/v1/connections?limit=2&cursor={cursor}")).await.expect(400);
}

#[tokio::test]
async fn a_business_where_nobody_is_left_cannot_be_asked() {
    let fair = Fair::open().await;
    let (ceo, gone) = (fair.ceo(), fair.ceo().business_id());
    fair.people.deserted.lock().expect("nobody else holds it").insert(gone);
    let refused = ceo.post("/api/v1/connections", request(gone)).await.expect(422);
    assert_eq!(refused.errors()[0].1, "business_id");
}

#[tokio::test]
async fn a_request_of_a_business_where_nobody_is_left_is_not_accepted() {
    let fair = Fair::open().await;
    let (asks, answers) = (fair.ceo(), fair.ceo());
    let id = fair.asked(&asks, &answers).await;
    let deserted = || fair.people.deserted.lock().expect("nobody else holds it");
    deserted().insert(asks.business_id());
    let refused = bring(&answers, &id, "ACCEPTED").await.expect(422);
    assert_eq!(refused.errors()[0].1, "business_id");
    // A no needs nobody, and may become a yes when somebody is back.
    bring(&answers, &id, "DECLINED").await.expect(200);
    deserted().clear();
    bring(&answers, &id, "ACCEPTED").await.expect(200);
    // Nor does the end of one's own block.
    bring(&answers, &id, "BLOCKED").await.expect(200);
    deserted().insert(asks.business_id());
    bring(&answers, &id, "ACCEPTED").await.expect(200);
}

#[tokio::test]
async fn an_old_no_is_history_once_it_was_asked_again() {
    let fair = Fair::open().await;
    let (asks, answers) = (fair.ceo(), fair.ceo());
    let old = fair.asked(&asks, &answers).await;
    bring(&answers, &old, "DECLINED").await.expect(200);
    let may = async |client: &testkit::Client, id: &str| {
        client.get(&format!("/api/v1/connections/{id}")).await.expect(200).data()["may"].clone()
    };
    assert_eq!(may(&answers, &old).await, json!(["ACCEPTED", "BLOCKED"]));
    fair.app.advance(TimeDelta::days(30));
    let new = fair.asked(&asks, &answers).await;
    for status in ["PENDING", "ACCEPTED", "BLOCKED"] {
        if status != "PENDING" {
            bring(&answers, &new, status).await.expect(200);
        }
        for client in [&asks, &answers] {
            assert_eq!(may(client, &old).await, json!([]), "{status}");
            let listed = client.get("/api/v1/connections?status=DECLINED").await.expect(200).data();
            assert_eq!(listed[0]["may"], json!([]), "{status}");
        }
        for to in ["ACCEPTED", "BLOCKED"] {
            let refused = bring(&answers, &old, to).await.expect(409);
            assert_eq!(refused.errors(), [("REPLACED".to_owned(), "status".to_owned())], "{status}");
            assert_eq!(refused.json()["meta"]["current"]["id"], json!(new), "{status}");
        }
    }
    let page = answers.get(&format!("/connections/{old}")).await.expect(200).text();
    assert!(page.contains(&format!("href=\"/connections/{new}\"")), "the page leads to the one that counts");
    assert!(!page.contains("/status"), "and offers nothing");
}

#[tokio::test]
async fn nothing_is_accepted_in_one_market_while_the_other_is_blocked_in_another() {
    let fair = Fair::open().await;
    let africa = fair.business(&Trader::in_lagos(&["grains"])).await;
    let america = fair.business(&Trader::in_lagos(&["grains"]).at("US", (40.7, -74.0))).await;
    let (lagos, york) = (fair.ceo_of(africa, PlanLevel::Growth), fair.ceo_of(america, PlanLevel::Growth));
    let asked = async |from: &testkit::Client, to: &testkit::Client, market: &str| {
        let body = json!({"business_id": to.business_id(), "market": market});
        let reply = from.post("/api/v1/connections", body).await.expect(201);
        reply.data()["id"].as_str().expect("an id").to_owned()
    };
    let there = asked(&lagos, &york, "africa-us").await;
    let back = asked(&york, &lagos, "us-africa").await;
    bring(&york, &there, "BLOCKED").await.expect(200);
    let waiting = lagos.get(&format!("/api/v1/connections/{back}")).await.expect(200).data();
    assert_eq!(waiting["may"], json!(["DECLINED", "BLOCKED"]));
    let refused = bring(&lagos, &back, "ACCEPTED").await.expect(409);
    assert_eq!(refused.errors()[0].0, "BLOCKED");
    bring(&york, &there, "DECLINED").await.expect(200);
    bring(&lagos, &back, "ACCEPTED").await.expect(200);
}
