//! Row-level security: a forgotten WHERE shows nothing of somebody else's (P-15).

use kernel::{Actor, Role};
use platform::http::{Created, Once};

use crate::live::until;
use crate::notes::start;

#[tokio::test]
async fn a_transaction_sees_only_its_own_users_rows() {
    let parts = start().await;
    let (amina, kofi) = (parts.app.user(Role::Consumer), parts.app.user(Role::Consumer));
    for client in [&amina, &kofi] {
        let mut tx = parts.app.db().begin(&client.actor).await.expect("a transaction");
        sqlx::query("INSERT INTO notes.diary (user_id, text) VALUES ($1, 'mine')")
            .bind(client.user_id().0)
            .execute(&mut *tx)
            .await
            .expect("one's own row");
        tx.commit().await.expect("committed");
    }
    let count = "SELECT count(*) FROM notes.diary";
    let mut tx = parts.app.db().begin(&amina.actor).await.expect("a transaction");
    let seen: i64 = sqlx::query_scalar(count).fetch_one(&mut *tx).await.expect("countable");
    assert_eq!(seen, 1);
    let stolen = sqlx::query("INSERT INTO notes.diary (user_id, text) VALUES ($1, 'not mine')")
        .bind(kofi.user_id().0)
        .execute(&mut *tx)
        .await;
    assert!(stolen.is_err(), "a row for somebody else is refused");
    drop(tx);

    let mut tx = parts.app.db().begin(&Actor::Anonymous).await.expect("a transaction");
    let seen: i64 = sqlx::query_scalar(count).fetch_one(&mut *tx).await.expect("countable");
    assert_eq!(seen, 0);
    drop(tx);

    // The setting ends with the transaction: the pool's next user does not inherit it.
    let mut connection = parts.app.db().read().await.expect("a connection");
    let seen: i64 = sqlx::query_scalar(count).fetch_one(&mut *connection).await.expect("countable");
    assert_eq!(seen, 0);
}

#[tokio::test]
async fn what_waits_in_the_queue_is_added_by_whoever_acts_and_read_by_work_only() {
    let parts = start().await;
    let amina = parts.app.user(Role::Consumer);
    let _ = amina.post("/api/v1/notes", serde_json::json!({"text": "maize"})).await.expect(201);
    let count = "SELECT (SELECT count(*) FROM platform.events), (SELECT count(*) FROM platform.jobs)";
    let nobody = Actor::Anonymous;
    for actor in [&amina.actor, &nobody] {
        let mut tx = parts.app.db().begin(actor).await.expect("a transaction");
        let seen: (i64, i64) = sqlx::query_as(count).fetch_one(&mut *tx).await.expect("countable");
        assert_eq!(seen, (0, 0));
        let gone =
            sqlx::query("DELETE FROM platform.jobs").execute(&mut *tx).await.expect("nothing to delete");
        assert_eq!(gone.rows_affected(), 0);
    }
    let mut tx = parts.app.db().begin_system().await.expect("a transaction");
    let seen: (i64, i64) = sqlx::query_as(count).fetch_one(&mut *tx).await.expect("countable");
    assert_eq!(seen, (1, 1));
    drop(tx);
    parts.app.drain().await;
    assert_eq!(parts.app.jobs_left().await, Vec::<String>::new());
}

/// The keys of all answers that are kept, as this actor sees them.
async fn answers(parts: &crate::notes::Parts, actor: &Actor) -> Vec<String> {
    let mut tx = parts.app.db().begin(actor).await.expect("a transaction");
    let keys = "SELECT key FROM platform.idempotency ORDER BY key";
    sqlx::query_scalar(keys).fetch_all(&mut *tx).await.expect("readable")
}

