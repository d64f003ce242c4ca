//! The cluster of one data folder: made once, then kept running by one thread.

use std::{
    fs::{self, DirBuilder, File, OpenOptions},
    hash::{DefaultHasher, Hash, Hasher},
    io,
    os::unix::{
        ffi::OsStrExt,
        fs::{DirBuilderExt, MetadataExt, PermissionsExt},
        net::UnixStream,
        process::CommandExt,
    },
    path::{Path, PathBuf},
    process::{Child, Stdio},
    sync::mpsc::{Receiver, RecvTimeoutError, Sender},
    thread,
    time::{Duration, Instant},
};

use rustix::process::{Pid, Signal, kill_process};

use super::{
    ManagedPostgresError, Options, Result, SUPERUSER, io_error, programs::find_programs, run_as::RunAs,
};

const POLL: Duration = Duration::from_millis(50);
const POLL_ANOTHERS: Duration = Duration::from_millis(250);
const START_DEADLINE: Duration = Duration::from_secs(60);
const STOP_DEADLINE: Duration = Duration::from_secs(20);
const LARGEST_LOG: u64 = 4 * 1024 * 1024;
const SLOWEST_RETRY: Duration = Duration::from_secs(5);
/// `sun_path` holds 108 bytes, one of them for the final zero.
const LONGEST_SOCKET_PATH: usize = 107;
const SOCKET_FILE: &str = ".s.PGSQL.5432";

/// Everything needed to make and to start the cluster of one data folder.
pub(super) struct Cluster {
    data_dir: PathBuf,
    /// PostgreSQL's own data directory.
    pgdata: PathBuf,
    log: PathBuf,
    pub(super) socket_dir: PathBuf,
    pub(super) bin_dir: PathBuf,
    run_as: RunAs,
    settings: Vec<String>,
}

impl Cluster {
    pub(super) fn prepare(data_dir: PathBuf, options: &Options) -> Result<Self> {
        let pgdata = data_dir.join("postgres");
        let bin_dir = find_programs(&pgdata)?;
        let run_as = RunAs::choose(&data_dir)?;
        let socket_dir = socket_dir(&pgdata, &run_as)?;
        let on_off = |on| if on { "on" } else { "off" };
        let settings = vec![
            "listen_addresses=".into(),
            // The setting is a list: quoted, a space is part of the name.
            format!("unix_socket_directories=\"{}\"", socket_dir.display().to_string().replace('"', "\"\"")),
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
    pub(super) fn supervise(&self, stopped: &Receiver<()>, report: &Sender<Result<bool>>) {
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

/// Held while one process starts the server, so that others wait and then attach.
fn start_lock(data_dir: &Path) -> Result<File> {
    let path = data_dir.join("postgres.lock");
    let file = OpenOptions::new().write(true).create(true).truncate(false).open(&path);
    let file = file.map_err(io_error("create", &path))?;
    file.lock().map_err(io_error("lock", &path))?;
    Ok(file)
}

/// The socket lives with the data, or in a short private folder when that path is too long for a socket or has a comma,
/// which libpq reads as the end of a host.
fn socket_dir(pgdata: &Path, run_as: &RunAs) -> Result<PathBuf> {
    let path = pgdata.join(SOCKET_FILE).into_os_string();
    if path.len() <= LONGEST_SOCKET_PATH && !path.as_bytes().contains(&b',') {
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

#[cfg(test)]
mod tests {
    use super::*;

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
