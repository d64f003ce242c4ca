//! A connection and its state machine (B-5): who may bring it from where to where, and when one may ask again.

use chrono::{DateTime, TimeDelta, Utc};
use contracts::bizconnect::{ConnectionSnapshot, ConnectionStatus};
use kernel::{BusinessId, ConnectionId, MarketCode, UserId};

use crate::error::ConnectionsError;

/// How long a connection request waits for its answer.
pub const OPEN_FOR: TimeDelta = TimeDelta::days(30);
/// After this time the receiver is reminded, once.
pub const REMIND_AFTER: TimeDelta = TimeDelta::days(3);
/// How long after a no, a withdrawal or an expiry nobody of the two asks again.
pub const QUIET_FOR: TimeDelta = TimeDelta::days(30);

/// A link between two businesses in one market, accepted or not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Connection {
    /// Its id.
    pub id: ConnectionId,
    /// Where it belongs.
    pub market: MarketCode,
    /// Who asked.
    pub initiator: BusinessId,
    /// Who was asked.
    pub receiver: BusinessId,
    /// The person who asked.
    pub initiated_by: UserId,
    /// As it was written down last; [`Connection::status_at`] says what holds.
    pub status: ConnectionStatus,
    /// The introduction, 1–500 characters.
    pub note: Option<String>,
    /// That of the receiver, where it had asked as well: both are connected then.
    pub answer_note: Option<String>,
    /// Counts changes.
    pub version: i64,
    /// When it was asked for.
    pub created_at: DateTime<Utc>,
    /// When it came to where it stands.
    pub changed_at: DateTime<Utc>,
    /// When a request that nobody answered is over.
    pub expires_at: DateTime<Utc>,
    /// When the receiver is to be reminded.
    pub remind_at: Option<DateTime<Utc>>,
    /// The first answer.
    pub answered_at: Option<DateTime<Utc>>,
    /// When it was accepted, whatever came later.
    pub accepted_at: Option<DateTime<Utc>>,
    /// Who wants to hear nothing of the other, and what it was before.
    pub block: Option<Block>,
    /// The two have another one in this market that is newer or stands open: a closed one is history then.
    pub replaced: bool,
    /// One of the two has blocked the other in another of their connections.
    pub shut: bool,
}

/// A side that has closed the door.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Block {
    /// Who closed it, and may open it again.
    pub by: BusinessId,
    /// Where the connection stood before.
    pub from: ConnectionStatus,
}

/// The word that the API and the database use.
#[must_use]
pub fn word(status: ConnectionStatus) -> &'static str {
    match status {
        ConnectionStatus::Pending => "PENDING",
        ConnectionStatus::Accepted => "ACCEPTED",
        ConnectionStatus::Declined => "DECLINED",
        ConnectionStatus::Withdrawn => "WITHDRAWN",
        ConnectionStatus::Blocked => "BLOCKED",
        ConnectionStatus::Expired => "EXPIRED",
    }
}

/// Every state.
pub const STATUSES: [ConnectionStatus; 6] = [
    ConnectionStatus::Pending,
    ConnectionStatus::Accepted,
    ConnectionStatus::Declined,
    ConnectionStatus::Withdrawn,
    ConnectionStatus::Blocked,
    ConnectionStatus::Expired,
];

/// The state of this name.
#[must_use]
pub fn status_of(word_of: &str) -> Option<ConnectionStatus> {
    STATUSES.into_iter().find(|status| word(*status) == word_of)
}

impl Connection {
    /// A new connection request.
    #[must_use]
    pub fn request(
        market: MarketCode,
        initiator: BusinessId,
        initiated_by: UserId,
        receiver: BusinessId,
        note: Option<String>,
        now: DateTime<Utc>,
    ) -> Self {
        Self {
            id: ConnectionId::new(now),
            market,
            initiator,
            receiver,
            initiated_by,
            status: ConnectionStatus::Pending,
            note,
            answer_note: None,
            version: 1,
            created_at: now,
            changed_at: now,
            expires_at: now + OPEN_FOR,
            remind_at: Some(now + REMIND_AFTER),
            answered_at: None,
            accepted_at: None,
            block: None,
            replaced: false,
            shut: false,
        }
    }

    /// Where it stands at `now`: a request whose time is over has expired, whatever job is late.
    #[must_use]
    pub fn status_at(&self, now: DateTime<Utc>) -> ConnectionStatus {
        if self.status == ConnectionStatus::Pending && now >= self.expires_at {
            ConnectionStatus::Expired
        } else {
            self.status
        }
    }

