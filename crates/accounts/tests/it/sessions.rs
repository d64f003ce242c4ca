//! Sessions: how many, how long, how they end; refresh tokens.

use std::collections::BTreeSet;
use std::time::Duration;

use axum::http::HeaderValue;
use chrono::{DateTime, TimeDelta, Utc};
use contracts::accounts::{Credential, Identified, IdentityPort};
use futures_util::future::join_all;
use serde_json::{Value, json};
use tokio_util::sync::CancellationToken;

use crate::world::{PASSWORD, Person, World};

async fn refresh(world: &World, token: &str) -> testkit::Reply {
    world.app.anonymous().post("/api/v1/auth/refresh", json!({"refresh_token": token})).await
}

#[tokio::test]
async fn twenty_refreshes_at_once_get_one_and_the_same_successor() {
    let world = World::start().await;
    let person = world.user("amina@example.com").await;
    let replies = join_all((0..20).map(|_| refresh(&world, &person.refresh))).await;
    let successors: BTreeSet<String> = replies
        .into_iter()
        .map(|reply| reply.expect(200).data()["refresh_token"].as_str().expect("a token").to_owned())
        .collect();
    assert_eq!(successors.len(), 1);
    assert!(!successors.contains(&person.refresh));
    let generation = "SELECT generation::bigint FROM accounts.sessions";
    assert_eq!(world.count(generation).await, 1);
}

#[tokio::test]
async fn a_lost_answer_is_told_again_within_a_minute() {
    let world = World::start().await;
    let person = world.user("amina@example.com").await;
    let first = refresh(&world, &person.refresh).await.expect(200).data();
    world.app.clock.advance(TimeDelta::seconds(60));
    let again = refresh(&world, &person.refresh).await.expect(200).data();
    assert_eq!(first["refresh_token"], again["refresh_token"]);
    let next = refresh(&world, again["refresh_token"].as_str().expect("a token")).await.expect(200).data();
    assert_ne!(next["refresh_token"], again["refresh_token"]);
    Person::of(&world.app, &next).me().await;
}

#[tokio::test]
async fn a_stolen_refresh_token_ends_the_session_for_both() {
    let world = World::start().await;
    let person = world.user("amina@example.com").await;
    let next = refresh(&world, &person.refresh).await.expect(200).data();
    world.app.clock.advance(TimeDelta::seconds(61));
    let reply = refresh(&world, &person.refresh).await.expect(401);
    assert_eq!(reply.errors()[0].0, "INVALID_REFRESH_TOKEN");
    refresh(&world, next["refresh_token"].as_str().expect("a token")).await.expect(401);
    Person::of(&world.app, &next).client.get("/api/v1/users/me").await.expect(401);
    let events = world.app.events().await;
    assert!(events.ends_with(&["session.revoked".to_owned(), "security.alert".to_owned()]), "{events:?}");
    let noted =
        "SELECT count(*) FROM accounts.auth_events WHERE kind = 'REFRESH' AND reason = 'TOKEN_REUSED'";
    assert_eq!(world.count(noted).await, 1);
}

#[tokio::test]
async fn every_refresh_is_in_the_record_with_its_outcome() {
    let world = World::start().await;
    let person = world.user("amina@example.com").await;
    refresh(&world, &person.refresh).await.expect(200);
    refresh(&world, &person.refresh).await.expect(200);
    let mut changed = person.refresh.clone().into_bytes();
    let last = changed.len() - 1;
    // Both stand for whole bits wherever the last byte ends.
    changed[last] = if changed[last] == b'A' { b'Q' } else { b'A' };
    refresh(&world, &String::from_utf8(changed).expect("ASCII")).await.expect(401);
    let noted = async |what: &str| {
        let sql =
            "SELECT count(*) FROM accounts.auth_events WHERE session_id IS NOT NULL AND ip IS NOT NULL AND ";
        world.count(&format!("{sql}{what} AND user_id = '{}'", person.id)).await
    };
    assert_eq!(noted("kind = 'REFRESH' AND outcome = 'OK'").await, 1);
    assert_eq!(noted("kind = 'REFRESH_AGAIN' AND outcome = 'OK'").await, 1, "the answer that was told again");
    assert_eq!(noted("kind = 'REFRESH' AND reason = 'FORGED'").await, 1);
}

#[tokio::test]
async fn a_refresh_token_holds_seven_days_and_only_as_it_was_written() {
    let world = World::start().await;
    let person = world.user("amina@example.com").await;
    for forged in ["", "x", "not a token at all", &person.refresh[1..], &person.access] {
        let status = refresh(&world, forged).await.status.as_u16();
        assert!([401, 422].contains(&status), "{forged}: {status}");
    }
    let mut changed = person.refresh.clone().into_bytes();
    changed[40] = if changed[40] == b'A' { b'B' } else { b'A' };
    refresh(&world, &String::from_utf8(changed).expect("ASCII")).await.expect(401);
    world.app.clock.advance(TimeDelta::days(7) - TimeDelta::seconds(1));
    let next = refresh(&world, &person.refresh).await.expect(200).data();
    world.app.clock.advance(TimeDelta::days(7));
    refresh(&world, next["refresh_token"].as_str().expect("a token")).await.expect(401);
}

