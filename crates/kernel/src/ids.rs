use std::fmt;
use std::str::FromStr;

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::{ContextV7, Timestamp, Uuid};

/// The text was not a UUID.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a valid id")]
pub struct InvalidId;

/// Keeps ids made within one millisecond by one process in the order of their making.
static CONTEXT: std::sync::Mutex<Option<ContextV7>> = std::sync::Mutex::new(None);

fn uuid_at(now: DateTime<Utc>) -> Uuid {
    let seconds = u64::try_from(now.timestamp()).unwrap_or(0);
    let mut guard = CONTEXT.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
    let context = guard.get_or_insert_with(ContextV7::new);
    Uuid::new_v7(Timestamp::from_unix(&*context, seconds, now.timestamp_subsec_nanos()))
}

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),* $(,)?) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(transparent)]
        pub struct $name(pub Uuid);

        impl $name {
            /// A new UUIDv7 whose time part is `now`.
            #[must_use]
            pub fn new(now: DateTime<Utc>) -> Self {
                Self(uuid_at(now))
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(f)
            }
        }

        impl FromStr for $name {
            type Err = InvalidId;
            fn from_str(text: &str) -> Result<Self, InvalidId> {
                Uuid::parse_str(text).map(Self).map_err(|_| InvalidId)
            }
        }

        impl From<$name> for Uuid {
            fn from(id: $name) -> Uuid {
                id.0
            }
        }

        impl From<Uuid> for $name {
            fn from(id: Uuid) -> Self {
                Self(id)
            }
        }
    )*};
}

ids! {
    /// A person with an account.
    UserId,
    /// A business: the tenant.
    BusinessId,
    /// One signed-in device.
    SessionId,
    /// An OFFER or a REQUEST.
    ListingId,
    /// An uploaded picture or file.
    MediaId,
    /// A fact in the outbox.
    EventId,
    /// An accepted or pending link between two businesses in one market.
    ConnectionId,
    /// A sequence of messages with members.
    ConversationId,
    /// One message of a conversation.
    MessageId,
    /// Something a user is told.
    NotificationId,
    /// A search that a user keeps.
    SavedSearchId,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_of_one_millisecond_keep_their_order() {
        let now = DateTime::from_timestamp_millis(1_760_000_000_000).expect("in range");
        let ids: Vec<ListingId> = (0..1000).map(|_| ListingId::new(now)).collect();
        assert!(ids.windows(2).all(|pair| pair[0] < pair[1]));
    }

    #[test]
    fn an_id_is_read_back_from_its_text() {
        let now = DateTime::from_timestamp_millis(1_760_000_000_000).expect("in range");
        let id = UserId::new(now);
        assert_eq!(id.to_string().parse(), Ok(id));
        assert_eq!("nonsense".parse::<UserId>(), Err(InvalidId));
    }
}
