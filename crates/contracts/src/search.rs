//! Searches that people keep: events of `search`, and what other domains may ask of its index.

use async_trait::async_trait;
use kernel::{BusinessId, Country, Currency, GeoPoint, ListingId, MarketCode, SavedSearchId, UserId};
use serde::{Deserialize, Serialize};

use crate::listings::ListingType;
use crate::{DomainEvent, PortError};

/// New listings that answer a kept search.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SearchMatched {
    /// The kept search.
    pub search_id: SavedSearchId,
    /// Who keeps it.
    pub user_id: UserId,
    /// What its owner calls it.
    pub name: String,
    /// The page that does the search again.
    pub url: String,
    /// How many listings came up since the owner was told last.
    pub count: i64,
    /// The newest of them, at most ten.
    pub listing_ids: Vec<ListingId>,
}

/// Facts of `search`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type", content = "data")]
pub enum SearchEvent {
    /// New listings answer a search that somebody keeps; at most once an hour for one search.
    #[serde(rename = "search.matched")]
    Matched(SearchMatched),
}

impl DomainEvent for SearchEvent {
    const SOURCE: &'static str = "search";
    const VERSION: i16 = 1;

    fn aggregate(&self) -> String {
        let Self::Matched(matched) = self;
        format!("saved_search:{}", matched.search_id)
    }

    fn business_id(&self) -> Option<BusinessId> {
        None
    }
}

/// Listings that name the same things as a title does.
#[derive(Debug, Clone, PartialEq)]
pub struct Alike {
    /// The words that say what it is.
    pub title: String,
    /// Of which type they are to be.
    pub kind: ListingType,
    /// Slug of the category that they are to be in, or below.
    pub category: String,
    /// The categories above it, from the root down: what stands in just one of these counts too.
    pub above: Vec<String>,
    /// Whose listings are left out.
    pub not_of: BusinessId,
    /// Where they are wanted: the nearer of two comes first.
    pub near: Option<GeoPoint>,
    /// At most so many.
    pub limit: i64,
}

/// Words that listings are to answer, with what narrows them down.
#[derive(Debug, Clone, PartialEq)]
pub struct Words {
    /// As typed.
    pub text: String,
    /// Slug of a category; the ones below it count too.
    pub category: Option<String>,
    /// Offered or wanted.
    pub kind: Option<ListingType>,
    /// Least and most, in minor units of one currency.
    pub price: Option<(Currency, Option<i64>, Option<i64>)>,
    /// Country.
    pub country: Option<Country>,
    /// Town, in any spelling.
    pub city: Option<String>,
    /// Market.
    pub market: Option<MarketCode>,
    /// Of verified businesses only.
    pub verified: bool,
    /// In a paid slot only.
    pub featured: bool,
    /// With a picture only.
    pub has_photo: bool,
    /// Where the reader is: nearer ones rank higher.
    pub near: Option<GeoPoint>,
    /// [`Answering::next`] of the page before.
    pub after: Option<String>,
    /// At most so many.
    pub limit: i64,
}

/// A page of listings that answer words.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Answering {
    /// Best first.
    pub ids: Vec<ListingId>,
    /// Where the next page begins, if there is one.
    pub next: Option<String>,
}

/// Asks the search index.
#[async_trait]
pub trait SearchPort: Send + Sync {
    /// Live listings whose titles have some of the words, in any form and by their synonyms, each with how many of
    /// them: those with most first, then the nearest. The index may lag behind by a second.
    async fn alike(&self, wanted: &Alike) -> Result<Vec<(ListingId, usize)>, PortError>;

    /// Live listings that answer words, by how well they do. The index may lag behind by a second.
    async fn answering(&self, wanted: &Words) -> Result<Answering, PortError>;
}
