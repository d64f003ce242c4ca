//! What happens to a message after it was sent: edited, removed, reacted to. Every change raises the conversation's
//! count of changes first, which locks the conversation; so changes of one message come one after another, and a phone
//! that was away hears of them in order.

use chrono::{DateTime, Utc};
use kernel::{Actor, ConversationId, UserId};
use platform::http::{Page, version};
use platform::policy::Right;
use platform::sockets::Room;
use platform::{Result, Tx};
use serde_json::json;
use std::sync::Arc;

use crate::api::bodies::MessageBody;
use crate::error::MessagingError;
use crate::live::MESSAGE_UPDATED;
use crate::model::{Hall, Message, REACTORS, RemovedBy, Silence};
use crate::rights::{KeepConversation, WriteMessage};
use crate::state::Messaging;
use crate::store;
use crate::store::messages::Words;
use crate::vault::{Vault, seal};

/// What a message said before, and until when.
pub(crate) type Earlier = (String, DateTime<Utc>);

impl Messaging {
    /// Gives an own text other words; what it said before is kept. Asked again, also when it would be too late, it changes
    /// nothing.
    ///
    /// # Errors
    /// 404, 403 for somebody else's and when blocked, 409 when the conversation has ended, and when it is too old,
    /// removed, no text, or was edited meanwhile, 422 for what looks like spam.
    pub(crate) async fn edit(
        &self,
        actor: &Actor,
        id: ConversationId,
        seq: i64,
        expected: i64,
        text: &str,
    ) -> Result<MessageBody> {
        let (hall, user) = self.enter::<WriteMessage>(actor, id).await?;
        if let Some(done) = self.edited_before(actor, &hall, seq, expected, text).await? {
            return Ok(done);
        }
        hall.check_open(user)?;
        if Self::is_customer(&hall, user) {
            self.judge_unanswered(&hall, user, text, None).await?;
        }
        let now = self.now();
        let pen = self.vault.pen(&self.db, now).await?;
        let mut tx = self.db.begin(actor).await?;
        let (change, message) = self.hold(&mut tx, id, seq).await?;
        message.check_edit(user, now)?;
        if message.version != expected {
            tx.rollback().await?;
            // The same edit may have come twice at once.
            let done = self.edited_before(actor, &hall, seq, expected, text).await?;
            let now_is = json!({"version": message.version, "text": message.body});
            return done.ok_or_else(|| version::stale("messaging", now_is));
        }
        let sealed = seal(pen.as_ref(), id, message.id.0, text)?;
        let sealed_before = seal(pen.as_ref(), id, message.id.0, &message.body)?;
        let had = Words { clear: &message.body, sealed: sealed_before.as_deref() };
        let words = Words { clear: text, sealed: sealed.as_deref() };
        store::messages::edit(&mut tx, &message, had, words, change, now).await?;
        self.changed(tx, actor, &hall, seq).await
    }

    /// The message, when the edit of this version that gives it these words was made already.
    async fn edited_before(
        &self,
        actor: &Actor,
        hall: &Hall,
        seq: i64,
        expected: i64,
        text: &str,
    ) -> Result<Option<MessageBody>> {
        let Some(user) = actor.user_id() else { return Ok(None) };
        let mut tx = self.db.begin(actor).await?;
        let found = store::messages::some(&mut tx, &self.vault, hall.id, &[seq]).await?.pop();
        let body = match found {
            Some((message, _)) if message.says_since(user, expected, text) => {
                Some(self.one(&mut tx, actor, hall, seq).await?)
            }
            _ => None,
        };
        tx.rollback().await?;
        Ok(body)
    }

    /// Takes an own message away for everybody; only its place is left. What is gone stays gone.
    ///
    /// # Errors
    /// 404, 403 for somebody else's.
    pub(crate) async fn remove(&self, actor: &Actor, id: ConversationId, seq: i64) -> Result<MessageBody> {
        let (hall, user) = self.enter::<KeepConversation>(actor, id).await?;
        let mut tx = self.db.begin(actor).await?;
        let (change, message) = self.hold(&mut tx, id, seq).await?;
        if message.sender == Some(user) && message.removed.is_some() {
            return self.unchanged(tx, actor, &hall, seq).await;
        }
        message.check_own(user)?;
        let file = store::messages::remove(&mut tx, &message, RemovedBy::Sender, change, self.now()).await?;
        self.drop_file(&mut tx, file).await?;
        self.changed(tx, actor, &hall, seq).await
    }

    /// Reacts to a message, or takes the reaction back.
    ///
    /// # Errors
    /// 404, 403 when blocked, 409 for a removed message, in a conversation that has ended, or when too many people have
    /// reacted. A reaction can always be taken back, and one that is there can be asked for again.
    pub(crate) async fn react(
        &self,
        actor: &Actor,
        id: ConversationId,
        seq: i64,
        emoji: Option<&str>,
    ) -> Result<MessageBody> {
        let (hall, user) = self.enter::<WriteMessage>(actor, id).await?;
        let mut tx = self.db.begin(actor).await?;
        let (change, message) = self.hold(&mut tx, id, seq).await?;
        let message = self.silence(&mut tx, actor).await?.over(message, hall.customer);
        if message.removed.is_some() && emoji.is_some() {
            return Err(MessagingError::Removed.into());
        }
        if !store::messages::react(&mut tx, id, seq, user, emoji, self.now()).await? {
            return self.unchanged(tx, actor, &hall, seq).await;
        }
        if emoji.is_some()
            && let Err(refused) = hall.check_open(user)
        {
            tx.rollback().await?;
            return Err(refused.into());
        }
        if emoji.is_some() && store::messages::reactors(&mut tx, id, seq).await? > REACTORS {
            return Err(MessagingError::TooManyReactions.into());
        }
        store::messages::touch(&mut tx, id, seq, change).await?;
        self.changed(tx, actor, &hall, seq).await
    }

