use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use chrono::{DateTime, Utc};
use contracts::accounts::{BusinessesPort, PeoplePort};
use contracts::bizconnect::ConnectionsPort;
use contracts::listings::ListingsPort;
use contracts::media::UploadsPort;
use contracts::messaging::MessagingEvent;
use contracts::messaging::PrivatePicturesPort;
use contracts::notifications::NotificationsPort;
use kernel::{Actor, BusinessId, ConnectionId, ConversationId, UserId};
use platform::cache::Kept;
use platform::changes::Change;
use platform::policy::Right;
use platform::sockets::Room;
use platform::{Db, Platform, Result, Tx};
use serde::Serialize;

use crate::error::MessagingError;
use crate::halls::Halls;
use crate::lane::Lane;
use crate::live::Throttle;
use crate::model::{Hall, MemberRole};
use crate::store;
use crate::store::marks::Mark;
use crate::store::post::{Post, Posted, Untold};
use crate::vault::{DATA_KEY_MADE, Vault};

/// What this domain asks others.
#[derive(Clone)]
pub struct Ports {
    /// Names and teams.
    pub people: Arc<dyn PeoplePort>,
    /// Names of businesses.
    pub businesses: Arc<dyn BusinessesPort>,
    /// Makes pictures safe.
    pub pictures: Arc<dyn PrivatePicturesPort>,
    /// What came in pieces.
    pub uploads: Arc<dyn UploadsPort>,
    /// Cards that are sent along.
    pub listings: Arc<dyn ListingsPort>,
    /// Which businesses may write to each other.
    pub connections: Arc<dyn ConnectionsPort>,
    /// Hears what was read here and need not be told any more.
    pub notifications: Arc<dyn NotificationsPort>,
}

/// The domain: state of its handlers, and the port that others ask. Cheap to clone.
#[derive(Clone)]
pub struct Messaging {
    pub(crate) platform: Arc<Platform>,
    pub(crate) db: Db,
    pub(crate) ports: Ports,
    pub(crate) posts: Arc<Lane<Post, Option<Posted>>>,
    pub(crate) marks: Arc<Lane<Mark, ()>>,
    pub(crate) vault: Vault,
    pub(crate) throttle: Arc<Throttle>,
    /// Businesses whose first message in a connection was granted: that holds from then on.
    pub(crate) begun: Kept<(ConnectionId, BusinessId), ()>,
    /// The conversations of connections: once there is one, it stays the same.
    pub(crate) of_connections: Kept<ConnectionId, ConversationId>,
    /// Who holds one writes to a business that has not answered yet.
    pub(crate) before_answer: Arc<[tokio::sync::Mutex<()>; 64]>,
    halls: Halls,
    telling: Arc<AtomicBool>,
}

/// Connections that are remembered, with what was granted in them; others are asked for again, which counts nothing.
const BEGUN: u64 = 100_000;
const BEGUN_FOR: Duration = Duration::from_secs(24 * 3600);
/// A customer's turn to write before the business has answered.
pub(crate) type Turn<'a> = tokio::sync::MutexGuard<'a, ()>;
/// Messages that one commit takes.
const POSTS: usize = 64;
/// Positions that one commit moves.
const MARKS: usize = 256;
/// Up to so many members everybody is told of everything at once; beyond it only those who look at the conversation,
/// and nobody hears of single positions and comings, whose number would grow with the square of the members (M-5).
pub(crate) const SMALL: usize = 50;
/// How long messages are gathered before other domains hear of them.
const GATHER: Duration = Duration::from_millis(500);

impl Messaging {
    /// The domain on its database; its memory hears of every change from now on.
    #[must_use]
    pub fn new(platform: &Arc<Platform>, ports: Ports) -> Self {
        let db = platform.db("messaging");
        let halls = Halls::new(&db, &ports.people);
        let vault = Vault::new(&platform.config.message_keys);
        let (forgotten, keys) = (halls.clone(), vault.clone());
        platform.changes.hear(move |change| match change {
            Change::Everything => {
                forgotten.clear();
                keys.forget_newest();
            }
            Change::Event { kind, .. } if kind == DATA_KEY_MADE => keys.forget_newest(),
            // Rare, and it may concern any conversation: who left a team must not hear another word.
            Change::Event { kind, .. } if changes_people(kind) => forgotten.clear(),
            Change::Event { kind, aggregate } if kind == HALL_CHANGED => match conversation_of(aggregate) {
                Some(id) => forgotten.forget(&id),
                None => forgotten.clear(),
            },
            Change::Event { .. } => {}
        });
        let (posting, marking) = (db.clone(), (db.clone(), platform.sockets.clone(), halls.clone()));
        let (clock, sealing) = (platform.clock.clone(), vault.clone());
        let posts = Lane::new(POSTS, move |posts| {
            Box::pin(crate::ops::send::commit(posting.clone(), sealing.clone(), posts, clock.now()))
        });
        let marks = Lane::new(MARKS, move |marks| {
            let (db, sockets, halls) = marking.clone();
            Box::pin(crate::ops::receipts::commit(db, sockets, halls, marks))
        });
        Self {
            platform: platform.clone(),
            db,
            ports,
            posts,
            marks,
            vault,
            throttle: Arc::default(),
            begun: Kept::new("messaging.begun", BEGUN, BEGUN_FOR, |_, ()| 1),
            of_connections: Kept::new("messaging.of_connections", BEGUN, BEGUN_FOR, |_, _| 1),
            before_answer: Arc::new(std::array::from_fn(|_| tokio::sync::Mutex::default())),
            halls,
            telling: Arc::default(),
        }
    }

