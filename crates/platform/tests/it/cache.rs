//! Caches of several processes: nobody reads what was before their own change, and Redis may come and go (P-23).

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use axum::Router;
use axum::extract::{Path, State};
use kernel::Actor;
use platform::cache::{Cache, Warmth};
use platform::changes::Change;
use platform::http::{Data, May, RateClass, Routes, assemble};
use platform::{Db, Module, Platform, Result};
use serde_json::{Value, json};
use testkit::{Client, TestApp, TestRedis};
use tokio::sync::Notify;
use tokio_util::sync::CancellationToken;
use utoipa_axum::routes;

use crate::live::until;
use crate::notes::Read;

/// Things that have a number each, in the schema of the notes.
#[derive(Clone)]
struct Things {
    db: Db,
    cache: Cache<String, u64>,
    loads: Arc<AtomicU64>,
    /// Whoever loads says so and waits, while there is one.
    hold: Arc<std::sync::Mutex<Option<Arc<Hold>>>>,
}

#[derive(Default)]
struct Hold {
    has_read: Notify,
    go_on: Notify,
}

impl Things {
    fn new(platform: &Arc<Platform>) -> Self {
        let cache =
            Cache::new("test.things", 100, Warmth::Warm, |_, _| 1).shared(platform.shared_cache.as_ref());
        let hearer = cache.clone();
        platform.changes.hear(move |change| match change {
            Change::Everything => hearer.clear(),
            Change::Event { aggregate, .. } => {
                if let Some(name) = aggregate.strip_prefix("thing:") {
                    hearer.forget(&name.to_owned());
                }
            }
        });
        Self { db: platform.db("notes"), cache, loads: Arc::default(), hold: Arc::default() }
    }

    async fn load(&self, name: &str) -> Result<u64> {
        self.loads.fetch_add(1, Ordering::SeqCst);
        let query = "SELECT text FROM notes.heard WHERE aggregate = $1 ORDER BY at DESC LIMIT 1";
        let found: Option<String> =
            sqlx::query_scalar(query).bind(name).fetch_optional(&mut *self.db.read().await?).await?;
        let hold = self.hold.lock().expect("no panic").take();
        if let Some(hold) = hold {
            hold.has_read.notify_one();
            hold.go_on.notified().await;
        }
        Ok(found.and_then(|text| text.parse().ok()).unwrap_or(0))
    }

    async fn get(&self, name: &str) -> u64 {
        self.try_get(name).await.expect("loads")
    }

    async fn try_get(&self, name: &str) -> Result<u64> {
        self.cache.get_or_load(name.to_owned(), || self.load(name)).await
    }

    async fn set(&self, name: &str, value: u64) -> Result<()> {
        let mut tx = self.db.begin_system().await?;
        sqlx::query("INSERT INTO notes.heard (aggregate, text) VALUES ($1, $2)")
            .bind(name)
            .bind(value.to_string())
            .execute(&mut *tx)
            .await?;
        tx.announce("thing.changed", &format!("thing:{name}")).await?;
        tx.commit().await
    }

    /// With nothing in memory: what is in Redis decides.
    fn after_restart(&self, platform: &Platform) -> Self {
        let cache = Cache::new("test.things", 100, Warmth::Warm, |_, _| 1);
        Self { cache: cache.shared(platform.shared_cache.as_ref()), ..self.clone() }
    }

    fn loads(&self) -> u64 {
        self.loads.load(Ordering::SeqCst)
    }

    fn hold_next(&self) -> Arc<Hold> {
        let hold = Arc::new(Hold::default());
        *self.hold.lock().expect("no panic") = Some(hold.clone());
        hold
    }
}

/// Read.
#[utoipa::path(get, path = "/things/{name}", params(("name" = String, Path)), responses((status = 200)))]
async fn read(_: May<Read>, State(things): State<Things>, Path(name): Path<String>) -> Result<Data<Value>> {
    Ok(Data::new(json!({ "value": things.try_get(&name).await? })))
}

/// Write.
#[utoipa::path(post, path = "/things/{name}/{value}", params(("name" = String, Path), ("value" = u64, Path)), responses((status = 200)))]
async fn write(
    _: May<Read>,
    State(things): State<Things>,
    Path((name, value)): Path<(String, u64)>,
) -> Result<Data<Value>> {
    things.set(&name, value).await?;
    Ok(Data::new(json!({})))
}

fn module(things: &Things) -> Module {
    Module {
        name: "things",
        routes: Routes::new("things")
            .api::<Read>(RateClass::Read, routes!(read))
            .api::<Read>(RateClass::Write, routes!(write))
            .with_state(things.clone()),
        handlers: Vec::new(),
        schedules: Vec::new(),
        live: platform::sockets::Live::default(),
    }
}

struct Processes {
    app: TestApp,
    first: Things,
    redis: Option<TestRedis>,
    stop: CancellationToken,
}

struct Other {
    platform: Arc<Platform>,
    things: Things,
    router: Router,
}

