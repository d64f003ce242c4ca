//! What processes say to each other: through PostgreSQL, or through Redis when it is configured (M-8).
//!
//! Frames wait in a queue while the batch before them is on its way, so that under load many go at once. Redis is only
//! believed when as many processes heard as there are: otherwise, and while it is away, the same batch goes through
//! PostgreSQL too. What cannot be said at all is owned up to (`Missed`), so that clients ask for what they missed.

use std::borrow::Cow;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use kernel::{SessionId, UserId};
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use tokio::sync::mpsc;
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

use super::bus_postgres;
use super::bus_redis::Redis;
use super::room::Room;
use crate::db::Db;
use crate::module::Platform;

/// Frames that wait to be said; beyond that the others are told to ask.
const LONGEST_QUEUE: usize = 8192;
/// Bytes of a batch, so that as a rule it fits into one NOTIFY.
const BATCH: usize = 7_500;

/// Something that concerns sockets of every process.
#[derive(Debug, Serialize, Deserialize)]
pub(super) enum Frame {
    /// An event for rooms.
    Emit { rooms: Vec<Room>, event: Cow<'static, str>, payload: Box<RawValue> },
    /// These sockets are over.
    Disconnect { user: UserId, session: Option<SessionId> },
    /// These sockets may not read there any more.
    Evict { user: UserId, room: Room },
    /// Something was not said.
    Missed,
}

/// Does what another process said.
pub(super) type Deliver = Arc<dyn Fn(Frame) + Send + Sync>;

/// The way to the other processes.
pub(super) struct Bus {
    /// This process.
    pub(super) process: Uuid,
    /// How many other processes take sockets.
    peers: AtomicUsize,
    missed: AtomicBool,
    queue: mpsc::Sender<String>,
    waiting: Mutex<Option<mpsc::Receiver<String>>>,
    /// Cancelled when the others can hear us and we them.
    ready: CancellationToken,
}

impl Bus {
    pub(super) fn new(process: Uuid) -> Arc<Self> {
        let (queue, waiting) = mpsc::channel(LONGEST_QUEUE);
        Arc::new(Self {
            process,
            peers: AtomicUsize::new(0),
            missed: AtomicBool::new(false),
            queue,
            waiting: Mutex::new(Some(waiting)),
            ready: CancellationToken::new(),
        })
    }

    /// Whether there is anybody to tell.
    pub(super) fn has_peers(&self) -> bool {
        self.peers.load(Ordering::Relaxed) > 0
    }

    pub(super) fn set_peers(&self, peers: usize) {
        self.peers.store(peers, Ordering::Relaxed);
    }

    /// Who cannot count the others takes it that there are some.
    pub(super) fn suppose_peers(&self) {
        self.peers.fetch_max(1, Ordering::Relaxed);
    }

    fn peers(&self) -> usize {
        self.peers.load(Ordering::Relaxed)
    }

    /// Says it to the others, soon.
    pub(super) fn send(&self, frame: &Frame) {
        if !self.has_peers() {
            return;
        }
        let queued = serde_json::to_string(frame).is_ok_and(|text| self.queue.try_send(text).is_ok());
        if !queued {
            metrics::counter!("pushnchat_live_dropped", "what" => "frame").increment(1);
            self.missed.store(true, Ordering::Release);
        }
    }

