//! Work that must not stop halfway when nobody waits for it any more.

use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll};

/// A future that goes on by itself when it is dropped before its end, as everything is when a client hangs up.
pub(crate) struct Finish<T: Send + 'static>(Option<Pin<Box<dyn Future<Output = T> + Send>>>);

/// Carries `future` to its end, whoever waits for it.
pub(crate) fn finish<T: Send + 'static>(future: impl Future<Output = T> + Send + 'static) -> Finish<T> {
    Finish(Some(Box::pin(future)))
}

impl<T: Send + 'static> Future for Finish<T> {
    type Output = T;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<T> {
        let Some(future) = &mut self.0 else { return Poll::Pending };
        let polled = future.as_mut().poll(context);
        if polled.is_ready() {
            self.0 = None;
        }
        polled
    }
}

impl<T: Send + 'static> Drop for Finish<T> {
    fn drop(&mut self) {
        // Without a runtime the program is ending, and its connections with it.
        if let (Some(left), Ok(runtime)) = (self.0.take(), tokio::runtime::Handle::try_current()) {
            runtime.spawn(left);
        }
    }
}
