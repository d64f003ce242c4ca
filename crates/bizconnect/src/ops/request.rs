use axum::response::Response;
use contracts::accounts::BusinessCard;
use contracts::bizconnect::{ConnectionEvent, ConnectionStatus};
use kernel::{Actor, BusinessId, Checks, MarketCode, Membership};
use platform::db::Lock;
use platform::http::{Created, Once};
use platform::policy::Resource;
use platform::{Result, Tx};
use uuid::Uuid;

use crate::api::bodies::ConnectionBody;
use crate::error::{ConnectionsError, SOURCE};
use crate::model::allowance::{Counted, LocalDay};
use crate::model::connection::Connection;
use crate::model::market::Market;
use crate::rights::RequestConnection;
use crate::state::BizConnect;
use crate::store;

/// Longest introduction, in characters.
pub const LONGEST_NOTE: usize = 500;

/// A connection request as it came in.
#[derive(Debug, Clone, Default)]
pub struct RequestInput {
    /// Whom to ask.
    pub business_id: Option<String>,
    /// In which market.
    pub market: Option<String>,
    /// The introduction.
    pub note: Option<String>,
}

/// A connection request to be sent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewRequest {
    /// Whom to ask.
    pub receiver: BusinessId,
    /// In which market.
    pub market: MarketCode,
    /// The introduction, 1–500 characters.
    pub note: Option<String>,
}

impl NewRequest {
    /// Reads the input, and reports everything that is wrong with it at once.
    ///
    /// # Errors
    /// With every problem.
    pub fn parse(input: &RequestInput) -> Result<Self, ConnectionsError> {
        let mut checks = Checks::new(SOURCE);
        let given = |text: &Option<String>| text.clone().filter(|text| !text.trim().is_empty());
        let business_id = checks.required("business_id", given(&input.business_id));
        let receiver = checks.parsed("business_id", business_id.as_deref(), "bizconnect-check-business");
        let market = checks.required("market", given(&input.market));
        let market = checks.parsed("market", market.as_deref(), "bizconnect-error-no-such-market");
        let note = checks.text("note", input.note.as_deref(), 0..=LONGEST_NOTE);
        let request = receiver.zip(market).zip(note).map(|((receiver, market), note)| Self {
            receiver,
            market,
            note: Some(note).filter(|note| !note.is_empty()),
        });
        checks.finish(request).map_err(ConnectionsError::Invalid)
    }
}

/// What became of a request.
pub struct Requested {
    /// The connection, pending or accepted at once.
    pub connection: Connection,
    /// The API's answer.
    pub response: Response,
}

/// The lock of a pair: the same whichever of the two asks or answers.
pub(crate) fn pair(one: BusinessId, other: BusinessId) -> Lock {
    Lock::new("bizconnect.pair", Uuid::from_u128(one.0.as_u128() ^ other.0.as_u128()))
}

impl BizConnect {
    /// Asks another business for a connection. If that one has asked already, both are connected at once.
    ///
    /// # Errors
    /// 403 `NOT_ELIGIBLE` or `QUOTA_EXCEEDED`; 409 when they are connected, it was asked already, it was asked too
    /// lately, or one has blocked the other; 422.
    pub async fn request_connection(&self, actor: &Actor, once: &Once, new: NewRequest) -> Result<Requested> {
        self.platform.policies.check::<RequestConnection>(actor, &Resource::platform())?;
        let (Some(user), membership) = (actor.user_id(), Self::member(actor)?) else {
            return Err(ConnectionsError::NotFound.into());
        };
        if membership.business_id == new.receiver {
            return Err(ConnectionsError::Oneself.into());
        }
        let market = self.market(&new.market).await?;
        let (own, other) = self.both(membership, new.receiver).await?;
        eligible(&market, &own, membership, &other)?;
        let day = self.local_day(&own).await?;
        let mut tx = once.begin_holding(&self.db, actor, &[pair(own.id, other.id)]).await?;
        let before = store::connections::of_pair(&mut tx, own.id, other.id).await?;
        let connection = match self.open_between(&before, &own, &new.market)? {
            Some(asked_by_other) => self.meet(&mut tx, actor, &asked_by_other, new.note).await?,
            None => {
                self.write_expired(&mut tx, &before).await?;
                let new = Connection::request(new.market, own.id, user, other.id, new.note, self.now());
                self.send(&mut tx, actor, (&own, membership), &new, day).await?;
                new
            }
        };
        let body = ConnectionBody::of(&connection, Some(own.id), &[own, other], self.now());
        let location = format!("/api/v1/connections/{}", connection.id);
        let created = Created { data: body, location };
        let response = once.commit(tx, self.platform.clock.as_ref(), created).await?;
        Ok(Requested { connection, response })
    }

