use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use chrono::{DateTime, Utc};
use kernel::ListingId;
use platform::Result;
use platform::http::{FormBody, May, PageArgs, QueryArgs};
use serde::Deserialize;
use uuid::Uuid;
use web::View;

use super::{CARDS, Shelf, address};
use crate::error::ListingsError;
use crate::rights::SaveListing;
use crate::state::Listings;
use crate::store::NewestKey;

const PATH: &str = "/listings/saved";

#[derive(Deserialize)]
pub(super) struct SavedQuery {
    cursor: Option<String>,
}

#[derive(Template)]
#[template(path = "listings/saved.html")]
pub(super) struct SavedPage {
    pub(super) view: View,
    pub(super) shelf: Shelf,
}

pub(super) async fn saved(
    actor: May<SaveListing>,
    State(listings): State<Listings>,
    view: View,
    QueryArgs(query): QueryArgs<SavedQuery>,
) -> Result<Response> {
    let view = view.nav("me");
    let keys = &listings.platform.keys;
    let scope = format!("page {PATH}");
    let args = PageArgs { limit: None, cursor: query.cursor.as_deref() };
    let page = args.open::<(DateTime<Utc>, Uuid)>(keys, &scope, CARDS)?;
    let after = page.after.map(|(activated_at, id)| NewestKey { activated_at, id });
    let mut found = listings.saved_listings(&actor, after, page.limit).await?;
    let limit = usize::try_from(page.limit).unwrap_or(0);
    let is_more = found.len() > limit;
    found.truncate(limit);
    let last = found.last().filter(|_| is_more).map(|(at, card)| (*at, card.id.0));
    let more =
        last.map(|place| address(PATH, &[("cursor", Some(platform::cursor::seal(keys, &scope, &place)))]));
    let cards: Vec<_> = found.into_iter().map(|(_, card)| card).collect();
    let view = view.knowing_saved(cards.iter().map(|card| card.id).collect());
    view.render(&SavedPage { shelf: Shelf { cards, more: more.unwrap_or_default() }, view: view.clone() })
}

#[derive(Deserialize)]
pub(super) struct SaveForm {
    on: Option<String>,
    #[serde(rename = "return")]
    return_to: Option<String>,
}

pub(super) async fn save(
    actor: May<SaveListing>,
    State(listings): State<Listings>,
    Path(id): Path<String>,
    FormBody(form): FormBody<SaveForm>,
) -> Result<Response> {
    let id: ListingId = id.parse().map_err(|_| ListingsError::NotFound)?;
    if form.on.as_deref() == Some("0") {
        listings.unsave_listing(&actor, id).await?;
    } else {
        listings.save_listing(&actor, id).await?;
    }
    Ok(web::see_other(form.return_to.as_deref().unwrap_or(PATH)))
}
