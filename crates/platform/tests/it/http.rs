use axum::Router;
use axum::http::Method;
use axum::routing::get;
use kernel::Role;
use platform::Module;
use platform::http::{RateClass, Routes, assemble};
use serde_json::json;

use crate::notes::start;

#[tokio::test]
async fn bad_requests_get_4xx_in_the_envelope_and_in_the_readers_language() {
    let parts = start().await;
    let amina = parts.app.user(Role::Consumer);
    let send = |body: &'static str| amina.raw(Method::POST, "/api/v1/notes", "application/json", body);
    for (body, status, code, field) in [
        ("{", 400, "MALFORMED", ""),
        ("[1]", 400, "MALFORMED", ""),
        ("{\"text\": 1}", 400, "MALFORMED", "text"),
        ("{\"text\": \"x\", \"colour\": 1}", 400, "MALFORMED", "colour"),
        ("{}", 422, "VALIDATION_ERROR", "text"),
    ] {
        let reply = send(body).await.expect(status);
        assert_eq!(reply.errors(), [(code.to_owned(), field.to_owned())], "{body}");
        assert!(!reply.json()["meta"]["request_id"].as_str().unwrap_or("").is_empty());
    }
    let huge = format!("{{\"text\": \"{}\"}}", "x".repeat(300 * 1024));
    let _ = amina.raw(Method::POST, "/api/v1/notes", "application/json", huge).await.expect(413);
    let _ = amina.raw(Method::POST, "/api/v1/notes", "text/plain", "{}").await.expect(415);
    let bytes: &[u8] = b"{\"text\": \"\xff\xfe\"}";
    let _ = amina.raw(Method::POST, "/api/v1/notes", "application/json", bytes).await.expect(400);
    let deep = format!("{{\"text\": {}", "[".repeat(50_000));
    let _ = amina.raw(Method::POST, "/api/v1/notes", "application/json", deep).await.expect(400);

    let french = parts.app.anonymous().with_header("accept-language", "fr-CI");
    let reply = french.post("/api/v1/notes", json!({"text": "x"})).await.expect(401);
    assert_eq!(reply.json()["errors"][0]["message"], "Connectez-vous d’abord.");
}

#[tokio::test]
async fn unknown_addresses_and_methods_are_told_to_programs_as_json_and_to_people_as_pages() {
    let parts = start().await;
    let anyone = parts.app.anonymous();
    assert_eq!(anyone.get("/api/v1/nothing").await.expect(404).errors()[0].0, "NOT_FOUND");
    let refused = anyone.delete("/api/v1/notes").await.expect(405);
    assert_eq!(refused.errors()[0].0, "METHOD_NOT_ALLOWED");
    assert_eq!(refused.header("allow"), "POST");
    let page = anyone.get("/nothing").await.expect(404);
    assert!(page.header("content-type").starts_with("text/html"));
    assert!(page.text().contains("<html"));
}

#[tokio::test]
async fn what_never_reaches_a_handler_is_refused_in_the_same_words() {
    let parts = start().await;
    let french = parts.app.anonymous().with_header("accept-language", "fr-CI");
    let no_letters = french.get("/api/v1/notes/%FF").await.expect(400);
    assert_eq!(no_letters.errors(), [("MALFORMED".to_owned(), String::new())]);
    assert_eq!(no_letters.json()["errors"][0]["message"], "Ceci est illisible.");
    let no_file = french.get("/api/docs/nothing.js").await.expect(404);
    assert_eq!(no_file.errors()[0].0, "NOT_FOUND");
    assert_eq!(no_file.header("content-type"), "application/json");
}

#[tokio::test]
async fn a_panic_is_a_500_that_tells_nothing() {
    let parts = start().await;
    let reply = parts.app.anonymous().get("/api/v1/notes/panic").await.expect(500);
    assert_eq!(reply.errors()[0].0, "INTERNAL");
    assert!(!reply.text().contains("secret"));
    let _ = parts.app.anonymous().get("/api/v1/notes/panic").await.expect(500);
}

