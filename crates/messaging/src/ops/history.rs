//! Reading a part of a conversation (M-4).

use kernel::{Actor, ConversationId};
use platform::Result;

use crate::api::bodies::{ConversationBody, HistoryBody, MessageBody};
use crate::model::Message;
use crate::rights::ReadConversation;
use crate::state::Messaging;
use crate::store;

/// Which part.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Part {
    /// The newest messages.
    Newest,
    /// Those before a place.
    Before(i64),
    /// Those after a place.
    After(i64),
}

impl Messaging {
    /// Up to `limit` messages, oldest first.
    ///
    /// # Errors
    /// 404 for who may not read here.
    pub(crate) async fn history(
        &self,
        actor: &Actor,
        id: ConversationId,
        part: Part,
        limit: i64,
    ) -> Result<HistoryBody> {
        let hall = self.hall::<ReadConversation>(actor, id).await?;
        // Before the messages: a change that comes in between must not count as one that the reader has.
        let listing = self.listing(actor, id).await?;
        let mut tx = self.db.begin(actor).await?;
        let silence = self.silence(&mut tx, actor).await?;
        let mut found = match part {
            Part::Newest => store::messages::before(&mut tx, &self.vault, id, i64::MAX, limit + 1).await?,
            Part::Before(seq) => store::messages::before(&mut tx, &self.vault, id, seq, limit + 1).await?,
            Part::After(seq) => store::messages::after(&mut tx, &self.vault, id, seq, limit + 1).await?,
        };
        let full = found.len() > usize::try_from(limit).unwrap_or(usize::MAX);
        let (has_before, has_after) = match part {
            Part::Newest => (full, false),
            Part::Before(_) => (full, true),
            Part::After(seq) => (seq > 0, full),
        };
        if full {
            // The one too many stands at the end that was not asked for.
            match part {
                Part::After(_) => drop(found.pop()),
                Part::Newest | Part::Before(_) => drop(found.remove(0)),
            }
        }
        let places: Vec<i64> = found.iter().map(|(message, _)| message.seq).collect();
        let without = silence.people(hall.customer);
        let reactions = store::messages::reactions(&mut tx, id, &places, actor.user_id(), &without).await?;
        tx.rollback().await?;
        Ok(HistoryBody {
            conversation: listing.as_ref().map(ConversationBody::new),
            messages: found
                .into_iter()
                .map(|(message, client)| (silence.over(message, hall.customer), client))
                .map(|(message, client)| MessageBody::new(&message, client.as_deref(), &reactions))
                .collect(),
            has_before,
            has_after,
        })
    }
}

impl Messaging {
    /// Single messages of a conversation: those that others answer.
    ///
    /// # Errors
    /// 404 for who may not read here.
    pub(crate) async fn quoted(
        &self,
        actor: &Actor,
        id: ConversationId,
        places: &[i64],
    ) -> Result<Vec<Message>> {
        if places.is_empty() {
            return Ok(Vec::new());
        }
        let hall = self.hall::<ReadConversation>(actor, id).await?;
        let mut tx = self.db.begin(actor).await?;
        let silence = self.silence(&mut tx, actor).await?;
        let found = store::messages::some(&mut tx, &self.vault, id, places).await?;
        tx.rollback().await?;
        Ok(found.into_iter().map(|(message, _)| silence.over(message, hall.customer)).collect())
    }
}
