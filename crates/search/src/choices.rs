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

/// Hours within which listings can be asked to have gone live.
pub const AGES: [i64; 3] = [24, 48, 72];

/// The corridors that listings can be meant for.
pub const MARKETS: [&str; 3] = ["afcfta", "africa-us", "us-africa"];
