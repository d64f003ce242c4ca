//! Filling an empty database by `COPY`: for demo data and benchmarks. As the owner of the schema: no events, no codes.

use chrono::{DateTime, SecondsFormat, Utc};
use kernel::{
    BusinessId, BusinessType, Country, GeoPoint, Language, PlanLevel, Role, TeamRole, UserId, Verification,
};
use platform::Result;
use platform::bulk::{Line, copy};
use sqlx::PgConnection;

use crate::Accounts;
use crate::model::opening_hours::{DAYS, OpeningHours};
use crate::model::password::{Hasher, Password};
use crate::store;

/// Somebody with an account whose address counts as proved.
#[derive(Debug, Clone, PartialEq)]
pub struct Person {
    /// Made by the caller.
    pub id: UserId,
    /// In lower case.
    pub email: String,
    /// 2–80 characters.
    pub display_name: String,
    /// What they are.
    pub role: Role,
    /// Of pages and messages.
    pub language: Language,
    /// Where they live.
    pub country: Country,
    /// The business they work for.
    pub membership: Option<(BusinessId, TeamRole)>,
    /// When they joined.
    pub created_at: DateTime<Utc>,
}

/// A business.
#[derive(Debug, Clone, PartialEq)]
pub struct Firm {
    /// Made by the caller.
    pub id: BusinessId,
    /// Unique.
    pub slug: String,
    /// 2–80 characters.
    pub name: String,
    /// At most 2000 characters.
    pub description: String,
    /// Its place in the supply chain.
    pub business_type: BusinessType,
    /// Slugs, the main one first.
    pub categories: Vec<String>,
    /// Where it sits.
    pub country: Country,
    /// Town.
    pub city: String,
    /// Street and number.
    pub address: String,
    /// Where it is.
    pub location: GeoPoint,
    /// IANA name.
    pub time_zone: String,
    /// Monday to Sunday, in minutes after midnight.
    pub open: [Option<(u16, u16)>; 7],
    /// How well it is known.
    pub verification: Verification,
    /// What it pays for.
    pub plan: PlanLevel,
    /// For customers.
    pub email: String,
    /// Who runs it.
    pub ceo: UserId,
    /// When it joined.
    pub created_at: DateTime<Utc>,
}

fn time(at: DateTime<Utc>) -> String {
    at.to_rfc3339_opts(SecondsFormat::Micros, true)
}

fn opening_hours(open: &[Option<(u16, u16)>; 7]) -> serde_json::Value {
    let clock = |minutes: u16| format!("{:02}:{:02}", minutes / 60 % 24, minutes % 60);
    let days = DAYS.iter().zip(open).filter_map(|(day, open)| {
        let (opens, closes) = (*open)?;
        Some(OpeningHours { day: (*day).to_owned(), opens: clock(opens), closes: clock(closes) })
    });
    serde_json::json!(days.collect::<Vec<_>>())
}

/// Writes people, who all get one password, and businesses.
///
/// # Errors
/// When the database refuses a row.
pub async fn fill(owner: &mut PgConnection, people: &[Person], firms: &[Firm], password: &str) -> Result<()> {
    // One hash for all: these accounts share their password anyway.
    let hash = Hasher::default().hash(Password::typed(password)).await?;
    let lines = people.iter().map(|person| {
        let step = if person.membership.is_some() || person.role != Role::Business { "done" } else { "role" };
        Line::default()
            .value(person.id)
            .value(person.role)
            .value("ACTIVE")
            .value(&person.display_name)
            .value(person.country)
            .value(person.language)
            .value(step)
            .value(time(person.created_at))
            .value(time(person.created_at))
    });
    let columns =
        "id, role, status, display_name, country, language, onboarding_step, created_at, updated_at";
    copy(owner, "accounts.users", columns, lines).await?;
    let lines = people.iter().map(|person| {
        Line::default().value(person.id).value("EMAIL").value(&person.email).value(time(person.created_at))
    });
    copy(owner, "accounts.user_contacts", "user_id, kind, address, verified_at", lines).await?;
    let lines = people
        .iter()
        .map(|person| Line::default().value(person.id).value(&hash).value(time(person.created_at)));
    copy(owner, "accounts.credentials", "user_id, password_hash, changed_at", lines).await?;

    let lines = firms.iter().map(|firm| {
        Line::default()
            .value(firm.id)
            .value(&firm.slug)
            .value(&firm.name)
            .value(&firm.description)
            .value(firm.business_type)
            .value(firm.country)
            .value(&firm.city)
            .value(&firm.address)
            .value(firm.location.latitude())
            .value(firm.location.longitude())
            .value(&firm.email)
            .value(opening_hours(&firm.open))
            .value(&firm.time_zone)
            .value(firm.verification)
            .value(firm.plan)
            .value(firm.ceo)
            .value(time(firm.created_at))
            .value(time(firm.created_at))
    });
    let columns =
        "id, slug, name, description, business_type, country, city, address, latitude, longitude, email,
        opening_hours, time_zone, verification, plan, created_by, created_at, updated_at";
    copy(owner, "accounts.businesses", columns, lines).await?;
    let lines = firms.iter().flat_map(|firm| {
        firm.categories
            .iter()
            .enumerate()
            .map(|(place, category)| Line::default().value(firm.id).value(place).value(category))
    });
    copy(owner, "accounts.business_categories", "business_id, position, category", lines).await?;
    let lines = people.iter().filter_map(|person| {
        let (business, role) = person.membership?;
        Some(Line::default().value(business).value(person.id).value(role).value(time(person.created_at)))
    });
    copy(owner, "accounts.business_members", "business_id, user_id, team_role, joined_at", lines).await?;
    store::analyze(owner).await
}

impl Accounts {
    /// How many accounts there are, deleted ones included.
    ///
    /// # Errors
    /// 503 when the database is away.
    pub async fn count_users(&self) -> Result<i64> {
        let mut tx = self.db.begin_system().await?;
        store::users::count(&mut tx).await
    }
}
