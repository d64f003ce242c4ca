//! The layer of the cache that processes share: Redis, where it is configured (P-23).
//!
//! Nobody tells a process that what lies in Redis is good; it knows so by itself. Whatever a process hears to have
//! changed it has Redis forget, and until Redis has said that it did, the process passes Redis by for that key. After a
//! time without Redis everything is forgotten first. So an entry that is believed was put there by somebody who began to
//! load it after the last change that this process knows of: to put something there needs a lease, which is given before
//! the loading begins and goes with whatever is forgotten. A process that slept comes back without one.

use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use redis::aio::MultiplexedConnection;
use redis::{AsyncConnectionConfig, Client, RedisError};
use tokio::sync::Notify;
use tokio_util::sync::{CancellationToken, DropGuard};
use uuid::Uuid;

/// All keys begin so, then come the program's version, so that two versions side by side do not read each other's
/// entries, and the cache's name.
const SPACE: &str = concat!("pushnchat:cache:", env!("CARGO_PKG_VERSION"), ":");
/// A Redis that takes longer counts as away: the database answers in less.
const PATIENCE: Duration = Duration::from_millis(250);
/// Between two tries to reach it.
const REST: Duration = Duration::from_millis(500);
/// When nothing was to be forgotten for so long, Redis is asked whether it is there: `/readyz` tells, also of a process
/// that has nothing else to ask.
const IDLE: Duration = Duration::from_secs(1);
/// A loading that takes longer is not put there.
const LEASE_MS: u64 = 30_000;
/// Larger things are not worth their way.
const LARGEST: usize = 512 * 1024;

/// Gives what is there: an entry, or the lease that somebody has taken; otherwise takes the lease.
const LOOK: &str = "local found = redis.call('GET', KEYS[1])
    if found then return found end
    redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
    return ARGV[1]";
/// Puts an entry in the place of its lease, if that is still there.
const FILL: &str = "if redis.call('GET', KEYS[1]) == ARGV[1] then
    redis.call('SET', KEYS[1], ARGV[2], 'PX', ARGV[3]) end";

/// Redis as a cache. Cheap to clone; its connection ends with the last one.
#[derive(Clone)]
pub struct SharedCache {
    inner: Arc<Inner>,
    _tended: Arc<DropGuard>,
}

struct Inner {
    client: Client,
    state: Mutex<State>,
    wake: Notify,
    begun: AtomicBool,
    stop: CancellationToken,
}

struct State {
    phase: Phase,
    /// What Redis has yet to forget, with a number that tells a second change of it from the first.
    keys: HashMap<String, u64>,
    groups: HashMap<String, u64>,
    count: u64,
}

enum Phase {
    /// Nothing is read; everything is forgotten before that changes.
    Away,
    /// Everything is being forgotten.
    Cleaning,
    Open(MultiplexedConnection, Uuid),
}

/// What is in Redis at a key.
pub(super) enum Looked {
    Found(Vec<u8>),
    /// It may be put there with this.
    Lease(Vec<u8>),
    /// Redis is passed by.
    Nowhere,
}

impl SharedCache {
    /// A layer in this Redis, which need not be there yet.
    ///
    /// # Errors
    /// When the URL cannot be read.
    pub fn new(url: &str) -> Result<Self, RedisError> {
        let stop = CancellationToken::new();
        let state = State { phase: Phase::Away, keys: HashMap::new(), groups: HashMap::new(), count: 0 };
        let inner = Inner {
            client: Client::open(url)?,
            state: Mutex::new(state),
            wake: Notify::new(),
            begun: AtomicBool::new(false),
            stop: stop.clone(),
        };
        Ok(Self { inner: Arc::new(inner), _tended: Arc::new(stop.drop_guard()) })
    }

    /// Whether entries are read and written at this moment.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.begin();
        matches!(self.inner.state().phase, Phase::Open(..))
    }

    /// The connection, while there is one, for whoever else has a short question; an error of it is to be told to
    /// [`SharedCache::lose`].
    pub(crate) fn open(&self) -> Option<(MultiplexedConnection, Uuid)> {
        self.begin();
        match &self.inner.state().phase {
            Phase::Open(connection, id) => Some((connection.clone(), *id)),
            Phase::Away | Phase::Cleaning => None,
        }
    }

    /// This connection failed: nobody uses it any more, until another one is there.
    pub(crate) fn lose(&self, id: Uuid, error: &RedisError) {
        self.inner.lose(id, error);
    }

    /// The key in Redis of an entry of the cache `group`.
    pub(super) fn key(group: &str, key: &str) -> String {
        format!("{SPACE}{group}:{key}")
    }

    /// What is there.
    pub(super) async fn look(&self, group: &str, key: &str) -> Looked {
        self.begin();
        let Some((mut connection, id)) = self.inner.open_for(group, key) else { return Looked::Nowhere };
        let lease = format!("L{}", Uuid::new_v4().simple());
        let mut look = redis::cmd("EVAL");
        look.arg(LOOK).arg(1).arg(key).arg(lease).arg(LEASE_MS);
        match look.query_async::<Vec<u8>>(&mut connection).await {
            Ok(found) => match found.split_first() {
                Some((b'V', value)) => Looked::Found(value.to_vec()),
                Some((b'L', _)) => Looked::Lease(found),
                _ => Looked::Nowhere,
            },
            Err(error) => {
                self.inner.lose(id, &error);
                Looked::Nowhere
            }
        }
    }

    /// Puts an entry there, by and by, unless it changed since the lease was given.
    pub(super) fn fill(&self, group: &str, key: String, lease: Vec<u8>, value: &[u8], life: Duration) {
        if value.len() > LARGEST {
            return;
        }
        let Some((mut connection, id)) = self.inner.open_for(group, &key) else { return };
        let mut entry = Vec::with_capacity(value.len() + 1);
        entry.push(b'V');
        entry.extend_from_slice(value);
        let life = u64::try_from(life.as_millis()).unwrap_or(u64::MAX);
        let inner = self.inner.clone();
        tokio::spawn(async move {
            let mut fill = redis::cmd("EVAL");
            fill.arg(FILL).arg(1).arg(key).arg(lease).arg(entry).arg(life);
            if let Err(error) = fill.query_async::<()>(&mut connection).await {
                inner.lose(id, &error);
            }
        });
    }

    /// Has Redis forget a key; from now on this process passes Redis by for it until that is done.
    pub(super) fn forget(&self, key: String) {
        let mut state = self.inner.state();
        if !matches!(state.phase, Phase::Away) {
            state.count += 1;
            let count = state.count;
            state.keys.insert(key, count);
            self.inner.wake.notify_one();
        }
    }

    /// The same for all keys of a cache.
    pub(super) fn clear(&self, group: &str) {
        let mut state = self.inner.state();
        if !matches!(state.phase, Phase::Away) {
            state.count += 1;
            let count = state.count;
            state.groups.insert(group.to_owned(), count);
            self.inner.wake.notify_one();
        }
    }

    /// Begins to look after the connection; needs a runtime, so it is done when the layer is first asked.
    fn begin(&self) {
        if self.inner.begun.load(Ordering::Relaxed) {
            return;
        }
        if let Ok(runtime) = tokio::runtime::Handle::try_current()
            && !self.inner.begun.swap(true, Ordering::SeqCst)
        {
            let inner = self.inner.clone();
            runtime.spawn(async move {
                let stop = inner.stop.clone();
                tokio::select! { () = stop.cancelled() => {}, () = inner.tend() => {} }
            });
        }
    }
}

