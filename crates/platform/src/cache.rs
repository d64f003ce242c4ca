//! The cache (P-23): in the process, bounded, filled once per key however many ask, and never older than a change that
//! this process has heard of; below it, where it is configured and worth it, a layer that processes share
//! ([`SharedCache`]).

mod many;
mod marks;
mod shared;
mod told;

use std::future::Future;
use std::hash::Hash;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use moka::future::Cache as Moka;
use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::error::{Error, Result};
use many::Loading;
use marks::marks;
use shared::Looked;
pub use shared::SharedCache;
pub use told::{Kept, Told};

/// How often anything was forgotten in this process: the time by which entries are dated.
static FORGETTINGS: AtomicU64 = AtomicU64::new(0);

tokio::task_local! {
    /// Entries that were loaded before this are too old for this task.
    static NOT_BEFORE: u64;
}

/// What `reading` takes from any cache was loaded after this moment: for who knows of a change that this process has not
/// heard of yet.
pub(crate) async fn afresh<F: Future>(reading: F) -> F::Output {
    let now = FORGETTINGS.fetch_add(1, Ordering::SeqCst) + 1;
    NOT_BEFORE.scope(now, reading).await
}

fn not_before() -> u64 {
    NOT_BEFORE.try_with(|moment| *moment).unwrap_or(0)
}

/// How long an entry may live when no news of a change arrives.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Warmth {
    /// Five minutes.
    Hot,
    /// An hour.
    Warm,
    /// A day.
    Cold,
}

impl Warmth {
    fn time_to_live(self) -> Duration {
        Duration::from_secs(match self {
            Self::Hot => 5 * 60,
            Self::Warm => 60 * 60,
            Self::Cold => 24 * 60 * 60,
        })
    }
}

/// A cache of one kind of thing. Cheap to clone.
///
/// Every entry knows at which count of forgettings its loading began. A reader takes only entries whose loading began
/// after the last forgetting of the key that the reader could know of, so nobody reads what they have just changed
/// in its old state, not even from a load that was under way.
pub struct Cache<K, V> {
    name: &'static str,
    entries: Moka<K, (u64, V)>,
    forgotten: moka::sync::Cache<K, u64>,
    cleared_at: Arc<AtomicU64>,
    loading: Loading<K>,
    told: Told,
    life: Duration,
    shared: Option<Arc<Below<K, V>>>,
}

/// The layer below: how entries are written there.
struct Below<K, V> {
    layer: SharedCache,
    key: fn(&K) -> Option<String>,
    write: fn(&V) -> Option<Vec<u8>>,
    read: fn(&[u8]) -> Option<V>,
}

impl<K, V> Clone for Cache<K, V> {
    fn clone(&self) -> Self {
        Self {
            name: self.name,
            entries: self.entries.clone(),
            forgotten: self.forgotten.clone(),
            cleared_at: self.cleared_at.clone(),
            loading: self.loading.clone(),
            told: self.told.clone(),
            life: self.life,
            shared: self.shared.clone(),
        }
    }
}

/// Longer than any load can take: for so long after a forgetting, what was loaded before it may still be put here.
const LONGEST_LOAD: Duration = Duration::from_secs(60);

