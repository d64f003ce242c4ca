//! PostgreSQL servers that live as long as one command.

use std::{
    ffi::OsString,
    fs,
    os::unix::fs::DirBuilderExt,
    path::{Path, PathBuf},
    process::{Command, ExitCode},
};

use anyhow::{Context, bail};

use crate::managed_postgres::{CREATE_ROLES, ManagedPostgres, Options, SUPERUSER};

/// What tests read the server's URL from.
const SERVER: &str = "PUSHNCHAT_TEST_POSTGRES";
const PREFIX: &str = "pushnchat-scratch-";

/// An empty server with the program's two roles, which is gone with this value.
pub struct ScratchServer {
    server: Option<ManagedPostgres>,
    dir: PathBuf,
}

impl ScratchServer {
    /// Starts one in the system's temporary folder, which every account can reach and whose path is short.
    pub fn start() -> anyhow::Result<Self> {
        remove_leftovers();
        let dir = std::env::temp_dir().join(format!("{PREFIX}{}", std::process::id()));
        fs::DirBuilder::new()
            .mode(0o755)
            .create(&dir)
            .with_context(|| format!("cannot create {}", dir.display()))?;
        let mut scratch = Self { server: None, dir };
        scratch.server = Some(ManagedPostgres::start(&Options::throwaway(&scratch.dir))?);
        scratch.sql("postgres", CREATE_ROLES)?;
        Ok(scratch)
    }

    fn server(&self) -> &ManagedPostgres {
        self.server.as_ref().expect("set in start, taken in drop")
    }

    /// The URL of `database` as `user`.
    pub fn url(&self, database: &str, user: &str) -> String {
        self.server().url(database, user)
    }

    /// Runs statements as the superuser.
    pub fn sql(&self, database: &str, sql: &str) -> anyhow::Result<()> {
        self.psql(&self.url(database, SUPERUSER), &["--command", sql])
    }

    /// Runs a migration as the program would: as `user`, with its schema made and first in the search path.
    pub fn migrate(&self, database: &str, user: &str, schema: &str, file: &Path) -> anyhow::Result<()> {
        let path = file.to_str().context("a path in UTF-8")?;
        let prepare = format!("create schema if not exists {schema}; set search_path = {schema}, public");
        let arguments = ["--command", &prepare, "--file", path];
        self.psql(&self.url(database, user), &arguments).with_context(|| format!("{path} fails"))
    }

    fn psql(&self, url: &str, arguments: &[&str]) -> anyhow::Result<()> {
        let output = Command::new(self.server().bin_dir().join("psql"))
            .args(["--no-psqlrc", "--quiet", "--set=ON_ERROR_STOP=1"])
            .args(arguments)
            .arg(url)
            // Without it, every `if not exists` says so.
            .env("PGOPTIONS", "--client-min-messages=warning")
            .output()
            .context("cannot run psql, which comes with PostgreSQL's client package")?;
        if !output.status.success() {
            bail!("{}", String::from_utf8_lossy(&output.stderr).trim_end());
        }
        Ok(())
    }
}

impl Drop for ScratchServer {
    fn drop(&mut self) {
        drop(self.server.take());
        let _ = fs::remove_dir_all(&self.dir);
    }
}

/// Runs `command` with the URL of a fresh server in its environment, and gives back its exit code.
pub fn run_with(command: &[OsString]) -> anyhow::Result<ExitCode> {
    let scratch = ScratchServer::start()?;
    let [program, arguments @ ..] = command else { bail!("there is no command to run") };
    let status = Command::new(program)
        .args(arguments)
        .env(SERVER, scratch.url("postgres", SUPERUSER))
        .status()
        .with_context(|| format!("cannot run {}", program.display()))?;
    let code = status.code().and_then(|code| u8::try_from(code).ok()).unwrap_or(1);
    Ok(ExitCode::from(code))
}

/// Folders of runs that were killed: their process is gone, and their server went with it.
fn remove_leftovers() {
    for entry in fs::read_dir(std::env::temp_dir()).into_iter().flatten().flatten() {
        let name = entry.file_name();
        if let Some(pid) = name.to_str().and_then(|name| name.strip_prefix(PREFIX))
            && !Path::new("/proc").join(pid).exists()
        {
            let _ = fs::remove_dir_all(entry.path());
        }
    }
}
