//! Live: Socket.IO sockets, rooms that several processes share, and who is online (M-6 to M-8).
//!
//! A domain tells a room what happened with [`Sockets::emit`], after its commit; every process passes it to the sockets
//! it holds. What sockets ask for comes in through [`Live`], which a module brings along. Nothing here is the only copy
//! of anything: a client that missed events is told `sync.required` and asks by sequence number.
//!
//! Tables: `platform.live_processes`, `platform.live_users`, `platform.live_packets`; all unlogged, so an unclean end of
//! the database empties them and the processes write themselves in again.

mod auth;
mod bus;
mod bus_postgres;
mod bus_redis;
mod call;
mod connection;
pub mod docs;
mod places;
mod presence;
mod reply;
mod room;
mod rooms;
mod server;
mod typescript;

use std::collections::HashSet;
use std::sync::{Arc, OnceLock, Weak};

use axum::Router;
use kernel::{Actor, Language, SessionId, UserId};
use serde::Serialize;
use serde_json::Value;
use tokio_util::sync::CancellationToken;
use tracing::field::Empty;
use uuid::Uuid;

use crate::error::Result;
use crate::module::Platform;
use crate::trace::{self, Trace};
use bus::{Bus, Frame};
pub use call::{Live, LiveCall, LiveCaller, LiveWatch, RoomGuard, payload};
pub use docs::{Call, EventDoc};
pub use room::Room;
use server::Server;

/// The event that tells a client to ask for what it may have missed (`sync`).
pub const SYNC_REQUIRED: &str = "sync.required";

/// Tells rooms what happened. Cheap to clone; does nothing where no socket is served anywhere.
#[derive(Clone)]
pub struct Sockets {
    inner: Arc<Inner>,
}

struct Inner {
    bus: Arc<Bus>,
    server: OnceLock<Arc<Server>>,
    #[expect(clippy::type_complexity, reason = "one use")]
    overheard: OnceLock<Box<dyn Fn(&[Room], &str, Value) + Send + Sync>>,
}

impl Default for Sockets {
    fn default() -> Self {
        let inner =
            Inner { bus: Bus::new(Uuid::now_v7()), server: OnceLock::new(), overheard: OnceLock::new() };
        Self { inner: Arc::new(inner) }
    }
}

impl Sockets {
    /// Sends an event to every socket in the room, in all processes. Never waits and never fails; call it after the
    /// commit. A client that is too slow to take it is told to `sync` by the gap in its sequence numbers.
    pub fn emit<T: Serialize>(&self, room: Room, event: &'static str, payload: &T) {
        self.emit_many(&[room], event, payload);
    }

    /// The same to several rooms; a socket that is in more than one of them gets one packet.
    pub fn emit_many<T: Serialize>(&self, rooms: &[Room], event: &'static str, payload: &T) {
        if rooms.is_empty() {
            return;
        }
        if let Some(overheard) = self.inner.overheard.get() {
            overheard(rooms, event, serde_json::to_value(payload).unwrap_or_default());
        }
        metrics::counter!("pushnchat_live_events", "event" => event).increment(1);
        let trace = Trace::current();
        if let Some(server) = self.inner.server.get() {
            tell(event, trace, || server.emit(rooms, event, payload));
        }
        if self.inner.bus.has_peers() {
            match serde_json::value::to_raw_value(payload) {
                Ok(payload) => {
                    let (rooms, trace) = (rooms.to_vec(), trace.map(|trace| trace.to_string()));
                    self.inner.bus.send(&Frame::Emit { rooms, event: event.into(), payload, trace });
                }
                Err(error) => tracing::error!(%error, event, "a live event could not be written as JSON"),
            }
        }
    }

    /// Ends the sockets of a user, or of one session of theirs, in all processes. Clients do not come back by
    /// themselves after that.
    pub fn disconnect(&self, user: UserId, session: Option<SessionId>) {
        if let Some(server) = self.inner.server.get() {
            server.disconnect(user, session);
        }
        self.inner.bus.send(&Frame::Disconnect { user, session });
    }

