//! A conversation as a file to keep (M-13), written page by page so that its length costs no memory.

use bytes::Bytes;
use futures_util::Stream;
use futures_util::stream::try_unfold;
use kernel::{Actor, ConversationId};
use platform::{Error, Result};
use serde_json::json;
use std::collections::HashMap;

use crate::api::bodies::MessageBody;
use crate::rights::ReadConversation;
use crate::state::Messaging;
use crate::store;

/// How an export is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Format {
    /// A list of messages.
    Json,
    /// A line for each message.
    Text,
}

/// Messages of one piece.
const PIECE: i64 = 500;

struct Place {
    after: Option<i64>,
    first: bool,
}

impl Messaging {
    /// The whole conversation, piece by piece. Every piece asks row-level security again.
    ///
    /// # Errors
    /// 404 for who may not read here.
    pub(crate) async fn export(
        &self,
        actor: &Actor,
        id: ConversationId,
        format: Format,
    ) -> Result<impl Stream<Item = Result<Bytes, Error>> + Send + 'static + use<>> {
        let hall = self.hall::<ReadConversation>(actor, id).await?;
        let (messaging, actor) = (self.clone(), actor.clone());
        let start = Place { after: Some(0), first: true };
        Ok(try_unfold(start, move |place| {
            let (messaging, actor, hall) = (messaging.clone(), actor.clone(), hall.clone());
            async move {
                let Some(after) = place.after else { return Ok(None) };
                let mut tx = messaging.db.begin(&actor).await?;
                let silence = messaging.silence(&mut tx, &actor).await?;
                let found = store::messages::after(&mut tx, &messaging.vault, id, after, PIECE).await?;
                let places: Vec<i64> = found.iter().map(|(message, _)| message.seq).collect();
                let (me, without) = (actor.user_id(), silence.people(hall.customer));
                let reactions = store::messages::reactions(&mut tx, id, &places, me, &without).await?;
                tx.rollback().await?;
                let last = found.len() < usize::try_from(PIECE).unwrap_or(usize::MAX);
                let names: HashMap<_, _> = hall.names();
                let mut text = String::new();
                if place.first && format == Format::Json {
                    text.push('[');
                }
                for (at, (message, _)) in found.iter().enumerate() {
                    let message = silence.over(message.clone(), hall.customer);
                    let body = MessageBody::new(&message, None, &reactions);
                    let name = message.sender.and_then(|user| names.get(&user)).copied().unwrap_or("");
                    match format {
                        Format::Json => {
                            if !(place.first && at == 0) {
                                text.push(',');
                            }
                            text.push('\n');
                            let mut value = serde_json::to_value(&body).map_err(Error::internal)?;
                            value["sender_name"] = json!(name);
                            text.push_str(&value.to_string());
                        }
                        Format::Text => text.push_str(&line(&body, name)),
                    }
                }
                if last && format == Format::Json {
                    text.push_str("\n]\n");
                }
                let next = if last { None } else { found.last().map(|(message, _)| message.seq) };
                Ok(Some((Bytes::from(text), Place { after: next, first: false })))
            }
        }))
    }
}

fn line(body: &MessageBody, name: &str) -> String {
    let what = match (body.removed_by, body.text.is_empty()) {
        // Not gone for good.
        (Some("KEY"), _) => "?".to_owned(),
        (Some(_), _) => "×".to_owned(),
        (None, true) => format!("[{}]", body.kind),
        (None, false) => body.text.replace('\n', "\n    "),
    };
    format!("{} {name}: {what}\n", body.sent_at.format("%Y-%m-%d %H:%M"))
}
