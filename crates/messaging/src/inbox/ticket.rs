//! Where a customer's conversation stands.

use chrono::{DateTime, TimeDelta, Utc};
use contracts::messaging::SentMessage;
use kernel::{BusinessId, ConversationId, UserId};

use super::desk::Desk;
use crate::error::MessagingError;
use crate::model::words;

words! {
    /// Whose turn it is.
    Status {
        /// The business's.
        Open = "OPEN",
        /// The customer's.
        Pending = "PENDING",
        /// Nobody's until a moment.
        Snoozed = "SNOOZED",
        /// Done.
        Resolved = "RESOLVED",
    }
}

/// Longest snooze.
const LONGEST_SNOOZE: TimeDelta = TimeDelta::days(90);

/// A customer's conversation as the team sees it.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Ticket {
    /// Which conversation.
    pub conversation: ConversationId,
    /// Whose inbox.
    pub business: BusinessId,
    /// Who wrote.
    pub customer: UserId,
    /// The customer's language.
    pub language: Option<String>,
    /// What it is about, of what the business offers; none when the customer did not say.
    pub topic: Option<String>,
    /// Whose turn it is.
    pub status: Status,
    /// Who answers.
    pub agent: Option<UserId>,
    /// Who had it last.
    pub known_agent: Option<UserId>,
    /// Who let the customer wait for too long, and so is not the next to get them.
    pub not_agent: Option<UserId>,
    /// In the queue since.
    pub queued_at: Option<DateTime<Utc>>,
    /// When the agent got it.
    pub assigned_at: Option<DateTime<Utc>>,
    /// The customer's first message that nobody has answered.
    pub waiting_since: Option<DateTime<Utc>>,
    /// Until when nobody needs to do anything.
    pub snoozed_until: Option<DateTime<Utc>>,
    /// Told already: 1 the managers, 2 the CEO.
    pub level: i16,
    /// Looks like advertising.
    pub suspect: bool,
    /// When it began, this time.
    pub opened_at: DateTime<Utc>,
    /// The first answer, this time.
    pub first_answer_at: Option<DateTime<Utc>>,
    /// Who gave it.
    pub first_answer_by: Option<UserId>,
    /// The end, this time.
    pub resolved_at: Option<DateTime<Utc>>,
    /// The newest message heard of.
    pub heard_seq: i64,
    /// When time has next to do something about it; none where it has not.
    pub look_at: Option<DateTime<Utc>>,
    /// Counts changes.
    pub version: i64,
}

/// How long one is left alone whom time cannot help further, until something happens.
const NOTHING_TO_DO: TimeDelta = TimeDelta::days(1);
/// The least time after which one in the queue is tried to be handed out again without anything having happened.
const TRY_AGAIN: TimeDelta = TimeDelta::minutes(5);

impl Ticket {
    /// A customer whose first words are on their way: in the queue.
    pub(crate) fn new(
        conversation: ConversationId,
        business: BusinessId,
        customer: UserId,
        now: DateTime<Utc>,
    ) -> Self {
        Self {
            conversation,
            business,
            customer,
            language: None,
            topic: None,
            status: Status::Open,
            agent: None,
            known_agent: None,
            not_agent: None,
            queued_at: Some(now),
            assigned_at: None,
            waiting_since: None,
            snoozed_until: None,
            level: 0,
            suspect: false,
            opened_at: now,
            first_answer_at: None,
            first_answer_by: None,
            resolved_at: None,
            heard_seq: 0,
            look_at: Some(now),
            version: 1,
        }
    }

    /// The customer has said something.
    fn customer_said(&mut self, at: DateTime<Utc>) {
        if self.status == Status::Resolved {
            self.agent = None;
            self.assigned_at = None;
            self.begin_anew(at);
        }
        self.our_turn(at);
    }

    /// Somebody of the team has answered; without an agent it is theirs now.
    fn team_said(&mut self, who: UserId, at: DateTime<Utc>) {
        self.waiting_since = None;
        self.level = 0;
        // Whoever is answered is no stranger who advertises.
        self.suspect = false;
        if self.first_answer_at.is_none() {
            self.first_answer_at = Some(at);
            self.first_answer_by = Some(who);
        }
        if self.status == Status::Resolved {
            return;
        }
        if self.agent.is_none() {
            self.give(who, at);
        }
        if self.status == Status::Open {
            self.status = Status::Pending;
        }
    }

    /// Messages that it has not heard of yet, in their order.
    pub(crate) fn hear(&mut self, messages: &[SentMessage]) {
        for message in messages {
            if message.seq <= self.heard_seq {
                continue;
            }
            self.heard_seq = message.seq;
            if message.sender == self.customer {
                self.customer_said(message.sent_at);
            } else {
                self.team_said(message.sender, message.sent_at);
            }
        }
    }

    /// It begins again after its end.
    fn begin_anew(&mut self, at: DateTime<Utc>) {
        self.opened_at = at;
        self.first_answer_at = None;
        self.first_answer_by = None;
        self.resolved_at = None;
    }

    /// The business has to answer: the clock runs, and without an agent it waits in the queue. After a snooze the clock
    /// begins with this moment.
    fn our_turn(&mut self, at: DateTime<Utc>) {
        if self.status == Status::Snoozed {
            self.waiting_since = None;
            self.level = 0;
        }
        self.status = Status::Open;
        self.snoozed_until = None;
        self.waiting_since.get_or_insert(at);
        if self.agent.is_none() {
            self.queued_at.get_or_insert(at);
        }
    }

