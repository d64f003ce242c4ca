//! Of whom a reader hears nothing (M-11). Blocked words keep their places, so that a reader's order has no gaps.

use std::collections::HashMap;

use chrono::{DateTime, Utc};
use kernel::UserId;
use uuid::Uuid;

use super::message::{Message, RemovedBy};

/// Of whom a reader hears nothing, and since when.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Silence {
    /// Whom they have blocked themselves.
    own: HashMap<UserId, DateTime<Utc>>,
    /// Whom anybody of their team has blocked: heard no more as a customer.
    team: HashMap<UserId, DateTime<Utc>>,
}

impl Silence {
    /// Of blocked people, since when, and whether the reader has blocked them themselves.
    pub(crate) fn new(blocks: impl IntoIterator<Item = (UserId, DateTime<Utc>, bool)>) -> Self {
        let mut silence = Self::default();
        for (blocked, at, is_own) in blocks {
            let known = if is_own { &mut silence.own } else { &mut silence.team };
            let since = known.entry(blocked).or_insert(at);
            *since = at.min(*since);
        }
        silence
    }

    /// Since when nothing is heard of `sender` where `customer` writes to a business.
    fn since(&self, sender: UserId, customer: Option<UserId>) -> Option<DateTime<Utc>> {
        let team = self.team.get(&sender).filter(|_| customer == Some(sender));
        self.own.get(&sender).into_iter().chain(team).min().copied()
    }

    /// The message as the reader may see it: only its place, when it was said or reworded after they had blocked its
    /// writer.
    pub(crate) fn over(&self, message: Message, customer: Option<UserId>) -> Message {
        let since = message.sender.and_then(|sender| self.since(sender, customer));
        let last = message.edited_at.unwrap_or(message.sent_at);
        if message.removed.is_some() || since.is_none_or(|since| last < since) {
            return message;
        }
        Message {
            body: String::new(),
            detail: None,
            edited_at: None,
            removed: Some((last, RemovedBy::Block)),
            ..message
        }
    }

    /// Everybody of whom nothing is heard where `customer` writes to a business.
    pub(crate) fn people(&self, customer: Option<UserId>) -> Vec<Uuid> {
        let team = self.team.keys().filter(|user| customer == Some(**user));
        self.own.keys().chain(team).map(|user| user.0).collect()
    }
}

#[cfg(test)]
mod tests {
    use chrono::TimeDelta;
    use kernel::{ConversationId, MessageId};

    use super::*;
    use crate::model::MessageKind;

    fn user(n: u128) -> UserId {
        UserId(Uuid::from_u128(n))
    }

    fn now() -> DateTime<Utc> {
        DateTime::from_timestamp(1_795_000_000, 0).expect("in range")
    }

    fn said(by: UserId, at: DateTime<Utc>) -> Message {
        Message {
            conversation: ConversationId(Uuid::from_u128(1)),
            seq: 7,
            id: MessageId(Uuid::from_u128(2)),
            sender: Some(by),
            kind: MessageKind::Media,
            body: "Good morning".to_owned(),
            locked: false,
            detail: Some(serde_json::json!({"file_id": "x"})),
            reply_to: None,
            sent_at: at,
            edited_at: None,
            removed: None,
            change: 0,
            version: 1,
        }
    }

    #[test]
    fn only_the_place_is_left_of_what_was_said_after_the_block() {
        let silence = Silence::new([(user(1), now(), true)]);
        let minute = TimeDelta::minutes(1);
        assert_eq!(silence.over(said(user(1), now() - minute), None).body, "Good morning");
        assert_eq!(silence.over(said(user(2), now() + minute), None).body, "Good morning");
        let hushed = silence.over(said(user(1), now()), None);
        assert_eq!((hushed.seq, hushed.body.as_str(), &hushed.detail), (7, "", &None));
        assert_eq!(hushed.removed, Some((now(), RemovedBy::Block)));
        let reworded = Message { edited_at: Some(now() + minute), ..said(user(1), now() - minute) };
        assert_eq!(silence.over(reworded, None).body, "");
    }

    #[test]
    fn a_teams_block_is_of_its_customer() {
        let silence = Silence::new([(user(1), now(), false), (user(1), now() - TimeDelta::hours(1), false)]);
        let earlier = said(user(1), now() - TimeDelta::minutes(1));
        assert_eq!(silence.over(earlier.clone(), None).body, "Good morning");
        assert_eq!(silence.over(earlier.clone(), Some(user(2))).body, "Good morning");
        assert_eq!(silence.over(earlier, Some(user(1))).body, "", "the first block counts");
        assert_eq!(silence.people(Some(user(1))), [user(1).0]);
        assert_eq!(silence.people(None), Vec::<Uuid>::new());
    }
}
