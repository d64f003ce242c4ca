//! Rooms that sockets are in.

use std::fmt;
use std::str::FromStr;

use kernel::{BusinessId, ConversationId, UserId};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// Whom an event is for. Written as `user:<uuid>`, `conversation:<uuid>` and so on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Room {
    /// All sockets of a user; every socket is in its own from the start.
    User(UserId),
    /// The sockets that have a conversation open.
    Conversation(ConversationId),
    /// The team of a business; every member's socket is in it from the start.
    Business(BusinessId),
    /// The team of a campaign.
    Campaign(Uuid),
}

impl Room {
    /// The word before the colon.
    #[must_use]
    pub fn prefix(&self) -> &'static str {
        match self {
            Self::User(_) => "user",
            Self::Conversation(_) => "conversation",
            Self::Business(_) => "business",
            Self::Campaign(_) => "campaign",
        }
    }

    /// Whether it comes with the socket, which neither joins nor leaves it.
    pub(super) fn is_own(&self) -> bool {
        matches!(self, Self::User(_) | Self::Business(_))
    }
}

impl fmt::Display for Room {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let prefix = self.prefix();
        match self {
            Self::User(id) => write!(f, "{prefix}:{id}"),
            Self::Conversation(id) => write!(f, "{prefix}:{id}"),
            Self::Business(id) => write!(f, "{prefix}:{id}"),
            Self::Campaign(id) => write!(f, "{prefix}:{id}"),
        }
    }
}

/// The text names no room.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("there is no such room")]
pub struct NoSuchRoom;

impl FromStr for Room {
    type Err = NoSuchRoom;
    fn from_str(text: &str) -> Result<Self, NoSuchRoom> {
        let (prefix, id) = text.split_once(':').ok_or(NoSuchRoom)?;
        match prefix {
            "user" => id.parse().map(Self::User).map_err(|_| NoSuchRoom),
            "conversation" => id.parse().map(Self::Conversation).map_err(|_| NoSuchRoom),
            "business" => id.parse().map(Self::Business).map_err(|_| NoSuchRoom),
            "campaign" => id.parse().map(Self::Campaign).map_err(|_| NoSuchRoom),
            _ => Err(NoSuchRoom),
        }
    }
}

impl Serialize for Room {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Room {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_room_reads_what_it_writes_and_nothing_else() {
        for room in [
            Room::User(UserId(Uuid::from_u128(1))),
            Room::Conversation(ConversationId(Uuid::from_u128(2))),
            Room::Business(BusinessId(Uuid::from_u128(3))),
            Room::Campaign(Uuid::from_u128(4)),
        ] {
            assert_eq!(room.to_string().parse(), Ok(room));
        }
        for text in ["", "user", "user:", "user:1", "admin:0191f0a0-0000-7000-8000-000000000000", "user:x:y"]
        {
            assert_eq!(text.parse::<Room>(), Err(NoSuchRoom), "{text}");
        }
    }
}
