//! What is known of one socket.

use std::collections::VecDeque;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use kernel::{Actor, BusinessId, Language, UserId};
use serde_json::Value;
use socketioxide::extract::AckSender;
use socketioxide::socket::Sid;
use tokio::time::Instant;

use super::auth::Shown;
use super::call::LiveCall;
use super::places::Place;

/// Most calls that wait behind the one being done.
const LONGEST_QUEUE: usize = 64;

/// A socket of this process.
pub(crate) struct Connection {
    pub(super) sid: Sid,
    pub(super) user: UserId,
    pub(super) language: Language,
    /// How much news the server had heard when it began to ask whose this socket is.
    pub(super) asked_at: u64,
    stale: AtomicBool,
    state: Mutex<State>,
}

struct State {
    shown: Arc<Shown>,
    actor: Arc<Actor>,
    checked_at: Instant,
    calls: Bucket,
    droppable: Bucket,
    queue: VecDeque<Job>,
    busy: bool,
    gone: bool,
    place: Option<Place>,
}

/// A call that waits to be done.
pub(super) struct Job {
    pub(super) event: Box<str>,
    pub(super) call: Option<Arc<dyn LiveCall>>,
    pub(super) payload: Value,
    pub(super) ack: AckSender,
}

/// What became of a call that came in.
pub(super) enum Taken {
    /// Nothing is being done for this socket: whoever asked begins.
    Begin,
    /// It waits for its turn.
    Queued,
    /// There are too many: told as an error.
    Refused(AckSender),
    /// There are too many of what does not matter.
    Dropped(AckSender),
}

impl Connection {
    pub(super) fn new(
        sid: Sid,
        place: Place,
        language: Language,
        asked_at: u64,
        shown: Shown,
        actor: Arc<Actor>,
    ) -> Self {
        let now = Instant::now();
        Self {
            sid,
            user: place.user,
            language,
            asked_at,
            stale: AtomicBool::new(false),
            state: Mutex::new(State {
                shown: Arc::new(shown),
                actor,
                checked_at: now,
                calls: Bucket::new(60.0, now),
                droppable: Bucket::new(10.0, now),
                queue: VecDeque::new(),
                busy: false,
                gone: false,
                place: Some(place),
            }),
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Counts a call and puts it into the queue.
    pub(super) fn take(&self, job: Job) -> Taken {
        let mut state = self.state();
        let now = Instant::now();
        if job.call.as_ref().is_some_and(|call| call.may_be_dropped()) {
            // Nobody sees more than a few of these a second.
            if !state.droppable.take(5.0, 10.0, now) {
                return Taken::Dropped(job.ack);
            }
        } else if !state.calls.take(30.0, 60.0, now) {
            return Taken::Refused(job.ack);
        }
        if state.queue.len() >= LONGEST_QUEUE {
            return Taken::Refused(job.ack);
        }
        state.queue.push_back(job);
        if state.busy {
            return Taken::Queued;
        }
        state.busy = true;
        Taken::Begin
    }

    /// The next call to do; none ends the turn.
    pub(super) fn next(&self) -> Option<Job> {
        let mut state = self.state();
        let job = if state.gone { None } else { state.queue.pop_front() };
        if job.is_none() {
            state.busy = false;
            state.queue = VecDeque::new();
        }
        job
    }

    /// The actor, when it is certain that nothing changed since it was asked for.
    pub(super) fn actor_if_fresh(&self) -> Option<Arc<Actor>> {
        (!self.stale.load(Ordering::Acquire)).then(|| self.state().actor.clone())
    }

    pub(super) fn shown(&self) -> Arc<Shown> {
        self.state().shown.clone()
    }

    pub(super) fn show(&self, shown: Arc<Shown>) {
        self.state().shown = shown;
    }

    /// Something about the user changed, or may have.
    pub(super) fn grow_stale(&self) {
        self.stale.store(true, Ordering::Release);
    }

    /// Begins to ask who it is again; what changes from now on makes it stale again.
    pub(super) fn begin_check(&self) {
        self.stale.store(false, Ordering::Release);
    }

    /// Takes the answer; returns the businesses before and after.
    pub(super) fn checked(&self, actor: Arc<Actor>) -> (Option<BusinessId>, Option<BusinessId>) {
        let mut state = self.state();
        let change = (state.actor.business_id(), actor.business_id());
        state.actor = actor;
        state.checked_at = Instant::now();
        change
    }

    pub(super) fn business(&self) -> Option<BusinessId> {
        self.state().actor.business_id()
    }

    pub(super) fn session(&self) -> Option<kernel::SessionId> {
        self.state().actor.user().map(|user| user.session_id)
    }

    /// Whether it is time to ask again who it is.
    pub(super) fn wants_check(&self, every: Duration) -> bool {
        self.stale.load(Ordering::Acquire) || self.state().checked_at.elapsed() >= every
    }

    /// The socket has ended: no call of it is begun any more, and its place is free.
    pub(super) fn end(&self) {
        let mut state = self.state();
        state.gone = true;
        state.place = None;
    }

    pub(super) fn is_gone(&self) -> bool {
        self.state().gone
    }
}

/// A token bucket.
struct Bucket {
    tokens: f32,
    at: Instant,
}

impl Bucket {
    fn new(tokens: f32, at: Instant) -> Self {
        Self { tokens, at }
    }

    /// Takes a token of those that come `a_second` and are kept up to `most`.
    fn take(&mut self, a_second: f32, most: f32, now: Instant) -> bool {
        let elapsed = now.saturating_duration_since(self.at).as_secs_f32();
        self.at = now;
        self.tokens = (self.tokens + elapsed * a_second).min(most);
        if self.tokens < 1.0 {
            return false;
        }
        self.tokens -= 1.0;
        true
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bucket_gives_what_came_in_and_no_more_than_it_holds() {
        let start = Instant::now();
        let mut bucket = Bucket::new(2.0, start);
        assert!(bucket.take(1.0, 2.0, start));
        assert!(bucket.take(1.0, 2.0, start));
        assert!(!bucket.take(1.0, 2.0, start));
        assert!(bucket.take(1.0, 2.0, start + Duration::from_secs(1)));
        let later = start + Duration::from_secs(100);
        assert_eq!((0..9).filter(|_| bucket.take(1.0, 2.0, later)).count(), 2);
    }
}