#[tokio::test]
async fn a_read_that_has_not_changed_is_a_304() {
    let parts = start().await;
    let amina = parts.app.user(Role::Consumer);
    let written = amina.post("/api/v1/notes", json!({"text": "maize"})).await.expect(201);
    let path = written.header("location").to_owned();
    let first = parts.app.anonymous().get(&path).await.expect(200);
    let etag = first.header("etag").to_owned();
    assert!(etag.starts_with('"'), "a strong ETag: {etag}");
    assert_eq!(first.header("cache-control"), "public, max-age=30, stale-while-revalidate=30");
    assert!(first.header("vary").contains("watermark"), "{}", first.header("vary"));
    assert_eq!(amina.get(&path).await.expect(200).header("cache-control"), "private, no-cache");
    let again = parts.app.anonymous().with_header("if-none-match", &etag).get(&path).await.expect(304);
    assert!(again.body.is_empty());
    assert_eq!(again.header("etag"), etag);
    let other = parts.app.anonymous().with_header("if-none-match", "\"other\"").get(&path).await.expect(200);
    assert_eq!(other.header("etag"), etag);
    // Compared weakly, and found in a list.
    for known in [format!("W/{etag}"), format!("\"other\", {etag}"), "*".to_owned()] {
        let _ = parts.app.anonymous().with_header("if-none-match", &known).get(&path).await.expect(304);
    }
    // Data that has changed has another one.
    let changed = amina.post("/api/v1/notes", json!({"text": "rice"})).await.expect(201);
    let other = parts.app.anonymous().get(changed.header("location")).await.expect(200);
    assert_ne!(other.header("etag"), etag);
}

#[tokio::test]
async fn a_page_has_the_same_etag_or_none_when_only_its_headers_are_asked_for() {
    let parts = start().await;
    let anyone = parts.app.anonymous();
    let etag = anyone.get("/notes/page").await.expect(200).header("etag").to_owned();
    assert!(etag.starts_with('"'), "{etag}");
    let head = anyone.raw(Method::HEAD, "/notes/page", "text/plain", "").await.expect(200);
    assert!(["", etag.as_str()].contains(&head.header("etag")), "{}", head.header("etag"));
    assert_eq!(head.header("cache-control"), "private, no-cache");
    let written = parts.app.user(Role::Consumer).post("/api/v1/notes", json!({"text": "maize"})).await;
    let path = written.expect(201).header("location").to_owned();
    let head = anyone.raw(Method::HEAD, &path, "text/plain", "").await.expect(200);
    assert_eq!(head.header("etag"), anyone.get(&path).await.expect(200).header("etag"));
}

#[tokio::test]
async fn what_is_worth_it_is_compressed_as_the_client_likes_best() {
    let parts = start().await;
    let amina = parts.app.user(Role::Consumer);
    let path = async |text: String| {
        let written = amina.post("/api/v1/notes", json!({"text": text})).await.expect(201);
        written.header("location").to_owned()
    };
    let (long, tiny) = (path("maize and beans ".repeat(200)).await, path("maize".to_owned()).await);
    let read = async |path: &str, accepts: &str| {
        parts.app.anonymous().with_header("accept-encoding", accepts).get(path).await.expect(200)
    };
    let plain = read(&long, "identity").await;
    assert_eq!(plain.header("content-encoding"), "");
    for (accepts, encoding) in [
        ("gzip, deflate, br, zstd", "zstd"),
        ("gzip, deflate, br", "br"),
        ("gzip", "gzip"),
        ("br;q=0.2, gzip;q=0.9", "gzip"),
    ] {
        let reply = read(&long, accepts).await;
        assert_eq!(reply.header("content-encoding"), encoding, "{accepts}");
        assert!(reply.body.len() < plain.body.len() / 5, "{accepts}: {} bytes", reply.body.len());
        assert!(reply.header("vary").contains("accept-encoding"), "{}", reply.header("vary"));
        // Other bytes, another strong tag; the answer is known again by it.
        let etag = reply.header("etag").to_owned();
        assert_eq!(etag, format!("{}-{encoding}\"", plain.header("etag").trim_end_matches('"')));
        let there = parts.app.anonymous().with_header("accept-encoding", accepts);
        let again = there.with_header("if-none-match", &etag).get(&long).await.expect(304);
        assert_eq!(again.header("etag"), etag);
    }
    assert_eq!(read(&tiny, "gzip, br").await.header("content-encoding"), "", "tiny bodies would only grow");
}

