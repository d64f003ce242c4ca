use std::fmt;
use std::str::FromStr;

use chrono::{DateTime, TimeDelta, Utc};
use contracts::listings::ListingType;
use kernel::{Country, GeoPoint, MarketCode, MediaId, Money, UnknownCode};

/// Where a listing stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Status {
    /// Being written; only its business sees it.
    Draft,
    /// Waits for a review.
    PendingReview,
    /// Live until its time is over.
    Active,
    /// Its time is over.
    Expired,
    /// A review refused it.
    Rejected,
    /// Its owner took it back.
    Withdrawn,
}

impl Status {
    /// Every status, in the order of a listing's life.
    pub const ALL: [Status; 6] =
        [Self::Draft, Self::PendingReview, Self::Active, Self::Expired, Self::Rejected, Self::Withdrawn];

    /// The word that the API and the database use.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Draft => "DRAFT",
            Self::PendingReview => "PENDING_REVIEW",
            Self::Active => "ACTIVE",
            Self::Expired => "EXPIRED",
            Self::Rejected => "REJECTED",
            Self::Withdrawn => "WITHDRAWN",
        }
    }
}

impl FromStr for Status {
    type Err = UnknownCode;
    fn from_str(word: &str) -> Result<Self, UnknownCode> {
        Self::ALL.into_iter().find(|status| status.as_str() == word).ok_or(UnknownCode)
    }
}

impl fmt::Display for Status {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// How long a listing is shown when it goes live.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Duration(i16);

impl Duration {
    /// The choices, in hours.
    pub const HOURS: [i16; 4] = [24, 48, 72, 96];
    /// What a form proposes and a draft gets that says nothing.
    pub const USUAL: Self = Self(72);

    /// A duration of so many hours, if it is one of the choices.
    #[must_use]
    pub fn of_hours(hours: i64) -> Option<Self> {
        Self::HOURS.into_iter().find(|choice| i64::from(*choice) == hours).map(Self)
    }

    /// In hours.
    #[must_use]
    pub fn hours(self) -> i16 {
        self.0
    }

    /// As a span of time.
    #[must_use]
    pub fn span(self) -> TimeDelta {
        TimeDelta::hours(i64::from(self.0))
    }
}

/// A stretch of time, from its first to before its last moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Window {
    /// First moment.
    pub from: DateTime<Utc>,
    /// First moment after it.
    pub until: DateTime<Utc>,
}

impl Window {
    /// Whether `moment` lies in it.
    #[must_use]
    pub fn holds(self, moment: DateTime<Utc>) -> bool {
        self.from <= moment && moment < self.until
    }

    /// How much of it is left, in percent of the whole, rounded up.
    #[must_use]
    pub fn percent_left(self, now: DateTime<Utc>) -> i64 {
        let whole = (self.until - self.from).num_seconds().max(1);
        let left = (self.until - now).num_seconds().clamp(0, whole);
        (left * 100 + whole - 1) / whole
    }
}

/// What its business says in a listing. Parsed by [`crate::input`], so every part keeps its rule.
#[derive(Debug, Clone, PartialEq)]
pub struct Details {
    /// Offered or wanted.
    pub kind: ListingType,
    /// 5–100 characters, no links or phone numbers.
    pub title: String,
    /// 20–2000 characters; a draft may have less.
    pub description: String,
    /// Slug of an active category; a draft may have none.
    pub category: Option<String>,
    /// None when the price is open.
    pub price: Option<Money>,
    /// Where it is.
    pub location: Option<GeoPoint>,
    /// Street and house, or how to get there.
    pub address: Option<String>,
    /// Town.
    pub city: Option<String>,
    /// Country.
    pub country: Option<Country>,
    /// The market it is meant for.
    pub market: Option<MarketCode>,
    /// How long it is shown when it goes live.
    pub duration: Duration,
    /// Different pictures, in order; as many as the plan had room for when they came.
    pub media_ids: Vec<MediaId>,
}

/// Least length of the description of what is published, in characters.
pub const LEAST_DESCRIPTION: usize = 20;
/// How long a paid slot lasts, unless the listing expires before.
pub const FEATURED_FOR: TimeDelta = TimeDelta::hours(72);
/// How long after its end a listing can be renewed by the link of its reminder.
pub const LINK_GOOD_FOR: TimeDelta = TimeDelta::days(7);
/// How long what was withdrawn can be brought back (P-39).
pub const RESTORABLE_FOR: TimeDelta = TimeDelta::days(30);

/// When and from which state it was taken back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Withdrawal {
    /// When.
    pub at: DateTime<Utc>,
    /// What it was before.
    pub from: Status,
}
