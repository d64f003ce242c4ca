//! Catching up: what was said and changed since a client last heard (M-4).

use futures_util::future::try_join_all;
use kernel::{Actor, ConversationId, ErrorKind};
use platform::Result;

use crate::model::{Hall, Reaction};
use crate::ops::conversations::Listing;
use crate::rights::ReadConversation;
use crate::state::{Messaging, SMALL};
use crate::store;
use crate::store::conversations::Shelf;
use crate::store::marks::Mark;
use crate::store::messages::Known;

/// How far a client has a conversation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Have {
    /// Which.
    pub conversation: ConversationId,
    /// It has every message up to this one.
    pub seq: i64,
    /// It has heard of every change up to this count.
    pub change: i64,
}

/// What a client missed in one conversation.
#[derive(Debug, Clone)]
pub(crate) struct Caught {
    /// Which.
    pub conversation: ConversationId,
    /// Place of the newest message.
    pub last_seq: i64,
    /// Count of changes.
    pub last_change: i64,
    /// The next messages.
    pub messages: Vec<Known>,
    /// Whether more follow.
    pub more: bool,
    /// Where `messages` begins, when that is not where the client stopped.
    pub skipped_to: Option<i64>,
    /// Earlier messages that changed.
    pub changed: Vec<Known>,
    /// Whether more changes follow.
    pub more_changed: bool,
    /// To all these messages.
    pub reactions: Vec<Reaction>,
    /// How far everybody has got whom the client may see; none among many.
    pub positions: Vec<Mark>,
}

/// What a client missed.
#[derive(Debug, Clone)]
pub(crate) struct Missed {
    /// In those that were asked for.
    pub caught: Vec<Caught>,
    /// Those that were asked for and not looked at, since the answer was full.
    pub not_yet: Vec<ConversationId>,
    /// Those that were not asked for, with the newest messages.
    pub others: Vec<Listing>,
}

/// Messages of one conversation in one answer.
const PAGE: i64 = 50;
/// Whoever missed more than this gets the newest only, and the rest when they scroll there.
const MOST_MISSED: i64 = 200;
/// Messages and changes of all conversations in one answer.
const MOST: usize = 500;
/// Conversations that were not asked for.
const OTHERS: i64 = 20;

impl Messaging {
    /// What was missed in these conversations, in order, and which others have news. What the client says it has counts
    /// as delivered to it.
    ///
    /// # Errors
    /// 503.
    pub(crate) async fn catch_up(&self, actor: &Actor, have: &[Have]) -> Result<Missed> {
        let mut caught = Vec::with_capacity(have.len());
        let mut not_yet = Vec::new();
        let mut total = 0;
        for have in have {
            if total >= MOST {
                not_yet.push(have.conversation);
                continue;
            }
            let hall = match self.hall::<ReadConversation>(actor, have.conversation).await {
                Ok(hall) => hall,
                // Those one may not read (any more) are left out: which ones exist is nobody's business.
                Err(error) if error.kind() == ErrorKind::NotFound => continue,
                Err(error) => return Err(error),
            };
            if let Some(one) = self.catch_up_one(actor, &hall, *have).await? {
                total += one.messages.len() + one.changed.len();
                caught.push(one);
            }
        }
        self.note_delivered(actor, have).await?;
        let known: Vec<ConversationId> = have.iter().map(|have| have.conversation).collect();
        let limit = OTHERS + i64::try_from(known.len()).unwrap_or(0);
        let mut others = self.conversations(actor, Shelf::Active, None, limit).await?;
        others.retain(|listing| !known.contains(&listing.entry.id));
        others.truncate(usize::try_from(OTHERS).unwrap_or(0));
        Ok(Missed { caught, not_yet, others })
    }

    async fn catch_up_one(&self, actor: &Actor, hall: &Hall, have: Have) -> Result<Option<Caught>> {
        let (id, vault) = (have.conversation, &self.vault);
        let mut tx = self.db.begin(actor).await?;
        let Some((last_seq, last_change)) = store::messages::counts(&mut tx, id).await? else {
            return Ok(None);
        };
        let silence = self.silence(&mut tx, actor).await?;
        let seq = have.seq.clamp(0, last_seq);
        let skips = last_seq - seq > MOST_MISSED;
        let from = if skips { last_seq - PAGE } else { seq };
        let messages = if from < last_seq {
            store::messages::after(&mut tx, vault, id, from, PAGE).await?
        } else {
            Vec::new()
        };
        let changed = if have.change < last_change {
            store::messages::changed(&mut tx, vault, id, have.change, seq, PAGE).await?
        } else {
            Vec::new()
        };
        let places: Vec<i64> = messages.iter().chain(&changed).map(|(message, _)| message.seq).collect();
        let (reader, without) = (actor.user_id(), silence.people(hall.customer));
        let reactions = store::messages::reactions(&mut tx, id, &places, reader, &without).await?;
        let mut positions = Vec::new();
        if hall.members.len() <= SMALL {
            positions = store::marks::marks(&mut tx, id).await?;
            positions.retain(|mark| {
                hall.member(mark.user).is_some() && reader.is_none_or(|reader| !hall.apart(reader, mark.user))
            });
        }
        tx.rollback().await?;
        let seen = |found: Vec<Known>| -> Vec<Known> {
            found
                .into_iter()
                .map(|(message, client)| (silence.over(message, hall.customer), client))
                .collect()
        };
        Ok(Some(Caught {
            conversation: id,
            last_seq,
            last_change,
            more: messages.last().is_some_and(|(message, _)| message.seq < last_seq),
            skipped_to: skips.then_some(from + 1),
            more_changed: changed.len() == usize::try_from(PAGE).unwrap_or(usize::MAX),
            messages: seen(messages),
            changed: seen(changed),
            reactions,
            positions,
        }))
    }

    /// All at once, so that they are written together.
    async fn note_delivered(&self, actor: &Actor, have: &[Have]) -> Result<()> {
        let Some(user) = actor.user_id() else { return Ok(()) };
        let mark = |have: &Have| Mark { conversation: have.conversation, user, delivered: have.seq, read: 0 };
        let marks: Vec<Mark> = have.iter().filter(|have| have.seq > 0).map(mark).collect();
        try_join_all(marks.into_iter().map(|mark| self.marks.put(mark))).await?;
        Ok(())
    }
}
