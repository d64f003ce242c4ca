//! Work after the answer: carrying out sign-ups, sending messages, and clearing away what has had its time.

use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use chrono::TimeDelta;
use contracts::media::MediaEvent;
use kernel::{Arg, Language, UserId};
use platform::jobs::{Handler, Job, RemoteWork, Schedule, TxWork, Work};
use platform::messages::OutgoingMessage;
use platform::{Error, Result, Tx};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::Accounts;
use crate::model::address::{Address, AddressKind};
use crate::model::code::{self, Purpose};
use crate::model::verification::PAPERS_KEPT;
use crate::store;

pub(crate) const REGISTER: &str = "accounts.register";
pub(crate) const SEND_MESSAGE: &str = "accounts.send_message";
const TIDY: &str = "accounts.tidy";
const PURGE: &str = "accounts.purge_businesses";
/// Deletes files of papers whose rows are gone.
pub(crate) const DELETE_PAPERS: &str = "accounts.delete_papers";
/// Takes a deleted picture off the businesses whose logo it is.
const DROP_LOGO: &str = "accounts.drop_logo";
/// Longer than any request takes that had still found the picture.
const LAST_LOOK: TimeDelta = TimeDelta::minutes(5);
/// How many papers one run of the tidying forgets; where more are left, the next run follows at once.
const MOST_PAPERS_PER_RUN: i64 = 200;
/// The same of sessions.
const MOST_SESSIONS_PER_RUN: i64 = 10_000;

/// A message to be sent. Addresses and digits stand in the domain's own tables, so that the queue tells nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub(crate) enum Message {
    /// The code that proves the address of a new account; to nobody if the address has no account that waits for it.
    Verify {
        /// Which code.
        code: Uuid,
    },
    /// The code that lets somebody set a new password; to nobody if the address has no account.
    Reset {
        /// Which code.
        code: Uuid,
    },
    /// Somebody signed up with an address that has an account.
    AlreadyRegistered {
        /// Whose.
        user: UserId,
    },
    /// The code that proves a further address of an account; to its owner something else if it is another account's.
    Contact {
        /// Which code.
        code: Uuid,
        /// The account that asked.
        user: UserId,
    },
    /// An address that was given up, or replaced by another one.
    FormerContact {
        /// Which.
        former: Uuid,
    },
    /// Another address of the account was added, changed or removed.
    ContactsChanged {
        /// Whose.
        user: UserId,
        /// The kind of address that this is told to, which is not the one that changed.
        to: AddressKind,
    },
    /// The password was changed.
    PasswordChanged {
        /// Whose.
        user: UserId,
    },
    /// There is news about the level of a business.
    VerificationAnswered {
        /// Who sent its papers, or leads it.
        user: UserId,
    },
    /// An admin has decided about the role that somebody asked for.
    RoleAnswered {
        /// Who asked.
        user: UserId,
        /// Whether they have it now.
        granted: bool,
    },
}

impl Message {
    /// The message that brings a code.
    pub(crate) fn code(purpose: Purpose, code: Uuid) -> Self {
        match purpose {
            Purpose::Verify => Self::Verify { code },
            Purpose::Reset => Self::Reset { code },
            Purpose::Contact(user) => Self::Contact { code, user },
        }
    }
}

/// A sign-up to be carried out.
#[derive(Debug, Clone, Copy, Serialize, Deserialize)]
pub(crate) struct RegisterJob {
    /// Which.
    pub registration: Uuid,
}

pub(crate) fn handlers(accounts: &Accounts) -> Vec<Handler> {
    vec![
        Handler { name: REGISTER, hears: &[], work: Work::InTx(Arc::new(Register(accounts.clone()))) },
        Handler {
            name: SEND_MESSAGE,
            hears: &[],
            work: Work::Remote(Arc::new(SendMessage(accounts.clone()))),
        },
        Handler { name: TIDY, hears: &[], work: Work::InTx(Arc::new(Tidy(accounts.clone()))) },
        Handler { name: PURGE, hears: &[], work: Work::InTx(Arc::new(Purge(accounts.clone()))) },
        Handler {
            name: DELETE_PAPERS,
            hears: &[],
            work: Work::Remote(Arc::new(DeletePapers(accounts.clone()))),
        },
        Handler {
            name: DROP_LOGO,
            hears: &["media.deleted"],
            work: Work::InTx(Arc::new(DropLogo(accounts.clone()))),
        },
    ]
}

