//! New keys for what was written (M-12), while people go on writing.

use chrono::TimeDelta;
use kernel::ConversationId;
use platform::{Error, Lock, Result};
use uuid::Uuid;

use crate::state::Messaging;
use crate::store;
use crate::store::reseal::{Kept, Shelf};
use crate::vault::{Pen, key_of};

/// What became of all words.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Resealed {
    /// They are sealed with the newest data key now.
    pub resealed: u64,
    /// They could not be opened, and are as they were.
    pub unreadable: u64,
}

/// Words of one transaction.
const PIECE: i64 = 500;
/// Processes that hear late of the new key write a little more with the one before, which another pass finds.
const PASSES: usize = 5;
/// A run that was cut off goes on with the data key that it has made, if that is not older than this.
const SAME_RUN: TimeDelta = TimeDelta::days(1);

impl Messaging {
    /// What is wrong with the configured keys, in a line for each key: what was sealed with it cannot be read.
    ///
    /// # Errors
    /// 503.
    pub async fn key_problems(&self) -> Result<Vec<String>> {
        let mut db = self.db.read().await?;
        let locked = self.vault.locked(&mut db).await?;
        let lines = locked.into_iter().map(|(reason, count)| {
            format!("{reason}: what was sealed with {count} data keys cannot be read")
        });
        Ok(lines.collect())
    }

    /// Seals every data key with the key that `messages.seal_with` names, without touching a message. Returns how many
    /// were sealed with another one.
    ///
    /// # Errors
    /// 500, and nothing is changed, when a data key does not open; its key's name is in the cause.
    pub async fn rotate_message_keys(&self) -> Result<usize> {
        let mut tx = self.db.begin_system().await?;
        tx.hold(Lock::new("messaging.data_key", Uuid::nil())).await?;
        let rewrapped = self.vault.rewrap(&mut tx).await?;
        tx.commit().await?;
        Ok(rewrapped)
    }

    /// Makes a new data key and seals with it all words there are, also those that never were; `told` hears how many are
    /// done. People go on reading and writing meanwhile.
    ///
    /// # Errors
    /// 500 when `messages.seal_with` names no key; 503.
    pub async fn reseal_messages(&self, told: impl Fn(u64) + Send + Sync) -> Result<Resealed> {
        let pen = self.vault.pen_younger_than(SAME_RUN, &self.db, self.now()).await?;
        let pen = pen.ok_or_else(|| Error::internal("messages.seal_with names no key"))?;
        let mut all = Resealed::default();
        for shelf in [Shelf::Messages, Shelf::Edits, Shelf::Reports] {
            let mut unreadable = 0;
            for _ in 0..PASSES {
                let before = all.resealed;
                unreadable = self.reseal_shelf(&pen, shelf, &mut all.resealed, &told).await?;
                if all.resealed == before {
                    break;
                }
            }
            all.unreadable += unreadable;
        }
        Ok(all)
    }

    /// Once through everything; returns how many words could not be opened.
    async fn reseal_shelf(
        &self,
        pen: &Pen,
        shelf: Shelf,
        resealed: &mut u64,
        told: &(impl Fn(u64) + Send + Sync),
    ) -> Result<u64> {
        let (mut unreadable, mut last): (u64, Option<Kept>) = (0, None);
        loop {
            let mut tx = self.db.begin_system().await?;
            // One after another, whoever else does the same.
            tx.hold(Lock::new("messaging.reseal", Uuid::nil())).await?;
            let read = store::reseal::next(&mut tx, shelf, last.as_ref(), PIECE).await?;
            let Some(end) = read.last().cloned() else {
                tx.rollback().await?;
                return Ok(unreadable);
            };
            let keys = read.iter().filter_map(|words| key_of(words.sealed.as_deref()?)).collect();
            self.vault.learn(&mut tx, keys).await?;
            let mut anew = Vec::new();
            for words in read {
                match self.sealed_anew(pen, &words)? {
                    Anew::Same => {}
                    Anew::Unreadable => unreadable += 1,
                    Anew::Sealed(sealed) => anew.push((words, sealed)),
                }
            }
            if anew.is_empty() {
                tx.rollback().await?;
            } else {
                *resealed += store::reseal::put(&mut tx, shelf, &anew).await?;
                tx.commit().await?;
                told(*resealed);
            }
            last = Some(end);
        }
    }

    fn sealed_anew(&self, pen: &Pen, words: &Kept) -> Result<Anew> {
        let room = ConversationId(words.conversation);
        let clear = match words.sealed.as_deref() {
            None => words.clear.clone(),
            Some(sealed) if key_of(sealed) == Some(pen.id()) => return Ok(Anew::Same),
            Some(sealed) => match self.vault.open(room, words.of, sealed) {
                Some(clear) => clear,
                None => return Ok(Anew::Unreadable),
            },
        };
        Ok(pen.seal(room, words.of, &clear)?.map_or(Anew::Same, Anew::Sealed))
    }
}

/// What is to be done with some words.
enum Anew {
    /// Nothing.
    Same,
    /// Nothing can be done.
    Unreadable,
    /// They are kept so.
    Sealed(Vec<u8>),
}
