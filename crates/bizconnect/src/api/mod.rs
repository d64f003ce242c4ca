//! `/api/v1/connections`: JSON in and out.

pub(crate) mod bodies;
pub(crate) mod connections;
mod markets;
mod metrics;
pub(crate) mod suggestions;

use axum::http::Uri;
use platform::http::{RateClass, Routes};
use utoipa_axum::routes;

use crate::rights::{AnswerConnection, MeasureConnections, ReadConnections, ReadMarkets, RequestConnection};
use crate::state::BizConnect;

pub(crate) fn routes(routes: Routes<BizConnect>) -> Routes<BizConnect> {
    use RateClass::{Read, Write};
    routes
        .api::<ReadConnections>(Read, routes!(connections::list))
        .api::<RequestConnection>(Write, routes!(connections::request))
        .api::<ReadConnections>(Read, routes!(connections::read))
        .api::<AnswerConnection>(Write, routes!(connections::change))
        .api::<ReadConnections>(Read, routes!(suggestions::list))
        .api::<RequestConnection>(Write, routes!(suggestions::dismiss))
        .api::<RequestConnection>(Write, routes!(suggestions::restore))
        .api::<ReadMarkets>(Read, routes!(markets::list))
        .api::<MeasureConnections>(Read, routes!(metrics::metrics))
}

/// The list that a request asks for: its path and parameters in a fixed order, without those that only say which part
/// of it to show. Cursors are good for one list only.
fn scope(uri: &Uri) -> String {
    let mut pairs = pairs(uri, &["cursor", "limit", "fields"]);
    pairs.sort_unstable();
    format!("{}?{}", uri.path(), pairs.join("&"))
}

/// The request's path and parameters without its cursor.
fn without_cursor(uri: &Uri) -> String {
    let pairs = pairs(uri, &["cursor"]);
    if pairs.is_empty() { uri.path().to_owned() } else { format!("{}?{}", uri.path(), pairs.join("&")) }
}

fn pairs<'a>(uri: &'a Uri, without: &[&str]) -> Vec<&'a str> {
    let named = |pair: &str| pair.split('=').next().unwrap_or("").to_owned();
    let pairs = uri.query().unwrap_or("").split('&').filter(|pair| !pair.is_empty());
    pairs.filter(|pair| !without.contains(&named(pair).as_str())).collect()
}
