//! What stands before every handler: the rate limit, the question whether such an actor may try at all, and the time
//! limit.

use std::marker::PhantomData;
use std::ops::Deref;
use std::sync::Arc;
use std::time::Duration;

use axum::extract::{FromRequestParts, Request};
use axum::http::request::Parts;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use kernel::Actor;

use super::identity::{ClientIp, actor_of};
use super::limits::{Allowance, RateClass};
use crate::error::{Error, Result};
use crate::module::Platform;
use crate::policy::{Resource, Right};

#[derive(Debug, Clone, Copy)]
pub(crate) struct Guard {
    pub action: &'static str,
    pub class: RateClass,
}

/// Per route: counts the request and asks the policies.
pub(crate) async fn guard(request: Request, next: Next) -> Response {
    let extensions = request.extensions();
    let (Some(platform), Some(guard)) = (extensions.get::<Arc<Platform>>(), extensions.get::<Guard>()) else {
        return Error::internal("a route was reached outside the assembled stack").into_response();
    };
    let (platform, guard) = (platform.clone(), *guard);
    let actor = actor_of(extensions);
    let ip = extensions.get::<ClientIp>().copied().unwrap_or_default();
    let allowance = match platform.limits.take(guard.class, &actor, ip, request.headers()).await {
        Ok(allowance) => allowance,
        Err(error) => return error.into_response(),
    };
    let response = match platform.policies.check_action(&actor, guard.action, &Resource::platform()) {
        Ok(()) => in_time(&platform, guard.class, next.run(request)).await,
        Err(error) => error.into_response(),
    };
    with_headers(response, allowance)
}

/// Where there is no route, or none for this method: that is told as a read is, and counts as one (P-16).
pub(crate) async fn unguarded(request: Request, answer: Error) -> Response {
    let extensions = request.extensions();
    let Some(platform) = extensions.get::<Arc<Platform>>().cloned() else { return answer.into_response() };
    let actor = actor_of(extensions);
    let ip = extensions.get::<ClientIp>().copied().unwrap_or_default();
    match platform.limits.take(RateClass::Read, &actor, ip, request.headers()).await {
        Ok(allowance) => with_headers(answer.into_response(), allowance),
        Err(error) => error.into_response(),
    }
}

fn with_headers(mut response: Response, allowance: Option<Allowance>) -> Response {
    if let Some(allowance) = allowance {
        allowance.write_headers(response.headers_mut());
    }
    response
}

async fn in_time(platform: &Platform, class: RateClass, answer: impl Future<Output = Response>) -> Response {
    // An upload may crawl over a bad network; the listener cuts off those who send nothing at all.
    let times = if matches!(class, RateClass::Upload | RateClass::Piece) { 15 } else { 1 };
    let patience = Duration::from_secs(platform.config.server.request_timeout_s * times);
    match tokio::time::timeout(patience, answer).await {
        Ok(response) => response,
        Err(_) => Error::unavailable("the request took too long").into_response(),
    }
}

/// The actor, who has the right `R` as far as that can be told before anything is loaded. Stands in a handler's
/// signature so that a reader sees the right; derefs to [`Actor`].
pub struct May<R>(pub Arc<Actor>, PhantomData<R>);

impl<R> Deref for May<R> {
    type Target = Actor;
    fn deref(&self) -> &Actor {
        &self.0
    }
}

impl<R: Right, S: Send + Sync> FromRequestParts<S> for May<R> {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self> {
        let registered = parts.extensions.get::<Guard>().map(|guard| guard.action);
        if registered != Some(R::ACTION) {
            return Err(Error::internal(format!(
                "a handler asks for {} on a route that is registered for {registered:?}",
                R::ACTION
            )));
        }
        Ok(Self(actor_of(&parts.extensions), PhantomData))
    }
}
