//! Many entries at once. However many ask for some of them at a time, each is loaded once; what is not found then, or fails
//! to load, is looked for again by each who waited.

use std::collections::{HashMap, HashSet};
use std::hash::Hash;
use std::sync::atomic::Ordering;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::sync::Notify;

use super::{Cache, FORGETTINGS};
use crate::error::Result;

impl<K, V> Cache<K, V>
where
    K: Hash + Eq + Clone + Send + Sync + 'static,
    V: Clone + Send + Sync + 'static,
{
    /// The entries at `keys`; those that are not here are loaded together by one call of `load`, but for those that
    /// somebody else is loading. What `load` does not find is left out, and asked for again the next time.
    ///
    /// # Errors
    /// What `load` fails with.
    pub async fn get_many_or_load<F>(&self, keys: &[K], load: impl Fn(Vec<K>) -> F) -> Result<HashMap<K, V>>
    where
        F: Future<Output = Result<HashMap<K, V>>>,
    {
        let mut found = HashMap::with_capacity(keys.len());
        let missing = self.look_up(keys, &mut found).await;
        self.told.count(found.len(), missing.len());
        if missing.is_empty() {
            return Ok(found);
        }
        self.told.size(self.size());
        let (turn, others) = self.loading.take(missing);
        self.load_together(turn.keys.clone(), &load, &mut found).await?;
        drop(turn);
        for key in &others {
            self.loading.end_of(key).await;
        }
        // What others did not find, or failed to load, or what has changed meanwhile.
        let missing = self.look_up(&others, &mut found).await;
        self.load_together(missing, &load, &mut found).await?;
        Ok(found)
    }

    /// Adds what is here of `keys` to `found`, and gives the others.
    async fn look_up(&self, keys: &[K], found: &mut HashMap<K, V>) -> Vec<K> {
        let mut missing = Vec::new();
        for key in keys {
            let oldest = self.oldest_good(key);
            match self.entries.get(key).await {
                Some((loaded_at, value)) if loaded_at >= oldest => {
                    found.insert(key.clone(), value);
                }
                _ => missing.push(key.clone()),
            }
        }
        missing
    }

    async fn load_together<F>(
        &self,
        keys: Vec<K>,
        load: impl Fn(Vec<K>) -> F,
        found: &mut HashMap<K, V>,
    ) -> Result<()>
    where
        F: Future<Output = Result<HashMap<K, V>>>,
    {
        if keys.is_empty() {
            return Ok(());
        }
        let began = FORGETTINGS.load(Ordering::SeqCst);
        for (key, value) in load(keys).await? {
            // Marked with when its loading began, so whoever knows of a later change does not take it.
            self.entries.insert(key.clone(), (began, value.clone())).await;
            found.insert(key, value);
        }
        Ok(())
    }
}

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

/// The keys that one caller loads, until this is dropped.
struct Turn<'a, K: Hash + Eq + Clone> {
    loading: &'a Loading<K>,
    keys: Vec<K>,
}

impl<K: Hash + Eq + Clone> Loading<K> {
    fn keys(&self) -> MutexGuard<'_, HashSet<K>> {
        self.keys.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Takes those of `wanted` that nobody is loading, and gives the others, too.
    fn take(&self, wanted: Vec<K>) -> (Turn<'_, K>, Vec<K>) {
        let mut loading = self.keys();
        let (keys, others) = wanted.into_iter().partition(|key| loading.insert(key.clone()));
        (Turn { loading: self, keys }, others)
    }

    /// Until nobody is loading `key`.
    async fn end_of(&self, key: &K) {
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

impl<K: Hash + Eq + Clone> Drop for Turn<'_, K> {
    fn drop(&mut self) {
        self.loading.keys().retain(|key| !self.keys.contains(key));
        self.loading.ended.notify_waiters();
    }
}
