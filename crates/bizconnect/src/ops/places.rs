use chrono::NaiveDate;
use contracts::listings::ListingType;
use kernel::{BusinessId, Country};

use crate::model::market::Market;
use crate::model::score::{Knowledge, Profile, Relation, Scorer, same_region};
use crate::store::businesses::{spread, tile, tiles_around};
use crate::store::candidates::{Ground, Scan};

/// Categories that are looked in, own ones included; and most kinds of listings that are looked for.
const FIELDS: usize = 12;
/// Countries that are looked in one by one, the own one included; the others together.
const COUNTRIES: usize = 7;

/// Where to look: in the own trade and those around it, at home, nearby, in a few other countries that take turns from
/// day to day, and anywhere. Each scan knows what its finds are worth by that alone, so that only the most promising
/// are read whole.
pub(crate) fn scans(
    scorer: &Scorer<'_>,
    knowledge: &Knowledge,
    own: &Profile,
    countries: &[Country],
) -> Vec<Scan> {
    let mut fields = scorer.fields();
    fields.sort_by_key(|(_, _, relation)| *relation != Relation::Same);
    fields.truncate(FIELDS);
    let mut scans = Vec::new();
    let mut look = |open: Option<ListingType>, category: &str, ground: Ground, place: f64, most: f64| {
        scans.push(Scan {
            open,
            category: category.to_owned(),
            ground,
            most: most.ceil() as i32,
            trade: knowledge.weight("category") * scorer.trade(category),
            place,
            demand: open.map_or(0.0, |kind| knowledge.weight("demand") * scorer.meeting(kind, category)),
        });
    };
    let alone = countries.len() == 1;
    for (category, strength, _) in &fields {
        for (at, country) in countries.iter().enumerate() {
            let most = by_country(alone, at, 120.0, 40.0);
            look(None, category, Ground::In(*country), place(knowledge, own, *country), most * strength);
        }
        let around = knowledge.weight("distance") * AROUND + place_at_home(knowledge);
        for square in own.location.map(tiles_around).unwrap_or_default() {
            let most = if own.location.map(tile) == Some(square) { 32.0 } else { 12.0 };
            look(None, category, Ground::Square(square), around, most * strength);
        }
        look(None, category, Ground::Anywhere, 0.0, 20.0 * strength);
    }
    for (kind, category) in sought(scorer, own, &fields) {
        for (at, country) in countries.iter().enumerate() {
            let most = by_country(alone, at, 120.0, 30.0);
            look(Some(kind), category, Ground::In(*country), place(knowledge, own, *country), most);
        }
        look(Some(kind), category, Ground::Anywhere, 0.0, 30.0);
    }
    scans
}

/// How many to take in a country: all from the only one, many from home, a few from each of the others.
fn by_country(alone: bool, at: usize, all: f64, home: f64) -> f64 {
    match at {
        0 if alone => all,
        0 => home,
        _ => 6.0,
    }
}

/// Nearness of somebody in a square around us, in our country and farther off in our region, as the score would see it
/// on an average.
const AROUND: f64 = 0.9;
const AT_HOME: f64 = 0.6;
const IN_REGION: f64 = 0.3;

fn place_at_home(knowledge: &Knowledge) -> f64 {
    knowledge.weight("country") + knowledge.weight("language")
}

/// What somebody in this country is worth for where it is.
fn place(knowledge: &Knowledge, own: &Profile, country: Country) -> f64 {
    let distance = knowledge.weight("distance");
    if country == own.country {
        return place_at_home(knowledge) + AT_HOME * distance;
    }
    let region = if same_region(own.country, country) {
        0.6 * knowledge.weight("country") + IN_REGION * distance
    } else {
        0.0
    };
    region + if knowledge.understood_in(own, country) { knowledge.weight("language") } else { 0.0 }
}

/// What is wanted meets offers, what is offered meets requests; the own trade counts as offered, and what supplies it
/// as wanted. What would meet best comes first.
fn sought<'a>(
    scorer: &Scorer<'_>,
    own: &'a Profile,
    fields: &[(&'a str, f64, Relation)],
) -> Vec<(ListingType, &'a str)> {
    let said = own.open.iter().map(|open| (other(open.kind), open.category.as_str()));
    let made = own.categories.iter().map(|category| (ListingType::Request, category.as_str()));
    let suppliers = fields.iter().filter(|(_, _, relation)| *relation == Relation::Supplier).take(3);
    let needed = suppliers.map(|(category, _, _)| (ListingType::Offer, *category));
    let mut sought: Vec<_> = said.chain(made).chain(needed).collect();
    sought.sort_by_key(|(kind, category)| (kind.as_str(), *category));
    sought.dedup();
    let worth = |one: &(ListingType, &str)| scorer.meeting(one.0, one.1);
    sought.sort_by(|a, b| worth(b).total_cmp(&worth(a)));
    sought.truncate(FIELDS);
    sought
}

fn other(kind: ListingType) -> ListingType {
    match kind {
        ListingType::Offer => ListingType::Request,
        ListingType::Request => ListingType::Offer,
    }
}

/// Home first, then the region, then where the same language is spoken, then the rest; those at the end take turns.
pub(crate) fn countries(
    knowledge: &Knowledge,
    own: &Profile,
    market: &Market,
    day: NaiveDate,
) -> Vec<Country> {
    let mut countries: Vec<Country> = market
        .receiver_countries
        .iter()
        .filter(|country| market.domestic || **country != own.country)
        .copied()
        .collect();
    countries.sort_by_key(|country| {
        let rank = if *country == own.country {
            0
        } else if same_region(own.country, *country) {
            1
        } else if knowledge.understood_in(own, *country) {
            2
        } else {
            3
        };
        let [a, b] = [0, 1].map(|at| country.code().as_bytes().get(at).copied().unwrap_or(0));
        let turn = (u32::from(a) * 31 + u32::from(b)).wrapping_mul(turn(own.id, day).unsigned_abs() | 1);
        (rank, turn)
    });
    countries.truncate(COUNTRIES);
    countries
}

/// Another number each day and for each business.
pub(crate) fn turn(own: BusinessId, day: NaiveDate) -> i32 {
    let days = chrono::Datelike::num_days_from_ce(&day);
    // Knuth's multiplicative hash spreads neighbouring days over the whole range.
    (spread(own.0) ^ days.wrapping_mul(-1_640_531_535)) & 0x7fff_ffff
}
