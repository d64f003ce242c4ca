//! Listening, working and stopping without losing anything (P-28).

use std::convert::Infallible;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use anyhow::Context;
use axum::Router;
use axum::body::Body;
use axum::extract::{ConnectInfo, Request};
use hyper::body::Incoming;
use hyper::service::service_fn;
use hyper_util::rt::{TokioExecutor, TokioIo, TokioTimer};
use hyper_util::server::conn::auto::Builder;
use hyper_util::server::graceful::GracefulShutdown;
use messaging::Messaging;
use platform::Platform;
use platform::config::Config;
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;
use tower::ServiceExt;

use crate::cli::{ProcessRole, Serve};
use crate::compose::App;
use crate::health;

/// Puts the program together for a configured database.
///
/// # Errors
/// When something is missing or wrong in the configuration.
pub fn prepare(mut config: Config) -> anyhow::Result<App> {
    anyhow::ensure!(
        !config.database.url.is_empty(),
        "database.url is not set (PUSHNCHAT__DATABASE__URL); `pushnchat dev` needs none"
    );
    config.ensure_secret().with_context(|| format!("{} cannot be written", config.data_dir.display()))?;
    App::new(config)
}

/// `serve`: on a configured database that `migrate` has prepared.
///
/// # Errors
/// When it cannot start.
pub async fn run(config: Config, serve: &Serve) -> anyhow::Result<()> {
    let _telemetry = platform::telemetry::start(&config)?;
    let app = prepare(config)?;
    run_app(app, serve, CancellationToken::new()).await
}

/// Runs until it is told to stop by a signal or by `stop`.
///
/// # Errors
/// When a port is taken.
pub async fn run_app(mut app: App, serve: &Serve, stop: CancellationToken) -> anyhow::Result<()> {
    let platform = app.platform.clone();
    app.keep_only(serve)?;
    platform.check_bound()?;
    let dispatcher = app.dispatcher();
    let messaging = serve.serves("messaging").then(|| app.messaging.clone());
    let (listings, search) = (app.listings.clone(), app.search.clone());
    let health = health::routes(&platform, stop.clone());
    let assembled = app.into_router(health.clone())?;
    let takes_sockets = serve.is(ProcessRole::Realtime);
    let router = match (serve.is(ProcessRole::Api), takes_sockets) {
        (true, true) => assembled.router,
        (true, false) => assembled.site,
        (false, true) => assembled.sockets.merge(health),
        (false, false) => health,
    };
    let tasks = TaskTracker::new();
    // Jobs go on while requests are drained, and stop after them.
    let stop_work = CancellationToken::new();
    let listening = platform.changes.clone().listen(
        platform.db("platform").pool().clone(),
        platform.wake.clone(),
        stop_work.clone(),
    );
    tasks.spawn(listening);
    if serve.is(ProcessRole::Worker) {
        tasks.spawn(dispatcher.run(stop_work.clone()));
    }
    tasks.spawn(forget_idle(platform.clone(), stop_work.clone()));
    if let Some(messaging) = messaging {
        tasks.spawn(tell_key_problems(messaging));
    }
    tasks.spawn(platform.sockets.clone().run(platform.clone(), takes_sockets, stop_work.clone()));
    if let Some(address) = platform.config.server.metrics_bind {
        let listener = bind(address).await?;
        tasks.spawn(accept(listener, health::metrics(platform::telemetry::metrics()), stop_work.clone()));
    }
    let deadline = Duration::from_secs(platform.config.server.shutdown_s);
    tell_start(&platform, serve);
    tokio::spawn(stop_on_signal(stop.clone()));
    let listener = bind(platform.config.server.bind).await?;
    // Whoever connects is to miss nothing that other processes say; without a database there is nothing to miss.
    let _ = tokio::time::timeout(Duration::from_secs(2), platform.sockets.ready()).await;
    let draining = accept(listener, router, stop.clone()).await;
    platform.sockets.close().await;
    draining.finish(deadline).await;
    // What was counted in memory since it was last written down.
    for written in [listings.write_counts().await, search.write_counts().await] {
        if let Err(error) = written {
            tracing::warn!(error = &error as &dyn std::error::Error, "counts were lost");
        }
    }
    stop_work.cancel();
    tasks.close();
    if tokio::time::timeout(deadline, tasks.wait()).await.is_err() {
        tracing::warn!("some jobs were cut off; they will be done again");
    }
    tracing::info!("stopped");
    Ok(())
}

pub(crate) async fn bind(address: SocketAddr) -> anyhow::Result<TcpListener> {
    TcpListener::bind(address).await.with_context(|| {
        format!(
            "{address} cannot be listened on: is another server running there? Choose another port: `dev --port 8081`, \
             `make run PORT=8081`, or server.bind"
        )
    })
}

