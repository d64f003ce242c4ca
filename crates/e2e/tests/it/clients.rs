//! The client that `make clients` generates, against the whole program (P-10).

use std::path::PathBuf;

use e2e::Site;
use tokio::process::Command;

#[tokio::test(flavor = "multi_thread")]
async fn the_generated_client_talks_to_the_server() {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../clients");
    assert!(folder.join("dist/index.js").is_file(), "the client is missing: run `make clients`");
    let site = Site::start(40).await;
    let talk = Command::new("node")
        .arg("test/talk.mjs")
        .current_dir(folder)
        .env("SITE", &site.url)
        .kill_on_drop(true)
        .output();
    let talk = tokio::time::timeout(std::time::Duration::from_secs(120), talk)
        .await
        .expect("it ends")
        .expect("node runs");
    let told = format!("{}{}", String::from_utf8_lossy(&talk.stdout), String::from_utf8_lossy(&talk.stderr));
    assert!(talk.status.success(), "{told}");
}