impl Drop for Processes {
    fn drop(&mut self) {
        self.stop.cancel();
    }
}

async fn start(redis: Option<TestRedis>) -> Processes {
    let url = redis.as_ref().map(|redis| redis.url.clone());
    let mut first = None;
    let app = TestApp::start_with(
        crate::notes::migrations,
        &[&testkit::WEB_TEXTS, &platform::TEXTS],
        |config| config.redis_url = url,
        |platform| vec![module(first.insert(Things::new(platform)))],
    )
    .await;
    let stop = CancellationToken::new();
    listen(&app.platform, &stop).await;
    Processes { app, first: first.expect("made"), redis, stop }
}

/// Hears what other processes change; returns when it does.
async fn listen(platform: &Arc<Platform>, stop: &CancellationToken) {
    let heard = Arc::new(Notify::new());
    let told = heard.clone();
    platform.changes.hear(move |change| {
        if *change == Change::Everything {
            told.notify_one();
        }
    });
    let pool = platform.db("platform").pool().clone();
    tokio::spawn(platform.changes.clone().listen(pool, platform.wake.clone(), stop.clone()));
    heard.notified().await;
    if let Some(shared) = platform.shared_cache.clone() {
        until("the shared layer opens", async || shared.is_open()).await;
    }
}

impl Processes {
    /// One more process, which does not listen yet.
    fn another(&self) -> Other {
        let config = self.app.platform.config.clone();
        let texts = [&*testkit::WEB_TEXTS, &*platform::TEXTS];
        let platform = Platform::new(config, self.app.clock.clone(), texts).expect("the platform starts");
        platform.bind_identity(Arc::new(testkit::fakes::FakeIdentity::default()));
        platform.bind_error_page(Arc::new(|_| String::new()));
        let things = Things::new(&platform);
        let router = assemble(&platform, vec![module(&things)], Router::new()).expect("it fits").router;
        Other { platform, things, router }
    }

    async fn another_that_listens(&self) -> Other {
        let other = self.another();
        listen(&other.platform, &self.stop).await;
        other
    }
}

#[tokio::test]
async fn what_one_process_has_loaded_another_takes_from_redis() {
    let first = start(Some(TestRedis::start().await)).await;
    let second = first.another_that_listens().await;
    first.first.set("maize", 7).await.expect("set");
    until("the first one finds it in Redis", async || {
        let before = first.first.loads();
        assert_eq!(first.first.after_restart(&first.app.platform).get("maize").await, 7);
        first.first.loads() == before
    })
    .await;
    until("the second one takes it from there", async || {
        let before = second.things.loads();
        assert_eq!(second.things.after_restart(&second.platform).get("maize").await, 7);
        second.things.loads() == before
    })
    .await;
}

#[tokio::test]
async fn a_change_in_one_process_is_seen_through_redis_by_the_others() {
    let first = start(Some(TestRedis::start().await)).await;
    let second = first.another_that_listens().await;
    for value in 1..=20 {
        first.first.set("maize", value).await.expect("set");
        assert_eq!(first.first.get("maize").await, value, "one's own change is seen at once");
        until("the other one hears of it", async || second.things.get("maize").await == value).await;
        second.things.set("maize", value + 100).await.expect("set");
        assert_eq!(second.things.get("maize").await, value + 100);
        until("and back", async || first.first.get("maize").await == value + 100).await;
    }
}

#[tokio::test]
async fn a_process_that_slept_while_it_loaded_does_not_bring_back_what_was_before() {
    let first = start(Some(TestRedis::start().await)).await;
    let sleeper = first.another();
    let shared = sleeper.platform.shared_cache.clone().expect("Redis");
    until("its layer opens", async || shared.is_open()).await;
    let third = first.another_that_listens().await;
    first.first.set("maize", 1).await.expect("set");
    let hold = sleeper.things.hold_next();
    let asleep = {
        let things = sleeper.things.clone();
        tokio::spawn(async move { things.get("maize").await })
    };
    hold.has_read.notified().await;
    first.first.set("maize", 2).await.expect("set");
    until("the others know", async || third.things.get("maize").await == 2).await;
    // It hears of nothing, and wakes up with the old value in its hands.
    hold.go_on.notify_one();
    assert_eq!(asleep.await.expect("no panic"), 1);
    tokio::time::sleep(Duration::from_millis(200)).await;
    assert_eq!(first.first.after_restart(&first.app.platform).get("maize").await, 2);
    assert_eq!(third.things.after_restart(&third.platform).get("maize").await, 2);
}

