//! Conversations: events of `messaging`, and what other domains may ask of it.

use std::collections::HashMap;

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use kernel::{BusinessId, ConversationId, MessageId, UserId};
use serde::{Deserialize, Serialize};

use crate::{DomainEvent, PortError};

/// A message that has been sent, for those who tell its readers of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SentMessage {
    /// The message.
    pub id: MessageId,
    /// Its place in the conversation, from 1 without gaps.
    pub seq: i64,
    /// Who wrote it.
    pub sender: UserId,
    /// When it was committed.
    pub sent_at: DateTime<Utc>,
}

/// Facts of `messaging` (M-16). Bodies never leave the domain.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", content = "data")]
pub enum MessagingEvent {
    /// Messages of one conversation, those committed together.
    #[serde(rename = "message.sent")]
    Sent {
        /// Where.
        conversation_id: ConversationId,
        /// In the order of their places.
        messages: Vec<SentMessage>,
    },
    /// An inbox conversation has an agent now, or its agent has to see to it again because its snooze is over.
    #[serde(rename = "conversation.assigned")]
    Assigned {
        /// Which.
        conversation_id: ConversationId,
        /// Whose inbox.
        business_id: BusinessId,
        /// Who answers.
        agent: UserId,
    },
    /// A customer waited too long.
    #[serde(rename = "conversation.escalated")]
    Escalated {
        /// Which.
        conversation_id: ConversationId,
        /// Whose inbox.
        business_id: BusinessId,
        /// 1: to the managers, 2: to the CEO.
        level: i16,
    },
    /// An agent says it is done.
    #[serde(rename = "conversation.resolved")]
    Resolved {
        /// Which.
        conversation_id: ConversationId,
        /// Whose inbox.
        business_id: BusinessId,
    },
}

impl DomainEvent for MessagingEvent {
    const SOURCE: &'static str = "messaging";
    const VERSION: i16 = 1;

    fn aggregate(&self) -> String {
        match self {
            Self::Sent { conversation_id, .. }
            | Self::Assigned { conversation_id, .. }
            | Self::Escalated { conversation_id, .. }
            | Self::Resolved { conversation_id, .. } => format!("conversation:{conversation_id}"),
        }
    }

    fn business_id(&self) -> Option<BusinessId> {
        match self {
            Self::Sent { .. } => None,
            Self::Assigned { business_id, .. }
            | Self::Escalated { business_id, .. }
            | Self::Resolved { business_id, .. } => Some(*business_id),
        }
    }
}

/// What other domains may ask of `messaging`.
#[async_trait]
pub trait MessagingPort: Send + Sync {
    /// Who of these conversations has neither been given nor read the message at this place and wants to be woken for it
    /// (M-9): the sender, muted members and those who blocked the sender are left out, and so is a conversation in which
    /// nobody is to be woken. Each conversation once.
    async fn to_wake(
        &self,
        places: &[(ConversationId, i64)],
    ) -> Result<HashMap<ConversationId, Vec<UserId>>, PortError>;

    /// How many messages each of these people has not read.
    async fn unread(&self, users: &[UserId]) -> Result<HashMap<UserId, i64>, PortError>;
}

/// A picture made safe for those who may see it: the domain that asked keeps the files itself (P-30).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PrivatePicture {
    /// Pixels of the largest variant.
    pub width: i32,
    /// Pixels of the largest variant.
    pub height: i32,
    /// Dominant colour as `#rrggbb`.
    pub color: String,
    /// Names such as `480.webp`, and what is in them.
    pub files: Vec<(String, Vec<u8>)>,
}

/// Makes pictures safe without keeping or publishing them.
#[async_trait]
pub trait PrivatePicturesPort: Send + Sync {
    /// The picture upright, without metadata, in all sizes.
    async fn prepare(&self, bytes: Vec<u8>) -> Result<PrivatePicture, crate::media::StoreError>;
}
