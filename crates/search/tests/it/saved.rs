use chrono::TimeDelta;
use contracts::accounts::AccountEvent;
use contracts::listings::{ListingEvent, ListingType};
use kernel::{Role, TeamRole};
use serde_json::{Value, json};
use testkit::Client;

use crate::world::{Post, USUAL, World};

pub async fn save(client: &Client, query: &str) -> Value {
    client.post("/api/v1/search/saved", json!({"query": query})).await.expect(201).data()
}

/// What was published for kept searches: name, how many, titles are told by the caller's order of posting.
pub async fn told(world: &World) -> Vec<(String, i64, usize)> {
    let mut tx = world.app.db().begin_system().await.expect("a transaction");
    let rows: Vec<Value> = sqlx::query_scalar(
        "SELECT data FROM platform.events WHERE type = 'search.matched' ORDER BY occurred_at, id",
    )
    .fetch_all(&mut *tx)
    .await
    .expect("read");
    let tell = |data: &Value| {
        let listings = data["listing_ids"].as_array().map_or(0, Vec::len);
        (data["name"].as_str().unwrap_or("?").to_owned(), data["count"].as_i64().unwrap_or(0), listings)
    };
    rows.iter().map(tell).collect()
}

pub async fn soon(world: &World) {
    world.app.advance(TimeDelta::seconds(20));
    world.app.drain().await;
}

/// Until somebody waits for a lock. A connection of its own asks: within a transaction the answer never changes.
pub async fn until_one_waits(world: &World) {
    let mut superuser = world.app.database().connect_as_superuser().await.expect("connects");
    for _ in 0..2_000 {
        let waits = "SELECT EXISTS (SELECT FROM pg_stat_activity
                                    WHERE datname = current_database() AND wait_event_type = 'Lock')";
        if sqlx::query_scalar(waits).fetch_one(&mut superuser).await.expect("an answer") {
            return;
        }
        tokio::time::sleep(std::time::Duration::from_millis(10)).await;
    }
    panic!("somebody should wait");
}

#[tokio::test]
async fn a_search_is_kept_listed_changed_and_let_go_by_its_owner_only() {
    let world = World::titled(&["Maize"]).await;
    let owner = world.app.user(Role::Consumer);
    let stranger = world.app.member(TeamRole::Ceo);
    let saved = save(&owner, "q=yellow+maize&country=NG&price_max=150050&currency=NGN&sort=newest").await;
    assert_eq!(saved["name"], "yellow maize");
    assert_eq!(
        saved["query"], "q=yellow+maize&country=NG&price_max=150050&currency=NGN",
        "the order is not kept"
    );
    assert_eq!(saved["url"], "/search?q=yellow+maize&country=NG&price_max=1500.50&currency=NGN");
    assert_eq!(saved["alerts"], true);
    let path = format!("/api/v1/search/saved/{}", saved["id"].as_str().expect("an id"));
    let again = save(&owner, "country=NG&q=yellow+maize&currency=NGN&price_max=150050").await;
    assert_eq!(again["id"], saved["id"], "the same search twice is one");
    assert_eq!(owner.get("/api/v1/search/saved").await.expect(200).data().as_array().map(Vec::len), Some(1));

    assert!(
        stranger.get("/api/v1/search/saved").await.expect(200).data().as_array().is_some_and(Vec::is_empty)
    );
    stranger.patch(&path, json!({"alerts": false, "version": 2})).await.expect(404);
    stranger.delete(&path).await.expect(404);
    let anonymous = world.app.anonymous();
    anonymous.post("/api/v1/search/saved", json!({"query": "q=maize"})).await.expect(401);
    anonymous.get("/api/v1/search/saved").await.expect(401);
    anonymous.patch(&path, json!({"alerts": false})).await.expect(401);
    anonymous.delete(&path).await.expect(401);

    assert_eq!(again["version"], 2);
    owner.patch(&path, json!({"alerts": false})).await.expect(428);
    let stale = owner.patch(&path, json!({"alerts": false, "version": 1})).await.expect(409).json();
    assert_eq!(stale["meta"]["current"], json!({"alerts": true, "version": 2}));
    let quiet = json!({"alerts": false, "version": 2});
    for _ in 0..2 {
        let saved = owner.patch(&path, &quiet).await.expect(200).data();
        assert_eq!((&saved["alerts"], &saved["version"]), (&json!(false), &json!(3)), "a retry is safe");
    }
    owner.patch(&path, json!({"version": 3})).await.expect(422);
    owner.delete(&path).await.expect(204);
    owner.delete(&path).await.expect(404);
    owner.delete("/api/v1/search/saved/nonsense").await.expect(404);
}

