//! What stands before every handler: the rate limit and the question whether such an actor may try at all.

use std::marker::PhantomData;
use std::ops::Deref;
use std::sync::Arc;

use axum::extract::{FromRequestParts, Request};
use axum::http::request::Parts;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use kernel::Actor;

use super::identity::{ClientIp, actor_of};
use super::limits::RateClass;
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
    match let_in(&request) {
        Ok(allowance) => {
            let mut response = next.run(request).await;
            if let Some(allowance) = allowance {
                allowance.write_headers(response.headers_mut());
            }
            response
        }
        Err(error) => error.into_response(),
    }
}

fn let_in(request: &Request) -> Result<Option<super::limits::Allowance>> {
    let extensions = request.extensions();
    let (Some(platform), Some(guard)) = (extensions.get::<Arc<Platform>>(), extensions.get::<Guard>()) else {
        return Err(Error::internal("a route was reached outside the assembled stack"));
    };
    let actor = actor_of(extensions);
    let ip = extensions.get::<ClientIp>().copied().unwrap_or_default();
    let allowance = platform.limits.take(guard.class, &actor, ip)?;
    platform.policies.check_action(&actor, guard.action, &Resource::platform())?;
    Ok(allowance)
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
