//! PUBLISH and SUBSCRIBE between processes, for installations that have Redis. On connections of their own: what the
//! cache does never holds up a live event.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use futures_util::StreamExt;
use redis::aio::MultiplexedConnection;
use redis::{AsyncConnectionConfig, Client, RedisError};
use tokio::time::Instant;
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

use super::bus::Heard;

const CHANNEL: &str = "pushnchat:live";
/// Length of a process id at the start of every payload.
const ID: usize = 36;
/// A Redis that takes longer counts as away.
const PATIENCE: Duration = Duration::from_millis(500);
/// So long a Redis that is away is left alone, for each try costs time that live events wait.
const REST: Duration = Duration::from_secs(1);

/// The way over Redis. Cheap to clone.
#[derive(Clone)]
pub(super) struct Redis {
    client: Client,
    /// Whether this process is among the hearers.
    hears: bool,
    speaker: Arc<Mutex<Speaker>>,
}

/// What is spoken through, or until when nothing is.
enum Speaker {
    Open(MultiplexedConnection),
    Resting(Option<Instant>),
}

impl Redis {
    pub(super) fn new(url: &str, hears: bool) -> Result<Self, RedisError> {
        let speaker = Arc::new(Mutex::new(Speaker::Resting(None)));
        Ok(Self { client: Client::open(url)?, hears, speaker })
    }

    /// Tells a batch; whether that many others heard it.
    pub(super) async fn told(&self, process: Uuid, batch: &str, others: usize) -> bool {
        let open = match &*self.speaker.lock().unwrap_or_else(PoisonError::into_inner) {
            Speaker::Open(connection) => Some(connection.clone()),
            Speaker::Resting(Some(until)) if Instant::now() < *until => return false,
            Speaker::Resting(_) => None,
        };
        let publish = async {
            let mut connection = match open {
                Some(connection) => connection,
                None => self.open().await?,
            };
            let payload = format!("{process}{batch}");
            redis::cmd("PUBLISH").arg(CHANNEL).arg(payload).query_async::<usize>(&mut connection).await
        };
        match publish.await {
            Ok(hearers) => hearers >= others + usize::from(self.hears),
            Err(error) => {
                tracing::debug!(%error, "Redis is away; PostgreSQL carries the live events");
                metrics::counter!("pushnchat_redis_errors_total", "of" => "live").increment(1);
                *self.speaker.lock().unwrap_or_else(PoisonError::into_inner) =
                    Speaker::Resting(Some(Instant::now() + REST));
                false
            }
        }
    }

    async fn open(&self) -> Result<MultiplexedConnection, RedisError> {
        let config = AsyncConnectionConfig::new()
            .set_connection_timeout(Some(PATIENCE))
            .set_response_timeout(Some(PATIENCE));
        let connection = self.client.get_multiplexed_async_connection_with_config(&config).await?;
        *self.speaker.lock().unwrap_or_else(PoisonError::into_inner) = Speaker::Open(connection.clone());
        Ok(connection)
    }

    /// Hears batches of other processes until `stop`, however often Redis goes and comes back. `tried` is cancelled as
    /// soon as this process hears, or knows that it does not.
    pub(super) async fn listen(
        self,
        process: Uuid,
        heard: Heard,
        tried: CancellationToken,
        stop: CancellationToken,
    ) {
        let own = process.to_string();
        let mut lost = false;
        loop {
            let hearing = async {
                let subscribe = async {
                    let mut listener = self.client.get_async_pubsub().await?;
                    listener.subscribe(CHANNEL).await?;
                    Ok::<_, RedisError>(listener)
                };
                let Ok(subscribed) = tokio::time::timeout(4 * PATIENCE, subscribe).await else {
                    return Ok(());
                };
                let mut listener = subscribed?;
                if lost {
                    heard("[\"Missed\"]");
                }
                tried.cancel();
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
            tried.cancel();
            tokio::select! { () = stop.cancelled() => return, () = tokio::time::sleep(REST) => {} }
        }
    }
}
