//! What a match is worth (B-2): parts between 0 and 1, weighted by data, and the reasons in words.
//!
//! Attributes carry the score, so that it works on a business's first day (B-11); what was learnt of its behaviour
//! (responsiveness) begins in the middle and moves as answers come.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};

use chrono::NaiveDate;
use contracts::listings::ListingType;
use kernel::{BusinessId, BusinessType, Country, GeoPoint, MarketCode};

/// How a category stands to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Relation {
    /// The same.
    Same,
    /// The other supplies the own one.
    Supplier,
    /// The own one supplies the other.
    Customer,
    /// They go together.
    Complement,
}

/// A category link as it stands in the table: `category` supplies, or goes with, `other`.
#[derive(Debug, Clone, PartialEq)]
pub struct CategoryLink {
    /// Who supplies.
    pub category: String,
    /// Who is supplied.
    pub other: String,
    /// `SUPPLIES` rather than `COMPLEMENTS`.
    pub supplies: bool,
    /// From 0 to 1.
    pub strength: f64,
}

/// What the score knows of trades, countries and languages. All of it is data.
#[derive(Debug, Clone, Default)]
pub struct Knowledge {
    /// By name.
    pub weights: HashMap<String, f64>,
    /// Who supplies whom.
    pub links: Vec<CategoryLink>,
    /// Places in the supply chain that go together, both ways.
    pub types: HashMap<(BusinessType, BusinessType), f64>,
    /// Languages of business, ISO 639-1.
    pub languages: HashMap<Country, Vec<String>>,
}

impl Knowledge {
    /// A weight; 0 when the table has none of this name.
    #[must_use]
    pub fn weight(&self, name: &str) -> f64 {
        self.weights.get(name).copied().unwrap_or(0.0)
    }

    /// In which languages a country does business.
    fn of_country(&self, country: Country) -> &[String] {
        self.languages.get(&country).map_or(&[], Vec::as_slice)
    }

    /// In which languages a business is run: those of its people, and of its country while nobody is known.
    fn spoken<'a>(&'a self, business: &'a Profile) -> &'a [String] {
        if business.languages.is_empty() { self.of_country(business.country) } else { &business.languages }
    }

    /// Whether a business is likely to be understood in a country, by its people or by its neighbours.
    #[must_use]
    pub fn understood_in(&self, business: &Profile, country: Country) -> bool {
        let there = self.of_country(country);
        let mut ours = self.spoken(business).iter().chain(self.of_country(business.country));
        ours.any(|language| there.contains(language))
    }
}

/// The first language of the one that is the other's too.
fn shared<'a>(one: &'a [String], other: &[String]) -> Option<&'a str> {
    one.iter().find(|language| other.contains(language)).map(String::as_str)
}

/// A listing that is live.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Open {
    /// Offered or wanted.
    pub kind: ListingType,
    /// Its category, a leaf as a rule.
    pub category: String,
    /// The market it is meant for.
    pub market: Option<MarketCode>,
}

/// A business as the score sees it.
#[derive(Debug, Clone, PartialEq)]
pub struct Profile {
    /// Which.
    pub id: BusinessId,
    /// Where it sits.
    pub country: Country,
    /// Where exactly, if it says so.
    pub location: Option<GeoPoint>,
    /// Its place in the supply chain.
    pub business_type: Option<BusinessType>,
    /// What it deals in.
    pub categories: Vec<String>,
    /// Languages of its people, ISO 639-1; empty while nobody is known.
    pub languages: Vec<String>,
    /// 0 BASIC, 1 VERIFIED, 2 TRUSTED.
    pub trust: i16,
    /// Requests that it answered or let run out.
    pub asked: i32,
    /// Those that it answered.
    pub answered: i32,
    /// What it offers and wants at this moment.
    pub open: Vec<Open>,
}

impl Profile {
    fn has(&self, kind: ListingType, category: &str) -> bool {
        self.open.iter().any(|open| open.kind == kind && open.category == category)
    }
}

/// Why a business is suggested.
#[derive(Debug, Clone, PartialEq)]
pub enum Reason {
    /// It offers at this moment what we want at this moment.
    OffersWhatYouWant(String),
    /// It wants at this moment what we offer.
    WantsWhatYouOffer(String),
    /// Its trade supplies ours.
    SuppliesYou(String),
    /// Its trade buys what ours makes.
    BuysFromYou(String),
    /// Its trade goes with ours.
    GoesWithYours(String),
    /// The same trade.
    SameTrade(String),
    /// So many metres away.
    Near(f64),
    /// In the same country.
    SameCountry(Country),
    /// Business is done in the same language, ISO 639-1.
    SharedLanguage(String),
    /// We know it very well.
    Trusted,
    /// We know who it is.
    Verified,
    /// It answers most requests.
    AnswersOften,
    /// It has something for this market.
    MeantForMarket,
}

/// A business with its score.
#[derive(Debug, Clone, PartialEq)]
pub struct Scored {
    /// Which.
    pub id: BusinessId,
    /// Where it sits.
    pub country: Country,
    /// 0–1.
    pub score: f64,
    /// The strongest first.
    pub reasons: Vec<Reason>,
}

