//! One binary, several kinds of processes (P-24), and what whoever runs them asks (P-8, P-26).

use std::process::Stdio;
use std::time::Duration;

use serde_json::{Value, json};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio::process::Command;

use crate::server::{Server, a_port, open_folder};

/// The way in of the Socket.IO protocol.
const HANDSHAKE: &str = "/socket.io/?EIO=4&transport=polling";

#[tokio::test(flavor = "multi_thread")]
async fn a_process_answers_only_for_its_roles() {
    let all = Server::prepare(None).await;
    for (roles, page, api, sockets) in
        [("api", 200, 200, 404), ("realtime", 404, 404, 200), ("api,realtime,worker", 200, 200, 200)]
    {
        let mut server = all.beside();
        server.start_as(&["serve", "--roles", roles]).await;
        let status = async |path: &str| {
            server.client.get(server.url(path)).send().await.expect("an answer").status().as_u16()
        };
        assert_eq!(status("/readyz").await, 200, "{roles}");
        let told = (status("/place").await, status("/api/v1/listings").await, status(HANDSHAKE).await);
        assert_eq!(told, (page, api, sockets), "{roles}");
        server.kill().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_process_answers_only_for_its_domains() {
    let mut server = Server::prepare(None).await;
    let (ended_well, said) = server.run(&["serve", "--only", "listing"]).await;
    assert!(!ended_well && said.contains("there is no domain listing"), "{said}");
    server.start_as(&["serve", "--only", "listings,search"]).await;
    for (path, status) in [
        ("/api/v1/listings", 200),
        ("/api/v1/search?q=maize", 200),
        ("/api/v1/businesses", 404),
        ("/sign-in", 404),
        ("/readyz", 200),
    ] {
        let answer = server.client.get(server.url(path)).send().await.expect("an answer");
        assert_eq!(answer.status().as_u16(), status, "{path}");
    }
    server.kill().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_process_tells_its_health_its_figures_and_which_database_is_away() {
    let mut server = Server::prepare(None).await;
    let (address, figures) = (server.address(), format!("127.0.0.1:{}", a_port()));
    let healthcheck = ["healthcheck", "--address", address.as_str()];
    assert!(!server.run(&healthcheck).await.0, "nothing runs there yet");
    server.set("PUSHNCHAT__SERVER__METRICS_BIND", &figures);
    server.start().await;
    assert!(server.run(&healthcheck).await.0);
    let get = async |url: String| server.client.get(url).send().await.expect("an answer");
    assert_eq!(get(server.url("/api/v1/listings?limit=3")).await.status(), 200);
    assert_eq!(get(server.url("/metrics")).await.status(), 404, "not where everybody asks");
    let told = get(format!("http://{figures}/metrics")).await.text().await.expect("text");
    let counted = |line: &str| {
        ["pushnchat_http_total{", "route=\"/api/v1/listings\"", "status=\"200\"", "} 1"]
            .iter()
            .all(|part| line.contains(part))
    };
    assert!(told.lines().any(counted), "{told}");
    server.kill().await;

    let mut server = server.beside();
    server.set("PUSHNCHAT__DATABASE__DOMAINS__SEARCH", "postgres://nobody@127.0.0.1:1/none");
    server.start().await;
    let ready = server.client.get(server.url("/readyz")).send().await.expect("an answer");
    assert_eq!(ready.status(), 503);
    let told: Value = ready.json().await.expect("JSON");
    assert_eq!(
        (&told["parts"]["database"], &told["parts"]["database_search"]),
        (&json!("ok"), &json!("away"))
    );
    let address = server.address();
    assert!(!server.run(&["healthcheck", "--address", &address]).await.0);
    server.kill().await;
}

/// P-19, at the terminal; `web` tries the page.
#[tokio::test(flavor = "multi_thread")]
async fn an_operator_lists_shows_replays_and_drops_what_has_failed_for_good() {
    let server = Server::prepare(None).await;
    let mut superuser = server.db.connect_as_superuser().await.expect("the server answers");
    let ids: Vec<i64> = sqlx::query_scalar(
        "INSERT INTO platform.jobs (handler, ordering_key, payload, run_at, attempts, last_error, dead_at)
         SELECT 'nobody.does', 'letter ' || n, 'null', now(), 36, 'nobody was there', now()
         FROM generate_series(1, 2) AS n RETURNING id",
    )
    .fetch_all(&mut superuser)
    .await
    .expect("put aside");
    let (ended_well, listed) = server.run(&["admin", "dead-letters", "list"]).await;
    assert!(ended_well && listed.matches("nobody was there").count() == 2, "{listed}");
    let act = async |what: &str, id: i64| server.run(&["admin", "dead-letters", what, &id.to_string()]).await;
    let (ended_well, shown) = act("show", ids[0]).await;
    assert!(ended_well && shown.contains("letter 1"), "{shown}");
    assert!(act("replay", ids[0]).await.0 && act("drop", ids[1]).await.0);
    for id in &ids {
        assert!(!act("drop", *id).await.0, "{id} is no dead letter any more");
    }
    let left: Vec<(i64, i32, bool)> = sqlx::query_as(
        "SELECT id, attempts, dead_at IS NULL FROM platform.jobs WHERE handler = 'nobody.does'",
    )
    .fetch_all(&mut superuser)
    .await
    .expect("readable");
    assert_eq!(left, [(ids[0], 0, true)]);
}

#[tokio::test(flavor = "multi_thread")]
async fn http_2_is_spoken_without_tls_as_load_balancers_do() {
    let mut server = Server::prepare(None).await;
    server.start().await;
    let mut stream = TcpStream::connect(server.address()).await.expect("it listens");
    // RFC 9113: the preface, empty settings, and the headers of `GET /livez` on stream 1 (RFC 7541, appendix A).
    stream.write_all(b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\x04\0\0\0\0\0").await.expect("sent");
    stream.write_all(b"\0\0\x0d\x01\x05\0\0\0\x01\x82\x86\x44\x06/livez\x41\x01x").await.expect("sent");
    loop {
        let mut head = [0; 9];
        stream.read_exact(&mut head).await.expect("a frame");
        let mut frame = vec![0; u32::from_be_bytes([0, head[0], head[1], head[2]]) as usize];
        stream.read_exact(&mut frame).await.expect("the rest of it");
        assert_ne!(head[3], 7, "the connection is given up: {frame:?}");
        if head[3] == 1 {
            assert_eq!(frame[0], 0x88, "status 200");
            break;
        }
    }
    server.kill().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn who_sends_an_endless_address_or_header_is_refused() {
    let mut server = Server::prepare(None).await;
    server.start().await;
    let get = async |path: String, header: String| {
        let reply = server.client.get(server.url(&path)).header("x-notes", header).send().await;
        reply.expect("an answer").status().as_u16()
    };
    let long = "a".repeat(12 * 1024);
    assert_eq!(get("/api/v1/listings".to_owned(), long.clone()).await, 200);
    assert_eq!(get(format!("/api/v1/search?q={long}"), String::new()).await, 400, "a rule of its own");
    // Of what is longer than 16 KiB as much again may have been read when that is seen.
    let endless = long.repeat(3);
    assert_eq!(get("/api/v1/listings".to_owned(), endless.clone()).await, 431);
    assert_eq!(get(format!("/api/v1/search?q={endless}"), String::new()).await, 431);
    server.kill().await;
}

/// What a fresh machine does first; the demo world is tried by the browser tests.
#[tokio::test(flavor = "multi_thread")]
async fn dev_needs_no_configuration_and_starts_again_where_it_was() {
    let folder = open_folder();
    let port = a_port();
    let page = format!("http://127.0.0.1:{port}/readyz");
    for round in ["first", "second"] {
        let mut dev = Command::new(env!("CARGO_BIN_EXE_pushnchat"))
            .args(["dev", "--no-demo", "--port", &port.to_string(), "--data-dir"])
            .arg(folder.path().join("data"))
            .stdout(Stdio::null())
            .kill_on_drop(true)
            .spawn()
            .expect("it starts");
        let mut ready = false;
        for _ in 0..600 {
            ready = reqwest::get(&page).await.is_ok_and(|reply| reply.status().is_success());
            if ready || dev.try_wait().expect("it can be asked").is_some() {
                break;
            }
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        assert!(ready, "{round} start");
        let pid = dev.id().expect("it runs").to_string();
        assert!(std::process::Command::new("kill").args(["-TERM", &pid]).status().expect("kill").success());
        let ended = tokio::time::timeout(Duration::from_secs(30), dev.wait()).await.expect("it ends in time");
        assert!(ended.expect("it ran").success(), "{round} end");
        let left = folder.path().join("data/postgres/postmaster.pid");
        assert!(!left.exists(), "its PostgreSQL has ended with it");
    }
}