    /// What an own or somebody else's message said before, oldest first, and after which moment the next page begins.
    ///
    /// # Errors
    /// 404.
    pub(crate) async fn edits(
        &self,
        actor: &Actor,
        id: ConversationId,
        seq: i64,
        page: &Page<DateTime<Utc>>,
    ) -> Result<(Vec<Earlier>, Option<DateTime<Utc>>)> {
        let (hall, _) = self.enter::<KeepConversation>(actor, id).await?;
        let mut tx = self.db.begin(actor).await?;
        let message = self.one(&mut tx, actor, &hall, seq).await?;
        let of = (id, message.id.into(), seq);
        let mut edits = store::messages::edits(&mut tx, &self.vault, of, page.after, page.limit + 1).await?;
        tx.rollback().await?;
        // What cannot be read now could not be read before either.
        if message.removed_by.is_some() {
            return Ok((Vec::new(), None));
        }
        let next = page.cut(&mut edits).map(|(_, until)| *until);
        Ok((edits.into_iter().filter_map(|(words, until)| Some((words?, until))).collect(), next))
    }

    async fn enter<R: Right>(&self, actor: &Actor, id: ConversationId) -> Result<(Arc<Hall>, UserId)> {
        let hall = self.hall::<R>(actor, id).await?;
        let user = actor.user_id().ok_or(MessagingError::NotFound)?;
        Ok((hall, user))
    }

    /// Commits a change and tells those who are there.
    async fn changed(&self, mut tx: Tx, actor: &Actor, hall: &Hall, seq: i64) -> Result<MessageBody> {
        let body = self.one(&mut tx, actor, hall, seq).await?;
        tx.commit().await?;
        self.tell_changed(hall, seq).await;
        Ok(body)
    }

    /// Leaves everything as it is, and tells nobody.
    async fn unchanged(&self, tx: Tx, actor: &Actor, hall: &Hall, seq: i64) -> Result<MessageBody> {
        tx.rollback().await?;
        let mut tx = self.db.begin(actor).await?;
        let body = self.one(&mut tx, actor, hall, seq).await?;
        tx.rollback().await?;
        Ok(body)
    }

    /// Tells everybody of a changed message what they may see of it. It is changed whether they hear of it or not.
    pub(crate) async fn tell_changed(&self, hall: &Hall, seq: i64) {
        if let Err(error) = self.try_tell_changed(hall, seq).await {
            tracing::debug!(%error, conversation.id = %hall.id, message.seq = seq, "a change waits for sync");
        }
    }

    async fn try_tell_changed(&self, hall: &Hall, seq: i64) -> Result<()> {
        let mut tx = self.db.begin_system().await?;
        let body = seen(&mut tx, &self.vault, hall, seq, None, &Silence::default()).await?.for_all();
        let deaf = hall.deaf();
        if deaf.is_empty() {
            tx.rollback().await?;
            self.tell_all(hall, MESSAGE_UPDATED, &body);
            return Ok(());
        }
        let others = hall.members.iter().map(|member| member.user).filter(|user| !deaf.contains(user));
        let others: Vec<Room> = others.map(Room::User).collect();
        self.platform.sockets.emit_many(&others, MESSAGE_UPDATED, &body);
        for reader in deaf {
            let business = hall.member(reader).and_then(|member| member.business);
            let silence = store::safety::silence(&mut tx, reader, business).await?;
            let body = seen(&mut tx, &self.vault, hall, seq, None, &silence).await?.for_all();
            if body.removed_by != Some(RemovedBy::Block.as_str()) {
                self.platform.sockets.emit(Room::User(reader), MESSAGE_UPDATED, &body);
            }
        }
        tx.rollback().await
    }

    /// One message as `actor` sees it.
    pub(crate) async fn one(&self, tx: &mut Tx, actor: &Actor, hall: &Hall, seq: i64) -> Result<MessageBody> {
        let silence = self.silence(tx, actor).await?;
        seen(tx, &self.vault, hall, seq, actor.user_id(), &silence).await
    }

    /// The next count of changes, and the message, locked.
    pub(crate) async fn hold(&self, tx: &mut Tx, id: ConversationId, seq: i64) -> Result<(i64, Message)> {
        let change = store::messages::next_change(tx, id).await?;
        let message = store::messages::hold(tx, &self.vault, id, seq).await?;
        Ok((change, message.ok_or(MessagingError::NotFound)?))
    }
}

/// One message as a reader sees it who hears nothing of some.
async fn seen(
    tx: &mut Tx,
    vault: &Vault,
    hall: &Hall,
    seq: i64,
    reader: Option<UserId>,
    silence: &Silence,
) -> Result<MessageBody> {
    let found = store::messages::some(tx, vault, hall.id, &[seq]).await?.pop();
    let (message, client_id) = found.ok_or(MessagingError::NotFound)?;
    let message = silence.over(message, hall.customer);
    let without = silence.people(hall.customer);
    let reactions = store::messages::reactions(tx, hall.id, &[seq], reader, &without).await?;
    Ok(MessageBody::new(&message, client_id.as_deref(), &reactions))
}
