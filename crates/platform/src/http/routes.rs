//! Routes that cannot be added without a right and a rate class (P-14).

use std::convert::Infallible;

use axum::Router;
use axum::http::Method;
use axum::middleware::from_fn;
use axum::routing::MethodRouter;
use serde::Serialize;
use utoipa_axum::router::{OpenApiRouter, UtoipaMethodRouter};

use super::guard::{Guard, guard};
use super::limits::RateClass;
use crate::policy::Right;

/// One row of the table of routes, which the authorisation matrix is checked against.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct RouteRow {
    /// Path with `{parameters}`, as a client sees it.
    pub path: String,
    /// HTTP method.
    pub method: String,
    /// The Cedar action that is asked.
    pub action: &'static str,
    /// The domain that answers.
    pub domain: &'static str,
    /// What it counts as.
    #[serde(skip)]
    pub class: RateClass,
}

/// The routes of one domain.
pub struct Routes<S = ()> {
    domain: &'static str,
    api: OpenApiRouter<S>,
    pages: Router<S>,
    table: Vec<RouteRow>,
}

impl<S: Clone + Send + Sync + 'static> Routes<S> {
    /// No routes yet.
    #[must_use]
    pub fn new(domain: &'static str) -> Self {
        Self { domain, api: OpenApiRouter::new(), pages: Router::new(), table: Vec::new() }
    }

    /// Adds a handler of the JSON API, given as `routes!(handler)`; its path is below `/api/v1`.
    #[must_use]
    pub fn api<R: Right>(
        mut self,
        class: RateClass,
        (schemas, paths, router): UtoipaMethodRouter<S>,
    ) -> Self {
        for (path, item) in &paths.paths {
            let methods = [
                ("GET", item.get.is_some()),
                ("POST", item.post.is_some()),
                ("PUT", item.put.is_some()),
                ("PATCH", item.patch.is_some()),
                ("DELETE", item.delete.is_some()),
            ];
            for (method, _) in methods.into_iter().filter(|(_, present)| *present) {
                self.table.push(self.row::<R>(format!("/api/v1{path}"), method, class));
            }
        }
        let guarded: MethodRouter<S> =
            router.layer::<_, Infallible>(from_fn(guard)).layer(axum::Extension(self.guard::<R>(class)));
        self.api = self.api.routes((schemas, paths, guarded));
        self
    }

    /// Adds a page or another route outside the API.
    #[must_use]
    pub fn page<R: Right>(
        mut self,
        class: RateClass,
        method: &Method,
        path: &str,
        router: MethodRouter<S>,
    ) -> Self {
        self.table.push(self.row::<R>(path.to_owned(), method.as_str(), class));
        let guarded: MethodRouter<S> =
            router.layer::<_, Infallible>(from_fn(guard)).layer(axum::Extension(self.guard::<R>(class)));
        self.pages = self.pages.route(path, guarded);
        self
    }

    fn guard<R: Right>(&self, class: RateClass) -> Guard {
        Guard { action: R::ACTION, class }
    }

    fn row<R: Right>(&self, path: String, method: &str, class: RateClass) -> RouteRow {
        RouteRow { path, method: method.to_owned(), action: R::ACTION, domain: self.domain, class }
    }

    /// Binds the handlers to the domain's state.
    #[must_use]
    pub fn with_state(self, state: S) -> Routes {
        Routes {
            domain: self.domain,
            api: self.api.with_state(state.clone()),
            pages: self.pages.with_state(state),
            table: self.table,
        }
    }
}

impl Routes {
    /// The parts: API with its documentation, pages, and the table of both.
    pub fn split(self) -> (OpenApiRouter, Router, Vec<RouteRow>) {
        (self.api, self.pages, self.table)
    }

    /// The table of routes.
    #[must_use]
    pub fn table(&self) -> &[RouteRow] {
        &self.table
    }
}
