//! Group commit: what arrives while one batch is being written is written together in the next.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError};

use futures_util::future::BoxFuture;
use platform::{Error, Result};
use tokio::sync::oneshot;

type Work<T, R> = Box<dyn Fn(Vec<T>) -> BoxFuture<'static, Vec<Result<R>>> + Send + Sync>;

/// A queue whose items are worked on in batches, in the order in which they came. Every caller waits for the batch of
/// their own item; a caller who gives up does not stop it.
pub(crate) struct Lane<T, R> {
    queue: Mutex<Queue<T, R>>,
    /// Items of one batch.
    most: usize,
    work: Work<T, R>,
}

struct Queue<T, R> {
    waiting: VecDeque<(T, oneshot::Sender<Result<R>>)>,
    working: bool,
}

/// Items that may wait; whoever comes then is told to try again (P-35).
const FULL: usize = 4096;

impl<T: Send + 'static, R: Send + 'static> Lane<T, R> {
    /// `work` gives one answer for each item, in their order.
    pub(crate) fn new(
        most: usize,
        work: impl Fn(Vec<T>) -> BoxFuture<'static, Vec<Result<R>>> + Send + Sync + 'static,
    ) -> Arc<Self> {
        let queue = Mutex::new(Queue { waiting: VecDeque::new(), working: false });
        Arc::new(Self { queue, most, work: Box::new(work) })
    }

    /// Has `item` worked on and waits for its answer.
    pub(crate) async fn put(self: &Arc<Self>, item: T) -> Result<R> {
        let (answer, answered) = oneshot::channel();
        let idle = {
            let mut queue = self.queue.lock().unwrap_or_else(PoisonError::into_inner);
            if queue.waiting.len() >= FULL {
                return Err(Error::unavailable("too many messages wait to be written"));
            }
            queue.waiting.push_back((item, answer));
            !std::mem::replace(&mut queue.working, true)
        };
        if idle {
            tokio::spawn(self.clone().run());
        }
        answered.await.map_err(Error::unavailable)?
    }

    async fn run(self: Arc<Self>) {
        while let Some(batch) = self.take() {
            let (items, answers): (Vec<T>, Vec<_>) = batch.into_iter().unzip();
            // On a task of its own, so that a mistake in it cannot leave the lane standing.
            let results = tokio::spawn((self.work)(items)).await.unwrap_or_else(|failed| {
                tracing::error!(error = &failed as &dyn std::error::Error, "a batch was given up");
                Vec::new()
            });
            let missing = std::iter::repeat_with(|| Err(Error::unavailable("the batch was given up")));
            for (answer, result) in answers.into_iter().zip(results.into_iter().chain(missing)) {
                // Whoever asked may have left.
                let _ = answer.send(result);
            }
        }
    }

    fn take(&self) -> Option<Vec<(T, oneshot::Sender<Result<R>>)>> {
        let mut queue = self.queue.lock().unwrap_or_else(PoisonError::into_inner);
        if queue.waiting.is_empty() {
            queue.working = false;
            return None;
        }
        let count = queue.waiting.len().min(self.most);
        Some(queue.waiting.drain(..count).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use futures_util::FutureExt;
    use futures_util::future::join_all;

    #[tokio::test]
    async fn what_comes_during_a_batch_is_done_together_in_order() {
        let sizes = Arc::new(Mutex::new(Vec::new()));
        let seen = sizes.clone();
        let lane = Lane::new(8, move |items: Vec<usize>| {
            seen.lock().expect("nobody panics").push(items.clone());
            async move {
                tokio::task::yield_now().await;
                items.into_iter().map(Ok).collect()
            }
            .boxed()
        });
        let answers = join_all((0..20).map(|n| lane.put(n))).await;
        let answers: Vec<usize> = answers.into_iter().map(|answer| answer.expect("done")).collect();
        assert_eq!(answers, (0..20).collect::<Vec<_>>());
        let batches = sizes.lock().expect("nobody panics").clone();
        assert_eq!(batches.concat(), (0..20).collect::<Vec<_>>());
        assert!(batches.len() <= 4, "{batches:?}");
    }

    #[tokio::test]
    async fn a_batch_that_panics_fails_alone() {
        let lane = Lane::new(1, |items: Vec<bool>| {
            async move {
                assert!(items[0], "a mistake");
                vec![Ok(())]
            }
            .boxed()
        });
        assert!(lane.put(false).await.is_err());
        assert!(lane.put(true).await.is_ok());
    }
}