fn tell_start(platform: &Platform, serve: &Serve) {
    tracing::info!(
        address = %platform.config.server.bind,
        roles = if serve.roles.is_empty() { "all".to_owned() } else { format!("{:?}", serve.roles) },
        domains = if serve.only.is_empty() { "all".to_owned() } else { serve.only.join(",") },
        cache = if platform.config.redis_url.is_some() { "in this process, Redis below it" } else { "in this process" },
        live = if platform.config.redis_url.is_some() { "Redis, or PostgreSQL while it is away" } else { "PostgreSQL" },
        files = platform.config.files_at(),
        messages = platform.messages.describe(),
        "PushNchat is starting; what is not configured uses the defaults named here"
    );
}

/// Whoever starts a server without the right keys is told which are missing, while it serves everything else.
async fn tell_key_problems(messaging: Messaging) {
    match messaging.key_problems().await {
        Ok(problems) => problems.iter().for_each(|problem| tracing::error!("{problem}")),
        // It is asked again by whoever reads.
        Err(error) => tracing::debug!(%error, "the keys of messages were not looked at"),
    }
}

async fn stop_on_signal(stop: CancellationToken) {
    use tokio::signal::unix::{SignalKind, signal};
    let (Ok(mut terminate), Ok(mut interrupt)) =
        (signal(SignalKind::terminate()), signal(SignalKind::interrupt()))
    else {
        return;
    };
    tokio::select! { _ = terminate.recv() => {}, _ = interrupt.recv() => {}, () = stop.cancelled() => return }
    tracing::info!("stopping: no new connections, finishing what is under way");
    stop.cancel();
    // A second signal is meant: out at once.
    tokio::select! { _ = terminate.recv() => {}, _ = interrupt.recv() => {} }
    std::process::exit(130);
}

async fn forget_idle(platform: Arc<Platform>, stop: CancellationToken) {
    loop {
        tokio::select! { () = stop.cancelled() => return, () = tokio::time::sleep(Duration::from_secs(60)) => {} }
        platform.limits.forget_idle();
        let told = |part: &'static str, there: bool| {
            metrics::gauge!("pushnchat_part_up", "part" => part).set(if there { 1.0 } else { 0.0 });
        };
        told("files", platform.blobs.answers());
        if let Some(there) = platform.messages.answers() {
            told("mail", there);
        }
        let pool = platform.db("platform").pool().clone();
        metrics::gauge!("pushnchat_db_connections").set(f64::from(pool.size()));
    }
}

/// Connections that are still being answered.
pub(crate) struct Draining(GracefulShutdown);

impl Draining {
    /// Waits for them, at most so long.
    async fn finish(self, deadline: Duration) {
        if tokio::time::timeout(deadline, self.0.shutdown()).await.is_err() {
            tracing::warn!("some requests did not finish in time");
        }
    }
}

/// Takes connections until `stop`: HTTP/1.1, and HTTP/2 without TLS as a load balancer speaks it. A client gets ten
/// seconds for its headers, and 16 KiB.
pub(crate) async fn accept(listener: TcpListener, router: Router, stop: CancellationToken) -> Draining {
    let mut builder = Builder::new(TokioExecutor::new());
    builder
        .http1()
        .timer(TokioTimer::new())
        .header_read_timeout(Duration::from_secs(10))
        .max_buf_size(16 * 1024);
    builder.http2().timer(TokioTimer::new()).max_header_list_size(16 * 1024).max_concurrent_streams(128);
    let draining = GracefulShutdown::new();
    loop {
        let (stream, address) = tokio::select! {
            () = stop.cancelled() => break,
            accepted = listener.accept() => match accepted {
                Ok(accepted) => accepted,
                Err(error) => {
                    // Out of file descriptors, or the client is gone already.
                    tracing::debug!(%error, "a connection was not accepted");
                    tokio::time::sleep(Duration::from_millis(20)).await;
                    continue;
                }
            },
        };
        // Answers are small; waiting to fill a packet would only delay them.
        let _ = stream.set_nodelay(true);
        let router = router.clone();
        let service = service_fn(move |request: Request<Incoming>| {
            let mut request = request.map(Body::new);
            request.extensions_mut().insert(ConnectInfo::<SocketAddr>(address));
            let router = router.clone();
            async move {
                Ok::<_, Infallible>(router.oneshot(request).await.unwrap_or_else(|never| match never {}))
            }
        });
        let connection = builder.serve_connection_with_upgrades(TokioIo::new(stream), service).into_owned();
        let watched = draining.watch(connection);
        tokio::spawn(async move {
            if let Err(error) = watched.await {
                tracing::debug!(error, "a connection ended badly");
            }
        });
    }
    Draining(draining)
}
