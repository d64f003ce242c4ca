//! Searches that people keep: events of `search`.

use kernel::{BusinessId, ListingId, SavedSearchId, UserId};
use serde::{Deserialize, Serialize};

use crate::DomainEvent;

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
