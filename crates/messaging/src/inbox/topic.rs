//! What a customer writes about, as an agent says: they chose another topic, or none (M-10).

use kernel::{Actor, Checks, ConversationId};
use platform::Result;
use uuid::Uuid;

use super::store::{self, Note};
use super::ticket::Ticket;
use crate::error::{MessagingError, SOURCE};
use crate::rights::AnswerInbox;
use crate::state::Messaging;

impl Messaging {
    /// Sets what a customer writes about, which stands among the notes of the team. Whoever waits in the queue is handed
    /// out again, for somebody may know more about it now. The same topic once more changes nothing.
    ///
    /// # Errors
    /// 404 for another team's, 422 for what is no topic of the inbox.
    pub(crate) async fn change_topic(
        &self,
        actor: &Actor,
        id: ConversationId,
        topic: Option<&str>,
    ) -> Result<Ticket> {
        let author = actor.user_id().ok_or(MessagingError::NotFound)?;
        let topic = topic.map(str::trim).filter(|topic| !topic.is_empty());
        let (mut tx, mut ticket) = self.hold_ticket::<AnswerInbox>(actor, id).await?;
        if ticket.topic.as_deref() == topic {
            tx.rollback().await?;
            return Ok(ticket);
        }
        if let Some(topic) = topic {
            let desk = store::desk(&mut tx, ticket.business).await?;
            let mut checks = Checks::new(SOURCE);
            if !desk.topics.iter().any(|known| known == topic) {
                checks.fail("topic", "messaging-check-skills");
            }
            checks.finish(Some(())).map_err(MessagingError::Invalid)?;
        }
        ticket.topic = topic.map(str::to_owned);
        store::set_topic(&mut tx, id, topic).await?;
        let note = Note {
            id: Uuid::now_v7(),
            author,
            to_agent: None,
            body: String::new(),
            topic: Some(topic.unwrap_or_default().to_owned()),
            at: self.now(),
        };
        store::add_note(&mut tx, id, ticket.business, &note).await?;
        if ticket.queued_at.is_some() {
            self.hand_out_soon(&mut tx, ticket.business).await?;
        }
        tx.commit().await?;
        self.tell_team(ticket.business, id);
        Ok(ticket)
    }
}