pub(crate) fn schedules() -> Vec<Schedule> {
    let hour = Duration::from_secs(3600);
    vec![Schedule { handler: TIDY, every: hour }, Schedule { handler: PURGE, every: hour }]
}

struct Register(Accounts);

#[async_trait]
impl TxWork for Register {
    async fn run(&self, tx: &mut Tx, job: &Job) -> Result<()> {
        let wanted: RegisterJob = serde_json::from_value(job.payload.clone()).map_err(Error::internal)?;
        self.0.carry_out_registration(tx, wanted.registration).await
    }
}

struct Tidy(Accounts);

#[async_trait]
impl TxWork for Tidy {
    async fn run(&self, tx: &mut Tx, job: &Job) -> Result<()> {
        let now = self.0.platform.clock.now();
        // Codes are kept for as long as they count towards the day's limit.
        store::codes::forget_old(tx, now - code::PERIOD - TimeDelta::hours(1)).await?;
        store::contacts::forget_former(tx, now - TimeDelta::days(30)).await?;
        let papers = store::verifications::forget_papers(tx, now - PAPERS_KEPT, MOST_PAPERS_PER_RUN).await?;
        self.0.delete_papers_later(tx, &papers).await?;
        let then = now - TimeDelta::days(30);
        let sessions = store::sessions::forget_old(tx, then, MOST_SESSIONS_PER_RUN).await?;
        if papers.len() as i64 == MOST_PAPERS_PER_RUN || sessions == MOST_SESSIONS_PER_RUN.unsigned_abs() {
            again(tx, job, &self.0).await?;
        }
        Ok(())
    }
}

/// More has piled up than one run deals with: the next one follows at once.
async fn again(tx: &mut Tx, job: &Job, accounts: &Accounts) -> Result<()> {
    let now = accounts.platform.clock.now();
    platform::jobs::enqueue(tx, &job.handler, &job.ordering_key, &job.payload, now).await
}

struct Purge(Accounts);

#[async_trait]
impl TxWork for Purge {
    async fn run(&self, tx: &mut Tx, job: &Job) -> Result<()> {
        let more_businesses = self.0.purge_businesses(tx).await?;
        let more_users = self.0.erase_users(tx).await?;
        if more_businesses || more_users {
            again(tx, job, &self.0).await?;
        }
        Ok(())
    }
}

struct DeletePapers(Accounts);

#[async_trait]
impl RemoteWork for DeletePapers {
    async fn run(&self, job: &Job) -> Result<()> {
        let papers: Vec<Uuid> = serde_json::from_value(job.payload.clone()).map_err(Error::internal)?;
        self.0.delete_papers(&papers).await
    }
}

/// At once, and once more when every request that had still found the picture has ended (L-8).
struct DropLogo(Accounts);

#[async_trait]
impl TxWork for DropLogo {
    async fn run(&self, tx: &mut Tx, job: &Job) -> Result<()> {
        let gone = match &job.event {
            Some(event) => {
                let MediaEvent::Deleted { id, .. } = event.decode().map_err(Error::internal)?;
                let later = self.0.platform.clock.now() + LAST_LOOK;
                platform::jobs::enqueue(tx, DROP_LOGO, &event.aggregate, &id, later).await?;
                id
            }
            None => serde_json::from_value(job.payload.clone()).map_err(Error::internal)?,
        };
        self.0.drop_logo(tx, gone).await
    }
}

struct SendMessage(Accounts);

