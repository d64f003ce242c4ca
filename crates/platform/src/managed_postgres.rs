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

use std::{
    fs::{self, DirBuilder, File, OpenOptions},
    hash::{DefaultHasher, Hash, Hasher},
    io,
    os::unix::{
        ffi::OsStrExt,
        fs::{DirBuilderExt, MetadataExt, PermissionsExt, lchown},
        net::UnixStream,
        process::CommandExt,
    },
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    sync::mpsc::{self, Receiver, RecvTimeoutError, Sender},
    thread,
    time::{Duration, Instant},
};

use rustix::process::{Pid, Signal, geteuid, kill_process};

/// The name of the superuser that [`ManagedPostgres`] creates.
pub const SUPERUSER: &str = "postgres";

const OLDEST_MAJOR: u32 = 15;
const POLL: Duration = Duration::from_millis(50);
const POLL_ANOTHERS: Duration = Duration::from_millis(250);
const START_DEADLINE: Duration = Duration::from_secs(60);
const STOP_DEADLINE: Duration = Duration::from_secs(20);
const LARGEST_LOG: u64 = 4 * 1024 * 1024;
const SLOWEST_RETRY: Duration = Duration::from_secs(5);
/// `sun_path` holds 108 bytes, one of them for the final zero.
const LONGEST_SOCKET_PATH: usize = 107;
const SOCKET_FILE: &str = ".s.PGSQL.5432";

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
         Choose a data folder that every account can reach"
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

/// Everything needed to make and to start the cluster of one data folder.
struct Cluster {
    data_dir: PathBuf,
    /// PostgreSQL's own data directory.
    pgdata: PathBuf,
    log: PathBuf,
    socket_dir: PathBuf,
    bin_dir: PathBuf,
    run_as: RunAs,
    settings: Vec<String>,
}

impl Cluster {
    fn prepare(data_dir: PathBuf, options: &Options) -> Result<Self> {
        let pgdata = data_dir.join("postgres");
        let bin_dir = find_programs(&pgdata)?;
        let run_as = RunAs::choose(&data_dir)?;
        let socket_dir = socket_dir(&pgdata, &run_as)?;
        let on_off = |on| if on { "on" } else { "off" };
        let settings = vec![
            "listen_addresses=".into(),
            format!("unix_socket_directories={}", socket_dir.display()),
            "unix_socket_permissions=0700".into(),
            "port=5432".into(),
            "cluster_name=pushnchat".into(),
            format!("max_connections={}", options.max_connections),
            format!("fsync={}", on_off(options.fsync)),
            format!("full_page_writes={}", on_off(options.fsync)),
            "wal_level=minimal".into(),
            "max_wal_senders=0".into(),
            "max_wal_size=2GB".into(),
            "shared_buffers=256MB".into(),
            "random_page_cost=1.1".into(),
            // Compiling a plan costs more than the short queries of a web request ever win back.
            "jit=off".into(),
            "timezone=UTC".into(),
            "log_timezone=UTC".into(),
            "log_checkpoints=off".into(),
        ];
        let log = data_dir.join("postgres.log");
        Ok(Self { data_dir, pgdata, log, socket_dir, bin_dir, run_as, settings })
    }

    /// Makes the cluster when there is none. A cluster appears whole or not at all: it is made beside and renamed.
    fn initialise(&self) -> Result<()> {
        if self.pgdata.join("PG_VERSION").exists() {
            return self.run_as.take_over(&self.pgdata);
        }
        let fresh = self.data_dir.join("postgres.new");
        if fresh.exists() {
            fs::remove_dir_all(&fresh).map_err(io_error("remove", &fresh))?;
        }
        private_dir(&fresh)?;
        self.run_as.take_over(&fresh)?;
        let output = self
            .run_as
            .command(&self.bin_dir.join("initdb"))
            .arg("--pgdata")
            .arg(&fresh)
            .args(["--username", SUPERUSER, "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8"])
            // The first checkpoint and the rename below are what must be on disk; initdb's own sync takes seconds.
            .args(["--no-sync", "--no-instructions"])
            .stdin(Stdio::null())
            .current_dir("/")
            .output()
            .map_err(io_error("run initdb in", &self.bin_dir))?;
        if !output.status.success() {
            return Err(ManagedPostgresError::InitDb(String::from_utf8_lossy(&output.stderr).into_owned()));
        }
        if self.pgdata.exists() {
            // Left by an initdb that was not ours, or emptied by hand: never overwrite, only an empty folder goes.
            fs::remove_dir(&self.pgdata).map_err(io_error("replace", &self.pgdata))?;
        }
        fs::rename(&fresh, &self.pgdata).map_err(io_error("create", &self.pgdata))
    }

