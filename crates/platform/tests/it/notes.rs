//! The small domain: notes that are written, and a subscriber that writes down what it hears.

use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use async_trait::async_trait;
use axum::Extension;
use axum::extract::{Path, State};
use axum::http::Method;
use axum::response::Response;
use axum::routing::get;
use contracts::DomainEvent;
use kernel::{BusinessId, ListingId};
use platform::config::Config;
use platform::http::{CachePolicy, Created, Data, May, OnceJson, RateClass, Routes};
use platform::jobs::{Handler, Job, RemoteBatch, RemoteWork, Schedule, TxWork, Work};
use platform::migrate::Migrations;
use platform::trace::Trace;
use platform::{Db, Error, Module, Platform, Result, Tx};
use serde::{Deserialize, Serialize};
use testkit::TestApp;
use tokio::sync::Semaphore;
use utoipa::ToSchema;
use utoipa_axum::routes;

platform::rights! {
    /// Anybody.
    Read = "site:visit";
    /// Whoever is signed in.
    Write = "media:upload";
}

#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(tag = "type", content = "data")]
pub enum NoteEvent {
    #[serde(rename = "note.written")]
    Written { aggregate: String, text: String },
}

impl DomainEvent for NoteEvent {
    const SOURCE: &'static str = "notes";
    const VERSION: i16 = 1;
    fn aggregate(&self) -> String {
        let Self::Written { aggregate, .. } = self;
        aggregate.clone()
    }
    fn business_id(&self) -> Option<BusinessId> {
        None
    }
}

/// Writes down what it hears, or fails as long as it is told to.
#[derive(Default)]
pub struct Hearer {
    pub failing: AtomicBool,
    pub tries: AtomicUsize,
    /// The trace of each try.
    pub traces: Traces,
}

/// The traces in which something was done.
pub type Traces = Mutex<Vec<Option<String>>>;

fn note(traces: &Traces) {
    traces.lock().expect("no panic with it").push(Trace::current().map(Trace::id));
}

#[async_trait]
impl TxWork for Hearer {
    async fn run(&self, tx: &mut Tx, job: &Job) -> Result<()> {
        self.tries.fetch_add(1, Ordering::SeqCst);
        note(&self.traces);
        let Some(event) = &job.event else { return Err(Error::internal("a delivery has its event")) };
        let NoteEvent::Written { aggregate, text } = event.decode().map_err(Error::internal)?;
        sqlx::query("INSERT INTO notes.heard (aggregate, text) VALUES ($1, $2)")
            .bind(&aggregate)
            .bind(&text)
            .execute(&mut **tx)
            .await?;
        if text == "and a tick" {
            platform::jobs::enqueue(tx, "notes.tick", "after a note", &(), event.occurred_at).await?;
        }
        if self.failing.load(Ordering::SeqCst) {
            assert!(!text.starts_with("panic"), "told to panic");
            if text.starts_with("bad") {
                return Err(Error::internal("told to fail"));
            }
        }
        Ok(())
    }
}

#[derive(Default)]
pub struct Counter(pub AtomicUsize, pub Traces);

#[async_trait]
impl RemoteWork for Counter {
    async fn run(&self, _: &Job) -> Result<()> {
        self.0.fetch_add(1, Ordering::SeqCst);
        note(&self.1);
        Ok(())
    }
}

/// Does not come to an end until it may.
pub struct Slow(pub Semaphore);

#[async_trait]
impl RemoteWork for Slow {
    async fn run(&self, _: &Job) -> Result<()> {
        self.0.acquire().await.map_err(Error::internal)?.forget();
        Ok(())
    }
}

/// Lets work gather for six seconds, and notes how much was done together.
#[derive(Default)]
pub struct Gatherer(pub Mutex<Vec<usize>>);

#[async_trait]
impl TxWork for Gatherer {
    async fn run(&self, tx: &mut Tx, job: &Job) -> Result<()> {
        self.run_all(tx, std::slice::from_ref(job)).await
    }

    async fn run_all(&self, _: &mut Tx, jobs: &[Job]) -> Result<()> {
        self.0.lock().expect("no panic with it").push(jobs.len());
        Ok(())
    }

    fn gathers_for(&self) -> std::time::Duration {
        std::time::Duration::from_secs(6)
    }
}

/// Serves many at once, unless one of them is called "bad"; notes who was served together.
#[derive(Default)]
pub struct Server(pub Mutex<Vec<Vec<String>>>);

#[async_trait]
impl RemoteBatch for Server {
    async fn run_all(&self, jobs: &[Job]) -> Result<()> {
        let keys: Vec<String> = jobs.iter().map(|job| job.ordering_key.clone()).collect();
        let has_a_bad_one = keys.iter().any(|key| key == "bad");
        self.0.lock().expect("no panic with it").push(keys);
        if has_a_bad_one { Err(Error::internal("told to fail")) } else { Ok(()) }
    }
}

#[derive(Debug, Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct Note {
    #[schema(example = "Maize is up")]
    pub text: String,
}

#[derive(Clone)]
struct Notes {
    platform: Arc<Platform>,
    db: Db,
}

/// Write a note.
#[utoipa::path(post, path = "/notes", request_body = Note, responses((status = 201, body = Note)))]
async fn write(
    actor: May<Write>,
    State(notes): State<Notes>,
    OnceJson(note, once): OnceJson<Note>,
) -> Result<Response> {
    let mut tx = once.begin(&notes.db, &actor).await?;
    let id = ListingId::new(notes.platform.clock.now());
    sqlx::query("INSERT INTO notes.notes (id, text) VALUES ($1, $2)")
        .bind(id.0)
        .bind(&note.text)
        .execute(&mut *tx)
        .await?;
    let event = NoteEvent::Written { aggregate: id.to_string(), text: note.text.clone() };
    notes.platform.outbox.publish(&mut tx, &actor, &event).await?;
    let reply = Created { data: note, location: format!("/api/v1/notes/{id}") };
    once.commit(tx, &*notes.platform.clock, reply).await
}

