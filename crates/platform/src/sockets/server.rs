//! The Socket.IO server of this process: handshakes, calls, rooms.

use std::collections::HashMap;
use std::panic::AssertUnwindSafe;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use axum::middleware::from_fn;
use axum::{Extension, Router};
use futures_util::FutureExt;
use kernel::{Actor, BusinessId, ErrorKind, Problem, UserId};
use serde_json::{Value, json};
use socketioxide::SocketIo;
use socketioxide::extract::{AckSender, Event, Extension as Ext, SocketRef, TryData};
use socketioxide::handler::ConnectHandler;
use tokio::sync::mpsc;
use tokio_util::sync::CancellationToken;
use tracing::field::Empty;

use super::auth::{Handshake, Refusal, Shown, shake_hands};
use super::call::{Live, LiveCall, LiveCaller, LiveWatch, RoomGuard};
use super::connection::{Connection, Job, Taken};
use super::places::Places;
use super::presence::Presence;
use super::reply;
use super::room::Room;
use super::rooms::Lagging;
use crate::changes::{Change, Changes};
use crate::error::{Error, Result};
use crate::module::Platform;
use crate::{mark, trace};

/// Largest message that a client may send; the protocol tells it to official clients.
const LARGEST_MESSAGE: usize = 64 * 1024;
/// How often a socket's credential is looked at again, so that an expired one ends it.
const CHECK_EVERY: Duration = Duration::from_secs(60);

/// What every socket may ask for, whatever the modules bring.
const OWN_CALLS: [&str; 3] = ["join", "leave", "auth.refresh"];

/// All sockets of this process.
pub(crate) struct Server {
    platform: Arc<Platform>,
    pub(super) io: SocketIo,
    calls: HashMap<&'static str, Arc<dyn LiveCall>>,
    pub(super) guards: HashMap<&'static str, Arc<dyn RoomGuard>>,
    pub(super) watches: Vec<Arc<dyn LiveWatch>>,
    users: Mutex<HashMap<UserId, Vec<Arc<Connection>>>>,
    places: Arc<Places>,
    /// Counts news of users and businesses, so that a socket learns what happened before it was known.
    news: AtomicU64,
    pub(super) lagging: Mutex<Lagging>,
    /// Users who came or went, in order, for who tells the other processes.
    moves: mpsc::UnboundedSender<Presence>,
    pub(super) moved: Mutex<Option<mpsc::UnboundedReceiver<Presence>>>,
}

impl Server {
    /// The server with the calls, guards and watches of all modules, and the route that serves it.
    pub(super) fn open(platform: &Arc<Platform>, live: Vec<Live>) -> (Arc<Self>, Router) {
        let (service, io) = SocketIo::builder()
            .ping_interval(Duration::from_secs(25))
            .ping_timeout(Duration::from_secs(20))
            .connect_timeout(Duration::from_secs(20))
            .max_payload(LARGEST_MESSAGE as u64)
            .ws_max_message_size(LARGEST_MESSAGE)
            .ws_max_frame_size(LARGEST_MESSAGE)
            // Most messages are small, and every idle socket holds this much.
            .ws_read_buffer_size(2048)
            .max_buffer_size(256)
            .build_svc();
        let (moves, moved) = mpsc::unbounded_channel();
        let mut server = Self {
            platform: platform.clone(),
            io: io.clone(),
            calls: HashMap::new(),
            guards: HashMap::new(),
            watches: Vec::new(),
            users: Mutex::default(),
            places: Arc::default(),
            news: AtomicU64::new(0),
            lagging: Mutex::default(),
            moves,
            moved: Mutex::new(Some(moved)),
        };
        for module in live {
            server.calls.extend(module.calls.into_iter().map(|call| (call.event, call.call)));
            server.guards.extend(module.rooms);
            server.watches.extend(module.watches);
        }
        let server = Arc::new(server);
        let authorise = {
            let server = server.clone();
            async move |socket: SocketRef, TryData(auth): TryData<Value>| {
                server.authorise(&socket, auth.ok()).await
            }
        };
        let welcome = {
            let server = server.clone();
            async move |Ext(connection): Ext<Arc<Connection>>| server.welcome(&connection).await
        };
        io.ns("/", welcome.with(authorise));
        let router = Router::new()
            .route_service("/socket.io", service.clone())
            .route_service("/socket.io/", service)
            .layer(from_fn(shake_hands))
            .layer(Extension(platform.clone()));
        (server, router)
    }

