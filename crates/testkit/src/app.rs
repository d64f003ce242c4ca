use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use axum::Router;
use chrono::{DateTime, TimeDelta, Utc};
use fluent_templates::StaticLoader;
use kernel::{
    Actor, BusinessId, Clock, ManualClock, Membership, PlanLevel, Role, SessionId, SignedIn, TeamRole,
    UserId, UserStatus, Verification,
};
use platform::config::Config;
use platform::http::{RouteRow, assemble};
use platform::jobs::Dispatcher;
use platform::migrate::Migrations;
use platform::{Db, Module, Platform};

use crate::client::Client;
use crate::database::TestDb;
use crate::fakes::FakeIdentity;

/// Where the clock of every test begins.
#[must_use]
pub fn beginning() -> DateTime<Utc> {
    DateTime::from_timestamp(1_795_000_000, 0).unwrap_or_default()
}

/// An app on a database of its own.
pub struct TestApp {
    /// What the modules were given.
    pub platform: Arc<Platform>,
    /// The present, moved by hand.
    pub clock: Arc<ManualClock>,
    /// Every route with its right.
    pub table: Vec<RouteRow>,
    /// The whole service.
    pub router: Router,
    /// Does jobs when told to.
    pub dispatcher: Dispatcher,
    identity: Arc<FakeIdentity>,
    database: TestDb,
    addresses: AtomicU32,
    _data_dir: tempfile::TempDir,
}

