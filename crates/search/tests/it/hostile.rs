use kernel::percent_encoded;

use crate::world::World;

#[tokio::test]
async fn no_query_breaks_the_search() {
    let world = World::titled(&["Maize & rice", "ذرة"]).await;
    let hostile = [
        "maize & | ! ( ) : * <-> <2>",
        "'; DROP TABLE search.documents; --",
        "''''''",
        "maize' | 'rice",
        "\\",
        "\\'maize\\' : A*",
        "maize:*",
        "maize\0rice",
        "\u{0}",
        "🌽🌽🌽",
        "👨‍👩‍👧‍👦 maize",
        "%_%",
        "=k:NG",
        "<script>alert(1)</script>",
        "\u{202E}eziam",
        "ﷺ ﷽",
        "Z̸̡̢̛͇a̷̧̨l̵̨͓g̸̢̛o̷̧",
        "a a a a a a a a a a a a a a a a a a a a a a a a a",
        "((((((((((((((((((((",
        "- -- --- ---- maize",
        "ＭＡＩＺＥ",
        "1e999 NaN -inf",
        "maïs\u{301}\u{301}\u{301}",
    ];
    for query in hostile {
        for path in ["/api/v1/search?q=", "/api/v1/search/suggest?q=", "/search?q="] {
            let reply = world.app.anonymous().get(&format!("{path}{}", percent_encoded(query))).await;
            assert!(reply.status.is_success(), "{path}{query:?}: {} {}", reply.status, reply.text());
        }
    }
    assert_eq!(world.found("maize rice").await.len(), 1, "everything is still there");
    assert_eq!(world.found("ＭＡＩＺＥ").await, world.found("maize").await, "wide letters are letters");
}

#[tokio::test]
async fn what_cannot_be_read_is_refused_and_not_an_error_of_ours() {
    let world = World::new().await;
    for (query, status) in [
        (percent_encoded("x".repeat(10_000)), 400),
        (percent_encoded("x ".repeat(1_000)), 422),
        ("%ff%fe".to_owned(), 200),
        (percent_encoded("é".repeat(200)), 200),
        (percent_encoded("é".repeat(201)), 422),
    ] {
        for path in ["/api/v1/search?q=", "/api/v1/search/suggest?q="] {
            let reply = world.app.anonymous().get(&format!("{path}{query}")).await;
            assert!(
                reply.status.as_u16() == status || reply.status.as_u16() == 400,
                "{path}: {}",
                reply.status
            );
        }
    }
    world.app.anonymous().get("/api/v1/search?q=a&q=b").await.expect(400);
    world.app.anonymous().get("/api/v1/search?lat=NaN&lng=0").await.expect(422);
    world.app.anonymous().get("/api/v1/search?lat=1e400&lng=inf").await.expect(422);
    world.app.anonymous().get("/api/v1/search?price_min=99999999999999999999&currency=NGN").await.expect(422);
}

#[tokio::test]
async fn everybody_may_search() {
    let world = World::titled(&["Maize"]).await;
    let clients = [
        world.app.anonymous(),
        world.app.user(kernel::Role::Consumer),
        world.app.user(kernel::Role::Financial),
        world.app.member(kernel::TeamRole::Staff),
        world.app.admin(),
    ];
    for client in clients {
        for path in ["/api/v1/search?q=maize", "/api/v1/search/suggest?q=mai", "/search?q=maize", "/search"] {
            client.get(path).await.expect(200);
        }
    }
}

#[tokio::test]
async fn a_lost_database_is_a_503_and_then_it_goes_on() {
    let world = World::titled(&["Maize"]).await;
    assert_eq!(world.found("maize").await.len(), 1);
    world.app.kill_connections().await;
    let client = world.app.anonymous();
    for _ in 0..20 {
        let reply = client.get("/api/v1/search?q=maize&country=NG").await;
        assert!(matches!(reply.status.as_u16(), 200 | 503), "{}", reply.status);
        if reply.status.as_u16() == 200 {
            return;
        }
    }
    panic!("the search did not recover");
}
