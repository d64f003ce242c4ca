use axum::extract::State;
use axum::response::{IntoResponse, Response};
use kernel::Checks;
use platform::http::{CachePolicy, Fields, Listed, May, PageArgs, QueryArgs};
use platform::{Error, Result};
use serde::Deserialize;
use utoipa::IntoParams;

use super::hits::{ListingHit, listing_hit};
use crate::Search;
use crate::ops::trending::Trend;
use crate::rights::Query;

/// Which trending listings.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(deny_unknown_fields, default)]
#[into_params(parameter_in = Query)]
pub struct TrendingArgs {
    /// ISO 3166-1 alpha-2.
    #[param(example = "NG")]
    country: Option<String>,
    /// Slug of a category; the ones below it count too.
    #[param(example = "grains")]
    category: Option<String>,
    /// At most so many, 1–100, 20 unless told.
    limit: Option<i64>,
    /// Only these fields.
    #[param(example = "id,title,price")]
    fields: Option<String>,
}

/// What people look at most, lately
///
/// By how many different people have looked, half as much after six hours, and by freshness. Worked out each minute.
/// Fewer than thirty people in a day make no trend.
#[utoipa::path(get, path = "/explore/trending", tag = "search", params(TrendingArgs), responses(
    (status = 200, description = "Listings, the hottest first", body = Vec<ListingHit>),
))]
pub(crate) async fn trending(
    _: May<Query>,
    State(search): State<Search>,
    QueryArgs(args): QueryArgs<TrendingArgs>,
) -> Result<Response> {
    let mut checks = Checks::new("search");
    let country = checks.parsed("country", args.country.as_deref(), "search-error-country");
    let category: Option<kernel::Slug> =
        checks.parsed("category", args.category.as_deref(), "search-error-category");
    checks.finish(Some(())).map_err(Error::all)?;
    let fields = Fields::parse::<ListingHit>(args.fields.as_deref())?;
    let page = PageArgs { limit: args.limit, cursor: None };
    let limit = page.open::<()>(&search.platform.keys, "", 20)?.limit;
    let trend = Trend { country, category: category.map(|slug| slug.to_string()), limit };
    let cards = search.trending(&trend).await?;
    let hits = cards.into_iter().map(listing_hit).collect::<Vec<_>>();
    Ok(Listed::new(hits, limit).fields(fields).cache(CachePolicy::Public(0)).into_response())
}
