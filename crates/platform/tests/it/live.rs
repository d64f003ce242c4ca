//! Sockets: who may have one, what they may ask, and what reaches them, also from other processes.

mod calls;
mod processes;
mod redis;
mod socket;
mod teams;

use std::collections::HashMap;
use std::sync::{Arc, Mutex, OnceLock};
use std::time::Duration;

use async_trait::async_trait;
use axum::Router;
use contracts::PortError;
use contracts::accounts::{Credential, Identified, IdentityPort};
use kernel::{Actor, ConversationId, UserId};
use platform::config::Config;
use platform::http::{Routes, assemble};
use platform::sockets::{Call, Live, LiveCall, LiveCaller, LiveWatch, Room, RoomGuard};
use platform::{Module, Platform, Result};
use serde_json::{Value, json};
use testkit::{TestApp, TestRedis};
use tokio::sync::{Barrier, Notify};
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

/// Sessions that can be revoked.
#[derive(Default)]
pub struct Sessions {
    known: Mutex<HashMap<String, Actor>>,
    hold: Mutex<Option<Arc<Hold>>>,
    together: Mutex<Option<Arc<Barrier>>>,
}

/// Stops somebody who has looked a session up, before they can do anything with the answer.
#[derive(Default)]
pub struct Hold {
    pub looked_up: Notify,
    pub go_on: Notify,
}

impl Sessions {
    pub fn sign_in(&self, actor: &Actor) -> String {
        let token = Uuid::new_v4().simple().to_string();
        self.known.lock().expect("no panic").insert(token.clone(), actor.clone());
        token
    }

    pub fn revoke(&self, token: &str) {
        self.known.lock().expect("no panic").remove(token);
    }

    /// The next one who looks a session up waits.
    pub fn hold_next(&self) -> Arc<Hold> {
        let hold = Arc::new(Hold::default());
        *self.hold.lock().expect("no panic") = Some(hold.clone());
        hold
    }

    /// The next so many who look a session up go on at the same moment.
    pub fn bring_together(&self, many: usize) {
        *self.together.lock().expect("no panic") = Some(Arc::new(Barrier::new(many)));
    }
}

#[async_trait]
impl IdentityPort for Sessions {
    async fn identify(&self, credential: Credential<'_>) -> Result<Identified, PortError> {
        let (Credential::AccessToken(token) | Credential::Cookie(token)) = credential;
        let found = self.known.lock().expect("no panic").get(token).cloned();
        let hold = self.hold.lock().expect("no panic").take();
        if let Some(hold) = hold {
            hold.looked_up.notify_one();
            hold.go_on.notified().await;
        }
        let together = self.together.lock().expect("no panic").clone();
        if let Some(together) = together
            && together.wait().await.is_leader()
        {
            *self.together.lock().expect("no panic") = None;
        }
        Ok(found.map_or(Identified::Refused, |actor| Identified::As(Box::new(actor))))
    }
}

/// What the calls of the test do.
#[derive(Clone, Copy, PartialEq)]
enum Does {
    Echo,
    Slow,
    Panic,
    Typing,
    Change,
    JoinMany,
}

#[derive(Default)]
pub struct Seen {
    pub order: Mutex<Vec<i64>>,
    pub presence: Mutex<Vec<(UserId, bool, bool)>>,
    db: OnceLock<platform::Db>,
}

struct TestCall(Does, Arc<Seen>);

#[derive(serde::Deserialize, utoipa::ToSchema)]
#[serde(deny_unknown_fields)]
struct Said {
    n: i64,
}

#[async_trait]
impl LiveCall for TestCall {
    async fn call(&self, caller: &LiveCaller, payload: Value) -> Result<Value> {
        let said: Said = platform::sockets::payload(payload)?;
        match self.0 {
            Does::Panic => panic!("as asked"),
            Does::Slow => {
                // The earlier, the longer: without a queue the last would be first.
                tokio::time::sleep(Duration::from_millis(20 - said.n.unsigned_abs().min(20))).await;
                self.1.order.lock().expect("no panic").push(said.n);
            }
            Does::Change => {
                let mut tx = self.1.db.get().expect("the process has one").begin_system().await?;
                tx.announce("test.changed", "test:7").await?;
                tx.commit().await?;
            }
            Does::JoinMany => {
                for n in 0..said.n.unsigned_abs() {
                    caller.join(many_rooms(n)).await?;
                }
            }
            Does::Echo | Does::Typing => {}
        }
        Ok(json!({ "n": said.n, "user": caller.actor.user_id() }))
    }

    fn may_be_dropped(&self) -> bool {
        self.0 == Does::Typing
    }
}

