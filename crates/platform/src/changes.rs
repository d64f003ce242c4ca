//! News of committed changes, for caches: told at once within the process, and over `LISTEN` between processes.

use std::collections::{HashSet, VecDeque};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError, RwLock};
use std::time::Duration;

use sqlx::postgres::PgListener;
use tokio::sync::Notify;
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

use crate::jobs::Wake;
use crate::mark;

/// The PostgreSQL channel that every published event is announced on.
pub(crate) const CHANNEL: &str = "platform_changes";
/// The one that says, after a transaction's events, which transaction it was.
pub(crate) const MARKS: &str = "platform_marks";

/// Something was committed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Change {
    /// An event of this type about this aggregate (`listing.updated`, `listing:0191…`).
    Event {
        /// The event's type.
        kind: String,
        /// What it is about.
        aggregate: String,
    },
    /// The line to the database was lost: anything may have changed.
    Everything,
}

impl Change {
    pub(crate) fn to_payload(&self) -> String {
        match self {
            Self::Event { kind, aggregate } => format!("{kind} {aggregate}"),
            Self::Everything => "*".to_owned(),
        }
    }

    fn from_payload(payload: &str) -> Self {
        match payload.split_once(' ') {
            Some((kind, aggregate)) => Self::Event { kind: kind.to_owned(), aggregate: aggregate.to_owned() },
            None => Self::Everything,
        }
    }
}

type Hearer = Box<dyn Fn(&Change) + Send + Sync>;

/// Whom to tell of changes. Cheap to clone.
#[derive(Clone, Default)]
pub struct Changes {
    hearers: Arc<RwLock<Vec<Hearer>>>,
    heard: Arc<(Mutex<Heard>, Notify)>,
}

/// The transactions whose changes this process has heard of.
#[derive(Default)]
struct Heard {
    marks: HashSet<Uuid>,
    order: VecDeque<Uuid>,
    /// How often everything had changed, and when the last time was.
    rounds: u64,
    since_ms: u64,
}

/// Marks that are remembered; those of some half a minute at most are asked about.
const MARKS_KEPT: usize = 65_536;

impl Changes {
    /// Calls `hearer` at every change, from whatever thread commits it; it must be quick.
    pub fn hear(&self, hearer: impl Fn(&Change) + Send + Sync + 'static) {
        self.hearers.write().unwrap_or_else(std::sync::PoisonError::into_inner).push(Box::new(hearer));
    }

    pub(crate) fn tell(&self, change: &Change) {
        for hearer in self.hearers.read().unwrap_or_else(PoisonError::into_inner).iter() {
            hearer(change);
        }
        if *change == Change::Everything {
            let mut heard = self.heard();
            heard.rounds += 1;
            heard.since_ms = mark::time_of(Uuid::now_v7());
            drop(heard);
            self.heard.1.notify_waiters();
        }
    }

    fn heard(&self) -> MutexGuard<'_, Heard> {
        self.heard.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// All changes of this transaction have been told.
    pub(crate) fn note(&self, mark: Uuid) {
        let mut heard = self.heard();
        if heard.marks.insert(mark) {
            heard.order.push_back(mark);
            if heard.order.len() > MARKS_KEPT
                && let Some(oldest) = heard.order.pop_front()
            {
                heard.marks.remove(&oldest);
            }
        }
        drop(heard);
        self.heard.1.notify_waiters();
    }

    /// Waits until this process has heard of a transaction that was committed before this is asked, at most so long;
    /// whether it has.
    pub(crate) async fn catch_up(&self, mark: Uuid, patience: Duration) -> bool {
        let rounds = self.heard().rounds;
        let caught_up = async {
            loop {
                let news = self.heard.1.notified();
                {
                    let heard = self.heard();
                    // Everything was forgotten after it, or it is among what was told.
                    let before = heard.since_ms > mark::time_of(mark) + mark::SKEW_MS;
                    if heard.marks.contains(&mark) || before || heard.rounds > rounds {
                        return;
                    }
                }
                news.await;
            }
        };
        tokio::time::timeout(patience, caught_up).await.is_ok()
    }

    /// Listens to the changes of all processes until `stop`; after a lost connection everything counts as changed.
    pub async fn listen(self, pool: sqlx::PgPool, wake: Wake, stop: CancellationToken) {
        let mut pause = Duration::from_millis(100);
        while !stop.is_cancelled() {
            let listening = async {
                let mut listener = PgListener::connect_with(&pool).await?;
                // Between two lines everything may have changed, which has to be told before the next one is heard.
                listener.eager_reconnect(false);
                listener.listen_all([CHANNEL, MARKS]).await?;
                Ok::<_, sqlx::Error>(listener)
            };
            let Ok(mut listener) = listening.await else {
                tokio::select! { () = stop.cancelled() => return, () = tokio::time::sleep(pause) => {} }
                pause = (pause * 2).min(Duration::from_secs(2));
                continue;
            };
            pause = Duration::from_millis(100);
            self.tell(&Change::Everything);
            wake.now();
            loop {
                tokio::select! {
                    () = stop.cancelled() => return,
                    heard = listener.try_recv() => match heard {
                        Ok(Some(notification)) if notification.channel() == MARKS => {
                            if let Ok(mark) = notification.payload().parse() {
                                self.note(mark);
                            }
                        }
                        Ok(Some(notification)) => {
                            self.tell(&Change::from_payload(notification.payload()));
                            wake.now();
                        }
                        Ok(None) | Err(_) => break,
                    },
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SOON: Duration = Duration::from_millis(20);

    #[tokio::test]
    async fn a_mark_is_waited_for_until_it_is_heard_or_everything_is_told() {
        let changes = Changes::default();
        let (first, second) = (Uuid::now_v7(), Uuid::now_v7());
        assert!(!changes.catch_up(first, SOON).await);
        let (caught_up, ()) = tokio::join!(changes.catch_up(first, Duration::from_secs(5)), async {
            tokio::task::yield_now().await;
            changes.note(first);
        });
        assert!(caught_up && changes.catch_up(first, SOON).await);
        assert!(!changes.catch_up(second, SOON).await);
        let (caught_up, ()) = tokio::join!(changes.catch_up(second, Duration::from_secs(5)), async {
            tokio::task::yield_now().await;
            changes.tell(&Change::Everything);
        });
        assert!(caught_up);
    }

    #[tokio::test]
    async fn what_was_long_before_everything_was_forgotten_needs_no_waiting() {
        let changes = Changes::default();
        let old = Uuid::new_v7(uuid::Timestamp::from_unix(uuid::NoContext, 1_700_000_000, 0));
        assert!(!changes.catch_up(old, SOON).await);
        changes.tell(&Change::Everything);
        assert!(changes.catch_up(old, SOON).await);
    }

    #[test]
    fn only_so_many_marks_are_kept() {
        let changes = Changes::default();
        let first = Uuid::from_u128(1);
        changes.note(first);
        for n in 2..=MARKS_KEPT as u128 + 1 {
            changes.note(Uuid::from_u128(n));
        }
        let heard = changes.heard();
        assert_eq!((heard.marks.len(), heard.order.len()), (MARKS_KEPT, MARKS_KEPT));
        assert!(!heard.marks.contains(&first));
    }
}
