//! What `/metrics` tells of every cache of the process (P-23): `pushnchat_cache_total` by outcome,
//! `pushnchat_cache_evictions_total`, `pushnchat_cache_entries` and `pushnchat_cache_units`. Its label `cache` says which.

use std::hash::Hash;
use std::ops::Deref;
use std::time::Duration;

use metrics::{Counter, Gauge, counter, gauge};
use moka::notification::RemovalCause;

/// The numbers of one cache. They are looked up once, so that counting costs an addition.
#[derive(Clone)]
pub struct Told {
    hits: Counter,
    misses: Counter,
    evictions: Counter,
    entries: Gauge,
    units: Gauge,
}

impl Told {
    /// Those of the cache of this name, from zero.
    #[must_use]
    pub fn new(cache: &'static str) -> Self {
        Self {
            hits: counter!("pushnchat_cache_total", "cache" => cache, "outcome" => "hit"),
            misses: counter!("pushnchat_cache_total", "cache" => cache, "outcome" => "miss"),
            evictions: counter!("pushnchat_cache_evictions_total", "cache" => cache),
            entries: gauge!("pushnchat_cache_entries", "cache" => cache),
            units: gauge!("pushnchat_cache_units", "cache" => cache),
        }
    }

    /// So many were found, so many not.
    pub fn count(&self, hits: usize, misses: usize) {
        self.hits.increment(hits as u64);
        self.misses.increment(misses as u64);
    }

    /// Something has left.
    pub fn left(&self, cause: RemovalCause) {
        if cause.was_evicted() {
            self.evictions.increment(1);
        }
    }

    /// Entries, and their units.
    pub fn size(&self, (entries, units): (u64, u64)) {
        self.entries.set(entries as f64);
        self.units.set(units as f64);
    }
}

/// Bounded memory of the process whose owner fills it and keeps it right by other means than a [`super::Cache`] does:
/// everything that a [`moka::sync::Cache`] can do, and told of. Cheap to clone.
pub struct Kept<K, V> {
    entries: moka::sync::Cache<K, V>,
    told: Told,
}

impl<K, V> Kept<K, V>
where
    K: Hash + Eq + Send + Sync + 'static,
    V: Clone + Send + Sync + 'static,
{
    /// At most `capacity` units, where `weigh` tells the units of an entry (bytes, or 1 for each), none older than `life`.
    #[must_use]
    pub fn new(
        name: &'static str,
        capacity: u64,
        life: Duration,
        weigh: impl Fn(&K, &V) -> u32 + Send + Sync + 'static,
    ) -> Self {
        let told = Told::new(name);
        let leaving = told.clone();
        let entries = moka::sync::Cache::builder()
            .name(name)
            .max_capacity(capacity)
            .weigher(weigh)
            .time_to_live(life)
            .eviction_listener(move |_, _, cause| leaving.left(cause))
            .build();
        Self { entries, told }
    }

    /// What stands at `key`; counted, unlike what [`moka::sync::Cache::get`] gives.
    pub fn find(&self, key: &K) -> Option<V> {
        self.looked(self.entries.get(key))
    }

    /// What somebody looked for, as its owner found it: what is out of date counts as missing.
    pub fn looked<T>(&self, found: Option<T>) -> Option<T> {
        self.told.count(usize::from(found.is_some()), usize::from(found.is_none()));
        if found.is_none() {
            self.told.size((self.entries.entry_count(), self.entries.weighted_size()));
        }
        found
    }
}

impl<K, V> Clone for Kept<K, V> {
    fn clone(&self) -> Self {
        Self { entries: self.entries.clone(), told: self.told.clone() }
    }
}

impl<K, V> Deref for Kept<K, V> {
    type Target = moka::sync::Cache<K, V>;
    fn deref(&self) -> &Self::Target {
        &self.entries
    }
}

#[cfg(test)]
mod tests {
    use metrics_exporter_prometheus::PrometheusBuilder;

    use super::*;

    #[test]
    fn what_is_found_missed_kept_and_pushed_out_is_told() {
        let recorder = PrometheusBuilder::new().build_recorder();
        metrics::with_local_recorder(&recorder, || {
            let kept = Kept::new("test.kept", 10, Duration::from_secs(60), |_, _| 5);
            for n in 0..8 {
                kept.insert(n, n);
                kept.run_pending_tasks();
            }
            let left = (0..8).filter(|n| kept.find(n).is_some()).count();
            assert_eq!(left, 2, "two have room");
            assert_eq!(kept.looked(kept.get(&100)), None, "what its owner looks for counts as well");
        });
        let told = recorder.handle().render();
        for line in [
            "pushnchat_cache_total{cache=\"test.kept\",outcome=\"hit\"} 2",
            "pushnchat_cache_total{cache=\"test.kept\",outcome=\"miss\"} 7",
            "pushnchat_cache_evictions_total{cache=\"test.kept\"} 6",
            "pushnchat_cache_entries{cache=\"test.kept\"} 2",
            "pushnchat_cache_units{cache=\"test.kept\"} 10",
        ] {
            assert!(told.contains(line), "{line} is not in\n{told}");
        }
    }
}
