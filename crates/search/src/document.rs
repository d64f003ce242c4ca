//! What the index keeps of a listing or a business.

use std::collections::{BTreeMap, HashMap};

use chrono::{DateTime, TimeDelta, Utc};
use contracts::accounts::BusinessSnapshot;
use contracts::listings::{CategoryName, ListingSnapshot};
use kernel::{Country, GeoPoint};
use serde::Serialize;
use uuid::Uuid;

use crate::analysis::{Token, is_stop_word, stems, tokens};
use crate::filter;
use crate::spelling::slips;

/// A row of the index, in the form that the store hands to PostgreSQL.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Document {
    /// The listing or the business.
    pub id: Uuid,
    /// Counts its changes.
    pub version: i64,
    business_id: Option<Uuid>,
    rank_at: Option<DateTime<Utc>>,
    activated_at: Option<DateTime<Utc>>,
    expires_at: Option<DateTime<Utc>>,
    featured_until: Option<DateTime<Utc>>,
    latitude: Option<f64>,
    longitude: Option<f64>,
    price_minor: Option<i64>,
    currency: Option<&'static str>,
    #[serde(rename = "type")]
    listing_type: Option<&'static str>,
    country: Option<Country>,
    category: Option<String>,
    verified: bool,
    has_photo: bool,
    title_words: i16,
    title: Option<String>,
    words: Option<String>,
    /// What its title gives to suggestions.
    pub phrases: Vec<Phrase>,
    body: String,
    /// What it is found by: all of `words`, one by one.
    #[serde(skip)]
    pub lexemes: Vec<String>,
}

/// A word or a pair of words of a title.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Phrase {
    /// Without accents and capitals.
    pub phrase: String,
    /// As it is written.
    pub shown: String,
    /// One or two.
    pub words: i16,
    /// The word with letters left out.
    pub slips: Vec<String>,
}

/// The names of categories in all languages, by slug.
#[derive(Debug, Default)]
pub struct Categories {
    /// As the listings domain tells them, in its order.
    pub all: Vec<CategoryName>,
    names: HashMap<String, Vec<String>>,
}

impl Categories {
    /// From the managed tree.
    #[must_use]
    pub fn new(all: Vec<CategoryName>) -> Self {
        let names = all
            .iter()
            .map(|category| (category.slug.clone(), category.names.values().cloned().collect()))
            .collect();
        Self { all, names }
    }

    /// What a category is called in a language, in English if there is no name in it.
    #[must_use]
    pub fn name(&self, slug: &str, language: kernel::Language) -> Option<&str> {
        let category = self.all.iter().find(|category| category.slug == slug)?;
        category.names.get(language.code()).or_else(|| category.names.get("en")).map(String::as_str)
    }

    fn words_of(&self, slug: &str) -> Vec<String> {
        self.names.get(slug).cloned().unwrap_or_else(|| vec![slug.to_owned()])
    }
}

/// The head start of a verified business: as if its listing had gone live this much later.
pub const VERIFIED_HEAD_START: TimeDelta = TimeDelta::hours(12);
/// The head start of a picture.
pub const PHOTO_HEAD_START: TimeDelta = TimeDelta::hours(6);
/// The most that a listing has of both.
pub const MOST_HEAD_START: TimeDelta = TimeDelta::hours(18);
/// Businesses have no end, so a year is what verification is worth.
const VERIFIED_BUSINESS_HEAD_START: TimeDelta = TimeDelta::days(365);

/// So much of a description is kept for excerpts, in characters.
const LONGEST_BODY: usize = 600;

