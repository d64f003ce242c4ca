//! Which words of a text answer a query.

use std::collections::BTreeSet;

use crate::analysis::stems;

/// Knows which words of a text answer a query.
#[derive(Debug, Clone)]
pub struct Marker {
    forms: BTreeSet<String>,
    start: Option<String>,
    /// The first two letters of whatever may answer.
    beginnings: Vec<String>,
}

impl Marker {
    /// Of folded words, in any form, and of whatever begins with `start`.
    #[must_use]
    pub fn new(words: impl Iterator<Item = String>, start: Option<String>) -> Self {
        let mut forms = BTreeSet::new();
        for word in words {
            forms.extend(stems(&word).iter().cloned());
            forms.insert(word);
        }
        let mut beginnings: Vec<String> =
            forms.iter().chain(&start).map(|form| form.chars().take(2).collect()).collect();
        beginnings.sort_unstable();
        beginnings.dedup();
        Self { forms, start, beginnings }
    }

    /// Whether a word as it is written may answer the query: quickly told of most words that do not.
    #[must_use]
    pub fn may_hit(&self, word: &str) -> bool {
        // The stem of an ASCII word begins like the word.
        !word.is_ascii()
            || self.beginnings.iter().any(|beginning| {
                let common = beginning.len().min(word.len());
                beginning.as_bytes()[..common].eq_ignore_ascii_case(&word.as_bytes()[..common])
            })
    }

    /// Whether a folded word answers the query.
    #[must_use]
    pub fn hits(&self, word: &str) -> bool {
        if self.forms.contains(word)
            || self.start.as_ref().is_some_and(|start| word.starts_with(start.as_str()))
        {
            return true;
        }
        stems(word).iter().any(|stem| self.forms.contains(stem))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn found_words_are_marked_in_any_form() {
        let words = ["tomatoes", "lorry", "truck"].map(str::to_owned);
        let marker = Marker::new(words.into_iter(), None);
        for word in ["tomato", "tomatoes", "lorries", "truck"] {
            assert!(marker.hits(word), "{word}");
        }
        for word in ["potato", "lord", "tom"] {
            assert!(!marker.hits(word), "{word}");
        }
    }
}
