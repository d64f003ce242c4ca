//! What a module brings for sockets, and what its calls are given.

use std::sync::Arc;

use async_trait::async_trait;
use kernel::{Actor, ErrorKind, Language, UserId};
use serde::de::DeserializeOwned;
use serde_json::Value;

use super::connection::Connection;
use super::docs::{Call, EventDoc};
use super::room::Room;
use super::server::Server;
use crate::error::{Error, Result};
use crate::http::body::malformed;
use crate::http::objects::Objects;

/// What a module brings for sockets.
#[derive(Default)]
pub struct Live {
    /// What clients can ask for, each answered with an ack.
    pub calls: Vec<Call>,
    /// Who may join which rooms, by the rooms' prefix.
    pub rooms: Vec<(&'static str, Arc<dyn RoomGuard>)>,
    /// Who wants to know when users come and go.
    pub watches: Vec<Arc<dyn LiveWatch>>,
    /// The events that the module emits, for the AsyncAPI document.
    pub events: Vec<EventDoc>,
}

/// Something that a client asks for over its socket.
#[async_trait]
pub trait LiveCall: Send + Sync {
    /// Does it. The ack is `{"data": …}` with what is returned, or the errors as over HTTP. Calls of one socket are done
    /// one after another, in the order they were sent.
    ///
    /// # Errors
    /// What the caller did wrong.
    async fn call(&self, caller: &LiveCaller, payload: Value) -> Result<Value>;

    /// Whether it may be left out in silence when a socket sends too many (typing), rather than be refused.
    fn may_be_dropped(&self) -> bool {
        false
    }
}

/// Says who may join rooms of one prefix.
#[async_trait]
pub trait RoomGuard: Send + Sync {
    /// Whether `actor` may read what is told there.
    ///
    /// # Errors
    /// When that cannot be found out.
    async fn may_join(&self, actor: &Actor, room: &Room) -> Result<bool>;
}

/// Is told when users come and go.
#[async_trait]
pub trait LiveWatch: Send + Sync {
    /// A socket is there. `first_of_user`: the user had none in any process.
    async fn connected(&self, caller: &LiveCaller, first_of_user: bool);
    /// A socket is gone. `last_of_user`: the user has none left in any process. May be told twice when sockets in two
    /// processes end at once, and within a minute when a process died.
    async fn gone(&self, user: UserId, last_of_user: bool);
}

/// Who calls.
#[derive(Clone)]
pub struct LiveCaller {
    /// Always a signed-in user, as of now.
    pub actor: Arc<Actor>,
    /// The language of answers.
    pub language: Language,
    /// The socket's id.
    pub socket: String,
    here: Option<(Arc<Server>, Arc<Connection>)>,
}

impl LiveCaller {
    pub(super) fn new(server: &Arc<Server>, connection: &Arc<Connection>, actor: Arc<Actor>) -> Self {
        Self {
            actor,
            language: connection.language,
            socket: connection.sid.to_string(),
            here: Some((server.clone(), connection.clone())),
        }
    }

    pub(super) fn without_socket(actor: Arc<Actor>, language: Language) -> Self {
        Self { actor, language, socket: String::new(), here: None }
    }

    /// Puts the socket into a room if its guard lets it.
    ///
    /// # Errors
    /// 404 when the guard says no (whether the room exists is nobody else's business), 429 beyond 200 rooms.
    pub async fn join(&self, room: Room) -> Result<()> {
        match &self.here {
            Some((server, connection)) => server.join(connection, &self.actor, room).await,
            None => Ok(()),
        }
    }

    /// Takes the socket out of a room.
    pub fn leave(&self, room: Room) {
        if let Some((server, connection)) = &self.here {
            server.leave(connection, room);
        }
    }

    /// The rooms the socket is in.
    #[must_use]
    pub fn rooms(&self) -> Vec<Room> {
        self.here.as_ref().map(|(server, connection)| server.rooms(connection)).unwrap_or_default()
    }
}

/// Reads a call's payload as strictly as a request's body: what is wrong is told by field.
///
/// # Errors
/// 400 for what cannot be read, 422 for what is missing.
pub fn payload<T: DeserializeOwned>(payload: Value) -> Result<T> {
    if !payload.is_object() {
        return Err(Error::new(ErrorKind::Malformed, "platform", "platform-error-malformed"));
    }
    serde_path_to_error::deserialize(Objects(payload))
        .map_err(|error| malformed(&error.path().to_string(), &error.inner().to_string()).into())
}
