//! What neither the compiler nor a formatter looks at, over every file that git would commit.

use std::{fs, path::Path, process::Command};

use anyhow::{Context, bail};

use crate::workspace::Workspace;

/// For all but the style sheet, which is one list.
const LONGEST_FILE: usize = 450;
/// Where a person writes code. Data, locks and generated files may be as long as they are.
const CODE: [&str; 10] = ["rs", "ts", "mjs", "css", "html", "sql", "cedar", "ftl", "sh", "py"];
/// Said in the issue tracker, not in a file. Built from halves so that this list does not find itself.
const NOTES_TO_SELF: [&str; 2] = [concat!("TO", "DO"), concat!("FIX", "ME")];
const CONFLICTS: [&str; 2] = [concat!("<<<<", "<<< "), concat!(">>>>", ">>> ")];

/// Fails with every place that needs a hand.
pub fn check(workspace: &Workspace) -> anyhow::Result<()> {
    let output = Command::new("git")
        .args(["ls-files", "--cached", "--others", "--exclude-standard"])
        .current_dir(&workspace.root)
        .output()
        .context("cannot run git")?;
    if !output.status.success() {
        bail!("git ls-files failed:\n{}", String::from_utf8_lossy(&output.stderr));
    }
    let mut untidy = Vec::new();
    let mut looked_at = 0;
    for name in String::from_utf8_lossy(&output.stdout).lines() {
        let extension = Path::new(name).extension().and_then(|it| it.to_str()).unwrap_or_default();
        // A file that was just removed is still listed; a binary one is not text.
        if CODE.contains(&extension)
            && let Ok(text) = fs::read_to_string(workspace.root.join(name))
        {
            looked_at += 1;
            let longest = if extension == "css" { usize::MAX } else { LONGEST_FILE };
            untidy.extend(findings(&text, longest).into_iter().map(|finding| format!("{name}{finding}")));
        }
    }
    if !untidy.is_empty() {
        bail!("untidy:\n  {}", untidy.join("\n  "));
    }
    println!("{looked_at} files are tidy");
    Ok(())
}

fn findings(text: &str, longest: usize) -> Vec<String> {
    let mut found = Vec::new();
    let lines = text.lines().count();
    if lines > longest {
        found.push(format!(" has {lines} lines: past {longest}, look for the second subject in it"));
    }
    for (index, line) in text.lines().enumerate() {
        let is_word = |part: &str| NOTES_TO_SELF.contains(&part);
        if line.split(|c: char| !c.is_alphanumeric()).any(is_word) {
            found.push(format!(":{}: do it now or file an issue: {}", index + 1, line.trim()));
        }
        if CONFLICTS.iter().any(|mark| line.starts_with(mark)) {
            found.push(format!(":{}: a conflict that was not resolved", index + 1));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn notes_conflicts_and_overlong_files_are_found() {
        assert!(findings("let total = 1; // the sum\n", LONGEST_FILE).is_empty());
        assert!(findings("the AUTODOCK of Mombasa\n", LONGEST_FILE).is_empty(), "only whole words count");
        assert_eq!(findings(concat!("// TO", "DO later\n"), LONGEST_FILE).len(), 1);
        assert_eq!(findings(concat!("<<<<", "<<< ours\n"), LONGEST_FILE).len(), 1);
        assert_eq!(findings(&"line\n".repeat(LONGEST_FILE), LONGEST_FILE).len(), 0);
        assert_eq!(findings(&"line\n".repeat(LONGEST_FILE + 1), LONGEST_FILE).len(), 1);
    }
}