    /// When it came to where it stands at `now`.
    #[must_use]
    pub fn changed_at(&self, now: DateTime<Utc>) -> DateTime<Utc> {
        if self.status_at(now) == self.status { self.changed_at } else { self.expires_at }
    }

    /// Whether it stands between the two at `now`: while it does, there is no other one in its market.
    #[must_use]
    pub fn is_open(&self, now: DateTime<Utc>) -> bool {
        use ConnectionStatus::{Accepted, Blocked, Pending};
        matches!(self.status_at(now), Pending | Accepted | Blocked)
    }

    /// The other side.
    #[must_use]
    pub fn other(&self, business: BusinessId) -> BusinessId {
        if business == self.initiator { self.receiver } else { self.initiator }
    }

    /// Whether `business` is one of the two.
    #[must_use]
    pub fn has(&self, business: BusinessId) -> bool {
        business == self.initiator || business == self.receiver
    }

    /// Where `by` may bring it at `now`. Only the receiver accepts or declines, and may say yes after a no of its own; only
    /// the initiator withdraws; either blocks, and who blocked may take that back to what it was. What another connection
    /// has replaced is history, and while one of the two is blocked elsewhere, nothing is accepted.
    #[must_use]
    pub fn ways_of(&self, by: BusinessId, now: DateTime<Utc>) -> Vec<ConnectionStatus> {
        use ConnectionStatus::{Accepted, Blocked, Declined, Expired, Pending, Withdrawn};
        if !self.has(by) || (self.replaced && !self.is_open(now)) {
            return Vec::new();
        }
        let mut ways = match (self.status_at(now), by == self.receiver) {
            (Pending, true) => vec![Accepted, Declined, Blocked],
            (Pending, false) => vec![Withdrawn, Blocked],
            // What was withdrawn or ran out, and was blocked for a while, has had no answer that could be changed.
            (Declined, true) if self.answered_at.is_some() => vec![Accepted, Blocked],
            (Accepted | Declined | Withdrawn | Expired, _) => vec![Blocked],
            (Blocked, _) => self
                .block
                .filter(|block| block.by == by)
                .map(|block| vec![block.back_to()])
                .unwrap_or_default(),
        };
        // Taking back one's own block leads to what was there before, whatever the other has closed.
        if self.shut && self.block.is_none() {
            ways.retain(|way| *way != Accepted);
        }
        ways
    }

    /// The same after `by` has brought it to `to`.
    ///
    /// # Errors
    /// When that side may not, or not from where it stands.
    pub fn change(
        &self,
        to: ConnectionStatus,
        by: BusinessId,
        now: DateTime<Utc>,
    ) -> Result<Self, ConnectionsError> {
        let from = self.status_at(now);
        if !self.ways_of(by, now).contains(&to) {
            return Err(ConnectionsError::NoSuchWay { from, to });
        }
        let block = (to == ConnectionStatus::Blocked).then_some(Block { by, from });
        // Whoever is asked and blocks has answered too.
        let answers = from == ConnectionStatus::Pending && by == self.receiver;
        let accepted = to == ConnectionStatus::Accepted;
        Ok(Self {
            status: to,
            version: self.version + 1,
            changed_at: now,
            remind_at: None,
            answered_at: self.answered_at.or(answers.then_some(now)),
            accepted_at: self.accepted_at.or(accepted.then_some(now)),
            block,
            ..self.clone()
        })
    }

    /// The same after the receiver has asked as well: they are connected, and each reads the other's introduction.
    ///
    /// # Errors
    /// As for [`Connection::change`].
    pub fn meet(&self, note: Option<String>, now: DateTime<Utc>) -> Result<Self, ConnectionsError> {
        let accepted = self.change(ConnectionStatus::Accepted, self.receiver, now)?;
        Ok(Self { answer_note: note, ..accepted })
    }

    /// The same, written down as expired.
    #[must_use]
    pub fn expire(&self) -> Self {
        Self {
            status: ConnectionStatus::Expired,
            version: self.version + 1,
            changed_at: self.expires_at,
            remind_at: None,
            ..self.clone()
        }
    }

    /// From when on one of the two may ask again; none while the connection is open.
    #[must_use]
    pub fn again_at(&self, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
        match self.status_at(now) {
            ConnectionStatus::Declined | ConnectionStatus::Withdrawn | ConnectionStatus::Expired => {
                Some(self.changed_at(now) + QUIET_FOR)
            }
            ConnectionStatus::Pending | ConnectionStatus::Accepted | ConnectionStatus::Blocked => None,
        }
    }