impl TestApp {
    /// Starts `modules` on a database with the schemas of `migrations`. Actors come from a fake identity port; a
    /// module that binds its own (accounts) calls [`Platform::bind_identity`] first and wins.
    ///
    /// # Panics
    /// When something does not start: a test cannot go on then.
    pub async fn start(
        migrations: fn() -> Vec<Migrations>,
        texts: &[&'static StaticLoader],
        modules: impl FnOnce(&Arc<Platform>) -> Vec<Module>,
    ) -> Self {
        Self::start_with(migrations, texts, |_| {}, modules).await
    }

    /// [`TestApp::start`] with other settings than the tests' own.
    ///
    /// # Panics
    /// When something does not start: a test cannot go on then.
    pub async fn start_with(
        migrations: fn() -> Vec<Migrations>,
        texts: &[&'static StaticLoader],
        settings: impl FnOnce(&mut Config),
        modules: impl FnOnce(&Arc<Platform>) -> Vec<Module>,
    ) -> Self {
        let key = fingerprint(&migrations());
        let database = TestDb::create(&key, async |owner_url: &str| {
            platform::migrate::run(owner_url, migrations()).await
        })
        .await
        .expect("a database for the test");
        let data_dir = tempfile::tempdir().expect("a folder for the test");
        let mut config = Config::defaults();
        config.data_dir = data_dir.path().to_owned();
        config.secret_key = b"a secret that only tests are made with".to_vec();
        config.database.url = database.app_url.clone();
        config.database.owner_url = database.owner_url.clone();
        config.database.max_connections = 8;
        config.limits = false;
        settings(&mut config);
        let clock = Arc::new(ManualClock::at(beginning()));
        let platform =
            Platform::new(config, clock.clone(), texts.iter().copied()).expect("the platform starts");
        let modules = modules(&platform);
        let identity = Arc::new(FakeIdentity::default());
        platform.bind_identity(identity.clone());
        platform.bind_error_page(web::error_page(&platform));
        let handlers: Vec<_> = modules.iter().flat_map(|module| module.handlers.clone()).collect();
        let schedules: Vec<_> = modules.iter().flat_map(|module| module.schedules.clone()).collect();
        platform.outbox.connect(platform::module::event_routes(&handlers));
        let db = platform.db("platform");
        let dispatcher = Dispatcher::new(db, clock.clone(), handlers, schedules, platform.wake.clone());
        let app = assemble(&platform, modules, Router::new()).expect("every route has a policy");
        Self {
            platform,
            clock,
            table: app.table,
            router: app.router,
            dispatcher,
            identity,
            database,
            addresses: AtomicU32::new(1),
            _data_dir: data_dir,
        }
    }

    /// Somebody who is not signed in.
    #[must_use]
    pub fn anonymous(&self) -> Client {
        // Each client comes from an address of its own.
        let n = self.addresses.fetch_add(1, Ordering::SeqCst);
        Client::new(self.router.clone(), Actor::Anonymous).with_address([
            10,
            (n >> 16) as u8,
            (n >> 8) as u8,
            n as u8,
        ])
    }

    /// A client that is `actor`.
    #[must_use]
    pub fn client_of(&self, actor: Actor) -> Client {
        let token = self.identity.token_of(&actor);
        self.anonymous().signed_in(actor, &token)
    }

    /// A user with this role, without a business.
    #[must_use]
    pub fn user(&self, role: Role) -> Client {
        self.client_of(Actor::User(self.person(role, None)))
    }

    /// Somebody of the platform's own staff.
    #[must_use]
    pub fn admin(&self) -> Client {
        self.user(Role::Admin)
    }

    /// A member of a business nobody has heard of before.
    #[must_use]
    pub fn member(&self, team_role: TeamRole) -> Client {
        self.member_of(BusinessId::new(self.clock.now()), team_role)
    }

    /// A member of this business, which is verified and pays nothing.
    #[must_use]
    pub fn member_of(&self, business_id: BusinessId, team_role: TeamRole) -> Client {
        self.member_with(business_id, team_role, Verification::Verified, PlanLevel::Free)
    }

    /// A member of this business with everything said.
    #[must_use]
    pub fn member_with(
        &self,
        business_id: BusinessId,
        team_role: TeamRole,
        verification: Verification,
        plan: PlanLevel,
    ) -> Client {
        let membership = Membership { business_id, team_role, verification, plan };
        self.client_of(Actor::User(self.person(Role::Business, Some(membership))))
    }

    fn person(&self, role: Role, membership: Option<Membership>) -> SignedIn {
        let now = self.clock.now();
        SignedIn {
            user_id: UserId::new(now),
            session_id: SessionId::new(now),
            role,
            status: UserStatus::Active,
            display_name: "Amina".to_owned(),
            country: None,
            membership,
        }
    }

    /// The database as the program sees it.
    #[must_use]
    pub fn db(&self) -> Db {
        self.platform.db("platform")
    }

    /// The test's database itself.
    #[must_use]
    pub fn database(&self) -> &TestDb {
        &self.database
    }

    /// Moves the clock and lets due schedules queue their jobs.
    pub fn advance(&self, step: TimeDelta) {
        self.clock.advance(step);
    }

    /// Does every job that is due, schedules included.
    ///
    /// # Panics
    /// When the queue cannot be reached.
    pub async fn drain(&self) -> usize {
        self.dispatcher.tick().await.expect("the schedules can be read");
        self.dispatcher.drain().await.expect("the queue can be reached")
    }

    /// Jobs that wait or are dead, as `handler: last error`: a test that ends well leaves none.
    ///
    /// # Panics
    /// When the queue cannot be reached.
    pub async fn jobs_left(&self) -> Vec<String> {
        let mut tx = self.db().begin_system().await.expect("a transaction");
        sqlx::query_scalar(
            "SELECT handler || ': ' || coalesce(last_error, 'waiting') FROM platform.jobs ORDER BY id",
        )
        .fetch_all(&mut *tx)
        .await
        .expect("the queue can be read")
    }

    /// Types of all events published so far, in order.
    ///
    /// # Panics
    /// When the outbox cannot be read.
    pub async fn events(&self) -> Vec<String> {
        let mut tx = self.db().begin_system().await.expect("a transaction");
        sqlx::query_scalar("SELECT type FROM platform.events ORDER BY id")
            .fetch_all(&mut *tx)
            .await
            .expect("the outbox can be read")
    }

    /// Cuts every connection that the program holds, as a restart of PostgreSQL does.
    ///
    /// # Panics
    /// When the server cannot be reached.
    pub async fn kill_connections(&self) {
        let mut superuser = self.database.connect_as_superuser().await.expect("the server answers");
        sqlx::query(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity
             WHERE datname = current_database() AND pid <> pg_backend_pid()",
        )
        .execute(&mut superuser)
        .await
        .expect("connections can be cut");
    }
}

/// Changes with the content of the migrations: the name of a template database.
#[must_use]
pub fn fingerprint(lists: &[Migrations]) -> String {
    let of = |list: &Migrations| {
        let checksums: Vec<String> =
            list.migrator.iter().map(|migration| format!("{:?}", migration.checksum.as_ref())).collect();
        format!("{}:{}", list.schema, checksums.join(","))
    };
    lists.iter().map(of).collect()
}
