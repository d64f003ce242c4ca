//! Sending: idempotent by client id, acknowledged after the commit (M-2, M-3).

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use contracts::bizconnect::FirstMessage;
use kernel::{Actor, ConversationId, ErrorKind, MessageId, Problem, UserId};
use platform::error::violated_constraint;
use platform::{Db, Error, Result};
use serde_json::{Value, json};

use crate::api::bodies::{AckBody, MessageBody};
use crate::error::{MessagingError, SOURCE};
use crate::live::MESSAGE_SENT;
use crate::model::{Content, Draft, Hall, Message};
use crate::rights::WriteMessage;
use crate::state::{Messaging, Turn};
use crate::store;
use crate::store::post::{Post, Posted};
use crate::vault::Vault;

/// Messages that a customer may send before the business has answered once.
pub(crate) const BEFORE_ANSWER: i64 = 10;

impl Messaging {
    /// Sends a message and waits until it is committed. The same client id again gets the first answer, also when the
    /// conversation was closed in between, or the sender left it.
    ///
    /// # Errors
    /// 404 for who is no member, 409 when closed and where nobody is left on the other side, 403 when blocked, 422 for a
    /// file, a listing or an answered message that is not there, 429 before the first answer to a customer's many words,
    /// `QUOTA_EXCEEDED` when the plan's first messages are used up.
    pub(crate) async fn send(&self, actor: &Actor, id: ConversationId, draft: Draft) -> Result<AckBody> {
        let sender = actor.user_id().ok_or(MessagingError::NotFound)?;
        let hall = match self.hall::<WriteMessage>(actor, id).await {
            Ok(hall) => hall,
            // They may have left between the message and its retry, as an agent does whose customer is given away.
            Err(refused) => return self.sent_before(id, sender, &draft, refused).await,
        };
        let said = match self.write_if_allowed(actor, &hall, sender, &draft).await {
            // Another process took the last place before the answer, or the answer came: whichever is told by asking again.
            Ok((post, None)) if post.limit.is_some() => {
                self.write_if_allowed(actor, &hall, sender, &draft).await
            }
            said => said,
        };
        match said {
            Ok((post, Some(posted))) => {
                if !posted.again {
                    self.tell_sent(&hall, post, &posted);
                }
                Ok(AckBody::new(id, &draft.client_id, &posted))
            }
            Ok((_, None)) => Err(refusal(&draft)),
            Err(refused) => self.sent_before(id, sender, &draft, refused).await,
        }
    }

    /// Writes it, if it may be said here and now; what became of it is none as for [`store::post::post`].
    async fn write_if_allowed(
        &self,
        actor: &Actor,
        hall: &Hall,
        sender: UserId,
        draft: &Draft,
    ) -> Result<(Post, Option<Posted>)> {
        let (detail, turn) = self.may_say(actor, hall, sender, draft).await?;
        let limit = turn.is_some().then_some(BEFORE_ANSWER);
        let post = Post { limit, ..post(hall.id, sender, draft, detail, self.now()) };
        let posted = self.posts.put(post.clone()).await?;
        Ok((post, posted))
    }

    /// Tells everybody who is there at once, and other domains soon.
    pub(crate) fn tell_sent(&self, hall: &Hall, post: Post, posted: &Posted) {
        let message = Message {
            conversation: post.conversation,
            seq: posted.seq,
            id: posted.id,
            sender: Some(post.sender),
            kind: post.kind,
            body: post.body,
            locked: false,
            detail: post.detail,
            reply_to: post.reply_to,
            sent_at: posted.sent_at,
            edited_at: None,
            removed: None,
            change: 0,
            version: 1,
        };
        let body = MessageBody::new(&message, Some(&post.client_id), &[]);
        self.platform.sockets.emit_many(&Self::rooms(hall, post.sender), MESSAGE_SENT, &body);
        self.tell_soon();
    }

    /// Whether it may be said here and now; if so, what is stored beside the words, and a turn to be kept until they are.
    async fn may_say(
        &self,
        actor: &Actor,
        hall: &Hall,
        sender: UserId,
        draft: &Draft,
    ) -> Result<(Option<Value>, Option<Turn<'_>>)> {
        hall.check_open(sender)?;
        self.check_other_side(hall, sender).await?;
        let turn = if Self::is_customer(hall, sender) { self.turn_before_answer(hall).await? } else { None };
        if turn.is_some() {
            self.judge_unanswered(hall, sender, &draft.text, Some(BEFORE_ANSWER)).await?;
        }
        let detail = self.detail(actor, hall.id, sender, draft).await?;
        // Last, so that nothing is counted for what is refused anyway.
        self.may_begin(actor, hall).await?;
        Ok((detail, turn))
    }

