use std::collections::{HashMap, HashSet};

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use kernel::{Actor, ConversationId, UserId};
use platform::Result;
use platform::sockets::{LiveCaller, LiveWatch, Room};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::{GATHER, PRESENCE_UPDATED, USER_CONNECTED, USER_DISCONNECTED};
use crate::error::MessagingError;
use crate::state::{Messaging, SMALL};
use crate::store::presence::{self, Seen};

/// `presence.updated`.
#[derive(Debug, Serialize, ToSchema)]
#[schema(example = json!({"user_id": "0191a5c2-1111-7c3a-9b52-3f6d1c2b4a59", "online": true, "away": false}))]
pub(super) struct PresenceBody {
    /// Who; none for a count.
    #[serde(skip_serializing_if = "Option::is_none")]
    user_id: Option<Uuid>,
    /// Whether they are here.
    #[serde(skip_serializing_if = "Option::is_none")]
    online: Option<bool>,
    /// Whether they have turned away.
    #[serde(skip_serializing_if = "Option::is_none")]
    away: Option<bool>,
    /// When they were here last.
    #[serde(skip_serializing_if = "Option::is_none")]
    last_seen_at: Option<DateTime<Utc>>,
    /// Of a count: where.
    #[serde(skip_serializing_if = "Option::is_none")]
    conversation_id: Option<Uuid>,
    /// Of a count: how many members are here.
    #[serde(skip_serializing_if = "Option::is_none")]
    count: Option<usize>,
}

/// `user.connected` and `user.disconnected`.
#[derive(Debug, Serialize, ToSchema)]
#[schema(example = json!({"user_id": "0191a5c2-1111-7c3a-9b52-3f6d1c2b4a59", "only": false, "at": "2026-11-21T08:00:00Z"}))]
pub(super) struct OwnDeviceBody {
    /// Always oneself.
    user_id: Uuid,
    /// Whether no other socket of one's own was there.
    only: bool,
    /// When.
    at: DateTime<Utc>,
}

/// Of how many of their conversations the others are told.
const TOLD_ROOMS: i64 = 50;
/// How often somebody is told of at once within [`GATHER`]; what comes on top is told as one, a moment later.
const TOLD_AT_ONCE: u32 = 10;

impl Messaging {
    /// Tells somebody's own devices that one of them came or went. Others hear of people, not of devices
    /// (`presence.updated`).
    fn tell_devices(&self, user: UserId, event: &'static str, only: bool) {
        let body = OwnDeviceBody { user_id: user.0, only, at: self.now() };
        self.platform.sockets.emit(Room::User(user), event, &body);
    }

    /// Who of these people is here, without those who hide it.
    pub(crate) async fn presence_of(&self, users: &[UserId]) -> Result<HashMap<UserId, Seen>> {
        let online: HashSet<UserId> = self.platform.sockets.online(&self.platform, users).await?;
        let mut tx = self.db.begin_system().await?;
        let mut known = presence::seen(&mut tx, users).await?;
        tx.rollback().await?;
        let here = |user: &UserId| {
            let seen = known.remove(user).unwrap_or_default();
            (!seen.hidden).then_some((*user, Seen { online: online.contains(user), ..seen }))
        };
        Ok(users.iter().filter_map(here).collect())
    }

    /// What the actor lets others see.
    pub(crate) async fn set_presence(
        &self,
        actor: &Actor,
        away: Option<bool>,
        hidden: Option<bool>,
    ) -> Result<()> {
        let user = actor.user_id().ok_or(MessagingError::NotFound)?;
        let mut tx = self.db.begin(actor).await?;
        let before = presence::seen(&mut tx, &[user]).await?.remove(&user).unwrap_or_default();
        let after = Seen {
            away: away.unwrap_or(before.away),
            hidden: hidden.unwrap_or(before.hidden),
            ..before.clone()
        };
        if (after.away, after.hidden) == (before.away, before.hidden) {
            return tx.rollback().await;
        }
        presence::set(&mut tx, user, after.away, after.hidden).await?;
        tx.commit().await?;
        let seen = match (before.hidden, after.hidden) {
            // Whoever begins to hide is seen to go,
            (false, true) => Seen::default(),
            // and nothing after that: not when they turn away either.
            (true, true) => return Ok(()),
            // This may have come from a page, of somebody who has no socket.
            (_, false) => {
                let online = self.platform.sockets.online(&self.platform, &[user]).await?.contains(&user);
                Seen { online, last_seen_at: after.last_seen_at.filter(|_| !online), ..after }
            }
        };
        self.tell_presence(user, &seen).await
    }

    /// Tells how somebody is now, unless they hide it; of one who comes and goes without end only a few times.
    async fn tell_presence(&self, user: UserId, seen: &Seen) -> Result<()> {
        if seen.hidden {
            return Ok(());
        }
        match self.throttle.turns(user) {
            0..TOLD_AT_ONCE => self.tell_onlookers_of(user, seen).await,
            TOLD_AT_ONCE => {
                self.tell_presence_soon(user);
                Ok(())
            }
            _ => Ok(()),
        }
    }

