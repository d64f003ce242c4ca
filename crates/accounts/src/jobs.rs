//! Work after the answer: carrying out sign-ups, sending messages, and clearing away what has had its time.

use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use chrono::TimeDelta;
use kernel::{Arg, Language, UserId};
use platform::jobs::{Handler, Job, RemoteWork, Schedule, TxWork, Work};
use platform::messages::OutgoingMessage;
use platform::{Error, Result, Tx};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::Accounts;
use crate::model::address::{Address, AddressKind};
use crate::model::code;
use crate::store;

pub(crate) const REGISTER: &str = "accounts.register";
pub(crate) const SEND_MESSAGE: &str = "accounts.send_message";
const TIDY: &str = "accounts.tidy";

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
    /// The password was changed.
    PasswordChanged {
        /// Whose.
        user: UserId,
    },
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
    ]
}

pub(crate) fn schedules() -> Vec<Schedule> {
    vec![Schedule { handler: TIDY, every: Duration::from_secs(3600) }]
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
    async fn run(&self, tx: &mut Tx, _: &Job) -> Result<()> {
        let now = self.0.platform.clock.now();
        // Codes are kept for as long as they count towards the day's limit.
        store::codes::forget_old(tx, now - code::PERIOD - TimeDelta::hours(1)).await?;
        store::sessions::forget_old(tx, now - TimeDelta::days(30)).await
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

impl SendMessage {
    /// To whom, in which language, which text, with which digits; `None` when nobody is to get it.
    async fn prepare(&self, message: Message) -> Result<Option<(Address, Language, &'static str, String)>> {
        let now = self.0.platform.clock.now();
        let mut tx = self.0.db.begin_system().await?;
        let (code, text, for_proved) = match message {
            Message::Verify { code } => (code, "message-verify", false),
            Message::Reset { code } => (code, "message-reset", true),
            Message::AlreadyRegistered { user } => {
                return self.to_user(&mut tx, user, "message-registered").await;
            }
            Message::PasswordChanged { user } => {
                return self.to_user(&mut tx, user, "message-password").await;
            }
        };
        let Some((typed, language)) = store::codes::destination(&mut tx, code, now).await? else {
            return Ok(None);
        };
        let kind = if typed.contains('@') { AddressKind::Email } else { AddressKind::Phone };
        let address = Address::stored(kind, typed);
        let Some(found) = store::users::by_address(&mut tx, &address).await? else { return Ok(None) };
        if !for_proved && found.verified {
            return Ok(None);
        }
        Ok(Some((address, language, text, code::digits(&self.0.platform.keys, code))))
    }

    async fn to_user(
        &self,
        tx: &mut Tx,
        user: UserId,
        text: &'static str,
    ) -> Result<Option<(Address, Language, &'static str, String)>> {
        let reach = store::users::reach(tx, user).await?;
        Ok(reach.map(|(address, language)| (address, language, text, String::new())))
    }
}