impl Inner {
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn open_for(&self, group: &str, key: &str) -> Option<(MultiplexedConnection, Uuid)> {
        let state = self.state();
        match &state.phase {
            Phase::Open(connection, id)
                if !state.keys.contains_key(key) && !state.groups.contains_key(group) =>
            {
                Some((connection.clone(), *id))
            }
            _ => None,
        }
    }

    /// This connection failed.
    fn lose(&self, id: Uuid, error: &RedisError) {
        let mut state = self.state();
        if matches!(&state.phase, Phase::Open(_, open) if *open == id) {
            tracing::debug!(%error, "Redis is away; the cache does without it");
            metrics::counter!("pushnchat_redis_errors_total", "of" => "cache").increment(1);
            state.phase = Phase::Away;
            self.wake.notify_one();
        }
    }

    /// Connects whenever there is no connection, for ever.
    async fn tend(&self) {
        loop {
            let ended = self.one_connection().await;
            {
                let mut state = self.state();
                state.phase = Phase::Away;
                state.keys.clear();
                state.groups.clear();
            }
            metrics::gauge!("pushnchat_redis_up", "of" => "cache").set(0.0);
            if let Err(error) = ended {
                tracing::debug!(%error, "Redis is away; the cache does without it");
            }
            tokio::time::sleep(REST).await;
        }
    }

    /// Until the connection is lost.
    async fn one_connection(&self) -> Result<(), RedisError> {
        let config = AsyncConnectionConfig::new()
            .set_connection_timeout(Some(PATIENCE))
            .set_response_timeout(Some(PATIENCE));
        let mut connection = self.client.get_multiplexed_async_connection_with_config(&config).await?;
        self.state().phase = Phase::Cleaning;
        remove(&mut connection, &format!("{SPACE}*")).await?;
        self.state().phase = Phase::Open(connection.clone(), Uuid::new_v4());
        metrics::gauge!("pushnchat_redis_up", "of" => "cache").set(1.0);
        loop {
            let (keys, groups) = {
                let state = self.state();
                if matches!(state.phase, Phase::Away) {
                    return Ok(());
                }
                (state.keys.clone(), state.groups.clone())
            };
            if keys.is_empty() && groups.is_empty() {
                if tokio::time::timeout(IDLE, self.wake.notified()).await.is_err() {
                    match redis::cmd("PING").query_async::<()>(&mut connection).await {
                        // Slow is not gone, as long as nobody waits for it.
                        Err(error) if !error.is_timeout() => return Err(error),
                        _ => {}
                    }
                }
                continue;
            }
            for some in keys.keys().collect::<Vec<_>>().chunks(500) {
                redis::cmd("UNLINK").arg(some).query_async::<()>(&mut connection).await?;
            }
            for group in groups.keys() {
                remove(&mut connection, &format!("{SPACE}{group}:*")).await?;
            }
            let State { keys: dirty, groups: dirty_groups, .. } = &mut *self.state();
            dirty.retain(|key, count| keys.get(key) != Some(count));
            dirty_groups.retain(|group, count| groups.get(group) != Some(count));
        }
    }
}

/// Removes all keys of a pattern. Whatever was there when this began is gone when it ends.
async fn remove(connection: &mut MultiplexedConnection, pattern: &str) -> Result<(), RedisError> {
    let mut cursor = 0_u64;
    loop {
        let mut scan = redis::cmd("SCAN");
        scan.arg(cursor).arg("MATCH").arg(pattern).arg("COUNT").arg(1000);
        let (next, keys): (u64, Vec<String>) = scan.query_async(connection).await?;
        if !keys.is_empty() {
            redis::cmd("UNLINK").arg(keys).query_async::<()>(connection).await?;
        }
        if next == 0 {
            return Ok(());
        }
        cursor = next;
    }
}
