//! Words at rest (M-12): where `messages.seal_with` names a key, each text is sealed with a data key of its month, which
//! lies in the database, sealed with that key. What was written before stays readable as long as its key is configured,
//! sealed or not, whatever the switch says now. All words are read through [`Vault::open`].

use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::{Arc, Mutex, PoisonError, RwLock};

use chrono::{DateTime, TimeDelta, Utc};
use kernel::ConversationId;
use platform::config::MessageKeys;
use platform::sealing::SealingKey;
use platform::{Db, Error, Lock, Result, Tx};
use sqlx::PgConnection;
use uuid::Uuid;

use crate::store;
use crate::store::data_keys::DataKey;

/// The change that is announced when there is a newer data key.
pub(crate) const DATA_KEY_MADE: &str = "messaging.data_key_made";
/// How long words are sealed with one data key.
const EVERY: TimeDelta = TimeDelta::days(30);
/// Length of a data key's id, which stands before what it has sealed.
const ID: usize = 16;

/// Why a data key does not open.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, thiserror::Error)]
pub(crate) enum Locked {
    /// Nobody has told us its key.
    #[error("messages.keys has no key named {0:?}")]
    Unknown(String),
    /// There is one of that name.
    #[error("the key named {0:?} in messages.keys is another one than that which was used")]
    Wrong(String),
}

/// Seals with the present data key. Cheap to clone.
#[derive(Clone)]
pub(crate) struct Pen {
    id: Uuid,
    made_at: DateTime<Utc>,
    key: Arc<SealingKey>,
}

impl Pen {
    /// The data key.
    pub(crate) fn id(&self) -> Uuid {
        self.id
    }

    /// Seals words for one message (or report) of a conversation and no other place; none when there are none.
    pub(crate) fn seal(
        &self,
        conversation: ConversationId,
        of: Uuid,
        words: &str,
    ) -> Result<Option<Vec<u8>>> {
        if words.is_empty() {
            return Ok(None);
        }
        let sealed = self.key.seal(&place(conversation, of), words.as_bytes().to_vec())?;
        Ok(Some([self.id.as_bytes().as_slice(), &sealed].concat()))
    }
}

/// [`Pen::seal`], if words are sealed at all.
pub(crate) fn seal(
    pen: Option<&Pen>,
    conversation: ConversationId,
    of: Uuid,
    words: &str,
) -> Result<Option<Vec<u8>>> {
    pen.map_or(Ok(None), |pen| pen.seal(conversation, of, words))
}

/// The data key that has sealed this.
pub(crate) fn key_of(sealed: &[u8]) -> Option<Uuid> {
    Uuid::from_slice(sealed.get(..ID)?).ok()
}

fn place(conversation: ConversationId, of: Uuid) -> [u8; 2 * ID] {
    let mut place = [0; 2 * ID];
    place[..ID].copy_from_slice(conversation.0.as_bytes());
    place[ID..].copy_from_slice(of.as_bytes());
    place
}

/// Seals and opens words. Cheap to clone.
#[derive(Clone)]
pub(crate) struct Vault {
    inner: Arc<Inner>,
}

struct Inner {
    /// The configured keys.
    outer: HashMap<String, SealingKey>,
    /// Which of them seals new data keys.
    seals_with: Option<String>,
    /// Data keys that were opened: one a month.
    opened: RwLock<HashMap<Uuid, Arc<SealingKey>>>,
    newest: RwLock<Option<Pen>>,
    /// Data keys of which the log says already that they cannot be opened.
    told: Mutex<HashSet<Uuid>>,
}

impl Vault {
    pub(crate) fn new(keys: &MessageKeys) -> Self {
        let outer = keys.keys.iter().map(|(name, key)| (name.clone(), SealingKey::new(key)));
        let inner = Inner {
            outer: outer.collect(),
            seals_with: keys.seal_with.clone(),
            opened: RwLock::default(),
            newest: RwLock::default(),
            told: Mutex::default(),
        };
        Self { inner: Arc::new(inner) }
    }

    /// Whether what is written from now on is sealed.
    pub(crate) fn seals(&self) -> bool {
        self.inner.seals_with.is_some()
    }

    /// The pen for what is written now; none where words are written as they are. It is asked for before a transaction
    /// begins, since once a month it takes one of its own.
    ///
    /// # Errors
    /// 503 when the present data key does not open or the database is away: what cannot be sealed is not written.
    pub(crate) async fn pen(&self, db: &Db, now: DateTime<Utc>) -> Result<Option<Pen>> {
        self.pen_younger_than(EVERY, db, now).await
    }