/// The row of a listing. One that nobody may see is kept as its version alone.
#[must_use]
pub fn of_listing(listing: &ListingSnapshot, categories: &Categories) -> Document {
    let hidden =
        Document { id: listing.id.0, version: listing.version, title_words: 1, ..Document::default() };
    let (Some(activated_at), Some(expires_at)) = (listing.activated_at, listing.expires_at) else {
        return hidden;
    };
    if listing.status != "ACTIVE" {
        return hidden;
    }
    let mut filters: Vec<String> = listing.category_path.iter().map(|slug| filter::category(slug)).collect();
    filters.push(filter::listing_type(listing.kind.as_str()));
    add_place_filters(&mut filters, listing.country, listing.city.as_deref(), listing.location);
    if listing.business_verified {
        filters.push(filter::VERIFIED.to_owned());
    }
    if listing.has_photo {
        filters.push(filter::PHOTO.to_owned());
    }
    filters.extend(listing.market.as_ref().map(|market| filter::market(market.as_str())));
    let mut rank_at = activated_at;
    if listing.business_verified {
        rank_at += VERIFIED_HEAD_START;
    }
    if listing.has_photo {
        rank_at += PHOTO_HEAD_START;
    }
    let title = tokens(&listing.title);
    let mut around: Vec<String> =
        listing.category_path.iter().flat_map(|slug| categories.words_of(slug)).collect();
    add_place_names(&mut around, listing.country, listing.city.as_deref());
    let words = all_words(&title, &around, &listing.description);
    let lexemes = words.all(&filters);
    // Nobody asks for these, so nobody is told of them.
    filters.extend(filter::moments(rank_at));
    Document {
        business_id: Some(listing.business_id.0),
        rank_at: Some(rank_at),
        activated_at: Some(activated_at),
        expires_at: Some(expires_at),
        featured_until: listing.featured_until,
        latitude: listing.location.map(GeoPoint::latitude),
        longitude: listing.location.map(GeoPoint::longitude),
        price_minor: listing.price.map(|price| price.amount_minor),
        currency: listing.price.map(|price| price.currency.code()),
        listing_type: Some(listing.kind.as_str()),
        country: listing.country,
        category: listing.category_path.last().cloned(),
        verified: listing.business_verified,
        has_photo: listing.has_photo,
        title_words: count(&title),
        title: Some(title_vector(&title, &filters)),
        lexemes,
        words: Some(words.into_text(&filters)),
        phrases: phrases(&listing.title, &title),
        body: listing.description.chars().take(LONGEST_BODY).collect(),
        ..hidden
    }
}

/// The row of a business.
#[must_use]
pub fn of_business(business: &BusinessSnapshot, categories: &Categories) -> Document {
    let card = &business.card;
    let mut filters: Vec<String> = business.categories.iter().map(|slug| filter::category(slug)).collect();
    add_place_filters(&mut filters, card.country, card.city.as_deref(), card.location);
    let mut rank_at = business.created_at;
    if card.verified {
        filters.push(filter::VERIFIED.to_owned());
        rank_at += VERIFIED_BUSINESS_HEAD_START;
    }
    let title = tokens(&card.name);
    let mut around: Vec<String> =
        business.categories.iter().flat_map(|slug| categories.words_of(slug)).collect();
    add_place_names(&mut around, card.country, card.city.as_deref());
    around.push(business.business_type.as_str().to_lowercase());
    let words = all_words(&title, &around, &business.description);
    Document {
        id: card.id.0,
        version: business.version,
        rank_at: Some(rank_at),
        activated_at: Some(business.created_at),
        latitude: card.location.map(GeoPoint::latitude),
        longitude: card.location.map(GeoPoint::longitude),
        country: card.country,
        category: business.categories.first().cloned(),
        verified: card.verified,
        title_words: count(&title),
        title: Some(title_vector(&title, &filters)),
        lexemes: words.all(&filters),
        words: Some(words.into_text(&filters)),
        phrases: phrases(&card.name, &title),
        body: business.description.chars().take(LONGEST_BODY).collect(),
        ..Document::default()
    }
}

fn add_place_filters(
    filters: &mut Vec<String>,
    country: Option<Country>,
    city: Option<&str>,
    location: Option<GeoPoint>,
) {
    filters.extend(country.map(filter::country));
    filters.extend(city.map(filter::city));
    filters.extend(location.map(filter::cell));
}

/// Town and country in all languages: "maize nigeria" and "maïs nigéria" find the same.
fn add_place_names(around: &mut Vec<String>, country: Option<Country>, city: Option<&str>) {
    if let Some(country) = country.and_then(kernel::places::country) {
        around.extend(country.names.all().map(str::to_owned));
    }
    if let Some(city) = city {
        around.push(city.to_owned());
        let known = kernel::places::cities().iter().find(|known| known.names.all().any(|name| name == city));
        around.extend(known.into_iter().flat_map(|known| known.names.all().map(str::to_owned)));
    }
}

fn count(title: &[Token]) -> i16 {
    let telling = title.iter().filter(|token| !is_stop_word(&token.key)).count();
    i16::try_from(telling.max(1)).unwrap_or(i16::MAX)
}

/// A `tsvector` in the making. Each lexeme has one place, which only carries its weight.
#[derive(Default)]
struct Lexemes(BTreeMap<String, char>);

impl Lexemes {
    /// Adds a lexeme; of two weights the better (A before D) stays.
    fn add(&mut self, lexeme: &str, weight: char) {
        match self.0.get_mut(lexeme) {
            Some(known) => *known = weight.min(*known),
            None => {
                self.0.insert(lexeme.to_owned(), weight);
            }
        }
    }

