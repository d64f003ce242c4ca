//! What processes say to each other: through PostgreSQL, or through Redis when it is configured (M-8).
//!
//! Frames wait in a queue while the batch before them is on its way, so that under load many go at once. Redis is only
//! believed when as many processes heard as there are: otherwise, and while it is away, the same batch goes through
//! PostgreSQL too, and those who have heard it take it once. What cannot be said at all is owned up to (`Missed`), so
//! that clients ask for what they missed.
//!
//! A process that is alone says nothing. So a new one greets the others (`Hello`), and takes sockets only when each of
//! them has said that it knows (`Welcome`).

use std::borrow::Cow;
use std::collections::{HashSet, VecDeque};
use std::sync::atomic::{AtomicBool, AtomicU64, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use kernel::{SessionId, UserId};
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use tokio::sync::{Notify, mpsc};
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

use super::bus_postgres;
use super::bus_redis::Redis;
use super::room::Room;
use crate::db::Db;
use crate::error::Result;
use crate::module::Platform;

/// Frames that wait to be said; beyond that the others are told to ask.
const LONGEST_QUEUE: usize = 8192;
/// How long a greeting waits for its answers before it is said again.
const GREET_AGAIN: Duration = Duration::from_millis(250);
/// Bytes of a batch, so that as a rule it fits into one NOTIFY.
const BATCH: usize = 7_500;
/// Batches that are known again: both ways take milliseconds, saying something again some seconds.
const BATCHES_KNOWN: usize = 1024;

/// Something that concerns sockets of every process.
#[derive(Debug, Serialize, Deserialize)]
pub(super) enum Frame {
    /// Begins a batch: whoever has heard this one passes it over, for it may come by both ways, or be said again.
    Batch(Uuid),
    /// An event for rooms.
    Emit {
        rooms: Vec<Room>,
        event: Cow<'static, str>,
        payload: Box<RawValue>,
        /// Where it was caused.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        trace: Option<String>,
    },
    /// These sockets are over.
    Disconnect { user: UserId, session: Option<SessionId> },
    /// These sockets may not read there any more.
    Evict { user: UserId, room: Room },
    /// Something was not said.
    Missed,
    /// This process listens from now on.
    Hello { from: Uuid },
    /// One process knows of another one that has greeted it: what it says from now on is meant for it too.
    Welcome { to: Uuid, from: Uuid },
}

/// Does what another process said.
pub(super) type Deliver = Arc<dyn Fn(Frame) + Send + Sync>;

/// The way to the other processes.
pub(super) struct Bus {
    /// This process.
    pub(super) process: Uuid,
    /// How many other processes take sockets.
    peers: AtomicUsize,
    /// Counts greetings and their answers.
    greetings: AtomicU64,
    /// The last batches that were heard, by whichever way.
    heard: Mutex<VecDeque<Uuid>>,
    /// Who has said that it knows of this process.
    welcomes: Mutex<HashSet<Uuid>>,
    welcomed: Notify,
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
            greetings: AtomicU64::new(0),
            heard: Mutex::default(),
            welcomes: Mutex::default(),
            welcomed: Notify::new(),
            missed: AtomicBool::new(false),
            queue,
            waiting: Mutex::new(Some(waiting)),
            ready: CancellationToken::new(),
        })
    }

    /// Whether there is anybody to tell.
    pub(super) fn has_peers(&self) -> bool {
        self.peers() > 0
    }

    /// How many greetings and answers were heard so far; to be asked before the others are counted.
    pub(super) fn greetings(&self) -> u64 {
        self.greetings.load(Ordering::SeqCst)
    }

    /// Takes a count of the others that was begun when so many greetings had been heard. Who came meanwhile may be
    /// missing in it, so then it is left to the next one.
    pub(super) fn set_peers(&self, peers: usize, greetings: u64) {
        if greetings == self.greetings() {
            self.peers.store(peers, Ordering::SeqCst);
        }
        // Who came between these two lines is not forgotten either.
        if greetings != self.greetings() {
            self.suppose_peers();
        }
    }

    /// Who cannot count the others takes it that there are some.
    pub(super) fn suppose_peers(&self) {
        self.peers.fetch_max(1, Ordering::SeqCst);
    }

    fn peers(&self) -> usize {
        self.peers.load(Ordering::SeqCst)
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

    pub(super) fn is_ready(&self) -> bool {
        self.ready.is_cancelled()
    }

    /// Greets those who listen until each of them has answered. Whoever goes away meanwhile is not waited for.
    pub(super) async fn greet(&self, db: &Db) -> Result<()> {
        self.welcomes.lock().unwrap_or_else(PoisonError::into_inner).clear();
        loop {
            let welcomed = self.welcomed.notified();
            let listening = bus_postgres::listening(db, self.process).await?;
            let known = {
                let welcomes = self.welcomes.lock().unwrap_or_else(PoisonError::into_inner);
                listening.iter().all(|other| welcomes.contains(other))
            };
            if known {
                break;
            }
            let hello = serde_json::to_string(&[Frame::Hello { from: self.process }])
                .map_err(crate::Error::internal)?;
            bus_postgres::notify(db, self.process, &hello).await?;
            let _ = tokio::time::timeout(GREET_AGAIN, welcomed).await;
        }
        self.ready.cancel();
        Ok(())
    }

    fn hear(&self, batch: &str, deliver: &Deliver) {
        match serde_json::from_str::<Vec<Frame>>(batch) {
            Ok(frames) => {
                if !matches!(frames.first(), Some(Frame::Batch(id)) if !self.is_new(*id)) {
                    frames.into_iter().for_each(|frame| self.take(frame, deliver));
                }
            }
            Err(error) => tracing::warn!(%error, "another process said what this one does not understand"),
        }
    }

    fn is_new(&self, batch: Uuid) -> bool {
        let mut heard = self.heard.lock().unwrap_or_else(PoisonError::into_inner);
        let is_new = !heard.contains(&batch);
        if is_new {
            heard.push_back(batch);
            if heard.len() > BATCHES_KNOWN {
                heard.pop_front();
            }
        }
        is_new
    }

    fn take(&self, frame: Frame, deliver: &Deliver) {
        match frame {
            Frame::Hello { from } => {
                // Counted once too often if it was counted already, which costs little until the next count.
                self.greetings.fetch_add(1, Ordering::SeqCst);
                self.peers.fetch_add(1, Ordering::SeqCst);
                self.send(&Frame::Welcome { to: from, from: self.process });
            }
            Frame::Welcome { to, from } if to == self.process => {
                self.greetings.fetch_add(1, Ordering::SeqCst);
                self.suppose_peers();
                self.welcomes.lock().unwrap_or_else(PoisonError::into_inner).insert(from);
                self.welcomed.notify_waiters();
            }
            Frame::Batch(_) | Frame::Welcome { .. } => {}
            Frame::Emit { .. } | Frame::Disconnect { .. } | Frame::Evict { .. } | Frame::Missed => {
                deliver(frame);
            }
        }
    }
}

