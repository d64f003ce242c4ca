//! What the platform itself does by the clock.

use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use chrono::TimeDelta;
use platform::http::Routes;
use platform::jobs::{Handler, Job, Schedule, TxWork, Work, enqueue};
use platform::{Module, Platform, Result, Tx};

/// How long delivered events are kept, for looking back.
const EVENTS_KEPT: TimeDelta = TimeDelta::days(30);
/// How much one run removes of each kind, so that it ends in good time whatever has piled up.
const MOST: i64 = 10_000;
const FORGET_OLD: &str = "platform.forget_old";

struct ForgetOld(Arc<Platform>);

#[async_trait]
impl TxWork for ForgetOld {
    /// Removes idempotency keys after 24 hours and events after 30 days, unless a job still needs them. Where more is
    /// left, the next run follows at once.
    async fn run(&self, tx: &mut Tx, job: &Job) -> Result<()> {
        let now = self.0.clock.now();
        let answers = platform::http::idempotency::forget_old(tx, now, MOST).await?;
        let events = platform::outbox::forget_old(tx, now - EVENTS_KEPT, MOST).await?;
        if answers.max(events) >= MOST.unsigned_abs() {
            enqueue(tx, FORGET_OLD, &job.ordering_key, &job.payload, now).await?;
        }
        Ok(())
    }
}

/// The platform's own module.
pub(crate) fn module(platform: &Arc<Platform>) -> Module {
    let work = Work::InTx(Arc::new(ForgetOld(platform.clone())));
    Module {
        name: "platform",
        routes: Routes::new("platform"),
        handlers: vec![Handler { name: FORGET_OLD, hears: &[], work }],
        schedules: vec![Schedule { handler: FORGET_OLD, every: Duration::from_secs(3600) }],
        live: platform::sockets::Live::default(),
    }
}

#[cfg(test)]
mod tests {
    use kernel::Clock;
    use testkit::TestApp;

    use super::*;

    #[tokio::test]
    async fn what_has_piled_up_goes_at_one_tick_however_much_it_is() {
        let migrations = || vec![platform::migrate::platform()];
        let app = TestApp::start(migrations, &[&testkit::WEB_TEXTS], |platform| vec![module(platform)]).await;
        let mut tx = app.db().begin_system().await.expect("a transaction");
        sqlx::query(
            "INSERT INTO platform.idempotency (scope, key, digest, status, body, created_at)
             SELECT 'of nobody', n::text, '', 201, '', $1 FROM generate_series(1, $2) AS n",
        )
        .bind(app.clock.now() - TimeDelta::days(2))
        .bind(2 * MOST + 1)
        .execute(&mut *tx)
        .await
        .expect("written");
        tx.commit().await.expect("committed");
        app.drain().await;
        let mut tx = app.db().begin_system().await.expect("a transaction");
        let left: i64 = sqlx::query_scalar("SELECT count(*) FROM platform.idempotency")
            .fetch_one(&mut *tx)
            .await
            .expect("countable");
        assert_eq!(left, 0);
        assert_eq!(app.jobs_left().await, Vec::<String>::new());
    }
}
