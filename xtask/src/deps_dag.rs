//! `kernel ← contracts ← platform ← web ← <domain> ← app`: a crate may use what stands left of it and nothing else, so no
//! domain uses another. The tools (testkit, e2e, xtask) may use anything; only tests may use them.

use anyhow::bail;

use crate::workspace::Workspace;

const BELOW_DOMAINS: [&str; 4] = ["kernel", "contracts", "platform", "web"];
const TOOLS: [&str; 3] = ["testkit", "e2e", "xtask"];

/// Fails with every edge that breaks the rule.
pub fn check(workspace: &Workspace) -> anyhow::Result<()> {
    let mut broken = Vec::new();
    let mut edges = 0;
    for package in &workspace.packages {
        if package.dir.file_name().is_none_or(|dir| dir != package.name.as_str()) {
            broken.push(format!(
                "{} lives in {}: a folder has its crate's name",
                package.name,
                package.dir.display()
            ));
        }
        for dependency in &package.dependencies {
            edges += 1;
            if let Some(reason) = objection(&package.name, &dependency.name, dependency.is_dev) {
                broken.push(format!("{} → {}: {reason}", package.name, dependency.name));
            }
        }
    }
    if !broken.is_empty() {
        bail!("dependencies against the architecture:\n  {}", broken.join("\n  "));
    }
    println!("{} crates and {edges} edges follow the architecture", workspace.packages.len());
    Ok(())
}

/// Why `from` may not depend on `to`.
fn objection(from: &str, to: &str, is_dev: bool) -> Option<&'static str> {
    if TOOLS.contains(&from) || (TOOLS.contains(&to) && is_dev) {
        None
    } else if TOOLS.contains(&to) {
        Some("a tool, which only tests may use")
    } else if is_domain(from) && is_domain(to) {
        Some("a domain never uses another: ask by a port of `contracts`, or tell by an event")
    } else if layer(to) < layer(from) {
        None
    } else {
        Some("it does not stand below")
    }
}

fn is_domain(name: &str) -> bool {
    layer(name) == BELOW_DOMAINS.len()
}

fn layer(name: &str) -> usize {
    match BELOW_DOMAINS.iter().position(|below| *below == name) {
        Some(layer) => layer,
        None if name == "app" => BELOW_DOMAINS.len() + 1,
        None => BELOW_DOMAINS.len(),
    }
}

#[cfg(test)]
mod tests {
    use super::objection;

    #[test]
    fn edges_point_downwards_and_never_between_domains() {
        let allowed =
            [("contracts", "kernel"), ("listings", "web"), ("listings", "kernel"), ("app", "listings")];
        for (from, to) in allowed {
            assert_eq!(objection(from, to, false), None, "{from} → {to}");
        }
        let refused =
            [("kernel", "contracts"), ("web", "listings"), ("listings", "search"), ("search", "app")];
        for (from, to) in refused {
            assert!(objection(from, to, false).is_some(), "{from} → {to}");
            assert!(objection(from, to, true).is_some(), "{from} → {to} in tests");
        }
    }

    #[test]
    fn tools_use_anything_and_are_used_by_tests_only() {
        assert_eq!(objection("e2e", "app", false), None);
        assert_eq!(objection("listings", "testkit", true), None);
        assert!(objection("listings", "testkit", false).is_some());
    }
}