#[tokio::test]
async fn over_https_browsers_are_told_to_come_back_by_https_only() {
    let over = async |url: &'static str| {
        let parts = crate::notes::start_with(|config| config.server.public_url = url.to_owned()).await;
        parts.app.anonymous().get("/notes/page").await.expect(200)
    };
    let safe = over("https://pushnchat.example").await;
    assert_eq!(safe.header("strict-transport-security"), "max-age=63072000; includeSubDomains");
    assert_eq!(safe.header("referrer-policy"), "strict-origin-when-cross-origin");
    assert!(safe.header("permissions-policy").contains("payment=()"));
    assert_eq!(over("http://localhost:8080").await.header("strict-transport-security"), "");
}

#[tokio::test]
async fn every_answer_carries_the_security_headers() {
    let parts = start().await;
    for path in ["/notes/page", "/nothing", "/api/v1/nothing"] {
        let reply = parts.app.anonymous().get(path).await;
        assert!(reply.header("content-security-policy").contains("script-src 'self'"), "{path}");
        assert!(!reply.header("content-security-policy").contains("script-src 'self' 'unsafe"), "{path}");
        assert_eq!(reply.header("x-content-type-options"), "nosniff", "{path}");
        assert_eq!(reply.header("x-request-id").len(), 32, "{path}");
    }
}

#[tokio::test]
async fn a_write_that_another_site_makes_a_browser_send_is_refused() {
    let parts = start().await;
    let anyone = parts.app.anonymous().with_header("sec-fetch-site", "cross-site");
    let _ = anyone.post("/api/v1/notes", json!({"text": "x"})).await.expect(403);
    let forged = parts.app.anonymous().with_header("authorization", "Bearer forged");
    let _ = forged.get("/api/v1/notes/x").await.expect(401);
    let basic = parts.app.anonymous().with_header("authorization", "Basic eA==");
    let _ = basic.get("/api/v1/notes/x").await.expect(401);
}

#[tokio::test]
async fn a_program_on_another_site_may_read_what_every_answer_says_of_itself() {
    let notes = crate::notes::start_with(|config| {
        config.server.cors_origins = vec!["https://app.example".to_owned()];
    });
    let parts = notes.await;
    let there = parts.app.anonymous().with_header("origin", "https://app.example");
    let reply = there.get("/api/v1/nothing").await.expect(404);
    assert_eq!(reply.header("access-control-allow-origin"), "https://app.example");
    let here = parts.app.anonymous().get("/api/v1/nothing").await.expect(404);
    assert_eq!(here.header("access-control-expose-headers"), "", "nobody from elsewhere asks");
    let exposed = reply.header("access-control-expose-headers").to_lowercase();
    for name in [
        "ratelimit-limit",
        "ratelimit-remaining",
        "ratelimit-reset",
        "retry-after",
        "x-request-id",
        "idempotency-replayed",
        "etag",
    ] {
        assert!(exposed.split(',').any(|told| told.trim() == name), "{name} is missing in {exposed}");
    }
    let elsewhere = parts.app.anonymous().with_header("origin", "https://evil.example");
    assert_eq!(elsewhere.get("/api/v1/nothing").await.expect(404).header("access-control-allow-origin"), "");
}

