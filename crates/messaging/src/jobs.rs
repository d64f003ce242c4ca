//! What is done later and by the clock.

use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use chrono::TimeDelta;
use contracts::accounts::AccountEvent;
use contracts::bizconnect::ConnectionEvent;
use platform::jobs::{Handler, Job, RemoteWork, Schedule, TxWork, Work};
use platform::{Error, Result, Tx};
use uuid::Uuid;

use crate::inbox::sweep::{AGENT_GONE, AgentGone, HAND_OUT, HEAR, HandOut, Hear, WATCH, Watch};
use crate::ops::files::DELETE_FILES;
use crate::ops::operations::{DELETE_EXPORTS, EXPORT};
use crate::state::Messaging;
use crate::store;

const FOLLOW: &str = "messaging.follow_connection";
const FOLLOW_BUSINESS: &str = "messaging.follow_business";
const FOLLOW_PERSON: &str = "messaging.follow_person";
const TELL: &str = "messaging.tell";
const TIDY: &str = "messaging.tidy";

/// Months whose messages stay in the table; older partitions are taken off and kept for an operator.
const KEPT_MONTHS: i32 = 120;
/// How long the first acknowledgement of a message is known by its client id: longer than any outbox of a phone keeps it.
const SENDS_KEPT: TimeDelta = TimeDelta::days(180);
/// First contacts are counted for a day.
const CONTACTS_KEPT: TimeDelta = TimeDelta::days(2);
/// Uploads that no message carries.
const UNSENT_KEPT: TimeDelta = TimeDelta::days(1);
/// Conversations that somebody took along as a file.
const EXPORTS_KEPT: TimeDelta = TimeDelta::days(1);
/// Uploads, and files that were taken along, that one run deletes.
const BATCH: i64 = 200;

pub(crate) fn handlers(messaging: &Messaging) -> Vec<Handler> {
    let m = || messaging.clone();
    vec![
        Handler {
            name: FOLLOW,
            // A block that is taken back leads to what was before: accepted or declined.
            hears: &["connection.accepted", "connection.blocked", "connection.declined"],
            work: Work::Remote(Arc::new(Follow(m()))),
        },
        Handler {
            name: FOLLOW_BUSINESS,
            hears: &["business.deleted", "business.restored", "user.suspended", "user.reinstated"],
            work: Work::Remote(Arc::new(FollowAccounts(m()))),
        },
        Handler {
            name: FOLLOW_PERSON,
            hears: &["user.role_changed"],
            work: Work::Remote(Arc::new(FollowAccounts(m()))),
        },
        Handler { name: HEAR, hears: &[], work: Work::InTx(Arc::new(Hear(m()))) },
        Handler { name: HAND_OUT, hears: &[], work: Work::Remote(Arc::new(HandOut(m()))) },
        Handler {
            name: AGENT_GONE,
            hears: &["user.role_changed", "user.suspended", "user.erased"],
            work: Work::InTx(Arc::new(AgentGone(m()))),
        },
        Handler { name: WATCH, hears: &[], work: Work::Remote(Arc::new(Watch(m()))) },
        Handler { name: TELL, hears: &[], work: Work::InTx(Arc::new(Tell(m()))) },
        Handler { name: TIDY, hears: &[], work: Work::InTx(Arc::new(Tidy(m()))) },
        Handler { name: DELETE_FILES, hears: &[], work: Work::Remote(Arc::new(DeleteFiles(m()))) },
        Handler { name: EXPORT, hears: &[], work: Work::Remote(Arc::new(GoOnExporting(m()))) },
        Handler { name: DELETE_EXPORTS, hears: &[], work: Work::Remote(Arc::new(DeleteExports(m()))) },
    ]
}

pub(crate) fn schedules() -> Vec<Schedule> {
    vec![
        Schedule { handler: TELL, every: Duration::from_secs(30) },
        Schedule { handler: WATCH, every: Duration::from_secs(60) },
        Schedule { handler: TIDY, every: Duration::from_secs(6 * 3600) },
    ]
}