    fn add_text(&mut self, tokens: &[Token], weight: char, weight_of_stems: char) {
        for token in tokens.iter().filter(|token| !is_stop_word(&token.key)) {
            self.add(&token.key, weight);
            for stem in stems(&token.key).iter() {
                self.add(stem, weight_of_stems);
            }
        }
    }

    fn all(&self, filters: &[String]) -> Vec<String> {
        self.0.keys().chain(filters).cloned().collect()
    }

    /// The text that PostgreSQL reads as a `tsvector`.
    fn into_text(self, filters: &[String]) -> String {
        let mut text = String::new();
        let filters = filters.iter().map(|lexeme| (lexeme.as_str(), 'A'));
        for (lexeme, weight) in
            self.0.iter().map(|(lexeme, weight)| (lexeme.as_str(), *weight)).chain(filters)
        {
            text.push_str(&quoted(lexeme));
            text.push_str(":1");
            text.push(weight);
            text.push(' ');
        }
        text
    }
}

/// A lexeme as `tsvector` and `tsquery` read it.
#[must_use]
pub fn quoted(lexeme: &str) -> String {
    format!("'{}'", lexeme.replace('\\', "\\\\").replace('\'', "''"))
}

fn title_vector(title: &[Token], filters: &[String]) -> String {
    let mut lexemes = Lexemes::default();
    lexemes.add_text(title, 'A', 'B');
    let whole = filter::whole_title(title.iter().map(|token| token.key.as_str()));
    let filters: Vec<String> = filters.iter().cloned().chain(whole).collect();
    lexemes.into_text(&filters)
}

fn all_words(title: &[Token], around: &[String], description: &str) -> Lexemes {
    let mut lexemes = Lexemes::default();
    lexemes.add_text(title, 'A', 'A');
    for text in around {
        lexemes.add_text(&tokens(text), 'B', 'B');
    }
    lexemes.add_text(&tokens(description), 'D', 'D');
    lexemes
}

/// The most phrases that one title gives.
const MOST_PHRASES: usize = 16;

/// The telling words of a title and the pairs of them that stand side by side.
fn phrases(text: &str, title: &[Token]) -> Vec<Phrase> {
    let telling = |token: &Token| {
        let letters = token.key.chars().count();
        let is_word = token.key.chars().all(char::is_alphabetic);
        is_word && !is_stop_word(&token.key) && (letters >= 3 || !token.key.is_ascii() && letters >= 2)
    };
    let mut phrases: BTreeMap<String, Phrase> = BTreeMap::new();
    for (at, token) in title.iter().enumerate().filter(|(_, token)| telling(token)) {
        let shown = text[token.place.clone()].to_lowercase();
        let slips = slips(&token.key);
        phrases.insert(token.key.clone(), Phrase { phrase: token.key.clone(), shown, words: 1, slips });
        let Some(next) = title.get(at + 1).filter(|next| telling(next)) else { continue };
        if text[token.place.end..next.place.start].chars().all(|c| c == ' ' || c == '-') {
            let phrase = format!("{} {}", token.key, next.key);
            let shown = text[token.place.start..next.place.end].to_lowercase();
            phrases.insert(phrase.clone(), Phrase { phrase, shown, words: 2, slips: Vec::new() });
        }
    }
    phrases.into_values().take(MOST_PHRASES).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_word_list_of_a_title_tells_written_words_from_stems() {
        let title = tokens("Yellow bags of maize");
        insta::assert_snapshot!(
            title_vector(&title, &["=k:NG".to_owned()]),
            @"'bag':1B 'bags':1A 'maiz':1B 'maize':1A 'yellow':1A '=k:NG':1A '=e:bags-maize-yellow':1A "
        );
    }

    #[test]
    fn the_better_weight_of_a_word_stays() {
        let words = all_words(&tokens("Maize"), &["Grains".to_owned()], "Dry maize grains, o'clock");
        let text = words.into_text(&[]);
        assert!(
            text.contains("'maize':1A") && text.contains("'grains':1B") && text.contains("'dry':1D"),
            "{text}"
        );
    }

    #[test]
    fn phrases_are_words_and_neighbours() {
        let title = "Sacs de maïs jaune, 50 kg: maïs jaune";
        let shown: Vec<String> =
            phrases(title, &tokens(title)).into_iter().map(|phrase| phrase.shown).collect();
        assert_eq!(shown, ["jaune", "maïs", "maïs jaune", "sacs"]);
    }
}
