//! Which sockets are in which rooms, and what is sent to them.

use std::collections::HashSet;
use std::sync::PoisonError;

use futures_util::FutureExt;
use kernel::{Actor, ErrorKind, SessionId, UserId};
use serde::Serialize;
use serde_json::json;
use socketioxide::BroadcastError;
use socketioxide::extract::SocketRef;
use socketioxide::operators::BroadcastOperators;
use socketioxide::socket::Sid;

use super::SYNC_REQUIRED;
use super::connection::Connection;
use super::room::Room;
use super::server::Server;
use crate::error::{Error, Result};

/// Rooms that one socket may have joined.
const MOST_ROOMS: usize = 200;

/// Whom an event did not reach because it takes too slowly what it is sent.
#[derive(Default)]
pub(super) struct Lagging {
    /// Where events were lost, since this was last looked at.
    rooms: HashSet<Room>,
    /// Sockets that could not even be told so yet.
    sockets: HashSet<Sid>,
}

impl Server {
    pub(super) async fn join(&self, connection: &Connection, actor: &Actor, room: Room) -> Result<()> {
        let guard = self.guards.get(room.prefix()).ok_or_else(|| Error::not_found("platform"))?;
        if !guard.may_join(actor, &room).await? {
            return Err(Error::not_found("platform"));
        }
        let Some(socket) = self.socket(connection.sid) else { return Ok(()) };
        let rooms = self.rooms(connection);
        // Joining once more where it is already is nothing new, as clients do when they have come back.
        if !rooms.contains(&room) && rooms.iter().filter(|room| !room.is_own()).count() >= MOST_ROOMS {
            return Err(Error::new(ErrorKind::RateLimited, "platform", "platform-error-rooms"));
        }
        socket.join(room.to_string());
        Ok(())
    }

    pub(super) fn leave(&self, connection: &Connection, room: Room) {
        if room.is_own() {
            return;
        }
        if let Some(socket) = self.socket(connection.sid) {
            socket.leave(room.to_string());
        }
    }

    pub(super) fn rooms(&self, connection: &Connection) -> Vec<Room> {
        let Some(socket) = self.socket(connection.sid) else { return Vec::new() };
        socket.rooms().iter().filter_map(|room| room.parse().ok()).collect()
    }

    /// Gives an event to the sockets in these rooms, once each.
    pub(super) fn emit<T: Serialize>(&self, rooms: &[Room], event: &str, payload: &T) {
        let Some(sockets) = self.here() else { return };
        let names: Vec<String> = rooms.iter().map(ToString::to_string).collect();
        let sent = sockets.within(names).emit(event, payload).now_or_never();
        match sent {
            Some(Err(BroadcastError::Socket(slow))) => {
                self.lagging.lock().unwrap_or_else(PoisonError::into_inner).rooms.extend(rooms);
                metrics::counter!("pushnchat_live_dropped", "what" => "event").increment(slow.len() as u64);
            }
            Some(Err(error)) => tracing::error!(%error, event, "a live event could not be sent"),
            Some(Ok(())) | None => {}
        }
    }

    /// Tells those who missed an event to ask for it, as soon as they take anything again. Which sockets of a room were
    /// too slow is not known, so all of it are told; once in two seconds at most.
    pub(super) fn tell_lagging(&self) {
        let Lagging { rooms, sockets } =
            std::mem::take(&mut *self.lagging.lock().unwrap_or_else(PoisonError::into_inner));
        let names: Vec<String> = rooms.iter().map(ToString::to_string).collect();
        let mut concerned: Vec<SocketRef> = sockets.into_iter().filter_map(|sid| self.socket(sid)).collect();
        if let Some(here) = self.here().filter(|_| !names.is_empty()) {
            concerned.extend(here.within(names).sockets());
        }
        let told = json!({ "within_ms": 0 });
        let still: Vec<Sid> = concerned
            .iter()
            .filter(|socket| socket.connected() && socket.emit(SYNC_REQUIRED, &told).is_err())
            .map(|socket| socket.id)
            .collect();
        self.lagging.lock().unwrap_or_else(PoisonError::into_inner).sockets.extend(still);
    }

    /// Tells every client that it may have missed something. They spread their questions over the given time.
    pub(super) fn sync_all(&self) {
        let told = json!({ "within_ms": 5_000 });
        let _ = self.here().map(|sockets| sockets.emit(SYNC_REQUIRED, &told).now_or_never());
    }

    pub(super) fn socket(&self, sid: Sid) -> Option<SocketRef> {
        self.io.of("/")?.get_socket(sid)
    }

    /// The sockets of this process; none when it was closed, while requests and jobs still come to their end.
    fn here(&self) -> Option<BroadcastOperators> {
        self.io.of("/").map(BroadcastOperators::local)
    }

    pub(super) fn disconnect(&self, user: UserId, session: Option<SessionId>) {
        let mut sockets = self.users().get(&user).cloned().unwrap_or_default();
        sockets.retain(|connection| session.is_none() || connection.session() == session);
        for connection in sockets {
            self.end(&connection);
        }
    }

    pub(super) fn evict(&self, user: UserId, room: &Room) {
        for connection in self.users().get(&user).cloned().unwrap_or_default() {
            self.leave(&connection, *room);
        }
    }
}
