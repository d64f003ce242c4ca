//! Told to stop, a process finishes what it has begun and loses nothing (P-28).

use std::time::Duration;

use futures_util::future::join_all;
use serde_json::Value;
use sqlx::{Connection, PgConnection, Postgres, Transaction};
use tokio::net::TcpStream;
use tokio::process::Child;

use crate::server::Server;

/// Whoever writes into the table waits for as long as this is held.
async fn hold<'a>(superuser: &'a mut PgConnection, table: &str) -> Transaction<'a, Postgres> {
    let mut tx = superuser.begin().await.expect("a transaction");
    let lock = format!("LOCK TABLE {table} IN SHARE MODE");
    sqlx::query(sqlx::AssertSqlSafe(lock)).execute(&mut *tx).await.expect("locked");
    tx
}

/// Until so many wait for a lock of that table.
async fn waiting(server: &Server, table: &str, count: i64) {
    let mut superuser = server.db.connect_as_superuser().await.expect("the server answers");
    for _ in 0..600 {
        let found: i64 = sqlx::query_scalar(
            "SELECT count(DISTINCT pid) FROM pg_locks WHERE relation = $1::text::regclass AND NOT granted
             AND database = (SELECT oid FROM pg_database WHERE datname = current_database())",
        )
        .bind(table)
        .fetch_one(&mut superuser)
        .await
        .expect("countable");
        if found >= count {
            return;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("nobody waits for {table}");
}

/// Until so many wait for a thing that one at a time may do.
async fn queued(server: &Server, count: i64) {
    let mut superuser = server.db.connect_as_superuser().await.expect("the server answers");
    for _ in 0..600 {
        let found: i64 = sqlx::query_scalar(
            "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted
             AND database = (SELECT oid FROM pg_database WHERE datname = current_database())",
        )
        .fetch_one(&mut superuser)
        .await
        .expect("countable");
        if found >= count {
            return;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("there are no {count} who wait for their turn");
}

async fn ends_well(mut child: Child) {
    let ended = tokio::time::timeout(Duration::from_secs(30), child.wait()).await.expect("it ends in time");
    assert!(ended.expect("it ran").success());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_stopping_server_answers_what_it_has_been_asked_and_takes_nothing_new() {
    let mut server = Server::prepare(None).await;
    server.lift_quotas().await;
    server.start().await;
    let token = server.sign_in("kwame").await;
    let asked = server.client.get(server.url("/api/v1/search?q=harmattan")).send().await.expect("an answer");
    assert_eq!(asked.status(), 200);
    let shown = server.client.get(server.url("/api/v1/listings?limit=5")).send().await.expect("an answer");
    assert_eq!(shown.status(), 200);
    let mut superuser = server.db.connect_as_superuser().await.expect("the server answers");
    let held = hold(&mut superuser, "listings.listings").await;
    let titles: Vec<String> = (0..4).map(|n| format!("Last minute maize {n}")).collect();
    let sending: Vec<_> =
        titles.iter().map(|title| tokio::spawn(server.publish(&token, title).send())).collect();
    // The next ones of one business wait for the first one. All have arrived: who comes later is not let in.
    waiting(&server, "listings.listings", 1).await;
    queued(&server, 3).await;
    let child = server.terminate();
    while TcpStream::connect(server.address()).await.is_ok() {
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    held.rollback().await.expect("let go");
    for reply in join_all(sending).await {
        assert_eq!(reply.expect("no panic").expect("an answer").status(), 201);
    }
    ends_well(child).await;
    let kept: Vec<_> = titles.into_iter().map(|title| (title, 1)).collect();
    assert_eq!(server.counted("Last minute").await, kept);
    let counted = async |sql: &'static str| {
        let mut superuser = server.db.connect_as_superuser().await.expect("the server answers");
        sqlx::query_scalar::<_, i64>(sql).fetch_one(&mut superuser).await.expect("countable")
    };
    assert_eq!(counted("SELECT count(*) FROM search.queries WHERE query = 'harmattan'").await, 1);
    assert!(
        counted("SELECT coalesce(sum(shown), 0)::bigint FROM listings.daily").await >= 5,
        "what was shown"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_stopping_worker_finishes_the_job_that_it_has_begun() {
    let mut server = Server::prepare(None).await;
    server.lift_quotas().await;
    let mut worker = server.beside();
    server.start_as(&["serve", "--roles", "api,realtime"]).await;
    worker.start_as(&["worker"]).await;
    for (path, status) in [("/readyz", 200), ("/api/v1/listings", 404), ("/", 404)] {
        let reply = worker.client.get(worker.url(path)).send().await.expect("an answer");
        assert_eq!(reply.status().as_u16(), status, "a worker is asked for its health only: {path}");
    }
    let token = server.sign_in("kwame").await;
    let mut superuser = server.db.connect_as_superuser().await.expect("the server answers");
    let held = hold(&mut superuser, "search.documents").await;
    let posted = server.publish(&token, "Last minute cassava").send().await.expect("an answer");
    assert_eq!(posted.status(), 201);
    let posted: Value = posted.json().await.expect("JSON");
    waiting(&server, "search.documents", 1).await;
    let mut child = worker.terminate();
    tokio::time::sleep(Duration::from_millis(300)).await;
    assert!(child.try_wait().expect("it can be asked").is_none(), "it waits for its job");
    held.rollback().await.expect("let go");
    ends_well(child).await;
    let found: i64 = sqlx::query_scalar("SELECT count(*) FROM search.documents WHERE id::text = $1")
        .bind(posted["data"]["id"].as_str())
        .fetch_one(&mut superuser)
        .await
        .expect("countable");
    assert_eq!(found, 1, "the job was done before the end");
    server.kill().await;
}
