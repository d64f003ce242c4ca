//! The document of the API, generated from the code, and its pages that work offline (P-10).

use axum::Router;
use axum::routing::get;
use serde_json::json as value;
use utoipa::openapi::path::{Operation, ParameterIn};
use utoipa::openapi::schema::Schema;
use utoipa::openapi::security::{ApiKey, ApiKeyValue, HttpAuthScheme, HttpBuilder, SecurityScheme};
use utoipa::openapi::{
    Components, Content, InfoBuilder, ObjectBuilder, OpenApi, OpenApiBuilder, Ref, RefOr, ResponseBuilder,
    SecurityRequirement, ServerBuilder,
};
use utoipa_swagger_ui::SwaggerUi;

use super::etag::CachePolicy;
use super::identity::SESSION_COOKIE;
use super::query::{LIMITS, USUAL};
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

/// Sees that the types of one domain keep their names to themselves.
///
/// # Errors
/// When two types that differ have one name: then one of them would silently stand for both.
pub(crate) fn names_differ(known: &OpenApi, more: &OpenApi) -> anyhow::Result<()> {
    let (Some(known), Some(more)) = (&known.components, &more.components) else { return Ok(()) };
    for (name, schema) in &more.schemas {
        let same = known.schemas.get(name).is_none_or(|other| other == schema);
        anyhow::ensure!(same, "two types of the API are called {name}: give one of them #[schema(as = …)]");
    }
    Ok(())
}

/// Adds what every operation has: its name, its envelope, its errors and its security, read from the table of routes.
pub(crate) fn document(openapi: &mut OpenApi, platform: &Platform, table: &[RouteRow]) {
    let components = openapi.components.get_or_insert_with(Components::new);
    let bearer = HttpBuilder::new().scheme(HttpAuthScheme::Bearer).bearer_format("JWT").build();
    components.add_security_scheme("bearer", SecurityScheme::Http(bearer));
    components.add_security_scheme(
        "cookie",
        SecurityScheme::ApiKey(ApiKey::Cookie(ApiKeyValue::new(SESSION_COOKIE))),
    );
    for (name, schema) in shared_schemas() {
        components.schemas.insert(name.to_owned(), schema.into());
    }
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
            operation.operation_id = Some(operation_id(row));
            wrap(operation);
            bound(operation);
            add_common(operation, row, anonymous);
        }
    }
}

/// `GET /api/v1/listings/{id}/media` → `getListingsByIdMedia`: the only one of its name, whoever wrote the handler.
fn operation_id(row: &RouteRow) -> String {
    let mut id = row.method.to_lowercase();
    let path = row.path.trim_start_matches("/api/v1");
    for word in path.split(['/', '-', '_']).filter(|word| !word.is_empty()) {
        if word.starts_with('{') {
            id.push_str("By");
        }
        let mut letters = word.trim_matches(['{', '}']).chars();
        id.extend(letters.next().map(|first| first.to_ascii_uppercase()));
        id.push_str(letters.as_str());
    }
    id
}

