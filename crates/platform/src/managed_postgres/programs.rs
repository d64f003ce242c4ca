//! Where PostgreSQL's programs are.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use super::{ManagedPostgresError, OLDEST_MAJOR, Result};

/// The folder of the newest PostgreSQL, or of the one that made `pgdata`.
pub(super) fn find_programs(pgdata: &Path) -> Result<PathBuf> {
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