    /// Whether `by` may write to the inbox of the other at `now` (B-8). While its request waits, the introduction is what it
    /// has said, and after a no it is quiet for as long as it may not ask again. Whoever was asked may write: it might
    /// as well accept. So may who was not answered, or took it back: nobody has said no, and anybody may be a customer.
    ///
    /// # Errors
    /// Why not.
    pub fn may_write(&self, by: BusinessId, now: DateTime<Utc>) -> Result<(), ConnectionsError> {
        if by != self.initiator {
            return Ok(());
        }
        match self.status_at(now) {
            ConnectionStatus::Pending => Err(ConnectionsError::RequestWaits),
            ConnectionStatus::Declined => {
                let said_no = self.answered_at.and_then(|_| self.again_at(now));
                match said_no.filter(|again_at| now < *again_at) {
                    Some(again_at) => Err(ConnectionsError::WriteTooSoon { again_at }),
                    None => Ok(()),
                }
            }
            _ => Ok(()),
        }
    }

    /// As other domains know it.
    #[must_use]
    pub fn snapshot(&self, now: DateTime<Utc>) -> ConnectionSnapshot {
        ConnectionSnapshot {
            id: self.id,
            version: self.version,
            market: self.market.clone(),
            initiator: self.initiator,
            initiated_by: self.initiated_by,
            receiver: self.receiver,
            status: self.status_at(now),
            note: self.note.clone(),
            created_at: self.created_at,
            changed_at: self.changed_at(now),
            unblocked: false,
        }
    }
}

