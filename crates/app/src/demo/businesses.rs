//! The businesses of the demo world.

use std::collections::HashSet;

use chrono::{DateTime, Duration, Utc};
use kernel::{BusinessId, BusinessType, Country, Currency, Slug, UserId, Verification};
use serde::Deserialize;

use super::ids::{Stream, id};
use super::people::{CAST, ceo_id, email};
use super::places::{CITIES, City, any_city, city};
use super::rng::Rng;
use super::vocabulary::{Kind, Tongue, VOCABULARY, capitalised, fill};

/// When a business is open on one day of the week, in minutes after midnight of its own time zone.
pub type OpenFromTo = Option<(u16, u16)>;

/// A business.
#[derive(Debug, Clone, PartialEq)]
pub struct DemoBusiness {
    /// The same in every world.
    pub id: BusinessId,
    /// Unique.
    pub slug: String,
    /// In the letters of its language.
    pub name: String,
    /// A sentence or two.
    pub description: String,
    /// ISO 639-1 of the name and the description; also `pt` and `sw`.
    pub language: &'static str,
    /// Its place in the supply chain.
    pub business_type: BusinessType,
    /// Leaf categories it works in, the main one first.
    pub categories: Vec<&'static str>,
    /// ISO 3166-1.
    pub country: Country,
    /// Name of its city, in its language.
    pub city: String,
    /// Street and number.
    pub address: String,
    /// Degrees north.
    pub latitude: f64,
    /// Degrees east.
    pub longitude: f64,
    /// Such as `Africa/Lagos`.
    pub time_zone: String,
    /// What it is paid in.
    pub currency: Currency,
    /// Monday to Sunday.
    pub opening_hours: [OpenFromTo; 7],
    /// How well the platform knows it.
    pub verification: Verification,
    /// Where customers may write.
    pub email: String,
    /// Who runs it.
    pub ceo: UserId,
    /// When it joined.
    pub created_at: DateTime<Utc>,
    /// What its people write in.
    pub(super) tongue: Tongue,
    /// Position of its city among those in use.
    pub(super) city_at: usize,
}

impl DemoBusiness {
    /// The business number `index`; `slugs` are those taken already.
    #[must_use]
    pub fn make(
        index: usize,
        now: DateTime<Utc>,
        categories: &Categories,
        slugs: &mut HashSet<String>,
    ) -> Self {
        let mut rng = Rng::of(Stream::Businesses as u64, index as u64);
        let part = CAST.get(index);
        let city_at = part.map_or_else(|| any_city(&mut rng), |part| city(part.city));
        let place = &CITIES[city_at];
        let tongue = part.map_or_else(|| place.tongue(&mut rng), |part| part.tongue);
        let main = part.map_or_else(|| categories.in_turn(index), |part| part.category);
        let mut own = vec![main];
        for _ in 0..rng.below(4) {
            let other = categories.beside(main, &mut rng);
            if !own.contains(&other) {
                own.push(other);
            }
        }
        let kind = VOCABULARY.products[VOCABULARY.by_category[main][0]].kind;
        let root = categories.root(main);
        let business_type = business_type(main, root, kind, &mut rng);
        let (name, slug) = name_and_slug(place, root, business_type, tongue, slugs, &mut rng);
        let (latitude, longitude) = place.somewhere(&mut rng);
        let about = match kind {
            Kind::Produce | Kind::Fresh | Kind::Live => "about.produce",
            Kind::Raw | Kind::Goods => "about.goods",
            Kind::Machine => "about.machine",
            Kind::Service | Kind::Hire | Kind::Property => "about.service",
        };
        let n = rng.between(11, 38).to_string();
        let description =
            fill(VOCABULARY.phrase(about, tongue, &mut rng), &[("n", &n), ("city", place.name(tongue))]);
        let verification = part.map_or_else(
            || {
                [Verification::Basic, Verification::Verified, Verification::Trusted]
                    [rng.weighted([45.0, 40.0, 15.0].into_iter())]
            },
            |part| part.verification,
        );
        Self {
            id: BusinessId(id(Stream::Businesses, index)),
            email: email(&slug),
            slug,
            name,
            description,
            language: tongue.code(),
            business_type,
            categories: own,
            country: place.country,
            city: place.name(tongue).to_owned(),
            address: VOCABULARY.address(tongue, &mut rng),
            latitude,
            longitude,
            time_zone: place.time_zone.clone(),
            currency: place.currency,
            opening_hours: opening_hours(place.country.code(), kind, &mut rng),
            verification,
            ceo: ceo_id(index),
            created_at: now - Duration::minutes(rng.between(5 * 24 * 60, 190 * 24 * 60)),
            tongue,
            city_at,
        }
    }
}

