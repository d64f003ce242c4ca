//! All modules put together into one service.

use std::sync::Arc;

use anyhow::Context;
use axum::extract::{DefaultBodyLimit, Request, State};
use axum::http::{HeaderValue, Method, StatusCode, header};
use axum::middleware::{Next, from_fn, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use axum::{Extension, Router};
use kernel::ErrorKind;
use tower::ServiceBuilder;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::compression::predicate::{NotForContentType, Predicate, SizeAbove};
use tower_http::cors::{AllowOrigin, CorsLayer};
use utoipa::openapi::OpenApi;
use utoipa_axum::router::OpenApiRouter;

use super::routes::RouteRow;
use super::{csrf, etag, guard, identity, locale, problem, trace};
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
                .layer(from_fn_with_state(content_security(platform)?, security_headers))
                .layer(cors(platform))
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
    let sockets = platform.sockets.open(platform, live).layer(cors(platform));
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

fn cors(platform: &Platform) -> CorsLayer {
    let origins: Vec<HeaderValue> =
        platform.config.server.cors_origins.iter().filter_map(|origin| origin.parse().ok()).collect();
    CorsLayer::new()
        .allow_origin(AllowOrigin::list(origins))
        .allow_methods([Method::GET, Method::POST, Method::PUT, Method::PATCH, Method::DELETE])
        .allow_headers([
            header::AUTHORIZATION,
            header::CONTENT_TYPE,
            header::IF_MATCH,
            header::IF_NONE_MATCH,
            header::ACCEPT_LANGUAGE,
            header::HeaderName::from_static("idempotency-key"),
            header::HeaderName::from_static("traceparent"),
            header::HeaderName::from_static("upload-offset"),
            mark::HEADER,
        ])
        .expose_headers([
            header::ETAG,
            header::LOCATION,
            header::RETRY_AFTER,
            header::HeaderName::from_static("ratelimit-limit"),
            header::HeaderName::from_static("ratelimit-remaining"),
            header::HeaderName::from_static("ratelimit-reset"),
            header::HeaderName::from_static("x-request-id"),
            header::HeaderName::from_static("idempotency-replayed"),
            header::HeaderName::from_static("upload-offset"),
            header::HeaderName::from_static("upload-length"),
            mark::HEADER,
        ])
        .max_age(std::time::Duration::from_secs(3600))
}

/// Scripts only from here; styles may be inline, which the pages' single inlined sheet and placeholder colours need.
/// Scripts speak to nobody but us, and to the bucket where photos go straight there.
fn content_security(platform: &Platform) -> anyhow::Result<HeaderValue> {
    let bucket = platform.blobs.origin().map(|origin| format!(" {origin}")).unwrap_or_default();
    let policy = format!(
        "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; \
         connect-src 'self'{bucket}; object-src 'none'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'"
    );
    policy.try_into().context("storage.endpoint makes no address")
}

async fn security_headers(State(policy): State<HeaderValue>, request: Request, next: Next) -> Response {
    let https =
        request.extensions().get::<Arc<Platform>>().is_some_and(|platform| platform.config.server.is_https());
    let mut response = next.run(request).await;
    let unchanged = response.status() == StatusCode::NOT_MODIFIED;
    let headers = response.headers_mut();
    let mut set = |name: header::HeaderName, value: &'static str| {
        headers.entry(name).or_insert(HeaderValue::from_static(value));
    };
    set(header::X_CONTENT_TYPE_OPTIONS, "nosniff");
    set(header::REFERRER_POLICY, "strict-origin-when-cross-origin");
    set(
        header::HeaderName::from_static("permissions-policy"),
        "geolocation=(self), camera=(self), microphone=(self), payment=()",
    );
    set(header::HeaderName::from_static("cross-origin-opener-policy"), "same-origin");
    if https {
        set(header::STRICT_TRANSPORT_SECURITY, "max-age=63072000; includeSubDomains");
    }
    if unchanged {
        headers.remove(header::CONTENT_SECURITY_POLICY);
    } else {
        headers.entry(header::CONTENT_SECURITY_POLICY).or_insert(policy);
    }
    response
}
