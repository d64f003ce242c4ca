use axum::extract::State;
use axum::response::{IntoResponse, Response};
use platform::Error;
use platform::http::{CachePolicy, ClientIp, Fields, Listed, Locale, May, PageArgs, QueryArgs};
use platform::{Result, cursor};
use serde_json::json;

use super::hits::{HitBody, bodies};
use crate::Search;
use crate::ops::search::{Facets, Found, Place};
use crate::request::{Request, SearchArgs};
use crate::rights::Query;

fn meta(found: &Found) -> serde_json::Value {
    let counts = |counts: &[(String, i64)]| -> Vec<serde_json::Value> {
        counts.iter().map(|(value, count)| json!({"value": value, "count": count})).collect()
    };
    let facets = |facets: &Facets| {
        json!({
            "category": counts(&facets.category),
            "country": counts(&facets.country),
            "type": counts(&facets.listing_type),
        })
    };
    json!({
        "total_estimate": found.total,
        // Only the newest candidates of a common word are ranked and counted.
        "total_is": if found.at_least { "AT_LEAST" } else { "EXACT" },
        "facets": found.facets.as_ref().map(facets),
        "query": {
            "text": found.reading.text,
            "corrected": found.corrected,
            // Far commoner words that were searched along with rare ones, of which they may be slips.
            "along": found.reading.along.values().collect::<Vec<_>>(),
            "last_word_open": found.reading.open,
            "all_but_one": found.reading.most,
            "broader": found.broader,
        },
    })
}

/// Search listings, businesses, or both
///
/// All words have to be there, in any inflection, with or without accents, or as synonyms; typing mistakes are put
/// right when nothing has a word, and where very few have one, a far commoner word that it may be a slip of is found after
/// them (`along`; not in an order of its own). Best first: titles that are the query, which no paid slot outranks, then
/// hits in the title, then by relevance, freshness, trust and nearness. With `type=all` listings and businesses come in
/// one list, in the order of their scores.
/// `meta` has the counts (`facets`, on the first page; `total_is` says whether they are exact) and how the query was
/// understood (`query`).
///
/// In an order by price or time a page may be shorter than asked for, or even empty, where very many stand between its
/// hits; the list goes on as long as there is a next page.
#[utoipa::path(get, path = "/search", tag = "search", params(SearchArgs), responses(
    (status = 200, description = "A page of hits, best first", body = Vec<HitBody>),
))]
pub async fn search(
    actor: May<Query>,
    State(search): State<Search>,
    Locale(language): Locale,
    ip: ClientIp,
    QueryArgs(args): QueryArgs<SearchArgs>,
) -> Result<Response> {
    let request = Request::parse(&args).map_err(Error::all)?;
    let fields = Fields::parse::<HitBody>(args.fields.as_deref())?;
    let path = args.path("/api/v1/search");
    let page = PageArgs { limit: args.limit, cursor: args.cursor.as_deref() };
    let page = page.open::<Place>(&search.platform.keys, &path, 20)?;
    let (limit, is_first) = (page.limit, page.after.is_none());
    let found = search.search(&request, &path, page).await?;
    if is_first {
        let asker = search.asker(&actor, ip);
        search.remember(&request.text, language, found.is_nothing(), asker);
    }
    let shown = search.show(&found).await?;
    let next = found.next.as_ref().map(|place| cursor::seal(&search.platform.keys, &path, place));
    // Whoever is nearby, everybody gets the same answer to the same question.
    let listed =
        Listed::new(bodies(shown, &found), limit).next(next, &path).meta(meta(&found)).fields(fields);
    Ok(listed.cache(CachePolicy::Private).into_response())
}
