use std::collections::HashSet;
use std::sync::Arc;

use kernel::Language;
use platform::Result;
use serde::Serialize;
use utoipa::ToSchema;

use crate::analysis::tokens;
use crate::document::{Categories, quoted};
use crate::request::Kind;
use crate::store::Completion;
use crate::{Search, spelling, store};

/// What a suggestion stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "UPPERCASE")]
pub enum SuggestionKind {
    /// Words to search for.
    Words,
    /// A category, to be opened.
    Category,
    /// A business, to be opened.
    Business,
}

/// One way to go on with what was typed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[schema(example = json!({"text": "yellow maize", "kind": "WORDS", "url": null}))]
pub struct Suggestion {
    /// To be shown, and to be searched for when there is no address.
    pub text: String,
    /// What it stands for.
    pub kind: SuggestionKind,
    /// A page of this site.
    pub url: Option<String>,
}

const MOST: usize = 8;
const MOST_CATEGORIES: usize = 2;
const MOST_BUSINESSES: i64 = 2;

impl Search {
    /// Ways to go on with what was typed, the likeliest first.
    pub(crate) async fn suggest(&self, typed: &str, language: Language) -> Result<Arc<Vec<Suggestion>>> {
        let words: Vec<String> = tokens(typed).into_iter().map(|token| token.key).take(6).collect();
        if words.iter().map(|word| word.chars().count()).sum::<usize>() < 2 {
            return Ok(Arc::default());
        }
        let key = (words.join(" "), language);
        let load = || async { self.find_suggestions(&words, language).await.map(Arc::new) };
        self.caches.suggestions.get_or_load(key, load).await
    }

    async fn find_suggestions(&self, words: &[String], language: Language) -> Result<Vec<Suggestion>> {
        let categories = self.categories().await?;
        let mut suggestions =
            categories_named(&categories, words, language, |word, typed| word.starts_with(typed));
        suggestions.extend(self.businesses_named(words).await?);
        let (completions, put_right) = self.complete(words).await?;
        if let Some(put_right) = put_right.filter(|_| suggestions.is_empty()) {
            let may_mean = |word: &str, typed: &str| spelling::may_mean(typed, word);
            suggestions.extend(categories_named(&categories, words, language, may_mean));
            suggestions.extend(self.businesses_named(&put_right).await?);
        }
        let told: HashSet<String> = suggestions.iter().map(|suggestion| folded(&suggestion.text)).collect();
        let fresh = completions.into_iter().filter(|text| !told.contains(&folded(text)));
        suggestions.extend(fresh.map(|text| Suggestion { text, kind: SuggestionKind::Words, url: None }));
        suggestions.truncate(MOST);
        Ok(suggestions)
    }

    /// What begins with all the words, mistakes put right if nothing does; then the words with the last one completed.
    /// Tells the words that were put right, too.
    async fn complete(&self, words: &[String]) -> Result<(Vec<String>, Option<Vec<String>>)> {
        let mut found = self.beginning_with(words).await?;
        let mut put_right = None;
        if found.is_empty() {
            let right = self.put_right(words).await?;
            found = self.beginning_with(&right).await?;
            put_right = Some(right);
        }
        let words = put_right.as_deref().unwrap_or(words);
        if found.len() < MOST && words.len() > 1 {
            // Titles give pairs of words, so the last two may go on together.
            let (before, end) = words.split_at(words.len() - if words.len() > 2 { 2 } else { 1 });
            let before = before.join(" ");
            let more = self.phrases(&end.join(" ")).await?;
            found.extend(more.into_iter().map(|completion| Completion {
                key: format!("{before} {}", completion.key),
                shown: format!("{before} {}", completion.shown),
                weight: 0,
            }));
        }
        let mut told = HashSet::new();
        let completions = found
            .into_iter()
            .filter(|completion| told.insert(completion.key.clone()))
            .map(|completion| completion.shown)
            .take(MOST)
            .collect();
        Ok((completions, put_right))
    }

    /// Past queries and phrases of titles, the weightiest first.
    async fn beginning_with(&self, words: &[String]) -> Result<Vec<Completion>> {
        let typed = words.join(" ");
        let mut found = {
            let mut connection = self.index.db.read().await?;
            store::past_queries(&mut connection, &typed, MOST as i64).await?
        };
        found.extend(self.phrases(&typed).await?);
        found.sort_by_key(|completion| std::cmp::Reverse(completion.weight));
        Ok(found)
    }

    async fn phrases(&self, start: &str) -> Result<Vec<Completion>> {
        let part = self.live_part(Kind::Listings).await?;
        let mut connection = self.index.db.read().await?;
        store::phrases(&mut connection, part, start, MOST as i64).await
    }

    /// The words without typing mistakes. The last one may just be unfinished: if something begins with it, it stays.
    async fn put_right(&self, words: &[String]) -> Result<Vec<String>> {
        let Some(corrected) = self.correct(&words.join(" ")).await? else { return Ok(words.to_vec()) };
        let mut corrected: Vec<String> = corrected.split(' ').map(str::to_owned).collect();
        if let (Some(typed), Some(last)) = (words.last(), corrected.last_mut())
            && !self.phrases(typed).await?.is_empty()
        {
            last.clone_from(typed);
        }
        Ok(corrected)
    }

    async fn businesses_named(&self, words: &[String]) -> Result<Vec<Suggestion>> {
        let part = self.live_part(Kind::Businesses).await?;
        let (last, begun) = words.split_last().map_or(("", words), |(last, begun)| (last.as_str(), begun));
        let mut query: Vec<String> = begun.iter().map(|word| quoted(word)).collect();
        query.push(format!("{}:*", quoted(last)));
        let ids = {
            let mut connection = self.index.db.read().await?;
            store::businesses_named(&mut connection, part, &query.join("&"), MOST_BUSINESSES).await?
        };
        let ids: Vec<kernel::BusinessId> = ids.into_iter().map(Into::into).collect();
        let mut cards = self.ports.businesses.businesses(&ids).await?;
        let cards = ids.iter().filter_map(|id| cards.remove(id));
        Ok(cards
            .map(|card| Suggestion {
                text: card.name,
                kind: SuggestionKind::Business,
                url: Some(format!("/b/{}", card.slug)),
            })
            .collect())
    }
}

fn folded(text: &str) -> String {
    tokens(text).into_iter().map(|token| token.key).collect::<Vec<_>>().join(" ")
}

/// Categories that have, in any language, a word that fits each word typed; shown in the reader's language.
fn categories_named(
    categories: &Categories,
    words: &[String],
    language: Language,
    fits: impl Fn(&str, &str) -> bool,
) -> Vec<Suggestion> {
    let named = |names: &std::collections::HashMap<String, String>| {
        names.values().any(|name| {
            let parts = tokens(name);
            words.iter().all(|word| parts.iter().any(|part| fits(&part.key, word)))
        })
    };
    categories
        .all
        .iter()
        .filter(|category| named(&category.names))
        .filter_map(|category| {
            Some(Suggestion {
                text: categories.name(&category.slug, language)?.to_owned(),
                kind: SuggestionKind::Category,
                url: Some(format!("/search?category={}", category.slug)),
            })
        })
        .take(MOST_CATEGORIES)
        .collect()
}
