//! News of committed changes, for caches: told at once within the process, and over `LISTEN` between processes.

use std::sync::{Arc, RwLock};
use std::time::Duration;

use sqlx::postgres::PgListener;
use tokio_util::sync::CancellationToken;

use crate::jobs::Wake;

/// The PostgreSQL channel that every published event is announced on.
pub(crate) const CHANNEL: &str = "platform_changes";

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
}

impl Changes {
    /// Calls `hearer` at every change, from whatever thread commits it; it must be quick.
    pub fn hear(&self, hearer: impl Fn(&Change) + Send + Sync + 'static) {
        self.hearers.write().unwrap_or_else(std::sync::PoisonError::into_inner).push(Box::new(hearer));
    }

    pub(crate) fn tell(&self, change: &Change) {
        for hearer in self.hearers.read().unwrap_or_else(std::sync::PoisonError::into_inner).iter() {
            hearer(change);
        }
    }

    /// Listens to the changes of all processes until `stop`; after a lost connection everything counts as changed.
    pub async fn listen(self, pool: sqlx::PgPool, wake: Wake, stop: CancellationToken) {
        let mut pause = Duration::from_millis(100);
        while !stop.is_cancelled() {
            let listening = async {
                let mut listener = PgListener::connect_with(&pool).await?;
                listener.listen(CHANNEL).await?;
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