impl<K, V> Cache<K, V>
where
    K: Hash + Eq + Clone + Send + Sync + 'static,
    V: Clone + Send + Sync + 'static,
{
    /// A cache of at most `capacity` units, where `weigh` tells the units of an entry (bytes, or 1 for each).
    #[must_use]
    pub fn new(
        name: &'static str,
        capacity: u64,
        warmth: Warmth,
        weigh: impl Fn(&K, &V) -> u32 + Send + Sync + 'static,
    ) -> Self {
        let told = Told::new(name);
        let leaving = told.clone();
        let entries = Moka::builder()
            .name(name)
            .max_capacity(capacity)
            .weigher(move |key, (_, value): &(u64, V)| weigh(key, value))
            .time_to_live(warmth.time_to_live())
            .eviction_listener(move |_, _, cause| leaving.left(cause))
            .build();
        let life = warmth.time_to_live();
        let cleared_at = Arc::default();
        let forgotten = marks(100_000, LONGEST_LOAD + life, &cleared_at);
        Self { name, entries, forgotten, cleared_at, loading: Loading::default(), told, life, shared: None }
    }

    /// The same with a layer below that processes share, where there is one: for what costs more to load than a trip to
    /// Redis, and is nobody's secret.
    #[must_use]
    pub fn shared(mut self, layer: Option<&SharedCache>) -> Self
    where
        K: Serialize,
        V: Serialize + DeserializeOwned,
    {
        self.shared = layer.map(|layer| {
            Arc::new(Below {
                layer: layer.clone(),
                key: |key| serde_json::to_string(key).ok(),
                write: |value| serde_json::to_vec(value).ok(),
                read: |bytes| serde_json::from_slice(bytes).ok(),
            })
        });
        self
    }

    /// The entry at `key`, loaded by `load` if it is not here; many callers at once cost one load.
    ///
    /// # Errors
    /// What `load` fails with, as one error for all who waited.
    pub async fn get_or_load<F, L>(&self, key: K, load: L) -> Result<V>
    where
        L: Fn() -> F + Send + Sync,
        F: Future<Output = Result<V>> + Send,
    {
        let oldest = self.oldest_good(&key);
        if let Some((loaded_at, found)) = self.entries.get(&key).await
            && loaded_at >= oldest
        {
            self.told.count(1, 0);
            return Ok(found);
        }
        self.told.count(0, 1);
        self.told.size(self.size());
        loop {
            let stamped = async {
                let began = FORGETTINGS.load(Ordering::SeqCst);
                self.load_by_layers(&key, &load).await.map(|value| (began, value))
            };
            let (loaded_at, loaded) =
                self.entries.try_get_with(key.clone(), stamped).await.map_err(|shared| copy_of(&shared))?;
            if loaded_at < self.oldest_good(&key) {
                self.entries.invalidate(&key).await;
            }
            if loaded_at >= oldest {
                return Ok(loaded);
            }
        }
    }

    /// From the shared layer if it is there, else by `load`, which is then put there.
    async fn load_by_layers<F>(&self, key: &K, load: &(impl Fn() -> F + Sync)) -> Result<V>
    where
        F: Future<Output = Result<V>> + Send,
    {
        // Who knows more than this process cannot be served from what this process believes.
        let below = self.shared.as_ref().filter(|_| not_before() == 0);
        let Some((below, name)) = below.and_then(|below| Some((below, (below.key)(key)?))) else {
            return load().await;
        };
        let name = SharedCache::key(self.name, &name);
        match below.layer.look(self.name, &name).await {
            Looked::Found(bytes) => match (below.read)(&bytes) {
                Some(value) => {
                    let name = self.name;
                    metrics::counter!("pushnchat_cache_total", "cache" => name, "outcome" => "shared_hit")
                        .increment(1);
                    Ok(value)
                }
                None => load().await,
            },
            Looked::Lease(lease) => {
                let value = load().await?;
                if let Some(bytes) = (below.write)(&value) {
                    below.layer.fill(self.name, name, lease, &bytes, self.life);
                }
                Ok(value)
            }
            Looked::Nowhere => load().await,
        }
    }

    fn oldest_good(&self, key: &K) -> u64 {
        let forgotten = self.forgotten.get(key).unwrap_or(0);
        forgotten.max(self.cleared_at.load(Ordering::SeqCst)).max(not_before())
    }

    /// Forgets one entry, also one that is being loaded at this moment. Takes effect before it returns.
    pub fn forget(&self, key: &K) {
        // First, so that nobody who begins to load after the count finds the old entry there.
        if let Some(below) = &self.shared
            && let Some(name) = (below.key)(key)
        {
            below.layer.forget(SharedCache::key(self.name, &name));
        }
        let count = FORGETTINGS.fetch_add(1, Ordering::SeqCst) + 1;
        self.forgotten.insert(key.clone(), count);
    }

    /// Forgets everything.
    pub fn clear(&self) {
        if let Some(below) = &self.shared {
            below.layer.clear(self.name);
        }
        let count = FORGETTINGS.fetch_add(1, Ordering::SeqCst) + 1;
        self.cleared_at.fetch_max(count, Ordering::SeqCst);
        self.entries.invalidate_all();
    }

    /// Entries and their units, for metrics.
    #[must_use]
    pub fn size(&self) -> (u64, u64) {
        (self.entries.entry_count(), self.entries.weighted_size())
    }
}

