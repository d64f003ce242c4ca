//! The managed PostgreSQL: it starts, is shared, comes back, and never outlives its program.
//!
//! These tests speak to the server through `psql`, which comes with it.

use std::{
    fs,
    io::{BufRead, BufReader},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

use platform::managed_postgres::{APP, CREATE_ROLES, ManagedPostgres, OWNER, Options, SUPERUSER};

#[test]
fn it_starts_keeps_what_was_committed_and_stops() {
    let dir = TestDir::new("starts à \"loisir\"");
    let server = start(&dir.0);
    assert!(!server.is_attached());
    psql(&server, "create table kept (word text); insert into kept values ('bonjour')").expect("a table");
    assert_eq!(psql(&server, "show listen_addresses").expect("a setting"), "", "no TCP port is open");
    assert_eq!(psql(&server, "show server_encoding").expect("a setting"), "UTF8");
    let pid = server_pid(&dir.0);
    server.stop();
    assert!(!is_running(pid));

    let again = start(&dir.0);
    assert_eq!(psql(&again, "select word from kept").expect("the row"), "bonjour");
}

#[test]
fn a_second_start_attaches_and_leaves_the_server_alone_when_it_ends() {
    let dir = TestDir::new("attaches");
    let first = start(&dir.0);
    let second = start(&dir.0);
    assert!(second.is_attached());
    assert_eq!(second.socket_dir(), first.socket_dir());
    second.stop();
    assert_eq!(psql(&first, "select 1").expect("still there"), "1");
}

#[test]
fn processes_that_start_at_the_same_moment_share_one_server() {
    let dir = TestDir::new("race");
    let mut holders: Vec<_> = (0..4).map(|_| Holder::spawn(&dir.0)).collect();
    let owners = holders.iter_mut().map(Holder::wait_until_ready).filter(|line| line == "owner").count();
    assert_eq!(owners, 1);
    assert!(is_running(server_pid(&dir.0)));
}

#[test]
fn a_killed_program_leaves_no_server_behind() {
    let dir = TestDir::new("killed");
    let mut holder = Holder::spawn(&dir.0);
    assert_eq!(holder.wait_until_ready(), "owner");
    let pid = server_pid(&dir.0);
    assert!(is_running(pid));
    holder.0.kill().expect("SIGKILL");
    wait_until("the server is gone", || !is_running(pid));
}

#[test]
fn a_process_that_attached_takes_over_when_the_first_one_is_killed() {
    let dir = TestDir::new("heir");
    let mut holder = Holder::spawn(&dir.0);
    assert_eq!(holder.wait_until_ready(), "owner");
    let heir = start(&dir.0);
    assert!(heir.is_attached());
    let pid = server_pid(&dir.0);
    holder.0.kill().expect("SIGKILL");
    wait_until("the first server is gone", || !is_running(pid));
    wait_until("the heir runs another", || psql(&heir, "select 1").as_deref() == Ok("1"));
    let pid = server_pid(&dir.0);
    heir.stop();
    assert!(!is_running(pid));
}

#[test]
fn a_server_that_dies_is_started_again() {
    let dir = TestDir::new("dies");
    let server = start(&dir.0);
    psql(&server, "create table kept (n int); insert into kept values (7)").expect("a table");
    let pid = server_pid(&dir.0);
    kill("-KILL", pid);
    wait_until("the server is back", || psql(&server, "select n from kept").as_deref() == Ok("7"));
    assert_ne!(server_pid(&dir.0), pid);
}

#[test]
fn the_pid_file_of_a_killed_server_does_not_stop_the_next_one() {
    let dir = TestDir::new("stale");
    start(&dir.0).stop();
    // The process id of somebody else who is alive: this test.
    let pgdata = dir.0.canonicalize().expect("a path").join("postgres");
    let stale =
        format!("{}\n{}\n1700000000\n5432\n{}\n\n", std::process::id(), pgdata.display(), pgdata.display());
    fs::write(pgdata.join("postmaster.pid"), stale).expect("written");
    let server = start(&dir.0);
    assert!(!server.is_attached());
    assert_eq!(psql(&server, "select 1").expect("an answer"), "1");
}

#[test]
fn a_first_start_that_was_cut_off_is_made_good() {
    let dir = TestDir::new("cut");
    fs::create_dir_all(dir.0.join("postgres.new/base")).expect("half a cluster");
    fs::write(dir.0.join("postgres.new/PG_VERSION"), "15\n").expect("written");
    assert_eq!(psql(&start(&dir.0), "select 1").expect("an answer"), "1");
}

#[test]
fn a_path_too_long_for_a_socket_gets_a_private_short_one() {
    let dir = TestDir::new("long");
    let deep = dir.0.join("folder with spaces and é".repeat(4));
    let server = start(&deep);
    assert!(server.socket_dir().as_os_str().len() < 60);
    use std::os::unix::fs::PermissionsExt;
    let mode = fs::metadata(server.socket_dir()).expect("a folder").permissions().mode();
    assert_eq!(mode & 0o777, 0o700);
    assert_eq!(psql(&server, "select 1").expect("an answer"), "1");
    assert!(start(&deep).is_attached());
    let socket_dir = server.socket_dir().to_owned();
    server.stop();
    fs::remove_dir_all(socket_dir).expect("removed");
}

#[test]
fn the_roles_of_the_program_have_no_special_rights() {
    let dir = TestDir::new("roles");
    let server = start(&dir.0);
    for _ in 0..2 {
        psql(&server, CREATE_ROLES).expect("the roles, also a second time");
    }
    let harmless = format!(
        "select count(*) from pg_roles where rolname in ('{OWNER}', '{APP}')
         and rolcanlogin and not (rolsuper or rolbypassrls or rolcreatedb or rolcreaterole or rolreplication)"
    );
    assert_eq!(psql(&server, &harmless).expect("a count"), "2");
}

#[test]
fn a_data_folder_of_another_version_is_refused_with_a_way_out() {
    let dir = TestDir::new("version");
    fs::create_dir_all(dir.0.join("postgres")).expect("a folder");
    fs::write(dir.0.join("postgres/PG_VERSION"), "9\n").expect("written");
    let error = ManagedPostgres::start(&Options::throwaway(&dir.0)).expect_err("an old cluster");
    assert!(error.to_string().contains("Install postgresql-9"), "{error}");
}

/// Not a test of its own: the program that other tests start, and kill. Says whether it owns the server, then waits.
#[test]
#[ignore = "started by the other tests as their child process"]
fn holder() {
    let dir = std::env::var_os("HOLDER_DIR").expect("started by another test");
    let server = ManagedPostgres::start(&Options::throwaway(dir)).expect("a server");
    println!("\nholder: {}", if server.is_attached() { "attached" } else { "owner" });
    std::thread::sleep(Duration::from_secs(120));
}

struct Holder(Child);

impl Holder {
    fn spawn(dir: &Path) -> Self {
        let child = Command::new(std::env::current_exe().expect("this test"))
            .args(["--exact", "holder", "--ignored", "--nocapture"])
            .env("HOLDER_DIR", dir)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .spawn();
        Self(child.expect("a child process"))
    }

    fn wait_until_ready(&mut self) -> String {
        let lines = BufReader::new(self.0.stdout.as_mut().expect("piped")).lines();
        let said =
            lines.map_while(Result::ok).find_map(|line| Some(line.strip_prefix("holder: ")?.to_owned()));
        said.expect("the child says so before it ends")
    }
}

impl Drop for Holder {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// A folder that goes with its test.
struct TestDir(PathBuf);

impl TestDir {
    fn new(name: &str) -> Self {
        let dir = std::env::temp_dir().join(format!("pnc-{}-{name}", std::process::id()));
        fs::create_dir_all(&dir).expect("a folder");
        Self(dir)
    }
}

impl Drop for TestDir {
    fn drop(&mut self) {
        // A server whose program was killed may still be writing its last words.
        let deadline = Instant::now() + Duration::from_secs(20);
        while fs::remove_dir_all(&self.0).is_err() && self.0.exists() && Instant::now() < deadline {
            std::thread::sleep(Duration::from_millis(50));
        }
    }
}

fn start(dir: &Path) -> ManagedPostgres {
    ManagedPostgres::start(&Options::throwaway(dir)).unwrap_or_else(|error| panic!("{error}"))
}

fn psql(server: &ManagedPostgres, sql: &str) -> Result<String, String> {
    let output = Command::new(server.bin_dir().join("psql"))
        .args(["--no-psqlrc", "--tuples-only", "--no-align", "--command", sql])
        .arg(server.url("postgres", SUPERUSER))
        .output()
        .expect("psql comes with the server");
    if output.status.success() {
        Ok(String::from_utf8_lossy(&output.stdout).trim().to_owned())
    } else {
        Err(String::from_utf8_lossy(&output.stderr).into_owned())
    }
}

fn server_pid(dir: &Path) -> u32 {
    let text = fs::read_to_string(dir.join("postgres/postmaster.pid")).expect("a running server");
    text.lines().next().expect("a line").parse().expect("a process id")
}

/// Alive, and not merely waiting to be reaped.
fn is_running(pid: u32) -> bool {
    fs::read_to_string(format!("/proc/{pid}/stat"))
        .is_ok_and(|stat| !stat.rsplit(')').next().is_some_and(|rest| rest.trim_start().starts_with('Z')))
}

fn kill(signal: &str, pid: u32) {
    assert!(Command::new("kill").args([signal, &pid.to_string()]).status().expect("kill").success());
}

fn wait_until(what: &str, mut is_so: impl FnMut() -> bool) {
    let deadline = Instant::now() + Duration::from_secs(20);
    while !is_so() {
        assert!(Instant::now() < deadline, "not within 20 seconds: {what}");
        std::thread::sleep(Duration::from_millis(50));
    }
}
