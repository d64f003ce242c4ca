//! Is it alive, is it ready, and what does it measure (P-26).

use std::net::SocketAddr;
use std::sync::Arc;

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use axum::{Json, Router};
use futures_util::future::join_all;
use metrics_exporter_prometheus::PrometheusHandle;
use platform::{Db, Platform};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio_util::sync::CancellationToken;

use crate::cli::PATIENCE;

#[derive(Clone)]
struct Health {
    platform: Arc<Platform>,
    stopping: CancellationToken,
}

/// `/livez`: the process answers. `/readyz`: it should get traffic, and if not, which part is to blame.
pub(crate) fn routes(platform: &Arc<Platform>, stopping: CancellationToken) -> Router {
    Router::new()
        .route("/livez", get(async || Json(serde_json::json!({"status": "alive"}))))
        .route("/readyz", get(ready))
        .with_state(Health { platform: platform.clone(), stopping })
}

async fn ready(State(health): State<Health>) -> Response {
    let told = |there: bool| if there { "ok" } else { "away" };
    let databases: Vec<(Option<&str>, &Db)> = health.platform.databases.all().collect();
    let answers = join_all(databases.iter().map(|(_, db)| is_there(db))).await;
    let process = if health.stopping.is_cancelled() { "stopping" } else { "ok" };
    let ready = answers.iter().all(|there| *there) && process == "ok";
    let status = if ready { StatusCode::OK } else { StatusCode::SERVICE_UNAVAILABLE };
    let mut parts = serde_json::json!({
        "status": if ready { "ready" } else { "not ready" },
        "parts": {"process": process, "messages": health.platform.messages.describe()},
    });
    for ((domain, _), there) in databases.iter().zip(answers) {
        let name = domain.map_or_else(|| "database".to_owned(), |domain| format!("database_{domain}"));
        parts["parts"][name] = told(there).into();
    }
    // Everything goes on without these, so they do not decide.
    parts["parts"]["files"] = told(health.platform.blobs.answers()).into();
    if let Some(there) = health.platform.messages.answers() {
        parts["parts"]["mail"] = told(there).into();
    }
    if let Some(redis) = &health.platform.shared_cache {
        parts["parts"]["redis"] = told(redis.is_open()).into();
    }
    (status, Json(parts)).into_response()
}

async fn is_there(db: &Db) -> bool {
    matches!(tokio::time::timeout(PATIENCE, db.ping()).await, Ok(Ok(())))
}

/// `/metrics` for a listener of its own.
pub(crate) fn metrics(handle: PrometheusHandle) -> Router {
    Router::new().route("/metrics", get(move || std::future::ready(handle.render())))
}

/// Asks a server's `/readyz`, without needing an HTTP client in the image.
pub(crate) async fn ask(address: SocketAddr) -> anyhow::Result<()> {
    let answer = tokio::time::timeout(PATIENCE, async {
        let mut stream = tokio::net::TcpStream::connect(address).await?;
        stream.write_all(b"GET /readyz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n").await?;
        let mut answer = String::new();
        stream.read_to_string(&mut answer).await?;
        Ok::<_, std::io::Error>(answer)
    });
    let answer = answer.await.map_err(|_| anyhow::anyhow!("{address} did not answer in time"))??;
    let line = answer.lines().next().unwrap_or("");
    anyhow::ensure!(line.contains(" 200 "), "{address} is not ready: {line}");
    Ok(())
}
