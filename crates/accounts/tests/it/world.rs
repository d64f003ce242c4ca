//! An app with accounts alone, and people who use it.

use std::sync::Arc;

use accounts::{Accounts, Ports};
use contracts::listings::CategoryName;
use contracts::media::{PaperError, PaperRefused, PapersPort};
use kernel::SessionId;
use platform::config::Config;
use platform::messages::{KeptMessage, OutboxFolder};
use platform::migrate::Migrations;
use serde_json::{Value, json};
use testkit::fakes::{FakeListings, FakeMedia};
use testkit::{Client, Reply, TestApp, WEB_TEXTS};
use tokio_util::sync::CancellationToken;

pub const PASSWORD: &str = "yam basket under rain";

/// Takes every file as it is but for those that say what is wrong with them.
struct FakePapers;

#[async_trait::async_trait]
impl PapersPort for FakePapers {
    async fn prepare_paper(&self, bytes: Vec<u8>) -> Result<Vec<u8>, PaperError> {
        if bytes.starts_with(b"MZ") {
            return Err(PaperRefused::Unknown.into());
        }
        Ok(bytes)
    }
}

/// The app with what the tests look into.
pub struct World {
    pub app: TestApp,
    pub accounts: Accounts,
    pub listings: Arc<FakeListings>,
    pub media: Arc<FakeMedia>,
}

fn ports(listings: &Arc<FakeListings>, media: &Arc<FakeMedia>) -> Ports {
    Ports { listings: listings.clone(), media: media.clone(), papers: Arc::new(FakePapers) }
}

fn migrations() -> Vec<Migrations> {
    vec![platform::migrate::platform(), accounts::migrations()]
}

impl World {
    pub async fn start() -> Self {
        Self::start_with(|_| {}).await
    }

    /// The same with other settings.
    pub async fn start_with(settings: impl FnOnce(&mut Config)) -> Self {
        let listings = Arc::new(FakeListings::default());
        let media = Arc::new(FakeMedia::default());
        let names = |slug: &str| [("en".to_owned(), slug.to_owned())].into_iter().collect();
        *listings.categories.lock().expect("nobody panics while holding it") =
            ["agriculture", "grains", "fruit"]
                .map(|slug| CategoryName {
                    slug: slug.to_owned(),
                    parent: (slug != "agriculture").then(|| "agriculture".to_owned()),
                    names: names(slug),
                    glyph: "leaf".to_owned(),
                })
                .to_vec();
        let mut made = None;
        let app = TestApp::start_with(migrations, &[&accounts::TEXTS, &WEB_TEXTS], settings, |platform| {
            let accounts = Accounts::new(platform, ports(&listings, &media));
            platform.bind_identity(Arc::new(accounts.clone()));
            let module = accounts::module(&accounts);
            made = Some(accounts);
            vec![module]
        })
        .await;
        Self { app, accounts: made.expect("start() calls its closure"), listings, media }
    }

    /// Another process on the same database, which hears of changes until `stop`.
    pub fn another_process(&self, stop: &CancellationToken) -> Accounts {
        let config = self.app.platform.config.clone();
        let clock = self.app.clock.clone();
        let platform = platform::Platform::new(config, clock, [&*accounts::TEXTS]).expect("starts");
        let accounts = Accounts::new(&platform, self.ports());
        let pool = platform.db("platform").pool().clone();
        tokio::spawn(platform.changes.clone().listen(pool, platform.wake.clone(), stop.clone()));
        accounts
    }

    /// What the domain asks others.
    pub fn ports(&self) -> Ports {
        ports(&self.listings, &self.media)
    }

    /// Messages to an address, the newest first.
    pub fn messages(&self, to: &str) -> Vec<KeptMessage> {
        let all = OutboxFolder::newest(&self.app.platform.config.data_dir, 1000).expect("readable");
        all.into_iter().filter(|kept| kept.message.to == to).collect()
    }

    /// The digits in the newest message to an address that has some.
    pub fn code(&self, to: &str) -> String {
        let digits = |kept: KeptMessage| {
            let words =
                kept.message.body.split(|c: char| !c.is_ascii_digit()).map(str::to_owned).collect::<Vec<_>>();
            words.into_iter().find(|word| word.len() == 6)
        };
        self.messages(to).into_iter().find_map(digits).unwrap_or_else(|| panic!("no code was sent to {to}"))
    }