/// Several callers may wait for one load; each gets an error of its own with the same problems.
fn copy_of(shared: &Arc<Error>) -> Error {
    let copy = Error::all(shared.problems().to_vec()).because(shared.to_string());
    match shared.retry_after_s() {
        Some(seconds) => copy.retry_after(seconds),
        None => copy,
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use super::*;

    fn cache() -> Cache<u32, u32> {
        Cache::new("test", 100, Warmth::Hot, |_, _| 1)
    }

    #[tokio::test]
    async fn many_callers_cost_one_load() {
        let cache = cache();
        let loads = AtomicU64::new(0);
        let callers = (0..50).map(|_| {
            cache.get_or_load(1, || async {
                loads.fetch_add(1, Ordering::SeqCst);
                tokio::task::yield_now().await;
                Ok(7)
            })
        });
        for answer in futures_util::future::join_all(callers).await {
            assert_eq!(answer.ok(), Some(7));
        }
        assert_eq!(loads.load(Ordering::SeqCst), 1);
    }

    #[tokio::test]
    async fn an_entry_that_changed_while_it_was_loaded_is_not_kept() {
        let cache = cache();
        let answer = cache
            .get_or_load(1, || async {
                cache.forget(&1);
                Ok(1)
            })
            .await;
        assert_eq!(answer.ok(), Some(1));
        assert_eq!(cache.get_or_load(1, || async { Ok(2) }).await.ok(), Some(2));
    }

    #[tokio::test]
    async fn a_reader_after_a_change_does_not_join_a_load_from_before_it() {
        let cache = cache();
        let (begun, may_end) = (tokio::sync::Notify::new(), tokio::sync::Notify::new());
        let early = cache.get_or_load(1, || async {
            begun.notify_one();
            may_end.notified().await;
            Ok(1)
        });
        let late = async {
            begun.notified().await;
            cache.forget(&1);
            may_end.notify_one();
            cache.get_or_load(1, || async { Ok(2) }).await
        };
        let (early, late) = tokio::join!(early, late);
        assert_eq!((early.ok(), late.ok()), (Some(1), Some(2)));
    }

    #[tokio::test]
    async fn many_entries_cost_one_load_of_those_that_are_missing() {
        let cache = cache();
        assert_eq!(cache.get_or_load(1, || async { Ok(10) }).await.ok(), Some(10));
        let load = |asked: Vec<u32>| async move {
            assert_eq!(asked, [2, 3]);
            Ok(HashMap::from([(2, 20)]))
        };
        let found = cache.get_many_or_load(&[1, 2, 3], load).await.expect("loads");
        assert_eq!(found, HashMap::from([(1, 10), (2, 20)]));
        assert_eq!(cache.get_or_load(2, || async { Ok(0) }).await.ok(), Some(20));
    }

    #[tokio::test]
    async fn who_wants_what_others_are_loading_waits_for_it_and_loads_the_rest() {
        let cache = cache();
        let loads = std::sync::Mutex::new(Vec::new());
        let load = |asked: Vec<u32>| {
            loads.lock().expect("a lock").push(asked.clone());
            async move {
                tokio::time::sleep(Duration::from_millis(20)).await;
                Ok(asked.into_iter().filter(|key| *key != 4).map(|key| (key, 10 * key)).collect())
            }
        };
        let (one, other, third) = tokio::join!(
            cache.get_many_or_load(&[1, 2, 4], load),
            cache.get_many_or_load(&[2, 3], load),
            cache.get_many_or_load(&[3, 1], load),
        );
        assert_eq!(one.ok(), Some(HashMap::from([(1, 10), (2, 20)])));
        assert_eq!(other.ok(), Some(HashMap::from([(2, 20), (3, 30)])));
        assert_eq!(third.ok(), Some(HashMap::from([(3, 30), (1, 10)])));
        assert_eq!(loads.into_inner().expect("a lock"), [vec![1, 2, 4], vec![3]]);
    }

    #[tokio::test]
    async fn what_others_failed_to_load_is_loaded_by_who_waited() {
        let cache = cache();
        let failing = cache.get_many_or_load(&[1], |_| async {
            tokio::time::sleep(Duration::from_millis(20)).await;
            Err(Error::internal(std::io::Error::other("no answer")))
        });
        let waiting = cache.get_many_or_load(&[1], |_| async { Ok(HashMap::from([(1, 10)])) });
        let (failed, found) = tokio::join!(failing, waiting);
        assert!(failed.is_err());
        assert_eq!(found.ok(), Some(HashMap::from([(1, 10)])));
    }

    #[tokio::test]
    async fn an_entry_that_changed_while_many_were_loaded_is_loaded_again() {
        let cache = cache();
        let load = |_| async {
            cache.forget(&1);
            Ok(HashMap::from([(1, 10)]))
        };
        assert_eq!(cache.get_many_or_load(&[1], load).await.ok(), Some(HashMap::from([(1, 10)])));
        assert_eq!(cache.get_or_load(1, || async { Ok(11) }).await.ok(), Some(11));
        let again = |_| async { Ok(HashMap::from([(1, 12)])) };
        cache.forget(&1);
        assert_eq!(cache.get_many_or_load(&[1], again).await.ok(), Some(HashMap::from([(1, 12)])));
    }

    #[tokio::test]
    async fn who_reads_afresh_takes_nothing_from_before_and_others_profit() {
        let cache = cache();
        assert_eq!(cache.get_or_load(1, || async { Ok(1) }).await.ok(), Some(1));
        let fresh = afresh(async {
            let one = cache.get_or_load(1, || async { Ok(2) }).await.ok();
            let many = cache.get_many_or_load(&[1], |_| async { panic!("it is here") }).await.ok();
            (one, many)
        });
        assert_eq!(fresh.await, (Some(2), Some(HashMap::from([(1, 2)]))));
        assert_eq!(cache.get_or_load(1, || async { Ok(3) }).await.ok(), Some(2));
    }

    #[tokio::test]
    async fn a_forgotten_entry_is_loaded_again() {
        let cache = cache();
        assert_eq!(cache.get_or_load(1, || async { Ok(1) }).await.ok(), Some(1));
        cache.forget(&1);
        assert_eq!(cache.get_or_load(1, || async { Ok(2) }).await.ok(), Some(2));
        cache.clear();
        assert_eq!(cache.get_or_load(1, || async { Ok(3) }).await.ok(), Some(3));
    }
}