#[tokio::test]
async fn what_is_no_search_is_refused() {
    let world = World::new().await;
    let owner = world.app.user(Role::Consumer);
    for (query, status) in [
        ("", 422),
        ("q=", 422),
        ("sort=newest", 422),
        ("type=businesses&q=adunni", 422),
        ("q=maize&colour=red", 422),
        ("country=XX", 422),
        ("%ff=%fe", 422),
        ("q=maize&radius_km=5", 422),
        ("?q=maize", 201),
        ("price_max=100&currency=NGN", 201),
    ] {
        let reply = owner.post("/api/v1/search/saved", json!({"query": query})).await;
        assert_eq!(reply.status.as_u16(), status, "{query}: {}", reply.text());
        assert!(!reply.text().contains("search-error"), "{query}: every error has its text");
    }
    owner.post("/api/v1/search/saved", json!({"query": "q=x", "name": "n".repeat(81)})).await.expect(422);
    owner.post("/api/v1/search/saved", json!({"search": "q=x"})).await.expect(400);
}

#[tokio::test]
async fn nobody_keeps_more_than_fifty_however_many_come_at_once() {
    let world = World::new().await;
    let owner = world.app.user(Role::Consumer);
    for n in 0..45 {
        save(&owner, &format!("q=word{n}")).await;
    }
    let more = (45..60).map(|n| {
        let body = json!({"query": format!("q=word{n}")});
        let owner = &owner;
        async move { owner.post("/api/v1/search/saved", body).await.status.as_u16() }
    });
    let mut answers = futures_util::future::join_all(more).await;
    answers.sort_unstable();
    assert_eq!(answers, [[201; 5].as_slice(), [409; 10].as_slice()].concat());
    save(&owner, "q=word3").await;
}

#[tokio::test]
async fn whoever_keeps_a_search_is_told_once_an_hour_of_all_that_is_new() {
    let world = World::titled(&["Old maize"]).await;
    let owner = world.app.user(Role::Consumer);
    save(&owner, "q=maize").await;
    soon(&world).await;
    assert!(told(&world).await.is_empty(), "what was there before is no news");
    world.post(&Post { title: "Corn in bags", ..USUAL }).await;
    world.post(&Post { title: "Maïs jaune", ..USUAL }).await;
    world.post(&Post { title: "Cement", ..USUAL }).await;
    world.app.drain().await;
    soon(&world).await;
    assert_eq!(told(&world).await, [("maize".to_owned(), 2, 2)], "both at once, synonyms included");
    for minute in [5, 30] {
        world.app.advance(TimeDelta::minutes(minute));
        world.post(&Post { title: "More maize", ..USUAL }).await;
        world.app.drain().await;
        soon(&world).await;
        assert_eq!(told(&world).await.len(), 1, "not again within an hour");
    }
    world.app.advance(TimeDelta::minutes(30));
    soon(&world).await;
    assert_eq!(told(&world).await[1..], [("maize".to_owned(), 2, 2)]);
    world.app.advance(TimeDelta::hours(3));
    soon(&world).await;
    assert_eq!(told(&world).await.len(), 2, "each listing once");
    assert_eq!(world.app.jobs_left().await, Vec::<String>::new());
}

#[tokio::test]
async fn what_is_found_while_its_owner_is_told_of_others_is_told_next() {
    let world = World::new().await;
    let owner = world.app.user(Role::Consumer);
    save(&owner, "q=maize").await;
    for title in ["Maize in bags", "Maize in the ear"] {
        world.post(&Post { title, ..USUAL }).await;
        soon(&world).await;
    }
    assert_eq!(told(&world).await, [("maize".to_owned(), 1, 1)], "the second within the hour waits");
    // As the job that tells of the second one does, in a transaction that stays open for a while.
    let mut telling = world.app.db().begin_system().await.expect("a transaction");
    for take in [
        "UPDATE search.saved_matches SET told_at = matched_at WHERE told_at IS NULL",
        "UPDATE search.saved_searches SET tell_at = NULL, last_told_at = tell_at",
    ] {
        sqlx::query(take).execute(&mut *telling).await.expect("taken");
    }
    world.post(&Post { title: "Maize flour", ..USUAL }).await;
    tokio::join!(world.app.drain(), async {
        until_one_waits(&world).await;
        telling.commit().await.expect("told");
    });
    world.app.advance(TimeDelta::hours(3));
    world.app.drain().await;
    assert_eq!(told(&world).await.len(), 2, "the third one");
}

#[tokio::test]
async fn filters_prices_and_places_hold_for_alerts_too() {
    let world = World::new().await;
    let owner = world.app.user(Role::Consumer);
    for query in [
        "q=maize&country=NG",
        "q=maize&country=GH",
        "category=agriculture",
        "kind=REQUEST",
        "price_max=5000&currency=NGN",
        "q=maize&lat=6.45&lng=3.39&radius_km=25",
        "q=maize&lat=9.05&lng=7.4&radius_km=25",
        "verified=true",
        "q=maize+jute",
        "q=rice",
    ] {
        save(&owner, query).await;
    }
    world
        .post(&Post {
            title: "Yellow maize",
            description: "In jute sacks, every day at the market.",
            price: Some((4_000, "NGN")),
            ..USUAL
        })
        .await;
    world.app.drain().await;
    soon(&world).await;
    let mut tx = world.app.db().begin_system().await.expect("a transaction");
    let mut urls: Vec<String> =
        sqlx::query_scalar("SELECT data->>'url' FROM platform.events WHERE type = 'search.matched'")
            .fetch_all(&mut *tx)
            .await
            .expect("read");
    urls.sort();
    assert_eq!(
        urls,
        [
            "/search?category=agriculture",
            "/search?price_max=50&currency=NGN",
            "/search?q=maize&country=NG",
            "/search?q=maize&lat=6.45&lng=3.39&radius_km=25",
            "/search?q=maize+jute",
        ]
    );
    drop(tx);
    world
        .post(&Post { title: "Cement wanted", kind: ListingType::Request, category: &["vehicles"], ..USUAL })
        .await;
    world.app.drain().await;
    soon(&world).await;
    assert_eq!(told(&world).await.len(), 6);
}