#[tokio::test]
async fn the_sixth_session_ends_the_oldest() {
    let world = World::start().await;
    let first = world.user("amina@example.com").await;
    let mut others = Vec::new();
    for _ in 0..4 {
        world.app.clock.advance(TimeDelta::seconds(1));
        others.push(world.sign_in("amina@example.com", PASSWORD).await);
    }
    first.me().await;
    world.app.clock.advance(TimeDelta::seconds(1));
    let sixth = world.sign_in("amina@example.com", PASSWORD).await;
    first.client.get("/api/v1/users/me").await.expect(401);
    refresh(&world, &first.refresh).await.expect(401);
    for person in others.iter().chain([&sixth]) {
        person.me().await;
    }
    let list = sixth.client.get("/api/v1/auth/sessions").await.expect(200).data();
    let list = list.as_array().expect("a list").clone();
    assert_eq!(list.len(), 5);
    assert_eq!(list.iter().filter(|session| session["current"] == true).count(), 1);
    assert_eq!(list[0]["current"], true, "the newest first");
}

#[tokio::test]
async fn many_sign_ins_at_once_leave_five_sessions() {
    let world = World::start().await;
    world.user("amina@example.com").await;
    join_all((0..8).map(|_| world.sign_in("amina@example.com", PASSWORD))).await;
    let living = "SELECT count(*) FROM accounts.sessions WHERE revoked_at IS NULL";
    assert_eq!(world.count(living).await, 5);
}

#[tokio::test]
async fn signing_out_counts_from_the_next_request() {
    let world = World::start().await;
    let person = world.user("amina@example.com").await;
    let other = world.sign_in("amina@example.com", PASSWORD).await;
    person.client.post("/api/v1/auth/logout", json!({})).await.expect(204);
    person.client.get("/api/v1/users/me").await.expect(401);
    refresh(&world, &person.refresh).await.expect(401);
    other.me().await;
    world.sign_in("amina@example.com", PASSWORD).await;
    other.client.post("/api/v1/auth/logout-all", json!({})).await.expect(204);
    other.client.get("/api/v1/users/me").await.expect(401);
    assert_eq!(world.count("SELECT count(*) FROM accounts.sessions WHERE revoked_at IS NULL").await, 0);
}

#[tokio::test]
async fn sessions_are_seen_and_ended_by_their_owner_only() {
    let world = World::start().await;
    let amina = world.user("amina@example.com").await;
    let bola = world.user("bola@example.com").await;
    let body = json!({"email": "amina@example.com", "password": PASSWORD, "device": "  My \u{202E}Tecno "});
    let phone =
        world.app.anonymous().with_header("user-agent", "okhttp/4.9").post("/api/v1/auth/login", body).await;
    let phone = Person::of(&world.app, &phone.expect(200).data());
    let list = amina.client.get("/api/v1/auth/sessions").await.expect(200).data();
    assert_eq!(list.as_array().map(Vec::len), Some(2));
    assert_eq!(list[0]["device"], "My Tecno");
    let path = format!("/api/v1/auth/sessions/{}", phone.session_id());
    bola.client.delete(&path).await.expect(404);
    world.app.anonymous().delete(&path).await.expect(401);
    phone.me().await;
    amina.client.delete(&path).await.expect(204);
    phone.client.get("/api/v1/users/me").await.expect(401);
    amina.client.delete(&path).await.expect(404);
    amina.client.delete("/api/v1/auth/sessions/nonsense").await.expect(404);
}

