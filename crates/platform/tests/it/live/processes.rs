use std::time::Duration;

use kernel::{Role, TeamRole, UserId};
use platform::sockets::Room;
use serde_json::json;
use testkit::TestRedis;
use uuid::Uuid;

use super::socket::Socket;
use super::{open_conversation, start, start_with, until};

/// The same over PostgreSQL alone and over Redis.
macro_rules! over_both {
    ($($name:ident)*) => {
        mod over_postgres { $(#[tokio::test] async fn $name() { super::$name(None).await; })* }
        mod over_redis {
            $(#[tokio::test] async fn $name() { super::$name(Some(testkit::TestRedis::start().await)).await; })*
        }
    };
}
over_both! {
    an_event_reaches_the_sockets_of_other_processes_also_when_it_is_large
    rooms_work_again_when_the_database_comes_back_and_clients_are_told_to_sync
    a_revoked_session_ends_in_every_process_and_others_stay
    who_may_not_read_any_more_is_taken_out_of_the_room_everywhere
    presence_counts_all_processes_and_a_dead_one_is_swept
    a_process_that_stops_sends_its_sockets_elsewhere_and_strikes_itself_out
    a_new_process_is_known_to_its_elders_before_it_takes_sockets
}

async fn an_event_reaches_the_sockets_of_other_processes_also_when_it_is_large(redis: Option<TestRedis>) {
    let first = start_with(redis).await;
    let second = first.another().await;
    let amina = first.app.user(Role::Consumer).actor;
    let token = first.sessions.sign_in(&amina);
    let here = Socket::open(&first.app.router, &token).await.expect("connected");
    let there = Socket::open(&second.router, &token).await.expect("connected");
    let room = Room::User(amina.user_id().expect("a user"));
    let large = "é".repeat(50_000);
    for (n, text) in [(1, "small"), (2, large.as_str()), (3, "small again")] {
        first.app.platform.sockets.emit(room, "told", &json!({ "n": n, "text": text }));
        for socket in [&here, &there] {
            let told = socket.event("told").await;
            assert_eq!((told["n"].as_i64(), told["text"].as_str()), (Some(n), Some(text)));
        }
    }
    // Many at once arrive in order.
    for n in 0..1000 {
        first.app.platform.sockets.emit(room, "count", &json!({ "n": n }));
        if n % 100 == 99 {
            for expected in n - 99..=n {
                assert_eq!(there.event("count").await["n"], expected);
            }
        }
    }
}

#[tokio::test]
async fn who_takes_events_too_slowly_is_told_to_sync() {
    let first = start().await;
    let amina = first.app.user(Role::Consumer).actor;
    let token = first.sessions.sign_in(&amina);
    let slow = Socket::open(&first.app.router, &token).await.expect("connected");
    let room = Room::User(amina.user_id().expect("a user"));
    for n in 0..400 {
        first.app.platform.sockets.emit(room, "count", &json!({ "n": n }));
    }
    assert_eq!(slow.event("sync.required").await, json!({ "within_ms": 0 }));
}

async fn rooms_work_again_when_the_database_comes_back_and_clients_are_told_to_sync(
    redis: Option<TestRedis>,
) {
    let first = start_with(redis).await;
    let second = first.another().await;
    let amina = first.app.user(Role::Consumer).actor;
    let token = first.sessions.sign_in(&amina);
    let there = Socket::open(&second.router, &token).await.expect("connected");
    let room = Room::User(amina.user_id().expect("a user"));
    for n in 1..=3 {
        first.app.kill_connections().await;
        assert!(there.event("sync.required").await["within_ms"].as_u64().is_some());
        first.app.platform.sockets.emit(room, "told", &json!({ "n": n }));
        assert_eq!(there.event("told").await["n"], n);
    }
}

async fn a_revoked_session_ends_in_every_process_and_others_stay(redis: Option<TestRedis>) {
    let first = start_with(redis).await;
    let second = first.another().await;
    let amina = first.app.user(Role::Consumer).actor;
    let user = amina.user_id().expect("a user");
    let (phone, laptop) = (first.sessions.sign_in(&amina), first.sessions.sign_in(&amina));
    let on_phone = Socket::open(&second.router, &phone).await.expect("connected");
    let on_laptop = Socket::open(&second.router, &laptop).await.expect("connected");
    first.sessions.revoke(&phone);
    let mut tx = first.app.db().begin_system().await.expect("a transaction");
    tx.announce("session.revoked", &format!("user:{user}")).await.expect("announced");
    tx.commit().await.expect("committed");
    tokio::time::timeout(Duration::from_secs(30), on_phone.ended()).await.expect("it ends at once");
    assert_eq!(on_laptop.call("echo", &json!({ "n": 1 })).await["data"]["n"], 1);
    // A token that runs out is replaced in time, by one of the same person only.
    let fresh = first.sessions.sign_in(&amina);
    let kwame = first.sessions.sign_in(&first.app.user(Role::Consumer).actor);
    assert_eq!(
        on_laptop.call("auth.refresh", &json!({ "token": kwame })).await["errors"][0]["code"],
        "UNAUTHORIZED"
    );
    assert_eq!(on_laptop.call("auth.refresh", &json!({ "token": fresh })).await, json!({ "data": {} }));
    first.sessions.revoke(&laptop);
    let mut tx = first.app.db().begin_system().await.expect("a transaction");
    tx.announce("user.updated", &format!("user:{user}")).await.expect("announced");
    tx.commit().await.expect("committed");
    assert_eq!(on_laptop.call("echo", &json!({ "n": 2 })).await["data"]["n"], 2);
    first.app.platform.sockets.disconnect(user, None);
    tokio::time::timeout(Duration::from_secs(30), on_laptop.ended())
        .await
        .expect("told from the other process");
}

#[tokio::test]
async fn a_credential_that_runs_out_ends_its_socket_though_nobody_tells_of_it() {
    let first = start().await;
    let amina = first.app.user(Role::Consumer).actor;
    let token = first.sessions.sign_in(&amina);
    let socket = Socket::open(&first.app.router, &token).await.expect("connected");
    assert_eq!(socket.call("echo", &json!({ "n": 1 })).await["data"]["n"], 1);
    // Each socket is looked at once a minute.
    first.sessions.revoke(&token);
    tokio::time::timeout(Duration::from_secs(90), socket.ended())
        .await
        .expect("it ends within a minute or so");
}

async fn who_may_not_read_any_more_is_taken_out_of_the_room_everywhere(redis: Option<TestRedis>) {
    let first = start_with(redis).await;
    let second = first.another().await;
    let ceo = first.app.member(TeamRole::Ceo);
    let token = first.sessions.sign_in(&ceo.actor);
    let there = Socket::open(&second.router, &token).await.expect("connected");
    let room = Room::Conversation(open_conversation());
    there.call("join", &json!({ "room": room.to_string() })).await;
    first.app.platform.sockets.evict(ceo.user_id(), &room);
    first.app.platform.sockets.emit(room, "told", &json!({ "n": 1 }));
    first.app.platform.sockets.emit(Room::Business(ceo.business_id()), "told", &json!({ "n": 2 }));
    assert_eq!(there.event("told").await["n"], 2);
}

async fn presence_counts_all_processes_and_a_dead_one_is_swept(redis: Option<TestRedis>) {
    let first = start_with(redis).await;
    let second = first.another().await;
    let amina = first.app.user(Role::Consumer).actor;
    let user = amina.user_id().expect("a user");
    let token = first.sessions.sign_in(&amina);
    let told = |seen: &super::Seen| seen.presence.lock().expect("no panic").clone();
    let here = Socket::open(&first.app.router, &token).await.expect("connected");
    until("the first comes online", async || told(&first.seen) == [(user, true, true)]).await;
    let there = Socket::open(&second.router, &token).await.expect("connected");
    until("the second is not the first", async || told(&second.seen) == [(user, true, false)]).await;
    let platform = &second.platform;
    assert!(first.app.platform.sockets.online_here(user));
    assert!(platform.sockets.online(platform, &[user]).await.expect("known").contains(&user));
    here.send("41").await;
    until("one is left", async || told(&first.seen).last() == Some(&(user, false, false))).await;
    there.send("41").await;
    until("none is left", async || told(&second.seen).last() == Some(&(user, false, true))).await;
    // A process that died with its users.
    let (ghost, process) = (Uuid::from_u128(1), Uuid::from_u128(2));
    let mut tx = first.app.db().begin_system().await.expect("a transaction");
    sqlx::query("INSERT INTO platform.live_processes VALUES ($1, true, now() - interval '1 minute')")
        .bind(process)
        .execute(&mut *tx)
        .await
        .expect("written");
    sqlx::query("INSERT INTO platform.live_users VALUES ($1, $2)")
        .bind(ghost)
        .bind(process)
        .execute(&mut *tx)
        .await
        .expect("written");
    tx.commit().await.expect("committed");
    assert!(
        !platform.sockets.online(platform, &[UserId(ghost)]).await.expect("known").contains(&UserId(ghost))
    );
    until("the ghost is gone for those who watch", async || {
        told(&first.seen).contains(&(UserId(ghost), false, true))
            || told(&second.seen).contains(&(UserId(ghost), false, true))
    })
    .await;
}

async fn a_process_that_stops_sends_its_sockets_elsewhere_and_strikes_itself_out(redis: Option<TestRedis>) {
    let first = start_with(redis).await;
    let second = first.another().await;
    let amina = first.app.user(Role::Consumer).actor;
    let token = first.sessions.sign_in(&amina);
    let there = Socket::open(&second.router, &token).await.expect("connected");
    there.call("echo", &json!({ "n": 1 })).await;
    second.platform.sockets.close().await;
    tokio::time::timeout(Duration::from_secs(30), there.ended()).await.expect("closed");
    // What is still at work may tell of its end, or of somebody's.
    second.platform.sockets.disconnect(amina.user_id().expect("a user"), None);
    second.platform.sockets.emit(Room::User(amina.user_id().expect("a user")), "told", &json!({ "n": 2 }));
    second.stop.cancel();
    until("only one process is written down", async || {
        let mut tx = first.app.db().begin_system().await.expect("a transaction");
        let count: i64 = sqlx::query_scalar("SELECT count(*) FROM platform.live_processes")
            .fetch_one(&mut *tx)
            .await
            .expect("counted");
        count == 1
    })
    .await;
}

async fn a_new_process_is_known_to_its_elders_before_it_takes_sockets(redis: Option<TestRedis>) {
    let first = start_with(redis).await;
    let amina = first.app.user(Role::Consumer).actor;
    let token = first.sessions.sign_in(&amina);
    let room = Room::User(amina.user_id().expect("a user"));
    let mut others = Vec::new();
    for n in 0..3 {
        let other = first.another().await;
        let there = Socket::open(&other.router, &token).await.expect("connected");
        // From the eldest, and from the one that came just before.
        first.app.platform.sockets.emit(room, "told", &json!({ "n": n }));
        assert_eq!(there.event("told").await["n"], n);
        if let Some((before, _)) = others.last() {
            let before: &super::Other = before;
            before.platform.sockets.emit(room, "told", &json!({ "n": n + 10 }));
            assert_eq!(there.event("told").await["n"], n + 10);
        }
        others.push((other, there));
    }
}

#[tokio::test]
async fn a_session_that_is_revoked_while_its_socket_is_let_in_ends_at_once() {
    let first = start().await;
    let amina = first.app.user(Role::Consumer).actor;
    let token = first.sessions.sign_in(&amina);
    let hold = first.sessions.hold_next();
    let opening = {
        let (router, token) = (first.app.router.clone(), token.clone());
        tokio::spawn(async move { Socket::open(&router, &token).await })
    };
    hold.looked_up.notified().await;
    first.sessions.revoke(&token);
    let mut tx = first.app.db().begin_system().await.expect("a transaction");
    let user = amina.user_id().expect("a user");
    tx.announce("session.revoked", &format!("user:{user}")).await.expect("announced");
    tx.commit().await.expect("committed");
    hold.go_on.notify_one();
    // It was good when it was asked about, so it may be let in; but not to stay.
    if let Ok(socket) = opening.await.expect("no panic") {
        tokio::time::timeout(Duration::from_secs(30), socket.ended()).await.expect("it ends at once");
    }
}
