//! When each key of a cache was last forgotten. Entries that were forgotten lie where they lay, and are passed over because
//! of these marks.

use std::hash::Hash;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use moka::notification::RemovalCause;
use moka::policy::EvictionPolicy;

/// At most `most` marks, each for `life`, by which time whatever was loaded before it has gone by itself. One that has to
/// make room sooner counts as a forgetting of everything that was loaded before it.
pub(super) fn marks<K>(most: u64, life: Duration, cleared_at: &Arc<AtomicU64>) -> moka::sync::Cache<K, u64>
where
    K: Hash + Eq + Send + Sync + 'static,
{
    let cleared_at = cleared_at.clone();
    moka::sync::Cache::builder()
        .max_capacity(most)
        .time_to_live(life)
        // The usual policy would rather refuse a new mark than let one go that is looked at often.
        .eviction_policy(EvictionPolicy::lru())
        .eviction_listener(move |_, count, cause| {
            if cause == RemovalCause::Size {
                cleared_at.fetch_max(count, Ordering::SeqCst);
            }
        })
        .build()
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use super::super::{Cache, LONGEST_LOAD, Warmth};
    use super::*;

    fn cache(warmth: Warmth) -> Cache<u32, u64> {
        Cache::new("test", 100, warmth, |_, _| 1)
    }

    #[test]
    fn a_mark_stands_longer_than_anything_that_was_loaded_before_it() {
        for warmth in [Warmth::Hot, Warmth::Warm, Warmth::Cold] {
            let cache = cache(warmth);
            let mark = cache.forgotten.policy().time_to_live().expect("marks end");
            let entry = cache.entries.policy().time_to_live().expect("entries end");
            assert!(mark >= LONGEST_LOAD + entry, "{warmth:?}: {mark:?} of {entry:?}");
        }
    }

    #[tokio::test]
    async fn a_mark_that_makes_room_brings_nothing_back() {
        let mut cache = cache(Warmth::Hot);
        cache.forgotten = marks(2, Duration::from_secs(60), &cache.cleared_at);
        for key in 1..=5 {
            assert_eq!(cache.get_or_load(key, || async { Ok(1) }).await.ok(), Some(1));
        }
        for key in 1..=5 {
            cache.forget(&key);
        }
        cache.forgotten.run_pending_tasks();
        assert!(cache.forgotten.entry_count() <= 2, "the others made room");
        for key in 1..=5 {
            assert_eq!(cache.get_or_load(key, || async { Ok(2) }).await.ok(), Some(2), "{key}");
        }
    }

    #[tokio::test(flavor = "multi_thread", worker_threads = 4)]
    async fn nobody_reads_what_was_before_a_forgetting_however_they_race() {
        const LAST: u64 = 2000;
        let cache = cache(Warmth::Hot);
        let (truth, told) = (Arc::new(AtomicU64::new(0)), Arc::new(AtomicU64::new(0)));
        let readers = (0..4).map(|reader| {
            let (cache, truth, told) = (cache.clone(), truth.clone(), told.clone());
            tokio::spawn(async move {
                loop {
                    let known = told.load(Ordering::SeqCst);
                    let load = || async {
                        let read = truth.load(Ordering::SeqCst);
                        tokio::task::yield_now().await;
                        read
                    };
                    let seen = if reader % 2 == 0 {
                        cache.get_or_load(1, || async { Ok(load().await) }).await.expect("it loads")
                    } else {
                        let many = |_| async { Ok(HashMap::from([(1, load().await)])) };
                        cache.get_many_or_load(&[1], many).await.expect("they load")[&1]
                    };
                    assert!(seen >= known, "{seen} was read after {known} was told");
                    if known == LAST {
                        return;
                    }
                    tokio::task::yield_now().await;
                }
            })
        });
        let readers: Vec<_> = readers.collect();
        for value in 1..=LAST {
            truth.store(value, Ordering::SeqCst);
            cache.forget(&1);
            told.store(value, Ordering::SeqCst);
            tokio::task::yield_now().await;
        }
        for reader in readers {
            reader.await.expect("no reader saw an old one");
        }
    }
}
