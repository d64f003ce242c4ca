//! The document of the API, generated from the code, and its pages that work offline (P-10).

use axum::Router;
use axum::routing::get;
use utoipa::openapi::path::Operation;
use utoipa::openapi::security::{ApiKey, ApiKeyValue, HttpAuthScheme, HttpBuilder, SecurityScheme};
use utoipa::openapi::{
    Components, Content, InfoBuilder, ObjectBuilder, OpenApi, OpenApiBuilder, Ref, ResponseBuilder,
    SecurityRequirement, ServerBuilder, Type,
};
use utoipa_swagger_ui::SwaggerUi;

use super::etag::CachePolicy;
use super::identity::SESSION_COOKIE;
use super::reply::json;
use super::routes::RouteRow;
use crate::module::Platform;
use crate::policy::Resource;

pub(crate) fn info(public_url: &str) -> OpenApi {
    let description = "Every answer is `{data, meta}`, every failure `{errors, meta}`. Lists are paged by `limit` and \
        `cursor`. Writes that may be sent twice take an `Idempotency-Key`; changes take `If-Match: \"v<version>\"`.";
    OpenApiBuilder::new()
        .info(InfoBuilder::new().title("PushNchat").version("1").description(Some(description)).build())
        .servers(Some([ServerBuilder::new().url(public_url).build()]))
        .components(Some(Components::new()))
        .build()
}

/// Adds what every operation has: its errors and its security, read from the table of routes.
pub(crate) fn document(openapi: &mut OpenApi, platform: &Platform, table: &[RouteRow]) {
    let components = openapi.components.get_or_insert_with(Components::new);
    let bearer = HttpBuilder::new().scheme(HttpAuthScheme::Bearer).bearer_format("JWT").build();
    components.add_security_scheme("bearer", SecurityScheme::Http(bearer));
    components.add_security_scheme(
        "cookie",
        SecurityScheme::ApiKey(ApiKey::Cookie(ApiKeyValue::new(SESSION_COOKIE))),
    );
    components.schemas.insert("Failure".to_owned(), failure().into());
    for row in table {
        let Some(item) = openapi.paths.paths.get_mut(&row.path) else { continue };
        let operation = match row.method.as_str() {
            "GET" => item.get.as_mut(),
            "POST" => item.post.as_mut(),
            "PUT" => item.put.as_mut(),
            "PATCH" => item.patch.as_mut(),
            _ => item.delete.as_mut(),
        };
        if let Some(operation) = operation {
            let anonymous = platform
                .policies
                .check_action(&kernel::Actor::Anonymous, row.action, &Resource::platform())
                .is_ok();
            add_common(operation, row, anonymous);
        }
    }
}

fn failure() -> utoipa::openapi::Schema {
    let text = || ObjectBuilder::new().schema_type(Type::String).build();
    let error = ObjectBuilder::new()
        .property("code", text())
        .property("message", text())
        .property("field", text())
        .property("source", text())
        .required("code")
        .required("message")
        .required("source")
        .build();
    let meta = ObjectBuilder::new().property("timestamp", text()).property("request_id", text()).build();
    ObjectBuilder::new()
        .property("errors", utoipa::openapi::ArrayBuilder::new().items(error).build())
        .property("meta", meta)
        .required("errors")
        .examples([serde_json::json!({
            "errors": [{"code": "VALIDATION_ERROR", "message": "At least 5 characters.", "field": "title", "source": "listings"}],
            "meta": {"timestamp": "2026-11-21T08:00:00.000Z", "request_id": "6f1c0d6a2c5b4f7e9b8a7c6d5e4f3a2b"}
        })])
        .build()
        .into()
}

fn add_common(operation: &mut Operation, row: &RouteRow, anonymous: bool) {
    let mut add = |status: &str, told: &str| {
        let content = Content::new(Some(Ref::from_schema_name("Failure")));
        let response = ResponseBuilder::new().description(told).content("application/json", content).build();
        operation.responses.responses.entry(status.to_owned()).or_insert(response.into());
    };
    add("400", "Cannot be read: syntax, an unknown name, a foreign cursor.");
    if row.path.contains('{') {
        add("404", "There is no such thing, or it is not for you.");
    }
    if !anonymous {
        add("401", "Nobody is signed in.");
        add("403", "Signed in, without the right.");
    }
    if row.method != "GET" {
        add("422", "Can be read, but breaks rules; all are told at once.");
    }
    add("429", "Too many requests; see Retry-After.");
    add("503", "A part is away; see Retry-After.");
    if !anonymous {
        operation.security = Some(vec![
            SecurityRequirement::new("bearer", Vec::<String>::new()),
            SecurityRequirement::new("cookie", Vec::<String>::new()),
        ]);
    } else {
        operation.security = Some(Vec::new());
    }
}

/// `/api/v1/openapi.json` and `/api/docs`, whose files are part of the program.
pub(crate) fn pages(openapi: &OpenApi) -> Router {
    let document = openapi.to_json().unwrap_or_default();
    let serve = move || async move {
        let mut response = json(axum::http::StatusCode::OK, document);
        response.extensions_mut().insert(CachePolicy::Public(300));
        response
    };
    let config = utoipa_swagger_ui::Config::from("/api/v1/openapi.json");
    Router::new()
        .route("/api/v1/openapi.json", get(serve))
        .merge(Router::from(SwaggerUi::new("/api/docs").config(config)))
}