    pub(super) fn users(&self) -> MutexGuard<'_, HashMap<UserId, Vec<Arc<Connection>>>> {
        self.users.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Before the socket is connected: who is it? Everything that its first packet may need is in place after this.
    async fn authorise(self: &Arc<Self>, socket: &SocketRef, auth: Option<Value>) -> Result<(), Refusal> {
        let handshake = socket.req_parts().extensions.get::<Arc<Handshake>>().ok_or(Refusal::Unauthorized)?;
        let shown = handshake.shown(auth.as_ref())?;
        let asked_at = self.news.load(Ordering::SeqCst);
        let actor = shown.actor(&self.platform).await.map_err(|error| {
            tracing::warn!(%error, "a socket could not be identified");
            Refusal::Unavailable
        })?;
        let actor = actor.ok_or(Refusal::Unauthorized)?;
        let user = actor.user_id().ok_or(Refusal::Unauthorized)?;
        let language = handshake.language(&self.platform, user).await;
        let place = self.places.take(user).ok_or(Refusal::TooManySockets)?;
        socket.join(Room::User(user).to_string());
        if let Some(business) = actor.business_id() {
            socket.join(Room::Business(business).to_string());
        }
        let connection = Arc::new(Connection::new(socket.id, place, language, asked_at, shown, actor));
        socket.extensions.insert(connection.clone());
        let (server, own) = (self.clone(), connection.clone());
        socket.on_fallback(move |event: Event, TryData(data): TryData<Value>, ack: AckSender| {
            // Up to here this runs in the order of the socket's packets; what it returns does not.
            let begins = server.take_in(&own, event.0, data.unwrap_or(Value::Null), ack);
            async move {
                if begins {
                    server.work(&own).await;
                }
            }
        });
        let server = self.clone();
        socket.on_disconnect(async move || server.farewell(&connection).await);
        Ok(())
    }

    async fn welcome(self: &Arc<Self>, connection: &Arc<Connection>) {
        let actor = connection.actor_if_fresh();
        let caller = actor.map(|actor| LiveCaller::new(self, connection, actor));
        let first_here = {
            let mut users = self.users();
            // It may have ended already.
            if connection.is_gone() {
                return;
            }
            let sockets = users.entry(connection.user).or_default();
            sockets.push(connection.clone());
            let first = sockets.len() == 1;
            if first {
                let _ = self.moves.send(Presence::Came { user: connection.user, caller: caller.clone() });
            }
            first
        };
        metrics::gauge!("pushnchat_live_sockets").increment(1.0);
        if self.news.load(Ordering::SeqCst) != connection.asked_at {
            // Something happened to somebody while this socket was being let in, and nobody could know it to be concerned.
            connection.grow_stale();
            let _ = self.check(connection).await;
        }
        if !first_here && let Some(caller) = caller {
            for watch in &self.watches {
                watch.connected(&caller, false).await;
            }
        }
    }

    async fn farewell(&self, connection: &Arc<Connection>) {
        let last_here = {
            let mut users = self.users();
            connection.end();
            let Some(sockets) = users.get_mut(&connection.user) else { return };
            let before = sockets.len();
            sockets.retain(|other| other.sid != connection.sid);
            if sockets.len() == before {
                return;
            }
            let last = sockets.is_empty();
            if last {
                users.remove(&connection.user);
                let _ = self.moves.send(Presence::Gone { user: connection.user });
            }
            last
        };
        metrics::gauge!("pushnchat_live_sockets").decrement(1.0);
        if !last_here {
            for watch in &self.watches {
                watch.gone(connection.user, false).await;
            }
        }
    }