    /// Takes a user's sockets out of a room, in all processes: they may read there no longer.
    pub fn evict(&self, user: UserId, room: &Room) {
        if let Some(server) = self.inner.server.get() {
            server.evict(user, room);
        }
        self.inner.bus.send(&Frame::Evict { user, room: *room });
    }

    /// Whether the user has a socket in this process.
    #[must_use]
    pub fn online_here(&self, user: UserId) -> bool {
        self.inner.server.get().is_some_and(|server| server.is_online(user))
    }

    /// Which of these users have a socket in any living process.
    ///
    /// # Errors
    /// 503 when the database is away.
    pub async fn online(&self, platform: &Platform, users: &[UserId]) -> Result<HashSet<UserId>> {
        let mut online = presence::online(&platform.db("platform"), users).await?;
        online.extend(users.iter().filter(|user| self.online_here(**user)));
        Ok(online)
    }

    /// Somebody who calls without a socket, such as a test or a job: rooms cannot be joined by it.
    #[must_use]
    pub fn caller(&self, actor: Actor, language: Language) -> LiveCaller {
        LiveCaller::without_socket(Arc::new(actor), language)
    }

    /// Calls `hearer` at every emit of this process: for tests. Only the first one is kept.
    pub fn overhear(&self, hearer: impl Fn(&[Room], &str, Value) + Send + Sync + 'static) {
        let _ = self.inner.overheard.set(Box::new(hearer));
    }

    /// Opens the Socket.IO server with what the modules bring; once, when everything is put together.
    pub(crate) fn open(&self, platform: &Arc<Platform>, live: Vec<Live>) -> Router {
        let (server, router) = Server::open(platform, live);
        server.hear_changes(&platform.changes);
        let _ = self.inner.server.set(server);
        router
    }

    /// Speaks with the other processes until `stop`; then says good-bye to them. `serves` says whether this process
    /// takes sockets. To be awaited by who runs the process.
    pub async fn run(self, platform: Arc<Platform>, serves: bool, stop: CancellationToken) {
        if serves && let Some(server) = self.inner.server.get() {
            tokio::spawn(server.clone().recheck_by_and_by(stop.clone()));
        }
        let deliver = {
            let sockets = Arc::downgrade(&self.inner);
            move |frame: Frame| deliver(&sockets, frame)
        };
        bus::run(&self.inner.bus, &platform, serves, Arc::new(deliver), stop.clone());
        presence::run(&self.inner, &platform, serves, stop).await;
    }

    /// Resolves when this process hears the others and they know of it; before that it should take no socket.
    pub async fn ready(&self) {
        self.inner.bus.ready().await;
    }

    /// Closes every socket of this process, so that the clients connect to another one.
    pub async fn close(&self) {
        if let Some(server) = self.inner.server.get() {
            server.close().await;
        }
    }
}

/// Tells sockets something as a part of the trace that caused it, if there is one.
fn tell(event: &str, cause: Option<Trace>, tell: impl FnOnce()) {
    if cause.is_none() {
        return tell();
    }
    let span = tracing::info_span!("live", event, trace.id = Empty, otel.kind = "producer");
    trace::join(&span, cause);
    span.in_scope(tell);
}

/// What another process said.
fn deliver(sockets: &Weak<Inner>, frame: Frame) {
    let Some(inner) = sockets.upgrade() else { return };
    let Some(server) = inner.server.get() else { return };
    match frame {
        Frame::Emit { rooms, event, payload, trace } => match serde_json::from_str::<Value>(payload.get()) {
            Ok(payload) => {
                let trace = trace.as_deref().and_then(Trace::parse);
                tell(&event, trace, || server.emit(&rooms, &event, &payload));
            }
            Err(error) => tracing::warn!(%error, "another process sent an event that is no JSON"),
        },
        Frame::Disconnect { user, session } => server.disconnect(user, session),
        Frame::Evict { user, room } => server.evict(user, &room),
        Frame::Missed => server.sync_all(),
        // The bus keeps these to itself.
        Frame::Batch(_) | Frame::Hello { .. } | Frame::Welcome { .. } => {}
    }
}