    /// Whether a server runs on this cluster; waits while it starts or stops. Removes the pid file of a server that was
    /// killed: its process id may be somebody else's by now, which PostgreSQL would take for a running server.
    fn is_running(&self) -> Result<bool> {
        let deadline = Instant::now() + START_DEADLINE;
        loop {
            match self.pid_file() {
                Some(server) if server.ready => return Ok(true),
                Some(_) if Instant::now() > deadline => return Err(self.did_not_start()),
                Some(_) => thread::sleep(POLL),
                None => break,
            }
        }
        let stale = self.pgdata.join("postmaster.pid");
        match fs::remove_file(&stale) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(io_error("remove", &stale)(error)),
            _ => Ok(false),
        }
    }

    /// What the server of this cluster says about itself, if it is alive.
    fn pid_file(&self) -> Option<PidFile> {
        PidFile::read(&self.pgdata.join("postmaster.pid")).filter(|found| found.is_alive(&self.pgdata))
    }

    /// Keeps the server running until `stopped` says so: at first, and again whenever it dies, be it ours or the one of
    /// another process. Reports once whether it ran already.
    fn supervise(&self, stopped: &Receiver<()>, report: &Sender<Result<bool>>) {
        let mut server = match self.start_or_attach() {
            Ok(server) => server,
            Err(error) => {
                // The receiver waits for exactly this; it is gone only with the whole process.
                let _ = report.send(Err(error));
                return;
            }
        };
        let _ = report.send(Ok(matches!(server, Server::Anothers)));
        loop {
            match self.wait_for_end(&mut server, stopped) {
                Ended::Asked => return server.shut_down(),
                Ended::Died => tracing::warn!("PostgreSQL is gone; starting it again"),
            }
            // At once, then ever more slowly, for as long as the program lives.
            let mut retry = POLL;
            server = loop {
                match self.start_or_attach() {
                    Ok(server) => break server,
                    Err(error) => tracing::error!("{error}"),
                }
                if !matches!(stopped.recv_timeout(retry), Err(RecvTimeoutError::Timeout)) {
                    return;
                }
                retry = (retry * 2).min(SLOWEST_RETRY);
            };
        }
    }

    fn start_or_attach(&self) -> Result<Server> {
        let _only_starter = start_lock(&self.data_dir)?;
        if self.is_running()? {
            return Ok(Server::Anothers);
        }
        self.initialise()?;
        self.wait_until_ready(self.spawn()?).map(Server::Ours)
    }

    fn wait_for_end(&self, server: &mut Server, stopped: &Receiver<()>) -> Ended {
        let poll = match server {
            Server::Ours(_) => POLL,
            Server::Anothers => POLL_ANOTHERS,
        };
        loop {
            let ended = match server {
                Server::Ours(child) => matches!(child.try_wait(), Ok(Some(_))),
                Server::Anothers => self.pid_file().is_none(),
            };
            if ended {
                return Ended::Died;
            }
            if !matches!(stopped.recv_timeout(poll), Err(RecvTimeoutError::Timeout)) {
                return Ended::Asked;
            }
        }
    }

    fn spawn(&self) -> Result<Child> {
        if fs::metadata(&self.log).is_ok_and(|log| log.len() > LARGEST_LOG) {
            fs::remove_file(&self.log).map_err(io_error("remove", &self.log))?;
        }
        let log = OpenOptions::new().append(true).create(true).open(&self.log);
        let log = log.map_err(io_error("write", &self.log))?;
        let log_too = log.try_clone().map_err(io_error("write", &self.log))?;
        let mut command = self.run_as.command(&self.bin_dir.join("postgres"));
        command.arg("-D").arg(&self.pgdata);
        for setting in &self.settings {
            command.arg("-c").arg(setting);
        }
        command
            .stdin(Stdio::null())
            .stdout(log)
            .stderr(log_too)
            // Out of the terminal's group: Ctrl-C is for the program, which stops the server after its last request.
            .process_group(0)
            .spawn()
            .map_err(io_error("run", &self.bin_dir.join("postgres")))
    }

    fn wait_until_ready(&self, mut child: Child) -> Result<Child> {
        let deadline = Instant::now() + START_DEADLINE;
        loop {
            if Instant::now() > deadline || !matches!(child.try_wait(), Ok(None)) {
                end(&mut child);
                return Err(self.did_not_start());
            }
            if self.pid_file().is_some_and(|found| found.pid == Pid::from_child(&child) && found.ready) {
                return Ok(child);
            }
            thread::sleep(POLL);
        }
    }

    fn did_not_start(&self) -> ManagedPostgresError {
        let text = fs::read(&self.log).unwrap_or_default();
        let text = String::from_utf8_lossy(&text);
        let lines: Vec<_> = text.lines().collect();
        let tail = lines[lines.len().saturating_sub(12)..].join("\n");
        ManagedPostgresError::DidNotStart { log: self.log.clone(), tail }
    }
}

