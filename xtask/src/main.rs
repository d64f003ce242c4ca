//! The workspace's own tools. `cargo xtask help` lists them; `make test` runs them.

mod deps_dag;
mod generated;
mod scratch_server;
mod sqlx_prepare;
mod tidy;
mod workspace;

// Included rather than depended on: `sqlx-prepare` has to build while the platform's own queries do not compile yet, and
// the other tools should not wait for the platform either.
#[expect(dead_code, reason = "the program uses more of it than these tools do")]
#[path = "../../crates/platform/src/managed_postgres/mod.rs"]
mod managed_postgres;

use std::{ffi::OsString, process::ExitCode};

use clap::{Parser, Subcommand};
use workspace::Workspace;

#[derive(Parser)]
#[command(about = "The tools of the PushNchat workspace", bin_name = "cargo xtask")]
struct Cli {
    #[command(subcommand)]
    task: Task,
}

#[derive(Subcommand)]
enum Task {
    /// Check that crates depend only on layers below theirs, and no domain on another
    DepsDag,
    /// Write .sqlx, what the compiler needs to know about every query when no database is at hand
    SqlxPrepare {
        /// Write nothing: lint the workspace against a fresh database, and fail when .sqlx is out of date
        #[arg(long)]
        check: bool,
    },
    /// Run a command with PUSHNCHAT_TEST_POSTGRES naming a PostgreSQL server made for it
    WithPostgres {
        #[arg(required = true, trailing_var_arg = true, allow_hyphen_values = true)]
        command: Vec<OsString>,
    },
    /// Check the sources for what no other tool looks at: overlong files, notes to self, conflict marks
    Tidy,
    /// Write docs/openapi.json
    Openapi {
        #[arg(long)]
        check: bool,
    },
    /// Write .env.example
    EnvExample {
        #[arg(long)]
        check: bool,
    },
    /// Write docs/events.md
    Events {
        #[arg(long)]
        check: bool,
    },
    /// Write docs/asyncapi.json
    Asyncapi {
        #[arg(long)]
        check: bool,
    },
    /// Write frontend/src/live-types.ts
    LiveTypes {
        #[arg(long)]
        check: bool,
    },
    /// Write every file that the program itself generates
    Generated {
        #[arg(long)]
        check: bool,
    },
}

fn main() -> ExitCode {
    match run(Cli::parse().task) {
        Ok(code) => code,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(task: Task) -> anyhow::Result<ExitCode> {
    let workspace = Workspace::load()?;
    match task {
        Task::DepsDag => deps_dag::check(&workspace)?,
        Task::SqlxPrepare { check: true } => sqlx_prepare::check(&workspace)?,
        Task::SqlxPrepare { check: false } => sqlx_prepare::write(&workspace)?,
        Task::WithPostgres { command } => return scratch_server::run_with(&command),
        Task::Tidy => tidy::check(&workspace)?,
        Task::Openapi { check } => generated::run(&workspace, &[generated::OPENAPI], check)?,
        Task::EnvExample { check } => generated::run(&workspace, &[generated::ENV_EXAMPLE], check)?,
        Task::Events { check } => generated::run(&workspace, &[generated::EVENTS], check)?,
        Task::Asyncapi { check } => generated::run(&workspace, &[generated::ASYNCAPI], check)?,
        Task::LiveTypes { check } => generated::run(&workspace, &[generated::LIVE_TYPES], check)?,
        Task::Generated { check } => generated::run(&workspace, &generated::ALL, check)?,
    }
    Ok(ExitCode::SUCCESS)
}
