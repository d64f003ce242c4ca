//! Sending what is due (N-3): taken under a lease, sent outside of any transaction, noted afterwards. What was read
//! meanwhile is not taken; what belongs to a digest goes out as one. Who has just told somebody something sends just
//! that; what waits, or was left by a process that died, is looked for four times a minute.

use std::collections::{BTreeMap, HashMap};

use chrono::TimeDelta;
use contracts::accounts::PersonCard;
use kernel::{NotificationId, Role, UserId};
use platform::Result;

use crate::Notifications;
use crate::channels::{Channel, Outgoing, Receipt};
use crate::model::Topic;
use crate::model::channel::{ChannelName, DeliveryStatus};
use crate::model::kind::Kind;
use crate::model::plan::most_in_an_hour;
use crate::model::words::{Facts, link, say};
use crate::store;
use crate::store::deliveries::{Due, Way};

/// Deliveries that are taken together.
const BATCH: i64 = 200;
/// How long a try may take before another process may make it.
const LEASE: TimeDelta = TimeDelta::seconds(90);
/// After so long it is asked once more whether what is to be told was seen elsewhere.
const WAITED: TimeDelta = TimeDelta::seconds(30);
/// Tries before a channel is given up for a notification.
const MOST_ATTEMPTS: i32 = 6;

/// Somebody who is sent something.
struct Reader {
    person: PersonCard,
    /// Whether they have the site or an app open.
    online: bool,
    /// Lines that they have not read.
    unread: i64,
}

/// What became of a try.
#[derive(Debug, Clone, Copy)]
enum End {
    /// It is over, for such a reason.
    Final(DeliveryStatus, Option<&'static str>),
    /// The channel is away.
    Away,
}

const UNREACHABLE: End = End::Final(DeliveryStatus::Failed, Some("UNREACHABLE"));
const THROTTLED: End = End::Final(DeliveryStatus::Suppressed, Some("THROTTLED"));

/// Somebody's interruptions by a channel and type.
type Noise = (UserId, ChannelName, Topic);

fn noise(due: &Due) -> Noise {
    (due.user, due.channel, due.topic)
}

/// How often people were interrupted within the hour: those for whom several things are due together. What is due to
/// others alone was within their limit when it was planned.
#[derive(Default)]
struct Told(HashMap<Noise, i64>);

impl Told {
    /// Whether this may interrupt as well (N-5); then it counts.
    fn has_room(&mut self, due: &Due, role: Role) -> bool {
        let Some(told) = self.0.get_mut(&noise(due)) else { return true };
        let room = *told < most_in_an_hour(role, due.topic);
        *told += i64::from(room);
        room
    }
}

impl Notifications {
    /// Sends everything that is due.
    pub(crate) async fn deliver_due(&self) -> Result<()> {
        loop {
            let mut tx = self.db.begin_system().await?;
            let lines = store::deliveries::due(&mut tx, self.platform.clock.now(), BATCH).await?;
            tx.rollback().await?;
            // Another process sends what was due here a moment ago.
            if !self.deliver(&lines).await? {
                return Ok(());
            }
        }
    }

    /// Sends what is due of these; whether there was anything.
    pub(crate) async fn deliver(&self, lines: &[NotificationId]) -> Result<bool> {
        if lines.is_empty() {
            return Ok(false);
        }
        let now = self.platform.clock.now();
        let mut tx = self.db.begin_system().await?;
        let mut due = store::deliveries::claim(&mut tx, lines, now, now + LEASE).await?;
        tx.commit().await?;
        if due.is_empty() {
            return Ok(false);
        }
        let mut users: Vec<UserId> = due.iter().map(|due| due.user).collect();
        users.sort_unstable();
        users.dedup();
        let readers = self.readers(&users).await?;
        self.name_people(due.iter_mut().map(|due| &mut due.facts).collect()).await?;
        self.send_all(due, &readers).await?;
        Ok(true)
    }

    /// What has to be known of these people to send them something.
    async fn readers(&self, users: &[UserId]) -> Result<HashMap<UserId, Reader>> {
        let people = self.ports.people.people(users).await?;
        let online = self.platform.sockets.online(&self.platform, users).await?;
        let mut tx = self.db.begin_system().await?;
        let unread = store::notifications::unread(&mut tx, users).await?;
        tx.rollback().await?;
        let readers = people.into_iter().map(|(id, person)| {
            let (online, unread) = (online.contains(&id), unread.get(&id).copied().unwrap_or(0));
            (id, Reader { person, online, unread })
        });
        Ok(readers.collect())
    }

    /// What was planned one by one may come due together: at the end of quiet hours, or from many conversations at once.
    async fn told_lately(&self, due: &[Due]) -> Result<Told> {
        let mut ways: HashMap<Noise, (Way, usize)> = HashMap::new();
        for one in due.iter().filter(|one| !one.digest) {
            let way = Way { line: one.line, user: one.user, channel: one.channel, topic: one.topic };
            ways.entry(noise(one)).or_insert((way, 0)).1 += 1;
        }
        ways.retain(|_, (_, together)| *together > 1);
        if ways.is_empty() {
            return Ok(Told::default());
        }
        let (of, ways): (Vec<Noise>, Vec<Way>) = ways.into_iter().map(|(of, (way, _))| (of, way)).unzip();
        let mut tx = self.db.begin_system().await?;
        let before = store::deliveries::before(&mut tx, &ways, self.platform.clock.now()).await?;
        tx.rollback().await?;
        Ok(Told(of.into_iter().zip(before.iter().map(|before| before.in_an_hour)).collect()))
    }