    /// Takes a call in; whether its turn is to be begun.
    fn take_in(&self, connection: &Connection, event: String, payload: Value, ack: AckSender) -> bool {
        let call = self.calls.get(event.as_str()).cloned();
        match connection.take(Job { event: event.into(), call, payload, ack }) {
            Taken::Begin => return true,
            Taken::Queued => {}
            Taken::Refused(ack) => {
                metrics::counter!("pushnchat_live_refused").increment(1);
                let problem = Problem::new(ErrorKind::RateLimited, "platform", "platform-error-rate-limited");
                let error = Error::from(problem.arg("seconds", 1)).retry_after(1);
                self.answer(connection, ack, Err(error), None);
            }
            Taken::Dropped(ack) => {
                metrics::counter!("pushnchat_live_dropped", "what" => "call").increment(1);
                let _ = ack.send(&json!({ "data": { "dropped": true } }));
            }
        }
        false
    }

    /// Does the calls of a socket one after another.
    async fn work(self: &Arc<Self>, connection: &Arc<Connection>) {
        let patience = Duration::from_secs(self.platform.config.server.request_timeout_s);
        while let Some(job) = connection.next() {
            // A name that nobody knows may be anything, and would land in the log.
            let known = job.call.is_some() || OWN_CALLS.contains(&&*job.event);
            let event = if known { &*job.event } else { "unknown" };
            let actor = tracing::field::display(connection.user);
            let span =
                tracing::info_span!("call", event, trace.id = Empty, actor.id = actor, otel.kind = "server");
            let one = self.one(connection, &job.event, job.call.as_ref(), job.payload);
            let one = mark::noting(&self.platform.keys, one);
            let doing = AssertUnwindSafe(trace::within(span, None, one));
            let (done, mark) = match tokio::time::timeout(patience, doing.catch_unwind()).await {
                Ok(Ok(done)) => done,
                Ok(Err(_)) => (Err(Error::internal(format!("panic in the call {}", job.event))), None),
                Err(_) => (Err(Error::unavailable("the call took too long")), None),
            };
            self.answer(connection, job.ack, done, mark);
        }
    }

    fn answer(
        &self,
        connection: &Connection,
        ack: AckSender,
        result: Result<Value>,
        watermark: Option<String>,
    ) {
        let mut told = reply::ack(&self.platform, connection.language, result);
        if let Some(mark) = watermark {
            told["meta"]["watermark"] = json!(mark);
        }
        if ack.send(&told).is_err() {
            metrics::counter!("pushnchat_live_dropped", "what" => "ack").increment(1);
        }
    }

    async fn one(
        self: &Arc<Self>,
        connection: &Arc<Connection>,
        event: &str,
        call: Option<&Arc<dyn LiveCall>>,
        payload: Value,
    ) -> Result<Value> {
        if event == "auth.refresh" {
            return self.refresh(connection, &payload).await;
        }
        let actor = match connection.actor_if_fresh() {
            Some(actor) => actor,
            None => self.check(connection).await?,
        };
        let caller = LiveCaller::new(self, connection, actor);
        match (call, event) {
            (Some(call), _) => call.call(&caller, payload).await,
            (None, "join") => caller.join(named_room(&payload)?).await.map(|()| json!({})),
            (None, "leave") => {
                caller.leave(named_room(&payload)?);
                Ok(json!({}))
            }
            (None, _) => Err(Error::not_found("platform")),
        }
    }

    /// A new token in place of the one that runs out.
    async fn refresh(self: &Arc<Self>, connection: &Arc<Connection>, payload: &Value) -> Result<Value> {
        let refused = || Error::new(ErrorKind::Unauthorized, "platform", "platform-error-token");
        let token = payload.get("token").and_then(Value::as_str).ok_or_else(refused)?;
        let shown = Shown::Token(token.into());
        let actor = shown.actor(&self.platform).await?.ok_or_else(refused)?;
        if actor.user_id() != Some(connection.user) {
            return Err(refused());
        }
        connection.show(Arc::new(shown));
        connection.begin_check();
        self.take_actor(connection, actor);
        Ok(json!({}))
    }

    /// Asks again whose the socket is; ends it when it is nobody's any more.
    async fn check(self: &Arc<Self>, connection: &Arc<Connection>) -> Result<Arc<Actor>> {
        connection.begin_check();
        let actor =
            connection.shown().actor(&self.platform).await.inspect_err(|_| connection.grow_stale())?;
        match actor.filter(|actor| actor.user_id() == Some(connection.user)) {
            Some(actor) => {
                self.take_actor(connection, actor.clone());
                Ok(actor)
            }
            None => {
                connection.grow_stale();
                self.end(connection);
                Err(Error::new(ErrorKind::Unauthorized, "platform", "platform-error-token"))
            }
        }
    }