    /// Somebody answers from now on.
    pub(crate) fn give(&mut self, agent: UserId, at: DateTime<Utc>) {
        self.agent = Some(agent);
        self.known_agent = Some(agent);
        self.not_agent = None;
        self.assigned_at = Some(at);
        self.queued_at = None;
        if self.status == Status::Resolved {
            self.begin_anew(at);
            self.our_turn(at);
        }
    }

    /// Back to the queue, at the place of how long the customer has waited; not to be given to `not` next.
    pub(crate) fn hand_back(&mut self, not: Option<UserId>, at: DateTime<Utc>) {
        self.agent = None;
        self.not_agent = not;
        self.assigned_at = None;
        self.queued_at = Some(self.waiting_since.unwrap_or(at));
    }

    /// Nobody needs to do anything before `until`, unless the customer writes.
    pub(crate) fn snooze(
        &mut self,
        until: Option<DateTime<Utc>>,
        now: DateTime<Utc>,
    ) -> Result<(), MessagingError> {
        self.check_unresolved()?;
        let until = until.filter(|until| (now..=now + LONGEST_SNOOZE).contains(until));
        let until = until.ok_or_else(|| {
            MessagingError::Invalid(vec![
                kernel::Problem::new(
                    kernel::ErrorKind::Validation,
                    crate::error::SOURCE,
                    "messaging-check-snooze",
                )
                .field("snoozed_until"),
            ])
        })?;
        self.status = Status::Snoozed;
        self.snoozed_until = Some(until);
        Ok(())
    }

    /// The customer has to say something next, as an agent says: nobody waits for the business.
    pub(crate) fn set_pending(&mut self, now: DateTime<Utc>) {
        if self.status == Status::Resolved {
            self.begin_anew(now);
        }
        self.status = Status::Pending;
        self.snoozed_until = None;
        self.waiting_since = None;
        self.queued_at = None;
        self.level = 0;
    }

    /// The business has to do something next, as an agent says.
    pub(crate) fn set_open(&mut self, now: DateTime<Utc>) {
        if self.status == Status::Resolved {
            self.begin_anew(now);
        }
        self.our_turn(now);
    }

    /// Done.
    pub(crate) fn resolve(&mut self, now: DateTime<Utc>) -> Result<(), MessagingError> {
        self.check_unresolved()?;
        self.status = Status::Resolved;
        self.resolved_at = Some(now);
        self.waiting_since = None;
        self.queued_at = None;
        self.snoozed_until = None;
        self.not_agent = None;
        self.level = 0;
        Ok(())
    }

    fn check_unresolved(&self) -> Result<(), MessagingError> {
        if self.status == Status::Resolved { Err(MessagingError::WrongState("RESOLVED")) } else { Ok(()) }
    }

    /// Since when the customer waits for the business; none while it is not its turn.
    fn waits(&self) -> Option<DateTime<Utc>> {
        self.waiting_since.filter(|_| self.status == Status::Open)
    }

    /// Who has to hear that the customer waits: 1 the managers, 2 the CEO. Told once for each level.
    pub(crate) fn escalation(&self, desk: &Desk, now: DateTime<Utc>) -> Option<i16> {
        let since = self.waits().filter(|_| !self.suspect)?;
        let waited = desk.working_minutes(since, now);
        let level = if waited >= desk.ceo_after {
            2
        } else if waited >= desk.manager_after {
            1
        } else {
            0
        };
        (level > self.level).then_some(level)
    }

    /// Since when the agent lets the customer wait.
    fn agent_silent_since(&self) -> Option<DateTime<Utc>> {
        self.agent.and(self.waits()).zip(self.assigned_at).map(|(waiting, assigned)| waiting.max(assigned))
    }

    /// Whether the agent has let the customer wait for too long.
    pub(crate) fn is_silent(&self, desk: &Desk, now: DateTime<Utc>) -> bool {
        self.agent_silent_since().is_some_and(|since| desk.working_minutes(since, now) >= desk.silent_after)
    }

    /// Ends a snooze whose time is over; true when it did.
    pub(crate) fn wake(&mut self, now: DateTime<Utc>) -> bool {
        if self.status != Status::Snoozed || self.snoozed_until.is_none_or(|until| until > now) {
            return false;
        }
        self.our_turn(now);
        true
    }

    /// Something happened: when to look at what time has to do now.
    pub(crate) fn look_soon(&mut self, now: DateTime<Utc>) {
        self.look_at = match self.status {
            Status::Open => Some(now),
            Status::Snoozed => self.snoozed_until,
            Status::Pending | Status::Resolved => None,
        };
    }

    /// It was looked at: when the rules will have something to do again.
    pub(crate) fn look_later(&mut self, desk: &Desk, now: DateTime<Utc>) {
        if self.status != Status::Open {
            return self.look_soon(now);
        }
        let told = match self.level {
            0 => Some(desk.manager_after),
            1 => Some(desk.ceo_after),
            _ => None,
        };
        let told = told.filter(|_| !self.suspect).zip(self.waits());
        let told = told.and_then(|(minutes, since)| desk.moment_after(since, minutes));
        let silent = self.agent_silent_since().and_then(|since| desk.moment_after(since, desk.silent_after));
        let queue = self.queued_at.and_then(|since| {
            if desk.is_open(now) {
                // The longer nobody has come, the less often.
                return Some(now + ((now - since) / 4).clamp(TRY_AGAIN, NOTHING_TO_DO));
            }
            desk.moment_after(now, 1).map(|worked| worked - TimeDelta::minutes(1))
        });
        let next = told.into_iter().chain(silent).chain(queue).filter(|at| *at > now).min();
        self.look_at = Some(next.map_or(now + NOTHING_TO_DO, |at| at.min(now + NOTHING_TO_DO)));
    }
}

#[cfg(test)]
mod tests;