    async fn send_all(&self, due: Vec<Due>, readers: &HashMap<UserId, Reader>) -> Result<()> {
        let mut told_lately = self.told_lately(&due).await?;
        let (mut digests, mut ends) = (BTreeMap::<(UserId, usize), Vec<Due>>::new(), Vec::new());
        for due in due {
            if self.was_seen_elsewhere(&due).await? {
                continue;
            }
            let channel = self.channels.iter().position(|channel| channel.name() == due.channel);
            match (channel, readers.get(&due.user)) {
                (Some(at), Some(_)) if due.digest => digests.entry((due.user, at)).or_default().push(due),
                (Some(_), Some(reader)) if !told_lately.has_room(&due, reader.person.role) => {
                    ends.push((due, THROTTLED));
                }
                (Some(at), Some(reader)) => {
                    let told = (due.line, due.kind, &due.facts, due.count);
                    let end = self.send(self.channels[at].as_ref(), reader, told).await;
                    ends.push((due, end));
                }
                // The account is gone, or this process does not know the channel (any more).
                (None, _) | (_, None) => ends.push((due, UNREACHABLE)),
            }
            // What has left the program is noted at once: a process that dies does not send it twice.
            if ends.last().is_some_and(|(due, _)| due.channel != ChannelName::InApp) {
                self.note_ends(std::mem::take(&mut ends)).await?;
            }
        }
        self.note_ends(ends).await?;
        for ((user, at), together) in digests {
            let (Some(reader), Some(newest)) =
                (readers.get(&user), together.iter().map(|due| due.line).max())
            else {
                continue;
            };
            let count = together.iter().map(|due| due.count).sum();
            let told = (newest, Kind::Digest, &Facts::default(), count);
            let end = self.send(self.channels[at].as_ref(), reader, told).await;
            self.note_ends(together.into_iter().map(|due| (due, end)).collect()).await?;
        }
        Ok(())
    }

    /// What waited (for the end of quiet hours, for a digest) may have been seen meanwhile where it is: a message in its
    /// conversation. Then it counts as read, and is not sent.
    async fn was_seen_elsewhere(&self, due: &Due) -> Result<bool> {
        let waited = self.platform.clock.now() - due.updated_at > WAITED;
        let place = due.facts.get("conversation_id").parse().ok().zip(due.facts.get("seq").parse().ok());
        let Some((conversation, seq)) = place.filter(|_| waited && due.kind == Kind::MessageSent) else {
            return Ok(false);
        };
        let waiting = self.ports.messaging.to_wake(&[(conversation, seq)]).await?;
        if waiting.get(&conversation).is_some_and(|users| users.contains(&due.user)) {
            return Ok(false);
        }
        self.settle(due.user, &format!("conversation:{conversation}")).await?;
        Ok(true)
    }

    /// Sends one message.
    async fn send(
        &self,
        channel: &dyn Channel,
        reader: &Reader,
        (id, kind, facts, count): (NotificationId, Kind, &Facts, i64),
    ) -> End {
        let Reader { person, online, unread } = reader;
        let message = Outgoing {
            id,
            kind,
            words: say(&self.platform.texts, person.language, kind, facts, count),
            link: link(kind, facts, count),
            unread: *unread,
            online: *online,
            to: person.clone(),
        };
        match channel.send(&message).await {
            Ok(Receipt::Sent) => End::Final(DeliveryStatus::Sent, None),
            Ok(Receipt::Delivered) => End::Final(DeliveryStatus::Delivered, None),
            Ok(Receipt::Refused(reason)) => End::Final(DeliveryStatus::Failed, Some(reason)),
            Err(error) => {
                tracing::warn!(
                    error = &error as &dyn std::error::Error,
                    notification.id = %id,
                    notification.channel = channel.name().as_str(),
                    "a notification could not be sent"
                );
                End::Away
            }
        }
    }

    /// Notes what became of tries: those that ended alike with one statement.
    async fn note_ends(&self, ends: Vec<(Due, End)>) -> Result<()> {
        if ends.is_empty() {
            return Ok(());
        }
        let now = self.platform.clock.now();
        let mut tx = self.db.begin_system().await?;
        let mut alike: HashMap<_, Vec<NotificationId>> = HashMap::new();
        for (due, end) in ends {
            let (status, reason) = match end {
                End::Final(status, reason) => (status, reason),
                End::Away if due.attempts >= MOST_ATTEMPTS => (DeliveryStatus::Failed, Some("GIVEN_UP")),
                End::Away => {
                    let again = now + TimeDelta::seconds(30 << due.attempts.clamp(0, 8));
                    store::deliveries::try_again(&mut tx, due.line, due.channel, again, "UNAVAILABLE")
                        .await?;
                    continue;
                }
            };
            alike.entry((due.channel, status, reason)).or_default().push(due.line);
        }
        for ((channel, status, reason), lines) in alike {
            store::deliveries::finish(&mut tx, &lines, channel, status, reason, now).await?;
        }
        tx.commit().await
    }
}
