//! `dev`: everything on one machine, with no configuration at all.

use std::fs::File;
use std::io::{self, Write};
use std::net::SocketAddr;
use std::path::Path;

use anyhow::Context;
use platform::config::Config;
use platform::managed_postgres::{APP, CREATE_ROLES, ManagedPostgres, OWNER, Options, SUPERUSER};
use sqlx::{Connection, PgConnection};
use tokio_util::sync::CancellationToken;

use crate::cli::{Dev, Serve};
use crate::compose::{App, migrate};
use crate::{seed, serve};

const DATABASE: &str = "pushnchat";

/// Starts PostgreSQL, brings it up to date, fills it the first time, and serves.
///
/// # Errors
/// With a sentence for the person at the terminal.
pub async fn run(mut config: Config, options: &Dev) -> anyhow::Result<()> {
    config.dev = true;
    config.server.bind = SocketAddr::from(([127, 0, 0, 1], options.port));
    config.server.public_url = format!("http://localhost:{}", options.port);
    if let Some(folder) = &options.data_dir {
        config.data_dir.clone_from(folder);
    }
    let _telemetry = platform::telemetry::start(&config)?;
    // Told now, not after the minutes that the demo world takes.
    drop(serve::bind(config.server.bind).await?);
    let postgres = start_postgres(&config.data_dir, true).await?;
    let mut filling = Filling::begin(&config.data_dir).await?;
    if filling.was_interrupted()? {
        println!("The demo world was left half-made the last time; it is made anew …");
        drop_database(&postgres).await?;
        filling.finished()?;
    }
    use_managed(&mut config, &postgres).await?;
    config.ensure_secret()?;
    migrate(&config.database.owner_url).await?;
    let public_url = config.server.public_url.clone();
    let app = App::new(config)?;
    if !options.no_demo {
        if seed::is_empty(&app).await? {
            println!("Filling the database with the demo world …");
            filling.started()?;
            seed::demo(&app).await?;
            filling.finished()?;
        } else {
            seed::freshen(&app).await?;
        }
    }
    drop(filling);
    println!("\nPushNchat is on {public_url}");
    println!("  API documentation  {public_url}/api/docs");
    println!("  Mail and SMS sent  {public_url}/dev/outbox");
    if !options.no_demo {
        seed::print_sign_ins();
    }
    println!();
    serve::run_app(app, &Serve::default(), CancellationToken::new()).await?;
    tokio::task::spawn_blocking(move || postgres.stop()).await?;
    Ok(())
}

/// Held while the database is looked at and filled, so that a second process waits for the first one. Its file has a word
/// in it for as long as the demo world is half-made: nobody was served from that yet, so it may be thrown away.
struct Filling(File);

impl Filling {
    async fn begin(data_dir: &Path) -> anyhow::Result<Self> {
        let path = data_dir.join("demo.lock");
        let locked = tokio::task::spawn_blocking(move || {
            let file = File::options().write(true).create(true).truncate(false).open(&path);
            let file = file.with_context(|| format!("{} cannot be written", path.display()))?;
            file.lock().with_context(|| format!("{} cannot be locked", path.display()))?;
            Ok::<_, anyhow::Error>(Self(file))
        });
        locked.await?
    }

    fn was_interrupted(&self) -> io::Result<bool> {
        Ok(self.0.metadata()?.len() > 0)
    }

    fn started(&mut self) -> io::Result<()> {
        self.0.write_all(b"half-made\n")?;
        self.0.sync_all()
    }

    fn finished(&self) -> io::Result<()> {
        self.0.set_len(0)?;
        self.0.sync_all()
    }
}

async fn drop_database(postgres: &ManagedPostgres) -> anyhow::Result<()> {
    let mut superuser = PgConnection::connect(&postgres.url(SUPERUSER, SUPERUSER)).await?;
    let remove = format!("DROP DATABASE IF EXISTS {DATABASE} WITH (FORCE)");
    sqlx::raw_sql(sqlx::AssertSqlSafe(remove))
        .execute(&mut superuser)
        .await
        .context("the half-made database cannot be removed")?;
    superuser.close().await?;
    Ok(())
}

/// Starts the managed server of a data folder, or attaches to the running one.
///
/// # Errors
/// When PostgreSQL is not installed or does not start.
pub async fn start_postgres(data_dir: &Path, durable: bool) -> anyhow::Result<ManagedPostgres> {
    let options = if durable { Options::durable(data_dir) } else { Options::throwaway(data_dir) };
    Ok(tokio::task::spawn_blocking(move || ManagedPostgres::start(&options)).await??)
}

/// Makes roles and database if they are missing, and points the configuration at them.
///
/// # Errors
/// When the server refuses.
pub async fn use_managed(config: &mut Config, postgres: &ManagedPostgres) -> anyhow::Result<()> {
    let mut superuser = PgConnection::connect(&postgres.url(SUPERUSER, SUPERUSER)).await?;
    sqlx::raw_sql(CREATE_ROLES).execute(&mut superuser).await?;
    let known: Option<i32> = sqlx::query_scalar("SELECT 1 FROM pg_database WHERE datname = $1")
        .bind(DATABASE)
        .fetch_optional(&mut superuser)
        .await?;
    if known.is_none() {
        let create = format!("CREATE DATABASE {DATABASE} OWNER {OWNER}");
        sqlx::raw_sql(sqlx::AssertSqlSafe(create))
            .execute(&mut superuser)
            .await
            .context("the database cannot be made")?;
    }
    superuser.close().await?;
    config.database.url = postgres.url(DATABASE, APP);
    config.database.owner_url = postgres.url(DATABASE, OWNER);
    Ok(())
}
