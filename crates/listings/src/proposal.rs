//! Which category a text belongs to, proposed while somebody types (L-17).
//!
//! Known words come from three places: the names of the categories in every language, `data/category_words.txt`, and
//! the titles of recent listings. Each word speaks for the categories in which it is found, the less the more there
//! are; what people have written lately weighs less than what the lists say.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::tree::Tree;
use crate::words::words;

/// How much a word of the list, of a name and of a recent title says.
const LISTED: f64 = 3.0;
const NAMED: f64 = 2.0;
const WRITTEN: f64 = 1.0;
/// Proposals at most.
const MOST: usize = 3;
/// A proposal must have this much of the best one's weight.
const WORTH: f64 = 0.4;

/// Words of the list, by category.
static LISTED_WORDS: LazyLock<Vec<(&str, Vec<String>)>> = LazyLock::new(|| {
    let lines = include_str!("../data/category_words.txt").lines();
    let lines = lines.filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once(':'));
    lines.map(|(slug, text)| (slug.trim(), words(text))).collect()
});

/// What each known word says.
#[derive(Debug, Default)]
pub struct Proposer {
    /// Weight by category slug.
    by_word: HashMap<String, HashMap<String, f64>>,
}

impl Proposer {
    /// Learns from the tree, the list, and recent titles with their categories.
    #[must_use]
    pub fn learn(tree: &Tree, recent: &[(String, String)]) -> Self {
        let mut proposer = Self::default();
        for category in tree.all().iter().filter(|category| category.active) {
            for name in category.names.values() {
                proposer.add(words(name), &category.slug, NAMED);
            }
        }
        for (slug, listed) in LISTED_WORDS.iter() {
            if tree.get(slug).is_some_and(|category| category.active) {
                proposer.add(listed.clone(), slug, LISTED);
            }
        }
        let mut written: HashMap<(String, &str), f64> = HashMap::new();
        for (title, category) in recent {
            for word in words(title) {
                *written.entry((word, category)).or_default() += 1.0;
            }
        }
        for ((word, category), times) in written {
            // The tenth listing with a word says little more than the first few.
            proposer.add(vec![word], category, WRITTEN * f64::min(times, 4.0) / 4.0);
        }
        proposer
    }

    fn add(&mut self, found: Vec<String>, slug: &str, weight: f64) {
        for word in found.into_iter().filter(|word| word.chars().count() > 1 && !is_number(word)) {
            *self.by_word.entry(word).or_default().entry(slug.to_owned()).or_default() += weight;
        }
    }

    /// The slugs of at most three categories that a text may belong to, the likeliest first.
    #[must_use]
    pub fn propose(&self, text: &str) -> Vec<String> {
        let mut weights: HashMap<&str, f64> = HashMap::new();
        for word in words(text) {
            let Some(says) = self.by_word.get(&word) else { continue };
            let all: f64 = says.values().sum();
            for (slug, weight) in says {
                *weights.entry(slug).or_default() += weight * weight / all;
            }
        }
        let mut ranked: Vec<(&str, f64)> = weights.into_iter().collect();
        ranked.sort_by(|a, b| b.1.total_cmp(&a.1).then_with(|| a.0.cmp(b.0)));
        let best = ranked.first().map_or(0.0, |(_, weight)| *weight);
        let worth = ranked.into_iter().filter(|(_, weight)| *weight >= best * WORTH && *weight > 0.2);
        worth.take(MOST).map(|(slug, _)| slug.to_owned()).collect()
    }
}

fn is_number(word: &str) -> bool {
    word.chars().all(char::is_numeric)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_the_list_names_a_category_and_some_words() {
        let tree = Tree::shipped();
        for (slug, listed) in LISTED_WORDS.iter() {
            assert!(tree.get(slug).is_some() && !listed.is_empty(), "{slug}");
        }
        assert!(LISTED_WORDS.len() > 60);
    }

    #[test]
    fn a_text_finds_its_category_in_five_languages() {
        let proposer = Proposer::learn(&Tree::shipped(), &[]);
        for (text, expected) in [
            ("Yellow maize, 50 kg bags, cleaned", "grains"),
            ("Maïs jaune en sacs", "grains"),
            ("Mahindi ya njano", "grains"),
            ("ذرة صفراء", "grains"),
            ("Arroz branco", "grains"),
            ("Tecno smartphone 128 GB, dual sim", "phones-tablets"),
            ("Toyota Corolla 2012, clean", "cars"),
            ("Ciment 42.5, par camion", "cement-blocks"),
            ("Two goats for Saturday", "livestock"),
            ("Pompe d'irrigation", "pumps-irrigation"),
        ] {
            let proposed = proposer.propose(text);
            assert!(proposed.iter().any(|slug| slug == expected), "{text}: {proposed:?}");
        }
        assert_eq!(proposer.propose("Yellow maize, 50 kg").first().map(String::as_str), Some("grains"));
        assert!(proposer.propose("xyzzy 123").is_empty());
        assert!(proposer.propose("").is_empty());
    }

    #[test]
    fn what_people_write_is_learned() {
        let recent = vec![("Zanzibari udi, 100 g".to_owned(), "make-up-perfume".to_owned()); 3];
        let proposer = Proposer::learn(&Tree::shipped(), &recent);
        assert_eq!(proposer.propose("Udi").first().map(String::as_str), Some("make-up-perfume"));
    }
}
