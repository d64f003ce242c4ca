//! Telling of messages: ten seconds after they were sent, those who have not seen them, once for however many (M-9).
//!
//! `message.sent` adds to what waits in its conversation. The first to wait there sets the alarm; when it rings, what is
//! ten seconds old is taken out, of all conversations together, and told of together; the rest waits for an alarm of its
//! own. So a message costs a share of few statements, however many conversations are lively at once.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::time::Duration;

use async_trait::async_trait;
use chrono::{DateTime, TimeDelta, Utc};
use contracts::messaging::{MessagingEvent, SentMessage};
use kernel::{ConversationId, ErrorKind, UserId};
use platform::jobs::{Job, RemoteWork, TxWork, enqueue};
use platform::{Error, Result, Tx};
use serde::{Deserialize, Serialize};

use crate::jobs::{RIPEN, WAKE};
use crate::model::kind::Kind;
use crate::model::words::Facts;
use crate::ops::tell::Notice;
use crate::subscribe::notice;
use crate::{Notifications, store};

/// How long a message may wait to be seen before somebody is told of it (M-9).
const UNSEEN_AFTER: TimeDelta = TimeDelta::seconds(10);
/// Conversations that are told of together.
const TOGETHER: i64 = 200;
/// How long news and alarms gather while there are many of them.
const GATHER: Duration = Duration::from_millis(500);

/// Messages of one conversation.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Sent {
    pub(crate) conversation: ConversationId,
    /// In the order of their places; at least one.
    pub(crate) messages: Vec<SentMessage>,
}

impl Sent {
    /// When the last of them is old enough.
    fn ripe_at(&self) -> Option<DateTime<Utc>> {
        self.messages.last().map(|last| last.sent_at + UNSEEN_AFTER)
    }
}

/// Hears of messages.
pub(crate) struct Wait;

#[async_trait]
impl TxWork for Wait {
    async fn run(&self, tx: &mut Tx, job: &Job) -> Result<()> {
        self.run_all(tx, std::slice::from_ref(job)).await
    }

    async fn run_all(&self, tx: &mut Tx, jobs: &[Job]) -> Result<()> {
        let mut sent: BTreeMap<ConversationId, Vec<SentMessage>> = BTreeMap::new();
        for event in jobs.iter().filter_map(|job| job.event.as_ref()) {
            if let MessagingEvent::Sent { conversation_id, messages } =
                event.decode().map_err(Error::internal)?
            {
                sent.entry(conversation_id).or_default().extend(messages);
            }
        }
        let sent = sent.into_iter().map(|(conversation, messages)| Sent { conversation, messages });
        wait(tx, sent.collect()).await
    }

    fn gathers_for(&self) -> Duration {
        GATHER
    }
}

/// Has messages wait, and sets the alarm for conversations in which none did. `sent` is in the one order of conversations
/// in which everybody locks them.
async fn wait(tx: &mut Tx, sent: Vec<Sent>) -> Result<()> {
    let due: Vec<(Sent, DateTime<Utc>)> =
        sent.into_iter().filter_map(|one| one.ripe_at().map(|at| (one, at))).collect();
    let Some((first, _)) = due.first() else { return Ok(()) };
    let key = first.conversation.to_string();
    // One alarm for all of them: they were sent within moments of each other.
    if let Some(alarm) = store::unseen::add(tx, &due).await? {
        enqueue(tx, RIPEN, &key, &(), alarm).await?;
    }
    Ok(())
}

/// Takes out what has waited long enough.
pub(crate) struct Ripen(pub(crate) Notifications);

#[async_trait]
impl TxWork for Ripen {
    async fn run(&self, tx: &mut Tx, _: &Job) -> Result<()> {
        let now = self.0.platform.clock.now();
        let waiting = store::unseen::take(tx, now, TOGETHER).await?;
        let is_all = i64::try_from(waiting.len()).unwrap_or(i64::MAX) < TOGETHER;
        let (mut ripe, mut rest) = (Vec::new(), Vec::new());
        for Sent { conversation, messages } in waiting {
            let (old, young): (Vec<_>, Vec<_>) =
                messages.into_iter().partition(|message| message.sent_at + UNSEEN_AFTER <= now);
            ripe.push(Sent { conversation, messages: old });
            rest.push(Sent { conversation, messages: young });
        }
        wait(tx, rest).await?;
        ripe.retain(|one| !one.messages.is_empty());
        if let Some(first) = ripe.first() {
            enqueue(tx, WAKE, &first.conversation.to_string(), &ripe, now).await?;
        }
        if !is_all {
            enqueue(tx, RIPEN, "more", &(), now).await?;
        }
        Ok(())
    }

