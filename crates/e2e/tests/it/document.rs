//! What the document of the API says of every operation (P-1, P-6, P-10, P-11). That it says what the program does is
//! seen when it is generated again, and by the fuzzer.

use std::collections::BTreeSet;

use serde_json::{Map, Value};

/// The document as it is kept.
fn document() -> Value {
    serde_json::from_str(include_str!("../../../../docs/openapi.json")).expect("it is JSON")
}

/// Every operation, by its method and path.
fn operations(document: &Value) -> Vec<(String, &Value)> {
    let methods = ["get", "post", "put", "patch", "delete"];
    let mut operations = Vec::new();
    for (path, item) in document["paths"].as_object().expect("paths") {
        let named =
            |method: &&str| item.get(*method).map(|operation| (format!("{method} {path}"), operation));
        operations.extend(methods.iter().filter_map(named));
    }
    assert!(operations.len() > 140, "{}: the document is not understood", operations.len());
    operations
}

/// A schema with all that it is made of.
fn parts<'a>(document: &'a Value, schema: &'a Value, seen: &mut BTreeSet<&'a str>) -> Vec<&'a Value> {
    let mut inner: Vec<&Value> = schema["properties"].as_object().into_iter().flat_map(Map::values).collect();
    inner.extend(schema.get("items"));
    for kind in ["oneOf", "allOf", "anyOf"] {
        inner.extend(schema[kind].as_array().into_iter().flatten());
    }
    if let Some(name) = schema["$ref"].as_str().and_then(|path| path.rsplit('/').next())
        && seen.insert(name)
    {
        inner.push(&document["components"]["schemas"][name]);
    }
    let mut all = vec![schema];
    for schema in inner {
        all.extend(parts(document, schema, seen));
    }
    all
}

fn has_example(document: &Value, schema: &Value) -> bool {
    parts(document, schema, &mut BTreeSet::new())
        .iter()
        .any(|part| part.get("example").or_else(|| part.get("examples")).is_some())
}

/// The schema of the JSON that is sent, if any is.
fn json_of(told: &Value) -> Option<&Value> {
    told["content"]["application/json"].get("schema")
}

