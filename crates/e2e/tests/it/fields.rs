//! Whoever reads may say which fields they want (P-4), and of a list how much (P-10): what the document says of it holds.

use std::collections::HashMap;

use e2e::Site;
use serde_json::{Map, Value};

/// What an answer is told to carry.
fn data_of(get: &Value) -> &Value {
    &get["responses"]["200"]["content"]["application/json"]["schema"]["properties"]["data"]
}

/// The names of an object's fields; none where it may be of several kinds.
fn fields_of<'a>(document: &'a Value, schema: &'a Value) -> Vec<&'a str> {
    if let Some(named) = schema["$ref"].as_str() {
        let name = named.rsplit('/').next().unwrap_or_default();
        return fields_of(document, &document["components"]["schemas"][name]);
    }
    let own = schema["properties"].as_object().into_iter().flat_map(Map::keys).map(String::as_str);
    let parts = schema["allOf"].as_array().into_iter().flatten();
    own.chain(parts.flat_map(|part| fields_of(document, part))).collect()
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

/// By the folder of a path: an id that Kwame may read something of.
async fn things(site: &Site, tokens: &[String]) -> HashMap<&'static str, String> {
    let lists = [
        ("listings", "/api/v1/listings/mine", "/data/0/id"),
        ("connections", "/api/v1/connections?status=ACCEPTED", "/data/0/id"),
        ("conversations", "/api/v1/messages/conversations", "/data/0/id"),
        ("users", "/api/v1/users/me", "/data/id"),
        ("businesses", "/api/v1/listings/mine", "/data/0/business/slug"),
        ("inbox", "/api/v1/listings/mine", "/data/0/business/slug"),
    ];
    let mut known = HashMap::new();
    for (folder, path, at) in lists {
        let (_, reply) = ask(site, path, tokens).await;
        if let Some(thing) = reply.pointer(at).and_then(Value::as_str) {
            known.insert(folder, thing.to_owned());
        }
    }
    known
}

/// The path with something in it that exists, where that is known, and otherwise with what could.
fn filled(path: &str, known: &HashMap<&'static str, String>) -> String {
    let mut parts: Vec<String> = Vec::new();
    for part in path.split('/') {
        let folder = parts.last().map(String::as_str).unwrap_or_default();
        let thing = match part {
            "{seq}" => Some("1".to_owned()),
            _ if part.starts_with('{') => {
                let nothing = "0191a5c2-7d1e-7c3a-9b52-3f6d1c2b4a59".to_owned();
                Some(known.get(folder).cloned().unwrap_or(nothing))
            }
            _ => None,
        };
        parts.push(thing.unwrap_or_else(|| part.to_owned()));
    }
    parts.join("/")
}

/// Every read of the document that answers with data, with a path that can be asked.
fn reads(document: &Value, known: &HashMap<&'static str, String>) -> Vec<(String, Value)> {
    let paths = document["paths"].as_object().expect("paths").iter();
    let reads = paths.map(|(path, operations)| (filled(path, known), operations["get"].clone()));
    reads.filter(|(_, get)| !data_of(get).is_null()).collect()
}

fn parameter<'a>(get: &'a Value, name: &str) -> Option<&'a Value> {
    get["parameters"].as_array().into_iter().flatten().find(|parameter| parameter["name"] == name)
}

/// The whole program, who asks, and what can be read.
async fn site() -> (Site, [String; 2], Value, Vec<(String, Value)>) {
    let site = Site::start(20).await;
    let tokens = [site.token("kwame").await, site.token("admin").await];
    let (_, document) = site.get("/api/v1/openapi.json", None).await;
    let reads = reads(&document, &things(&site, &tokens).await);
    (site, tokens, document, reads)
}

#[tokio::test(flavor = "multi_thread")]
async fn every_read_lets_one_choose_fields_and_knows_its_own() {
    let (site, tokens, document, reads) = site().await;
    let (mut lists, mut things, mut items_picked, mut things_picked) = (0, 0, 0, 0);
    let mut wrong = Vec::new();
    for (path, get) in &reads {
        let data = data_of(get);
        let is_list = data["type"] == "array";
        *(if is_list { &mut lists } else { &mut things }) += 1;
        if parameter(get, "fields").is_none() {
            wrong.push(format!("{path} has none"));
        }
        let (status, _) = ask(&site, &format!("{path}?fields=nonsense"), &tokens).await;
        if status != 400 {
            wrong.push(format!("{path}: {status} for a field that it has not"));
        }
        let fields = fields_of(&document, if is_list { &data["items"] } else { data });
        let Some(field) = fields.first() else { continue };
        let (status, reply) = ask(&site, &format!("{path}?fields={field}"), &tokens).await;
        let answered = match &reply["data"] {
            Value::Array(items) => items.clone(),
            thing => vec![thing.clone()],
        };
        for one in answered.iter().filter(|_| status == 200) {
            *(if is_list { &mut items_picked } else { &mut things_picked }) += 1;
            let more = one.as_object().is_none_or(|one| one.keys().any(|name| name != field));
            if more {
                wrong.push(format!("{path}: {one} instead of {field}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(lists >= 30 && items_picked >= 30, "{lists} lists, {items_picked} items: not understood");
    assert!(things >= 19 && things_picked >= 7, "{things} things, {things_picked} read: not understood");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_list_is_as_long_as_the_document_says_unless_told() {
    let (site, tokens, _, reads) = site().await;
    let (mut bounded, mut compared, mut wrong) = (0, 0, Vec::new());
    for (path, get) in &reads {
        let Some(limit) = parameter(get, "limit") else { continue };
        bounded += 1;
        let limit = &limit["schema"];
        let (least, most) = (limit["minimum"].as_i64(), limit["maximum"].as_i64());
        let (Some(least), Some(most), Some(usual)) = (least, most, limit["default"].as_i64()) else {
            wrong.push(format!("{path}: {limit}"));
            continue;
        };
        let (status, reply) = ask(&site, path, &tokens).await;
        if status != 200 {
            continue;
        }
        let told = reply["meta"]["pagination"]["limit"].as_i64();
        if told.is_some_and(|told| told != usual) {
            wrong.push(format!("{path}: {told:?} when nothing is told, not {usual}"));
        }
        compared += usize::from(told.is_some());
        for (limit, expected) in [(least, 200), (most, 200), (least - 1, 422), (most + 1, 422)] {
            let (status, _) = ask(&site, &format!("{path}?limit={limit}"), &tokens).await;
            if status != expected {
                wrong.push(format!("{path}: {status} for {limit}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(bounded >= 20 && compared >= 12, "{bounded} lists, {compared} of them read: not understood");
}