#[tokio::test]
async fn nobody_is_told_of_their_own_of_what_is_hidden_or_against_their_will() {
    let world = World::new().await;
    let seller = world.app.member(TeamRole::Ceo);
    save(&seller, "q=maize").await;
    let mut own = world.listing(&Post { title: "Own maize", ..USUAL });
    own.business_id = seller.business_id();
    world.put(&own);
    world.publish(&ListingEvent::Created(Box::new(own))).await;
    let mut waiting = world.listing(&Post { title: "Maize in review", ..USUAL });
    waiting.status = "PENDING_REVIEW".to_owned();
    world.publish(&ListingEvent::Created(Box::new(waiting.clone()))).await;
    world.app.drain().await;
    soon(&world).await;
    assert!(told(&world).await.is_empty());

    // Approved, and taken back before anybody was told.
    waiting.status = "ACTIVE".to_owned();
    waiting.version = 2;
    world.publish(&ListingEvent::Approved(Box::new(waiting.clone()))).await;
    waiting.status = "WITHDRAWN".to_owned();
    waiting.version = 3;
    world.publish(&ListingEvent::Withdrawn(Box::new(waiting))).await;
    world.app.drain().await;
    soon(&world).await;
    assert!(told(&world).await.is_empty());

    let other = world.app.user(Role::Consumer);
    let quiet = save(&other, "q=maize").await;
    let path = format!("/api/v1/search/saved/{}", quiet["id"].as_str().expect("an id"));
    other.patch(&path, json!({"alerts": false, "version": 1})).await.expect(200);
    world.post(&Post { title: "Maize of others", ..USUAL }).await;
    world.app.drain().await;
    soon(&world).await;
    assert_eq!(told(&world).await, [("maize".to_owned(), 1, 1)], "the seller only");

    world.publish(&AccountEvent::Erased { user_id: seller.user_id() }).await;
    world.app.drain().await;
    assert!(
        seller.get("/api/v1/search/saved").await.expect(200).data().as_array().is_some_and(Vec::is_empty)
    );
}

#[tokio::test]
async fn an_alert_comes_from_the_words_as_they_are_understood_after_a_rebuild() {
    let world = World::new().await;
    let owner = world.app.user(Role::Consumer);
    save(&owner, "q=zaatari").await;
    let mut tx = world.app.db().begin_system().await.expect("a transaction");
    sqlx::query("INSERT INTO search.synonyms (meaning, phrase) VALUES (9001, 'zaatari'), (9001, 'thyme')")
        .execute(&mut *tx)
        .await
        .expect("written");
    tx.commit().await.expect("committed");
    world.index.rebuild().await.expect("rebuilt");
    world.post(&Post { title: "Fresh thyme", ..USUAL }).await;
    world.app.drain().await;
    soon(&world).await;
    assert_eq!(told(&world).await, [("zaatari".to_owned(), 1, 1)]);
}

#[tokio::test]
async fn the_pages_keep_and_let_go_without_scripts() {
    let world = World::titled(&["Yellow maize"]).await;
    let owner = world.app.user(Role::Consumer);
    let html = owner.get("/search?q=maize&price_max=1500.50&currency=NGN").await.expect(200).text();
    assert!(html.contains("q=maize&#38;price_max=150050&#38;currency=NGN"), "{html}");
    let reply =
        owner.form("/search/saved", &[("query", "q=maize&price_max=150050&currency=NGN")]).await.expect(303);
    assert_eq!(reply.header("location"), "/search/saved");
    let page = owner.get("/search/saved").await.expect(200).text();
    assert!(page.contains("/search?q=maize&#38;price_max=1500.50&#38;currency=NGN"), "{page}");
    let start = page.find("action=\"/search/saved/").expect("a form") + 8;
    let action: String = page[start..].chars().take_while(|c| *c != '"').collect();
    owner.form(&action, &[("act", "alerts_off")]).await.expect(303);
    assert!(owner.get("/search/saved").await.expect(200).text().contains("Alerts are off"));
    world.app.user(Role::Consumer).form(&action, &[("act", "forget")]).await.expect(404);
    owner.form(&action, &[("act", "forget")]).await.expect(303);
    assert!(owner.get("/search/saved").await.expect(200).text().contains("No saved searches"));
    for path in ["/search/saved", &action] {
        world.app.anonymous().form(path, &[("query", "q=maize")]).await.expect(401);
    }
}
