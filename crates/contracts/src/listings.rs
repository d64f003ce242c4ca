//! Offers and requests: events of `listings`, and what other domains may ask of it.

use std::collections::{HashMap, HashSet};

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use kernel::{Actor, BusinessId, Country, GeoPoint, ListingId, MarketCode, Money, UserId};
use serde::{Deserialize, Serialize};

use crate::media::Picture;
use crate::{DomainEvent, PortError};

/// Whether something is offered or wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum ListingType {
    /// Somebody has it.
    #[serde(rename = "OFFER")]
    Offer,
    /// Somebody wants it.
    #[serde(rename = "REQUEST")]
    Request,
}

impl ListingType {
    /// The word that the API and the database use.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Offer => "OFFER",
            Self::Request => "REQUEST",
        }
    }
}

impl std::str::FromStr for ListingType {
    type Err = kernel::UnknownCode;
    fn from_str(word: &str) -> Result<Self, kernel::UnknownCode> {
        match word {
            "OFFER" => Ok(Self::Offer),
            "REQUEST" => Ok(Self::Request),
            _ => Err(kernel::UnknownCode),
        }
    }
}

/// Who stands behind a listing, as its card shows it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Seller {
    /// The business.
    pub id: BusinessId,
    /// Its name.
    pub name: String,
    /// Its address `/b/<slug>`.
    pub slug: String,
    /// `VERIFIED` or `TRUSTED`.
    pub verified: bool,
}

/// A listing as lists show it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ListingCard {
    /// The listing.
    pub id: ListingId,
    /// OFFER or REQUEST.
    #[serde(rename = "type")]
    pub kind: ListingType,
    /// 5–100 characters.
    pub title: String,
    /// Slug of its category.
    pub category: String,
    /// None when the price is open.
    pub price: Option<Money>,
    /// Town.
    pub city: Option<String>,
    /// Country.
    pub country: Option<Country>,
    /// Where it is.
    pub location: Option<GeoPoint>,
    /// How far it is from the place that was asked about, in metres.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub distance_m: Option<f64>,
    /// When it went live.
    pub activated_at: DateTime<Utc>,
    /// When it stops being shown.
    pub expires_at: DateTime<Utc>,
    /// In a paid slot at this moment.
    pub featured: bool,
    /// Who offers or asks.
    pub business: Seller,
    /// The first picture.
    pub photo: Option<Picture>,
}

/// A listing as the search index needs it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ListingSnapshot {
    /// The listing.
    pub id: ListingId,
    /// Counts changes; a smaller one is older.
    pub version: i64,
    /// Its owner.
    pub business_id: BusinessId,
    /// OFFER or REQUEST.
    #[serde(rename = "type")]
    pub kind: ListingType,
    /// Such as `ACTIVE`.
    pub status: String,
    /// 5–100 characters.
    pub title: String,
    /// 20–2000 characters.
    pub description: String,
    /// Slugs from the root of the category tree down to its own.
    pub category_path: Vec<String>,
    /// None when the price is open.
    pub price: Option<Money>,
    /// Town.
    pub city: Option<String>,
    /// Country.
    pub country: Option<Country>,
    /// Where it is.
    pub location: Option<GeoPoint>,
    /// The market it is meant for.
    pub market: Option<MarketCode>,
    /// Whether it has a picture.
    pub has_photo: bool,
    /// Whether its business is verified.
    pub business_verified: bool,
    /// When it went live; none for one that never did.
    pub activated_at: Option<DateTime<Utc>>,
    /// When it stops being shown.
    pub expires_at: Option<DateTime<Utc>>,
    /// Until when it has a paid slot.
    pub featured_until: Option<DateTime<Utc>>,
    /// Who wrote it; none in events from before this was told.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub created_by: Option<UserId>,
    /// Why a review refused it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rejection: Option<String>,
    /// In `listing.expiring` only: the path of a page on which it is renewed with one tap by whoever has the link,
    /// once. To be told to its creator and the managers of its business, and to nobody else.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub renewal_path: Option<String>,
}

/// One side of a match.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MatchedListing {
    /// The listing.
    pub id: ListingId,
    /// 5–100 characters.
    pub title: String,
    /// Whose it is.
    pub business_id: BusinessId,
    /// Who wrote it.
    pub created_by: UserId,
}

/// What was found for a listing since its owner was last told.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListingMatches {
    /// Whose owner is told.
    pub own: MatchedListing,
    /// One that goes together with it.
    pub other: MatchedListing,
    /// How many there are, with this one.
    pub count: i64,
}

