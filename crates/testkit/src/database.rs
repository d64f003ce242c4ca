//! A database of its own for every test, in milliseconds: a copy of a template that was migrated once.
//!
//! The server is named by `PUSHNCHAT_TEST_POSTGRES`, the URL of a superuser. `cargo xtask with-postgres -- <command>`
//! starts one and sets it. Tests in many processes may share it.

use std::{
    hash::{DefaultHasher, Hash, Hasher},
    str::FromStr,
    thread,
};

use anyhow::Context;
use platform::managed_postgres::{APP, CREATE_ROLES, OWNER};
use sqlx::{AssertSqlSafe, ConnectOptions, Connection, PgConnection, postgres::PgConnectOptions};

/// The environment variable that names the server.
pub const SERVER: &str = "PUSHNCHAT_TEST_POSTGRES";

/// Any number will do, as long as nothing else on a test server locks it.
const TEMPLATE_LOCK: i64 = 0x0070_7573_686e_6368;

/// A migrated database that no other test sees; dropped with this value.
#[derive(Debug)]
pub struct TestDb {
    /// Connects as the role that owns the schemas and may change them.
    pub owner_url: String,
    /// Connects as the role of the running program, which row-level security binds (P-15).
    pub app_url: String,
    server: PgConnectOptions,
    name: String,
}

impl TestDb {
    /// A fresh copy of the template named `template_key`. The first caller on a server makes that template: `migrate`
    /// gets the URL of an empty database as its owner, and must close its connections. The key has to change with what
    /// `migrate` does, so make it from the migrations' contents.
    pub async fn create(
        template_key: &str,
        migrate: impl AsyncFnOnce(&str) -> anyhow::Result<()>,
    ) -> anyhow::Result<Self> {
        let url = std::env::var(SERVER).ok().with_context(|| {
            format!(
                "these tests need PostgreSQL: run them by `make test`, or by \
                 `cargo xtask with-postgres -- cargo nextest run -p <crate>`, which sets {SERVER}"
            )
        })?;
        Self::create_on(&url, template_key, migrate).await
    }

    /// The same on a server of the test's own, which it may stop: `server` is the URL of a superuser.
    pub async fn create_on(
        server: &str,
        template_key: &str,
        migrate: impl AsyncFnOnce(&str) -> anyhow::Result<()>,
    ) -> anyhow::Result<Self> {
        let server = PgConnectOptions::from_str(server).context("the test server's URL is none")?;
        let mut admin = server.connect().await.context("the test server does not answer")?;

        let template = ensure_template(&mut admin, &server, template_key, migrate).await?;
        let name = format!("test_{}", uuid::Uuid::new_v4().simple());
        // Without fsync, copying the files takes a third of the time that writing the copy to the log does.
        run(
            &mut admin,
            format!("create database {name} template {template} owner {OWNER} strategy file_copy"),
        )
        .await?;
        admin.close().await?;
        Ok(Self {
            owner_url: url_of(&server, OWNER, &name),
            app_url: url_of(&server, APP, &name),
            server,
            name,
        })
    }

    /// Connects as the superuser, who sees every row whatever the policies say: for assertions and odd set-ups.
    pub async fn connect_as_superuser(&self) -> anyhow::Result<PgConnection> {
        Ok(self.server.clone().database(&self.name).connect().await?)
    }
}

impl Drop for TestDb {
    /// Drops the database, with whoever is still connected. On a thread of its own, for a drop cannot await.
    fn drop(&mut self) {
        let (server, name) = (self.server.clone(), self.name.clone());
        let dropped = thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
            runtime.block_on(async {
                let mut admin = server.connect().await?;
                run(&mut admin, format!("drop database if exists {name} with (force)")).await?;
                admin.close().await.map_err(anyhow::Error::from)
            })
        });
        // A test that stopped the server on purpose cannot drop its database; the next template maker will.
        if let Ok(Err(error)) = dropped.join() {
            eprintln!("the database {} stays behind: {error:#}", self.name);
        }
    }
}

/// The name of the template for `key`, which exists and is complete when this returns.
async fn ensure_template(
    admin: &mut PgConnection,
    server: &PgConnectOptions,
    key: &str,
    migrate: impl AsyncFnOnce(&str) -> anyhow::Result<()>,
) -> anyhow::Result<String> {
    let mut hasher = DefaultHasher::new();
    key.hash(&mut hasher);
    let template = format!("template_{:016x}", hasher.finish());
    if is_complete(admin, &template).await? {
        return Ok(template);
    }
    // Released with the connection, so also when this process dies.
    sqlx::query("select pg_advisory_lock($1)").bind(TEMPLATE_LOCK).execute(&mut *admin).await?;
    if !is_complete(admin, &template).await? {
        drop_leftovers(admin).await?;
        run(admin, CREATE_ROLES.into()).await?;
        run(admin, format!("drop database if exists {template} with (force)")).await?;
        run(admin, format!("create database {template} owner {OWNER}")).await?;
        migrate(&url_of(server, OWNER, &template))
            .await
            .context("the template database cannot be migrated")?;
        // What marks it as complete; it also keeps everybody from changing it.
        run(admin, format!("alter database {template} with allow_connections false")).await?;
    }
    sqlx::query("select pg_advisory_unlock($1)").bind(TEMPLATE_LOCK).execute(&mut *admin).await?;
    Ok(template)
}

async fn is_complete(admin: &mut PgConnection, template: &str) -> anyhow::Result<bool> {
    let found = sqlx::query_scalar("select not datallowconn from pg_database where datname = $1");
    Ok(found.bind(template).fetch_optional(admin).await?.unwrap_or(false))
}

/// Removes the databases of tests that were killed: nobody is connected, and they are too old to be just begun.
async fn drop_leftovers(admin: &mut PgConnection) -> anyhow::Result<()> {
    let names: Vec<String> = sqlx::query_scalar(
        r"select datname::text from pg_database as db
          where datname like 'test\_%'
            and (pg_stat_file('base/' || db.oid || '/PG_VERSION', true)).modification < now() - interval '15 minutes'
            and not exists (select from pg_stat_activity where datid = db.oid)",
    )
    .fetch_all(&mut *admin)
    .await?;
    for name in names {
        run(admin, format!("drop database if exists {name}")).await?;
    }
    Ok(())
}

/// Runs a statement that PostgreSQL takes no parameters for. Every name in it is made in this file.
async fn run(admin: &mut PgConnection, sql: String) -> anyhow::Result<()> {
    let context = sql.clone();
    sqlx::raw_sql(AssertSqlSafe(sql)).execute(admin).await.context(context)?;
    Ok(())
}

fn url_of(server: &PgConnectOptions, role: &str, database: &str) -> String {
    server.clone().username(role).database(database).to_url_lossy().to_string()
}
