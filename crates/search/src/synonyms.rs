//! Words that mean the same.

use std::collections::HashMap;

use crate::analysis::stems;
use crate::terms::telling_words;

/// The longest phrase that a synonym may have.
pub const LONGEST_PHRASE: usize = 4;

/// Words that mean the same, from the managed list.
#[derive(Debug, Default)]
pub struct Synonyms {
    meanings: Vec<Vec<Vec<String>>>,
    by_key: HashMap<String, Vec<usize>>,
}

impl Synonyms {
    /// From rows of meaning and phrase, ordered by meaning.
    #[must_use]
    pub fn new(rows: &[(i32, String)]) -> Self {
        let mut synonyms = Self::default();
        let mut last = None;
        for (meaning, phrase) in rows {
            let Some(words) = phrase_words(phrase) else { continue };
            if last != Some(*meaning) {
                synonyms.meanings.push(Vec::new());
                last = Some(*meaning);
            }
            let index = synonyms.meanings.len() - 1;
            for key in keys_of(&words) {
                let meanings = synonyms.by_key.entry(key).or_default();
                if !meanings.contains(&index) {
                    meanings.push(index);
                }
            }
            synonyms.meanings[index].push(words);
        }
        synonyms
    }

    /// Other ways to say these words.
    #[must_use]
    pub fn others(&self, words: &[String]) -> Vec<Vec<String>> {
        let mut meanings: Vec<usize> =
            keys_of(words).iter().filter_map(|key| self.by_key.get(key)).flatten().copied().collect();
        meanings.sort_unstable();
        meanings.dedup();
        let all = meanings.into_iter().flat_map(|meaning| &self.meanings[meaning]);
        all.filter(|phrase| phrase.as_slice() != words).cloned().collect()
    }
}

/// A phrase is looked up as written and by its stems.
fn keys_of(words: &[String]) -> Vec<String> {
    if let [word] = words {
        let mut keys = stems(word).to_vec();
        keys.push(word.clone());
        return keys;
    }
    let by = |stem: fn(&[String]) -> Option<&String>| {
        let stemmed: Vec<String> =
            words.iter().map(|word| stem(&stems(word)).unwrap_or(word).clone()).collect();
        stemmed.join(" ")
    };
    let mut keys = vec![words.join(" "), by(<[String]>::first), by(<[String]>::last)];
    keys.sort_unstable();
    keys.dedup();
    keys
}

/// The words of a phrase that may stand in the list of synonyms; none when it has no word or too many.
#[must_use]
pub fn phrase_words(phrase: &str) -> Option<Vec<String>> {
    let words = telling_words(phrase);
    (1..=LONGEST_PHRASE).contains(&words.len()).then_some(words)
}
