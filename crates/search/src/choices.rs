//! What can be chosen between.

use serde::{Deserialize, Serialize};

/// What is searched.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Kind {
    /// Offers and requests.
    Listings,
    /// Businesses.
    Businesses,
}

impl Kind {
    /// Both.
    pub const ALL: [Kind; 2] = [Kind::Listings, Kind::Businesses];

    /// The word of the table `search.indexes`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Listings => "LISTING",
            Self::Businesses => "BUSINESS",
        }
    }
}

impl std::str::FromStr for Kind {
    type Err = kernel::UnknownCode;
    fn from_str(word: &str) -> Result<Self, kernel::UnknownCode> {
        match word {
            "listings" => Ok(Self::Listings),
            "businesses" => Ok(Self::Businesses),
            _ => Err(kernel::UnknownCode),
        }
    }
}

/// What is searched, as a request says it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct What {
    /// Of one kind, or what is searched first.
    pub kind: Kind,
    /// Businesses too, in the same list.
    pub both: bool,
}

impl std::str::FromStr for What {
    type Err = kernel::UnknownCode;
    fn from_str(word: &str) -> Result<Self, kernel::UnknownCode> {
        match word {
            "all" => Ok(Self { kind: Kind::Listings, both: true }),
            _ => Ok(Self { kind: word.parse()?, both: false }),
        }
    }
}

/// In which order hits are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
pub enum Sort {
    /// Relevance, freshness, trust and nearness together.
    #[default]
    Best,
    /// By when they went live.
    Newest,
    /// By distance from the place.
    Nearest,
    /// The lowest price first, of those in one currency.
    Cheapest,
    /// The highest price first, of those in one currency.
    Dearest,
}

impl Sort {
    /// All of them.
    pub const ALL: [Sort; 5] = [Self::Best, Self::Newest, Self::Nearest, Self::Cheapest, Self::Dearest];

    /// The word of the API.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Best => "best",
            Self::Newest => "newest",
            Self::Nearest => "nearest",
            Self::Cheapest => "cheapest",
            Self::Dearest => "dearest",
        }
    }

    /// Whether it compares prices.
    #[must_use]
    pub fn is_by_price(self) -> bool {
        matches!(self, Self::Cheapest | Self::Dearest)
    }
}

impl std::str::FromStr for Sort {
    type Err = kernel::UnknownCode;
    fn from_str(word: &str) -> Result<Self, kernel::UnknownCode> {
        Self::ALL.into_iter().find(|sort| sort.as_str() == word).ok_or(kernel::UnknownCode)
    }
}

/// Hours within which listings can be asked to have gone live.
pub const AGES: [i64; 3] = [24, 48, 72];

/// The corridors that listings can be meant for.
pub const MARKETS: [&str; 3] = ["afcfta", "africa-us", "us-africa"];