impl Block {
    /// Where taking it back leads: to what was accepted, otherwise to a no.
    #[must_use]
    pub fn back_to(self) -> ConnectionStatus {
        match self.from {
            ConnectionStatus::Accepted => ConnectionStatus::Accepted,
            _ => ConnectionStatus::Declined,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ConnectionStatus::{Accepted, Blocked, Declined, Expired, Pending, Withdrawn};

    fn now() -> DateTime<Utc> {
        DateTime::from_timestamp(1_795_000_000, 0).expect("in range")
    }

    fn requested() -> Connection {
        let business = |n: u128| BusinessId(uuid::Uuid::from_u128(n));
        let market = "afcfta".parse().expect("a market's code");
        Connection::request(market, business(1), UserId(uuid::Uuid::nil()), business(2), None, now())
    }

    #[test]
    fn each_side_has_its_ways_and_no_other() {
        let pending = requested();
        let (asked, was_asked, stranger) =
            (pending.initiator, pending.receiver, BusinessId(uuid::Uuid::from_u128(3)));
        let at = |status: ConnectionStatus| {
            let answered_at = (status == Declined).then(now);
            Connection { status, answered_at, ..requested() }
        };
        let cases = [
            (at(Pending), was_asked, vec![Accepted, Declined, Blocked]),
            (at(Pending), asked, vec![Withdrawn, Blocked]),
            (at(Accepted), asked, vec![Blocked]),
            (at(Accepted), was_asked, vec![Blocked]),
            (at(Declined), was_asked, vec![Accepted, Blocked]),
            (at(Declined), asked, vec![Blocked]),
            (at(Withdrawn), asked, vec![Blocked]),
            (at(Expired), was_asked, vec![Blocked]),
        ];
        for (connection, by, ways) in cases {
            assert_eq!(connection.ways_of(by, now()), ways, "{:?}", connection.status);
            for to in STATUSES {
                assert_eq!(
                    connection.change(to, by, now()).is_ok(),
                    ways.contains(&to),
                    "{:?} to {to:?}",
                    connection.status
                );
                assert!(connection.change(to, stranger, now()).is_err());
            }
        }
    }

    #[test]
    fn what_another_connection_has_replaced_is_history() {
        for status in [Declined, Withdrawn, Expired] {
            let old = Connection { status, replaced: true, ..requested() };
            for by in [old.initiator, old.receiver] {
                assert_eq!(old.ways_of(by, now()), [], "{status:?}");
            }
        }
        // A request whose time is over is closed, whatever stands in the table.
        let over = Connection { replaced: true, ..requested() };
        assert_eq!(over.ways_of(over.receiver, now() + OPEN_FOR), []);
        // What stands open is the one that counts.
        for status in [Pending, Accepted] {
            let open = Connection { status, replaced: true, ..requested() };
            assert!(open.ways_of(open.receiver, now()).contains(&Blocked), "{status:?}");
        }
    }

    #[test]
    fn nothing_is_accepted_while_one_is_blocked_elsewhere() {
        let at = |status: ConnectionStatus| {
            let answered_at = (status == Declined).then(now);
            Connection { status, answered_at, shut: true, ..requested() }
        };
        assert_eq!(at(Pending).ways_of(requested().receiver, now()), [Declined, Blocked]);
        assert_eq!(at(Declined).ways_of(requested().receiver, now()), [Blocked]);
        let block = Some(Block { by: requested().receiver, from: Accepted });
        let own = Connection { block, ..at(Blocked) };
        assert_eq!(own.ways_of(own.receiver, now()), [Accepted]);
    }

    #[test]
    fn who_blocked_may_go_back_and_the_other_may_not() {
        let accepted = requested().change(Accepted, requested().receiver, now()).expect("the receiver may");
        let blocked = accepted.change(Blocked, accepted.initiator, now()).expect("either may");
        assert_eq!(blocked.ways_of(accepted.receiver, now()), []);
        assert_eq!(blocked.ways_of(accepted.initiator, now()), [Accepted]);
        let back = blocked.change(Accepted, accepted.initiator, now()).expect("who blocked may");
        assert_eq!((back.block, back.accepted_at, back.version), (None, Some(now()), 4));
        let pending = requested();
        let blocked = pending.change(Blocked, pending.receiver, now()).expect("either may");
        assert_eq!(blocked.ways_of(pending.receiver, now()), [Declined]);
        assert_eq!(blocked.answered_at, Some(now()), "a block is an answer");
        let own = pending.change(Blocked, pending.initiator, now()).expect("either may");
        assert_eq!(own.answered_at, None, "but not to one's own request");
    }

    #[test]
    fn a_block_and_its_end_make_no_yes_of_what_was_not_answered() {
        let pending = requested();
        let withdrawn = pending.change(Withdrawn, pending.initiator, now()).expect("the initiator may");
        for over in [withdrawn, pending.expire(), pending] {
            let by = if over.status == Pending { over.initiator } else { over.receiver };
            let blocked = over.change(Blocked, by, now()).expect("either may");
            let back = blocked.change(Declined, by, now()).expect("who blocked may");
            assert_eq!(back.ways_of(back.receiver, now()), [Blocked], "{:?}", over.status);
        }
    }

    #[test]
    fn who_asked_waits_for_the_answer_before_writing_otherwise() {
        let asked = requested();
        let at = |status| Connection { status, answered_at: Some(now()), ..requested() };
        let quiet = ConnectionsError::WriteTooSoon { again_at: now() + QUIET_FOR };
        let end = now() + QUIET_FOR;
        let cases = [
            (asked.clone(), now(), Err(ConnectionsError::RequestWaits)),
            (asked.clone(), now() + OPEN_FOR, Ok(())),
            (at(Declined), now(), Err(quiet.clone())),
            (at(Declined), end - TimeDelta::seconds(1), Err(quiet)),
            (at(Declined), end, Ok(())),
            (at(Withdrawn), now(), Ok(())),
            (at(Expired), now(), Ok(())),
            (at(Accepted), now(), Ok(())),
        ];
        for (connection, at, expected) in cases {
            assert_eq!(connection.may_write(connection.initiator, at), expected, "{:?}", connection.status);
            assert_eq!(connection.may_write(connection.receiver, at), Ok(()), "{:?}", connection.status);
        }
    }

    #[test]
    fn a_request_expires_at_its_moment_and_may_be_repeated_thirty_days_later() {
        let pending = requested();
        let end = now() + OPEN_FOR;
        assert_eq!(pending.status_at(end - TimeDelta::seconds(1)), Pending);
        assert_eq!(pending.status_at(end), Expired);
        assert_eq!(pending.again_at(end), Some(end + QUIET_FOR));
        assert!(pending.change(Accepted, pending.receiver, end).is_err());
        let written = pending.expire();
        assert_eq!((written.changed_at, written.again_at(end + QUIET_FOR)), (end, Some(end + QUIET_FOR)));
        let declined = requested().change(Declined, pending.receiver, now()).expect("the receiver may");
        assert_eq!(declined.again_at(now()), Some(now() + QUIET_FOR));
        assert_eq!((declined.answered_at, declined.remind_at), (Some(now()), None));
    }
}
