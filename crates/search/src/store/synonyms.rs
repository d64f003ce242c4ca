//! The managed list of words that mean the same.

use platform::{Result, Tx};
use sqlx::PgConnection;

use super::index::WRITING;

/// The whole list, by meaning.
pub async fn synonyms(connection: &mut PgConnection) -> Result<Vec<(i32, String)>> {
    let rows = sqlx::query!("SELECT meaning, phrase FROM search.synonyms ORDER BY meaning, phrase")
        .fetch_all(connection)
        .await?;
    Ok(rows.into_iter().map(|row| (row.meaning, row.phrase)).collect())
}

/// A phrase of the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Synonym {
    /// What it has in common with others.
    pub meaning: i32,
    /// As it was written.
    pub phrase: String,
    /// Which language it is of, if somebody has said so.
    pub language: Option<String>,
}

/// All phrases of the meanings that have one in this language; the whole list without one.
pub async fn listed_synonyms(connection: &mut PgConnection, language: Option<&str>) -> Result<Vec<Synonym>> {
    Ok(sqlx::query_as!(
        Synonym,
        "SELECT meaning, phrase, language FROM search.synonyms
         WHERE $1::text IS NULL OR meaning IN (SELECT meaning FROM search.synonyms WHERE language = $1)
         ORDER BY meaning, phrase",
        language
    )
    .fetch_all(connection)
    .await?)
}

/// Makes whoever changes the list wait for the one before.
pub async fn lock_synonyms(tx: &mut Tx) -> Result<()> {
    sqlx::query!("SELECT pg_advisory_xact_lock($1)", WRITING).execute(&mut **tx).await?;
    Ok(())
}

/// Writes phrases under a meaning; under a new one without. Of a phrase that stands there the language is set, if one is
/// told. Returns the meaning. Ask while holding [`lock_synonyms`].
pub async fn write_synonyms(
    connection: &mut PgConnection,
    meaning: Option<i32>,
    phrases: &[String],
    language: Option<&str>,
) -> Result<i32> {
    let meaning = match meaning {
        Some(meaning) => meaning,
        None => {
            let next = sqlx::query_scalar!(
                r#"SELECT coalesce(max(meaning), 0) + 1 AS "next!" FROM search.synonyms"#
            );
            next.fetch_one(&mut *connection).await?
        }
    };
    sqlx::query!(
        "INSERT INTO search.synonyms AS known (meaning, phrase, language) SELECT $1, unnest($2::text[]), $3
         ON CONFLICT (meaning, phrase) DO UPDATE SET language = coalesce(excluded.language, known.language)",
        meaning,
        phrases,
        language
    )
    .execute(connection)
    .await?;
    Ok(meaning)
}

/// Takes a phrase out of all meanings, or of one. What would be left alone in its meaning goes too, since it means the
/// same as nothing. Returns what was taken out.
pub async fn remove_synonym(
    connection: &mut PgConnection,
    phrase: &str,
    meaning: Option<i32>,
) -> Result<Vec<(i32, String)>> {
    let rows = sqlx::query!(
        r#"WITH named AS (
            SELECT meaning FROM search.synonyms WHERE phrase = $1 AND ($2::integer IS NULL OR meaning = $2)
         )
         DELETE FROM search.synonyms AS gone
         WHERE meaning IN (SELECT meaning FROM named)
           AND (phrase = $1 OR 2 >= (SELECT count(*) FROM search.synonyms AS other WHERE other.meaning = gone.meaning))
         RETURNING meaning, phrase"#,
        phrase,
        meaning
    );
    Ok(rows.fetch_all(connection).await?.into_iter().map(|row| (row.meaning, row.phrase)).collect())
}
