use std::time::Duration;

use platform::managed_postgres::{ManagedPostgres, Options, SUPERUSER};
use serde_json::Value;

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
        for n in 0..200 {
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
        let ready = server.client.get(server.url("/readyz")).send().await.expect("an answer");
        assert_eq!(ready.status(), 200);
    }
    server.kill().await;
    tokio::task::spawn_blocking(move || postgres.stop()).await.expect("it stops");
}
