use axum::extract::State;
use chrono::{DateTime, Utc};
use kernel::PlanLevel;
use platform::Result;
use platform::http::{Data, FieldsArgs, Locale, May, QueryArgs};
use serde::Serialize;
use utoipa::ToSchema;

use crate::model::allowance::Period;
use crate::model::market::told;
use crate::ops::quota::Standing;
use crate::rights::ReadMarkets;
use crate::state::BizConnect;

/// What a plan gives of something, and what of it was used.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[schema(example = json!({
    "what": "REQUEST", "per_day": 5, "per_month": 30, "used_day": 2, "used_month": 11, "left": 3,
    "day_ends_at": "2026-11-21T23:00:00Z", "month_ends_at": "2026-11-30T23:00:00Z"
}))]
pub(crate) struct QuotaBody {
    /// REQUEST, FIRST_MESSAGE or SUGGESTION.
    pub(crate) what: &'static str,
    /// None means no limit.
    pub(crate) per_day: Option<i32>,
    /// None means no limit.
    pub(crate) per_month: Option<i32>,
    /// Since midnight, by the business's own clock.
    pub(crate) used_day: i32,
    /// Since the first of the month, by the business's own clock.
    pub(crate) used_month: i32,
    /// At this moment; none means no limit.
    pub(crate) left: Option<i32>,
    /// When the day's count begins anew.
    pub(crate) day_ends_at: DateTime<Utc>,
    /// When the month's count begins anew.
    pub(crate) month_ends_at: DateTime<Utc>,
}

impl QuotaBody {
    pub(crate) fn of(standing: &Standing) -> Self {
        Self {
            what: standing.counted.as_str(),
            per_day: standing.allowance.per_day,
            per_month: standing.allowance.per_month,
            used_day: standing.used_day,
            used_month: standing.used_month,
            left: standing.left(),
            day_ends_at: standing.day.ends(Period::Day),
            month_ends_at: standing.day.ends(Period::Month),
        }
    }
}

/// A market.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[schema(example = json!({
    "code": "africa-us", "name": "Africa to the United States",
    "about": "A business in Africa asks one in the United States.",
    "initiator_countries": ["GH", "KE"], "receiver_countries": ["US"], "domestic": true,
    "plans": ["GROWTH", "PREMIUM"], "open": false, "hindrance": "PLAN", "quotas": []
}))]
pub(crate) struct MarketBody {
    /// Stable name.
    code: String,
    /// In the reader's language.
    name: String,
    /// One sentence, in the reader's language.
    about: String,
    /// Where the side that asks must sit, ISO 3166-1.
    #[schema(value_type = Vec<String>)]
    initiator_countries: Vec<kernel::Country>,
    /// Where the side that is asked must sit.
    #[schema(value_type = Vec<String>)]
    receiver_countries: Vec<kernel::Country>,
    /// Whether both may sit in one country.
    domestic: bool,
    /// Plan levels whose businesses may ask.
    #[schema(value_type = Vec<String>)]
    plans: Vec<PlanLevel>,
    /// Whether one's own business may ask here; none for somebody without a business.
    open: Option<bool>,
    /// Why not: OWN_COUNTRY or PLAN.
    hindrance: Option<&'static str>,
    /// What one's own business may use here, and has used.
    quotas: Vec<QuotaBody>,
}

/// The markets, and what one's own business may do in each.
#[utoipa::path(get, path = "/connections/markets", tag = "connections", params(FieldsArgs),
    responses((status = 200, description = "All markets.", body = Vec<MarketBody>)))]
pub(crate) async fn list(
    actor: May<ReadMarkets>,
    State(connections): State<BizConnect>,
    Locale(language): Locale,
    QueryArgs(args): QueryArgs<FieldsArgs>,
) -> Result<Data<Vec<MarketBody>>> {
    let fields = args.of::<MarketBody>()?;
    let markets = connections.markets().await?;
    let standings = connections.standings(&actor).await?;
    let bodies = markets.iter().map(|market| {
        let own = standings.iter().find(|own| own.market == market.code);
        let hindrance = own.and_then(|own| own.hindrance);
        MarketBody {
            code: market.code.as_str().to_owned(),
            name: told(&market.names, language).to_owned(),
            about: told(&market.abouts, language).to_owned(),
            initiator_countries: market.initiator_countries.clone(),
            receiver_countries: market.receiver_countries.clone(),
            domestic: market.domestic,
            plans: market.plans.clone(),
            open: own.map(|own| own.hindrance.is_none()),
            hindrance: hindrance.map(crate::model::market::Hindrance::as_str),
            quotas: own.map(|own| own.quotas.iter().map(QuotaBody::of).collect()).unwrap_or_default(),
        }
    });
    Ok(Data::new(bodies.collect()).fields(fields))
}
