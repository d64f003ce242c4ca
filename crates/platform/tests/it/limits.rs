//! Who asks too often is told so, however many processes share the work (P-16).

use std::sync::Arc;
use std::time::{Duration, Instant};

use axum::Router;
use futures_util::future::join_all;
use kernel::Actor;
use platform::config::Config;
use platform::http::{Data, May, RateClass, Routes, assemble};
use platform::{Module, Platform, Result};
use serde_json::{Value, json};
use testkit::{Client, TestApp, TestRedis};
use utoipa_axum::routes;

use crate::live::until;
use crate::notes::Read;

/// Ten a minute.
#[utoipa::path(post, path = "/counted", responses((status = 200)))]
async fn counted(_: May<Read>) -> Result<Data<Value>> {
    Ok(Data::new(json!({})))
}

fn module() -> Module {
    Module {
        name: "counted",
        routes: Routes::new("counted").api::<Read>(RateClass::Auth, routes!(counted)),
        handlers: Vec::new(),
        schedules: Vec::new(),
        live: platform::sockets::Live::default(),
    }
}

async fn start(settings: impl FnOnce(&mut Config)) -> TestApp {
    let migrations = || vec![platform::migrate::platform()];
    let settings = |config: &mut Config| {
        config.limits = true;
        config.server.trusted_proxies = 1;
        settings(config);
    };
    TestApp::start_with(migrations, &[&testkit::WEB_TEXTS, &platform::TEXTS], settings, |_| vec![module()])
        .await
}

/// One more process.
fn another(app: &TestApp) -> (Arc<Platform>, Router) {
    let texts = [&*testkit::WEB_TEXTS, &*platform::TEXTS];
    let platform =
        Platform::new(app.platform.config.clone(), app.clock.clone(), texts).expect("the platform starts");
    platform.bind_identity(Arc::new(testkit::fakes::FakeIdentity::default()));
    platform.bind_error_page(Arc::new(|_| String::new()));
    let router = assemble(&platform, vec![module()], Router::new()).expect("it fits").router;
    (platform, router)
}

/// Asks so often of each process, all at once, from one address: how often it was granted.
async fn asked_at_once(processes: &[Client], address: &str, times: usize) -> usize {
    let clients: Vec<Client> =
        processes.iter().map(|client| client.clone().with_header("x-forwarded-for", address)).collect();
    let ask = |client: &Client| {
        let client = client.clone();
        tokio::spawn(async move { client.post("/api/v1/counted", json!({})).await.status.as_u16() })
    };
    let asked = (0..times).flat_map(|_| clients.iter().map(ask));
    let statuses: Vec<u16> =
        join_all(asked).await.into_iter().map(|status| status.expect("no panic")).collect();
    let count = |wanted| statuses.iter().filter(|status| **status == wanted).count();
    assert_eq!(count(200) + count(429), times * processes.len(), "{statuses:?}");
    count(200)
}

#[tokio::test]
async fn who_is_refused_learns_the_limit_and_when_to_come_back() {
    let app = start(|_| {}).await;
    let client = app.anonymous().with_header("x-forwarded-for", "41.58.1.1");
    let first = client.post("/api/v1/counted", json!({})).await.expect(200);
    assert_eq!((first.header("ratelimit-limit"), first.header("ratelimit-remaining")), ("10", "9"));
    for _ in 1..10 {
        let _ = client.post("/api/v1/counted", json!({})).await.expect(200);
    }
    let refused = client.post("/api/v1/counted", json!({})).await.expect(429);
    assert_eq!((refused.header("ratelimit-limit"), refused.header("ratelimit-remaining")), ("10", "0"));
    assert_eq!(refused.header("ratelimit-reset"), "60");
    let wait: u64 = refused.header("retry-after").parse().expect("seconds");
    assert!((1..=7).contains(&wait), "{wait}");
    assert_eq!(refused.errors()[0].0, "RATE_LIMITED");
}

#[tokio::test]
async fn whoever_shows_forged_tokens_is_counted_by_address() {
    let app = start(|_| {}).await;
    let ask = async |address: &str| {
        let forged = app.anonymous().with_header("authorization", "Bearer forged");
        let client = forged.with_header("x-forwarded-for", address);
        client.post("/api/v1/counted", json!({})).await.status.as_u16()
    };
    let mut asked = 0;
    while asked < 3000 && ask("41.58.1.1").await == 401 {
        asked += 1;
    }
    assert!((600..3000).contains(&asked), "{asked}: ten more are earned in a second");
    assert_eq!(ask("41.58.1.1").await, 429);
    assert_eq!(ask("41.58.1.2").await, 401, "another address has its own");
}

#[tokio::test]
async fn what_no_route_answers_counts_as_a_read() {
    let app = start(|_| {}).await;
    let client = app.anonymous().with_header("x-forwarded-for", "41.58.1.1");
    let wrong = client.get("/api/v1/counted").await.expect(405);
    assert_eq!(wrong.header("ratelimit-limit"), "600");
    let mut asked = 1;
    for (path, told) in [("/nowhere", 404), ("/api/v1/nowhere", 404), ("/api/v1/counted", 405)].iter().cycle()
    {
        let status = client.get(path).await.status.as_u16();
        if status == 429 || asked == 3000 {
            break;
        }
        assert_eq!(status, *told, "{path}");
        asked += 1;
    }
    assert!((600..3000).contains(&asked), "{asked}: ten more are earned in a second");
    let _ = client.post("/api/v1/counted", json!({})).await.expect(200);
}

#[tokio::test(flavor = "multi_thread")]
async fn processes_that_share_a_redis_grant_together_what_one_would() {
    let mut redis = TestRedis::start().await;
    let app = start(|config| config.redis_url = Some(redis.url.clone())).await;
    let (platform, router) = another(&app);
    let clients = [&app.router, &router].map(|router| Client::new(router.clone(), Actor::Anonymous));
    let layers = [&app.platform, &platform].map(|platform| platform.shared_cache.clone().expect("Redis"));
    // A Redis that answers too late for once counts as away, so a machine that is busy gets three chances, each at an
    // address of its own.
    let share = async |addresses: [&str; 3]| {
        for address in addresses {
            until("both use Redis", async || layers.iter().all(platform::cache::SharedCache::is_open)).await;
            let begun = Instant::now();
            let granted = asked_at_once(&clients, address, 20).await;
            // One more is earned every six seconds.
            let earned = usize::try_from(begun.elapsed().as_secs() / 6).expect("a few");
            if (10..=10 + earned).contains(&granted) {
                return;
            }
            println!("{granted} of 40, and {earned} were earned meanwhile");
        }
        panic!("they grant more together than one would");
    };
    share(["41.58.1.1", "41.58.1.5", "41.58.1.6"]).await;
    assert!(asked_at_once(&clients, "41.58.1.2", 2).await == 4, "another address has its own");

    redis.kill();
    let begun = Instant::now();
    let granted = asked_at_once(&clients, "41.58.1.3", 20).await;
    assert!(begun.elapsed() < Duration::from_secs(6), "nobody waits for a Redis that is away");
    assert!((20..=22).contains(&granted), "{granted}: each process counts for itself then");

    redis.start_again().await;
    share(["41.58.1.4", "41.58.1.7", "41.58.1.8"]).await;
}
