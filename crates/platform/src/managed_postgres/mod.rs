//! A PostgreSQL server that the program starts, watches and stops by itself, for `dev` and for tests.
//!
//! The cluster lives in `<data_dir>/postgres`, its log in `<data_dir>/postgres.log`. It listens on a Unix socket in a
//! folder that only its owner can enter, and on no port; so every connection is trusted.
//!
//! - One server per data folder: a second process finds the running one and attaches to it, and takes over when the
//!   first one ends.
//! - The server never outlives the process that started it, not even when that process is killed: the kernel signals
//!   it (`PR_SET_PDEATHSIG`). That signal is tied to the thread that spawned the child, so one thread spawns the
//!   server, stays with it, and starts it again when it dies.
//! - PostgreSQL refuses to run as root. For root, the server runs in a user namespace with a single, ordinary user; where
//!   namespaces are forbidden (most containers), as the account `postgres`.
//!
//! This module uses nothing else of this crate, so that `xtask` can include it without building the platform.

mod cluster;
mod programs;
mod run_as;

use std::{
    fs, io,
    os::unix::ffi::OsStrExt,
    path::{Path, PathBuf},
    sync::mpsc::{self, Sender},
    thread,
};

use cluster::Cluster;

/// The name of the superuser that [`ManagedPostgres`] creates.
pub const SUPERUSER: &str = "postgres";

/// The role that owns the databases, runs migrations and nothing else.
pub const OWNER: &str = "pushnchat_owner";

/// The role that the running program connects as. It owns nothing and row-level security binds it (P-15).
pub const APP: &str = "pushnchat_app";

/// Makes both roles; harmless when they exist, also when two sessions run it at once. Run it as a superuser.
pub const CREATE_ROLES: &str = "do $$ declare role text; begin
    foreach role in array array['pushnchat_owner', 'pushnchat_app'] loop
        begin
            execute format('create role %I login nosuperuser nobypassrls nocreatedb nocreaterole', role);
        exception when duplicate_object or unique_violation then null;
        end;
    end loop;
end $$";

const OLDEST_MAJOR: u32 = 15;

/// Where the server keeps its data and how careful it is with it.
#[derive(Debug, Clone)]
pub struct Options {
    /// Folder for the cluster and its log; created when missing.
    pub data_dir: PathBuf,
    /// `false` trades safety against a crash of the machine (not of the server) for speed: right for tests only.
    pub fsync: bool,
    /// How many clients may be connected at once.
    pub max_connections: u16,
}

impl Options {
    /// Options for data that is to be kept.
    pub fn durable(data_dir: impl Into<PathBuf>) -> Self {
        Self { data_dir: data_dir.into(), fsync: true, max_connections: 100 }
    }

    /// Options for data that is thrown away after a test.
    pub fn throwaway(data_dir: impl Into<PathBuf>) -> Self {
        Self { data_dir: data_dir.into(), fsync: false, max_connections: 300 }
    }
}

/// Why the server could not be started. The text is for the person at the terminal and says what to do.
#[derive(Debug, thiserror::Error)]
pub enum ManagedPostgresError {
    #[error(
        "no PostgreSQL {OLDEST_MAJOR} or newer found on PATH or in /usr/lib/postgresql. \
         Install it (Debian, Ubuntu: `apt-get install postgresql`), then try again"
    )]
    NotInstalled,
    #[error(
        "{data_dir} was made by PostgreSQL {made_by}, which is not installed (found: {found}). \
         Install postgresql-{made_by}, or move the folder away to begin afresh"
    )]
    OtherMajor { data_dir: PathBuf, made_by: u32, found: String },
    #[error(
        "PostgreSQL does not run as root, this machine does not allow user namespaces, and it has no account \
         `postgres` to use instead. Run the program as an ordinary user, or create that account"
    )]
    NoAccount,
    #[error(
        "the account `postgres` cannot enter {0}, and PostgreSQL does not run as root. \
         Choose a data folder that every account can reach: `--data-dir`, or `make run DATA_DIR=/var/tmp/pushnchat`"
    )]
    Unreachable(PathBuf),
    #[error("{0} exists but is not a private folder of this user; remove it, then try again")]
    ForeignSocketDir(PathBuf),
    #[error("initdb failed:\n{0}")]
    InitDb(String),
    #[error("PostgreSQL did not start; the end of {log}:\n{tail}")]
    DidNotStart { log: PathBuf, tail: String },
    #[error("cannot {what} {path}: {source}")]
    Io { what: &'static str, path: PathBuf, source: io::Error },
}

