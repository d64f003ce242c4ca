//! The style sheet, of which each page gets the rules that it uses: on a slow line every kilobyte before the first
//! paint counts (G-10).
//!
//! A rule belongs to a page if all classes of one of its selectors occur there. Classes that scripts add are known to
//! the build, which reads them out of the scripts; a page may name further ones in `data-classes`.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use serde::Deserialize;

use crate::assets;

/// Where the rules go.
const PLACE: &str = "<style></style>";

/// `html` with the rules that it uses in its `<style>`.
#[must_use]
pub fn dress(html: String) -> String {
    let Some(at) = html.find(PLACE) else { return html };
    let inside = at + "<style>".len();
    let rules = SHEET.rules_for(&html);
    let mut dressed = String::with_capacity(html.len() + rules.len());
    dressed.push_str(&html[..inside]);
    dressed.push_str(&rules);
    dressed.push_str(&html[inside..]);
    dressed
}

static SHEET: LazyLock<Sheet> = LazyLock::new(|| {
    serde_json::from_slice(&assets::plain("styles.json")).expect("frontend/build.mjs writes the rules so")
});

#[derive(Deserialize)]
struct Sheet {
    /// Classes that scripts add on any page.
    always: Vec<String>,
    /// Classes that may come later where one is there already.
    together: HashMap<String, Vec<String>>,
    /// Classes that a chunk of script adds.
    parts: Vec<Part>,
    rules: Vec<Rule>,
}

#[derive(Deserialize)]
struct Part {
    /// One of these in the page loads the chunk.
    asks: Vec<String>,
    classes: Vec<String>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Rule {
    Under { media: String, rules: Vec<Plain> },
    Plain(Plain),
}

#[derive(Deserialize)]
struct Plain {
    text: String,
    /// All classes of one of these; nothing means that every page needs it.
    needs: Vec<Vec<String>>,
}

impl Sheet {
    fn rules_for(&self, html: &str) -> String {
        let present = self.classes_in(html);
        let wanted = |rule: &Plain| {
            rule.needs.is_empty()
                || rule
                    .needs
                    .iter()
                    .any(|classes| classes.iter().all(|class| present.contains(class.as_str())))
        };
        let mut text = String::with_capacity(16 * 1024);
        for rule in &self.rules {
            match rule {
                Rule::Plain(rule) if wanted(rule) => text.push_str(&rule.text),
                Rule::Plain(_) => {}
                Rule::Under { media, rules } => {
                    let before = text.len();
                    rules.iter().filter(|rule| wanted(rule)).for_each(|rule| text.push_str(&rule.text));
                    if text.len() > before {
                        text.insert_str(before, &format!("{media}{{"));
                        text.push('}');
                    }
                }
            }
        }
        text
    }

    fn classes_in<'a>(&'a self, html: &'a str) -> HashSet<&'a str> {
        let mut present: HashSet<&str> = self.always.iter().map(String::as_str).collect();
        for mark in ["class=\"", "data-classes=\""] {
            for piece in html.split(mark).skip(1) {
                let value = piece.split('"').next().unwrap_or_default();
                present.extend(value.split_ascii_whitespace());
            }
        }
        for (class, others) in &self.together {
            if present.contains(class.as_str()) {
                present.extend(others.iter().map(String::as_str));
            }
        }
        for part in &self.parts {
            if part.asks.iter().any(|ask| html.contains(ask.as_str())) {
                present.extend(part.classes.iter().map(String::as_str));
            }
        }
        present
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn dressed(body: &str) -> String {
        dress(format!("<head>{PLACE}</head>{body}"))
    }

    #[test]
    fn a_page_gets_the_rules_of_its_classes_and_no_others() {
        let plain = dressed("<p class=\"quiet\">x</p>");
        assert!(plain.contains(":root{") && plain.contains(".quiet{"));
        assert!(!plain.contains(".steps") && !plain.contains(".card"));
        assert!(dressed("<ol class=\"steps\"><li class=\"done\"></li></ol>").contains(".steps .done{"));
        let full: usize = SHEET.rules.len();
        assert!(full > 100, "the whole sheet is known");
    }

    #[test]
    fn what_scripts_add_is_there_before_they_do() {
        assert!(dressed("<p>x</p>").contains(".send-failed") || dressed("<p>x</p>").contains(".err{"));
        assert!(dressed("<form data-keep=\"x\"><div data-photos></div></form>").contains(".shot.wait"));
        assert!(dressed("<li class=\"card\"></li>").contains(".kind.request{"), "more cards may be added");
        assert!(dressed("<p data-classes=\"stats\"></p>").contains(".stats"));
    }

    #[test]
    fn a_media_query_without_rules_is_left_out() {
        assert!(!dressed("<p>x</p>").contains("{}"));
        assert!(dressed("<p>x</p>").contains("@media (prefers-color-scheme:dark)"));
    }

    #[test]
    fn what_has_no_place_for_styles_stays_as_it_is() {
        assert_eq!(dress("<p class=\"card\">x</p>".to_owned()), "<p class=\"card\">x</p>");
    }
}