    /// Resolves when this process hears the others and they know of it.
    pub(super) async fn ready(&self) {
        self.ready.cancelled().await;
    }
}

/// Speaks and listens until `stop`.
pub(super) fn run(bus: &Arc<Bus>, platform: &Arc<Platform>, deliver: Deliver, stop: CancellationToken) {
    let Some(waiting) = bus.waiting.lock().unwrap_or_else(PoisonError::into_inner).take() else { return };
    bus.suppose_peers();
    let db = platform.db("platform");
    let heard = {
        let bus = bus.clone();
        move |text: &str| bus.hear(text, &deliver)
    };
    let heard: Heard = Arc::new(heard);
    let redis = platform.config.redis_url.as_deref().and_then(|url| {
        Redis::new(url).inspect_err(|error| tracing::error!(%error, "redis.url cannot be used")).ok()
    });
    if let Some(redis) = &redis {
        tokio::spawn(redis.clone().listen(bus.process, heard.clone(), stop.clone()));
    }
    let (ready, process) = (bus.ready.clone(), bus.process);
    tokio::spawn(bus_postgres::listen(db.clone(), process, heard, ready, stop.clone()));
    tokio::spawn(speak(bus.clone(), waiting, db, redis, stop));
}

/// Takes a batch that was heard, without the sender's id.
pub(super) type Heard = Arc<dyn Fn(&str) + Send + Sync>;

impl Bus {
    fn hear(&self, batch: &str, deliver: &Deliver) {
        // Whoever speaks lives.
        self.suppose_peers();
        match serde_json::from_str::<Vec<Frame>>(batch) {
            Ok(frames) => frames.into_iter().for_each(|frame| deliver(frame)),
            Err(error) => tracing::warn!(%error, "another process said what this one does not understand"),
        }
    }
}

async fn speak(
    bus: Arc<Bus>,
    mut waiting: mpsc::Receiver<String>,
    db: Db,
    redis: Option<Redis>,
    stop: CancellationToken,
) {
    loop {
        let first = tokio::select! {
            () = stop.cancelled() => return,
            first = waiting.recv() => first,
        };
        let Some(first) = first else { return };
        let mut batch = String::with_capacity(first.len() + 2);
        batch.push('[');
        if bus.missed.swap(false, Ordering::AcqRel) {
            batch.push_str("\"Missed\",");
        }
        batch.push_str(&first);
        while batch.len() < BATCH {
            let Ok(next) = waiting.try_recv() else { break };
            batch.push(',');
            batch.push_str(&next);
        }
        batch.push(']');
        let mut pause = Duration::from_millis(50);
        while !say(&bus, &db, redis.as_ref(), &batch).await {
            tokio::select! { () = stop.cancelled() => return, () = tokio::time::sleep(pause) => {} }
            pause = (pause * 2).min(Duration::from_secs(2));
        }
    }
}

/// Whether the others were told.
async fn say(bus: &Bus, db: &Db, redis: Option<&Redis>, batch: &str) -> bool {
    if let Some(redis) = redis {
        match redis.publish(bus.process, batch).await {
            // All others heard it, and we ourselves.
            Ok(hearers) if hearers > bus.peers() => return true,
            Ok(_) => {}
            Err(error) => tracing::debug!(%error, "Redis is away; PostgreSQL carries the live events"),
        }
    }
    match bus_postgres::notify(db, bus.process, batch).await {
        Ok(()) => true,
        Err(error) => {
            tracing::debug!(%error, "live events wait for the database");
            false
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_frame_survives_the_way() {
        let payload = serde_json::value::to_raw_value(&serde_json::json!({ "seq": 7 })).expect("JSON");
        let room = Room::User(UserId(Uuid::from_u128(1)));
        let frame = Frame::Emit { rooms: vec![room], event: "message.sent".into(), payload };
        let text = format!("[{},\"Missed\"]", serde_json::to_string(&frame).expect("JSON"));
        let frames: Vec<Frame> = serde_json::from_str(&text).expect("frames");
        let [Frame::Emit { rooms, event, payload }, Frame::Missed] = frames.as_slice() else {
            panic!("{frames:?}");
        };
        assert_eq!(
            (rooms.as_slice(), event.as_ref(), payload.get()),
            (&[room][..], "message.sent", r#"{"seq":7}"#)
        );
    }

    #[test]
    fn who_is_alone_says_nothing() {
        let bus = Bus::new(Uuid::nil());
        bus.send(&Frame::Missed);
        let mut waiting = bus.waiting.lock().expect("not poisoned").take().expect("not taken");
        assert!(waiting.try_recv().is_err());
        bus.set_peers(1);
        bus.send(&Frame::Missed);
        assert_eq!(waiting.try_recv().as_deref(), Ok("\"Missed\""));
    }
}
