//! What sockets ask for and are told (M-5, M-6). Names and payloads stand in the AsyncAPI document.

mod calls;
mod presence;

use std::collections::HashSet;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use async_trait::async_trait;
use kernel::{Actor, ConversationId, UserId};
use platform::Result;
use platform::cache::Kept;
use platform::sockets::{Call, EventDoc, Live, Room, RoomGuard};

use crate::api::bodies::{AckBody, ConversationUpdatedBody, MessageBody, ReceiptBody, SyncBody};
use crate::api::operations::OperationBody;
use crate::rights::ReadConversation;
use crate::state::Messaging;

pub(crate) use calls::SyncPayload;
use calls::{Done, MarkCall, MarkPayload, PresenceCall, PresencePayload, SendCall, SendPayload, SyncCall};
use calls::{TypingBody, TypingCall, TypingPayload};
use presence::{OwnDeviceBody, PresenceBody, PresenceWatch};

/// Somebody has written something.
pub(crate) const MESSAGE_SENT: &str = "message.sent";
/// A message was edited, removed or reacted to.
pub(crate) const MESSAGE_UPDATED: &str = "message.updated";
/// People got further.
pub(crate) const RECEIPT_UPDATED: &str = "receipt.updated";
/// A conversation began, ended, or changed its members or settings.
pub(crate) const CONVERSATION_UPDATED: &str = "conversation.updated";
/// Something that goes on after its answer got further.
pub(crate) const OPERATION_UPDATED: &str = "operation.updated";
/// Somebody is writing, or has stopped.
pub(crate) const TYPING: &str = "typing";
/// Somebody came, went, or turned away.
pub(crate) const PRESENCE_UPDATED: &str = "presence.updated";
/// A device of one's own is there.
pub(crate) const USER_CONNECTED: &str = "user.connected";
/// A device of one's own is gone.
pub(crate) const USER_DISCONNECTED: &str = "user.disconnected";

/// What this domain brings for sockets.
pub(crate) fn live(messaging: &Messaging) -> Live {
    let m = || messaging.clone();
    Live {
        calls: vec![
            Call::new::<SendPayload, AckBody>(
                "message.send",
                "Send a message; the ack comes when it is committed, and again for every retry.",
                Arc::new(SendCall(m())),
            ),
            Call::new::<MarkPayload, Done>(
                "message.read",
                "Say how far messages were read, or came to this device.",
                Arc::new(MarkCall(m())),
            ),
            Call::new::<SyncPayload, SyncBody>(
                "sync",
                "Ask for what was missed: messages in order, changes of earlier ones, other conversations with news.",
                Arc::new(SyncCall(m())),
            ),
            Call::new::<TypingPayload, Done>(
                "typing",
                "Say that one is writing, or has stopped.",
                Arc::new(TypingCall(m())),
            ),
            Call::new::<PresencePayload, Done>(
                "presence.set",
                "Say that one is here or away, and whether others may see it.",
                Arc::new(PresenceCall(m())),
            ),
        ],
        rooms: vec![("conversation", Arc::new(ConversationGuard(m())))],
        watches: vec![Arc::new(PresenceWatch(m()))],
        events: vec![
            EventDoc::new::<MessageBody>(MESSAGE_SENT, "Somebody has written something."),
            EventDoc::new::<MessageBody>(MESSAGE_UPDATED, "A message was edited, removed or reacted to."),
            EventDoc::new::<ReceiptBody>(RECEIPT_UPDATED, "People got further in a conversation."),
            EventDoc::new::<ConversationUpdatedBody>(
                CONVERSATION_UPDATED,
                "A conversation began, ended, or changed its members or settings: ask for it again.",
            ),
            EventDoc::new::<TypingBody>(
                TYPING,
                "Somebody is writing, or has stopped; over after six seconds.",
            ),
            EventDoc::new::<PresenceBody>(
                PRESENCE_UPDATED,
                "Somebody came, went or turned away; in large conversations only how many are here.",
            ),
            EventDoc::new::<OwnDeviceBody>(
                USER_CONNECTED,
                "A device of one's own is there; told to all of them.",
            ),
            EventDoc::new::<OwnDeviceBody>(USER_DISCONNECTED, "A device of one's own is gone."),
            EventDoc::new::<OperationBody>(
                OPERATION_UPDATED,
                "Something of one's own that goes on after its answer got further, or is done.",
            ),
        ],
    }
}

/// Those may join a conversation's room who may read it.
struct ConversationGuard(Messaging);

#[async_trait]
impl RoomGuard for ConversationGuard {
    async fn may_join(&self, actor: &Actor, room: &Room) -> Result<bool> {
        let Room::Conversation(id) = room else { return Ok(false) };
        let Some(hall) = self.0.hall_of(*id).await? else { return Ok(false) };
        Ok(self.0.platform.policies.allows::<ReadConversation>(actor, &hall.resource(actor)))
    }
}

/// How long "is writing" is not said again.
const TYPING_PAUSE: Duration = Duration::from_secs(3);

/// Comings and goings are gathered for so long: those in a large conversation, and those of one person that are many.
const GATHER: Duration = Duration::from_secs(5);

/// Keeps what is said often from being said too often.
pub(crate) struct Throttle {
    typing: Kept<(Option<UserId>, ConversationId), ()>,
    turns: Kept<UserId, Arc<AtomicU32>>,
    counting: Mutex<HashSet<ConversationId>>,
}

impl Default for Throttle {
    fn default() -> Self {
        let typing = Kept::new("messaging.typing", 100_000, TYPING_PAUSE, |_, ()| 1);
        let turns = Kept::new("messaging.turns", 100_000, GATHER, |_, _| 1);
        Self { typing, turns, counting: Mutex::default() }
    }
}

impl Throttle {
    /// Whether "is writing" may be said now; among many, only one person at a time is said to be writing.
    fn may_say_typing(&self, user: UserId, conversation: ConversationId, large: bool) -> bool {
        let key = (Some(user).filter(|_| !large), conversation);
        let entry = self.typing.entry(key).or_insert(());
        self.typing.looked((!entry.is_fresh()).then_some(())).is_none()
    }

    /// Has stopped: the next "is writing" is said at once.
    fn stopped(&self, user: UserId, conversation: ConversationId) -> bool {
        self.typing.remove(&(Some(user), conversation)).is_some()
    }

    /// How often somebody came, went or turned away within the last seconds, before this time.
    fn turns(&self, user: UserId) -> u32 {
        self.turns.get_with(user, Arc::default).fetch_add(1, Ordering::Relaxed)
    }

    /// Whether nobody is about to count who is in a conversation; the caller is, from now on.
    fn begin_count(&self, conversation: ConversationId) -> bool {
        self.counting.lock().unwrap_or_else(PoisonError::into_inner).insert(conversation)
    }

    fn end_count(&self, conversation: ConversationId) {
        self.counting.lock().unwrap_or_else(PoisonError::into_inner).remove(&conversation);
    }
}
