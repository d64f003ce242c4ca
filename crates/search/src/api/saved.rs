use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use chrono::{DateTime, Utc};
use kernel::{ErrorKind, Problem, SavedSearchId};
use platform::http::{Data, FieldsArgs, JsonBody, Listed, May, OnceJson, QueryArgs, version};
use platform::{Error, Result};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::Search;
use crate::ops::save::{MOST_SAVED, NewSavedSearch};
use crate::pages::page_of;
use crate::request::SearchArgs;
use crate::rights::Save;
use crate::store::SavedSearch;

/// A search to be kept.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"name": "Maize in Nigeria", "query": "q=yellow+maize&country=NG"}))]
pub struct SaveSearchRequest {
    /// What to call it, up to 80 characters; by its words if none is given.
    name: Option<String>,
    /// The query string of `GET /search` that does it, for listings.
    query: Option<String>,
}

/// What can be changed of a kept search.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"alerts": false, "version": 1}))]
pub struct ChangeSavedSearchRequest {
    /// Whether to be told of new listings.
    alerts: Option<bool>,
    /// The version that is meant, unless `If-Match` says it.
    version: Option<i64>,
}

/// A kept search.
#[derive(Debug, Serialize, ToSchema)]
#[schema(example = json!({
    "id": "0193f0a4-5a10-7cc2-b7a5-2f5c1f6d3b13", "name": "Maize in Nigeria", "query": "q=yellow+maize&country=NG",
    "url": "/search?q=yellow+maize&country=NG", "alerts": true, "created_at": "2026-11-18T09:00:00Z", "last_told_at": null,
    "version": 1
}))]
pub struct SavedSearchBody {
    /// Its id.
    pub id: uuid::Uuid,
    /// What its owner calls it.
    pub name: String,
    /// The query string that does it again, for `GET /search`.
    pub query: String,
    /// The page that does it again.
    pub url: String,
    /// Whether its owner is told of new listings, at most once an hour.
    pub alerts: bool,
    /// When it was kept.
    pub created_at: DateTime<Utc>,
    /// When its owner was told last.
    pub last_told_at: Option<DateTime<Utc>>,
    /// For `If-Match`.
    pub version: i64,
}

impl SavedSearchBody {
    /// As the API tells it.
    #[must_use]
    pub fn of(saved: SavedSearch) -> Self {
        Self {
            id: saved.id,
            name: saved.name,
            url: page_of(&saved.query),
            query: saved.query,
            alerts: saved.alerts,
            created_at: saved.created_at,
            last_told_at: saved.last_told_at,
            version: saved.version,
        }
    }
}

/// Keep a search
///
/// Its owner is told of new listings that answer it (`search.matched`), at most once an hour. The same search kept twice
/// is one. Takes an `Idempotency-Key`.
#[utoipa::path(post, path = "/search/saved", tag = "search", request_body = SaveSearchRequest,
    params(("Idempotency-Key" = Option<String>, Header, description = "8–128 visible ASCII characters.")),
    responses(
        (status = 201, description = "The kept search; its place is in `Location`.", body = SavedSearchBody),
        (status = 409, description = "There are as many kept searches as one may have."),
    ))]
pub(crate) async fn save(
    actor: May<Save>,
    State(search): State<Search>,
    OnceJson(body, once): OnceJson<SaveSearchRequest>,
) -> Result<Response> {
    let args = read_query(body.query.as_deref().unwrap_or(""))?;
    let new = NewSavedSearch::parse(&args, body.name.as_deref()).map_err(Error::all)?;
    search.save_search(&actor, &once, &new).await
}

/// Reads a query string as `GET /search` would.
pub(crate) fn read_query(query: &str) -> Result<SearchArgs> {
    let query = query.trim_start_matches('?');
    let unreadable =
        || Problem::new(ErrorKind::Validation, "search", "search-error-save-query").field("query");
    if query.len() > 2000 {
        return Err(unreadable().into());
    }
    serde_html_form::from_str(query).map_err(|_| unreadable().into())
}

/// List one's kept searches
///
/// All of them, at most fifty, the latest first.
#[utoipa::path(get, path = "/search/saved", tag = "search", params(FieldsArgs), responses(
    (status = 200, description = "The kept searches", body = Vec<SavedSearchBody>),
))]
pub(crate) async fn list(
    actor: May<Save>,
    State(search): State<Search>,
    QueryArgs(args): QueryArgs<FieldsArgs>,
) -> Result<Listed<SavedSearchBody>> {
    let fields = args.of::<SavedSearchBody>()?;
    let saved = search.saved_searches(&actor).await?;
    Ok(Listed::new(saved.into_iter().map(SavedSearchBody::of).collect(), MOST_SAVED).fields(fields))
}

/// Turn alerts on or off
#[utoipa::path(patch, path = "/search/saved/{id}", tag = "search", request_body = ChangeSavedSearchRequest,
    params(("id" = String, Path, description = "The kept search."),
           ("If-Match" = Option<String>, Header, description = "`\"v1\"`")),
    responses((status = 200, description = "The kept search", body = SavedSearchBody)))]
pub(crate) async fn change(
    actor: May<Save>,
    State(search): State<Search>,
    Path(id): Path<String>,
    headers: HeaderMap,
    JsonBody(body): JsonBody<ChangeSavedSearchRequest>,
) -> Result<Data<SavedSearchBody>> {
    let expected = version::expected(&headers, body.version)?;
    let Some(alerts) = body.alerts else {
        let problem = Problem::new(ErrorKind::Validation, "search", "platform-check-required");
        return Err(problem.field("alerts").into());
    };
    let saved = search.set_alerts(&actor, search_id(&id)?, alerts, Some(expected)).await?;
    Ok(Data::new(SavedSearchBody::of(saved)))
}

/// Let a kept search go
#[utoipa::path(delete, path = "/search/saved/{id}", tag = "search",
    params(("id" = String, Path, description = "The kept search.")),
    responses((status = 204, description = "It is gone.")))]
pub(crate) async fn forget(
    actor: May<Save>,
    State(search): State<Search>,
    Path(id): Path<String>,
) -> Result<StatusCode> {
    search.forget_search(&actor, search_id(&id)?).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// An id from a path; what is no id is not found.
pub(crate) fn search_id(text: &str) -> Result<SavedSearchId> {
    text.parse().map_err(|_| Error::not_found("search"))
}