/// Answer a note.
#[utoipa::path(post, path = "/notes/{id}/answers", params(("id" = String, Path)), request_body = Note,
    responses((status = 201, body = Note)))]
async fn answer(
    actor: May<Write>,
    State(notes): State<Notes>,
    Path(id): Path<String>,
    OnceJson(note, once): OnceJson<Note>,
) -> Result<Response> {
    let mut tx = once.begin(&notes.db, &actor).await?;
    sqlx::query("INSERT INTO notes.notes (id, text) VALUES ($1, $2)")
        .bind(ListingId::new(notes.platform.clock.now()).0)
        .bind(format!("{id}: {}", note.text))
        .execute(&mut *tx)
        .await?;
    once.commit(
        tx,
        &*notes.platform.clock,
        Created { data: note, location: format!("/api/v1/notes/{id}/answers") },
    )
    .await
}

/// Read a note.
#[utoipa::path(get, path = "/notes/{id}", params(("id" = String, Path)), responses((status = 200, body = Note)))]
async fn read(_: May<Read>, State(notes): State<Notes>, Path(id): Path<String>) -> Result<Data<Note>> {
    let id: ListingId = id.parse().map_err(|_| Error::not_found("notes"))?;
    let mut connection = notes.db.read().await?;
    let text: Option<String> = sqlx::query_scalar("SELECT text FROM notes.notes WHERE id = $1")
        .bind(id.0)
        .fetch_optional(&mut *connection)
        .await?;
    let text = text.ok_or_else(|| Error::not_found("notes"))?;
    Ok(Data::new(Note { text }).cache(CachePolicy::Public(30)))
}

/// A page that browsers may keep.
async fn page() -> (Extension<CachePolicy>, &'static str) {
    (Extension(CachePolicy::Private), "a page")
}

/// Break down.
#[utoipa::path(get, path = "/notes/panic", responses((status = 200)))]
async fn panic(_: May<Read>) -> Result<Data<Note>> {
    panic!("the secret of the house")
}

pub fn migrations() -> Vec<Migrations> {
    vec![
        platform::migrate::platform(),
        Migrations { schema: "notes", migrator: sqlx::migrate!("./tests/it/migrations") },
    ]
}

pub struct Parts {
    pub app: TestApp,
    pub hearer: Arc<Hearer>,
    pub ticks: Arc<Counter>,
    pub slow: Arc<Slow>,
    pub gatherer: Arc<Gatherer>,
    pub server: Arc<Server>,
}

pub async fn start() -> Parts {
    start_with(|_| {}).await
}

pub async fn start_with(settings: impl FnOnce(&mut Config)) -> Parts {
    let hearer = Arc::new(Hearer::default());
    let ticks = Arc::new(Counter::default());
    let slow = Arc::new(Slow(Semaphore::new(0)));
    let gatherer = Arc::new(Gatherer::default());
    let server = Arc::new(Server::default());
    let work = [
        Handler { name: "notes.hear", hears: &["note.written"], work: Work::InTx(hearer.clone()) },
        Handler { name: "notes.tick", hears: &[], work: Work::Remote(ticks.clone()) },
        Handler { name: "notes.slow", hears: &[], work: Work::Remote(slow.clone()) },
        Handler { name: "notes.gather", hears: &[], work: Work::InTx(gatherer.clone()) },
        Handler { name: "notes.serve", hears: &[], work: Work::RemoteBatch(server.clone()) },
    ];
    let app = TestApp::start_with(migrations, &[&testkit::WEB_TEXTS], settings, |platform| {
        let routes = Routes::new("notes")
            .api::<Write>(RateClass::Write, routes!(write))
            .api::<Write>(RateClass::Write, routes!(answer))
            .api::<Read>(RateClass::Read, routes!(panic))
            .api::<Read>(RateClass::Read, routes!(read))
            .page::<Read>(RateClass::Read, &Method::GET, "/notes/page", get(page))
            .with_state(Notes { platform: platform.clone(), db: platform.db("notes") });
        let minute = std::time::Duration::from_secs(60);
        vec![Module {
            name: "notes",
            routes,
            handlers: work.to_vec(),
            schedules: vec![Schedule { handler: "notes.tick", every: minute }],
            live: platform::sockets::Live::default(),
        }]
    })
    .await;
    Parts { app, hearer, ticks, slow, gatherer, server }
}

impl Parts {
    /// Publishes notes about one aggregate, each in a transaction of its own.
    pub async fn publish(&self, aggregate: &str, texts: &[&str]) {
        for text in texts {
            let mut tx = self.app.db().begin_system().await.expect("a transaction");
            let event = NoteEvent::Written { aggregate: aggregate.to_owned(), text: (*text).to_owned() };
            self.app
                .platform
                .outbox
                .publish(&mut tx, &kernel::Actor::Anonymous, &event)
                .await
                .expect("published");
            tx.commit().await.expect("committed");
        }
    }

    /// What was heard about an aggregate, in order.
    pub async fn heard(&self, aggregate: &str) -> Vec<String> {
        let mut connection = self.app.db().read().await.expect("a connection");
        sqlx::query_scalar("SELECT text FROM notes.heard WHERE aggregate = $1 ORDER BY at")
            .bind(aggregate)
            .fetch_all(&mut *connection)
            .await
            .expect("readable")
    }
}
