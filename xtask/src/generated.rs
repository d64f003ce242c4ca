//! Files that the program itself writes, so that they cannot drift from the code.

use std::{fs, process::Command};

use anyhow::{Context, bail};

use crate::workspace::{self, Workspace, cargo};

/// A file and the arguments that make the program print it.
pub struct Generated {
    path: &'static str,
    arguments: &'static [&'static str],
    task: &'static str,
}

/// The API's description (P-10).
pub const OPENAPI: Generated =
    Generated { path: "docs/openapi.json", arguments: &["openapi"], task: "openapi" };

/// Every setting with its default and its meaning (P-25).
pub const ENV_EXAMPLE: Generated =
    Generated { path: ".env.example", arguments: &["config", "example"], task: "env-example" };

/// The catalogue of events (P-18).
pub const EVENTS: Generated = Generated { path: "docs/events.md", arguments: &["events"], task: "events" };

/// What goes over sockets (M-6).
pub const ASYNCAPI: Generated =
    Generated { path: "docs/asyncapi.json", arguments: &["asyncapi"], task: "asyncapi" };

/// The same as types for the browser's code.
pub const LIVE_TYPES: Generated =
    Generated { path: "frontend/src/live-types.ts", arguments: &["live-types"], task: "live-types" };

/// All of them.
pub const ALL: [Generated; 5] = [OPENAPI, ENV_EXAMPLE, EVENTS, ASYNCAPI, LIVE_TYPES];

/// Writes `files`, or with `check` fails when one of them is not what the program prints.
pub fn run(workspace: &Workspace, files: &[Generated], check: bool) -> anyhow::Result<()> {
    // All programs at once: another selection would build the dependencies again with other features.
    build_programs(workspace)?;
    let program = workspace.target_dir.join("debug/pushnchat");
    let mut stale = Vec::new();
    for file in files {
        let output = Command::new(&program)
            .args(file.arguments)
            .output()
            .with_context(|| format!("cannot run {}", program.display()))?;
        if !output.status.success() {
            let command = file.arguments.join(" ");
            bail!("`pushnchat {command}` failed:\n{}", String::from_utf8_lossy(&output.stderr));
        }
        let path = workspace.root.join(file.path);
        if !check {
            fs::create_dir_all(path.parent().context("a file in a folder")?)?;
            fs::write(&path, &output.stdout)?;
            println!("wrote {}", file.path);
        } else if fs::read(&path).unwrap_or_default() != output.stdout {
            stale
                .push(format!("{} is out of date: run `cargo xtask {}` and commit it", file.path, file.task));
        } else {
            println!("{} is what the program prints", file.path);
        }
    }
    if !stale.is_empty() {
        bail!("{}", stale.join("\n"));
    }
    Ok(())
}

fn build_programs(workspace: &Workspace) -> anyhow::Result<()> {
    workspace::run(
        Command::new(cargo()).args(["build", "--workspace", "--bins"]).current_dir(&workspace.root),
    )
}