    pub(crate) fn now(&self) -> DateTime<Utc> {
        self.platform.clock.now()
    }

    /// What is known of a conversation, for those who may know of it: 404 for everybody else.
    pub(crate) async fn hall<R: Right>(&self, actor: &Actor, id: ConversationId) -> Result<Arc<Hall>> {
        let hall = self.hall_of(id).await?.ok_or(MessagingError::NotFound)?;
        if !self.platform.policies.allows::<R>(actor, &hall.resource(actor)) {
            // Whether it exists is nobody else's business.
            return Err(MessagingError::NotFound.into());
        }
        Ok(hall)
    }

    /// What is known of a conversation, without asking who wants to know.
    pub(crate) async fn hall_of(&self, id: ConversationId) -> Result<Option<Arc<Hall>>> {
        self.halls.of(id).await
    }

    /// Lets this and all other processes forget what they know of a conversation, once `tx` commits.
    pub(crate) async fn hall_changed(&self, tx: &mut Tx, id: ConversationId) -> Result<()> {
        tx.announce(HALL_CHANGED, &format!("conversation:{id}")).await
    }

    /// The rooms that hear what `sender` says in a conversation: not those of people who have blocked them.
    pub(crate) fn rooms(hall: &Hall, sender: UserId) -> Vec<Room> {
        if hall.members.len() > SMALL && !hall.is_at_odds(sender) {
            return vec![Room::Conversation(hall.id), Room::User(sender)];
        }
        hall.hearers(sender).into_iter().map(Room::User).collect()
    }

    /// The rooms that see `user` write, come and go: of whoever looks at the conversation, but of nobody who has blocked
    /// them or whom they have blocked. Among many, somebody who is at odds with one of them is not seen at all.
    pub(crate) fn onlookers(hall: &Hall, user: UserId) -> Vec<Room> {
        if !hall.is_at_odds(user) {
            return vec![Room::Conversation(hall.id)];
        }
        if hall.members.len() > SMALL {
            return Vec::new();
        }
        let others = hall.members.iter().map(|member| member.user);
        others.filter(|other| !hall.apart(*other, user)).map(Room::User).collect()
    }

    /// Tells everybody in a conversation that it is not what it was.
    pub(crate) fn tell_all<T: Serialize>(&self, hall: &Hall, event: &'static str, payload: &T) {
        let mut rooms = vec![Room::Conversation(hall.id)];
        if hall.members.len() <= SMALL {
            rooms.extend(hall.members.iter().map(|member| Room::User(member.user)));
        }
        self.platform.sockets.emit_many(&rooms, event, payload);
    }

    /// Sees to it that other domains hear of new messages soon. A process that dies before leaves that to the job.
    pub(crate) fn tell_soon(&self) {
        if self.telling.swap(true, Ordering::SeqCst) {
            return;
        }
        let messaging = self.clone();
        tokio::spawn(async move {
            tokio::time::sleep(GATHER).await;
            messaging.telling.store(false, Ordering::SeqCst);
            if let Err(error) = messaging.tell_now().await {
                tracing::debug!(%error, "message.sent waits for the job");
            }
        });
    }

    async fn tell_now(&self) -> Result<()> {
        loop {
            let mut tx = self.db.begin_system().await?;
            let told = self.tell(&mut tx).await?;
            tx.commit().await?;
            if told < TOLD {
                return Ok(());
            }
        }
    }

    /// Publishes what has been said since the last time, one event for each conversation (M-16), and has inboxes hear of
    /// what was said in theirs. Returns how many.
    pub(crate) async fn tell(&self, tx: &mut Tx) -> Result<usize> {
        let untold = store::post::take_untold(tx, i64::try_from(TOLD).unwrap_or(i64::MAX)).await?;
        let told = untold.len();
        for Untold { conversation, is_inbox, messages } in untold {
            let event = MessagingEvent::Sent { conversation_id: conversation, messages };
            self.platform.outbox.publish(tx, &Actor::Anonymous, &event).await?;
            if is_inbox {
                self.hear_soon(tx, conversation).await?;
            }
        }
        Ok(told)
    }

    /// Whether the sender is a customer who waits for a first answer, in which case only so many messages may be sent.
    pub(crate) fn is_customer(hall: &Hall, sender: UserId) -> bool {
        hall.member(sender).is_some_and(|member| member.role == MemberRole::Customer)
    }
}

/// Conversations that are told of in one transaction.
const TOLD: usize = 500;

/// The change that is announced when members, blocks or the state of a conversation change.
pub(crate) const HALL_CHANGED: &str = "conversation.hall_changed";

fn changes_people(kind: &str) -> bool {
    matches!(
        kind,
        "user.role_changed"
            | "user.suspended"
            | "user.reinstated"
            | "user.erased"
            | "business.deleted"
            | "business.restored"
    )
}

fn conversation_of(aggregate: &str) -> Option<ConversationId> {
    aggregate.strip_prefix("conversation:")?.parse().ok()
}