#[async_trait]
impl RemoteWork for SendMessage {
    async fn run(&self, job: &Job) -> Result<()> {
        let message: Message = serde_json::from_value(job.payload.clone()).map_err(Error::internal)?;
        let Some((address, language, text, digits)) = self.prepare(message).await? else { return Ok(()) };
        let texts = &self.0.platform.texts;
        let site = self.0.platform.config.server.public_url.clone();
        let args = [
            ("code", Arg::Text(digits)),
            ("minutes", Arg::Number(code::LIFE.num_minutes())),
            ("site", Arg::Text(site)),
        ];
        let channel = address.kind().channel();
        let form = match address.kind() {
            AddressKind::Email => "mail",
            AddressKind::Phone => "sms",
        };
        let outgoing = OutgoingMessage {
            channel,
            to: address.as_str().to_owned(),
            subject: texts.with(language, &format!("accounts-{text}-subject"), &args),
            body: texts.with(language, &format!("accounts-{text}-{form}"), &args),
        };
        self.0.platform.messages.send(&outgoing).await
    }
}

/// To whom, in which language, which text, with which digits.
type Prepared = (Address, Language, &'static str, String);

impl SendMessage {
    /// What is to be sent; `None` when nobody is to get it.
    async fn prepare(&self, message: Message) -> Result<Option<Prepared>> {
        let mut tx = self.0.db.begin_system().await?;
        let told = |(address, language), text| (address, language, text, String::new());
        Ok(match message {
            Message::Verify { code } => self.coded(&mut tx, code, "message-verify").await?,
            Message::Reset { code } => self.coded(&mut tx, code, "message-reset").await?,
            Message::Contact { code, user } => self.for_contact(&mut tx, code, user).await?,
            Message::AlreadyRegistered { user } => {
                store::users::reach(&mut tx, user).await?.map(|reach| told(reach, "message-registered"))
            }
            Message::PasswordChanged { user } => {
                store::users::reach(&mut tx, user).await?.map(|reach| told(reach, "message-password"))
            }
            Message::VerificationAnswered { user } => {
                store::users::reach(&mut tx, user).await?.map(|reach| told(reach, "message-verification"))
            }
            Message::RoleAnswered { user, granted } => {
                let text = if granted { "message-role-given" } else { "message-role-refused" };
                store::users::reach(&mut tx, user).await?.map(|reach| told(reach, text))
            }
            Message::FormerContact { former } => store::contacts::former(&mut tx, former)
                .await?
                .map(|reach| told(reach, "message-contact-gone")),
            Message::ContactsChanged { user, to } => {
                let reach = store::contacts::reach(&mut tx, user, to).await?;
                reach.map(|reach| told(reach, "message-contacts"))
            }
        })
    }

    async fn destination(&self, tx: &mut Tx, code: Uuid) -> Result<Option<(Address, Language)>> {
        let found = store::codes::destination(tx, code, self.0.platform.clock.now()).await?;
        Ok(found.map(|(typed, language)| {
            let kind = if typed.contains('@') { AddressKind::Email } else { AddressKind::Phone };
            (Address::stored(kind, typed), language)
        }))
    }

    fn digits(&self, code: Uuid) -> String {
        code::digits(&self.0.platform.keys, code)
    }

    /// A code for the owner of an account: to an unproved address to prove it, to any for a new password.
    async fn coded(&self, tx: &mut Tx, code: Uuid, text: &'static str) -> Result<Option<Prepared>> {
        let Some((address, language)) = self.destination(tx, code).await? else { return Ok(None) };
        let Some(found) = store::users::by_address(tx, &address).await? else { return Ok(None) };
        let wanted = text == "message-reset" || !found.verified;
        Ok(wanted.then(|| (address, language, text, self.digits(code))))
    }

    /// A code for a further address, unless another account has proved that address: its owner learns of the try.
    async fn for_contact(&self, tx: &mut Tx, code: Uuid, user: UserId) -> Result<Option<Prepared>> {
        let Some((address, language)) = self.destination(tx, code).await? else { return Ok(None) };
        let owner = store::users::by_address(tx, &address).await?.filter(|found| found.verified);
        Ok(match owner {
            Some(found) if found.user_id != user => {
                Some((address, language, "message-contact-taken", String::new()))
            }
            Some(_) | None => Some((address, language, "message-contact", self.digits(code))),
        })
    }
}
