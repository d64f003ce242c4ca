//! A market that is made up, with partners that are known to be good (B-4).
//!
//! How good two businesses are for each other is drawn from things that the score does not see: what each really makes
//! and needs (profiles leave things out and name others, most needs are never posted), a supply chain that differs from
//! the table of links in a fifth of its edges, a reputation of which verification and answers are only a trace, costs
//! of distance and borders of another shape than the score's, and chance.

use std::collections::{HashMap, HashSet};

use bizconnect::bulk::{Firm, OpenListing};
use chrono::{DateTime, TimeDelta, Utc};
use contracts::listings::ListingType;
use kernel::places::{City, cities, country};
use kernel::{BusinessId, BusinessType, GeoPoint, ListingId};
use uuid::Uuid;

/// How many partners of a business count as good.
pub const GOOD: usize = 20;

/// SplitMix64, whose numbers never change: <https://prng.di.unimi.it/splitmix64.c>.
pub struct Rng(u64);

impl Rng {
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    pub fn unit(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1_u64 << 53) as f64
    }

    pub fn below(&mut self, n: usize) -> usize {
        ((u128::from(self.next()) * n as u128) >> 64) as usize
    }

    fn chance(&mut self, p: f64) -> bool {
        self.unit() < p
    }

    fn normal(&mut self) -> f64 {
        let sum = self.unit() + self.unit() + self.unit() + self.unit();
        (sum - 2.0) * 3.0_f64.sqrt()
    }

    fn pick<'a, T>(&mut self, from: &'a [T]) -> &'a T {
        &from[self.below(from.len())]
    }
}

/// What nobody sees of a business.
pub struct Hidden {
    pub makes: Vec<u16>,
    pub needs: Vec<u16>,
    pub reputation: f64,
}

/// A made-up market.
pub struct Synthetic {
    pub firms: Vec<Firm>,
    pub listings: Vec<OpenListing>,
    pub hidden: Vec<Hidden>,
    seed: u64,
}

/// The supply chain as it really is: most of the table's links, and others that it does not know.
fn real_chain(links: &[(String, String)], slugs: &[String], rng: &mut Rng) -> HashMap<u16, Vec<u16>> {
    let at: HashMap<&str, u16> =
        slugs.iter().enumerate().map(|(at, slug)| (slug.as_str(), at as u16)).collect();
    let mut suppliers: HashMap<u16, Vec<u16>> = HashMap::new();
    for (category, other) in links {
        let (from, to) = if rng.chance(0.8) {
            (at[category.as_str()], at[other.as_str()])
        } else {
            (rng.below(slugs.len()) as u16, rng.below(slugs.len()) as u16)
        };
        if from != to {
            suppliers.entry(to).or_default().push(from);
        }
    }
    suppliers
}

const TYPES: [(BusinessType, f64); 8] = [
    (BusinessType::Trader, 0.3),
    (BusinessType::Producer, 0.2),
    (BusinessType::Retailer, 0.15),
    (BusinessType::Manufacturer, 0.12),
    (BusinessType::Service, 0.1),
    (BusinessType::Cooperative, 0.05),
    (BusinessType::Logistics, 0.05),
    (BusinessType::Finance, 0.03),
];

impl Synthetic {
    /// `n` businesses; `links` are the table's pairs of supplier and supplied.
    pub fn generate(n: usize, links: &[(String, String)], seed: u64, now: DateTime<Utc>) -> Self {
        let mut rng = Rng::new(seed);
        let mut slugs: Vec<String> =
            links.iter().flat_map(|(one, other)| [one.clone(), other.clone()]).collect();
        slugs.sort();
        slugs.dedup();
        let chain = real_chain(links, &slugs, &mut rng);
        let towns: Vec<&City> = cities()
            .iter()
            .filter(|city| country(city.country).is_some_and(|country| country.region != "world"))
            .collect();
        let mut made = Self { firms: Vec::new(), listings: Vec::new(), hidden: Vec::new(), seed };
        for at in 0..n {
            made.add(at, &slugs, &chain, &towns, &mut rng, now);
        }
        made
    }

