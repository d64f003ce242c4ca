//! What runs by the clock.

use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use platform::Result;
use platform::jobs::{Handler, Job, RemoteWork, Schedule, Work};

use crate::{Media, ops};

const COLLECT: &str = "media.collect";

/// Every ten minutes.
pub(crate) const COLLECT_SCHEDULE: Schedule = Schedule { handler: COLLECT, every: Duration::from_secs(600) };

/// Removes the files of pictures that nothing refers to.
pub(crate) fn collect_handler(media: &Media) -> Handler {
    Handler { name: COLLECT, hears: &[], work: Work::Remote(Arc::new(Collect(media.clone()))) }
}

struct Collect(Media);

#[async_trait]
impl RemoteWork for Collect {
    async fn run(&self, _: &Job) -> Result<()> {
        ops::collect::collect(&self.0).await
    }
}