    /// The cards of the own business and of one at which somebody acts.
    pub(crate) async fn both(
        &self,
        membership: &Membership,
        other: BusinessId,
    ) -> Result<(BusinessCard, BusinessCard)> {
        let own = membership.business_id;
        let mut cards = self.cards(&[own, other]).await?;
        let own = cards.remove(&own).ok_or(ConnectionsError::NotFound)?;
        let card = cards.remove(&other).ok_or(ConnectionsError::NoSuchBusiness)?;
        if self.ports.people.teams(&[other]).await?.get(&other).is_none_or(Vec::is_empty) {
            return Err(ConnectionsError::NoSuchBusiness.into());
        }
        Ok((own, card))
    }

    /// What there is between the two already: a request of the other in this market, to be met.
    fn open_between(
        &self,
        before: &[Connection],
        own: &BusinessCard,
        market: &MarketCode,
    ) -> Result<Option<Connection>> {
        let now = self.now();
        if let Some(block) = before.iter().find_map(|connection| connection.block) {
            return Err(ConnectionsError::Blocked { by_own: block.by == own.id }.into());
        }
        let here = || before.iter().filter(|connection| connection.market == *market);
        for connection in here() {
            let current = || ConnectionBody::of(connection, Some(own.id), &[], now).json();
            match connection.status_at(now) {
                ConnectionStatus::Accepted => {
                    return Err(ConnectionsError::AlreadyConnected(current()).into());
                }
                ConnectionStatus::Pending if connection.initiator == own.id => {
                    return Err(ConnectionsError::AlreadyRequested(current()).into());
                }
                ConnectionStatus::Pending => return Ok(Some(connection.clone())),
                _ => {}
            }
        }
        let again_at = here().filter_map(|connection| connection.again_at(now)).max();
        match again_at.filter(|again_at| now < *again_at) {
            Some(again_at) => Err(ConnectionsError::TooSoon { again_at }.into()),
            None => Ok(None),
        }
    }

    /// Both have asked: they are connected.
    async fn meet(
        &self,
        tx: &mut Tx,
        actor: &Actor,
        asked: &Connection,
        note: Option<String>,
    ) -> Result<Connection> {
        let accepted = asked.meet(note, self.now())?;
        self.write_change(tx, actor, asked, &accepted).await?;
        store::businesses::count_answer(tx, asked.receiver, true).await?;
        Ok(accepted)
    }

    /// A request that is over, but which no job has written down yet, makes room for the next one. Where a job is at it,
    /// this waits for it and has nothing left to do.
    async fn write_expired(&self, tx: &mut Tx, before: &[Connection]) -> Result<()> {
        let now = self.now();
        let is_over = |connection: &&Connection| connection.status_at(now) != connection.status;
        let over: Vec<_> = before.iter().filter(is_over).map(|connection| connection.id).collect();
        if over.is_empty() {
            return Ok(());
        }
        let held = store::connections::hold_over(tx, &over, now).await?;
        self.expire(tx, &held).await
    }

    async fn send(
        &self,
        tx: &mut Tx,
        actor: &Actor,
        (own, membership): (&BusinessCard, &Membership),
        new: &Connection,
        day: LocalDay,
    ) -> Result<()> {
        self.take_quota(tx, (own, membership.plan), &new.market, (Counted::Request, 1), day).await?;
        store::connections::insert(tx, new).await?;
        let event = ConnectionEvent::Requested(new.snapshot(self.now()));
        self.platform.outbox.publish(tx, actor, &event).await
    }
}

/// Whether the market lets the one ask the other (B-7).
///
/// # Errors
/// 403 `NOT_ELIGIBLE`.
pub(crate) fn eligible(
    market: &Market,
    own: &BusinessCard,
    membership: &Membership,
    other: &BusinessCard,
) -> Result<(), ConnectionsError> {
    market.allows(own.country, membership.plan, other.country).map_err(|hindrance| {
        let plans = market.plans.iter().map(|plan| plan.as_str()).collect();
        ConnectionsError::NotEligible { hindrance, plans }
    })
}
