//! Journeys in a real browser: scripts in `crates/e2e/browser/` that Node runs against a running program.

use std::fs::File;
use std::path::PathBuf;
use std::process::Stdio;
use std::time::Duration;

use tokio::process::Command;

/// A journey says itself where it is stuck, some seconds before this.
const PATIENCE: Duration = Duration::from_secs(420);

/// Runs a script to its end with these variables.
///
/// # Panics
/// When the journey complains or does not end, with all that it said; when its packages are missing.
pub async fn run(script: &str, told: &[(&str, &str)]) {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../e2e/browser");
    assert!(
        folder.join("node_modules").is_dir(),
        "the browser tests' packages are missing: run `make browser-packages`"
    );
    // Into a file: a browser that outlives the script would hold a pipe open, and what a script that hangs has said so far
    // would be lost.
    let said = tempfile::NamedTempFile::new().expect("a file for what it says");
    let write = || File::options().append(true).open(said.path()).expect("the same file");
    let mut running = Command::new("node")
        .arg(folder.join(script))
        .envs(told.iter().copied())
        .stdin(Stdio::null())
        .stdout(write())
        .stderr(write())
        .kill_on_drop(true)
        .spawn()
        .expect("node runs");
    let ended = tokio::time::timeout(PATIENCE, running.wait()).await;
    let said = std::fs::read_to_string(said.path()).unwrap_or_default();
    let status = ended.unwrap_or_else(|_| panic!("{script} does not end:\n{said}")).expect("node ends");
    assert!(status.success(), "{script} failed:\n{said}");
}