#[tokio::test]
async fn a_program_on_another_site_may_ask_before_it_writes() {
    let notes = crate::notes::start_with(|config| {
        config.server.cors_origins = vec!["https://app.example".to_owned()];
    });
    let parts = notes.await;
    let asks = |origin: &str| {
        parts
            .app
            .anonymous()
            .with_header("origin", origin)
            .with_header("access-control-request-method", "POST")
            .with_header("access-control-request-headers", "idempotency-key, if-match, watermark")
    };
    let preflight = |origin: &str| {
        let client = asks(origin);
        async move { client.raw(Method::OPTIONS, "/api/v1/notes", "text/plain", "").await.expect(200) }
    };
    let reply = preflight("https://app.example").await;
    assert_eq!(reply.header("access-control-allow-origin"), "https://app.example");
    assert_eq!(reply.header("access-control-max-age"), "3600");
    assert_eq!(reply.header("access-control-allow-credentials"), "", "cookies stay on our own site");
    let allowed = |name| reply.header(name).to_lowercase();
    assert!(allowed("access-control-allow-methods").contains("patch"));
    for name in ["idempotency-key", "if-match", "watermark", "authorization"] {
        assert!(allowed("access-control-allow-headers").contains(name), "{name}");
    }
    assert_eq!(preflight("https://evil.example").await.header("access-control-allow-origin"), "");
}

#[tokio::test]
async fn a_program_on_another_site_may_write_before_it_has_a_token_but_never_with_a_cookie() {
    let notes = crate::notes::start_with(|config| {
        config.server.cors_origins = vec!["https://app.example".to_owned()];
    });
    let parts = notes.await;
    let amina = parts.app.user(Role::Consumer);
    let cookie = amina.header("authorization").replace("Bearer ", "pushnchat_session=");
    let note = json!({"text": "maize"});
    let from = |origin| {
        parts.app.anonymous().with_header("origin", origin).with_header("sec-fetch-site", "cross-site")
    };
    let (friend, evil) = (from("https://app.example"), from("https://evil.example"));
    // The question who it is comes after that of where it comes from; signing in asks the second one only.
    let asked = friend.post("/api/v1/notes", &note).await.expect(401);
    assert_eq!(asked.errors()[0].0, "UNAUTHORIZED");
    let _ = evil.post("/api/v1/notes", &note).await.expect(403);
    let _ = friend.clone().with_header("cookie", &cookie).post("/api/v1/notes", &note).await.expect(403);
    let form = friend.raw(Method::POST, "/notes/page", "application/x-www-form-urlencoded", "").await;
    let _ = form.expect(403);
    let here = parts.app.anonymous().with_header("sec-fetch-site", "same-origin");
    let _ = here.with_header("cookie", &cookie).post("/api/v1/notes", &note).await.expect(201);
    let signed_in = friend.with_header("authorization", amina.header("authorization"));
    let _ = signed_in.post("/api/v1/notes", &note).await.expect(201);
}

platform::rights! {
    /// What no policy knows.
    Invent = "note:invent";
}

#[tokio::test]
async fn a_route_whose_right_no_policy_knows_stops_the_start() {
    let parts = start().await;
    let module = |routes| Module {
        name: "inventions",
        routes,
        handlers: Vec::new(),
        schedules: Vec::new(),
        live: platform::sockets::Live::default(),
    };
    let invented = Routes::new("inventions").page::<Invent>(
        RateClass::Read,
        &Method::GET,
        "/inventions",
        get(async || "nobody comes here"),
    );
    let refused = assemble(&parts.app.platform, vec![module(invented)], Router::new());
    let error = refused.err().expect("the start is refused").to_string();
    assert_eq!(
        error,
        "GET /inventions asks for note:invent, which policies/pushnchat.cedarschema does not know"
    );
}

#[tokio::test]
async fn the_document_of_the_api_has_errors_and_security_of_every_route() {
    let parts = start().await;
    let document = parts.app.anonymous().get("/api/v1/openapi.json").await.expect(200).json();
    let write = &document["paths"]["/api/v1/notes"]["post"];
    assert_eq!(write["summary"], "Write a note.");
    for status in ["201", "400", "401", "403", "422", "429", "503"] {
        assert!(write["responses"][status].is_object(), "{status}");
    }
    assert_eq!(write["security"][0]["bearer"], json!([]));
    assert_eq!(document["paths"]["/api/v1/notes/{id}"]["get"]["security"], json!([]));
    assert_eq!(document["openapi"].as_str().map(|version| &version[..3]), Some("3.1"));
    let page = parts.app.anonymous().get("/api/docs/").await.expect(200);
    assert!(page.text().contains("swagger-ui"));
    assert!(!page.text().contains("https://"), "it works offline");
}