/// What stands around data and errors.
fn shared_schemas() -> [(&'static str, Schema); 4] {
    let example = value!({
        "errors": [{"code": "VALIDATION_ERROR", "message": "At least 5 characters.", "field": "title", "source": "listings"}],
        "meta": {"timestamp": "2026-11-21T08:00:00.000Z", "request_id": "6f1c0d6a2c5b4f7e9b8a7c6d5e4f3a2b"}
    });
    let time = value!({"type": "string", "format": "date-time", "description": "When it was answered."});
    let written = [
        (
            "Failure",
            value!({
                "type": "object", "required": ["errors", "meta"], "examples": [example],
                "properties": {
                    "errors": {"type": "array", "items": {
                        "type": "object", "required": ["code", "message", "source"],
                        "properties": {
                            "code": {"type": "string", "description": "Stable; for programs."},
                            "message": {"type": "string", "description": "In the language asked for; for people."},
                            "field": {"type": "string", "description": "Dotted path of what is wrong."},
                            "source": {"type": "string", "description": "The domain that says so."}
                        }
                    }},
                    "meta": {"type": "object", "required": ["timestamp", "request_id"], "properties": {
                        "timestamp": time,
                        "request_id": {"type": "string", "description": "To be named to support."},
                        "current": {"type": "object", "description": "After a conflict of versions: the state as it is now."}
                    }}
                }
            }),
        ),
        ("Meta", value!({"type": "object", "required": ["timestamp"], "properties": {"timestamp": time}})),
        (
            "ListMeta",
            value!({
                "type": "object", "required": ["timestamp"],
                "description": "A list that is told whole has no pagination; some lists tell more here, such as facets.",
                "properties": {
                    "timestamp": time,
                    "pagination": {
                        "type": "object", "required": ["limit", "next_cursor", "has_more"],
                        "properties": {
                            "limit": {"type": "integer", "format": "int64"},
                            "next_cursor": {"type": ["string", "null"], "description": "For `cursor` of the next page."},
                            "has_more": {"type": "boolean"}
                        }
                    }
                }
            }),
        ),
        (
            "Links",
            value!({"type": "object", "required": ["next"], "properties": {
                "next": {"type": "string", "description": "Path and query of the next page."}
            }}),
        ),
    ];
    written.map(|(name, schema)| (name, serde_json::from_value(schema).expect("the schemas above are whole")))
}

/// The envelope around what a handler said it answers with.
fn wrap(operation: &mut Operation) {
    for (status, response) in &mut operation.responses.responses {
        let RefOr::T(response) = response else { continue };
        let Some(RefOr::T(content)) = response.content.get_mut("application/json") else { continue };
        if !status.starts_with('2') {
            continue;
        }
        // A file that happens to be JSON is told without a schema and has no envelope.
        let Some(data) = content.schema.take() else { continue };
        let list = matches!(data, RefOr::T(Schema::Array(_)));
        let meta = if list { "ListMeta" } else { "Meta" };
        let envelope = ObjectBuilder::new()
            .property("data", data)
            .property("meta", Ref::from_schema_name(meta))
            .required("data")
            .required("meta");
        let envelope =
            if list { envelope.property("links", Ref::from_schema_name("Links")) } else { envelope };
        content.schema = Some(envelope.build().into());
    }
}

/// What holds of `limit` wherever it is taken, since `PageArgs` sees to it.
fn bound(operation: &mut Operation) {
    for parameter in operation.parameters.iter_mut().flatten() {
        let RefOr::T(parameter) = parameter else { continue };
        if parameter.name != "limit" || parameter.parameter_in != ParameterIn::Query {
            continue;
        }
        if let Some(RefOr::T(Schema::Object(limit))) = &mut parameter.schema {
            limit.minimum = Some((*LIMITS.start()).into());
            limit.maximum = Some((*LIMITS.end()).into());
            limit.default.get_or_insert_with(|| USUAL.into());
        }
    }
}

fn add_common(operation: &mut Operation, row: &RouteRow, anonymous: bool) {
    let takes_body = operation.request_body.is_some();
    let mut add = |status: &str, told: &str| {
        let content = Content::new(Some(Ref::from_schema_name("Failure")));
        let response = ResponseBuilder::new().description(told).content("application/json", content).build();
        operation.responses.responses.entry(status.to_owned()).or_insert(response.into());
    };
    add("400", "Cannot be read: syntax, an unknown name, a foreign cursor.");
    if row.path.contains('{') {
        add("404", "There is no such thing, or it is not for you.");
    }
    add("401", "Nobody is signed in, or no longer.");
    if !anonymous || row.method != "GET" {
        add("403", "Signed in, without the right; or sent from another site.");
    }
    if row.method != "GET" {
        add("409", "It clashes with what is there now, or its idempotency key is in use.");
        add("428", "It is not said which version is changed.");
    }
    if takes_body {
        add("413", "Larger than what is taken here.");
        add("415", "Not the content type that is taken here.");
    }
    add("422", "Can be read, but breaks rules; all are told at once.");
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

#[cfg(test)]
mod tests {
    use utoipa::openapi::path::ParameterBuilder;
    use utoipa::openapi::{ArrayBuilder, ComponentsBuilder, Type};

    use super::*;
    use crate::http::RateClass;

    fn row(method: &str, path: &str) -> RouteRow {
        let (path, method) = (path.to_owned(), method.to_owned());
        RouteRow { path, method, action: "listing:read", domain: "listings", class: RateClass::Read }
    }

    #[test]
    fn every_route_has_a_name_of_its_own() {
        let id = |method, path| operation_id(&row(method, path));
        assert_eq!(id("GET", "/api/v1/listings"), "getListings");
        assert_eq!(id("PUT", "/api/v1/messages/desk/tickets/{id}/agent"), "putMessagesDeskTicketsByIdAgent");
        assert_eq!(id("DELETE", "/api/v1/media/{media_id}"), "deleteMediaByMediaId");
        assert_eq!(id("POST", "/api/v1/auth/logout-all"), "postAuthLogoutAll");
    }

    #[test]
    fn an_answer_is_described_as_it_is_sent() {
        let list = ArrayBuilder::new().items(ObjectBuilder::new().schema_type(Type::String)).build();
        let ok = ResponseBuilder::new().content("application/json", Content::new(Some(list)));
        let mut operation = Operation::new();
        operation.responses.responses.insert("200".to_owned(), ok.build().into());
        wrap(&mut operation);
        add_common(&mut operation, &row("GET", "/api/v1/listings"), true);
        let told = serde_json::to_value(&operation).expect("JSON");
        let schema = &told["responses"]["200"]["content"]["application/json"]["schema"];
        assert_eq!(schema["properties"]["data"]["type"], "array");
        assert_eq!(schema["properties"]["meta"]["$ref"], "#/components/schemas/ListMeta");
        assert_eq!(schema["required"], serde_json::json!(["data", "meta"]));
        assert!(told["responses"]["404"].is_null() && told["responses"]["422"].is_object());
        assert_eq!(shared_schemas().len(), 4);
    }

    #[test]
    fn a_page_has_its_bounds() {
        let limit = |of: Option<i64>| {
            let number = ObjectBuilder::new().schema_type(Type::Integer).default(of.map(Into::into)).build();
            let parameter = ParameterBuilder::new().name("limit").parameter_in(ParameterIn::Query);
            let mut operation = Operation::new();
            operation.parameters = Some(vec![RefOr::T(parameter.schema(Some(number)).build())]);
            bound(&mut operation);
            let told = serde_json::to_value(&operation).expect("JSON")["parameters"][0]["schema"].clone();
            ["minimum", "maximum", "default"].map(|bound| told[bound].as_i64())
        };
        assert_eq!(limit(None), [Some(1), Some(100), Some(20)]);
        assert_eq!(limit(Some(50)), [Some(1), Some(100), Some(50)], "what a list says of itself stays");
    }

    #[test]
    fn one_name_for_two_types_is_refused() {
        let with = |kind| {
            let schema = ObjectBuilder::new().schema_type(kind).build();
            let components = ComponentsBuilder::new().schema("PriceBody", schema).build();
            OpenApiBuilder::new().components(Some(components)).build()
        };
        assert!(names_differ(&with(Type::String), &with(Type::String)).is_ok());
        let refused = names_differ(&with(Type::String), &with(Type::Integer)).expect_err("two types");
        assert!(refused.to_string().contains("PriceBody"));
    }
}