    /// The same, with a data key that is younger than this.
    pub(crate) async fn pen_younger_than(
        &self,
        age: TimeDelta,
        db: &Db,
        now: DateTime<Utc>,
    ) -> Result<Option<Pen>> {
        let Some(name) = &self.inner.seals_with else { return Ok(None) };
        let is_young = |made_at: DateTime<Utc>| now < made_at + age;
        let newest = self.inner.newest.read().unwrap_or_else(PoisonError::into_inner).clone();
        if let Some(pen) = newest.filter(|pen| is_young(pen.made_at)) {
            return Ok(Some(pen));
        }
        let mut tx = db.begin_system().await?;
        // One new key, however many processes find that the old one is over.
        tx.hold(Lock::new("messaging.data_key", Uuid::nil())).await?;
        let newest = store::data_keys::newest(&mut tx, name).await?;
        match newest.map(|kept| self.pen_of(&kept)).transpose() {
            // Whatever its age: no data key is made under a name that stands for another key by now.
            Err(locked) => {
                tx.rollback().await?;
                Err(Error::unavailable(locked))
            }
            Ok(Some(pen)) if is_young(pen.made_at) => {
                // Before the lock is given up: whoever makes the next one announces it after this.
                self.remember(&pen);
                tx.rollback().await?;
                Ok(Some(pen))
            }
            Ok(_) => {
                let (pen, made) = self.make(name, now)?;
                store::data_keys::insert(&mut tx, &made).await?;
                tx.announce(DATA_KEY_MADE, &format!("data_key:{}", pen.id)).await?;
                tx.commit().await?;
                self.remember(&pen);
                let key = name.as_str();
                tracing::info!(data_key.id = %pen.id, key, "words are sealed with a new data key");
                Ok(Some(pen))
            }
        }
    }

    fn make(&self, name: &str, now: DateTime<Utc>) -> Result<(Pen, DataKey)> {
        let (id, key): (Uuid, [u8; 32]) = (Uuid::now_v7(), rand::random());
        let wrapped = self.outer(name).map_err(Error::internal)?.seal(id.as_bytes(), key.to_vec())?;
        let made = DataKey { id, sealed_with: name.to_owned(), wrapped, made_at: now };
        Ok((Pen { id, made_at: now, key: Arc::new(SealingKey::new(&key)) }, made))
    }

    fn pen_of(&self, kept: &DataKey) -> Result<Pen, Locked> {
        Ok(Pen { id: kept.id, made_at: kept.made_at, key: self.opened(kept)? })
    }

    fn remember(&self, pen: &Pen) {
        let mut opened = self.inner.opened.write().unwrap_or_else(PoisonError::into_inner);
        opened.insert(pen.id, pen.key.clone());
        *self.inner.newest.write().unwrap_or_else(PoisonError::into_inner) = Some(pen.clone());
    }

    /// There may be a newer data key.
    pub(crate) fn forget_newest(&self) {
        *self.inner.newest.write().unwrap_or_else(PoisonError::into_inner) = None;
    }

    /// Gets the data keys that are not known yet, over the reader's own connection. Those that cannot be had are told to
    /// the log, once.
    pub(crate) async fn learn(&self, db: &mut PgConnection, mut keys: Vec<Uuid>) -> Result<()> {
        let is_unknown =
            |id: &Uuid| !self.inner.opened.read().unwrap_or_else(PoisonError::into_inner).contains_key(id);
        keys.retain(is_unknown);
        if keys.is_empty() {
            return Ok(());
        }
        keys.sort_unstable();
        keys.dedup();
        let mut found = store::data_keys::find(db, &keys).await?;
        for id in keys {
            let kept = found.iter().position(|kept| kept.id == id).map(|at| found.swap_remove(at));
            let Err(reason) = kept.map_or(Err("its data key is gone".to_owned()), |kept| {
                let opened = self.opened(&kept).map_err(|locked| locked.to_string())?;
                self.inner.opened.write().unwrap_or_else(PoisonError::into_inner).insert(id, opened);
                Ok(())
            }) else {
                continue;
            };
            if self.inner.told.lock().unwrap_or_else(PoisonError::into_inner).insert(id) {
                tracing::error!(data_key.id = %id, reason, "messages cannot be read");
            }
        }
        Ok(())
    }