/// Makes, opens and closes the conversations of connections, and closes inboxes to who is blocked.
struct Follow(Messaging);

#[async_trait]
impl RemoteWork for Follow {
    async fn run(&self, job: &Job) -> Result<()> {
        let event = job.event.as_ref().ok_or_else(|| Error::internal("a delivery without its event"))?;
        let event: ConnectionEvent = event.decode().map_err(Error::internal)?;
        if let Some(connection) = event.connection() {
            self.0.follow_connection(connection).await?;
        }
        Ok(())
    }
}

/// Closes and opens inboxes as businesses go and come back, and as people join them and leave.
struct FollowAccounts(Messaging);

#[async_trait]
impl RemoteWork for FollowAccounts {
    async fn run(&self, job: &Job) -> Result<()> {
        let event = job.event.as_ref().ok_or_else(|| Error::internal("a delivery without its event"))?;
        match event.decode().map_err(Error::internal)? {
            AccountEvent::BusinessDeleted { business_id } => self.0.follow_business(business_id, true).await,
            AccountEvent::BusinessRestored(business) => self.0.follow_team(business.card.id).await,
            AccountEvent::Suspended { user_id } | AccountEvent::Reinstated { user_id } => {
                self.0.follow_team_of(user_id).await
            }
            AccountEvent::RoleChanged { user_id, .. } => self.0.follow_person(user_id).await,
            _ => Ok(()),
        }
    }
}

/// Tells of messages whose process died before it could.
struct Tell(Messaging);

#[async_trait]
impl TxWork for Tell {
    async fn run(&self, tx: &mut Tx, _: &Job) -> Result<()> {
        self.0.tell(tx).await?;
        Ok(())
    }
}

/// Partitions, forgotten ids, uploads that were never sent.
struct Tidy(Messaging);

#[async_trait]
impl TxWork for Tidy {
    async fn run(&self, tx: &mut Tx, _: &Job) -> Result<()> {
        let now = self.0.now();
        for done in store::post::keep_partitions(tx, now, KEPT_MONTHS).await? {
            tracing::info!(partition = done, "partitions of messages were looked after");
        }
        store::post::forget_sends(tx, now - SENDS_KEPT).await?;
        store::safety::forget_first_contacts(tx, now - CONTACTS_KEPT).await?;
        let unsent = store::files::take_unsent(tx, now - UNSENT_KEPT, BATCH).await?;
        if !unsent.is_empty() {
            platform::jobs::enqueue(tx, DELETE_FILES, "unsent", &unsent, now).await?;
        }
        let old = store::exports::take_old(tx, now - EXPORTS_KEPT, BATCH).await?;
        if !old.is_empty() {
            platform::jobs::enqueue(tx, DELETE_EXPORTS, "old", &old, now).await?;
        }
        Ok(())
    }
}

/// Deletes files whose rows are gone.
struct DeleteFiles(Messaging);

#[async_trait]
impl RemoteWork for DeleteFiles {
    async fn run(&self, job: &Job) -> Result<()> {
        let ids: Vec<Uuid> = serde_json::from_value(job.payload.clone()).map_err(Error::internal)?;
        self.0.delete_files(&ids).await
    }
}

/// Writes the next pieces of a file that somebody takes along.
struct GoOnExporting(Messaging);

#[async_trait]
impl RemoteWork for GoOnExporting {
    async fn run(&self, job: &Job) -> Result<()> {
        let id: Uuid = serde_json::from_value(job.payload.clone()).map_err(Error::internal)?;
        self.0.go_on_exporting(id).await
    }
}

/// Deletes files that were taken along, or never fetched.
struct DeleteExports(Messaging);

#[async_trait]
impl RemoteWork for DeleteExports {
    async fn run(&self, job: &Job) -> Result<()> {
        let gone: Vec<(Uuid, i32)> = serde_json::from_value(job.payload.clone()).map_err(Error::internal)?;
        self.0.delete_exports(&gone).await
    }
}
