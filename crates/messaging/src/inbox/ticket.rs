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
    /// Whose turn it is.
    pub status: Status,
    /// Who answers.
    pub agent: Option<UserId>,
    /// Who had it last.
    pub known_agent: Option<UserId>,
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
    /// The end, this time.
    pub resolved_at: Option<DateTime<Utc>>,
    /// The newest message heard of.
    pub heard_seq: i64,
    /// Counts changes.
    pub version: i64,
}

impl Ticket {
    /// The customer has said something.
    pub(crate) fn customer_said(&mut self, at: DateTime<Utc>) {
        if self.status == Status::Resolved {
            self.agent = None;
            self.assigned_at = None;
            self.opened_at = at;
            self.first_answer_at = None;
            self.resolved_at = None;
        }
        self.status = Status::Open;
        self.snoozed_until = None;
        self.waiting_since.get_or_insert(at);
        if self.agent.is_none() {
            self.queued_at.get_or_insert(at);
        }
    }

    /// Somebody of the team has answered; without an agent it is theirs now.
    pub(crate) fn team_said(&mut self, who: UserId, at: DateTime<Utc>) {
        self.waiting_since = None;
        self.level = 0;
        self.first_answer_at.get_or_insert(at);
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

    /// Somebody answers from now on.
    pub(crate) fn give(&mut self, agent: UserId, at: DateTime<Utc>) {
        self.agent = Some(agent);
        self.known_agent = Some(agent);
        self.assigned_at = Some(at);
        self.queued_at = None;
        if self.status == Status::Resolved {
            self.status = Status::Open;
            self.resolved_at = None;
        }
    }

    /// Back to the queue, at the place of how long the customer has waited.
    pub(crate) fn hand_back(&mut self, at: DateTime<Utc>) {
        self.agent = None;
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

    /// Whose turn it is, as an agent says.
    pub(crate) fn set_turn(&mut self, status: Status, now: DateTime<Utc>) {
        if self.status == Status::Resolved {
            self.opened_at = now;
            self.resolved_at = None;
            self.first_answer_at = None;
        }
        self.status = status;
        self.snoozed_until = None;
    }

    /// Done.
    pub(crate) fn resolve(&mut self, now: DateTime<Utc>) -> Result<(), MessagingError> {
        self.check_unresolved()?;
        self.status = Status::Resolved;
        self.resolved_at = Some(now);
        self.waiting_since = None;
        self.queued_at = None;
        self.snoozed_until = None;
        self.level = 0;
        Ok(())
    }

    fn check_unresolved(&self) -> Result<(), MessagingError> {
        if self.status == Status::Resolved { Err(MessagingError::WrongState("RESOLVED")) } else { Ok(()) }
    }

    /// Who has to hear that the customer waits: 1 the managers, 2 the CEO. Told once for each level.
    pub(crate) fn escalation(&self, desk: &Desk, now: DateTime<Utc>) -> Option<i16> {
        let since = self.waiting_since.filter(|_| !self.suspect && self.status != Status::Snoozed)?;
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

    /// Whether the agent has let the customer wait for too long.
    pub(crate) fn is_silent(&self, desk: &Desk, now: DateTime<Utc>) -> bool {
        let (Some(waiting), Some(assigned)) = (self.waiting_since, self.assigned_at) else { return false };
        self.agent.is_some()
            && self.status == Status::Open
            && desk.working_minutes(waiting.max(assigned), now) >= desk.silent_after
    }

    /// Its snooze is over.
    pub(crate) fn wake(&mut self, now: DateTime<Utc>) {
        if self.status == Status::Snoozed && self.snoozed_until.is_some_and(|until| until <= now) {
            self.status = Status::Open;
            self.snoozed_until = None;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    fn at(minutes: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(1_795_000_000, 0).expect("in range") + TimeDelta::minutes(minutes)
    }

    fn ticket() -> Ticket {
        Ticket {
            conversation: ConversationId(Uuid::from_u128(1)),
            business: BusinessId(Uuid::from_u128(2)),
            customer: UserId(Uuid::from_u128(3)),
            language: None,
            status: Status::Open,
            agent: None,
            known_agent: None,
            queued_at: None,
            assigned_at: None,
            waiting_since: None,
            snoozed_until: None,
            level: 0,
            suspect: false,
            opened_at: at(0),
            first_answer_at: None,
            resolved_at: None,
            heard_seq: 0,
            version: 1,
        }
    }

    const AGENT: UserId = UserId(Uuid::from_u128(7));

    #[test]
    fn the_clock_runs_from_the_first_unanswered_message() {
        let desk = Desk::usual(BusinessId(Uuid::from_u128(2)));
        let mut one = ticket();
        one.customer_said(at(0));
        one.customer_said(at(10));
        assert_eq!(one.escalation(&desk, at(14)), None);
        assert_eq!(one.escalation(&desk, at(15)), Some(1));
        one.level = 1;
        assert_eq!(one.escalation(&desk, at(59)), None);
        assert_eq!(one.escalation(&desk, at(60)), Some(2));
        one.team_said(AGENT, at(61));
        assert_eq!(
            (one.escalation(&desk, at(500)), one.status, one.agent),
            (None, Status::Pending, Some(AGENT))
        );
    }

    #[test]
    fn a_silent_agent_loses_the_customer_who_keeps_their_place() {
        let desk = Desk::usual(BusinessId(Uuid::from_u128(2)));
        let mut one = ticket();
        one.customer_said(at(0));
        one.give(AGENT, at(5));
        assert!(!one.is_silent(&desk, at(34)));
        assert!(one.is_silent(&desk, at(35)));
        one.hand_back(at(35));
        assert_eq!((one.agent, one.queued_at, one.known_agent), (None, Some(at(0)), Some(AGENT)));
    }

    #[test]
    fn whoever_comes_back_after_the_end_begins_anew() {
        let mut one = ticket();
        one.customer_said(at(0));
        one.give(AGENT, at(1));
        one.team_said(AGENT, at(2));
        one.resolve(at(3)).expect("it was open");
        assert!(one.resolve(at(3)).is_err());
        one.customer_said(at(100));
        assert_eq!(
            (one.status, one.agent, one.opened_at, one.queued_at),
            (Status::Open, None, at(100), Some(at(100)))
        );
        assert_eq!((one.first_answer_at, one.resolved_at, one.known_agent), (None, None, Some(AGENT)));
    }

    #[test]
    fn a_snooze_ends_with_its_time_or_the_customers_next_word() {
        let mut one = ticket();
        one.snooze(Some(at(60)), at(0)).expect("it is open");
        one.wake(at(59));
        assert_eq!(one.status, Status::Snoozed);
        one.wake(at(60));
        assert_eq!(one.status, Status::Open);
        one.snooze(Some(at(90)), at(60)).expect("it is open");
        one.customer_said(at(61));
        assert_eq!((one.status, one.snoozed_until), (Status::Open, None));
        assert!(one.snooze(None, at(61)).is_err());
    }
}
