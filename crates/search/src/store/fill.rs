//! Filling a part that nobody reads yet: without the counts of phrases, which are added up and written now and then.

use std::collections::{BTreeMap, HashSet};

use platform::error::Error;
use platform::{Result, Tx};
use serde::Serialize;
use uuid::Uuid;

use crate::document::{Document, Phrase};

/// So many different phrases are not waited with.
const MANY: usize = 5000;

/// Phrases of documents that were filled in and not written yet.
#[derive(Debug, Default)]
pub struct Phrases(BTreeMap<String, Counted>);

#[derive(Debug, Serialize)]
struct Counted {
    #[serde(flatten)]
    phrase: Phrase,
    documents: i32,
}

impl Phrases {
    /// Counts those of a document.
    pub fn add(&mut self, phrases: Vec<Phrase>) {
        for phrase in phrases {
            match self.0.get_mut(&phrase.phrase) {
                Some(counted) => counted.documents += 1,
                None => {
                    self.0.insert(phrase.phrase.clone(), Counted { phrase, documents: 1 });
                }
            }
        }
    }

    /// Whether it is time to write them.
    #[must_use]
    pub fn are_many(&self) -> bool {
        self.0.len() >= MANY
    }

    /// Adds them to what the part has, and forgets them here.
    ///
    /// # Errors
    /// When the database does not answer.
    pub async fn write(&mut self, tx: &mut Tx, part: i16) -> Result<()> {
        let counted: Vec<Counted> = std::mem::take(&mut self.0).into_values().collect();
        let counted = serde_json::to_value(counted).map_err(Error::internal)?;
        sqlx::query!(
            "INSERT INTO search.phrases (part, phrase, shown, words, slips, documents)
             SELECT $1, phrase, shown, words, slips, documents
             FROM jsonb_to_recordset($2)
                AS told (phrase text, shown text, words smallint, slips text[], documents integer)
             ON CONFLICT (part, phrase) DO UPDATE SET documents = phrases.documents + excluded.documents",
            part,
            counted
        )
        .execute(&mut **tx)
        .await?;
        Ok(())
    }
}

/// Writes those documents of which the part has no version, without their phrases. Returns which.
///
/// # Errors
/// When the database does not answer.
pub async fn fill(tx: &mut Tx, part: i16, documents: &[Document]) -> Result<HashSet<Uuid>> {
    let documents = serde_json::to_value(documents).map_err(Error::internal)?;
    // The list of what is to be sorted into the indexes is worked off in memory.
    sqlx::query("SET LOCAL work_mem = '64MB'").execute(&mut **tx).await?;
    let written = sqlx::query_scalar!(
        "INSERT INTO search.documents
            (part, id, version, business_id, rank_at, activated_at, expires_at, featured_until, latitude, longitude,
             price_minor, currency, type, country, category, verified, has_photo, title_words, title, words, phrases,
             body)
         SELECT $1, id, version, business_id, rank_at, activated_at, expires_at, featured_until, latitude, longitude,
                price_minor, currency, type, country, category, verified, has_photo, title_words, title::tsvector,
                words::tsvector,
                ARRAY(SELECT phrase->>'phrase' FROM jsonb_array_elements(incoming.phrases) AS phrase), body
         FROM jsonb_to_recordset($2) AS incoming (
            id uuid, version bigint, business_id uuid, rank_at timestamptz, activated_at timestamptz,
            expires_at timestamptz, featured_until timestamptz, latitude float8, longitude float8,
            price_minor bigint, currency text, type text, country text, category text, verified boolean,
            has_photo boolean, title_words smallint, title text, words text, phrases jsonb, body text)
         ON CONFLICT DO NOTHING RETURNING id",
        part,
        documents
    );
    Ok(written.fetch_all(&mut **tx).await?.into_iter().collect())
}
