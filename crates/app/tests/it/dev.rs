//! `dev`, as somebody starts it who has just cloned the program (P-24).

use std::net::TcpListener;
use std::path::Path;
use std::time::Duration;

use sqlx::{Connection, PgConnection};
use tokio::process::{Child, Command};

use crate::server::{a_port, open_folder};

#[tokio::test]
async fn a_port_that_is_taken_is_told_before_anything_is_made() {
    let taken = TcpListener::bind("127.0.0.1:0").expect("a port");
    let port = taken.local_addr().expect("its address").port().to_string();
    let folder = tempfile::tempdir().expect("a folder");
    let mut dev = Command::new(env!("CARGO_BIN_EXE_pushnchat"));
    dev.args(["dev", "--port", &port, "--data-dir"]).arg(folder.path()).kill_on_drop(true);
    let ended = dev.output().await.expect("it runs");
    let said = String::from_utf8_lossy(&ended.stderr);
    assert!(!ended.status.success() && said.contains("make run PORT="), "{said}");
    assert!(!folder.path().join("postgres").exists(), "nothing is made for a server that cannot listen");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_demo_world_that_was_left_half_made_is_made_anew() {
    let folder = open_folder();
    let is_there = async || {
        let url =
            format!("postgres://postgres@localhost/pushnchat?host={}/postgres", folder.path().display());
        let mut superuser = PgConnection::connect(&url).await.expect("the managed server");
        let found: bool = sqlx::query_scalar("SELECT to_regclass('public.left_over') IS NOT NULL")
            .fetch_one(&mut superuser)
            .await
            .expect("an answer");
        let make = sqlx::raw_sql("CREATE TABLE IF NOT EXISTS public.left_over ()").execute(&mut superuser);
        make.await.expect("a table");
        found
    };
    let mut dev = start(folder.path()).await;
    assert!(!is_there().await);
    dev.kill().await.expect("killed");
    dev = start(folder.path()).await;
    assert!(is_there().await, "what is whole is kept");
    dev.kill().await.expect("killed");
    let note = folder.path().join("demo.lock");
    std::fs::write(&note, "half-made").expect("what an interrupted run leaves");
    dev = start(folder.path()).await;
    assert!(!is_there().await, "what is half-made goes");
    assert_eq!(std::fs::metadata(&note).expect("the note").len(), 0, "and goes once");
    dev.kill().await.expect("killed");
}

/// `dev` without a demo world, when it answers.
async fn start(folder: &Path) -> Child {
    let port = a_port();
    let mut dev = Command::new(env!("CARGO_BIN_EXE_pushnchat"));
    dev.args(["dev", "--no-demo", "--port", &port.to_string(), "--data-dir"]).arg(folder).kill_on_drop(true);
    let dev = dev.spawn().expect("it starts");
    for _ in 0..1200 {
        if reqwest::get(format!("http://127.0.0.1:{port}/livez")).await.is_ok() {
            return dev;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("dev does not answer");
}