enum Server {
    Ours(Child),
    Anothers,
}

enum Ended {
    Asked,
    Died,
}

impl Server {
    fn shut_down(self) {
        match self {
            Self::Ours(mut child) => end(&mut child),
            Self::Anothers => {}
        }
    }
}

/// PostgreSQL's "fast" shutdown; "immediate" when that takes too long.
fn end(child: &mut Child) {
    for signal in [Signal::INT, Signal::QUIT, Signal::KILL] {
        let deadline = Instant::now() + STOP_DEADLINE;
        if let Ok(None) = child.try_wait() {
            // Not reaped yet, so the process id is still the child's.
            let _ = kill_process(Pid::from_child(child), signal);
        }
        while Instant::now() < deadline {
            match child.try_wait() {
                Ok(None) => thread::sleep(POLL),
                Ok(Some(_)) | Err(_) => return,
            }
        }
    }
}

/// What PostgreSQL says about itself in `postmaster.pid`.
struct PidFile {
    pid: Pid,
    socket_dir: PathBuf,
    ready: bool,
}

impl PidFile {
    /// Lines: pid, data directory, start time, port, socket directory, listen address, shared memory, status.
    /// `None` when there is no such file or it is still being written.
    fn read(path: &Path) -> Option<Self> {
        let text = fs::read_to_string(path).ok()?;
        let mut lines = text.lines();
        let pid = Pid::from_raw(lines.next()?.trim().parse().ok()?)?;
        let socket_dir = PathBuf::from(lines.nth(3).unwrap_or_default());
        let ready = lines.nth(2).is_some_and(|status| status.trim() == "ready");
        Some(Self { pid, socket_dir, ready })
    }

    /// A server's working directory is its data directory; a stranger who got the same process id has another one.
    fn is_alive(&self, pgdata: &Path) -> bool {
        if Path::new("/proc/self/cwd").exists() {
            let cwd = fs::read_link(format!("/proc/{}/cwd", self.pid.as_raw_nonzero()));
            cwd.is_ok_and(|cwd| cwd == pgdata)
        } else {
            UnixStream::connect(self.socket_dir.join(SOCKET_FILE)).is_ok()
        }
    }
}

/// Under which account the server runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum RunAs {
    /// We are an ordinary user already.
    Ourselves,
    /// We are root, and appear to the server as this ordinary user, in a namespace that has no other.
    Namespace { uid: u32, gid: u32 },
    /// We are root and give up our rights for those of this account.
    Account { uid: u32, gid: u32 },
}

