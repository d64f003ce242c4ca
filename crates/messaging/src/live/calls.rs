use async_trait::async_trait;
use kernel::{Checks, ConversationId};
use platform::sockets::{LiveCall, LiveCaller, payload};
use platform::{Error, Result};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use utoipa::ToSchema;
use uuid::Uuid;

use super::TYPING;
use crate::api::bodies::{CaughtBody, ConversationBody, SyncBody};
use crate::error::{MessagingError, SOURCE};
use crate::model::{Draft, DraftInput};
use crate::ops::sync::Have;
use crate::rights::WriteMessage;
use crate::state::{Messaging, SMALL};

/// Nothing more to say.
#[derive(Debug, Serialize, ToSchema)]
#[schema(example = json!({}))]
pub(super) struct Done {}

fn written<T: Serialize>(value: &T) -> Result<Value> {
    serde_json::to_value(value).map_err(Error::internal)
}

/// What names no conversation is none that one may know of.
fn conversation(text: Option<&str>) -> Result<ConversationId> {
    let mut checks = Checks::new(SOURCE);
    let text = checks.required("conversation_id", text);
    let text = checks.finish(text).map_err(MessagingError::Invalid)?;
    Ok(text.parse().map_err(|_| MessagingError::NotFound)?)
}

#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "conversation_id": "0191a5c2-7d1e-7c3a-9b52-3f6d1c2b4a59",
    "message": {"client_id": "0191a5c2-ffff-7c3a-9b52-3f6d1c2b4a59", "text": "Good morning"}
}))]
pub(super) struct SendPayload {
    /// Where.
    conversation_id: Option<String>,
    /// What.
    message: Option<DraftInput>,
}

pub(super) struct SendCall(pub Messaging);

#[async_trait]
impl LiveCall for SendCall {
    async fn call(&self, caller: &LiveCaller, asked: Value) -> Result<Value> {
        let asked: SendPayload = payload(asked)?;
        let id = conversation(asked.conversation_id.as_deref())?;
        let draft = Draft::parse(&asked.message.unwrap_or_default()).map_err(MessagingError::Invalid)?;
        written(&self.0.send(&caller.actor, id, draft).await?)
    }
}

#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"conversation_id": "0191a5c2-7d1e-7c3a-9b52-3f6d1c2b4a59", "seq": 42}))]
pub(super) struct MarkPayload {
    /// Where.
    conversation_id: Option<String>,
    /// Messages up to this one were read.
    seq: Option<i64>,
    /// Messages up to this one have come to this device.
    delivered: Option<i64>,
}

pub(super) struct MarkCall(pub Messaging);

#[async_trait]
impl LiveCall for MarkCall {
    async fn call(&self, caller: &LiveCaller, asked: Value) -> Result<Value> {
        let asked: MarkPayload = payload(asked)?;
        let id = conversation(asked.conversation_id.as_deref())?;
        self.0.mark(&caller.actor, id, asked.delivered, asked.seq).await?;
        written(&Done {})
    }
}

/// How far a client has one conversation.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"conversation_id": "0191a5c2-7d1e-7c3a-9b52-3f6d1c2b4a59", "seq": 40, "change": 2}))]
pub(crate) struct HaveBody {
    /// Which.
    conversation_id: Uuid,
    /// It has every message up to this one; 0 for none.
    seq: i64,
    /// It has heard of every change up to this count; 0 unless told.
    #[serde(default)]
    change: i64,
}

#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"conversations": [{"conversation_id": "0191a5c2-7d1e-7c3a-9b52-3f6d1c2b4a59", "seq": 40}]}))]
pub(crate) struct SyncPayload {
    /// At most 100.
    conversations: Option<Vec<HaveBody>>,
}

/// Conversations that one call asks for.
const MOST_ASKED: usize = 100;

impl Messaging {
    /// The answer to `sync`, over sockets and over HTTP.
    pub(crate) async fn answer_sync(&self, actor: &kernel::Actor, asked: SyncPayload) -> Result<SyncBody> {
        let asked = asked.conversations.unwrap_or_default();
        let mut checks = Checks::new(SOURCE);
        if asked.len() > MOST_ASKED {
            checks.fail("conversations", "messaging-check-sync");
        }
        checks.finish(Some(())).map_err(MessagingError::Invalid)?;
        let have: Vec<Have> = asked
            .iter()
            .map(|have| Have {
                conversation: have.conversation_id.into(),
                seq: have.seq,
                change: have.change,
            })
            .collect();
        let missed = self.catch_up(actor, &have).await?;
        Ok(SyncBody {
            conversations: missed.caught.iter().map(CaughtBody::new).collect(),
            not_yet: missed.not_yet.iter().map(|id| id.0).collect(),
            others: missed.others.iter().map(ConversationBody::new).collect(),
        })
    }
}

pub(super) struct SyncCall(pub Messaging);

#[async_trait]
impl LiveCall for SyncCall {
    async fn call(&self, caller: &LiveCaller, asked: Value) -> Result<Value> {
        let asked: SyncPayload = payload(asked)?;
        written(&self.0.answer_sync(&caller.actor, asked).await?)
    }
}

#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"conversation_id": "0191a5c2-7d1e-7c3a-9b52-3f6d1c2b4a59", "typing": true}))]
pub(super) struct TypingPayload {
    /// Where.
    conversation_id: Option<String>,
    /// False when one has stopped; true unless told.
    typing: Option<bool>,
}

/// `typing`.
#[derive(Debug, Serialize, ToSchema)]
#[schema(example = json!({
    "conversation_id": "0191a5c2-7d1e-7c3a-9b52-3f6d1c2b4a59", "user_id": "0191a5c2-1111-7c3a-9b52-3f6d1c2b4a59",
    "typing": true
}))]
pub(super) struct TypingBody {
    /// Where.
    conversation_id: Uuid,
    /// Who.
    user_id: Uuid,
    /// Whether they are.
    typing: bool,
}

pub(super) struct TypingCall(pub Messaging);

#[async_trait]
impl LiveCall for TypingCall {
    async fn call(&self, caller: &LiveCaller, asked: Value) -> Result<Value> {
        let asked: TypingPayload = payload(asked)?;
        let id = conversation(asked.conversation_id.as_deref())?;
        let hall = self.0.hall::<WriteMessage>(&caller.actor, id).await?;
        let user = caller.actor.user_id().ok_or(MessagingError::NotFound)?;
        let typing = asked.typing.unwrap_or(true);
        let large = hall.members.len() > SMALL;
        let may_say = if typing {
            self.0.throttle.may_say_typing(user, id, large)
        } else {
            self.0.throttle.stopped(user, id)
        };
        if may_say && hall.check_open(user).is_ok() {
            let body = TypingBody { conversation_id: id.0, user_id: user.0, typing };
            self.0.platform.sockets.emit_many(&Messaging::onlookers(&hall, user), TYPING, &body);
        }
        Ok(json!({}))
    }

    fn may_be_dropped(&self) -> bool {
        true
    }
}

#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"away": false, "hidden": false}))]
pub(super) struct PresencePayload {
    /// Whether one has turned away; unchanged unless told.
    away: Option<bool>,
    /// Whether others are kept from seeing it; unchanged unless told.
    hidden: Option<bool>,
}

pub(super) struct PresenceCall(pub Messaging);

#[async_trait]
impl LiveCall for PresenceCall {
    async fn call(&self, caller: &LiveCaller, asked: Value) -> Result<Value> {
        let asked: PresencePayload = payload(asked)?;
        self.0.set_presence(&caller.actor, asked.away, asked.hidden).await?;
        written(&Done {})
    }
}
