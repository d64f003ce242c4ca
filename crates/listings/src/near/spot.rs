//! A listing on the grid, and the filters it is asked.

use std::hash::{DefaultHasher, Hash, Hasher};

use chrono::{DateTime, Utc};
use contracts::listings::ListingType;
use uuid::Uuid;

use super::globe::{Point, cell_of, nook_of, on_sphere};
use crate::filter::{CategoryFilter, Filter};
use crate::live::LiveCard;
use crate::store::PlaceRow;

/// A word as a number, for filters in memory. Two words with one number are told apart when the cards are read.
fn word(text: &str) -> u32 {
    let mut hasher = DefaultHasher::new();
    text.hash(&mut hasher);
    (hasher.finish() >> 32) as u32
}

fn words(text: Option<&str>) -> u32 {
    text.map_or(0, word)
}

/// Where on the grid something is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Place {
    pub(super) cell: i32,
    pub(super) nook: i16,
}

impl Place {
    pub(super) fn of_card(card: &LiveCard) -> Option<Self> {
        let location = card.row.location()?;
        Some(Self { cell: cell_of(location), nook: nook_of(location) })
    }
}

/// A live listing on the grid.
#[derive(Debug, Clone)]
pub(super) struct Spot {
    pub(super) id: Uuid,
    pub(super) at: Point,
    pub(super) place: Place,
    expires_at: i64,
    activated_at: i64,
    featured: (i64, i64),
    price_minor: Option<i64>,
    currency: u32,
    category: u32,
    root: u32,
    country: u32,
    city: u32,
    market: u32,
    business: u32,
    is_offer: bool,
    verified: bool,
    has_photo: bool,
}

impl Spot {
    pub(super) fn of(row: &PlaceRow) -> Self {
        let micros = |at: Option<DateTime<Utc>>| at.map_or(0, |at| at.timestamp_micros());
        Self {
            id: row.id,
            at: on_sphere(row.latitude, row.longitude),
            place: Place { cell: row.cell, nook: row.nook },
            expires_at: row.expires_at.timestamp_micros(),
            activated_at: row.activated_at.timestamp_micros(),
            featured: (micros(row.featured_from), micros(row.featured_until)),
            price_minor: row.price_minor,
            currency: words(row.currency.as_deref()),
            category: word(&row.category),
            root: words(row.root_category.as_deref()),
            country: words(row.country.as_deref()),
            city: words(row.city_key.as_deref()),
            market: words(row.market.as_deref()),
            business: word(&row.business_id.to_string()),
            is_offer: row.kind == ListingType::Offer.as_str(),
            verified: row.seller_verified,
            has_photo: row.has_photo,
        }
    }

    pub(super) fn of_card(card: &LiveCard) -> Option<Self> {
        let (row, location) = (&card.row, card.row.location()?);
        let Place { cell, nook } = Place::of_card(card)?;
        Some(Self::of(&PlaceRow {
            id: row.id,
            cell,
            nook,
            latitude: location.latitude(),
            longitude: location.longitude(),
            business_id: row.business_id,
            kind: row.kind.clone(),
            category: row.category.clone(),
            root_category: row.root_category.clone(),
            price_minor: row.price_minor,
            currency: row.currency.clone(),
            city_key: row.city_key.clone(),
            country: row.country.clone(),
            market: row.market.clone(),
            has_photo: row.photo.is_some(),
            seller_verified: row.seller_verified,
            activated_at: row.activated_at,
            expires_at: row.expires_at,
            featured_from: row.featured_from,
            featured_until: row.featured_until,
        }))
    }
}

/// A filter in numbers.
pub(super) struct Sieve<'a> {
    pub(super) filter: &'a Filter,
    now: i64,
    root: Option<u32>,
    categories: Option<Vec<u32>>,
    country: Option<u32>,
    city: Option<u32>,
    market: Option<u32>,
    business: Option<u32>,
    currency: Option<u32>,
    since: i64,
}

impl<'a> Sieve<'a> {
    pub(super) fn new(filter: &'a Filter, now: DateTime<Utc>) -> Self {
        let (root, categories) = match &filter.category {
            None => (None, None),
            Some(CategoryFilter::Root(root)) => (Some(word(root)), None),
            Some(CategoryFilter::OneOf(slugs)) => (None, Some(slugs.iter().map(|slug| word(slug)).collect())),
        };
        Self {
            filter,
            now: now.timestamp_micros(),
            root,
            categories,
            country: filter.country.map(|country| word(country.code())),
            city: filter.city.as_deref().map(word),
            market: filter.market.as_ref().map(|market| word(market.as_str())),
            business: filter.business.map(|business| word(&business.to_string())),
            currency: filter.price.as_ref().map(|range| word(range.currency.code())),
            since: filter.posted_since.map_or(i64::MIN, |since| since.timestamp_micros()),
        }
    }

    pub(super) fn lets_through(&self, spot: &Spot) -> bool {
        let is = |wanted: Option<u32>, found: u32| wanted.is_none_or(|wanted| wanted == found);
        let price = || {
            self.filter.price.as_ref().is_none_or(|range| {
                spot.price_minor.is_some_and(|minor| {
                    range.least.is_none_or(|least| minor >= least)
                        && range.most.is_none_or(|most| minor <= most)
                })
            })
        };
        self.now < spot.expires_at
            && self.filter.kind.is_none_or(|kind| (kind == ListingType::Offer) == spot.is_offer)
            && is(self.root, spot.root)
            && self.categories.as_ref().is_none_or(|categories| categories.contains(&spot.category))
            && is(self.country, spot.country)
            && is(self.city, spot.city)
            && is(self.market, spot.market)
            && is(self.business, spot.business)
            && is(self.currency, spot.currency)
            && price()
            && (!self.filter.verified || spot.verified)
            && (!self.filter.has_photo || spot.has_photo)
            && (!self.filter.featured || (spot.featured.0 <= self.now && self.now < spot.featured.1))
            && spot.activated_at >= self.since
    }
}