/// Speaks and listens until `stop`; `serves` says whether this process takes sockets.
pub(super) fn run(
    bus: &Arc<Bus>,
    platform: &Arc<Platform>,
    serves: bool,
    deliver: Deliver,
    stop: CancellationToken,
) {
    let Some(waiting) = bus.waiting.lock().unwrap_or_else(PoisonError::into_inner).take() else { return };
    bus.suppose_peers();
    let db = platform.db("platform");
    let heard = {
        let bus = bus.clone();
        move |text: &str| bus.hear(text, &deliver)
    };
    let heard: Heard = Arc::new(heard);
    let redis = platform.config.redis_url.as_deref().and_then(|url| {
        Redis::new(url, serves).inspect_err(|error| tracing::error!(%error, "redis.url cannot be used")).ok()
    });
    // Who takes no sockets has nothing to tell anybody, so Redis need not count it among the hearers.
    let tried = CancellationToken::new();
    match &redis {
        Some(redis) if serves => {
            tokio::spawn(redis.clone().listen(bus.process, heard.clone(), tried.clone(), stop.clone()));
        }
        _ => tried.cancel(),
    }
    tokio::spawn(bus_postgres::listen(bus.clone(), db.clone(), serves, heard, tried, stop.clone()));
    tokio::spawn(speak(bus.clone(), waiting, db, redis, stop));
}