/// How often a listing was looked at on one day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ViewCount {
    /// Which listing.
    pub listing_id: ListingId,
    /// Distinct people who opened it for the first time on that day.
    pub views: i64,
    /// Accounts and, of guests, addresses (of IPv6 a /48) that these came from, and nobody did before on that day: many
    /// people may share one, but one person has not many.
    #[serde(default)]
    pub sources: i64,
    /// Distinct people who kept it for the first time on that day.
    #[serde(default)]
    pub saves: i64,
}

/// Facts of `listings`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "type", content = "data")]
pub enum ListingEvent {
    /// A listing was written; its status says whether it is live already.
    #[serde(rename = "listing.created")]
    Created(Box<ListingSnapshot>),
    /// Its words, price, place or pictures changed.
    #[serde(rename = "listing.updated")]
    Updated(Box<ListingSnapshot>),
    /// A review let it go live.
    #[serde(rename = "listing.approved")]
    Approved(Box<ListingSnapshot>),
    /// A review refused it.
    #[serde(rename = "listing.rejected")]
    Rejected(Box<ListingSnapshot>),
    /// It got a paid slot.
    #[serde(rename = "listing.featured")]
    Featured(Box<ListingSnapshot>),
    /// A fifth of its time is left.
    #[serde(rename = "listing.expiring")]
    Expiring(Box<ListingSnapshot>),
    /// Its time is over.
    #[serde(rename = "listing.expired")]
    Expired(Box<ListingSnapshot>),
    /// Its owner took it back.
    #[serde(rename = "listing.withdrawn")]
    Withdrawn(Box<ListingSnapshot>),
    /// Views of many listings, flushed together.
    #[serde(rename = "listing.views_counted")]
    ViewsCounted {
        /// The counts since the last flush.
        counts: Vec<ViewCount>,
    },
    /// Requests were found for an offer, or offers for a request; each pair is told to both owners, once, and what was
    /// found for listings meanwhile is told together.
    #[serde(rename = "listing.matched")]
    Matched {
        /// What was found for several listings, each once.
        found: Vec<ListingMatches>,
    },
}

impl ListingEvent {
    /// The listing it is about, for all but counts and matches.
    #[must_use]
    pub fn listing(&self) -> Option<&ListingSnapshot> {
        match self {
            Self::Created(listing)
            | Self::Updated(listing)
            | Self::Approved(listing)
            | Self::Rejected(listing)
            | Self::Featured(listing)
            | Self::Expiring(listing)
            | Self::Expired(listing)
            | Self::Withdrawn(listing) => Some(listing),
            Self::ViewsCounted { .. } | Self::Matched { .. } => None,
        }
    }
}

impl DomainEvent for ListingEvent {
    const SOURCE: &'static str = "listings";
    const VERSION: i16 = 1;

    fn aggregate(&self) -> String {
        match self {
            Self::ViewsCounted { .. } => "views".to_owned(),
            Self::Matched { found } => {
                found.first().map_or_else(String::new, |first| format!("match:{}", first.own.id))
            }
            _ => self.listing().map_or_else(String::new, |listing| format!("listing:{}", listing.id)),
        }
    }

    fn business_id(&self) -> Option<BusinessId> {
        self.listing().map(|listing| listing.business_id)
    }
}

/// A category as choosers and filters show it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CategoryName {
    /// Its stable name.
    pub slug: String,
    /// The category above it.
    pub parent: Option<String>,
    /// Names by language code.
    pub names: HashMap<String, String>,
    /// Which of the small drawings goes with it.
    pub glyph: String,
}

/// What other domains may ask of `listings`.
#[async_trait]
pub trait ListingsPort: Send + Sync {
    /// The cards of those listings that anybody may see at this moment; all others are left out.
    async fn cards(&self, ids: &[ListingId]) -> Result<HashMap<ListingId, ListingCard>, PortError>;

    /// Live listings of one business, newest first.
    async fn of_business(&self, business: BusinessId, limit: i64) -> Result<Vec<ListingCard>, PortError>;

    /// Listings in the order of their ids, from after `after`: the whole set, page by page, for rebuilding.
    async fn page(&self, after: Option<ListingId>, limit: i64) -> Result<Vec<ListingSnapshot>, PortError>;

    /// Which of these somebody has saved; none for a guest.
    async fn saved(&self, by: &Actor, ids: &[ListingId]) -> Result<HashSet<ListingId>, PortError>;

    /// The managed category tree.
    async fn categories(&self) -> Result<Vec<CategoryName>, PortError>;

    /// Notes that somebody wrote to the seller about a listing, for its owner's statistics: once for each person and
    /// day, and not when it is their own.
    async fn contacted(&self, by: &Actor, listing: ListingId) -> Result<(), PortError>;
}
