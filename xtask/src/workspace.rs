//! What cargo knows about this workspace.

use std::{
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::{Context, bail};
use serde_json::Value;

/// The members of the workspace and where they are.
pub struct Workspace {
    pub root: PathBuf,
    pub target_dir: PathBuf,
    pub packages: Vec<Package>,
}

/// One crate of the workspace.
pub struct Package {
    pub name: String,
    pub dir: PathBuf,
    /// The root files of its library, programs and tests.
    pub sources: Vec<PathBuf>,
    /// The crates of this workspace that it names, in any of its dependency tables.
    pub dependencies: Vec<Dependency>,
}

/// An edge to another crate of the workspace.
pub struct Dependency {
    pub name: String,
    /// Used by tests only.
    pub is_dev: bool,
}

impl Workspace {
    /// Asks cargo of the workspace that this is called in: a cache of what was compiled may serve several copies of it.
    pub fn load() -> anyhow::Result<Self> {
        let output = Command::new(cargo())
            .args(["metadata", "--format-version=1", "--no-deps", "--locked"])
            .output()
            .context("cannot run cargo")?;
        if !output.status.success() {
            bail!("cargo metadata failed:\n{}", String::from_utf8_lossy(&output.stderr));
        }
        Self::parse(&serde_json::from_slice(&output.stdout)?)
            .context("cargo metadata has another shape than expected")
    }

    fn parse(metadata: &Value) -> Option<Self> {
        let packages = metadata["packages"].as_array()?.iter().map(Package::parse).collect::<Option<_>>()?;
        Some(Self {
            root: metadata["workspace_root"].as_str()?.into(),
            target_dir: metadata["target_directory"].as_str()?.into(),
            packages,
        })
    }
}

impl Package {
    fn parse(package: &Value) -> Option<Self> {
        let sources = package["targets"].as_array()?.iter();
        let dependencies = package["dependencies"].as_array()?.iter().filter(|it| it["path"].is_string());
        Some(Self {
            name: package["name"].as_str()?.into(),
            dir: Path::new(package["manifest_path"].as_str()?).parent()?.into(),
            sources: sources
                .map(|target| target["src_path"].as_str().map(PathBuf::from))
                .collect::<Option<_>>()?,
            dependencies: dependencies
                .map(|it| Some(Dependency { name: it["name"].as_str()?.into(), is_dev: it["kind"] == "dev" }))
                .collect::<Option<_>>()?,
        })
    }
}

/// The cargo that runs this program.
pub fn cargo() -> std::ffi::OsString {
    std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into())
}

/// Runs `command`, showing what it prints; fails when it does.
pub fn run(command: &mut Command) -> anyhow::Result<()> {
    let shown = format!("{} {}", command.get_program().display(), {
        let words: Vec<_> = command.get_args().map(|word| word.to_string_lossy()).collect();
        words.join(" ")
    });
    let status = command.status().with_context(|| format!("cannot run {shown}"))?;
    if !status.success() {
        bail!("`{shown}` failed ({status})");
    }
    Ok(())
}
