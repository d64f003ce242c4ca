//! All modules put together into one service.

use std::sync::Arc;

use axum::extract::{DefaultBodyLimit, Request};
use axum::middleware::{from_fn, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use axum::{Extension, Router};
use kernel::ErrorKind;
use tower::ServiceBuilder;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::compression::predicate::{NotForContentType, Predicate, SizeAbove};
use utoipa::openapi::OpenApi;
use utoipa_axum::router::OpenApiRouter;

use super::routes::RouteRow;
use super::{csrf, etag, guard, headers, identity, locale, problem, trace};
use crate::error::Error;
use crate::mark;
use crate::module::{Module, Platform};
use crate::sockets;

/// Most bytes of a body, unless a route says otherwise.
const LARGEST_BODY: usize = 256 * 1024;

/// The whole application.
pub struct AppRouter {
    /// Answers requests, and takes sockets.
    pub router: Router,
    /// The first half of it.
    pub site: Router,
    /// The second half.
    pub sockets: Router,
    /// The document of the API.
    pub openapi: OpenApi,
    /// The AsyncAPI document of what goes over sockets.
    pub asyncapi: serde_json::Value,
    /// The same as TypeScript types.
    pub live_types: String,
    /// Every route with its right.
    pub table: Vec<RouteRow>,
}

/// Puts the modules together. `extra` holds routes without a domain (static files, health).
///
/// # Errors
/// When a route asks for a right that no policy knows: then the program must not start.
pub fn assemble(platform: &Arc<Platform>, modules: Vec<Module>, extra: Router) -> anyhow::Result<AppRouter> {
    let mut api = OpenApiRouter::with_openapi(super::openapi_info(&platform.config.server.public_url));
    let mut pages = Router::new();
    let mut table = Vec::new();
    let mut live = Vec::new();
    for module in modules {
        live.push(module.live);
        let (module_api, module_pages, rows) = module.routes.split();
        super::openapi::names_differ(api.get_openapi(), module_api.get_openapi())?;
        api = api.merge(OpenApiRouter::new().nest("/api/v1", module_api));
        pages = pages.merge(module_pages);
        table.extend(rows);
    }
    for row in &table {
        anyhow::ensure!(
            platform.policies.knows(row.action),
            "{} {} asks for {}, which policies/pushnchat.cedarschema does not know",
            row.method,
            row.path,
            row.action
        );
    }
    table.sort();
    let (asyncapi, live_types) = (sockets::docs::asyncapi(&live), sockets::docs::typescript(&live));
    let (api, mut openapi) = api.split_for_parts();
    super::document(&mut openapi, platform, &table);
    let site = api
        .merge(pages)
        .merge(extra)
        .merge(super::api_docs(&openapi))
        .fallback(nothing_here)
        .method_not_allowed_fallback(wrong_method)
        // The layer that stands last is the outermost.
        .layer(
            ServiceBuilder::new()
                .layer(Extension(platform.clone()))
                .layer(from_fn(trace::trace))
                .layer(from_fn_with_state(headers::content_security(platform)?, headers::secure))
                .layer(headers::cors(platform))
                .layer(from_fn(etag::name_coding))
                .layer(
                    CompressionLayer::new().compress_when(
                        SizeAbove::new(860)
                            .and(NotForContentType::IMAGES)
                            .and(NotForContentType::const_new("font/")),
                    ),
                )
                .layer(from_fn(problem::render))
                .layer(CatchPanicLayer::custom(panicked))
                .layer(from_fn(locale::localise))
                .layer(from_fn(mark::carry))
                .layer(from_fn(identity::identify))
                .layer(from_fn(csrf::same_site_writes))
                .layer(from_fn(etag::conditional))
                .layer(DefaultBodyLimit::max(LARGEST_BODY)),
        );
    // Sockets have their own way in: what a request needs is asked per call there.
    let sockets = platform.sockets.open(platform, live).layer(headers::cors(platform));
    let router = site.clone().merge(sockets.clone());
    Ok(AppRouter { router, site, sockets, openapi, asyncapi, live_types, table })
}

async fn nothing_here(request: Request) -> Response {
    guard::unguarded(request, Error::not_found("platform")).await
}

async fn wrong_method(request: Request) -> Response {
    let error = Error::new(ErrorKind::MethodNotAllowed, "platform", "platform-error-method");
    guard::unguarded(request, error).await
}

fn panicked(told: Box<dyn std::any::Any + Send>) -> Response {
    let told = told
        .downcast_ref::<String>()
        .cloned()
        .or_else(|| told.downcast_ref::<&str>().map(|text| (*text).to_owned()))
        .unwrap_or_default();
    Error::internal(format!("panic: {told}")).into_response()
}
