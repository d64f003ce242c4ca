use axum::extract::State;
use axum::response::{IntoResponse, Response};
use kernel::Checks;
use platform::http::{CachePolicy, Data, Fields, Locale, May, QueryArgs};
use platform::{Error, Result};
use serde::Deserialize;

use crate::Search;
use crate::ops::suggest::Suggestion;
use crate::request::LONGEST_QUERY;
use crate::rights::Query;

/// What was typed so far.
#[derive(Debug, Default, Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields, default)]
#[into_params(parameter_in = Query)]
pub struct SuggestArgs {
    /// At least two letters; fewer give nothing.
    #[param(example = "yellow mai")]
    q: Option<String>,
    /// Only these fields of each item.
    fields: Option<String>,
}

/// Suggest how to go on with a query
///
/// Categories and businesses to open, and words to search for: from titles of listings and from what others have
/// searched. A typing mistake is put right.
#[utoipa::path(get, path = "/search/suggest", tag = "search", params(SuggestArgs), responses(
    (status = 200, description = "At most eight suggestions, the likeliest first", body = Vec<Suggestion>),
))]
pub async fn suggest(
    _: May<Query>,
    State(search): State<Search>,
    Locale(language): Locale,
    QueryArgs(args): QueryArgs<SuggestArgs>,
) -> Result<Response> {
    let fields = Fields::parse::<Suggestion>(args.fields.as_deref())?;
    let mut checks = Checks::new("search");
    let typed = checks.text("q", args.q.as_deref(), 0..=LONGEST_QUERY);
    let typed = checks.finish(typed).map_err(Error::all)?;
    let suggestions = search.suggest(&typed, language).await?;
    Ok(Data::new(suggestions.as_slice()).fields(fields).cache(CachePolicy::Public(60)).into_response())
}