/// Takes a batch that was heard, without the sender's id.
pub(super) type Heard = Arc<dyn Fn(&str) + Send + Sync>;

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
        let mut batch = format!("[{{\"Batch\":\"{}\"}},", Uuid::new_v4());
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
    if let Some(redis) = redis
        && redis.told(bus.process, batch, bus.peers()).await
    {
        return true;
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
        let trace = Some("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01".to_owned());
        let frame =
            Frame::Emit { rooms: vec![room], event: "message.sent".into(), payload, trace: trace.clone() };
        let text = format!("[{},\"Missed\"]", serde_json::to_string(&frame).expect("JSON"));
        let frames: Vec<Frame> = serde_json::from_str(&text).expect("frames");
        let [Frame::Emit { rooms, event, payload, trace: told }, Frame::Missed] = frames.as_slice() else {
            panic!("{frames:?}");
        };
        assert_eq!(*told, trace);
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
        bus.set_peers(1, 0);
        bus.send(&Frame::Missed);
        assert_eq!(waiting.try_recv().as_deref(), Ok("\"Missed\""));
    }

    #[test]
    fn a_count_that_began_before_a_greeting_does_not_forget_who_greeted() {
        let bus = Bus::new(Uuid::nil());
        let mut waiting = bus.waiting.lock().expect("not poisoned").take().expect("not taken");
        let deliver: Deliver = Arc::new(|frame| panic!("{frame:?} is for the bus itself"));
        let before = bus.greetings();
        let other = Uuid::from_u128(2);
        bus.hear(&format!("[{{\"Hello\":{{\"from\":\"{other}\"}}}}]"), &deliver);
        let answer = waiting.try_recv().expect("an answer");
        assert!(answer.contains("Welcome") && answer.contains(&other.to_string()), "{answer}");
        bus.set_peers(0, before);
        assert!(bus.has_peers(), "the count knows nothing of the one who came");
        bus.set_peers(0, bus.greetings());
        assert!(!bus.has_peers(), "it has gone again");
    }

    #[test]
    fn a_batch_that_comes_by_both_ways_is_taken_once() {
        let bus = Bus::new(Uuid::nil());
        let taken = Arc::new(AtomicUsize::new(0));
        let count = taken.clone();
        let deliver: Deliver = Arc::new(move |_| {
            count.fetch_add(1, Ordering::SeqCst);
        });
        for id in [1, 2, 1, 2, 3] {
            bus.hear(&format!("[{{\"Batch\":\"{}\"}},\"Missed\"]", Uuid::from_u128(id)), &deliver);
        }
        assert_eq!(taken.load(Ordering::SeqCst), 3);
    }

    #[test]
    fn only_ones_own_welcome_counts() {
        let bus = Bus::new(Uuid::from_u128(1));
        let deliver: Deliver = Arc::new(|frame| panic!("{frame:?} is for the bus itself"));
        for (to, from) in [(1, 5), (2, 6)] {
            let frame = Frame::Welcome { to: Uuid::from_u128(to), from: Uuid::from_u128(from) };
            bus.hear(&format!("[{}]", serde_json::to_string(&frame).expect("JSON")), &deliver);
        }
        let welcomes = bus.welcomes.lock().expect("not poisoned").clone();
        assert_eq!(welcomes, HashSet::from([Uuid::from_u128(5)]));
    }
}