    /// Every alarm does the same: it takes out what is old enough.
    async fn run_all(&self, tx: &mut Tx, jobs: &[Job]) -> Result<()> {
        match jobs.first() {
            Some(job) => self.run(tx, job).await,
            None => Ok(()),
        }
    }

    fn gathers_for(&self) -> Duration {
        GATHER
    }
}

/// Messages to be told of; of one conversation where an older program queued them.
#[derive(Debug, Deserialize)]
#[serde(untagged)]
enum WakeJob {
    Together(Vec<Sent>),
    One(Sent),
}

/// Tells those who have not seen messages.
pub(crate) struct Wake(pub(crate) Notifications);

#[async_trait]
impl RemoteWork for Wake {
    async fn run(&self, job: &Job) -> Result<()> {
        let sent = match serde_json::from_value(job.payload.clone()).map_err(Error::internal)? {
            WakeJob::Together(sent) => sent,
            WakeJob::One(sent) => vec![sent],
        };
        match self.0.wake(&sent).await {
            // One that cannot be told of must not keep the others back.
            Err(error) if sent.len() > 1 && error.kind() != ErrorKind::Unavailable => {
                tracing::warn!(error = &error as &dyn std::error::Error, "messages are told of one by one");
                self.0.wake_one_by_one(&sent).await
            }
            ended => ended,
        }
    }
}

impl Notifications {
    async fn wake(&self, sent: &[Sent]) -> Result<()> {
        let told = self.unseen(sent).await?;
        let (of, notices): (Vec<ConversationId>, Vec<Notice>) = told.into_iter().unzip();
        let lines = self.tell(&notices).await?;
        if !notices.is_empty() {
            self.settle_readers(sent, of.into_iter().zip(&notices)).await?;
        }
        self.deliver(&lines).await?;
        Ok(())
    }

    async fn wake_one_by_one(&self, sent: &[Sent]) -> Result<()> {
        let mut tx = self.db.begin_system().await?;
        for one in sent {
            let now = self.platform.clock.now();
            enqueue(&mut tx, WAKE, &one.conversation.to_string(), &[one], now).await?;
        }
        tx.commit().await
    }

    /// Who has not seen the last of these messages by now.
    async fn waiting(&self, sent: &[Sent]) -> Result<HashMap<ConversationId, Vec<UserId>>> {
        let last = |one: &Sent| one.messages.last().map(|last| (one.conversation, last.seq));
        let places: Vec<(ConversationId, i64)> = sent.iter().filter_map(last).collect();
        Ok(self.ports.messaging.to_wake(&places).await?)
    }

    /// What those are told who have not seen these messages by now; each of the latest message that is not their own.
    async fn unseen(&self, sent: &[Sent]) -> Result<Vec<(ConversationId, Notice)>> {
        let waiting = self.waiting(sent).await?;
        let in_vain = |one: &&Sent| waiting.contains_key(&one.conversation);
        let senders: BTreeSet<UserId> =
            sent.iter().filter(in_vain).flat_map(|one| &one.messages).map(|message| message.sender).collect();
        if senders.is_empty() {
            return Ok(Vec::new());
        }
        let people = self.ports.people.people(&senders.into_iter().collect::<Vec<_>>()).await?;
        let mut notices = Vec::new();
        for Sent { conversation, messages } in sent {
            let Some(last) = messages.last() else { continue };
            for user in waiting.get(conversation).into_iter().flatten() {
                let mut of_others = messages.iter().rev().filter(|message| message.sender != *user);
                let Some(latest) = of_others.next() else { continue };
                if !people.contains_key(&latest.sender) {
                    continue;
                }
                let facts = Facts::default()
                    .text("person_id", latest.sender)
                    .text("conversation_id", conversation)
                    .text("seq", last.seq);
                let subject = format!("conversation:{conversation}");
                let mut notice = notice(Kind::MessageSent, &subject, facts, [*user].into());
                notice.cause = format!("message:{conversation}:{}", last.seq);
                notice.count = 1 + i64::try_from(of_others.count()).unwrap_or(0);
                notices.push((*conversation, notice));
            }
        }
        Ok(notices)
    }

    /// Those who read the messages while they were being told of them: whoever reads settles what there is to be
    /// settled at that moment, and this settles what came a moment later.
    async fn settle_readers(
        &self,
        sent: &[Sent],
        told: impl Iterator<Item = (ConversationId, &Notice)>,
    ) -> Result<()> {
        let waiting = self.waiting(sent).await?;
        for (conversation, notice) in told {
            for user in &notice.to {
                if !waiting.get(&conversation).is_some_and(|users| users.contains(user)) {
                    self.settle(*user, &notice.subject).await?;
                }
            }
        }
        Ok(())
    }
}
