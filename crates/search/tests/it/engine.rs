use std::sync::{Arc, Mutex};

use async_trait::async_trait;
use search::Search;
use search::engine::{Answer, Engine, Kind, Question, Ranked};
use testkit::TestApp;
use testkit::fakes::{FakeBusinesses, FakeListings};
use uuid::Uuid;

use crate::world::{Post, USUAL, World};

/// Stands for a search server: answers what it was told to, and remembers what it was asked.
#[derive(Default)]
struct Elsewhere {
    knows: Mutex<Vec<Uuid>>,
    asked: Mutex<Vec<String>>,
}

#[async_trait]
impl Engine for Elsewhere {
    async fn answer(&self, question: Question<'_>) -> platform::Result<Answer> {
        if question.request.kind == Kind::Businesses {
            return Ok(Answer::default());
        }
        let asked = format!("{} limit {}", question.terms.plain(), question.limit);
        self.asked.lock().expect("alone").push(asked);
        let knows = self.knows.lock().expect("alone").clone();
        let hit = |(at, id): (usize, &Uuid)| Ranked {
            id: *id,
            score: 1.0 - at as f64 / 10.0,
            expires_at: None,
            distance_m: None,
            body: "Dry maize, cleaned.".to_owned(),
            total: knows.len() as i64,
            cut: false,
            facets: None,
        };
        Ok(Answer { hits: knows.iter().enumerate().map(hit).collect(), ..Answer::default() })
    }
}

#[tokio::test]
async fn another_engine_answers_and_what_it_finds_is_still_asked_of_its_own_domain() {
    let world = World::new().await;
    let shown = world.post(&Post { title: "Yellow maize", ..USUAL }).await;
    let gone = Uuid::new_v4();
    let elsewhere = Arc::new(Elsewhere::default());
    *elsewhere.knows.lock().expect("alone") = vec![gone, shown.id.0];
    let engine = elsewhere.clone();
    let listings: Arc<FakeListings> = world.listings.clone();
    let migrations = || vec![platform::migrate::platform(), search::migrations()];
    let app = TestApp::start(migrations, &[&search::TEXTS, &web::TEXTS], |platform| {
        let ports = search::Ports { listings, businesses: Arc::new(FakeBusinesses::default()) };
        let search = Search::new(platform, ports).expect("search starts").answered_by(engine);
        vec![search::module(&search)]
    })
    .await;
    let guest = app.anonymous();
    let reply = guest.get("/api/v1/search?q=maizes").await.expect(200);
    let ids: Vec<String> =
        reply.data().as_array().expect("a list").iter().map(|hit| hit["listing"]["id"].to_string()).collect();
    assert_eq!(
        ids,
        [format!("\"{}\"", shown.id)],
        "the index here is empty, and what nobody knows is not shown"
    );
    assert_eq!(reply.data()[0]["highlights"]["title"][1]["text"], "maize");
    let asked = elsewhere.asked.lock().expect("alone").join("; ");
    assert!(asked.contains("'maiz'") && asked.ends_with(" limit 21"), "{asked}");
    let page = guest.get("/search?q=maize").await.expect(200).text();
    assert!(page.contains("Yellow <mark class=\"hit\">maize</mark>"), "the page asks it too");
}
