use std::time::Duration;

use platform::managed_postgres::{ManagedPostgres, Options, SUPERUSER};
use serde_json::Value;
use testkit::TestRedis;

use crate::server::{Server, open_folder};

/// PostgreSQL is killed and comes back while requests run: 503 with a calm sentence, then all is well again, without a
/// restart of the server.
#[tokio::test(flavor = "multi_thread")]
async fn postgres_may_go_away_and_come_back() {
    let folder = open_folder();
    let options = Options::throwaway(folder.path().join("pg"));
    let postgres = tokio::task::spawn_blocking(move || ManagedPostgres::start(&options));
    let postgres = postgres.await.expect("it runs").expect("PostgreSQL starts");
    let mut server = Server::prepare(Some(&postgres.url(SUPERUSER, SUPERUSER))).await;
    server.start().await;
    let feed = server.url("/api/v1/listings?limit=5&type=OFFER");
    let uncached = |n: usize| format!("{feed}&price_min={n}&currency=GHS");
    let first = server.client.get(uncached(0)).send().await.expect("an answer");
    assert_eq!(first.status(), 200);

    for round in 1..=2 {
        let pid_file = folder.path().join("pg/postgres/postmaster.pid");
        let pid =
            std::fs::read_to_string(&pid_file).expect("it runs").lines().next().expect("a pid").to_owned();
        let killed = std::process::Command::new("kill").args(["-QUIT", &pid]).status().expect("kill runs");
        assert!(killed.success());
        let mut seen = Vec::new();
        let mut recovered = false;
        for n in 0..1000 {
            let reply = server
                .client
                .get(uncached(round * 1000 + n))
                .send()
                .await
                .expect("the server answers always");
            let status = reply.status().as_u16();
            if status == 503 {
                assert!(reply.headers().contains_key("retry-after"));
                let body: Value = reply.json().await.expect("the envelope");
                assert_eq!(body["errors"][0]["code"], "UNAVAILABLE");
                assert!(!body.to_string().to_lowercase().contains("sql"));
            }
            seen.push(status);
            if status == 200 && n > 3 {
                recovered = true;
                break;
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        assert!(recovered, "round {round}: {seen:?}");
        assert!(seen.iter().all(|status| [200, 503].contains(status)), "round {round}: {seen:?}");
        is_ready(&server).await;
    }
    server.kill().await;
    tokio::task::spawn_blocking(move || postgres.stop()).await.expect("it stops");
}

/// Waits until the server calls itself ready: what it found dead in one place may still lie in another.
async fn is_ready(server: &Server) {
    for _ in 0..400 {
        let ready = server.client.get(server.url("/readyz")).send().await.expect("an answer");
        if ready.status() == 200 {
            return;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("it does not call itself ready again");
}

/// P-26, P-29: Redis is a choice, so nobody is turned away while it is gone; `/readyz` says that it is, of a server that
/// nobody asks anything else, too.
#[tokio::test(flavor = "multi_thread")]
async fn a_redis_that_goes_away_is_told_and_the_site_stays_ready() {
    let mut redis = TestRedis::start().await;
    let mut server = Server::prepare(None).await;
    server.set("PUSHNCHAT__REDIS__URL", &redis.url);
    server.start().await;
    told_of_redis(&server, "ok").await;
    redis.kill();
    told_of_redis(&server, "away").await;
    let feed = server.client.get(server.url("/api/v1/listings")).send().await.expect("an answer");
    assert_eq!(feed.status(), 200);
    redis.start_again().await;
    told_of_redis(&server, "ok").await;
    server.stop().await;

    redis.kill();
    server.start().await;
    told_of_redis(&server, "away").await;
    server.stop().await;
}

/// Waits until `/readyz` says so of Redis; it calls the server ready all the time.
async fn told_of_redis(server: &Server, wanted: &str) {
    let mut told = String::new();
    for _ in 0..400 {
        let ready = server.client.get(server.url("/readyz")).send().await.expect("an answer");
        assert_eq!(ready.status(), 200, "everything goes on without it");
        let ready: Value = ready.json().await.expect("JSON");
        told = ready["parts"]["redis"].as_str().unwrap_or_default().to_owned();
        if told == wanted {
            return;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("it is called {told:?}, not {wanted:?}");
}