/// Lets everybody into the conversations that the tests name.
struct Open;

#[async_trait]
impl RoomGuard for Open {
    async fn may_join(&self, _: &Actor, room: &Room) -> Result<bool> {
        let many = many_rooms(0)..many_rooms(300);
        Ok(*room == Room::Conversation(open_conversation()) || many.contains(room))
    }
}

#[async_trait]
impl LiveWatch for Seen {
    async fn connected(&self, caller: &LiveCaller, first: bool) {
        let user = caller.actor.user_id().expect("a user");
        self.presence.lock().expect("no panic").push((user, true, first));
    }
    async fn gone(&self, user: UserId, last: bool) {
        self.presence.lock().expect("no panic").push((user, false, last));
    }
}

pub fn open_conversation() -> ConversationId {
    ConversationId(Uuid::from_u128(7))
}

/// More rooms that everybody is let into, by number.
pub fn many_rooms(n: u64) -> Room {
    Room::Conversation(ConversationId(Uuid::from_u128(1000 + u128::from(n))))
}

fn module(seen: &Arc<Seen>) -> Module {
    let call = |event, does| Call::new::<Said, Said>(event, "Test.", Arc::new(TestCall(does, seen.clone())));
    Module {
        name: "live_test",
        routes: Routes::new("live_test").with_state(()),
        handlers: Vec::new(),
        schedules: Vec::new(),
        live: Live {
            calls: vec![
                call("echo", Does::Echo),
                call("slow", Does::Slow),
                call("panic", Does::Panic),
                call("typing", Does::Typing),
                call("change", Does::Change),
                call("join-many", Does::JoinMany),
            ],
            rooms: vec![("conversation", Arc::new(Open))],
            watches: vec![seen.clone()],
            events: Vec::new(),
        },
    }
}

/// One process that takes sockets; more can be started on the same database.
pub struct Process {
    pub app: TestApp,
    pub sessions: Arc<Sessions>,
    pub seen: Arc<Seen>,
    pub stop: CancellationToken,
    pub redis: Option<TestRedis>,
}

/// Another process on the same database.
pub struct Other {
    pub platform: Arc<Platform>,
    pub router: Router,
    pub seen: Arc<Seen>,
    pub stop: CancellationToken,
}

impl Drop for Process {
    fn drop(&mut self) {
        self.stop.cancel();
    }
}

impl Drop for Other {
    fn drop(&mut self) {
        self.stop.cancel();
    }
}

fn run(platform: &Arc<Platform>, stop: &CancellationToken) {
    tokio::spawn(platform.sockets.clone().run(platform.clone(), true, stop.clone()));
    let pool = platform.db("platform").pool().clone();
    tokio::spawn(platform.changes.clone().listen(pool, platform.wake.clone(), stop.clone()));
}

/// A process of its own, without Redis.
pub async fn start() -> Process {
    start_with(None).await
}

/// The same with this Redis.
pub async fn start_with(redis: Option<TestRedis>) -> Process {
    let (sessions, seen) = (Arc::new(Sessions::default()), Arc::new(Seen::default()));
    let migrations = || vec![platform::migrate::platform()];
    let settings = |config: &mut Config| config.redis_url = redis.as_ref().map(|redis| redis.url.clone());
    let app =
        TestApp::start_with(migrations, &[&testkit::WEB_TEXTS, &platform::TEXTS], settings, |platform| {
            platform.bind_identity(sessions.clone());
            let _ = seen.db.set(platform.db("platform"));
            vec![module(&seen)]
        })
        .await;
    let stop = CancellationToken::new();
    run(&app.platform, &stop);
    app.platform.sockets.ready().await;
    Process { app, sessions, seen, stop, redis }
}

impl Process {
    /// One more process on its database.
    pub async fn another(&self) -> Other {
        let texts = [&*testkit::WEB_TEXTS, &*platform::TEXTS];
        let config = self.app.platform.config.clone();
        let platform = Platform::new(config, self.app.clock.clone(), texts).expect("the platform starts");
        platform.bind_identity(self.sessions.clone());
        platform.bind_error_page(Arc::new(|_| String::new()));
        let seen = Arc::new(Seen::default());
        let router = assemble(&platform, vec![module(&seen)], Router::new()).expect("it fits").router;
        let stop = CancellationToken::new();
        run(&platform, &stop);
        platform.sockets.ready().await;
        Other { platform, router, seen, stop }
    }
}

/// Waits until it holds; fails the test when it does not within half a minute.
pub async fn until(what: &str, mut holds: impl AsyncFnMut() -> bool) {
    for _ in 0..1500 {
        if holds().await {
            return;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    panic!("{what} did not come true");
}
