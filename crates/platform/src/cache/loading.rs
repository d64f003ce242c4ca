//! Keys that somebody is loading at this moment, so that nobody else loads them as well.

use std::collections::HashSet;
use std::hash::Hash;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::sync::Notify;

/// Which keys are being loaded. Cheap to clone.
pub(super) struct Loading<K> {
    keys: Arc<Mutex<HashSet<K>>>,
    ended: Arc<Notify>,
}

impl<K> Clone for Loading<K> {
    fn clone(&self) -> Self {
        Self { keys: self.keys.clone(), ended: self.ended.clone() }
    }
}

impl<K> Default for Loading<K> {
    fn default() -> Self {
        Self { keys: Arc::default(), ended: Arc::default() }
    }
}

/// The keys that one caller loads, until it is dropped, and those that others load already.
pub(super) struct Turn<'a, K: Hash + Eq> {
    loading: &'a Loading<K>,
    pub(super) mine: Vec<K>,
    pub(super) others: Vec<K>,
}

impl<K: Hash + Eq + Clone> Loading<K> {
    fn keys(&self) -> MutexGuard<'_, HashSet<K>> {
        self.keys.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Takes those of `wanted` that nobody is loading.
    pub(super) fn take(&self, wanted: Vec<K>) -> Turn<'_, K> {
        let mut keys = self.keys();
        let (mine, others) = wanted.into_iter().partition(|key| keys.insert(key.clone()));
        Turn { loading: self, mine, others }
    }

    /// Until nobody is loading `key`.
    pub(super) async fn end_of(&self, key: &K) {
        loop {
            let mut ended = std::pin::pin!(self.ended.notified());
            ended.as_mut().enable();
            if !self.keys().contains(key) {
                return;
            }
            ended.await;
        }
    }
}

impl<K: Hash + Eq> Drop for Turn<'_, K> {
    fn drop(&mut self) {
        let mut keys = self.loading.keys.lock().unwrap_or_else(PoisonError::into_inner);
        keys.retain(|key| !self.mine.contains(key));
        drop(keys);
        self.loading.ended.notify_waiters();
    }
}