#[tokio::test]
async fn a_session_tells_from_where_and_when_whatever_its_browser_says() {
    let world =
        World::start_with(|config| config.server.country_header = Some("cf-ipcountry".to_owned())).await;
    world.user("amina@example.com").await;
    world.app.clock.advance(TimeDelta::seconds(1));
    // Somebody in Kenya who has chosen Nigeria, as a thief would.
    let browser = world.app.anonymous().with_header("cf-ipcountry", "KE").with_header("cookie", "country=NG");
    let form = [("address", "amina@example.com"), ("password", PASSWORD)];
    browser.form("/sign-in", &form).await.expect(303);
    let this = async || browser.get("/api/v1/auth/sessions").await.expect(200).data()[0].clone();
    let first = this().await;
    assert_eq!(
        (&first["kind"], &first["current"], &first["place"]),
        (&json!("WEB"), &json!(true), &json!("KE"))
    );
    let noted = "SELECT count(*) FROM accounts.auth_events WHERE kind = 'SIGN_IN' AND place = 'KE'";
    assert_eq!(world.count(noted).await, 1);

    world.app.clock.advance(TimeDelta::minutes(5));
    let mut waits = 0;
    // Written beside the request: it is there soon.
    while this().await["last_seen_at"] == first["last_seen_at"] {
        waits += 1;
        assert!(waits < 3000, "it was never noted");
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    let later = this().await;
    let at = |body: &Value, field: &str| {
        body[field].as_str().expect("a time").parse::<DateTime<Utc>>().expect("a time")
    };
    assert_eq!(at(&later, "last_seen_at") - at(&first, "last_seen_at"), TimeDelta::minutes(5));
    assert_eq!(later["created_at"], first["created_at"]);
}

#[tokio::test]
async fn over_https_no_cookie_goes_without_it() {
    let world =
        World::start_with(|config| config.server.public_url = "https://pushnchat.test".to_owned()).await;
    world.user("amina@example.com").await;
    let form = [("address", "amina@example.com"), ("password", PASSWORD)];
    let entered = world.app.anonymous().form("/sign-in", &form).await.expect(303);
    assert_eq!(session_cookies(&entered).len(), 1);
    let lines: Vec<&HeaderValue> = entered.headers.get_all("set-cookie").iter().collect();
    for line in lines {
        let line = line.to_str().expect("ASCII");
        assert!(
            line.contains("HttpOnly") && line.contains("SameSite=Lax") && line.contains("Secure"),
            "{line}"
        );
    }
}

#[tokio::test]
async fn what_one_process_does_to_a_session_another_one_knows() {
    let world = World::start().await;
    let person = world.user("amina@example.com").await;
    let stop = CancellationToken::new();
    let other = world.another_process(&stop);
    let is_in = async |token: &str| {
        let who = other.identify(Credential::AccessToken(token)).await.expect("answers");
        matches!(who, Identified::As(_))
    };
    assert!(is_in(&person.access).await, "the other process signs with the same keys");
    // A session that began after the other process looked is found.
    let second = world.sign_in("amina@example.com", PASSWORD).await;
    assert!(is_in(&second.access).await);
    // One that ends is forgotten as soon as the news is there.
    person.client.post("/api/v1/auth/logout", json!({})).await.expect(204);
    let mut waits = 0;
    while is_in(&person.access).await {
        waits += 1;
        assert!(waits < 3000, "the news never arrived");
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    assert!(is_in(&second.access).await);
    stop.cancel();
}

#[tokio::test]
async fn use_is_noted_once_a_minute_and_keeps_a_web_session_alive() {
    let world = World::start().await;
    world.user("amina@example.com").await;
    let browser = world.app.anonymous();
    let form = [("address", "amina@example.com"), ("password", PASSWORD)];
    browser.form("/sign-in", &form).await.expect(303);
    let seen =
        "SELECT extract(epoch FROM max(last_seen_at))::bigint FROM accounts.sessions WHERE kind = 'WEB'";
    let began = world.count(seen).await;
    for day in 1..=12 {
        world.app.clock.advance(TimeDelta::days(1));
        browser.get("/api/v1/users/me").await.expect(200);
        // Written beside the request: it is there soon.
        let mut waits = 0;
        while world.count(seen).await < began + day * 86_400 {
            waits += 1;
            assert!(waits < 3000, "day {day} was never noted");
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    }
    world.app.clock.advance(TimeDelta::days(7));
    browser.get("/api/v1/users/me").await.expect(401);
}

#[tokio::test]
async fn a_cookie_that_was_not_written_here_is_nobody() {
    let world = World::start().await;
    for value in ["x", "AAAA", &"A".repeat(102)] {
        let browser = world.app.anonymous().with_header("cookie", &format!("pushnchat_session={value}"));
        browser.get("/api/v1/users/me").await.expect(401);
        browser.get("/api/v1/businesses").await.expect(200);
    }
}

/// What a browser is told about its session's cookie.
fn session_cookies(reply: &testkit::Reply) -> Vec<String> {
    let lines = reply.headers.get_all("set-cookie").iter().filter_map(|line| line.to_str().ok());
    lines.filter(|line| line.starts_with("pushnchat_session=")).map(str::to_owned).collect()
}

#[tokio::test]
async fn a_browser_in_daily_use_is_never_signed_out() {
    let world = World::start().await;
    world.user("amina@example.com").await;
    let browser = world.app.anonymous();
    let entered = browser
        .form("/sign-in", &[("address", "amina@example.com"), ("password", PASSWORD)])
        .await
        .expect(303);
    let eight_days = "Max-Age=691200; HttpOnly; SameSite=Lax";
    let first = session_cookies(&entered);
    assert!(first.len() == 1 && first[0].ends_with(eight_days), "{first:?}");
    for day in 0..30 {
        world.app.clock.advance(TimeDelta::days(1));
        let renewed = session_cookies(&browser.get("/account").await.expect(200));
        assert_eq!(renewed, first, "on day {day}, with its old value");
        assert!(
            session_cookies(&browser.get("/account").await.expect(200)).is_empty(),
            "once a day is enough"
        );
    }
    world.app.clock.advance(TimeDelta::days(1));
    let left = session_cookies(&browser.form("/sign-out", &[]).await.expect(303));
    assert_eq!(left.len(), 1, "signing out forgets, and does not renew: {left:?}");
    assert!(left[0].contains("Max-Age=0"));
}