impl RunAs {
    fn choose(data_dir: &Path) -> Result<Self> {
        if !geteuid().is_root() {
            return Ok(Self::Ourselves);
        }
        let accounts = fs::read_to_string("/etc/passwd").unwrap_or_default();
        let postgres = account(&accounts, "postgres");
        // initdb wants its user to have a name, so the namespace borrows the id of an account that exists.
        if let Some((uid, gid)) = postgres.or_else(|| account(&accounts, "nobody")) {
            let namespace = Self::Namespace { uid, gid };
            if namespace.works() {
                return Ok(namespace);
            }
        }
        let (uid, gid) = postgres.ok_or(ManagedPostgresError::NoAccount)?;
        let closed = data_dir.ancestors().skip(1).find(|dir| {
            let open = |metadata: fs::Metadata| metadata.uid() == uid || metadata.mode() & 0o001 != 0;
            !fs::metadata(dir).is_ok_and(open)
        });
        match closed {
            Some(dir) => Err(ManagedPostgresError::Unreachable(dir.to_owned())),
            None => Ok(Self::Account { uid, gid }),
        }
    }

    fn works(self) -> bool {
        let status = self.command(Path::new("true")).stdout(Stdio::null()).stderr(Stdio::null()).status();
        status.is_ok_and(|status| status.success())
    }

    /// A command that runs `program` under this account and gets SIGINT ("fast" shutdown) when its parent dies.
    fn command(self, program: &Path) -> Command {
        let mut command = match self {
            Self::Ourselves => Command::new("setpriv"),
            Self::Account { uid, gid } => {
                let mut command = Command::new("setpriv");
                command.uid(uid).gid(gid);
                command
            }
            Self::Namespace { uid, gid } => {
                let mut command = Command::new("unshare");
                command.arg("--user").arg(format!("--map-user={uid}")).arg(format!("--map-group={gid}"));
                command.args(["--", "setpriv"]);
                command
            }
        };
        // After every change of account: the kernel forgets this order when the rights change.
        command.args(["--pdeathsig", "INT", "--"]).arg(program);
        command
    }

    /// Who owns the server's files, as seen from outside.
    fn owner(self) -> (u32, u32) {
        match self {
            Self::Account { uid, gid } => (uid, gid),
            Self::Ourselves | Self::Namespace { .. } => {
                (geteuid().as_raw(), rustix::process::getegid().as_raw())
            }
        }
    }

    /// Gives `dir` and all in it to the server's account, when it belongs to another one.
    fn take_over(self, dir: &Path) -> Result<()> {
        let (uid, gid) = self.owner();
        if self == Self::Ourselves || fs::metadata(dir).map_err(io_error("read", dir))?.uid() == uid {
            return Ok(());
        }
        give_to(dir, uid, gid)
    }
}

fn give_to(path: &Path, uid: u32, gid: u32) -> Result<()> {
    if fs::symlink_metadata(path).map_err(io_error("read", path))?.is_dir() {
        for entry in fs::read_dir(path).map_err(io_error("read", path))? {
            give_to(&entry.map_err(io_error("read", path))?.path(), uid, gid)?;
        }
    }
    lchown(path, Some(uid), Some(gid)).map_err(io_error("change the owner of", path))
}

/// The user and group id of `name` in the text of `/etc/passwd`.
fn account(passwd: &str, name: &str) -> Option<(u32, u32)> {
    passwd.lines().find_map(|line| {
        let mut fields = line.split(':');
        (fields.next()? == name).then_some(())?;
        Some((fields.nth(1)?.parse().ok()?, fields.next()?.parse().ok()?))
    })
}

/// Held while one process starts the server, so that others wait and then attach.
fn start_lock(data_dir: &Path) -> Result<File> {
    let path = data_dir.join("postgres.lock");
    let file = OpenOptions::new().write(true).create(true).truncate(false).open(&path);
    let file = file.map_err(io_error("create", &path))?;
    file.lock().map_err(io_error("lock", &path))?;
    Ok(file)
}

/// The socket lives with the data, or in a short private folder when that path is too long for a socket.
fn socket_dir(pgdata: &Path, run_as: &RunAs) -> Result<PathBuf> {
    if pgdata.join(SOCKET_FILE).as_os_str().len() <= LONGEST_SOCKET_PATH {
        return Ok(pgdata.to_owned());
    }
    let mut hasher = DefaultHasher::new();
    pgdata.hash(&mut hasher);
    let dir = PathBuf::from(format!("/tmp/pushnchat-{:016x}", hasher.finish()));
    match private_dir(&dir) {
        Ok(()) => run_as.take_over(&dir)?,
        Err(_) => {
            // Everybody may write to /tmp: the folder that is there must be the one we made.
            let found = fs::symlink_metadata(&dir).map_err(io_error("read", &dir))?;
            if !found.is_dir() || found.uid() != run_as.owner().0 || found.permissions().mode() & 0o077 != 0 {
                return Err(ManagedPostgresError::ForeignSocketDir(dir));
            }
        }
    }
    Ok(dir)
}

