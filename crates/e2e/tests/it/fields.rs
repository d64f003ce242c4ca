//! Whoever asks for a list may say which fields of its items they want (P-4).

use e2e::Site;
use serde_json::Value;

/// The fields of a list's items, if the answer is a list.
fn fields_of<'a>(document: &'a Value, get: &'a Value) -> Option<Vec<&'a str>> {
    let schema = &get["responses"]["200"]["content"]["application/json"]["schema"]["properties"]["data"];
    let named = (schema["type"] == "array").then(|| schema["items"]["$ref"].as_str()).flatten()?;
    let item = &document["components"]["schemas"][named.rsplit('/').next()?];
    Some(item["properties"].as_object()?.keys().map(String::as_str).collect())
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
async fn every_list_lets_one_choose_fields_and_knows_its_own() {
    let site = Site::start(20).await;
    let tokens = [site.token("kwame").await, site.token("admin").await];
    let (_, document) = site.get("/api/v1/openapi.json", None).await;
    let (mut lists, mut picked, mut wrong) = (0, 0, Vec::new());
    for (path, operations) in document["paths"].as_object().expect("paths") {
        let get = &operations["get"];
        let Some(fields) = fields_of(&document, get) else { continue };
        lists += 1;
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
        for item in reply["data"].as_array().into_iter().flatten().filter(|_| status == 200) {
            picked += 1;
            let more = item.as_object().is_none_or(|item| item.keys().any(|name| name != field));
            if more {
                wrong.push(format!("{path}: {item} instead of {field}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(lists >= 30 && picked >= 30, "{lists} lists, {picked} items: the document is not understood");
}
