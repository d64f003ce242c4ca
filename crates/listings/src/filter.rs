//! What people narrow a list down with (L-6), and in which order they want it.

use chrono::{DateTime, Utc};
use contracts::listings::ListingType;
use kernel::{BusinessId, Checks, Country, Currency, GeoPoint, MarketCode, Problem};
use sqlx::{Postgres, QueryBuilder};
use unicode_normalization::UnicodeNormalization;

use crate::error::SOURCE;
use crate::store::LiveRow;
use crate::tree::Tree;

/// A category and what is below it.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum CategoryFilter {
    /// A root with everything below.
    Root(String),
    /// These and no others.
    OneOf(Vec<String>),
}

/// Least and most, in minor units of one currency.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct PriceRange {
    /// The currency; listings in others are left out.
    pub currency: Currency,
    /// At least.
    pub least: Option<i64>,
    /// At most.
    pub most: Option<i64>,
}

impl PriceRange {
    /// Adds its conditions to a query, each after an `AND`.
    pub(crate) fn push(&self, query: &mut QueryBuilder<Postgres>) {
        query.push(" AND currency = ").push_bind(self.currency.code()).push(" AND price_minor IS NOT NULL");
        if let Some(least) = self.least {
            query.push(" AND price_minor >= ").push_bind(least);
        }
        if let Some(most) = self.most {
            query.push(" AND price_minor <= ").push_bind(most);
        }
    }
}

/// What people narrow a list down with; all of it holds at once.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default)]
pub struct Filter {
    /// With descendants.
    pub category: Option<CategoryFilter>,
    /// Offered or wanted.
    pub kind: Option<ListingType>,
    /// In one currency.
    pub price: Option<PriceRange>,
    /// Country.
    pub country: Option<Country>,
    /// Town, as [`place_key`] writes it.
    pub city: Option<String>,
    /// Market.
    pub market: Option<MarketCode>,
    /// One business.
    pub business: Option<BusinessId>,
    /// Verified businesses only.
    pub verified: bool,
    /// In a paid slot only.
    pub featured: bool,
    /// With a picture only.
    pub has_photo: bool,
    /// Live since then.
    pub posted_since: Option<DateTime<Utc>>,
}

/// The order of a list.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Sort {
    /// What went live last comes first, with paid slots spread through.
    Newest,
    /// In one currency.
    PriceAsc,
    /// In one currency.
    PriceDesc,
    /// Nearest to a point first.
    Distance(GeoPoint),
}

/// A filter as it comes in a query string.
#[derive(Debug, Clone, Default)]
pub struct FilterInput<'a> {
    /// Slug.
    pub category: Option<&'a str>,
    /// OFFER or REQUEST.
    pub kind: Option<&'a str>,
    /// Minor units.
    pub price_min: Option<i64>,
    /// Minor units.
    pub price_max: Option<i64>,
    /// ISO 4217.
    pub currency: Option<&'a str>,
    /// ISO 3166-1.
    pub country: Option<&'a str>,
    /// A town's name, in any spelling of case and accents.
    pub city: Option<&'a str>,
    /// Code of a market.
    pub market: Option<&'a str>,
    /// Id of a business.
    pub business: Option<&'a str>,
    /// Verified businesses only.
    pub verified: bool,
    /// In a paid slot only.
    pub featured: bool,
    /// With a picture only.
    pub has_photo: bool,
    /// RFC 3339.
    pub posted_since: Option<&'a str>,
}

impl Filter {
    /// Reads a filter.
    ///
    /// # Errors
    /// Everything that is wrong, by parameter.
    pub fn parse(input: &FilterInput<'_>, tree: &Tree) -> Result<Self, Vec<Problem>> {
        let mut checks = Checks::new(SOURCE);
        let category = input.category.filter(|slug| !slug.is_empty()).and_then(|slug| {
            let Some(category) = tree.get(slug) else {
                checks.fail("category", "listings-check-category");
                return None;
            };
            Some(match category.parent {
                None => CategoryFilter::Root(slug.to_owned()),
                Some(_) => CategoryFilter::OneOf(tree.with_descendants(slug)),
            })
        });
        let currency: Option<Currency> = checks.parsed("currency", input.currency, "listings-check-currency");
        let ranged = input.price_min.is_some() || input.price_max.is_some();
        if ranged && input.currency.is_none_or(str::is_empty) {
            checks.fail("currency", "listings-check-range-currency");
        }
        if input.price_min.is_some_and(|least| input.price_max.is_some_and(|most| least > most)) {
            checks.fail("price_max", "listings-check-range-order");
        }
        let price =
            currency.map(|currency| PriceRange { currency, least: input.price_min, most: input.price_max });
        let posted_since = checks.parsed("posted_since", input.posted_since, "listings-check-time");
        let filter = Self {
            category,
            kind: checks.parsed("type", input.kind, "listings-check-type"),
            price,
            country: checks.parsed("country", input.country, "listings-check-country"),
            city: input.city.map(place_key).filter(|key| !key.is_empty()),
            market: checks.parsed("market", input.market, "listings-check-market"),
            business: checks.parsed("business", input.business, "listings-check-business"),
            verified: input.verified,
            featured: input.featured,
            has_photo: input.has_photo,
            posted_since: posted_since.map(|at: DateTime<chrono::FixedOffset>| at.to_utc()),
        };
        checks.finish(Some(filter))
    }

