//! PUBLISH and SUBSCRIBE between processes, for installations that have Redis.

use std::time::Duration;

use futures_util::StreamExt;
use redis::aio::{ConnectionManager, ConnectionManagerConfig};
use redis::{Client, RedisError};
use tokio::sync::OnceCell;
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

use super::bus::Heard;

const CHANNEL: &str = "pushnchat:live";
/// Length of a process id at the start of every payload.
const ID: usize = 36;
/// A Redis that takes longer counts as away.
const PATIENCE: Duration = Duration::from_millis(500);

/// The way over Redis. Cheap to clone.
#[derive(Clone)]
pub(super) struct Redis {
    client: Client,
    speaker: std::sync::Arc<OnceCell<ConnectionManager>>,
}

impl Redis {
    pub(super) fn new(url: &str) -> Result<Self, RedisError> {
        Ok(Self { client: Client::open(url)?, speaker: std::sync::Arc::default() })
    }

    /// Tells a batch; returns how many processes heard it, this one among them.
    pub(super) async fn publish(&self, process: Uuid, batch: &str) -> Result<usize, RedisError> {
        let connect = || {
            let config = ConnectionManagerConfig::new()
                .set_number_of_retries(1)
                .set_connection_timeout(Some(PATIENCE))
                .set_response_timeout(Some(PATIENCE));
            ConnectionManager::new_with_config(self.client.clone(), config)
        };
        let mut speaker = self.speaker.get_or_try_init(connect).await?.clone();
        redis::cmd("PUBLISH").arg(CHANNEL).arg(format!("{process}{batch}")).query_async(&mut speaker).await
    }

    /// Hears batches of other processes until `stop`, however often Redis goes and comes back.
    pub(super) async fn listen(self, process: Uuid, heard: Heard, stop: CancellationToken) {
        let own = process.to_string();
        let mut lost = false;
        loop {
            let hearing = async {
                let mut listener = self.client.get_async_pubsub().await?;
                listener.subscribe(CHANNEL).await?;
                if lost {
                    heard("[\"Missed\"]");
                }
                let mut messages = listener.on_message();
                while let Some(message) = messages.next().await {
                    let payload: String = message.get_payload()?;
                    match payload.split_at_checked(ID) {
                        Some((sender, batch)) if sender != own => heard(batch),
                        _ => {}
                    }
                }
                Ok::<_, RedisError>(())
            };
            tokio::select! {
                () = stop.cancelled() => return,
                ended = hearing => if let Err(error) = ended {
                    tracing::debug!(%error, "Redis is away");
                }
            }
            lost = true;
            tokio::select! { () = stop.cancelled() => return, () = tokio::time::sleep(Duration::from_secs(1)) => {} }
        }
    }
}
