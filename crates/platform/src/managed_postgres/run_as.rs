//! Under which account the server runs, and how it is tied to the life of this program.

use std::{
    fs,
    os::unix::{
        fs::{MetadataExt, lchown},
        process::CommandExt,
    },
    path::Path,
    process::{Command, Stdio},
};

use rustix::process::geteuid;

use super::{ManagedPostgresError, Result, io_error};

/// Under which account the server runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum RunAs {
    /// We are an ordinary user already.
    Ourselves,
    /// We are root, and appear to the server as this ordinary user, in a namespace that has no other.
    Namespace { uid: u32, gid: u32 },
    /// We are root and give up our rights for those of this account.
    Account { uid: u32, gid: u32 },
}

impl RunAs {
    pub(super) fn choose(data_dir: &Path) -> Result<Self> {
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
    pub(super) fn command(self, program: &Path) -> Command {
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
    pub(super) fn owner(self) -> (u32, u32) {
        match self {
            Self::Account { uid, gid } => (uid, gid),
            Self::Ourselves | Self::Namespace { .. } => {
                (geteuid().as_raw(), rustix::process::getegid().as_raw())
            }
        }
    }

    /// Gives `dir` and all in it to the server's account, when it belongs to another one.
    pub(super) fn take_over(self, dir: &Path) -> Result<()> {
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
}