/// In the process that makes the change, and in one that hears of it.
#[tokio::test]
async fn a_read_that_began_before_a_change_does_not_bring_back_what_was_before() {
    let first = start(None).await;
    let second = first.another_that_listens().await;
    let heard = Arc::new(Notify::new());
    let told = heard.clone();
    // The cache began to hear before this, so it has forgotten when this is told.
    second.platform.changes.hear(move |change| {
        if matches!(change, Change::Event { .. }) {
            told.notify_one();
        }
    });
    let both = [&first.first, &second.things];
    let holds = both.map(Things::hold_next);
    let readers = both.map(|things| {
        let things = things.clone();
        tokio::spawn(async move { things.get("maize").await })
    });
    for hold in &holds {
        hold.has_read.notified().await;
    }
    first.first.set("maize", 5).await.expect("set");
    heard.notified().await;
    for hold in &holds {
        hold.go_on.notify_one();
    }
    for reader in readers {
        assert_eq!(reader.await.expect("no panic"), 0, "it began before the change");
    }
    for things in both {
        assert_eq!((things.get("maize").await, things.get("maize").await), (5, 5));
        assert_eq!(things.loads(), 2, "what is loaded then is kept");
    }
}

#[tokio::test]
async fn redis_may_go_away_and_come_back() {
    let mut first = start(Some(TestRedis::start().await)).await;
    let second = first.another_that_listens().await;
    let layers =
        [&first.app.platform, &second.platform].map(|platform| platform.shared_cache.clone().expect("Redis"));
    for round in 1..=3 {
        let value = round * 10;
        first.first.set("maize", value).await.expect("set");
        assert_eq!(first.first.get("maize").await, value);
        first.redis.as_mut().expect("Redis").kill();
        first.first.set("maize", value + 1).await.expect("set");
        assert_eq!(first.first.get("maize").await, value + 1, "without Redis it goes on");
        until("the other one hears of it", async || second.things.get("maize").await == value + 1).await;
        first.redis.as_mut().expect("Redis").start_again().await;
        until("both use it again", async || layers.iter().all(platform::cache::SharedCache::is_open)).await;
        for things in [&first.first, &second.things] {
            assert_eq!(things.get("maize").await, value + 1);
        }
    }
}

/// Two processes, the second of which hears nothing of the first: as if every notification came late.
async fn nobody_reads_what_was_before_their_own_change(redis: Option<TestRedis>) {
    let first = start(redis).await;
    let deaf = first.another();
    if let Some(shared) = deaf.platform.shared_cache.clone() {
        until("its layer opens", async || shared.is_open()).await;
    }
    let here = Client::new(first.app.router.clone(), Actor::Anonymous);
    let there = Client::new(deaf.router.clone(), Actor::Anonymous);
    let value =
        async |client: &Client| client.get("/api/v1/things/maize").await.expect(200).data()["value"].clone();
    assert_eq!(value(&there).await, 0);
    let written = here.post("/api/v1/things/maize/5", json!({})).await.expect(200);
    let mark = written.header("watermark").to_owned();
    assert!(!mark.is_empty(), "a write tells its mark");
    assert_eq!(value(&there).await, 0, "without the mark, what it knows");
    let mine = there.clone().with_header("watermark", &mark);
    assert_eq!(value(&mine).await, 5, "with the mark, what was written");
    // A browser carries it by itself.
    let written = here.post("/api/v1/things/maize/6", json!({})).await.expect(200);
    let cookie =
        written.headers.get_all("set-cookie").iter().find_map(|line| line.to_str().ok()?.split(';').next());
    let browser = there.clone().with_header("cookie", cookie.expect("a cookie"));
    assert_eq!(value(&there).await, 5);
    assert_eq!(value(&browser).await, 6);
    // A forged one changes nothing and holds nobody up.
    let forged = there.clone().with_header("watermark", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA");
    let mut fastest = Duration::MAX;
    // A machine that is busy with other things gets more than one chance.
    for _ in 0..5 {
        let begun = std::time::Instant::now();
        let _ = value(&forged).await;
        fastest = fastest.min(begun.elapsed());
    }
    assert!(fastest < Duration::from_millis(900), "{fastest:?}");
}

#[tokio::test]
async fn nobody_reads_what_was_before_their_own_change_in_memory() {
    nobody_reads_what_was_before_their_own_change(None).await;
}

#[tokio::test]
async fn nobody_reads_what_was_before_their_own_change_in_redis() {
    nobody_reads_what_was_before_their_own_change(Some(TestRedis::start().await)).await;
}

#[tokio::test]
async fn who_writes_here_and_reads_there_sees_it_however_they_race() {
    let first = start(Some(TestRedis::start().await)).await;
    let second = first.another_that_listens().await;
    let clients =
        [&first.app.router, &second.router].map(|router| Client::new(router.clone(), Actor::Anonymous));
    for n in 1..=60_usize {
        let (writer, reader) = (&clients[n % 2], &clients[(n + 1) % 2]);
        let written = writer.post(&format!("/api/v1/things/maize/{n}"), json!({})).await.expect(200);
        let reader = reader.clone().with_header("watermark", written.header("watermark"));
        let seen = reader.get("/api/v1/things/maize").await.expect(200).data()["value"].clone();
        assert_eq!(seen, n, "at once");
    }
}
