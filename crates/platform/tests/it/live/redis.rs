//! Redis between processes goes away and comes back while events are told.

use std::collections::BTreeSet;

use kernel::Role;
use platform::sockets::Room;
use serde_json::{Value, json};
use testkit::TestRedis;

use super::socket::Socket;
use super::start_with;

/// What a socket is told, until it has this number or is told that it may have missed some.
async fn told(socket: &Socket, until: i64) -> (BTreeSet<i64>, bool) {
    let mut numbers = BTreeSet::new();
    loop {
        let packet = socket.next().await;
        assert!(!packet.starts_with("closed"), "the socket has ended");
        let Some(event) = packet.strip_prefix("42") else { continue };
        let event: Vec<Value> = serde_json::from_str(event).expect("an event");
        match event[0].as_str() {
            Some("sync.required") => return (numbers, true),
            Some("told") => numbers.extend(event[1]["n"].as_i64()),
            _ => {}
        }
        if numbers.contains(&until) {
            return (numbers, false);
        }
    }
}

#[tokio::test]
async fn while_redis_is_away_events_go_through_postgres_and_afterwards_through_redis_again() {
    let mut first = start_with(Some(TestRedis::start().await)).await;
    let second = first.another().await;
    let amina = first.app.user(Role::Consumer).actor;
    let token = first.sessions.sign_in(&amina);
    let there = Socket::open(&second.router, &token).await.expect("connected");
    let room = Room::User(amina.user_id().expect("a user"));
    let emit = |process: &super::Process, n: i64| {
        process.app.platform.sockets.emit(room, "told", &json!({ "n": n }));
    };
    for round in 0..3_i64 {
        let base = round * 1000;
        emit(&first, base);
        assert!(told(&there, base).await.0.contains(&base));

        // Nothing that is said while Redis is dead gets lost.
        first.redis.as_mut().expect("Redis").kill();
        for n in 1..=100 {
            emit(&first, base + n);
        }
        let (heard, _) = told(&there, base + 100).await;
        assert!((base + 1..=base + 100).all(|n| heard.contains(&n)), "{heard:?}");

        // When it is back, whoever may have missed something is told so, once this process hears Redis again.
        first.redis.as_mut().expect("Redis").start_again().await;
        let (_, missed) = told(&there, i64::MAX).await;
        assert!(missed);
        emit(&first, base + 200);
        assert!(told(&there, base + 200).await.0.contains(&(base + 200)));
    }
}

#[tokio::test]
async fn a_process_starts_while_redis_is_away() {
    let mut redis = TestRedis::start().await;
    redis.kill();
    let mut first = start_with(Some(redis)).await;
    let second = first.another().await;
    let amina = first.app.user(Role::Consumer).actor;
    let token = first.sessions.sign_in(&amina);
    let there = Socket::open(&second.router, &token).await.expect("connected");
    let room = Room::User(amina.user_id().expect("a user"));
    first.app.platform.sockets.emit(room, "told", &json!({ "n": 1 }));
    assert!(told(&there, 1).await.0.contains(&1));
    first.redis.as_mut().expect("Redis").start_again().await;
    assert!(told(&there, i64::MAX).await.1, "from now on Redis is heard");
    first.app.platform.sockets.emit(room, "told", &json!({ "n": 2 }));
    assert!(told(&there, 2).await.0.contains(&2));
}
