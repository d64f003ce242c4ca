//! How far people have got: positions that only grow, moved together and told together (M-5).

use std::collections::HashMap;

use contracts::PortError;
use kernel::{Actor, ConversationId, UserId};
use platform::sockets::{Room, Sockets};
use platform::{Db, Error, Result};

use crate::api::bodies::ReceiptBody;
use crate::error::MessagingError;
use crate::halls::Halls;
use crate::live::RECEIPT_UPDATED;
use crate::model::{Hall, Standing};
use crate::rights::KeepConversation;
use crate::state::{Messaging, SMALL};
use crate::store;
use crate::store::marks::Mark;

impl Messaging {
    /// Moves the actor's own positions forward and waits until that is written.
    ///
    /// # Errors
    /// 404 for who is no member.
    pub(crate) async fn mark(
        &self,
        actor: &Actor,
        id: ConversationId,
        delivered: Option<i64>,
        read: Option<i64>,
    ) -> Result<()> {
        let hall = self.hall::<KeepConversation>(actor, id).await?;
        let user = actor.user_id().ok_or(MessagingError::NotFound)?;
        if hall.standing(actor) != Standing::Member {
            return Err(MessagingError::NotFound.into());
        }
        let mark = Mark {
            conversation: id,
            user,
            delivered: delivered.unwrap_or(0).max(0),
            read: read.unwrap_or(0).max(0),
        };
        self.marks.put(mark).await?;
        if mark.read > 0 {
            self.settle_notifications(user, id).await;
        }
        Ok(())
    }

    /// What was read here need not be told any more. A reader is not held up by it: while it fails, the notification
    /// stays.
    async fn settle_notifications(&self, user: UserId, id: ConversationId) {
        let port = &self.ports.notifications;
        let settling = async {
            // From memory as a rule, and nearly always nothing.
            if port.unread(user).await? > 0 {
                port.settle(user, &format!("conversation:{id}")).await?;
            }
            Ok::<_, PortError>(())
        };
        if let Err(error) = settling.await {
            tracing::debug!(%error, conversation.id = %id, "the notification of what was read stays");
        }
    }
}

/// Moves a batch of positions and tells those who are there, one event for each conversation.
pub(crate) async fn commit(db: Db, sockets: Sockets, halls: Halls, marks: Vec<Mark>) -> Vec<Result<()>> {
    let count = marks.len();
    match write(&db, &furthest(&marks)).await {
        Ok(moved) => {
            tell(&sockets, &halls, moved).await;
            (0..count).map(|_| Ok(())).collect()
        }
        Err(error) => {
            let told = error.to_string();
            (0..count).map(|_| Err(Error::unavailable(told.clone()))).collect()
        }
    }
}

async fn write(db: &Db, marks: &[Mark]) -> Result<Vec<Mark>> {
    let mut tx = db.begin_system().await?;
    let moved = store::marks::move_marks(&mut tx, marks).await?;
    tx.commit().await?;
    Ok(moved)
}

/// One position of each person and conversation: the furthest.
fn furthest(marks: &[Mark]) -> Vec<Mark> {
    let mut furthest: HashMap<_, Mark> = HashMap::new();
    for mark in marks {
        let known = furthest.entry((mark.conversation, mark.user)).or_insert(*mark);
        known.delivered = known.delivered.max(mark.delivered);
        known.read = known.read.max(mark.read);
    }
    furthest.into_values().collect()
}

async fn tell(sockets: &Sockets, halls: &Halls, moved: Vec<Mark>) {
    let mut by_conversation: HashMap<ConversationId, Vec<Mark>> = HashMap::new();
    for mark in moved {
        by_conversation.entry(mark.conversation).or_default().push(mark);
    }
    for (conversation, mut marks) in by_conversation {
        // From memory as a rule: it was loaded to let these people in.
        let Ok(Some(hall)) = halls.of(conversation).await else { continue };
        // Whoever asks to catch up on what they may not read any more is not heard of either.
        marks.retain(|mark| hall.member(mark.user).is_some());
        if hall.members.len() <= SMALL {
            tell_few(sockets, &hall, &marks);
            continue;
        }
        for mark in marks {
            // Among many, a position is told to its owner's other devices only.
            sockets.emit(Room::User(mark.user), RECEIPT_UPDATED, &ReceiptBody::new(conversation, &[mark]));
        }
    }
}

/// Everybody hears of everybody, but not of those whom they have blocked or who have blocked them.
fn tell_few(sockets: &Sockets, hall: &Hall, marks: &[Mark]) {
    if marks.is_empty() {
        return;
    }
    if !marks.iter().any(|mark| hall.is_at_odds(mark.user)) {
        let rooms: Vec<Room> = hall.members.iter().map(|member| Room::User(member.user)).collect();
        sockets.emit_many(&rooms, RECEIPT_UPDATED, &ReceiptBody::new(hall.id, marks));
        return;
    }
    for reader in hall.members.iter().map(|member| member.user) {
        let seen: Vec<Mark> = marks.iter().filter(|mark| !hall.apart(reader, mark.user)).copied().collect();
        if !seen.is_empty() {
            sockets.emit(Room::User(reader), RECEIPT_UPDATED, &ReceiptBody::new(hall.id, &seen));
        }
    }
}