    /// Whether anybody is left in the business on the other side of a connection. While somebody is in the conversation for
    /// it nobody need be asked; who acts for it since then comes in when they look.
    async fn check_other_side(&self, hall: &Hall, sender: UserId) -> Result<()> {
        let own = hall.member(sender).and_then(|member| member.business);
        let sides = [Some(hall.business), hall.other_business];
        // A channel and an inbox have one side only.
        let other = hall.connection.and_then(|_| sides.into_iter().flatten().find(|side| Some(*side) != own));
        let Some(other) = other else { return Ok(()) };
        let is_there = hall.members.iter().any(|member| member.business == Some(other));
        if is_there || self.has_team(other).await? { Ok(()) } else { Err(MessagingError::Closed.into()) }
    }

    /// Counts the first message of the sender's business in a connection against its plan (B-6).
    async fn may_begin(&self, actor: &Actor, hall: &Hall) -> Result<()> {
        let Some(key) = hall.connection.zip(actor.business_id()) else { return Ok(()) };
        if self.begun.find(&key).is_some() {
            return Ok(());
        }
        match self.ports.connections.first_message(actor, key.0).await? {
            FirstMessage::Granted => self.begun.insert(key, ()),
            FirstMessage::Refused(problems) => return Err(Error::all(problems)),
            // It was blocked a moment ago; the conversation will be closed when that is heard here.
            FirstMessage::NotConnected => return Err(MessagingError::Closed.into()),
        }
        Ok(())
    }

    /// What is stored beside the words: enough to show the message without asking anybody again.
    pub(crate) async fn detail(
        &self,
        actor: &Actor,
        conversation: ConversationId,
        sender: UserId,
        draft: &Draft,
    ) -> Result<Option<Value>> {
        let missing =
            |field: &str, text| Error::from(Problem::new(ErrorKind::Validation, SOURCE, text).field(field));
        let Some(mut detail) = draft.detail() else { return Ok(None) };
        match &draft.content {
            Content::Picture(id) | Content::Voice(id) => {
                let mut tx = self.db.begin(actor).await?;
                let file = store::files::find(&mut tx, *id).await?;
                tx.rollback().await?;
                let is_voice = matches!(draft.content, Content::Voice(_));
                let file = file
                    .filter(|file| file.conversation == conversation && file.owner == sender)
                    .filter(|file| file.voice == is_voice && file.seq.is_none())
                    .ok_or_else(|| missing("file_id", "messaging-check-file"))?;
                merge(
                    &mut detail,
                    if file.voice {
                        json!({"duration_ms": file.duration_ms, "content_type": file.content_type})
                    } else {
                        json!({"width": file.width, "height": file.height, "color": file.color})
                    },
                );
            }
            Content::Listing(id) => {
                let cards = self.ports.listings.cards(&[*id]).await?;
                let card = cards.get(id).ok_or_else(|| missing("listing_id", "messaging-check-listing"))?;
                merge(
                    &mut detail,
                    json!({
                        "title": card.title,
                        "type": card.kind,
                        "price": card.price,
                        "city": card.city,
                        "photo_url": card.photo.as_ref().map(|photo| &photo.url_160),
                    }),
                );
            }
            Content::Text | Content::Place(_) => {}
        }
        Ok(Some(detail))
    }

    /// A retry of something that was acknowledged is never told that it failed (M-15).
    async fn sent_before(
        &self,
        id: ConversationId,
        sender: UserId,
        draft: &Draft,
        refused: Error,
    ) -> Result<AckBody> {
        if refused.kind() == ErrorKind::Unavailable {
            return Err(refused);
        }
        let mut tx = self.db.begin_system().await?;
        let earlier = store::post::earlier(&mut tx, id, sender, &draft.client_id).await?;
        tx.rollback().await?;
        earlier.map(|posted| AckBody::new(id, &draft.client_id, &posted)).ok_or(refused)
    }
}

/// A message as it is written.
pub(crate) fn post(
    conversation: ConversationId,
    sender: UserId,
    draft: &Draft,
    detail: Option<Value>,
    now: DateTime<Utc>,
) -> Post {
    Post {
        conversation,
        sender,
        client_id: draft.client_id.clone(),
        id: MessageId::new(now),
        kind: draft.kind(),
        body: draft.text.clone(),
        sealed: None,
        detail,
        reply_to: draft.reply_to,
        file: match draft.content {
            Content::Picture(file) | Content::Voice(file) => Some(file),
            _ => None,
        },
        limit: None,
    }
}

/// Between the question and the write the conversation was closed, or the sender left it; or the answered message does
/// not exist.
pub(crate) fn refusal(draft: &Draft) -> Error {
    if draft.reply_to.is_some() {
        return Problem::new(ErrorKind::Validation, SOURCE, "messaging-check-reply").field("reply_to").into();
    }
    MessagingError::Closed.into()
}

