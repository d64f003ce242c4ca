//! The pieces of a conversation as a file to keep (M-13), one after another so that its length costs no memory.

use bytes::Bytes;
use kernel::Actor;
use platform::{Error, Result};
use serde_json::json;
use std::collections::HashMap;

use crate::api::bodies::MessageBody;
use crate::model::Hall;
use crate::state::Messaging;
use crate::store;
use crate::store::exports::Format;

/// Messages of one piece.
const PIECE: i64 = 500;

/// A piece of a file.
#[derive(Debug)]
pub(crate) struct Piece {
    /// What is in it.
    pub bytes: Bytes,
    /// Its last message; the next piece begins after it.
    pub at: i64,
    /// Whether it is the last one.
    pub is_last: bool,
}

impl Messaging {
    /// The piece of a file that comes after the message at `after`, 0 for the first one, of a file that ends with the
    /// message at `upto`.
    ///
    /// # Errors
    /// 503.
    pub(crate) async fn piece(
        &self,
        actor: &Actor,
        hall: &Hall,
        format: Format,
        after: i64,
        upto: i64,
    ) -> Result<Piece> {
        let mut tx = self.db.begin(actor).await?;
        let silence = self.silence(&mut tx, actor).await?;
        let mut found = store::messages::after(&mut tx, &self.vault, hall.id, after, PIECE).await?;
        let is_full = found.len() == usize::try_from(PIECE).unwrap_or(usize::MAX);
        found.retain(|(message, _)| message.seq <= upto);
        let places: Vec<i64> = found.iter().map(|(message, _)| message.seq).collect();
        let (me, without) = (actor.user_id(), silence.people(hall.customer));
        let reactions = store::messages::reactions(&mut tx, hall.id, &places, me, &without).await?;
        tx.rollback().await?;
        let at = places.last().copied().unwrap_or(after);
        let is_last = !is_full || at >= upto;
        let names: HashMap<_, _> = hall.names();
        let mut text = String::new();
        if after == 0 && format == Format::Json {
            text.push('[');
        }
        for (place, (message, _)) in found.into_iter().enumerate() {
            let message = silence.over(message, hall.customer);
            let body = MessageBody::new(&message, None, &reactions);
            let name = message.sender.and_then(|user| names.get(&user)).copied().unwrap_or("");
            match format {
                Format::Json => {
                    if after > 0 || place > 0 {
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
        if is_last && format == Format::Json {
            text.push_str("\n]\n");
        }
        Ok(Piece { bytes: Bytes::from(text), at, is_last })
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