    /// Signs up and does the jobs; the reply of the sign-up.
    pub async fn register(&self, email: &str) -> Value {
        let body = json!({"email": email, "password": PASSWORD, "name": "Amina Diallo", "country": "NG"});
        let reply = self.app.anonymous().post("/api/v1/auth/register", body).await.expect(201);
        // Messages carry their time in their name: later ones must not sort before earlier ones.
        self.app.clock.advance(chrono::TimeDelta::milliseconds(1));
        self.app.drain().await;
        reply.data()
    }

    /// A user with a proved address, signed in with tokens.
    pub async fn user(&self, email: &str) -> Person {
        let registration = self.register(email).await["registration"].clone();
        let body = json!({"address": email, "code": self.code(email), "registration": registration});
        let reply = self.app.anonymous().post("/api/v1/auth/verify", body).await.expect(200);
        Person::of(&self.app, &reply.data()["session"])
    }

    /// Signs in with tokens.
    pub async fn sign_in(&self, email: &str, password: &str) -> Person {
        let body = json!({"email": email, "password": password});
        let reply = self.app.anonymous().post("/api/v1/auth/login", body).await.expect(200);
        Person::of(&self.app, &reply.data())
    }

    /// An admin, made as the command line does.
    pub async fn admin(&self) -> Person {
        let email = format!("admin-{}@pushnchat.example", uuid::Uuid::new_v4().simple());
        self.accounts.create_admin(&email, PASSWORD, "The Admin").await.expect("made");
        self.sign_in(&email, PASSWORD).await
    }

    /// A seller with a business.
    pub async fn seller(&self, email: &str, name: &str) -> (Person, Value) {
        let person = self.user(email).await;
        person.answer("ROLE", json!({"role": "BUSINESS"})).await;
        let reply = person.client.post("/api/v1/businesses", business(name)).await.expect(201);
        (person, reply.data())
    }

    /// What a superuser sees.
    pub async fn count(&self, sql: &str) -> i64 {
        let mut superuser = self.app.database().connect_as_superuser().await.expect("connects");
        sqlx::query_scalar(sqlx::AssertSqlSafe(sql.to_owned()))
            .fetch_one(&mut superuser)
            .await
            .expect("counts")
    }

    /// Done without a job left over.
    pub async fn end(self) {
        self.app.drain().await;
        assert_eq!(self.app.jobs_left().await, Vec::<String>::new());
    }
}

/// A business as a request brings it.
pub fn business(name: &str) -> Value {
    json!({"name": name, "type": "TRADER", "categories": ["grains"], "country": "NG", "city": "Lagos"})
}

/// Somebody with tokens.
pub struct Person {
    pub client: Client,
    pub id: String,
    pub access: String,
    pub refresh: String,
}

impl Person {
    pub fn of(app: &TestApp, session: &Value) -> Self {
        let text =
            |name: &str| session[name].as_str().unwrap_or_else(|| panic!("{name} in {session}")).to_owned();
        let access = text("access_token");
        Self {
            client: bearer(app, &access),
            id: session["user"]["id"].as_str().expect("an id").to_owned(),
            refresh: text("refresh_token"),
            access,
        }
    }

    /// The claims, unchecked.
    pub fn claims(&self) -> Value {
        use base64::Engine;
        let middle = self.access.split('.').nth(1).expect("three parts");
        let bytes = base64::engine::general_purpose::URL_SAFE_NO_PAD.decode(middle).expect("base64");
        serde_json::from_slice(&bytes).expect("JSON")
    }

    pub fn session_id(&self) -> SessionId {
        self.claims()["sid"].as_str().expect("a session").parse().expect("an id")
    }

    pub async fn me(&self) -> Value {
        self.client.get("/api/v1/users/me").await.expect(200).data()
    }

    pub async fn answer(&self, step: &str, answers: Value) -> Value {
        self.try_to_answer(step, answers).await.expect(200).data()
    }

    /// For the account as it is now.
    pub async fn try_to_answer(&self, step: &str, answers: Value) -> Reply {
        let path = "/api/v1/users/me/onboarding";
        let version = self.client.get(path).await.expect(200).data()["version"].clone();
        self.client.put(path, json!({"step": step, "answers": answers, "version": version})).await
    }
}

/// A client with an access token.
pub fn bearer(app: &TestApp, token: &str) -> Client {
    app.anonymous().with_header("authorization", &format!("Bearer {token}"))
}