fn merge(detail: &mut Value, more: Value) {
    if let (Some(detail), Value::Object(more)) = (detail.as_object_mut(), more) {
        detail.extend(more.into_iter().filter(|(_, value)| !value.is_null()));
    }
}

/// Tries of one message whose first try met the same message from another process.
const TRIES: usize = 3;

/// Writes a batch in one transaction; if that fails, each message in one of its own, so that only those fail that must.
pub(crate) async fn commit(
    db: Db,
    vault: Vault,
    posts: Vec<Post>,
    now: DateTime<Utc>,
) -> Vec<Result<Option<Posted>>> {
    let (mut distinct, place_of) = distinct(&posts);
    if let Err(error) = seal_all(&db, &vault, &mut distinct, now).await {
        // What cannot be sealed is not written.
        tracing::error!(error = &error as &dyn std::error::Error, "messages cannot be sealed");
        return posts.iter().map(|_| Err(Error::unavailable("messages cannot be sealed"))).collect();
    }
    let written = match write(&db, &distinct, now).await {
        Ok(posted) => posted.into_iter().map(Ok).collect(),
        Err(error) if error.kind() == ErrorKind::Unavailable && !is_collision(&error) => {
            // Nobody can be helped now, and nobody should wait for it one by one.
            let told = error.to_string();
            distinct.iter().map(|_| Err(Error::unavailable(told.clone()))).collect()
        }
        Err(_) => {
            let mut written = Vec::with_capacity(distinct.len());
            for post in &distinct {
                written.push(write_alone(&db, post, now).await);
            }
            written
        }
    };
    spread(written, &place_of)
}

async fn seal_all(db: &Db, vault: &Vault, posts: &mut [Post], now: DateTime<Utc>) -> Result<()> {
    let Some(pen) = vault.pen(db, now).await? else { return Ok(()) };
    for post in posts {
        post.sealed = pen.seal(post.conversation, post.id.0, &post.body)?;
    }
    Ok(())
}

async fn write_alone(db: &Db, post: &Post, now: DateTime<Utc>) -> Result<Option<Posted>> {
    let mut tried = 1;
    loop {
        match write(db, std::slice::from_ref(post), now).await {
            Err(error) if tried < TRIES && is_collision(&error) => tried += 1,
            other => return other.map(|posted| posted.into_iter().next().flatten()),
        }
    }
}

async fn write(db: &Db, posts: &[Post], now: DateTime<Utc>) -> Result<Vec<Option<Posted>>> {
    let mut tx = db.begin_system().await?;
    match store::post::post(&mut tx, posts, now).await {
        Ok(posted) => {
            tx.commit().await?;
            Ok(posted)
        }
        Err(error) => {
            let collided = violated_constraint(&error) == Some("sends_pkey");
            // A dropped transaction would keep its locks until the pool gets to it.
            let _ = tx.rollback().await;
            Err(if collided { Error::unavailable(Collision) } else { error.into() })
        }
    }
}

/// Another process wrote the same message at the same moment.
#[derive(Debug, thiserror::Error)]
#[error("the same message is being written elsewhere")]
struct Collision;

fn is_collision(error: &Error) -> bool {
    std::error::Error::source(error).is_some_and(|cause| cause.is::<Collision>())
}

/// The messages of a batch without repetitions, and for each message of the batch where it stands there.
fn distinct(posts: &[Post]) -> (Vec<Post>, Vec<usize>) {
    let mut places: HashMap<(ConversationId, UserId, &str), usize> = HashMap::new();
    let mut distinct = Vec::with_capacity(posts.len());
    let mut place_of = Vec::with_capacity(posts.len());
    for post in posts {
        let place = *places.entry((post.conversation, post.sender, &post.client_id)).or_insert_with(|| {
            distinct.push(post.clone());
            distinct.len() - 1
        });
        place_of.push(place);
    }
    (distinct, place_of)
}

/// Gives every message of a batch the answer of the one it repeats.
fn spread(written: Vec<Result<Option<Posted>>>, place_of: &[usize]) -> Vec<Result<Option<Posted>>> {
    let mut left: Vec<Option<Result<Option<Posted>>>> = Vec::with_capacity(written.len());
    let mut known: Vec<Option<Option<Posted>>> = Vec::with_capacity(written.len());
    for answer in written {
        known.push(
            answer
                .as_ref()
                .ok()
                .map(|posted| posted.as_ref().map(|posted| Posted { again: true, ..posted.clone() })),
        );
        left.push(Some(answer));
    }
    let answer = |place: &usize| match left.get_mut(*place).and_then(Option::take) {
        Some(first) => first,
        None => match known.get(*place).cloned().flatten() {
            Some(posted) => Ok(posted),
            None => Err(Error::unavailable("the same message, sent at the same moment, was not written")),
        },
    };
    place_of.iter().map(answer).collect()
}
