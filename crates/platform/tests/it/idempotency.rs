use chrono::TimeDelta;
use kernel::Role;
use serde_json::json;

use crate::notes::start;

async fn notes(parts: &crate::notes::Parts) -> i64 {
    let mut connection = parts.app.db().read().await.expect("a connection");
    sqlx::query_scalar("SELECT count(*) FROM notes.notes")
        .fetch_one(&mut *connection)
        .await
        .expect("countable")
}

#[tokio::test]
async fn twenty_times_the_same_at_once_is_done_once() {
    let parts = start().await;
    let amina = parts.app.user(Role::Consumer).with_header("idempotency-key", "0191-the-same-key");
    let sent = (0..20).map(|_| amina.post("/api/v1/notes", json!({"text": "maize"})));
    let replies = futures_util::future::join_all(sent).await;
    assert!(replies.iter().all(|reply| [201, 409].contains(&reply.status.as_u16())));
    assert!(replies.iter().any(|reply| reply.status == 201));
    assert_eq!(notes(&parts).await, 1);

    let again = amina.post("/api/v1/notes", json!({"text": "maize"})).await.expect(201);
    assert_eq!(again.header("idempotency-replayed"), "true");
    let first = replies.iter().find(|reply| reply.status == 201).expect("one was first");
    assert_eq!(again.json(), first.json());
    assert_eq!(again.header("location"), first.header("location"));
    assert_eq!(notes(&parts).await, 1);
}

#[tokio::test]
async fn while_the_first_is_under_way_a_second_is_told_so_and_does_nothing() {
    let parts = start().await;
    let amina = parts.app.user(Role::Consumer).with_header("idempotency-key", "0191-the-same-key");
    let mut superuser = parts.app.database().connect_as_superuser().await.expect("the server answers");
    let hold = "BEGIN; LOCK TABLE notes.notes IN EXCLUSIVE MODE";
    sqlx::raw_sql(hold).execute(&mut superuser).await.expect("locked");
    let first = tokio::spawn({
        let amina = amina.clone();
        async move { amina.post("/api/v1/notes", json!({"text": "maize"})).await }
    });
    let waiting = "SELECT count(*) FROM pg_locks WHERE relation = 'notes.notes'::regclass AND NOT granted
                   AND database = (SELECT oid FROM pg_database WHERE datname = current_database())";
    let mut writes = 0_i64;
    for _ in 0..1500 {
        writes = sqlx::query_scalar(waiting).fetch_one(&mut superuser).await.expect("countable");
        if writes > 0 {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    }
    assert_eq!(writes, 1, "the first writes its note");

    for text in ["maize", "beans"] {
        let second = amina.post("/api/v1/notes", json!({"text": text})).await.expect(409);
        assert_eq!(second.errors(), [("CONFLICT".to_owned(), String::new())]);
        assert_eq!(second.header("retry-after"), "1");
    }
    sqlx::raw_sql("COMMIT").execute(&mut superuser).await.expect("let go");
    let first = first.await.expect("no panic").expect(201);
    let third = amina.post("/api/v1/notes", json!({"text": "maize"})).await.expect(201);
    assert_eq!((third.header("idempotency-replayed"), third.json()), ("true", first.json()));
    assert_eq!(notes(&parts).await, 1);
}

#[tokio::test]
async fn a_key_stands_for_one_body_one_actor_and_one_day() {
    let parts = start().await;
    let amina = parts.app.user(Role::Consumer).with_header("idempotency-key", "0191-the-same-key");
    let _ = amina.post("/api/v1/notes", json!({"text": "maize"})).await.expect(201);
    let other = amina.post("/api/v1/notes", json!({"text": "beans"})).await.expect(422);
    assert_eq!(other.errors(), [("IDEMPOTENCY_KEY_REUSED".to_owned(), "Idempotency-Key".to_owned())]);

    let kofi = parts.app.user(Role::Consumer).with_header("idempotency-key", "0191-the-same-key");
    let _ = kofi.post("/api/v1/notes", json!({"text": "beans"})).await.expect(201);
    assert_eq!(notes(&parts).await, 2);

    parts.app.advance(TimeDelta::hours(25));
    let mut tx = parts.app.db().begin_system().await.expect("a transaction");
    platform::http::idempotency::forget_old(&mut tx, parts.app.platform.clock.now(), 10)
        .await
        .expect("forgotten");
    tx.commit().await.expect("committed");
    let _ = amina.post("/api/v1/notes", json!({"text": "beans"})).await.expect(201);
    assert_eq!(notes(&parts).await, 3);
}

#[tokio::test]
async fn the_same_words_under_the_same_key_for_another_thing_are_another_claim() {
    let parts = start().await;
    let amina = parts.app.user(Role::Consumer).with_header("idempotency-key", "0191-the-same-key");
    let answer = async |id: &str| {
        let path = format!("/api/v1/notes/{id}/answers");
        let reply = amina.post(&path, json!({"text": "yes"})).await.expect(201);
        assert_eq!(reply.header("location"), path);
        reply.header("idempotency-replayed") == "true"
    };
    assert!(!answer("one").await);
    assert!(!answer("two").await, "the first answer was about another note");
    assert!(answer("one").await && answer("two").await);
    assert_eq!(notes(&parts).await, 2);
}

#[tokio::test]
async fn old_answers_go_in_portions() {
    let parts = start().await;
    for key in ["0191-the-first", "0191-the-second", "0191-the-third"] {
        let amina = parts.app.user(Role::Consumer).with_header("idempotency-key", key);
        let _ = amina.post("/api/v1/notes", json!({"text": "maize"})).await.expect(201);
    }
    let forget = async || {
        let mut tx = parts.app.db().begin_system().await.expect("a transaction");
        let now = parts.app.platform.clock.now();
        let gone = platform::http::idempotency::forget_old(&mut tx, now, 2).await.expect("forgotten");
        tx.commit().await.expect("committed");
        gone
    };
    assert_eq!(forget().await, 0, "not within a day");
    parts.app.advance(TimeDelta::hours(25));
    assert_eq!((forget().await, forget().await, forget().await), (2, 1, 0));
}

#[tokio::test]
async fn a_key_that_is_none_is_refused_by_name() {
    let parts = start().await;
    let amina = parts.app.user(Role::Consumer).with_header("idempotency-key", "short");
    let refused = amina.post("/api/v1/notes", json!({"text": "maize"})).await.expect(400);
    assert_eq!(refused.errors(), [("MALFORMED".to_owned(), "Idempotency-Key".to_owned())]);
}