    /// Tells how somebody is then, once for all that changes until then.
    fn tell_presence_soon(&self, user: UserId) {
        let messaging = self.clone();
        tokio::spawn(async move {
            tokio::time::sleep(GATHER).await;
            if let Err(error) = messaging.tell_presence_as_it_is(user).await {
                tracing::debug!(%error, "how somebody is was not told");
            }
        });
    }

    async fn tell_presence_as_it_is(&self, user: UserId) -> Result<()> {
        // Whoever hides by now is seen to go.
        let seen = self.presence_of(&[user]).await?.remove(&user).unwrap_or_default();
        self.tell_onlookers_of(user, &seen).await
    }

    /// Tells those who look at one of this person's conversations. Among many only the number is told, gathered over
    /// some seconds: with n members who all come at once that is n lookups at most, and never n × n packets.
    async fn tell_onlookers_of(&self, user: UserId, seen: &Seen) -> Result<()> {
        let card = self.ports.people.people(&[user]).await?.remove(&user);
        let Some(card) = card else { return Ok(()) };
        let mut tx = self.db.begin_system().await?;
        let recent = presence::recent(&mut tx, user, card.business_id, TOLD_ROOMS).await?;
        tx.rollback().await?;
        let mut rooms = Vec::new();
        for room in recent {
            if room.members > i64::try_from(SMALL).unwrap_or(i64::MAX) {
                self.count_soon(room.id);
            } else if !room.touchy {
                rooms.push(Room::Conversation(room.id));
            } else if let Some(hall) = self.hall_of(room.id).await? {
                rooms.extend(Self::onlookers(&hall, user));
            }
        }
        let body = PresenceBody {
            user_id: Some(user.0),
            online: Some(seen.online),
            away: Some(seen.away),
            last_seen_at: seen.last_seen_at,
            conversation_id: None,
            count: None,
        };
        self.platform.sockets.emit_many(&rooms, PRESENCE_UPDATED, &body);
        Ok(())
    }

    /// Counts who is in a large conversation, once for all who come and go within some seconds.
    fn count_soon(&self, id: ConversationId) {
        if !self.throttle.begin_count(id) {
            return;
        }
        let messaging = self.clone();
        tokio::spawn(async move {
            tokio::time::sleep(GATHER).await;
            messaging.throttle.end_count(id);
            if let Err(error) = messaging.tell_count(id).await {
                tracing::debug!(%error, "who is in a conversation was not counted");
            }
        });
    }

    pub(crate) async fn tell_count(&self, id: ConversationId) -> Result<()> {
        let Some(hall) = self.hall_of(id).await? else { return Ok(()) };
        let users: Vec<UserId> = hall.members.iter().map(|member| member.user).collect();
        let count = self.presence_of(&users).await?.values().filter(|seen| seen.online).count();
        let body = PresenceBody {
            user_id: None,
            online: None,
            away: None,
            last_seen_at: None,
            conversation_id: Some(id.0),
            count: Some(count),
        };
        self.platform.sockets.emit(Room::Conversation(id), PRESENCE_UPDATED, &body);
        Ok(())
    }

    pub(crate) async fn came(&self, user: UserId) -> Result<()> {
        let seen = self.presence_of(&[user]).await?.remove(&user);
        match seen {
            Some(seen) => self.tell_presence(user, &Seen { online: true, ..seen }).await,
            None => Ok(()),
        }
    }

    pub(crate) async fn went(&self, user: UserId) -> Result<()> {
        let now = self.now();
        let mut tx = self.db.begin_system().await?;
        let hidden = presence::left(&mut tx, user, now).await?;
        tx.commit().await?;
        self.tell_presence(user, &Seen { online: false, away: false, hidden, last_seen_at: Some(now) }).await
    }
}

/// Hears from the platform when people come and go.
pub(super) struct PresenceWatch(pub Messaging);

#[async_trait]
impl LiveWatch for PresenceWatch {
    async fn connected(&self, caller: &LiveCaller, first_of_user: bool) {
        let Some(user) = caller.actor.user_id() else { return };
        self.0.tell_devices(user, USER_CONNECTED, first_of_user);
        if !first_of_user {
            return;
        }
        if let Err(error) = self.0.came(user).await {
            tracing::debug!(%error, "a coming was not told");
        }
    }

    async fn gone(&self, user: UserId, last_of_user: bool) {
        self.0.tell_devices(user, USER_DISCONNECTED, last_of_user);
        if !last_of_user {
            return;
        }
        if let Err(error) = self.0.went(user).await {
            tracing::debug!(%error, "a going was not told");
        }
    }
}