#[tokio::test]
async fn an_answer_kept_for_a_key_is_its_own_actors() {
    let parts = start().await;
    let (amina, kofi) = (parts.app.user(Role::Consumer), parts.app.user(Role::Consumer));
    let once = amina.clone().with_header("idempotency-key", "of-amina");
    let _ = once.post("/api/v1/notes", serde_json::json!({"text": "maize"})).await.expect(201);
    assert_eq!(answers(&parts, &amina.actor).await, ["of-amina"]);
    for stranger in [&kofi.actor, &Actor::Anonymous] {
        assert_eq!(answers(&parts, stranger).await, Vec::<String>::new());
    }
    for scope in [format!("{} /api/v1/notes", amina.user_id()), "anonymous /api/v1/notes".to_owned()] {
        let mut tx = parts.app.db().begin(&kofi.actor).await.expect("a transaction");
        let forged = sqlx::query(
            "INSERT INTO platform.idempotency (scope, key, digest, status, body, created_at)
             VALUES ($1, 'of-kofi', '', 201, '', now())",
        );
        assert!(forged.bind(&scope).execute(&mut *tx).await.is_err(), "{scope}");
    }
    let mut tx = parts.app.db().begin(&kofi.actor).await.expect("a transaction");
    let gone =
        sqlx::query("DELETE FROM platform.idempotency").execute(&mut *tx).await.expect("nothing there");
    assert_eq!(gone.rows_affected(), 0);
}

#[tokio::test]
async fn an_answer_to_somebody_without_a_name_is_read_by_its_claim_only() {
    let parts = start().await;
    let (db, nobody) = (parts.app.db(), Actor::Anonymous);
    let claim = |path, key| Once::of_form(&nobody, path, Some(key)).expect("a key");
    for key in ["the-first", "the-second"] {
        let once = claim("/sign-up", key);
        let tx = once.begin(&db, &nobody).await.expect("the first with it");
        let reply = Created { data: (), location: key.to_owned() };
        let _ = once.commit(tx, &*parts.app.platform.clock, reply).await.expect("kept");
    }
    assert_eq!(answers(&parts, &nobody).await, Vec::<String>::new());
    let replayed =
        claim("/sign-up", "the-first").begin(&db, &nobody).await.err().expect("it was there before");
    assert_eq!(replayed.replayed_location(), Some("the-first"));

    // In a transaction that claims, nothing but what it claims is to be seen.
    let mut tx = claim("/elsewhere", "the-second").begin(&db, &nobody).await.expect("another claim");
    let seen: i64 = sqlx::query_scalar("SELECT count(*) FROM platform.idempotency")
        .fetch_one(&mut *tx)
        .await
        .expect("countable");
    assert_eq!(seen, 0);
}

#[tokio::test]
async fn whoever_acts_for_somebody_sees_no_packets_between_processes() {
    let parts = start().await;
    let amina = parts.app.user(Role::Consumer);
    let add = "INSERT INTO platform.live_packets (body, made_at) VALUES ('[]', now())";
    let count = "SELECT count(*) FROM platform.live_packets";
    let mut connection = parts.app.db().read().await.expect("a connection");
    sqlx::query(add).execute(&mut *connection).await.expect("a process adds one");
    let fetched: i64 = sqlx::query_scalar(count).fetch_one(&mut *connection).await.expect("countable");
    assert_eq!(fetched, 1);
    let mut tx = parts.app.db().begin(&amina.actor).await.expect("a transaction");
    let seen: i64 = sqlx::query_scalar(count).fetch_one(&mut *tx).await.expect("countable");
    assert_eq!(seen, 0);
    assert!(sqlx::query(add).execute(&mut *tx).await.is_err(), "nor adds one");
}

