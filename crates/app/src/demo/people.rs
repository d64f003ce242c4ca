//! The people of the demo world: a few to sign in with, and a CEO for every business.

use chrono::{DateTime, Duration, Utc};
use kernel::{BusinessId, Country, Language, Role, TeamRole, UserId, Verification};
use uuid::Uuid;

use super::businesses::DemoBusiness;
use super::ids::{Stream, id};
use super::places::{CITIES, city};
use super::rng::Rng;
use super::vocabulary::{Tongue, VOCABULARY};

/// The password of every demo user.
pub const PASSWORD: &str = "karibu-sokoni-42";

/// A person with an account.
#[derive(Debug, Clone, PartialEq)]
pub struct DemoUser {
    /// The same in every world.
    pub id: UserId,
    /// `…@demo.pushnchat.test`; the password is [`PASSWORD`].
    pub email: String,
    /// First name and surname.
    pub name: String,
    /// What they are on the platform.
    pub role: Role,
    /// Language of the pages they see.
    pub language: Language,
    /// Where they live.
    pub country: Country,
    /// The business they work for.
    pub membership: Option<(BusinessId, TeamRole)>,
    /// When they joined.
    pub created_at: DateTime<Utc>,
    /// What to tell somebody who tries the demo; none for the crowd.
    pub shown_as: Option<&'static str>,
}

/// A business whose people are there to sign in with.
pub struct Part {
    /// Where it sits.
    pub city: &'static str,
    /// Its main category.
    pub category: &'static str,
    /// What its people write in.
    pub tongue: Tongue,
    /// How well the platform knows it.
    pub verification: Verification,
    /// E-mail name, name, place in the team and explanation.
    team: &'static [(&'static str, &'static str, TeamRole, &'static str)],
}

/// The first businesses of every world.
pub const CAST: [Part; 4] = [
    Part {
        city: "accra",
        category: "cocoa-coffee-tea",
        tongue: Tongue::En,
        verification: Verification::Trusted,
        team: &[
            ("kwame", "Kwame Ofori", TeamRole::Ceo, "CEO of a trusted business, Accra"),
            ("efua", "Efua Asante", TeamRole::Manager, "manager in Kwame's team"),
            ("yaw", "Yaw Boateng", TeamRole::Staff, "staff in Kwame's team"),
        ],
    },
    Part {
        city: "dakar",
        category: "fabrics",
        tongue: Tongue::Fr,
        verification: Verification::Verified,
        team: &[("awa", "Awa Ndiaye", TeamRole::Ceo, "CEO of a verified business, Dakar (French)")],
    },
    Part {
        city: "cairo",
        category: "furniture",
        tongue: Tongue::Ar,
        verification: Verification::Verified,
        team: &[("mona", "منى منصور", TeamRole::Ceo, "CEO of a verified business, Cairo (Arabic)")],
    },
    Part {
        city: "nairobi",
        category: "fruit",
        tongue: Tongue::En,
        verification: Verification::Basic,
        team: &[("wanjiku", "Wanjiku Kamau", TeamRole::Ceo, "CEO of a new business, Nairobi")],
    },
];

/// E-mail name, name, role, city and explanation of those who have no business.
const ALONE: [(&str, &str, Role, &str, &str); 4] = [
    ("admin", "Grace Mutua", Role::Admin, "nairobi", "admin of the platform"),
    ("amina", "Amina Bello", Role::Consumer, "lagos", "consumer, Lagos"),
    ("zanele", "Zanele Khumalo", Role::Financial, "johannesburg", "financial: an investor, Johannesburg"),
    ("joseph", "Joseph Mushi", Role::Partner, "dar-es-salaam", "partner: logistics, Dar es Salaam"),
];

/// The users to sign in with who have no business.
#[must_use]
pub fn signed_in_alone(now: DateTime<Utc>) -> Vec<DemoUser> {
    ALONE
        .iter()
        .enumerate()
        .map(|(at, (name, full_name, role, place, shown_as))| DemoUser {
            id: UserId(id(Stream::Users, at)),
            email: email(name),
            name: (*full_name).to_owned(),
            role: *role,
            language: Language::En,
            country: CITIES[city(place)].country,
            membership: None,
            created_at: now - Duration::days(200 - at as i64),
            shown_as: Some(shown_as),
        })
        .collect()
}

/// The users to sign in with of the index-th business.
#[must_use]
pub fn team(index: usize, part: &Part, business: &DemoBusiness) -> Vec<DemoUser> {
    part.team
        .iter()
        .enumerate()
        .map(|(at, (name, full_name, team_role, shown_as))| DemoUser {
            id: UserId(team_id(index, at)),
            email: email(name),
            name: (*full_name).to_owned(),
            role: Role::Business,
            language: part.tongue.ui(),
            country: business.country,
            membership: Some((business.id, *team_role)),
            created_at: business.created_at,
            shown_as: Some(shown_as),
        })
        .collect()
}

fn team_id(index: usize, at: usize) -> Uuid {
    id(Stream::Users, 10 + index * 10 + at)
}

/// The CEO of the index-th business.
#[must_use]
pub fn ceo_id(index: usize) -> UserId {
    // The numbers below 1,000 are for the users to sign in with.
    UserId(if index < CAST.len() { team_id(index, 0) } else { id(Stream::Users, 1_000 + index) })
}

/// Somebody to run a business that nobody signs in to.
#[must_use]
pub fn ceo(business: &DemoBusiness) -> DemoUser {
    let mut rng = Rng::of(Stream::Users as u64, business.id.0.as_u128() as u64);
    DemoUser {
        id: business.ceo,
        email: email(&business.slug),
        name: VOCABULARY.person(business.country.code(), &mut rng),
        role: Role::Business,
        language: business.tongue.ui(),
        country: business.country,
        membership: Some((business.id, TeamRole::Ceo)),
        created_at: business.created_at,
        shown_as: None,
    }
}

/// An address that no mail can reach.
#[must_use]
pub fn email(name: &str) -> String {
    format!("{name}@demo.pushnchat.test")
}