type Result<T, E = ManagedPostgresError> = std::result::Result<T, E>;

/// A running server, looked after for as long as this value lives. The process that started it stops it on
/// [`stop`](Self::stop) or drop; a process that attached leaves it alone, and starts it only when it is gone.
#[derive(Debug)]
pub struct ManagedPostgres {
    socket_dir: PathBuf,
    bin_dir: PathBuf,
    is_attached: bool,
    supervisor: Option<Supervisor>,
}

#[derive(Debug)]
struct Supervisor {
    /// Dropping it tells the thread to end.
    stop: Sender<()>,
    thread: thread::JoinHandle<()>,
}

impl ManagedPostgres {
    /// Starts the server of `options.data_dir`, or attaches to it when another process runs it already. Returns when it
    /// accepts connections. Blocks for a second or two the first time, so call it in `spawn_blocking` from async code.
    pub fn start(options: &Options) -> Result<Self> {
        let data_dir = &options.data_dir;
        fs::create_dir_all(data_dir).map_err(io_error("create", data_dir))?;
        let data_dir = data_dir.canonicalize().map_err(io_error("find", data_dir))?;
        let cluster = Cluster::prepare(data_dir, options)?;

        let (socket_dir, bin_dir) = (cluster.socket_dir.clone(), cluster.bin_dir.clone());
        let (stop, stopped) = mpsc::channel();
        let (report, started) = mpsc::channel();
        let thread = thread::Builder::new()
            .name("postgres".into())
            .spawn(move || cluster.supervise(&stopped, &report))
            .map_err(io_error("start a thread for", &bin_dir))?;
        let is_attached = started.recv().expect("the supervisor reports before it ends")?;
        Ok(Self { socket_dir, bin_dir, is_attached, supervisor: Some(Supervisor { stop, thread }) })
    }

    /// The folder that holds the server's socket: the `host` of a connection.
    pub fn socket_dir(&self) -> &Path {
        &self.socket_dir
    }

    /// The folder of PostgreSQL's programs (`psql`, `pg_dump`, `pgbench`).
    pub fn bin_dir(&self) -> &Path {
        &self.bin_dir
    }

    /// Whether another process was running the server already.
    pub fn is_attached(&self) -> bool {
        self.is_attached
    }

    /// A connection URL for `database` as `user`. Both must be plain names (letters, digits, `_`).
    pub fn url(&self, database: &str, user: &str) -> String {
        format!("postgres://{user}@localhost/{database}?host={}", percent_encode(&self.socket_dir))
    }

    /// Stops the server, if this process started it: clients are disconnected, everything committed is kept.
    pub fn stop(mut self) {
        self.shut_down();
    }

    fn shut_down(&mut self) {
        if let Some(Supervisor { stop, thread }) = self.supervisor.take() {
            drop(stop);
            if thread.join().is_err() {
                tracing::error!("the thread that watches PostgreSQL panicked");
            }
        }
    }
}

impl Drop for ManagedPostgres {
    fn drop(&mut self) {
        self.shut_down();
    }
}

/// A path as the value of a URL's query parameter.
fn percent_encode(path: &Path) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"/-._~".contains(&byte);
    path.as_os_str()
        .as_bytes()
        .iter()
        .map(|&byte| if plain(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") })
        .collect()
}

fn io_error(what: &'static str, path: &Path) -> impl FnOnce(io::Error) -> ManagedPostgresError {
    let path = path.to_owned();
    move |source| ManagedPostgresError::Io { what, path, source }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_with_spaces_and_accents_survives_a_url() {
        assert_eq!(percent_encode(Path::new("/tmp/mes données/a-b_1.2")), "/tmp/mes%20donn%C3%A9es/a-b_1.2");
    }
}