#[tokio::test]
async fn whoever_hangs_up_while_a_transaction_begins_leaves_nothing_behind() {
    let parts = start().await;
    let (db, amina) = (parts.app.db(), parts.app.user(Role::Consumer));
    for polls in 0..12 {
        let mut begins = Box::pin(db.begin(&amina.actor));
        for _ in 0..polls {
            if futures_util::poll!(&mut begins).is_ready() {
                break;
            }
            tokio::time::sleep(std::time::Duration::from_micros(300)).await;
        }
        drop(begins);
    }
    // So long that a transaction which is left open is older than any statement takes on a busy machine.
    tokio::time::sleep(std::time::Duration::from_secs(3)).await;
    // As many at once as the pool has, so that each of its connections is looked at.
    let looks = (0..8).map(|_| async {
        let mut connection = db.read().await.expect("a connection");
        let left: (bool, Option<String>) = sqlx::query_as(
            "SELECT statement_timestamp() - now() > interval '2 s', nullif(current_setting('app.user_id', true), '')",
        )
        .fetch_one(&mut *connection)
        .await
        .expect("readable");
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
        left
    });
    for left in futures_util::future::join_all(looks).await {
        assert_eq!(left, (false, None), "inside a transaction, and whose");
    }
}

#[tokio::test]
async fn a_commit_that_has_begun_is_carried_to_its_end_though_nobody_waits() {
    let parts = start().await;
    let (db, amina) = (parts.app.db(), parts.app.user(Role::Consumer));
    for polls in 1..=6 {
        let mut tx = db.begin(&amina.actor).await.expect("a transaction");
        sqlx::query("INSERT INTO notes.diary (user_id, text) VALUES ($1, 'mine')")
            .bind(amina.user_id().0)
            .execute(&mut *tx)
            .await
            .expect("one's own row");
        let mut commits = Box::pin(tx.commit());
        for _ in 0..polls {
            if futures_util::poll!(&mut commits).is_ready() {
                break;
            }
            tokio::time::sleep(std::time::Duration::from_micros(100)).await;
        }
        drop(commits);
    }
    until("all six are kept", async || {
        let mut tx = db.begin(&amina.actor).await.expect("a transaction");
        let kept = sqlx::query_scalar::<_, i64>("SELECT count(*) FROM notes.diary").fetch_one(&mut *tx).await;
        kept.expect("countable") == 6
    })
    .await;
}

#[tokio::test]
async fn a_lock_that_is_waited_for_in_vain_spoils_no_connection() {
    let parts = start().await;
    let (db, lock) = (parts.app.db(), platform::Lock::new("notes.thing", uuid::Uuid::nil()));
    let held = db.begin_holding(&Actor::Anonymous, &[lock]).await.expect("a transaction");
    let mut superuser = parts.app.database().connect_as_superuser().await.expect("the server answers");
    let cancelling = async {
        let cancel = "SELECT pg_cancel_backend(pid) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted
                      AND database = (SELECT oid FROM pg_database WHERE datname = current_database())";
        for _ in 0..1500 {
            let told: Vec<bool> =
                sqlx::query_scalar(cancel).fetch_all(&mut superuser).await.expect("it can be asked");
            if !told.is_empty() {
                return;
            }
            tokio::time::sleep(std::time::Duration::from_millis(20)).await;
        }
        panic!("nobody waits for the lock");
    };
    let locks = [lock];
    let waiting = db.begin_holding(&Actor::Anonymous, &locks);
    let (waited, ()) = tokio::join!(waiting, cancelling);
    assert!(waited.is_err(), "it was told to wait no longer");
    drop(held);
    // As many at once as the pool has, so that each of its connections is looked at.
    let looks = (0..8).map(|_| async {
        let mut tx = db.begin_system().await.expect("a transaction");
        let one: i32 = sqlx::query_scalar("SELECT 1").fetch_one(&mut *tx).await.expect("readable");
        tokio::time::sleep(std::time::Duration::from_millis(50)).await;
        one
    });
    assert_eq!(futures_util::future::join_all(looks).await, [1; 8]);
}

#[tokio::test]
async fn the_programs_role_owns_nothing() {
    let parts = start().await;
    let mut connection = parts.app.db().read().await.expect("a connection");
    let refused =
        sqlx::query("ALTER TABLE notes.diary DISABLE ROW LEVEL SECURITY").execute(&mut *connection).await;
    assert!(refused.is_err());
    let refused = sqlx::query("DROP TABLE notes.notes").execute(&mut *connection).await;
    assert!(refused.is_err());
}
