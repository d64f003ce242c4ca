//! The managed category tree, as `data/categories.json` brings it and the database keeps it.

use std::collections::HashMap;

use kernel::Language;
use serde::{Deserialize, Serialize};

/// One category.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Category {
    /// Its stable name.
    pub slug: String,
    /// The category above it.
    pub parent: Option<String>,
    /// Names by language code.
    pub names: HashMap<String, String>,
    /// Which of the small drawings goes with it.
    pub glyph: String,
    /// Whether new listings may be put into it.
    #[serde(default = "yes")]
    pub active: bool,
}

fn yes() -> bool {
    true
}

impl Category {
    /// The name in a language, in English if there is none.
    #[must_use]
    pub fn name(&self, language: Language) -> &str {
        self.names.get(language.code()).or_else(|| self.names.get("en")).unwrap_or(&self.slug)
    }
}

/// All categories in the order choosers show them.
#[derive(Debug, Clone, Default)]
pub struct Tree {
    all: Vec<Category>,
    at: HashMap<String, usize>,
}

impl Tree {
    /// A tree of these categories.
    #[must_use]
    pub fn new(all: Vec<Category>) -> Self {
        let at = all.iter().enumerate().map(|(at, category)| (category.slug.clone(), at)).collect();
        Self { all, at }
    }

    /// The tree that the program ships with.
    #[must_use]
    pub fn shipped() -> Self {
        let all = serde_json::from_str(include_str!("../data/categories.json"));
        Self::new(all.expect("a test reads data/categories.json"))
    }

    /// The category with this slug, active or not.
    #[must_use]
    pub fn get(&self, slug: &str) -> Option<&Category> {
        self.at.get(slug).and_then(|at| self.all.get(*at))
    }

    /// Every category, those that are switched off included.
    #[must_use]
    pub fn all(&self) -> &[Category] {
        &self.all
    }

    /// Active categories right below `parent`, or the roots.
    pub fn children<'a>(&'a self, parent: Option<&'a str>) -> impl Iterator<Item = &'a Category> {
        self.all.iter().filter(move |category| category.active && category.parent.as_deref() == parent)
    }

    /// Slugs from the root down to `slug`; empty for an unknown one.
    #[must_use]
    pub fn path(&self, slug: &str) -> Vec<String> {
        let mut path = Vec::new();
        let mut next = self.get(slug);
        // No tree is deeper than it has nodes; a parent that leads back ends here.
        while let Some(category) = next.filter(|_| path.len() <= self.all.len()) {
            path.push(category.slug.clone());
            next = category.parent.as_deref().and_then(|parent| self.get(parent));
        }
        path.reverse();
        path
    }

    /// The root above `slug`, or itself.
    #[must_use]
    pub fn root(&self, slug: &str) -> Option<String> {
        self.path(slug).into_iter().next()
    }

    /// `slug` and everything below it.
    #[must_use]
    pub fn with_descendants(&self, slug: &str) -> Vec<String> {
        let below =
            self.all.iter().filter(|category| self.path(&category.slug).iter().any(|above| above == slug));
        below.map(|category| category.slug.clone()).collect()
    }

    #[cfg(test)]
    pub(crate) fn sample() -> Self {
        let category = |slug: &str, parent: Option<&str>, active| Category {
            slug: slug.to_owned(),
            parent: parent.map(str::to_owned),
            names: HashMap::from([("en".to_owned(), slug.to_owned())]),
            glyph: "leaf".to_owned(),
            active,
        };
        Self::new(vec![
            category("agriculture", None, true),
            category("grains", Some("agriculture"), true),
            category("closed", Some("agriculture"), false),
            category("rice", Some("grains"), true),
        ])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shipped_tree_holds_together() {
        let tree = Tree::shipped();
        assert!(tree.all().len() >= 24);
        assert_eq!(tree.at.len(), tree.all().len(), "every slug stands once");
        for category in tree.all() {
            for language in Language::ALL {
                assert!(
                    category.names.contains_key(language.code()),
                    "{} has no name in {language}",
                    category.slug
                );
            }
            if let Some(parent) = &category.parent {
                assert!(tree.get(parent).is_some(), "{} stands below nothing", category.slug);
            }
            assert!(category.slug.parse::<kernel::Slug>().is_ok(), "{} is no slug", category.slug);
        }
    }

    #[test]
    fn a_category_knows_what_is_above_and_below_it() {
        let tree = Tree::sample();
        assert_eq!(tree.path("rice"), ["agriculture", "grains", "rice"]);
        assert_eq!(tree.root("rice").as_deref(), Some("agriculture"));
        assert_eq!(tree.with_descendants("grains"), ["grains", "rice"]);
        assert_eq!(tree.children(Some("agriculture")).count(), 1, "what is switched off is not offered");
        assert!(tree.path("nonsense").is_empty());
    }
}
