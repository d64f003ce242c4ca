//! Looking after the list of words that mean the same (S-2).
//!
//! Synonyms are met when a query is read, so documents need not be indexed again: what has to follow a change is what
//! processes keep in memory and the words that kept searches are found by.

use std::collections::BTreeSet;

use kernel::Language;
use platform::{Result, Tx};

use crate::store::{self, Synonym};
use crate::synonyms::phrase_words;
use crate::{REBUILT, Search};

/// What became of phrases that were to mean the same.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Added {
    /// They stand under this meaning.
    Under(i32),
    /// This is no phrase of one to four words.
    NoPhrase(String),
    /// Nothing is known that they mean the same as.
    Alone,
    /// They stand under several meanings already, or the one that was told does not exist.
    Which(Vec<i32>),
}

impl Search {
    /// The list by meaning; with a language the meanings that have a phrase in it.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn list_synonyms(&self, language: Option<Language>) -> Result<Vec<Synonym>> {
        let mut connection = self.index.db.read().await?;
        store::listed_synonyms(&mut connection, language.map(Language::code)).await
    }

    /// Says that phrases mean the same, and the same as whatever one of them means already; `meaning` tells which where
    /// there are several. The same again changes nothing.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn add_synonyms(
        &self,
        phrases: &[String],
        meaning: Option<i32>,
        language: Option<Language>,
    ) -> Result<Added> {
        let phrases: BTreeSet<String> = phrases.iter().map(|phrase| tidied(phrase)).collect();
        if let Some(phrase) = phrases.iter().find(|phrase| phrase_words(phrase).is_none()) {
            return Ok(Added::NoPhrase(phrase.clone()));
        }
        let mut tx = self.platform.db("search").begin_system().await?;
        store::lock_synonyms(&mut tx).await?;
        let known = store::synonyms(&mut tx).await?;
        let meanings: BTreeSet<i32> = known
            .iter()
            .filter(|(known, phrase)| {
                meaning.map_or_else(|| phrases.contains(phrase), |meaning| meaning == *known)
            })
            .map(|(meaning, _)| *meaning)
            .collect();
        let told = match (meanings.len(), meaning) {
            (1, _) => meanings.first().copied(),
            (0, None) if phrases.len() < 2 => return Ok(Added::Alone),
            (0, None) => None,
            _ => return Ok(Added::Which(meanings.into_iter().collect())),
        };
        let phrases: Vec<String> = phrases.into_iter().collect();
        let language = language.map(Language::code);
        let meaning = store::write_synonyms(&mut tx, told, &phrases, language).await?;
        self.synonyms_have_changed(tx).await?;
        tracing::info!(search.meaning = meaning, search.phrases = ?phrases, "synonyms were added");
        Ok(Added::Under(meaning))
    }

    /// Takes a phrase out of all meanings, or of one. Returns what is gone: with the last but one phrase of a meaning
    /// also the last one.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn remove_synonym(&self, phrase: &str, meaning: Option<i32>) -> Result<Vec<(i32, String)>> {
        let mut tx = self.platform.db("search").begin_system().await?;
        store::lock_synonyms(&mut tx).await?;
        let gone = store::remove_synonym(&mut tx, &tidied(phrase), meaning).await?;
        self.synonyms_have_changed(tx).await?;
        tracing::info!(search.gone = ?gone, "synonyms were removed");
        Ok(gone)
    }

    /// All processes read the list anew, and kept searches are filed under the words that they mean now. When that is
    /// cut off, the same command again does it.
    async fn synonyms_have_changed(&self, mut tx: Tx) -> Result<()> {
        tx.announce(REBUILT, "synonyms").await?;
        tx.commit().await?;
        self.refile_saved().await
    }
}

/// In small letters, with single spaces.
fn tidied(phrase: &str) -> String {
    phrase.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}