/// Reasons that are told of one suggestion.
const MOST_REASONS: usize = 3;
/// Farther than this is not called near.
const NEAR_M: f64 = 150_000.0;

/// Scores others for one business in one market on one day.
pub struct Scorer<'a> {
    knowledge: &'a Knowledge,
    own: &'a Profile,
    market: &'a MarketCode,
    day: NaiveDate,
    /// What each category is to ours: how strong, and how.
    relations: HashMap<String, (f64, Relation)>,
    total: f64,
}

/// Names of the parts that are added up.
const PARTS: [&str; 10] = [
    "demand",
    "category",
    "business_type",
    "distance",
    "country",
    "language",
    "verification",
    "responsiveness",
    "market",
    "variety",
];

impl<'a> Scorer<'a> {
    /// A scorer for `own`.
    #[must_use]
    pub fn new(knowledge: &'a Knowledge, own: &'a Profile, market: &'a MarketCode, day: NaiveDate) -> Self {
        let total: f64 = PARTS.iter().map(|part| knowledge.weight(part)).sum();
        let relations = relations(knowledge, &own.categories);
        Self { knowledge, own, market, day, relations, total: if total > 0.0 { total } else { 1.0 } }
    }

    /// Categories to look in, the most promising first: how strong, and how each stands to ours.
    #[must_use]
    pub fn fields(&self) -> Vec<(&str, f64, Relation)> {
        let mut fields: Vec<_> = self
            .relations
            .iter()
            .map(|(category, (strength, relation))| (category.as_str(), *strength, *relation))
            .collect();
        fields.sort_by(|a, b| b.1.total_cmp(&a.1).then_with(|| a.0.cmp(b.0)));
        fields
    }

    /// What `them` is worth to us.
    #[must_use]
    pub fn score(&self, them: &Profile) -> Scored {
        let mut parts = vec![
            ("demand", self.demand(them)),
            ("category", self.category(them)),
            ("distance", self.distance(them)),
            ("country", self.country(them)),
            ("language", self.language(them)),
            ("verification", trust(them)),
            ("responsiveness", responsiveness(them)),
            ("market", self.meant_for_market(them)),
        ];
        parts.push(("business_type", (self.business_type(them), None)));
        parts.push(("variety", (self.variety(them.id), None)));
        let worth: f64 = parts.iter().map(|(name, (value, _))| self.knowledge.weight(name) * value).sum();
        parts.sort_by(|a, b| {
            let weighted =
                |(name, (value, _)): &(&str, (f64, Option<Reason>))| self.knowledge.weight(name) * value;
            weighted(b).total_cmp(&weighted(a))
        });
        let mut reasons: Vec<Reason> = parts.into_iter().filter_map(|(_, (_, reason))| reason).collect();
        if reasons.iter().any(|reason| matches!(reason, Reason::Near(_))) {
            reasons.retain(|reason| !matches!(reason, Reason::SameCountry(_)));
        }
        reasons.truncate(MOST_REASONS);
        Scored { id: them.id, country: them.country, score: worth / self.total, reasons }
    }

    /// An open offer that meets an open request counts fully. Where one side has said nothing, its trade speaks for it
    /// in part: what our trade makes is as good as offered, what it needs as good as wanted.
    fn demand(&self, them: &Profile) -> (f64, Option<Reason>) {
        let mut best: (f64, Option<Reason>) = (0.0, None);
        let mut meetings = 0;
        for open in &them.open {
            let value = self.meeting(open.kind, &open.category);
            let reason: fn(String) -> Reason = match open.kind {
                ListingType::Offer => Reason::OffersWhatYouWant,
                ListingType::Request => Reason::WantsWhatYouOffer,
            };
            meetings += i32::from(value >= 0.5);
            if value > best.0 {
                best = (value, (value >= 0.5).then(|| reason(open.category.clone())));
            }
        }
        // Meeting in several things is worth a little more than in one.
        (if meetings > 1 { (best.0 + 0.1).min(1.0) } else { best.0 }, best.1)
    }

    /// What an open listing of somebody else is worth to us: from 0 to 1.
    #[must_use]
    pub fn meeting(&self, kind: ListingType, category: &str) -> f64 {
        let relation = self.relations.get(category).copied();
        match kind {
            ListingType::Offer if self.own.has(ListingType::Request, category) => 1.0,
            ListingType::Request if self.own.has(ListingType::Offer, category) => 1.0,
            ListingType::Offer => match relation {
                Some((strength, Relation::Supplier)) => 0.6 * strength,
                Some((_, Relation::Same)) => 0.25,
                _ => 0.0,
            },
            ListingType::Request => match relation {
                Some((_, Relation::Same)) => 0.7,
                _ => 0.0,
            },
        }
    }

    /// What a trade in this category is worth to us: from 0 to 1.
    #[must_use]
    pub fn trade(&self, category: &str) -> f64 {
        self.relations.get(category).map_or(0.0, |(strength, _)| *strength)
    }

