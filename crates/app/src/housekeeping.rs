//! What the platform itself does by the clock.

use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use chrono::TimeDelta;
use platform::http::Routes;
use platform::jobs::{Handler, Job, Schedule, TxWork, Work};
use platform::{Module, Platform, Result, Tx};

/// How long delivered events are kept, for looking back.
const EVENTS_KEPT: TimeDelta = TimeDelta::days(30);

struct ForgetOld(Arc<Platform>);

#[async_trait]
impl TxWork for ForgetOld {
    /// Removes idempotency keys after 24 hours and events after 30 days, unless a job still needs them.
    async fn run(&self, tx: &mut Tx, _: &Job) -> Result<()> {
        let now = self.0.clock.now();
        platform::http::idempotency::forget_old(tx, now).await?;
        platform::outbox::forget_old(tx, now - EVENTS_KEPT).await
    }
}

/// The platform's own module.
pub(crate) fn module(platform: &Arc<Platform>) -> Module {
    let name = "platform.forget_old";
    Module {
        name: "platform",
        routes: Routes::new("platform"),
        handlers: vec![Handler { name, hears: &[], work: Work::InTx(Arc::new(ForgetOld(platform.clone()))) }],
        schedules: vec![Schedule { handler: name, every: Duration::from_secs(3600) }],
        live: platform::sockets::Live::default(),
    }
}
