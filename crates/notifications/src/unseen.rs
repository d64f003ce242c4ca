//! Telling of messages: ten seconds after they were sent, those who have not seen them, once for however many (M-9).
//!
//! `message.sent` adds to what waits in its conversation. The first to wait sets the alarm; when it rings, what is ten
//! seconds old is taken out and told of, and the alarm is set for the rest.

use std::collections::BTreeMap;

use async_trait::async_trait;
use chrono::TimeDelta;
use contracts::messaging::{MessagingEvent, SentMessage};
use kernel::{ConversationId, UserId};
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

/// Hears of messages.
pub(crate) struct Wait;

#[async_trait]
impl TxWork for Wait {
    async fn run(&self, tx: &mut Tx, job: &Job) -> Result<()> {
        self.run_all(tx, std::slice::from_ref(job)).await
    }

    async fn run_all(&self, tx: &mut Tx, jobs: &[Job]) -> Result<()> {
        // In one order of conversations, so that two processes never wait for each other.
        let mut sent: BTreeMap<ConversationId, Vec<SentMessage>> = BTreeMap::new();
        for event in jobs.iter().filter_map(|job| job.event.as_ref()) {
            if let MessagingEvent::Sent { conversation_id, messages } =
                event.decode().map_err(Error::internal)?
            {
                sent.entry(conversation_id).or_default().extend(messages);
            }
        }
        let sent: Vec<_> = sent.into_iter().filter(|(_, messages)| !messages.is_empty()).collect();
        for conversation in store::unseen::add(tx, &sent).await? {
            let of = sent.iter().find(|(id, _)| *id == conversation);
            let Some(first) = of.and_then(|(_, messages)| messages.first()) else { continue };
            let due = first.sent_at + UNSEEN_AFTER;
            enqueue(tx, RIPEN, &conversation.to_string(), &conversation, due).await?;
        }
        Ok(())
    }
}

/// Takes out what has waited long enough.
pub(crate) struct Ripen(pub(crate) Notifications);

#[async_trait]
impl TxWork for Ripen {
    async fn run(&self, tx: &mut Tx, job: &Job) -> Result<()> {
        let conversation: ConversationId =
            serde_json::from_value(job.payload.clone()).map_err(Error::internal)?;
        let now = self.0.platform.clock.now();
        let waiting = store::unseen::hold(tx, conversation).await?;
        let (ripe, rest): (Vec<SentMessage>, Vec<SentMessage>) =
            waiting.into_iter().partition(|message| message.sent_at + UNSEEN_AFTER <= now);
        store::unseen::leave(tx, conversation, &rest).await?;
        if let Some(last) = rest.last() {
            let due = last.sent_at + UNSEEN_AFTER;
            enqueue(tx, RIPEN, &conversation.to_string(), &conversation, due).await?;
        }
        if !ripe.is_empty() {
            let job = WakeJob { conversation, messages: ripe };
            enqueue(tx, WAKE, &conversation.to_string(), &job, now).await?;
        }
        Ok(())
    }
}

/// Messages to be told of to those who have not seen them.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct WakeJob {
    conversation: ConversationId,
    messages: Vec<SentMessage>,
}

/// Tells those who have not seen messages.
pub(crate) struct Wake(pub(crate) Notifications);

#[async_trait]
impl RemoteWork for Wake {
    async fn run(&self, job: &Job) -> Result<()> {
        let WakeJob { conversation, messages } =
            serde_json::from_value(job.payload.clone()).map_err(Error::internal)?;
        let told = self.0.unseen(conversation, &messages).await?;
        let lines = self.0.tell(&told).await?;
        if let Some(last) = messages.last() {
            self.0.settle_readers(conversation, last.seq, &told).await?;
        }
        self.0.deliver(&lines).await?;
        Ok(())
    }
}

impl Notifications {
    /// What those are told who have not seen these messages by now; each of the latest message that is not their own.
    async fn unseen(&self, conversation: ConversationId, messages: &[SentMessage]) -> Result<Vec<Notice>> {
        let Some(last) = messages.last() else { return Ok(Vec::new()) };
        let waiting = self.ports.messaging.to_wake(conversation, last.seq).await?;
        let senders: Vec<UserId> = messages.iter().map(|message| message.sender).collect();
        let people = self.ports.people.people(&senders).await?;
        let mut notices = Vec::new();
        for user in waiting {
            let mut of_others = messages.iter().rev().filter(|message| message.sender != user);
            let Some(latest) = of_others.next() else { continue };
            let Some(sender) = people.get(&latest.sender) else { continue };
            let facts = Facts::default()
                .text("person", &sender.name)
                .text("conversation_id", conversation)
                .text("seq", last.seq);
            let subject = format!("conversation:{conversation}");
            let mut notice = notice(Kind::MessageSent, &subject, facts, [user].into());
            notice.cause = format!("message:{conversation}:{}", last.seq);
            notice.count = 1 + i64::try_from(of_others.count()).unwrap_or(0);
            notices.push(notice);
        }
        Ok(notices)
    }

    /// Those who read the messages while they were being told of them: whoever reads settles what there is to be
    /// settled at that moment, and this settles what came a moment later.
    async fn settle_readers(&self, conversation: ConversationId, seq: i64, told: &[Notice]) -> Result<()> {
        if told.is_empty() {
            return Ok(());
        }
        let waiting = self.ports.messaging.to_wake(conversation, seq).await?;
        for user in told.iter().flat_map(|notice| &notice.to).filter(|user| !waiting.contains(user)) {
            self.settle(*user, &format!("conversation:{conversation}")).await?;
        }
        Ok(())
    }
}
