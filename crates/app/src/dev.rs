//! `dev`: everything on one machine, with no configuration at all.

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
    use_managed(&mut config, &postgres).await?;
    config.ensure_secret()?;
    migrate(&config.database.owner_url).await?;
    let public_url = config.server.public_url.clone();
    let app = App::new(config)?;
    if !options.no_demo {
        if seed::is_empty(&app).await? {
            println!("Filling the database with the demo world …");
            seed::demo(&app).await?;
        } else {
            seed::freshen(&app).await?;
        }
    }
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
