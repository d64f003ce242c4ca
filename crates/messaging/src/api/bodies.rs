//! What conversations and messages look like outside, over HTTP and over sockets alike.

use chrono::{DateTime, Utc};
use kernel::ConversationId;
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::model::{ConversationKind, Message, MessageKind, Reaction};
use crate::ops::conversations::Listing;
use crate::ops::sync::Caught;
use crate::store::marks::Mark;
use crate::store::post::Posted;

/// A message is committed: where it stands.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[schema(example = json!({
    "conversation_id": "0191a5c2-7d1e-7c3a-9b52-3f6d1c2b4a59", "seq": 42, "id": "0191a5c3-0001-7c3a-9b52-3f6d1c2b4a59",
    "client_id": "0191a5c2-ffff-7c3a-9b52-3f6d1c2b4a59", "sent_at": "2026-11-21T08:00:00.123456Z"
}))]
pub(crate) struct AckBody {
    /// Where.
    pub conversation_id: Uuid,
    /// Its place in the conversation, from 1 without gaps.
    pub seq: i64,
    /// Its id.
    pub id: Uuid,
    /// What the sender called it.
    pub client_id: String,
    /// When it was committed.
    pub sent_at: DateTime<Utc>,
}

impl AckBody {
    pub(crate) fn new(conversation: ConversationId, client_id: &str, posted: &Posted) -> Self {
        Self {
            conversation_id: conversation.0,
            seq: posted.seq,
            id: posted.id.0,
            client_id: client_id.to_owned(),
            sent_at: posted.sent_at,
        }
    }
}

/// How many people reacted in one way.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[schema(example = json!({"emoji": "👍", "count": 2, "mine": true}))]
pub(crate) struct ReactionBody {
    /// One emoji.
    pub emoji: String,
    /// People.
    pub count: i64,
    /// Whether the asker is one of them; left out in live events.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mine: Option<bool>,
}

/// A message.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[schema(example = json!({
    "conversation_id": "0191a5c2-7d1e-7c3a-9b52-3f6d1c2b4a59", "seq": 42, "id": "0191a5c3-0001-7c3a-9b52-3f6d1c2b4a59",
    "client_id": "0191a5c2-ffff-7c3a-9b52-3f6d1c2b4a59", "sender_id": "0191a5c2-1111-7c3a-9b52-3f6d1c2b4a59",
    "type": "TEXT", "text": "Is the maize still there?", "sent_at": "2026-11-21T08:00:00.123456Z", "version": 1
}))]
pub(crate) struct MessageBody {
    /// Where.
    pub conversation_id: Uuid,
    /// Its place in the conversation, from 1 without gaps.
    pub seq: i64,
    /// Its id.
    pub id: Uuid,
    /// What the sender's device called it, so that it knows it again.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub client_id: Option<String>,
    /// Who wrote it; none for the program.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sender_id: Option<Uuid>,
    /// `TEXT`, `MEDIA`, `VOICE_NOTE`, `LOCATION`, `LISTING_CARD` or `SYSTEM`.
    #[serde(rename = "type")]
    pub kind: &'static str,
    /// Plain text; empty when there is none, or none any more.
    pub text: String,
    /// What kinds other than `TEXT` carry: `file_id` with `width`, `height`, `color` or `duration_ms`; `latitude` and
    /// `longitude`; `listing_id` with `title`, `type`, `price`, `city`; of `SYSTEM`, whose text is in the language of whoever
    /// did it: `news` (`CREATED`, `ADDED`, `REMOVED`, `LEFT`, `RENAMED`, `CLOSED`, `OPENED`), `by`,
    /// `people` (or, of more than five, their `count`), `title`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Object>)]
    pub detail: Option<Value>,
    /// `seq` of the message that it answers.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reply_to: Option<i64>,
    /// When it was committed.
    pub sent_at: DateTime<Utc>,
    /// When its words were changed last.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub edited_at: Option<DateTime<Utc>>,
    /// `SENDER` or `MODERATION`: it was taken away for everybody. `BLOCK`: only for this reader, who has blocked its
    /// sender. `KEY`: nobody took it away, but its words are encrypted and cannot be read at present.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub removed_by: Option<&'static str>,
    /// The most frequent first.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub reactions: Vec<ReactionBody>,
    /// The conversation's count when it was changed last; left out for never.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub change: Option<i64>,
    /// Counts edits, from 1; for `If-Match`.
    pub version: i64,
}

impl MessageBody {
    pub(crate) fn new(message: &Message, client_id: Option<&str>, reactions: &[Reaction]) -> Self {
        let reactions = reactions.iter().filter(|reaction| reaction.seq == message.seq).map(|reaction| {
            ReactionBody { emoji: reaction.emoji.clone(), count: reaction.count, mine: Some(reaction.mine) }
        });
        Self {
            conversation_id: message.conversation.0,
            seq: message.seq,
            id: message.id.0,
            client_id: client_id.map(str::to_owned),
            sender_id: message.sender.map(|user| user.0),
            kind: message.kind.as_str(),
            text: message.body.clone(),
            detail: message.detail.clone(),
            reply_to: message.reply_to,
            sent_at: message.sent_at,
            edited_at: message.edited_at,
            removed_by: message.removed_by(),
            reactions: reactions.collect(),
            change: Some(message.change).filter(|change| *change > 0),
            version: message.version,
        }
    }

