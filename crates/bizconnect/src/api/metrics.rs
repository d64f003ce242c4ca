use axum::extract::State;
use chrono::NaiveDate;
use kernel::{Checks, MarketCode};
use platform::http::{Data, Fields, May, QueryArgs};
use platform::{Error, Result};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use crate::error::SOURCE;
use crate::rights::MeasureConnections;
use crate::state::BizConnect;
use crate::store::metrics::Week;

#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct MetricsQuery {
    /// Only this market.
    market: Option<String>,
    /// How many weeks to look back, this one included, 1–52; 12 unless told.
    weeks: Option<i32>,
    /// Only these fields of each item.
    fields: Option<String>,
}

/// One market's week; a request belongs to the week in which it was made.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[schema(example = json!({
    "market": "afcfta", "week": "2026-11-16", "sent": 6, "sent_accepted": 3, "sent_acceptance_rate": 0.75,
    "received": 4, "received_accepted": 2, "received_acceptance_rate": 0.5,
    "median_answer_s": 5400, "median_answered_s": 9000
}))]
pub(crate) struct WeekBody {
    /// Code of the market.
    market: String,
    /// The week's Monday, by the business's own clock.
    week: NaiveDate,
    /// Requests sent.
    sent: i64,
    /// Of these, accepted until now.
    sent_accepted: i64,
    /// Accepted among those that were answered (a block is an answer) or have expired; none while there are none.
    sent_acceptance_rate: Option<f64>,
    /// Requests received.
    received: i64,
    /// Of these, accepted until now.
    received_accepted: i64,
    /// Accepted among those that were answered or have expired; none while there are none.
    received_acceptance_rate: Option<f64>,
    /// Median seconds until one's own side answered.
    median_answer_s: Option<i64>,
    /// Median seconds until others answered.
    median_answered_s: Option<i64>,
}

impl WeekBody {
    /// None for what is no single week.
    fn of(week: Week) -> Option<Self> {
        let rate = |accepted: i64, decided: i64| {
            (decided > 0).then(|| (accepted as f64 / decided as f64 * 1000.0).round() / 1000.0)
        };
        let seconds = |seconds: Option<f64>| seconds.map(|seconds| seconds.round() as i64);
        Some(Self {
            market: week.market,
            week: week.week?,
            sent: week.sent,
            sent_accepted: week.sent_accepted,
            sent_acceptance_rate: rate(week.sent_accepted, week.sent_decided),
            received: week.received,
            received_accepted: week.received_accepted,
            received_acceptance_rate: rate(week.received_accepted, week.received_decided),
            median_answer_s: seconds(week.own_answer_s),
            median_answered_s: seconds(week.their_answer_s),
        })
    }
}

/// How connecting goes: by market and week, the newest first.
///
/// For a member, of their business; for an admin, of all together, where every request counts as sent and as received.
#[utoipa::path(get, path = "/connections/metrics", tag = "connections", params(MetricsQuery),
    responses((status = 200, description = "The weeks in which there was anything.", body = Vec<WeekBody>)))]
pub(crate) async fn metrics(
    actor: May<MeasureConnections>,
    State(connections): State<BizConnect>,
    QueryArgs(query): QueryArgs<MetricsQuery>,
) -> Result<Data<Vec<WeekBody>>> {
    let fields = Fields::parse::<WeekBody>(query.fields.as_deref())?;
    let mut checks = Checks::new(SOURCE);
    let market: Option<MarketCode> =
        checks.parsed("market", query.market.as_deref(), "bizconnect-error-no-such-market");
    let weeks = query.weeks.unwrap_or(12);
    if !(1..=52).contains(&weeks) {
        checks.fail("weeks", "bizconnect-check-weeks");
    }
    checks.finish(Some(())).map_err(Error::all)?;
    let found = connections.connection_metrics(&actor, market.as_ref(), weeks).await?;
    Ok(Data::new(found.weeks.into_iter().filter_map(WeekBody::of).collect()).fields(fields))
}