fn private_dir(path: &Path) -> Result<()> {
    DirBuilder::new().mode(0o700).create(path).map_err(io_error("create", path))
}

/// The folder of the newest PostgreSQL, or of the one that made `pgdata`.
fn find_programs(pgdata: &Path) -> Result<PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let debian = fs::read_dir("/usr/lib/postgresql").into_iter().flatten().flatten();
    let mut found: Vec<(u32, PathBuf)> = std::env::split_paths(&path)
        .chain(debian.map(|version| version.path().join("bin")))
        // The real place, behind links: there the server's sisters (psql, initdb) are.
        .filter_map(|dir| Some(dir.join("postgres").canonicalize().ok()?.parent()?.to_owned()))
        .filter(|dir| dir.join("initdb").exists())
        .filter_map(|dir| Some((major_version(&dir)?, dir)))
        .filter(|(major, _)| *major >= OLDEST_MAJOR)
        .collect();
    found.sort();
    found.dedup();
    let made_by =
        fs::read_to_string(pgdata.join("PG_VERSION")).ok().and_then(|text| text.trim().parse::<u32>().ok());
    match made_by {
        None => found.pop().map(|(_, dir)| dir).ok_or(ManagedPostgresError::NotInstalled),
        Some(made_by) => {
            let versions = found.iter().map(|(major, _)| major.to_string()).collect::<Vec<_>>().join(", ");
            let same = found.into_iter().find(|(major, _)| *major == made_by).map(|(_, dir)| dir);
            same.ok_or_else(|| match versions.as_str() {
                "" => ManagedPostgresError::NotInstalled,
                _ => {
                    ManagedPostgresError::OtherMajor { data_dir: pgdata.to_owned(), made_by, found: versions }
                }
            })
        }
    }
}

/// `postgres (PostgreSQL) 15.18 (Debian …)` → 15
fn major_version(bin_dir: &Path) -> Option<u32> {
    let output = Command::new(bin_dir.join("postgres")).arg("--version").output().ok()?;
    let text = String::from_utf8(output.stdout).ok()?;
    let version = text.split_whitespace().nth(2)?;
    version.split(|c: char| !c.is_ascii_digit()).next()?.parse().ok()
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
    fn the_ids_of_an_account_are_read_from_passwd() {
        let passwd = "root:x:0:0:root:/root:/bin/bash\npostgres:x:105:108:,,,:/var/lib/postgresql:/bin/bash\nbroken:x\n";
        assert_eq!(account(passwd, "postgres"), Some((105, 108)));
        assert_eq!(account(passwd, "post"), None);
        assert_eq!(account(passwd, "broken"), None);
    }

    #[test]
    fn a_path_with_spaces_and_accents_survives_a_url() {
        assert_eq!(percent_encode(Path::new("/tmp/mes données/a-b_1.2")), "/tmp/mes%20donn%C3%A9es/a-b_1.2");
    }

    #[test]
    fn a_half_written_pid_file_is_not_ready() {
        let dir = std::env::temp_dir().join(format!("pushnchat-pid-file-{}", std::process::id()));
        fs::create_dir_all(&dir).expect("a folder");
        let path = dir.join("postmaster.pid");
        assert!(PidFile::read(&path).is_none(), "no file");
        fs::write(&path, "").expect("written");
        assert!(PidFile::read(&path).is_none(), "an empty file");
        fs::write(&path, "42\n/data\n1700000000\n5432\n/run/here\n\n").expect("written");
        assert!(!PidFile::read(&path).expect("a pid").ready);
        fs::write(&path, "42\n/data\n1700000000\n5432\n/run/here\n\n  123 4\nready   \n").expect("written");
        let full = PidFile::read(&path).expect("a pid");
        assert!(full.ready);
        assert_eq!(full.socket_dir, Path::new("/run/here"));
        fs::remove_dir_all(&dir).expect("removed");
    }
}