    fn category(&self, them: &Profile) -> (f64, Option<Reason>) {
        let known = them.categories.iter().filter_map(|slug| Some((slug, self.relations.get(slug)?)));
        let Some((slug, (strength, relation))) = known.max_by(|a, b| a.1.0.total_cmp(&b.1.0)) else {
            return (0.0, None);
        };
        let reason = match relation {
            Relation::Same => Reason::SameTrade(slug.clone()),
            Relation::Supplier => Reason::SuppliesYou(slug.clone()),
            Relation::Customer => Reason::BuysFromYou(slug.clone()),
            Relation::Complement => Reason::GoesWithYours(slug.clone()),
        };
        (*strength, Some(reason))
    }

    fn business_type(&self, them: &Profile) -> f64 {
        let (Some(own), Some(theirs)) = (self.own.business_type, them.business_type) else { return 0.0 };
        self.knowledge.types.get(&(own, theirs)).copied().unwrap_or(0.0)
    }

    fn distance(&self, them: &Profile) -> (f64, Option<Reason>) {
        let (Some(here), Some(there)) = (self.own.location, them.location) else { return (0.0, None) };
        let metres = here.distance_m(there);
        let half = self.knowledge.weight("distance_half_km").max(1.0) * 1000.0;
        ((-metres / half).exp2(), (metres <= NEAR_M).then_some(Reason::Near(metres)))
    }

    fn country(&self, them: &Profile) -> (f64, Option<Reason>) {
        if self.own.country == them.country {
            return (1.0, Some(Reason::SameCountry(them.country)));
        }
        (if same_region(self.own.country, them.country) { 0.6 } else { 0.0 }, None)
    }

    fn language(&self, them: &Profile) -> (f64, Option<Reason>) {
        // Within one country it goes without saying.
        if self.own.country == them.country {
            return (1.0, None);
        }
        let told = |language: &str| Some(Reason::SharedLanguage(language.to_owned()));
        let known = self.knowledge;
        if let Some(language) = shared(known.spoken(self.own), known.spoken(them)) {
            return (1.0, told(language));
        }
        match shared(known.of_country(self.own.country), known.of_country(them.country)) {
            Some(language) => (known.weight("language_by_country"), told(language)),
            None => (0.0, None),
        }
    }

    fn meant_for_market(&self, them: &Profile) -> (f64, Option<Reason>) {
        let meant = them.open.iter().any(|open| open.market.as_ref() == Some(self.market));
        if meant { (1.0, Some(Reason::MeantForMarket)) } else { (0.0, None) }
    }

    /// From 0 up to 1, another number each day, the same all day long.
    fn variety(&self, id: BusinessId) -> f64 {
        daily(self.own.id, id, self.day)
    }
}

/// A number from 0 up to 1 for a pair and a day.
#[must_use]
pub fn daily(own: BusinessId, other: BusinessId, day: NaiveDate) -> f64 {
    let mut hasher = DefaultHasher::new();
    (own, other, day).hash(&mut hasher);
    (hasher.finish() >> 11) as f64 / (1_u64 << 53) as f64
}

/// Whether two countries lie in one region of Africa.
#[must_use]
pub fn same_region(one: Country, other: Country) -> bool {
    let region = |country| kernel::places::country(country).map(|info| info.region.as_str());
    matches!((region(one), region(other)), (Some(one), Some(other)) if one == other && one != "world")
}

fn trust(them: &Profile) -> (f64, Option<Reason>) {
    match them.trust {
        2.. => (1.0, Some(Reason::Trusted)),
        1 => (0.7, Some(Reason::Verified)),
        _ => (0.0, None),
    }
}

/// Share of requests that were answered, as if two more had been asked of which one was answered.
fn responsiveness(them: &Profile) -> (f64, Option<Reason>) {
    let share = (f64::from(them.answered) + 1.0) / (f64::from(them.asked) + 2.0);
    (share, (them.asked >= 5 && share >= 0.75).then_some(Reason::AnswersOften))
}

fn relations(knowledge: &Knowledge, own: &[String]) -> HashMap<String, (f64, Relation)> {
    let mut relations = HashMap::new();
    let mut note = |category: &str, strength: f64, relation| {
        let known = relations.entry(category.to_owned()).or_insert((strength, relation));
        if strength > known.0 {
            *known = (strength, relation);
        }
    };
    for link in &knowledge.links {
        if own.contains(&link.category) {
            let relation = if link.supplies { Relation::Customer } else { Relation::Complement };
            note(&link.other, link.strength, relation);
        }
        if own.contains(&link.other) {
            let relation = if link.supplies { Relation::Supplier } else { Relation::Complement };
            note(&link.category, link.strength, relation);
        }
    }
    // What we deal in ourselves is the same trade, whatever else it may be.
    for category in own {
        relations.insert(category.clone(), (knowledge.weight("same_category"), Relation::Same));
    }
    relations
}

#[cfg(test)]
mod tests;
