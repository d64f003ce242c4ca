//! A server process on a database of its own.

use std::fs::File;
use std::net::SocketAddr;
use std::os::unix::fs::PermissionsExt;
use std::path::PathBuf;
use std::process::Stdio;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use reqwest::{Client, RequestBuilder, StatusCode};
use serde_json::{Value, json};
use testkit::TestDb;
use tokio::net::TcpSocket;
use tokio::process::{Child, Command};

/// The password of every demo user.
const PASSWORD: &str = "karibu-sokoni-42";

/// Everything a server process needs, and the process while it runs.
pub struct Server {
    pub db: Arc<TestDb>,
    data_dir: Arc<tempfile::TempDir>,
    settings: Vec<(&'static str, String)>,
    /// Where it writes its log; nowhere unless said.
    pub log: Option<PathBuf>,
    /// Where it writes what it says beside its log, such as that something has panicked; to where the test does unless said.
    pub complaints: Option<PathBuf>,
    port: u16,
    child: Option<Child>,
    pub client: Client,
}

impl Server {
    /// A database with a small world in it, and no process yet.
    pub async fn prepare(postgres: Option<&str>) -> Self {
        let migrate = async |owner_url: &str| app::compose::migrate(owner_url).await;
        let key = testkit::app::fingerprint(&app::compose::migrations());
        let db = match postgres {
            None => TestDb::create(&key, migrate).await,
            Some(url) => TestDb::create_on(url, &key, migrate).await,
        };
        let server = Self {
            db: Arc::new(db.expect("a database")),
            data_dir: Arc::new(tempfile::tempdir().expect("a folder")),
            settings: Vec::new(),
            log: None,
            complaints: None,
            port: a_port(),
            child: None,
            client: Client::builder().timeout(Duration::from_secs(30)).build().expect("a client"),
        };
        let seeded =
            server.command(&["seed", "--scale", "40", "--no-pictures"]).status().await.expect("it runs");
        assert!(seeded.success(), "seeding failed");
        server
    }

    /// A setting of processes that are started from now on.
    pub fn set(&mut self, name: &'static str, value: &str) {
        self.settings.push((name, value.to_owned()));
    }

    /// One more server with the same database, files and settings, which does not run yet.
    pub fn beside(&self) -> Self {
        Self {
            db: self.db.clone(),
            data_dir: self.data_dir.clone(),
            settings: self.settings.clone(),
            log: None,
            complaints: None,
            port: a_port(),
            child: None,
            client: self.client.clone(),
        }
    }

    /// Where it listens.
    pub fn address(&self) -> String {
        format!("127.0.0.1:{}", self.port)
    }

    fn command(&self, arguments: &[&str]) -> Command {
        // For reports: the optimised program, such as `BINARY=/…/release/pushnchat RATE=200 KILLS=100`.
        let binary = std::env::var("BINARY").unwrap_or_else(|_| env!("CARGO_BIN_EXE_pushnchat").to_owned());
        let mut command = Command::new(binary);
        let into = |file: &PathBuf| Stdio::from(File::create(file).expect("a file"));
        command
            .args(arguments)
            .env("PUSHNCHAT__DATABASE__URL", &self.db.app_url)
            .env("PUSHNCHAT__DATABASE__OWNER_URL", &self.db.owner_url)
            .env("PUSHNCHAT__DATA_DIR", self.data_dir.path())
            .env("PUSHNCHAT__SERVER__BIND", format!("127.0.0.1:{}", self.port))
            .env("PUSHNCHAT__SERVER__SHUTDOWN_S", "10")
            .env("PUSHNCHAT__LIMITS__ENABLED", "false")
            .env("PUSHNCHAT__LOG__FILTER", "error")
            .envs(self.settings.iter().map(|(name, value)| (name, value)))
            .stdout(self.log.as_ref().map_or_else(Stdio::null, into))
            .stderr(self.complaints.as_ref().map_or_else(Stdio::inherit, into))
            .kill_on_drop(true);
        command
    }

    /// Runs the program to its end; whether that was a good one, and what it said.
    pub async fn run(&self, arguments: &[&str]) -> (bool, String) {
        let mut command = self.command(arguments);
        let ended = command.stdout(Stdio::piped()).stderr(Stdio::piped()).output().await.expect("it runs");
        let said = [ended.stdout, ended.stderr].concat();
        (ended.status.success(), String::from_utf8_lossy(&said).into_owned())
    }

