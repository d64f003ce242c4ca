//! The public page of a business.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use chrono::Datelike;
use contracts::listings::ListingCard;
use contracts::media::ShareCard;
use kernel::MediaId;
use platform::http::{CachePolicy, May};
use platform::{Error, Result};
use web::{View, see_other};

use super::choices;
use super::hours::{self, DayLine};
use crate::Accounts;
use crate::model::business::{Business, BusinessKey};
use crate::model::location::known_city;
use crate::ops::businesses::company;
use crate::rights::{ReadBusiness, UpdateBusiness};

/// How many listings the page shows.
const MOST_LISTINGS: i64 = 20;
/// Length of the sentence that link previews show, in characters.
const SUMMARY: usize = 160;

/// A business as its page shows it.
pub struct BusinessView {
    pub name: String,
    pub verified: bool,
    /// "Trader · Lagos, Nigeria".
    pub line: String,
    pub logo: String,
    pub description: String,
    /// Address, name, and whether it is the current one: never.
    pub categories: Vec<(String, String, bool)>,
    pub phone: String,
    pub email: String,
    pub website: String,
    pub place: String,
    pub days: Vec<DayLine>,
    /// The sentence about now.
    pub today: String,
    pub open_now: bool,
    pub since: String,
    pub may_edit: bool,
    /// Where a member of another business asks for a connection; empty for everybody else.
    pub connect: String,
    /// Where everybody but its own team writes to it; empty for them.
    pub write: String,
    pub summary: String,
    pub url: String,
    pub og_image: String,
    /// What is sent on WhatsApp.
    pub share: String,
}

#[derive(Template)]
#[template(path = "accounts/business.html")]
pub struct BusinessPage {
    pub view: View,
    pub business: BusinessView,
    pub listings: Vec<ListingCard>,
}

/// Address of the small logo; empty without one.
pub async fn logo(accounts: &Accounts, id: Option<MediaId>) -> Result<String> {
    let Some(id) = id else { return Ok(String::new()) };
    let mut pictures = accounts.ports.media.pictures(&[id]).await?;
    Ok(pictures.remove(&id).map(|picture| picture.url_160).unwrap_or_default())
}

pub async fn show(
    actor: May<ReadBusiness>,
    State(accounts): State<Accounts>,
    view: View,
    Path(slug): Path<String>,
) -> Result<Response> {
    let key: BusinessKey = slug.parse().map_err(|_| Error::not_found("accounts"))?;
    let business = accounts.business(&actor, &key).await?;
    if matches!(key, BusinessKey::Id(_)) {
        return Ok(see_other(&format!("/b/{}", business.slug)));
    }
    let listings = accounts.ports.listings.of_business(business.id, MOST_LISTINGS).await?;
    let ids = listings.iter().map(|card| card.id).collect();
    let view = view.asking_saved(accounts.ports.listings.as_ref(), ids).await;
    let tree = accounts.ports.listings.categories().await?;
    let picture = match business.says.logo_media_id {
        Some(id) => accounts.ports.media.pictures(&[id]).await?.remove(&id),
        None => None,
    };
    let name_of = |slug: &String| {
        let category = tree.iter().find(|category| category.slug == *slug)?;
        Some((format!("/c/{slug}"), choices::category_name(category, view.language()), false))
    };
    let mut shown = shown(&view, &business, accounts.platform.clock.now());
    shown.categories = business.says.categories.iter().filter_map(name_of).collect();
    shown.may_edit = accounts.platform.policies.allows::<UpdateBusiness>(&actor, &company(business.id));
    if actor.business_id().is_some_and(|own| own != business.id) {
        shown.connect = format!("/connections/new?to={}", business.slug);
    }
    if actor.business_id() != Some(business.id) {
        shown.write = format!("/messages/to/{}", business.slug);
    }
    let card = ShareCard { title: &shown.name, line: &shown.line, by: "", photo: picture.as_ref() };
    shown.og_image = view.absolute(&accounts.ports.media.share_picture(&card));
    shown.logo = picture.map(|picture| picture.url_160).unwrap_or_default();
    view.render_as(&BusinessPage { view: view.clone(), business: shown, listings }, CachePolicy::Public(0))
}

/// Everything that the business itself tells.
pub fn shown(view: &View, business: &Business, now: chrono::DateTime<chrono::Utc>) -> BusinessView {
    let says = &business.says;
    let country = choices::country_name(says.country, view.language());
    let joined = |parts: &[Option<&str>]| {
        let parts: Vec<&str> = parts.iter().flatten().copied().filter(|part| !part.is_empty()).collect();
        parts.join(if view.lang() == "ar" { "، " } else { ", " })
    };
    // A town that we know is told in the reader's language.
    let known = says.city.as_deref().and_then(|city| known_city(city, says.country));
    let city = known.map(|city| city.names.get(view.language())).or(says.city.as_deref());
    let where_it_is = joined(&[city, Some(&country)]);
    let kind = choices::kind_name(view, says.business_type);
    let zone: chrono_tz::Tz = says.time_zone.parse().unwrap_or(chrono_tz::UTC);
    let local = now.with_timezone(&zone).naive_local();
    let standing = hours::standing(&says.opening_hours, local);
    let url = view.absolute(&format!("/b/{}", business.slug));
    let summary = if says.description.is_empty() {
        view.with(
            "accounts-page-summary",
            &[("type", kind.clone().into()), ("place", where_it_is.clone().into())],
        )
    } else {
        shortened(&says.description)
    };
    let text = |field: &Option<String>| field.clone().unwrap_or_default();
    BusinessView {
        verified: business.card().verified,
        line: format!("{kind} · {where_it_is}"),
        logo: String::new(),
        description: says.description.clone(),
        categories: Vec::new(),
        phone: text(&says.phone),
        email: text(&says.email),
        website: text(&says.website),
        place: joined(&[says.address.as_deref(), city, Some(&country)]),
        days: hours::table(view, &says.opening_hours, local),
        today: standing.as_ref().map(|standing| hours::told(view, standing)).unwrap_or_default(),
        open_now: matches!(standing, Some(hours::Standing::Always | hours::Standing::OpenUntil(_))),
        since: business.created_at.year().to_string(),
        may_edit: false,
        connect: String::new(),
        write: String::new(),
        summary,
        og_image: String::new(),
        share: view.with(
            "accounts-page-share-text",
            &[("name", says.name.as_str().into()), ("url", url.as_str().into())],
        ),
        name: says.name.clone(),
        url,
    }
}

/// The beginning of a text in one line, cut between words.
fn shortened(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.chars().count() <= SUMMARY {
        return line;
    }
    let cut: String = line.chars().take(SUMMARY).collect();
    let end = cut.rfind(' ').unwrap_or(cut.len());
    format!("{}…", &cut[..end])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn previews_are_cut_between_words() {
        assert_eq!(shortened("Maize,\n\nsorghum  and beans."), "Maize, sorghum and beans.");
        let long = shortened(&"très bon maïs ".repeat(30));
        assert!(long.ends_with("maïs…") || long.ends_with("bon…") || long.ends_with("très…"), "{long}");
        assert!(long.chars().count() <= SUMMARY + 1);
        assert_eq!(shortened(&"x".repeat(200)).chars().count(), SUMMARY + 1);
    }
}
