//! `dev`, as somebody starts it who has just cloned the program (P-24).

use std::net::TcpListener;

use tokio::process::Command;

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
