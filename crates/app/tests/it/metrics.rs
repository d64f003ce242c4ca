//! What `/metrics` tells of the memory of a process (P-23).

use std::path::{Path, PathBuf};
use std::time::Duration;

use crate::server::{Server, a_port};

/// The number that stands at a name with these labels; none when it is not told.
fn told(metrics: &str, name: &str, labels: &[&str]) -> Option<f64> {
    let line = metrics.lines().find(|line| {
        line.starts_with(&format!("{name}{{")) && labels.iter().all(|label| line.contains(label))
    })?;
    line.rsplit(' ').next()?.parse().ok()
}

#[tokio::test]
async fn every_cache_tells_its_hits_misses_and_size() {
    let metrics_at = format!("127.0.0.1:{}", a_port());
    let mut server = Server::prepare(None).await;
    server.set("PUSHNCHAT__SERVER__METRICS_BIND", &metrics_at);
    server.start().await;
    let token = server.sign_in("kwame").await;
    // A list comes on a shelf for the eighth who asks for it.
    for _ in 0..10 {
        for path in [
            "/api/v1/listings?limit=5",
            "/api/v1/listings?sort=distance&lat=6.45&lng=3.39",
            "/api/v1/users/me",
        ] {
            let reply = server.client.get(server.url(path)).bearer_auth(&token).send().await;
            assert_eq!(reply.expect("an answer").status(), 200, "{path}");
        }
    }
    let scraped = server.client.get(format!("http://{metrics_at}/metrics")).send().await.expect("metrics");
    let metrics = scraped.text().await.expect("text");
    for cache in [
        "listings.shelves",
        "listings.grid",
        "listings.cards",
        "listings.fresh",
        "accounts.tokens",
        "accounts.people",
    ] {
        let label = format!("cache=\"{cache}\"");
        for outcome in ["outcome=\"hit\"", "outcome=\"miss\""] {
            let counted = told(&metrics, "pushnchat_cache_total", &[&label, outcome]);
            assert!(counted > Some(0.0), "{cache} {outcome}: {counted:?}\n{metrics}");
        }
        for name in ["pushnchat_cache_entries", "pushnchat_cache_units", "pushnchat_cache_evictions_total"] {
            assert!(told(&metrics, name, &[&label]).is_some(), "{cache}: {name}\n{metrics}");
        }
    }
    for cache in ["accounts.over", "accounts.seen", "messaging.begun", "search.found"] {
        let label = format!("cache=\"{cache}\"");
        assert!(told(&metrics, "pushnchat_cache_entries", &[&label]).is_some(), "{cache}\n{metrics}");
    }
    let stopped = tokio::time::timeout(Duration::from_secs(30), server.terminate().wait()).await;
    assert!(stopped.expect("it ends in time").expect("it ran").success());
}

fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            found.push(path);
        }
    }
}

#[test]
fn there_is_no_cache_that_tells_nothing() {
    let crates = Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("the folder of all crates");
    let mut files = Vec::new();
    for one in std::fs::read_dir(crates).expect("a folder") {
        let folder = one.expect("an entry").path().join("src");
        if folder.is_dir() && !folder.starts_with(crates.join("platform")) {
            sources(&folder, &mut files);
        }
    }
    assert!(files.len() > 100, "only {} sources were found", files.len());
    for file in files {
        let text = std::fs::read_to_string(&file).expect("readable");
        let is_told = text.contains("Told::new(") || !text.contains("moka::");
        assert!(is_told, "{}: use platform::cache::Cache or Kept, or tell with Told", file.display());
    }
}
