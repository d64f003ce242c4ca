//! Journeys over several domains: the whole program on a socket, with its real accounts, queue and files.

use std::net::SocketAddr;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use app::compose::App;
use axum::extract::connect_info::IntoMakeServiceWithConnectInfo;
use platform::Platform;
use platform::config::Config;
use platform::http::RouteRow;
use reqwest::{Client, Method, Response};
use serde_json::{Value, json};
use testkit::TestDb;
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;

/// The password of every demo user.
pub const PASSWORD: &str = app::demo::people::PASSWORD;

/// The whole program, listening.
pub struct Site {
    /// `http://127.0.0.1:…`
    pub url: String,
    /// What the domains were given.
    pub platform: Arc<Platform>,
    /// Every route with its right.
    pub table: Vec<RouteRow>,
    /// The database it runs on.
    pub db: TestDb,
    client: Client,
    stop: CancellationToken,
    data_dir: tempfile::TempDir,
}

impl Drop for Site {
    fn drop(&mut self) {
        self.stop.cancel();
    }
}

impl Site {
    /// Starts with a small demo world: the cast of sign-ins, a few businesses and `listings` listings, no pictures.
    ///
    /// # Panics
    /// When something does not start: a test cannot go on then.
    pub async fn start(listings: usize) -> Self {
        Self::start_reviewing(listings, 0).await
    }

    /// The same where an admin looks at the first `reviewed` listings of each new business.
    ///
    /// # Panics
    /// When something does not start: a test cannot go on then.
    pub async fn start_reviewing(listings: usize, reviewed: i64) -> Self {
        Self::start_with(listings, |config| config.reviewed_first = reviewed).await
    }

    /// The same with other settings; no listing waits for an admin unless they say so.
    ///
    /// # Panics
    /// When something does not start: a test cannot go on then.
    pub async fn start_with(listings: usize, change: impl FnOnce(&mut Config)) -> Self {
        Self::start_among(8, listings, change).await
    }

    /// The same with so many businesses: among a few, most find nobody who fits them.
    ///
    /// # Panics
    /// When something does not start: a test cannot go on then.
    pub async fn start_among(businesses: usize, listings: usize, change: impl FnOnce(&mut Config)) -> Self {
        let key = testkit::app::fingerprint(&app::compose::migrations());
        let db = TestDb::create(&key, async |owner_url: &str| app::compose::migrate(owner_url).await);
        let db = db.await.expect("a database for the test");
        let data_dir = tempfile::tempdir().expect("a folder for the test");
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let address = listener.local_addr().expect("an address");
        let url = format!("http://{address}");
        let mut config = Config::defaults();
        config.data_dir = data_dir.path().to_owned();
        config.secret_key = b"a secret that only tests are made with".to_vec();
        config.database.url = db.app_url.clone();
        config.database.owner_url = db.owner_url.clone();
        config.server.public_url.clone_from(&url);
        config.limits = false;
        config.reviewed_first = 0;
        config.dev = true;
        change(&mut config);
        let app = App::new(config).expect("the program can be put together");
        app::seed::among(&app, businesses, listings).await.expect("the demo world");
        let mut superuser = db.connect_as_superuser().await.expect("the server answers");
        // What the free plan does not give has tests of its own; in a journey a new business posts what it likes.
        sqlx::query("ALTER TABLE accounts.businesses ALTER COLUMN plan SET DEFAULT 'GROWTH'")
            .execute(&mut superuser)
            .await
            .expect("altered");
        let platform = app.platform.clone();
        let stop = CancellationToken::new();
        let dispatcher = app.dispatcher();
        let pool = platform.db("platform").pool().clone();
        tokio::spawn(platform.changes.clone().listen(pool, platform.wake.clone(), stop.clone()));
        tokio::spawn(dispatcher.run(stop.clone()));
        let assembled = app.router().expect("every route has a policy");
        tokio::spawn(platform.sockets.clone().run(platform.clone(), true, stop.clone()));
        platform.sockets.ready().await;
        serve(listener, assembled.router, stop.clone());
        let client = Client::builder()
            .timeout(Duration::from_secs(30))
            .redirect(reqwest::redirect::Policy::none())
            .build()
            .expect("a client");
        Self { url, platform, table: assembled.table, db, client, stop, data_dir }
    }

    /// Where messages and pictures are kept.
    #[must_use]
    pub fn data_dir(&self) -> &Path {
        self.data_dir.path()
    }

    /// An access token of a user of the demo's cast (`kwame`, `amina`, `admin`…).
    ///
    /// # Panics
    /// When they cannot sign in.
    pub async fn token(&self, name: &str) -> String {
        let body = json!({"email": format!("{name}@demo.pushnchat.test"), "password": PASSWORD});
        let login = async || self.send(Method::POST, "/api/v1/auth/login", None, Some(&body)).await;
        let mut reply = login().await;
        // A machine that runs all tests at once may say "busy", and that one comes back in a moment, as clients do.
        for _ in 0..30 {
            if reply.status() != 503 {
                break;
            }
            tokio::time::sleep(std::time::Duration::from_secs(1)).await;
            reply = login().await;
        }
        assert_eq!(reply.status(), 200, "{name} cannot sign in");
        let body: Value = reply.json().await.expect("JSON");
        body["data"]["access_token"].as_str().expect("a token").to_owned()
    }

    /// Sends a request; nothing is followed.
    ///
    /// # Panics
    /// When no answer comes.
    pub async fn send(
        &self,
        method: Method,
        path: &str,
        token: Option<&str>,
        body: Option<&Value>,
    ) -> Response {
        let mut request = self.client.request(method, format!("{}{path}", self.url));
        if let Some(token) = token {
            request = request.bearer_auth(token);
        }
        if let Some(body) = body {
            request = request.json(body);
        }
        request.send().await.expect("an answer")
    }

    /// Reads JSON; the status is told beside it.
    ///
    /// # Panics
    /// When no JSON comes.
    pub async fn get(&self, path: &str, token: Option<&str>) -> (u16, Value) {
        let reply = self.send(Method::GET, path, token, None).await;
        (reply.status().as_u16(), reply.json().await.expect("JSON"))
    }

    /// Posts JSON; the status is told beside the answer.
    ///
    /// # Panics
    /// When no JSON comes.
    pub async fn post(&self, path: &str, token: Option<&str>, body: &Value) -> (u16, Value) {
        let reply = self.send(Method::POST, path, token, Some(body)).await;
        (reply.status().as_u16(), reply.json().await.expect("JSON"))
    }
}

fn serve(listener: TcpListener, router: axum::Router, stop: CancellationToken) {
    let service: IntoMakeServiceWithConnectInfo<_, SocketAddr> = router.into_make_service_with_connect_info();
    tokio::spawn(async move {
        let serving = axum::serve(listener, service).with_graceful_shutdown(stop.cancelled_owned());
        if let Err(error) = serving.await {
            eprintln!("the test's server ended: {error}");
        }
    });
}
