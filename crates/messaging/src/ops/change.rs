//! What happens to a message after it was sent: edited, removed, reacted to. Every change raises the conversation's
//! count of changes first, which locks the conversation; so changes of one message come one after another, and a phone
//! that was away hears of them in order.

use kernel::{Actor, ConversationId, UserId};
use platform::http::version;
use platform::policy::Right;
use platform::{Result, Tx};
use serde_json::json;
use std::sync::Arc;

use crate::api::bodies::MessageBody;
use crate::error::MessagingError;
use crate::live::MESSAGE_UPDATED;
use crate::model::{Hall, Message, REACTORS, RemovedBy};
use crate::rights::{KeepConversation, WriteMessage};
use crate::state::Messaging;
use crate::store;

impl Messaging {
    /// Gives an own text other words; what it said before is kept.
    ///
    /// # Errors
    /// 404, 403 for somebody else's, 409 when it is too old, removed, no text, or was edited meanwhile.
    pub(crate) async fn edit(
        &self,
        actor: &Actor,
        id: ConversationId,
        seq: i64,
        expected: i64,
        text: &str,
    ) -> Result<MessageBody> {
        let (hall, user) = self.enter::<WriteMessage>(actor, id).await?;
        let now = self.now();
        let mut tx = self.db.begin(actor).await?;
        let (change, message) = hold(&mut tx, id, seq).await?;
        message.check_edit(user, now)?;
        if message.version != expected {
            return Err(version::stale(
                "messaging",
                json!({"version": message.version, "text": message.body}),
            ));
        }
        store::messages::edit(&mut tx, &message, text, change, now).await?;
        self.changed(tx, actor, &hall, seq).await
    }

    /// Takes an own message away for everybody; only its place is left.
    ///
    /// # Errors
    /// 404, 403 for somebody else's, 409 when it is gone already.
    pub(crate) async fn remove(&self, actor: &Actor, id: ConversationId, seq: i64) -> Result<MessageBody> {
        let (hall, user) = self.enter::<KeepConversation>(actor, id).await?;
        let mut tx = self.db.begin(actor).await?;
        let (change, message) = hold(&mut tx, id, seq).await?;
        message.check_own(user)?;
        let file = store::messages::remove(&mut tx, &message, RemovedBy::Sender, change, self.now()).await?;
        self.drop_file(&mut tx, file).await?;
        self.changed(tx, actor, &hall, seq).await
    }

    /// Reacts to a message, or takes the reaction back.
    ///
    /// # Errors
    /// 404, 409 for a removed message or when too many people have reacted.
    pub(crate) async fn react(
        &self,
        actor: &Actor,
        id: ConversationId,
        seq: i64,
        emoji: Option<&str>,
    ) -> Result<MessageBody> {
        let (hall, user) = self.enter::<WriteMessage>(actor, id).await?;
        let mut tx = self.db.begin(actor).await?;
        let (change, message) = hold(&mut tx, id, seq).await?;
        if message.removed.is_some() {
            return Err(MessagingError::Removed.into());
        }
        if !store::messages::react(&mut tx, id, seq, user, emoji, self.now()).await? {
            tx.rollback().await?;
            let mut tx = self.db.begin(actor).await?;
            let body = self.one(&mut tx, actor, id, seq).await?;
            tx.rollback().await?;
            return Ok(body);
        }
        if emoji.is_some() && store::messages::reactors(&mut tx, id, seq).await? > REACTORS {
            return Err(MessagingError::TooManyReactions.into());
        }
        store::messages::touch(&mut tx, id, seq, change).await?;
        self.changed(tx, actor, &hall, seq).await
    }

    /// What an own or somebody else's message said before.
    ///
    /// # Errors
    /// 404.
    pub(crate) async fn edits(
        &self,
        actor: &Actor,
        id: ConversationId,
        seq: i64,
    ) -> Result<Vec<(String, chrono::DateTime<chrono::Utc>)>> {
        self.enter::<KeepConversation>(actor, id).await?;
        let mut tx = self.db.begin(actor).await?;
        let edits = store::messages::edits(&mut tx, id, seq).await?;
        tx.rollback().await?;
        Ok(edits)
    }

    async fn enter<R: Right>(&self, actor: &Actor, id: ConversationId) -> Result<(Arc<Hall>, UserId)> {
        let hall = self.hall::<R>(actor, id).await?;
        let user = actor.user_id().ok_or(MessagingError::NotFound)?;
        Ok((hall, user))
    }

    /// Commits a change and tells those who are there.
    async fn changed(&self, mut tx: Tx, actor: &Actor, hall: &Hall, seq: i64) -> Result<MessageBody> {
        let body = self.one(&mut tx, actor, hall.id, seq).await?;
        tx.commit().await?;
        self.tell_changed(hall, &body);
        Ok(body)
    }

    pub(crate) fn tell_changed(&self, hall: &Hall, body: &MessageBody) {
        self.tell_all(hall, MESSAGE_UPDATED, &body.clone().for_all());
    }

    /// One message as `actor` sees it.
    pub(crate) async fn one(
        &self,
        tx: &mut Tx,
        actor: &Actor,
        id: ConversationId,
        seq: i64,
    ) -> Result<MessageBody> {
        let found = store::messages::some(tx, id, &[seq]).await?.pop();
        let (message, client_id) = found.ok_or(MessagingError::NotFound)?;
        let reactions = store::messages::reactions(tx, id, &[seq], actor.user_id()).await?;
        Ok(MessageBody::new(&message, client_id.as_deref(), &reactions))
    }
}

/// The next count of changes, and the message, locked.
pub(crate) async fn hold(tx: &mut Tx, id: ConversationId, seq: i64) -> Result<(i64, Message)> {
    let change = store::messages::next_change(tx, id).await?;
    let message = store::messages::hold(tx, id, seq).await?.ok_or(MessagingError::NotFound)?;
    Ok((change, message))
}