    fn add(
        &mut self,
        at: usize,
        slugs: &[String],
        chain: &HashMap<u16, Vec<u16>>,
        towns: &[&City],
        rng: &mut Rng,
        now: DateTime<Utc>,
    ) {
        // Large towns have most of the businesses.
        let town = towns[(rng.unit().powi(3) * towns.len() as f64) as usize];
        let (lat, lng) = (town.location.latitude(), town.location.longitude());
        let location =
            GeoPoint::new(lat + 0.15 * rng.normal(), lng + 0.15 * rng.normal()).expect("on the globe");
        let mut draw = rng.unit();
        let kind = TYPES.iter().find(|(_, share)| {
            draw -= share;
            draw < 0.0
        });
        let business_type = kind.map_or(BusinessType::Trader, |(kind, _)| *kind);
        let mut makes = vec![rng.below(slugs.len()) as u16];
        for _ in 0..rng.below(3) {
            makes.push(rng.below(slugs.len()) as u16);
        }
        let mut needs: Vec<u16> = Vec::new();
        for category in &makes {
            if let Some(suppliers) = chain.get(category) {
                for _ in 0..=rng.below(2) {
                    needs.push(*rng.pick(suppliers));
                }
            }
            let resells = matches!(business_type, BusinessType::Retailer | BusinessType::Trader);
            if resells && rng.chance(0.5) {
                needs.push(*category);
            }
        }
        if rng.chance(0.15) {
            needs.push(rng.below(slugs.len()) as u16);
        }
        let reputation = rng.unit();
        let trust = match () {
            () if reputation > 0.8 && rng.chance(0.7) => 2,
            () if reputation > 0.35 && rng.chance(0.6) => 1,
            () => 0,
        };
        let asked = if rng.chance(0.3) { 0 } else { rng.below(20) as i32 };
        let answered = (0..asked).filter(|_| rng.chance(0.25 + 0.65 * reputation)).count() as i32;
        // The profile leaves out some of what it makes, and names things that it does not make.
        let mut told: HashSet<u16> = makes.iter().skip(1).copied().filter(|_| rng.chance(0.85)).collect();
        told.insert(makes[0]);
        if rng.chance(0.1) {
            told.insert(rng.below(slugs.len()) as u16);
        }
        let mut categories: Vec<String> =
            told.iter().map(|category| slugs[usize::from(*category)].clone()).collect();
        categories.sort();
        let id = BusinessId(uuid_of(at, rng));
        for (kind, posted) in [(ListingType::Request, &needs), (ListingType::Offer, &makes)] {
            for category in posted {
                if rng.chance(0.4) {
                    self.listings.push(OpenListing {
                        id: ListingId(uuid_of(self.listings.len(), rng)),
                        business_id: id,
                        kind,
                        category: slugs[usize::from(*category)].clone(),
                        country: town.country,
                        market: rng.chance(0.4).then(|| "afcfta".parse().expect("a code")),
                        expires_at: now + TimeDelta::hours(24 + rng.below(72) as i64),
                    });
                }
            }
        }
        self.firms.push(Firm {
            id,
            country: town.country,
            location,
            time_zone: town.time_zone.clone(),
            business_type,
            categories,
            trust,
            asked,
            answered,
        });
        self.hidden.push(Hidden { makes, needs, reputation });
    }

    /// How good the one is for the other; 0 for no use at all. Chance is the same each time it is asked.
    fn worth(&self, own: usize, other: usize) -> f64 {
        let (us, them) = (&self.hidden[own], &self.hidden[other]);
        let meets = |needs: &[u16], makes: &[u16]| needs.iter().any(|need| makes.contains(need));
        let fit = match (meets(&us.needs, &them.makes), meets(&them.needs, &us.makes)) {
            (true, true) => 1.3,
            (true, false) => 1.0,
            (false, true) => 0.9,
            (false, false) => return 0.0,
        };
        let (here, there) = (&self.firms[own], &self.firms[other]);
        let km = here.location.distance_m(there.location) / 1000.0;
        let land = |firm: &Firm| country(firm.country).expect("a country of the data");
        let border = match () {
            () if here.country == there.country => 1.0,
            () if land(here).region == land(there).region => 0.85,
            () => 0.6,
        };
        let tongue = if land(here).language == land(there).language { 1.0 } else { 0.65 };
        let mut rng = Rng::new(self.seed ^ (own as u64) << 32 ^ other as u64);
        let luck = (0.35 * rng.normal()).exp();
        fit / (1.0 + km / 800.0) * border * tongue * (0.4 + 0.6 * them.reputation) * luck
    }

    /// The good partners of a business with their grades: 3 for the best five, 2 for the next five, 1 for the others.
    pub fn good(&self, own: usize) -> HashMap<BusinessId, f64> {
        let mut worths: Vec<(f64, usize)> = (0..self.firms.len())
            .filter(|other| *other != own)
            .map(|other| (self.worth(own, other), other))
            .filter(|(worth, _)| *worth > 0.0)
            .collect();
        worths.sort_by(|a, b| b.0.total_cmp(&a.0));
        let grade = |at: usize| {
            if at < 5 {
                3.0
            } else if at < 10 {
                2.0
            } else {
                1.0
            }
        };
        worths
            .iter()
            .take(GOOD)
            .enumerate()
            .map(|(at, (_, other))| (self.firms[*other].id, grade(at)))
            .collect()
    }

    /// What one would do without a score: those of the same category, the nearest first.
    pub fn same_category_nearest(&self, own: usize) -> Vec<BusinessId> {
        let us = &self.firms[own];
        let mut same: Vec<(f64, BusinessId)> = self
            .firms
            .iter()
            .filter(|firm| {
                firm.id != us.id && firm.categories.iter().any(|slug| us.categories.contains(slug))
            })
            .map(|firm| (us.location.distance_m(firm.location), firm.id))
            .collect();
        same.sort_by(|a, b| a.0.total_cmp(&b.0));
        same.into_iter().take(10).map(|(_, id)| id).collect()
    }
}

fn uuid_of(at: usize, rng: &mut Rng) -> Uuid {
    let time = 1_735_689_600_000_u128 + at as u128;
    Uuid::from_u128(time << 80 | 0x7 << 76 | 0b10 << 62 | u128::from(rng.next() >> 2))
}
