//! Markets, plans, weights and rules: what is data and not code (B-2, B-11, B-12).

use std::collections::HashMap;

use kernel::{Country, MarketCode, PlanLevel};
use platform::{Error, Result};
use sqlx::PgConnection;

use super::known;
use crate::model::allowance::{Allowance, Counted};
use crate::model::market::{CorridorRule, Market};
use crate::model::score::{CategoryLink, Knowledge};

fn countries(codes: &[String]) -> Vec<Country> {
    codes.iter().filter_map(|code| code.parse().ok()).collect()
}

fn texts(json: serde_json::Value) -> Result<HashMap<String, String>> {
    serde_json::from_value(json).map_err(Error::internal)
}

/// The markets that are open, in their order.
///
/// # Errors
/// When the database does not answer.
pub async fn markets(db: &mut PgConnection) -> Result<Vec<Market>> {
    let rows = sqlx::query!(
        "SELECT code, names, abouts, initiator_countries, receiver_countries, domestic, plans
         FROM bizconnect.markets WHERE active ORDER BY position, code"
    );
    let rows = rows.fetch_all(db).await?.into_iter().map(|row| {
        Ok(Market {
            code: known(&row.code, row.code.parse().ok())?,
            names: texts(row.names)?,
            abouts: texts(row.abouts)?,
            initiator_countries: countries(&row.initiator_countries),
            receiver_countries: countries(&row.receiver_countries),
            domestic: row.domestic,
            plans: row.plans.iter().filter_map(|plan| plan.parse().ok()).collect(),
        })
    });
    rows.collect()
}

/// What the plan levels give in a market, from the smallest up.
///
/// # Errors
/// When the database does not answer.
pub async fn allowances(
    db: &mut PgConnection,
    market: &MarketCode,
    counted: Counted,
) -> Result<Vec<Allowance>> {
    let rows = sqlx::query!(
        "SELECT plan, per_day, per_month FROM bizconnect.plan_limits WHERE market = $1 AND what = $2",
        market.as_str(),
        counted.as_str(),
    );
    let mut allowances = Vec::new();
    for row in rows.fetch_all(db).await? {
        let plan: PlanLevel = known(&row.plan, row.plan.parse().ok())?;
        allowances.push(Allowance { plan, per_day: row.per_day, per_month: row.per_month });
    }
    allowances.sort_by_key(|allowance| allowance.plan);
    Ok(allowances)
}

/// What the score knows.
///
/// # Errors
/// When the database does not answer.
pub async fn knowledge(db: &mut PgConnection) -> Result<Knowledge> {
    let mut knowledge = Knowledge::default();
    let weights = sqlx::query!("SELECT name, weight FROM bizconnect.weights").fetch_all(&mut *db).await?;
    knowledge.weights = weights.into_iter().map(|row| (row.name, row.weight)).collect();
    let links = sqlx::query!("SELECT category, other, relation, strength FROM bizconnect.category_links");
    for row in links.fetch_all(&mut *db).await? {
        let supplies = row.relation == "SUPPLIES";
        let (category, other, strength) = (row.category, row.other, row.strength);
        knowledge.links.push(CategoryLink { category, other, supplies, strength });
    }
    for row in
        sqlx::query!("SELECT one, other, strength FROM bizconnect.type_links").fetch_all(&mut *db).await?
    {
        let (one, other) =
            (known(&row.one, row.one.parse().ok())?, known(&row.other, row.other.parse().ok())?);
        knowledge.types.insert((one, other), row.strength);
        knowledge.types.insert((other, one), row.strength);
    }
    let languages =
        sqlx::query!("SELECT country, language FROM bizconnect.country_languages ORDER BY country, language");
    for row in languages.fetch_all(&mut *db).await? {
        if let Ok(country) = row.country.parse() {
            knowledge.languages.entry(country).or_default().push(row.language);
        }
    }
    Ok(knowledge)
}

/// All corridor rules in their order.
///
/// # Errors
/// When the database does not answer.
pub async fn corridor_rules(db: &mut PgConnection) -> Result<Vec<CorridorRule>> {
    let rows = sqlx::query!(
        "SELECT id, market, categories, initiator_countries, receiver_countries, texts, source, source_url, checked_on,
                valid_until
         FROM bizconnect.corridor_rules ORDER BY position, id"
    );
    let rows = rows.fetch_all(db).await?.into_iter().map(|row| {
        Ok(CorridorRule {
            market: known(&row.market, row.market.parse().ok())?,
            id: row.id,
            categories: row.categories,
            initiator_countries: row.initiator_countries.as_deref().map(countries),
            receiver_countries: row.receiver_countries.as_deref().map(countries),
            texts: texts(row.texts)?,
            source: row.source,
            source_url: row.source_url,
            checked_on: row.checked_on,
            valid_until: row.valid_until,
        })
    });
    rows.collect()
}
