//! `.sqlx` holds what PostgreSQL said about each `query!` of the workspace, so that the program compiles without one.
//!
//! sqlx's macros write it themselves while they compile against a database. They do so only for the crates that the
//! compiler looks at again, so every crate's root is made to look new for the moment.

use std::{
    collections::BTreeMap,
    fs::{self, File, FileTimes},
    hash::{DefaultHasher, Hash, Hasher},
    path::{Path, PathBuf},
    process::Command,
    time::SystemTime,
};

use anyhow::{Context, bail};

use crate::{
    managed_postgres::OWNER,
    scratch_server::ScratchServer,
    workspace::{Workspace, cargo, run},
};

/// Schemas that others build on come first; domains follow by name.
const FIRST: [&str; 5] = ["platform", "accounts", "media", "listings", "search"];
const DATABASE: &str = "prepare";

/// Writes `.sqlx` afresh.
pub fn write(workspace: &Workspace) -> anyhow::Result<()> {
    let scratch = migrated_server(workspace)?;
    let fresh = compile(workspace, &scratch, &["check", "--workspace", "--all-targets"])?;
    let kept = workspace.root.join(".sqlx");
    if kept.exists() {
        fs::remove_dir_all(&kept)?;
    }
    fs::create_dir(&kept)?;
    for (name, text) in &fresh {
        fs::write(kept.join(name), text)?;
    }
    println!(".sqlx describes {} queries", fresh.len());
    Ok(())
}

/// Lints the workspace against a fresh database and fails when that gives another `.sqlx`. When nothing changed since
/// the last time that was fine, it lints only.
pub fn check(workspace: &Workspace) -> anyhow::Result<()> {
    let lint = ["clippy", "--workspace", "--all-targets", "--", "-D", "warnings"];
    let stamp = workspace.target_dir.join("sqlx-checked");
    let inputs = fingerprint(workspace)?;
    if fs::read_to_string(&stamp).is_ok_and(|checked| checked == inputs) {
        println!("no query and no migration changed since .sqlx was last checked");
        return run(Command::new(cargo())
            .args(lint)
            .env("SQLX_OFFLINE", "true")
            .current_dir(&workspace.root));
    }
    let scratch = migrated_server(workspace)?;
    let fresh = compile(workspace, &scratch, &lint)?;
    let kept = read_dir(&workspace.root.join(".sqlx"))?;
    if fresh != kept {
        let changed = |name: &&String| fresh.get(*name) != kept.get(*name);
        let names: std::collections::BTreeSet<_> = fresh.keys().chain(kept.keys()).filter(changed).collect();
        bail!(
            ".sqlx is out of date ({} queries differ): run `cargo xtask sqlx-prepare` and commit it",
            names.len()
        );
    }
    println!(".sqlx describes {} queries, as PostgreSQL does", fresh.len());
    fs::write(&stamp, inputs).with_context(|| format!("cannot write {}", stamp.display()))
}

fn migrated_server(workspace: &Workspace) -> anyhow::Result<ScratchServer> {
    let scratch = ScratchServer::start()?;
    scratch.sql("postgres", &format!("create database {DATABASE} owner {OWNER}"))?;
    for (schema, file) in migrations(workspace)? {
        scratch.migrate(DATABASE, OWNER, &schema, &file)?;
    }
    Ok(scratch)
}

/// Every `crates/*/migrations/*.sql` with its schema (the crate's name), in the order they have to run.
fn migrations(workspace: &Workspace) -> anyhow::Result<Vec<(String, PathBuf)>> {
    let mut found = Vec::new();
    for package in &workspace.packages {
        let rank = FIRST.iter().position(|first| *first == package.name).unwrap_or(FIRST.len());
        for path in files_under(&package.dir.join("migrations"), "sql")? {
            if path.to_string_lossy().ends_with(".down.sql") {
                continue;
            }
            found.push((rank, package.name.clone(), path));
        }
    }
    found.sort();
    Ok(found.into_iter().map(|(_, schema, path)| (schema, path)).collect())
}

/// Runs cargo with every crate looking new, and gives back what the macros wrote.
fn compile(
    workspace: &Workspace,
    scratch: &ScratchServer,
    arguments: &[&str],
) -> anyhow::Result<BTreeMap<String, String>> {
    let out = workspace.target_dir.join("sqlx-fresh");
    if out.exists() {
        fs::remove_dir_all(&out)?;
    }
    fs::create_dir_all(&out)?;
    let sources = workspace.packages.iter().flat_map(|package| &package.sources);
    let touched = sources.map(Touched::new).collect::<anyhow::Result<Vec<_>>>()?;
    run(Command::new(cargo())
        .args(arguments)
        .env("DATABASE_URL", scratch.url(DATABASE, OWNER))
        .env("SQLX_OFFLINE", "false")
        .env("SQLX_OFFLINE_DIR", &out)
        .current_dir(&workspace.root))?;
    drop(touched);
    read_dir(&out)
}

/// A file that looks new for as long as this value lives. What was built meanwhile stays fresh afterwards.
struct Touched {
    path: PathBuf,
    modified: SystemTime,
}

impl Touched {
    fn new(path: &PathBuf) -> anyhow::Result<Self> {
        let modified = fs::metadata(path)?.modified()?;
        // Rewritten in place, for only the file system knows the time that it compares with.
        fs::write(path, fs::read(path)?).with_context(|| format!("cannot touch {}", path.display()))?;
        Ok(Self { path: path.clone(), modified })
    }
}

impl Drop for Touched {
    fn drop(&mut self) {
        let file = File::options().write(true).open(&self.path);
        let restored = file.and_then(|file| file.set_times(FileTimes::new().set_modified(self.modified)));
        if let Err(error) = restored {
            eprintln!("{} keeps a new date: {error}", self.path.display());
        }
    }
}

/// A mark of everything that decides what `.sqlx` should hold.
fn fingerprint(workspace: &Workspace) -> anyhow::Result<String> {
    let mut files = files_under(&workspace.root.join(".sqlx"), "json")?;
    for package in &workspace.packages {
        files.extend(files_under(&package.dir, "rs")?);
        files.extend(files_under(&package.dir.join("migrations"), "sql")?);
    }
    files.push(workspace.root.join("Cargo.lock"));
    files.sort();
    let mut hasher = DefaultHasher::new();
    for path in files {
        path.strip_prefix(&workspace.root).unwrap_or(&path).hash(&mut hasher);
        fs::read(&path).with_context(|| format!("cannot read {}", path.display()))?.hash(&mut hasher);
    }
    Ok(format!("{:016x}", hasher.finish()))
}

/// All files with this extension in `dir` and below; none when there is no such folder.
fn files_under(dir: &Path, extension: &str) -> anyhow::Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    if dir.is_dir() {
        for entry in fs::read_dir(dir)? {
            let path = entry?.path();
            if path.is_dir() {
                found.extend(files_under(&path, extension)?);
            } else if path.extension().is_some_and(|it| it == extension) {
                found.push(path);
            }
        }
    }
    Ok(found)
}

fn read_dir(dir: &Path) -> anyhow::Result<BTreeMap<String, String>> {
    let mut files = BTreeMap::new();
    for path in files_under(dir, "json")? {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        files.insert(name, fs::read_to_string(&path)?);
    }
    Ok(files)
}