fn business_type(leaf: &str, root: &str, kind: Kind, rng: &mut Rng) -> BusinessType {
    use BusinessType::{Cooperative, Finance, Logistics, Manufacturer, Producer, Retailer, Service, Trader};
    match (leaf, root, kind) {
        ("finance-insurance", ..) => Finance,
        (_, "transport", _) => Logistics,
        (_, _, Kind::Service | Kind::Hire | Kind::Property) => Service,
        (_, _, Kind::Produce | Kind::Fresh | Kind::Live) => {
            *rng.pick(&[Producer, Producer, Cooperative, Trader])
        }
        (_, "crafts", _) => *rng.pick(&[Cooperative, Manufacturer, Retailer]),
        (_, _, Kind::Raw) => *rng.pick(&[Producer, Trader]),
        (_, "textiles" | "beauty" | "home" | "packaging" | "agriculture", Kind::Goods) => {
            *rng.pick(&[Manufacturer, Trader, Retailer])
        }
        (_, _, Kind::Goods | Kind::Machine) => *rng.pick(&[Trader, Retailer]),
    }
}

fn name_and_slug(
    place: &City,
    root: &str,
    business_type: BusinessType,
    tongue: Tongue,
    slugs: &mut HashSet<String>,
    rng: &mut Rng,
) -> (String, String) {
    let country = place.country.code();
    let (word, latin) = VOCABULARY.word(country, rng);
    let (trade, trade_latin) = VOCABULARY.trade(root, tongue, rng);
    // In the Maghreb the same name is written in French by those who write French.
    let word = if tongue == Tongue::Ar { word.to_owned() } else { capitalised(latin) };
    let cooperative = business_type == BusinessType::Cooperative;
    let name = match (tongue, cooperative) {
        (Tongue::En, true) => {
            format!("{word} {} Cooperative", if root == "agriculture" { "Growers" } else { "Makers" })
        }
        (Tongue::En, false) => format!("{word} {trade}"),
        (Tongue::Fr, true) => format!("Coopérative {word}"),
        (Tongue::Fr, false) => format!("{trade} {word}"),
        (Tongue::Ar, true) => format!("تعاونية {word}"),
        (Tongue::Ar, false) => format!("{} {word} {trade}", rng.pick(&["شركة", "مؤسسة"])),
        (Tongue::Pt, true) => format!("Cooperativa {word}"),
        (Tongue::Pt, false) => format!("{trade} {word}"),
        (Tongue::Sw, true) => format!("Ushirika wa {word}"),
        (Tongue::Sw, false) => format!("{word} {trade}"),
    };
    let spelled = if tongue == Tongue::Ar { format!("{latin} {trade_latin}") } else { name.clone() };
    let city = place.name(tongue);
    // A second one of the name is told apart by its city, later ones by a number.
    let mut n = 0;
    loop {
        let (name, spelled) = match n {
            0 => (name.clone(), spelled.clone()),
            1 => (format!("{name} {city}"), format!("{spelled} {}", place.slug)),
            n => (format!("{name} {city} {n}"), format!("{spelled} {} {n}", place.slug)),
        };
        let slug = Slug::from_name(&spelled).expect("names have three Latin letters").to_string();
        if slugs.insert(slug.clone()) {
            return (name, slug);
        }
        n += 1;
    }
}

/// Shops open six days; offices five; in Egypt, Sudan and Algeria the day of rest is Friday.
fn opening_hours(country: &str, kind: Kind, rng: &mut Rng) -> [OpenFromTo; 7] {
    let friday = matches!(country, "EG" | "SD" | "DZ");
    let (rest, half) = if friday { (4, 5) } else { (6, 5) };
    let opens = 60 * rng.between(7, 9) as u16;
    let closes = 60 * rng.between(17, 20) as u16;
    let mut week = [Some((opens, closes)); 7];
    week[rest] = None;
    week[half] = match kind {
        Kind::Service | Kind::Property => None,
        _ => Some((opens, 14 * 60)),
    };
    week
}

#[derive(Deserialize)]
struct CategoryRow {
    slug: String,
    parent: Option<String>,
}

/// The managed tree: leaves with their roots.
pub struct Categories {
    /// Slugs of leaves and of their roots.
    pub leaves: Vec<(&'static str, String)>,
}

impl Categories {
    /// Reads the tree that `listings` ships with.
    #[must_use]
    pub fn read() -> Self {
        let rows: Vec<CategoryRow> =
            serde_json::from_str(include_str!("../../../listings/data/categories.json"))
                .expect("categories.json is valid");
        let mut leaves = Vec::new();
        for row in rows {
            if let Some(parent) = row.parent {
                let (slug, _) = VOCABULARY
                    .by_category
                    .get_key_value(row.slug.as_str())
                    .expect("products.txt has products for every leaf category");
                leaves.push((*slug, parent));
            }
        }
        Self { leaves }
    }

    fn root(&self, leaf: &str) -> &str {
        self.leaves.iter().find(|(slug, _)| *slug == leaf).map_or("", |(_, root)| root)
    }

    /// The leaf of the index-th business: each one in turn, neighbours far apart.
    #[must_use]
    pub fn in_turn(&self, index: usize) -> &'static str {
        // 37 has no factor in common with the number of leaves, which a test checks.
        self.leaves[index * 37 % self.leaves.len()].0
    }

    fn beside(&self, leaf: &str, rng: &mut Rng) -> &'static str {
        let root = self.root(leaf);
        let siblings: Vec<_> = self.leaves.iter().filter(|(_, of)| of == root).collect();
        rng.pick(&siblings).0
    }
}
