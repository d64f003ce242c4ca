//! Sending what is due (N-3): taken under a lease, sent outside of any transaction, noted afterwards. What was read
//! meanwhile is not taken; what belongs to a digest goes out as one. Who has just told somebody something sends just
//! that; what waits, or was left by a process that died, is looked for four times a minute.

use std::collections::{BTreeMap, HashMap};

use chrono::TimeDelta;
use contracts::accounts::PersonCard;
use kernel::{NotificationId, UserId};
use platform::Result;

use crate::Notifications;
use crate::channels::{Channel, Outgoing, Receipt};
use crate::model::channel::DeliveryStatus;
use crate::model::kind::Kind;
use crate::model::words::{Facts, link, say};
use crate::store;
use crate::store::deliveries::Due;

/// Deliveries that are taken together.
const BATCH: i64 = 200;
/// How long a try may take before another process may make it.
const LEASE: TimeDelta = TimeDelta::seconds(90);
/// After so long it is asked once more whether what is to be told was seen elsewhere.
const WAITED: TimeDelta = TimeDelta::seconds(30);
/// Tries before a channel is given up for a notification.
const MOST_ATTEMPTS: i32 = 6;

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
        let due = store::deliveries::claim(&mut tx, lines, now, now + LEASE).await?;
        tx.commit().await?;
        if due.is_empty() {
            return Ok(false);
        }
        let mut users: Vec<UserId> = due.iter().map(|due| due.user).collect();
        users.sort_unstable();
        users.dedup();
        let people = self.ports.people.people(&users).await?;
        self.send_all(due, &people).await?;
        Ok(true)
    }

    async fn send_all(&self, due: Vec<Due>, people: &HashMap<UserId, PersonCard>) -> Result<()> {
        let mut digests: BTreeMap<(UserId, usize), Vec<Due>> = BTreeMap::new();
        for due in due {
            if self.was_seen_elsewhere(&due).await? {
                continue;
            }
            let channel = self.channels.iter().position(|channel| channel.name() == due.channel);
            match (channel, people.get(&due.user)) {
                (Some(at), Some(_)) if due.digest => digests.entry((due.user, at)).or_default().push(due),
                (Some(at), Some(person)) => {
                    let told = (due.line, due.kind, &due.facts, due.count);
                    self.send(self.channels[at].as_ref(), person, told, std::slice::from_ref(&due)).await?;
                }
                // The account is gone, or this process does not know the channel (any more).
                (None, _) | (_, None) => {
                    self.finish(&due, DeliveryStatus::Failed, Some("UNREACHABLE")).await?
                }
            }
        }
        for ((user, at), together) in digests {
            let (Some(person), Some(newest)) = (people.get(&user), together.iter().map(|due| due.line).max())
            else {
                continue;
            };
            let count = together.iter().map(|due| due.count).sum();
            let told = (newest, Kind::Digest, &Facts::default(), count);
            self.send(self.channels[at].as_ref(), person, told, &together).await?;
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
        if self.ports.messaging.to_wake(conversation, seq).await?.contains(&due.user) {
            return Ok(false);
        }
        self.settle(due.user, &format!("conversation:{conversation}")).await?;
        Ok(true)
    }

    /// Sends one message, which stands for `due`, and notes what became of it.
    async fn send(
        &self,
        channel: &dyn Channel,
        person: &PersonCard,
        (id, kind, facts, count): (NotificationId, Kind, &Facts, i64),
        due: &[Due],
    ) -> Result<()> {
        let message = Outgoing {
            id,
            kind,
            words: say(&self.platform.texts, person.language, kind, facts, count),
            link: link(kind, facts),
            unread: self.unread_of(person.id).await?,
            to: person.clone(),
        };
        let now = self.platform.clock.now();
        let lines: Vec<NotificationId> = due.iter().map(|due| due.line).collect();
        let name = channel.name();
        let (status, reason) = match channel.send(&message).await {
            Ok(Receipt::Sent) => (DeliveryStatus::Sent, None),
            Ok(Receipt::Delivered) => (DeliveryStatus::Delivered, None),
            Ok(Receipt::Refused(reason)) => (DeliveryStatus::Failed, Some(reason)),
            Err(error) => {
                tracing::warn!(
                    error = &error as &dyn std::error::Error,
                    notification.id = %id,
                    notification.channel = name.as_str(),
                    "a notification could not be sent"
                );
                let mut tx = self.db.begin_system().await?;
                for due in due {
                    if due.attempts >= MOST_ATTEMPTS {
                        let gone = DeliveryStatus::Failed;
                        store::deliveries::finish(&mut tx, &[due.line], name, gone, Some("GIVEN_UP"), now)
                            .await?;
                    } else {
                        let pause = TimeDelta::seconds(30 << due.attempts.clamp(0, 8));
                        store::deliveries::try_again(&mut tx, due.line, name, now + pause, "UNAVAILABLE")
                            .await?;
                    }
                }
                return tx.commit().await;
            }
        };
        let mut tx = self.db.begin_system().await?;
        store::deliveries::finish(&mut tx, &lines, name, status, reason, now).await?;
        tx.commit().await
    }

    async fn finish(&self, due: &Due, status: DeliveryStatus, reason: Option<&str>) -> Result<()> {
        let now = self.platform.clock.now();
        let mut tx = self.db.begin_system().await?;
        store::deliveries::finish(&mut tx, &[due.line], due.channel, status, reason, now).await?;
        tx.commit().await
    }
}