    /// For everybody at once: without what is only true for one reader.
    pub(crate) fn for_all(mut self) -> Self {
        for reaction in &mut self.reactions {
            reaction.mine = None;
        }
        self
    }
}

/// The newest message, in short.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[schema(example = json!({"seq": 42, "type": "TEXT", "text": "Is the maize still there?", "sent_at": "2026-11-21T08:00:00Z"}))]
pub(crate) struct NewestBody {
    /// Its place.
    pub seq: i64,
    /// Who wrote it; none for the program.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sender_id: Option<Uuid>,
    /// Its type.
    #[serde(rename = "type")]
    pub kind: &'static str,
    /// Its first 120 characters.
    pub text: String,
    /// When.
    pub sent_at: DateTime<Utc>,
    /// Whether it was taken away.
    pub removed: bool,
    /// As in the message.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub removed_by: Option<&'static str>,
}

/// Characters of a message that lists show.
const EXCERPT: usize = 120;

impl NewestBody {
    fn new(message: &Message) -> Self {
        Self {
            seq: message.seq,
            sender_id: message.sender.map(|user| user.0),
            kind: message.kind.as_str(),
            text: message.body.chars().take(EXCERPT).collect(),
            sent_at: message.sent_at,
            removed: message.removed.is_some(),
            removed_by: message.removed_by(),
        }
    }
}

/// One's own side of a conversation.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[schema(example = json!({
    "id": "0191a5c2-7d1e-7c3a-9b52-3f6d1c2b4a59", "type": "DIRECT", "title": "Adunni Grains",
    "connection_id": "0191a5c2-2222-7c3a-9b52-3f6d1c2b4a59", "business_slug": "adunni-grains", "last_seq": 42,
    "last_change": 3, "last_read": 40, "unread": 2, "archived": false, "closed": false,
    "last_at": "2026-11-21T08:00:00Z"
}))]
pub(crate) struct ConversationBody {
    /// Which.
    pub id: Uuid,
    /// `DIRECT`, `CHANNEL` or `INBOX`.
    #[serde(rename = "type")]
    pub kind: &'static str,
    /// Who is on the other side, or the channel's name.
    pub title: String,
    /// Of a direct one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub connection_id: Option<Uuid>,
    /// Of the business on the other side.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub business_slug: Option<String>,
    /// Place of the newest message.
    pub last_seq: i64,
    /// Count of edits, removals and reactions.
    pub last_change: i64,
    /// How far one has read.
    pub last_read: i64,
    /// Messages of others that one has not read; 100 means 100 or more.
    pub unread: i64,
    /// The newest message.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_message: Option<NewestBody>,
    /// When something was said last.
    pub last_at: DateTime<Utc>,
    /// No sound until then.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub muted_until: Option<DateTime<Utc>>,
    /// Put away until something new is said.
    pub archived: bool,
    /// Nobody may write any more.
    pub closed: bool,
    /// Of a channel's name and whether it is closed, for `If-Match`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub version: Option<i64>,
}

impl ConversationBody {
    pub(crate) fn new(listing: &Listing) -> Self {
        let entry = &listing.entry;
        Self {
            id: entry.id.0,
            kind: entry.kind.as_str(),
            title: listing.title.clone(),
            connection_id: entry.connection.map(|id| id.0),
            business_slug: listing.business_slug.clone(),
            last_seq: entry.last_seq,
            last_change: entry.last_change,
            last_read: entry.last_read,
            unread: entry.unread,
            last_message: entry.newest.as_ref().map(NewestBody::new),
            last_at: entry.last_at,
            muted_until: entry.muted_until,
            archived: entry.archived,
            closed: entry.closed,
            version: (entry.kind == ConversationKind::Channel).then_some(entry.version),
        }
    }
}

/// Somebody in a conversation, and how far they have got.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[schema(example = json!({
    "user_id": "0191a5c2-1111-7c3a-9b52-3f6d1c2b4a59", "name": "Amina", "role": "MEMBER",
    "business_id": "0191a5c2-3333-7c3a-9b52-3f6d1c2b4a59", "last_delivered": 42, "last_read": 40, "online": true
}))]
pub(crate) struct MemberBody {
    /// Who.
    pub user_id: Uuid,
    /// Name to show.
    pub name: String,
    /// `MEMBER`, `CUSTOMER` or `AGENT`.
    pub role: &'static str,
    /// For whom they speak; none for a customer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub business_id: Option<Uuid>,
    /// Messages up to this one have come to one of their devices; left out in large conversations.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_delivered: Option<i64>,
    /// Messages up to this one were read; left out in large conversations.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_read: Option<i64>,
    /// Whether they are here now; left out where they hide it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub online: Option<bool>,
    /// Whether they have turned to something else; left out where they hide it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub away: Option<bool>,
    /// When they were here last; left out where they hide it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_seen_at: Option<DateTime<Utc>>,
}