    /// The words that were sealed for this place; none while they cannot be opened. [`Vault::learn`] comes before.
    pub(crate) fn open(&self, conversation: ConversationId, of: Uuid, sealed: &[u8]) -> Option<String> {
        let (id, rest) = (key_of(sealed)?, sealed.get(ID..)?);
        let key = self.inner.opened.read().unwrap_or_else(PoisonError::into_inner).get(&id).cloned()?;
        let words = key.open(&place(conversation, of), rest);
        let words = words.and_then(|words| String::from_utf8(words).ok());
        if words.is_none() {
            tracing::error!(
                conversation.id = %conversation, message.id = %of, data_key.id = %id,
                "words do not open: they were changed, or moved here from elsewhere"
            );
        }
        words
    }

    /// Why data keys do not open, each with the number of those that it concerns.
    pub(crate) async fn locked(&self, db: &mut PgConnection) -> Result<BTreeMap<Locked, usize>> {
        let mut locked = BTreeMap::new();
        for kept in store::data_keys::all(db).await? {
            if let Err(reason) = self.unwrapped(&kept) {
                *locked.entry(reason).or_default() += 1;
            }
        }
        Ok(locked)
    }

    /// Seals all data keys with the present key; returns how many were sealed with another one.
    ///
    /// # Errors
    /// 500, and nothing is changed, when one of them does not open.
    pub(crate) async fn rewrap(&self, tx: &mut Tx) -> Result<usize> {
        let name = self.inner.seals_with.as_deref();
        let name = name.ok_or_else(|| Error::internal("messages.seal_with names no key"))?;
        let mut rewrapped = 0;
        for kept in store::data_keys::all(tx).await? {
            let key = self.unwrapped(&kept).map_err(Error::internal)?;
            if kept.sealed_with != name {
                let outer = self.outer(name).map_err(Error::internal)?;
                let wrapped = outer.seal(kept.id.as_bytes(), key.to_vec())?;
                store::data_keys::rewrap(tx, kept.id, name, &wrapped).await?;
                rewrapped += 1;
            }
        }
        Ok(rewrapped)
    }

    fn outer(&self, name: &str) -> Result<&SealingKey, Locked> {
        self.inner.outer.get(name).ok_or_else(|| Locked::Unknown(name.to_owned()))
    }

    fn unwrapped(&self, kept: &DataKey) -> Result<[u8; 32], Locked> {
        let key = self.outer(&kept.sealed_with)?.open(kept.id.as_bytes(), &kept.wrapped);
        key.and_then(|key| key.try_into().ok()).ok_or_else(|| Locked::Wrong(kept.sealed_with.clone()))
    }

    fn opened(&self, kept: &DataKey) -> Result<Arc<SealingKey>, Locked> {
        Ok(Arc::new(SealingKey::new(&self.unwrapped(kept)?)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn vault(name: &str, key: u8) -> Vault {
        let keys = [(name.to_owned(), [key; 32])].into_iter().collect();
        Vault::new(&MessageKeys { keys, seal_with: Some(name.to_owned()) })
    }

    #[test]
    fn words_open_in_their_own_conversation_and_message_only() {
        let vault = vault("k1", 1);
        let (pen, _) = vault.make("k1", DateTime::UNIX_EPOCH).expect("a key");
        vault.remember(&pen);
        let (room, other) = (ConversationId(Uuid::from_u128(1)), ConversationId(Uuid::from_u128(2)));
        let (message, next) = (Uuid::from_u128(3), Uuid::from_u128(4));
        let sealed = pen.seal(room, message, "Good morning").expect("sealed").expect("words");
        assert_eq!(key_of(&sealed), Some(pen.id()));
        assert_eq!(vault.open(room, message, &sealed).as_deref(), Some("Good morning"));
        assert_eq!(vault.open(room, next, &sealed), None, "another message");
        assert_eq!(vault.open(other, message, &sealed), None, "another conversation");
        assert_eq!(vault.open(room, message, &sealed[..ID + 3]), None);
        assert_eq!(vault.open(room, message, b"short"), None);
        assert_eq!(pen.seal(room, message, "").expect("nothing to do"), None);
        assert_eq!(seal(None, room, message, "Good morning").expect("nothing to do"), None);
    }

    #[test]
    fn a_data_key_opens_with_the_key_that_it_names() {
        let (first, other) = (vault("k1", 1), vault("k2", 2));
        let (_, kept) = first.make("k1", DateTime::UNIX_EPOCH).expect("a key");
        assert!(first.unwrapped(&kept).is_ok());
        assert_eq!(other.unwrapped(&kept), Err(Locked::Unknown("k1".to_owned())));
        assert_eq!(vault("k1", 3).unwrapped(&kept), Err(Locked::Wrong("k1".to_owned())));
        let moved = DataKey { id: Uuid::from_u128(9), ..kept };
        assert_eq!(first.unwrapped(&moved), Err(Locked::Wrong("k1".to_owned())), "not another one's row");
    }
}
