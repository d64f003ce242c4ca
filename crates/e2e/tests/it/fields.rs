//! Whoever asks for something, or for a list, may say which fields of it they want (P-4).

use e2e::Site;
use serde_json::Value;

/// The fields of what a route answers with, an object or a list's items; none where that is a file.
fn fields_of<'a>(document: &'a Value, get: &'a Value) -> Option<Vec<&'a str>> {
    let schema = &get["responses"]["200"]["content"]["application/json"]["schema"]["properties"]["data"];
    let item = if schema["type"] == "array" { &schema["items"] } else { schema };
    let mut fields = Vec::new();
    let mut parts = vec![item];
    while let Some(part) = parts.pop() {
        if let Some(name) = part["$ref"].as_str().and_then(|path| path.rsplit('/').next()) {
            parts.push(&document["components"]["schemas"][name]);
        }
        parts.extend(part["allOf"].as_array().into_iter().flatten());
        fields.extend(
            part["properties"].as_object().into_iter().flat_map(|own| own.keys().map(String::as_str)),
        );
    }
    (!fields.is_empty()).then_some(fields)
}

/// Asks as each of them; the first answer to one who may.
async fn ask(site: &Site, path: &str, tokens: &[String]) -> (u16, Value) {
    let mut last = (0, Value::Null);
    for token in tokens {
        last = site.get(path, Some(token)).await;
        if !matches!(last.0, 401 | 403 | 404) {
            break;
        }
    }
    last
}

#[tokio::test(flavor = "multi_thread")]
async fn every_answer_lets_one_choose_fields_and_knows_its_own() {
    let site = Site::start(20).await;
    let tokens = [site.token("kwame").await, site.token("admin").await];
    let (_, document) = site.get("/api/v1/openapi.json", None).await;
    let (mut routes, mut picked, mut wrong) = (0, 0, Vec::new());
    for (path, operations) in document["paths"].as_object().expect("paths") {
        let get = &operations["get"];
        let Some(fields) = fields_of(&document, get) else { continue };
        routes += 1;
        let mut parameters = get["parameters"].as_array().into_iter().flatten();
        if !parameters.any(|parameter| parameter["name"] == "fields") {
            wrong.push(format!("{path} has none"));
        }
        if path.contains('{') {
            continue;
        }
        let (status, _) = ask(&site, &format!("{path}?fields=nonsense"), &tokens).await;
        if status != 400 {
            wrong.push(format!("{path}: {status} for a field that it has not"));
        }
        let field = fields.first().expect("an item has fields");
        let (status, reply) = ask(&site, &format!("{path}?fields={field}"), &tokens).await;
        let data = &reply["data"];
        let items = data.as_array().map_or_else(|| vec![data], |items| items.iter().collect());
        for item in items.into_iter().filter(|_| status == 200) {
            picked += 1;
            let more = item.as_object().is_none_or(|item| item.keys().any(|name| name != field));
            if more {
                wrong.push(format!("{path}: {item} instead of {field}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(routes >= 50 && picked >= 30, "{routes} routes, {picked} things: the document is not understood");
}