/// A part of a conversation.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[schema(example = json!({"messages": [], "has_before": true, "has_after": false}))]
pub(crate) struct HistoryBody {
    /// The conversation from one's own side; none for somebody of the team whose inbox it is, who is not in it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub conversation: Option<ConversationBody>,
    /// Messages, oldest first.
    pub messages: Vec<MessageBody>,
    /// Whether there are older ones.
    pub has_before: bool,
    /// Whether there are newer ones.
    pub has_after: bool,
}

/// What somebody missed in one conversation.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[schema(example = json!({
    "conversation_id": "0191a5c2-7d1e-7c3a-9b52-3f6d1c2b4a59", "last_seq": 43, "last_change": 4, "messages": [],
    "more": false, "changed": [], "more_changed": false
}))]
pub(crate) struct CaughtBody {
    /// Where.
    pub conversation_id: Uuid,
    /// Place of the newest message.
    pub last_seq: i64,
    /// Count of changes.
    pub last_change: i64,
    /// The next messages, in order.
    pub messages: Vec<MessageBody>,
    /// Whether more follow: ask again with the `seq` of the last one.
    pub more: bool,
    /// So much was missed that `messages` does not begin after the `seq` that was asked for: what lies between is
    /// fetched when somebody looks at it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub skipped_to: Option<i64>,
    /// Earlier messages that were edited, removed or reacted to since, in the order of the changes.
    pub changed: Vec<MessageBody>,
    /// Whether more changes follow: ask again with the `change` of the last one.
    pub more_changed: bool,
    /// How far everybody has got, as far as one may see it; left out in large conversations.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub positions: Vec<PositionBody>,
}

/// What somebody missed.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[schema(example = json!({"conversations": [], "not_yet": [], "others": []}))]
pub(crate) struct SyncBody {
    /// Of those that were asked for, those one may read.
    pub conversations: Vec<CaughtBody>,
    /// Those that were asked for and not looked at, since the answer was full: ask for them again.
    pub not_yet: Vec<Uuid>,
    /// The twenty conversations with the newest messages that were not asked for.
    pub others: Vec<ConversationBody>,
}

impl CaughtBody {
    pub(crate) fn new(caught: &Caught) -> Self {
        let bodies = |messages: &[crate::store::messages::Known]| {
            messages
                .iter()
                .map(|(m, client)| MessageBody::new(m, client.as_deref(), &caught.reactions))
                .collect()
        };
        Self {
            conversation_id: caught.conversation.0,
            last_seq: caught.last_seq,
            last_change: caught.last_change,
            messages: bodies(&caught.messages),
            more: caught.more,
            skipped_to: caught.skipped_to,
            changed: bodies(&caught.changed),
            more_changed: caught.more_changed,
            positions: caught.positions.iter().map(PositionBody::new).collect(),
        }
    }
}

/// How far somebody has got.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[schema(example = json!({"user_id": "0191a5c2-1111-7c3a-9b52-3f6d1c2b4a59", "delivered": 42, "read": 40}))]
pub(crate) struct PositionBody {
    /// Who.
    pub user_id: Uuid,
    /// Messages up to this one have come to one of their devices.
    pub delivered: i64,
    /// Messages up to this one were read.
    pub read: i64,
}

impl PositionBody {
    fn new(mark: &Mark) -> Self {
        Self { user_id: mark.user.0, delivered: mark.delivered, read: mark.read }
    }
}

/// `receipt.updated`: people got further, several at once.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[schema(example = json!({"conversation_id": "0191a5c2-7d1e-7c3a-9b52-3f6d1c2b4a59", "positions": []}))]
pub(crate) struct ReceiptBody {
    /// Where.
    pub conversation_id: Uuid,
    /// Who, and how far.
    pub positions: Vec<PositionBody>,
}

impl ReceiptBody {
    pub(crate) fn new(conversation: ConversationId, marks: &[Mark]) -> Self {
        let positions = marks.iter().map(PositionBody::new).collect();
        Self { conversation_id: conversation.0, positions }
    }
}

/// `conversation.updated`: ask for it again.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[schema(example = json!({"conversation_id": "0191a5c2-7d1e-7c3a-9b52-3f6d1c2b4a59", "reason": "MEMBERS"}))]
pub(crate) struct ConversationUpdatedBody {
    /// Which.
    pub conversation_id: Uuid,
    /// `OPENED`, `CLOSED`, `MEMBERS`, `TITLE`, `SETTINGS` or `INBOX`.
    pub reason: &'static str,
}

/// Whether a kind shows words of its own.
pub(crate) fn is_text(kind: &str) -> bool {
    kind == MessageKind::Text.as_str()
}
