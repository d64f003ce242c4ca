//! Work after the answer: hearing events, waking for messages, sending what is due, and upkeep.

use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use chrono::TimeDelta;
use contracts::accounts::AccountEvent;
use platform::jobs::{Handler, Job, RemoteWork, Schedule, TxWork, Work};
use platform::{Error, Result, Tx};

use crate::channels::{SEND_LETTER, SendLetter};
use crate::model::device::FORGOTTEN_AFTER;
use crate::subscribe::{HEARS, Hear};
use crate::unseen::{Ripen, Wait, Wake};
use crate::{Notifications, store};

const HEAR: &str = "notifications.hear";
const WAIT: &str = "notifications.wait";
pub(crate) const RIPEN: &str = "notifications.ripen";
pub(crate) const WAKE: &str = "notifications.wake";
const DELIVER: &str = "notifications.deliver";
const ERASE: &str = "notifications.erase";
const FORGET_DEVICES: &str = "notifications.forget_devices";
const TIDY: &str = "notifications.tidy";

/// How long a notification is kept after its last news, and how late an event may be delivered again without telling
/// twice.
const KEPT: TimeDelta = TimeDelta::days(90);

pub(crate) fn handlers(notifications: &Notifications) -> Vec<Handler> {
    let of = |name, hears, work| Handler { name, hears, work };
    let all = || notifications.clone();
    let (platform, people) = (notifications.platform.clone(), notifications.ports.people.clone());
    let letters = SendLetter { platform, people };
    vec![
        of(HEAR, HEARS, Work::Remote(Arc::new(Hear(all())))),
        of(WAIT, &["message.sent"], Work::InTx(Arc::new(Wait))),
        of(RIPEN, &[], Work::InTx(Arc::new(Ripen(all())))),
        of(WAKE, &[], Work::Remote(Arc::new(Wake(all())))),
        of(DELIVER, &[], Work::Remote(Arc::new(Deliver(all())))),
        of(ERASE, &["user.erased"], Work::InTx(Arc::new(Erase))),
        of(FORGET_DEVICES, &["session.revoked", "user.suspended"], Work::InTx(Arc::new(ForgetDevices))),
        of(TIDY, &[], Work::InTx(Arc::new(Tidy(all())))),
        of(SEND_LETTER, &[], Work::Remote(Arc::new(letters))),
    ]
}

pub(crate) fn schedules() -> Vec<Schedule> {
    vec![
        // What waits for the end of quiet hours, for a digest, for a pause between bursts, or for another try.
        Schedule { handler: DELIVER, every: Duration::from_secs(15) },
        Schedule { handler: TIDY, every: Duration::from_secs(3600) },
    ]
}

struct Deliver(Notifications);

#[async_trait]
impl RemoteWork for Deliver {
    async fn run(&self, _: &Job) -> Result<()> {
        self.0.deliver_due().await
    }
}

struct Erase;

#[async_trait]
impl TxWork for Erase {
    async fn run(&self, tx: &mut Tx, job: &Job) -> Result<()> {
        let Some(event) = &job.event else { return Ok(()) };
        let AccountEvent::Erased { user_id } = event.decode().map_err(Error::internal)? else {
            return Ok(());
        };
        store::upkeep::erase(tx, user_id).await?;
        tx.announce("notification.erased", &crate::centre_of(user_id)).await
    }
}

/// Whoever has signed out is not told on that phone any more.
struct ForgetDevices;

#[async_trait]
impl TxWork for ForgetDevices {
    async fn run(&self, tx: &mut Tx, job: &Job) -> Result<()> {
        let Some(event) = &job.event else { return Ok(()) };
        match event.decode().map_err(Error::internal)? {
            AccountEvent::SessionRevoked { user_id, session_id: Some(session) } => {
                store::devices::forget_session(tx, user_id, session).await
            }
            AccountEvent::SessionRevoked { user_id, session_id: None }
            | AccountEvent::Suspended { user_id } => {
                store::devices::forget_all(tx, user_id, event.occurred_at).await
            }
            _ => Ok(()),
        }
    }
}

struct Tidy(Notifications);

#[async_trait]
impl TxWork for Tidy {
    async fn run(&self, tx: &mut Tx, _: &Job) -> Result<()> {
        let now = self.0.platform.clock.now();
        store::devices::forget_unseen(tx, now - FORGOTTEN_AFTER).await?;
        store::upkeep::forget_old(tx, now - KEPT).await
    }
}
