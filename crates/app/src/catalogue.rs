//! The catalogue of events, `docs/events.md`: what the domains say of their events in `contracts`, and who hears them
//! (P-18).

use std::fmt::Write;

use platform::Module;

/// Where the events are written down, one enum per domain.
const SOURCES: &[(&str, &str)] = &[
    ("accounts", include_str!("../../contracts/src/accounts.rs")),
    ("media", include_str!("../../contracts/src/media.rs")),
    ("listings", include_str!("../../contracts/src/listings.rs")),
    ("bizconnect", include_str!("../../contracts/src/bizconnect.rs")),
    ("messaging", include_str!("../../contracts/src/messaging.rs")),
    ("search", include_str!("../../contracts/src/search.rs")),
];

const HEAD: &str = "# Catalogue of events
Written by `pushnchat events` from the enums in `crates/contracts` and from who hears them.

An event is written to `platform.events` in the transaction of the change, as `{id, type, version, occurred_at, source,
aggregate, actor, business_id, data, trace_id}`, and delivered to each subscriber at least once, in order per aggregate
([ADR 0003](adr/0003-own-outbox-and-dispatcher.md)). All have version 1. Events are kept for 30 days, longer while a job
needs them. A snapshot carries the whole public state and a `version`, so that a subscriber needs no question back and
can drop what is older than what it has.

The names under “heard by” are handlers, whose deliveries are jobs. Beside them every cache hears every event through
`platform::changes`: told synchronously in the process that commits, by `NOTIFY` to others, and not kept.
";

/// One kind of event, as its enum documents it.
#[derive(Debug, PartialEq, Eq)]
struct Entry {
    kind: String,
    data: String,
    about: String,
}

/// The catalogue as Markdown.
pub(crate) fn markdown(modules: &[Module]) -> String {
    let mut text = HEAD.to_owned();
    for (domain, source) in SOURCES {
        let _ =
            write!(text, "\n## {domain}\n\n| type | data | published when | heard by |\n|---|---|---|---|\n");
        for Entry { kind, data, about } in entries(source) {
            let hearers: Vec<String> = modules
                .iter()
                .flat_map(|module| &module.handlers)
                .filter(|handler| handler.hears.contains(&kind.as_str()))
                .map(|handler| format!("`{}`", handler.name))
                .collect();
            let _ = writeln!(text, "| `{kind}` | {data} | {about} | {} |", hearers.join(", "));
        }
    }
    text
}

/// Reads the event enum out of a formatted source file: the lines between its tag and its end.
fn entries(source: &str) -> Vec<Entry> {
    let inside = source
        .lines()
        .skip_while(|line| !line.contains("serde(tag = \"type\", content = \"data\")"))
        .take_while(|line| *line != "}");
    let (mut found, mut about, mut kind): (Vec<Entry>, Vec<&str>, Option<&str>) =
        (Vec::new(), Vec::new(), None);
    for line in inside {
        if let Some(words) = line.strip_prefix("    /// ") {
            about.push(words);
        } else if let Some(name) = line.trim().strip_prefix("#[serde(rename = \"") {
            kind = name.strip_suffix("\")]").or(kind);
        } else if let Some(field) = line.strip_prefix("        ").filter(|field| !field.starts_with("///")) {
            let field = field.split(':').next().unwrap_or_default();
            if let Some(entry) = found.last_mut() {
                entry.data =
                    format!("{}{}{field}", entry.data, if entry.data.is_empty() { "" } else { ", " });
            }
        } else if let Some(kind) = kind.take() {
            // The innermost type of `Made(Box<PotSnapshot>),`.
            let inner = line.rsplit_once(['(', '<']).map_or("", |(_, inner)| inner);
            let data = inner.split([')', '>']).next().unwrap_or_default().to_owned();
            found.push(Entry { kind: kind.to_owned(), data, about: about.join(" ") });
            about.clear();
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::compose::App;

    #[test]
    fn documents_types_data_and_meaning() {
        let source = "\
#[derive(Debug)]
#[serde(tag = \"type\", content = \"data\")]
pub enum PotEvent {
    /// A pot was made,
    /// by hand.
    #[serde(rename = \"pot.made\")]
    Made(Box<PotSnapshot>),
    /// It fell.
    #[serde(rename = \"pot.broken\")]
    Broken {
        /// Which.
        pot_id: PotId,
        /// Into how many.
        pieces: i64,
    },
}
impl PotEvent {}
";
        let entry = |kind: &str, data: &str, about: &str| Entry {
            kind: kind.to_owned(),
            data: data.to_owned(),
            about: about.to_owned(),
        };
        assert_eq!(
            entries(source),
            [
                entry("pot.made", "PotSnapshot", "A pot was made, by hand."),
                entry("pot.broken", "pot_id, pieces", "It fell."),
            ]
        );
    }

    #[tokio::test]
    async fn everything_that_is_heard_is_published_by_somebody() {
        let app = App::without_database().expect("policies and routes fit");
        let known: Vec<String> =
            SOURCES.iter().flat_map(|(_, source)| entries(source)).map(|entry| entry.kind).collect();
        for handler in app.modules().iter().flat_map(|module| &module.handlers) {
            for kind in handler.hears {
                assert!(
                    known.iter().any(|known| known == kind),
                    "{} hears {kind}, which is no event",
                    handler.name
                );
            }
        }
    }
}