#[test]
fn every_operation_has_its_purpose_examples_errors_and_security() {
    let document = document();
    let mut wrong = Vec::new();
    for (name, operation) in operations(&document) {
        if operation["summary"].as_str().is_none_or(str::is_empty) {
            wrong.push(format!("{name} has no summary"));
        }
        if !operation["security"].is_array() {
            wrong.push(format!("{name} does not say who may"));
        }
        for status in ["400", "401", "422", "429", "503"] {
            if operation["responses"][status].is_null() {
                wrong.push(format!("{name} does not tell of {status}"));
            }
        }
        if json_of(&operation["requestBody"]).is_some_and(|body| !has_example(&document, body)) {
            wrong.push(format!("{name} takes what it gives no example of"));
        }
        for (status, told) in operation["responses"].as_object().expect("answers") {
            let data = json_of(told).map(|schema| &schema["properties"]["data"]);
            if status.starts_with('2') && data.is_some_and(|data| !has_example(&document, data)) {
                wrong.push(format!("{name} gives no example of its {status}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Lists that are told whole, since a rule limits them; `docs/api-standards.md` says which rule. A list that can grow has a
/// cursor, so this one only gets shorter.
const WHOLE: [&str; 13] = [
    "/api/v1/auth/sessions",
    "/api/v1/connections/markets",
    "/api/v1/connections/metrics",
    "/api/v1/explore/trending",
    "/api/v1/listings/categories",
    "/api/v1/listings/categories/proposed",
    "/api/v1/listings/{id}/matches",
    "/api/v1/messages/desk/agents",
    "/api/v1/messages/desk/canned",
    "/api/v1/messages/desk/times",
    "/api/v1/search/saved",
    "/api/v1/search/suggest",
    "/api/v1/users/me/contacts",
];

#[test]
fn a_list_that_can_grow_has_a_cursor() {
    let document = document();
    let mut whole = Vec::new();
    for (path, item) in document["paths"].as_object().expect("paths") {
        let answer = json_of(&item["get"]["responses"]["200"]);
        let is_list = answer.is_some_and(|schema| schema["properties"]["data"]["type"] == "array");
        let mut parameters = item["get"]["parameters"].as_array().into_iter().flatten();
        if is_list && !parameters.any(|parameter| parameter["name"] == "cursor") {
            whole.push(path.as_str());
        }
    }
    assert_eq!(whole, WHOLE);
}

#[test]
fn no_body_takes_a_field_that_it_does_not_know() {
    let document = document();
    let (mut objects, mut wrong) = (0, Vec::new());
    for (name, operation) in operations(&document) {
        let Some(body) = json_of(&operation["requestBody"]) else { continue };
        for part in parts(&document, body, &mut BTreeSet::new()) {
            if part["properties"].is_object() {
                objects += 1;
                if part["additionalProperties"] != false {
                    wrong.push(format!("{name}: {part}"));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(objects >= 40, "{objects}: the document is not understood");
}

/// P-6: a change names the version it is meant for. Without one are those that say all that they change, so that the last
/// word counts, and the pieces of an upload, which name their place.
#[test]
fn whoever_changes_something_can_say_which_version_of_it() {
    let document = document();
    let takes_a_version = |operation: &Value| {
        let mut parameters = operation["parameters"].as_array().into_iter().flatten();
        let body = json_of(&operation["requestBody"]);
        let body = body.map(|body| parts(&document, body, &mut BTreeSet::new())).unwrap_or_default();
        parameters.any(|parameter| parameter["name"] == "If-Match")
            || body.iter().any(|part| part["properties"].get("version").is_some())
    };
    let is_change = |name: &str| name.starts_with("put ") || name.starts_with("patch ");
    let operations = operations(&document).into_iter();
    let without = operations.filter(|(name, operation)| is_change(name) && !takes_a_version(operation));
    let without: Vec<String> = without.map(|(name, _)| name.replace("/api/v1/", "")).collect();
    let expected = [
        "put businesses/{slug}/verification",
        "put connections/suggestions/{business_id}/dismissal",
        "put listings/{id}/save",
        "patch media/uploads/{id}",
        "put messages/conversations/{id}/archive",
        "put messages/conversations/{id}/files/{upload_id}",
        "put messages/conversations/{id}/messages/{seq}/reaction",
        "put messages/conversations/{id}/mute",
        "put messages/desk/tickets/{id}/agent",
        "put messages/desk/tickets/{id}/status",
        "put messages/desk/tickets/{id}/topic",
        "patch notifications/{id}",
    ];
    assert_eq!(without, expected);
}

/// Fields in small letters, words that stand for something in large ones. What a browser's push subscription looks like is
/// as others have made it.
#[test]
fn fields_and_enums_are_written_in_one_way() {
    let document = document();
    let made_of = |text: &str, letters: fn(&char) -> bool| {
        text.starts_with(|first: char| letters(&first))
            && text.chars().all(|c| letters(&c) || c.is_ascii_digit() || c == '_')
    };
    let schemas = document["components"]["schemas"].as_object().expect("schemas");
    let mut wrong = Vec::new();
    for schema in schemas.values() {
        // Each by its own name only.
        let mut seen = schemas.keys().map(String::as_str).collect();
        for part in parts(&document, schema, &mut seen) {
            let fields = part["properties"].as_object().into_iter().flat_map(Map::keys);
            wrong.extend(fields.filter(|field| !made_of(field, char::is_ascii_lowercase)).cloned());
            let words = part["enum"].as_array().into_iter().flatten().filter_map(Value::as_str);
            let bad = words.filter(|word| !made_of(word, char::is_ascii_uppercase));
            wrong.extend(bad.map(str::to_owned));
        }
    }
    wrong.sort();
    wrong.dedup();
    assert_eq!(wrong, ["expirationTime"]);
}
