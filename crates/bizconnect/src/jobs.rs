//! What time does to connections. Nothing a reader sees waits for these jobs: they write down what is true already,
//! and tell the other domains.

use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use chrono::TimeDelta;
use contracts::bizconnect::ConnectionEvent;
use kernel::Actor;
use platform::jobs::{Handler, Job, Schedule, TxWork, Work};
use platform::{Result, Tx};

use crate::state::BizConnect;
use crate::store;

const SWEEP: &str = "bizconnect.sweep";
const FORGET: &str = "bizconnect.forget";
/// Connections that one run takes of each kind; what is left waits for the next.
const BATCH: i64 = 1000;
/// Counters are kept for looking back a year, what was shown for as long as it counts.
const USAGE_KEPT: TimeDelta = TimeDelta::days(400);
const SEEN_KEPT: TimeDelta = TimeDelta::days(3);
/// A listing that has ended is kept so long, so that a late event does not bring it back.
const LISTINGS_KEPT: TimeDelta = TimeDelta::days(40);

pub(crate) fn handlers(connections: &BizConnect) -> Vec<Handler> {
    let handler = |name, work: Arc<dyn TxWork>| Handler { name, hears: &[], work: Work::InTx(work) };
    vec![
        handler(SWEEP, Arc::new(Sweep(connections.clone()))),
        handler(FORGET, Arc::new(Forget(connections.clone()))),
    ]
}

pub(crate) fn schedules() -> Vec<Schedule> {
    vec![
        Schedule { handler: SWEEP, every: Duration::from_secs(60) },
        Schedule { handler: FORGET, every: Duration::from_secs(24 * 3600) },
    ]
}

/// Writes down which requests nobody answered, and has receivers reminded of those that wait.
struct Sweep(BizConnect);

#[async_trait]
impl TxWork for Sweep {
    async fn run(&self, tx: &mut Tx, _: &Job) -> Result<()> {
        let now = self.0.now();
        let over = store::connections::hold_expired(tx, now, BATCH).await?;
        self.0.expire(tx, &over).await?;
        for waiting in store::connections::take_reminders(tx, now, BATCH).await? {
            let event = ConnectionEvent::Reminded(waiting.snapshot(now));
            self.0.platform.outbox.publish(tx, &Actor::Anonymous, &event).await?;
        }
        Ok(())
    }
}

struct Forget(BizConnect);

#[async_trait]
impl TxWork for Forget {
    async fn run(&self, tx: &mut Tx, _: &Job) -> Result<()> {
        let now = self.0.now();
        store::usage::forget(tx, (now - USAGE_KEPT).date_naive(), (now - SEEN_KEPT).date_naive()).await?;
        store::businesses::forget_over(tx, now - LISTINGS_KEPT).await
    }
}