    /// Starts the process and waits until it answers.
    pub async fn start(&mut self) {
        self.start_as(&["serve"]).await;
    }

    /// The same with other words on the command line.
    pub async fn start_as(&mut self, words: &[&str]) {
        let mut child = self.command(words).spawn().expect("it starts");
        for _ in 0..1200 {
            if self.client.get(self.url("/livez")).send().await.is_ok_and(|reply| reply.status().is_success())
            {
                self.child = Some(child);
                return;
            }
            if let Some(ended) = child.try_wait().expect("it can be asked") {
                panic!("the server has ended: {ended}");
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        panic!("the server does not answer");
    }

    /// SIGKILL.
    pub async fn kill(&mut self) {
        let mut child = self.child.take().expect("it runs");
        child.kill().await.expect("killed");
    }

    /// SIGTERM; the handle tells when it has ended.
    pub fn terminate(&mut self) -> Child {
        let child = self.child.take().expect("it runs");
        let pid = child.id().expect("it runs").to_string();
        let sent = std::process::Command::new("kill").args(["-TERM", &pid]).status().expect("kill runs");
        assert!(sent.success());
        child
    }

    /// SIGTERM, and waits for its end.
    pub async fn stop(&mut self) {
        let mut child = self.terminate();
        let ended =
            tokio::time::timeout(Duration::from_secs(30), child.wait()).await.expect("it ends in time");
        assert!(ended.expect("it ran").success());
    }

    pub fn url(&self, path: &str) -> String {
        format!("http://127.0.0.1:{}{path}", self.port)
    }

    /// An access token of a demo user.
    pub async fn sign_in(&self, name: &str) -> String {
        let body = json!({"email": format!("{name}@demo.pushnchat.test"), "password": PASSWORD});
        let reply =
            self.client.post(self.url("/api/v1/auth/login")).json(&body).send().await.expect("an answer");
        assert_eq!(reply.status(), StatusCode::OK);
        let body: Value = reply.json().await.expect("JSON");
        body["data"]["access_token"].as_str().expect("a token").to_owned()
    }

    /// The request that publishes a listing with this title.
    pub fn publish(&self, token: &str, title: &str) -> RequestBuilder {
        self.client
            .post(self.url("/api/v1/listings"))
            .bearer_auth(token)
            .header("idempotency-key", format!("key-of-{}", title.replace(' ', "-")))
            .json(&json!({
                "type": "OFFER", "title": title, "description": "Dried and cleaned, this year's harvest.",
                "category": "grains", "duration_hours": 72
            }))
    }

    /// Takes the limits of the free plan away, which have tests of their own.
    pub async fn lift_quotas(&self) {
        let mut superuser = self.db.connect_as_superuser().await.expect("the server answers");
        sqlx::query("UPDATE accounts.businesses SET plan = 'PREMIUM'")
            .execute(&mut superuser)
            .await
            .expect("updated");
    }

    /// How many listings have each title that begins so.
    pub async fn counted(&self, prefix: &str) -> Vec<(String, i64)> {
        let mut superuser = self.db.connect_as_superuser().await.expect("the server answers");
        sqlx::query_as(
            "SELECT title, count(*) FROM listings.listings WHERE title LIKE $1 || '%' GROUP BY 1 ORDER BY 1",
        )
        .bind(prefix)
        .fetch_all(&mut superuser)
        .await
        .expect("countable")
    }
}

/// A folder for a PostgreSQL of the test's own. Every account can enter it: where root has no namespaces, as in most
/// containers, the server runs as `postgres`.
pub fn open_folder() -> tempfile::TempDir {
    let everybody = std::fs::Permissions::from_mode(0o755);
    tempfile::Builder::new().permissions(everybody).tempdir().expect("a folder")
}

/// A port that no other process is given meanwhile, by whatever test: a socket that does not listen has it for as long as
/// this process runs, beside which a server may listen there.
pub fn a_port() -> u16 {
    static HELD: Mutex<Vec<TcpSocket>> = Mutex::new(Vec::new());
    let socket = TcpSocket::new_v4().expect("a socket");
    socket.set_reuseaddr(true).expect("a socket that shares");
    socket.bind(SocketAddr::from(([127, 0, 0, 1], 0))).expect("a port");
    let port = socket.local_addr().expect("its address").port();
    HELD.lock().expect("nobody panics with it").push(socket);
    port
}