    /// Whether a live listing passes at `now`: the same question that [`Filter::push`] asks the database.
    #[must_use]
    pub fn lets_through(&self, live: &LiveRow, now: DateTime<Utc>) -> bool {
        let category = self.category.as_ref().is_none_or(|wanted| match wanted {
            CategoryFilter::Root(root) => live.root_category.as_ref() == Some(root),
            CategoryFilter::OneOf(slugs) => slugs.contains(&live.category),
        });
        let price = self.price.as_ref().is_none_or(|range| {
            live.currency.as_deref() == Some(range.currency.code())
                && live.price_minor.is_some_and(|minor| {
                    range.least.is_none_or(|least| minor >= least)
                        && range.most.is_none_or(|most| minor <= most)
                })
        });
        category
            && price
            && self.kind.is_none_or(|kind| live.kind == kind.as_str())
            && self.country.is_none_or(|country| live.country.as_deref() == Some(country.code()))
            && self.city.is_none_or_key(live.city_key.as_deref())
            && self.market.as_ref().is_none_or(|market| live.market.as_deref() == Some(market.as_str()))
            && self.business.is_none_or(|business| live.business_id == business.0)
            && (!self.verified || live.seller_verified)
            && (!self.featured || live.is_featured(now))
            && (!self.has_photo || live.photo.is_some())
            && self.posted_since.is_none_or(|since| live.activated_at >= since)
    }

    /// The conditions of this filter that have an index each: a column, and the values that it may have.
    pub(crate) fn indexed(&self) -> impl Iterator<Item = (&'static str, Vec<String>)> {
        let category = self.category.clone().map(|category| match category {
            CategoryFilter::OneOf(slugs) => ("category", slugs),
            CategoryFilter::Root(root) => ("root_category", vec![root]),
        });
        let city = self.city.clone().map(|city| ("city_key", vec![city]));
        let country = self.country.map(|country| ("country", vec![country.code().to_owned()]));
        [city, category, country].into_iter().flatten()
    }

    /// Adds the filter's conditions to a query over `listings.live`, each after an `AND`.
    pub(crate) fn push(&self, query: &mut QueryBuilder<Postgres>, now: DateTime<Utc>) {
        match &self.category {
            None => {}
            Some(CategoryFilter::Root(root)) => {
                query.push(" AND root_category = ").push_bind(root.clone());
            }
            Some(CategoryFilter::OneOf(slugs)) => match slugs.as_slice() {
                // An equation lets the index give the order as well; a list would have to be sorted.
                [slug] => {
                    query.push(" AND category = ").push_bind(slug.clone());
                }
                slugs => {
                    query.push(" AND category = ANY(").push_bind(slugs.to_vec()).push(")");
                }
            },
        }
        if let Some(kind) = self.kind {
            query.push(" AND type = ").push_bind(kind.as_str());
        }
        if let Some(range) = &self.price {
            range.push(query);
        }
        if let Some(country) = self.country {
            query.push(" AND country = ").push_bind(country.code().to_owned());
        }
        if let Some(city) = &self.city {
            query.push(" AND city_key = ").push_bind(city.clone());
        }
        if let Some(market) = &self.market {
            query.push(" AND market = ").push_bind(market.as_str().to_owned());
        }
        if let Some(business) = self.business {
            query.push(" AND business_id = ").push_bind(business.0);
        }
        if self.verified {
            query.push(" AND seller_verified");
        }
        if self.featured {
            query.push(" AND featured_from <= ").push_bind(now).push(" AND featured_until > ").push_bind(now);
        }
        if self.has_photo {
            query.push(" AND photo IS NOT NULL");
        }
        if let Some(since) = self.posted_since {
            query.push(" AND activated_at >= ").push_bind(since);
        }
    }
}

/// Reads as the other conditions do.
trait IsNoneOrKey {
    fn is_none_or_key(&self, key: Option<&str>) -> bool;
}

impl IsNoneOrKey for Option<String> {
    fn is_none_or_key(&self, key: Option<&str>) -> bool {
        self.is_none() || self.as_deref() == key
    }
}

/// A town's name as filters compare it: lower case, without accents, single blanks.
#[must_use]
pub fn place_key(name: &str) -> String {
    let plain: String = name
        .nfd()
        .filter(|c| !unicode_normalization::char::is_combining_mark(*c))
        .flat_map(char::to_lowercase)
        .collect();
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_town_is_the_same_in_every_spelling() {
        for (name, key) in
            [("Yaoundé", "yaounde"), ("  Port   Harcourt", "port harcourt"), ("القاهرة", "القاهرة")]
        {
            assert_eq!(place_key(name), key);
        }
    }

    #[test]
    fn what_cannot_be_filtered_by_is_told_by_parameter() {
        let fields = |input: &FilterInput<'_>| -> Vec<String> {
            let problems = Filter::parse(input, &Tree::sample()).err().unwrap_or_default();
            problems.into_iter().filter_map(|problem| problem.field).collect()
        };
        assert_eq!(fields(&FilterInput { category: Some("nonsense"), ..Default::default() }), ["category"]);
        assert_eq!(fields(&FilterInput { price_min: Some(1), ..Default::default() }), ["currency"]);
        let range = FilterInput {
            price_min: Some(5),
            price_max: Some(1),
            currency: Some("NGN"),
            ..Default::default()
        };
        assert_eq!(fields(&range), ["price_max"]);
        assert_eq!(fields(&FilterInput { kind: Some("GIFT"), ..Default::default() }), ["type"]);
        assert_eq!(fields(&FilterInput { country: Some("Nigeria"), ..Default::default() }), ["country"]);
        assert_eq!(
            fields(&FilterInput { posted_since: Some("yesterday"), ..Default::default() }),
            ["posted_since"]
        );
        assert!(
            fields(&FilterInput { posted_since: Some("2026-11-20T00:00:00Z"), ..Default::default() })
                .is_empty()
        );
    }
}