    fn take_actor(&self, connection: &Connection, actor: Arc<Actor>) {
        let (before, after) = connection.checked(actor);
        if before == after {
            return;
        }
        // Whoever speaks for another team now, or for none, was let in as somebody else: they have to ask again.
        for room in self.rooms(connection) {
            self.leave(connection, room);
        }
        if let Some(socket) = self.socket(connection.sid) {
            if let Some(business) = before {
                socket.leave(Room::Business(business).to_string());
            }
            if let Some(business) = after {
                socket.join(Room::Business(business).to_string());
            }
        }
    }

    /// Ends a socket for good: the client learns that its session is over and does not come back by itself.
    pub(super) fn end(&self, connection: &Connection) {
        let Some(socket) = self.socket(connection.sid) else { return };
        let _ = socket.emit("auth.expired", &json!({}));
        if socket.disconnect().is_err() {
            // Its buffer is full because the client takes nothing; no event reaches it either. Tried again at the
            // next check, until the missing pong ends it.
            connection.grow_stale();
        }
    }

    /// Hears of changes to users and businesses, so that a revoked session ends at once.
    pub(super) fn hear_changes(self: &Arc<Self>, changes: &Changes) {
        let server = Arc::downgrade(self);
        changes.hear(move |change| {
            let Some(server) = server.upgrade() else { return };
            let concerned = match change {
                Change::Everything => {
                    server.news.fetch_add(1, Ordering::SeqCst);
                    server.all()
                }
                Change::Event { aggregate, .. } => server.concerned_by(aggregate),
            };
            if concerned.is_empty() {
                return;
            }
            for connection in &concerned {
                connection.grow_stale();
            }
            // After a lost line all are looked at, by and by; a single user's at once.
            if matches!(change, Change::Event { .. })
                && let Ok(runtime) = tokio::runtime::Handle::try_current()
            {
                runtime.spawn(async move {
                    for connection in concerned {
                        let _ = server.check(&connection).await;
                    }
                });
            }
        });
    }

    fn concerned_by(&self, aggregate: &str) -> Vec<Arc<Connection>> {
        let room = aggregate.parse();
        if matches!(room, Ok(Room::User(_) | Room::Business(_))) {
            self.news.fetch_add(1, Ordering::SeqCst);
        }
        match room {
            Ok(Room::User(user)) => self.users().get(&user).cloned().unwrap_or_default(),
            Ok(Room::Business(business)) => self.members(business),
            _ => Vec::new(),
        }
    }

    fn members(&self, business: BusinessId) -> Vec<Arc<Connection>> {
        let mut members = self.all();
        members.retain(|connection| connection.business() == Some(business));
        members
    }

    fn all(&self) -> Vec<Arc<Connection>> {
        self.users().values().flatten().cloned().collect()
    }

    /// Looks at every socket's credential once a minute, and at those that may have changed.
    pub(super) async fn recheck_by_and_by(self: Arc<Self>, stop: CancellationToken) {
        loop {
            tokio::select! {
                () = stop.cancelled() => return,
                () = tokio::time::sleep(Duration::from_secs(2)) => {}
            }
            self.tell_lagging();
            for connection in self.all() {
                if connection.wants_check(CHECK_EVERY)
                    && let Err(error) = self.check(&connection).await
                    && error.kind() != ErrorKind::Unauthorized
                {
                    // The database is away; everybody else's check would fail too.
                    break;
                }
            }
        }
    }

    pub(super) fn is_online(&self, user: UserId) -> bool {
        self.users().contains_key(&user)
    }

    /// Everybody with a socket here.
    pub(super) fn online(&self) -> Vec<UserId> {
        self.users().keys().copied().collect()
    }

    /// Closes the transports, upon which clients connect again, to another process.
    pub(super) async fn close(&self) {
        self.io.close().await;
    }
}

fn named_room(payload: &Value) -> Result<Room> {
    let room = payload.get("room").and_then(Value::as_str).and_then(|text| text.parse().ok());
    room.ok_or_else(|| {
        Problem::new(ErrorKind::Malformed, "platform", "platform-error-malformed").field("room").into()
    })
}
